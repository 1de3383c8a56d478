//! `tests/leaks.rs`: each operation with a secret in every place for one, against a server that repeats it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::example::{self, Uses};
use super::tokens::{ident, word};
use super::{features, settings};
use crate::files::Files;
use crate::model::{Example, Model, Operation, Streamed};
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
    model.operations.iter().any(|it| it.leak.is_some())
}

pub(super) fn file(model: &Model) -> TokenStream {
    let library = word(&model.krate.library);
    let mut harness = BTreeSet::new();
    let operations = model.operations.iter();
    let tested = operations.filter_map(|it| Some((it, it.leak.as_ref()?)));
    let mut calls = CallNames::beside(&["over"]);
    let tests: Vec<TokenStream> = tested
        .map(|(it, call)| {
            let name = word(&calls.of(&it.call));
            test((it, call), model, &name, &mut harness)
        })
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
fn test(
    (it, call): (&Operation, &Example),
    model: &Model,
    name: &Ident,
    harness: &mut BTreeSet<&str>,
) -> TokenStream {
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
    let answer = &call.answer;
    let mut uses = Uses {
        secret: Some(quote!(CANARY)),
        ..Uses::default()
    };
    let request = example::with(it, call, model, &mut uses);
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
