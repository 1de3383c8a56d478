//! What says in a body that a success is none: a property that is `true` in every success and `false` in a failure.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Lowering;

impl Lowering<'_> {
    /// The property that tells successes from failures whatever their status, by the schemas of both. An envelope has its own.
    pub(super) fn success_member(
        &mut self,
        successes: &[String],
        failures: &[String],
    ) -> Option<String> {
        let (first, others) = successes.split_first()?;
        if failures.is_empty() || self.envelope(first).is_some() {
            return None;
        }
        let required = self.required_names(first);
        let only = |(name, said): (String, Said)| (said == Said::True).then_some(name);
        let found = self.said(first, &required);
        let mut names: BTreeSet<String> = found.into_iter().filter_map(only).collect();
        for it in others {
            let said = self.said(it, &names);
            names.retain(|name| said.get(name).is_none_or(|it| *it == Said::True));
        }
        if names.is_empty() {
            return None;
        }
        let mut denied = failures.iter().flat_map(|it| self.said(it, &names));
        denied.find_map(|(name, said)| (said == Said::False).then_some(name))
    }

    fn required_names(&mut self, at: &str) -> BTreeSet<String> {
        let view = self.view(at);
        let lists = view.nodes.iter().filter_map(|it| it.node.get("required"));
        let names = lists.filter_map(Value::as_array).flatten();
        names.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// What each of these properties can say.
    fn said(&mut self, at: &str, names: &BTreeSet<String>) -> BTreeMap<String, Said> {
        let view = self.view(at);
        let mut found: BTreeMap<String, Said> = BTreeMap::new();
        for item in view.nodes.iter() {
            let all = item.node.entries("properties", self.diagnostics);
            for (at, name, _) in all.into_iter().filter(|it| names.contains(it.1)) {
                let said = self.said_by(&at);
                let known = found.entry(name.to_owned()).or_insert(Said::Anything);
                if *known == Said::Anything {
                    *known = said;
                }
            }
        }
        found
    }

    fn said_by(&mut self, property: &str) -> Said {
        let view = self.view(property);
        let lists = view.nodes.iter().filter_map(|it| it.node.get("enum"));
        let mut lists = lists.filter_map(Value::as_array);
        let only = lists.find_map(|it| match it.as_slice() {
            [Value::Bool(only)] => Some(*only),
            _ => None,
        });
        match only {
            Some(true) => Said::True,
            Some(false) => Said::False,
            None => Said::Anything,
        }
    }
}

/// What a property can say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    True,
    False,
    Anything,
}
