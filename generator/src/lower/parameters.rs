//! Parameters of the path, the query, headers and cookies.

use super::bodies::is_json;
use super::node::Node;
use super::operations::Site;
use super::types::Hint;
use super::{Direction, Lowering, docs, keys};
use crate::model::{Constraints, Doc, Parameter, ParameterPlace, PathParameter, Style, Type};
use crate::naming::{ARGUMENT_NAMES, BUILDER_NAMES, Scope, snake};
use crate::spec::pointer;
use crate::spec_follow;

/// A parameter before its type is known.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub(super) at: String,
    pub(super) name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub(super) place: &'static str,
    /// Pointer of its schema.
    pub(super) schema: Option<String>,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    json: bool,
    required: bool,
    deprecated: bool,
    description: String,
}

impl Site {
    /// The parameters of the path item and the operation; the operation's replace those of the item.
    pub(super) fn parameters(&self, lowering: &mut Lowering<'_>) -> Vec<Raw> {
        let mut found: Vec<Raw> = Vec::new();
        for (level, at) in [&self.item, &self.at].into_iter().enumerate() {
            let Some(node) = Node::at(lowering.document, at, lowering.diagnostics) else {
                continue;
            };
            let before = if level == 0 { 0 } else { found.len() };
            for (at, _) in node.list("parameters", lowering.diagnostics) {
                let Some(raw) = raw(lowering, &at) else {
                    continue;
                };
                let same = found
                    .iter()
                    .position(|it| it.name == raw.name && it.place == raw.place);
                match same {
                    Some(position) if position < before => found[position] = raw,
                    Some(_) => lowering
                        .diagnostics
                        .duplicate_parameter(&at, &raw.name, raw.place),
                    None => found.push(raw),
                }
            }
        }
        found
    }
}

fn raw(lowering: &mut Lowering<'_>, at: &str) -> Option<Raw> {
    let at = spec_follow(lowering.document, at, lowering.diagnostics)?;
    let node = Node::at(lowering.document, &at, lowering.diagnostics)?;
    keys::check(&node, keys::PARAMETER, lowering.diagnostics);
    let Some(name) = node.text("name", lowering.diagnostics) else {
        if !node.map.contains_key("name") {
            let what = "the name of the parameter";
            lowering.diagnostics.missing(&at, "name", what);
        }
        return None;
    };
    let place = place(lowering, &node)?;
    let (schema, json) = schema_of(lowering, &node);
    let style = style(lowering, &node, place);
    let explode = match node.map.get("explode") {
        Some(_) => node.flag("explode", lowering.diagnostics),
        None => style == Style::Form,
    };
    Some(Raw {
        name: name.to_owned(),
        place,
        schema,
        style,
        explode,
        json,
        allow_reserved: place == "query" && node.flag("allowReserved", lowering.diagnostics),
        required: node.flag("required", lowering.diagnostics),
        deprecated: node.flag("deprecated", lowering.diagnostics),
        description: node
            .text("description", lowering.diagnostics)
            .unwrap_or_default()
            .to_owned(),
        at,
    })
}

/// The schema, and whether it is written as JSON: a parameter has a schema, or content of one media type.
fn schema_of(lowering: &mut Lowering<'_>, node: &Node<'_>) -> (Option<String>, bool) {
    if node.map.contains_key("schema") {
        return (Some(node.join("schema")), false);
    }
    let content = node.entries("content", lowering.diagnostics);
    let Some((media_at, media_type, media)) = content.first() else {
        let what = "the type of the parameter";
        lowering.diagnostics.missing(&node.at, "schema", what);
        return (None, false);
    };
    let schema = media
        .get("schema")
        .map(|_| pointer::join(media_at, "schema"));
    (schema, is_json(media_type))
}

/// `in` decides how the rest is read, so a wrong one is reported by itself.
fn place(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Option<&'static str> {
    const KNOWN: [&str; 4] = ["path", "query", "header", "cookie"];
    let Some(place) = node.map.get("in") else {
        lowering
            .diagnostics
            .missing(&node.at, "in", "path, query, header or cookie");
        return None;
    };
    let found = KNOWN.into_iter().find(|it| place.as_str() == Some(it));
    if found.is_none() {
        let at = node.join("in");
        lowering
            .diagnostics
            .one_of(&at, place.as_str().unwrap_or_default(), &KNOWN);
    }
    found
}

/// The style, if it is one for the place (OpenAPI 3.0.3, "Style Values"), else what is usual there.
fn style(lowering: &mut Lowering<'_>, node: &Node<'_>, place: &str) -> Style {
    let known: &[(&str, Style)] = match place {
        "query" => &[
            ("form", Style::Form),
            ("spaceDelimited", Style::SpaceDelimited),
            ("pipeDelimited", Style::PipeDelimited),
            ("deepObject", Style::DeepObject),
        ],
        "path" => &[
            ("simple", Style::Simple),
            ("label", Style::Label),
            ("matrix", Style::Matrix),
        ],
        "cookie" => &[("form", Style::Form)],
        _ => &[("simple", Style::Simple)],
    };
    let usual = known[0].1;
    let Some(text) = node.text("style", lowering.diagnostics) else {
        return usual;
    };
    match known.iter().find(|(name, _)| *name == text) {
        Some((_, style)) => *style,
        None => {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            lowering
                .diagnostics
                .one_of(&node.join("style"), text, &names);
            usual
        }
    }
}

/// Path parameters in the order of the path; each stands in the path, and each `{…}` has a parameter.
pub(super) fn path(
    lowering: &mut Lowering<'_>,
    site: &Site,
    raw: &[Raw],
    label: &str,
) -> Vec<PathParameter> {
    let names = template_names(&site.path);
    for it in raw {
        if it.place == "path" && !names.contains(&it.name) {
            lowering
                .diagnostics
                .parameter_not_in_path(&it.at, &it.name, &site.path);
        }
    }
    let mut scope = lowering.scope(ARGUMENT_NAMES);
    let mut parameters = Vec::new();
    for name in names {
        match raw.iter().find(|it| it.place == "path" && it.name == name) {
            Some(it) => parameters.push(path_parameter(lowering, it, label, &mut scope)),
            None => {
                lowering
                    .diagnostics
                    .path_without_parameter(&site.at, &name, &site.path);
                parameters.push(undeclared(lowering, site, &name, &mut scope));
            }
        }
    }
    parameters
}

/// A name in braces that no parameter describes: any text.
fn undeclared(
    lowering: &mut Lowering<'_>,
    site: &Site,
    name: &str,
    scope: &mut Scope,
) -> PathParameter {
    let rust = argument_name(snake(name));
    PathParameter {
        name: scope.claim(rust, name, &site.at, lowering.diagnostics),
        ty: Type::String,
        doc: Doc::default(),
        constraints: Constraints::default(),
        style: Style::Simple,
        explode: false,
        json: false,
        strict: false,
    }
}

/// Arguments called like those that every builder has say what they are.
fn argument_name(rust: String) -> String {
    if ARGUMENT_NAMES.contains(&rust.as_str()) {
        format!("{rust}_parameter")
    } else {
        rust
    }
}

/// The names in braces, in their order.
pub(super) fn template_names(path: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
    {
        // A template may use a parameter twice.
        if !names.iter().any(|it| it == name) {
            names.push(name.to_owned());
        }
    }
    names
}

fn path_parameter(
    lowering: &mut Lowering<'_>,
    raw: &Raw,
    label: &str,
    scope: &mut Scope,
) -> PathParameter {
    let rust = lowering
        .value_name(&raw.at)
        .unwrap_or_else(|| argument_name(snake(&raw.name)));
    let name = scope.claim(rust, &raw.name, &raw.at, lowering.diagnostics);
    let (ty, constraints) = schema(lowering, raw, label);
    PathParameter {
        style: raw.style,
        explode: raw.explode,
        json: raw.json,
        strict: constraints.pattern.is_some(),
        name,
        ty,
        doc: doc(lowering, raw),
        constraints,
    }
}

fn schema(lowering: &mut Lowering<'_>, raw: &Raw, label: &str) -> (Type, Constraints) {
    let Some(at) = &raw.schema else {
        return (Type::String, Constraints::default());
    };
    let ty = lowering.ty(at, Direction::Request, &Hint::new(label, &raw.name));
    let view = lowering.view(at);
    (ty, lowering.constraints(&view))
}

fn doc(lowering: &mut Lowering<'_>, raw: &Raw) -> Doc {
    match (raw.description.as_str(), &raw.schema) {
        ("", Some(schema)) => lowering.view(schema).doc(),
        (own, _) => docs::clean(own),
    }
}

/// Headers that are not parameters, whatever the document says (OpenAPI 3.0.3, "Parameter Object").
const NOT_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Query, header and cookie parameters in the order of the document.
///
/// `path` are the parameters of the path, whose names are taken.
pub(super) fn others(
    lowering: &mut Lowering<'_>,
    raw: &[Raw],
    path: &[PathParameter],
    label: &str,
) -> Vec<Parameter> {
    let taken: Vec<&str> = path.iter().map(|it| it.name.rust.as_str()).collect();
    let mut scope = lowering.scope(&[BUILDER_NAMES, &taken].concat());
    let mut parameters = Vec::new();
    for it in raw {
        let place = match it.place {
            "query" => ParameterPlace::Query,
            "header" if NOT_PARAMETERS.contains(&it.name.to_ascii_lowercase().as_str()) => {
                lowering.diagnostics.ignored_header(&it.at, &it.name);
                continue;
            }
            "header" => ParameterPlace::Header,
            "cookie" => ParameterPlace::Cookie,
            _ => continue,
        };
        parameters.push(parameter(lowering, it, place, label, &mut scope));
    }
    parameters
}

fn parameter(
    lowering: &mut Lowering<'_>,
    raw: &Raw,
    place: ParameterPlace,
    label: &str,
    scope: &mut Scope,
) -> Parameter {
    let rust = lowering
        .value_name(&raw.at)
        .unwrap_or_else(|| snake(&raw.name));
    let rust = unlike_others(rust, raw.place, scope);
    let name = scope.claim(rust, &raw.name, &raw.at, lowering.diagnostics);
    let (ty, constraints) = schema(lowering, raw, label);
    let default = raw.schema.as_ref().and_then(|at| {
        let view = lowering.view(at);
        lowering.default(&view)
    });
    Parameter {
        name,
        pointer: raw.at.clone(),
        place,
        style: raw.style,
        explode: raw.explode,
        allow_reserved: raw.allow_reserved,
        json: raw.json,
        ty,
        required: raw.required,
        doc: doc(lowering, raw),
        constraints,
        default: default.filter(|_| !raw.required),
        deprecated: raw.deprecated,
    }
}

/// A parameter called like a method of every builder says that it is one; one called like a parameter of another
/// place says where it is sent.
fn unlike_others(rust: String, place: &str, scope: &Scope) -> String {
    if BUILDER_NAMES.contains(&rust.as_str()) {
        return format!("{rust}_parameter");
    }
    let elsewhere = format!("{rust}_{place}");
    if scope.has(&rust) && !scope.has(&elsewhere) {
        elsewhere
    } else {
        rust
    }
}
