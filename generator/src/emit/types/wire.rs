//! Writing types that hold secrets: not `Serialize` itself, which everybody could call, but the crate's
//! own wrapper `Exposed`.

use proc_macro2::TokenStream;
use quote::quote;

use super::structs::exposed;
use crate::emit::tokens::{ident, is_sensitive, word};
use crate::model::{Field, Model, Presence, Struct, TypeDef, Union};
use crate::naming::fields;

/// ```text
/// impl serde::Serialize for crate::runtime::Exposed<'_, NewSecret> {
///     fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
///         let mut map = serializer.serialize_map(None)?;
///         map.serialize_entry("value", &Exposed(&self.0.value))?; …
///         SerializeMap::end(map)
/// ```
pub(super) fn of_struct(def: &TypeDef, it: &Struct, model: &Model) -> TokenStream {
    let entries = it.fields.iter().map(|it| entry(it, model));
    let additional = it.additional.as_ref().map(|ty| {
        let name = word(&fields::additional(it));
        let value = if is_sensitive(ty, model) {
            quote!(&crate::runtime::Exposed(value))
        } else {
            quote!(value)
        };
        quote! {
            for (name, value) in &self.0.#name {
                map.serialize_entry(name, #value)?;
            }
        }
    });
    implementation(
        def,
        &quote! {
            let mut map = serializer.serialize_map(None)?;
            #(#entries)*
            #additional
            serde::ser::SerializeMap::end(map)
        },
    )
}

fn entry(it: &Field, model: &Model) -> TokenStream {
    let name = ident(&it.name);
    let wire = &it.name.wire;
    match it.presence {
        Presence::Required | Presence::RequiredNullable => {
            let value = exposed(it, &quote!(&self.0.#name), model);
            quote!(map.serialize_entry(#wire, #value)?;)
        }
        Presence::Optional | Presence::OptionalNullable => {
            let value = exposed(it, &quote!(value), model);
            quote! {
                if let Some(value) = &self.0.#name {
                    map.serialize_entry(#wire, #value)?;
                }
            }
        }
        Presence::ThreeState => {
            let value = exposed(it, &quote!(&self.0.#name), model);
            quote! {
                if !self.0.#name.is_absent() {
                    map.serialize_entry(#wire, #value)?;
                }
            }
        }
    }
}

/// The same for a union: the variant's content, with its tag if there is one.
pub(super) fn of_union(def: &TypeDef, it: &Union, model: &Model) -> TokenStream {
    let def_name = ident(&def.name);
    let arms = it.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let value = if is_sensitive(&variant.ty, model) {
            quote!(&crate::runtime::Exposed(value))
        } else {
            quote!(value)
        };
        let write = super::unions::write(it, variant, &value, model);
        quote!(#def_name::#name(value) => #write,)
    });
    let arms: Vec<TokenStream> = arms.collect();
    implementation(
        def,
        &quote! {
            match self.0 {
                #(#arms)*
                #def_name::Unknown(value) => serde::Serialize::serialize(value, serializer),
            }
        },
    )
}

fn implementation(def: &TypeDef, body: &TokenStream) -> TokenStream {
    let name = ident(&def.name);
    quote! {
        impl serde::Serialize for crate::runtime::Exposed<'_, #name> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                #body
            }
        }
    }
}
