//! Bodies in several media types: an enum with a variant for each.

use proc_macro2::TokenStream;
use quote::quote;

use super::conversion;
use crate::emit::doc;
use crate::emit::tokens::{ident, ty};
use crate::model::{BodyForm, Model, TypeDef, conversions};

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
        let docs = doc::outer(&format!("Sent as {}.", doc::code(&it.payload.media_type)));
        let variant = ident(&it.name);
        let ty = ty(&it.payload.ty, model);
        quote!(#docs #variant(#ty),)
    });
    let conversions = conversions(forms)
        .into_iter()
        .map(|it| conversion(def, &it.name, &it.payload.ty, model));
    quote! {
        #head
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        #(#conversions)*
    }
}
