//! Media types of a body: how each is written, and which of them are one and the same.

use indexmap::IndexSet;
use serde_json::Value;

use crate::lower::Lowering;
use crate::lower::classes::Class;
use crate::lower::media::content;
use crate::lower::node::Node;
use crate::model::Name;
use crate::naming::upper_camel;
use crate::spec::Document;
use crate::spec::media_type::{FORM, essence, is_json};
use crate::spec::pointer;

/// How bodies of a media type are written, the one that says most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Written {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// A media type of a body.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Pointer of its object.
    pub(super) at: String,
    /// As it is sent: of a range, one that is in it.
    pub(super) media_type: String,
    /// A range that no media type stands for by itself, so the caller may name one.
    pub(super) any_type: bool,
    pub(super) written: Written,
    /// The variant, if there are several.
    pub(super) name: Name,
}

const JSON: &str = "application/json";
pub(super) const BYTES: &str = "application/octet-stream";

/// The media types of a request body, the one that says most first. Each differs from the others in more than its
/// name: `text/json` beside `application/json` with the same schema is no other body.
pub(super) fn candidates(lowering: &mut Lowering<'_>, body: &Node<'_>) -> Vec<Candidate> {
    let mut all = Vec::new();
    let content = content(lowering, body);
    for (at, key) in &content {
        if is_media_type(key) {
            all.push(candidate(lowering, at, key));
        } else {
            lowering.diagnostics.bad_media_type(at, key);
        }
    }
    if all.is_empty() {
        if content.is_empty() {
            lowering.diagnostics.body_without_content(&body.at);
        }
        all.push(any(&body.join("content")));
    }
    // The sort is stable: otherwise the order of the document decides.
    all.sort_by_key(|it| (it.written, it.media_type != JSON));
    if all.len() > 1 {
        let mut kept = IndexSet::new();
        all.retain(|it| {
            let own = Identity::of(lowering.document, it);
            !own.is_among(&kept) && kept.insert(own)
        });
    }
    all
}

/// `type/subtype`, perhaps with parameters, in characters that a header can have.
fn is_media_type(key: &str) -> bool {
    let token = |it: &str| {
        !it.is_empty()
            && it
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
    };
    let essence = key.split(';').next().unwrap_or_default().trim();
    let parts = essence.split_once('/');
    parts.is_some_and(|(a, b)| token(a) && token(b))
        && key.chars().all(|it| (' '..='~').contains(&it))
}

fn candidate(lowering: &mut Lowering<'_>, at: &str, key: &str) -> Candidate {
    let essence = essence(key);
    let (written, sent) = match essence.as_str() {
        "application/*+json" => (Written::Json, Some(JSON)),
        "application/*+xml" => (Written::Text, Some("application/xml")),
        "text/*" => (Written::Text, Some("text/plain")),
        "*/*" | "application/*" => by_schema(lowering, at),
        "text/json" => (Written::Json, None),
        _ if is_json(key) => (Written::Json, None),
        FORM => (Written::Form, None),
        "multipart/form-data" => (Written::Multipart, None),
        _ if is_text(&essence) => (Written::Text, None),
        range if range.ends_with("/*") => (Written::Bytes, Some(BYTES)),
        _ => (Written::Bytes, None),
    };
    Candidate {
        at: at.to_owned(),
        media_type: sent.unwrap_or(key).to_owned(),
        // Only who puts the parts together knows what stands between them.
        any_type: written == Written::Bytes
            && (sent.is_some() || essence.starts_with("multipart/")),
        name: Name {
            rust: name(&essence, written),
            wire: key.to_owned(),
        },
        written,
    }
}

/// JSON whose schema stands in an object without a media type.
pub(super) fn json(at: &str) -> Candidate {
    Candidate {
        at: at.to_owned(),
        media_type: JSON.to_owned(),
        any_type: false,
        written: Written::Json,
        name: Name {
            rust: "Json".to_owned(),
            wire: JSON.to_owned(),
        },
    }
}

/// A body of which nothing is known.
fn any(at: &str) -> Candidate {
    Candidate {
        at: at.to_owned(),
        media_type: BYTES.to_owned(),
        any_type: true,
        written: Written::Bytes,
        name: Name {
            rust: "Other".to_owned(),
            wire: "*/*".to_owned(),
        },
    }
}

/// Where every media type is taken, the schema says what fits: documents made from code mean JSON.
fn by_schema(lowering: &mut Lowering<'_>, at: &str) -> (Written, Option<&'static str>) {
    let schema = pointer::join(at, "schema");
    if lowering.document.get(&schema).is_none() {
        return (Written::Bytes, Some(BYTES));
    }
    let view = lowering.view(&schema);
    let binary = matches!(view.text("format"), Some("binary" | "byte"));
    match lowering.class(&view) {
        Class::Text if binary => (Written::Bytes, Some(BYTES)),
        Class::Text => (Written::Text, Some("text/plain")),
        Class::Any => (Written::Bytes, Some(BYTES)),
        Class::Boolean
        | Class::Integer
        | Class::Number
        | Class::Array
        | Class::Object
        | Class::Union => (Written::Json, Some(JSON)),
    }
}

/// Formats that are written as text.
pub(super) fn is_text(essence: &str) -> bool {
    const FORMATS: [&str; 9] = [
        "application/graphql",
        "application/javascript",
        "application/jwt",
        "application/ndjson",
        "application/sql",
        "application/x-ndjson",
        "application/x-yaml",
        "application/xml",
        "application/yaml",
    ];
    let suffixes = ["+xml", "+yaml", "+jwt"];
    essence.starts_with("text/")
        || FORMATS.contains(&essence)
        || suffixes.iter().any(|it| essence.ends_with(it))
}

/// What tells a body from another: two that share it are one under two names.
#[derive(PartialEq, Eq, Hash)]
struct Identity<'a> {
    written: Written,
    any_type: bool,
    schema: Option<&'a Value>,
    /// Where the name of the media type says something.
    name: Option<String>,
}

impl<'a> Identity<'a> {
    fn of(document: &'a Document, it: &Candidate) -> Self {
        let raw = matches!(it.written, Written::Text | Written::Bytes);
        Self {
            written: it.written,
            any_type: it.any_type,
            schema: (!raw).then(|| it.schema(document)).flatten(),
            name: match it.written {
                Written::Form | Written::Multipart => None,
                Written::Json => Some(it.media_type.clone()).filter(|it| essence(it) != JSON),
                Written::Text | Written::Bytes => Some(family(&it.media_type)),
            },
        }
    }

    /// Other names of JSON stand for what is done with it, unless plain JSON does as well.
    fn is_among(&self, kept: &IndexSet<Self>) -> bool {
        let plain = Self {
            name: None,
            ..*self
        };
        kept.contains(self) || self.written == Written::Json && kept.contains(&plain)
    }
}

impl Candidate {
    /// Whether it is JSON and its name says no more.
    pub(super) fn is_plain_json(&self) -> bool {
        self.written == Written::Json && essence(&self.media_type) == JSON
    }

    /// What it says of its values.
    pub(super) fn schema<'a>(&self, document: &'a Document) -> Option<&'a Value> {
        document.get(&pointer::join(&self.at, "schema"))
    }
}

/// A name for all names of a format.
fn family(media_type: &str) -> String {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/xml" | "text/xml" => "xml".to_owned(),
        "application/yaml" | "application/x-yaml" | "text/yaml" | "text/x-yaml" => {
            "yaml".to_owned()
        }
        _ => essence,
    }
}

/// The variant of a media type: `Json`, `Xml`, `Png`, `MergePatch`.
fn name(essence: &str, written: Written) -> String {
    let subtype = essence.split_once('/').map_or(essence, |(_, it)| it);
    let plain = subtype
        .trim_start_matches("x-")
        .trim_start_matches("vnd.")
        .trim_end_matches("+json");
    match (written, plain) {
        (Written::Json, "*" | "json" | "") => "Json".to_owned(),
        (Written::Form, _) => "Form".to_owned(),
        (Written::Multipart, _) => "Multipart".to_owned(),
        (Written::Text, "*" | "plain") => "Text".to_owned(),
        (Written::Text, "*+xml") => "Xml".to_owned(),
        (Written::Bytes, "octet-stream") => "Bytes".to_owned(),
        (Written::Bytes, "*") => "Other".to_owned(),
        (_, subtype) => upper_camel(subtype),
    }
}

#[cfg(test)]
mod tests {
    use super::{Written, is_media_type, is_text, name};

    #[test]
    fn variants_are_called_after_what_is_special_about_a_media_type() {
        for (essence, written, expected) in [
            ("application/json", Written::Json, "Json"),
            ("application/merge-patch+json", Written::Json, "MergePatch"),
            ("application/vnd.api+json", Written::Json, "Api"),
            ("application/xml", Written::Text, "Xml"),
            ("text/plain", Written::Text, "Text"),
            ("text/x-yaml", Written::Text, "Yaml"),
            ("image/png", Written::Bytes, "Png"),
            ("image/*", Written::Bytes, "Other"),
        ] {
            assert_eq!(name(essence, written), expected, "{essence}");
        }
    }

    #[test]
    fn what_no_header_can_carry_is_no_media_type() {
        for (key, expected) in [
            ("application/json; charset=utf-8", true),
            ("*/*", true),
            ("", false),
            ("json", false),
            ("text/pläin", false),
            ("text/plain\n", false),
        ] {
            assert_eq!(is_media_type(key), expected, "{key}");
        }
    }

    #[test]
    fn some_applications_are_texts() {
        assert!(is_text("application/soap+xml") && is_text("text/csv"));
        assert!(!is_text("application/pdf"));
    }
}
