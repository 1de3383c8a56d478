//! How a value is passed to a method, and how the method turns it into the type it keeps.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens;
use crate::model::{Fixed, Kind, Model, Type};

/// The type of the argument: `impl Into<String>`, `impl IntoIterator<Item = NewSecret>`, `u64`.
pub(super) fn accepts(it: &Type, model: &Model) -> TokenStream {
    match it {
        Type::List(inner) => {
            let inner = if is_union(inner, model) {
                tokens::ty(inner, model)
            } else {
                accepts(inner, model)
            };
            quote!(impl IntoIterator<Item = #inner>)
        }
        Type::Boxed(inner) => accepts(inner, model),
        it if converts(it, model) => {
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
            inner if converts(inner, model) && !is_union(inner, model) => {
                quote!(#value.into_iter().map(Into::into).collect())
            }
            _ => quote!(#value.into_iter().collect()),
        },
        Type::Boxed(inner) => {
            let inner = convert(inner, value, model);
            quote!(Box::new(#inner))
        }
        it if converts(it, model) => quote!(#value.into()),
        _ => value.clone(),
    }
}

/// The type of the argument for a body, which may be null: then what stands in it is taken as well.
pub(super) fn accepts_body(it: &Type, model: &Model) -> TokenStream {
    if is_plain_or_null(it, model) {
        let ty = tokens::ty(it, model);
        quote!(impl Into<#ty>)
    } else {
        accepts(it, model)
    }
}

/// See [`accepts_body`].
pub(super) fn convert_body(it: &Type, value: &TokenStream, model: &Model) -> TokenStream {
    if is_plain_or_null(it, model) {
        quote!(#value.into())
    } else {
        convert(it, value, model)
    }
}

/// True if `convert_body` does anything.
pub(super) fn changes_body(it: &Type, model: &Model) -> bool {
    is_plain_or_null(it, model) || changes(it, model)
}

/// Null, or what is taken as it is.
fn is_plain_or_null(it: &Type, model: &Model) -> bool {
    matches!(it, Type::Nullable(inner) if !changes(inner, model))
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
    }
}

/// True if `convert` does anything.
pub(super) fn changes(it: &Type, model: &Model) -> bool {
    match it {
        Type::List(_) | Type::Boxed(_) => true,
        it => converts(it, model),
    }
}

/// A field of a struct literal: `name: name.into()`, or just `name`.
pub(super) fn field(name: &Ident, ty: &Type, model: &Model) -> TokenStream {
    if changes(ty, model) {
        let value = convert(ty, &quote!(#name), model);
        quote!(#name: #value)
    } else {
        quote!(#name)
    }
}

/// Of a list of alternatives each item says itself that it is one: all items have one type.
fn is_union(it: &Type, model: &Model) -> bool {
    it.named()
        .is_some_and(|id| matches!(model[id].kind, Kind::Union(_)))
}

/// Types that are commonly made from something else.
fn converts(it: &Type, model: &Model) -> bool {
    match it {
        Type::String | Type::Secret | Type::Timestamp | Type::Bytes | Type::File => true,
        Type::Named(id) => matches!(
            model[*id].kind,
            Kind::Identifier(_) | Kind::Enum(_) | Kind::Choice(_) | Kind::Union(_)
        ),
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
