//! What an answer may be instead of what is asked for: a server that sends nothing but what `Accept` names could not even say
//! what is wrong (RFC 9110, section 15.5.7).

use crate::spec::media_type::{essence, is_json};

/// Most media types of failures that are named.
const MOST: usize = 4;

/// What follows the media types of the successes in `Accept`: those of documented failures, and for files, of which
/// documents rarely say all there are, anything. Where JSON is asked for, that is what failures are as well.
pub(super) fn of(successes: &str, is_file: bool, failures: &[String]) -> String {
    let asked: Vec<&str> = successes.split(", ").collect();
    let is_any_json = |it: &str| matches!(essence(it).as_ref(), "*/*" | "application/*");
    if asked.iter().any(|it| is_json(it) || is_any_json(it)) {
        return String::new();
    }
    let mut named: Vec<&str> = Vec::new();
    for it in failures.iter().map(String::as_str) {
        let is_other = !asked.contains(&it) && !named.contains(&it);
        if is_other && can_be_named(it) && named.len() < MOST {
            named.push(it);
        }
    }
    let is_any = |it: &&str| essence(it) == "*/*";
    let rest = (is_file && !named.iter().any(is_any)).then_some(", */*;q=0.1");
    let named = named.iter().map(|it| format!(", {it};q=0.5"));
    named.chain(rest.map(str::to_owned)).collect()
}

/// Whether it is one media type for everybody who reads the header.
fn can_be_named(media_type: &str) -> bool {
    let mut characters = media_type.chars();
    media_type.contains('/') && characters.all(|it| it.is_ascii_graphic() && !",;".contains(it))
}

#[cfg(test)]
mod tests {
    #[test]
    fn failures_are_named_once_and_where_json_is_not_asked_for() {
        let many: Vec<String> = (0..9).map(|it| format!("a/{it}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let json = "application/json";
        let table: [(&str, bool, &[&str], &str); 11] = [
            (json, false, &[json, "text/html"], ""),
            ("text/csv, application/hal+json", false, &[json], ""),
            ("*/*", true, &[json], ""),
            ("application/*", true, &[json], ""),
            (
                "image/*",
                true,
                &[json, "text/html;q=0.9"],
                ", application/json;q=0.5, */*;q=0.1",
            ),
            ("text/csv", false, &[], ""),
            ("image/png", true, &[], ", */*;q=0.1"),
            ("image/png", true, &["*/*"], ", */*;q=0.5"),
            (
                "text/csv",
                false,
                &[json, "text/csv", json],
                ", application/json;q=0.5",
            ),
            ("text/csv", false, &["a, b/c", "é/a", "json", "a\n/b"], ""),
            (
                "text/csv",
                false,
                &many,
                ", a/0;q=0.5, a/1;q=0.5, a/2;q=0.5, a/3;q=0.5",
            ),
        ];
        for (asked, is_file, failures, expected) in table {
            let failures: Vec<String> = failures.iter().map(|it| (*it).to_owned()).collect();
            let found = super::of(asked, is_file, &failures);
            assert_eq!(found, expected, "{asked}: {failures:?}");
        }
    }
}
