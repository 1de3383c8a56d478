//! Method names: `x-method`, the name that users know, what the request method means, or the `operationId`.

use super::operations::Draft;
use super::{Lowering, chains};
use crate::model::{Content, Method, Operation, Output, Type};
use crate::naming::{self, Scope, snake};

/// What the method was called before, if it can be called so as well.
pub(super) fn former(
    lowering: &Lowering<'_>,
    operation: &Operation,
    methods: &Scope,
) -> Option<String> {
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
pub(super) fn method_names(
    lowering: &Lowering<'_>,
    drafts: &[Draft],
    taken: &Scope,
) -> Vec<String> {
    let usual: Vec<String> = drafts.iter().map(|it| usual_name(it, drafts)).collect();
    drafts
        .iter()
        .zip(&usual)
        .map(|(draft, name)| {
            let rivals = drafts.iter().zip(&usual).filter(|(rival, it)| {
                // What a path means by itself comes before what it calls an operation.
                *it == name && (draft.action.is_some() || rival.action.is_none())
            });
            let unique = rivals.count() == 1 && !taken.has(name);
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
    if let Some(action) = &draft.action {
        return action.name.clone();
    }
    let operation = &draft.operation;
    let others = || {
        let usual = all.iter().filter(|it| it.action.is_none());
        usual.map(|it| (it.operation.method, on_item(&it.operation)))
    };
    // `/repos/{owner}` is what `/repos/{owner}/{name}` is one of.
    let below = format!("{}/{{}}", chains::place(&operation.path));
    let has_items = all
        .iter()
        .any(|it| chains::place(&it.operation.path) == below);
    let alone = on_item(operation) && !has_items;
    let of_many = !alone && others().any(|it| it == (operation.method, true));
    let name = match operation.method {
        Method::Get if !alone && (draft.is_collection || of_many || is_list(operation)) => "list",
        Method::Get => "get",
        Method::Post if others().any(|it| it.0 == Method::Patch) => "create",
        // What is posted to the collection creates.
        Method::Post if alone && others().any(|it| it == (Method::Post, false)) => "update",
        Method::Post if updates(operation) => "update",
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

fn on_item(operation: &Operation) -> bool {
    chains::ends_in_parameter(&operation.path)
}

/// Services without PATCH change things with POST, and say so.
fn updates(operation: &Operation) -> bool {
    let id = snake(&operation.id);
    let spoken = naming::singular(&operation.doc.first_word());
    let says = |it: &str| ["update", "modify", "edit", "change"].contains(&it);
    says(&spoken) || id.split('_').next().is_some_and(says)
}

/// True for answers that are lists, or can be read page by page.
pub(super) fn is_list(operation: &Operation) -> bool {
    if operation.pagination.is_some() {
        return true;
    }
    match &operation.output {
        Output::One(
            Content::Page(_) | Content::Json(Type::List(_)) | Content::Result(Type::List(_)),
        ) => true,
        Output::One(_) | Output::ByStatus { .. } => false,
    }
}
