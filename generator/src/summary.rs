//! What a run made of a document, in numbers: what was there, what came out, and what was warned about.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostics::Report;
use crate::model::{Content, Kind, Model, Type};
use crate::spec::{Document, METHODS, OTHER_OPERATIONS, items, pointer};

/// The numbers of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Operations of the document.
    pub operations: usize,
    /// Operations that the crate offers.
    pub emitted: usize,
    /// Schemas under `components`.
    pub schemas: usize,
    /// Types of the crate.
    pub types: usize,
    /// Handles of the crate.
    pub handles: usize,
    /// Functions that read what the API sends by itself.
    pub webhooks: usize,
    /// Places of the crate's surface that take or give any JSON value.
    pub untyped: usize,
    /// How often each rule warned.
    pub warnings: BTreeMap<&'static str, usize>,
}

impl Summary {
    pub(crate) fn of(document: &Document, model: &Model, warnings: &[Report]) -> Self {
        let schemas = document
            .get("/components/schemas")
            .and_then(serde_json::Value::as_object);
        let mut by_rule = BTreeMap::new();
        for it in warnings {
            *by_rule.entry(it.code).or_default() += 1;
        }
        Self {
            operations: operations(document),
            emitted: model.operations.len(),
            schemas: schemas.map_or(0, serde_json::Map::len),
            types: model.types.len(),
            handles: model.resources.len(),
            webhooks: model.webhooks.all.len(),
            untyped: surface(model)
                .into_iter()
                .filter(|it| is_untyped(it))
                .count(),
            warnings: by_rule,
        }
    }
}

/// Every request method of a path, or of what a path refers to.
fn operations(document: &Document) -> usize {
    let paths = document
        .get("/paths")
        .and_then(serde_json::Value::as_object);
    let items = paths
        .into_iter()
        .flatten()
        .filter(|(path, _)| !path.starts_with("x-"));
    items
        .map(|(path, _)| {
            let at = pointer::join("/paths", path);
            let has = |method: &&&str| items::holder(document.root(), &at, method).is_some();
            let others = items::path_items(document.root(), &at);
            let others = others
                .iter()
                .filter_map(|it| document.get(it)?.get(OTHER_OPERATIONS)?.as_object());
            METHODS.iter().filter(has).count() + others.map(serde_json::Map::len).sum::<usize>()
        })
        .sum()
}

/// Every type that users of the crate meet: of parameters, bodies, answers and fields.
fn surface(model: &Model) -> Vec<&Type> {
    let mut types = Vec::new();
    for operation in &model.operations {
        types.extend(operation.path_parameters.iter().map(|it| &it.parameter.ty));
        types.extend(operation.parameters.iter().map(|it| &it.ty));
        types.extend(operation.body.iter().map(|it| &it.payload.ty));
        let contents = operation.output.contents().into_iter();
        types.extend(contents.filter_map(Content::ty));
        types.extend(
            operation
                .alternatives
                .iter()
                .filter_map(|it| it.content.ty()),
        );
        types.extend(operation.failures.iter().map(|it| &it.ty));
    }
    types.extend(model.webhooks.all.iter().map(|it| &it.ty));
    for def in &model.types {
        match &def.kind {
            Kind::Struct(it) => {
                types.extend(it.fields.iter().map(|it| &it.ty));
                // Properties that nobody names may be anything because the document says so.
                types.extend(it.additional.iter().filter(|it| **it != Type::Json));
            }
            Kind::Union(it) => types.extend(it.variants.iter().map(|it| &it.ty)),
            Kind::Choice(it) => types.extend(it.iter().map(|it| &it.payload.ty)),
            Kind::Enum(_) | Kind::Identifier(_) => {}
        }
    }
    types
}

fn is_untyped(ty: &Type) -> bool {
    match ty.inner() {
        Some(inner) => is_untyped(inner),
        None => *ty == Type::Json,
    }
}
