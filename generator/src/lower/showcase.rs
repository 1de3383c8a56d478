//! Which operations the front page shows.

use std::cmp::Reverse;

use super::segments;
use crate::model::{
    Content, Method, Model, Operation, OperationId, Output, Parameter, Showcase, Type,
};

/// Chooses, once examples and features are known.
pub(super) fn choose(model: &mut Model) {
    model.showcase = Showcase {
        first: first(model).map(OperationId),
        single: single(model).map(OperationId),
        shortest: shortest(model).map(OperationId),
        webhook: webhook(model),
    };
}

/// One that has a type of its own, if there is any.
fn webhook(model: &Model) -> Option<usize> {
    let all = || model.webhooks.all.iter();
    let named = all().position(|it| !it.deprecated && it.ty.named().is_some());
    named
        .or_else(|| all().position(|it| !it.deprecated))
        .or(all().next().map(|_| 0))
}

fn numbered(model: &Model) -> impl DoubleEndedIterator<Item = (usize, &Operation)> {
    model.operations.iter().enumerate()
}

fn gets(operation: &Operation) -> bool {
    operation.method == Method::Get
}

/// A list that goes on shows most: the most special one of a small client, unless one needs no identifier, and of a large one that
/// under which most is found. Else
/// what needs nothing and has most below, else the first `GET`, else the first of all.
fn first(model: &Model) -> Option<usize> {
    let mut places: Vec<String> = numbered(model)
        .map(|(_, it)| segments::place(&it.path))
        .collect();
    places.sort_unstable();
    let current = || numbered(model).filter(|(_, it)| !it.deprecated);
    let lists = current().filter(|(_, it)| it.pagination.is_some());
    let list = if model.features.is_empty() {
        let free = |it: &Operation| it.path_parameters.is_empty();
        lists.max_by_key(|(_, it)| (free(it), it.path_parameters.len()))
    } else {
        lists.max_by_key(|(_, it)| below(it, &places))
    };
    let open = || {
        let gets = current().filter(|(_, it)| gets(it)).rev();
        let most = gets.max_by_key(|(_, it)| below(it, &places));
        most.filter(|(_, it)| below(it, &places) > 0)
    };
    let chosen = list.or_else(open);
    let chosen = chosen.or_else(|| numbered(model).find(|(_, it)| gets(it)));
    chosen
        .or_else(|| numbered(model).next())
        .map(|(number, _)| number)
}

/// How many places go on from the one of an operation that needs nothing; they are sorted.
fn below(operation: &Operation, places: &[String]) -> usize {
    let place = segments::place(&operation.path);
    let needs = operation.parameters.iter().any(Parameter::is_argument);
    // Everything is below the root.
    if needs || place.is_empty() || !operation.path_parameters.is_empty() {
        return 0;
    }
    let start = format!("{place}/");
    let first = places.partition_point(|it| *it < start);
    places[first..].partition_point(|it| it.starts_with(&start))
}

/// One thing that may not be there, as special as a reader can take in, and of several the one with the shortest call; else anything
/// that is not a list.
fn single(model: &Model) -> Option<usize> {
    let most = |fits: fn(&Operation) -> bool| {
        let fitting = numbered(model).rev().filter(|(_, it)| fits(it));
        fitting.max_by_key(|(_, it)| {
            let parameters = it.path_parameters.len();
            let special = if parameters > READABLE { 0 } else { parameters };
            (special, Reverse(segments::segments(&it.path).count()))
        })
    };
    let chosen = most(is_one).or_else(|| most(|it| gets(it) && it.pagination.is_none()));
    chosen.map(|(number, _)| number)
}

/// As many parameters as a call on one line has.
const READABLE: usize = 3;

fn is_one(operation: &Operation) -> bool {
    let one = match &operation.output {
        Output::One(Content::Json(ty) | Content::Result(ty)) => matches!(ty, Type::Named(_)),
        Output::One(_) | Output::ByStatus { .. } => false,
    };
    let by_name = segments::ends_in_parameter(&operation.path);
    one && by_name && gets(operation) && !operation.deprecated
}

/// The shortest documented answer.
fn shortest(model: &Model) -> Option<usize> {
    let gets = numbered(model).filter(|(_, it)| gets(it));
    let chosen = gets.min_by_key(|(_, it)| {
        let answer = &it.example.answer;
        // Nothing shows nothing.
        (answer.is_empty(), answer.len())
    });
    chosen.map(|(number, _)| number)
}
