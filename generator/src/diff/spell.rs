//! How users write what the model holds. For messages only: code is made by the emitters.

use std::fmt::Write as _;

use crate::model::{
    Asks, Constraints, Content, Field, Integer, Kind, List, Model, More, Operation, Output, Pages,
    Pagination, Presence, Resource, Status, Turn, Type, TypeId,
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
    match it {
        Type::List(inner) if model.is_union(inner) => {
            format!("impl IntoIterator<Item = {}>", ty(inner, model))
        }
        Type::List(inner) => format!("impl IntoIterator<Item = {}>", accepts(inner, model)),
        Type::Boxed(inner) => accepts(inner, model),
        it if model.converts(it) => format!("impl Into<{}>", ty(it, model)),
        it => ty(it, model),
    }
}

/// What it takes for a body, which may be null.
pub(super) fn accepts_body(it: &Type, model: &Model) -> String {
    if model.is_plain_or_null(it) {
        format!("impl Into<{}>", ty(it, model))
    } else {
        accepts(it, model)
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
        Content::SecretText => "SecretValue".to_owned(),
        Content::Bytes => "Bytes".to_owned(),
        Content::Events(None) => "EventStream".to_owned(),
        Content::Events(Some(it)) => format!("Events<{}>", ty(it, model)),
        Content::Lines(it) => format!("JsonLines<{}>", ty(it, model)),
    }
}

/// `client.account(…).store(…)`
pub(super) fn way(resource: &Resource, model: &Model) -> String {
    let steps = model.chain(resource).into_iter().map(|it| {
        let argument = if it.parameter.is_some() { "…" } else { "" };
        format!(".{}({argument})", it.accessor.rust)
    });
    format!("client{}", steps.collect::<String>())
}

/// The accessors alone: two ways with the same ones are the same way.
pub(super) fn chain(resource: &Resource, model: &Model) -> Vec<String> {
    let steps = model.chain(resource).into_iter();
    steps.map(|it| it.accessor.rust.clone()).collect()
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
    format!("{} {}", it.method.verb(), it.template())
}

/// True if the requests are the same, whatever the parameters in the path are called.
pub(super) fn sends_alike(old: &Operation, new: &Operation) -> bool {
    let template = |it: &Operation| {
        let pieces = it.path.split('{');
        let pieces = pieces.map(|it| it.split_once('}').map_or(it, |(_, rest)| rest));
        pieces.map(str::to_owned).collect::<Vec<_>>()
    };
    old.method == new.method && template(old) == template(new) && old.fixed_query == new.fixed_query
}

/// What asks for pages and where their items are: the number in `page`, from 1, items at `/data`.
pub(super) fn turns(it: &Pagination) -> String {
    let Pagination {
        pages,
        item: _,
        key,
    } = it;
    let mut text = match pages {
        Pages::Numbered { page, first } => {
            let asks = Asks::Parameter(page.clone());
            let turn = Turn::Page {
                asks,
                first: *first,
            };
            format!("{}, items in the envelope", self::turn(&turn))
        }
        Pages::List(it) => list(it),
    };
    if let Some(key) = key {
        let _ = write!(text, ", known by `{}`", key.wire);
    }
    text
}

/// `200`, `2XX`
pub(super) fn status(it: Status) -> String {
    match it {
        Status::Exact(code) => code.to_string(),
        Status::Range(hundreds) => format!("{hundreds}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// The shape of a type without its name and its texts; none if it says too little to know a type by it. `known` says which
/// number stands for a type whatever it is called; what holds itself holds `Self`.
pub(super) fn shape(
    of: TypeId,
    model: &Model,
    known: &dyn Fn(TypeId) -> Option<usize>,
) -> Option<String> {
    let ty = |it: &Type| match it.named() {
        Some(inner) if inner == of => renumbered(it, "Self"),
        Some(inner) => match known(inner) {
            Some(number) => renumbered(it, &format!("#{number}")),
            None => ty(it, model),
        },
        None => ty(it, model),
    };
    let kind = &model[of].kind;
    let lines: Vec<String> = match kind {
        Kind::Struct(it) => {
            let fields = it.fields.iter().map(|field| {
                let wrapper = wrapper(field.presence);
                format!("{:?} {wrapper:?} {}", field.name, ty(&field.ty))
            });
            let rest = it.additional.iter().map(|it| format!("… {}", ty(it)));
            fields.chain(rest).collect()
        }
        Kind::Enum(it) => {
            let variants = it.variants.iter();
            variants.map(|it| format!("{:?}", it.name)).collect()
        }
        Kind::Union(it) => {
            let variants = it.variants.iter();
            variants
                .map(|it| format!("{:?} {} {:?}", it.name, ty(&it.ty), it.tags))
                .collect()
        }
        Kind::Choice(forms) => forms
            .iter()
            .map(|it| format!("{:?} {}", it.name, ty(&it.payload.ty)))
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

/// The same with another name for the type inside.
fn renumbered(it: &Type, name: &str) -> String {
    match it {
        Type::Boxed(inner) => renumbered(inner, name),
        Type::List(inner) => format!("Vec<{}>", renumbered(inner, name)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", renumbered(inner, name)),
        Type::Nullable(inner) => format!("Option<{}>", renumbered(inner, name)),
        _ => name.to_owned(),
    }
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

fn list(it: &List) -> String {
    let List {
        items,
        // Fields of the answer have become required, or optional.
        required: _,
        info,
        more,
        turn,
    } = it;
    let mut text = format!("{}, items at `{items}`", self::turn(turn));
    let more = more.as_ref().map(|it| match it {
        More::If(at) => ("whether there is more", at),
        More::Unless(at) => ("whether it is the last", at),
    });
    for (what, place) in info.iter().map(|it| ("counts", it)).chain(more) {
        let _ = write!(text, ", {what} at `{place}`");
    }
    text
}

fn turn(it: &Turn) -> String {
    let asks = |it: &Asks| match it {
        Asks::Parameter(name) => format!("`{}`", name.wire),
        Asks::Member(name) => format!("`{name}` of the body"),
    };
    match it {
        Turn::Page { asks: it, first } => {
            let first = first.map(|it| format!(", from {it}"));
            format!("the number in {}{}", asks(it), first.unwrap_or_default())
        }
        Turn::Offset { asks: it } => format!("the offset in {}", asks(it)),
        Turn::Token { asks: it, next } => format!("the token in {} from `{next}`", asks(it)),
        Turn::Scroll { asks: it, next } => {
            format!("the lasting token in {} from `{next}`", asks(it))
        }
        Turn::LastItem { asks: it, key } => format!("the last `{key}` in {}", asks(it)),
        Turn::Address { next } => format!("the address at `{next}`"),
        Turn::Link => "the header `Link`".to_owned(),
    }
}
