//! `src/client.rs`: the service, and how a client for it is made.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, option};
use super::{doc, settings};
use crate::model::{Credential, Model, Scheme, SchemePlace, Security};

pub(super) fn file(model: &Model) -> TokenStream {
    let service = service(model);
    let credentials = credentials(model);
    let settings = settings::setters(model);
    let builder = doc::outer(&builder_doc(model));
    let from_env = doc::outer(&from_env_doc(model));
    quote! {
        //! The service, and how a client for it is made.
        #service
        impl crate::runtime::Client {
            #builder
            pub fn builder() -> crate::runtime::ClientBuilder {
                crate::runtime::ClientBuilder::new(&SERVICE)
            }
            #from_env
            pub fn from_env() -> crate::runtime::Result<Self> {
                Self::builder().credentials_from_env()?.build()
            }
        }
        #settings
        #credentials
    }
}

fn builder_doc(model: &Model) -> String {
    let krate = &model.krate;
    let mut text = format!("Starts a client for {}.", krate.title.text);
    doc::paragraph(
        &mut text,
        "Nothing is read from the environment but proxies (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) and where certificates are (`SSL_CERT_FILE`, `SSL_CERT_DIR`), for `https` only; `build` is the only step that can fail.",
    );
    if krate.base_url.is_none() {
        let mut address = "The API does not say where it is: `base_url` has to be set".to_owned();
        if let Some(path) = krate.base_path.as_ref().filter(|it| !it.is_empty()) {
            let _ = write!(address, ", to an address that ends in {}", doc::code(path));
        }
        address.push('.');
        doc::paragraph(&mut text, &address);
    }
    if krate.in_clear {
        doc::paragraph(
            &mut text,
            "The address of the API is without TLS: nothing is built without `danger_allow_http`.",
        );
    }
    doc::paragraph(
        &mut text,
        &settings::needed(model).replace("](ClientBuilder", "](crate::ClientBuilder"),
    );
    if !krate.servers.is_empty() {
        doc::paragraph(
            &mut text,
            "The addresses that the API documents are in [`servers`](crate::servers), for `base_url`.",
        );
    }
    text
}

fn from_env_doc(model: &Model) -> String {
    let mut text = "A client with the settings of the environment.\n".to_owned();
    let credentials = model.security.credentials.iter();
    for variables in credentials.filter_map(doc::variables) {
        let _ = write!(text, "\n- {variables}: credentials");
    }
    if let Some(variable) = &model.krate.base_url_variable {
        let _ = write!(
            text,
            "\n- {}: the base URL, if it is not the usual one",
            doc::code(variable)
        );
    }
    for setting in &model.settings {
        if let Some(variable) = &setting.variable {
            let (variable, name) = (doc::code(variable), doc::code(&setting.name.wire));
            let _ = write!(text, "\n- {variable}: {name} of all requests");
        }
    }
    if model.security.credentials.is_empty() {
        return text.trim_end().to_owned();
    }
    text.push_str(
        "\n\nCredentials that are complete are taken, and a request carries the first that its operation accepts. Where none \
         are, a part of some is an error, and so is an environment without any.",
    );
    text
}

/// ```text
/// pub(crate) static SERVICE: Service = Service { name: "…", base_url: Some("https://…"), schemes: &[…], … };
/// ```
fn service(model: &Model) -> TokenStream {
    let krate = &model.krate;
    let name = &krate.name;
    let base_url = option(krate.base_url.as_ref());
    let variable = option(krate.base_url_variable.as_ref());
    let agent = format!("{name}-rust/");
    let schemes = model.security.schemes.iter().map(scheme);
    let credentials = model.security.credentials.iter().map(kind);
    let settings = model.settings.iter().map(settings::constant);
    quote! {
        pub(crate) static SERVICE: crate::runtime::Service = crate::runtime::Service {
            name: #name,
            base_url: #base_url,
            base_url_variable: #variable,
            user_agent: concat!(#agent, env!("CARGO_PKG_VERSION")),
            schemes: &[#(#schemes),*],
            credentials: &[#(#credentials),*],
            settings: &[#(#settings),*],
        };
    }
}

fn scheme(it: &Scheme) -> TokenStream {
    let name = &it.name;
    let place = match &it.place {
        SchemePlace::Header(name) => quote!(Header(#name)),
        SchemePlace::Query(name) => quote!(Query(#name)),
        SchemePlace::Cookie(name) => quote!(Cookie(#name)),
        SchemePlace::Bearer => quote!(Bearer),
        SchemePlace::Basic => quote!(Basic),
    };
    quote!(crate::runtime::Scheme { name: #name, place: crate::runtime::Place::#place })
}

fn kind(it: &Credential) -> TokenStream {
    let name = &it.name.wire;
    let parts = it.parts.iter().map(|part| {
        let scheme = &part.scheme;
        let variable = option(part.variable.as_ref());
        quote!(crate::runtime::CredentialPart { scheme: #scheme, variable: #variable })
    });
    quote!(crate::runtime::CredentialKind { name: #name, parts: &[#(#parts),*] })
}

/// ```text
/// impl Credentials { pub fn api_token(token: impl Into<SecretValue>) -> Self { … } }
/// ```
fn credentials(model: &Model) -> Option<TokenStream> {
    let list = &model.security.credentials;
    if list.is_empty() {
        return None;
    }
    let constructors = list.iter().map(|it| constructor(it, &model.security));
    Some(quote!(impl crate::runtime::Credentials { #(#constructors)* }))
}

/// Where a credential goes, and what the client puts before it.
fn sent(place: &SchemePlace) -> String {
    match place {
        SchemePlace::Header(name) if name == "authorization" => {
            "Sent as the whole of the header `authorization`: with `Bearer`, or what else the service wants before it."
                .to_owned()
        }
        SchemePlace::Header(name) => format!("Sent in the header {}.", doc::code(name)),
        SchemePlace::Query(name) => format!("Sent in the query, as {}.", doc::code(name)),
        SchemePlace::Cookie(name) => format!("Sent in the cookie {}.", doc::code(name)),
        SchemePlace::Bearer => "Sent as `Authorization: Bearer …`; `Bearer` is added.".to_owned(),
        SchemePlace::Basic => "Sent with the password, as `Authorization: Basic …`.".to_owned(),
    }
}

fn constructor(it: &Credential, security: &Security) -> TokenStream {
    let mut text = format!("Credentials of the kind {}.", doc::code(&it.name.wire));
    for (number, part) in it.parts.iter().enumerate() {
        let mut about = part.doc.text.clone();
        let again = it.parts[..number].iter().any(|it| it.scheme == part.scheme);
        let scheme = security.scheme(&part.scheme);
        if let Some(scheme) = scheme.filter(|_| !again) {
            doc::paragraph(&mut about, &sent(&scheme.place));
        }
        let about = about.replace('\n', "\n  ");
        doc::paragraph(&mut text, &format!("- `{}`: {about}", part.argument.rust));
    }
    let docs = doc::outer(&text);
    let name = ident(&it.name);
    let arguments = it.parts.iter().map(|part| {
        let argument = ident(&part.argument);
        quote!(#argument: impl Into<crate::runtime::SecretValue>)
    });
    let parts = it.parts.iter().map(|part| {
        let scheme = &part.scheme;
        let argument = ident(&part.argument);
        quote!((#scheme, #argument.into()))
    });
    quote! {
        #docs
        pub fn #name(#(#arguments),*) -> Self {
            Self::new([#(#parts),*])
        }
    }
}
