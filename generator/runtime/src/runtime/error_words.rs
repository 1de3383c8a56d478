//! One error in the words of whatever service: its text, its code, its name and its place.
//!
//! Nothing here is strict: an error that cannot be read helps nobody. Codes below the documented
//! minimum, unknown fields, nulls and missing lists are accepted.

use serde_json::Value;

use crate::runtime::api_error::{ApiError, FAILED, is_of_a_status, is_word};

/// What services call the text for people, from what is meant for that to what may mean something else.
const MESSAGES: [&str; 19] = [
    "message",
    "Message",
    "defaultMessage",
    "detail",
    "title",
    "error_description",
    "error_message",
    "errorMessage",
    "ErrorMessage",
    "msg",
    "description",
    "faultstring",
    "reason",
    "error",
    "Error",
    "errorMessages",
    "hydra:description",
    "hydra:title",
    "details",
];

/// What services call the code, be it a number or a name.
pub(crate) const CODES: [&str; 5] = ["code", "Code", "errorCode", "error_code", "errorcode"];

/// What is the name of the error where it is a word, and not the message.
const NAMES: [&str; 4] = ["type", "reason", "status", "error"];

/// What services call the place of one error among others, from what can be nothing else.
const PLACES: [&str; 10] = [
    "pointer",
    "instancePath",
    "field",
    "param",
    "attr",
    "propertyPath",
    "propertyName",
    "property",
    "path",
    "location",
];

/// The entries of a list of errors or messages; null, missing and odd shapes are an empty list.
pub(crate) fn list(value: Option<&Value>) -> Vec<ApiError> {
    match value {
        Some(Value::Array(values)) => values.iter().flat_map(listed).collect(),
        Some(single @ Value::Object(_)) => listed(single),
        _ => Vec::new(),
    }
}

/// An entry of a list, with its place: at the top of an answer, the same words mean the request or something else.
pub(crate) fn listed(value: &Value) -> Vec<ApiError> {
    let mut errors = entries(value);
    if let Some(first) = errors.first_mut().filter(|it| it.pointer.is_none()) {
        first.pointer = place(value);
    }
    errors
}

/// Whether there is one under the name of a code: a `type` or a `status` alone may be those of something else.
pub(crate) fn has_code(value: &Value) -> bool {
    CODES
        .iter()
        .any(|word| value.get(*word).is_some_and(|it| !it.is_null()))
}

/// An error for each of its texts, and none if it says nothing. All but the texts is what the first one has.
pub(crate) fn entries(value: &Value) -> Vec<ApiError> {
    let mut texts = match value {
        Value::String(message) => vec![message.clone()],
        Value::Object(_) => texts(value, &MESSAGES),
        _ => return Vec::new(),
    }
    .into_iter();
    let message = texts.next().unwrap_or_default();
    let first = ApiError {
        code: code(value),
        documentation_url: text(value, &["documentation_url"])
            .or_else(|| text(value, &["type"]).filter(|it| is_address(it))),
        pointer: value
            .get("source")
            .and_then(|source| text(source, &["pointer"]))
            .or_else(|| location(value.get("loc")?)),
        name: name(value, &message),
        chain: list(value.get("error_chain")),
        message,
        repeats_secret: false,
    };
    if first == ApiError::default() {
        return Vec::new();
    }
    let mut errors = vec![first];
    errors.extend(texts.map(ApiError::of_text));
    errors
}

/// Whether a `type` is the address of a problem (RFC 9457, section 3.1.1), and not its name.
fn is_address(text: &str) -> bool {
    text.contains(['/', ':']) && text != "about:blank"
}

/// Where an entry of a list says that it is about: a text, or the keys on the way.
fn place(value: &Value) -> Option<String> {
    let of_word = |word: &&str| match value.get(*word)? {
        Value::String(text) => Some(text.clone()),
        keys => location(keys),
    };
    let mut of_words = PLACES.iter().filter_map(of_word);
    of_words
        .find(|it| !it.trim().is_empty())
        .or_else(|| text(value.get("source")?, &["parameter", "header"]))
        // As Litestar says of what part of the request it is a key.
        .or_else(|| value.get("source")?.as_str().and(text(value, &["key"])))
        // As problem details list them (RFC 7807, section 3).
        .or_else(|| value.get("reason").and(text(value, &["name"])))
}

/// A JSON pointer of the keys and numbers on the way, as `FastAPI` lists them.
fn location(keys: &Value) -> Option<String> {
    let step = |key: &Value| match key {
        Value::String(text) => Some(text.replace('~', "~0").replace('/', "~1")),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let steps: Option<Vec<String>> = keys.as_array()?.iter().map(step).collect();
    steps.map(|it| it.iter().flat_map(|step| ["/", step]).collect())
}

/// The first that is a number.
fn code(value: &Value) -> i64 {
    let number = |word: &&str| match value.get(*word)? {
        Value::String(digits) => digits.trim().parse().ok(),
        number => number.as_i64(),
    };
    CODES.iter().find_map(number).unwrap_or(0)
}

/// A code that is no number, or else a word that tells as much beside the message.
fn name(value: &Value, message: &str) -> Option<String> {
    let word = |word: &&str| {
        let text = value.get(*word)?.as_str()?.trim();
        (!text.is_empty() && text.parse::<i64>().is_err()).then_some(text)
    };
    let is_name = |it: &&str| {
        let says_more = !FAILED.iter().any(|word| it.eq_ignore_ascii_case(word));
        says_more
            && *it != message
            && is_word(it)
            && !it.contains(['/', ':'])
            && !is_of_a_status(it)
    };
    let codes = || CODES.iter().filter_map(word);
    let has_message = || value.get("message").is_some_and(Value::is_string);
    let name = codes().find(|it| is_word(it));
    // As GraphQL says what it has no word for.
    let extension = || value.get("extensions")?.get("code")?.as_str();
    let name = name.or_else(|| extension().filter(|it| is_word(it)));
    let name = name.or_else(|| NAMES.iter().filter_map(word).find(is_name));
    let name =
        name.or_else(|| word(&"id").filter(|it| is_name(it) && is_spoken(it) && has_message()));
    // A code of several words is still what the service calls it.
    name.or_else(|| codes().next()).map(str::to_owned)
}

/// Whether an `id` is that of a kind of error (`not_found`), and not of this one or of a request, which have digits.
fn is_spoken(text: &str) -> bool {
    let of_words = |it: char| it.is_ascii_alphabetic() || matches!(it, '_' | '-' | '.');
    text.chars().all(of_words)
}

/// The first text under these words that is not blank.
pub(crate) fn text(value: &Value, words: &[&str]) -> Option<String> {
    texts(value, words).into_iter().next()
}

/// The texts under the first of these words that has any that are not blank.
fn texts(value: &Value, words: &[&str]) -> Vec<String> {
    let found = words.iter().filter_map(|word| {
        let found = match value.get(*word)? {
            // As NestJS lists them.
            Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect(),
            // As OData says in which language it is.
            Value::Object(text) => vec![text.get("value").or(text.get("message"))?.as_str()?],
            text => vec![text.as_str()?],
        };
        let said = found.into_iter().filter(|it| !it.trim().is_empty());
        Some(said.map(str::to_owned).collect::<Vec<_>>())
    });
    let mut found = found.filter(|it| !it.is_empty());
    found.next().unwrap_or_default()
}
