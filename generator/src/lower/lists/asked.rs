//! What of a request can ask for a page: parameters of the query, and members of a JSON object that is its body.

use super::words::{FROM_ONE, FROM_ZERO, INDEXES, OFFSETS, PAGES};
use crate::lower::outline::plain;
use crate::lower::pagination::bare;
use crate::model::{
    Asks, Body, Doc, Encoding, Field, Kind, Parameter, ParameterPlace, Type, TypeDef, TypeId,
};

/// A value that the caller may set.
pub(in crate::lower) struct Asked {
    pub(in crate::lower) asks: Asks,
    /// What the document calls it.
    pub(in crate::lower) wire: String,
    /// Without case and separators.
    pub(super) name: String,
    /// It is a whole number.
    pub(in crate::lower) counts: bool,
    /// It is a text of any kind.
    pub(super) is_text: bool,
    /// The number of the first page, as far as the document says it.
    pub(in crate::lower) first: Option<u64>,
    /// It can be a number of items to pass over, none without it.
    pub(super) passes_over: bool,
}

impl Asked {
    /// Whether it can be a number: it is one, or a text that is called like one.
    pub(in crate::lower) fn can_count(&self) -> bool {
        let name = self.name.as_str();
        let is_index = || INDEXES.iter().any(|it| it.0 == name);
        self.counts || PAGES.contains(&name) || OFFSETS.contains(&name) || is_index()
    }
}

/// What can ask for a page and has a name that is `wanted`, without case and separators; parameters first.
pub(in crate::lower) fn asked(
    parameters: &[Parameter],
    body: Option<&Body>,
    types: &[TypeDef],
    wanted: impl Fn(&str) -> bool,
) -> Vec<Asked> {
    let members = members(body, types).iter().map(Said::member);
    parameters
        .iter()
        .filter(|it| it.place == ParameterPlace::Query)
        .map(Said::parameter)
        .chain(members)
        .filter(|it| it.is_scalar(types))
        .filter_map(|it| {
            let name = plain(it.wire);
            wanted(&name).then(|| it.asked(name))
        })
        .collect()
}

/// The members of a body that is a JSON object.
fn members<'a>(body: Option<&Body>, types: &'a [TypeDef]) -> &'a [Field] {
    let json = body.filter(|it| it.payload.encoding == Encoding::Json);
    match json.map(|it| bare(&it.payload.ty)) {
        Some(Type::Named(id)) => match &types[id.0].kind {
            Kind::Struct(object) => &object.fields,
            _ => &[],
        },
        _ => &[],
    }
}

/// Many documents call whole numbers plain numbers.
pub(in crate::lower) fn counts(ty: &Type) -> bool {
    matches!(ty, Type::Integer(_) | Type::F64)
}

/// What the document says of a value.
struct Said<'a> {
    asks: Asks,
    wire: &'a str,
    ty: &'a Type,
    doc: &'a Doc,
    minimum: Option<&'a str>,
    default: Option<&'a str>,
}

impl<'a> Said<'a> {
    fn parameter(it: &'a Parameter) -> Self {
        Self {
            asks: Asks::Parameter(it.name.clone()),
            wire: &it.name.wire,
            ty: &it.ty,
            doc: &it.doc,
            minimum: it.constraints.minimum.as_deref(),
            default: it.default.as_deref(),
        }
    }

    fn member(it: &'a Field) -> Self {
        Self {
            asks: Asks::Member(it.name.wire.clone()),
            wire: &it.name.wire,
            ty: bare(&it.ty),
            doc: &it.doc,
            minimum: it.constraints.minimum.as_deref(),
            default: it.default.as_deref(),
        }
    }

    /// A member takes what an answer holds as a text, so it must be no more than that.
    fn is_scalar(&self, types: &[TypeDef]) -> bool {
        let is_parameter = matches!(self.asks, Asks::Parameter(_));
        counts(self.ty)
            || *self.ty == Type::String
            || (is_parameter && matches!(self.ty, Type::Named(it) if is_plain_type(*it, types)))
    }

    fn asked(self, name: String) -> Asked {
        let doc = self.doc.text.to_ascii_lowercase();
        let says = |texts: &[&str]| texts.iter().any(|it| doc.contains(it));
        let counts_pages = says(&["number of pages", "page number", "pages to skip"]);
        let begins = matches!(self.default, None | Some("0"));
        Asked {
            name,
            wire: self.wire.to_owned(),
            counts: counts(self.ty),
            is_text: *self.ty == Type::String,
            first: self.first_page(says),
            passes_over: begins && !counts_pages,
            asks: self.asks,
        }
    }

    fn first_page(&self, says: impl Fn(&[&str]) -> bool) -> Option<u64> {
        match self.default {
            Some("0") => Some(0),
            Some("1") => Some(1),
            _ if says(FROM_ZERO) => Some(0),
            _ if self.minimum == Some("1") || says(FROM_ONE) => Some(1),
            _ => None,
        }
    }
}

/// True for names of texts and numbers, and for a choice of nothing else.
fn is_plain_type(id: TypeId, types: &[TypeDef]) -> bool {
    let is_plain = |ty: &Type| match ty {
        Type::String | Type::Integer(_) | Type::F32 | Type::F64 | Type::Timestamp => true,
        Type::Named(it) => matches!(types[it.0].kind, Kind::Enum(_) | Kind::Identifier(_)),
        _ => false,
    };
    match &types[id.0].kind {
        Kind::Enum(_) | Kind::Identifier(_) => true,
        Kind::Union(it) => it.variants.iter().all(|it| is_plain(&it.ty)),
        Kind::Struct(_) | Kind::Choice(_) => false,
    }
}
