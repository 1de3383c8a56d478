//! Parameters of the path, the query, headers and cookies.

mod read;
mod values;

use values::{is_json, is_list_of_composites, several_segments};

use super::hints::Hint;
use super::{Direction, Lowering, bodies, contradictions, docs, request_headers, secrecy};
use crate::model::{
    Constraints, Doc, FormField, Parameter, ParameterPlace, PathParameter, SchemePlace, Style, Type,
};
use crate::naming::{BUILDER_NAMES, PATH_ARGUMENT_NAMES, Scope, apart, snake};
use crate::spec::pointer;

/// A parameter before its type is known.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub(super) at: String,
    pub(super) name: String,
    pub(super) place: Place,
    /// Pointer of its schema.
    pub(super) schema: Option<String>,
    required: bool,
    deprecated: bool,
    allow_empty: bool,
    allow_reserved: bool,
    description: Option<String>,
    style: Style,
    explode: bool,
    written: Written,
    /// Where it says how properties are written, if it is the query as a whole.
    fields: Option<String>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// In a style.
    Styled,
    /// As JSON.
    Json,
    /// As it is, in another media type.
    Text,
}

impl Place {
    const ALL: [Self; 4] = [Self::Path, Self::Query, Self::Header, Self::Cookie];

    fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The styles of a place, its default first.
    fn styles(self) -> &'static [(&'static str, Style)] {
        match self {
            Self::Path => &[
                ("simple", Style::Simple),
                ("label", Style::Label),
                ("matrix", Style::Matrix),
            ],
            Self::Query => &[
                ("form", Style::Form),
                ("spaceDelimited", Style::SpaceDelimited),
                ("pipeDelimited", Style::PipeDelimited),
                ("deepObject", Style::DeepObject),
            ],
            Self::Header => &[("simple", Style::Simple)],
            Self::Cookie => &[("form", Style::Form), ("cookie", Style::Cookie)],
        }
    }
}

impl Raw {
    /// A name in the path that nothing says more about.
    pub(super) fn undeclared(at: &str, name: &str) -> Self {
        Self {
            at: at.to_owned(),
            name: name.to_owned(),
            place: Place::Path,
            schema: None,
            required: true,
            deprecated: false,
            allow_empty: false,
            allow_reserved: false,
            description: None,
            style: Style::Simple,
            explode: false,
            written: Written::Styled,
            fields: None,
        }
    }

    /// Makes a path parameter one of the query, where the path has a query.
    pub(super) fn in_query(&mut self, key: &str) {
        key.clone_into(&mut self.name);
        self.place = Place::Query;
        self.style = Style::Form;
        self.explode = true;
    }

    /// True for the header that says who the caller is.
    fn is_authorization(&self) -> bool {
        self.place == Place::Header && self.name.eq_ignore_ascii_case("authorization")
    }

    /// Where it is sent, and under which name.
    fn key(&self) -> (Place, String) {
        let name = match self.place {
            Place::Header => self.name.to_ascii_lowercase(),
            Place::Path | Place::Query | Place::Cookie => self.name.clone(),
        };
        (self.place, name)
    }
}

/// The parameters of the path, in its order.
pub(super) fn path(
    lowering: &mut Lowering<'_>,
    names: &[String],
    raw: &[Raw],
    label: &str,
) -> Vec<PathParameter> {
    let mut scope = lowering.scope(PATH_ARGUMENT_NAMES);
    let mut parameters = Vec::new();
    for name in names {
        let found = raw
            .iter()
            .find(|it| it.place == Place::Path && it.name == *name);
        if let Some(it) = found {
            parameters.push(path_parameter(lowering, it, label, &mut scope));
        }
    }
    parameters
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
    let shape = raw.description.as_deref().and_then(several_segments);
    if let Some(shape) = shape.filter(|_| ty.takes_any_text(&lowering.types) && !raw.allow_reserved)
    {
        lowering
            .diagnostics
            .segments_in_path(&raw.at, &raw.name, shape);
    }
    let doc = doc(lowering, raw, &ty, false);
    PathParameter {
        strict: constraints.plain && !raw.allow_reserved,
        allow_reserved: raw.allow_reserved,
        style: raw.style,
        explode: raw.explode,
        json: is_json(lowering, raw, &ty),
        name,
        ty,
        doc,
        constraints,
    }
}

/// Arguments called like those that every builder has say what they are.
fn argument_name(rust: String) -> String {
    if PATH_ARGUMENT_NAMES.contains(&rust.as_str()) {
        apart::parameter(&rust)
    } else {
        rust
    }
}

fn schema(lowering: &mut Lowering<'_>, raw: &Raw, label: &str) -> (Type, Constraints) {
    let Some(at) = &raw.schema else {
        return (Type::String, Constraints::default());
    };
    let mut ty = lowering.ty(at, Direction::Request, &Hint::new(label, &raw.name));
    if raw.is_authorization() && ty == Type::String {
        return (Type::Secret, Constraints::default());
    }
    let view = lowering.view(at);
    if raw.place != Place::Path {
        let said = raw.description.as_deref();
        if ty == Type::String && secrecy::is_told_of_parameter(&raw.name, said, &view) {
            ty = Type::Secret;
        }
        lowering.check_secret_name(&raw.name, &view, &ty);
    }
    let example = lowering.document.get(&raw.at);
    if let Some(example) = example.and_then(|it| it.get("example")) {
        let text = |key: &str| view.text(key).unwrap_or_default();
        contradictions::example(
            example,
            &pointer::join(&raw.at, "example"),
            text("type"),
            text("format"),
            lowering.diagnostics,
        );
    }
    let limits = lowering.limits_of_parameter(&view, &ty);
    (ty, limits)
}

/// What is said of a parameter; of one that is filled in, more is said where that is.
fn doc(lowering: &mut Lowering<'_>, raw: &Raw, ty: &Type, is_fixed: bool) -> Doc {
    let own = raw.description.as_deref().unwrap_or_default();
    let Some(schema) = &raw.schema else {
        return docs::clean(own);
    };
    let view = lowering.view(schema);
    let doc = if own.is_empty() {
        view.doc_of(&raw.name)
    } else {
        docs::clean(own)
    };
    let values = lowering.values_of(&view, ty);
    doc.and(values.as_deref().filter(|_| !is_fixed))
}

/// Query, header and cookie parameters in the order of the document.
///
/// `path` are the parameters of the path, whose names are taken; `credentials` is where security schemes send theirs.
pub(super) fn others(
    lowering: &mut Lowering<'_>,
    raw: &[Raw],
    path: &[PathParameter],
    credentials: &[SchemePlace],
    label: &str,
) -> Vec<Parameter> {
    let taken: Vec<&str> = path.iter().map(|it| it.name.rust.as_str()).collect();
    let mut scope = lowering.scope(&[BUILDER_NAMES, &taken].concat());
    let mut parameters = Vec::new();
    for it in raw {
        let place = match it.place {
            Place::Path => continue,
            Place::Query => ParameterPlace::Query,
            Place::Cookie => ParameterPlace::Cookie,
            Place::Header => ParameterPlace::Header,
        };
        if !is_ignored(lowering, it, credentials) {
            parameters.push(parameter(lowering, it, place, label, &mut scope));
        }
    }
    parameters
}

/// True for what the client does not take from its caller.
fn is_ignored(lowering: &mut Lowering<'_>, raw: &Raw, credentials: &[SchemePlace]) -> bool {
    if raw.is_authorization() && credentials.is_empty() {
        lowering
            .diagnostics
            .authorization_parameter(&raw.at, &raw.name);
        return false;
    }
    if raw.place == Place::Header && request_headers::is_described_elsewhere(&raw.name) {
        lowering.diagnostics.ignored_header(&raw.at, &raw.name);
        return true;
    }
    if credentials.iter().any(|it| raw.is_sent_by(it)) {
        lowering
            .diagnostics
            .parameter_is_credential(&raw.at, &raw.name);
    } else if raw.place != Place::Header {
        return false;
    } else if request_headers::is_of_the_client(&raw.name) {
        lowering
            .diagnostics
            .header_of_the_client(&raw.at, &raw.name);
    } else if !request_headers::is_name(&raw.name) {
        lowering.diagnostics.bad_header(&raw.at, &raw.name);
    } else {
        return false;
    }
    true
}

impl Raw {
    /// Whether a security scheme sends its value where this parameter is.
    fn is_sent_by(&self, scheme: &SchemePlace) -> bool {
        match scheme {
            SchemePlace::Header(own) => {
                self.place == Place::Header && own.eq_ignore_ascii_case(&self.name)
            }
            SchemePlace::Query(own) => self.place == Place::Query && *own == self.name,
            SchemePlace::Cookie(own) => self.place == Place::Cookie && *own == self.name,
            SchemePlace::Bearer | SchemePlace::Basic => false,
        }
    }
}

/// Whether a security scheme sends what is a required parameter as well.
pub(super) fn require(raw: &[Raw], scheme: &SchemePlace) -> bool {
    raw.iter().any(|it| it.required && it.is_sent_by(scheme))
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
    let rust = unlike_others(rust, raw.place.word(), scope);
    let name = scope.claim(rust, &raw.name, &raw.at, lowering.diagnostics);
    let (ty, constraints) = schema(lowering, raw, label);
    let default = raw.schema.as_ref().and_then(|at| {
        let view = lowering.view(at);
        lowering.default(&view)
    });
    let empty = raw.allow_empty && ty != Type::String;
    let json = is_json(lowering, raw, &ty);
    if !json && raw.style != Style::DeepObject && is_list_of_composites(lowering, &ty) {
        lowering.diagnostics.objects_in_list(&raw.at, &raw.name);
    }
    let schema = raw.schema.as_ref().filter(|_| raw.required);
    let fixed = schema.and_then(|at| {
        let view = lowering.view(at);
        lowering.only_scalar(&view, &ty)
    });
    let doc = doc(lowering, raw, &ty, fixed.is_some());
    Parameter {
        empty: empty.then(|| {
            let rust = format!("{}_empty", name.rust.trim_end_matches('_'));
            scope.claim(rust, &raw.name, &raw.at, lowering.diagnostics)
        }),
        name,
        pointer: raw.at.clone(),
        place,
        style: raw.style,
        explode: raw.explode,
        allow_reserved: raw.allow_reserved,
        json,
        fields: fields(lowering, raw),
        ty,
        required: raw.required,
        fixed,
        is_setting: false,
        doc,
        constraints,
        default: default.filter(|_| !raw.required),
        deprecated: raw.deprecated,
    }
}

/// How the properties of a query are written, which is a form.
fn fields(lowering: &mut Lowering<'_>, raw: &Raw) -> Vec<FormField> {
    let (Some(at), Some(schema)) = (&raw.fields, &raw.schema) else {
        return Vec::new();
    };
    let view = lowering.view(schema);
    bodies::fields_of_query(lowering, &view, at)
}

/// A parameter called like a method of every builder says that it is one; one called like a parameter of another
/// place says where it is sent.
fn unlike_others(rust: String, place: &str, scope: &Scope) -> String {
    if BUILDER_NAMES.contains(&rust.as_str()) {
        return apart::parameter(&rust);
    }
    let elsewhere = apart::sent_in(&rust, place);
    if scope.has(&rust) && !scope.has(&elsewhere) {
        elsewhere
    } else {
        rust
    }
}
