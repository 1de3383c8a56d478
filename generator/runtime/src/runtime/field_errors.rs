//! What is wrong with a form, field by field: `{"name": ["is taken"]}`, as many frameworks write it.

use serde_json::{Map, Value};

use crate::runtime::api_error::ApiError;
use crate::runtime::error_words::{CODES, entries};
use crate::runtime::excerpt::MEMBERS;

/// What is under these is wrong with the form as a whole.
const NO_FIELDS: [&str; 5] = [
    "",
    "non_field_errors",
    "nonFieldErrors",
    "__all__",
    "_schema",
];

/// Names that lists of texts have which are no fields, unless fields are beside them.
const NO_FORM: [&str; 11] = [
    "message",
    "Message",
    "messages",
    "detail",
    "details",
    "error",
    "Error",
    "errorMessage",
    "errorMessages",
    "error_message",
    "msg",
];

/// What an object says that is one error.
const TEXTS: [&str; 9] = [
    "message",
    "Message",
    "defaultMessage",
    "msg",
    "detail",
    "description",
    "errorMessage",
    "error_message",
    "error",
];

/// What stands under `errors`, if that is no error itself: there, texts that are in no list count too.
pub(crate) fn by_field(errors: &Value) -> Vec<ApiError> {
    let one = |it: &&Map<String, Value>| {
        let is_part = |key: &&str| it.get(*key).is_some_and(|it| !it.is_array());
        ["message", "code", "detail"].iter().any(is_part)
    };
    let fields = errors.as_object().filter(|it| !one(it));
    let mut found = Found::default();
    for (field, wrong) in fields.into_iter().flatten() {
        found.inside(field, |found| found.told(wrong));
    }
    found.errors
}

/// An answer, or a part of it, in which everything is a list of texts under the name of a field, or such objects again.
/// Anything else may be what it likes.
pub(crate) fn form(value: &Value) -> Vec<ApiError> {
    // What is empty beside them makes no fields of them.
    let is_general = |(word, wrong): (&String, &Value)| {
        NO_FORM.contains(&word.as_str())
            || CODES.contains(&word.as_str())
            || says(wrong) == Some(false)
    };
    let is_form = match value {
        Value::Object(fields) => !fields.contains_key("errors") && !fields.iter().all(is_general),
        Value::Array(forms) => !forms.iter().any(Value::is_string),
        _ => false,
    };
    let mut found = Found::default();
    if is_form && says(value) == Some(true) {
        found.walk(value);
    }
    found.errors
}

/// An object of objects that are an error each: `{"name": {"code": "required", "message": "is missing"}}`.
pub(crate) fn errors_by_field(value: &Value) -> Vec<ApiError> {
    let fields = value.as_object().into_iter().flatten();
    let mut found = Found::default();
    for (field, wrong) in fields {
        if !is_error(wrong) {
            return Vec::new();
        }
        found.inside(field, |found| found.told(wrong));
    }
    found.errors
}

/// Whether an object is an error, and not something else that has an error in it.
pub(crate) fn is_error(value: &Value) -> bool {
    let is_text = |word: &&str| value.get(*word).is_some_and(Value::is_string);
    TEXTS.iter().any(is_text) || is_text(&"name") && is_text(&"reason")
}

/// Whether there is any text in a form; `None` if it is none.
fn says(value: &Value) -> Option<bool> {
    let all = |found: bool, it: Option<bool>| it.map(|it| found | it);
    match value {
        Value::Object(fields) => fields.values().map(says).try_fold(false, all),
        Value::Array(wrong) => {
            let says = |it: &Value| match it {
                Value::String(text) => Some(!text.trim().is_empty()),
                Value::Object(_) => says(it),
                // What an excerpt has in place of the rest of a list.
                Value::Bool(true) => Some(false),
                _ => None,
            };
            wrong.iter().map(says).try_fold(false, all)
        }
        _ => None,
    }
}

#[derive(Default)]
struct Found {
    errors: Vec<ApiError>,
    path: String,
}

impl Found {
    /// What is under a name; `path` stays short, as each text has it in front of it.
    fn inside(&mut self, field: &str, read: impl FnOnce(&mut Self)) {
        if NO_FIELDS.contains(&field) {
            return read(self);
        }
        let dot = if self.path.is_empty() { "" } else { "." };
        self.within([dot, field], read);
    }

    fn within(&mut self, step: [&str; 2], read: impl FnOnce(&mut Self)) {
        const LONGEST: usize = 1000;
        let before = self.path.len();
        let room = LONGEST.saturating_sub(before);
        let chars = step.into_iter().flat_map(str::chars);
        self.path.extend(chars.take(room));
        read(self);
        self.path.truncate(before);
    }

    /// More than are kept in all are not looked for.
    fn push(&mut self, error: ApiError) {
        if self.errors.len() < MEMBERS && !error.message.trim().is_empty() {
            let message = match self.path.as_str() {
                "" => error.message,
                path => format!("{path}: {}", error.message),
            };
            self.errors.push(ApiError { message, ..error });
        }
    }

    /// A text, an error, a form or several of them.
    fn told(&mut self, wrong: &Value) {
        match wrong {
            Value::String(text) => self.push(ApiError::of_text(text.clone())),
            Value::Array(several) => {
                for (index, one) in several.iter().enumerate() {
                    if one.is_string() || is_error(one) {
                        self.told(one);
                    } else if one.is_object() && says(one) == Some(true) {
                        self.within(["", &format!("[{index}]")], |found| found.walk(one));
                    }
                }
            }
            Value::Object(_) if is_error(wrong) => {
                for error in entries(wrong) {
                    self.push(error);
                }
            }
            Value::Object(_) if says(wrong) == Some(true) => self.walk(wrong),
            _ => {}
        }
    }

    /// All texts of a form.
    fn walk(&mut self, form: &Value) {
        if self.errors.len() >= MEMBERS {
            return;
        }
        match form {
            Value::String(text) => self.push(ApiError::of_text(text.clone())),
            Value::Object(fields) => {
                for (field, wrong) in fields {
                    self.inside(field, |found| found.walk(wrong));
                }
            }
            Value::Array(several) => {
                for (index, one) in several.iter().enumerate() {
                    if one.is_object() {
                        self.within(["", &format!("[{index}]")], |found| found.walk(one));
                    } else {
                        self.walk(one);
                    }
                }
            }
            _ => {}
        }
    }
}
