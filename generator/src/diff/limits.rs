//! Limits: which became tighter, which wider.

use std::cmp::Ordering;

use super::{Diff, rules};
use crate::model::{Constraints, Kind, Model, Type};

/// Which way a limit went, and the limit before and after.
struct Difference {
    tighter: bool,
    text: String,
}

impl Diff<'_> {
    /// Limits of an argument; those that its type has are reported with the type.
    pub(super) fn own_limits(
        &mut self,
        item: &str,
        old: (&Constraints, &Type),
        new: (&Constraints, &Type),
    ) {
        let (old, new) = (own(old, self.old), own(new, self.new));
        self.limits(item, &old, &new);
    }

    pub(super) fn limits(&mut self, item: &str, old: &Constraints, new: &Constraints) {
        for it in differences(old, new) {
            let rule = if it.tighter {
                &rules::LIMIT_TIGHTER
            } else {
                &rules::LIMIT_WIDER
            };
            self.add(rule, item, it.text);
        }
    }
}

/// True if they are the same, wherever they stand.
pub(super) fn alike(a: &Constraints, b: &Constraints) -> bool {
    let bare = |it: &Constraints| Constraints {
        pointer: String::new(),
        ..it.clone()
    };
    bare(a) == bare(b)
}

/// The limits that the type does not have by itself.
fn own((limits, ty): (&Constraints, &Type), model: &Model) -> Constraints {
    let shared = ty.named().is_some_and(|id| match &model[id].kind {
        Kind::Identifier(it) => alike(it, limits),
        Kind::Struct(_) | Kind::Enum(_) | Kind::Union(_) | Kind::Choice(_) => false,
    });
    if shared {
        Constraints::default()
    } else {
        limits.clone()
    }
}

fn differences(old: &Constraints, new: &Constraints) -> Vec<Difference> {
    let counts = counts(old).into_iter().zip(counts(new));
    let counts = counts.map(|((what, side, old), (_, _, new))| {
        let (old, new) = (count(old), count(new));
        bound(what, side, old, new)
    });
    let others = [
        unit(old, new),
        pattern(old, new),
        bound("value", Side::Least, least(old), least(new)),
        bound("value", Side::Most, most(old), most(new)),
        multiple(old, new),
        unique(old, new),
    ];
    counts.chain(others).flatten().collect()
}

/// The limits of what can be counted.
fn counts(it: &Constraints) -> [(&'static str, Side, Option<u64>); 6] {
    [
        ("length", Side::Least, it.min_length),
        ("length", Side::Most, it.max_length),
        ("number of elements", Side::Least, it.min_items),
        ("number of elements", Side::Most, it.max_items),
        ("number of entries", Side::Least, it.min_properties),
        ("number of entries", Side::Most, it.max_properties),
    ]
}

/// Which end of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Least,
    Most,
}

/// One end of a range.
#[derive(PartialEq, Eq)]
struct Bound {
    value: String,
    exclusive: bool,
}

fn count(it: Option<u64>) -> Option<Bound> {
    it.map(|it| Bound {
        value: it.to_string(),
        exclusive: false,
    })
}

fn least(it: &Constraints) -> Option<Bound> {
    it.minimum.clone().map(|value| Bound {
        value,
        exclusive: it.exclusive_minimum,
    })
}

fn most(it: &Constraints) -> Option<Bound> {
    it.maximum.clone().map(|value| Bound {
        value,
        exclusive: it.exclusive_maximum,
    })
}

fn bound(label: &str, side: Side, old: Option<Bound>, new: Option<Bound>) -> Option<Difference> {
    if old == new {
        return None;
    }
    let text = |it: &Bound| match side {
        Side::Least if it.exclusive => format!("more than {}", it.value),
        Side::Least => format!("at least {}", it.value),
        Side::Most if it.exclusive => format!("less than {}", it.value),
        Side::Most => format!("at most {}", it.value),
    };
    let text = match (&old, &new) {
        (Some(old), Some(new)) => format!("has a {label} of {}, it was {}", text(new), text(old)),
        (None, Some(new)) => format!("has a {label} of {}, there was no such limit", text(new)),
        (Some(old), None) => format!("need no longer have a {label} of {}", text(old)),
        (None, None) => return None,
    };
    let tighter = match (old, new) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(old), Some(new)) => match (compare(&old.value, &new.value), side) {
            (Ordering::Equal, _) => new.exclusive,
            (order, Side::Least) => order == Ordering::Less,
            (order, Side::Most) => order == Ordering::Greater,
        },
    };
    Some(Difference { tighter, text })
}

/// Numbers as they stand in the document; whole ones are compared exactly.
fn compare(old: &str, new: &str) -> Ordering {
    match (old.parse::<i128>(), new.parse::<i128>()) {
        (Ok(old), Ok(new)) => old.cmp(&new),
        _ => {
            let number = |it: &str| it.parse::<f64>().unwrap_or_default();
            number(old).total_cmp(&number(new))
        }
    }
}

/// A text has at least as many bytes as characters.
fn unit(old: &Constraints, new: &Constraints) -> Option<Difference> {
    let limited = |it: &Constraints| it.min_length.is_some() || it.max_length.is_some();
    if old.length_in_bytes == new.length_in_bytes || !limited(old) || !limited(new) {
        return None;
    }
    let (unit, tighter) = if new.length_in_bytes {
        ("bytes instead of characters", new.max_length.is_some())
    } else {
        ("characters instead of bytes", new.max_length.is_none())
    };
    Some(Difference {
        tighter,
        text: format!("has a length that is counted in {unit}"),
    })
}

/// Nobody can say which of two patterns lets more through, so another one counts as tighter.
fn pattern(old: &Constraints, new: &Constraints) -> Option<Difference> {
    let text = match (&old.pattern, &new.pattern) {
        (old, new) if old == new => return None,
        (_, None) => "may be of any form".to_owned(),
        (_, Some(it)) => format!("must match `{}`", it.text),
    };
    Some(Difference {
        tighter: new.pattern.is_some(),
        text,
    })
}

fn multiple(old: &Constraints, new: &Constraints) -> Option<Difference> {
    let text = match (&old.multiple_of, &new.multiple_of) {
        (old, new) if old == new => return None,
        (_, None) => "need not be a multiple of anything".to_owned(),
        (_, Some(it)) => format!("must be a multiple of {it}"),
    };
    let number = |it: &Option<String>| it.as_ref().and_then(|it| it.parse::<u64>().ok());
    let wider = match (number(&old.multiple_of), number(&new.multiple_of)) {
        (Some(old), Some(new)) => new != 0 && old.is_multiple_of(new),
        _ => new.multiple_of.is_none(),
    };
    Some(Difference {
        tighter: !wider,
        text,
    })
}

fn unique(old: &Constraints, new: &Constraints) -> Option<Difference> {
    let text = if new.unique_items {
        "must not hold an element twice"
    } else {
        "may hold an element twice"
    };
    (old.unique_items != new.unique_items).then(|| Difference {
        tighter: new.unique_items,
        text: text.to_owned(),
    })
}
