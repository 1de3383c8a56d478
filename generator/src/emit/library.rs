//! `src/lib.rs`: the front page, and what the crate gives its users.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::word;
use super::{doc, front_page};
use crate::model::{Model, Output};

pub(super) fn file(model: &Model) -> TokenStream {
    let docs = doc::inner(&front_page::text(model));
    let mut names: Vec<_> = model
        .types
        .iter()
        .filter(|it| !it.internal)
        .map(|it| &it.name)
        .collect();
    names.extend(model.operations.iter().filter_map(|it| match &it.output {
        Output::ByStatus { name, .. } => Some(name),
        Output::One(_) => None,
    }));
    let former = model
        .types
        .iter()
        .filter(|it| !it.internal)
        .filter_map(|it| it.former.as_ref());
    let mut names: Vec<&str> = names
        .into_iter()
        .map(|it| it.rust.as_str())
        .chain(former.map(String::as_str))
        .collect();
    names.sort_unstable();
    let types = (!names.is_empty()).then(|| {
        let names = names.into_iter().map(word);
        quote!(pub use types::{#(#names),*};)
    });
    let module = types.is_some().then(|| {
        quote!(
            mod types;
        )
    });
    let servers = super::servers::any(model).then(|| {
        quote!(
            pub mod servers;
        )
    });
    quote! {
        #docs
        #![forbid(unsafe_code)]
        mod client;
        pub mod resources;
        #[allow(
            dead_code,
            unreachable_pub,
            unused_imports,
            unused_macros,
            missing_docs,
            reason = "shared by all generated clients; this one may not need all of it"
        )]
        mod runtime;
        #servers
        #module
        pub use runtime::public::*;
        #types
    }
}
