//! Errors as the API itself words them.
//!
//! Nothing here is strict: an error that cannot be read helps nobody. Codes below the documented
//! minimum, unknown fields, nulls and missing lists are accepted, and besides the envelope with
//! `errors` also RFC 9457 problem details, `errors` by field, and what else services call it: the tables below.

use std::fmt;

use http::StatusCode;
use serde_json::{Map, Value};

use crate::runtime::echo::{REDACTED, Search, Secrets, printable};
use crate::runtime::excerpt::MEMBERS;

/// What services call the text for people, from what is meant for that to what may mean something else.
const MESSAGES: [&str; 14] = [
    "message",
    "Message",
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
];

/// What services call the code, be it a number or a name.
const CODES: [&str; 5] = ["code", "Code", "errorCode", "error_code", "errorcode"];

/// What is the name of the error where it is a word, and not the message.
const NAMES: [&str; 4] = ["type", "reason", "status", "error"];

/// Words that say no more than the status does.
const FAILED: [&str; 6] = ["error", "fail", "failed", "failure", "false", "true"];

/// What the error may be inside of.
const WRAPPERS: [&str; 4] = ["error", "Error", "fault", "detail"];

/// One entry of the `errors` (or `messages`) of an answer.
///
/// `Display` and `Debug` leave out texts that repeat a secret of the request, or that were too many to look for one, control
/// characters and what is beyond 300 characters; the fields have all of it as it came.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The numeric code. Codes are shared between unrelated errors: see [`slug`](Self::slug).
    /// 0 when the answer has none.
    pub code: i64,
    /// The text for people.
    pub message: String,
    /// The code, where it is a name instead of a number, such as `resource_missing`; or else a word beside the message that
    /// says as much, under `type`, `reason`, `status`, `error` or `id`, unless it is the reason phrase of a status.
    pub name: Option<String>,
    /// Where the error is documented.
    pub documentation_url: Option<String>,
    /// A JSON pointer to what is wrong, where the API says so; how it begins is its own matter.
    pub pointer: Option<String>,
    /// The errors behind this one (`error_chain`), outermost first.
    pub chain: Vec<ApiError>,
    /// Whether one of the texts repeats a secret of the request, or may.
    pub(crate) repeats_secret: bool,
}

impl ApiError {
    /// A failure that says nothing but a text.
    pub(crate) fn of_text(message: String) -> Self {
        Self {
            message,
            ..Self::default()
        }
    }

    /// The name of the error: [`name`](Self::name) if it has one, else the part of the message before the first `:`, which
    /// names the error where codes are shared. `None` where neither is one word: that is prose, which changes.
    #[must_use]
    pub fn slug(&self) -> Option<&str> {
        let name = self.name.as_deref().map(str::trim);
        let begun = || self.message.split(':').next().map(str::trim);
        name.filter(|it| is_word(it))
            .or_else(|| begun().filter(|it| is_slug(it)))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = if self.repeats_secret {
            REDACTED.to_owned()
        } else {
            printable(&self.message)
        };
        let code = match &self.name {
            _ if self.code != 0 => self.code.to_string(),
            Some(name) if !self.repeats_secret => printable(name),
            Some(_) | None => String::new(),
        };
        match (message.as_str(), code.as_str()) {
            (message, "") => f.write_str(message)?,
            ("", code) => write!(f, "code {code}")?,
            (message, code) => write!(f, "{message} (code {code})")?,
        }
        match &self.pointer {
            Some(pointer) if !self.repeats_secret => {
                let is_first = message.is_empty() && code.is_empty();
                let space = if is_first { "" } else { " " };
                write!(f, "{space}at {}", printable(pointer))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("ApiError");
        fields.field("code", &self.code);
        if self.repeats_secret {
            fields.field("message", &REDACTED);
        } else {
            let text = |text: &Option<String>| text.as_deref().map(printable);
            fields
                .field("message", &printable(&self.message))
                .field("name", &text(&self.name))
                .field("documentation_url", &text(&self.documentation_url))
                .field("pointer", &text(&self.pointer));
        }
        fields.field("chain", &self.chain).finish()
    }
}

/// The first errors, and as many of those behind them, with a mark on each that repeats a secret, or that may.
pub(crate) fn marked(mut errors: Vec<ApiError>, secrets: &Secrets) -> Vec<ApiError> {
    let (mut search, mut behind) = (secrets.search(), MEMBERS);
    errors.truncate(MEMBERS);
    for error in &mut errors {
        mark(error, &mut search, &mut behind);
    }
    errors
}

/// `behind` is how many errors behind others are still kept.
fn mark(error: &mut ApiError, search: &mut Search<'_>, behind: &mut usize) {
    let texts = [&error.documentation_url, &error.pointer, &error.name];
    let mut texts = texts.into_iter().flatten().chain([&error.message]);
    error.repeats_secret = texts.any(|text| search.may_find(text));
    error.chain.retain_mut(|error| {
        let is_kept = *behind > 0;
        if is_kept {
            *behind -= 1;
            mark(error, search, behind);
        }
        is_kept
    });
}

/// The entries of a list of errors or messages; null, missing and odd shapes are an empty list.
pub(crate) fn list(value: Option<&Value>) -> Vec<ApiError> {
    match value {
        Some(Value::Array(values)) => values.iter().flat_map(entries).collect(),
        Some(single @ Value::Object(_)) => entries(single),
        _ => Vec::new(),
    }
}

/// The errors of any JSON answer with a failure status.
pub(crate) fn from_answer(answer: &Value) -> Vec<ApiError> {
    let listed = [
        by_field(answer.get("errors")),
        list(answer.get("errors")),
        list(answer.get("detail").filter(|it| it.is_array())),
        list(Some(answer).filter(|it| it.is_array())),
    ];
    let inside = WRAPPERS.iter().filter_map(|word| answer.get(*word));
    let inside = inside.filter(|it| it.is_object()).map(entries);
    let beside = Some(entries(answer)).filter(|it| has_text(it) || has_code(answer));
    let found = listed.into_iter().chain(inside).chain(beside);
    let mut found = found.filter(|it| !it.is_empty());
    let mut errors = found.next().unwrap_or_default();
    // Codes without a text are what the text beside them is about.
    if !has_text(&errors) && !errors.is_empty() {
        let mut texts = found.find(|it| has_text(it)).into_iter().flatten();
        errors[0].message = texts.next().map(|it| it.message).unwrap_or_default();
        errors.extend(texts.map(|it| ApiError::of_text(it.message)));
    }
    errors
}

fn has_text(errors: &[ApiError]) -> bool {
    errors.iter().any(|it| !it.message.is_empty())
}

/// Whether there is one under the name of a code: a `type` or a `status` alone may be those of something else.
fn has_code(value: &Value) -> bool {
    CODES
        .iter()
        .any(|word| value.get(*word).is_some_and(|it| !it.is_null()))
}

/// `{"name": ["is taken"]}`, as many frameworks write what is wrong with a form.
fn by_field(errors: Option<&Value>) -> Vec<ApiError> {
    let mut found = Vec::new();
    let errors = errors.and_then(Value::as_object);
    let one = |it: &&Map<String, Value>| {
        ["message", "code", "detail"]
            .iter()
            .any(|key| it.contains_key(*key))
    };
    for (field, wrong) in errors.filter(|it| !one(it)).into_iter().flatten() {
        let texts = match wrong {
            Value::Array(texts) => texts.as_slice(),
            single => std::slice::from_ref(single),
        };
        found.extend(texts.iter().filter_map(Value::as_str).map(|it| ApiError {
            message: format!("{field}: {it}"),
            ..ApiError::default()
        }));
    }
    found
}

/// An error for each of its texts, and none if it says nothing. All but the texts is what the first one has.
fn entries(value: &Value) -> Vec<ApiError> {
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
    let name = name.or_else(|| NAMES.iter().filter_map(word).find(is_name));
    let name =
        name.or_else(|| word(&"id").filter(|it| is_name(it) && is_spoken(it) && has_message()));
    // A code of several words is still what the service calls it.
    name.or_else(|| codes().next()).map(str::to_owned)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

/// Whether what a message begins with names an error: a word for machines, which says more than that it failed.
fn is_slug(text: &str) -> bool {
    let of_names = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.');
    !text.is_empty()
        && text.chars().all(of_names)
        && !FAILED.iter().any(|it| it.eq_ignore_ascii_case(text))
        && !is_of_a_status(text)
}

/// Whether an `id` is that of a kind of error (`not_found`), and not of this one or of a request, which have digits.
fn is_spoken(text: &str) -> bool {
    let of_words = |it: char| it.is_ascii_alphabetic() || matches!(it, '_' | '-' | '.');
    text.chars().all(of_words)
}

/// Whether a status is called so, which is said already.
fn is_of_a_status(text: &str) -> bool {
    let reason = |status| StatusCode::from_u16(status).ok()?.canonical_reason();
    (100..600).any(|status| reason(status) == Some(text))
}

/// The first text under these words that is not blank.
fn text(value: &Value, words: &[&str]) -> Option<String> {
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
