//! Answers: what each documented success holds.

use std::str::FromStr as _;

use serde_json::Value;

use super::bodies::{check_media_type, is_json};
use super::node::Node;
use super::types::Hint;
use super::{Direction, Lowering, keys};
use crate::model::{Content, Name, Output, OutputVariant, Parameter, ParameterPlace, Status, Type};
use crate::spec::pointer;
use crate::spec_follow;

/// What lowering the responses of an operation gives.
pub(super) struct Answers {
    pub(super) output: Output,
    pub(super) statuses: Vec<Status>,
    pub(super) accept: String,
    /// The parameter that counts pages, if the answer is a page.
    pub(super) page: Option<Name>,
}

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    label: &str,
    parameters: &[Parameter],
) -> Answers {
    let page = page_parameter(lowering, operation, parameters);
    let mut accept = Vec::new();
    let mut contents = Vec::new();
    for (status, at) in successes(lowering, operation) {
        let content = content(lowering, &at, status, label, page.is_some(), &mut accept);
        contents.push((status, content));
    }
    contents.sort_by_key(|(status, _)| *status);
    let page = page.filter(|_| {
        contents
            .iter()
            .all(|(_, it)| matches!(it, Content::Page(_)))
    });
    Answers {
        statuses: contents.iter().map(|(status, _)| *status).collect(),
        output: output(lowering, operation, label, contents),
        accept: if accept.is_empty() {
            "application/json".to_owned()
        } else {
            accept.join(", ")
        },
        page,
    }
}

/// Responses that mean success: 2xx and 2XX; `default` only where there is nothing else.
fn successes(lowering: &mut Lowering<'_>, operation: &Node<'_>) -> Vec<(Status, String)> {
    if !operation.map.contains_key("responses") {
        lowering
            .diagnostics
            .missing(&operation.at, "responses", "at least one response");
    }
    let mut found = Vec::new();
    let mut fallback = None;
    for (at, key, _) in operation.entries("responses", lowering.diagnostics) {
        if key.starts_with("x-") {
            continue;
        }
        match status(key) {
            Some(status @ (Status::Exact(200..=299) | Status::Range(2))) => {
                found.push((status, at));
            }
            Some(Status::Default) => fallback = Some((Status::Default, at)),
            Some(_) => {}
            None => lowering.diagnostics.bad_status(&at, key),
        }
    }
    if found.is_empty() {
        found.extend(fallback);
    }
    found
}

fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    match openapiv3::StatusCode::from_str_or_number(&key.to_ascii_uppercase())? {
        openapiv3::StatusCode::Code(code) => Some(Status::Exact(code)),
        openapiv3::StatusCode::Range(hundreds) => u8::try_from(hundreds).ok().map(Status::Range),
    }
}

/// `openapiv3` reads status codes only through serde.
trait FromKey: Sized {
    fn from_str_or_number(key: &str) -> Option<Self>;
}

impl FromKey for openapiv3::StatusCode {
    fn from_str_or_number(key: &str) -> Option<Self> {
        let status: Self = serde_json::from_value(Value::from(key)).ok()?;
        match status {
            Self::Code(code) if u16::from_str(key) == Ok(code) && (100..600).contains(&code) => {
                Some(status)
            }
            Self::Range(1..=5) => Some(status),
            _ => None,
        }
    }
}

fn content(
    lowering: &mut Lowering<'_>,
    at: &str,
    status: Status,
    label: &str,
    paged: bool,
    accept: &mut Vec<String>,
) -> Content {
    let Some(at) = spec_follow(lowering.document, at, lowering.diagnostics) else {
        return Content::Nothing;
    };
    let Some(node) = Node::at(lowering.document, &at, lowering.diagnostics) else {
        return Content::Nothing;
    };
    keys::check(&node, keys::RESPONSE, lowering.diagnostics);
    let content = node.entries("content", lowering.diagnostics);
    if let Some((media_at, media_type, _)) = content.iter().find(|(_, it, _)| is_json(it)) {
        note(accept, media_type);
        check_media_type(lowering, media_at);
        let schema = pointer::join(media_at, "schema");
        return json(lowering, &schema, status, label, paged);
    }
    for (_, media_type, _) in &content {
        note(accept, media_type);
    }
    if content.is_empty() {
        Content::Nothing
    } else {
        Content::Bytes
    }
}

fn note(accept: &mut Vec<String>, media_type: &str) {
    if !accept.iter().any(|it| it == media_type) {
        accept.push(media_type.to_owned());
    }
}

fn json(
    lowering: &mut Lowering<'_>,
    schema: &str,
    status: Status,
    label: &str,
    paged: bool,
) -> Content {
    if lowering.document.get(schema).is_none() {
        return Content::Json(Type::Json);
    }
    let direction = Direction::Response;
    let of_status = |step: &str| match status {
        Status::Exact(200 | 201) | Status::Default | Status::Range(_) => step.to_owned(),
        Status::Exact(code) => format!("{step}_{code}"),
    };
    let Some(envelope) = lowering.envelope(schema) else {
        let step = of_status("response");
        return Content::Json(lowering.element_as(schema, direction, &Hint::new(label, &step)));
    };
    if envelope.result.is_empty() {
        return Content::Nothing;
    }
    let ty = lowering.ty_of(
        &envelope.result,
        direction,
        &Hint::new(label, &of_status("result")),
    );
    match ty {
        Type::List(item) if paged && envelope.list => Content::Page(*item),
        ty if envelope.nullable => Content::Result(Type::Nullable(Box::new(ty))),
        ty => Content::Result(ty),
    }
}

impl Lowering<'_> {
    /// A type with its nullability, without the extra step in the name that list elements get.
    fn element_as(&mut self, at: &str, direction: Direction, hint: &Hint) -> Type {
        let nullable = self.view(at).nullable();
        let ty = self.ty(at, direction, hint);
        if nullable && ty != Type::Json {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }
}

/// One content for all, or an enum with a variant for each status.
fn output(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    label: &str,
    contents: Vec<(Status, Content)>,
) -> Output {
    let Some((_, first)) = contents.first() else {
        return Output::One(Content::Nothing);
    };
    if contents.iter().all(|(_, it)| it == first) {
        return Output::One(first.clone());
    }
    let at = operation.join("responses");
    let wire = format!("{label}Output");
    let name = lowering
        .root
        .claim(wire.clone(), &wire, &at, lowering.diagnostics);
    let mut scope = lowering.scope(&[]);
    let variants = contents
        .into_iter()
        .map(|(status, content)| OutputVariant {
            name: scope.claim(variant(status), "", &at, lowering.diagnostics),
            status,
            // Pages only make sense where every success is one.
            content: match content {
                Content::Page(item) => Content::Result(Type::List(Box::new(item))),
                other => other,
            },
        })
        .collect();
    Output::ByStatus { name, variants }
}

/// The reason phrase of the common ones (RFC 9110, 15.3), else the number.
fn variant(status: Status) -> String {
    match status {
        Status::Exact(200) => "Ok".to_owned(),
        Status::Exact(201) => "Created".to_owned(),
        Status::Exact(202) => "Accepted".to_owned(),
        Status::Exact(204) => "NoContent".to_owned(),
        Status::Exact(code) => format!("Status{code}"),
        Status::Range(hundreds) => format!("Other{hundreds}xx"),
        Status::Default => "Other".to_owned(),
    }
}

/// `x-pagination` names the parameter that counts pages; without it, an integer called `page` does.
fn page_parameter(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    parameters: &[Parameter],
) -> Option<Name> {
    let find = |wire: &str| {
        parameters
            .iter()
            .find(|it| it.place == ParameterPlace::Query && it.name.wire == wire)
    };
    match operation.map.get("x-pagination") {
        Some(Value::Bool(false)) => None,
        Some(Value::Object(hint)) => {
            let at = operation.join("x-pagination");
            if let Some(node) = Node::at(lowering.document, &at, lowering.diagnostics) {
                keys::check(&node, keys::PAGINATION, lowering.diagnostics);
            }
            let Some(page) = hint.get("page").and_then(Value::as_str) else {
                lowering
                    .diagnostics
                    .missing(&at, "page", "the parameter that counts pages");
                return None;
            };
            let found = find(page);
            if found.is_none() {
                lowering
                    .diagnostics
                    .unknown_parameter(&pointer::join(&at, "page"), page);
            }
            found.map(|it| it.name.clone())
        }
        Some(other) => {
            let at = operation.join("x-pagination");
            lowering
                .diagnostics
                .wrong_kind(&at, "x-pagination", "an object or false", other);
            None
        }
        None => find("page")
            .filter(|it| matches!(it.ty, Type::Integer(_)))
            .map(|it| it.name.clone()),
    }
}
