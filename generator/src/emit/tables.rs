//! The tables of the front page: example programs, operations and features.

use std::fmt::Write as _;

use super::tokens::ident;
use super::{doc, handle, operation};
use crate::model::{FeatureId, Model, Operation};

/// The programs in `examples/`.
pub(super) fn programs(model: &Model) -> String {
    if model.programs.is_empty() {
        return String::new();
    }
    let mut text =
        "# Examples\n\nPrograms in the folder `examples`.\n\n| program | |\n|---|---|".to_owned();
    for program in &model.programs {
        let features = program.features.join(",");
        let features = if features.is_empty() {
            features
        } else {
            format!(" --features {features}")
        };
        let (name, summary) = (&program.name, program.summary.replace('|', "\\|"));
        let _ = write!(
            text,
            "\n| `cargo run --example {name}{features}` | {summary} |"
        );
    }
    text
}

/// ```text
/// | call | request |
/// |---|---|
/// | [`client.account(…).secrets().list()`](resources::secrets::Secrets::list) | `GET /accounts/{account_id}/secrets` |
/// ```
pub(super) fn operations(model: &Model) -> String {
    let mut text = "# Operations\n\n| call | request |\n|---|---|".to_owned();
    for operation in &model.operations {
        let resource = &model[operation.resource];
        let owner = if resource.parent.is_none() {
            "Client".to_owned()
        } else {
            let modules = model.home(resource).join("::");
            format!("resources::{modules}::{}", resource.name.rust)
        };
        let way = handle::calls(resource, model);
        let takes_any = !operation::argument_names(operation, model).is_empty();
        let arguments = if takes_any { "…" } else { "" };
        let request = format!("{} {}", operation.method.verb(), operation.template());
        let name = &operation.method_name.rust;
        let method = ident(&operation.method_name);
        let _ = write!(
            text,
            "\n| [`{way}.{method}({arguments})`]({owner}::{name}) | {} |",
            // Viewers do not agree on what a backslash before `\|` means.
            doc::code(&request).replace('|', "%7C"),
        );
        for (name, what) in more(operation) {
            let _ = write!(text, "\n| [`{way}.{name}(…)`]({owner}::{name}) | {what} |");
        }
    }
    text
}

/// The features that every client has, and below them those that bring operations.
pub(super) fn features(model: &Model) -> String {
    let mut counts = vec![0; model.features.len()];
    for operation in &model.operations {
        if let Some(feature) = model[operation.resource].feature {
            counts[feature.0] += 1;
        }
    }
    let mut text = FEATURES.to_owned();
    if counts.is_empty() {
        return text;
    }
    text += "\n| `full` (default) | all of the following |";
    let counted = |count: usize, what: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {what}{plural}")
    };
    for (number, (feature, count)) in model.features.iter().zip(counts).enumerate() {
        let operations = (count > 0).then(|| counted(count, "operation"));
        let is_of_webhooks = model.webhooks.feature == Some(FeatureId(number));
        let webhooks = is_of_webhooks.then(|| counted(model.webhooks.all.len(), "webhook"));
        let all: Vec<String> = operations.into_iter().chain(webhooks).collect();
        let _ = write!(text, "\n| `{}` | {} |", feature.name, all.join(", "));
    }
    text
}

/// Methods that an operation brings besides its own.
fn more(operation: &Operation) -> Vec<(&str, &'static str)> {
    let bulk = operation
        .bulk
        .as_ref()
        .map(|it| (it.name.rust.as_str(), "the same for any number of items"));
    let ensure = operation.ensure.as_ref().map(|it| {
        (
            it.name.rust.as_str(),
            "the same for one item, at most once: where the outcome is unclear, it looks",
        )
    });
    bulk.into_iter().chain(ensure).collect()
}

const FEATURES: &str = "\
# Features

| feature | what it adds |
|---|---|
| `rustls` (default) | TLS by rustls, with its own cryptography |
| `rustls-no-provider` | TLS by rustls, with the provider that the application installs |
| `native-tls` | TLS by the operating system |
| `http2` | HTTP/2 |
| `blocking` | `.wait()` on every request, without async |";
