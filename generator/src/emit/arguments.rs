//! How a value is passed to a method, and how the method turns it into the type it keeps.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens;
use crate::model::{Fixed, Model, Type};

/// The type of the argument: `impl Into<String>`, `impl IntoIterator<Item = NewSecret>`, `u64`.
pub(super) fn accepts(it: &Type, model: &Model) -> TokenStream {
    match it {
        Type::List(inner) => {
            let inner = if model.is_union(inner) {
                tokens::ty(inner, model)
            } else {
                accepts(inner, model)
            };
            quote!(impl IntoIterator<Item = #inner>)
        }
        Type::Boxed(inner) => accepts(inner, model),
        it if model.converts(it) => {
            let target = tokens::ty(it, model);
            quote!(impl Into<#target>)
        }
        it => tokens::ty(it, model),
    }
}

/// The expression that gives the kept type: `name.into()`, `scopes.into_iter().map(Into::into).collect()`.
pub(super) fn convert(it: &Type, value: &TokenStream, model: &Model) -> TokenStream {
    match it {
        Type::List(inner) => match inner.as_ref() {
            Type::List(_) => {
                let element = convert(inner, &quote!(it), model);
                quote!(#value.into_iter().map(|it| #element).collect())
            }
            inner if model.converts(inner) && !model.is_union(inner) => {
                quote!(#value.into_iter().map(Into::into).collect())
            }
            _ => quote!(#value.into_iter().collect()),
        },
        Type::Boxed(inner) => {
            let inner = convert(inner, value, model);
            quote!(Box::new(#inner))
        }
        it if model.converts(it) => quote!(#value.into()),
        _ => value.clone(),
    }
}

/// The type of the argument for a body, which may be null: then what stands in it is taken as well.
pub(super) fn accepts_body(it: &Type, model: &Model) -> TokenStream {
    if model.is_plain_or_null(it) {
        let ty = tokens::ty(it, model);
        quote!(impl Into<#ty>)
    } else {
        accepts(it, model)
    }
}

/// See [`accepts_body`].
pub(super) fn convert_body(it: &Type, value: &TokenStream, model: &Model) -> TokenStream {
    if model.is_plain_or_null(it) {
        quote!(#value.into())
    } else {
        convert(it, value, model)
    }
}

/// True if `convert_body` does anything.
pub(super) fn changes_body(it: &Type, model: &Model) -> bool {
    model.is_plain_or_null(it) || model.changes(it)
}

/// What nobody has to pass: `"circle".to_owned()`, `ShapeKind::Circle`.
pub(super) fn fixed(it: &Fixed, ty: &Type, model: &Model) -> TokenStream {
    match it {
        Fixed::Text(text) => quote!(#text.to_owned()),
        Fixed::Variant(name) => {
            let (ty, name) = (tokens::ty(ty, model), tokens::ident(name));
            quote!(#ty::#name)
        }
        Fixed::Integer(number) => tokens::literal(number),
        Fixed::Flag(flag) => quote!(#flag),
        Fixed::Null => quote!(serde_json::Value::Null),
    }
}

/// A field of a struct literal: `name: name.into()`, or just `name`.
pub(super) fn field(name: &Ident, ty: &Type, model: &Model) -> TokenStream {
    if model.changes(ty) {
        let value = convert(ty, &quote!(#name), model);
        quote!(#name: #value)
    } else {
        quote!(#name)
    }
}
