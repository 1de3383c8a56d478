// @generated from generator/runtime/src/runtime/error_body.rs. Edit that file.

//! The errors in the body of an answer without success, wherever a service puts them: the envelope with `errors`, problem details
//! (RFC 9457), forms, and what else is in the tables below.

use http::StatusCode;
use serde_json::Value;

use crate::runtime::api_error::ApiError;
use crate::runtime::error_words::{entries, has_code, list, listed};
use crate::runtime::excerpt::MEMBERS;
use crate::runtime::field_errors::{by_field, errors_by_field, form, is_error};

/// What the error may be inside of.
const WRAPPERS: [&str; 4] = ["error", "Error", "fault", "detail"];

/// What it may be inside of where nothing beside it says more.
const OTHER_WRAPPERS: [&str; 4] = ["status", "responseStatus", "ResponseStatus", "odata.error"];

/// The objects that a list of what is wrong may be in.
const AROUND: [&[&str]; 15] = [
    &[],
    &["error"],
    &["error", "details"],
    &["Error"],
    &["detail"],
    &["details"],
    &["_embedded"],
    &["responseStatus"],
    &["ResponseStatus"],
    &["bodyResult"],
    &["queryResult"],
    &["headersResult"],
    &["bodyErrors"],
    &["queryParameterErrors"],
    &["headerErrors"],
];

/// What such a list is called, or an object of what is wrong by field.
const LISTS: [&str; 17] = [
    "errors",
    "issues",
    "details",
    "violations",
    "parameterViolations",
    "fieldErrors",
    "field_errors",
    "validationErrors",
    "validation_errors",
    "invalid-params",
    "invalid_params",
    "invalidParams",
    "causes",
    "json",
    "error",
    "detail",
    "message",
];

/// What may be such a list, or anything else: all of it has to be errors.
const OTHER_LISTS: [&str; 2] = ["extra", "data"];

/// The errors of any JSON answer with a failure status.
pub(crate) fn from_answer(answer: &Value, status: StatusCode) -> Vec<ApiError> {
    let forms = Forms(status.is_client_error());
    let errors = answer.get("errors");
    let listed = [
        forms.read(answer),
        forms.of(errors.filter(|it| it.is_object())),
        errors.map(by_field).unwrap_or_default(),
        list(errors),
        errors
            .filter(|it| it.is_string())
            .map(entries)
            .unwrap_or_default(),
        list(answer.get("detail").filter(|it| it.is_array())),
        list(Some(answer).filter(|it| it.is_array())),
        forms.of(errors.filter(|it| it.is_array())),
    ];
    let inside = |words: &'static [&str]| {
        let inside = words.iter().filter_map(|word| answer.get(*word));
        inside.filter(|it| it.is_object()).map(entries)
    };
    let beside = Some(entries(answer)).filter(|it| has_text(it) || has_code(answer));
    let told = inside(&WRAPPERS)
        .chain(beside)
        .chain(inside(&OTHER_WRAPPERS));
    let is_listed = listed.iter().any(|it| !it.is_empty());
    let mut found = listed.into_iter().chain(told).filter(|it| !it.is_empty());
    let Some(mut errors) = found.next() else {
        return details(answer, forms, &[]);
    };
    if has_text(&errors) {
        if !is_listed {
            errors.extend(details(answer, forms, &errors));
        }
        return errors;
    }
    // Codes without a text are what the text beside them is about.
    let texts = found.find(|it| has_text(it));
    let mut texts = texts
        .unwrap_or_else(|| details(answer, forms, &[]))
        .into_iter();
    errors[0].message = texts.next().map(|it| it.message).unwrap_or_default();
    errors.extend(texts.map(|it| ApiError::of_text(it.message)));
    errors
}

fn has_text(errors: &[ApiError]) -> bool {
    errors.iter().any(|it| !it.message.is_empty())
}

/// Whether lists of texts by name are what is wrong with a form: only where the request is refused.
#[derive(Clone, Copy)]
struct Forms(bool);

impl Forms {
    fn read(self, value: &Value) -> Vec<ApiError> {
        if self.0 { form(value) } else { Vec::new() }
    }

    fn of(self, value: Option<&Value>) -> Vec<ApiError> {
        value.map(|it| self.read(it)).unwrap_or_default()
    }

    /// The errors of a list, or of an object of them, and nothing else that is in it.
    fn listed(self, value: &Value) -> Vec<ApiError> {
        let errors = match value {
            Value::Array(several) => {
                let errors = several.iter().filter(|it| it.is_string() || is_error(it));
                errors.flat_map(listed).collect()
            }
            _ => errors_by_field(value),
        };
        if errors.is_empty() {
            return self.read(value);
        }
        errors
    }
}

/// What the first list of what is wrong says beside a headline: one that is neither the whole answer nor its `errors`.
fn details(answer: &Value, forms: Forms, headline: &[ApiError]) -> Vec<ApiError> {
    let around = AROUND.iter().filter_map(|words| {
        let mut words = words.iter();
        words.try_fold(answer, |value, word| value.get(*word))
    });
    let read = |around: &Value, words: &[&str], read: &dyn Fn(&Value) -> Vec<ApiError>| {
        let lists = words.iter().filter_map(|word| around.get(*word)).map(read);
        let mut lists = lists.map(|mut errors| {
            errors.truncate(MEMBERS);
            errors.retain(|it| !it.message.trim().is_empty());
            errors.retain(|error| headline.iter().all(|it| it.message != error.message));
            errors
        });
        lists.find(|it| !it.is_empty())
    };
    let mut found = around.filter_map(|around| {
        let found = read(around, &LISTS, &|value| forms.listed(value));
        found.or_else(|| read(around, &OTHER_LISTS, &all_errors))
    });
    found.next().unwrap_or_default()
}

/// What a list says that is one of errors alone.
fn all_errors(value: &Value) -> Vec<ApiError> {
    let has_message = |it: &Value| it.get("message").is_some_and(Value::is_string);
    match value {
        Value::Array(several) if several.iter().all(has_message) => list(Some(value)),
        Value::Object(fields) if fields.values().all(has_message) => errors_by_field(value),
        _ => Vec::new(),
    }
}
