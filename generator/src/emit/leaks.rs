//! `tests/leaks.rs`: each operation with a secret in every place for one, against a server that repeats it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::example::{self, Uses};
use super::tokens::{ident, is_sensitive, word};
use super::{features, settings};
use crate::files::Files;
use crate::model::{Model, Operation, Streamed};
use crate::naming::CallNames;

/// The harness, copied as it is.
const SUPPORT: &str = include_str!("../../runtime/tests-shared/leaks.rs");

const SUPPORT_HEADER: &str =
    "// @generated from generator/runtime/tests-shared/leaks.rs. Edit that file.\n\n";

/// The harness, if the crate has such tests.
pub(super) fn support(model: &Model, files: &mut Files) {
    if any(model) {
        files.add(
            "tests/support/leaks.rs",
            format!("{SUPPORT_HEADER}{SUPPORT}"),
        );
    }
}

/// True if the crate has such tests.
pub(super) fn any(model: &Model) -> bool {
    model.operations.iter().any(|it| is_tested(it, model))
}

/// True if something of the request is secret, and it is sent: an example without a text for the path is not.
fn is_tested(it: &Operation, model: &Model) -> bool {
    let settings = || {
        it.parameters
            .iter()
            .any(|it| it.is_setting && it.ty.is_secret())
    };
    (it.credential.is_some() || has_secret(it, model) || settings())
        && it.example.is_whole()
        && it.example.path.iter().all(|(_, value)| !value.is_empty())
}

pub(super) fn file(model: &Model) -> TokenStream {
    let library = word(&model.krate.library);
    let mut harness = BTreeSet::new();
    let tested = model.operations.iter().filter(|it| is_tested(it, model));
    let mut calls = CallNames::beside(&["over"]);
    let tests: Vec<TokenStream> = tested
        .map(|it| test(it, model, &word(&calls.of(&it.call)), &mut harness))
        .collect();
    let harness = (!harness.is_empty()).then(|| {
        let names = harness.into_iter().map(word);
        quote!(use leaks::{#(#names),*};)
    });
    let condition = features::with_all(model);
    quote! {
        //! No secret shows: not in what is printed, not in errors, not in traces, whatever the server does.
        #condition
        use #library::*;
        #[path = "support/leaks.rs"]
        mod leaks;
        #harness
        leaks::server!(#library);
        fn over(reply: leaks::Reply, success: &'static str) -> ClientBuilder {
            let server = server::Server { reply, success };
            Client::builder().base_url("https://localhost").transport(server)
        }
        #(#tests)*
    }
}

/// ```text
/// #[tokio::test(start_paused = true)]
/// async fn secrets_create() {
///     const ANSWER: &str = "…";
///     let check = leaks::check(|reply| {
///         let builder = over(reply, ANSWER).credentials(Credentials::api_token(TOKEN)); …
///         let request = client.account("…").store("…").secrets().create([NewSecret::new("…", CANARY, …)]).skip_validation();
///         (leaks::shown(&[&builder, &client, &request]), request.send())
///     });
///     check.await;
/// }
/// ```
///
/// `harness` gets the names that it needs from there.
fn test(it: &Operation, model: &Model, name: &Ident, harness: &mut BTreeSet<&str>) -> TokenStream {
    let credentials = it.credential.map(|credential| {
        let credential = &model[credential];
        harness.insert("TOKEN");
        let name = ident(&credential.name);
        let parts = credential.parts.iter().map(|_| quote!(TOKEN));
        quote!(.credentials(Credentials::#name(#(#parts),*)))
    });
    let settings = settings::examples(model, &quote!(TOKEN));
    if model.settings.iter().any(|it| it.is_secret) {
        harness.insert("TOKEN");
    }
    let answer = &it.example.answer;
    let mut uses = Uses {
        secret: Some(quote!(CANARY)),
        ..Uses::default()
    };
    let request = example::call(it, model, &mut uses);
    if uses.has_secret {
        harness.insert("CANARY");
    }
    let checks = endings(it).into_iter().map(|ending| {
        quote! {
            let check = leaks::check(|reply| {
                let builder = over(reply, ANSWER) #credentials #settings;
                let client = builder.clone().build().expect("a client");
                let request = #request.skip_validation();
                (leaks::shown(&[&builder, &client, &request]), request.#ending())
            });
            check.await;
        }
    });
    quote! {
        #[tokio::test(start_paused = true)]
        async fn #name() {
            const ANSWER: &str = #answer;
            #(#checks)*
        }
    }
}

/// The methods that send it and look at the answer in ways of their own. A stream of bytes takes any.
fn endings(it: &Operation) -> Vec<Ident> {
    let streams = it.alternatives.iter().filter_map(|it| match it.content {
        Streamed::Bytes => None,
        Streamed::Events(_) | Streamed::Lines(_) => Some(word(it.method())),
    });
    std::iter::once(word("send")).chain(streams).collect()
}

/// Whether the body of the example has a secret: of several ways to write it, only another may have one.
fn has_secret(it: &Operation, model: &Model) -> bool {
    let body = it.body.as_ref().filter(|it| it.required);
    body.is_some_and(|body| is_sensitive(&body.payload.ty, model)) && {
        let mut uses = Uses::default();
        example::call(it, model, &mut uses);
        uses.has_secret
    }
}
