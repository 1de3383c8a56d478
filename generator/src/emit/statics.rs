//! Parameters and operations as statics: what the runtime needs to know of them.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::{constant, constraints};
use crate::model::{
    Method, Model, Operation, Parameter, PathParameter, Resource, Retry, Status, Style,
};

/// The statics of the path parameters of one resource. Those that all operations share are called like the
/// parameter, the others carry the name of their operation.
pub(super) struct PathStatics<'a> {
    shared: BTreeMap<&'a str, &'a PathParameter>,
    own: Vec<(&'a Operation, &'a PathParameter)>,
}

impl<'a> PathStatics<'a> {
    pub(super) fn of(resource: &Resource, model: &'a Model) -> Self {
        let mut statics = Self { shared: BTreeMap::new(), own: Vec::new() };
        for id in &resource.operations {
            let operation = &model[*id];
            for it in &operation.path_parameters {
                let wire = it.parameter.name.wire.as_str();
                let known = statics.shared.entry(wire).or_insert(&it.parameter);
                if !same(known, &it.parameter) {
                    statics.own.push((operation, &it.parameter));
                }
            }
        }
        statics
    }

    /// The static of a parameter of an operation.
    pub(super) fn name(&self, operation: &Operation, parameter: &PathParameter) -> Ident {
        let shared = self.shared.get(parameter.name.wire.as_str());
        if shared.is_some_and(|it| same(it, parameter)) {
            constant(&[&parameter.name.rust])
        } else {
            constant(&[&operation.builder.rust, &parameter.name.rust])
        }
    }

    /// ```text
    /// static STORE_ID: PathParameter = PathParameter { name: "store_id", strict: true, constraints: … };
    /// ```
    pub(super) fn items(&self) -> TokenStream {
        let shared = self.shared.values().map(|it| (constant(&[&it.name.rust]), *it));
        let own = self
            .own
            .iter()
            .map(|(operation, it)| (constant(&[&operation.builder.rust, &it.name.rust]), *it));
        let items = shared.chain(own).map(|(name, it)| {
            let wire = &it.name.wire;
            let strict = it.strict;
            let limits = constraints(&it.constraints);
            quote! {
                static #name: crate::runtime::PathParameter = crate::runtime::PathParameter {
                    name: #wire,
                    strict: #strict,
                    constraints: #limits,
                };
            }
        });
        quote!(#(#items)*)
    }
}

fn same(a: &PathParameter, b: &PathParameter) -> bool {
    a.name == b.name && a.strict == b.strict && a.constraints == b.constraints
}

/// The static of a query, header or cookie parameter.
pub(super) fn parameter_name(operation: &Operation, it: &Parameter) -> Ident {
    constant(&[&operation.builder.rust, &it.name.rust])
}

/// ```text
/// static LIST_PER_PAGE: Parameter = Parameter { name: "per_page", style: Style::Form, explode: true, … };
/// ```
pub(super) fn parameter(operation: &Operation, it: &Parameter) -> TokenStream {
    let name = parameter_name(operation, it);
    let wire = &it.name.wire;
    let style = match it.style {
        Style::Simple => quote!(Simple),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
    };
    let explode = it.explode;
    let limits = constraints(&it.constraints);
    quote! {
        static #name: crate::runtime::Parameter = crate::runtime::Parameter {
            name: #wire,
            style: crate::runtime::Style::#style,
            explode: #explode,
            constraints: #limits,
        };
    }
}

/// The static of an operation.
pub(super) fn operation_name(operation: &Operation) -> Ident {
    constant(&[&operation.builder.rust])
}

/// ```text
/// static LIST: Operation = Operation { id: "…", name: "secrets.list", method: http::Method::GET, … };
/// ```
pub(super) fn operation(it: &Operation) -> TokenStream {
    let constant = operation_name(it);
    let (id, call, path, accept) = (&it.id, &it.call, &it.path, &it.accept);
    let method = match it.method {
        Method::Get => quote!(GET),
        Method::Head => quote!(HEAD),
        Method::Options => quote!(OPTIONS),
        Method::Trace => quote!(TRACE),
        Method::Post => quote!(POST),
        Method::Put => quote!(PUT),
        Method::Patch => quote!(PATCH),
        Method::Delete => quote!(DELETE),
    };
    let security = it.security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    let retry = match it.retry {
        Retry::Idempotent => quote!(Idempotent),
        Retry::Unsent => quote!(OnlyUnsent),
    };
    let statuses = it.statuses.iter().map(|it| status(*it));
    quote! {
        static #constant: crate::runtime::Operation = crate::runtime::Operation {
            id: #id,
            name: #call,
            method: http::Method::#method,
            path: #path,
            security: &[#(#security),*],
            retry: crate::runtime::Retry::#retry,
            accept: #accept,
            statuses: &[#(#statuses),*],
        };
    }
}

/// `StatusPattern::Exact(200)`
pub(super) fn status(it: Status) -> TokenStream {
    match it {
        Status::Exact(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(crate::runtime::StatusPattern::Exact(#code))
        }
        Status::Range(hundreds) => {
            let hundreds = proc_macro2::Literal::u8_unsuffixed(hundreds);
            quote!(crate::runtime::StatusPattern::Range(#hundreds))
        }
        Status::Default => quote!(crate::runtime::StatusPattern::Default),
    }
}
