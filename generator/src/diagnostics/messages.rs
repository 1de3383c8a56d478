//! One constructor per message, so that `grep` lists all of them; those about texts and overlays are in `texts.rs`, about names in
//! `names.rs`, about hints in `hints.rs`, about what is sent in `requests.rs` and `bodies.rs`, about what comes in `answers.rs`, and about what is
//! too much in `limits.rs`.

mod answers;
mod bodies;
mod hints;
mod limits;
mod names;
mod requests;
mod texts;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::spec::pointer;

use super::{Diagnostics, Place, Severity};

/// The structure of the document.
impl Diagnostics {
    pub(crate) fn unsupported_version(&mut self, at: &str, version: &str) {
        let help = if version.starts_with("3.") {
            "3.0 to 3.2 are supported; if the document uses nothing newer, set `openapi: 3.1.0` in an overlay"
        } else {
            "3.0 to 3.2 are supported; convert the document"
        };
        let message = format!("OpenAPI {version} is not supported");
        self.error("version", at, message, help.to_owned());
    }

    pub(crate) fn not_in_30(&mut self, at: &str, what: &str, help: &str) {
        let message = format!("`{what}` has no counterpart in OpenAPI 3.0");
        let place = Place::Key(at.to_owned());
        self.push(
            Severity::Warning,
            "not-in-3.0",
            place,
            message,
            help.to_owned(),
        );
    }

    pub(crate) fn newer_keyword(&mut self, at: &str, key: &str) {
        let message =
            format!("OpenAPI 3.0 does not know `{key}` in this form; it is read as in 3.1");
        let help = "set `openapi: 3.1.0`, or write it in the form of 3.0".to_owned();
        self.push(
            Severity::Warning,
            "newer-keyword",
            Place::Key(at.to_owned()),
            message,
            help,
        );
    }

    pub(crate) fn nullable_beside_reference(&mut self, at: &str) {
        let message = "OpenAPI 3.0 ignores what stands beside `$ref`; this `nullable` is taken as it is meant";
        let help = "write `allOf: [{$ref: …}]` beside `nullable`".to_owned();
        self.warning("nullable-beside-reference", at, message, help);
    }

    pub(crate) fn inherited(&mut self, at: &str, heirs: &BTreeSet<String>) {
        let name = pointer::last(at);
        let mut names: Vec<String> = heirs.iter().take(3).map(|it| format!("`{it}`")).collect();
        if heirs.len() > names.len() {
            names.push(format!("{} more", heirs.len() - names.len()));
        }
        let names = names.join(", ");
        let message = format!("values of `{name}` may be others that build on it: {names}");
        let help = format!(
            "what these add is kept in `additional_properties`; for an enum list them in an overlay, as `oneOf` of `{name}`"
        );
        self.warning("inherited", at, message, help);
    }

    pub(crate) fn missing(&mut self, at: &str, key: &str, what: &str) {
        let help = format!("`{key}` holds {what}");
        self.mistake("missing", at, format!("`{key}` is missing"), help);
    }

    /// What was made before would be lost for nothing, so this is an error whatever else is repaired.
    pub(crate) fn no_operations(&mut self, at: &str) {
        let help =
            "an OpenAPI document describes them below `paths`; is this one, and is it complete?"
                .to_owned();
        let message = "there is no operation, so there is nothing to call".to_owned();
        self.error("missing", at, message, help);
    }

    /// Nothing can be made of it, so this is an error whatever else is repaired.
    pub(crate) fn not_a_document(&mut self, found: &Value) {
        let message = match found {
            Value::Object(_) => {
                "this is no OpenAPI document: it has no `openapi`, no `info` and no `paths`"
                    .to_owned()
            }
            Value::Null => {
                "an OpenAPI document must be an object (a mapping), found nothing".to_owned()
            }
            other => {
                let found = short(other);
                format!("an OpenAPI document must be an object (a mapping), found {found}")
            }
        };
        let help = "it begins with `openapi: 3.0.3`".to_owned();
        self.error("not-an-object", "", message, help);
    }

    pub(crate) fn not_an_object(&mut self, at: &str, what: &str) {
        let done = self.repaired("it is left out");
        let message = format!("{what} must be an object (a mapping){done}");
        self.mistake("not-an-object", at, message, None);
    }

    pub(crate) fn wrong_kind(&mut self, at: &str, key: &str, expected: &str, found: &Value) {
        // Where it could be meant as ours, secrecy must not get lost.
        let secret = key == "x-sensitive" && (found.is_string() || found.is_number());
        let done = self.repaired("it is passed over");
        let done = if secret { "" } else { &done };
        let message = format!("`{key}` should be {expected}, found {}{done}", short(found));
        let help = secret.then(|| "a text is kept secret until this says `false`".to_owned());
        self.mistake("wrong-kind", at, message, help);
    }

    pub(crate) fn version_without_quotes(&mut self, at: &str, version: &str) {
        let done = self.repaired(&format!("it is read as {version}"));
        let message = format!("`openapi` should be text, found the number `{version}`{done}");
        let help = format!("write `openapi: '{version}.0'`");
        self.mistake("wrong-kind", at, message, help);
    }

    pub(crate) fn malformed(&mut self, at: &str, what: &str, why: &str) {
        self.mistake("malformed", at, format!("this is not {what}: {why}"), None);
    }

    pub(crate) fn one_of(&mut self, at: &str, found: &str, known: &[&str]) {
        let help = format!("use one of {}", known.join(", "));
        let (key, done) = (pointer::last(at), self.repaired("it is passed over"));
        let message = format!("`{key}` cannot be `{found}`{done}");
        self.mistake("unknown-value", at, message, help);
    }

    pub(crate) fn remote_reference(&mut self, at: &str, reference: &str) {
        let done = self.repaired(instead_of_reference(at));
        let (message, help) = match reference.strip_prefix('#') {
            Some(rest) => (
                format!("`{reference}` is no reference to a place in this document{done}"),
                format!("did you mean `#/{rest}`?"),
            ),
            None => (
                format!("`{reference}` leads out of this document{done}"),
                "copy what it refers to into `components` of this document, as in `#/components/schemas/Name`"
                    .to_owned(),
            ),
        };
        self.mistake("remote-reference", at, message, help);
    }

    pub(crate) fn dangling_reference(&mut self, at: &str, reference: &str) {
        let help = "correct the name, or add the component".to_owned();
        let message = format!(
            "nothing stands at `{reference}`{}",
            self.repaired(instead_of_reference(at))
        );
        self.mistake("dangling-reference", at, message, help);
    }

    pub(crate) fn circular_reference(&mut self, at: &str, reference: &str) {
        let done = self.repaired(instead_of_reference(at));
        let message = format!("`{reference}` leads back to itself and never to a value{done}");
        self.mistake("circular-reference", at, message, None);
    }
}

/// Schemas.
impl Diagnostics {
    pub(crate) fn unknown_schema_type(&mut self, at: &str, found: &str, taken: &str) {
        let help = if found == "null" {
            "OpenAPI 3.0 says `nullable: true` instead".to_owned()
        } else {
            "use one of string, number, integer, boolean, array, object".to_owned()
        };
        let done = self.repaired(&format!("it is taken as {taken}"));
        let message = format!("unknown schema type `{found}`{done}");
        self.mistake("unknown-type", at, message, help);
    }

    pub(crate) fn contradicting_types(&mut self, at: &str, found: &str) {
        let message = format!("`{found}` contradicts the type in another part of this `allOf`");
        let help = "the first type is taken; correct the document or an overlay".to_owned();
        self.warning("contradicting-types", at, message, help);
    }

    pub(crate) fn array_without_items(&mut self, at: &str) {
        let help = "elements are any JSON value; add `items` in an overlay".to_owned();
        self.warning(
            "array-without-items",
            at,
            "this array does not say what its elements are",
            help,
        );
    }

    pub(crate) fn too_many_alternatives(&mut self, at: &str, count: usize) {
        let message = format!(
            "several lists of alternatives make {count} combinations; only the first list is typed"
        );
        self.warning("alternatives", at, message, None);
    }

    pub(crate) fn enum_value_of_other_type(&mut self, at: &str, expected: &str, found: &Value) {
        let message = format!(
            "`enum` should have {expected}, as `type` says; found {}",
            short(found)
        );
        let help =
            "plain values are taken as they would be written, others are left out".to_owned();
        self.mistake("enum-value", at, message, help);
    }

    pub(crate) fn enum_value_of_no_number(&mut self, at: &str, expected: &str, found: &Value) {
        let message = format!(
            "`enum` should have {expected}, as `type` says; found {}",
            short(found)
        );
        let help = format!("correct one of the two: the client reads and sends {expected}");
        self.mistake("enum-value", at, message, help);
    }

    pub(crate) fn missing_type(&mut self, at: &str, key: &str, ty: &str) {
        let message = format!("`{key}` stands here without `type`; it is taken as `type: {ty}`");
        self.warning("missing-type", at, message, None);
    }

    pub(crate) fn unknown_required(&mut self, at: &str, name: &str, done: &str) {
        let message = format!("`required` names `{name}`, which is not one of the properties");
        let help = format!("{done}; correct it, or add the property");
        self.warning("unknown-required", at, message, help);
    }

    pub(crate) fn not_is_not_checked(&mut self, at: &str) {
        let message =
            "Rust types cannot leave something out, so `not` is left to the server to check";
        self.warning("not", at, message, None);
    }

    pub(crate) fn example_does_not_fit(&mut self, at: &str) {
        let message = "the example is not of the type beside it";
        self.warning("example", at, message, None);
    }

    pub(crate) fn discriminator_without_names(&mut self, at: &str) {
        let message = "the discriminator cannot tell these alternatives apart, so the first that fits is taken";
        let help =
            "each alternative must be a `$ref` to a component with a tag of its own".to_owned();
        self.warning("discriminator", at, message, help);
    }

    pub(crate) fn discriminator_not_text(&mut self, at: &str, property: &str) {
        let message = format!(
            "the discriminator `{property}` is not text in all of these alternatives, so the first that fits is taken"
        );
        let help = "the values of a discriminator are text".to_owned();
        self.warning("discriminator", at, message, help);
    }

    pub(crate) fn duplicate_enum_value(&mut self, at: &str, value: &str) {
        let message = format!("the value `{value}` stands here twice; the second is left out");
        self.warning("duplicate-enum-value", at, message, None);
    }

    pub(crate) fn pattern_not_checked(&mut self, at: &str, why: &str) {
        let message = format!("this pattern is left to the server to check: {why}");
        self.warning("pattern", at, message, None);
    }

    pub(crate) fn read_only_in_request(&mut self, at: &str) {
        let message = "a `readOnly` property in a schema that only requests use; it is sent";
        let help = "remove `readOnly` in an overlay if it is meant to be sent".to_owned();
        self.warning("read-only-in-request", at, message, help);
    }

    pub(crate) fn default_does_not_fit(&mut self, at: &str, value: &str) {
        let message = format!("the default {value} does not fit the type");
        self.warning("default", at, message, None);
    }
}

/// Operations, parameters, security.
impl Diagnostics {
    pub(crate) fn path_without_slash(&mut self, at: &str, path: &str) {
        let place = Place::Key(at.to_owned());
        let done = self.repaired("one is put in front");
        let message = format!("the path `{path}` does not begin with a slash{done}");
        self.push(self.of_mistakes(), "path", place, message, None);
    }

    pub(crate) fn duplicate_operation_id(&mut self, at: &str, id: &str, first: &str) {
        let message = format!("the operationId `{id}` is taken by {first}");
        let help = "an operationId must be unique; change one in an overlay".to_owned();
        self.mistake("duplicate-operation-id", at, message, help);
    }
}

/// What becomes of a reference that leads nowhere.
fn instead_of_reference(at: &str) -> &'static str {
    // Of a parameter, an answer or a component.
    if at.contains("/schema") {
        "it is taken as any JSON value"
    } else {
        "it is left out"
    }
}

fn short(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        other => format!("`{other}`"),
    }
}
