//! Variables of examples.

use super::snake;

/// What a value of a type is called: `secret` for a `Secret`, and `item` where the type has a name of several words.
pub(crate) fn variable(type_name: &str) -> String {
    let one_word = type_name.chars().skip(1).all(char::is_lowercase);
    if one_word {
        snake(type_name)
    } else {
        "item".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::variable;

    #[test]
    fn a_variable_is_never_what_no_variable_can_be() {
        for (of, name) in [
            ("Secret", "secret"),
            ("StoredSecret", "item"),
            ("Crate", "crate_"),
            ("Type", "type"),
            ("_2", "item"),
        ] {
            assert_eq!(variable(of), name);
        }
    }
}
