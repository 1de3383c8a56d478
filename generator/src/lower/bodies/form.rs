//! Bodies as `application/x-www-form-urlencoded`.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::by_caller::{self, Place};
use super::encoding::{self, Property};
use super::files;
use super::media_types::Candidate;
use super::parts::Hints;
use crate::lower::classes::Class;
use crate::lower::hints::Hint;
use crate::lower::view::View;
use crate::lower::{Direction, Lowering};
use crate::model::{Encoding, FormField, Kind, Style, Type};
use crate::spec::media_type::{FORM, is_json};
use crate::spec::pointer;

/// Most alternatives of alternatives in which properties are looked for.
const MOST: usize = 100;

/// What means nothing for a form, or is not used.
const UNUSED: [&str; 4] = ["headers", "encoding", "prefixEncoding", "itemEncoding"];

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
    let class = lowering.class(&view);
    match class {
        Class::Object | Class::Union | Class::Any => {}
        Class::Boolean | Class::Integer | Class::Number | Class::Text | Class::Array => {
            return (Type::String, Encoding::Text);
        }
    }
    let encoding = pointer::join(&candidate.at, "encoding");
    let (fields, texts) = encodings(lowering, &view, &encoding, Place::Form);
    let ty = match known {
        // Files make a text of it, which needs no type of its own.
        _ if !texts.by_caller.is_empty()
            && class == Class::Object
            && !files::has_files(lowering, &view, &texts) =>
        {
            lowering.parts_type(&schema, hint, texts)
        }
        _ if !texts.by_caller.is_empty() => return (Type::String, Encoding::Text),
        Some(Type::Nullable(ty)) => *ty,
        Some(ty) => ty,
        None => lowering.ty(&schema, Direction::Request, hint),
    };
    let has_fields = match &ty {
        Type::Json | Type::Map(_) => true,
        Type::Named(id) => match &lowering.types[id.0].kind {
            // Of a component, files may have been made for a body in several parts.
            Kind::Struct(it) => !it.has_files(),
            Kind::Union(_) => true,
            Kind::Enum(_) | Kind::Identifier(_) | Kind::Choice(_) => false,
        },
        _ => false,
    };
    if has_fields {
        (ty, Encoding::Form(fields.into()))
    } else {
        (Type::String, Encoding::Text)
    }
}

/// The properties of a query that is a form, as far as they are written in a style of their own; `at` is their `encoding`.
pub(in crate::lower) fn fields_of_query(
    lowering: &mut Lowering<'_>,
    view: &View<'_>,
    at: &str,
) -> Vec<FormField> {
    encodings(lowering, view, at, Place::Query).0
}

/// The properties that are written in a style of their own, and those that callers write.
fn encodings(
    lowering: &mut Lowering<'_>,
    view: &View<'_>,
    at: &str,
    place: Place,
) -> (Vec<FormField>, Hints) {
    let schemas = schemas(lowering, view);
    let (mut fields, mut texts) = (Vec::new(), Hints::default());
    let known = |name: &str| schemas.contains_key(name);
    for property in encoding::properties(lowering, at, known) {
        property.ignore(lowering, &UNUSED, FORM);
        let parts = &schemas[&property.name];
        // Where a style is given, the content type does not count (OpenAPI 3.1.1, "Encoding Object").
        let own = if is_styled(&property) {
            None
        } else {
            by_caller::ty(lowering, &parts[0], &property, place)
        };
        match own {
            Some(ty) => drop(texts.by_caller.insert(property.name, ty)),
            None => fields.extend(field(lowering, parts, &property)),
        }
    }
    (fields, texts)
}

/// The properties with the schemas of each, as often as it stands in alternatives.
fn schemas(lowering: &mut Lowering<'_>, view: &View<'_>) -> IndexMap<String, Vec<Vec<String>>> {
    let mut found: IndexMap<String, Vec<Vec<String>>> = IndexMap::new();
    let mut open = vec![view.targets.clone()];
    let mut seen = BTreeSet::new();
    while let Some(targets) = open.pop() {
        if seen.len() >= MOST || !seen.insert(targets.clone()) {
            continue;
        }
        let view = lowering.view_of(&targets);
        for (name, parts) in lowering.properties(&view) {
            found.entry(name).or_default().push(parts);
        }
        if lowering.class(&view) == Class::Union {
            let alternatives = lowering.alternatives(&view);
            open.extend(alternatives.into_iter().rev());
        }
    }
    found
}

fn is_styled(property: &Property<'_>) -> bool {
    let keys = ["style", "explode", "allowReserved"];
    keys.iter().any(|it| property.node.has(it))
}

/// A field of which the encoding says something else than what is done anyway.
fn field(
    lowering: &mut Lowering<'_>,
    schemas: &[Vec<String>],
    property: &Property<'_>,
) -> Option<FormField> {
    let node = &property.node;
    let style = style(lowering, property);
    let explode = match node.get("explode") {
        Some(_) => node.flag("explode", lowering.diagnostics),
        None => style == Style::Form,
    };
    let allow_reserved = node.flag("allowReserved", lowering.diagnostics);
    let styled = is_styled(property);
    let classes = schemas.iter().map(|it| {
        let view = lowering.view_of(it);
        lowering.class(&view)
    });
    let classes: Vec<Class> = classes.collect();
    let types = property.content_types(lowering);
    // As JSON, numbers are what they are.
    let is_number = |it: &Class| matches!(it, Class::Boolean | Class::Integer | Class::Number);
    let json =
        !styled && !classes.iter().all(is_number) && types.first().is_some_and(|it| is_json(it));
    // Elements of a list have a pair each without being told, and for a single value most styles are the same.
    let usual = classes.iter().all(|class| match class {
        Class::Object | Class::Union | Class::Any => !styled,
        Class::Array => style == Style::Form && explode,
        Class::Boolean | Class::Integer | Class::Number | Class::Text => true,
    });
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
