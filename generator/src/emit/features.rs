//! Modules of features: a condition stands at a module and nowhere else.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{condition, word};
use super::{doc, handle};
use crate::model::{Feature, FeatureId, HANDLES, Home, Model, Resource};

/// `src/resources.rs`: the list of modules.
pub(super) fn resources(model: &Model) -> TokenStream {
    let own = model.resources.iter();
    let own = own.filter(|it| it.home == Home::Own).map(|it| {
        let name = word(&it.module.rust);
        quote!(pub mod #name;)
    });
    let handles = any_handles(model).then(|| {
        let unused = unused_allowed("only what a feature brings reads it");
        let name = word(HANDLES);
        quote!(#unused pub mod #name;)
    });
    let with_handles = with_handles(model);
    let features = with_handles.iter().map(|id| &model[*id]);
    let features = modules(features, &quote!(pub));
    quote! {
        //! Handles, and the requests that can be made through them.
        #(#own)*
        #handles
        #features
    }
}

/// The features that have handles: what the API sends by itself can need one without.
pub(super) fn with_handles(model: &Model) -> BTreeSet<FeatureId> {
    let all = model.resources.iter().flat_map(|it| {
        let home = match it.home {
            Home::Feature(id) => Some(id),
            Home::Own | Home::Shared => None,
        };
        [home, it.feature]
    });
    all.flatten().collect()
}

/// ```text
/// #[cfg(feature = "load-balancers")]
/// pub mod load_balancers;
/// ```
pub(super) fn modules<'a>(
    features: impl Iterator<Item = &'a Feature>,
    visibility: &TokenStream,
) -> TokenStream {
    let modules = features.map(|it| {
        let condition = condition(Some(it));
        let name = word(&it.module);
        quote!(#condition #visibility mod #name;)
    });
    quote!(#(#modules)*)
}

/// Lets things be that are only used by features that are off.
pub(super) fn unused_allowed(reason: &str) -> TokenStream {
    quote!(#[cfg_attr(not(feature = "full"), allow(dead_code, reason = #reason))])
}

/// A test takes every operation, so it needs all of them.
pub(super) fn with_all(model: &Model) -> Option<TokenStream> {
    (!model.features.is_empty()).then(|| quote!(#![cfg(feature = "full")]))
}

/// True if some handle leads to several features.
pub(super) fn any_handles(model: &Model) -> bool {
    model.resources.iter().any(|it| it.home == Home::Shared)
}

/// `src/resources/handles.rs`: the handles that lead to several features, and the ways between them.
pub(super) fn handles(model: &Model) -> TokenStream {
    let shared = model.resources.iter();
    let shared = shared.filter(|it| it.home == Home::Shared).map(|it| {
        let item = handle::handle(it, model);
        let accessors = implementation(it, &handle::accessors(it, model), model);
        quote!(#item #accessors)
    });
    quote! {
        //! Handles that lead to several features.
        #(#shared)*
    }
}

/// `src/resources/load_balancers.rs`: the modules of a feature, the ways into it, and its main handle.
pub(super) fn module(feature: FeatureId, model: &Model) -> TokenStream {
    let title = doc::inner(&format!("The feature `{}`.", model[feature].name));
    let here = model.resources.iter().filter(|it| is_in(it, feature));
    let (main, others): (Vec<_>, Vec<_>) = here.partition(|it| is_main(it, model));
    let modules = others.into_iter().map(|it| {
        let name = word(&it.module.rust);
        quote!(pub mod #name;)
    });
    let main = main.into_iter().map(|it| handle::items(it, model));
    let ways = model.resources.iter().map(|from| {
        let children = from.children.iter().map(|id| &model[*id]);
        let ways = children
            .filter(|to| to.home == Home::Feature(feature) && leads_into_one(from, to))
            .map(|to| handle::accessor(from, to, model));
        implementation(from, &ways.collect::<Vec<_>>(), model)
    });
    quote! {
        #title
        #(#modules)*
        #(#ways)*
        #(#main)*
    }
}

/// True if the handle is defined in the feature, or its requests are.
fn is_in(resource: &Resource, feature: FeatureId) -> bool {
    resource.home == Home::Feature(feature) || resource.feature == Some(feature)
}

/// True if the handle has a file of its own. A shared one without requests has none, the main one of a feature is part
/// of the feature's.
pub(super) fn has_file(resource: &Resource, model: &Model) -> bool {
    (resource.home != Home::Shared || resource.feature.is_some()) && !is_main(resource, model)
}

fn is_main(resource: &Resource, model: &Model) -> bool {
    let in_feature = resource.home != Home::Own;
    in_feature && model.place(resource).len() == 1
}

/// True if `to` belongs to a feature and `from` does not.
pub(super) fn leads_into_one(from: &Resource, to: &Resource) -> bool {
    matches!(to.home, Home::Feature(_)) && from.home != to.home
}

fn implementation(resource: &Resource, methods: &[TokenStream], model: &Model) -> TokenStream {
    if methods.is_empty() {
        return TokenStream::new();
    }
    let handle = handle::ty(resource, model);
    quote!(impl #handle { #(#methods)* })
}
