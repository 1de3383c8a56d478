//! Open enums.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::head;
use crate::emit::doc;
use crate::emit::tokens::{ident, literal};
use crate::model::{Enum, Represented, TypeDef};

/// ```text
/// pub enum Scope { /** `workers` */ Workers, /** … */ Unknown(UnknownValue) }
/// impl Scope { pub fn as_str(&self) -> &str { match self { Self::Workers => "workers", … } } }
/// impl From<&str> for Scope { fn from(text: &str) -> Self { match text { "workers" => Self::Workers, … } } }
/// crate::runtime::open_enum!(Scope);
/// ```
pub(super) fn item(def: &TypeDef, it: &Enum) -> TokenStream {
    let head = head(def, "One of several known values.");
    let name = ident(&def.name);
    let variants: Vec<_> = it.variants.iter().map(|it| ident(&it.name)).collect();
    let docs = it.variants.iter().map(|it| {
        let value = match it.name.wire.as_str() {
            "" => "The empty text.".to_owned(),
            wire => doc::code(wire),
        };
        doc::outer(&doc::or(&it.doc.text, &value))
    });
    let other = if it.any_text {
        "Any other text."
    } else {
        "A value that this version of the crate does not know."
    };
    let other = doc::outer(other);
    let unknown = match it.represented {
        Represented::Text => quote!(crate::runtime::UnknownValue),
        Represented::Integer => quote!(crate::runtime::UnknownNumber),
    };
    let values = match it.represented {
        Represented::Text => texts(&name, it),
        Represented::Integer => integers(&name, it),
    };
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#docs #variants,)*
            #other
            Unknown(#unknown),
        }
        #values
    }
}

fn texts(name: &Ident, it: &Enum) -> TokenStream {
    let any = it.any_text.then(|| quote!(, any: true));
    let variants: Vec<_> = it.variants.iter().map(|it| ident(&it.name)).collect();
    let values: Vec<&str> = it.variants.iter().map(|it| it.name.wire.as_str()).collect();
    quote! {
        impl #name {
            /// The value as it is written in requests and answers.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                match text {
                    #(#values => Self::#variants,)*
                    _ => Self::Unknown(crate::runtime::UnknownValue::new(text)),
                }
            }
        }
        crate::runtime::open_enum!(#name #any);
    }
}

/// ```text
/// impl Priority { pub fn as_i64(&self) -> i64 { match self { Self::Low => 1, … } } }
/// impl From<i64> for Priority { fn from(number: i64) -> Self { match number { 1 => Self::Low, … } } }
/// crate::runtime::open_number::open_number!(Priority);
/// ```
fn integers(name: &Ident, it: &Enum) -> TokenStream {
    let variants: Vec<_> = it.variants.iter().map(|it| ident(&it.name)).collect();
    let values: Vec<TokenStream> = it
        .variants
        .iter()
        .map(|it| literal(&it.name.wire))
        .collect();
    quote! {
        impl #name {
            /// The value as it is written in requests and answers.
            pub fn as_i64(&self) -> i64 {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value.as_i64(),
                }
            }
        }
        impl From<i64> for #name {
            fn from(number: i64) -> Self {
                match number {
                    #(#values => Self::#variants,)*
                    _ => Self::Unknown(crate::runtime::UnknownNumber::new(number)),
                }
            }
        }
        crate::runtime::open_number::open_number!(#name);
    }
}
