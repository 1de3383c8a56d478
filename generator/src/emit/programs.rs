//! `examples/…`: the examples of the documentation as one program, and the programs that somebody wrote.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::example;
use super::front_page;
use super::tokens::word;
use crate::files::Files;
use crate::model::{Model, Operation};
use crate::naming::CallNames;

/// Most operations whose examples make one program: nobody wants to build one of a thousand functions.
const MOST: usize = 100;

/// The programs that somebody wrote.
pub(super) fn files(model: &Model, files: &mut Files) {
    for program in &model.programs {
        let header = format!("// @generated from {}. Edit that file.", program.source);
        let path = format!("examples/{}.rs", program.name);
        files.add(path, format!("{header}\n\n{}", program.text));
    }
}

/// True if there are examples.
pub(super) fn any(model: &Model) -> bool {
    is_documented(model) || !model.programs.is_empty()
}

/// True if the examples of the documentation are a program.
pub(super) fn is_documented(model: &Model) -> bool {
    (1..=MOST).contains(&model.operations.len())
}

/// ```text
/// async fn main() -> Result<(), Box<dyn Error>> {
///     for name in names { match name.as_str() { "secrets.get" => secrets_get(&client).await?, … } } …
/// }
/// async fn secrets_get(client: &Client) -> Result<()> { … }
/// ```
pub(super) fn documentation(model: &Model) -> TokenStream {
    let library = word(&model.krate.library);
    let make = front_page::make_client(model);
    let operations = model.operations.iter();
    let calls: Vec<&str> = operations.clone().map(|it| it.call.as_str()).collect();
    let mut taken = CallNames::beside(&["client", "front_page", "main", "name", "names"]);
    let names: Vec<Ident> = calls.iter().map(|it| word(&taken.of(it))).collect();
    let functions = operations
        .zip(&names)
        .map(|(it, name)| function(it, model, name));
    let front = front_page::front_call(model).map(|statements| {
        quote! {
            async fn front_page() -> #library::Result<()> {
                #statements
                Ok(())
            }
        }
    });
    let whole = model.operations.iter().all(|it| it.example.is_whole());
    let unwritten = (!whole).then(|| {
        quote!(#![allow(unreachable_code, unused_variables, clippy::diverging_sub_expression, reason = "some values are too long to be shown")])
    });
    let front_arm = front
        .is_some()
        .then(|| quote!("front-page" => front_page().await?,));
    quote! {
        //! Runs examples of the documentation, by the names of their calls; without a name it lists them.
        //!
        //! `cargo run --example documentation -- front-page`
        //!
        //! They are what the documentation shows, word for word, identifiers included: for a server of your own.
        #unwritten
        use #library::Client;
        const NAMES: &[&str] = &["front-page", #(#calls),*];
        #[tokio::main]
        async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
            let names: Vec<String> = std::env::args().skip(1).collect();
            if names.is_empty() {
                println!("{}", NAMES.join("\n"));
                return Ok(());
            }
            #make
            for name in names {
                match name.as_str() {
                    #front_arm
                    #(#calls => #names(&client).await?,)*
                    _ => return Err(format!("there is no example {name}").into()),
                }
            }
            Ok(())
        }
        #front
        #(#functions)*
    }
}

fn function(it: &Operation, model: &Model, name: &Ident) -> TokenStream {
    let library = word(&model.krate.library);
    let body = example::body(it, model);
    quote! {
        async fn #name(client: &Client) -> #library::Result<()> {
            #body
            Ok(())
        }
    }
}
