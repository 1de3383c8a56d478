//! `oneOf` and `anyOf`, together with what stands beside them: each alternative as the list of schemas that its
//! values have to fit.

use serde_json::Value;

use super::classes::Class;
use super::view::{View, shared_part};
use super::{Lowering, objects};

const KEYS: [&str; 2] = ["oneOf", "anyOf"];

/// Most alternatives that several lists of them may be multiplied to.
const MOST: usize = 32;

/// Most schemas that one alternative is put together from: an alternative may have alternatives itself, and what stands
/// beside each list comes along, so without an end the combinations double with every step.
const DEEPEST: usize = 4;

/// Most alternatives that alternatives inside each other may come to, if each had as many as this one.
const INSIDE: usize = 300;

/// Most properties beside alternatives, each of which has all of them.
const REPEATED: usize = 20_000;

impl Lowering<'_> {
    /// True if the schema lists alternatives that differ in more than what they require.
    pub(super) fn has_alternatives(&mut self, view: &View<'_>) -> bool {
        !self.lists(view).is_empty()
    }

    /// Each alternative but null. Of several lists, a value fits one of each, so all combinations count.
    pub(super) fn alternatives(&mut self, view: &View<'_>) -> Vec<Vec<String>> {
        let lists = self.lists(view);
        let count = lists
            .iter()
            .fold(1_usize, |count, list| count.saturating_mul(list.len()));
        let lists = if count > MOST && lists.len() > 1 {
            self.diagnostics.too_many_alternatives(&view.at, count);
            &lists[..1]
        } else {
            &lists[..]
        };
        let mut found: Vec<Vec<String>> = vec![Vec::new()];
        for list in lists {
            found = found
                .iter()
                .flat_map(|before| {
                    list.iter().map(move |at| {
                        let mut all = before.clone();
                        all.push(at.clone());
                        all
                    })
                })
                .collect();
        }
        let found: Vec<Vec<String>> = found.into_iter().filter(|it| !it.is_empty()).collect();
        self.with_shared_part(view, found)
    }

    /// The lists of alternatives of all parts of a schema.
    fn lists(&mut self, view: &View<'_>) -> Vec<Vec<String>> {
        let mut lists = Vec::new();
        if view.targets.len() > DEEPEST {
            self.diagnostics
                .nested_too_deep(&view.at, "alternatives inside alternatives");
            return lists;
        }
        for item in view.nodes.iter().filter(|it| it.open) {
            for key in KEYS {
                let members = item.node.list(key, self.diagnostics);
                let members: Vec<String> = members
                    .into_iter()
                    .map(|(at, _)| at)
                    .filter(|at| !self.is_null(at))
                    .collect();
                if !members.iter().all(|at| self.is_requirement(at)) {
                    lists.push(members);
                }
            }
        }
        if self.are_too_many(view, lists.iter().map(Vec::len).sum()) {
            lists.clear();
        }
        lists
    }

    /// Whether so many alternatives are more than anybody could mean, which is reported.
    fn are_too_many(&mut self, view: &View<'_>, count: usize) -> bool {
        let inside = u32::try_from(view.targets.len()).unwrap_or(u32::MAX);
        if inside > 1 && count.saturating_pow(inside) > INSIDE {
            self.diagnostics
                .nested_too_deep(&view.at, "alternatives inside alternatives");
            return true;
        }
        let beside = objects::property_names(view).len();
        let are_many = count.saturating_mul(beside) > REPEATED;
        if are_many {
            self.diagnostics
                .repeated_properties(&view.at, beside, count);
        }
        are_many
    }

    /// Properties beside the alternatives belong to each of them, unless it has them all anyway; so do further ones without
    /// a name, unless it says itself what they are.
    fn with_shared_part(&mut self, view: &View<'_>, found: Vec<Vec<String>>) -> Vec<Vec<String>> {
        let shared = objects::property_names(view);
        let further = view.first("additionalProperties");
        let further = further.is_some_and(|it| *it != Value::Bool(false));
        if shared.is_empty() && !further {
            return found;
        }
        let parts: Vec<String> = view.targets.iter().map(|it| shared_part(it)).collect();
        found
            .into_iter()
            .map(|mut targets| {
                let view = self.view_of(&targets);
                let own = objects::property_names(&view);
                let lacks_further = further
                    && view.first("additionalProperties").is_none()
                    && matches!(self.class(&view), Class::Object | Class::Union);
                if lacks_further || !shared.iter().all(|it| own.contains(it)) {
                    targets.extend(parts.iter().cloned());
                }
                targets
            })
            .collect()
    }

    fn is_null(&self, at: &str) -> bool {
        let Some(node) = self.document.get(at) else {
            return false;
        };
        node.get("type").and_then(Value::as_str) == Some("null")
            || node
                .get("enum")
                .and_then(Value::as_array)
                .map(Vec::as_slice)
                == Some(&[Value::Null])
    }

    /// An alternative such as `required: [a]` restricts the object around it, but has no shape of its own.
    fn is_requirement(&self, at: &str) -> bool {
        self.document
            .get(at)
            .and_then(Value::as_object)
            .is_some_and(|map| {
                map.contains_key("required")
                    && map.keys().all(|key| {
                        matches!(key.as_str(), "required" | "title" | "description" | "not")
                    })
                    || map.keys().eq(["not"])
            })
    }
}
