//! How the method of a handle makes a request: the call, what is set from the start, and the builder or the ready request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{body, builder, flattened, send, setters};
use crate::emit::tokens::{ident, is_sensitive, ty};
use crate::emit::types::initial;
use crate::emit::{arguments, statics};
use crate::model::{Body, Model, Operation, OperationPathParameter, Resource};

/// What the method of the handle does.
///
/// ```text
/// static OPERATION: Operation = …;
/// const PATH_SECRET_ID: PathParameter = PathParameter::new("secret_id");
/// let mut call = Call::new(&self.client, &OPERATION);
/// call.path(&PATH_SECRET_ID, &secret_id); …
/// ReadyRequest::new(call, Answer::envelope)
/// ```
///
/// The last line is `List { call }` where there is a builder.
pub(in crate::emit) fn construction(
    it: &Operation,
    resource: &Resource,
    model: &Model,
) -> TokenStream {
    let builder = builder(it, resource, model);
    let holder = model.has_builder(it).then_some(&builder);
    let client = match resource.parent {
        None => quote!(self),
        Some(_) => quote!(&self.client),
    };
    let operation = statics::operation(it);
    let constants = constants(it, resource, model);
    let path = it
        .path_parameters
        .iter()
        .map(|step| path_step(step, it, resource, model));
    let required = it
        .parameters
        .iter()
        .filter(|it| it.required)
        .map(|it| setters::initial(it, holder, model));
    let said = said(it);
    let (needed, request) = match holder {
        Some(builder) => {
            let body = it.body.as_ref().map(|body| body_field(body, model));
            (TokenStream::new(), quote!(#builder { call, #body }))
        }
        None => ready(it, model),
    };
    let is_changed = !said.is_empty()
        || !it.path_parameters.is_empty()
        || it.parameters.iter().any(|it| it.required)
        || (holder.is_none() && it.body.is_some());
    let mutable = is_changed.then(|| quote!(mut));
    quote! {
        #operation
        #constants
        #needed
        let #mutable call = crate::runtime::Call::new(#client, &OPERATION);
        #said
        #(#path)*
        #(#required)*
        #request
    }
}

/// The parameters that nothing else knows: those of the path that the handle has not, and without a builder all others.
///
/// `const PATH_SECRET_ID: PathParameter = PathParameter::new("secret_id");`
fn constants(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let path = it.path_parameters.iter().map(|it| &it.parameter);
    let path = path
        .filter(|it| !statics::is_held(it, resource))
        .map(|it| statics::path(&statics::own_path_name(it), it, model));
    let others = if model.has_builder(it) {
        &[]
    } else {
        &*it.parameters
    };
    let others = others.iter().map(statics::parameter);
    quote!(#(#path)* #(#others)*)
}

/// What the runtime has to know besides.
///
/// `call.server("https://upload.example.com");`
fn said(it: &Operation) -> TokenStream {
    let server = it.server.as_ref().map(|it| quote!(call.server(#it);));
    let texts = (!it.text_failures.is_empty()).then(|| {
        let statuses = it.text_failures.iter().map(|it| statics::status(*it));
        quote!(call.text_failures(&[#(#statuses),*]);)
    });
    let member = it.success_member.as_ref();
    let member = member.map(|name| quote!(call.success_member(#name);));
    quote!(#server #texts #member)
}

/// The request of which everything is set, and the constants that its body needs.
///
/// ```text
/// let body: Vec<NewSecret> = body.into_iter().collect();
/// call.json(&body, &body);
/// ReadyRequest::new(call, Answer::envelope)
/// ```
fn ready(it: &Operation, model: &Model) -> (TokenStream, TokenStream) {
    let read = send::read(it, model);
    let request = quote!(crate::runtime::ReadyRequest::new(call, #read));
    let Some(body) = &it.body else {
        return (TokenStream::new(), request);
    };
    let name = ident(&body.name);
    // A struct literal says itself what it is.
    let ty = body.flattened.is_none().then(|| {
        let ty = ty(&body.payload.ty, model);
        quote!(: #ty)
    });
    let made = match body_value(body, model) {
        Value::Made(value) => quote!(let #name #ty = #value;),
        Value::Given(_) => TokenStream::new(),
    };
    let written = body::write_variable(body, &name, model);
    let statements = written.statements;
    (written.constants, quote!(#made #statements #request))
}

/// `let secret_id: SecretId = secret_id.into(); call.path(&PATH_SECRET_ID, &secret_id);`
fn path_step(
    it: &OperationPathParameter,
    operation: &Operation,
    resource: &Resource,
    model: &Model,
) -> TokenStream {
    let parameter = &it.parameter;
    let constant = statics::path_name(parameter, resource);
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

/// What the body is made of.
enum Value {
    /// An argument as it is.
    Given(Ident),
    /// An expression.
    Made(TokenStream),
}

fn body_value(body: &Body, model: &Model) -> Value {
    if let Some(fields) = flattened(body, model) {
        let name = ty(&body.payload.ty, model);
        let values = fields.fields.iter().map(|it| initial(it, model));
        return Value::Made(quote!(#name { #(#values,)* }));
    }
    if !body.required {
        return Value::Made(quote!(None));
    }
    let name = ident(&body.name);
    if !arguments::changes_body(&body.payload.ty, model) {
        return Value::Given(name);
    }
    let value = arguments::convert_body(&body.payload.ty, &quote!(#name), model);
    Value::Made(value)
}

/// `body: new_item`, or `body` alone: Clippy wants a field short that is made of a variable of its name.
fn body_field(body: &Body, model: &Model) -> TokenStream {
    match body_value(body, model) {
        Value::Given(name) if name == "body" => quote!(body),
        Value::Given(name) => quote!(body: #name),
        Value::Made(value) => quote!(body: #value),
    }
}
