//! `tests/wire.rs`: what each operation sends and reads, against a server in the same process.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::example::{self, Uses};
use super::tokens::{ident, option, users_ty, word};
use super::{features, webhooks};
use crate::files::Files;
use crate::model::{
    Answer, Content, Expected, Model, Operation, Output, OutputVariant, Sent, SentBody, SentPart,
    TOKEN, Type, Wire,
};
use crate::naming::CallNames;

/// The harness, copied as it is.
const SUPPORT: &str = include_str!("../../runtime/tests-shared/wire.rs");

const SUPPORT_HEADER: &str =
    "// @generated from generator/runtime/tests-shared/wire.rs. Edit that file.\n\n";

/// What it compares JSON with, which the tests of webhooks need as well.
const JSON: &str = include_str!("../../runtime/tests-shared/json.rs");

const JSON_HEADER: &str =
    "// @generated from generator/runtime/tests-shared/json.rs. Edit that file.\n\n";

/// The harness, if the crate has such tests.
pub(super) fn support(model: &Model, files: &mut Files) {
    if any(model) || webhooks::any_tests(model) {
        files.add("tests/support/json.rs", format!("{JSON_HEADER}{JSON}"));
    }
    if any(model) {
        files.add(
            "tests/support/wire.rs",
            format!("{SUPPORT_HEADER}{SUPPORT}"),
        );
    }
}

pub(super) fn file(model: &Model) -> TokenStream {
    let library = word(&model.krate.library);
    let operations = model.operations.iter().filter(|it| !it.wires.is_empty());
    let mut names = CallNames::beside(&[]);
    let tests: Vec<_> = operations
        .map(|it| test(it, model, &word(&names.of(&it.call))))
        .collect();
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
/// async fn zones_get() {
///     // required
///     …
/// }
/// ```
fn test(operation: &Operation, model: &Model, name: &Ident) -> TokenStream {
    let body = match operation.wires.iter().find_map(|it| it.call.as_ref().err()) {
        // The client cannot make the call at all.
        Some(text) => quote!(panic!("{}", #text);),
        None => {
            let wires = operation.wires.iter();
            wires.filter_map(|it| calls(operation, it, model)).collect()
        }
    };
    quote! {
        #[tokio::test]
        async fn #name() {
            #body
        }
    }
}

/// ```text
/// let rounds = wire::rounds(
///     "required",
///     [(Client::builder().credentials(Credentials::api_token("t-1")), wire::Sent { path: "/zones/p-1", … })],
///     &[wire::Answer { status: 200, body: "{…}", … }],
/// );
/// for (builder, round) in rounds {
///     let server = server::Server::new(&round);
///     let client = server.client(builder);
///     let answer = client.zones().get("p-1").skip_validation().send().await;
///     server.got("GET", &round);
///     round.check(match answer { Ok(answer) => Ok(…), Err(error) => Err(…) });
/// }
/// ```
fn calls(operation: &Operation, it: &Wire, model: &Model) -> Option<TokenStream> {
    let name = &it.name;
    let call = it.call.as_ref().ok()?;
    let mut uses = Uses::default();
    let call = example::with(operation, call, model, &mut uses);
    let optional = operation.body.as_ref().zip(it.body.as_ref());
    let optional = optional.map(|(body, value)| {
        let name = ident(&body.name);
        let value = example::expression(value, model, &mut uses);
        quote!(.#name(#value))
    });
    let method = operation.method.verb();
    let requests = it.sent.iter().map(|(credential, sent)| {
        let builder = builder(*credential, model);
        let sent = self::sent(sent);
        quote!((#builder, #sent))
    });
    let answers = it.answers.iter().map(answer);
    let read = read(operation, &it.answers);
    let failed = failed(&it.answers, model);
    Some(quote! {
        let rounds = wire::rounds(#name, [#(#requests),*], &[#(#answers),*]);
        for (builder, round) in rounds {
            let server = server::Server::new(&round);
            let client = server.client(builder);
            let answer = #call #optional.skip_validation().send().await;
            server.got(#method, &round);
            round.check(match answer {
                Ok(answer) => Ok(#read),
                Err(error) => Err(#failed),
            });
        }
    })
}

/// `Client::builder().credentials(Credentials::api_key("t-1", "t-2"))`
fn builder(credential: Option<usize>, model: &Model) -> TokenStream {
    let Some(number) = credential else {
        return quote!(Client::builder());
    };
    let credential = &model.security.credentials[number];
    let name = ident(&credential.name);
    let parts = (1..=credential.parts.len()).map(|it| format!("{TOKEN}{it}"));
    quote!(Client::builder().credentials(Credentials::#name(#(#parts),*)))
}

fn sent(it: &Sent) -> TokenStream {
    let path = &it.path;
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
                SentBody::Parts(parts) => {
                    let parts = parts.iter().map(part);
                    quote!(Parts(&[#(#parts),*]))
                }
            };
            quote!(Some((#media_type, wire::Body::#body)))
        }
    };
    quote! {
        wire::Sent { path: #path, query: #query, headers: #headers, cookies: #cookies, body: #body }
    }
}

fn pairs(list: &[(String, String)]) -> TokenStream {
    let pairs = list.iter().map(|(name, value)| quote!((#name, #value)));
    quote!(&[#(#pairs),*])
}

fn part(it: &SentPart) -> TokenStream {
    let (name, content_type, json, text) = (&it.name, &it.content_type, it.json, &it.text);
    let content_type = option(content_type.as_ref());
    quote!(wire::Part { name: #name, content_type: #content_type, json: #json, text: #text })
}

fn answer(it: &Answer) -> TokenStream {
    let status = Literal::u16_unsuffixed(it.status);
    let (media_type, body) = (&it.media_type, &it.body);
    let expected = match &it.expected {
        Expected::Success(variant, json) => {
            let variant = variant.as_ref().map(|it| &it.rust);
            let (variant, json) = (option(variant), option(json.as_ref()));
            quote!(Success(#variant, #json))
        }
        Expected::Failure(read) => {
            let json = option(read.as_ref().map(|it| &it.1));
            quote!(Failure(#json))
        }
    };
    quote! {
        wire::Answer { status: #status, media_type: #media_type, body: #body, expected: wire::Expected::#expected }
    }
}

/// What was decoded, as JSON, and the variant that it is.
fn read(operation: &Operation, answers: &[Answer]) -> TokenStream {
    // What has secrets in it cannot be written.
    let writes = |name: Option<&str>| {
        answers.iter().any(|it| match &it.expected {
            Expected::Success(variant, json) => {
                variant.as_ref().map(|it| it.rust.as_str()) == name && json.is_some()
            }
            Expected::Failure(_) => false,
        })
    };
    match &operation.output {
        Output::One(content) => {
            let json = if writes(None) {
                json(content)
            } else {
                quote!({
                    std::mem::drop(answer);
                    None
                })
            };
            quote!((None, #json))
        }
        Output::ByStatus { name, variants } => {
            let name = ident(name);
            let arms = variants.iter().map(|it: &OutputVariant| {
                let (arm, text) = (ident(&it.name), &it.name.rust);
                match (&it.content, writes(Some(text))) {
                    (Content::Nothing | Content::Verdict, _) => {
                        quote!(#name::#arm => (Some(#text), None),)
                    }
                    (Content::Bytes, true) => {
                        quote!(#name::#arm(value) => (Some(#text), wire::bytes(&value)),)
                    }
                    (_, true) => quote!(#name::#arm(value) => (Some(#text), wire::json(&value)),),
                    (_, false) => quote!(#name::#arm(_) => (Some(#text), None),),
                }
            });
            quote!(match answer.into_inner() { #(#arms)* _ => (None, None) })
        }
    }
}

fn json(content: &Content) -> TokenStream {
    match content {
        // What is secret has been read, and is compared with nothing.
        Content::Nothing | Content::Verdict | Content::SecretText => quote!({
            std::mem::drop(answer);
            None
        }),
        Content::Json(_) | Content::Result(_) | Content::Whole(_) | Content::Text => {
            quote!(wire::json(answer.get()))
        }
        Content::Page(_) => quote!(wire::json(&answer.get().items)),
        Content::Bytes => quote!(wire::bytes(answer.get())),
        Content::Events(None) => streamed(&quote!(item.json::<String>().expect("text"))),
        Content::Events(Some(_)) | Content::Lines(_) => streamed(&quote!(item)),
    }
}

/// Everything in a stream.
///
/// ```text
/// {
///     let mut items = answer.into_inner();
///     let mut all = Vec::new();
///     while let Some(item) = items.try_next().await.expect("an item") {
///         all.push(item);
/// ```
fn streamed(item: &TokenStream) -> TokenStream {
    quote! {
        {
            let mut items = answer.into_inner();
            let mut all = Vec::new();
            while let Some(item) = items.try_next().await.expect("an item") {
                all.push(#item);
            }
            wire::json(&all)
        }
    }
}

/// The status of a failure, and what is read of its body: one arm for all statuses of a type.
///
/// ```text
/// (error.status().map(|it| it.as_u16()), match round.status() {
///     400 | 404 => {
///         let read: Option<Problem> = error.json().transpose().expect("a body of this type");
///         wire::json(&read)
///     }
///     _ => None,
/// }, error.to_string())
/// ```
fn failed(answers: &[Answer], model: &Model) -> TokenStream {
    let mut types: Vec<(String, &Type, Vec<u16>)> = Vec::new();
    for answer in answers {
        let Expected::Failure(Some((ty, _))) = &answer.expected else {
            continue;
        };
        // Types that are written in one way are one here.
        let text = users_ty(ty, model).to_string();
        match types.iter_mut().find(|it| it.0 == text) {
            Some((.., statuses)) => statuses.push(answer.status),
            None => types.push((text, ty, vec![answer.status])),
        }
    }
    let arms = types.into_iter().map(|(_, ty, mut statuses)| {
        statuses.sort_unstable();
        statuses.dedup();
        let statuses = statuses.into_iter().map(Literal::u16_unsuffixed);
        let ty = users_ty(ty, model);
        quote! {
            #(#statuses)|* => {
                let read: Option<#ty> = error.json().transpose().expect("a body of this type");
                wire::json(&read)
            }
        }
    });
    let arms: Vec<TokenStream> = arms.collect();
    let read = if arms.is_empty() {
        quote!(None)
    } else {
        quote!(match round.status() { #(#arms)* _ => None })
    };
    quote!((error.status().map(|it| it.as_u16()), #read, error.to_string()))
}
