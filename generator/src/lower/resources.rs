//! Handles: the tree that path parameters make, and the method names on it.
//!
//! `x-resource` says where an operation hangs; without it the path does: `/zones/{zone_id}/records` is
//! `zone(zone_id).records`. `x-method` names the method; without it the request method does.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::operations::Draft;
use super::parameters::template_names;
use super::{Lowering, extras};
use crate::model::{
    Content, Method, Name, Operation, OperationId, Output, PathParameter, Resource, ResourceId,
    Type,
};
use crate::naming::{self, CLIENT_NAMES, Scope, singular, snake, upper_camel};

/// One step of a chain of handles. Two steps are the same whatever their parameter is called: documents
/// often call one thing `account_id` here and `accountId` there.
#[derive(Clone, Debug)]
struct Step {
    accessor: String,
    parameter: Option<String>,
}

impl Step {
    fn key(&self) -> (&str, bool) {
        (&self.accessor, self.parameter.is_some())
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Step {}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Step {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

type Chain = Vec<Step>;

/// Gives every operation its handle and its names.
pub(super) fn arrange(
    lowering: &mut Lowering<'_>,
    drafts: Vec<Draft>,
) -> (Vec<Resource>, Vec<Operation>) {
    let items = paths_below(&drafts);
    let mut chains: Vec<Chain> = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let chain = match &draft.resource {
            Some((text, at)) => hinted(lowering, text, at, draft),
            None => derived(&draft.operation.path, &items),
        };
        chains.push(chain);
    }
    let mut tree = Tree::new(&drafts, &chains);
    tree.name(lowering);
    let mut operations = tree.attach(lowering, drafts, &chains);
    extras::link(lowering, &mut operations);
    (tree.resources, operations)
}

/// Path prefixes that end in a parameter and have more below them.
fn paths_below(drafts: &[Draft]) -> BTreeSet<String> {
    let mut prefixes = BTreeSet::new();
    for draft in drafts {
        let path = &draft.operation.path;
        for (end, _) in path.match_indices("}/") {
            if path.len() > end + 2 {
                prefixes.insert(path[..=end].to_owned());
            }
        }
    }
    prefixes
}

/// The chain of a path without a hint.
fn derived(path: &str, items: &BTreeSet<String>) -> Chain {
    let mut chain = Chain::new();
    let mut prefix = String::new();
    let segments: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    let mut waiting: Option<&str> = None;
    for (number, segment) in segments.iter().enumerate() {
        prefix.push('/');
        prefix.push_str(segment);
        if number == 0 && is_version(segment) {
            continue;
        }
        let whole_parameter = segment
            .strip_prefix('{')
            .and_then(|it| it.strip_suffix('}'));
        match whole_parameter {
            Some(parameter) if items.contains(&prefix) => {
                let word = waiting
                    .take()
                    .map_or_else(|| snake(parameter), |it| one_of(&snake(it)));
                chain.push(Step {
                    accessor: word,
                    parameter: Some(parameter.to_owned()),
                });
            }
            // The last parameter of a path is an argument of the method.
            Some(_) => {}
            None => {
                if let Some(word) = waiting.replace(segment) {
                    chain.push(Step {
                        accessor: words(word),
                        parameter: None,
                    });
                }
            }
        }
    }
    if let Some(word) = waiting {
        chain.push(Step {
            accessor: words(word),
            parameter: None,
        });
    }
    chain
}

/// The handle of one thing in a collection: `zones` has a `zone`; where the word has no plural, `stream` has
/// a `stream_by_id`, so that the collection keeps its name.
fn one_of(word: &str) -> String {
    let one = singular(word);
    if one == word {
        format!("{word}_by_id")
    } else {
        one
    }
}

/// `v1`, `v2`, …
fn is_version(segment: &str) -> bool {
    segment
        .strip_prefix('v')
        .is_some_and(|it| !it.is_empty() && it.chars().all(|c| c.is_ascii_digit()))
}

/// The name of a segment, without the parameters that stand inside it.
fn words(segment: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for character in segment.chars() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                text.push('_');
            }
            other if depth == 0 => text.push(other),
            _ => {}
        }
    }
    snake(&text)
}

/// Parses `account(account_id).store(store_id).secrets`; a mistake gives the chain of the path.
fn hinted(lowering: &mut Lowering<'_>, text: &str, at: &str, draft: &Draft) -> Chain {
    let mut chain = Chain::new();
    for part in text.split('.').map(str::trim).filter(|it| !it.is_empty()) {
        let (accessor, parameter) = match part.split_once('(') {
            Some((accessor, rest)) => (accessor, Some(rest.trim_end_matches(')').to_owned())),
            None => (part, None),
        };
        if !naming::is_identifier(accessor) {
            lowering.diagnostics.not_an_identifier(at, accessor);
        }
        if let Some(parameter) = &parameter
            && !template_names(&draft.operation.path).contains(parameter)
        {
            lowering
                .diagnostics
                .resource_parameter(at, parameter, &draft.operation.path);
        }
        chain.push(Step {
            accessor: accessor.to_owned(),
            parameter,
        });
    }
    chain
}

/// A chain as `x-resource` writes it.
fn path(chain: &Chain) -> String {
    let steps: Vec<String> = chain
        .iter()
        .map(|step| match &step.parameter {
            Some(parameter) => format!("{}({parameter})", step.accessor),
            None => step.accessor.clone(),
        })
        .collect();
    steps.join(".")
}

/// The handles of all chains; the client is the first.
struct Tree {
    resources: Vec<Resource>,
    /// Chain of each handle, in the order of `resources`.
    chains: Vec<Chain>,
    /// Pointer of the first operation that needs each handle.
    users: BTreeMap<Chain, String>,
}

impl Tree {
    fn new(drafts: &[Draft], chains: &[Chain]) -> Self {
        let mut parameters: BTreeMap<Chain, PathParameter> = BTreeMap::new();
        let mut users = BTreeMap::from([(Chain::new(), String::new())]);
        for (draft, chain) in drafts.iter().zip(chains) {
            for end in 1..=chain.len() {
                let prefix = chain[..end].to_vec();
                let wire = chain[end - 1].parameter.as_deref();
                let found = wire
                    .and_then(|wire| draft.path_parameters.iter().find(|it| it.name.wire == wire));
                if let Some(parameter) = found {
                    parameters
                        .entry(prefix.clone())
                        .or_insert_with(|| parameter.clone());
                }
                users
                    .entry(prefix)
                    .or_insert_with(|| draft.operation.pointer.clone());
            }
        }
        // Sorted, so each parent stands before its children.
        let chains: Vec<Chain> = users.keys().cloned().collect();
        let mut tree = Self {
            resources: Vec::new(),
            chains,
            users,
        };
        for number in 0..tree.chains.len() {
            tree.add(number, &parameters);
        }
        tree
    }

    fn add(&mut self, number: usize, parameters: &BTreeMap<Chain, PathParameter>) {
        let chain = &self.chains[number];
        let (accessor, parent) = match chain.split_last() {
            None => ("client".to_owned(), None),
            Some((last, above)) => {
                let parent = self.chains.iter().position(|it| it == above);
                (last.accessor.clone(), parent.map(ResourceId))
            }
        };
        let mut held = parent.map_or_else(Vec::new, |it| self.resources[it.0].held.clone());
        // A path that has one parameter twice asks for it once.
        let asked = |it: &&PathParameter| held.iter().all(|held| held.name.rust != it.name.rust);
        let parameter = parameters.get(chain).filter(asked).cloned();
        held.extend(parameter.clone());
        let name = Name {
            rust: accessor.clone(),
            wire: accessor,
        };
        self.resources.push(Resource {
            path: path(&self.chains[number]),
            module: name.clone(),
            name: name.clone(),
            accessor: name,
            parent,
            parameter,
            held,
            children: Vec::new(),
            operations: Vec::new(),
        });
        if let Some(parent) = parent {
            self.resources[parent.0].children.push(ResourceId(number));
        }
    }

    /// Modules are named after the last step; those of one name after the whole chain.
    fn name(&mut self, lowering: &mut Lowering<'_>) {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for resource in &self.resources {
            *count.entry(resource.accessor.rust.clone()).or_default() += 1;
        }
        let mut modules = lowering.scope(&[]);
        for (resource, chain) in self.resources.iter_mut().zip(&self.chains) {
            let last = resource.accessor.rust.clone();
            let kept = lowering.names.module(&resource.path);
            let module = match kept.filter(|it| naming::is_identifier(it)) {
                Some(kept) => kept.to_owned(),
                None if count[&last] == 1 => last,
                None => {
                    let all: Vec<&str> = chain.iter().map(|it| it.accessor.as_str()).collect();
                    all.join("_")
                }
            };
            resource.name.rust = upper_camel(&module);
            resource.module = modules.claim(
                module.clone(),
                &module,
                &self.users[chain],
                lowering.diagnostics,
            );
        }
    }

    /// Puts the operations on their handles and names them.
    fn attach(
        &mut self,
        lowering: &mut Lowering<'_>,
        drafts: Vec<Draft>,
        chains: &[Chain],
    ) -> Vec<Operation> {
        let mut by_resource: BTreeMap<usize, Vec<Draft>> = BTreeMap::new();
        for (mut draft, chain) in drafts.into_iter().zip(chains) {
            self.hold(&mut draft, chain);
            let number = self
                .chains
                .iter()
                .position(|it| it == chain)
                .unwrap_or_default();
            by_resource.entry(number).or_default().push(draft);
        }
        let mut operations = Vec::new();
        for number in 0..self.resources.len() {
            let group = by_resource.remove(&number).unwrap_or_default();
            for operation in self.group(lowering, number, group) {
                self.resources[number]
                    .operations
                    .push(OperationId(operations.len()));
                operations.push(operation);
            }
        }
        operations
    }

    /// Tells each path parameter which field of the handle holds it, if one does.
    fn hold(&self, draft: &mut Draft, chain: &Chain) {
        for it in &mut draft.operation.path_parameters {
            let step = chain
                .iter()
                .position(|step| step.parameter.as_ref() == Some(&it.parameter.name.wire));
            let handle = step.and_then(|step| {
                self.chains
                    .iter()
                    .position(|known| *known == chain[..=step])
            });
            let parameter = handle.and_then(|it| self.resources[it].parameter.as_ref());
            it.held = parameter.map(|it| it.name.clone());
        }
    }

    /// The operations of one handle, sorted by name.
    fn group(
        &self,
        lowering: &mut Lowering<'_>,
        number: usize,
        drafts: Vec<Draft>,
    ) -> Vec<Operation> {
        let resource = &self.resources[number];
        let reserved = if number == 0 {
            CLIENT_NAMES
        } else {
            &["clone"]
        };
        let mut methods = lowering.scope(reserved);
        for child in &resource.children {
            let at = &self.users[&self.chains[child.0]];
            let accessor = &self.resources[child.0].accessor.rust;
            methods.claim(accessor.clone(), "", at, lowering.diagnostics);
        }
        let mut builders = lowering.scope(&[resource.name.rust.as_str()]);
        let names = method_names(lowering, &drafts, &methods);
        let mut operations = Vec::new();
        for (draft, rust) in drafts.into_iter().zip(names) {
            let at = draft
                .method
                .as_ref()
                .map_or(&draft.operation.pointer, |(_, at)| at)
                .clone();
            if !naming::is_identifier(&rust) {
                lowering.diagnostics.not_an_identifier(&at, &rust);
            }
            let (mut operation, extras) = (draft.operation, draft.extras);
            operation.method_name = methods.claim(rust, &operation.id, &at, lowering.diagnostics);
            let mut builder = upper_camel(&operation.method_name.rust);
            if builders.has(&builder) {
                builder.push_str("Request");
            }
            operation.builder = builders.claim(builder, &operation.id, &at, lowering.diagnostics);
            let method = &operation.method_name.rust;
            operation.call = if number == 0 {
                method.clone()
            } else {
                format!("{}.{method}", resource.module.rust)
            };
            operation.resource = ResourceId(number);
            extras.claim(&mut operation, &mut methods, lowering);
            operations.push(operation);
        }
        for operation in &mut operations {
            operation.former = former(lowering, operation, &methods);
            let builder = operation.former.as_deref().map(upper_camel);
            operation.former_builder = builder.filter(|it| !builders.has(it));
        }
        operations.sort_by(|a, b| a.method_name.cmp(&b.method_name));
        operations
    }
}

/// What the method was called before, if it can be called so as well.
fn former(lowering: &Lowering<'_>, operation: &Operation, methods: &Scope) -> Option<String> {
    let kept = lowering
        .names
        .former(&operation.pointer, &operation.call, &lowering.version)?;
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
fn method_names(lowering: &Lowering<'_>, drafts: &[Draft], taken: &Scope) -> Vec<String> {
    let usual: Vec<String> = drafts.iter().map(|it| usual_name(it, drafts)).collect();
    drafts
        .iter()
        .zip(&usual)
        .map(|(draft, name)| {
            let unique = usual.iter().filter(|it| *it == name).count() == 1 && !taken.has(name);
            let kept = lowering.names.method(&draft.operation.pointer);
            match &draft.method {
                Some((asked, _)) => asked.clone(),
                None if kept.is_some_and(naming::is_identifier) => kept.unwrap_or(name).to_owned(),
                None if unique => name.clone(),
                None => snake(&draft.operation.id),
            }
        })
        .collect()
}

/// `get`, `list`, `create`, …: what the request method means at this kind of path.
fn usual_name(draft: &Draft, all: &[Draft]) -> String {
    if let Some((asked, _)) = &draft.method {
        return asked.clone();
    }
    let operation = &draft.operation;
    let on_item = operation.path.ends_with('}');
    let of_many = !on_item
        && all
            .iter()
            .any(|it| it.operation.path.ends_with('}') && it.operation.method == operation.method);
    let name = match operation.method {
        Method::Get if !on_item && (is_list(&operation.output) || of_many) => "list",
        Method::Get => "get",
        Method::Post => "create",
        Method::Put if of_many => "replace_all",
        Method::Put => "replace",
        Method::Patch if of_many => "update_all",
        Method::Patch => "update",
        Method::Delete if of_many => "delete_all",
        Method::Delete => "delete",
        Method::Head => "head",
        Method::Options => "options",
        Method::Trace => "trace",
    };
    name.to_owned()
}

fn is_list(output: &Output) -> bool {
    match output {
        Output::One(
            Content::Page(_) | Content::Json(Type::List(_)) | Content::Result(Type::List(_)),
        ) => true,
        Output::One(_) | Output::ByStatus { .. } => false,
    }
}
