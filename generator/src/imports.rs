//! Full paths to short names: emitters write `crate::runtime::Timestamp` everywhere, and here each file
//! gets the `use` lines that a person would have written.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote};

use crate::aside::Aside;

/// Names of the prelude and of `std` that emitted code uses short; none may be shadowed.
const KEPT: &[&str] = &[
    "Box",
    "Default",
    "From",
    "Future",
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

/// What one file imports. Paths such as `crate::module::Name` become `Name`, and paths into the file's own module just
/// get short. Where two paths end in the same name, or the file defines that name, only the first gets it.
pub(crate) struct Imports<'a> {
    /// The module that the tokens stand in.
    module: &'a str,
    /// Names that cannot be imported.
    taken: BTreeSet<String>,
    /// Name to the module it is imported from.
    modules: BTreeMap<String, String>,
}

impl<'a> Imports<'a> {
    /// For a file of these tokens.
    pub(crate) fn of(module: &'a str, tokens: &[TokenTree]) -> Self {
        let mut taken = defined(tokens);
        let own = taken.iter().map(|it| (it.clone(), module.to_owned()));
        let modules = own.collect();
        taken.extend(KEPT.iter().map(|it| (*it).to_owned()));
        Self {
            module,
            taken,
            modules,
        }
    }

    /// Tokens with short names, without their documentation. They are moved, not copied: a file can have a million of them.
    pub(crate) fn shorten(
        &mut self,
        tokens: impl IntoIterator<Item = TokenTree>,
        aside: &mut Aside,
    ) -> TokenStream {
        let tokens = tokens.into_iter().collect();
        self.shortened(tokens, aside).into_iter().collect()
    }

    fn shortened(&mut self, tokens: Vec<TokenTree>, aside: &mut Aside) -> Vec<TokenTree> {
        let mut kept = Vec::with_capacity(tokens.len());
        let mut rest = tokens.into_iter();
        loop {
            if let Some(path) = path(rest.as_slice())
                && !goes_on(&kept)
                && self.is_imported(path.module, path.name)
            {
                rest.by_ref().take(path.length - 1).for_each(drop);
            }
            match rest.next() {
                None => return kept,
                Some(TokenTree::Group(group)) => {
                    let (delimiter, inside) = (group.delimiter(), group.stream());
                    // What nobody else holds is moved.
                    drop(group);
                    let inside: Vec<TokenTree> = inside.into_iter().collect();
                    let is_attribute = delimiter == Delimiter::Bracket;
                    let inside = match is_attribute.then(|| aside.put(&inside)).flatten() {
                        Some(mark) => mark.to_token_stream(),
                        None => self.shorten(inside, aside),
                    };
                    kept.push(Group::new(delimiter, inside).into());
                }
                Some(other) => kept.push(other),
            }
        }
    }

    /// True if a name means this path; the first path gets it.
    fn is_imported(&mut self, module: String, name: String) -> bool {
        if let Some(it) = self.modules.get(&name) {
            return *it == module;
        }
        let free = !self.taken.contains(&name);
        if free {
            self.modules.insert(name, module);
        }
        free
    }

    /// The imports of what has been shortened.
    pub(crate) fn uses(&self) -> TokenStream {
        let mut modules: BTreeMap<&str, Vec<Ident>> = BTreeMap::new();
        for (name, module) in self.modules.iter().filter(|(_, it)| *it != self.module) {
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

/// A path at the beginning of tokens; its last token is the name.
struct Path {
    length: usize,
    module: String,
    name: String,
}

/// `crate::a::b::Name` or `serde::Name`, if the tokens begin with one: lower-case modules, then a type name.
fn path(tokens: &[TokenTree]) -> Option<Path> {
    let [TokenTree::Ident(root), next, ..] = tokens else {
        return None;
    };
    // Most words are not even followed by a colon.
    if !is_colon(next) || !ROOTS.iter().any(|it| root == it) {
        return None;
    }
    let mut module = root.to_string();
    let mut at = 1;
    loop {
        let [a, b, TokenTree::Ident(ident), ..] = &tokens[at..] else {
            return None;
        };
        if !is_colon(a) || !is_colon(b) {
            return None;
        }
        at += 3;
        let text = ident.to_string();
        if is_type(&text) {
            // Two kinds of `Result` in one file would only confuse.
            return (module != "std::result").then_some(Path {
                length: at,
                module,
                name: text,
            });
        }
        module.push_str("::");
        module.push_str(&text);
    }
}

/// True for the name of a type: modules have no capitals, and none but types are `_1`, `_1Point5` or `_2fa`. Of scripts
/// without capitals a module can be meant as well, which is imported all the same.
fn is_type(name: &str) -> bool {
    let word = name.trim_start_matches('_');
    !word.starts_with(char::is_lowercase)
}

/// True if what follows is part of a longer path.
fn goes_on(before: &[TokenTree]) -> bool {
    matches!(before, [.., a, b] if is_colon(a) && is_colon(b))
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == ':')
}

/// Names of the items of the file.
fn defined(tokens: &[TokenTree]) -> BTreeSet<String> {
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    let names = pairs.filter_map(|pair| match pair {
        (TokenTree::Ident(keyword), TokenTree::Ident(name)) => {
            let mut defining = ["struct", "enum", "type", "trait"].iter();
            defining.any(|it| keyword == it).then(|| name.to_string())
        }
        _ => None,
    });
    names.collect()
}
