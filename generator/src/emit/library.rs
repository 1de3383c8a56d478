//! `src/lib.rs`: the front page, and what the crate gives its users.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{condition, word};
use super::{doc, features, front_page};
use crate::model::{FeatureId, Model, Output, TypeDef};

pub(super) fn file(model: &Model) -> TokenStream {
    let docs = doc::inner(&front_page::text(model));
    let types = types(None, model);
    let numbers = (0..model.features.len()).map(FeatureId);
    let of_features = numbers.filter_map(|it| self::types(Some(it), model));
    let of_features = quote!(#(#of_features)*);
    let large = !model.features.is_empty();
    let links = large.then(
        || quote!(#![cfg_attr(not(feature = "full"), allow(rustdoc::broken_intra_doc_links))]),
    );
    let unused = large.then(|| features::unused_allowed("only what a feature brings uses it"));
    let module = super::types::any(model).then(|| {
        quote!(
            #unused
            mod types;
        )
    });
    let servers = super::servers::any(model).then(|| {
        quote!(
            pub mod servers;
        )
    });
    let webhooks = super::webhooks::any(model).then(|| {
        let condition = condition(model.webhooks.feature.map(|it| &model[it]));
        quote!(
            #condition
            pub mod webhooks;
        )
    });
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #links
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
        #webhooks
        pub use runtime::public::*;
        #types
        #of_features
    }
}

/// What users see of the types of a feature, or of those that are always there.
///
/// ```text
/// #[cfg(feature = "load-balancers")]
/// pub use types::load_balancers::{Monitor, Pool};
/// ```
fn types(feature: Option<FeatureId>, model: &Model) -> Option<TokenStream> {
    let public = |it: &&TypeDef| !it.internal && it.feature == feature;
    let defs = model.types.iter().filter(public);
    let defs = defs.flat_map(|it| [Some(&it.name.rust), it.former.as_ref()]);
    let operations = model.operations.iter();
    let outputs = operations
        .filter(|it| model[it.resource].feature == feature)
        .map(|it| match &it.output {
            Output::ByStatus { name, .. } => Some(&name.rust),
            Output::One(_) => None,
        });
    let mut names: Vec<&String> = defs.chain(outputs).flatten().collect();
    names.sort_unstable();
    let feature = feature.map(|it| &model[it]);
    let condition = condition(feature);
    let module = feature.map(|it| {
        let module = word(&it.module);
        quote!(#module::)
    });
    (!names.is_empty()).then(|| {
        let names = names.into_iter().map(|it| word(it));
        quote!(#condition pub use types::#module{#(#names),*};)
    })
}
