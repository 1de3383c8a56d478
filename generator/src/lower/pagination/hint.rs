//! What `x-pagination` says of an operation, or of all that it fits on.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::Sent;
use crate::lower::lists::{Asked, asked, by_token, counts};
use crate::lower::node::Node;
use crate::lower::outline::plain;
use crate::lower::{Lowering, keys};
use crate::model::{Asks, More, Name, Parameter, ParameterPlace, Turn};
use crate::spec::pointer;

/// What is known before answers are looked at.
pub(in crate::lower) enum Hint {
    /// Nothing.
    None,
    /// There are no pages.
    Off,
    /// This is how.
    Walk(Hinted),
    /// This is how where it fits.
    Usual(Hinted),
}

/// What a hint says; what it does not say is looked for.
pub(in crate::lower) struct Hinted {
    pub(super) turn: Turn,
    /// The number of the first page, if the hint itself says it.
    pub(super) first: Option<u64>,
    pub(super) items: Option<String>,
    pub(super) info: Option<String>,
    pub(super) more: Option<More>,
}

/// The hint of the whole document.
pub(in crate::lower) struct Usual {
    said: Rc<Said>,
    /// There is an operation that it fits on.
    pub(super) fits: bool,
}

const AT: &str = "/x-pagination";

/// Where an envelope counts its pages.
const INFO: &str = "/result_info";

impl Hinted {
    /// Whether a list in an envelope has nothing elsewhere than all of them have it.
    fn is_of_envelope(&self) -> bool {
        let info = self.info.as_deref();
        self.items.is_none() && self.more.is_none() && info.is_none_or(|it| it == INFO)
    }
}

/// Reads the hint of the whole document.
pub(in crate::lower) fn usual(lowering: &mut Lowering<'_>) -> Option<Usual> {
    lowering.document.get(AT)?;
    let said = Rc::new(Said::read(lowering, AT)?);
    Some(Usual { said, fits: false })
}

/// Reports the hint of the whole document if it fits nowhere. It may fit on operations that were not asked for.
pub(in crate::lower) fn check_usual(lowering: &mut Lowering<'_>) {
    let is_of_use = lowering.usual.as_ref().is_none_or(|it| it.fits);
    if !is_of_use && lowering.options.selection.is_empty() {
        lowering.diagnostics.fits_nowhere(AT);
    }
}

/// `x-pagination` of an operation, else of the document; without it, an integer called `page` counts the pages of an
/// envelope.
pub(in crate::lower) fn hint(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    sent: Sent<'_>,
) -> Hint {
    let at = operation.join("x-pagination");
    match operation.get("x-pagination") {
        Some(Value::Bool(false)) => Hint::Off,
        Some(Value::Object(_)) => own(lowering, &at, sent).map_or(Hint::Off, Hint::Walk),
        Some(other) => {
            lowering
                .diagnostics
                .wrong_kind(&at, "x-pagination", "an object or false", other);
            Hint::Off
        }
        None => {
            let usual = lowering.usual.as_ref().map(|it| Rc::clone(&it.said));
            let found = usual.and_then(|it| it.hinted(lowering, sent));
            found.map_or(Hint::None, Hint::Usual)
        }
    }
}

fn own(lowering: &mut Lowering<'_>, at: &str, sent: Sent<'_>) -> Option<Hinted> {
    let said = Said::read(lowering, at)?;
    let hinted = said.hinted(lowering, sent);
    if hinted.is_none() {
        let (key, wire) = (said.by.key(), said.wire().unwrap_or_default());
        let at = pointer::join(at, key);
        lowering.diagnostics.unknown_parameter(&at, wire);
    }
    hinted
}

/// The parameter that counts the pages of an envelope.
pub(in crate::lower) fn page_parameter(hint: &Hint, parameters: &[Parameter]) -> Option<Name> {
    match hint {
        Hint::Walk(hinted) => {
            return counting(&hinted.turn)
                .filter(|_| hinted.is_of_envelope())
                .cloned();
        }
        Hint::Usual(hinted) => {
            // Where it does not fit, the operation is as it is without it.
            if let Some(page) = counting(&hinted.turn).filter(|_| hinted.is_of_envelope()) {
                return Some(page.clone());
            }
        }
        Hint::Off => return None,
        Hint::None => {}
    }
    parameters
        .iter()
        .find(|it| it.place == ParameterPlace::Query && it.name.wire == "page")
        .filter(|it| counts(&it.ty))
        .map(|it| it.name.clone())
}

/// The number of the first page that the parameter asks for, if the hint says it.
pub(super) fn first(hint: &Hint, page: &Name) -> Option<u64> {
    match hint {
        Hint::Walk(it) | Hint::Usual(it) if counting(&it.turn) == Some(page) => it.first,
        Hint::Walk(_) | Hint::Usual(_) | Hint::Off | Hint::None => None,
    }
}

fn counting(turn: &Turn) -> Option<&Name> {
    match turn {
        Turn::Page {
            asks: Asks::Parameter(parameter),
            ..
        } => Some(parameter),
        _ => None,
    }
}

/// A hint as it is written.
struct Said {
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
    /// The key that says so; of several, the first counts.
    const ALL: [Self; 6] = [
        Self::Page,
        Self::Offset,
        Self::Cursor,
        Self::After,
        Self::Next,
        Self::Link,
    ];

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
}

impl Said {
    /// None after a message.
    fn read(lowering: &mut Lowering<'_>, at: &str) -> Option<Self> {
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
        let said = |it: &By| node.has(it.key()) && (links || *it != By::Link);
        let Some(by) = By::ALL.into_iter().find(said) else {
            diagnostics.missing(at, "page", "the parameter that counts pages");
            return None;
        };
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

    /// What it says of an operation, if that has what it names.
    fn hinted(&self, lowering: &Lowering<'_>, sent: Sent<'_>) -> Option<Hinted> {
        let wire = self.wire().unwrap_or_default();
        let name = plain(wire);
        let asked = asked(sent.parameters, sent.body, &lowering.types, |it| it == name);
        let named = asked.iter().find(|it| it.wire == wire);
        let more = self.text("more").map(More::If);
        Some(Hinted {
            turn: self.turn(named)?,
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
