//! What is optional: setters, and the methods that lists have besides.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{body, flattened, is_always_there};
use crate::emit::tokens::{deprecated, ident, is_sensitive, option, ty};
use crate::emit::types::setter;
use crate::emit::{arguments, doc, statics, tokens};
use crate::model::{
    Asks, Body, Fixed, List, Model, More, Name, Operation, Pages, Parameter, ParameterPlace, Turn,
};

/// `let scopes: Vec<Scope> = …; call.query(&List::SCOPES, &scopes);`
fn set(it: &Parameter, call: &TokenStream, constant: &TokenStream, model: &Model) -> TokenStream {
    let name = ident(&it.name);
    let method = method(it);
    // Nothing but `Exposed` writes a secret.
    let value = if is_sensitive(&it.ty, model) {
        quote!(crate::runtime::Exposed(&#name))
    } else {
        quote!(#name)
    };
    let converted = arguments::convert(&it.ty, &quote!(#name), model);
    if !model.changes(&it.ty) {
        return quote!(#call.#method(&#constant, &#value););
    }
    let ty = ty(&it.ty, model);
    quote! {
        let #name: #ty = #converted;
        #call.#method(&#constant, &#value);
    }
}

/// What is required, when nothing else is set yet: as above, or the only value there is, or that of the client.
///
/// `call.query(&List::API_VERSION, &ApiVersion::V1);`
///
/// Without a builder, the constant is one of the method.
pub(super) fn initial(it: &Parameter, builder: Option<&TokenStream>, model: &Model) -> TokenStream {
    let name = statics::parameter_name(&it.name);
    let constant = builder.map_or(quote!(#name), |builder| quote!(#builder::#name));
    if it.is_setting {
        return quote!(call.setting(&#constant););
    }
    let Some(fixed) = &it.fixed else {
        return set(it, &quote!(call), &constant, model);
    };
    let method = method(it);
    let value = match fixed {
        // Here nothing else says of which type it is.
        Fixed::Integer(number) if number.parse::<i32>().is_err() => {
            tokens::typed_literal(number, &it.ty, model)
        }
        fixed => arguments::fixed(fixed, &it.ty, model),
    };
    quote!(call.#method(&#constant, &#value);)
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
    let deprecated = deprecated(it.deprecated);
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
    let optional = it.parameters.iter().filter(|it| !it.is_argument());
    let parameters = optional.map(|it| parameter(it, model));
    let empty = it.parameters.iter().filter_map(empty);
    let body = it.body.as_ref();
    let fields = body
        .and_then(|body| flattened(body, model))
        .into_iter()
        .flat_map(|it| {
            let optional = it.fields.iter().filter(|it| !it.is_argument());
            optional.map(|field| setter(it, field, &quote!(self.body), model))
        });
    let whole = body
        .filter(|it| !is_always_there(it))
        .map(|it| whole(it, model));
    let content_type = body.and_then(content_type);
    quote!(#(#parameters)* #(#empty)* #(#fields)* #whole #content_type)
}

/// ```text
/// pub fn per_page(mut self, per_page: u64) -> Self { self.call.query(&Self::PER_PAGE, &per_page); self }
/// ```
fn parameter(it: &Parameter, model: &Model) -> TokenStream {
    let mut text = doc::or(&it.doc.text, &format!("Sets {}.", doc::code(&it.name.wire)));
    doc::paragraph(&mut text, &doc::default(it.default.as_ref()));
    doc::paragraph(&mut text, &doc::fixed(it.fixed.as_ref()));
    if it.is_setting {
        doc::paragraph(&mut text, "Without it, the value of the client is sent.");
    }
    let docs = doc::outer(&text);
    let deprecated = deprecated(it.deprecated);
    let name = ident(&it.name);
    let ty = arguments::accepts(&it.ty, model);
    let constant = statics::parameter_name(&it.name);
    let set = set(it, &quote!(self.call), &quote!(Self::#constant), model);
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    }
}

/// ```text
/// pub fn body(mut self, body: NewStore) -> Self { self.body = Some(body); self }
/// ```
fn whole(it: &Body, model: &Model) -> TokenStream {
    let docs = doc::outer(&doc::or(&it.doc.text, "Sets the body."));
    let ty = arguments::accepts_body(&it.payload.ty, model);
    let name = ident(&it.name);
    let value = arguments::convert_body(&it.payload.ty, &quote!(#name), model);
    quote! {
        #docs
        pub fn #name(mut self, #name: #ty) -> Self {
            self.body = Some(#value);
            self
        }
    }
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
    let how = self::pagination(&pagination.pages, &ident(&it.builder));
    let new = match &pagination.pages {
        Pages::Numbered { .. } => quote!(new),
        Pages::List(_) => quote!(listed),
    };
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
            static PAGINATION: crate::runtime::Pagination = #how;
            #body
            crate::runtime::Pages::#new(self.call, &PAGINATION, #key)
        }
    })
}

/// ```text
/// Pagination { items: "/data", required: &["/data"], info: None, more: Some("/has_more"), turn: Turn::Link }
/// ```
fn pagination(it: &Pages, builder: &Ident) -> TokenStream {
    match it {
        Pages::Numbered { page, first } => {
            let asks = asked_in_query(page, builder);
            let first = option(first.map(Literal::u64_unsuffixed).as_ref());
            quote! {
                crate::runtime::Pagination::in_envelope(
                    crate::runtime::Turn::Page { asks: #asks, first: #first },
                )
            }
        }
        Pages::List(List {
            items,
            required,
            info,
            more,
            turn,
        }) => {
            let more = more.as_ref().map(self::more);
            let (info, more) = (option(info.as_ref()), option(more.as_ref()));
            let turn = self::turn(turn, builder);
            quote! {
                crate::runtime::Pagination {
                    items: #items,
                    required: &[#(#required),*],
                    info: #info,
                    more: #more,
                    turn: crate::runtime::Turn::#turn,
                }
            }
        }
    }
}

/// `More::If("/has_more")`
fn more(it: &More) -> TokenStream {
    match it {
        More::If(at) => quote!(crate::runtime::More::If(#at)),
        More::Unless(at) => quote!(crate::runtime::More::Unless(#at)),
    }
}

/// `Token { asks: Asks::Query(&ListOrders::PAGE_TOKEN), next: "/next_page_token" }`
fn turn(it: &Turn, builder: &Ident) -> TokenStream {
    let asks = |it: &Asks| asks(it, builder);
    match it {
        Turn::Page { asks: it, first } => {
            let asks = asks(it);
            let first = option(first.map(Literal::u64_unsuffixed).as_ref());
            quote!(Page { asks: #asks, first: #first })
        }
        Turn::Offset { asks: it } => {
            let asks = asks(it);
            quote!(Offset { asks: #asks })
        }
        Turn::Token { asks: it, next } => {
            let asks = asks(it);
            quote!(Token { asks: #asks, next: #next })
        }
        Turn::Scroll { asks: it, next } => {
            let asks = asks(it);
            quote!(Scroll { asks: #asks, next: #next })
        }
        Turn::LastItem { asks: it, key } => {
            let asks = asks(it);
            quote!(LastItem { asks: #asks, key: #key })
        }
        Turn::Address { next } => quote!(Address { next: #next }),
        Turn::Link => quote!(Link),
    }
}

/// `Asks::Query(&ListOrders::PAGE_TOKEN)`, or `Asks::member("cursor")`
fn asks(it: &Asks, builder: &Ident) -> TokenStream {
    match it {
        Asks::Parameter(name) => asked_in_query(name, builder),
        Asks::Member(name) => quote!(crate::runtime::Asks::member(#name)),
    }
}

/// `Asks::Query(&ListOrders::PAGE_TOKEN)`
fn asked_in_query(name: &Name, builder: &Ident) -> TokenStream {
    let name = statics::parameter_name(name);
    quote!(crate::runtime::Asks::Query(&#builder::#name))
}
