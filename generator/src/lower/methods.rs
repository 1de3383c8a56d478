//! Method names: `x-method`, the name that users know, what the request method means, or the `operationId`.

use std::collections::{BTreeMap, BTreeSet};

use super::collections::{is_document, is_list, is_one};
use super::operations::Draft;
use super::{Lowering, segments};
use crate::model::{Method, Operation, Parameter};
use crate::naming::{self, CLIENT_NAMES, Scope, snake};
use crate::spec::pointer;

/// What the method was called before, if it can be called so as well.
pub(super) fn former(
    lowering: &Lowering<'_>,
    operation: &Operation,
    methods: &Scope,
) -> Option<String> {
    let kept =
        lowering
            .names
            .former(&operation.pointer, &operation.call, &lowering.krate.version)?;
    let (handle, method) = kept.rsplit_once('.').unwrap_or(("", &kept));
    let here = operation
        .call
        .rsplit_once('.')
        .map_or("", |(handle, _)| handle);
    let usable = naming::is_identifier(method) && !methods.has(method);
    // An operation that moved to another handle cannot keep its old way.
    (handle == here && usable).then(|| method.to_owned())
}

/// Method names of the operations of one handle; where the usual ones clash, the `operationId` speaks.
pub(super) fn method_names(
    lowering: &Lowering<'_>,
    drafts: &[Draft],
    taken: &Scope,
) -> Vec<String> {
    let handle = Handle::of(drafts);
    let usual: Vec<String> = drafts
        .iter()
        .map(|it| handle.usual_name(lowering, it))
        .collect();
    let mut count: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for (draft, name) in drafts.iter().zip(&usual) {
        *count.entry((name, draft.action.is_some())).or_default() += 1;
    }
    let firsts = firsts(drafts, &usual);
    let by_version = by_version(lowering, drafts, &usual);
    let names = drafts.iter().zip(&usual).map(|(draft, name)| {
        let count = |is_action| count.get(&(name.as_str(), is_action)).copied().unwrap_or(0);
        // What a path means by itself comes before what it calls an operation.
        let rivals = if draft.action.is_some() {
            count(true)
        } else {
            0
        };
        let rivals = count(false) + rivals;
        let is_first = firsts.get(name.as_str()) == Some(&draft.operation.pointer.as_str());
        let unique = (rivals == 1 || is_first) && !taken.has(name);
        let kept = lowering.names.method(&draft.operation.pointer);
        match &draft.method {
            Some((asked, _)) => asked.clone(),
            None if kept.is_some_and(naming::is_identifier) => kept.unwrap_or(name).to_owned(),
            None if unique => name.clone(),
            None => {
                let own = by_version.get(draft.operation.pointer.as_str());
                let own = own.filter(|it| !taken.has(it)).cloned();
                own.unwrap_or_else(|| snake(&draft.operation.id))
            }
        }
    });
    names.collect()
}

/// `get_v1` and `get_v2`, for operations that the document gives no name and that only the version tells apart.
fn by_version<'a>(
    lowering: &Lowering<'_>,
    drafts: &'a [Draft],
    usual: &[String],
) -> BTreeMap<&'a str, String> {
    let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (draft, name) in drafts.iter().zip(usual) {
        let at = &draft.operation.pointer;
        let is_named = lowering
            .document
            .get(&pointer::join(at, "operationId"))
            .is_some();
        let mut segments = draft.operation.path.split('/');
        if let Some(version) = segments
            .find(|it| segments::is_version(it))
            .filter(|_| !is_named)
        {
            let of_name = names.entry(naming::apart::of_version(name, version));
            of_name.or_default().push(at);
        }
    }
    let others = |draft: &Draft| {
        let kept = lowering.names.method(&draft.operation.pointer);
        [Some(snake(&draft.operation.id)), kept.map(str::to_owned)]
    };
    let others = drafts.iter().flat_map(others).flatten();
    let taken: BTreeSet<String> = others.chain(usual.iter().cloned()).collect();
    let alone = names
        .into_iter()
        .filter_map(|(name, places)| match *places {
            [at] if !taken.contains(&name) => Some((at, name)),
            _ => None,
        });
    alone.collect()
}

/// For each name, the operation with the shortest path, if one alone has it and it is about one thing: that is the handle
/// itself, and others of the name are about something in it.
fn firsts<'a>(drafts: &'a [Draft], usual: &'a [String]) -> BTreeMap<&'a str, &'a str> {
    let mut shortest: BTreeMap<&str, (usize, Vec<&Operation>)> = BTreeMap::new();
    for (draft, name) in drafts.iter().zip(usual) {
        let length = segments::segments(&draft.operation.path).count();
        let known = shortest.entry(name).or_insert((length, Vec::new()));
        if length < known.0 {
            *known = (length, Vec::new());
        }
        if length == known.0 {
            known.1.push(&draft.operation);
        }
    }
    let alone = shortest
        .into_iter()
        .filter_map(|(name, (_, operations))| match *operations {
            [it] if on_item(it) => Some((name, it.pointer.as_str())),
            _ => None,
        });
    alone.collect()
}

/// `listThings`, or `things_list`.
fn names_list(id: &str) -> bool {
    let name = snake(id);
    let mut words = name.split('_');
    words.next() == Some("list") || words.next_back() == Some("list")
}

/// What the operations of a handle are about.
struct Handle {
    places: BTreeSet<String>,
    /// What is done at each place.
    done: BTreeSet<(String, Method)>,
    /// Request methods, and whether they are for one item.
    methods: BTreeSet<(Method, bool)>,
}

impl Handle {
    fn of(drafts: &[Draft]) -> Self {
        let usual = drafts.iter().filter(|it| it.action.is_none());
        let usual = || usual.clone().map(|it| &it.operation);
        Self {
            places: usual().map(|it| segments::place(&it.path)).collect(),
            done: usual()
                .map(|it| (segments::place(&it.path), it.method))
                .collect(),
            methods: usual().map(|it| (it.method, on_item(it))).collect(),
        }
    }

    fn has(&self, method: Method, on_item: bool) -> bool {
        self.methods.contains(&(method, on_item))
    }

    /// `get`, `list`, `create`, …: what the request method means at this kind of path.
    fn usual_name(&self, lowering: &Lowering<'_>, draft: &Draft) -> String {
        if let Some((asked, _)) = &draft.method {
            return asked.clone();
        }
        if let Some(action) = &draft.action {
            return action.name.clone();
        }
        if let Some(fragment) = &draft.fragment {
            return snake(fragment);
        }
        let operation = &draft.operation;
        if let Some(name) = of_root(lowering, operation) {
            return name;
        }
        // `/repos/{owner}` is what `/repos/{owner}/{name}` is one of.
        let below = format!("{}/{{}}", segments::place(&operation.path));
        let alone = on_item(operation) && !self.places.contains(&below);
        let of_many = if on_item(operation) {
            self.done.contains(&(below, operation.method))
        } else {
            self.has(operation.method, true)
        };
        // One thing may have a part for each name, and is no list of them.
        let collects = draft.is_collection || of_many && !(on_item(operation) && is_one(operation));
        let says_list = !on_item(operation) && names_list(&operation.id);
        // Text and bytes are no list, unless the document calls them one.
        let is_document = is_document(operation) && !says_list;
        let lists = collects || says_list || is_list(lowering, operation);
        let name = match operation.method {
            Method::Get if !alone && lists && is_document && of_many => "get_all",
            Method::Get if !alone && lists && !is_document => "list",
            Method::Get => "get",
            Method::Post if self.changes(operation, alone) => "update",
            Method::Post => "create",
            Method::Put if of_many => "replace_all",
            Method::Put => "replace",
            Method::Patch if of_many => "update_all",
            Method::Patch => "update",
            Method::Delete if of_many || removes_all(draft) => "delete_all",
            Method::Delete => "delete",
            Method::Head if !alone && lists => "head_all",
            Method::Head => "head",
            Method::Options => "options",
            Method::Trace => "trace",
            Method::Query => "query",
        };
        name.to_owned()
    }

    /// Services without PATCH change things with POST: what is posted to the collection creates, or they say so.
    fn changes(&self, operation: &Operation, alone: bool) -> bool {
        let patches = self.has(Method::Patch, true) || self.has(Method::Patch, false);
        !patches && (alone && self.has(Method::Post, false) || says_update(operation))
    }
}

fn on_item(operation: &Operation) -> bool {
    segments::ends_in_parameter(&operation.path)
}

/// Beside `pod("x").delete()`, a `pods().delete()` would be one letter away; what has to be told which ones is not.
fn removes_all(draft: &Draft) -> bool {
    let it = &draft.operation;
    let asks = it.body.as_ref().is_some_and(|it| it.required)
        || it.parameters.iter().any(Parameter::is_argument);
    draft.is_removed_by_item && !asks
}

fn says_update(operation: &Operation) -> bool {
    let id = snake(&operation.id);
    let spoken = naming::singular(&operation.doc.first_word());
    let says = |it: &str| ["update", "modify", "edit", "change"].contains(&it);
    says(&spoken) || id.split('_').next().is_some_and(says)
}

/// Where a path says nothing, the operation says what it does.
fn of_root(lowering: &Lowering<'_>, operation: &Operation) -> Option<String> {
    let id = pointer::join(&operation.pointer, "operationId");
    if !segments::place(&operation.path).is_empty() || lowering.document.get(&id).is_none() {
        return None;
    }
    Some(snake(&operation.id)).filter(|it| !CLIENT_NAMES.contains(&it.as_str()))
}
