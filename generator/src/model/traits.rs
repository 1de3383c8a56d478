//! What types implement, and what methods take for them: `emit` prints it, and `diff` says what is lost of it.

use std::collections::BTreeMap;

use super::{
    BodyForm, Encoding, Field, Kind, Model, Presence, Represented, Struct, Type, TypeDef, Union,
    UnionVariant,
};

impl TypeDef {
    /// `Deserialize`: its values are read.
    pub fn is_read(&self) -> bool {
        self.in_response || !self.in_request
    }

    /// `PartialEq`, which secrets do not have.
    pub fn is_comparable(&self) -> bool {
        !self.sensitive
    }

    /// `Serialize`. What holds secrets is written by the crate alone, and files have no form as JSON.
    pub fn is_written(&self) -> bool {
        let has_files = matches!(&self.kind, Kind::Struct(it) if it.has_files());
        !self.sensitive && !has_files
    }

    /// `Default`: it can be made of nothing.
    pub fn has_default(&self) -> bool {
        let empty =
            matches!(&self.kind, Kind::Struct(it) if it.fields.iter().all(|it| !it.is_argument()));
        empty && self.in_request
    }

    /// `From` of each of these.
    pub fn conversions(&self) -> Vec<&Type> {
        match &self.kind {
            Kind::Union(it) => it.conversions().iter().map(|it| it.ty.unboxed()).collect(),
            Kind::Choice(forms) => {
                let forms = conversions(forms);
                forms.iter().map(|it| it.payload.ty.unboxed()).collect()
            }
            Kind::Struct(_) | Kind::Enum(_) | Kind::Identifier(_) => Vec::new(),
        }
    }
}

impl Model {
    /// The discriminator and the tags that are written with the content of a variant: of several, the one that the content
    /// has, or else the first. What always has one is written as it is.
    pub fn written_tags<'a>(
        &self,
        it: &'a Union,
        variant: &'a UnionVariant,
    ) -> Option<(&'a str, &'a [String])> {
        let property = it.discriminator.as_deref()?;
        let has_own = variant.tags.len() > 1 && self.requires(variant.ty.unboxed(), property);
        (!has_own && !variant.tags.is_empty()).then_some((property, &variant.tags))
    }

    fn requires(&self, ty: &Type, property: &str) -> bool {
        let Type::Named(id) = ty else { return false };
        let Kind::Struct(it) = &self[*id].kind else {
            return false;
        };
        let required = |it: &Field| it.name.wire == property && it.presence == Presence::Required;
        it.fields.iter().any(required)
    }
}

/// What methods take for a value.
impl Model {
    /// True for types that are commonly made from something else: `impl Into<String>`.
    pub fn converts(&self, it: &Type) -> bool {
        match it {
            Type::String | Type::Secret | Type::Timestamp | Type::Bytes | Type::File => true,
            Type::Named(id) => match &self[*id].kind {
                Kind::Identifier(_) | Kind::Enum(_) | Kind::Choice(_) | Kind::Union(_) => true,
                Kind::Struct(_) => false,
            },
            Type::Bool
            | Type::Integer(_)
            | Type::F32
            | Type::F64
            | Type::Json
            | Type::Multipart
            | Type::Boxed(_)
            | Type::List(_)
            | Type::Map(_)
            | Type::Nullable(_) => false,
        }
    }

    /// True if what is taken is not yet what is kept.
    pub fn changes(&self, it: &Type) -> bool {
        matches!(it, Type::List(_) | Type::Boxed(_)) || self.converts(it)
    }

    /// Null, or what is taken as it is: a body of this type is taken in both ways.
    pub fn is_plain_or_null(&self, it: &Type) -> bool {
        matches!(it, Type::Nullable(inner) if !self.changes(inner))
    }

    /// True if a value can be a text: of alternatives, one.
    pub fn can_be_text(&self, it: &Type) -> bool {
        let is_text = |it: &Type| match it {
            Type::Named(id) => match &self[*id].kind {
                Kind::Identifier(_) => true,
                Kind::Enum(it) => it.represented == Represented::Text,
                Kind::Struct(_) | Kind::Union(_) | Kind::Choice(_) => false,
            },
            Type::String | Type::Secret | Type::Timestamp => true,
            _ => false,
        };
        let it = it.not_null();
        match it {
            Type::Named(id) => match &self[*id].kind {
                Kind::Union(union) => union.variants.iter().any(|it| is_text(it.ty.not_null())),
                _ => is_text(it),
            },
            _ => is_text(it),
        }
    }

    /// Of a list of alternatives each item says itself that it is one: all items have one type.
    pub fn is_union(&self, it: &Type) -> bool {
        let named = it.named();
        named.is_some_and(|id| matches!(self[id].kind, Kind::Union(_)))
    }
}

impl Struct {
    /// True if every field may be without a value, and begins without one.
    pub fn is_all_optional(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.all(|it| it.presence != Presence::Required && it.fixed.is_none())
    }
}

impl Union {
    /// The alternatives that the type alone tells.
    pub fn conversions(&self) -> Vec<&UnionVariant> {
        let mut of_type: BTreeMap<&Type, usize> = BTreeMap::new();
        for it in &self.variants {
            *of_type.entry(it.ty.unboxed()).or_default() += 1;
        }
        let told = |it: &&UnionVariant| it.ty != Type::Json && of_type[it.ty.unboxed()] == 1;
        self.variants.iter().filter(told).collect()
    }
}

/// The media types that a value alone stands for: no other has its type, or it is the first of them that is plain JSON. Beside
/// JSON, a form or parts, no text stands for another format: it may as well be meant to be JSON. Nor does it beside a secret text, which
/// callers write as they write any text. Of several ways to write JSON, any value stands for the plain one.
pub fn conversions(forms: &[BodyForm]) -> Vec<&BodyForm> {
    let mut of_type: BTreeMap<&Type, Vec<&BodyForm>> = BTreeMap::new();
    for it in forms {
        of_type.entry(it.payload.ty.unboxed()).or_default().push(it);
    }
    let json = forms
        .iter()
        .filter(|it| it.payload.encoding == Encoding::Json);
    let json = json.count();
    let structured = forms
        .iter()
        .any(|it| !matches!(it.payload.encoding, Encoding::Text | Encoding::Bytes));
    let any_secret = of_type.contains_key(&Type::Secret);
    let meant = |it: &&BodyForm| match of_type[it.payload.ty.unboxed()].as_slice() {
        [_] if any_secret && it.payload.ty == Type::String => false,
        [_] if it.payload.encoding == Encoding::Text => !structured,
        [_] if it.payload.ty == Type::Json => it.is_plain_json || json == 1,
        [_] => true,
        same => {
            let first = same.iter().find(|it| it.is_plain_json);
            first.is_some_and(|first| first.name == it.name)
        }
    };
    forms.iter().filter(meant).collect()
}
