//! `tests/leaks.rs`: each operation with a secret in every place for one, against a server that repeats it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::example::{self, Uses};
use super::tokens::{ident, is_sensitive, word};
use crate::files::Files;
use crate::model::{Credential, Model, Operation};
use crate::render;

/// The harness, copied as it is.
const SUPPORT: &str = include_str!("../../runtime/tests-shared/leaks.rs");

const SUPPORT_HEADER: &str =
    "// @generated from generator/runtime/tests-shared/leaks.rs. Edit that file.\n\n";

pub(super) fn files(model: &Model, files: &mut Files) {
    let tests: Vec<TokenStream> = model
        .operations
        .iter()
        .filter_map(|it| test(it, model))
        .collect();
    if !tests.is_empty() {
        files.add("tests/leaks.rs", render::file("crate", file(&tests, model)));
        files.add(
            "tests/support/leaks.rs",
            format!("{SUPPORT_HEADER}{SUPPORT}"),
        );
    }
}

/// True if the crate has such tests.
pub(super) fn any(model: &Model) -> bool {
    model.operations.iter().any(|it| test(it, model).is_some())
}

fn file(tests: &[TokenStream], model: &Model) -> TokenStream {
    let library = word(&model.krate.library);
    let text: String = tests.iter().map(ToString::to_string).collect();
    let names = ["CANARY", "Reply", "TOKEN"]
        .into_iter()
        .filter(|it| *it == "Reply" || text.contains(it))
        .map(word);
    quote! {
        //! No secret shows: not in what is printed, not in errors, not in traces, whatever the server does.
        use #library::*;
        #[path = "support/leaks.rs"]
        mod leaks;
        use leaks::{#(#names),*};
        leaks::server!(#library);
        fn over(reply: Reply, success: &'static str) -> ClientBuilder {
            Client::builder().base_url("https://localhost").transport(Server { reply, success })
        }
        #(#tests)*
    }
}

/// ```text
/// #[tokio::test(start_paused = true)]
/// async fn secrets_create() {
///     leaks::check(|reply| {
///         let client = over(reply, "…").credentials(Credentials::api_token(TOKEN)); …
///         let request = client.account("…").store("…").secrets().create([NewSecret::new("…", CANARY, …)]);
/// ```
fn test(it: &Operation, model: &Model) -> Option<TokenStream> {
    let credential = model
        .security
        .credentials
        .iter()
        .find(|credential| covers(credential, it));
    if credential.is_none() && !has_secret(it, model) {
        return None;
    }
    let name = format_ident!("{}", it.call.replace('.', "_"));
    let credentials = credential.map(|credential| {
        let name = ident(&credential.name);
        let parts = credential.parts.iter().map(|_| quote!(TOKEN));
        quote!(.credentials(Credentials::#name(#(#parts),*)))
    });
    let answer = &it.example.answer;
    let mut uses = Uses {
        secret: Some(quote!(CANARY)),
        ..Uses::default()
    };
    let request = example::call(it, model, &mut uses);
    Some(quote! {
        #[tokio::test(start_paused = true)]
        async fn #name() {
            const ANSWER: &str = #answer;
            let check = leaks::check(|reply| {
                let builder = over(reply, ANSWER) #credentials;
                let client = builder.clone().build().expect("a client");
                let request = #request.skip_validation();
                (leaks::shown(&[&builder, &client, &request]), request.send())
            });
            check.await;
        }
    })
}

/// True if the operation accepts what the credential sends.
fn covers(credential: &Credential, it: &Operation) -> bool {
    let has = |scheme: &String| credential.parts.iter().any(|part| part.scheme == *scheme);
    it.security
        .iter()
        .any(|schemes| !schemes.is_empty() && schemes.iter().all(has))
}

fn has_secret(it: &Operation, model: &Model) -> bool {
    it.body
        .as_ref()
        .is_some_and(|body| body.required && is_sensitive(&body.ty, model))
}
