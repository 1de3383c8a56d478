//! Bodies as `application/x-www-form-urlencoded`.

use super::encoding::{self, Property};
use super::media_types::Candidate;
use crate::lower::classes::Class;
use crate::lower::types::Hint;
use crate::lower::{Direction, Lowering, objects};
use crate::model::{Encoding, FormField, Kind, Style, Type};
use crate::spec::media_type::is_json;
use crate::spec::pointer;

const STYLES: [(&str, Style); 4] = [
    ("form", Style::Form),
    ("spaceDelimited", Style::SpaceDelimited),
    ("pipeDelimited", Style::PipeDelimited),
    ("deepObject", Style::DeepObject),
];

/// The type of a form, and the properties that are written in a style of their own. What has no fields is a text that
/// the caller has encoded.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    candidate: &Candidate,
    hint: &Hint,
    known: Option<Type>,
) -> (Type, Encoding) {
    let schema = pointer::join(&candidate.at, "schema");
    let view = lowering.view(&schema);
    match lowering.class(&view) {
        Class::Object | Class::Union | Class::Any => {}
        Class::Boolean | Class::Integer | Class::Number | Class::Text | Class::Array => {
            return (Type::String, Encoding::Text);
        }
    }
    let ty = match known {
        Some(Type::Nullable(ty)) => *ty,
        Some(ty) => ty,
        None => lowering.ty(&schema, Direction::Request, hint),
    };
    let has_fields = match &ty {
        Type::Json | Type::Map(_) => true,
        Type::Named(id) => match lowering.types[id.0].kind {
            Kind::Struct(_) | Kind::Union(_) => true,
            Kind::Enum(_) | Kind::Identifier(_) | Kind::Choice(_) => false,
        },
        _ => false,
    };
    if !has_fields {
        return (Type::String, Encoding::Text);
    }
    let names: Vec<&str> = objects::property_names(&view).into_iter().collect();
    let mut fields = Vec::new();
    for property in encoding::properties(lowering, &candidate.at, &names) {
        property.ignore(lowering, &["headers"], &candidate.media_type);
        fields.extend(field(lowering, &view, &property));
    }
    (ty, Encoding::Form(fields))
}

/// A field of which the encoding says something else than what is done anyway.
fn field(
    lowering: &mut Lowering<'_>,
    view: &crate::lower::view::View<'_>,
    property: &Property<'_>,
) -> Option<FormField> {
    let node = &property.node;
    let style = style(lowering, property);
    let explode = match node.get("explode") {
        Some(_) => node.flag("explode", lowering.diagnostics),
        None => style == Style::Form,
    };
    let allow_reserved = node.flag("allowReserved", lowering.diagnostics);
    let styled = ["style", "explode", "allowReserved"]
        .iter()
        .any(|it| node.has(it));
    let class = class(lowering, view, &property.name);
    let types = property.content_types(lowering);
    // As JSON, numbers are what they are.
    let quoted = !matches!(class, Class::Boolean | Class::Integer | Class::Number);
    let json = !styled && quoted && types.first().is_some_and(|it| is_json(it));
    // Elements of a list have a pair each without being told, and for a single value most styles are the same.
    let usual = match class {
        Class::Object | Class::Union | Class::Any => !styled,
        Class::Array => style == Style::Form && explode,
        Class::Boolean | Class::Integer | Class::Number | Class::Text => true,
    };
    if usual && !allow_reserved && !json {
        return None;
    }
    Some(FormField {
        wire: property.name.clone(),
        style,
        explode,
        allow_reserved,
        json,
    })
}

fn style(lowering: &mut Lowering<'_>, property: &Property<'_>) -> Style {
    let Some(text) = property.node.text("style", lowering.diagnostics) else {
        return Style::Form;
    };
    let found = STYLES.iter().find(|(word, _)| *word == text);
    if found.is_none() {
        let at = property.node.join("style");
        let known = STYLES.map(|(word, _)| word);
        lowering
            .diagnostics
            .style(&at, &property.name, "form", text, &known);
    }
    found.map_or(Style::Form, |(_, style)| *style)
}

fn class(lowering: &mut Lowering<'_>, view: &crate::lower::view::View<'_>, name: &str) -> Class {
    let parts: Vec<String> = view
        .nodes
        .iter()
        .filter(|it| {
            it.node
                .map
                .get("properties")
                .is_some_and(|it| it.get(name).is_some())
        })
        .map(|it| pointer::join(&it.node.join("properties"), name))
        .collect();
    let view = lowering.view_of(&parts);
    lowering.class(&view)
}
