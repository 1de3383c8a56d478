//! Requests: one type for each operation, made by the method of its handle from what is required. Where something is left to
//! set it is a builder, else another name of `ReadyRequest`.

mod body;
mod construction;
mod send;
mod setters;

pub(super) use construction::construction;
pub(super) use send::outputs;

use proc_macro2::TokenStream;
use quote::quote;

use super::statics;
use super::tokens::{deprecated, ident, ty, word};
use super::{arguments, doc, handle, headers};
use crate::model::{Body, Kind, Model, Operation, Resource, Struct, Type};

/// The type of the request.
pub(super) fn item(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let request = if model.has_builder(it) {
        with_setters(it, resource, model)
    } else {
        alias(it, resource, model)
    };
    let builder = ident(&it.builder);
    let former = it.former_builder.as_ref().map(|former| {
        let note = format!("renamed to `{}`", it.builder.rust);
        let docs = doc::outer(&format!("The former name of `{}`.", it.builder.rust));
        let former = word(former);
        quote! {
            #docs
            #[deprecated(note = #note)]
            pub type #former = #builder;
        }
    });
    quote!(#request #former)
}

/// ```text
/// /// The request of `Secrets::get`: `.await` it.
/// pub type Get = ReadyRequest<Secret>;
/// ```
fn alias(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let builder = ident(&it.builder);
    let called = called(it, resource);
    let docs = doc::outer(&format!("The request of `{called}`: `.await` it."));
    let deprecated = deprecated(it.deprecated);
    let output = send::output(it, model);
    quote! {
        #docs
        #deprecated
        pub type #builder = crate::runtime::ReadyRequest<#output>;
    }
}

/// A builder with its constants.
fn with_setters(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let parameters = it.parameters.iter().map(statics::parameter);
    let definition = definition(it, resource, model);
    let setters = setters::setters(it, model);
    let list = setters::list(it, model);
    let send = send::send(it, model);
    let alternatives = send::alternatives(it, model);
    let response_headers = headers::constants(it, model);
    let builder = ident(&it.builder);
    let future = send::future(it, model);
    quote! {
        #definition
        impl #builder {
            #(#parameters)*
            #response_headers
            #setters
            #list
            #send
            #alternatives
        }
        crate::runtime::request_options!(#builder);
        #future
    }
}

/// ```text
/// #[must_use = "nothing is sent until the request is awaited"]
/// #[derive(Clone, Debug)]
/// pub struct Update { call: Call, body: SecretUpdate }
/// ```
fn definition(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let builder = ident(&it.builder);
    let called = called(it, resource);
    let docs = doc::outer(&format!(
        "The request of `{called}`: set what is optional, then `.await` it."
    ));
    let deprecated = deprecated(it.deprecated);
    let body = it.body.as_ref().map(|body| {
        let ty = ty(&body.payload.ty, model);
        if is_always_there(body) {
            quote!(body: #ty,)
        } else {
            quote!(body: Option<#ty>,)
        }
    });
    quote! {
        #docs
        #deprecated
        #[must_use = "nothing is sent until the request is awaited"]
        #[derive(Clone, Debug)]
        pub struct #builder { call: crate::runtime::Call, #body }
    }
}

/// `Secrets::get`
fn called(it: &Operation, resource: &Resource) -> String {
    let place = if resource.parent.is_none() {
        "Client"
    } else {
        resource.name.rust.as_str()
    };
    format!("{place}::{}", it.method_name.rust)
}

/// The path of the builder.
pub(super) fn builder(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let modules = model.place(resource).into_iter().map(word);
    let builder = ident(&it.builder);
    quote!(crate::resources::#(#modules::)*#builder)
}

/// Whether the body is sent whatever the caller sets: it is an argument, or what it is made of is.
pub(super) fn is_always_there(body: &Body) -> bool {
    body.required || body.flattened.is_some()
}

/// The arguments of the method: path parameters that the handle does not hold, required parameters, the body.
pub(super) fn arguments(it: &Operation, model: &Model) -> Vec<TokenStream> {
    let mut list: Vec<TokenStream> = Vec::new();
    for parameter in it.path_parameters.iter().filter(|it| it.held.is_none()) {
        list.push(handle::argument(&parameter.parameter, model));
    }
    for parameter in it.parameters.iter().filter(|it| it.is_argument()) {
        let name = ident(&parameter.name);
        let ty = arguments::accepts(&parameter.ty, model);
        list.push(quote!(#name: #ty));
    }
    for (name, ty) in body_arguments(it, model) {
        let name = ident(&name);
        let ty = arguments::accepts_body(&ty, model);
        list.push(quote!(#name: #ty));
    }
    list
}

/// Their names, to hand them on.
pub(super) fn argument_names(it: &Operation, model: &Model) -> Vec<TokenStream> {
    let path = it
        .path_parameters
        .iter()
        .filter(|it| it.held.is_none())
        .map(|it| &it.parameter.name);
    let required = it
        .parameters
        .iter()
        .filter(|it| it.is_argument())
        .map(|it| &it.name);
    let body = body_arguments(it, model);
    path.chain(required)
        .chain(body.iter().map(|(name, _)| name))
        .map(|name| {
            let name = ident(name);
            quote!(#name)
        })
        .collect()
}

/// What the method says of required parameters and of the body.
pub(super) fn required_docs(it: &Operation, model: &Model) -> Vec<String> {
    let line = |name: &str, text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!("- `{name}`: {}", text.replace('\n', "\n  "))
        }
    };
    let mut lines: Vec<String> = it
        .parameters
        .iter()
        .filter(|it| it.is_argument())
        .map(|it| line(&it.name.rust, &it.doc.text))
        .collect();
    if let Some(body) = &it.body {
        match flattened(body, model) {
            Some(fields) => lines.extend(
                fields
                    .fields
                    .iter()
                    .filter(|it| it.is_argument())
                    .map(|it| line(&it.name.rust, &it.doc.text)),
            ),
            None if body.required => lines.push(line(&body.name.rust, &body.doc.text)),
            None => {}
        }
    }
    lines
}

/// Name and type of what the body asks for.
fn body_arguments(it: &Operation, model: &Model) -> Vec<(crate::model::Name, Type)> {
    let Some(body) = &it.body else {
        return Vec::new();
    };
    match flattened(body, model) {
        Some(fields) => fields
            .fields
            .iter()
            .filter(|it| it.is_argument())
            .map(|it| (it.name.clone(), it.ty.clone()))
            .collect(),
        None if body.required => vec![(body.name.clone(), body.payload.ty.clone())],
        None => Vec::new(),
    }
}

fn flattened<'a>(body: &Body, model: &'a Model) -> Option<&'a Struct> {
    match &model[body.flattened?].kind {
        Kind::Struct(it) => Some(it),
        Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => None,
    }
}
