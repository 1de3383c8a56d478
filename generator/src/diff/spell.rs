//! How users write what the model holds. For messages only: code is made by the emitters.

use crate::model::{
    Constraints, Content, Field, Integer, Kind, Model, Operation, Output, Presence, Resource,
    Status, Type,
};

/// `Vec<Scope>`
pub(super) fn ty(it: &Type, model: &Model) -> String {
    match it {
        Type::Bool => "bool".to_owned(),
        Type::Integer(Integer::I32) => "i32".to_owned(),
        Type::Integer(Integer::I64) => "i64".to_owned(),
        Type::Integer(Integer::U32) => "u32".to_owned(),
        Type::Integer(Integer::U64) => "u64".to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Secret => "SecretValue".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::Bytes => "Bytes".to_owned(),
        Type::File => "FilePart".to_owned(),
        Type::Multipart => "Multipart".to_owned(),
        Type::Json => "serde_json::Value".to_owned(),
        Type::Named(id) => model[*id].name.rust.clone(),
        Type::Boxed(inner) => format!("Box<{}>", ty(inner, model)),
        Type::List(inner) => format!("Vec<{}>", ty(inner, model)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", ty(inner, model)),
        Type::Nullable(inner) => format!("Option<{}>", ty(inner, model)),
    }
}

/// What a method takes for a value of this type: `impl Into<String>`, `u64`.
pub(super) fn accepts(it: &Type, model: &Model) -> String {
    let into = || format!("impl Into<{}>", ty(it, model));
    match it {
        Type::List(inner) => format!("impl IntoIterator<Item = {}>", accepts(inner, model)),
        Type::Boxed(inner) => accepts(inner, model),
        Type::String | Type::Secret | Type::Timestamp | Type::Bytes | Type::File => into(),
        Type::Named(id) => match &model[*id].kind {
            Kind::Identifier(_) | Kind::Enum(_) | Kind::Choice(_) => into(),
            Kind::Struct(_) | Kind::Union(_) => ty(it, model),
        },
        Type::Bool
        | Type::Integer(_)
        | Type::F32
        | Type::F64
        | Type::Json
        | Type::Multipart
        | Type::Map(_)
        | Type::Nullable(_) => ty(it, model),
    }
}

/// The type of a field, with the wrapper of its presence.
pub(super) fn held(it: &Field, model: &Model) -> String {
    let ty = ty(&it.ty, model);
    match wrapper(it.presence) {
        Wrapper::None => ty,
        Wrapper::Option => format!("Option<{ty}>"),
        Wrapper::Nullable => format!("Nullable<{ty}>"),
    }
}

/// What stands around the type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapper {
    /// Nothing.
    None,
    /// `Option<…>`
    Option,
    /// `Nullable<…>`
    Nullable,
}

pub(super) fn wrapper(presence: Presence) -> Wrapper {
    match presence {
        Presence::Required => Wrapper::None,
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
            Wrapper::Option
        }
        Presence::ThreeState => Wrapper::Nullable,
    }
}

/// The type of an answer.
pub(super) fn output(it: &Output, model: &Model) -> String {
    match it {
        Output::One(it) => content(it, model),
        Output::ByStatus { name, .. } => name.rust.clone(),
    }
}

pub(super) fn content(it: &Content, model: &Model) -> String {
    match it {
        Content::Nothing | Content::Verdict => "()".to_owned(),
        Content::Json(it) | Content::Result(it) | Content::Whole(it) => ty(it, model),
        Content::Page(it) => format!("Page<{}>", ty(it, model)),
        Content::Text => "String".to_owned(),
        Content::Bytes => "Bytes".to_owned(),
        Content::Events(None) => "EventStream".to_owned(),
        Content::Events(Some(it)) => format!("Events<{}>", ty(it, model)),
        Content::Lines(it) => format!("JsonLines<{}>", ty(it, model)),
    }
}

/// `client.account(…).store(…)`
pub(super) fn way(resource: &Resource, model: &Model) -> String {
    let Some(parent) = resource.parent else {
        return "client".to_owned();
    };
    let argument = if resource.parameter.is_some() {
        "…"
    } else {
        ""
    };
    let parent = way(&model[parent], model);
    format!("{parent}.{}({argument})", resource.accessor.rust)
}

/// The accessors alone: two ways with the same ones are the same way.
pub(super) fn chain(resource: &Resource, model: &Model) -> Vec<String> {
    let Some(parent) = resource.parent else {
        return Vec::new();
    };
    let mut chain = chain(&model[parent], model);
    chain.push(resource.accessor.rust.clone());
    chain
}

/// `client.account(…).stores().list`
pub(super) fn call(it: &Operation, model: &Model) -> String {
    let way = way(&model[it.resource], model);
    format!("{way}.{}", it.method_name.rust)
}

/// `resources::stores::Stores`
pub(super) fn handle(it: &Resource, model: &Model) -> String {
    format!("resources::{}::{}", model.home(it).join("::"), it.name.rust)
}

/// The type of a request: `resources::stores::List`
pub(super) fn builder(it: &str, of: &Resource, model: &Model) -> String {
    format!("resources::{}::{it}", model.place(of).join("::"))
}

/// `GET /accounts/{account_id}`
pub(super) fn request(it: &Operation) -> String {
    format!("{} {}", it.method.verb(), it.path)
}

/// `200`, `2XX`
pub(super) fn status(it: Status) -> String {
    match it {
        Status::Exact(code) => code.to_string(),
        Status::Range(hundreds) => format!("{hundreds}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// The shape of a type without its name and its texts; none if it says too little to know a type by it.
pub(super) fn shape(kind: &Kind, model: &Model) -> Option<String> {
    let lines: Vec<String> = match kind {
        Kind::Struct(it) => {
            let fields = it
                .fields
                .iter()
                .map(|field| format!("{:?} {}", field.name, held(field, model)));
            let rest = it
                .additional
                .iter()
                .map(|it| format!("… {}", ty(it, model)));
            fields.chain(rest).collect()
        }
        Kind::Enum(it) => {
            let variants = it.variants.iter();
            variants.map(|it| format!("{:?}", it.name)).collect()
        }
        Kind::Union(it) => {
            let variants = it.variants.iter();
            variants
                .map(|it| format!("{:?} {} {:?}", it.name, ty(&it.ty, model), it.tags))
                .collect()
        }
        Kind::Choice(forms) => forms
            .iter()
            .map(|it| format!("{:?} {}", it.name, ty(&it.ty, model)))
            .collect(),
        Kind::Identifier(limits) if limits.is_empty() => Vec::new(),
        Kind::Identifier(limits) => {
            let limits = Constraints {
                pointer: String::new(),
                ..limits.clone()
            };
            vec![format!("{limits:?}")]
        }
    };
    (!lines.is_empty()).then(|| format!("{} {}", kind_name(kind), lines.join("\n")))
}

/// What a type is, as a word.
pub(super) fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Struct(_) => "struct",
        Kind::Enum(_) => "enum",
        Kind::Union(_) => "union",
        Kind::Identifier(_) => "identifier",
        Kind::Choice(_) => "choice of media types",
    }
}
