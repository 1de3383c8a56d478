//! `tests/wire.rs`: what each operation sends and reads, against a server in the same process.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::example::{self, Uses};
use super::features;
use super::tokens::{ident, ty, word};
use crate::files::Files;
use crate::model::{
    Content, Expected, Model, Operation, Output, OutputVariant, Sent, SentBody, Type, Wire,
};

/// The harness, copied as it is.
const SUPPORT: &str = include_str!("../../runtime/tests-shared/wire.rs");

const SUPPORT_HEADER: &str =
    "// @generated from generator/runtime/tests-shared/wire.rs. Edit that file.\n\n";

/// The harness, if the crate has such tests.
pub(super) fn support(model: &Model, files: &mut Files) {
    if any(model) {
        files.add(
            "tests/support/wire.rs",
            format!("{SUPPORT_HEADER}{SUPPORT}"),
        );
    }
}

pub(super) fn file(model: &Model) -> TokenStream {
    let library = word(&model.krate.library);
    let tests = model.operations.iter().flat_map(|operation| {
        operation
            .wires
            .iter()
            .map(move |wire| test(operation, wire, model))
    });
    let condition = features::with_all(model);
    quote! {
        //! What each operation sends, and what it makes of each documented answer.
        //!
        //! The expectations were worked out from the specification, not by the client.
        #condition
        #![allow(deprecated, reason = "what is deprecated must still work")]
        #[allow(unused_imports, reason = "each test takes what it needs")]
        use #library::*;
        #[path = "support/wire.rs"]
        mod wire;
        wire::server!(#library);
        #(#tests)*
    }
}

/// True if the crate has such tests.
pub(super) fn any(model: &Model) -> bool {
    model.operations.iter().any(|it| !it.wires.is_empty())
}

/// ```text
/// #[tokio::test]
/// async fn zones_get_required_200() {
///     let server = Server::new(200, "application/json", "{…}");
///     let client = server.client(Client::builder().credentials(Credentials::api_token("t-1")));
///     let answer = client.zones().get("p-1").skip_validation().send().await;
///     server.got("GET", &Sent { path: "/zones/p-1", … });
///     wire::same(answer.expect("a success").get(), "{…}");
/// }
/// ```
fn test(operation: &Operation, it: &Wire, model: &Model) -> TokenStream {
    let name = format_ident!("{}_{}", operation.call.replace('.', "_"), it.name);
    let reply = &it.reply;
    let status = Literal::u16_unsuffixed(reply.status);
    let (media_type, body) = (&reply.media_type, &reply.body);
    let credentials = it.credential.map(|number| {
        let credential = &model.security.credentials[number];
        let name = ident(&credential.name);
        let parts = credential.parts.iter().map(|_| quote!(wire::TOKEN));
        quote!(.credentials(Credentials::#name(#(#parts),*)))
    });
    let mut uses = Uses::default();
    let call = example::with(operation, &it.call, model, &mut uses);
    let optional = it.body.as_ref().map(|value| {
        let value = example::expression(value, model, &mut uses);
        quote!(.body(#value))
    });
    let method = operation.method.verb();
    let sent = sent(&it.sent);
    let check = check(operation, &it.expected, model);
    quote! {
        #[tokio::test]
        async fn #name() {
            let server = Server::new(#status, #media_type, #body);
            let client = server.client(Client::builder() #credentials);
            let answer = #call #optional.skip_validation().send().await;
            server.got(#method, &#sent);
            #check
        }
    }
}

fn sent(it: &Sent) -> TokenStream {
    let path = &it.path;
    let pairs = |list: &[(String, String)]| {
        let pairs = list.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(&[#(#pairs),*])
    };
    let (query, headers, cookies) = (pairs(&it.query), pairs(&it.headers), pairs(&it.cookies));
    let body = match &it.body {
        None => quote!(None),
        Some((media_type, body)) => {
            let body = match body {
                SentBody::Json(text) => quote!(Json(#text)),
                SentBody::Text(text) => quote!(Text(#text)),
                SentBody::Pairs(list) => {
                    let list = pairs(list);
                    quote!(Pairs(#list))
                }
                SentBody::Parts(names) => quote!(Parts(&[#(#names),*])),
            };
            quote!(Some((#media_type, wire::Body::#body)))
        }
    };
    quote! {
        wire::Sent { path: #path, query: #query, headers: #headers, cookies: #cookies, body: #body }
    }
}

fn check(operation: &Operation, it: &Expected, model: &Model) -> TokenStream {
    match it {
        Expected::Success => quote!(wire::success(answer);),
        Expected::Value(json) if is_page(operation) => {
            quote!(wire::same(&wire::success(answer).get().items, #json);)
        }
        Expected::Value(json) => quote!(wire::same(wire::success(answer).get(), #json);),
        Expected::Variant(variant, json) => {
            let Output::ByStatus { name, variants } = &operation.output else {
                return TokenStream::new();
            };
            let (name, arm) = (ident(name), ident(variant));
            let empty = |it: &&OutputVariant| it.name == *variant && it.content == Content::Nothing;
            let pattern = if variants.iter().any(|it| empty(&it)) {
                quote!(#name::#arm => {})
            } else {
                match json {
                    Some(json) => quote!(#name::#arm(value) => wire::same(&value, #json),),
                    None => quote!(#name::#arm(_) => {}),
                }
            };
            quote! {
                match wire::success(answer).into_inner() {
                    #pattern
                    other => panic!("another variant: {other:?}"),
                }
            }
        }
        Expected::Failure(status, ty, json) => {
            let status = Literal::u16_unsuffixed(*status);
            let ty = local(ty, model);
            quote! {
                let error = answer.expect_err("a failure");
                assert_eq!(error.status().map(|it| it.as_u16()), Some(#status));
                let read: #ty = error.json().expect("a body").expect("a body of this type");
                wire::same(&read, #json);
            }
        }
    }
}

/// A type as the users of the crate write it.
fn local(it: &Type, model: &Model) -> TokenStream {
    let text = ty(it, model).to_string();
    let text = text
        .replace("crate :: types :: ", "")
        .replace("crate :: runtime :: ", "");
    text.parse().unwrap_or_default()
}

fn is_page(operation: &Operation) -> bool {
    matches!(operation.output, Output::One(Content::Page(_)))
}
