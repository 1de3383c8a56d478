//! Which bodies are the same: by the component that they are, else by all that their schema says.

use std::collections::BTreeMap;

use crate::lower::Lowering;
use crate::spec::follow;

/// What tells whether two bodies are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Content {
    /// Equal schemas have the same number.
    number: usize,
    /// The schema is no component.
    pub(super) inline: bool,
}

/// The numbers of schemas, by where they stand and by what they say.
#[derive(Debug, Default)]
pub(super) struct Contents {
    by_place: BTreeMap<String, Content>,
    by_text: BTreeMap<String, Content>,
}

impl Contents {
    /// A schema is looked at once, wherever it is used.
    pub(super) fn of(&mut self, lowering: &mut Lowering<'_>, schema: Option<&String>) -> Content {
        let Some(schema) = schema else {
            return self.number(String::new(), false);
        };
        if let Some(known) = self.by_place.get(schema) {
            return *known;
        }
        let target = follow(lowering.document, schema, lowering.diagnostics);
        let inline = target.as_ref() == Some(schema);
        let text = match (lowering.document.get(schema), target) {
            (Some(json), _) if inline => json.to_string(),
            (_, Some(target)) => target,
            // It refers to nothing.
            (_, None) => schema.clone(),
        };
        let content = self.number(text, inline);
        self.by_place.insert(schema.clone(), content);
        content
    }

    fn number(&mut self, text: String, inline: bool) -> Content {
        let number = self.by_text.len();
        let new = Content { number, inline };
        *self.by_text.entry(text).or_insert(new)
    }
}
