//! Unions: an enum with one variant for each alternative, and one that keeps everything else.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{checks, conversion, head, wire};
use crate::emit::doc;
use crate::emit::tokens::{ident, ty};
use crate::model::{Model, Shape, Type, TypeDef, Union, UnionVariant};

/// ```text
/// pub enum Pet { Cat(Cat), Dog(Dog), Unknown(UnknownAlternative) }
/// impl serde::Serialize for Pet { … }
/// impl<'de> serde::Deserialize<'de> for Pet { … match value.tag("kind") { Some("cat") => …, _ => Unknown } }
/// ```
pub(super) fn item(def: &TypeDef, it: &Union, model: &Model) -> TokenStream {
    let head = head(def, "One of several types.");
    let name = ident(&def.name);
    let variants = it.variants.iter().map(|it| {
        let name = ident(&it.name);
        let ty = ty(&it.ty, model);
        let text = match it.tags.as_slice() {
            [] => " One of the alternatives.".to_owned(),
            tags => {
                let tags: Vec<String> = tags.iter().map(|it| doc::code(it)).collect();
                format!(" Tagged {}.", tags.join(", "))
            }
        };
        let doc = quote!(#[doc = #text]);
        quote!(#doc #name(#ty),)
    });
    let plain = def.is_comparable().then(|| quote!(, PartialEq));
    let serialize = if def.is_written() {
        serialize(def, it, model)
    } else {
        wire::of_union(def, it, model)
    };
    let deserialize = def.is_read().then(|| deserialize(def, it, model));
    let conversions = it
        .conversions()
        .into_iter()
        .map(|it| conversion(def, &it.name, &it.ty, model));
    let checks = def.in_request.then(|| checks::of_union(def, it, model));
    quote! {
        #head
        #[derive(Clone, Debug #plain)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Something that this version of the crate does not know.
            Unknown(crate::runtime::UnknownAlternative),
        }
        #serialize
        #deserialize
        #(#conversions)*
        #checks
    }
}

fn serialize(def: &TypeDef, it: &Union, model: &Model) -> TokenStream {
    let name = ident(&def.name);
    let arms = it.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let write = write(it, variant, &quote!(value), model);
        quote!(Self::#name(value) => #write,)
    });
    quote! {
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => serde::Serialize::serialize(value, serializer),
                }
            }
        }
    }
}

/// Writes the content of a variant, with its tag if the union has a discriminator.
pub(super) fn write(
    it: &Union,
    variant: &UnionVariant,
    value: &TokenStream,
    model: &Model,
) -> TokenStream {
    match model.written_tags(it, variant) {
        Some((property, [tag])) => {
            quote!(crate::runtime::union::serialize_tagged(serializer, #property, #tag, #value))
        }
        Some((property, tags)) => quote! {
            crate::runtime::union::serialize_with_own_tag(serializer, #property, &[#(#tags),*], #value)
        },
        None => quote!(serde::Serialize::serialize(#value, serializer)),
    }
}

/// ```text
/// impl<'de> serde::Deserialize<'de> for Pet {
///     fn deserialize<D: …>(deserializer: D) -> Result<Self, D::Error> {
///         let value = <UnknownAlternative as Deserialize>::deserialize(deserializer)?;
///         match value.tag("kind") { Some("cat") => value.variant("kind").map(Self::Cat), … }
/// ```
fn deserialize(def: &TypeDef, it: &Union, model: &Model) -> TokenStream {
    let name = ident(&def.name);
    let by_shape = it.variants.iter().any(|it| it.shape != Shape::Any);
    let (shapes, body) = match &it.discriminator {
        Some(property) => {
            let shapes = by_shape.then(|| shapes(it, model));
            (shapes, tagged(it, property, by_shape))
        }
        None => (Some(shapes(it, model)), untagged(it)),
    };
    quote! {
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                #shapes
                let value = <crate::runtime::UnknownAlternative as serde::Deserialize>::deserialize(deserializer)?;
                #body
            }
        }
    }
}

/// The tag decides; where it is missing and may be, the shape.
///
/// ```text
/// match value.tag("kind") {
///     Some("cat") => value.variant("kind").map(Self::Cat),
///     None if value.is_untagged("kind") => { … }
///     _ => Ok(Self::Unknown(value.noted())),
/// }
/// ```
fn tagged(it: &Union, property: &str, by_shape: bool) -> TokenStream {
    let arms = it.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let tags = &variant.tags;
        quote!(Some(#(#tags)|*) => value.variant(#property).map(Self::#name),)
    });
    let missing = by_shape.then(|| {
        let best = best(it, Some(property));
        quote!(None if value.is_untagged(#property) => { #best })
    });
    quote! {
        match value.tag(#property) {
            #(#arms)*
            #missing
            _ => Ok(Self::Unknown(value.noted())),
        }
    }
}

fn untagged(it: &Union) -> TokenStream {
    best(it, it.unusable_discriminator.as_deref())
}

/// What fits best, where `beside` is no drift although a variant does not know it.
///
/// ```text
/// const SHAPES: &[Shape] = &[Shape::Text(&[]), Shape::Object { required: &["name"], … }];
/// let read = |number| match number {
///     0 => value.attempt().map(Self::Name),
///     _ => value.attempt().map(Self::Pet),
/// };
/// let best = value.best(SHAPES, read);
/// Ok(best.unwrap_or_else(|| Self::Unknown(value.noted())))
/// ```
fn best(it: &Union, beside: Option<&str>) -> TokenStream {
    let attempt = match beside {
        Some(property) => quote!(attempt_beside(#property)),
        None => quote!(attempt()),
    };
    let mut names: Vec<Ident> = it.variants.iter().map(|it| ident(&it.name)).collect();
    let last = names.pop();
    let read = if names.is_empty() {
        quote!(|_| value.#attempt.map(Self::#last))
    } else {
        let numbers = (0..names.len()).map(Literal::usize_unsuffixed);
        quote! {
            |number| match number {
                #(#numbers => value.#attempt.map(Self::#names),)*
                _ => value.#attempt.map(Self::#last),
            }
        }
    };
    quote! {
        let read = #read;
        let best = value.best(SHAPES, read);
        Ok(best.unwrap_or_else(|| Self::Unknown(value.noted())))
    }
}

fn shapes(it: &Union, model: &Model) -> TokenStream {
    let shapes = it.variants.iter().map(|it| shape(&it.shape, model));
    quote!(const SHAPES: &[crate::runtime::Shape] = &[#(#shapes),*];)
}

/// ```text
/// Shape::Object { required: &["name"], optional: &["age"], fixed: &[("kind", "cat")], shared: &[] }
/// Shape::Known(|text| !matches!(Country::from(text), Country::Unknown(_)))
/// ```
fn shape(it: &Shape, model: &Model) -> TokenStream {
    let shape = match it {
        Shape::Any => quote!(Any),
        Shape::Bool => quote!(Bool),
        Shape::Integer => quote!(Integer),
        Shape::Number => quote!(Number),
        Shape::Text(known) => quote!(Text(&[#(#known),*])),
        Shape::Known(id) => {
            let ty = ty(&Type::Named(*id), model);
            quote!(Known(|text| !matches!(#ty::from(text), #ty::Unknown(_))))
        }
        Shape::List => quote!(List),
        Shape::OneOf(shapes) => {
            let shapes = shapes.iter().map(|it| shape(it, model));
            quote!(OneOf(&[#(#shapes),*]))
        }
        Shape::Object(it) => {
            let (required, optional) = (&it.required, &it.optional);
            let [fixed, shared] = [&it.fixed, &it.shared].map(|it| {
                let pairs = it.iter().map(|(name, text)| quote!((#name, #text)));
                quote!(&[#(#pairs),*])
            });
            quote! {
                Object {
                    required: &[#(#required),*],
                    optional: &[#(#optional),*],
                    fixed: #fixed,
                    shared: #shared,
                }
            }
        }
    };
    quote!(crate::runtime::Shape::#shape)
}
