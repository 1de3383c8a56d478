//! From what was set on a call to a request: everything is checked here, and nothing is sent before.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::header::Entry;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, InvalidHeaderValue, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use crate::runtime::base_url::BaseUrl;
use crate::runtime::body::wiped;
use crate::runtime::call::Parts;
use crate::runtime::credentials::{Carrier, PreparedCredentials};
use crate::runtime::echo::{Known, Secrets};
use crate::runtime::encode::{
    Pair, Style, header_value, in_addresses, join_pairs, path_texts, path_value, query_pairs,
};
use crate::runtime::error::{Error, Result};
use crate::runtime::execute::Prepared;
use crate::runtime::limits::check_value;
use crate::runtime::operation::{Parameter, PathParameter};
use crate::runtime::path;
use crate::runtime::plain::Plain;
use crate::runtime::reserved::secret_of;
use crate::runtime::secret::SecretValue;
use crate::runtime::settings;
use crate::runtime::validate::Invalid;

impl Parts {
    /// The request.
    pub(crate) fn prepare(mut self) -> Result<Prepared> {
        if let Some(problem) = self.problem.take() {
            return Err(Error::new(problem));
        }
        if let Some(invalid) = self.invalid.take().filter(|_| !self.skip_validation) {
            return Err(invalid.into());
        }
        let path = self.path()?;
        self.check_settings()?;
        self.check_values()?;
        let mut headers = self.headers()?;
        let many = |value: &Plain| matches!(value, Plain::Array(_) | Plain::Object(_));
        // What a pair that only the caller knows names is anyone's guess.
        let names_one = self.body.is_none()
            && self.extra_query.is_empty()
            && !self.query.iter().any(|(_, it)| many(it));
        let mut query: Vec<Pair> = self
            .query
            .iter()
            .flat_map(|(parameter, value)| pairs(parameter, value))
            .collect();
        query.append(&mut self.extra_query);
        let credentials = self.client.0.credentials.get();
        for carrier in self.chosen_credentials(credentials.as_deref())? {
            add_credential(carrier, &mut headers, &mut query)?;
        }
        Ok(Prepared {
            uri: url(&self.base()?, &path, &query)?,
            operation: self.operation,
            method: self.method,
            retry: self.retry,
            headers,
            names_one,
            text_failures: self.text_failures,
            success_member: self.success_member,
            body: self.body.map(|(_, bytes)| bytes).unwrap_or_default(),
            secrets: Secrets {
                own: all_secrets(&self.secrets, self.parameter_secrets),
                credentials: credentials.and_then(|it| it.known()),
            },
            limits: self.limits,
            client: self.client,
        })
    }

    /// The path, with every parameter checked: this is not a matter of `skip_validation`.
    fn path(&self) -> Result<String> {
        if let Some(raw) = &self.raw_path {
            return raw_path(raw);
        }
        let encoded = |name: &str| {
            let set = self.path.iter().find(|(known, _)| known.name == name);
            let Some((parameter, value)) = set else {
                return Ok(None);
            };
            let text = path_text(parameter, value)?;
            if !self.skip_validation {
                check_value(name, value, &parameter.constraints)?;
            }
            Ok(Some(text))
        };
        Ok(path::fill(self.operation.path, encoded)?)
    }

    /// Where it goes: an address of its own is as good as any only if it is as safe.
    fn base(&self) -> Result<Cow<'_, str>> {
        let base = &self.client.0.base;
        match self.server.filter(|_| base.is_usual) {
            Some(own) => {
                let own = BaseUrl::parse(own, self.client.0.allow_http)?;
                Ok(Cow::Owned(own.text))
            }
            None => Ok(Cow::Borrowed(&base.text)),
        }
    }

    /// What every call needs and neither it nor the client has.
    fn check_settings(&self) -> Result<()> {
        let mut values = self.query.iter().chain(&self.header_parameters);
        match values.find(|(parameter, value)| parameter.is_setting && value.is_null()) {
            Some((parameter, _)) => Err(settings::missing(self.client.0.service, parameter)),
            None => Ok(()),
        }
    }

    fn check_values(&self) -> Result<(), Invalid> {
        if self.skip_validation {
            return Ok(());
        }
        let mut values = self
            .query
            .iter()
            .chain(&self.header_parameters)
            .chain(&self.cookies);
        values.try_for_each(|(parameter, value)| {
            check_value(parameter.name, value, &parameter.constraints)
        })
    }

    fn headers(&mut self) -> Result<HeaderMap> {
        let mut headers = std::mem::take(&mut self.headers);
        for (name, value) in &self.client.0.headers {
            if let Entry::Vacant(place) = headers.entry(name) {
                self.parameter_secrets.extend(secret_of(value));
                place.insert(value.clone());
            }
        }
        for (parameter, value) in &self.header_parameters {
            let Some(text) = header_value(parameter.explode, &on_the_wire(parameter, value)) else {
                continue;
            };
            let refused = || Invalid::new(parameter.name, "cannot be a header", "");
            let name = HeaderName::try_from(parameter.name).map_err(|_| refused())?;
            let is_secret = self.parameter_secrets.iter().any(|it| it.expose() == text);
            let mut value = HeaderValue::try_from(text).map_err(|_| refused())?;
            value.set_sensitive(is_secret || name == AUTHORIZATION || name == COOKIE);
            headers.insert(name, value);
        }
        let mut cookies = Vec::new();
        for (parameter, value) in &self.cookies {
            let own = pairs(parameter, value);
            if parameter.style == Style::Cookie {
                check_cookies(parameter.name, &own)?;
            }
            cookies.extend(own);
        }
        if !cookies.is_empty() {
            let cookies = cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join("; ");
            let refused = |_| Error::invalid(Invalid::new("cookie", "cannot be a header", ""));
            let value = HeaderValue::try_from(cookies).map_err(refused)?;
            let value = match headers.get(COOKIE) {
                // A parameter for the whole header.
                Some(other) => joined(other, &value)?,
                None => value,
            };
            headers.insert(COOKIE, value);
        }
        let usual = || HeaderValue::from_static(self.operation.accept);
        headers.insert(ACCEPT, self.accept.take().unwrap_or_else(usual));
        headers.insert(USER_AGENT, self.client.0.user_agent.clone());
        if let Some((content_type, _)) = &self.body {
            let named = self.media_type.as_ref().unwrap_or(content_type);
            headers.insert(CONTENT_TYPE, named.clone());
        }
        Ok(headers)
    }

    fn chosen_credentials<'a>(
        &self,
        credentials: Option<&'a PreparedCredentials>,
    ) -> Result<Vec<&'a Carrier>> {
        let accepted = self.operation.security;
        match credentials {
            Some(credentials) if self.raw_path.is_some() => Ok(credentials.first()),
            Some(credentials) => credentials.choose(accepted).ok_or_else(|| {
                Error::config(format!(
                    "the credentials of the client do not fit: it needs {}; `Credentials::and` adds others",
                    alternatives(accepted)
                ))
            }),
            None if self.raw_path.is_some()
                || accepted.is_empty()
                || accepted.iter().any(|all| all.is_empty()) =>
            {
                Ok(Vec::new())
            }
            None => Err(Error::config(format!(
                "the client has no credentials: it needs {}; `Credentials::none` sends it without",
                alternatives(accepted)
            ))),
        }
    }
}

fn add_credential(carrier: &Carrier, headers: &mut HeaderMap, query: &mut Vec<Pair>) -> Result<()> {
    match carrier {
        Carrier::Header(name, value) => {
            let value = match headers.get(name) {
                // Cookies share one header (RFC 6265, section 5.4).
                Some(other) if *name == COOKIE => joined(other, value)?,
                _ => value.clone(),
            };
            headers.insert(name, value);
        }
        Carrier::Query(name, value) => {
            let value = path::encode(value.expose()).into_owned();
            query.push((path::encode(name).into_owned(), value));
        }
    }
    Ok(())
}

fn all_secrets(body: &[SecretValue], parameters: Vec<SecretValue>) -> Option<Arc<Known>> {
    let encoded = parameters.iter().flat_map(in_addresses);
    let mut values: Vec<SecretValue> = body.iter().cloned().chain(encoded).collect();
    values.extend(parameters);
    Known::new(values, Vec::new())
}

/// Two cookies as one header value, as sensitive as the second.
fn joined(first: &HeaderValue, second: &HeaderValue) -> Result<HeaderValue> {
    let bytes = Zeroizing::new([first.as_bytes(), b"; ", second.as_bytes()].concat());
    let refused = |error: InvalidHeaderValue| {
        Error::config("the cookies cannot be a header").with_source(error)
    };
    let mut value = HeaderValue::from_maybe_shared(wiped(bytes)).map_err(refused)?;
    value.set_sensitive(true);
    Ok(value)
}

/// Cookies that nothing of is encoded: all of it has to be what RFC 6265, 4.1.1 allows.
fn check_cookies(name: &str, pairs: &[Pair]) -> Result<(), Invalid> {
    let is_token = |it: &str| {
        let of_token = |it: u8| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it);
        !it.is_empty() && it.bytes().all(of_token)
    };
    let is_value = |it: &str| {
        let quoted = it.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
        let octet = |it: u8| it.is_ascii_graphic() && !b"\",;\\".contains(&it);
        quoted.unwrap_or(it).bytes().all(octet)
    };
    if pairs
        .iter()
        .all(|(key, value)| is_token(key) && is_value(value))
    {
        Ok(())
    } else {
        Err(Invalid::new(name, "cannot be a cookie as it is", ""))
    }
}

fn alternatives(security: &[&[&str]]) -> String {
    security
        .iter()
        .map(|all| all.join(" with "))
        .collect::<Vec<_>>()
        .join(", or ")
}

fn pairs(parameter: &Parameter, value: &Plain) -> Vec<Pair> {
    if let Plain::Object(fields) = value
        && !parameter.fields.is_empty()
    {
        return fields.iter().flat_map(|it| field(parameter, it)).collect();
    }
    query_pairs(
        parameter.name,
        parameter.style,
        parameter.explode,
        parameter.allow_reserved,
        &on_the_wire(parameter, value),
    )
}

/// One field of a query that is taken as a whole.
fn field(parameter: &Parameter, (name, value): &(String, Plain)) -> Vec<Pair> {
    if let Some(field) = parameter.fields.iter().find(|it| it.name == name) {
        return field.pairs(value);
    }
    let only = Plain::Object(vec![(name.clone(), value.clone())]);
    query_pairs(name, Style::Form, true, false, &only)
}

/// The value that the style of the parameter applies to.
fn on_the_wire<'a>(parameter: &Parameter, value: &'a Plain) -> Cow<'a, Plain> {
    if parameter.json {
        Cow::Owned(Plain::String(value.json()))
    } else {
        Cow::Borrowed(value)
    }
}

/// A part of a path, encoded. Each of its values is checked, and what they are together: `/` after the point of a label
/// is a step for those who decode it.
fn path_text<'a>(parameter: &PathParameter, value: &'a Plain) -> Result<Cow<'a, str>, Invalid> {
    let PathParameter {
        name,
        strict,
        style,
        explode,
        allow_reserved,
        json,
        ..
    } = *parameter;
    // What nearly all parameters are.
    match (style, value) {
        (Style::Simple, Plain::String(text)) if !json && path::is_plain(text) => {
            return Ok(Cow::Borrowed(text));
        }
        _ => {}
    }
    let text = json.then(|| Plain::String(value.json()));
    let value = text.as_ref().unwrap_or(value);
    let mut texts = path_texts(name, style, explode, value);
    let whole = texts.pop().unwrap_or_default();
    for text in &texts {
        // Behind its name, an empty value is no empty segment.
        if !(text.is_empty() && style == Style::Matrix) {
            path::check(name, text, strict)?;
        }
    }
    // The separators are no white space, but a name can be anything.
    path::check(name, &whole, false)?;
    if allow_reserved {
        if whole.split('/').any(str::is_empty) {
            return Err(Invalid::new(name, "must not have empty segments", ""));
        }
        // What is encoded already stays so.
        let decoded = percent_decode_str(&whole).decode_utf8_lossy();
        path::check(name, &decoded, false)?;
    }
    let encoded = path_value(name, style, explode, allow_reserved, value);
    Ok(Cow::Owned(encoded.unwrap_or_default()))
}

fn raw_path(raw: &str) -> Result<String> {
    let refused = |reason: &str| Error::invalid(Invalid::new("path", reason, ""));
    let segments = raw
        .strip_prefix('/')
        .ok_or_else(|| refused("must begin with a slash"))?;
    if raw.contains(['?', '#', '\\', ' ']) {
        return Err(refused("must not contain any of ? # \\ or a space"));
    }
    if segments.is_empty() {
        return Ok(raw.to_owned());
    }
    // What ends in a slash is another resource than what does not.
    let segments = segments.strip_suffix('/').unwrap_or(segments);
    for segment in segments.split('/') {
        path::check("path", segment, false)?;
    }
    Ok(raw.to_owned())
}

fn url(base: &str, path: &str, query: &[Pair]) -> Result<Uri> {
    let query = join_pairs(query);
    // Exactly as long as it will be: what becomes `Bytes` with room to spare is allocated once more.
    let mark = usize::from(!query.is_empty());
    let mut url = String::with_capacity(base.len() + path.len() + mark + query.len());
    url.push_str(base);
    url.push_str(path);
    if !query.is_empty() {
        // The path template itself may have a query.
        url.push(if path.contains('?') { '&' } else { '?' });
        url.push_str(&query);
    }
    Uri::from_maybe_shared(Bytes::from(url)).map_err(|error| {
        Error::invalid(Invalid::new("url", "is not a valid URL", "")).with_source(error)
    })
}
