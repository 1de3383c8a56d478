//! What an operation takes: arguments of its method, in order, and setters of its builder.

use super::matching::Matching;
use super::{Diff, rules, spell};
use crate::model::{
    Constraints, Doc, Fixed, FormField, Kind, Model, Name, Operation, Parameter, ParameterPlace,
    Presence, Struct, Style, Type,
};
use crate::naming::fields;

/// How a value is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// An argument of the method.
    Argument,
    /// A method of the builder.
    Setter,
}

/// One value that an operation takes.
struct Input<'a> {
    /// Where it is sent, and under which name.
    key: (&'static str, &'a str),
    name: &'a Name,
    /// The method that sets it, where that is no argument.
    setter: String,
    /// The method that sends null for it, if there is one.
    clearing: Option<String>,
    ty: &'a Type,
    role: Role,
    /// How it is written, if there is a choice.
    encoding: String,
    /// Separators are refused.
    strict: bool,
    constraints: &'a Constraints,
    default: Option<&'a String>,
    /// What is sent unless the caller says otherwise.
    fixed: Option<&'a Fixed>,
    /// The properties of a query as a whole that have styles of their own.
    fields: &'a [FormField],
    deprecated: bool,
    doc: &'a Doc,
}

/// All that an operation takes, arguments in their order.
fn inputs<'a>(it: &'a Operation, model: &'a Model) -> Vec<Input<'a>> {
    let path = it.path_parameters.iter().filter(|it| it.held.is_none());
    let mut inputs: Vec<Input<'a>> = path
        .map(|it| Input {
            key: ("path", &it.parameter.name.wire),
            name: &it.parameter.name,
            setter: it.parameter.name.rust.clone(),
            clearing: None,
            ty: &it.parameter.ty,
            role: Role::Argument,
            encoding: encoding(
                it.parameter.style,
                it.parameter.explode,
                it.parameter.json,
                it.parameter.allow_reserved,
            ),
            strict: it.parameter.strict,
            constraints: &it.parameter.constraints,
            default: None,
            fixed: None,
            fields: &[],
            deprecated: false,
            doc: &it.parameter.doc,
        })
        .collect();
    inputs.extend(it.parameters.iter().map(parameter));
    inputs.extend(body(it, model));
    inputs
}

fn parameter(it: &Parameter) -> Input<'_> {
    let place = match it.place {
        ParameterPlace::Query => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
    };
    Input {
        key: (place, &it.name.wire),
        name: &it.name,
        setter: it.name.rust.clone(),
        clearing: None,
        ty: &it.ty,
        role: if it.is_argument() {
            Role::Argument
        } else {
            Role::Setter
        },
        encoding: encoding(it.style, it.explode, it.json, it.allow_reserved),
        strict: false,
        constraints: &it.constraints,
        default: it.default.as_ref(),
        fixed: it.fixed.as_ref(),
        fields: &it.fields,
        deprecated: it.deprecated,
        doc: &it.doc,
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
fn body<'a>(it: &'a Operation, model: &'a Model) -> Vec<Input<'a>> {
    let Some(body) = &it.body else {
        return Vec::new();
    };
    let flattened = body.flattened.and_then(|id| match &model[id].kind {
        Kind::Struct(it) => Some(it),
        Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => None,
    });
    if let Some(it) = flattened {
        return fields_of(it);
    }
    vec![Input {
        key: ("body", ""),
        name: &body.name,
        setter: body.name.rust.clone(),
        clearing: None,
        ty: &body.ty,
        role: if body.required {
            Role::Argument
        } else {
            Role::Setter
        },
        encoding: body.media_type.clone(),
        strict: false,
        constraints: &body.constraints,
        default: None,
        fixed: None,
        fields: &[],
        deprecated: false,
        doc: &body.doc,
    }]
}

fn fields_of(of: &Struct) -> Vec<Input<'_>> {
    let fields = of.fields.iter().map(|it| Input {
        key: ("field", &it.name.wire),
        name: &it.name,
        setter: fields::setter(of, it),
        clearing: (it.presence == Presence::ThreeState).then(|| fields::clearing(of, it)),
        ty: &it.ty,
        role: match it.presence {
            Presence::Required if it.is_argument() => Role::Argument,
            Presence::Required
            | Presence::RequiredNullable
            | Presence::Optional
            | Presence::OptionalNullable
            | Presence::ThreeState => Role::Setter,
        },
        encoding: String::new(),
        strict: false,
        constraints: &it.constraints,
        default: it.default.as_ref(),
        fixed: it.fixed.as_ref(),
        fields: &[],
        deprecated: it.deprecated,
        doc: &it.doc,
    });
    fields.collect()
}

impl Diff<'_> {
    pub(super) fn inputs(&mut self, old: &Operation, new: &Operation) {
        let item = spell::call(new, self.new);
        let (a, b) = (inputs(old, self.old), inputs(new, self.new));
        let found = Matching::of(&a, &b)
            .by(|it| it.key)
            .by(|it| &it.name.rust)
            .done();
        for it in found.removed.iter().map(|it| &a[*it]) {
            self.input_removed(&item, it);
        }
        for it in found.added.iter().map(|it| &b[*it]) {
            self.input_added(&item, it);
        }
        for (x, y) in &found.pairs {
            self.input(&item, &a[*x], &b[*y]);
        }
        self.argument_order(&item, &a, &b, &found.pairs);
    }

    fn input_removed(&mut self, operation: &str, it: &Input<'_>) {
        match it.role {
            Role::Argument => {
                let detail = format!("no longer takes `{}`", it.name.rust);
                self.add(&rules::ARGUMENT_REMOVED, operation, detail);
            }
            Role::Setter => {
                self.add(&rules::SETTER_REMOVED, setter(operation, it), "is gone");
            }
        }
    }

    fn input_added(&mut self, operation: &str, it: &Input<'_>) {
        let ty = spell::accepts(it.ty, self.new);
        match it.role {
            Role::Argument => {
                let detail = format!("takes `{}: {ty}`", it.name.rust);
                self.add(&rules::ARGUMENT_ADDED, operation, detail);
            }
            Role::Setter => {
                let detail = format!("is new and takes `{ty}`");
                self.add(&rules::SETTER_ADDED, setter(operation, it), detail);
            }
        }
    }

    fn input(&mut self, operation: &str, old: &Input<'_>, new: &Input<'_>) {
        let (before, after) = (setter(operation, old), setter(operation, new));
        let item = match (old.role, new.role) {
            (Role::Argument, Role::Argument) => format!("{operation}({})", new.name.rust),
            (Role::Argument, Role::Setter) => {
                self.add(&rules::PARAMETER_OPTIONAL, &after, "is no longer required");
                after
            }
            (Role::Setter, Role::Argument) => {
                let item = format!("{operation}({})", new.name.rust);
                self.add(&rules::PARAMETER_REQUIRED, &item, "is required");
                item
            }
            (Role::Setter, Role::Setter) => {
                if old.setter != new.setter {
                    let detail = format!("is now named `{}`", new.setter);
                    self.add(&rules::SETTER_RENAMED, before, detail);
                }
                self.clearing(operation, old, new);
                after
            }
        };
        self.input_type(&item, old, new);
        self.input_details(&item, old, new);
    }

    fn clearing(&mut self, operation: &str, old: &Input<'_>, new: &Input<'_>) {
        let item = |name: &String| format!("{operation}(…).{name}");
        match (&old.clearing, &new.clearing) {
            (Some(was), None) => self.add(&rules::SETTER_REMOVED, item(was), "is gone"),
            (None, Some(is)) => self.add(&rules::SETTER_ADDED, item(is), "is new and sends null"),
            (Some(was), Some(is)) if was != is && old.setter == new.setter => {
                let detail = format!("is now named `{is}`");
                self.add(&rules::SETTER_RENAMED, item(was), detail);
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }

    fn input_type(&mut self, item: &str, old: &Input<'_>, new: &Input<'_>) {
        if self.same(old.ty.unboxed(), new.ty.unboxed()) {
            return;
        }
        let (before, after) = (
            spell::accepts(old.ty, self.old),
            spell::accepts(new.ty, self.new),
        );
        let rule = match new.role {
            Role::Argument => &rules::ARGUMENT_TYPE,
            Role::Setter => &rules::SETTER_TYPE,
        };
        self.add(rule, item, format!("takes `{after}`, it took `{before}`"));
    }

    fn input_details(&mut self, item: &str, old: &Input<'_>, new: &Input<'_>) {
        if old.key.0 != new.key.0 {
            let detail = format!("is sent in the {}, it was in the {}", new.key.0, old.key.0);
            self.add(&rules::ENCODING_CHANGED, item, detail);
        } else if old.encoding != new.encoding {
            let detail = format!("is sent as {}, it was {}", new.encoding, old.encoding);
            self.add(&rules::ENCODING_CHANGED, item, detail);
        }
        self.wire_name(item, old.key.1, new.key.1);
        let limits = (old.constraints, old.ty);
        self.own_limits(item, limits, (new.constraints, new.ty));
        if !old.strict && new.strict {
            let detail = "refuses separators and white space instead of encoding them";
            self.add(&rules::LIMIT_TIGHTER, item, detail);
        } else if old.strict && !new.strict {
            let detail = "encodes separators and white space instead of refusing them";
            self.add(&rules::LIMIT_WIDER, item, detail);
        }
        self.default(item, old.default, new.default);
        if old.role == new.role {
            self.fixed(item, old.fixed, new.fixed);
        }
        self.form_fields(item, old.fields, new.fields);
        self.deprecation(item, old.deprecated, new.deprecated);
        self.docs(item, old.doc, new.doc);
    }

    /// Names of arguments are no part of a call, their order is.
    fn argument_order(
        &mut self,
        item: &str,
        old: &[Input<'_>],
        new: &[Input<'_>],
        pairs: &[(usize, usize)],
    ) {
        let arguments: Vec<usize> = pairs
            .iter()
            .filter(|(a, b)| old[*a].role == Role::Argument && new[*b].role == Role::Argument)
            .map(|(_, b)| *b)
            .collect();
        if arguments.is_sorted() {
            return;
        }
        let names = |list: &[Input<'_>]| {
            let list = list.iter().filter(|it| it.role == Role::Argument);
            let names: Vec<&str> = list.map(|it| it.name.rust.as_str()).collect();
            names.join(", ")
        };
        let detail = format!("takes `({})`, it took `({})`", names(new), names(old));
        self.add(&rules::ARGUMENTS_REORDERED, item, detail);
    }
}

/// `client.stores().list(…).search`
fn setter(operation: &str, it: &Input<'_>) -> String {
    format!("{operation}(…).{}", it.setter)
}
