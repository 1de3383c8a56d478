//! What can only be said of a type once all of them are known.

use std::collections::BTreeSet;

use super::rings::{Leading, on_rings, reversed};
use super::room::Room;
use crate::diagnostics::Diagnostics;
use crate::model::{
    Body, Content, Kind, Model, Operation, Output, Presence, Type, TypeDef, TypeId, Webhooks,
};

/// Runs all passes.
pub(super) fn run(model: &mut Model, room: Room, diagnostics: &mut Diagnostics) {
    mark_use(model);
    mark_internal(model);
    three_states(model);
    box_recursion(model);
    super::sizes::box_large(model);
    super::shapes::fill(model, room, diagnostics);
    mark_holders(model);
    find_keys(model);
    super::pagination::required::fill(model);
}

/// The types directly inside a type.
pub(super) fn parts(def: &TypeDef) -> Vec<&Type> {
    match &def.kind {
        Kind::Struct(it) => it
            .fields
            .iter()
            .map(|it| &it.ty)
            .chain(&it.additional)
            .collect(),
        Kind::Union(it) => it.variants.iter().map(|it| &it.ty).collect(),
        Kind::Choice(forms) => forms.iter().map(|it| &it.payload.ty).collect(),
        Kind::Enum(_) | Kind::Identifier(_) => Vec::new(),
    }
}

fn mark_use(model: &mut Model) {
    let sent = model.operations.iter().flat_map(sent).collect();
    let received = model.operations.iter().flat_map(received);
    let received = received.chain(told(&model.webhooks)).collect();
    for id in reachable(model, sent) {
        model.types[id.0].in_request = true;
    }
    for id in reachable(model, received) {
        model.types[id.0].in_response = true;
    }
    // A type that nothing leads to any more can do both, and so can all inside it.
    let unused = (0..model.types.len()).map(TypeId);
    let unused = unused.filter(|it| !model[*it].in_request && !model[*it].in_response);
    for id in reachable(model, unused.collect()) {
        model.types[id.0].in_request = true;
        model.types[id.0].in_response = true;
    }
}

/// The types that an operation names.
pub(super) fn roots(operation: &Operation) -> impl Iterator<Item = TypeId> {
    sent(operation).into_iter().chain(received(operation))
}

/// The types of what the API sends by itself.
pub(super) fn told(webhooks: &Webhooks) -> impl Iterator<Item = TypeId> {
    webhooks.all.iter().filter_map(|it| it.ty.named())
}

fn sent(operation: &Operation) -> Vec<TypeId> {
    let path = operation.path_parameters.iter().map(|it| &it.parameter.ty);
    let parameters = operation.parameters.iter().map(|it| &it.ty);
    let body = operation.body.iter().map(|it| &it.payload.ty);
    let all = path.chain(parameters).chain(body);
    all.filter_map(Type::named).collect()
}

fn received(operation: &Operation) -> Vec<TypeId> {
    let answers = operation.output.contents().into_iter();
    let answers = answers.filter_map(Content::ty);
    let other = operation.alternatives.iter();
    let other = other.filter_map(|it| it.content.ty());
    let failures = operation.failures.iter().map(|it| &it.ty);
    let all = answers.chain(other).chain(failures);
    all.filter_map(Type::named).collect()
}

/// The types themselves and all inside them.
pub(super) fn reachable(model: &Model, mut waiting: Vec<TypeId>) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(parts(&model[id]).into_iter().filter_map(Type::named));
        }
    }
    found
}

/// A type is internal if only flattened bodies use it.
fn mark_internal(model: &mut Model) {
    let mut public = BTreeSet::new();
    let mut flattened = Vec::new();
    for operation in &model.operations {
        match &operation.body {
            Some(Body {
                flattened: Some(id),
                ..
            }) => flattened.push(*id),
            Some(Body { payload, .. }) => public.extend(payload.ty.named()),
            None => {}
        }
    }
    for def in &model.types {
        public.extend(parts(def).into_iter().filter_map(Type::named));
    }
    for id in flattened {
        let def = &mut model.types[id.0];
        def.internal = !public.contains(&id) && !def.in_response;
    }
}

/// What is sent can tell missing from null; what only comes need not, and forms cannot.
fn three_states(model: &mut Model) {
    let forms = super::forms::only(model);
    for (number, def) in model.types.iter_mut().enumerate() {
        if !def.in_request || forms.contains(&TypeId(number)) {
            continue;
        }
        if let Kind::Struct(it) = &mut def.kind {
            for field in &mut it.fields {
                let nullable = field.presence == Presence::OptionalNullable;
                // Any JSON value can be null by itself.
                if nullable && field.ty != Type::Json {
                    field.presence = Presence::ThreeState;
                }
            }
        }
    }
}

/// Boxes every field through which a type would contain itself without end.
fn box_recursion(model: &mut Model) {
    let below = |it: &TypeDef| parts(it).into_iter().filter_map(directly).collect();
    let inside: Vec<Vec<TypeId>> = model.types.iter().map(below).collect();
    let ringed = on_rings(&inside);
    let mut leading = Leading::new(&inside, &ringed);
    for id in ringed {
        leading.ask(id);
        let positions: Vec<usize> = parts(&model[id])
            .iter()
            .enumerate()
            .filter(|(_, ty)| directly(ty).is_some_and(|it| leading.leads(it)))
            .map(|(position, _)| position)
            .collect();
        for position in positions {
            if let Some(ty) = part_mut(&mut model.types[id.0], position) {
                wrap(ty);
            }
        }
        // It is on no ring any more.
        leading.close(id);
    }
}

/// The named type that lies inside without a list, map or box between.
pub(super) fn directly(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(it) => directly(it),
        _ => None,
    }
}

pub(super) fn part_mut(def: &mut TypeDef, position: usize) -> Option<&mut Type> {
    match &mut def.kind {
        Kind::Struct(it) => it.fields.get_mut(position).map(|it| &mut it.ty),
        Kind::Union(it) => it.variants.get_mut(position).map(|it| &mut it.ty),
        Kind::Choice(forms) => forms.get_mut(position).map(|it| &mut it.payload.ty),
        Kind::Enum(_) | Kind::Identifier(_) => None,
    }
}

pub(super) fn wrap(ty: &mut Type) {
    match ty {
        Type::Nullable(inner) => wrap(inner),
        other => *other = Type::Boxed(Box::new(other.clone())),
    }
}

/// Secrets and limits make every type around them sensitive and checked.
fn mark_holders(model: &mut Model) {
    let inside = |def| parts(def).into_iter().filter_map(Type::named).collect();
    let around = reversed(&model.types.iter().map(inside).collect::<Vec<_>>());
    let ids = || (0..model.types.len()).map(TypeId);
    let secret = |id: &TypeId| parts(&model[*id]).into_iter().any(Type::is_secret);
    let sensitive = upwards(&around, ids().filter(secret).collect());
    let checked = upwards(
        &around,
        ids().filter(|it| own_limits(&model[*it])).collect(),
    );
    for id in sensitive {
        model.types[id.0].sensitive = true;
    }
    for id in checked {
        model.types[id.0].checked = true;
    }
}

/// The types themselves and all around them.
fn upwards(around: &[Vec<TypeId>], mut waiting: Vec<TypeId>) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(&around[id.0]);
        }
    }
    found
}

fn own_limits(def: &TypeDef) -> bool {
    match &def.kind {
        Kind::Struct(it) => {
            let mut limits = it.fields.iter().flat_map(|it| [&it.constraints, &it.each]);
            limits.any(|it| !it.is_empty())
        }
        Kind::Union(it) => it.variants.iter().any(|it| !it.constraints.is_empty()),
        Kind::Identifier(_) => true,
        Kind::Enum(_) | Kind::Choice(_) => false,
    }
}

/// An item is known by its required `id`, if that is text.
fn find_keys(model: &mut Model) {
    for number in 0..model.operations.len() {
        let Output::One(Content::Page(Type::Named(item))) = &model.operations[number].output else {
            continue;
        };
        let Kind::Struct(item) = &model[*item].kind else {
            continue;
        };
        let key = item.fields.iter().find(|it| {
            let text = match &it.ty {
                Type::String => true,
                Type::Named(id) => matches!(model[*id].kind, Kind::Identifier(_)),
                _ => false,
            };
            it.name.wire == "id" && it.presence == Presence::Required && text
        });
        let key = key.map(|it| it.name.clone());
        if let Some(pagination) = &mut model.operations[number].pagination {
            pagination.key = key;
        }
    }
}
