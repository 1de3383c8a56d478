//! Which alternative a text is, where each knows many.

use case_alternatives_of_many_texts::Settings;
use serde_json::json;

#[test]
fn a_text_goes_to_the_alternative_that_knows_it() {
    for (property, value, expected) in [
        ("place", json!("a41"), "Country(A41)"),
        ("place", json!("elsewhere"), r#"Country(Unknown("elsewhere"))"#),
        ("place", json!({"latitude": 1.5}), "Point("),
        ("code", json!("a1"), "Here(Country(A1))"),
        ("code", json!("b41"), "There(City(B41))"),
        ("code", json!("right"), "Side(Right)"),
        ("code", json!(1), "Here(Integer(1))"),
        ("code", json!(true), "There(Bool(true))"),
    ] {
        let whole = json!({ property: value });
        let settings: Settings = serde_json::from_value(whole.clone()).expect("settings");
        assert_eq!(json!(settings), whole);
        let text = format!("{settings:?}");
        assert!(text.contains(&format!("Some({expected}")), "{property}: {text}");
    }
}
