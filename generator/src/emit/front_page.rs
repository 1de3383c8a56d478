//! The front page, in the documentation and in the README: what somebody needs who sees the crate for the first time.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, word};
use super::{about, doc, example, settings, tables, webhooks};
use crate::model::{Kind, Model, Operation, Type};
use crate::naming;

/// All of it, as Markdown for rustdoc.
pub(super) fn text(model: &Model) -> String {
    let mut text = format!("{}.", model.krate.summary.text.trim_end_matches('.'));
    let (lead, about) = about::split(&model.krate.doc.text);
    if model.operations.is_empty() && !model.webhooks.all.is_empty() {
        for part in [
            lead,
            webhooks::front_page(model),
            tables::features(model),
            about,
        ] {
            doc::paragraph(&mut text, &part);
        }
        return text;
    }
    let parts = [
        lead,
        start(model),
        first_call(model),
        requests(model),
        pages(model),
        errors(model),
        retries(model),
        webhooks::section(model),
        SECRETS.to_owned(),
        TRACES.to_owned(),
        testing(model),
        tables::programs(model),
        tables::operations(model),
        tables::features(model),
        about,
    ];
    for part in &parts {
        doc::paragraph(&mut text, part);
    }
    text
}

/// How to get it, and what it wants to know.
fn start(model: &Model) -> String {
    let krate = &model.krate;
    let mut text = format!(
        "```toml\n[dependencies]\n{} = \"{}\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n```",
        krate.name, krate.version
    );
    let credentials = model.security.credentials.iter();
    let ways: Vec<String> = credentials.filter_map(doc::variables).collect();
    if !ways.is_empty() {
        let sentence = format!(
            "[`Client::from_env`] reads the credentials from {}.",
            ways.join(", or from ")
        );
        doc::paragraph(&mut text, &sentence);
    }
    if model.security.credentials.is_empty() {
        let sentence = "The description of the API names no credentials. If it takes some, `header` of the builder sends them with \
                        every request.";
        doc::paragraph(&mut text, sentence);
    }
    doc::paragraph(&mut text, &settings::needed(model));
    if krate.base_url.is_none() {
        let sentence = "The description of the API does not say where the service is: `base_url` of the builder does.";
        doc::paragraph(&mut text, sentence);
    }
    if krate.in_clear {
        let sentence = "The API has an address without TLS, so that anybody on the way can read what is sent: \
                        `danger_allow_http` of the builder says that this is meant.";
        doc::paragraph(&mut text, sentence);
    }
    text
}

fn first_call(model: &Model) -> String {
    front_call(model).map_or_else(String::new, |it| block(&it, "", model))
}

/// How a program begins. No code of a document does.
pub(super) const PROGRAM: &str = "```no_run";

/// A code block; what `arguments` brings is hidden.
pub(super) fn block(statements: &TokenStream, arguments: &str, model: &Model) -> String {
    let library = &model.krate.library;
    let lines = example::lines_of(statements);
    // Imports stand outside of what rustdoc hides.
    let end = lines.iter().position(String::is_empty);
    let end = end.filter(|_| lines[0].starts_with("use "));
    let (uses, rest) = lines.split_at(end.map_or(0, |it| it + 1));
    let mut text = format!("{PROGRAM}\n");
    for line in uses {
        text.push_str(line);
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "# async fn example({arguments}) -> {library}::Result<()> {{"
    );
    let _ = write!(text, "{}\n# Ok(())\n# }}\n```", rest.join("\n"));
    text
}

/// What the front page shows, and the program `documentation` runs: a client and its first call.
pub(super) fn front_call(model: &Model) -> Option<TokenStream> {
    let operation = &model[model.showcase.first?];
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
    } else if example::prints(&operation.output) {
        quote! {
            #uses
            #make
            let answer = #call.await?;
            println!("{answer:?}");
        }
    } else {
        quote!(#uses #make #call.await?;)
    })
}

/// `let client = Client::from_env()?;`
pub(super) fn make_client(model: &Model) -> TokenStream {
    let credentials = reads_environment(model);
    match (address(model), credentials) {
        (None, false) => quote!(let client = Client::builder().build()?;),
        (None, true) => quote!(let client = Client::from_env()?;),
        (url, false) => quote!(let client = Client::builder() #url.build()?;),
        (url, true) => {
            quote!(let client = Client::builder().credentials_from_env()? #url.build()?;)
        }
    }
}

/// True if something of the client comes from the environment.
fn reads_environment(model: &Model) -> bool {
    let mut settings = model.settings.iter();
    !model.security.credentials.is_empty() || settings.any(|it| it.variable.is_some())
}

/// Where the service is, for clients whose document does not say so, or that it may be reached without TLS.
fn address(model: &Model) -> Option<TokenStream> {
    if model.krate.in_clear {
        return Some(quote!(.danger_allow_http(true)));
    }
    let unknown = model.krate.base_url.is_none();
    unknown.then(|| {
        let path = model.krate.base_path.as_deref().unwrap_or_default();
        let url = format!("https://api.example.com{path}");
        quote!(.base_url(#url))
    })
}

/// What one item of a list is called: `secret` for a `Secret`.
fn item_name(operation: &Operation, model: &Model) -> String {
    let ty = operation.pagination.as_ref().map(|it| &it.item);
    ty.and_then(Type::named).map_or_else(
        || "item".to_owned(),
        |id| naming::variable(&model[id].name.rust),
    )
}

/// True for a list that goes on.
fn is_page(operation: &Operation) -> bool {
    operation.pagination.is_some()
}

const REQUESTS: &str = "\
# Requests

A method of a handle gives a request. `.await` sends it and gives the value; `.send()` gives a [`Response`] with
status, headers, the bytes of the body and other metadata. Of what is optional, only what you set is sent, and all of it only
after it was checked.

Requests run on Tokio and use its timers: a runtime that is built by hand needs `enable_all`, without which Tokio panics.
Connections belong to the runtime in which they were opened, so each runtime of a program, and each `#[tokio::test]`, has a
[`Client`] of its own. To hand a request to `tokio::spawn`, or to join several, take its `.send()`: that is the future.";

const IDENTIFIERS: &str = "\
Identifiers are types of their own: text is accepted, one kind of identifier for another is not.";

/// Only of identifiers if there are any.
fn requests(model: &Model) -> String {
    let mut text = REQUESTS.to_owned();
    if model
        .types
        .iter()
        .any(|it| matches!(it.kind, Kind::Identifier(_)))
    {
        doc::paragraph(&mut text, IDENTIFIERS);
    }
    text
}

const PAGES: &str = "\
# Pages

`.await` gives one page of a list. `.items()` and `.pages()` are streams of everything, which ask for a page when it is
needed; `checkpoint` says where another program can go on.";

/// Only if there are lists; the first call shows one then.
fn pages(model: &Model) -> String {
    let any = model.operations.iter().any(is_page);
    if any { PAGES.to_owned() } else { String::new() }
}

const ERRORS: &str = "\
# Errors

Every failure is an [`Error`]: `kind()` and predicates such as `is_not_found()` say what happened, `outcome()`
says whether the service did it, `api_errors()` what the service said. Fields and values of enums that
this version does not know are no errors; `on_drift` of the builder reports them.";

fn errors(model: &Model) -> String {
    let Some(single) = model.showcase.single.or(model.showcase.first) else {
        return ERRORS.to_owned();
    };
    let operation = &model[single];
    let mut uses = example::Uses::default();
    let call = example::call(operation, model, &mut uses);
    uses.names.insert("Outcome".to_owned());
    let uses = example::imports(&uses, model);
    let statements = quote! {
        #uses
        match #call.await {
            Ok(answer) => println!("{answer:?}"),
            Err(error) if error.is_not_found() => println!("there is none"),
            Err(error) if error.outcome() == Outcome::Unknown => {
                println!("look before you repeat it: {error}");
            }
            Err(error) => return Err(error),
        }
    };
    with_client(ERRORS, &statements, model)
}

const RETRIES: &str = "\
# Retries and time

Requests that may be repeated are, a few times and within one time limit; those that may not be are sent once, and again
only if they surely did not arrive or were turned away. What the service says about waiting is respected.
All defaults stand in [`defaults`]. Most can be set for a client; time limits and retries for a single request, too.";

fn retries(model: &Model) -> String {
    let (library, url) = (word(&model.krate.library), address(model));
    let credentials = reads_environment(model).then(|| quote!(.credentials_from_env()?));
    let statements = quote! {
        use std::time::Duration;
        use #library::{Client, RetryPolicy};
        let client = Client::builder()
            #credentials
            #url
            .retry(RetryPolicy::standard().max_retries(4))
            .total_timeout(Duration::from_secs(20))
            .build()?;
    };
    format!("{RETRIES}\n\n{}", block(&statements, "", model))
}

const SECRETS: &str = "\
# Secrets

[`SecretValue`]s and credentials are wiped when dropped and never printed: not by `Debug`, not in errors, not in
traces. They come from a `String`, or without copies from `SecretValue::from_env` and `from_reader`.";

const TRACES: &str = "\
# Traces

Each call is a span `http.client` of the crate [tracing](https://docs.rs/tracing), each attempt an event in it, both at the
level `DEBUG` and with the fields that OpenTelemetry names: method, template of the path, status, number of repeats, kind of
error. No query, header or body is among them.";

const TESTING: &str = "\
# Testing

A [`MemoryTransport`](transport::MemoryTransport) answers without a network. `base_url` of the builder points a
client at a server of your own; plain `http` is for addresses of this machine.";

/// The shortest documented answer, so that the example is short too.
fn testing(model: &Model) -> String {
    let Some(shortest) = model.showcase.shortest else {
        return TESTING.to_owned();
    };
    let operation = &model[shortest];
    let (library, url) = (word(&model.krate.library), address(model));
    let answer = raw(&operation.example.answer);
    let mut uses = example::Uses::default();
    let call = example::call(operation, model, &mut uses);
    uses.names.insert("Client".to_owned());
    let credentials = operation.credential.map(|it| {
        let it = &model[it];
        uses.names.insert("Credentials".to_owned());
        let name = ident(&it.name);
        let parts = it.parts.iter().map(|_| "test");
        quote!(.credentials(Credentials::#name(#(#parts),*)))
    });
    let uses = example::imports(&uses, model);
    let settings = settings::examples(model, &quote!("test"));
    let statements = quote! {
        use #library::transport::{MemoryTransport, http::Response};
        #uses
        const ANSWER: &str = #answer;
        let transport = MemoryTransport::new(|_request| Ok(Response::new(ANSWER.into())));
        let client = Client::builder().transport(transport.clone()) #credentials #settings #url.build()?;
        let answer = #call.await?;
        println!("{answer:?}");
        assert_eq!(transport.requests().len(), 1);
    };
    format!("{TESTING}\n\n{}", block(&statements, "", model))
}

/// JSON reads better without a backslash before each quote.
fn raw(text: &str) -> TokenStream {
    let literal = format!("r#\"{text}\"#");
    match literal.parse() {
        Ok(literal) if text.contains('"') && !text.contains("\"#") => literal,
        _ => quote!(#text),
    }
}

/// A section with a code block in which there is a client already.
fn with_client(text: &str, statements: &TokenStream, model: &Model) -> String {
    let argument = format!("client: &{}::Client", model.krate.library);
    format!("{text}\n\n{}", block(statements, &argument, model))
}
