//! Headers of answers: constants of the builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::tokens::{constant, ty};
use crate::model::{Model, Operation};

/// ```text
/// /// The header `X-Next` of the answer.
/// pub const HEADER_X_NEXT: ResponseHeader<String> = ResponseHeader::new("X-Next");
/// ```
pub(super) fn constants(it: &Operation, model: &Model) -> TokenStream {
    let constants = it.headers.iter().map(|it| {
        let wire = &it.name.wire;
        let mut text = format!("The header {} of the answer.", doc::code(&it.name.wire));
        doc::paragraph(&mut text, &it.doc.text);
        let docs = doc::outer(&text);
        let name = constant(&[&it.name.rust]);
        let ty = ty(&it.ty, model);
        quote! {
            #docs
            pub const #name: crate::runtime::ResponseHeader<#ty> =
                crate::runtime::ResponseHeader::new(#wire);
        }
    });
    quote!(#(#constants)*)
}

/// ```text
/// Headers of the answer, for `send()` and [`Response::header`](crate::Response::header), are constants of the builder:
/// - `HEADER_X_NEXT`
/// ```
pub(super) fn doc(it: &Operation) -> String {
    let lines: Vec<String> = it
        .headers
        .iter()
        .map(|it| format!("- `{}`", constant(&[&it.name.rust])))
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "Headers of the answer, for `send()` and [`Response::header`](crate::Response::header), are constants of the \
         builder:\n{}",
        lines.join("\n")
    )
}
