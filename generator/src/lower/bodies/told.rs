//! Texts in a body of several parts that are files, although their schemas say no more than `type: string`: by what they are
//! called, or by what is said of them.

use serde_json::Value;

use crate::lower::Lowering;
use crate::lower::classes::Class;
use crate::lower::docs;
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

/// How the description of a file begins, behind an article.
const BEGINNINGS: [&str; 2] = ["file to upload", "local file"];

/// What only a file is described as, in the first sentence.
const PHRASES: [&str; 2] = ["local drive", "multipart/form-data"];

/// Words of the first sentence about a text that stands for a file, or says something of one.
const OTHERS: &[&str] = &[
    "base64",
    "caption",
    "checksum",
    "description",
    "directory",
    "encoding",
    "filename",
    "folder",
    "format",
    "hash",
    "id",
    "identifier",
    "ids",
    "key",
    "language",
    "link",
    "md5",
    "mime",
    "name",
    "password",
    "path",
    "sha1",
    "sha256",
    "size",
    "title",
    "token",
    "type",
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
    let sentence = docs::first_sentence(description.unwrap_or_default()).to_lowercase();
    // A list of names is as likely as one of files.
    let named = !is_list && is_name(name);
    !says_other(&sentence) && (named || is_described(&sentence))
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

fn is_described(sentence: &str) -> bool {
    let mut articles = ["a ", "an ", "the "].into_iter();
    let begun = articles.find_map(|it| sentence.strip_prefix(it));
    let begun = begun.unwrap_or(sentence);
    BEGINNINGS.iter().any(|it| begun.starts_with(it))
        || PHRASES.iter().any(|it| sentence.contains(it))
}

fn says_other(sentence: &str) -> bool {
    let mut words = sentence.split(|it: char| !it.is_alphanumeric());
    words.any(|it| OTHERS.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::{is_described, is_name, says_other};

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
    fn what_is_said_of_a_file_is_none() {
        for (sentence, expected) in [
            ("a file to upload", true),
            ("file to upload, at most 5 mb", true),
            ("the name of the file to upload", false),
            ("title of the file to upload", false),
            ("the image, sent as multipart/form-data", true),
            ("url of the file", false),
            ("a zip file", false),
        ] {
            let found = is_described(sentence) && !says_other(sentence);
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
