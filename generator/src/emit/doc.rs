//! Documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

/// `/// text`, one attribute a line, as prettyplease wants it.
pub(super) fn outer(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// `//! text`, one attribute a line.
pub(super) fn inner(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#![doc = #lines])*)
}

/// The description, or a plain sentence where the specification says nothing.
pub(super) fn or(text: &str, fallback: &str) -> String {
    if text.is_empty() { fallback.to_owned() } else { text.to_owned() }
}

/// Adds a paragraph.
pub(super) fn paragraph(text: &mut String, more: &str) {
    if more.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more);
}

/// A sentence about the default of the server.
pub(super) fn default(value: Option<&String>) -> String {
    value.map_or_else(String::new, |it| {
        format!("Without it the server takes `{}`.", it.replace('`', "'"))
    })
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|it| if it.is_empty() { String::new() } else { format!(" {it}") })
        .collect()
}
