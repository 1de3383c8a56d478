//! Errors as the API itself words them.
//!
//! Nothing here is strict: an error that cannot be read helps nobody. Codes below the documented
//! minimum, unknown fields, nulls and missing lists are accepted, and besides the envelope with
//! `errors` also RFC 9457 problem details, the common `{"message": …}` and `{"error": …}`, and `errors` by field.

use std::fmt;

use serde_json::{Map, Value};

use crate::runtime::echo::{REDACTED, Search, Secrets, printable};
use crate::runtime::excerpt::MEMBERS;

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
    /// The code, where it is a name instead of a number, such as `resource_missing`.
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
    pub(crate) fn of_text(body: &[u8]) -> Self {
        Self {
            message: String::from_utf8_lossy(body).trim().to_owned(),
            ..Self::default()
        }
    }

    /// The name of the error: its code if that is one, else the part of the message before the first `:`, which names the
    /// error where codes are shared.
    #[must_use]
    pub fn slug(&self) -> &str {
        if let Some(name) = &self.name {
            return name;
        }
        self.message.split(':').next().unwrap_or_default().trim()
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
        Some(Value::Array(entries)) => entries.iter().filter_map(entry).collect(),
        Some(single @ Value::Object(_)) => entry(single).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The errors of any JSON answer with a failure status.
pub(crate) fn from_answer(answer: &Value) -> Vec<ApiError> {
    let details = answer.get("detail").filter(|it| it.is_array());
    let errors = [
        by_field(answer.get("errors")),
        list(answer.get("errors")),
        list(details),
    ];
    if let Some(errors) = errors.into_iter().find(|it| !it.is_empty()) {
        return errors;
    }
    let object = match answer.get("error") {
        Some(error @ Value::Object(_)) => error,
        _ => answer,
    };
    let message = text(
        object,
        &[
            "message",
            "detail",
            "title",
            "error_description",
            "error_message",
            "errorMessage",
            "error",
            "msg",
        ],
    );
    match (entry(object), message) {
        (Some(mut found), Some(message)) => {
            found.message = message;
            vec![found]
        }
        _ => Vec::new(),
    }
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

fn entry(value: &Value) -> Option<ApiError> {
    match value {
        Value::String(message) => Some(ApiError {
            message: message.clone(),
            ..ApiError::default()
        }),
        Value::Object(_) => Some(ApiError {
            code: code(value.get("code")),
            message: text(value, &["message", "detail", "title", "msg"]).unwrap_or_default(),
            documentation_url: text(value, &["documentation_url"])
                .or_else(|| text(value, &["type"]).filter(|it| is_address(it))),
            pointer: value
                .get("source")
                .and_then(|source| text(source, &["pointer"]))
                .or_else(|| location(value.get("loc")?)),
            name: code_name(value.get("code"))
                .or_else(|| code_name(value.get("type")).filter(|it| !is_address(it)))
                .filter(|it| it != "about:blank"),
            chain: list(value.get("error_chain")),
            repeats_secret: false,
        }),
        _ => None,
    }
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

fn code(value: Option<&Value>) -> i64 {
    match value {
        Some(Value::String(digits)) => digits.trim().parse().unwrap_or(0),
        Some(number) => number.as_i64().unwrap_or(0),
        None => 0,
    }
}

/// A code that is no number.
fn code_name(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    let is_name = !text.is_empty() && text.parse::<i64>().is_err();
    is_name.then(|| text.to_owned())
}

fn text(value: &Value, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| value.get(name).and_then(Value::as_str))
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}
