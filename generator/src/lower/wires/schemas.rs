//! Values that fit schemas, straight from the document. On purpose nothing here is shared with what makes types of the
//! same schemas: a type that does not fit its schema must show.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::known::{Known, Reading};
use super::scalars;
use super::schema_parts::{Whole, whole};
use super::tags;
use crate::spec::Document;

/// Deepest nesting of optional values; beyond it they are left out.
const OPTIONAL: usize = 3;

/// Deepest nesting of all; beyond it there is no value.
const DEPTH: usize = 16;

/// About how many values one value is made of; beyond it, optional ones are left out.
const BUDGET: usize = 200;

/// Most values that one value is made of; what needs more is not tried.
const MOST: usize = 3000;

/// Most alternatives of one value that turn out to have none; what needs more is not tried. Where each leads to all others, every
/// order of them would be.
const MISSES: usize = 200;

/// Whether optional values are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fill {
    Required,
    All,
}

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Request,
    Answer,
}

/// Alternatives that some value has been: where they stand in memory, and which of them.
pub(super) type Seen = BTreeSet<(usize, usize)>;

/// Makes values for one place.
#[derive(Debug)]
pub(super) struct Schemas<'a> {
    pub(super) document: &'a Document,
    pub(super) known: &'a Known,
    pub(super) way: Way,
    pub(super) fill: Fill,
    /// What every text begins with.
    pub(super) text: &'static str,
    /// Of alternatives, this one is taken.
    pub(super) turn: Cell<usize>,
    /// No two texts and numbers are the same.
    pub(super) count: Cell<usize>,
    /// How many turns show all alternatives.
    pub(super) turns: Cell<usize>,
    /// The alternatives that were taken.
    pub(super) taken: RefCell<Seen>,
    /// Something contradicts itself, so whatever was made of it is right.
    pub(super) contradiction: Cell<bool>,
    /// Whether null is taken where it fits, and whether it was.
    nulls: Cell<Nulls>,
    budget: Cell<usize>,
    /// How many values were made for the one that is asked for.
    made: Cell<usize>,
    /// How many alternatives of it had no value.
    misses: Cell<usize>,
    /// Where in memory the schemas stand that answers refer to as well, if this makes requests.
    in_answers: Option<&'a BTreeSet<usize>>,
}

/// What is done where null fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nulls {
    /// Something else is taken.
    Avoided,
    /// It is taken, but did not fit anywhere so far.
    Wanted,
    /// It was taken.
    Taken,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(reading: Reading<'a>, way: Way, fill: Fill, text: &'static str) -> Self {
        Self {
            document: reading.document,
            known: reading.known,
            way,
            fill,
            text,
            turn: Cell::new(0),
            count: Cell::new(0),
            turns: Cell::new(1),
            taken: RefCell::default(),
            contradiction: Cell::new(false),
            nulls: Cell::new(Nulls::Avoided),
            budget: Cell::new(BUDGET),
            made: Cell::new(0),
            misses: Cell::new(0),
            in_answers: None,
        }
    }

    pub(super) fn beside(self, in_answers: &'a BTreeSet<usize>) -> Self {
        Self {
            in_answers: Some(in_answers),
            ..self
        }
    }

    /// True if what declares a property is only there to be sent: a required `readOnly` one of it can only be a mistake.
    fn is_only_sent(&self, whole: &Whole<'a>, name: &str) -> bool {
        let has = |it: &&&'a Map<String, Json>| {
            it.get("properties").and_then(|it| it.get(name)).is_some()
        };
        let mut places = whole.parts.iter().filter(has);
        self.in_answers
            .is_some_and(|all| !places.any(|it| all.contains(&std::ptr::from_ref(*it).addr())))
    }

    pub(super) fn at_turn(self, turn: usize) -> Self {
        self.turn.set(turn);
        self
    }

    pub(super) fn with_nulls(self) -> Self {
        self.nulls.set(Nulls::Wanted);
        self
    }

    pub(super) fn has_nulls(&self) -> bool {
        self.nulls.get() == Nulls::Taken
    }

    /// A value of a schema; `None` if the schema contains itself without end or fits nothing.
    pub(super) fn value(&self, schema: &'a Json) -> Option<Json> {
        let at = std::ptr::from_ref(schema).addr();
        let attempt = (at, self.way, self.fill, self.turn.get());
        if self.known.is_too_large(attempt) {
            return None;
        }
        self.budget.set(BUDGET);
        self.made.set(0);
        self.misses.set(0);
        let value = self.within(&[schema], 0);
        if self.made.get() > MOST {
            self.known.add_too_large(attempt);
            return None;
        }
        value
    }

    /// A value that fits several schemas.
    fn within(&self, schemas: &[&'a Json], depth: usize) -> Option<Json> {
        let made = self.made.get() + 1;
        self.made.set(made);
        if depth > DEPTH || made > MOST {
            return None;
        }
        self.budget.set(self.budget.get().saturating_sub(1));
        if self.nulls.get() != Nulls::Avoided && super::schema_parts::flags(self, schemas)?.nullable
        {
            self.nulls.set(Nulls::Taken);
            return Some(Json::Null);
        }
        let whole = whole(self, schemas)?;
        if let Some(value) = self.listed(&whole) {
            return Some(value);
        }
        match whole.class {
            "object" => self.object(&whole, depth),
            "array" => self.array(&whole, depth),
            "boolean" => Some(json!(true)),
            "integer" => Some(self.kept(&whole, scalars::integer(&whole, self.next()))),
            "number" => Some(self.kept(&whole, scalars::number(&whole, self.next()))),
            "string" => Some(Json::from(scalars::text(&whole, self.text, self.next()))),
            _ => Some(json!(format!("{}{}", self.text, self.next()))),
        }
    }

    /// Notes a number that cannot be one.
    fn kept(&self, whole: &Whole<'a>, number: Json) -> Json {
        if scalars::lacks_sign(whole, &number) {
            self.contradiction.set(true);
        }
        number
    }

    fn next(&self) -> usize {
        self.count.set(self.count.get() + 1);
        self.count.get()
    }

    /// One of the values of `enum`.
    fn listed(&self, whole: &Whole<'a>) -> Option<Json> {
        let mut values: Option<Vec<&Json>> = None;
        let lists = whole.parts.iter();
        for list in lists.filter_map(|it| it.get("enum")?.as_array()) {
            let both: Vec<&Json> = match &values {
                None => list.iter().collect(),
                Some(known) => known
                    .iter()
                    .copied()
                    .filter(|it| list.contains(it))
                    .collect(),
            };
            if both.is_empty() {
                self.contradiction.set(true);
            } else {
                values = Some(both);
            }
        }
        let values = values?;
        // An empty text is nothing in a path or a header.
        let telling: Vec<&Json> = values
            .iter()
            .copied()
            .filter(|it| !it.is_null() && it.as_str() != Some("") && is_a(it, whole.class))
            .collect();
        if telling.is_empty() {
            let of_class = |it: &&Json| it.is_null() || is_a(it, whole.class);
            if !values.iter().any(of_class) {
                self.contradiction.set(true);
            }
            return values.first().map(|it| (*it).clone());
        }
        let place = std::ptr::from_ref(telling[0]).addr();
        Some(telling[self.pick(place, telling.len())].clone())
    }

    /// Whether another alternative is worth a try after one that has no value.
    pub(super) fn tries_another(&self) -> bool {
        self.misses.set(self.misses.get() + 1);
        self.misses.get() <= MISSES
    }

    /// Which of several alternatives it is now.
    pub(super) fn pick(&self, place: usize, of: usize) -> usize {
        self.turns.set(self.turns.get().max(of));
        let number = self.turn.get() % of;
        self.taken.borrow_mut().insert((place, number));
        number
    }

    fn array(&self, whole: &Whole<'a>, depth: usize) -> Option<Json> {
        let items: Vec<&Json> = whole
            .parts
            .iter()
            .filter_map(|it| it.get("items"))
            .collect();
        // Lists in lists double what they hold with each level.
        let more = depth < OPTIONAL && self.budget.get() > 0;
        let most = whole.least("maxItems").unwrap_or(2.0);
        let wanted = if more { 2.0_f64 } else { 1.0 }.min(most);
        let count = whole.most("minItems").unwrap_or(0.0).max(wanted);
        let before = self.turn.get();
        let mut list = Vec::new();
        for number in 0..scalars::count(count) {
            self.turn.set(before + number);
            let Some(item) = self.within(&items, depth + 1) else {
                break;
            };
            list.push(item);
        }
        self.turn.set(before);
        let enough = list.len() >= scalars::count(whole.most("minItems").unwrap_or(0.0));
        enough.then_some(Json::Array(list))
    }

    fn object(&self, whole: &Whole<'a>, depth: usize) -> Option<Json> {
        let mut object = Map::new();
        let required = whole.required();
        let more = || self.fill == Fill::All && depth < OPTIONAL && self.budget.get() > 0;
        let meant = OnceCell::new();
        let is_any_wanted = || more() || !required.is_empty() || !whole.tags.is_empty();
        // Many values are of objects with many properties, few of which are wanted.
        for (name, schemas) in whole.properties().take_while(|_| is_any_wanted()) {
            if let Some(tag) = whole.tag(name) {
                if !tags::can_be(self, &schemas, tag) {
                    self.contradiction.set(true);
                }
                object.insert(name.to_owned(), Json::from(tag));
                continue;
            }
            if !more() && !required.contains(name) {
                continue;
            }
            let Some(property) = super::schema_parts::flags(self, &schemas) else {
                continue;
            };
            let other = match self.way {
                Way::Request => {
                    let is_meant = || *meant.get_or_init(|| self.means_read_only(whole, &required));
                    property.read_only && !(is_meant() && self.is_only_sent(whole, name))
                }
                Way::Answer => property.write_only,
            };
            if other {
                continue;
            }
            if required.contains(name) {
                let value = if property.nullable && self.fill == Fill::Required {
                    Json::Null
                } else {
                    self.within(&schemas, depth + 1)?
                };
                object.insert(name.to_owned(), value);
            } else if more()
                && let Some(value) = self.within(&schemas, depth + 1)
            {
                object.insert(name.to_owned(), value);
            }
        }
        for (name, tag) in &whole.tags {
            if !object.contains_key(name) {
                object.insert(name.clone(), Json::from(tag.clone()));
            }
        }
        self.additional(whole, &mut object, depth);
        Some(Json::Object(object))
    }

    /// Whether `readOnly` properties can only be meant to be sent: one is required, or there are no others.
    fn means_read_only(&self, whole: &Whole<'a>, required: &BTreeSet<&str>) -> bool {
        let mut others = false;
        for (name, schemas) in whole.properties() {
            let flags = super::schema_parts::flags(self, &schemas);
            let read_only = flags.is_some_and(|it| it.read_only);
            if read_only && required.contains(name) && self.is_only_sent(whole, name) {
                return true;
            }
            others |= !read_only;
        }
        !others
    }

    /// A property that the document does not name, or the fewest of them. What is sent has none beside named ones: callers
    /// add them one by one.
    fn additional(&self, whole: &Whole<'a>, object: &mut Map<String, Json>, depth: usize) {
        let named = whole.has_properties();
        let least = whole.most("minProperties").map_or(0, scalars::count);
        let fewest = usize::from(self.fill != Fill::Required).max(if named { 0 } else { least });
        if fewest == 0 || named && self.way == Way::Request {
            return;
        }
        let schemas: Vec<&Json> = whole
            .parts
            .iter()
            .filter_map(|it| it.get("additionalProperties"))
            .filter(|it| it.is_object())
            .collect();
        if schemas.is_empty() && named || whole.closed() {
            return;
        }
        for _ in 0..fewest {
            let Some(value) = self.within(&schemas, depth + 1) else {
                return;
            };
            let mut key = "key".to_owned();
            while whole.has(&key) || object.contains_key(&key) {
                key.push('+');
            }
            object.insert(key, value);
        }
    }
}

/// Whether a listed value has the type of its schema.
fn is_a(value: &Json, class: &str) -> bool {
    match class {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
