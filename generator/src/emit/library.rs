//! `src/lib.rs`: the front page, and what the crate gives its users.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::word;
use super::{doc, example};
use crate::model::{Content, Model, Operation, Output};

pub(super) fn file(model: &Model) -> TokenStream {
    let docs = doc::inner(&front_page(model));
    let mut names: Vec<_> = model
        .types
        .iter()
        .filter(|it| !it.internal)
        .map(|it| &it.name)
        .collect();
    names.extend(model.operations.iter().filter_map(|it| match &it.output {
        Output::ByStatus { name, .. } => Some(name),
        Output::One(_) => None,
    }));
    let former = model
        .types
        .iter()
        .filter(|it| !it.internal)
        .filter_map(|it| it.former.as_ref());
    let mut names: Vec<&str> = names
        .into_iter()
        .map(|it| it.rust.as_str())
        .chain(former.map(String::as_str))
        .collect();
    names.sort_unstable();
    let types = (!names.is_empty()).then(|| {
        let names = names.into_iter().map(word);
        quote!(pub use types::{#(#names),*};)
    });
    let module = types.is_some().then(|| {
        quote!(
            mod types;
        )
    });
    quote! {
        #docs
        #![forbid(unsafe_code)]
        mod client;
        pub mod resources;
        #[allow(
            dead_code,
            unreachable_pub,
            unused_imports,
            unused_macros,
            missing_docs,
            reason = "shared by all generated clients; this one may not need all of it"
        )]
        mod runtime;
        #module
        pub use runtime::public::*;
        #types
    }
}

/// What the crate is, one call, and where everything else is.
pub(super) fn front_page(model: &Model) -> String {
    let krate = &model.krate;
    let mut text = format!("{}.", krate.description.trim_end_matches('.'));
    doc::paragraph(&mut text, &krate.doc.text);
    doc::paragraph(&mut text, &start(model));
    doc::paragraph(&mut text, &first_call(model));
    doc::paragraph(&mut text, &table(model));
    doc::paragraph(&mut text, BEHAVIOUR);
    text
}

/// How to get it, and what it wants to know.
fn start(model: &Model) -> String {
    let krate = &model.krate;
    let mut text = format!(
        "```toml\n[dependencies]\n{} = \"{}\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n```",
        krate.name, krate.version
    );
    let ways: Vec<String> = model
        .security
        .credentials
        .iter()
        .map(|it| {
            let names: Vec<String> = it
                .parts
                .iter()
                .filter_map(|it| it.variable.as_ref())
                .map(|it| format!("`{it}`"))
                .collect();
            names.join(" and ")
        })
        .filter(|it| !it.is_empty())
        .collect();
    if !ways.is_empty() {
        let sentence = format!(
            "[`Client::from_env`] reads the credentials from {}.",
            ways.join(", or from ")
        );
        doc::paragraph(&mut text, &sentence);
    }
    text
}

fn first_call(model: &Model) -> String {
    let Some(statements) = front_call(model) else {
        return String::new();
    };
    let library = &model.krate.library;
    let lines = example::lines_of(&statements);
    // Imports stand outside of what rustdoc hides.
    let end = lines
        .iter()
        .position(String::is_empty)
        .map_or(0, |it| it + 1);
    let (uses, rest) = lines.split_at(end);
    format!(
        "```no_run\n{}\n# async fn example() -> {library}::Result<()> {{\n{}\n# Ok(())\n# }}\n```",
        uses.join("\n"),
        rest.join("\n")
    )
}

/// What the front page shows, and the program `documentation` runs: a client and its first call.
pub(super) fn front_call(model: &Model) -> Option<TokenStream> {
    let operation = showcase(model)?;
    let mut uses = example::Uses::default();
    let call = example::call(operation, model, &mut uses);
    uses.names.insert("Client".to_owned());
    let uses = example::imports(&uses, model);
    let make = make_client(model);
    let item = item_name(operation, model);
    let format = format!("{{{item}:?}}");
    let item = word(&item);
    Some(if is_page(operation) {
        quote! {
            #uses
            #make
            let mut items = #call.items();
            while let Some(#item) = items.try_next().await? {
                println!(#format);
            }
        }
    } else {
        quote! {
            #uses
            #make
            let answer = #call.await?;
            println!("{answer:?}");
        }
    })
}

/// `let client = Client::from_env()?;`
pub(super) fn make_client(model: &Model) -> TokenStream {
    if model.security.credentials.is_empty() {
        quote!(let client = Client::builder().build()?;)
    } else {
        quote!(let client = Client::from_env()?;)
    }
}

/// The operation on the front page: the most special list, else the first `GET`, else the first of all.
fn showcase(model: &Model) -> Option<&Operation> {
    let get = |it: &&Operation| it.method == crate::model::Method::Get;
    model
        .operations
        .iter()
        .filter(|it| is_page(it))
        .max_by_key(|it| it.path_parameters.len())
        .or_else(|| model.operations.iter().find(get))
        .or_else(|| model.operations.first())
}

/// `Secret` as a variable; names of several words stay `item`, since names are made elsewhere.
fn lower_first(name: &str) -> String {
    let one_word = name.chars().skip(1).all(char::is_lowercase);
    if one_word {
        name.to_lowercase()
    } else {
        "item".to_owned()
    }
}

/// What one item of a list is called: `secret` for a `Secret`.
fn item_name(operation: &Operation, model: &Model) -> String {
    match &operation.output {
        Output::One(Content::Page(ty)) => ty
            .named()
            .map_or_else(|| "item".to_owned(), |id| lower_first(&model[id].name.rust)),
        _ => "item".to_owned(),
    }
}

fn is_page(operation: &Operation) -> bool {
    matches!(operation.output, Output::One(Content::Page(_)))
}

fn table(model: &Model) -> String {
    let mut text = "# Operations\n\n| call | request |\n|---|---|".to_owned();
    for operation in &model.operations {
        let resource = &model[operation.resource];
        let owner = if resource.parent.is_none() {
            "Client".to_owned()
        } else {
            format!(
                "resources::{}::{}",
                resource.module.rust, resource.name.rust
            )
        };
        let row = format!(
            "\n| [`{}`]({owner}::{}) | `{} {}` |",
            operation.call,
            operation.method_name.rust,
            operation.method.verb(),
            operation.template().replace('|', "\\|"),
        );
        text.push_str(&row);
        for (name, what) in more(operation) {
            let row = format!(
                "\n| [`{}.{name}`]({owner}::{name}) | {what} |",
                resource.module.rust
            );
            text.push_str(&row);
        }
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
            "the same for one item, looked up if in doubt",
        )
    });
    bulk.into_iter().chain(ensure).collect()
}

/// What holds for every generated client.
const BEHAVIOUR: &str = "\
# Requests

A method of a handle gives a builder. `.await` sends it and gives the value; `.send()` gives a [`Response`] with
status, headers and other metadata. Identifiers are types of their own: text is accepted, one kind of
identifier for another is not. Lists have `.items()` and `.pages()` besides the single page that `.await` gives.

# Errors

Every failure is an [`Error`]: `kind()` and predicates such as `is_not_found()` say what happened, `outcome()`
says whether the service did it ([`Outcome::Unknown`]: look before repeating), `api_errors()` what the service
said. Answers of unknown shape and unknown values of enums are not errors; `on_drift` of the builder reports them.

# Retries and time

Requests that may be repeated are, a few times and within one time limit; those that may not be are sent once.
All defaults stand in [`defaults`] and can be set on the [`ClientBuilder`] and for a single request.

# Secrets

[`SecretValue`]s and credentials are wiped when dropped and never printed: not by `Debug`, not in errors, not in
traces.

# Features

| feature | what it adds |
|---|---|
| `rustls` (default) | TLS by rustls, with its own cryptography |
| `rustls-no-provider` | TLS by rustls, with the provider that the application installs |
| `native-tls` | TLS by the operating system |
| `http2` | HTTP/2 |
| `blocking` | `.wait()` on every request, without async |";
