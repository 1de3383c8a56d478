//! Types that the API sends and receives.

use super::{BodyForm, Constraints, Doc, FeatureId, Name, SentAs, TypeId};

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The Rust name; `wire` is the name of the component, or empty for an inline schema.
    pub name: Name,
    /// What the specification says.
    pub doc: Doc,
    /// Where it stands in the document.
    pub pointer: String,
    /// Which of the types it is that one schema gives.
    pub form: Form,
    /// Marked as deprecated.
    pub deprecated: bool,
    /// What it was called in the release before.
    pub former: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// Part of some request.
    pub in_request: bool,
    /// Part of some answer.
    pub in_response: bool,
    /// Holds a secret, directly or inside another type.
    pub sensitive: bool,
    /// Has constraints that are checked before sending, directly or inside another type.
    pub checked: bool,
    /// Only the builders of this crate use it, so users never see it.
    pub internal: bool,
    /// What is said of its properties in a form or in several parts, where that is told with the type because several requests
    /// send it.
    pub sent: SentAs,
    /// What alone uses it; what more than one feature uses is always there.
    pub feature: Option<FeatureId>,
}

/// One schema can become several types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The only one, or what comes.
    #[default]
    Plain,
    /// What is sent, where answers look different.
    Request,
    /// What is sent in several parts, where others are sent or come as JSON.
    Parts,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// An object with known properties.
    Struct(Struct),
    /// A text or integer with known values; others are kept as they are.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// A string that names something, so that one cannot be taken for another.
    Identifier(Constraints),
    /// A body in one of several media types.
    Choice(Vec<BodyForm>),
}

/// An object with known properties.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Struct {
    /// In the order of the document.
    pub fields: Vec<Field>,
    /// The type of further properties, if the document describes them.
    pub additional: Option<Type>,
}

impl Struct {
    /// True for a body of several parts with a file among them, which has no form as JSON.
    pub fn has_files(&self) -> bool {
        let mut fields = self.fields.iter().map(|it| &it.ty);
        fields.any(Type::is_file) || self.additional.as_ref().is_some_and(Type::is_file)
    }

    /// True if further properties can be of a wrong type.
    pub fn reads_additional(&self) -> bool {
        self.additional.as_ref().is_some_and(|it| *it != Type::Json)
    }
}

/// One property.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// Name in Rust and on the wire.
    pub name: Name,
    /// Its type, without the `Option` that `presence` adds.
    pub ty: Type,
    /// How it may be left out.
    pub presence: Presence,
    /// What the specification says.
    pub doc: Doc,
    /// Where it stands in the document.
    pub pointer: String,
    /// Limits that are checked before sending.
    pub constraints: Constraints,
    /// Those of each element of a list or value of a map, where these have no type of their own.
    pub each: Constraints,
    /// The default that the server takes, as JSON.
    pub default: Option<String>,
    /// The only value there is, for what is required or tells an alternative from others.
    pub fixed: Option<Fixed>,
    /// What `doc` says of the values that it can have, which tells it from others of the same type.
    pub values: Option<String>,
    /// Marked as deprecated.
    pub deprecated: bool,
    /// An integer that the document calls a number, so that it may arrive as `10.0`.
    pub whole: bool,
}

impl Field {
    /// True for a time that may be missing or null.
    pub fn may_lack_time(&self) -> bool {
        self.ty == Type::Timestamp && self.presence != Presence::Required
    }

    /// True for what a constructor asks for.
    pub fn is_argument(&self) -> bool {
        self.presence == Presence::Required && self.fixed.is_none()
    }
}

/// A value that constructors fill in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fixed {
    /// Text.
    Text(String),
    /// A value of an enum: the variant, and what stands for it on the wire.
    Variant(Name),
    /// A whole number.
    Integer(String),
    /// True or false.
    Flag(bool),
    /// Null, of what may be nothing else.
    Null,
}

impl Fixed {
    /// On the wire.
    pub fn wire(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Variant(name) => &name.wire,
            Self::Integer(number) => number,
            Self::Flag(true) => "true",
            Self::Flag(false) => "false",
            Self::Null => "null",
        }
    }
}

/// How a field may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Always there.
    Required,
    /// Always there, possibly null.
    RequiredNullable,
    /// May be missing; null is tolerated and means the same.
    Optional,
    /// May be missing or null, and only answers have it, so the two mean the same.
    OptionalNullable,
    /// Missing, null and a value are three different things to send.
    ThreeState,
}

/// A text or an integer with known values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Enum {
    /// In the order of the document; the wire name is the value.
    pub variants: Vec<Variant>,
    /// What the values are on the wire.
    pub represented: Represented,
    /// The document allows any other text as well.
    pub any_text: bool,
}

/// What the values of an enum are on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Represented {
    /// Text.
    Text,
    /// Integers.
    Integer,
}

/// One known value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variant {
    /// The variant, and the value it stands for.
    pub name: Name,
    /// What the specification says.
    pub doc: Doc,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Union {
    /// In the order of the document.
    pub variants: Vec<UnionVariant>,
    /// The property that tells them apart; without one the first that fits is taken.
    pub discriminator: Option<String>,
    /// A property that should tell them apart and cannot. It comes with the values, so it is no drift.
    pub unusable_discriminator: Option<String>,
}

/// One alternative of a union.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnionVariant {
    /// The variant.
    pub name: Name,
    /// Its content.
    pub ty: Type,
    /// Values of the discriminator that mean this variant; the first is the one to send.
    pub tags: Vec<String>,
    /// Limits of a content that has no type of its own.
    pub constraints: Constraints,
    /// What its values look like, to find the one that fits best where nothing tells them apart, or what does may be missing.
    pub shape: Shape,
}

/// What a JSON value of a type looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Nothing is known.
    #[default]
    Any,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Text; one of these, if any are listed.
    Text(Vec<String>),
    /// One of the texts of an enum, which are too many to list them again.
    Known(TypeId),
    /// A list.
    List,
    /// An object.
    Object(ObjectShape),
    /// Whichever of these fits best.
    OneOf(Vec<Shape>),
}

/// What an object looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectShape {
    /// Properties that are always there.
    pub required: Vec<String>,
    /// All other properties.
    pub optional: Vec<String>,
    /// Properties with a single possible text: name and text.
    pub fixed: Vec<(String, String)>,
    /// Those of which another alternative allows the same text, so that it only says what a value is not.
    pub shared: Vec<(String, String)>,
}

/// The Rust type of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// `bool`
    Bool,
    /// An integer.
    Integer(Integer),
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// `SecretValue`
    Secret,
    /// `Timestamp`
    Timestamp,
    /// Bytes, as the whole body of a request.
    Bytes,
    /// A file, as a part of a body.
    File,
    /// A body of several parts, which the caller puts together.
    Multipart,
    /// Any JSON value.
    Json,
    /// A named type.
    Named(TypeId),
    /// A named type inside itself.
    Boxed(Box<Type>),
    /// `Vec<…>`
    List(Box<Type>),
    /// A map with text keys.
    Map(Box<Type>),
    /// `Option<…>`: an element or value that may be null.
    Nullable(Box<Type>),
}

impl Type {
    /// Plain text, or an identifier: the types that take any text.
    pub fn takes_any_text(&self, types: &[TypeDef]) -> bool {
        match self {
            Self::String => true,
            Self::Named(id) => matches!(types[id.0].kind, Kind::Identifier(_)),
            _ => false,
        }
    }
}

/// Width and sign of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Integer {
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
}

impl Type {
    /// The type that this one wraps or repeats.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::Boxed(it) | Self::List(it) | Self::Map(it) | Self::Nullable(it) => Some(it),
            Self::Bool
            | Self::Integer(_)
            | Self::F32
            | Self::F64
            | Self::String
            | Self::Secret
            | Self::Timestamp
            | Self::Bytes
            | Self::File
            | Self::Multipart
            | Self::Json
            | Self::Named(_) => None,
        }
    }

    /// Without the box that only says how it is held.
    pub fn unboxed(&self) -> &Self {
        match self {
            Self::Boxed(inner) => inner,
            _ => self,
        }
    }

    /// What a value is that is not null.
    pub fn not_null(&self) -> &Self {
        match self {
            Self::Boxed(inner) | Self::Nullable(inner) => inner.not_null(),
            _ => self,
        }
    }

    /// What stands inside all wrappers and lists.
    fn innermost(&self) -> &Self {
        self.inner().map_or(self, Self::innermost)
    }

    /// The named type inside, not following it.
    pub fn named(&self) -> Option<TypeId> {
        match self.innermost() {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }

    /// True if a file stands in it, not looking into named types.
    pub fn is_file(&self) -> bool {
        *self.innermost() == Self::File
    }

    /// True if a secret stands in it, not looking into named types.
    pub fn is_secret(&self) -> bool {
        *self.innermost() == Self::Secret
    }
}
