//! Example calls and the values in them.

use super::{Name, Type, TypeId};

/// An example call.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Arguments of the accessors that lead to the handle, then those of the method.
    pub path: Vec<(String, Value)>,
    /// Required parameters and body, as arguments of the method.
    pub arguments: Vec<Value>,
    /// Setters, with their arguments.
    pub setters: Vec<(Name, Value)>,
    /// The body of an answer that the client takes for a success, as JSON.
    pub answer: String,
}

impl Example {
    /// Whether all of it is written.
    pub fn is_whole(&self) -> bool {
        self.values().all(Value::is_whole)
    }

    /// Every value that the caller gives.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let path = self.path.iter().map(|it| &it.1);
        let setters = self.setters.iter().map(|it| &it.1);
        path.chain(&self.arguments).chain(setters)
    }
}

impl Value {
    /// An alternative of the type `ty`, which may be a box.
    pub(crate) fn alternative(id: TypeId, name: &Name, ty: &Type, value: Self) -> Self {
        let value = match ty {
            Type::Boxed(_) => Self::Boxed(Box::new(value)),
            _ => value,
        };
        Self::Alternative(id, name.clone(), Box::new(value))
    }

    /// How many values lie inside each other.
    pub fn depth(&self) -> usize {
        let deepest = |it: &mut dyn Iterator<Item = &Self>| it.map(Self::depth).max().unwrap_or(0);
        1 + match self {
            Self::List(items) => deepest(&mut items.iter()),
            Self::Map(entries) => deepest(&mut entries.iter().map(|it| &it.1)),
            Self::Struct(_, required, optional) => {
                deepest(&mut required.iter().chain(optional.iter().map(|it| &it.1)))
            }
            Self::Some(it) | Self::Boxed(it) | Self::Alternative(_, _, it) => it.depth(),
            _ => 0,
        }
    }

    /// Whether a secret is in it.
    pub fn has_secret(&self) -> bool {
        match self {
            Self::Secret(_) => true,
            Self::List(items) => items.iter().any(Self::has_secret),
            Self::Struct(_, required, optional) => {
                let optional = optional.iter().map(|(_, it)| it);
                required.iter().chain(optional).any(Self::has_secret)
            }
            Self::Map(entries) => entries.iter().any(|(_, it)| it.has_secret()),
            Self::Some(it) | Self::Boxed(it) | Self::Alternative(_, _, it) => it.has_secret(),
            _ => false,
        }
    }

    /// Whether all of it is written.
    pub fn is_whole(&self) -> bool {
        match self {
            Self::Unwritten(_) => false,
            Self::List(items) => items.iter().all(Self::is_whole),
            Self::Struct(_, required, optional) => {
                let optional = optional.iter().map(|(_, it)| it);
                required.iter().chain(optional).all(Self::is_whole)
            }
            Self::Map(entries) => entries.iter().all(|(_, it)| it.is_whole()),
            Self::Some(it) | Self::Boxed(it) | Self::Alternative(_, _, it) => it.is_whole(),
            _ => true,
        }
    }

    /// True if nothing of it is written where values are not JSON.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.iter().all(Self::is_empty),
            Self::Struct(_, required, optional) => required.is_empty() && optional.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            Self::Some(it) | Self::Boxed(it) | Self::Alternative(_, _, it) => it.is_empty(),
            _ => false,
        }
    }
}

/// An example value, ready to be written as a Rust expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string literal.
    Text(String),
    /// A string literal that stands for a secret.
    Secret(String),
    /// A value of a type whose smallest one is longer than anybody would read.
    Unwritten(TypeId),
    /// A number literal as in the document.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// An array.
    List(Vec<Value>),
    /// A known value of an enum.
    Variant(TypeId, Name),
    /// A struct: arguments of `new`, then setters.
    Struct(TypeId, Vec<Value>, Vec<(Name, Value)>),
    /// Anything else: JSON text for `serde_json::json!`.
    Json(String),
    /// A value where null could stand.
    Some(Box<Value>),
    /// An alternative of a union.
    Alternative(TypeId, Name, Box<Value>),
    /// A map: keys and values.
    Map(Vec<(String, Value)>),
    /// What stands in a box.
    Boxed(Box<Value>),
    /// A body of several parts.
    Multipart,
    /// A time, as text.
    Timestamp(String),
    /// Null: of a field that can tell it from nothing, the method that sends it.
    Null,
}
