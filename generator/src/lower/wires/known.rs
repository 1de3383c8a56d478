//! What is worked out once of each list of alternatives, since many values are of the same list.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value as Json;

use super::parts::{Part, Parts};
use super::schema_parts::{common_class, fits, items, target};
use super::schemas::{Fill, Schemas, Way};
use super::tags::{Told, fixed, told};
use crate::spec::Document;

/// A document, and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) document: &'a Document,
    pub(super) known: &'a Known,
}

/// Where a list stands in memory: its schema, and its key there.
type Place = (usize, &'static str);

type Shared = Rc<Noted<Fitting>>;

/// What is known of the lists of a document.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What fits a type.
    fitting: RefCell<BTreeMap<(Place, &'static str), Shared>>,
    /// The type that all alternatives of a list have.
    classes: RefCell<BTreeMap<Place, Noted<&'static str>>>,
    /// What a schema lists.
    listed: RefCell<BTreeMap<usize, Rc<BTreeSet<usize>>>>,
    /// What took too many values.
    too_large: RefCell<BTreeSet<Attempt>>,
}

/// A value that is made: of which schema, by its place in memory, which way, and with which of its alternatives.
type Attempt = (usize, Way, Fill, usize);

/// The alternatives of a list that have the type of the rest of the schema.
#[derive(Debug)]
pub(super) struct Fitting {
    /// Their numbers in the list.
    pub(super) numbers: Vec<usize>,
    /// Where in memory their schemas stand, and which of them each is.
    places: BTreeMap<usize, usize>,
    told: OnceCell<Noted<Option<Told>>>,
    fixed: RefCell<BTreeMap<usize, Vec<(String, String)>>>,
}

/// What came out, and whether a contradiction was met on the way: that counts for each value that it is asked for.
#[derive(Debug)]
struct Noted<T> {
    it: T,
    contradiction: bool,
}

impl<T> Noted<T> {
    fn of(of: &Schemas<'_>, make: impl FnOnce() -> T) -> Self {
        let before = of.contradiction.replace(false);
        let it = make();
        let contradiction = of.contradiction.replace(before);
        Self { it, contradiction }
    }

    fn get(&self, of: &Schemas<'_>) -> &T {
        if self.contradiction {
            of.contradiction.set(true);
        }
        &self.it
    }
}

pub(super) fn address(part: Part<'_>) -> usize {
    std::ptr::from_ref(part).addr()
}

impl Known {
    /// Whether making this value was given up before.
    pub(super) fn is_too_large(&self, attempt: Attempt) -> bool {
        self.too_large.borrow().contains(&attempt)
    }

    pub(super) fn add_too_large(&self, attempt: Attempt) {
        self.too_large.borrow_mut().insert(attempt);
    }

    /// The alternatives of a list for a value of a type, or of any if that is empty; given to `then`.
    pub(super) fn with_fitting<'a, T>(
        &self,
        of: &Schemas<'a>,
        (map, key): (Part<'a>, &'static str),
        class: &'static str,
        then: impl FnOnce(&Fitting) -> T,
    ) -> T {
        let place = ((address(map), key), class);
        let known = self.fitting.borrow().get(&place).cloned();
        let known = known.unwrap_or_else(|| {
            let made = Rc::new(Noted::of(of, || Fitting::of(of, items(map, key), class)));
            self.fitting.borrow_mut().insert(place, made.clone());
            made
        });
        then(known.get(of))
    }

    /// The type that all alternatives of a list have.
    pub(super) fn class<'a>(
        &self,
        of: &Schemas<'a>,
        map: Part<'a>,
        key: &'static str,
    ) -> &'static str {
        let place = (address(map), key);
        if let Some(known) = self.classes.borrow().get(&place) {
            return known.get(of);
        }
        let made = Noted::of(of, || common_class(of, items(map, key)));
        let class = *made.get(of);
        self.classes.borrow_mut().insert(place, made);
        class
    }

    /// Where in memory everything stands that a schema lists.
    pub(super) fn listed<'a>(&self, of: &Schemas<'a>, map: Part<'a>) -> Rc<BTreeSet<usize>> {
        let known = self.listed.borrow().get(&address(map)).cloned();
        known.unwrap_or_else(|| {
            let all = ["oneOf", "anyOf"].map(|key| items(map, key));
            let all = all.into_iter().flatten();
            let all = all.filter_map(|it| target(of, it));
            let made: Rc<BTreeSet<usize>> = Rc::new(all.map(address).collect());
            self.listed.borrow_mut().insert(address(map), made.clone());
            made
        })
    }
}

impl Fitting {
    fn of<'a>(of: &Schemas<'a>, all: &'a [Json], class: &'static str) -> Self {
        let (mut numbers, mut places) = (Vec::new(), BTreeMap::new());
        for (number, it) in all.iter().enumerate() {
            if fits(of, it, class) {
                if let Some(target) = target(of, it) {
                    places.entry(address(target)).or_insert(numbers.len());
                }
                numbers.push(number);
            }
        }
        Self {
            numbers,
            places,
            told: OnceCell::new(),
            fixed: RefCell::default(),
        }
    }

    /// Which of them are among some parts, in their order.
    pub(super) fn among(&self, parts: &Parts<'_>) -> BTreeSet<usize> {
        if parts.len() < self.places.len() {
            let all = parts.iter().filter_map(|it| self.places.get(&address(it)));
            return all.copied().collect();
        }
        let all = self.places.iter();
        let all = all.filter(|(place, _)| parts.has_place(**place));
        all.map(|(_, number)| *number).collect()
    }

    /// The property that tells them apart.
    pub(super) fn told<'a>(
        &self,
        of: &Schemas<'a>,
        map: Part<'a>,
        all: &'a [Json],
    ) -> Option<&Told> {
        let make = || Noted::of(of, || told(of, map, &self.chosen(all)));
        self.told.get_or_init(make).get(of).as_ref()
    }

    /// What is fixed for one of them.
    pub(super) fn fixed<'a>(
        &self,
        of: &Schemas<'a>,
        all: &'a [Json],
        number: usize,
    ) -> Vec<(String, String)> {
        let known = self.fixed.borrow().get(&number).cloned();
        known.unwrap_or_else(|| {
            let chosen = self.chosen(all);
            let made = fixed(of, &chosen, chosen[number]);
            self.fixed.borrow_mut().insert(number, made.clone());
            made
        })
    }

    fn chosen<'a>(&self, all: &'a [Json]) -> Vec<&'a Json> {
        self.numbers.iter().map(|it| &all[*it]).collect()
    }
}
