//! Whether an answer has what a hint of an operation names: whoever looks for the next page where it is not takes the first
//! one for all. Of what the document leaves open, the hint knows more.

use super::Answered;
use super::hint::Hinted;
use crate::lower::Lowering;
use crate::lower::classes::Class;
use crate::lower::view::View;
use crate::model::{List, More, Pages, Pagination, Turn};
use crate::spec::pointer;

/// How much is named of what there is instead.
const MOST: usize = 12;

/// What stands at a place of an answer.
enum Place {
    /// A schema of a kind.
    Of(Class, String),
    /// What the document does not say.
    Open,
    /// Nothing; with what there is instead.
    Nothing(String),
}

/// What a hint wants at a place.
#[derive(Clone, Copy)]
enum Wanted {
    Scalar,
    Text,
    Flag,
    Object,
    List,
}

impl Wanted {
    fn fits(self, class: Class) -> bool {
        match self {
            Self::Scalar => matches!(class, Class::Text | Class::Integer | Class::Number),
            Self::Text => class == Class::Text,
            Self::Flag => class == Class::Boolean,
            Self::Object => class == Class::Object,
            Self::List => class == Class::Array,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Scalar => "a text or a number",
            Self::Text => "a text",
            Self::Flag => "true or false",
            Self::Object => "an object",
            Self::List => "a list",
        }
    }
}

/// Reports what the hint at a place names and the answer has not.
pub(super) fn check(
    lowering: &mut Lowering<'_>,
    hint: &str,
    hinted: &Hinted,
    answered: &Answered<'_>,
) -> bool {
    let next = match hinted.turn {
        Turn::Address { .. } => Wanted::Text,
        _ => Wanted::Scalar,
    };
    let more = hinted.more.as_ref().map(|it| match it {
        More::If(at) => ("more", at.as_str(), Wanted::Flag),
        More::Unless(at) => ("last", at.as_str(), Wanted::Flag),
    });
    let places = [
        hinted.turn.next().map(|it| ("next", it, next)),
        hinted
            .items
            .as_deref()
            .map(|it| ("items", it, Wanted::List)),
        hinted
            .info
            .as_deref()
            .map(|it| ("info", it, Wanted::Object)),
        more,
    ];
    let mut fits = true;
    for (key, place, wanted) in places.into_iter().flatten() {
        let at = pointer::join(hint, key);
        if !place.is_empty() && !place.starts_with('/') {
            lowering.diagnostics.no_pointer(&at, key, place);
            fits = false;
        } else if let Some(schema) = answered.schema {
            let found = find(lowering, schema, place, "the answer");
            fits &= is_there(lowering, &at, place, wanted, found);
        }
    }
    fits
}

/// Reports a key that items do not have.
pub(super) fn check_key(
    lowering: &mut Lowering<'_>,
    hint: &str,
    found: &Pagination,
    answered: &Answered<'_>,
) -> bool {
    let (Pages::List(list), Some(schema)) = (&found.pages, answered.schema) else {
        return true;
    };
    let List {
        items,
        turn: Turn::LastItem { key, .. },
        ..
    } = list
    else {
        return true;
    };
    let Place::Of(Class::Array, list) = find(lowering, schema, items, "the answer") else {
        return true;
    };
    let Some(item) = item(&lowering.view(&list)) else {
        return true;
    };
    let found = find(lowering, &item, &pointer::join("", key), "an item");
    let at = pointer::join(hint, "key");
    is_there(lowering, &at, key, Wanted::Scalar, found)
}

fn is_there(
    lowering: &mut Lowering<'_>,
    at: &str,
    place: &str,
    wanted: Wanted,
    found: Place,
) -> bool {
    let (why, help) = match found {
        Place::Open => return true,
        Place::Of(class, _) if wanted.fits(class) => return true,
        Place::Of(class, _) => {
            let why = format!("`{place}` is {}, not {}", words(class), wanted.words());
            (why, "name another place".to_owned())
        }
        Place::Nothing(instead) => (format!("there is no `{place}`"), instead),
    };
    lowering.diagnostics.no_place(at, &why, help);
    false
}

/// What the schema of `whole` has at a pointer.
fn find(lowering: &mut Lowering<'_>, schema: &str, at: &str, whole: &str) -> Place {
    let mut schema = schema.to_owned();
    let mut around = whole.to_owned();
    for step in at.split('/').skip(1) {
        let view = lowering.view(&schema);
        let next = match lowering.class(&view) {
            Class::Any | Class::Union => return Place::Open,
            Class::Object => {
                let name = pointer::unescape(step);
                let members = lowering.members(&view);
                let there = members.iter().find(|it| it.1 == name);
                if there.is_none() && !members.is_empty() && !is_open(&view) {
                    let names = members.iter().map(|it| format!("`{}`", it.1));
                    let names: Vec<String> = names.take(MOST).collect();
                    return Place::Nothing(format!("{around} has {}", names.join(", ")));
                }
                there.map(|it| it.0.clone())
            }
            Class::Array if step.bytes().all(|it| it.is_ascii_digit()) => item(&view),
            other => return Place::Nothing(format!("{around} is {}", words(other))),
        };
        let Some(next) = next else {
            return Place::Open;
        };
        around = format!("`{step}`");
        schema = next;
    }
    let view = lowering.view(&schema);
    match lowering.class(&view) {
        Class::Any | Class::Union => Place::Open,
        class => Place::Of(class, schema),
    }
}

/// The schema of the elements of a list.
fn item(list: &View<'_>) -> Option<String> {
    list.node_with("items").map(|it| it.join("items"))
}

/// Whether an object is said to have more than its properties.
fn is_open(view: &View<'_>) -> bool {
    let mut nodes = view.nodes.iter().map(|it| &it.node);
    nodes.any(|it| {
        let more = it.get("additionalProperties");
        more.is_some_and(|it| it.as_bool() != Some(false)) || it.has("discriminator")
    })
}

const fn words(class: Class) -> &'static str {
    match class {
        Class::Boolean => "true or false",
        Class::Integer | Class::Number => "a number",
        Class::Text => "a text",
        Class::Array => "a list",
        Class::Object => "an object",
        Class::Union => "one of several types",
        Class::Any => "any JSON value",
    }
}
