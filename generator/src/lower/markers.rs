//! What says in a body that a success is none: a property that is `true` in every success and `false` in a failure.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::Lowering;

/// Most properties of a success that are looked for in its failures.
const MOST: usize = 20;

/// The properties of a schema that can say one thing only, by their names.
pub(super) type Flags = BTreeMap<String, Flag>;

pub(super) struct Flag {
    value: bool,
    required: bool,
}

impl Lowering<'_> {
    /// The property that tells successes from failures whatever their status, by the schemas of both. An envelope has its own.
    pub(super) fn success_member(
        &mut self,
        successes: &[String],
        failures: &[String],
    ) -> Option<String> {
        let (first, others) = successes.split_first()?;
        let found = self.flags(first);
        let found = found.iter().filter(|(_, it)| it.value && it.required);
        let names: Vec<&String> = found.map(|(name, _)| name).take(MOST).collect();
        if names.is_empty() || self.envelope(first).is_some() {
            return None;
        }
        let is =
            |flags: &Flags, name: &str, value| flags.get(name).is_some_and(|it| it.value == value);
        let failures: Vec<Rc<Flags>> = failures.iter().map(|it| self.flags(it)).collect();
        let told = names.into_iter();
        let mut told = told.filter(|name| failures.iter().any(|it| is(it, name, false)));
        let found = told.find(|name| {
            let mut others = others.iter();
            others.all(|it| {
                let view = self.view(it);
                is(&self.flags(it), name, true) || self.property(&view, name).is_empty()
            })
        });
        found.cloned()
    }

    /// Those of a schema, which many operations may share.
    fn flags(&mut self, at: &str) -> Rc<Flags> {
        let place = self.canonical(at);
        if let Some(known) = self.flags.get(&place) {
            return Rc::clone(known);
        }
        let view = self.view(at);
        let required = view.nodes.iter().filter_map(|it| it.node.get("required"));
        let required = required.filter_map(Value::as_array).flatten();
        let required: BTreeSet<&str> = required.filter_map(Value::as_str).collect();
        let mut found = Flags::new();
        for item in view.nodes.iter() {
            for (at, name, _) in item.node.entries("properties", self.diagnostics) {
                if let Some(value) = self.only_value(&at) {
                    let required = required.contains(name);
                    found
                        .entry(name.to_owned())
                        .or_insert(Flag { value, required });
                }
            }
        }
        let found = Rc::new(found);
        self.flags.insert(place, Rc::clone(&found));
        found
    }

    /// The only value that a property can have, if it is `true` or `false`.
    fn only_value(&mut self, property: &str) -> Option<bool> {
        let view = self.view(property);
        let lists = view.nodes.iter().filter_map(|it| it.node.get("enum"));
        let mut lists = lists.filter_map(Value::as_array);
        lists.find_map(|it| match it.as_slice() {
            [Value::Bool(only)] => Some(*only),
            _ => None,
        })
    }
}
