//! `x-pagination` as it is written: its keys, and the parameter that it names.

use std::collections::BTreeMap;

use super::Sent;
use super::hint::Hinted;
use crate::lower::lists::{Asked, asked, by_token};
use crate::lower::node::Node;
use crate::lower::outline::plain;
use crate::lower::{Lowering, keys};
use crate::model::{Kind, More, Parameter, ParameterPlace, Turn, Type, TypeDef};
use crate::spec::pointer;

/// A hint as it is written.
pub(super) struct Said {
    by: By,
    texts: BTreeMap<&'static str, String>,
    first: Option<u64>,
}

/// What asks for the next page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Page,
    Offset,
    Cursor,
    After,
    Next,
    Link,
}

impl By {
    const ALL: [Self; 6] = [
        Self::Page,
        Self::Offset,
        Self::Cursor,
        Self::After,
        Self::Next,
        Self::Link,
    ];

    /// The key that says so.
    const fn key(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Offset => "offset",
            Self::Cursor => "cursor",
            Self::After => "after",
            Self::Next => "next",
            Self::Link => "link",
        }
    }

    /// What means something beside it alone.
    const fn beside(self) -> &'static str {
        match self {
            Self::Page => "first",
            Self::Cursor => "next",
            Self::After => "key",
            Self::Offset | Self::Next | Self::Link => "",
        }
    }
}

impl Said {
    /// None after a message.
    pub(super) fn read(lowering: &mut Lowering<'_>, at: &str) -> Option<Self> {
        let node = Node::at(lowering.document, at, lowering.diagnostics)?;
        let diagnostics = &mut *lowering.diagnostics;
        keys::check(&node, &keys::PAGINATION, diagnostics);
        let mut texts = BTreeMap::new();
        for key in [
            "page", "offset", "cursor", "after", "key", "next", "items", "info", "more", "last",
        ] {
            if let Some(text) = node.text(key, diagnostics) {
                texts.insert(key, text.to_owned());
            }
        }
        let first = node.count("first", diagnostics);
        let links = node.flag("link", diagnostics);
        let says = |key: &str| node.has(key) && (links || key != By::Link.key());
        let Some(by) = By::ALL.into_iter().find(|it| says(it.key())) else {
            diagnostics.missing(at, "page", "the parameter that counts pages");
            return None;
        };
        if let Some((one, other)) = apart(by, says) {
            diagnostics.keys_apart(&pointer::join(at, one), one, other);
            return None;
        }
        if by == By::Cursor && !node.has("next") {
            let what = "where the answer has the token, as a JSON pointer";
            diagnostics.missing(at, "next", what);
            return None;
        }
        let is_read = |key| key == "link" || texts.contains_key(key);
        let is_whole = is_read(by.key()) && (by != By::Cursor || is_read("next"));
        is_whole.then_some(Self { by, texts, first })
    }

    fn text(&self, key: &str) -> Option<String> {
        self.texts.get(key).cloned()
    }

    /// What the document calls that which asks for the next page.
    fn wire(&self) -> Option<&str> {
        match self.by {
            By::Page | By::Offset | By::Cursor | By::After => {
                self.texts.get(self.by.key()).map(String::as_str)
            }
            By::Next | By::Link => None,
        }
    }

    /// What of an operation it names.
    fn named(&self, lowering: &Lowering<'_>, sent: Sent<'_>) -> Option<Asked> {
        let wire = self.wire()?;
        let name = plain(wire);
        let asked = asked(sent.parameters, sent.body, &lowering.types, |it| it == name);
        asked.into_iter().find(|it| it.wire == wire)
    }

    /// What it says of the operation that it stands at; none after a message.
    pub(super) fn own(
        &self,
        lowering: &mut Lowering<'_>,
        at: &str,
        sent: Sent<'_>,
    ) -> Option<Hinted> {
        if let Some(wire) = self.wire() {
            let key = self.by.key();
            let at = pointer::join(at, key);
            let counts = matches!(self.by, By::Page | By::Offset);
            let Some(named) = self.named(lowering, sent) else {
                unknown(lowering, &at, wire, sent.parameters);
                return None;
            };
            if counts && !named.can_count() {
                let why = format!("`{wire}` is no number, and `{key}` names one that counts");
                let help = "name another, or correct its type with an overlay";
                lowering.diagnostics.unfit_parameter(&at, &why, help);
                return None;
            }
        }
        self.hinted(lowering, sent)
    }

    /// What it says of an operation, if that has what it names.
    pub(super) fn hinted(&self, lowering: &Lowering<'_>, sent: Sent<'_>) -> Option<Hinted> {
        let named = self.named(lowering, sent);
        let more = self.text("more").map(More::If);
        Some(Hinted {
            turn: self.turn(named.as_ref())?,
            first: self.first,
            items: self.text("items"),
            info: self.text("info"),
            more: more.or_else(|| self.text("last").map(More::Unless)),
        })
    }

    fn turn(&self, named: Option<&Asked>) -> Option<Turn> {
        let asks = || named.map(|it| it.asks.clone());
        Some(match self.by {
            By::Page => Turn::Page {
                asks: asks()?,
                first: self.first.or(named?.first),
            },
            By::Offset => Turn::Offset { asks: asks()? },
            By::Cursor => by_token(named?, self.text("next")?),
            By::After => Turn::LastItem {
                asks: asks()?,
                key: self.text("key").unwrap_or_else(|| "id".to_owned()),
            },
            By::Next => Turn::Address {
                next: self.text("next")?,
            },
            By::Link => Turn::Link,
        })
    }
}

/// Two keys of which one would mean nothing beside the other.
fn apart(by: By, says: impl Fn(&str) -> bool) -> Option<(&'static str, &'static str)> {
    let ways = By::ALL.iter().map(|it| it.key());
    let mut idle = ways
        .chain(["first", "key"])
        .filter(|key| ![by.key(), by.beside()].contains(key));
    let idle = idle.find(|key| says(key)).map(|key| (key, by.key()));
    idle.or_else(|| (says("more") && says("last")).then_some(("last", "more")))
}

/// Says why what a hint names cannot ask for a page.
fn unknown(lowering: &mut Lowering<'_>, at: &str, wire: &str, parameters: &[Parameter]) {
    let Some(it) = parameters.iter().find(|it| it.name.wire == wire) else {
        lowering.diagnostics.unknown_parameter(at, wire);
        return;
    };
    let place = match it.place {
        ParameterPlace::Query => None,
        ParameterPlace::Header => Some("a header"),
        ParameterPlace::Cookie => Some("a cookie"),
    };
    let (is, help) = match (place, &it.ty) {
        (Some(place), _) => (place, "what asks for a page is in the query"),
        (None, Type::Secret) => (
            "a secret, and what asks for a page is not kept secret",
            "if it is none, say `x-sensitive: false` of it with an overlay",
        ),
        (None, ty) => (
            kind(ty, &lowering.types),
            "what asks for a page is a text or a number",
        ),
    };
    let why = format!("`{wire}` is {is}");
    lowering.diagnostics.unfit_parameter(at, &why, help);
}

fn kind(ty: &Type, types: &[TypeDef]) -> &'static str {
    match ty {
        Type::List(_) => "a list",
        Type::Map(_) => "an object",
        Type::Bool => "true or false",
        Type::Timestamp => "a time",
        Type::Nullable(inner) | Type::Boxed(inner) => kind(inner, types),
        Type::Named(id) => match &types[id.0].kind {
            Kind::Struct(_) => "an object",
            Kind::Union(_) | Kind::Choice(_) => "one of several types",
            Kind::Enum(_) | Kind::Identifier(_) => "a text",
        },
        Type::String
        | Type::Secret
        | Type::Integer(_)
        | Type::F32
        | Type::F64
        | Type::Bytes
        | Type::File
        | Type::Multipart
        | Type::Json => "neither a text nor a number",
    }
}
