//! How lists go on: as a hint says, else as the envelope counts, else as their shape tells.

pub(super) mod required;

use serde_json::Value;

use super::lists::{
    Asked, Seen, asked, asks, by_token, counts, info_of, items_of, items_told, more_of, recognise,
};
use super::node::Node;
use super::{Lowering, keys};
use crate::model::{
    Asks, Body, Content, Kind, List, More, Name, Output, Pages, Pagination, Parameter,
    ParameterPlace, Turn, Type,
};
use crate::spec::pointer;

/// What is known before answers are looked at.
pub(super) enum Hint {
    /// Nothing.
    None,
    /// There are no pages.
    Off,
    /// This is how.
    Walk(Hinted),
}

/// What a hint says; what it does not say is looked for.
pub(super) struct Hinted {
    turn: Turn,
    items: Option<String>,
    info: Option<String>,
    more: Option<More>,
}

/// What is sent.
#[derive(Clone, Copy)]
pub(super) struct Sent<'a> {
    pub(super) parameters: &'a [Parameter],
    pub(super) body: Option<&'a Body>,
}

/// `x-pagination`; without it, an integer called `page` counts the pages of an envelope.
pub(super) fn hint(lowering: &mut Lowering<'_>, operation: &Node<'_>, sent: Sent<'_>) -> Hint {
    match operation.get("x-pagination") {
        Some(Value::Bool(false)) => Hint::Off,
        Some(Value::Object(_)) => hinted(lowering, operation, sent).map_or(Hint::Off, Hint::Walk),
        Some(other) => {
            let at = operation.join("x-pagination");
            lowering
                .diagnostics
                .wrong_kind(&at, "x-pagination", "an object or false", other);
            Hint::Off
        }
        None => Hint::None,
    }
}

/// The parameter that counts the pages of an envelope.
pub(super) fn page_parameter(hint: &Hint, parameters: &[Parameter]) -> Option<Name> {
    match hint {
        Hint::Walk(Hinted {
            items: None,
            turn:
                Turn::Page {
                    asks: Asks::Parameter(parameter),
                    ..
                },
            ..
        }) => Some(parameter.clone()),
        Hint::Off | Hint::Walk(_) => None,
        Hint::None => parameters
            .iter()
            .find(|it| it.place == ParameterPlace::Query && it.name.wire == "page")
            .filter(|it| counts(&it.ty))
            .map(|it| it.name.clone()),
    }
}

/// A hint that is read.
struct Reading<'a, 'b, 'c> {
    lowering: &'a mut Lowering<'b>,
    node: Node<'c>,
    asked: &'a [Asked],
}

fn hinted(lowering: &mut Lowering<'_>, operation: &Node<'_>, sent: Sent<'_>) -> Option<Hinted> {
    let at = operation.join("x-pagination");
    let node = Node::at(lowering.document, &at, lowering.diagnostics)?;
    keys::check(&node, &keys::PAGINATION, lowering.diagnostics);
    let asked = asked(sent.parameters, sent.body, &lowering.types, |_| true);
    let mut reading = Reading {
        lowering,
        node,
        asked: &asked,
    };
    Some(Hinted {
        turn: reading.turn()?,
        items: reading.text("items"),
        info: reading.text("info"),
        more: reading.more(),
    })
}

impl Reading<'_, '_, '_> {
    fn text(&mut self, key: &str) -> Option<String> {
        let text = self.node.text(key, self.lowering.diagnostics)?;
        Some(text.to_owned())
    }

    fn more(&mut self) -> Option<More> {
        let more = self.text("more").map(More::If);
        let last = self.text("last").map(More::Unless);
        more.or(last)
    }

    /// The parameter or member that a key names.
    fn named(&mut self, key: &str) -> Option<&Asked> {
        let wire = self.text(key)?;
        let found = self.asked.iter().find(|it| it.wire == wire);
        if found.is_none() {
            let at = self.node.join(key);
            self.lowering.diagnostics.unknown_parameter(&at, &wire);
        }
        found
    }

    fn asks(&mut self, key: &str) -> Option<Asks> {
        self.named(key).map(|it| it.asks.clone())
    }

    fn turn(&mut self) -> Option<Turn> {
        let has = |key: &str| self.node.has(key);
        if has("page") {
            let first = self.node.count("first", self.lowering.diagnostics);
            let page = self.named("page")?;
            return Some(Turn::Page {
                asks: page.asks.clone(),
                first: first.or(page.first),
            });
        }
        if has("offset") {
            let asks = self.asks("offset")?;
            return Some(Turn::Offset { asks });
        }
        if has("cursor") {
            let next = self.text("next");
            let token = self.named("cursor")?;
            let turn = next.map(|next| by_token(token, next));
            if turn.is_none() {
                let at = self.node.at.clone();
                let what = "where the answer has the token, as a JSON pointer";
                self.lowering.diagnostics.missing(&at, "next", what);
            }
            return turn;
        }
        if has("after") {
            let asks = self.asks("after")?;
            let key = self.text("key").unwrap_or_else(|| "id".to_owned());
            return Some(Turn::LastItem { asks, key });
        }
        if let Some(next) = self.text("next") {
            return Some(Turn::Address { next });
        }
        if self.node.flag("link", self.lowering.diagnostics) {
            return Some(Turn::Link);
        }
        let at = self.node.at.clone();
        let what = "the parameter that counts pages";
        self.lowering.diagnostics.missing(&at, "page", what);
        None
    }
}

/// What answers are made of.
pub(super) struct Answered<'a> {
    pub(super) output: &'a Output,
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
    let Some(content) = listed(answered.output) else {
        if matches!(hint, Hint::Walk(_)) {
            lowering
                .diagnostics
                .no_list(&operation.join("x-pagination"));
        }
        return None;
    };
    if let Content::Page(item) = content {
        let page = page_parameter(&hint, sent.parameters)?;
        return Some(Pagination {
            pages: Pages::Numbered { page },
            item: item.clone(),
            key: None,
        });
    }
    let list = match hint {
        Hint::Walk(hinted) => {
            let found = walked(lowering, hinted, content, answered);
            let found = found.and_then(|it| Some((item(lowering, content, &it.items)?, it)));
            if found.is_none() {
                let at = operation.join("x-pagination");
                lowering.diagnostics.no_list(&at);
            }
            return found.map(|(item, list)| pagination(item, list));
        }
        Hint::None => told(lowering, operation, content, sent, answered)?,
        Hint::Off => return None,
    };
    let item = item(lowering, content, &list.items)?;
    Some(pagination(item, list))
}

/// What the successes hold that say anything, if it is the same.
fn listed(output: &Output) -> Option<&Content> {
    let variants = match output {
        Output::One(content) => return Some(content),
        Output::ByStatus { variants, .. } => variants.iter().map(|it| &it.content),
    };
    let mut told = variants.filter(|it| !matches!(it, Content::Nothing | Content::Verdict));
    let first = told.next()?;
    told.all(|it| it == first).then_some(first)
}

fn pagination(item: Type, list: List) -> Pagination {
    Pagination {
        pages: Pages::List(list),
        item,
        key: None,
    }
}

/// A hint, with what it leaves out.
fn walked(
    lowering: &mut Lowering<'_>,
    hinted: Hinted,
    content: &Content,
    answered: &Answered<'_>,
) -> Option<List> {
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
    Some(List {
        items,
        required: Vec::new(),
        info,
        more: hinted.more.or_else(|| more_of(&body)),
        turn,
    })
}

fn told(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    content: &Content,
    sent: Sent<'_>,
    answered: &Answered<'_>,
) -> Option<List> {
    let items = match content {
        Content::Json(_) | Content::Whole(_) => None,
        Content::Result(Type::List(_)) => Some("/result"),
        Content::Nothing
        | Content::Verdict
        | Content::Result(_)
        | Content::Page(_)
        | Content::Text
        | Content::Bytes
        | Content::Events(_)
        | Content::Lines(_) => return None,
    };
    let body = lowering.outline(answered.schema?);
    let path = pointer::last(pointer::parent(&operation.at));
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
    recognise(seen, &asked)
}

/// The type of an item.
fn item(lowering: &Lowering<'_>, content: &Content, items: &str) -> Option<Type> {
    let mut ty = match content {
        Content::Json(ty) | Content::Whole(ty) => ty,
        Content::Result(Type::List(item)) if items == "/result" => return Some((**item).clone()),
        _ => return None,
    };
    for step in items.split('/').skip(1) {
        let Type::Named(id) = bare(ty) else {
            return None;
        };
        let Kind::Struct(it) = &lowering.types[id.0].kind else {
            return None;
        };
        let step = pointer::unescape(step);
        ty = &it.fields.iter().find(|it| it.name.wire == step)?.ty;
    }
    match bare(ty) {
        Type::List(item) => Some((**item).clone()),
        _ => None,
    }
}

/// A type without what is around it.
pub(super) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(it) | Type::Boxed(it) => bare(it),
        other => other,
    }
}
