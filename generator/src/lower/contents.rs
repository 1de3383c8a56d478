//! Contents of answers: the type of what comes in each media type.

use std::borrow::Cow;

use super::classes::Class;
use super::hints::Hint;
use super::media::{Media, MediaKind, is_encoded, is_file};
use super::{Direction, Lowering};
use crate::model::{Content, Kind, Status, Type, UnionVariant};
use crate::spec::pointer;

/// What an answer is read for.
pub(super) struct Ways<'a> {
    pub(super) status: Status,
    pub(super) label: &'a str,
    pub(super) paged: bool,
}

/// What an answer of this media type holds.
pub(super) fn of_media(lowering: &mut Lowering<'_>, it: &Media, ways: &Ways<'_>) -> Content {
    let schema = pointer::join(&it.at, "schema");
    match it.kind {
        MediaKind::Json => json(lowering, &schema, ways.status, ways.label, ways.paged),
        MediaKind::Events => Content::Events(events(lowering, it, ways.label)),
        MediaKind::Lines => Content::Lines(lines(lowering, it, ways.label)),
        MediaKind::Text => {
            untyped(lowering, it, &schema, "text");
            if lowering.is_secret_text(&schema) {
                Content::SecretText
            } else {
                Content::Text
            }
        }
        MediaKind::Bytes => {
            if !is_encoded(lowering, &it.at) {
                untyped(lowering, it, &schema, "bytes");
            }
            lowering.check_unkept(&schema, "an answer of bytes");
            Content::Bytes
        }
    }
}

/// Whether two media types are the same by two names.
pub(super) fn same_schema(lowering: &Lowering<'_>, a: &Media, b: &Media) -> bool {
    let schema = |it: &Media| lowering.document.get(&pointer::join(&it.at, "schema"));
    schema(a) == schema(b)
}

/// Reports a schema that describes more than a text.
fn untyped(lowering: &mut Lowering<'_>, it: &Media, schema: &str, given: &str) {
    if lowering.document.get(schema).is_none() {
        return;
    }
    let view = lowering.view(schema);
    let class = lowering.class(&view);
    if matches!(class, Class::Object | Class::Array | Class::Union) && !is_file(&view) {
        lowering.diagnostics.untyped_answer(schema, &it.name, given);
    }
}

/// The type of the data of an event, if the document says more than that it is text: a list is what all events are
/// together, anything else is said of each.
pub(super) fn events(lowering: &mut Lowering<'_>, it: &Media, label: &str) -> Option<Type> {
    let data = each(lowering, it, label, "event")?;
    let is_typed = !matches!(data, Type::String | Type::Json) && !is_whole_event(lowering, &data);
    is_typed.then_some(data)
}

/// The type of one line: a list is what all lines are together, anything else is said of each.
pub(super) fn lines(lowering: &mut Lowering<'_>, it: &Media, label: &str) -> Type {
    each(lowering, it, label, "line").unwrap_or(Type::Json)
}

/// The type of each value of a stream, if any is documented.
fn each(lowering: &mut Lowering<'_>, it: &Media, label: &str, one: &str) -> Option<Type> {
    let schema = pointer::join(&it.at, "schema");
    lowering.document.get(&schema)?;
    let view = lowering.view(&schema);
    let step = match lowering.class(&view) {
        Class::Array => Cow::Owned(format!("{one}s")),
        _ => Cow::Borrowed(one),
    };
    let hint = Hint::of_operation(label, &step);
    // None of them is the list itself, whether it may be null or not.
    let ty = match lowering.element_as(&schema, Direction::Response, &hint) {
        Type::List(item) => *item,
        Type::Nullable(ty) => match *ty {
            Type::List(item) => *item,
            ty => Type::Nullable(Box::new(ty)),
        },
        ty => ty,
    };
    Some(ty)
}

/// Whether a type describes events with all that is around their data, one for all or one for each kind.
fn is_whole_event(lowering: &Lowering<'_>, ty: &Type) -> bool {
    let Type::Named(id) = ty else {
        return false;
    };
    match &lowering.types[id.0].kind {
        Kind::Struct(it) => {
            let has = |name: &str| it.fields.iter().any(|it| it.name.wire == name);
            has("data") && ["event", "id", "retry"].into_iter().any(has)
        }
        Kind::Union(it) => {
            let mut each = it.variants.iter();
            let is_struct = |it: &UnionVariant| match &it.ty {
                Type::Named(id) => matches!(lowering.types[id.0].kind, Kind::Struct(_)),
                _ => false,
            };
            each.all(|it| is_struct(it) && is_whole_event(lowering, &it.ty))
        }
        Kind::Enum(_) | Kind::Identifier(_) | Kind::Choice(_) => false,
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
    if lowering.view(schema).only_null() {
        return Content::Verdict;
    }
    let direction = Direction::Response;
    let of_status = |step: &str| match status {
        Status::Exact(200 | 201) | Status::Default | Status::Range(_) => step.to_owned(),
        Status::Exact(code) => format!("{step}_{code}"),
    };
    let envelope = lowering.envelope(schema);
    let mut whole = || {
        let hint = Hint::of_operation(label, &of_status("response"));
        lowering.element_as(schema, direction, &hint)
    };
    let Some(envelope) = envelope else {
        return Content::Json(whole());
    };
    if envelope.more {
        return Content::Whole(whole());
    }
    if envelope.result.is_empty() {
        return Content::Verdict;
    }
    let ty = lowering.ty_of(
        &envelope.result,
        direction,
        &Hint::of_operation(label, &of_status("result")),
    );
    match ty {
        Type::List(item) if paged && envelope.list => Content::Page(*item),
        ty if envelope.nullable => Content::Result(Type::Nullable(Box::new(ty))),
        ty => Content::Result(ty),
    }
}

impl Lowering<'_> {
    /// A type with its nullability, without the extra step in the name that list elements get.
    pub(super) fn element_as(&mut self, at: &str, direction: Direction, hint: &Hint) -> Type {
        let nullable = self.view(at).nullable();
        let ty = self.ty(at, direction, hint);
        if nullable && ty != Type::Json {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }
}
