//! What the values of enums are called.

use super::{exact_camel, is_type_name, snake, upper_camel};

/// A variant that the document gives a name.
pub(crate) fn named_variant(name: &str) -> String {
    if is_type_name(name) {
        beside_unknown(name.to_owned())
    } else {
        beside_unknown(upper_camel(name))
    }
}

/// The variant of a value. A sign in front of a word turns its meaning around: `-created` of an order is `MinusCreated`.
pub(crate) fn variant(wire: &str) -> String {
    for (sign, word) in [('-', "minus"), ('+', "plus")] {
        let rest = wire.strip_prefix(sign);
        if let Some(rest) = rest.filter(|it| it.starts_with(char::is_alphabetic)) {
            return upper_camel(&format!("{word} {rest}"));
        }
    }
    match upper_camel(wire) {
        // Pictures, such as those of dice: their numbers tell them apart.
        name if name.contains("Symbol") && !wire.contains(char::is_alphanumeric) => {
            exact_camel(wire)
        }
        name => beside_unknown(name),
    }
}

/// `Unknown` is what the crate does not know, which the value `unknown` is not.
fn beside_unknown(name: String) -> String {
    if name == "Unknown" {
        "ValueUnknown".to_owned()
    } else {
        name
    }
}

/// Whether a value has no signs but between its words, so that its plain name is its own before it is another's.
pub(crate) fn is_plain(wire: &str) -> bool {
    let mut words = wire.split(['-', '_', ' ', '.', '/', ':']);
    words.all(|it| !it.is_empty() && it.chars().all(char::is_alphanumeric))
}

/// How many bytes at the beginning of all values only repeat the name of their type, as protocol buffers want it:
/// `LEVEL_` of `LEVEL_LOW` and `LEVEL_HIGH` in a `LogLevel`.
pub(crate) fn shared_prefix(name: &str, values: &[&str]) -> usize {
    let name = snake(name).to_ascii_uppercase();
    let ends = name.match_indices('_').map(|(at, _)| at + 1);
    let prefixes = std::iter::once(0)
        .chain(ends)
        .map(|at| format!("{}_", &name[at..]));
    let repeats = |prefix: &String| {
        let rest = |it: &&str| it.strip_prefix(prefix.as_str()).map(str::to_owned);
        let word =
            |it: &&str| rest(it).is_some_and(|it| it.starts_with(|c: char| c.is_ascii_uppercase()));
        values.len() > 1 && values.iter().all(word)
    };
    prefixes
        .filter(repeats)
        .map(|it| it.len())
        .next()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{is_plain, shared_prefix, variant};

    #[test]
    fn what_repeats_the_type_is_found() {
        for (name, values, prefix) in [
            ("LogLevel", ["LEVEL_LOW", "LEVEL_HIGH"], "LEVEL_"),
            (
                "LogLevel",
                ["LOG_LEVEL_LOW", "LOG_LEVEL_HIGH"],
                "LOG_LEVEL_",
            ),
            ("LogLevel", ["LEVEL_LOW", "HIGH"], ""),
            ("LogLevel", ["LEVEL_1", "LEVEL_2"], ""),
            ("LogLevel", ["LOG_LOW", "LOG_HIGH"], ""),
            ("Level", ["level_low", "level_high"], ""),
        ] {
            assert_eq!(
                shared_prefix(name, &values),
                prefix.len(),
                "{name} {values:?}"
            );
        }
    }

    #[test]
    fn signs_in_front_are_part_of_a_name() {
        for (wire, name, plain) in [
            ("created", "Created", true),
            ("-created", "MinusCreated", false),
            ("+name", "PlusName", false),
            ("two-words", "TwoWords", true),
            ("unknown", "ValueUnknown", true),
            ("-1", "Minus1", false),
            ("a!", "ANot", false),
            ("INF", "Inf", true),
            ("🎲", "U1f3b2", false),
            ("symbol", "Symbol", true),
        ] {
            assert_eq!(
                (variant(wire).as_str(), is_plain(wire)),
                (name, plain),
                "{wire}"
            );
        }
    }
}
