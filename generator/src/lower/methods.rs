//! Method names: `x-method`, the name that users know, what the request method means, or the `operationId`.

use super::Lowering;
use super::operations::Draft;
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
