//! Names of media types (RFC 6838).

/// `text/html` of `Text/HTML; charset=utf-8`.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// True for `application/json` and everything that ends in `+json` (RFC 6839).
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

/// True for values of JSON one after the other; of an essence.
pub(crate) fn is_json_lines(essence: &str) -> bool {
    [
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonlines",
        "application/json-seq",
    ]
    .contains(&essence)
}

/// True for `application/json;stream=watch`: JSON that goes on, one value on each line.
pub(crate) fn is_json_stream(media_type: &str) -> bool {
    let mut parameters = media_type.split(';').skip(1);
    let is_stream = |it: &str| {
        let name = it.split_once('=').map(|it| it.0.trim());
        name.is_some_and(|it| it.eq_ignore_ascii_case("stream"))
    };
    essence(media_type) == "application/json" && parameters.any(is_stream)
}

/// Pairs, as the query of an address has them.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Events that a server sends as they happen.
pub(crate) const EVENTS: &str = "text/event-stream";
