//! Bodies in several media types: an enum with a variant for each.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::doc;
use crate::emit::tokens::{ident, ty};
use crate::model::{BodyForm, Encoding, Model, Type, TypeDef};

/// ```text
/// pub enum CreateFileContent { /** Sent as `application/json`. */ Json(CreateFile), /** … */ Multipart(CreateFileParts) }
/// impl From<CreateFile> for CreateFileContent { … }
/// ```
pub(super) fn item(def: &TypeDef, forms: &[BodyForm], model: &Model) -> TokenStream {
    let head = super::head(
        def,
        "The body of a request, in one of the media types that the API takes.",
    );
    let name = ident(&def.name);
    let variants = forms.iter().map(|it| {
        let docs = doc::outer(&format!("Sent as {}.", doc::code(&it.media_type)));
        let variant = ident(&it.name);
        let ty = ty(&it.ty, model);
        quote!(#docs #variant(#ty),)
    });
    let conversions = meant(forms)
        .into_iter()
        .map(|it| conversion(def, it, model));
    quote! {
        #head
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        #(#conversions)*
    }
}

/// Those that a value alone stands for: no other has its type, or it is the first of them that is plain JSON.
fn meant(forms: &[BodyForm]) -> Vec<&BodyForm> {
    let plain = |it: &BodyForm| {
        it.encoding == Encoding::Json && it.media_type.starts_with("application/json")
    };
    let mut of_type: BTreeMap<&Type, Vec<&BodyForm>> = BTreeMap::new();
    for it in forms {
        of_type.entry(&it.ty).or_default().push(it);
    }
    let meant = |it: &&BodyForm| match of_type[&it.ty].as_slice() {
        [_] => true,
        same => {
            plain(it)
                && same
                    .iter()
                    .find(|it| plain(it))
                    .is_some_and(|first| first.name == it.name)
        }
    };
    forms.iter().filter(meant).collect()
}

fn conversion(def: &TypeDef, it: &BodyForm, model: &Model) -> TokenStream {
    let (name, variant) = (ident(&def.name), ident(&it.name));
    let of = ty(&it.ty, model);
    let text = (it.ty == Type::String).then(|| {
        quote! {
            impl From<&str> for #name {
                fn from(value: &str) -> Self {
                    Self::#variant(value.to_owned())
                }
            }
        }
    });
    quote! {
        impl From<#of> for #name {
            fn from(value: #of) -> Self {
                Self::#variant(value)
            }
        }
        #text
    }
}
