//! Bodies as `multipart/form-data`: a part for each property, files among them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::encoding::{self, Property};
use super::media_types::{Candidate, is_text};
use crate::lower::classes::Class;
use crate::lower::node::Node;
use crate::lower::types::Hint;
use crate::lower::view::View;
use crate::lower::{Direction, Lowering, objects};
use crate::model::{Constraints, Encoding, Field, Kind, Name, Part, Presence, Type};
use crate::naming::snake;
use crate::spec::media_type::{essence, is_json};
use crate::spec::{Document, pointer};

const MEDIA_TYPE: &str = "multipart/form-data";

/// What the media type says of the properties of a schema that is sent in several parts.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Hints {
    /// Texts that are files by their content type.
    files: Vec<String>,
    headers: Vec<Header>,
}

/// A header of a part.
#[derive(Clone, Debug)]
struct Header {
    property: String,
    name: String,
    at: String,
}

/// The type of the body, and what is said of its parts. What is no object with properties is put together by the
/// caller.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    candidate: &Candidate,
    hint: &Hint,
    known: Option<Type>,
) -> (Type, Encoding) {
    let schema = pointer::join(&candidate.at, "schema");
    let described = lowering.document.get(&schema).is_some();
    let view = lowering.view(&schema);
    let names: Vec<&str> = objects::property_names(&view).into_iter().collect();
    if !described || lowering.class(&view) != Class::Object || names.is_empty() {
        if described {
            lowering.diagnostics.parts_by_hand(&schema);
        }
        return (Type::Multipart, Encoding::Multipart);
    }
    let properties = encoding::properties(lowering, &candidate.at, &names);
    let hints = hints(lowering, &properties);
    let special = !hints.files.is_empty()
        || !hints.headers.is_empty()
        || names.iter().any(|it| is_file(lowering, &view, it));
    let ty = match known {
        _ if special => lowering.parts_type(&schema, hint, hints),
        Some(Type::Nullable(ty)) => *ty,
        Some(ty) => ty,
        None => lowering.ty(&schema, Direction::Request, hint),
    };
    let parts = properties
        .iter()
        .filter_map(|it| part(lowering, it, &ty))
        .collect();
    (ty, Encoding::Parts(parts))
}

fn hints(lowering: &mut Lowering<'_>, properties: &[Property<'_>]) -> Hints {
    let mut hints = Hints::default();
    for it in properties {
        it.ignore(lowering, &["style", "explode", "allowReserved"], MEDIA_TYPE);
        let types = it.content_types(lowering);
        if !types.is_empty() && types.iter().all(|it| is_binary(it)) {
            hints.files.push(it.name.clone());
        }
        for (at, name, _) in it.node.entries("headers", lowering.diagnostics) {
            // OpenAPI 3.0.3, "Encoding Object": Content-Type is described separately.
            if name.eq_ignore_ascii_case("content-type") {
                lowering.diagnostics.ignored_header(&at, name);
                continue;
            }
            hints.headers.push(Header {
                property: it.name.clone(),
                name: name.to_ascii_lowercase(),
                at,
            });
        }
    }
    hints
}

/// True for content types of files.
fn is_binary(content_type: &str) -> bool {
    let essence = essence(content_type);
    !is_text(&essence) && !is_json(&essence)
}

fn is_file(lowering: &mut Lowering<'_>, view: &View<'_>, name: &str) -> bool {
    let at = view
        .nodes
        .iter()
        .find(|it| {
            it.node
                .map
                .get("properties")
                .is_some_and(|it| it.get(name).is_some())
        })
        .map(|it| pointer::join(&it.node.join("properties"), name));
    at.is_some_and(|at| file_type(lowering, &at, false).is_some())
}

/// `FilePart`, or a list of them; `forced` where the content type says so.
fn file_type(lowering: &mut Lowering<'_>, at: &str, forced: bool) -> Option<Type> {
    let view = lowering.view(at);
    if let Some(node) = view.node_with("items") {
        let items = node.join("items");
        return Some(Type::List(Box::new(file_type(lowering, &items, forced)?)));
    }
    let text =
        matches!(view.text("type"), None | Some("string")) && view.first("properties").is_none();
    // `file` is what Swagger 2 calls it.
    let file = view.text("type") == Some("file")
        || text && (view.text("format") == Some("binary") || forced);
    file.then_some(Type::File)
}

/// What is said of a part, if it is more than what is done anyway.
fn part(lowering: &mut Lowering<'_>, property: &Property<'_>, ty: &Type) -> Option<Part> {
    let types = property.content_types(lowering);
    let one = match types.as_slice() {
        [one] if !one.contains('*') && one.chars().all(|it| (' '..='~').contains(&it)) => Some(one),
        _ => None,
    };
    let fields = match ty {
        Type::Named(id) => match &lowering.types[id.0].kind {
            Kind::Struct(it) => it.fields.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    let headers: Vec<(String, Name)> = property
        .node
        .entries("headers", lowering.diagnostics)
        .into_iter()
        .filter_map(|(at, name, _)| {
            let field = fields.iter().find(|it| it.pointer == at)?;
            Some((name.to_ascii_lowercase(), field.name.clone()))
        })
        .collect();
    let part = Part {
        wire: property.name.clone(),
        json: one.is_some_and(|it| is_json(it)),
        content_type: one.cloned(),
        headers,
    };
    (part.json || part.content_type.is_some() || !part.headers.is_empty()).then_some(part)
}

impl Lowering<'_> {
    /// The type of a body with files or with headers of its parts.
    fn parts_type(&mut self, schema: &str, hint: &Hint, hints: Hints) -> Type {
        let hint = self
            .hint_of_component(&[schema.to_owned()])
            .filter(|it| !it.step.is_empty())
            .unwrap_or_else(|| hint.clone());
        self.part_hints = Some(hints);
        let ty = self.named(
            &[schema.to_owned()],
            Direction::Request,
            &hint,
            Lowering::parts,
        );
        self.part_hints = None;
        ty
    }

    /// A struct of parts: as for JSON, but for files and headers.
    fn parts(&mut self, targets: &[String], direction: Direction, rust: &str) -> Kind {
        let hints = self.part_hints.take().unwrap_or_default();
        let mut kind = self.object(targets, direction, rust);
        if let Kind::Struct(it) = &mut kind {
            for field in &mut it.fields {
                let forced = hints.files.contains(&field.name.wire);
                if let Some(ty) = file_type(self, &field.pointer, forced) {
                    field.ty = ty;
                    field.constraints = Constraints::default();
                    field.each = Constraints::default();
                }
            }
            for header in &hints.headers {
                let field = header_field(self, header, &it.fields, rust);
                it.fields.extend(field);
            }
        }
        kind
    }

    /// True if a component is the schema of bodies in several parts and of nothing else.
    pub(in crate::lower) fn only_in_parts(&mut self, at: &str) -> bool {
        let document = self.document;
        let elsewhere = self
            .used_elsewhere
            .get_or_insert_with(|| used_elsewhere(document));
        !elsewhere.contains(at)
    }
}

/// The field that holds the value of a header.
fn header_field(
    lowering: &mut Lowering<'_>,
    header: &Header,
    fields: &[Field],
    parent: &str,
) -> Option<Field> {
    let node = Node::behind(lowering.document, &header.at, lowering.diagnostics)?;
    let of = fields.iter().find(|it| it.name.wire == header.property)?;
    let mut rust = format!("{}_{}", of.name.rust, snake(&header.name));
    while fields.iter().any(|it| it.name.rust == rust) {
        rust.push_str("_header");
    }
    let schema = node.join("schema");
    let there = lowering.document.get(&schema).is_some();
    let (ty, constraints) = if there {
        let ty = lowering.ty(&schema, Direction::Request, &Hint::new(parent, &rust));
        let view = lowering.view(&schema);
        (ty, lowering.constraints(&view))
    } else {
        (Type::String, Constraints::default())
    };
    let required = node.flag("required", lowering.diagnostics);
    let own = node.text("description", lowering.diagnostics);
    let mut doc = crate::lower::docs::clean(own.unwrap_or_default());
    if doc.text.is_empty() {
        doc.text = format!("The header `{}` of `{}`.", header.name, header.property);
    }
    Some(Field {
        name: Name {
            rust,
            wire: format!("{}: {}", header.property, header.name),
        },
        ty,
        presence: if required {
            Presence::Required
        } else {
            Presence::Optional
        },
        doc,
        pointer: header.at.clone(),
        constraints,
        each: Constraints::default(),
        default: None,
        fixed: None,
        values: None,
        deprecated: node.flag("deprecated", lowering.diagnostics),
        whole: false,
    })
}

/// Everything that something else refers to than a body in several parts.
fn used_elsewhere(document: &Document) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    if let Some(root) = document.get("") {
        collect(root, false, &mut used);
    }
    used
}

fn collect(node: &Value, in_parts: bool, used: &mut BTreeSet<String>) {
    match node {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if key == "$ref" => {
                        used.extend(pointer::from_fragment(text).filter(|_| !in_parts));
                    }
                    Value::Object(media) if key == MEDIA_TYPE => {
                        for (key, value) in media {
                            collect(value, key == "schema", used);
                        }
                    }
                    value => collect(value, false, used),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|it| collect(it, false, used)),
        _ => {}
    }
}
