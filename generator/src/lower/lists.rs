//! Lists that go on, told by their shape: where an answer has its items, and what in it fits which parameter.
//!
//! Names are compared without case and separators. What could be told in two ways is told in none, because a client that
//! turns pages in the wrong way loses items without a sign.

mod asked;
mod items;
mod words;

pub(super) use asked::{Asked, asked, counts};
pub(super) use items::{items_of, items_told};
pub(super) use words::ITEMS;
use words::{
    DONE, INDEXES, ITEM_TOKENS, LAST, MORE, NAMED_TOKENS, NEXT_ADDRESSES, NEXT_OF_ANYTHING,
    NEXT_TOKENS, OFFSETS, OWN_TOKENS, PAGES, SCROLLS, SIZES, TOKENS, TOLD_PAGES, TOTALS,
};

use super::outline::{Elements, Leaf, Outline, all_leaves, plain};
use crate::model::{List, More, Turn};
use crate::spec::pointer;

/// What is looked at.
pub(super) struct Seen<'a> {
    /// The answer.
    pub(super) body: &'a Outline,
    /// The header `Link` is documented to lead to the next page.
    pub(super) links: bool,
    /// Where the items are.
    pub(super) items: String,
    /// The operation only reads. What may do more goes on by a token or not at all: an `offset` can be anything there.
    pub(super) reads: bool,
    /// The path is that of one thing, whose own state may be what else would be said of the page.
    pub(super) of_one: bool,
}

/// How the list goes on, if there is one way in which it can.
pub(super) fn recognise(seen: Seen<'_>, asked: &[Asked]) -> Option<List> {
    let found = all_leaves(seen.body);
    let more = more_of(seen.body);
    let has_more = more.is_some();
    let turn = if !seen.reads {
        token(asked, &found)?
    } else if asked.iter().any(|it| is_of_pages(&it.name)) {
        token(asked, &found)
            .or_else(|| last_item(asked, &found, seen.body, &seen.items, has_more))
            .or_else(|| address(&found))
            .or_else(|| seen.links.then_some(Turn::Link))
            .or_else(|| page(asked, &found))
            .or_else(|| offset(asked, &found, &seen.items))?
    } else {
        // The server alone says where the next page is.
        named_token(asked, &found).or_else(|| address(&found).filter(|_| is_list(&found)))?
    };
    let more = more.or_else(|| last_of(&seen, &found, &turn));
    Some(List {
        items: seen.items,
        required: Vec::new(),
        info: info_of(seen.body),
        more,
        turn,
    })
}

/// Whether something that is called so could ask for a page.
pub(super) fn asks(name: &str) -> bool {
    is_of_pages(name) || takes(name) || INDEXES.iter().any(|it| it.0 == name)
}

/// What is true as long as there are more pages.
pub(super) fn more_of(body: &Outline) -> Option<More> {
    let leaves = all_leaves(body);
    let more = leaves.iter().find(|it| says(it, MORE));
    more.map(|it| More::If(it.at.clone()))
}

/// What is true on the last page.
fn last_of(seen: &Seen<'_>, found: &[Leaf<'_>], turn: &Turn) -> Option<More> {
    let beside = pointer::parent(&seen.items);
    let is_beside = match turn {
        Turn::Token { next, .. } | Turn::Scroll { next, .. } => pointer::parent(next) == beside,
        _ => false,
    };
    let is_end = |it: &&Leaf<'_>| {
        let is_done = is_beside && !seen.of_one && pointer::parent(&it.at) == beside;
        says(it, LAST) || is_done && says(it, &[DONE])
    };
    let last = found.iter().find(is_end);
    last.map(|it| More::Unless(it.at.clone()))
}

fn says(it: &Leaf<'_>, names: &[&str]) -> bool {
    *it.outline == Outline::Boolean && names.contains(&it.name())
}

/// The pointer of the object that counts items and pages.
pub(super) fn info_of(body: &Outline) -> Option<String> {
    let counts = |it: &Leaf<'_>| *it.outline == Outline::Integer && is_count(it.name());
    let first = all_leaves(body).into_iter().find(counts);
    first.map(|it| pointer::parent(&it.at).to_owned())
}

fn is_of_pages(name: &str) -> bool {
    [TOKENS, ITEM_TOKENS, PAGES, OFFSETS, SIZES]
        .iter()
        .any(|it| it.contains(&name))
}

/// Whether an answer to which no parameter asks for a page is one of several: a text called `nextLink`, or `next` beside
/// its like.
fn is_list(found: &[Leaf<'_>]) -> bool {
    found.iter().any(|it| {
        let name = it.name();
        let of_lists = NEXT_ADDRESSES.contains(&name) && !NEXT_OF_ANYTHING.contains(&name);
        of_lists || is_count(name) || name == "count" || name.starts_with("prev")
    })
}

fn is_count(name: &str) -> bool {
    TOTALS.contains(&name) || TOLD_PAGES.contains(&name)
}

/// Whether something that is called so can take what the page before holds.
fn takes(name: &str) -> bool {
    TOKENS.contains(&name)
        || PAGES.contains(&name)
        || OFFSETS.contains(&name)
        || NAMED_TOKENS.contains(&name)
}

/// A list that goes on by the token that answers have at `next`.
pub(super) fn by_token(it: &Asked, next: String) -> Turn {
    let asks = it.asks.clone();
    let is_same = SCROLLS.contains(&it.name.as_str()) && plain(&pointer::last(&next)) == it.name;
    if is_same {
        Turn::Scroll { asks, next }
    } else {
        Turn::Token { asks, next }
    }
}

/// What the answer calls the next of a parameter.
fn named_token(asked: &[Asked], found: &[Leaf<'_>]) -> Option<Turn> {
    let mut asked = asked.iter().filter(|it| takes(&it.name));
    asked.find_map(|it| {
        let next = format!("next{}", it.name);
        let named = |leaf: &&Leaf<'_>| leaf.name() == next || leaf.long_name() == next;
        let leaf = found.iter().filter(|it| it.is_scalar()).find(named)?;
        Some(by_token(it, leaf.at.clone()))
    })
}

fn token(asked: &[Asked], found: &[Leaf<'_>]) -> Option<Turn> {
    if let Some(turn) = named_token(asked, found) {
        return Some(turn);
    }
    let turn = |it: &Asked, leaf: &Leaf<'_>| by_token(it, leaf.at.clone());
    let scalars: Vec<&Leaf<'_>> = found.iter().filter(|it| it.is_scalar()).collect();
    let tokens: Vec<&Asked> = asked
        .iter()
        .filter(|it| TOKENS.contains(&it.name.as_str()))
        .collect();
    // What is only called like the parameter may as well lead back.
    let leads_back = address(found).is_some();
    for it in tokens.iter().filter(|_| !leads_back) {
        let own = OWN_TOKENS.contains(&it.name.as_str());
        let same = |leaf: &&&Leaf<'_>| leaf.name() == it.name && (own || leaf.names.len() > 1);
        if let Some(leaf) = scalars.iter().find(same) {
            return Some(turn(it, leaf));
        }
    }
    let is_token = |it: &Leaf<'_>| {
        // `next` is either.
        let either = NEXT_ADDRESSES.contains(&it.name());
        let is_text = matches!(it.outline, Outline::Text(_));
        NEXT_TOKENS.contains(&it.name()) && (!either || is_text && !it.is_address())
    };
    let mut nexts = scalars.iter().filter(|it| is_token(it));
    match (tokens.as_slice(), nexts.next(), nexts.next()) {
        ([it], Some(leaf), None) => Some(turn(it, leaf)),
        _ => None,
    }
}

fn last_item(
    asked: &[Asked],
    found: &[Leaf<'_>],
    body: &Outline,
    items: &str,
    more: bool,
) -> Option<Turn> {
    let it = asked
        .iter()
        .find(|it| ITEM_TOKENS.contains(&it.name.as_str()))?;
    let asks = it.asks.clone();
    if !more {
        return None;
    }
    if let Some(leaf) = found
        .iter()
        .find(|it| it.is_scalar() && it.name() == "lastid")
    {
        return Some(Turn::Token {
            asks,
            next: leaf.at.clone(),
        });
    }
    let list = found.iter().find(|it| it.at == items);
    let list = list.map_or(body, |it| it.outline);
    (*list == Outline::List(Elements::WithIds)).then(|| Turn::LastItem {
        asks,
        key: "id".to_owned(),
    })
}

fn address(found: &[Leaf<'_>]) -> Option<Turn> {
    let next = found.iter().find(|it| {
        let named = NEXT_ADDRESSES.contains(&it.name())
            || NEXT_ADDRESSES.contains(&it.long_name().as_str());
        named && it.is_address()
    });
    next.map(|it| Turn::Address {
        next: it.at.clone(),
    })
}

/// Only if it is known how pages are counted.
fn page(asked: &[Asked], found: &[Leaf<'_>]) -> Option<Turn> {
    let it = asked
        .iter()
        .find(|it| PAGES.contains(&it.name.as_str()) && it.counts)?;
    let told = found
        .iter()
        .any(|it| *it.outline == Outline::Integer && TOLD_PAGES.contains(&it.name()));
    // An index may begin at 0 where what the answer tells is a number that begins at 1.
    let told = told && it.name != "pageindex";
    (it.first.is_some() || told).then(|| Turn::Page {
        asks: it.asks.clone(),
        first: it.first,
    })
}

fn offset(asked: &[Asked], found: &[Leaf<'_>], items: &str) -> Option<Turn> {
    let has = |name: &str| asked.iter().any(|it| it.name == name && it.is_text);
    // PostgREST documents both as texts. What would be a token instead had to stand in the answer, which is no more than the list.
    let in_text = items.is_empty() && has("limit");
    let is_offset = |it: &&Asked| {
        let is_index = || {
            let told = INDEXES.iter().find(|(name, _)| *name == it.name);
            let is_told = |(_, total): &(&str, &str)| found.iter().any(|it| it.name() == *total);
            told.is_some_and(is_told) && it.first != Some(1)
        };
        let counts = it.counts || in_text && it.is_text && it.name == "offset";
        counts && (OFFSETS.contains(&it.name.as_str()) || is_index())
    };
    let it = asked.iter().find(is_offset)?;
    it.passes_over.then(|| Turn::Offset {
        asks: it.asks.clone(),
    })
}
