//! Bodies as `multipart/form-data`: a part for each property, files among them.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::by_caller::{self, Place, is_binary};
use super::encoding::{self, Property, chosen_by_name, says_what};
use super::files;
use super::media_types::{BYTES, Candidate};
use super::told;
use crate::lower::classes::Class;
use crate::lower::hints::Hint;
use crate::lower::node::Node;
use crate::lower::{Direction, Lowering, objects};
use crate::model::{Constraints, Encoding, Field, Kind, Part, PartHeader, Presence, Type};
use crate::naming::{Scope, snake};
use crate::spec::media_type::is_json;
use crate::spec::pointer;

pub(super) const MEDIA_TYPE: &str = "multipart/form-data";

/// What the client does not use of what is said of a part.
const UNUSED: [&str; 6] = [
    "style",
    "explode",
    "allowReserved",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];

/// What the media type says of the properties of a schema that is sent in several parts.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Hints {
    /// Texts that are files by their content type.
    files: BTreeSet<String>,
    /// Those of them that are files by their names or descriptions.
    told: BTreeSet<String>,
    /// What has another content type, so that it is no file unless its schema says so.
    named: BTreeSet<String>,
    /// The types of what has several.
    choices: BTreeMap<String, Vec<String>>,
    /// What callers write.
    pub(super) by_caller: BTreeMap<String, Type>,
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
    let has_properties = objects::has_properties(&view);
    if !described || lowering.class(&view) != Class::Object || !has_properties {
        if described {
            lowering.diagnostics.parts_by_hand(&schema);
        }
        return (Type::Multipart, Encoding::Multipart);
    }
    let schemas = lowering.properties(&view);
    let has = |name: &str| schemas.contains_key(name);
    let encoding = pointer::join(&candidate.at, "encoding");
    let properties = encoding::properties(lowering, &encoding, has);
    let mut hints = hints(lowering, &properties, &schemas);
    told_files(lowering, &schemas, &mut hints);
    let special = !hints.files.is_empty()
        || !hints.by_caller.is_empty()
        || !hints.headers.is_empty()
        || files::has_files(lowering, &view, &hints);
    let encoded = encoded(lowering, &hints, &schemas);
    let texts = hints.by_caller.iter().filter(|(_, it)| !it.is_file());
    let texts: BTreeSet<String> = texts.map(|(name, _)| name.clone()).collect();
    let ty = match known {
        _ if special => lowering.parts_type(&schema, hint, hints),
        Some(Type::Nullable(ty)) => *ty,
        Some(ty) => ty,
        None => lowering.ty(&schema, Direction::Request, hint),
    };
    let parts = properties
        .iter()
        .filter_map(|it| part(lowering, it, &ty, texts.contains(&it.name)))
        .collect();
    (ty, Encoding::Parts(with_bytes(parts, encoded).into()))
}

/// The properties that are bytes written as texts, of which nothing else is said.
fn encoded(
    lowering: &mut Lowering<'_>,
    hints: &Hints,
    schemas: &IndexMap<String, Vec<String>>,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if !files::is_31(lowering) {
        return found;
    }
    for (name, parts) in schemas {
        let view = lowering.view_of(parts);
        let items = view.node_with("items").map(|it| it.join("items"));
        let one = items.map_or(view, |it| lowering.view(&it));
        if hints.said(name) == Said::Nothing && one.text("format") == Some("byte") {
            found.insert(name.clone());
        }
    }
    found
}

/// From 3.1 on, such parts have the type of bytes (OpenAPI 3.1.1, "Special Considerations for `multipart` Content").
fn with_bytes(mut parts: Vec<Part>, mut encoded: BTreeSet<String>) -> Vec<Part> {
    for part in &mut parts {
        if encoded.remove(&part.wire) {
            part.content_types = vec![BYTES.to_owned()];
        }
    }
    parts.extend(encoded.into_iter().map(|wire| Part {
        wire,
        json: false,
        content_types: vec![BYTES.to_owned()],
        headers: Vec::new(),
    }));
    parts
}

/// What a content type says of a property.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// That it is a file.
    File,
    /// That it is none.
    Other,
    Nothing,
}

impl Hints {
    pub(super) fn said(&self, name: &str) -> Said {
        if self.files.contains(name) {
            Said::File
        } else if self.named.contains(name) {
            Said::Other
        } else {
            Said::Nothing
        }
    }
}

fn hints(
    lowering: &mut Lowering<'_>,
    properties: &[Property<'_>],
    schemas: &IndexMap<String, Vec<String>>,
) -> Hints {
    let mut hints = Hints::default();
    for it in properties {
        let parts = schemas.get(&it.name).map_or(&[][..], Vec::as_slice);
        let unused = if is_usual(lowering, parts, it) {
            &UNUSED[2..]
        } else {
            &UNUSED
        };
        it.ignore(lowering, unused, MEDIA_TYPE);
        let types = it.content_types(lowering);
        if !types.is_empty() && types.iter().all(|it| is_binary(it)) {
            hints.files.insert(it.name.clone());
        } else if !types.is_empty() {
            hints.named.insert(it.name.clone());
        }
        let choice = it.choice(lowering);
        hints
            .choices
            .extend(choice.map(|types| (it.name.clone(), types)));
        if let Some(ty) = by_caller::ty(lowering, parts, it, Place::Part) {
            hints.by_caller.insert(it.name.clone(), ty);
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

/// Adds texts that are files although no format or content type says so.
fn told_files(
    lowering: &mut Lowering<'_>,
    schemas: &IndexMap<String, Vec<String>>,
    hints: &mut Hints,
) {
    for (name, parts) in schemas {
        if hints.said(name) == Said::Nothing && told::is_file(lowering, name, parts) {
            hints.files.insert(name.clone());
            hints.told.insert(name.clone());
        }
    }
}

/// Whether the style is that of the parts anyway: one for each element.
fn is_usual(lowering: &mut Lowering<'_>, parts: &[String], property: &Property<'_>) -> bool {
    let view = lowering.view_of(parts);
    let class = lowering.class(&view);
    property.node.get("style").is_none_or(|it| it == "form")
        && property.node.get("explode").is_none_or(|it| it == true)
        && !matches!(class, Class::Object | Class::Union | Class::Any)
}

/// What is said of a part, if it is more than what is done anyway; `is_written` if the caller gives it as a text.
fn part(
    lowering: &mut Lowering<'_>,
    property: &Property<'_>,
    ty: &Type,
    is_written: bool,
) -> Option<Part> {
    let types = property.content_types(lowering);
    let choice = property.choice(lowering);
    let fields = match ty {
        Type::Named(id) => match &lowering.types[id.0].kind {
            Kind::Struct(it) => it.fields.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    let field = fields.iter().find(|it| it.name.wire == property.name);
    let is_file = field.is_some_and(|it| it.ty.is_file());
    let mut known = types.iter().filter(|it| says_what(it)).cloned();
    let content_types: Vec<String> = match types.as_slice() {
        [_] => known.collect(),
        // The caller writes one for all of them.
        _ if is_written => known.next().into_iter().collect(),
        _ if is_file => choice.unwrap_or_default(),
        _ => Vec::new(),
    };
    let mut headers = Vec::new();
    for (at, name, _) in property.node.entries("headers", lowering.diagnostics) {
        let Some(field) = fields.iter().find(|it| it.pointer == at) else {
            continue;
        };
        let node = Node::behind(lowering.document, &at, lowering.diagnostics);
        headers.push(PartHeader {
            name: name.to_ascii_lowercase(),
            field: field.name.clone(),
            needed: field.presence != Presence::Required
                && node.is_some_and(|it| it.flag("required", lowering.diagnostics)),
        });
    }
    let part = Part {
        wire: property.name.clone(),
        json: matches!(content_types.as_slice(), [one] if is_json(one)),
        content_types,
        headers,
    };
    (!part.content_types.is_empty() || !part.headers.is_empty()).then_some(part)
}

impl Lowering<'_> {
    /// The type of a body with files or with headers of its parts.
    pub(super) fn parts_type(&mut self, schema: &str, hint: &Hint, hints: Hints) -> Type {
        let hint = self
            .hint_of_component(&[schema.to_owned()])
            .filter(|it| !it.step.is_empty())
            .unwrap_or_else(|| hint.clone());
        self.bodies.hints = Some(hints);
        let ty = self.named(
            &[schema.to_owned()],
            Direction::Request,
            &hint,
            Lowering::parts,
        );
        self.bodies.hints = None;
        ty
    }

    /// A struct of parts: as for JSON, but for files and headers.
    fn parts(&mut self, targets: &[String], direction: Direction, rust: &str) -> Kind {
        let hints = self.bodies.hints.take().unwrap_or_default();
        let view = self.view_of(targets);
        let mut found = BTreeSet::new();
        for (name, schemas) in self.properties(&view) {
            let ty = match files::of_property(self, &schemas, hints.said(&name)) {
                Some(files) => {
                    if hints.told.contains(&name) {
                        self.diagnostics.told_file(&schemas[0], &name);
                    }
                    found.insert(name);
                    Some(files.ty(self, &schemas[0]))
                }
                None => hints.by_caller.get(&name).cloned(),
            };
            if ty.is_some() {
                self.check_unkept(&schemas[0], "what callers write as a part");
            }
            let ty = ty.map(|ty| (schemas[0].clone(), ty));
            self.bodies.by_caller.extend(ty);
        }
        let further = files::additional(self, &view);
        let mut kind = self.object(targets, direction, rust);
        self.bodies.by_caller.clear();
        if let Kind::Struct(it) = &mut kind {
            let files = it.fields.iter_mut();
            for field in files.filter(|it| found.contains(&it.name.wire)) {
                field.constraints = Constraints::default();
                field.each = Constraints::default();
                let choice = hints.choices.get(&field.name.wire);
                let choice = choice.map(|it| chosen_by_name(it));
                field.doc = std::mem::take(&mut field.doc).and(choice.as_deref());
            }
            if let (Some(files), Some(node)) = (further, view.node_with("additionalProperties")) {
                it.additional = Some(files.ty(self, &node.join("additionalProperties")));
            }
            let own: Vec<&str> = it.fields.iter().map(|it| it.name.rust.as_str()).collect();
            let mut names = self.scope(&own);
            let mut found = Vec::new();
            for header in &hints.headers {
                found.extend(header_field(self, header, &it.fields, rust, &mut names));
            }
            it.fields.extend(found);
        }
        kind
    }
}

/// The field that holds the value of a header.
fn header_field(
    lowering: &mut Lowering<'_>,
    header: &Header,
    fields: &[Field],
    parent: &str,
    names: &mut Scope,
) -> Option<Field> {
    let node = Node::behind(lowering.document, &header.at, lowering.diagnostics)?;
    let of = fields.iter().find(|it| it.name.wire == header.property)?;
    let mut rust = format!("{}_{}", of.name.rust, snake(&header.name));
    if names.has(&rust) {
        rust.push_str("_header");
    }
    let wire = format!("{}: {}", header.property, header.name);
    let name = names.claim(rust, &wire, &header.at, lowering.diagnostics);
    let schema = node.join("schema");
    let there = lowering.document.get(&schema).is_some();
    let (ty, constraints) = if there {
        let ty = lowering.ty(&schema, Direction::Request, &Hint::new(parent, &name.rust));
        let view = lowering.view(&schema);
        (ty, lowering.constraints(&view))
    } else {
        (Type::String, Constraints::default())
    };
    let needed = node.flag("required", lowering.diagnostics);
    // What is not sent has no headers.
    let required = needed && of.presence == Presence::Required;
    let own = node.text("description", lowering.diagnostics);
    let mut doc = crate::lower::docs::clean(own.unwrap_or_default());
    if doc.text.is_empty() {
        doc.text = format!("The header `{}` of `{}`.", header.name, header.property);
    }
    if needed && !required {
        let sentence = format!("\n\nNeeded with `{}`.", header.property);
        doc.text.push_str(&sentence);
    }
    Some(Field {
        name,
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
