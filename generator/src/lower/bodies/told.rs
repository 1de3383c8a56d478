//! Texts in a body of several parts that are files, although their schemas say no more than `type: string`: by what they are
//! called, or by what is said of them.

use serde_json::Value;

use crate::lower::Lowering;
use crate::lower::classes::Class;
use crate::lower::view::View;
use crate::naming::snake;

/// Keys of a text that is no file, or that says itself that it is one.
const SAID: [&str; 9] = [
    "const",
    "contentEncoding",
    "contentMediaType",
    "default",
    "enum",
    "format",
    "maxLength",
    "minLength",
    "pattern",
];

/// What only a file is described as, in the first sentence.
const PHRASES: [&str; 3] = ["file to upload", "local drive", "multipart/form-data"];

/// Words of the first sentence about a text that stands for a file, or says something of one.
const OTHERS: [&str; 14] = [
    "base64",
    "filename",
    "id",
    "identifier",
    "ids",
    "key",
    "link",
    "name",
    "password",
    "token",
    "uri",
    "uris",
    "url",
    "urls",
];

/// Whether a property, or each element of a list, is such a file.
pub(super) fn is_file(lowering: &mut Lowering<'_>, name: &str, schemas: &[String]) -> bool {
    let whole = lowering.view_of(schemas);
    let items = whole.node_with("items").map(|it| it.join("items"));
    let is_list = items.is_some();
    let one = items.map_or_else(|| whole.clone(), |it| lowering.view(&it));
    if lowering.class(&one) != Class::Text || !is_plain(&one) {
        return false;
    }
    let description = whole.text("description");
    let description = description.or_else(|| one.text("description"));
    let sentence = first_sentence(description.unwrap_or_default());
    // A list of names is as likely as one of files.
    let named = !is_list && is_name(name);
    !says_other(&sentence) && (named || PHRASES.iter().any(|it| sentence.contains(it)))
}

fn is_plain(view: &View<'_>) -> bool {
    let address = view.text("example");
    view.text("type") == Some("string")
        && SAID.iter().all(|key| view.first(key).is_none())
        && view.first("x-sensitive") != Some(&Value::Bool(true))
        && !address.is_some_and(|it| it.starts_with("http") || it.starts_with("data:"))
}

fn is_name(name: &str) -> bool {
    let name = snake(name);
    matches!(name.as_str(), "file" | "attachment") || name.ends_with("_file")
}

fn first_sentence(text: &str) -> String {
    let end = text.find(". ").unwrap_or(text.len());
    text[..end].to_lowercase()
}

fn says_other(sentence: &str) -> bool {
    let mut words = sentence.split(|it: char| !it.is_alphanumeric());
    words.any(|it| OTHERS.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, is_name, says_other};

    #[test]
    fn only_whole_words_tell() {
        for (name, expected) in [
            ("file", true),
            ("csvFile", true),
            ("attachment", true),
            ("file_name", false),
            ("fileId", false),
            ("profile", false),
            ("file_url", false),
        ] {
            assert_eq!(is_name(name), expected, "{name}");
        }
    }

    #[test]
    fn the_first_sentence_says_what_it_is() {
        for (text, expected) in [
            ("A file to upload. Its name is kept.", false),
            ("The name of the file to upload.", true),
            ("URL of the file", true),
            ("Path to the .zip file", false),
        ] {
            assert_eq!(says_other(&first_sentence(text)), expected, "{text}");
        }
    }
}
