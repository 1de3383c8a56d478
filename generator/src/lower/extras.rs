//! Methods that no single operation gives: `x-bulk` sends any number of items in chunks, `x-ensure`
//! creates something and looks it up when it is unclear whether that worked.

mod bulk;

use super::node::Node;
use super::{Lowering, keys};
use crate::diagnostics::Diagnostics;
use crate::model::{
    Content, Ensure, Field, Kind, Model, Name, Operation, OperationId, Output, Presence,
    ResourceId, Type,
};
use crate::naming::{self, Scope};
use crate::spec::pointer;

const LEAVE_OUT: &str = "remove `x-ensure`: callers look for what they may have created";

/// Why a hint does not fit.
struct Misfit {
    /// The key of the hint that says so; empty for the hint itself.
    key: &'static str,
    why: String,
    /// What would fit.
    help: String,
}

impl Misfit {
    fn new(key: &'static str, why: impl Into<String>, help: impl Into<String>) -> Self {
        let (why, help) = (why.into(), help.into());
        Self { key, why, help }
    }

    /// Reports it of the hint at a place.
    fn report(self, hint: &str, diagnostics: &mut Diagnostics) {
        let at = match self.key {
            "" => hint.to_owned(),
            key => pointer::join(hint, key),
        };
        diagnostics.cannot_have_method(&at, &pointer::last(hint), &self.why, self.help);
    }
}

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
            match bulk::bulk(lowering, operation, hint.chunk) {
                Ok(mut bulk) => {
                    bulk.name = method(lowering, methods, &hint.method, &hint.at);
                    operation.bulk = Some(bulk);
                }
                Err(misfit) => misfit.report(&hint.at, lowering.diagnostics),
            }
        }
        let hint = self.ensure?;
        if !can_be_called(lowering, &hint.method, &hint.at) {
            return None;
        }
        let Some((item, result)) = created(operation) else {
            let why = "the operation must require and give a list of objects";
            let misfit = Misfit::new("", why, LEAVE_OUT);
            misfit.report(&hint.at, lowering.diagnostics);
            return None;
        };
        Some(Wanted {
            name: method(lowering, methods, &hint.method, &hint.at),
            item,
            result,
            hint,
        })
    }
}

/// Claims the name that the hint at a place gives its method.
fn method(lowering: &mut Lowering<'_>, methods: &mut Scope, name: &str, hint: &str) -> Name {
    let at = pointer::join(hint, "method");
    methods.claim(name.to_owned(), "", &at, lowering.diagnostics)
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
            Err(misfit) => misfit.report(&at, lowering.diagnostics),
        }
    }
}

fn linked(
    lowering: &Lowering<'_>,
    operations: &[Operation],
    first: usize,
    resource: ResourceId,
    wanted: Wanted,
) -> Result<Ensure, Misfit> {
    let Wanted {
        name,
        item,
        result,
        hint,
    } = wanted;
    let siblings = || {
        let siblings = operations[first..].iter();
        siblings.take_while(|it| it.resource == resource)
    };
    let lists = |it: &&Operation| it.output == Output::One(Content::Page(result.clone()));
    let misfit = |why: &str| {
        let ids = siblings().filter(lists).map(|it| it.id.as_str());
        let help = named("pages of that on the same handle are the answers of", ids);
        Misfit::new("list", why, help)
    };
    let (after, list) = siblings()
        .enumerate()
        .find(|(_, it)| it.id == hint.list)
        .ok_or_else(|| misfit("`list` is not an operation of the same handle"))?;
    if !lists(&list) {
        return Err(misfit("`list` must give pages of what is created"));
    }
    if list.body.as_ref().is_some_and(|it| it.required) {
        return Err(misfit(
            "`list` must ask for nothing, and its body is required",
        ));
    }
    let text = |ty: &Type| {
        field(lowering, ty, &hint.key)
            .filter(|it| identifies(it))
            .map(|it| it.name.clone())
    };
    let (Some(key), Some(result_key)) = (text(&item), text(&result)) else {
        return Err(no_key(lowering, &item, &result));
    };
    Ok(Ensure {
        list: OperationId(first + after),
        search: hint.search.map(|it| search(list, &it)).transpose()?,
        key,
        result_key,
        name,
        item,
        result,
    })
}

/// The parameter of a list that narrows it down.
fn search(list: &Operation, wire: &str) -> Result<Name, Misfit> {
    let texts = || list.parameters.iter().filter(|it| it.ty == Type::String);
    let found = texts().find(|it| it.name.wire == wire);
    let found = found.map(|it| it.name.clone());
    found.ok_or_else(|| {
        let known = texts().map(|it| it.name.wire.as_str());
        let help = named("its text parameters are", known);
        Misfit::new(
            "search",
            "`search` is not a text parameter of the list",
            help,
        )
    })
}

fn no_key(lowering: &Lowering<'_>, item: &Type, result: &Type) -> Misfit {
    let fields = fields(lowering, item).iter();
    let known = fields
        .filter(|it| identifies(it))
        .map(|it| it.name.wire.as_str())
        .filter(|it| field(lowering, result, it).is_some_and(identifies));
    let help = named("both have", known);
    let why = "`key` must be a required text property of what is created and of what is listed";
    Misfit::new("key", why, help)
}

fn identifies(field: &Field) -> bool {
    field.ty == Type::String && field.presence == Presence::Required
}

/// What there is to choose from.
fn named<'a>(what: &str, all: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<String> = all.map(|it| format!("`{it}`")).collect();
    if all.is_empty() {
        return LEAVE_OUT.to_owned();
    }
    format!("{what} {}", all.join(", "))
}

/// Takes back what callers would have to say more for than the handle and the body: only now it is known which parameters
/// the client has, and which can have one value only.
pub(super) fn check(model: &mut Model, diagnostics: &mut Diagnostics) {
    let asking: Vec<Option<String>> = model.operations.iter().map(asks).collect();
    for (operation, itself) in model.operations.iter_mut().zip(&asking) {
        if let Some(why) = itself
            && operation.bulk.take().is_some()
        {
            let at = pointer::join(&operation.pointer, "x-bulk");
            bulk::misfit(why).report(&at, diagnostics);
        }
        let list = operation.ensure.as_ref().map(|it| it.list.0);
        let misfit = match (itself, list.and_then(|it| asking[it].as_ref())) {
            (Some(why), _) if list.is_some() => Misfit::new("", why, LEAVE_OUT),
            (None, Some(why)) => Misfit::new("list", format!("of the list, {why}"), LEAVE_OUT),
            (Some(_) | None, _) => continue,
        };
        operation.ensure = None;
        let at = pointer::join(&operation.pointer, "x-ensure");
        misfit.report(&at, diagnostics);
    }
}

/// What callers have to say beside the handle and the body, if anything.
fn asks(operation: &Operation) -> Option<String> {
    let mut path = operation.path_parameters.iter();
    let free = path.find(|it| it.held.is_none());
    let free = free.map(|it| {
        let name = &it.parameter.name.wire;
        format!("callers would have to give `{name}` of the path, which no handle holds: `x-resource` can say one that does")
    });
    let mut others = operation.parameters.iter();
    free.or_else(|| {
        let name = &others.find(|it| it.is_argument())?.name.wire;
        Some(format!(
            "callers would have to give the parameter `{name}` as well"
        ))
    })
}

fn field<'a>(lowering: &'a Lowering<'_>, ty: &Type, wire: &str) -> Option<&'a Field> {
    let mut fields = fields(lowering, ty).iter();
    fields.find(|it| it.name.wire == wire)
}

fn fields<'a>(lowering: &'a Lowering<'_>, ty: &Type) -> &'a [Field] {
    let Type::Named(id) = ty else { return &[] };
    match &lowering.types[id.0].kind {
        Kind::Struct(it) => &it.fields,
        Kind::Enum(_) | Kind::Union(_) | Kind::Identifier(_) | Kind::Choice(_) => &[],
    }
}
