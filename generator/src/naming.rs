//! The only place where wire text becomes a Rust identifier.
//!
//! Families of names, and why they cannot clash with each other:
//!
//! | family | where it lives | what keeps it apart |
//! |---|---|---|
//! | types of the specification | `crate::types`, re-exported at the root | `Scope` of the crate root, which the runtime's own names claim first |
//! | handles and builders | `crate::resources::<module>` | a `Scope` for each module |
//! | fields, variants, arguments, setters | inside one type or method | a `Scope` for each; the client's own option setters claim first |
//! | the runtime's names | `crate::runtime` | a private module; emitted code writes the full path |
//!
//! A second claim of a name is a reported error that says how to rename one of the two, never a silent
//! `_2`: a number would move to another item as the API grows.

pub(crate) mod apart;
mod calls;
pub(crate) mod fields;
mod long;
mod modules;
mod packages;
mod scope;
mod signs;
mod singular;
pub(crate) mod subject;
mod taken;
mod values;
mod variables;
mod words;

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_ident::{is_xid_continue, is_xid_start};

pub(crate) use self::calls::CallNames;
pub(crate) use self::long::shortened;
pub(crate) use self::modules::{
    LONGEST_KEPT, feature, feature_module, handle_module, kept_module, module,
};
pub(crate) use self::packages::{LONGEST_PACKAGE, is_package, library};
pub use self::scope::OnCollision;
pub(crate) use self::scope::Scope;
use self::signs::symbol;
pub(crate) use self::signs::told_apart;
pub(crate) use self::singular::singular;
use self::taken::KEYWORDS;
pub(crate) use self::taken::{
    ARGUMENT_NAMES, BUILDER_NAMES, CLIENT_BUILDER_NAMES, CLIENT_NAMES, HANDLE_NAMES,
    PATH_ARGUMENT_NAMES, PRELUDE_NAMES, ROOT_NAMES,
};
pub(crate) use self::values::{is_plain, named_variant, shared_prefix, variant};
pub(crate) use self::variables::variable;

/// A value-like name: fields, arguments, methods, modules. `perPage` becomes `per_page`.
pub(crate) fn snake(wire: &str) -> String {
    escape(&spell_out(wire).to_snake_case())
}

/// The name of a constant: `path` and `secret_id` give `PATH_SECRET_ID`. Where letters have no case, it would be the name of a
/// method as well: `名前` gives `PARAMETER_名前`.
pub(crate) fn constant(parts: &[&str]) -> String {
    let words: Vec<String> = parts.iter().map(|it| snake(it).to_uppercase()).collect();
    let text = words.join("_").replace("__", "_");
    if text.chars().any(char::is_uppercase) {
        text
    } else {
        format!("PARAMETER_{}", text.trim_start_matches('_'))
    }
}

/// The constant of a parameter that stands beside those of path parameters, which have `PATH_` in front.
pub(crate) fn parameter_constant(name: &str) -> String {
    let constant = constant(&[name]);
    // So that no two of them become one.
    let prefixed = ["path_", "parameter_"];
    // Those that a method has besides.
    let others = ["fields", "limits", "operation"];
    if others.contains(&name) || prefixed.iter().any(|it| name.starts_with(it)) {
        format!("PARAMETER_{constant}")
    } else {
        constant
    }
}

/// A type-like name: types and variants. `ai_gateway` becomes `AiGateway`.
pub(crate) fn upper_camel(wire: &str) -> String {
    match escape(&spell_out(wire).to_upper_camel_case()) {
        empty if empty == EMPTY => "Empty".to_owned(),
        name => name,
    }
}

/// The name of a type inside another: `History` and `2023` make `History2023`.
pub(crate) fn nested(outer: &str, inner: &str) -> String {
    let outer = outer.trim_end_matches('_');
    let inner = upper_camel(inner);
    match outer {
        "" => inner,
        // What no name can be by itself, `Self_` or `_2`, can be part of one.
        outer => format!("{outer}{}", inner.trim_matches('_')),
    }
}

/// A type-like name that also says what [`upper_camel`] leaves out: `ASC` becomes `UpperAsc`, `a-b` `AMinusB`.
pub(crate) fn exact_camel(wire: &str) -> String {
    let plain = upper_camel(wire);
    let has_signs = wire.chars().any(|it| !it.is_alphanumeric());
    if has_signs {
        let spelt: String = wire
            .chars()
            .map(|it| match symbol(it) {
                _ if it.is_alphanumeric() => it.to_string(),
                // Pictures have numbers.
                "symbol" => format!(" u{:x} ", u32::from(it)),
                word => format!(" {word} "),
            })
            .collect();
        return upper_camel(&spelt);
    }
    let case = if wire.chars().any(char::is_lowercase) {
        if wire.chars().any(char::is_uppercase) {
            "Mixed"
        } else {
            "Lower"
        }
    } else {
        "Upper"
    };
    format!("{case}{}", plain.trim_start_matches('_'))
}

/// True if `text` can stand in source code as it is, or with `r#`.
pub(crate) fn is_identifier(text: &str) -> bool {
    escape(text) == text && !text.is_empty()
}

/// True for a method, field or module name that the compiler takes without a warning.
pub(crate) fn is_value_name(text: &str) -> bool {
    let joined = !text.starts_with("__") && !text.trim_matches('_').contains("__");
    is_identifier(text) && !text.chars().any(char::is_uppercase) && joined
}

/// True for a type or variant name that the compiler takes without a warning.
pub(crate) fn is_type_name(text: &str) -> bool {
    // What begins with digits has one in front.
    let digits = text.strip_prefix('_');
    let digits = digits.filter(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    let word = digits.unwrap_or(text);
    is_identifier(text)
        && !word.starts_with(char::is_lowercase)
        && !word.trim_end_matches('_').contains('_')
}

/// True for words that need `r#` in front: keywords of every edition up to 2024.
pub(crate) fn needs_raw(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Words for the characters that heck drops, where dropping them would make two names equal or empty.
fn spell_out(wire: &str) -> String {
    let wire: String = wire.chars().map(legal).take(LONGEST).collect();
    let wire = words::joined(&wire);
    let wire = wire.as_str();
    let only_symbols = !wire.chars().any(char::is_alphanumeric);
    let mut text = String::with_capacity(wire.len());
    for (index, character) in wire.char_indices() {
        let next_is_digit =
            wire[index + character.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        let previous_is_digit = wire[..index].ends_with(|c: char| c.is_ascii_digit());
        let word = match character {
            '.' if previous_is_digit && next_is_digit => "point",
            '+' if next_is_digit => "plus",
            '-' if index == 0 && next_is_digit => "minus",
            '<' | '>' | '=' | '!' | '~' | '^' => symbol(character),
            _ if only_symbols => symbol(character),
            _ => {
                text.push(character);
                continue;
            }
        };
        text.push(' ');
        text.push_str(word);
        text.push(' ');
    }
    text
}

/// Most characters of a text that go into a name. Files end earlier, which `modules` knows.
const LONGEST: usize = 200;

/// Digits of other scripts, raised ones and letters in circles are no part of a name, or one that the compiler warns of: they are
/// symbols.
fn legal(it: char) -> char {
    // The raised ones count as letters without capitals.
    let number = it.is_numeric() && !it.is_ascii() || matches!(it, 'ª' | 'º');
    if number || it.is_alphanumeric() && !is_xid_continue(it) {
        '\u{a4}'
    } else {
        it
    }
}

/// What nothing is called.
const EMPTY: &str = "empty";

/// Makes any word a legal identifier in every edition up to 2024, if need be as `r#word`.
fn escape(word: &str) -> String {
    let legal = |c: char| c == '_' || is_xid_continue(c);
    match word {
        // These have no raw form.
        "self" | "Self" | "super" | "crate" | "_" => format!("{word}_"),
        // Digits, and marks that belong to a letter before them.
        _ if word.starts_with(|c: char| c != '_' && is_xid_continue(c) && !is_xid_start(c)) => {
            format!(
                "_{}",
                word.chars().filter(|it| legal(*it)).collect::<String>()
            )
        }
        _ => {
            let cleaned: String = word.chars().filter(|c| legal(*c)).collect();
            if cleaned.is_empty() {
                EMPTY.to_owned()
            } else {
                cleaned
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::signs::SYMBOLS;
    use super::{exact_camel, needs_raw, snake, upper_camel};

    #[test]
    fn constants_are_no_methods_and_not_each_other() {
        for (name, expected) in [
            ("per_page", "PER_PAGE"),
            ("1", "PARAMETER_1"),
            ("名前", "PARAMETER_名前"),
            ("path_id", "PARAMETER_PATH_ID"),
            ("parameter_path_id", "PARAMETER_PARAMETER_PATH_ID"),
            ("pathological", "PATHOLOGICAL"),
        ] {
            assert_eq!(super::parameter_constant(name), expected);
        }
        assert_eq!(super::constant(&["path", "id"]), "PATH_ID");
    }

    #[test]
    fn wire_text_becomes_identifiers() {
        for (wire, value, ty) in [
            ("per_page", "per_page", "PerPage"),
            ("perPage", "per_page", "PerPage"),
            ("X-Auth-Key", "x_auth_key", "XAuthKey"),
            ("ai_gateway", "ai_gateway", "AiGateway"),
            (
                "OAuth2PasswordBearer",
                "oauth2_password_bearer",
                "Oauth2PasswordBearer",
            ),
            ("userIDs", "user_ids", "UserIds"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("a-1", "a_1", "A1"),
            ("-a", "a", "A"),
            ("a.1", "a_1", "A1"),
            ("1.0", "_1_point_0", "_1Point0"),
            ("10", "_10", "_10"),
            ("@type", "type", "Type"),
            ("self", "self_", "Self_"),
            ("Self", "self_", "Self_"),
            ("", "empty", "Empty"),
            ("-", "minus", "Minus"),
            ("*", "star", "Star"),
            ("<=", "less_equal", "LessEqual"),
            ("<=1y", "less_equal_1y", "LessEqual1y"),
            ("1y", "_1y", "_1y"),
            ("名前", "名前", "名前"),
            (
                "secrets-store_store_object",
                "secrets_store_store_object",
                "SecretsStoreStoreObject",
            ),
        ] {
            assert_eq!(snake(wire), value, "{wire}");
            assert_eq!(upper_camel(wire), ty, "{wire}");
        }
    }

    #[test]
    fn signs_are_called_something() {
        for (signs, word) in SYMBOLS {
            for sign in signs.chars() {
                assert_eq!(snake(&sign.to_string()), *word, "{sign}");
            }
        }
        assert_eq!(snake("%@"), "percent_at");
        assert_eq!(snake("☃"), "symbol");
    }

    #[test]
    fn exact_names_tell_case_and_signs_apart() {
        for (wire, name) in [
            ("ASC", "UpperAsc"),
            ("asc", "LowerAsc"),
            ("Asc", "MixedAsc"),
            ("a-b", "AMinusB"),
            ("a_b", "AUnderscoreB"),
            ("1", "Upper1"),
            ("🎲", "U1f3b2"),
        ] {
            assert_eq!(exact_camel(wire), name, "{wire}");
        }
    }

    #[test]
    fn keywords_of_every_edition_are_raw() {
        for word in [
            "type", "gen", "async", "dyn", "try", "abstract", "yield", "match",
        ] {
            assert!(needs_raw(word), "{word}");
        }
        for word in ["name", "union", "auto", "default", "self_"] {
            assert!(!needs_raw(word), "{word}");
        }
    }
}
