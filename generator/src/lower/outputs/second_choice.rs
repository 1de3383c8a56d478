//! What an answer may be instead of what is asked for: a server that sends nothing but what `Accept` names could not even say
//! what is wrong (RFC 9110, section 15.5.7).

use crate::spec::media_type::{essence, is_json};

/// Most media types of failures that are named.
const MOST: usize = 4;

/// What follows the media types of the successes in `Accept`: those of documented failures, and for files, of which
/// documents rarely say all there are, anything. Where JSON is asked for, that is what failures are as well.
pub(super) fn of(successes: &str, is_file: bool, failures: &[String]) -> String {
    let asked: Vec<&str> = successes.split(", ").collect();
    if asked.iter().any(|it| is_json(it) || it.contains('*')) {
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
    media_type.contains('/') && characters.all(|it| it.is_ascii_graphic() && it != ',' || it == ' ')
}
