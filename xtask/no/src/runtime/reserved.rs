// @generated from generator/runtime/src/runtime/reserved.rs. Edit that file.

//! Headers that belong to the client.

use http::HeaderName;

use crate::runtime::client::Client;
use crate::runtime::service::Place;

/// Whether a header belongs to the client: what it says about the body, the connection and the caller.
pub(crate) fn is_reserved(name: &HeaderName, client: &Client) -> bool {
    const RESERVED: [&str; 16] = [
        "accept",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    ];
    let name = name.as_str();
    RESERVED.contains(&name)
        || client
            .0
            .service
            .schemes
            .iter()
            .any(|scheme| matches!(scheme.place, Place::Header(own) if own == name))
}
