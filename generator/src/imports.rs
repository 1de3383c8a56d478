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

/// Replaces paths such as `crate::module::Name` by `Name` and puts the imports in front of the items.
/// Paths into `module` itself just get short. Where two paths end in the same name, or the file defines that
/// name, only the first gets it.
pub(crate) fn shorten(module: &str, tokens: TokenStream) -> TokenStream {
    let list = List::read(tokens);
    let defined = defined(&list);
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
    names.find(&list);
    let mut tokens = names.replace(list);
    let items = tokens.split_off(inner_attributes(&tokens));
    tokens
        .into_iter()
        .chain(names.uses())
        .chain(items)
        .collect()
}

/// Tokens in which groups are open and paths are found. They are moved in and out again: a file can have a
/// million of them.
struct List {
    tokens: Vec<Token>,
    /// In the order of their places.
    paths: Vec<Path>,
}

enum Token {
    One(TokenTree),
    Group(Delimiter, List),
}

/// A path in a token list; its last token is the name.
struct Path {
    start: usize,
    length: usize,
    module: String,
    name: String,
}

impl List {
    fn read(tokens: TokenStream) -> Self {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut paths: Vec<Path> = Vec::new();
        for start in 0..tokens.len() {
            let free = paths.last().is_none_or(|it| it.start + it.length <= start);
            if free && let Some(path) = path(&tokens, start) {
                paths.push(path);
            }
        }
        let open = |token| match token {
            TokenTree::Group(group) => {
                let (delimiter, stream) = (group.delimiter(), group.stream());
                // What nobody else holds is moved, not copied.
                drop(group);
                Token::Group(delimiter, Self::read(stream))
            }
            other => Token::One(other),
        };
        Self {
            tokens: tokens.into_iter().map(open).collect(),
            paths,
        }
    }
}

struct Names<'a> {
    /// The module that the tokens stand in.
    module: &'a str,
    /// Names that cannot be imported.
    taken: BTreeSet<String>,
    /// Name to the module it is imported from.
    imports: BTreeMap<String, String>,
}

impl Names<'_> {
    fn find(&mut self, list: &List) {
        let mut paths = list.paths.iter().peekable();
        for (at, token) in list.tokens.iter().enumerate() {
            if let Some(path) = paths.next_if(|it| it.start == at) {
                self.import(path);
            }
            if let Token::Group(_, inside) = token {
                self.find(inside);
            }
        }
    }

    fn import(&mut self, path: &Path) {
        if !self.taken.contains(&path.name) && !self.imports.contains_key(&path.name) {
            self.imports.insert(path.name.clone(), path.module.clone());
        }
    }

    fn replace(&self, list: List) -> Vec<TokenTree> {
        let short = |it: &Path| self.imports.get(&it.name) == Some(&it.module);
        let mut paths = list.paths.into_iter().filter(short).peekable();
        let mut skipped = 0..0;
        let mut kept = Vec::with_capacity(list.tokens.len());
        for (at, token) in list.tokens.into_iter().enumerate() {
            if let Some(path) = paths.next_if(|it| it.start == at) {
                skipped = at..at + path.length - 1;
            }
            if skipped.contains(&at) {
                continue;
            }
            kept.push(match token {
                Token::One(it) => it,
                Token::Group(delimiter, inside) => {
                    let inside = self.replace(inside).into_iter().collect();
                    Group::new(delimiter, inside).into()
                }
            });
        }
        kept
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
fn path(list: &[TokenTree], start: usize) -> Option<Path> {
    let TokenTree::Ident(root) = &list[start] else {
        return None;
    };
    if !ROOTS.iter().any(|it| root == it) || goes_on(&list[..start]) {
        return None;
    }
    let mut module = root.to_string();
    let mut at = start + 1;
    loop {
        let [a, b, TokenTree::Ident(ident), ..] = &list[at..] else {
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
                start,
                length: at - start,
                module,
                name: text,
            });
        }
        module.push_str("::");
        module.push_str(&text);
    }
}

/// True for the name of a type: modules have no capitals, and none but types are `_1` or `_1Point5`.
fn is_type(name: &str) -> bool {
    let word = name.trim_start_matches(|it: char| it == '_' || it.is_ascii_digit());
    word.chars().next().is_none_or(char::is_uppercase)
}

/// True if what follows is part of a longer path.
fn goes_on(before: &[TokenTree]) -> bool {
    matches!(before, [.., a, b] if is_colon(a) && is_colon(b))
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == ':')
}

/// Names of the items of the file.
fn defined(list: &List) -> BTreeSet<String> {
    let pairs = list.tokens.iter().zip(list.tokens.iter().skip(1));
    let names = pairs.filter_map(|pair| match pair {
        (Token::One(TokenTree::Ident(keyword)), Token::One(TokenTree::Ident(name))) => {
            let mut defining = ["struct", "enum", "type", "trait"].iter();
            defining.any(|it| keyword == it).then(|| name.to_string())
        }
        _ => None,
    });
    names.collect()
}

/// How many tokens the `#![…]` attributes at the top take.
fn inner_attributes(tokens: &[TokenTree]) -> usize {
    let mut end = 0;
    while let [
        TokenTree::Punct(hash),
        TokenTree::Punct(bang),
        TokenTree::Group(group),
        ..,
    ] = &tokens[end..]
    {
        let attribute = hash.as_char() == '#'
            && bang.as_char() == '!'
            && group.delimiter() == Delimiter::Bracket;
        if !attribute {
            break;
        }
        end += 3;
    }
    end
}
