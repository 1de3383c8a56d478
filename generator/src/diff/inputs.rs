//! What an operation takes: arguments of its method, in order, and setters of its builder.

use super::spell;
use crate::model::{
    Body, Constraints, Doc, Field, Fixed, FormField, Kind, Model, Name, Operation, Parameter,
    ParameterPlace, PathParameter, Payload, Presence, Struct, Style, Type,
};
use crate::naming::fields;

/// How a value is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// An argument of the method.
    Argument,
    /// A method of the builder.
    Setter,
}

/// One value that an operation takes.
pub(super) struct Input<'a> {
    /// Where it is sent, and under which name.
    pub(super) key: (&'static str, &'a str),
    /// The name is sent as well, and not only the value.
    pub(super) is_named: bool,
    pub(super) name: &'a Name,
    /// The method that sets it, where that is no argument.
    pub(super) setter: String,
    /// Further methods of the builder: what each does, and its name.
    pub(super) beside: Vec<(&'static str, String)>,
    pub(super) ty: &'a Type,
    /// What the method takes for it.
    pub(super) takes: String,
    pub(super) role: Role,
    /// How many arguments stand before it.
    pub(super) place: usize,
    /// Null is sent where nothing is set.
    pub(super) null: bool,
    /// How it is written, if there is a choice.
    pub(super) encoding: String,
    /// Separators are refused.
    pub(super) strict: bool,
    pub(super) constraints: &'a Constraints,
    /// Limits of each element.
    pub(super) each: Option<&'a Constraints>,
    pub(super) default: Option<&'a String>,
    /// What is sent unless the caller says otherwise.
    pub(super) fixed: Option<&'a Fixed>,
    /// The properties of a query as a whole that have styles of their own.
    pub(super) fields: &'a [FormField],
    pub(super) deprecated: bool,
    pub(super) doc: &'a Doc,
}

/// All that an operation takes, arguments in their order.
pub(super) fn inputs<'a>(it: &'a Operation, model: &'a Model) -> Vec<Input<'a>> {
    let free = it.path_parameters.iter().filter(|it| it.held.is_none());
    let mut inputs: Vec<Input<'a>> = free.map(|it| path(&it.parameter, model)).collect();
    inputs.extend(it.parameters.iter().map(|it| parameter(it, model)));
    if let Some(it) = &it.body {
        inputs.extend(body(it, model));
    }
    let mut place = 0;
    for it in &mut inputs {
        it.place = place;
        place += usize::from(it.role == Role::Argument);
    }
    inputs
}

/// A path parameter, which a method or a handle takes.
pub(super) fn path<'a>(it: &'a PathParameter, model: &Model) -> Input<'a> {
    let PathParameter {
        name,
        ty,
        doc,
        constraints,
        style,
        explode,
        json,
        allow_reserved,
        strict,
    } = it;
    Input {
        key: ("path", &name.wire),
        is_named: *style == Style::Matrix && !json,
        name,
        setter: name.rust.clone(),
        beside: Vec::new(),
        ty,
        takes: spell::accepts(ty, model),
        role: Role::Argument,
        place: 0,
        null: false,
        encoding: encoding(*style, *explode, *json, *allow_reserved),
        strict: *strict,
        constraints,
        each: None,
        default: None,
        fixed: None,
        fields: &[],
        deprecated: false,
        doc,
    }
}

fn parameter<'a>(it: &'a Parameter, model: &Model) -> Input<'a> {
    let Parameter {
        name,
        pointer: _,
        place,
        style,
        explode,
        allow_reserved,
        json,
        fields,
        ty,
        // Both are the role.
        required: _,
        is_setting: _,
        fixed,
        doc,
        constraints,
        default,
        deprecated,
        empty,
    } = it;
    let place = match place {
        ParameterPlace::Query => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
    };
    let empty = empty.iter();
    Input {
        key: (place, &name.wire),
        is_named: true,
        name,
        setter: name.rust.clone(),
        beside: empty
            .map(|it| ("sends no value", it.rust.clone()))
            .collect(),
        ty,
        takes: spell::accepts(ty, model),
        role: role(it.is_argument()),
        place: 0,
        null: false,
        encoding: encoding(*style, *explode, *json, *allow_reserved),
        strict: false,
        constraints,
        each: None,
        default: default.as_ref(),
        fixed: fixed.as_ref(),
        fields,
        deprecated: *deprecated,
        doc,
    }
}

fn role(is_argument: bool) -> Role {
    if is_argument {
        Role::Argument
    } else {
        Role::Setter
    }
}

/// `form, exploded`
pub(super) fn encoding(style: Style, explode: bool, json: bool, reserved: bool) -> String {
    let style = match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "space delimited",
        Style::PipeDelimited => "pipe delimited",
        Style::DeepObject => "deep object",
        Style::Cookie => "cookie",
    };
    let mut words = vec![if json { "JSON" } else { style }];
    words.extend(explode.then_some("exploded"));
    words.extend(reserved.then_some("with reserved characters"));
    words.join(", ")
}

/// The body as a whole, or its fields.
fn body<'a>(it: &'a Body, model: &'a Model) -> Vec<Input<'a>> {
    let Body {
        payload,
        content_type,
        required,
        doc,
        name,
        flattened,
    } = it;
    let Payload {
        media_type,
        // See `encodings`.
        encoding: _,
        ty,
        constraints,
    } = payload;
    let flattened = flattened.and_then(|id| match &model[id].kind {
        Kind::Struct(it) => Some(it),
        Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => None,
    });
    if let Some(of) = flattened {
        return of.fields.iter().map(|it| field(of, it, model)).collect();
    }
    let content_type = content_type.iter();
    vec![Input {
        key: ("body", ""),
        is_named: true,
        name,
        setter: name.rust.clone(),
        beside: content_type
            .map(|it| ("says what the body is", it.rust.clone()))
            .collect(),
        ty,
        takes: spell::accepts_body(ty, model),
        role: role(*required),
        place: 0,
        null: false,
        encoding: media_type.clone(),
        strict: false,
        constraints,
        each: None,
        default: None,
        fixed: None,
        fields: &[],
        deprecated: false,
        doc,
    }]
}

fn field<'a>(of: &'a Struct, it: &'a Field, model: &Model) -> Input<'a> {
    let Field {
        name,
        ty,
        presence,
        doc,
        pointer: _,
        constraints,
        each,
        default,
        fixed,
        // Part of the documentation.
        values: _,
        deprecated,
        // Only what is read is told apart.
        whole: _,
    } = it;
    let clearing = fields::clearing(of, it);
    let role = role(it.is_argument());
    Input {
        key: ("field", &name.wire),
        is_named: true,
        name,
        setter: fields::setter(of, it),
        beside: clearing.map(|it| ("sends null", it)).into_iter().collect(),
        ty,
        takes: match role {
            Role::Argument => spell::accepts_body(ty, model),
            Role::Setter => spell::accepts(ty, model),
        },
        role,
        place: 0,
        null: *presence == Presence::RequiredNullable,
        encoding: String::new(),
        strict: false,
        constraints,
        each: Some(each),
        default: default.as_ref(),
        fixed: fixed.as_ref(),
        fields: &[],
        deprecated: *deprecated,
        doc,
    }
}
