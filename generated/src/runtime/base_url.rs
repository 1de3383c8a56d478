// @generated from generator/runtime/src/runtime/base_url.rs. Edit that file.

//! What a base URL has to be.

use std::net::IpAddr;

use http::Uri;
use http::uri::Scheme;
use reqwest::Url;

use crate::runtime::error::{Error, Result};

/// A base URL that was checked.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    /// Without a slash at the end.
    pub(crate) text: String,
    /// With it, in the two types that requests are made of.
    pub(crate) uri: Uri,
    pub(crate) url: Url,
    /// Nobody chose it, so that an operation with an address of its own goes there.
    pub(crate) is_usual: bool,
}

impl BaseUrl {
    /// The URL, if requests can be sent below it as it is.
    pub(crate) fn parse(text: &str, allow_http: bool) -> Result<Self> {
        let refused = |reason: &str| Error::config(format!("the base URL {reason}"));
        let text = text.trim();
        // `http::Uri` drops fragments in silence.
        if text.contains(['#', '?']) {
            return Err(refused("must not have a query or a fragment"));
        }
        let uri: Uri = text
            .parse()
            .map_err(|error| refused("is not a URL").with_source(error))?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(refused("needs a scheme and a host"));
        };
        if authority.as_str().contains('@') {
            return Err(refused("must not contain credentials"));
        }
        if has_dot_segment(uri.path()) || text.contains('\\') {
            return Err(refused("must not contain dot segments or backslashes"));
        }
        // What the HTTP client would find out with every request.
        let url = Url::parse(text).map_err(|error| refused("is not a URL").with_source(error))?;
        let in_clear = *scheme == Scheme::HTTP;
        if !in_clear && *scheme != Scheme::HTTPS {
            return Err(refused("must begin with https"));
        }
        if in_clear && !allow_http && !is_loopback(authority.host()) {
            return Err(refused(
                "must begin with https, because what is sent would travel in clear; `danger_allow_http` allows that",
            ));
        }
        Ok(Self {
            text: text.trim_end_matches('/').to_owned(),
            uri,
            url,
            is_usual: false,
        })
    }
}

/// A segment that some part on the way may take for a step up, however it is written.
fn has_dot_segment(path: &str) -> bool {
    path.split('/').any(|segment| {
        let segment = segment.to_ascii_lowercase().replace("%2e", ".");
        matches!(&*segment, "." | "..")
    })
}

/// A base URL that was not checked, without what could be a secret in it.
pub(crate) fn shown(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    match url[..end].rsplit_once('@') {
        Some((_, rest)) => format!("[redacted]@{rest}"),
        None => url[..end].to_owned(),
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
