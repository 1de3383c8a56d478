//! Texts made to hurt: keys that are long, and repeated in the place of every node below them.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::hostile::{assert_code, document, run};

fn properties(count: usize, ty: &str) -> Value {
    let properties = (0..count).map(|it| (format!("p{it}"), json!({"type": ty})));
    json!({"type": "object", "properties": Value::Object(properties.collect())})
}

#[test]
fn keys_too_long_for_what_lies_below_are_reported() {
    let long = "k".repeat(100_000);
    let inside = |key: &str, schema: Value| json!({"type": "object", "properties": {key: schema}});
    let chain = (0..50).fold(properties(4000, "string"), |schema, it| {
        inside(&format!("{it}{}", "x".repeat(5000)), schema)
    });
    let of = |schema: Value| document("3.0.3", &json!({"A": schema}));
    let again = of(json!({"x-a": {&*long: {"a": 0}}}))
        .replace("\"a\":0", &"\"a\":1,".repeat(20_000))
        .replace(",}", "}");
    // The longest keys that YAML has without a `?`.
    let mut yaml = "openapi: 3.0.3\n'<<': 1\nx-a:\n".to_owned();
    for level in 1..20 {
        let _ = writeln!(yaml, "{}{}:", " ".repeat(level), "k".repeat(1000));
    }
    for number in 0..2000 {
        let _ = writeln!(yaml, "{}k{number}: {{'<<': {number}}}", " ".repeat(20));
    }
    for (name, text) in [
        ("one", of(inside(&long, properties(2000, "string")))),
        (
            "unknown types",
            of(inside(&long, properties(2000, "strin"))),
        ),
        ("several", of(chain)),
        ("duplicates", again),
        ("YAML", yaml),
    ] {
        let reports = run(text.clone()).expect_err(name);
        let printed: usize = reports
            .iter()
            .map(|it| it.pointer.len() + it.message.len())
            .sum();
        assert!(
            reports.len() < 10 && printed < 10_000,
            "{name}: {} reports",
            reports.len()
        );
        assert_code(Err(reports), name, "nesting");
    }
}

#[test]
fn long_keys_with_little_below_generate() {
    for (length, properties) in [(100_000, 1), (5000, 50), (400, 2000)] {
        let inside = self::properties(properties, "string");
        let schema = json!({"type": "object", "properties": {"k".repeat(length): inside}});
        let outcome = run(document("3.0.3", &json!({"A": schema})));
        assert!(outcome.is_ok(), "{length} {properties}");
    }
}

#[test]
fn long_pointers_and_names_are_cut_in_messages() {
    let long = "k".repeat(100_000);
    let schema = json!({"type": "object", "properties": {&*long: {"type": "strin"}}, "required": [format!("{long}x")]});
    let reports = match run(document("3.0.3", &json!({"A": schema}))) {
        Ok(generated) => generated.warnings,
        Err(reports) => reports,
    };
    for code in ["unknown-type", "unknown-required"] {
        let found = reports.iter().find(|it| it.code == code).expect(code);
        let parts = [&found.pointer, &found.message, &found.text];
        assert!(parts.iter().all(|it| it.len() < 2500), "{code}");
    }
}
