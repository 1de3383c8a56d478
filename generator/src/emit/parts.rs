//! Objects that are sent in several parts: a part for each field.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::tokens::{ident, is_sensitive, word};
use crate::model::{Field, Kind, Model, Part, Presence, Struct, Type, TypeDef};
use crate::naming;

/// What several requests send.
///
/// ```text
/// impl Parts for Upload {
///     fn parts(&self) -> Multipart { let mut parts = Multipart::new(); parts.text("note", &self.note); …; parts }
/// }
/// ```
pub(super) fn of_struct(def: &TypeDef, it: &Struct, said: &[Part], model: &Model) -> TokenStream {
    let name = ident(&def.name);
    let steps = steps(it, said, &quote!(self), model);
    quote! {
        impl crate::runtime::Parts for #name {
            fn parts(&self) -> crate::runtime::Multipart {
                #steps
                parts
            }
        }
    }
}

/// ```text
/// let mut parts = Multipart::new();
/// parts.text("note", &self.body.note);
/// parts.file("photo", &self.body.photo).content_type("image/png").header("x-rank", &self.body.photo_x_rank);
/// ```
///
/// Lowering makes parts of structs only; else nothing is printed, and what is to send `parts` does not compile.
pub(super) fn of(
    ty: &Type,
    said: &[Part],
    place: &TokenStream,
    model: &Model,
) -> Option<TokenStream> {
    let fields = match &model[ty.named()?].kind {
        Kind::Struct(it) => it,
        Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => return None,
    };
    Some(steps(fields, said, place, model))
}

fn steps(fields: &Struct, said: &[Part], place: &TokenStream, model: &Model) -> TokenStream {
    let headers: BTreeSet<&str> = said
        .iter()
        .flat_map(|it| it.headers.iter().map(|it| it.field.rust.as_str()))
        .collect();
    let said: BTreeMap<&str, &Part> = said.iter().map(|it| (it.wire.as_str(), it)).collect();
    let steps = fields
        .fields
        .iter()
        .filter(|it| !headers.contains(it.name.rust.as_str()))
        .map(|field| {
            let said = said.get(field.name.wire.as_str());
            part(field, said.copied(), place, model)
        });
    let additional = additional(fields, place);
    quote! {
        let mut parts = crate::runtime::Multipart::new();
        #(#steps)*
        #additional
    }
}

fn additional(fields: &Struct, place: &TokenStream) -> Option<TokenStream> {
    let ty = fields.additional.as_ref()?;
    let name = word(&naming::fields::additional(fields));
    let step = match ty {
        Type::List(_) if ty.is_file() => quote!(for file in value {
            parts.file(name, file);
        }),
        _ if ty.is_file() => quote!(parts.file(name, value);),
        _ => quote!(parts.text(name, value);),
    };
    Some(quote! {
        for (name, value) in &#place.#name { #step }
    })
}

fn part(field: &Field, said: Option<&Part>, place: &TokenStream, model: &Model) -> TokenStream {
    let (name, wire) = (ident(&field.name), &field.name.wire);
    let more = said.map(|it| more(it, place));
    if field.ty.is_file() {
        return file(field, more.as_ref(), place);
    }
    let method = if said.is_some_and(|it| it.json) {
        quote!(json)
    } else {
        quote!(text)
    };
    let content = if is_sensitive(&field.ty, model) {
        quote!(&crate::runtime::Exposed(&#place.#name))
    } else {
        quote!(&#place.#name)
    };
    quote!(parts.#method(#wire, #content) #more;)
}

/// What the description says of a part: `.content_type("image/png").header("x-rank", …)`.
fn more(it: &Part, place: &TokenStream) -> TokenStream {
    let content_type = match it.content_types.as_slice() {
        [] => None,
        [only] => Some(quote!(.content_type(#only))),
        several => Some(quote!(.content_types(&[#(#several),*]))),
    };
    let headers = it.headers.iter().map(|it| {
        let (header, field) = (&it.name, ident(&it.field));
        let method = if it.needed {
            quote!(needed_header)
        } else {
            quote!(header)
        };
        quote!(.#method(#header, &#place.#field))
    });
    quote!(#content_type #(#headers)*)
}

/// A list of files is a part for each.
fn file(field: &Field, more: Option<&TokenStream>, place: &TokenStream) -> TokenStream {
    let (name, wire) = (ident(&field.name), &field.name.wire);
    // What is said of a part is read from the place, which no file may hide.
    let place_name = place.to_string();
    let each = format_ident!("{}", if place_name == "file" { "part" } else { "file" });
    let one = if name == place_name { &each } else { &name };
    let add = |file: &TokenStream| {
        if matches!(field.ty, Type::List(_)) {
            quote!(for #each in #file { parts.file(#wire, #each) #more; })
        } else {
            quote!(parts.file(#wire, #file) #more;)
        }
    };
    let inner = add(&quote!(#one));
    match field.presence {
        Presence::Required => add(&quote!(&#place.#name)),
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
            quote!(if let Some(#one) = &#place.#name { #inner })
        }
        Presence::ThreeState => quote!(if let Some(#one) = #place.#name.value() { #inner }),
    }
}
