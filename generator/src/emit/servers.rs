//! `src/servers.rs`: the addresses that the API documents.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::tokens::ident;
use crate::model::{Model, Server, ServerPart, ServerVariable};

/// True if there is a choice.
pub(super) fn any(model: &Model) -> bool {
    !model.krate.servers.is_empty()
}

pub(super) fn file(model: &Model) -> TokenStream {
    let items = model.krate.servers.iter().map(item);
    quote! {
        //! The addresses that the API documents, for `Client::builder().base_url(…)`.
        #(#items)*
    }
}

/// ```text
/// pub struct Regional { region: RegionalRegion }
/// impl Regional { pub fn new() -> Self { … } pub fn region(mut self, region: RegionalRegion) -> Self { … } }
/// impl From<Regional> for String { … }
/// ```
fn item(it: &Server) -> TokenStream {
    let name = ident(&it.name);
    let mut text = doc::or(&it.doc.text, "An address of the service.");
    doc::paragraph(&mut text, &doc::code(&it.name.wire));
    let docs = doc::outer(&text);
    let fields = it.variables.iter().map(|it| {
        let (name, ty) = (ident(&it.name), ty(it));
        quote!(#name: #ty)
    });
    let derive = it
        .variables
        .iter()
        .all(|it| it.default.is_some())
        .then(|| default(it));
    let constructor = constructor(it);
    let setters = it
        .variables
        .iter()
        .filter(|it| it.default.is_some())
        .map(setter);
    let enums = it.variables.iter().filter_map(values);
    let url = url(it);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
        impl #name {
            #constructor
            #(#setters)*
        }
        #derive
        #url
        #(#enums)*
    }
}

fn ty(it: &ServerVariable) -> TokenStream {
    match &it.ty {
        Some(name) => {
            let name = ident(name);
            quote!(#name)
        }
        None => quote!(String),
    }
}

fn default(it: &Server) -> TokenStream {
    let name = ident(&it.name);
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn constructor(it: &Server) -> TokenStream {
    let arguments = it
        .variables
        .iter()
        .filter(|it| it.default.is_none())
        .map(|it| {
            let (name, accepts) = (ident(&it.name), accepts(it));
            quote!(#name: #accepts)
        });
    let values = it.variables.iter().map(|it| {
        let name = ident(&it.name);
        match (it.default.as_deref(), &it.ty) {
            (None, Some(_)) => quote!(#name),
            (None, None) => quote!(#name: #name.into()),
            (Some(""), None) => quote!(#name: String::new()),
            (Some(value), None) => quote!(#name: #value.to_owned()),
            (Some(value), Some(ty)) => {
                let ty = ident(ty);
                let variant = it.values.iter().find(|it| it.wire == value).map(ident);
                quote!(#name: #ty::#variant)
            }
        }
    });
    let docs = doc::outer(if it.variables.is_empty() {
        "This address."
    } else {
        "This address, with its variables at their defaults."
    });
    quote! {
        #docs
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

fn accepts(it: &ServerVariable) -> TokenStream {
    let ty = ty(it);
    if it.ty.is_some() {
        ty
    } else {
        quote!(impl Into<#ty>)
    }
}

fn setter(it: &ServerVariable) -> TokenStream {
    let (name, accepts) = (ident(&it.name), accepts(it));
    let mut text = doc::or(&it.doc.text, &format!("Sets {}.", doc::code(&it.name.wire)));
    if let Some(value) = it.default.as_ref().filter(|it| !it.is_empty()) {
        let usual = format!("By default {}.", doc::code(value));
        doc::paragraph(&mut text, &usual);
    }
    let docs = doc::outer(&text);
    let value = if it.ty.is_some() {
        quote!(#name)
    } else {
        quote!(#name.into())
    };
    quote! {
        #docs
        pub fn #name(mut self, #name: #accepts) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// The values of a variable: an address has no others.
fn values(it: &ServerVariable) -> Option<TokenStream> {
    let name = ident(it.ty.as_ref()?);
    let docs = doc::outer(&format!("A value of {}.", doc::code(&it.name.wire)));
    let variants: Vec<_> = it.values.iter().map(ident).collect();
    let texts: Vec<&str> = it.values.iter().map(|it| it.wire.as_str()).collect();
    let about = texts.iter().map(|it| match *it {
        "" => doc::outer("Nothing."),
        it => doc::outer(&doc::code(it)),
    });
    Some(quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name { #(#about #variants,)* }
        impl #name {
            /// The value as it stands in the address.
            pub fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #texts,)* }
            }
        }
    })
}

fn url(it: &Server) -> TokenStream {
    let name = ident(&it.name);
    let parts = it.parts.iter().map(|part| match part {
        ServerPart::Text(text) => quote!(#text),
        ServerPart::Variable(variable) => {
            let field = ident(variable);
            quote!(server.#field.as_str())
        }
    });
    let (argument, url) = if it.variables.is_empty() {
        (quote!(_), quote!(#(#parts.to_owned())*))
    } else {
        (quote!(server), quote!([#(#parts),*].concat()))
    };
    quote! {
        impl From<#name> for String {
            fn from(#argument: #name) -> Self {
                #url
            }
        }
    }
}
