//! What the values of enums are called.

use super::{is_type_name, upper_camel};

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
    beside_unknown(upper_camel(wire))
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

#[cfg(test)]
mod tests {
    use super::{is_plain, variant};

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
        ] {
            assert_eq!(
                (variant(wire).as_str(), is_plain(wire)),
                (name, plain),
                "{wire}"
            );
        }
    }
}
