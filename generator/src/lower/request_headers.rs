//! Which request headers an operation can have as parameters.

/// Headers that are not parameters, whatever the document says (OpenAPI 3.0.3, "Parameter Object").
const NOT_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Headers that say something of the connection or of the bytes of bodies, which only the client knows.
const OF_THE_CLIENT: [&str; 13] = [
    "accept-encoding",
    "connection",
    "content-length",
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

/// Whether something else than a parameter describes the header.
pub(super) fn is_described_elsewhere(name: &str) -> bool {
    is_among(&NOT_PARAMETERS, name)
}

/// Whether the client sets the header itself, or never sends it.
pub(super) fn is_of_the_client(name: &str) -> bool {
    is_among(&OF_THE_CLIENT, name)
}

/// What HTTP takes for the name of a header (RFC 9110, 5.1).
pub(super) fn is_name(name: &str) -> bool {
    let token = |it: char| it.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(it);
    !name.is_empty() && name.chars().all(token)
}

fn is_among(list: &[&str], name: &str) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_runtime_refuses_is_no_parameter() {
        let source = include_str!("../../runtime/src/runtime/reserved.rs");
        let list = source.split("RESERVED: [").nth(1);
        let list = list.and_then(|it| it.split("];").next());
        let names: Vec<&str> = list
            .unwrap_or_default()
            .split('"')
            .skip(1)
            .step_by(2)
            .collect();
        assert!(names.len() > 10, "no list in reserved.rs: {names:?}");
        for name in names {
            let known = is_of_the_client(name) || is_described_elsewhere(name);
            assert!(known, "{name}");
        }
    }
}
