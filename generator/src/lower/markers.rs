//! What says in a body that a success is none: a property that is `true` in every success and `false` in a failure.

use serde_json::Value;

use super::Lowering;

impl Lowering<'_> {
    /// The property that tells successes from failures whatever their status, by the schemas of both. An envelope has its own.
    pub(super) fn success_member(
        &mut self,
        successes: &[String],
        failures: &[String],
    ) -> Option<String> {
        let first = successes.first()?;
        if self.envelope(first).is_some() {
            return None;
        }
        let names = self.required_names(first);
        names.into_iter().find(|name| {
            let is_alike = |says: Option<bool>| says != Some(false);
            self.says(first, name, true) == Some(true)
                && successes[1..]
                    .iter()
                    .all(|it| is_alike(self.says(it, name, true)))
                && failures
                    .iter()
                    .any(|it| self.says(it, name, false) == Some(true))
        })
    }

    fn required_names(&mut self, at: &str) -> Vec<String> {
        let view = self.view(at);
        let lists = view.nodes.iter().filter_map(|it| it.node.get("required"));
        let names = lists.filter_map(Value::as_array).flatten();
        names
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    }

    /// Whether the only value of a property is this one; `None` if there is no such property.
    fn says(&mut self, at: &str, name: &str, value: bool) -> Option<bool> {
        let view = self.view(at);
        let parts = self.property(&view, name);
        if parts.is_empty() {
            return None;
        }
        let view = self.view_of(&parts);
        let mut lists = view
            .nodes
            .iter()
            .filter_map(|it| it.node.get("enum")?.as_array());
        Some(lists.any(|it| it.as_slice() == [Value::Bool(value)]))
    }
}
