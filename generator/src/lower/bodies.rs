//! Request bodies: of several media types, each that says something of its own is one way to send it.

mod by_caller;
mod choice;
mod elsewhere;
mod encoding;
mod files;
mod form;
mod media_types;
mod parts;
mod shared;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use self::media_types::{Candidate, Written};
use super::classes::Class;
use super::hints::Hint;
use super::node::Node;
use super::objects::property_names;
use super::{Direction, Lowering, docs, keys};
use crate::model::{Body, BodyForm, Constraints, Encoding, Kind, Name, Payload, Type, TypeId};
use crate::naming::{self, ARGUMENT_NAMES, snake};
use crate::spec::media_type::essence;
use crate::spec::pointer;

pub(super) use form::fields_of_query;
pub(super) use shared::share;

/// What is known of bodies while types are made.
#[derive(Default)]
pub(super) struct Bodies {
    /// Those in several media types, by the place of the request body.
    choices: BTreeMap<String, Type>,
    /// Forms and bodies in several parts, by the pointers of their media types.
    sent: BTreeMap<String, (Type, Encoding)>,
    /// What is said of the parts of the one whose type is made now.
    pub(super) hints: Option<parts::Hints>,
    /// Its properties that callers write themselves, by the first schema of each.
    pub(super) by_caller: BTreeMap<String, Type>,
    /// What something else refers to than a body in several parts; worked out when it is needed.
    used_elsewhere: Option<BTreeSet<String>>,
}

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    label: &str,
    taken: &[&str],
) -> Option<Body> {
    let (node, mut candidates) = described(lowering, operation)?;
    let at = node.at.clone();
    let flat = operation.flag("x-flatten-body", lowering.diagnostics);
    if flat && candidates.len() > 1 {
        leave_out(lowering, &at, &mut candidates);
    }
    let (first, others) = candidates.split_first()?;
    let main = form(lowering, first, &Hint::of_operation(label, "body"), None);
    let any_type = candidates.iter().any(|it| it.any_type);
    let choice = (!others.is_empty())
        .then(|| choice::lower(lowering, &at, label, main.clone(), (first, others)));
    let mut payload = main.payload;
    if let Some(ty) = choice {
        payload = Payload {
            media_type: payload.media_type,
            encoding: Encoding::Choice,
            ty,
            constraints: Constraints::default(),
        };
    }
    // Fields of nothing are no arguments.
    payload.ty = match payload.ty {
        Type::Nullable(ty) if flat => *ty,
        ty => ty,
    };
    let ty = &payload.ty;
    let doc = node
        .text("description", lowering.diagnostics)
        .unwrap_or_default();
    let required = node.flag("required", lowering.diagnostics);
    Some(Body {
        content_type: any_type.then(|| content_type(taken)),
        required,
        doc: docs::clean(doc),
        name: if required {
            argument(lowering, ty, taken)
        } else {
            of_body("body".to_owned())
        },
        flattened: if flat {
            flattened(lowering, operation, ty, taken)
        } else {
            None
        },
        payload,
    })
}

/// Where the body is described, and what it may be.
fn described<'a>(
    lowering: &mut Lowering<'a>,
    operation: &Node<'_>,
) -> Option<(Node<'a>, Vec<Candidate>)> {
    if !operation.has("requestBody") {
        let Some(node) = body_parameter(lowering, operation) else {
            if operation.flag("x-flatten-body", lowering.diagnostics) {
                let at = operation.join("x-flatten-body");
                lowering.diagnostics.nothing_to_flatten(&at);
            }
            return None;
        };
        let json = media_types::json(&node.at);
        return Some((node, vec![json]));
    }
    let at = operation.join("requestBody");
    let node = keys::behind(lowering.document, &at, &keys::BODY, lowering.diagnostics)?;
    let candidates = media_types::candidates(lowering, &node);
    Some((node, candidates))
}

/// What Swagger 2 has instead of a request body: a parameter `in: body`. It has a description and is required in the
/// same way.
fn body_parameter<'a>(lowering: &mut Lowering<'a>, operation: &Node<'_>) -> Option<Node<'a>> {
    for (at, _) in operation.list("parameters", lowering.diagnostics) {
        let Some(node) = Node::behind(lowering.document, &at, lowering.diagnostics) else {
            continue;
        };
        if node.get("in").and_then(serde_json::Value::as_str) == Some("body") {
            return Some(node);
        }
    }
    None
}

/// The fields of one media type become arguments, so there is no place for another.
fn leave_out(lowering: &mut Lowering<'_>, at: &str, candidates: &mut Vec<Candidate>) {
    let others: Vec<String> = candidates.drain(1..).map(|it| it.media_type).collect();
    lowering
        .diagnostics
        .other_media_types(at, &candidates[0].media_type, &others.join(", "));
}

/// One way to send the body; `known` is the type of its schema, if that was met before.
fn form(
    lowering: &mut Lowering<'_>,
    candidate: &Candidate,
    hint: &Hint,
    known: Option<Type>,
) -> BodyForm {
    let schema = pointer::join(&candidate.at, "schema");
    let described = lowering.document.get(&schema).is_some();
    let (ty, encoding) = match candidate.written {
        Written::Json if !described || is_any_patch(lowering, candidate, &schema) => {
            (Type::Json, Encoding::Json)
        }
        // Fields that nothing is known about.
        Written::Form if !described => {
            let fields = Type::Map(Box::new(Type::Json));
            (fields, Encoding::Form([].into()))
        }
        Written::Json => {
            let ty = known.unwrap_or_else(|| json(lowering, &schema, hint));
            (ty, Encoding::Json)
        }
        Written::Form | Written::Multipart => fields(lowering, candidate, hint, known),
        Written::Text if lowering.is_secret_text(&schema) => (Type::Secret, Encoding::Text),
        Written::Text => (Type::String, Encoding::Text),
        Written::Bytes => {
            lowering.check_unkept(&schema, "a body of bytes");
            (Type::Bytes, Encoding::Bytes)
        }
    };
    check_use(lowering, candidate, &encoding, &schema);
    let constraints = match encoding {
        Encoding::Json | Encoding::Form(_) if described => lowering.limits_of_body(&schema, &ty),
        _ => Constraints::default(),
    };
    BodyForm {
        name: candidate.name.clone(),
        is_plain_json: candidate.is_plain_json(),
        any_type: candidate.any_type,
        payload: Payload {
            media_type: candidate.media_type.clone(),
            encoding,
            ty,
            constraints,
        },
    }
}

/// True for a JSON Patch that is called an object and nothing else: it is a list (RFC 6902, section 3).
fn is_any_patch(lowering: &mut Lowering<'_>, candidate: &Candidate, schema: &str) -> bool {
    if essence(&candidate.media_type) != "application/json-patch+json" {
        return false;
    }
    let view = lowering.view(schema);
    lowering.class(&view) == Class::Object && property_names(&view).is_empty()
}

/// A form, or several parts. What several operations refer to is looked at once.
fn fields(
    lowering: &mut Lowering<'_>,
    candidate: &Candidate,
    hint: &Hint,
    known: Option<Type>,
) -> (Type, Encoding) {
    if let Some(there) = lowering.bodies.sent.get(&candidate.at) {
        return there.clone();
    }
    let sent = if candidate.written == Written::Form {
        form::lower(lowering, candidate, hint, known)
    } else {
        parts::lower(lowering, candidate, hint, known)
    };
    lowering
        .bodies
        .sent
        .insert(candidate.at.clone(), sent.clone());
    sent
}

fn json(lowering: &mut Lowering<'_>, schema: &str, hint: &Hint) -> Type {
    let nullable = lowering.view(schema).nullable();
    let ty = lowering.ty(schema, Direction::Request, hint);
    if nullable && ty != Type::Json {
        Type::Nullable(Box::new(ty))
    } else {
        ty
    }
}

/// Reports what the document says of a body that this way of writing it cannot make use of.
fn check_use(
    lowering: &mut Lowering<'_>,
    candidate: &Candidate,
    encoding: &Encoding,
    schema: &str,
) {
    let raw = match encoding {
        Encoding::Text => "text",
        Encoding::Bytes => "bytes",
        _ => return,
    };
    if lowering.document.get(schema).is_none() {
        return;
    }
    let view = lowering.view(schema);
    match lowering.class(&view) {
        Class::Text | Class::Any => {}
        _ => lowering
            .diagnostics
            .body_not_typed(schema, &candidate.media_type, raw),
    }
}

/// The argument is called like its type; anything without a type name is the `body`, and so is what would be called
/// like a parameter, and what is named after the operation: `GreetingsCreateBody`, or `Body_create_greetings_post` as Python makes it.
/// The setter of one that may be left out is always `body`.
fn argument(lowering: &Lowering<'_>, ty: &Type, taken: &[&str]) -> Name {
    let rust = match ty {
        Type::Named(TypeId(id)) if !matches!(lowering.types[*id].kind, Kind::Choice(_)) => {
            snake(&lowering.types[*id].name.rust)
        }
        _ => "body".to_owned(),
    };
    // A capital that has no small letter warns in an argument.
    let telling = naming::is_value_name(&rust)
        && !rust.ends_with("_body")
        && !rust.starts_with("body_")
        && !taken.contains(&rust.as_str())
        && !ARGUMENT_NAMES.contains(&rust.as_str());
    of_body(if telling { rust } else { "body".to_owned() })
}

fn of_body(rust: String) -> Name {
    let wire = "body".to_owned();
    Name { rust, wire }
}

/// The setter that names the media type.
fn content_type(taken: &[&str]) -> Name {
    let plain = "content_type";
    let rust = if taken.contains(&plain) {
        "body_content_type"
    } else {
        plain
    };
    Name {
        rust: rust.to_owned(),
        wire: "Content-Type".to_owned(),
    }
}

/// `x-flatten-body`: the fields of the body become arguments and setters of the operation.
fn flattened(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    ty: &Type,
    taken: &[&str],
) -> Option<TypeId> {
    let at = operation.join("x-flatten-body");
    let diagnostics = &mut *lowering.diagnostics;
    let types = &lowering.types;
    let object = match ty {
        Type::Named(id) => match &types[id.0].kind {
            Kind::Struct(it) if it.has_files() => {
                diagnostics.cannot_flatten_files(&at);
                return None;
            }
            Kind::Struct(it) => Some((*id, it)),
            _ => None,
        },
        _ => None,
    };
    let Some((id, it)) = object else {
        diagnostics.cannot_flatten(&at);
        return None;
    };
    let is_taken = |name: &str| taken.contains(&name);
    let mut fields = it.fields.iter();
    let clash = fields.find(|field| naming::fields::clashes(it, field, is_taken));
    if it.additional.is_some() {
        diagnostics.cannot_flatten_more(&at);
    } else if let Some(clash) = clash {
        diagnostics.cannot_flatten_field(&at, &clash.name.wire);
    } else {
        return Some(id);
    }
    None
}
