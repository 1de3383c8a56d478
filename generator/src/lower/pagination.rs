//! How lists go on: as a hint says, else as the envelope counts, else as their shape tells.

mod hint;
mod places;
pub(super) mod required;
mod said;

pub(super) use hint::{Hint, Usual, check_usual, hint, page_parameter, usual};

use super::Lowering;
use super::lists::{Seen, asked, asks, info_of, items_of, items_told, more_of, recognise};
use super::node::Node;
use super::outline::{Outline, all_leaves};
use crate::model::{Body, Content, Kind, List, More, Pages, Pagination, Parameter, Turn, Type};
use crate::spec::pointer;
use hint::{Hinted, first};

/// What is sent.
#[derive(Clone, Copy)]
pub(super) struct Sent<'a> {
    pub(super) parameters: &'a [Parameter],
    pub(super) body: Option<&'a Body>,
}

/// What answers are made of.
pub(super) struct Answered<'a> {
    /// What the successes hold that say anything, if it is the same.
    pub(super) content: Option<&'a Content>,
    /// The schema of the JSON that comes with a success.
    pub(super) schema: Option<&'a str>,
    /// The header `Link` leads to the next page.
    pub(super) links: bool,
    /// The operation reads.
    pub(super) reads: bool,
}

/// How the list goes on that an operation answers.
pub(super) fn of(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    hint: Hint,
    sent: Sent<'_>,
    answered: &Answered<'_>,
) -> Option<Pagination> {
    let Some(content) = answered.content else {
        if matches!(hint, Hint::Walk(_)) {
            lowering
                .diagnostics
                .no_list(&operation.join("x-pagination"));
        }
        return None;
    };
    if let Content::Page(item) = content {
        let page = page_parameter(&hint, sent.parameters)?;
        let first = first(&hint, &page);
        if let Hint::Usual(it) = &hint
            && it.turn.asks().is_some()
        {
            lowering.fits_usual();
        }
        return Some(Pagination {
            pages: Pages::Numbered { page, first },
            item: item.clone(),
            key: None,
        });
    }
    match hint {
        Hint::Walk(hinted) => {
            let at = operation.join("x-pagination");
            // Of what does not fit, nothing counts.
            own(lowering, &at, hinted, content, answered)
                .or_else(|| told(lowering, operation, content, sent, answered))
        }
        Hint::Usual(hinted) => {
            let found = fitting(lowering, operation, hinted, content, answered);
            if found.is_some() {
                lowering.fits_usual();
                return found;
            }
            told(lowering, operation, content, sent, answered)
        }
        Hint::None => told(lowering, operation, content, sent, answered),
        Hint::Off => None,
    }
}

impl Lowering<'_> {
    fn fits_usual(&mut self) {
        if let Some(usual) = &mut self.usual {
            usual.fits = true;
        }
    }
}

/// What the successes hold that say anything, if it is the same.
pub(super) fn listed<'a>(contents: impl IntoIterator<Item = &'a Content>) -> Option<&'a Content> {
    let says = |it: &&Content| !matches!(it, Content::Nothing | Content::Verdict);
    let mut told = contents.into_iter().filter(says);
    let first = told.next()?;
    told.all(|it| it == first).then_some(first)
}

/// The hint of the operation itself; none after a message.
fn own(
    lowering: &mut Lowering<'_>,
    at: &str,
    hinted: Hinted,
    content: &Content,
    answered: &Answered<'_>,
) -> Option<Pagination> {
    if !places::check(lowering, at, &hinted, answered) {
        return None;
    }
    let Some(found) = walked(lowering, hinted, content, answered) else {
        lowering.diagnostics.no_list(at);
        return None;
    };
    places::check_key(lowering, at, &found, answered).then_some(found)
}

/// A hint, with what it leaves out.
fn walked(
    lowering: &mut Lowering<'_>,
    hinted: Hinted,
    content: &Content,
    answered: &Answered<'_>,
) -> Option<Pagination> {
    let body = lowering.outline(answered.schema?);
    let items = match (hinted.items, content) {
        (Some(items), _) => items,
        (None, Content::Result(_)) => "/result".to_owned(),
        (None, _) => items_of(&body)?,
    };
    let info = hinted.info.or_else(|| info_of(&body));
    let turn = match hinted.turn {
        Turn::Page { asks, first: None } if info.is_none() => Turn::Page {
            asks,
            first: Some(1),
        },
        turn => turn,
    };
    let list = List {
        items,
        required: Vec::new(),
        info,
        more: hinted.more.or_else(|| more_of(&body)),
        turn,
    };
    pagination(lowering, content, list)
}

/// The hint of the whole document, if the answer has what it names: whoever looks for the next page where it is not takes
/// the first one for all.
fn fitting(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    mut hinted: Hinted,
    content: &Content,
    answered: &Answered<'_>,
) -> Option<Pagination> {
    if hinted.turn.asks().is_none() && !answered.reads {
        return None;
    }
    let body = lowering.outline(answered.schema?);
    let leaves = all_leaves(&body);
    let has = |at: &str, fits: fn(&Outline) -> bool| {
        at.is_empty() || leaves.iter().any(|it| it.at == at && fits(it.outline))
    };
    let leads_on =
        |it: &Outline| matches!(it, Outline::Text(_) | Outline::Integer | Outline::Other);
    if hinted.turn.next().is_some_and(|it| !has(it, leads_on)) {
        return None;
    }
    if hinted.items.is_none() && !matches!(content, Content::Result(_)) {
        hinted.items = Some(items_told(&body, &path(operation))?);
    }
    let counts = |it: &Outline| matches!(it, Outline::Object(_) | Outline::Other);
    hinted.info = hinted.info.filter(|it| has(it, counts));
    let says = |it: &Outline| matches!(it, Outline::Boolean | Outline::Other);
    hinted.more = hinted.more.filter(|it| match it {
        More::If(at) | More::Unless(at) => has(at, says),
    });
    let found = walked(lowering, hinted, content, answered)?;
    let Pages::List(List {
        turn: Turn::LastItem { key, .. },
        ..
    }) = &found.pages
    else {
        return Some(found);
    };
    field(lowering, &found.item, key).is_some().then_some(found)
}

fn told(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    content: &Content,
    sent: Sent<'_>,
    answered: &Answered<'_>,
) -> Option<Pagination> {
    let items = match content {
        Content::Json(_) | Content::Whole(_) => None,
        Content::Result(Type::List(_)) => Some("/result"),
        Content::Nothing
        | Content::Verdict
        | Content::Result(_)
        | Content::Page(_)
        | Content::Text
        | Content::SecretText
        | Content::Bytes
        | Content::Events(_)
        | Content::Lines(_) => return None,
    };
    let body = lowering.outline(answered.schema?);
    let path = path(operation);
    let items = match items {
        Some(it) => it.to_owned(),
        None => items_told(&body, &path)?,
    };
    let asked = asked(sent.parameters, sent.body, &lowering.types, asks);
    let seen = Seen {
        body: &body,
        links: answered.links,
        items,
        reads: answered.reads,
        of_one: path.ends_with('}'),
    };
    let list = recognise(seen, &asked)?;
    pagination(lowering, content, list)
}

/// The path of an operation.
fn path(operation: &Node<'_>) -> String {
    pointer::last(pointer::parent(&operation.at))
}

/// A list with the type of its items.
fn pagination(lowering: &Lowering<'_>, content: &Content, list: List) -> Option<Pagination> {
    Some(Pagination {
        item: item(lowering, content, &list.items)?,
        pages: Pages::List(list),
        key: None,
    })
}

/// The type of an item.
fn item(lowering: &Lowering<'_>, content: &Content, items: &str) -> Option<Type> {
    let mut ty = match content {
        Content::Json(ty) | Content::Whole(ty) => ty,
        Content::Result(Type::List(item)) if items == "/result" => return Some((**item).clone()),
        _ => return None,
    };
    for step in items.split('/').skip(1) {
        ty = field(lowering, ty, &pointer::unescape(step))?;
    }
    match bare(ty) {
        Type::List(item) => Some((**item).clone()),
        _ => None,
    }
}

/// The type of a field of an object.
fn field<'a>(lowering: &'a Lowering<'_>, ty: &Type, name: &str) -> Option<&'a Type> {
    let Type::Named(id) = bare(ty) else {
        return None;
    };
    let Kind::Struct(it) = &lowering.types[id.0].kind else {
        return None;
    };
    let found = it.fields.iter().find(|it| it.name.wire == name);
    found.map(|it| &it.ty)
}

/// A type without what is around it.
pub(super) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(it) | Type::Boxed(it) => bare(it),
        other => other,
    }
}
