//! Methods that no single operation gives: `x-bulk` sends any number of items in chunks, `x-ensure`
//! creates something and looks it up when it is unclear whether that worked.

use super::node::Node;
use super::{Lowering, fixed, keys};
use crate::diagnostics::Diagnostics;
use crate::model::{
    Bulk, Content, Ensure, Field, Kind, Model, Name, Operation, OperationId, Output, Parameter,
    Presence, ResourceId, Type,
};
use crate::naming::{self, Scope};
use crate::spec::pointer;

/// Most items of one request where the document sets no limit.
const CHUNK: u64 = 100;

const LIST_ASKS: &str = "`list` must ask for nothing";
const NOT_ENSURED: &str =
    "the operation must take and give a list of objects, and ask for nothing else";

/// The hints of an operation, not yet checked.
#[derive(Default)]
pub(super) struct Extras {
    bulk: Option<BulkHint>,
    ensure: Option<EnsureHint>,
}

struct BulkHint {
    at: String,
    method: String,
    chunk: Option<u64>,
}

struct EnsureHint {
    at: String,
    method: String,
    list: String,
    search: Option<String>,
    key: String,
}

/// A method that creates something at most once, before it is known whether the list that it names is one.
pub(super) struct Wanted {
    name: Name,
    /// What is created.
    item: Type,
    /// What the answer holds.
    result: Type,
    hint: EnsureHint,
}

impl Extras {
    /// Reads `x-bulk: { method, chunk }` and `x-ensure: { method, list, search, key }`.
    pub(super) fn read(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Self {
        Self {
            bulk: bulk_hint(lowering, node),
            ensure: ensure_hint(lowering, node),
        }
    }

    /// Claims the method names, and keeps what fits the operation; what `x-ensure` asks for is linked later.
    pub(super) fn claim(
        self,
        operation: &mut Operation,
        methods: &mut Scope,
        lowering: &mut Lowering<'_>,
    ) -> Option<Wanted> {
        if let Some(hint) = self.bulk
            && can_be_called(lowering, &hint.method, &hint.at)
        {
            let name = methods.claim(hint.method, "", &hint.at, lowering.diagnostics);
            operation.bulk = bulk(lowering, operation, name, hint.chunk);
            if operation.bulk.is_none() {
                lowering.diagnostics.cannot_be_bulk(&hint.at);
            }
        }
        let hint = self.ensure?;
        if !can_be_called(lowering, &hint.method, &hint.at) {
            return None;
        }
        let method = hint.method.clone();
        let name = methods.claim(method, "", &hint.at, lowering.diagnostics);
        let Some((item, result)) = created(operation) else {
            lowering
                .diagnostics
                .cannot_be_ensured(&hint.at, NOT_ENSURED);
            return None;
        };
        Some(Wanted {
            name,
            item,
            result,
            hint,
        })
    }
}

fn can_be_called(lowering: &mut Lowering<'_>, name: &str, at: &str) -> bool {
    let fits = naming::is_value_name(name);
    if !fits {
        let at = pointer::join(at, "method");
        lowering.diagnostics.not_an_identifier(&at, name);
    }
    fits
}

fn required(lowering: &mut Lowering<'_>, node: &Node<'_>, key: &str, what: &str) -> Option<String> {
    let text = node.text(key, lowering.diagnostics);
    if text.is_none() && !node.has(key) {
        lowering.diagnostics.missing(&node.at, key, what);
    }
    text.map(str::to_owned)
}

fn bulk_hint(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Option<BulkHint> {
    let at = node
        .map
        .contains_key("x-bulk")
        .then(|| node.join("x-bulk"))?;
    let hint = Node::at(lowering.document, &at, lowering.diagnostics)?;
    keys::check(&hint, &keys::BULK, lowering.diagnostics);
    Some(BulkHint {
        method: required(lowering, &hint, "method", "the name of the method")?,
        chunk: hint.count("chunk", lowering.diagnostics),
        at,
    })
}

fn ensure_hint(lowering: &mut Lowering<'_>, node: &Node<'_>) -> Option<EnsureHint> {
    let at = node
        .map
        .contains_key("x-ensure")
        .then(|| node.join("x-ensure"))?;
    let hint = Node::at(lowering.document, &at, lowering.diagnostics)?;
    keys::check(&hint, &keys::ENSURE, lowering.diagnostics);
    Some(EnsureHint {
        method: required(lowering, &hint, "method", "the name of the method")?,
        list: required(lowering, &hint, "list", "the operationId of the list")?,
        key: required(
            lowering,
            &hint,
            "key",
            "the property that identifies what is created",
        )?,
        search: hint.text("search", lowering.diagnostics).map(str::to_owned),
        at,
    })
}

/// A body that is a list, or one required list of a flattened body.
fn bulk(
    lowering: &Lowering<'_>,
    operation: &Operation,
    name: Name,
    chunk: Option<u64>,
) -> Option<Bulk> {
    let body = operation.body.as_ref()?;
    let (ty, most) = match body.flattened {
        None => (&body.payload.ty, body.payload.constraints.max_items),
        Some(id) => {
            let Kind::Struct(fields) = &lowering.types[id.0].kind else {
                return None;
            };
            let mut needed = fields
                .fields
                .iter()
                .filter(|it| it.is_argument() && fixed::only(&lowering.types, &it.ty).is_none());
            let (first, second) = (needed.next()?, needed.next());
            if second.is_some() {
                return None;
            }
            (&first.ty, first.constraints.max_items)
        }
    };
    let Type::List(item) = ty else { return None };
    let result = match &operation.output {
        Output::One(Content::Nothing | Content::Verdict) => None,
        Output::One(Content::Result(Type::List(it)) | Content::Json(Type::List(it))) => {
            Some((**it).clone())
        }
        Output::One(_) | Output::ByStatus { .. } => return None,
    };
    Some(Bulk {
        name,
        chunk: chunk.or(most).unwrap_or(CHUNK).max(1),
        item: (**item).clone(),
        result,
        keys: None,
    })
}

/// What an operation creates, and what it answers: both lists of objects, of which one element is used.
fn created(operation: &Operation) -> Option<(Type, Type)> {
    let body = operation.body.as_ref().filter(|it| it.required)?;
    let Type::List(item) = &body.payload.ty else {
        return None;
    };
    match &operation.output {
        Output::One(Content::Result(Type::List(result))) => {
            Some(((**item).clone(), (**result).clone()))
        }
        Output::One(_) | Output::ByStatus { .. } => None,
    }
}

/// Finds the lists that `x-ensure` names, now that all operations have their handles.
pub(super) fn link(
    lowering: &mut Lowering<'_>,
    operations: &mut [Operation],
    wanted: Vec<(OperationId, Wanted)>,
) {
    for (OperationId(number), wanted) in wanted {
        let at = wanted.hint.at.clone();
        // They are sorted by their handles.
        let resource = operations[number].resource;
        let first = operations.partition_point(|it| it.resource < resource);
        match linked(lowering, operations, first, resource, wanted) {
            Ok(ensure) => {
                let keys = (ensure.key.clone(), ensure.result_key.clone());
                let bulk = operations[number].bulk.as_mut();
                if let Some(bulk) = bulk.filter(|it| it.result.as_ref() == Some(&ensure.result)) {
                    bulk.keys = Some(keys);
                }
                operations[number].ensure = Some(ensure);
            }
            Err(why) => lowering.diagnostics.cannot_be_ensured(&at, why),
        }
    }
}

fn linked(
    lowering: &Lowering<'_>,
    operations: &[Operation],
    first: usize,
    resource: ResourceId,
    wanted: Wanted,
) -> Result<Ensure, &'static str> {
    let Wanted {
        name,
        item,
        result,
        hint,
    } = wanted;
    let (after, list) = operations[first..]
        .iter()
        .take_while(|it| it.resource == resource)
        .enumerate()
        .find(|(_, it)| it.id == hint.list)
        .ok_or("`list` is not an operation of the same handle")?;
    if list.output != Output::One(Content::Page(result.clone())) {
        return Err("`list` must give pages of what is created");
    }
    if list.body.as_ref().is_some_and(|it| it.required) {
        return Err(LIST_ASKS);
    }
    let setter = |wire: &String| {
        let mut parameters = list.parameters.iter();
        let found = parameters.find(|it| it.name.wire == *wire && it.ty == Type::String);
        let found = found.map(|it| it.name.clone());
        found.ok_or("`search` is not a text parameter of the list")
    };
    let search = hint.search.as_ref().map(setter).transpose()?;
    let text = |ty: &Type| {
        field(lowering, ty, &hint.key)
            .filter(|it| it.ty == Type::String && it.presence == Presence::Required)
            .map(|it| it.name.clone())
    };
    let missing = "`key` must be a required text property of what is created and of what is listed";
    Ok(Ensure {
        list: OperationId(first + after),
        search,
        key: text(&item).ok_or(missing)?,
        result_key: text(&result).ok_or(missing)?,
        name,
        item,
        result,
    })
}

/// Takes back what callers would have to say more for than the handle and the body: only now it is known which parameters
/// the client has, and which can have one value only.
pub(super) fn check(model: &mut Model, diagnostics: &mut Diagnostics) {
    let asking: Vec<bool> = model.operations.iter().map(asks).collect();
    for (operation, itself) in model.operations.iter_mut().zip(asking.iter().copied()) {
        if itself && operation.bulk.take().is_some() {
            diagnostics.cannot_be_bulk(&pointer::join(&operation.pointer, "x-bulk"));
        }
        let why = match &operation.ensure {
            Some(_) if itself => NOT_ENSURED,
            Some(it) if asking[it.list.0] => LIST_ASKS,
            Some(_) | None => continue,
        };
        operation.ensure = None;
        diagnostics.cannot_be_ensured(&pointer::join(&operation.pointer, "x-ensure"), why);
    }
}

/// Whether callers have to say more than the handle and the body.
fn asks(operation: &Operation) -> bool {
    let free = operation.path_parameters.iter().any(|it| it.held.is_none());
    free || operation.parameters.iter().any(Parameter::is_argument)
}

fn field<'a>(lowering: &'a Lowering<'_>, ty: &Type, wire: &str) -> Option<&'a Field> {
    let Type::Named(id) = ty else { return None };
    match &lowering.types[id.0].kind {
        Kind::Struct(it) => it.fields.iter().find(|it| it.name.wire == wire),
        Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => None,
    }
}
