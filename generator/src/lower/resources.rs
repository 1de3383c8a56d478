//! Handles: the tree that path parameters make, with the operations on it.
//!
//! `x-resource` says where an operation hangs; without it the path does: `/zones/{zone_id}/records` is
//! `zone(zone_id).records`.

use std::collections::{BTreeMap, BTreeSet};

use super::chains::{Chain, derived, hinted, path, paths_below, set_apart};
use super::extras::Wanted;
use super::methods::{former, method_names};
use super::operations::Draft;
use super::owners::Owners;
use super::{Lowering, actions, extras, held};
use crate::model::{Doc, Home, Name, Operation, OperationId, PathParameter, Resource, ResourceId};
use crate::names::Names;
use crate::naming::{self, CLIENT_NAMES, HANDLE_NAMES, PRELUDE_NAMES, Scope, upper_camel};

/// Gives every operation its handle and its names.
pub(super) fn arrange(
    lowering: &mut Lowering<'_>,
    mut drafts: Vec<Draft>,
) -> (Vec<Resource>, Vec<Operation>) {
    let items = paths_below(&drafts);
    let owners = Owners::of(&drafts, &items, &lowering.names);
    let mut chains: Vec<Chain> = Vec::with_capacity(drafts.len());
    let mut asked: Vec<bool> = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let hint = draft.resource.as_ref();
        let chain = hint.and_then(|(text, at)| hinted(lowering, text, at, draft));
        asked.push(chain.is_some());
        chains.push(chain.unwrap_or_else(|| derived(&draft.operation.path, &items, &owners)));
    }
    actions::lift(lowering, &mut drafts, &mut chains, &asked);
    held::set_lists_apart(&drafts, &mut chains, &asked, lowering.diagnostics);
    set_apart(&mut chains, &asked);
    let mut tree = Tree::new(lowering, &drafts, &chains);
    tree.name(lowering);
    let (mut operations, wanted) = tree.attach(lowering, drafts, &chains);
    extras::link(lowering, &mut operations, wanted);
    (tree.resources, operations)
}

/// The handles of all chains; the client is the first.
struct Tree {
    resources: Vec<Resource>,
    /// Chain of each handle, in the order of `resources`.
    chains: Vec<Chain>,
    /// Number of each chain.
    numbers: BTreeMap<Chain, usize>,
    /// Pointer of the first operation that needs each handle, in the order of `resources`.
    users: Vec<String>,
}

impl Tree {
    fn new(lowering: &mut Lowering<'_>, drafts: &[Draft], chains: &[Chain]) -> Self {
        let mut parameters: BTreeMap<Chain, Vec<(&PathParameter, &str)>> = BTreeMap::new();
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
                        .or_default()
                        .push((parameter, draft.operation.pointer.as_str()));
                }
                users
                    .entry(prefix)
                    .or_insert_with(|| draft.operation.pointer.clone());
            }
        }
        // Sorted, so each parent stands before its children.
        let (chains, users): (Vec<Chain>, Vec<String>) = users.into_iter().unzip();
        let mut tree = Self {
            resources: Vec::new(),
            numbers: chains.iter().cloned().zip(0..).collect(),
            chains,
            users,
        };
        for number in 0..tree.chains.len() {
            let all = parameters.remove(&tree.chains[number]);
            let parameter = all.and_then(|all| held::by_all(lowering, &all));
            tree.add(number, parameter);
        }
        tree
    }

    fn add(&mut self, number: usize, parameter: Option<PathParameter>) {
        let chain = &self.chains[number];
        let (accessor, parent) = match chain.split_last() {
            None => ("client".to_owned(), None),
            Some((last, above)) => {
                let parent = self.numbers.get(above).copied();
                (last.accessor.clone(), parent.map(ResourceId))
            }
        };
        let mut held = parent.map_or_else(Vec::new, |it| self.resources[it.0].held.clone());
        // A path that has one parameter twice asks for it once.
        let asked = |it: &PathParameter| held.iter().all(|held| held.name.rust != it.name.rust);
        let parameter = parameter.filter(asked);
        held.extend(parameter.clone());
        let name = Name {
            rust: accessor.clone(),
            wire: accessor,
        };
        self.resources.push(Resource {
            path: path(&self.chains[number]),
            doc: Doc::default(),
            module: name.clone(),
            name: name.clone(),
            accessor: name,
            parent,
            parameter,
            held,
            children: Vec::new(),
            operations: Vec::new(),
            feature: None,
            home: Home::Own,
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
        let places = self.chains.iter().zip(&self.users);
        for (resource, (chain, user)) in self.resources.iter_mut().zip(places) {
            let last = resource.accessor.rust.clone();
            let kept = lowering.names.module(&resource.path);
            let module = match kept.filter(|it| naming::is_identifier(it)) {
                Some(kept) => naming::kept_module(kept),
                // The module of the client itself comes first, and keeps its name.
                None if chain.is_empty() || count[&last] == 1 => naming::module(&last),
                None => {
                    let all: Vec<&str> = chain.iter().map(|it| it.accessor.as_str()).collect();
                    match all.as_slice() {
                        ["client"] => naming::apart::handle("client"),
                        all => naming::module(&whole_name(all, &count)),
                    }
                }
            };
            let module = naming::handle_module(module);
            resource.name.rust = upper_camel(&module);
            if PRELUDE_NAMES.contains(&resource.name.rust.as_str()) {
                resource.name.rust.push_str("Handle");
            }
            resource.module = modules.claim(module.clone(), &module, user, lowering.diagnostics);
        }
    }

    /// Puts the operations on their handles and names them.
    fn attach(
        &mut self,
        lowering: &mut Lowering<'_>,
        drafts: Vec<Draft>,
        chains: &[Chain],
    ) -> (Vec<Operation>, Vec<(OperationId, Wanted)>) {
        let mut by_resource: BTreeMap<usize, Vec<Draft>> = BTreeMap::new();
        for (mut draft, chain) in drafts.into_iter().zip(chains) {
            self.hold(&mut draft, chain);
            let number = self.numbers.get(chain).copied().unwrap_or_default();
            by_resource.entry(number).or_default().push(draft);
        }
        let (mut operations, mut all_wanted) = (Vec::new(), Vec::new());
        for number in 0..self.resources.len() {
            let group = by_resource.remove(&number).unwrap_or_default();
            let mut methods = self.accessors(lowering, number, &group);
            for (operation, wanted) in self.group(lowering, number, group, &mut methods) {
                let id = OperationId(operations.len());
                self.resources[number].operations.push(id);
                all_wanted.extend(wanted.map(|it| (id, it)));
                operations.push(operation);
            }
        }
        (operations, all_wanted)
    }

    /// Tells each path parameter which field of the handle holds it, if one does.
    fn hold(&self, draft: &mut Draft, chain: &Chain) {
        for it in &mut draft.operation.path_parameters {
            let step = chain
                .iter()
                .position(|step| step.parameter.as_ref() == Some(&it.parameter.name.wire));
            let handle = step.and_then(|step| self.numbers.get(&chain[..=step]));
            let parameter = handle.and_then(|it| self.resources[*it].parameter.as_ref());
            it.held = parameter.map(|it| it.name.clone());
        }
    }

    /// The methods of a handle that lead to other handles.
    fn accessors(&mut self, lowering: &mut Lowering<'_>, number: usize, group: &[Draft]) -> Scope {
        let reserved = if number == 0 {
            CLIENT_NAMES
        } else {
            HANDLE_NAMES
        };
        let names = &lowering.names;
        let kept: BTreeSet<&str> = group.iter().filter_map(|it| known(it, names)).collect();
        let mut methods = lowering.scope(reserved);
        for child in self.resources[number].children.clone() {
            let at = &self.users[child.0];
            let accessor = &mut self.resources[child.0].accessor;
            let wire = accessor.wire.clone();
            // The client's own methods cannot give way, and neither can one that users have.
            let rust = if reserved.contains(&wire.as_str()) || kept.contains(&wire.as_str()) {
                naming::apart::handle(&accessor.rust)
            } else {
                accessor.rust.clone()
            };
            *accessor = methods.claim(rust, &wire, at, lowering.diagnostics);
        }
        methods
    }

    /// The operations of one handle, sorted by name, each with what is linked when all have their handles.
    fn group(
        &self,
        lowering: &mut Lowering<'_>,
        number: usize,
        drafts: Vec<Draft>,
        methods: &mut Scope,
    ) -> Vec<(Operation, Option<Wanted>)> {
        let resource = &self.resources[number];
        let own = [resource.name.rust.as_str()];
        let mut builders = lowering.scope(&[PRELUDE_NAMES, &own].concat());
        let names = method_names(lowering, &drafts, methods);
        let mut operations = Vec::new();
        for (draft, rust) in drafts.into_iter().zip(names) {
            let at = draft
                .method
                .as_ref()
                .map_or(&draft.operation.pointer, |(_, at)| at)
                .clone();
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
            let wanted = extras.claim(&mut operation, methods, lowering);
            operations.push((operation, wanted));
        }
        for (operation, _) in &mut operations {
            operation.former = former(lowering, operation, methods);
            let builder = operation.former.as_deref().map(upper_camel);
            operation.former_builder = builder.filter(|it| !builders.has(it));
        }
        operations.sort_by(|(a, _), (b, _)| a.method_name.cmp(&b.method_name));
        operations
    }
}

/// The method that users have for an operation, unless it is to be called otherwise.
fn known<'a>(it: &'a Draft, names: &'a Names) -> Option<&'a str> {
    match &it.action {
        Some(action) => action.kept.then_some(action.name.as_str()),
        None if it.method.is_some() => None,
        None => names.method(&it.operation.pointer),
    }
}

/// The name of a handle that shares its last word with others: `group_memberships`, or `memberships_of_group` where that is another
/// handle's.
fn whole_name(chain: &[&str], count: &BTreeMap<String, usize>) -> String {
    let whole = naming::snake(&chain.join("_"));
    match chain.split_last() {
        Some((last, above)) if count.get(&whole) == Some(&1) => naming::apart::of(last, above),
        _ => whole,
    }
}
