//! Builders: one for each operation, made by the method of its handle from what is required; the rest are setters.

mod body;
mod send;
mod setters;

pub(super) use send::outputs;

use proc_macro2::TokenStream;
use quote::quote;

use super::statics;
use super::tokens::{constant, deprecated, ident, is_sensitive, ty, word};
use super::types::initial;
use super::{arguments, doc, handle, headers};
use crate::model::{Body, Kind, Model, Operation, OperationPathParameter, Resource, Struct, Type};

/// A builder with its constants.
pub(super) fn item(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let own_path = it.path_parameters.iter().map(|it| &it.parameter);
    let own_path = own_path
        .filter(|it| !statics::is_held(it, resource))
        .map(|it| statics::path(&constant(&["path", &it.name.rust]), it, model));
    let parameters = it.parameters.iter().map(statics::parameter);
    let definition = definition(it, resource, model);
    let setters = setters::setters(it, model);
    let list = setters::list(it, model);
    let send = send::send(it, model);
    let alternatives = send::alternatives(it, model);
    let response_headers = headers::constants(it, model);
    let builder = ident(&it.builder);
    let future = send::future(it, model);
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
    quote! {
        #definition
        impl #builder {
            #(#own_path)*
            #(#parameters)*
            #response_headers
            #setters
            #list
            #send
            #alternatives
        }
        crate::runtime::request_options!(#builder);
        #future
        #former
    }
}

/// ```text
/// #[must_use = "nothing is sent until the request is awaited"]
/// #[derive(Clone, Debug)]
/// pub struct Update { call: Call, body: SecretUpdate }
/// ```
fn definition(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let builder = ident(&it.builder);
    let place = if resource.parent.is_none() {
        "Client"
    } else {
        resource.name.rust.as_str()
    };
    let docs = doc::outer(&format!(
        "The request of `{place}::{}`: set what is optional, then `.await` it.",
        it.method_name.rust
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

/// The path of the builder.
pub(super) fn builder(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let modules = model.place(resource).into_iter().map(word);
    let builder = ident(&it.builder);
    quote!(crate::resources::#(#modules::)*#builder)
}

fn is_always_there(body: &Body) -> bool {
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

/// What the method of the handle does.
///
/// ```text
/// static OPERATION: Operation = …;
/// let mut call = Call::new(&self.client, &OPERATION);
/// call.path(&Self::STORE_ID, &self.store_id); …
/// Get { call }
/// ```
pub(super) fn construction(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let builder = builder(it, resource, model);
    let client = match resource.parent {
        None => quote!(self),
        Some(_) => quote!(&self.client),
    };
    let operation = statics::operation(it);
    let path = it
        .path_parameters
        .iter()
        .map(|step| path_step(step, it, resource, model));
    let required = it
        .parameters
        .iter()
        .filter(|it| it.required)
        .map(|it| setters::initial(it, &builder, model));
    let body = it.body.as_ref().map(|body| body_value(body, model));
    let server = it.server.as_ref().map(|it| quote!(call.server(#it);));
    let texts = (!it.text_failures.is_empty()).then(|| {
        let statuses = it.text_failures.iter().map(|it| statics::status(*it));
        quote!(call.text_failures(&[#(#statuses),*]);)
    });
    let member = it.success_member.as_ref();
    let member = member.map(|name| quote!(call.success_member(#name);));
    let changed = server.is_some()
        || texts.is_some()
        || member.is_some()
        || !it.path_parameters.is_empty()
        || it.parameters.iter().any(|it| it.required);
    let mutable = changed.then(|| quote!(mut));
    quote! {
        #operation
        let #mutable call = crate::runtime::Call::new(#client, &OPERATION);
        #server
        #texts
        #member
        #(#path)*
        #(#required)*
        #builder { call, #body }
    }
}

/// `let secret_id: SecretId = secret_id.into(); call.path(&Get::PATH_SECRET_ID, &secret_id);`
fn path_step(
    it: &OperationPathParameter,
    operation: &Operation,
    resource: &Resource,
    model: &Model,
) -> TokenStream {
    let parameter = &it.parameter;
    let constant = statics::path_name(parameter, resource, &builder(operation, resource, model));
    let name = ident(&parameter.name);
    let converted = arguments::convert(&parameter.ty, &quote!(#name), model);
    let ty = ty(&parameter.ty, model);
    let conversion = (it.held.is_none() && model.changes(&parameter.ty))
        .then(|| quote!(let #name: #ty = #converted;));
    let value = match &it.held {
        Some(field) => {
            let field = ident(field);
            quote!(self.#field)
        }
        None => quote!(#name),
    };
    // Nothing but `Exposed` writes a secret, and another operation of the handle may have made it one.
    let value = if is_sensitive(&model.given(operation, it).ty, model) {
        quote!(crate::runtime::Exposed(&#value))
    } else {
        value
    };
    quote! {
        #conversion
        call.path(&#constant, &#value);
    }
}

fn body_value(body: &Body, model: &Model) -> TokenStream {
    if let Some(fields) = flattened(body, model) {
        let name = ty(&body.payload.ty, model);
        let values = fields.fields.iter().map(|it| initial(it, model));
        return quote!(body: #name { #(#values,)* });
    }
    if !body.required {
        return quote!(body: None);
    }
    let name = ident(&body.name);
    let value = arguments::convert_body(&body.payload.ty, &quote!(#name), model);
    // Clippy wants a field short that is made of a variable of its name.
    if body.name.rust == "body" && !arguments::changes_body(&body.payload.ty, model) {
        return quote!(body);
    }
    quote!(body: #value)
}
