//! Messages and explanations belong together.

use super::CODES;

#[test]
fn every_code_is_explained_once_and_every_explanation_is_used() {
    let messages = concat!(
        include_str!("../messages.rs"),
        include_str!("../messages/answers.rs"),
        include_str!("../messages/bodies.rs"),
        include_str!("../messages/hints.rs"),
        include_str!("../messages/limits.rs"),
        include_str!("../messages/names.rs"),
        include_str!("../messages/requests.rs"),
        include_str!("../messages/texts.rs")
    );
    for pair in CODES.windows(2) {
        assert!(
            pair[0].code < pair[1].code,
            "{} is out of order",
            pair[1].code
        );
    }
    for it in CODES {
        assert!(
            messages.contains(&format!("\"{}\"", it.code)),
            "{} is not used",
            it.code
        );
    }
    let used = messages
        .split("self.")
        .filter(|it| {
            ["error(", "mistake(", "warning(", "push("]
                .iter()
                .any(|start| it.starts_with(start))
        })
        .filter_map(|it| it.split('"').nth(1));
    for code in used {
        assert!(super::explain(code).is_some(), "{code} is not explained");
    }
}
