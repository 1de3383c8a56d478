//! Names that are hard to make.

use super::{needs_raw, snake, upper_camel};

#[test]
fn wire_text_becomes_identifiers() {
    for (wire, value, ty) in [
        ("per_page", "per_page", "PerPage"),
        ("perPage", "per_page", "PerPage"),
        ("X-Auth-Key", "x_auth_key", "XAuthKey"),
        ("ai_gateway", "ai_gateway", "AiGateway"),
        ("+1", "plus_1", "Plus1"),
        ("-1", "minus_1", "Minus1"),
        ("1.0", "_1_point_0", "_1Point0"),
        ("10", "_10", "_10"),
        ("@type", "type", "Type"),
        ("self", "self_", "Self_"),
        ("Self", "self_", "Self_"),
        ("", "empty", "Empty"),
        ("-", "minus", "Minus"),
        ("*", "star", "Star"),
        ("<=", "less_equal", "LessEqual"),
        ("<=1y", "less_equal_1y", "LessEqual1y"),
        ("1y", "_1y", "_1y"),
        ("名前", "名前", "名前"),
        (
            "secrets-store_store_object",
            "secrets_store_store_object",
            "SecretsStoreStoreObject",
        ),
    ] {
        assert_eq!(snake(wire), value, "{wire}");
        assert_eq!(upper_camel(wire), ty, "{wire}");
    }
}

#[test]
fn keywords_of_every_edition_are_raw() {
    for word in [
        "type", "gen", "async", "dyn", "try", "abstract", "yield", "match",
    ] {
        assert!(needs_raw(word), "{word}");
    }
    for word in ["name", "union", "auto", "default", "self_"] {
        assert!(!needs_raw(word), "{word}");
    }
}
