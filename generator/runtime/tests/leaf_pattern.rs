//! Patterns that are rows of characters.

use client_runtime::runtime::pattern::{Pattern, Run};

#[test]
fn rows_are_of_so_many_characters_each() {
    const VERSION: &[Run] = &[
        Run::new("vv", 1, 1),
        Run::new("09", 2, 2),
        Run::new("--afAF\x7f\x7f", 0, 3),
    ];
    let row = Pattern::row(r"^v\d{2}[-a-fA-F\x7f]{0,3}$", VERSION);
    for fits in ["v12", "v12-", "v12aFf", "v00\x7f"] {
        assert!(row.matches(fits), "{fits}");
    }
    for other in [
        "", "v", "v1", "v123", "12", "v12g", "v12abcd", "v12é", "v12\n", " v12",
    ] {
        assert!(!row.matches(other), "{other}");
    }
    assert!(Pattern::row("^$", &[]).matches(""));
}
