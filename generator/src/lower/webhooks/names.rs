//! What the functions are called that read what the API sends: as the document calls it, and only where that says too little,
//! with what it belongs to.
//!
//! Of real documents the keys make better names than the `operationId`s: `balancePlatform.accountHolder.created` has the id
//! `post-balancePlatform.accountHolder.created`. Callbacks of one name mostly have one body, whichever operation they belong
//! to, and then one function reads all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::Draft;
use super::contents::Content;
use crate::lower::{Lowering, operations};
use crate::model::Webhook;
use crate::naming::{self, Scope, snake};

/// How many names each has, from the one that says least.
const LEVELS: usize = 4;

/// Drafts that one function reads, with its name.
pub(super) struct Named {
    pub(super) name: crate::model::Name,
    pub(super) former: Option<String>,
    /// Numbers of the drafts; the first is the one that is described.
    pub(super) drafts: Vec<usize>,
}

/// Gives names, sorted.
pub(super) fn settle(lowering: &mut Lowering<'_>, drafts: &[Draft<'_>]) -> Vec<Named> {
    let names: Vec<Vec<String>> = drafts.iter().map(|it| names(lowering, it)).collect();
    let mut levels = vec![0; drafts.len()];
    for _ in 1..LEVELS {
        let unclear = unclear(drafts, &names, &levels);
        if unclear.is_empty() {
            break;
        }
        for number in unclear {
            levels[number] = (levels[number] + 1).min(LEVELS - 1);
        }
    }
    let mut together: BTreeMap<(&str, Content), Vec<usize>> = BTreeMap::new();
    for (number, draft) in drafts.iter().enumerate() {
        let name = names[number][levels[number]].as_str();
        together
            .entry((name, draft.content))
            .or_default()
            .push(number);
    }
    let mut scope = lowering.scope(&[]);
    let mut settled: Vec<Named> = Vec::new();
    for ((name, _), numbers) in together {
        let first = &drafts[numbers[0]];
        let key = &first.site.key;
        let name = scope.claim(name.to_owned(), key, &first.place, lowering.diagnostics);
        settled.push(Named {
            name,
            former: None,
            drafts: numbers,
        });
    }
    for it in &mut settled {
        it.former = former(lowering, &drafts[it.drafts[0]], &it.name.rust, &scope);
    }
    settled.sort_by(|a, b| a.name.cmp(&b.name));
    settled
}

/// The drafts of which others with another body have the name.
fn unclear(drafts: &[Draft<'_>], names: &[Vec<String>], levels: &[usize]) -> Vec<usize> {
    let mut contents: BTreeMap<&str, BTreeSet<Content>> = BTreeMap::new();
    let name = |number: usize| names[number][levels[number]].as_str();
    for (number, draft) in drafts.iter().enumerate() {
        contents
            .entry(name(number))
            .or_default()
            .insert(draft.content);
    }
    let numbers = 0..drafts.len();
    numbers.filter(|it| contents[name(*it)].len() > 1).collect()
}

/// Its names, from the one that says least: the key; of a callback, with the operation; with the method, if the path item
/// has several; and with what else the document says of it.
fn names(lowering: &mut Lowering<'_>, draft: &Draft<'_>) -> Vec<String> {
    let site = &draft.site;
    let asked = operations::method_hint(lowering, &draft.node).map(|it| it.0);
    let kept = || {
        let kept = lowering.names.method(&draft.place);
        kept.filter(|it| naming::is_identifier(it))
            .map(str::to_owned)
    };
    if let Some(name) = asked.or_else(kept) {
        return vec![name; LEVELS];
    }
    let key = snake(&site.key);
    let join = |parts: &[&str]| snake(&parts.join("_"));
    let owned = match &site.callback {
        Some(it) => join(&[&snake(&it.operation), &key]),
        None => key.clone(),
    };
    let sent = if site.has_siblings {
        join(&[&owned, &site.method.verb().to_lowercase()])
    } else {
        owned.clone()
    };
    let last = match &site.callback {
        Some(it) => join(&[&sent, &snake(&it.expression)]),
        None => {
            let id = draft.node.get("operationId").and_then(|it| it.as_str());
            id.map_or_else(|| sent.clone(), snake)
        }
    };
    vec![key, owned, sent, last]
}

/// What it was called before, if nothing else is called so now.
fn former(lowering: &Lowering<'_>, draft: &Draft<'_>, name: &str, scope: &Scope) -> Option<String> {
    let call = Webhook::call(name);
    let former = lowering
        .names
        .former(&draft.place, &call, &lowering.krate.version)?;
    let former = former.strip_prefix(Webhook::PREFIX)?;
    (naming::is_identifier(former) && !scope.has(former)).then(|| former.to_owned())
}
