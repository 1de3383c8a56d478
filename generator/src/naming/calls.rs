//! Functions that are called like calls: `secrets.get` is `secrets_get`.

use std::collections::BTreeSet;

/// The names of one file.
pub(crate) struct CallNames(BTreeSet<String>);

impl CallNames {
    /// Those of a file that needs some words itself.
    pub(crate) fn beside(taken: &[&str]) -> Self {
        Self(taken.iter().map(|it| (*it).to_owned()).collect())
    }

    /// A name that no other call has: `a.b_c` and `a_b.c` are `a_b_c` and `a_b_c_2`.
    pub(crate) fn of(&mut self, call: &str) -> String {
        let words = call.split(['.', '_']).filter(|it| !it.is_empty());
        let mut plain = words.collect::<Vec<_>>().join("_");
        if !plain.starts_with(|it: char| it.is_alphabetic()) {
            plain.insert(0, '_');
        }
        // No other keyword must be its own name.
        if ["crate", "self", "super"].contains(&plain.as_str()) {
            plain.push('_');
        }
        let mut name = plain.clone();
        let mut number = 1;
        while !self.0.insert(name.clone()) {
            number += 1;
            name = format!("{plain}_{number}");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::CallNames;

    #[test]
    fn no_name_is_a_keyword_a_number_or_taken() {
        let mut names = CallNames::beside(&["main"]);
        for (call, name) in [
            ("secrets.get", "secrets_get"),
            ("a.b_c", "a_b_c"),
            ("a_b.c", "a_b_c_2"),
            ("main", "main_2"),
            ("self_", "self_"),
            ("_1", "_1"),
            ("type", "type"),
        ] {
            assert_eq!(names.of(call), name);
        }
    }
}
