//! What a handle holds if its operations want different things in the same place of their paths.

use std::collections::BTreeMap;

use super::Lowering;
use super::chains::Chain;
use super::operations::Draft;
use crate::diagnostics::Diagnostics;
use crate::model::{Constraints, Integer, Kind, PathParameter, Type};
use crate::naming;

/// `/users/{id}` may want one number where `/users/{id}/posts` wants a list of them. No type is both, so there is a handle
/// `user(id)` and another one, `user_list(id)`. A hint that asks for one handle is reported.
pub(super) fn set_lists_apart(
    drafts: &[Draft],
    chains: &mut [Chain],
    asked: &[bool],
    diagnostics: &mut Diagnostics,
) {
    // Whether a place takes anything else than lists, and whether it takes lists.
    let mut places: BTreeMap<Chain, [bool; 2]> = BTreeMap::new();
    for (draft, chain) in drafts.iter().zip(chains.iter()) {
        for position in 0..chain.len() {
            if let Some(is_list) = takes_list(draft, chain, position) {
                let place = places.entry(chain[..=position].to_vec()).or_default();
                place[usize::from(is_list)] = true;
            }
        }
    }
    for ((draft, chain), asked) in drafts.iter().zip(chains).zip(asked) {
        let as_written = chain.clone();
        for (position, step) in chain.iter_mut().enumerate() {
            let is_mixed = places.get(&as_written[..=position]) == Some(&[true, true]);
            if is_mixed && takes_list(draft, &as_written, position) == Some(true) {
                let own = naming::apart::list_of(&step.accessor);
                if let Some((_, at)) = draft.resource.as_ref().filter(|_| *asked) {
                    diagnostics.resource_of_list(at, &step.accessor, &own);
                }
                step.accessor = own;
            }
        }
    }
}

/// Nothing where there is no parameter.
fn takes_list(draft: &Draft, chain: &Chain, position: usize) -> Option<bool> {
    let wire = chain[position].parameter.as_ref()?;
    let mut parameters = draft.path_parameters.iter();
    let parameter = parameters.find(|it| it.name.wire == *wire)?;
    Some(matches!(parameter.ty, Type::List(_)))
}

/// What a handle holds for all operations below it: what most of them call so, and what takes the values of each.
/// Each comes with the place of its operation.
pub(super) fn by_all(
    lowering: &mut Lowering<'_>,
    all: &[(&PathParameter, &str)],
) -> Option<PathParameter> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for (parameter, _) in all {
        *count.entry(&parameter.name.rust).or_default() += 1;
    }
    // Of equals one that says of what, and of those the first.
    let most_used = all.iter().rev().max_by_key(|(it, _)| {
        let name = it.name.rust.as_str();
        (count[name], name != "id")
    });
    let mut held = PathParameter::clone(most_used?.0);
    for (parameter, _) in all {
        join(lowering, &mut held, parameter);
    }
    for (parameter, at) in all {
        if held.ty.takes_any_text(&lowering.types) && has_parts(lowering, &parameter.ty) {
            let name = &parameter.name.wire;
            lowering.diagnostics.object_on_shared_handle(at, name);
        }
    }
    Some(held)
}

fn has_parts(lowering: &Lowering<'_>, ty: &Type) -> bool {
    match ty {
        Type::Map(_) => true,
        Type::Named(id) => matches!(lowering.types[id.0].kind, Kind::Struct(_)),
        _ => false,
    }
}

/// Makes `held` take the values of both: the wider of two numbers, else any text.
fn join(lowering: &Lowering<'_>, held: &mut PathParameter, other: &PathParameter) {
    match wider(lowering, &held.ty, &other.ty) {
        Some(false) => {}
        Some(true) => *held = other.clone(),
        None => {
            held.ty = match held.ty {
                Type::List(_) => Type::List(Box::new(Type::String)),
                _ => Type::String,
            };
            held.constraints = Constraints::default();
            held.strict = false;
            held.allow_reserved = false;
        }
    }
}

/// Whether the other type is the one that takes the values of both; nothing if neither does.
fn wider(lowering: &Lowering<'_>, held: &Type, other: &Type) -> Option<bool> {
    match (held, other) {
        (Type::List(held), Type::List(other)) => wider(lowering, held, other),
        (held, other) if held == other => Some(false),
        (held, other) => {
            let (held, other) = (width(lowering, held), width(lowering, other));
            let both_numbers = held.max(other) <= Some(NUMBER) && held.min(other).is_some();
            let any_text = held.max(other) >= Some(TEXT);
            (both_numbers || any_text).then_some(other > held)
        }
    }
}

const NUMBER: u8 = 3;
const TEXT: u8 = 4;

/// How many values a type takes. Each takes those of the numbers below it, or of all types below it if it is text; a secret
/// stays one.
fn width(lowering: &Lowering<'_>, ty: &Type) -> Option<u8> {
    match ty {
        Type::Integer(Integer::I32 | Integer::U32) => Some(1),
        Type::Integer(_) => Some(2),
        Type::F32 | Type::F64 => Some(NUMBER),
        ty if ty.takes_any_text(&lowering.types) => Some(TEXT),
        Type::Secret => Some(TEXT + 1),
        _ => None,
    }
}
