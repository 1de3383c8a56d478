//! Actions: `POST /orders/{id}/cancel` is `order(id).cancel()`, not `order(id).cancel().create()`.

use std::collections::BTreeMap;

use super::Lowering;
use super::chains::{self, Chain};
use super::collections::is_list;
use super::operations::Draft;
use super::segments;
use crate::model::{Doc, Method};
use crate::names::Names;
use crate::naming::{singular, snake};

/// The method that a path names with its last word.
pub(super) struct Action {
    /// Its name.
    pub(super) name: String,
    /// Users compile against it already.
    pub(super) kept: bool,
}

/// Finds the operations that are actions: they hang from the handle above the one of their path. Where the document asks for a
/// handle or a name, and where users have another name, nothing changes.
pub(super) fn lift(
    lowering: &Lowering<'_>,
    drafts: &mut [Draft],
    chains: &mut [Chain],
    asked: &[bool],
) {
    let mut uses: BTreeMap<Chain, usize> = BTreeMap::new();
    for chain in chains.iter() {
        for end in 1..=chain.len() {
            *uses.entry(chain[..end].to_vec()).or_default() += 1;
        }
    }
    for ((draft, chain), asked) in drafts.iter_mut().zip(chains.iter_mut()).zip(asked) {
        if *asked || draft.method.is_some() {
            continue;
        }
        let path = &draft.operation.path;
        let call = chains::dotted(path).or_else(|| chains::custom(path, chain));
        let own = call.as_ref().unwrap_or(chain);
        let Some(word) = own.last().filter(|_| !segments::ends_in_parameter(path)) else {
            continue;
        };
        let name = word.accessor.clone();
        let kept = lowering.names.call(&draft.operation.pointer);
        let is_action = match kept {
            Some(kept) => was_action(&lowering.names, kept, own),
            None => {
                uses[chain] == 1 && (call.is_some() || is_action(&Said::by(lowering, draft), &name))
            }
        };
        if is_action {
            *chain = own[..own.len() - 1].to_vec();
            let kept = kept.is_some();
            draft.action = Some(Action { name, kept });
        }
    }
}

/// Whether users call it on the handle above the one of its path, which there was none of then.
fn was_action(names: &Names, (module, method): (Option<&str>, &str), own: &Chain) -> bool {
    match (module, own.as_slice()) {
        (None, [_]) => true,
        (Some(module), [.., above, last]) => {
            let is_above =
                module == above.accessor || module.ends_with(&format!("_{}", above.accessor));
            names.module(&chains::path(own)) != Some(module)
                && (method == last.accessor || is_above)
        }
        _ => false,
    }
}

/// What the document says of an operation.
struct Said<'a> {
    method: Method,
    id: &'a str,
    doc: &'a Doc,
    is_list: bool,
}

impl<'a> Said<'a> {
    fn by(lowering: &Lowering<'_>, draft: &'a Draft) -> Self {
        let operation = &draft.operation;
        Self {
            method: operation.method,
            id: &operation.id,
            doc: &operation.doc,
            is_list: is_list(lowering, operation),
        }
    }

    /// Words of the `operationId`, without what stands before a separator: `Orders/cancel` is `cancel`.
    fn id_words(&self) -> Vec<String> {
        let own = self.id.rsplit(['.', '/', ':', '#']).next();
        words(&snake(own.unwrap_or_default()))
    }
}

/// Words that say what a request method says as well.
const USUAL: &[&str] = &[
    "get", "list", "retrieve", "fetch", "read", "find", "show", "create", "add", "new", "post",
    "put", "set", "save", "patch", "update", "edit", "modify", "replace", "delete", "remove",
];

/// What makes something out of nothing.
const CREATING: &[&str] = &["create", "add", "new"];

/// A word that one operation alone has is an action if the document calls the operation so. What is only posted is one as well,
/// unless it is a collection, or the document says that something is created.
fn is_action(said: &Said<'_>, name: &str) -> bool {
    let own = words(name);
    let (Some(first), Some(last)) = (own.first(), own.last()) else {
        return false;
    };
    let id = said.id_words();
    let spoken = said.doc.first_word();
    let described = !is_plural(first) && (spoken == *first || singular(&spoken) == *first);
    let named = described || others(id.strip_prefix(own.as_slice()));
    // What it is about, which says nothing of changes.
    let named_last = others(id.strip_suffix(own.as_slice()));
    match said.method {
        Method::Get | Method::Query if said.is_list && is_plural(last) => false,
        Method::Get | Method::Query => named || named_last,
        Method::Post if !is_plural(last) => named || named_last || !creates(&id, &spoken),
        Method::Post | Method::Put | Method::Patch | Method::Delete => named,
        Method::Head | Method::Options | Method::Trace => false,
    }
}

/// True if the document says that something is made.
fn creates(id: &[String], spoken: &str) -> bool {
    let creating = |it: &str| CREATING.contains(&it) || CREATING.contains(&&*singular(it));
    creating(spoken) || id.iter().any(|it| creating(it))
}

fn is_plural(word: &str) -> bool {
    singular(word) != word
}

/// True for what else is in `cancelOrder` and `OrderCancel`, but not for `getStatus`.
fn others(words: Option<&[String]>) -> bool {
    let usual = |it: &String| USUAL.contains(&it.as_str());
    words.is_some_and(|it| !it.iter().any(usual))
}

fn words(name: &str) -> Vec<String> {
    let words = name.split('_').filter(|it| !it.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{Said, is_action};
    use crate::model::{Doc, Method};

    #[test]
    fn what_the_document_calls_so_is_an_action() {
        use Method::{Get, Head, Post, Put};
        for (expected, method, name, id, doc) in [
            (true, Post, "cancel", "PostOrdersCancel", ""),
            (true, Post, "cancel", "x", "Cancels an order."),
            (true, Post, "token", "x", "A new token"),
            (
                true,
                Post,
                "create",
                "ContainerCreate",
                "Create a container",
            ),
            (true, Post, "return_", "PostReturn", ""),
            (true, Post, "verify_deposits", "x", "Verifies deposits"),
            (true, Put, "pause", "pause-playback", ""),
            (true, Get, "search", "GetOrdersSearch", "Search for orders"),
            (true, Get, "logs", "ContainerLogs", "Get the logs"),
            (true, Get, "export", "Orders.export", ""),
            (true, Get, "list", "users_list", "Lists users"),
            (false, Post, "speech", "createSpeech", "Text to speech"),
            (false, Post, "token", "x", "Creates a token"),
            (false, Post, "messages", "PostMessages", "Messages, sent"),
            (false, Put, "volume", "setVolume", "Set the volume"),
            (false, Put, "status", "registrantStatus", "Change it"),
            (false, Get, "devices", "fleetDevices", "List them"),
            (false, Get, "status", "getStatus", "Gets the status"),
            (false, Get, "users", "users_list", "Users"),
            (false, Head, "search", "search", "Search"),
        ] {
            let doc = &Doc {
                text: doc.to_owned(),
            };
            let said = Said {
                method,
                id,
                doc,
                is_list: doc.text.starts_with("List"),
            };
            assert_eq!(is_action(&said, name), expected, "{method:?} {name} {id}");
        }
    }
}
