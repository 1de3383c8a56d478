//! Parameters that are set once for all calls: the setters of the client's builder, and what the runtime knows of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::tokens::{ident, option};
use crate::model::{Model, Setting, SettingPlace};

/// ```text
/// Setting { parameter: &Parameter::form("api-version").setting(), is_header: false, …, setter: "api_version", … }
/// ```
pub(super) fn constant(it: &Setting) -> TokenStream {
    let (setter, wire, is_secret) = (&it.name.rust, &it.name.wire, it.is_secret);
    let is_header = it.place == SettingPlace::Header;
    let start = if is_header {
        quote!(simple)
    } else {
        quote!(form)
    };
    let variable = option(it.variable.as_ref());
    let default = option(it.default.as_ref());
    quote! {
        crate::runtime::Setting {
            parameter: &crate::runtime::Parameter::#start(#wire).setting(),
            is_header: #is_header,
            is_secret: #is_secret,
            setter: #setter,
            variable: #variable,
            default: #default,
        }
    }
}

/// ```text
/// impl ClientBuilder {
///     pub fn api_version(self, api_version: impl Into<String>) -> Self { self.setting("api-version", api_version.into()) }
/// }
/// ```
pub(super) fn setters(model: &Model) -> Option<TokenStream> {
    let setters = model.settings.iter().map(setter);
    (!model.settings.is_empty()).then(|| {
        quote! {
            /// Parameters of all calls. A call can have its own value.
            impl crate::runtime::ClientBuilder { #(#setters)* }
        }
    })
}

fn setter(it: &Setting) -> TokenStream {
    let wire = &it.name.wire;
    let mut text = doc::or(&it.doc.text, &format!("Sets {}.", doc::code(wire)));
    let place = match it.place {
        SettingPlace::Header => "the header",
        SettingPlace::Query => "the query, as",
    };
    let sent = format!("Sent in {place} {}.", doc::code(wire));
    doc::paragraph(&mut text, &sent);
    match (&it.default, &it.variable) {
        (Some(default), _) => doc::paragraph(
            &mut text,
            &format!("Without it, {} is sent.", doc::code(default)),
        ),
        (None, Some(variable)) => doc::paragraph(
            &mut text,
            &format!(
                "[`Client::from_env`](crate::Client::from_env) reads it from {}.",
                doc::code(variable)
            ),
        ),
        (None, None) => {}
    }
    let docs = doc::outer(&text);
    let name = ident(&it.name);
    let (ty, value) = if it.is_secret {
        (quote!(crate::runtime::SecretValue), quote!(#name))
    } else {
        (quote!(String), quote!(#name.into()))
    };
    quote! {
        #docs
        pub fn #name(self, #name: impl Into<#ty>) -> Self {
            self.setting(#wire, #value)
        }
    }
}

/// What the documentation says of those that have to be set; empty if there are none.
pub(super) fn needed(model: &Model) -> String {
    let needed = model.settings.iter().filter(|it| it.default.is_none());
    let names: Vec<String> = needed
        .map(|it| {
            let setter = &it.name.rust;
            let link = format!("[`{setter}`](ClientBuilder::{setter})");
            match &it.variable {
                Some(variable) => format!("{link} (from the environment: {})", doc::code(variable)),
                None => link,
            }
        })
        .collect();
    if names.is_empty() {
        return String::new();
    }
    format!(
        "Nearly all requests need {}: set for the client, or for a single request.",
        names.join(" and ")
    )
}

/// `.x_api_key("text")` for each that has to be set, in tests and examples.
pub(super) fn examples(model: &Model, secret: &TokenStream) -> TokenStream {
    let needed = model.settings.iter().filter(|it| it.default.is_none());
    let calls = needed.map(|it| {
        let name = ident(&it.name);
        if it.is_secret {
            quote!(.#name(#secret))
        } else {
            quote!(.#name("text"))
        }
    });
    quote!(#(#calls)*)
}
