//! `src/resources/…`: one file for each handle, with the builders of its operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{constant, deprecated, ident, is_copy, word};
use super::{arguments, doc, example, extras, features, headers, operation, statics};
use crate::model::{Home, Model, Operation, PathParameter, Redirection, Resource, Status};

/// A file of its own.
pub(super) fn file(resource: &Resource, model: &Model) -> TokenStream {
    let title = doc::inner(&title(resource));
    let items = items(resource, model);
    quote!(#title #items)
}

/// The handle, unless it lives elsewhere, and its requests.
pub(super) fn items(resource: &Resource, model: &Model) -> TokenStream {
    let (handle, accessors) = match resource.home {
        Home::Shared => (None, Vec::new()),
        Home::Own | Home::Feature(_) => (
            resource.parent.map(|_| handle(resource, model)),
            accessors(resource, model),
        ),
    };
    let methods = methods(resource, &accessors, model);
    let builders = resource
        .operations
        .iter()
        .map(|id| operation::item(&model[*id], resource, model));
    quote! {
        #handle
        #methods
        #(#builders)*
    }
}

fn title(resource: &Resource) -> String {
    match (resource.parent, resource.home) {
        (None, _) => "What the client itself leads to.".to_owned(),
        (Some(_), Home::Shared) => format!("The requests of the handle `{}`.", resource.name.rust),
        (Some(_), _) => format!("The handle `{}` and its requests.", resource.name.rust),
    }
}

/// The type of a handle: the client for the root.
pub(super) fn ty(resource: &Resource, model: &Model) -> TokenStream {
    if resource.parent.is_none() {
        return quote!(crate::runtime::Client);
    }
    let modules = model.home(resource).into_iter().map(word);
    let name = ident(&resource.name);
    quote!(crate::resources::#(#modules::)*#name)
}

/// The expression that gives the client of a handle.
pub(super) fn client(resource: &Resource, handle: &TokenStream) -> TokenStream {
    if resource.parent.is_none() {
        handle.clone()
    } else {
        quote!(#handle.client)
    }
}

/// ```text
/// #[derive(Clone, Debug)]
/// pub struct Secrets { pub(super) client: Client, pub(super) account_id: AccountId, … }
/// ```
pub(super) fn handle(resource: &Resource, model: &Model) -> TokenStream {
    let name = ident(&resource.name);
    // Accessors stand with what they lead to.
    let visibility = if model.features.is_empty() {
        quote!(pub(super))
    } else {
        quote!(pub(in crate::resources))
    };
    let mut docs = resource.doc.text.clone();
    let reached = format!(
        "A handle: cheap to make, to clone and to keep. Reached by `{}`.",
        calls(resource, model)
    );
    doc::paragraph(&mut docs, &reached);
    let docs = doc::outer(&docs);
    let fields = resource.held.iter().map(|it| {
        let name = ident(&it.name);
        let ty = super::tokens::ty(&it.ty, model);
        quote!(#visibility #name: #ty,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            #visibility client: crate::runtime::Client,
            #(#fields)*
        }
    }
}

/// The path, with the address where it is not the usual one.
fn route(it: &Operation) -> String {
    let server = it.server.as_deref().unwrap_or_default();
    format!("{server}{}", it.template())
}

/// `client.account(…).store(…).secrets()`, for documentation.
pub(super) fn calls(resource: &Resource, model: &Model) -> String {
    let steps = model.chain(resource).into_iter().map(|it| {
        let argument = if it.parameter.is_some() { "…" } else { "" };
        format!(".{}({argument})", ident(&it.accessor))
    });
    format!("client{}", steps.collect::<String>())
}

/// The accessors that stand with the handle; those that lead into a feature stand there.
pub(super) fn accessors(resource: &Resource, model: &Model) -> Vec<TokenStream> {
    let children = resource.children.iter().map(|id| &model[*id]);
    let here = children.filter(|it| !features::leads_into_one(resource, it));
    here.map(|it| accessor(resource, it, model)).collect()
}

fn methods(resource: &Resource, accessors: &[TokenStream], model: &Model) -> TokenStream {
    let handle = ty(resource, model);
    let operations = resource.operations.iter();
    let operations: Vec<TokenStream> = operations
        .map(|id| method(&model[*id], resource, model))
        .collect();
    let used = |it: &&PathParameter| {
        let operations = resource.operations.iter().map(|id| &model[*id]);
        let mut parameters = operations.flat_map(|it| &it.path_parameters);
        parameters.any(|other| statics::same(it, &other.parameter))
    };
    let held = resource.held.iter().filter(used);
    let held = held.map(|it| statics::path(&constant(&[&it.name.rust]), it, model));
    if accessors.is_empty() && operations.is_empty() {
        return TokenStream::new();
    }
    quote! {
        impl #handle {
            #(#held)*
            #(#accessors)*
            #(#operations)*
        }
    }
}

/// ```text
/// /// One `Store`: `delete`, `get`, `secrets`.
/// pub fn store(&self, store_id: impl Into<StoreId>) -> Store { Store { client: …, store_id: store_id.into() } }
/// ```
pub(super) fn accessor(from: &Resource, to: &Resource, model: &Model) -> TokenStream {
    let docs = doc::outer(&accessor_doc(to, model));
    let method = ident(&to.accessor);
    let handle = ty(to, model);
    let client = client(from, &quote!(self));
    let argument = to.parameter.as_ref().map(|it| argument(it, model));
    let own = to.parameter.as_ref().map(|it| {
        let field = arguments::field(&ident(&it.name), &it.ty, model);
        quote!(#field,)
    });
    let held = from.held.iter().map(|it| {
        let name = ident(&it.name);
        let clone = (!is_copy(&it.ty)).then(|| quote!(.clone()));
        quote!(#name: self.#name #clone,)
    });
    quote! {
        #docs
        pub fn #method(&self, #argument) -> #handle {
            #handle { client: #client.clone(), #(#held)* #own }
        }
    }
}

/// Most members that the documentation of a way to a handle names; the handle's own page has all of them.
const NAMED: usize = 16;

/// ```text
/// One `Store`: `delete`, `get`, `secrets`.
/// ```
fn accessor_doc(to: &Resource, model: &Model) -> String {
    let kind = to.parameter.as_ref().map_or("", |_| "One ");
    let mut text = format!("{kind}`{}`", to.name.rust);
    let methods = to.operations.iter().map(|id| &model[*id].method_name.rust);
    let children = to.children.iter().map(|id| &model[*id].accessor.rust);
    let all: Vec<String> = methods
        .chain(children)
        .map(|it| format!("`{it}`"))
        .collect();
    let (named, others) = all.split_at(all.len().min(NAMED));
    if !named.is_empty() {
        text = format!("{text}: {}", named.join(", "));
    }
    if !others.is_empty() {
        text = format!("{text}, and {} more", others.len());
    }
    text.push('.');
    if let Some(it) = &to.parameter {
        doc::paragraph(&mut text, &parameter_doc(it));
    }
    text
}

/// What a method says of an argument.
pub(super) fn parameter_doc(it: &PathParameter) -> String {
    if it.doc.text.is_empty() {
        return String::new();
    }
    format!(
        "- `{}`: {}",
        it.name.rust,
        it.doc.text.replace('\n', "\n  ")
    )
}

/// `store_id: impl Into<StoreId>`
pub(super) fn argument(it: &PathParameter, model: &Model) -> TokenStream {
    let name = ident(&it.name);
    let ty = arguments::accepts(&it.ty, model);
    quote!(#name: #ty)
}

/// ```text
/// /// List store secrets. …
/// pub fn list(&self) -> List { static OPERATION: Operation = …; … List { call } }
/// ```
fn method(it: &Operation, resource: &Resource, model: &Model) -> TokenStream {
    let docs = doc::outer(&method_doc(it, model));
    let deprecated = deprecated(it.deprecated);
    let name = ident(&it.method_name);
    let builder = operation::builder(it, resource, model);
    let parameters = operation::arguments(it, model);
    let values = operation::argument_names(it, model);
    let construction = operation::construction(it, resource, model);
    let extras = extras::methods(it, model);
    let former = it.former.as_ref().map(|former| {
        let note = format!("renamed to `{}`", it.method_name.rust);
        let docs = doc::outer(&format!("The former name of `{}`.", it.method_name.rust));
        let former = word(former);
        quote! {
            #docs
            #[deprecated(note = #note)]
            pub fn #former(&self, #(#parameters),*) -> #builder {
                self.#name(#(#values),*)
            }
        }
    });
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#parameters),*) -> #builder {
            #construction
        }
        #former
        #extras
    }
}

fn method_doc(it: &Operation, model: &Model) -> String {
    let mut text = doc::or(&it.doc.text, &format!("Calls {}.", doc::code(&it.id)));
    doc::paragraph(
        &mut text,
        &doc::code(&format!("{} {}", it.method.verb(), route(it))),
    );
    let arguments: Vec<String> = it
        .path_parameters
        .iter()
        .filter(|it| it.held.is_none())
        .map(|it| parameter_doc(&it.parameter))
        .chain(operation::required_docs(it, model))
        .filter(|it| !it.is_empty())
        .collect();
    doc::paragraph(&mut text, &arguments.join("\n"));
    doc::paragraph(&mut text, &headers::doc(it));
    doc::paragraph(&mut text, redirects(it));
    doc::paragraph(&mut text, &failures(it, model));
    doc::paragraph(&mut text, &redirections(it));
    doc::paragraph(&mut text, &refusals(it));
    doc::paragraph(&mut text, &scopes(it));
    doc::paragraph(&mut text, it.further.as_deref().unwrap_or_default());
    doc::paragraph(&mut text, &example::doc(it, model));
    text
}

/// ```text
/// Scopes: `read:pets` and `write:pets`, or `admin`.
/// ```
fn scopes(it: &Operation) -> String {
    let together = |scopes: &Vec<String>| {
        if scopes.is_empty() {
            return "none with other credentials".to_owned();
        }
        let scopes: Vec<String> = scopes.iter().map(|it| doc::code(it)).collect();
        scopes.join(" and ")
    };
    let alternatives: Vec<String> = it.scopes.iter().map(together).collect();
    match alternatives.as_slice() {
        [] => String::new(),
        all => format!("Scopes: {}.", all.join(", or ")),
    }
}

/// ```text
/// [`Error::json`](crate::Error::json) reads what the service says when it refuses:
/// - status 404: [`Missing`](crate::Missing)
/// ```
fn failures(it: &Operation, model: &Model) -> String {
    let lines: Vec<String> = it
        .failures
        .iter()
        .map(|it| {
            let status = doc::status(it.status);
            let ty = super::tokens::spelt(&it.ty, model);
            format!("- {status}: {ty}")
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "[`Error::json`](crate::Error::json) reads what the service says when it refuses:\n{}",
        lines.join("\n")
    )
}

/// What leads to the answer instead of holding it.
fn redirects(it: &Operation) -> &'static str {
    if it.statuses.iter().any(|it| it.is_redirection()) {
        "A redirect is an answer, and is not followed: [`Response::location`](crate::Response::location) of what `send()` \
         gives is where it leads."
    } else {
        ""
    }
}

/// ```text
/// An answer in which `ok` is `false` is an error, whatever its status.
/// ```
fn refusals(it: &Operation) -> String {
    let member = it.success_member.as_deref();
    member.map_or_else(String::new, |name| {
        let name = doc::code(name);
        format!("An answer in which {name} is `false` is an error, whatever its status.")
    })
}

/// ```text
/// Other answers, which are errors here:
/// - status 304, [`Error::is_not_modified`](crate::Error::is_not_modified): Already started.
/// - status 301, [`Error::location`](crate::Error::location): Moved permanently.
/// ```
fn redirections(it: &Operation) -> String {
    let line = |it: &Redirection| {
        let method = match it.status {
            Status::Exact(304) => ", [`Error::is_not_modified`](crate::Error::is_not_modified)",
            it if it.is_redirect() => ", [`Error::location`](crate::Error::location)",
            Status::Exact(_) | Status::Range(_) | Status::Default => "",
        };
        let status = doc::status(it.status);
        // More than a line may begin with a block of code.
        let text = it.doc.text.replace('\n', "\n  ");
        let between = match text.lines().count() {
            0 => "",
            1 => ": ",
            _ => ":\n\n  ",
        };
        format!("- {status}{method}{between}{text}")
    };
    let lines: Vec<String> = it.redirections.iter().map(line).collect();
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "Other answers, which are errors here:\n{}",
        lines.join("\n")
    )
}
