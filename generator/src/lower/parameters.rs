//! Parameters of the path, the query, headers and cookies.

use openapiv3::{CookieStyle, HeaderStyle, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::node::{Node, typed};
use super::operations::Site;
use super::types::Hint;
use super::{Direction, Lowering, docs, keys};
use crate::model::{Parameter, ParameterPlace, PathParameter, Style, Type};
use crate::naming::{BUILDER_NAMES, Scope, snake};
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
    typed: openapiv3::Parameter,
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
    let value = lowering.document.get(&at)?;
    check_place(lowering, &at)?;
    let node = Node::at(lowering.document, &at, lowering.diagnostics)?;
    keys::check(&node, keys::PARAMETER, lowering.diagnostics);
    let typed: openapiv3::Parameter = typed(value, &at, "a parameter", lowering.diagnostics)?;
    let data = typed.parameter_data_ref();
    let schema = match &data.format {
        ParameterSchemaOrContent::Schema(_) => Some(pointer::join(&at, "schema")),
        ParameterSchemaOrContent::Content(content) => content
            .keys()
            .next()
            .map(|media_type| pointer::join_all(&at, ["content", media_type, "schema"])),
    };
    Some(Raw {
        name: data.name.clone(),
        place: match &typed {
            openapiv3::Parameter::Query { .. } => "query",
            openapiv3::Parameter::Header { .. } => "header",
            openapiv3::Parameter::Path { .. } => "path",
            openapiv3::Parameter::Cookie { .. } => "cookie",
        },
        schema: schema.filter(|it| lowering.document.get(it).is_some()),
        at,
        typed,
    })
}

/// `in` decides how the rest is read, so a wrong one is reported by itself.
fn check_place(lowering: &mut Lowering<'_>, at: &str) -> Option<()> {
    let node = Node::at(lowering.document, at, lowering.diagnostics)?;
    let Some(place) = node.map.get("in") else {
        lowering
            .diagnostics
            .missing(at, "in", "path, query, header or cookie");
        return None;
    };
    let known = ["path", "query", "header", "cookie"];
    if place.as_str().is_some_and(|it| known.contains(&it)) {
        return Some(());
    }
    lowering
        .diagnostics
        .one_of(&node.join("in"), place.as_str().unwrap_or_default(), &known);
    None
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
    let mut scope = lowering.scope(&[]);
    let mut parameters = Vec::new();
    for name in names {
        match raw.iter().find(|it| it.place == "path" && it.name == name) {
            Some(it) => parameters.push(path_parameter(lowering, it, label, &mut scope)),
            None => lowering
                .diagnostics
                .path_without_parameter(&site.at, &name, &site.path),
        }
    }
    parameters
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
    if let openapiv3::Parameter::Path {
        style: PathStyle::Matrix | PathStyle::Label,
        ..
    } = &raw.typed
    {
        lowering
            .diagnostics
            .unsupported_style(&pointer::join(&raw.at, "style"), &raw.name);
    }
    let rust = lowering
        .value_name(&raw.at)
        .unwrap_or_else(|| snake(&raw.name));
    let name = scope.claim(rust, &raw.name, &raw.at, lowering.diagnostics);
    let (ty, constraints) = schema(lowering, raw, label);
    PathParameter {
        strict: constraints.pattern.is_some(),
        name,
        ty,
        doc: doc(lowering, raw),
        constraints,
    }
}

fn schema(
    lowering: &mut Lowering<'_>,
    raw: &Raw,
    label: &str,
) -> (Type, crate::model::Constraints) {
    let Some(at) = &raw.schema else {
        return (Type::String, crate::model::Constraints::default());
    };
    let ty = lowering.ty(at, Direction::Request, &Hint::new(label, &raw.name));
    let view = lowering.view(at);
    (ty, lowering.constraints(&view))
}

fn doc(lowering: &mut Lowering<'_>, raw: &Raw) -> crate::model::Doc {
    let own = raw.typed.parameter_data_ref().description.as_deref();
    match (own, &raw.schema) {
        (None | Some(""), Some(schema)) => {
            let view = lowering.view(schema);
            view.doc()
        }
        (own, _) => docs::clean(own.unwrap_or_default()),
    }
}

/// Headers that are not parameters, whatever the document says (OpenAPI 3.0.3, "Parameter Object").
const NOT_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Query, header and cookie parameters in the order of the document.
pub(super) fn others(lowering: &mut Lowering<'_>, raw: &[Raw], label: &str) -> Vec<Parameter> {
    let mut scope = lowering.scope(BUILDER_NAMES);
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
    // A parameter called like a method of every builder says where it is sent.
    let rust = if BUILDER_NAMES.contains(&rust.as_str()) {
        format!("{rust}_parameter")
    } else {
        rust
    };
    let name = scope.claim(rust, &raw.name, &raw.at, lowering.diagnostics);
    let (ty, constraints) = schema(lowering, raw, label);
    let data = raw.typed.parameter_data_ref();
    let style = style(&raw.typed);
    let default = raw.schema.as_ref().and_then(|at| {
        let view = lowering.view(at);
        lowering.default(&view)
    });
    Parameter {
        name,
        pointer: raw.at.clone(),
        place,
        style,
        explode: data.explode.unwrap_or(style == Style::Form),
        allow_reserved: matches!(
            raw.typed,
            openapiv3::Parameter::Query {
                allow_reserved: true,
                ..
            }
        ),
        json: matches!(data.format, ParameterSchemaOrContent::Content(_)),
        ty,
        required: data.required,
        doc: doc(lowering, raw),
        constraints,
        default: default.filter(|_| !data.required),
        deprecated: data.deprecated == Some(true),
    }
}

fn style(parameter: &openapiv3::Parameter) -> Style {
    match parameter {
        openapiv3::Parameter::Query { style, .. } => match style {
            QueryStyle::Form => Style::Form,
            QueryStyle::SpaceDelimited => Style::SpaceDelimited,
            QueryStyle::PipeDelimited => Style::PipeDelimited,
            QueryStyle::DeepObject => Style::DeepObject,
        },
        openapiv3::Parameter::Header {
            style: HeaderStyle::Simple,
            ..
        }
        | openapiv3::Parameter::Path { .. } => Style::Simple,
        openapiv3::Parameter::Cookie {
            style: CookieStyle::Form,
            ..
        } => Style::Form,
    }
}
