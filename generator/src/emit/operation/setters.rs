//! What is optional: setters, and the methods that lists have besides.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{body, flattened, is_always_there};
use crate::emit::tokens::{ident, is_sensitive, ty};
use crate::emit::types::setter;
use crate::emit::{arguments, doc, statics};
use crate::model::{
    Body, ListPlace, Model, Name, Operation, Pagination, Parameter, ParameterPlace, Turn,
};

/// `let scopes: Vec<Scope> = …; call.query(&Self::SCOPES, &scopes);`
pub(super) fn set(it: &Parameter, call: &TokenStream, model: &Model) -> TokenStream {
    let name = ident(&it.name);
    let constant = statics::parameter_name(&it.name);
    let method = method(it);
    // Nothing but `Exposed` writes a secret.
    let value = if is_sensitive(&it.ty, model) {
        quote!(crate::runtime::Exposed(&#name))
    } else {
        quote!(#name)
    };
    let converted = arguments::convert(&it.ty, &quote!(#name), model);
    if !arguments::changes(&it.ty, model) {
        return quote!(#call.#method(&Self::#constant, &#value););
    }
    let ty = ty(&it.ty, model);
    quote! {
        let #name: #ty = #converted;
        #call.#method(&Self::#constant, &#value);
    }
}

/// What is required, when nothing else is set yet: as above, or the only value there is.
///
/// `call.query(&Self::API_VERSION, &ApiVersion::V1);`
pub(super) fn initial(it: &Parameter, call: &TokenStream, model: &Model) -> TokenStream {
    let Some(fixed) = &it.fixed else {
        return set(it, call, model);
    };
    let constant = statics::parameter_name(&it.name);
    let method = method(it);
    let value = arguments::fixed(fixed, &it.ty, model);
    quote!(#call.#method(&Self::#constant, &#value);)
}

fn method(it: &Parameter) -> TokenStream {
    match it.place {
        ParameterPlace::Query => quote!(query),
        ParameterPlace::Header => quote!(header_parameter),
        ParameterPlace::Cookie => quote!(cookie),
    }
}

/// ```text
/// /// Sends `verbose` without a value.
/// pub fn verbose_empty(mut self) -> Self { self.call.query(&Self::VERBOSE, ""); self }
/// ```
fn empty(it: &Parameter) -> Option<TokenStream> {
    let name = ident(it.empty.as_ref()?);
    let constant = statics::parameter_name(&it.name);
    let docs = doc::outer(&format!(
        "Sends {} without a value.",
        doc::code(&it.name.wire)
    ));
    let deprecated = it.deprecated.then(|| quote!(#[deprecated]));
    Some(quote! {
        #docs
        #deprecated
        pub fn #name(mut self) -> Self {
            self.call.query(&Self::#constant, "");
            self
        }
    })
}

/// One method for each optional parameter and each optional field of a flattened body.
pub(super) fn setters(it: &Operation, model: &Model) -> TokenStream {
    let parameters = it
        .parameters
        .iter()
        .filter(|it| !it.is_argument())
        .map(|parameter| {
            let mut text = doc::or(
                &parameter.doc.text,
                &format!("Sets {}.", doc::code(&parameter.name.wire)),
            );
            doc::paragraph(&mut text, &doc::default(parameter.default.as_ref()));
            doc::paragraph(&mut text, &doc::fixed(parameter.fixed.as_ref()));
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
    let empty = it.parameters.iter().filter_map(empty);
    let fields = it
        .body
        .as_ref()
        .and_then(|body| flattened(body, model))
        .into_iter()
        .flat_map(|it| {
            it.fields
                .iter()
                .filter(|it| !it.is_argument())
                .map(|field| setter(it, field, &quote!(self.body), model))
        });
    let body = it
        .body
        .as_ref()
        .filter(|it| !is_always_there(it))
        .map(|body| {
            let docs = doc::outer(&doc::or(&body.doc.text, "Sets the body."));
            let ty = arguments::accepts_body(&body.ty, model);
            let value = arguments::convert_body(&body.ty, &quote!(body), model);
            quote! {
                #docs
                pub fn body(mut self, body: #ty) -> Self {
                    self.body = Some(#value);
                    self
                }
            }
        });
    let content_type = it.body.as_ref().and_then(content_type);
    quote!(#(#parameters)* #(#empty)* #(#fields)* #body #content_type)
}

/// ```text
/// pub fn content_type(mut self, content_type: impl Into<String>) -> Self { self.call.media_type(content_type); self }
/// ```
fn content_type(body: &Body) -> Option<TokenStream> {
    let name = ident(body.content_type.as_ref()?);
    Some(quote! {
        /// Says what the body is, where the API leaves that open.
        pub fn #name(mut self, content_type: impl Into<String>) -> Self {
            self.call.media_type(content_type);
            self
        }
    })
}

/// Pages and items of a list.
pub(super) fn list(it: &Operation, model: &Model) -> Option<TokenStream> {
    let pagination = it.pagination.as_ref()?;
    let item = ty(&pagination.item, model);
    let key = match &pagination.key {
        Some(key) => {
            let key = ident(key);
            quote!(Some(|item: &#item| item.#key.as_str()))
        }
        None => quote!(None),
    };
    let way = way(pagination, &ident(&it.builder));
    let body = it.body.as_ref().map(|it| body::write(it, model));
    let mutable = body.is_some().then(|| quote!(mut));
    Some(quote! {
        /// Ends `items` and `pages` after this many items. Awaited, the list is one page of any length.
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
        pub fn pages(#mutable self) -> crate::runtime::Pages<#item> {
            static PAGINATION: crate::runtime::Pagination = #way;
            #body
            crate::runtime::Pages::new(self.call, &PAGINATION, #key)
        }
    })
}

/// ```text
/// Pagination::List(List { items: "/data", info: None, more: Some("/has_more"), turn: Turn::Link })
/// ```
fn way(it: &Pagination, builder: &Ident) -> TokenStream {
    let parameter = |name: &Name| {
        let name = statics::parameter_name(name);
        quote!(&#builder::#name)
    };
    let turn = match &it.turn {
        Turn::Page {
            parameter: page,
            first,
        } => {
            let page = parameter(page);
            if it.place == ListPlace::Envelope {
                return quote!(crate::runtime::Pagination::PageNumber { page: #page });
            }
            let first = match first {
                Some(first) => {
                    let first = Literal::u64_unsuffixed(*first);
                    quote!(Some(#first))
                }
                None => quote!(None),
            };
            quote!(Page { parameter: #page, first: #first })
        }
        Turn::Offset { parameter: it } => {
            let it = parameter(it);
            quote!(Offset { parameter: #it })
        }
        Turn::Token {
            parameter: it,
            next,
        } => {
            let it = parameter(it);
            quote!(Token { parameter: #it, next: #next })
        }
        Turn::LastItem { parameter: it, key } => {
            let it = parameter(it);
            quote!(LastItem { parameter: #it, key: #key })
        }
        Turn::Address { next } => quote!(Address { next: #next }),
        Turn::Link => quote!(Link),
    };
    let optional = |it: &Option<String>| match it {
        Some(it) => quote!(Some(#it)),
        None => quote!(None),
    };
    let (items, info, more) = match &it.place {
        ListPlace::Envelope => ("/result", None, None),
        ListPlace::At { items, info, more } => (items.as_str(), info.clone(), more.clone()),
    };
    let (info, more) = (optional(&info), optional(&more));
    quote! {
        crate::runtime::Pagination::List(crate::runtime::List {
            items: #items,
            info: #info,
            more: #more,
            turn: crate::runtime::Turn::#turn,
        })
    }
}
