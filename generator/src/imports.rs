//! Full paths to short names: emitters write `crate::runtime::Timestamp` everywhere, and here each file
//! gets the `use` lines that a person would have written.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// Names of the prelude and of `std` that emitted code uses short; none may be shadowed.
const KEPT: &[&str] = &[
    "Box",
    "Default",
    "From",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Option",
    "Some",
    "String",
    "Vec",
];

/// Paths that begin with one of these are shortened.
const ROOTS: &[&str] = &["crate", "serde", "std"];

/// Replaces paths such as `crate::module::Name` by `Name` and puts the imports in front of the items.
/// Paths into `module` itself just get short. Where two paths end in the same name, or the file defines that
/// name, only the first gets it.
pub(crate) fn shorten(module: &str, tokens: TokenStream) -> TokenStream {
    let defined = defined(tokens.clone());
    let imports = defined
        .iter()
        .map(|it| (it.clone(), module.to_owned()))
        .collect();
    let mut names = Names {
        module,
        taken: defined,
        imports,
    };
    names.taken.extend(KEPT.iter().map(|it| (*it).to_owned()));
    names.find(tokens.clone());
    let (inner, items) = split_inner(names.replace(tokens));
    let uses = names.uses();
    quote!(#inner #uses #items)
}

struct Names<'a> {
    /// The module that the tokens stand in.
    module: &'a str,
    /// Names that cannot be imported.
    taken: BTreeSet<String>,
    /// Name to the module it is imported from.
    imports: BTreeMap<String, String>,
}

/// A path in a token list: how many tokens, the module, the name.
struct Found {
    length: usize,
    module: String,
    name: Ident,
}

impl Names<'_> {
    fn find(&mut self, tokens: TokenStream) {
        let list: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < list.len() {
            if let Some(found) = path(&list, at) {
                let name = found.name.to_string();
                if !self.taken.contains(&name) {
                    self.imports.entry(name).or_insert(found.module);
                }
                at += found.length;
            } else {
                if let TokenTree::Group(group) = &list[at] {
                    self.find(group.stream());
                }
                at += 1;
            }
        }
    }

    fn replace(&self, tokens: TokenStream) -> TokenStream {
        let list: Vec<TokenTree> = tokens.into_iter().collect();
        let mut replaced = Vec::with_capacity(list.len());
        let mut at = 0;
        while at < list.len() {
            match path(&list, at) {
                Some(found) if self.imports.get(&found.name.to_string()) == Some(&found.module) => {
                    at += found.length;
                    replaced.push(TokenTree::Ident(found.name));
                }
                found => {
                    let length = found.map_or(1, |it| it.length);
                    replaced.extend(list[at..at + length].iter().map(|it| self.inside(it)));
                    at += length;
                }
            }
        }
        replaced.into_iter().collect()
    }

    fn inside(&self, token: &TokenTree) -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                TokenTree::Group(Group::new(group.delimiter(), self.replace(group.stream())))
            }
            other => other.clone(),
        }
    }

    fn uses(&self) -> TokenStream {
        let mut modules: BTreeMap<&str, Vec<Ident>> = BTreeMap::new();
        for (name, module) in self.imports.iter().filter(|(_, it)| *it != self.module) {
            modules
                .entry(module)
                .or_default()
                .push(format_ident!("{name}"));
        }
        let uses = modules.into_iter().map(|(module, names)| {
            let module = module.split("::").map(|it| format_ident!("{it}"));
            match names.as_slice() {
                [name] => quote!(use #(#module)::*::#name;),
                names => quote!(use #(#module)::*::{#(#names),*};),
            }
        });
        quote!(#(#uses)*)
    }
}

/// `crate::a::b::Name` or `serde::Name` at this place, if it is one: lower-case modules, then a type name.
fn path(list: &[TokenTree], start: usize) -> Option<Found> {
    let TokenTree::Ident(root) = list.get(start)? else {
        return None;
    };
    let root = root.to_string();
    if !ROOTS.contains(&root.as_str()) {
        return None;
    }
    let after_path =
        start > 0 && matches!(&list[start - 1], TokenTree::Punct(it) if it.as_char() == ':');
    if after_path
        && start > 1
        && matches!(&list[start - 2], TokenTree::Punct(it) if it.as_char() == ':')
    {
        return None;
    }
    let mut modules = vec![root];
    let mut at = start + 1;
    loop {
        for _ in 0..2 {
            let TokenTree::Punct(colon) = list.get(at)? else {
                return None;
            };
            if colon.as_char() != ':' {
                return None;
            }
            at += 1;
        }
        let TokenTree::Ident(ident) = list.get(at)? else {
            return None;
        };
        at += 1;
        let text = ident.to_string();
        if is_type(&text) {
            let module = modules.join("::");
            // Two kinds of `Result` in one file would only confuse.
            if module == "std::result" {
                return None;
            }
            return Some(Found {
                length: at - start,
                module,
                name: ident.clone(),
            });
        }
        modules.push(text);
    }
}

/// True for the name of a type: modules have no capitals, and none but types are `_1` or `_1Point5`.
fn is_type(name: &str) -> bool {
    let word = name.trim_start_matches(|it: char| it == '_' || it.is_ascii_digit());
    word.chars().next().is_none_or(char::is_uppercase)
}

/// Names of the items of the file.
fn defined(tokens: TokenStream) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut after_keyword = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                if after_keyword {
                    names.insert(ident.to_string());
                }
                let word = ident.to_string();
                after_keyword = matches!(word.as_str(), "struct" | "enum" | "type" | "trait");
            }
            _ => after_keyword = false,
        }
    }
    names
}

/// The `#![…]` attributes at the top, and the rest.
fn split_inner(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let list: Vec<TokenTree> = tokens.into_iter().collect();
    let mut end = 0;
    while let [
        TokenTree::Punct(hash),
        TokenTree::Punct(bang),
        TokenTree::Group(group),
        ..,
    ] = &list[end..]
    {
        let attribute = hash.as_char() == '#'
            && bang.as_char() == '!'
            && group.delimiter() == Delimiter::Bracket;
        if !attribute {
            break;
        }
        end += 3;
    }
    let (inner, items) = list.split_at(end);
    (
        inner.iter().cloned().collect(),
        items.iter().cloned().collect(),
    )
}
