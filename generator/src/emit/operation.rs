//! Builders: one for each operation, required data in its constructor, the rest as setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::statics;
use super::tokens::{constant, constraints, ident, is_sensitive, is_text, ty};
use super::types::setter;
use super::{arguments, doc, handle};
use crate::model::{
    Body, Content, Field, Kind, Method, Model, Operation, OperationPathParameter, Output, OutputVariant, Parameter,
    ParameterPlace, Presence, Resource, Struct, Type,
};

/// A builder with its statics.
pub(super) fn item(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let own_path = it.path_parameters.iter().map(|it| &it.parameter);
    let own_path = own_path
        .filter(|it| !statics::is_held(it, resource))
        .map(|it| statics::path(&constant(&["path", &it.name.rust]), it, model));
    let parameters = it.parameters.iter().map(statics::parameter);
    let definition = definition(it, resource, model);
    let constructor = constructor(it, resource, model);
    let setters = setters(it, model);
    let list = list(it, model);
    let send = send(it, model);
    let builder = ident(&it.builder);
    let future = future(it, model);
    quote! {
        #definition
        impl #builder {
            #(#own_path)*
            #(#parameters)*
            #constructor
            #setters
            #list
            #send
        }
        crate::runtime::request_options!(#builder);
        #future
    }
}

/// `GET`, `POST`, …
pub(super) fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Head => "HEAD",
        Method::Options => "OPTIONS",
        Method::Trace => "TRACE",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}

/// ```text
/// #[must_use = "nothing is sent until the request is awaited"]
/// #[derive(Clone, Debug)]
/// pub struct Update { call: Call, body: SecretUpdate }
/// ```
fn definition(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let builder = ident(&it.builder);
    let place = if resource.parent.is_none() { "Client" } else { resource.name.rust.as_str() };
    let docs = doc::outer(&format!(
        "The request of `{place}::{}`: set what is optional, then `.await` it.",
        it.method_name.rust
    ));
    let deprecated = it.deprecated.then(|| quote!(#[deprecated]));
    let body = it.body.as_ref().map(|body| {
        let ty = ty(&body.ty, model);
        if is_always_there(body) { quote!(body: #ty,) } else { quote!(body: Option<#ty>,) }
    });
    quote! {
        #docs
        #deprecated
        #[must_use = "nothing is sent until the request is awaited"]
        #[derive(Clone, Debug)]
        pub struct #builder { call: crate::runtime::Call, #body }
    }
}

fn is_always_there(body: &Body) -> bool {
    body.required || body.flattened.is_some()
}

/// The arguments of the method: path parameters that the handle does not hold, required parameters, the body.
pub(super) fn arguments(it: &Operation, model: &Model) -> Vec<TokenStream> {
    let mut list: Vec<TokenStream> = Vec::new();
    for parameter in it.path_parameters.iter().filter(|it| !it.held) {
        list.push(handle::argument(&parameter.parameter, model));
    }
    for parameter in it.parameters.iter().filter(|it| it.required) {
        let name = ident(&parameter.name);
        let ty = arguments::accepts(&parameter.ty, model);
        list.push(quote!(#name: #ty));
    }
    for (name, ty) in body_arguments(it, model) {
        let name = ident(&name);
        let ty = arguments::accepts(&ty, model);
        list.push(quote!(#name: #ty));
    }
    list
}

/// Their names, to hand them on.
pub(super) fn argument_names(it: &Operation, model: &Model) -> Vec<TokenStream> {
    let path = it.path_parameters.iter().filter(|it| !it.held).map(|it| &it.parameter.name);
    let required = it.parameters.iter().filter(|it| it.required).map(|it| &it.name);
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
        if text.is_empty() { String::new() } else { format!("- `{name}`: {}", text.replace('\n', "\n  ")) }
    };
    let mut lines: Vec<String> = it
        .parameters
        .iter()
        .filter(|it| it.required)
        .map(|it| line(&it.name.rust, &it.doc.text))
        .collect();
    if let Some(body) = &it.body {
        match flattened(body, model) {
            Some(fields) => lines.extend(
                fields
                    .fields
                    .iter()
                    .filter(|it| it.presence == Presence::Required)
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
    let Some(body) = &it.body else { return Vec::new() };
    match flattened(body, model) {
        Some(fields) => fields
            .fields
            .iter()
            .filter(|it| it.presence == Presence::Required)
            .map(|it| (it.name.clone(), it.ty.clone()))
            .collect(),
        None if body.required => vec![(body.name.clone(), body.ty.clone())],
        None => Vec::new(),
    }
}

fn flattened<'a>(body: &Body, model: &'a Model) -> Option<&'a Struct> {
    match &model[body.flattened?].kind {
        Kind::Struct(it) => Some(it),
        Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) => None,
    }
}

/// ```text
/// fn new(secrets: &Secrets, secret_id: impl Into<SecretId>) -> Self {
///     let mut call = Call::new(&secrets.client, &GET);
///     call.path(&SECRET_ID, &secret_id.into()); …
/// ```
fn constructor(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let handle_ty = handle::ty(resource);
    let client = handle::client(resource, &quote!(handle));
    let operation = statics::operation(it);
    let parameters = arguments(it, model);
    let path = it.path_parameters.iter().map(|it| path_step(it, resource, model));
    let required = it.parameters.iter().filter(|it| it.required).map(|it| set(it, &quote!(call), model));
    let body = it.body.as_ref().map(|body| body_value(body, model));
    let mutable = (!it.path_parameters.is_empty() || it.parameters.iter().any(|it| it.required)).then(|| quote!(mut));
    quote! {
        fn new(handle: &#handle_ty, #(#parameters),*) -> Self {
            #operation
            let #mutable call = crate::runtime::Call::new(&#client, &OPERATION);
            #(#path)*
            #(#required)*
            Self { call, #body }
        }
    }
}

/// `let secret_id: SecretId = secret_id.into(); call.path(&Self::PATH_SECRET_ID, &secret_id);`
fn path_step(it: &OperationPathParameter, resource: &Resource, model: &Model) -> TokenStream {
    let parameter = &it.parameter;
    let constant = statics::path_name(parameter, resource);
    let name = ident(&parameter.name);
    let converted = arguments::convert(&parameter.ty, &quote!(#name), model);
    let ty = ty(&parameter.ty, model);
    let conversion = (!it.held && converted.to_string() != name.to_string())
        .then(|| quote!(let #name: #ty = #converted;));
    let value = if it.held { quote!(handle.#name) } else { quote!(#name) };
    let value = if is_text(&parameter.ty, model) { quote!(&#value) } else { quote!(&#value.to_string()) };
    quote! {
        #conversion
        call.path(&#constant, #value);
    }
}

/// `let scopes: Vec<Scope> = …; call.query(&Self::SCOPES, &scopes);`
fn set(it: &Parameter, call: &TokenStream, model: &Model) -> TokenStream {
    let name = ident(&it.name);
    let constant = statics::parameter_name(it);
    let method = match it.place {
        ParameterPlace::Query => quote!(query),
        ParameterPlace::Header => quote!(header_parameter),
        ParameterPlace::Cookie => quote!(cookie),
    };
    let converted = arguments::convert(&it.ty, &quote!(#name), model);
    if converted.to_string() == name.to_string() {
        return quote!(#call.#method(&Self::#constant, &#name););
    }
    let ty = ty(&it.ty, model);
    quote! {
        let #name: #ty = #converted;
        #call.#method(&Self::#constant, &#name);
    }
}

fn body_value(body: &Body, model: &Model) -> TokenStream {
    if let Some(fields) = flattened(body, model) {
        let name = ty(&body.ty, model);
        let values = fields.fields.iter().map(|it| flattened_value(it, model));
        return quote!(body: #name { #(#values,)* });
    }
    if !body.required {
        return quote!(body: None);
    }
    let name = ident(&body.name);
    let value = arguments::convert(&body.ty, &quote!(#name), model);
    if value.to_string() == "body" { quote!(body) } else { quote!(body: #value) }
}

fn flattened_value(it: &Field, model: &Model) -> TokenStream {
    let name = ident(&it.name);
    match it.presence {
        Presence::Required => {
            let value = arguments::convert(&it.ty, &quote!(#name), model);
            if value.to_string() == name.to_string() { quote!(#name) } else { quote!(#name: #value) }
        }
        Presence::Optional | Presence::OptionalNullable | Presence::RequiredNullable => quote!(#name: None),
        Presence::ThreeState => quote!(#name: crate::runtime::Nullable::Absent),
    }
}

/// One method for each optional parameter and each optional field of a flattened body.
fn setters(it: &Operation, model: &Model) -> TokenStream {
    let parameters = it.parameters.iter().filter(|it| !it.required).map(|parameter| {
        let mut text = doc::or(&parameter.doc.text, &format!("Sets `{}`.", parameter.name.wire.replace('`', "'")));
        doc::paragraph(&mut text, &doc::default(parameter.default.as_ref()));
        let docs = doc::outer(&text);
        let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
        let name = ident(&parameter.name);
        let ty = arguments::accepts(&parameter.ty, model);
        let set = set(parameter, &quote!(self.call), model);
        quote! {
            #docs
            #deprecated
            pub fn #name(mut self, #name: #ty) -> Self {
                #set
                self
            }
        }
    });
    let fields = it.body.as_ref().and_then(|body| flattened(body, model)).into_iter().flat_map(|it| {
        it.fields
            .iter()
            .filter(|it| it.presence != Presence::Required)
            .map(|it| setter(it, &quote!(self.body), model))
    });
    let body = it.body.as_ref().filter(|it| !is_always_there(it)).map(|body| {
        let docs = doc::outer(&doc::or(&body.doc.text, "Sets the body."));
        let ty = arguments::accepts(&body.ty, model);
        let value = arguments::convert(&body.ty, &quote!(body), model);
        quote! {
            #docs
            pub fn body(mut self, body: #ty) -> Self {
                self.body = Some(#value);
                self
            }
        }
    });
    quote!(#(#parameters)* #(#fields)* #body)
}

/// Pages and items of a list.
fn list(it: &Operation, model: &Model) -> Option<TokenStream> {
    let pagination = it.pagination.as_ref()?;
    let Output::One(Content::Page(item)) = &it.output else { return None };
    let item = ty(item, model);
    let builder = ident(&it.builder);
    let page = constant(&[&pagination.page.rust]);
    let key = match &pagination.key {
        Some(key) => {
            let key = ident(key);
            quote!(Some(|item: &#item| item.#key.as_str()))
        }
        None => quote!(None),
    };
    Some(quote! {
        /// Ends `items` and `pages` after this many items.
        pub fn max_items(mut self, max_items: usize) -> Self {
            self.call.max_items(max_items);
            self
        }
        /// Lets `items` and `pages` go on where an earlier run stopped.
        pub fn resume(mut self, checkpoint: crate::runtime::Checkpoint) -> Self {
            self.call.resume(checkpoint);
            self
        }
        /// The items of all pages, one after the other; further pages are asked for as they are needed.
        pub fn items(self) -> crate::runtime::Items<#item> {
            self.pages().items()
        }
        /// All pages, one after the other.
        pub fn pages(self) -> crate::runtime::Pages<#item> {
            static PAGINATION: crate::runtime::Pagination =
                crate::runtime::Pagination::PageNumber { page: &#builder::#page };
            crate::runtime::Pages::new(self.call, &PAGINATION, #key)
        }
    })
}

/// ```text
/// pub async fn send(mut self) -> Result<Response<Secret>> {
///     self.call.json(&Exposed(&self.body), &self.body);
///     self.call.envelope().await
/// }
/// ```
fn send(it: &Operation, model: &Model) -> TokenStream {
    let output = output(it, model);
    let body = it.body.as_ref().map(|body| write_body(body, model));
    let mutable = body.is_some().then(|| quote!(mut));
    let ending = match &it.output {
        Output::One(content) => {
            let ending = match content {
                Content::Nothing => quote!(unit),
                Content::Json(_) => quote!(json_body),
                Content::Result(_) => quote!(envelope),
                Content::Page(_) => quote!(page),
                Content::Bytes => quote!(raw_body),
            };
            quote!(self.call.#ending().await)
        }
        Output::ByStatus { variants, .. } => by_status(variants, &output),
    };
    quote! {
        /// Sends the request; the answer comes with its status, headers and other metadata.
        pub async fn send(#mutable self) -> crate::runtime::Result<crate::runtime::Response<#output>> {
            #body
            #ending
        }
    }
}

/// A body that is a list brings its own limits, such as the fewest elements.
fn write_body(body: &Body, model: &Model) -> TokenStream {
    let always = is_always_there(body);
    let value = if always { quote!(&self.body) } else { quote!(body) };
    let written = if is_sensitive(&body.ty, model) {
        quote!(&crate::runtime::Exposed(#value))
    } else {
        value.clone()
    };
    let limits = (!body.constraints.is_empty() && matches!(body.ty, Type::List(_))).then(|| {
        let limits = constraints(&body.constraints);
        quote!(const LIMITS: crate::runtime::Constraints = #limits;)
    });
    let rules = if limits.is_some() {
        quote!(&crate::runtime::Limited(#value, &LIMITS))
    } else {
        value
    };
    let write = quote!(self.call.json(#written, #rules););
    if always {
        return quote!(#limits #write);
    }
    quote! {
        #limits
        if let Some(body) = &self.body {
            #write
        }
    }
}

/// The type of the answer.
fn output(it: &Operation, model: &Model) -> TokenStream {
    match &it.output {
        Output::One(content) => self::content(content, model).unwrap_or_else(|| quote!(())),
        Output::ByStatus { name, .. } => {
            let name = ident(name);
            quote!(crate::types::#name)
        }
    }
}

fn content(content: &Content, model: &Model) -> Option<TokenStream> {
    Some(match content {
        Content::Nothing => return None,
        Content::Json(it) | Content::Result(it) => ty(it, model),
        Content::Page(it) => {
            let it = ty(it, model);
            quote!(crate::runtime::Page<#it>)
        }
        Content::Bytes => quote!(bytes::Bytes),
    })
}

/// ```text
/// let answer = self.call.answer().await?;
/// match answer.pattern() { StatusPattern::Exact(200) => Ok(answer.json()?.map(Output::Ok)), … }
/// ```
fn by_status(variants: &[OutputVariant], output: &TokenStream) -> TokenStream {
    let last = variants.len() - 1;
    let arms = variants.iter().enumerate().map(|(number, it)| {
        // The runtime answers with one of the documented patterns, so the last one needs no test.
        let status = if number == last { quote!(_) } else { statics::status(it.status) };
        let name = ident(&it.name);
        let read = match &it.content {
            Content::Nothing => return quote!(#status => Ok(answer.unit()?.map(|()| #output::#name)),),
            Content::Json(_) => quote!(json),
            Content::Result(_) => quote!(envelope),
            Content::Page(_) => quote!(page),
            Content::Bytes => quote!(raw),
        };
        quote!(#status => Ok(answer.#read()?.map(#output::#name)),)
    });
    quote! {
        let answer = self.call.answer().await?;
        match answer.pattern() {
            #(#arms)*
        }
    }
}

/// The enums of answers whose content depends on the status.
pub(super) fn outputs(model: &Model) -> TokenStream {
    let enums = model.operations.iter().filter_map(|it| match &it.output {
        Output::ByStatus { name, variants } => Some((it, name, variants)),
        Output::One(_) => None,
    });
    let items = enums.map(|(it, name, variants)| {
        let name = ident(name);
        let docs = doc::outer(&format!("What `{}` answers.", it.call));
        let variants = variants.iter().map(|it| {
            let name = ident(&it.name);
            let docs = doc::outer(&format!("The answer with status {}.", status_text(it.status)));
            match content(&it.content, model) {
                Some(content) => quote!(#docs #name(#content),),
                None => quote!(#docs #name,),
            }
        });
        quote! {
            #docs
            #[derive(Clone, Debug)]
            #[non_exhaustive]
            pub enum #name { #(#variants)* }
        }
    });
    quote!(#(#items)*)
}

fn status_text(status: crate::model::Status) -> String {
    match status {
        crate::model::Status::Exact(code) => code.to_string(),
        crate::model::Status::Range(hundreds) => format!("{hundreds}xx"),
        crate::model::Status::Default => "that nothing else names".to_owned(),
    }
}

/// `.await` on the builder gives the value alone.
fn future(it: &Operation, model: &Model) -> TokenStream {
    let builder = ident(&it.builder);
    let output = output(it, model);
    quote! {
        impl IntoFuture for #builder {
            type Output = crate::runtime::Result<#output>;
            type IntoFuture = crate::runtime::BoxFuture<Self::Output>;
            fn into_future(self) -> Self::IntoFuture {
                Box::pin(async move { self.send().await.map(crate::runtime::Response::into_inner) })
            }
        }
    }
}
