//! What `x-pagination` says of an operation, or of all that it fits on.

use std::rc::Rc;

use serde_json::Value;

use super::Sent;
use super::said::Said;
use crate::lower::Lowering;
use crate::lower::lists::counts;
use crate::lower::node::Node;
use crate::model::{Asks, More, Name, Parameter, ParameterPlace, Turn};

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
/// envelope. One with a mistake in it is as if it was not there.
pub(in crate::lower) fn hint(
    lowering: &mut Lowering<'_>,
    operation: &Node<'_>,
    sent: Sent<'_>,
) -> Hint {
    let at = operation.join("x-pagination");
    match operation.get("x-pagination") {
        Some(Value::Bool(false)) => return Hint::Off,
        Some(Value::Object(_)) => {
            let said = Said::read(lowering, &at);
            let own = said.and_then(|it| it.own(lowering, &at, sent));
            if let Some(own) = own {
                return Hint::Walk(own);
            }
        }
        Some(other) => {
            lowering
                .diagnostics
                .wrong_kind(&at, "x-pagination", "an object or false", other);
        }
        None => {}
    }
    let usual = lowering.usual.as_ref().map(|it| Rc::clone(&it.said));
    let found = usual.and_then(|it| it.hinted(lowering, sent));
    found.map_or(Hint::None, Hint::Usual)
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
            // Where it does not fit, the operation is as it is without it: an envelope counts its pages itself.
            if let Some(page) = counting(&hinted.turn) {
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
