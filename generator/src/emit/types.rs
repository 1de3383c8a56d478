//! `src/types.rs` and `src/types/…`: everything the API sends and receives.

mod checks;
mod choices;
mod enums;
mod identifiers;
mod structs;
mod unions;
mod wire;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{deprecated, ident, ty, word};
use super::{doc, features, operation};
use crate::model::{FeatureId, Kind, Model, Name, Output, Type, TypeDef};
pub(super) use structs::{initial, setter};

/// True if there is anything to write.
pub(super) fn any(model: &Model) -> bool {
    let mut operations = model.operations.iter();
    !model.types.is_empty() || operations.any(|it| matches!(it.output, Output::ByStatus { .. }))
}

/// The features that have types of their own.
pub(super) fn of_features(model: &Model) -> BTreeSet<FeatureId> {
    let types = model.types.iter().filter_map(|it| it.feature);
    let operations = model.operations.iter();
    let enums = operations.filter(|it| matches!(it.output, Output::ByStatus { .. }));
    types
        .chain(enums.filter_map(|it| model[it.resource].feature))
        .collect()
}

/// `src/types.rs`: what is always there, and the modules of the features.
pub(super) fn file(model: &Model) -> TokenStream {
    let with_types = of_features(model);
    let features = with_types.iter().map(|id| &model[*id]);
    let modules = features::modules(features, &quote!(pub(crate)));
    let items = items(None, model);
    quote! {
        //! Types that the API sends and receives.
        #modules
        #items
    }
}

/// `src/types/load_balancers.rs`: what one feature alone uses.
pub(super) fn of_feature(feature: FeatureId, model: &Model) -> TokenStream {
    let title = doc::inner(&format!(
        "Types that only the feature `{}` uses.",
        model[feature].name
    ));
    let items = items(Some(feature), model);
    quote!(#title #items)
}

fn items(feature: Option<FeatureId>, model: &Model) -> TokenStream {
    let here = model.types.iter().filter(|it| it.feature == feature);
    let mut defs: Vec<&TypeDef> = here.collect();
    defs.sort_by(|a, b| a.name.cmp(&b.name));
    let items = defs.into_iter().map(|it| item(it, model));
    let outputs = operation::outputs(feature, model);
    quote!(#(#items)* #outputs)
}

fn item(def: &TypeDef, model: &Model) -> TokenStream {
    let former = former(def);
    let item = kind(def, model);
    quote!(#item #former)
}

/// ```text
/// #[deprecated(note = "renamed to `Secret`")]
/// pub type StoredSecret = Secret;
/// ```
fn former(def: &TypeDef) -> Option<TokenStream> {
    let former = word(def.former.as_ref()?);
    let name = ident(&def.name);
    let note = format!("renamed to `{}`", def.name.rust);
    let doc = doc::outer(&format!("The former name of `{}`.", def.name.rust));
    (!def.internal).then(|| {
        quote! {
            #doc
            #[deprecated(note = #note)]
            pub type #former = #name;
        }
    })
}

fn kind(def: &TypeDef, model: &Model) -> TokenStream {
    match &def.kind {
        Kind::Struct(it) => structs::item(def, it, model),
        Kind::Enum(it) => enums::item(def, it),
        Kind::Union(it) => unions::item(def, it, model),
        Kind::Identifier(limits) => identifiers::item(def, limits),
        Kind::Choice(forms) => choices::item(def, forms, model),
    }
}

/// The description and whether the type is deprecated.
fn head(def: &TypeDef, fallback: &str) -> TokenStream {
    let doc = doc::outer(&doc::or(&def.doc.text, fallback));
    let deprecated = deprecated(def.deprecated);
    quote!(#doc #deprecated)
}

/// `impl From<Cat> for Pet`, where the type alone tells the variant. A text may be borrowed.
fn conversion(def: &TypeDef, variant: &Name, of: &Type, model: &Model) -> TokenStream {
    let (name, variant) = (ident(&def.name), ident(variant));
    let (ty, value) = match of {
        Type::Boxed(it) => (ty(it, model), quote!(Box::new(value))),
        it => (ty(it, model), quote!(value)),
    };
    let borrowed = (*of == Type::String).then(|| {
        quote! {
            impl From<&str> for #name {
                fn from(value: &str) -> Self {
                    Self::#variant(value.to_owned())
                }
            }
        }
    });
    quote! {
        impl From<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self::#variant(#value)
            }
        }
        #borrowed
    }
}
