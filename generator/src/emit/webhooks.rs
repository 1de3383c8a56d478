//! `src/webhooks.rs`: a function for each request that the API sends by itself.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::{deprecated, ident, is_sensitive, ty, word};
use super::{doc, features, front_page};
use crate::model::{Model, Webhook};
use crate::naming::{self, CallNames};

/// True if the API sends anything.
pub(super) fn any(model: &Model) -> bool {
    !model.webhooks.all.is_empty()
}

pub(super) fn file(model: &Model) -> TokenStream {
    let title = doc::inner(TITLE);
    let functions = model.webhooks.all.iter().map(|it| function(it, model));
    quote!(#title #(#functions)*)
}

const TITLE: &str = "\
What the API sends to a server of yours, and how to read it.

Before you read a request, check that it comes from the API: anybody can send one. The description that this crate is made \
of does not say how it is signed, the documentation of the API does. A signature is mostly one of the bytes of the body, so \
keep those as they came, and give them to the function.

Bodies are read as answers are: what their types do not know is passed over, and other values of enums are kept.";

/// ```text
/// /// Somebody bought a pet.
/// pub fn new_pet(body: &[u8]) -> Result<Pet> {
///     crate::runtime::webhook::read("webhooks.new_pet", body)
/// }
/// ```
fn function(it: &Webhook, model: &Model) -> TokenStream {
    let docs = doc::outer(&text(it));
    let deprecated = deprecated(it.deprecated);
    let (name, value) = (ident(&it.name), ty(&it.ty, model));
    let call = Webhook::call(&it.name.rust);
    let former = it.former.as_ref().map(|former| {
        let doc = doc::outer(&format!("The former name of [`{name}`].\n\n{ERRORS}"));
        let note = format!("renamed to `{name}`");
        let former = word(former);
        quote! {
            #doc
            #[deprecated(note = #note)]
            pub fn #former(body: &[u8]) -> crate::runtime::Result<#value> {
                #name(body)
            }
        }
    });
    quote! {
        #docs
        #deprecated
        pub fn #name(body: &[u8]) -> crate::runtime::Result<#value> {
            crate::runtime::webhook::read(#call, body)
        }
        #former
    }
}

const ERRORS: &str = "\
# Errors

The body is not JSON, or not what the API documents.";

fn text(it: &Webhook) -> String {
    let mut text = it.doc.text.clone();
    doc::paragraph(&mut text, &origin(it));
    if !it.headers.is_empty() {
        let headers: Vec<String> = it.headers.iter().map(|it| doc::code(it)).collect();
        doc::paragraph(&mut text, &format!("Its headers: {}.", headers.join(", ")));
    }
    doc::paragraph(&mut text, ERRORS);
    text
}

/// Under which name it comes, and how and when.
fn origin(it: &Webhook) -> String {
    let methods = it.methods.iter().map(|it| format!("`{}`", it.verb()));
    let methods: Vec<String> = methods.collect();
    let name = doc::code(&it.name.wire);
    let after = it.after.as_ref().map(|(first, others)| {
        let others = match others {
            0 => String::new(),
            1 => " and another request".to_owned(),
            count => format!(" and {count} other requests"),
        };
        format!(", after {}{others}", doc::code(first))
    });
    let (methods, after) = (methods.join(" or "), after.unwrap_or_default());
    format!("The API sends it as {name}, by {methods}{after}.")
}

/// The front page of a crate with which nothing can be called, but for its features.
pub(super) fn front_page(model: &Model) -> String {
    let krate = &model.krate;
    format!(
        "```toml\n[dependencies]\n{} = \"{}\"\n```\n\n{}",
        krate.name,
        krate.version,
        section(model)
    )
}

const WEBHOOKS: &str = "\
# Webhooks

What the API sends to a server of yours is read by the functions of [`webhooks`]. Check its signature before: how, the
documentation of the API says.";

/// The section on the front page, if there are any.
pub(super) fn section(model: &Model) -> String {
    let Some(number) = model.showcase.webhook else {
        return String::new();
    };
    let webhook = &model.webhooks.all[number];
    let (library, function) = (word(&model.krate.library), ident(&webhook.name));
    let value = webhook.ty.named().map(|id| &model[id].name.rust);
    let value = value.map_or_else(|| "value".to_owned(), |it| naming::variable(it));
    let format = format!("{{{value}:?}}");
    let value = word(&value);
    let statements = quote! {
        use #library::webhooks;
        let #value = webhooks::#function(body)?;
        println!(#format);
    };
    format!(
        "{WEBHOOKS}\n\n{}",
        front_page::block(&statements, "body: &[u8]", model)
    )
}

/// True if the functions have tests.
pub(super) fn any_tests(model: &Model) -> bool {
    model.webhooks.all.iter().any(|it| !it.bodies.is_empty())
}

/// `tests/webhooks.rs`: what each function makes of bodies.
pub(super) fn tests(model: &Model) -> TokenStream {
    let library = word(&model.krate.library);
    let tested = model.webhooks.all.iter().filter(|it| !it.bodies.is_empty());
    let mut names = CallNames::beside(&["json", "webhooks"]);
    let tests: Vec<_> = tested
        .map(|it| test(it, model, &word(&names.of(&it.name.rust))))
        .collect();
    let condition = features::with_all(model);
    quote! {
        //! What is read of the bodies that the API sends, written again.
        //!
        //! They were worked out from the specification, not by the client.
        #condition
        #![allow(deprecated, reason = "what is deprecated must still work")]
        use #library::webhooks;
        #[path = "support/json.rs"]
        mod json;
        #(#tests)*
    }
}

/// ```text
/// #[test]
/// fn new_pet() {
///     let body = "{…}";
///     json::must_be(webhooks::new_pet(body.as_bytes()), body);
/// }
/// ```
fn test(it: &Webhook, model: &Model, name: &Ident) -> TokenStream {
    let function = ident(&it.name);
    // What has secrets in it cannot be written.
    let is_read_only = is_sensitive(&it.ty, model);
    let bodies = it.bodies.iter().map(|body| {
        let read = quote!(webhooks::#function(body.as_bytes()));
        let compared = if is_read_only {
            quote!(std::mem::drop(#read.expect("a body of this type"));)
        } else {
            quote!(json::must_be(#read, body);)
        };
        quote!(let body = #body; #compared)
    });
    quote! {
        #[test]
        fn #name() {
            #(#bodies)*
        }
    }
}
