//! How bodies are written, and what is sent although nobody says it.

use std::collections::{BTreeMap, BTreeSet};

use super::inputs::encoding;
use super::{Diff, rules};
use crate::model::{Encoding, Fixed, FormField, Operation, Part, PartHeader, Style};

impl Diff<'_> {
    /// What constructors and calls fill in.
    pub(super) fn fixed(&mut self, item: &str, old: Option<&Fixed>, new: Option<&Fixed>) {
        let detail = match (old.map(Fixed::wire), new.map(Fixed::wire)) {
            (was, is) if was == is => return,
            (Some(was), Some(is)) => format!("sends `{is}` by itself, it sent `{was}`"),
            (Some(was), None) => format!("sends nothing by itself, it sent `{was}`"),
            (None, Some(is)) => format!("sends `{is}` by itself"),
            (None, None) => return,
        };
        self.add(&rules::REQUEST_CHANGED, item, detail);
    }

    /// What is sent by itself for something new.
    pub(super) fn sent_anyway(&mut self, item: &str, fixed: Option<&Fixed>, null: bool) {
        self.fixed(item, None, fixed);
        if null && fixed.is_none() {
            self.add(&rules::REQUEST_CHANGED, item, "sends null by itself");
        }
    }

    /// What stands for a value that is not set.
    pub(super) fn null(&mut self, item: &str, old: bool, new: bool) {
        let (was, is) = match (old, new) {
            (false, true) => ("left out", "null"),
            (true, false) => ("null", "left out"),
            (true, true) | (false, false) => return,
        };
        let detail = format!("without a value is {is}, it was {was}");
        self.add(&rules::NULL_CHANGED, item, detail);
    }

    /// The body of an operation; that the media type of a whole one is another is told of its argument.
    pub(super) fn body(&mut self, item: &str, old: &Operation, new: &Operation) {
        let (Some(old), Some(new)) = (&old.body, &new.body) else {
            return;
        };
        let is_whole = old.flattened.is_none() && new.flattened.is_none();
        let (old, new) = (&old.payload, &new.payload);
        if !is_whole && old.media_type != new.media_type {
            let detail = format!("is sent as {}, it was {}", new.media_type, old.media_type);
            self.add(&rules::ENCODING_CHANGED, item, detail);
        }
        self.encoding(item, &old.encoding, &new.encoding);
    }

    /// What is said of single properties. Between other ways to write a body the media type or the type differs.
    pub(super) fn encoding(&mut self, item: &str, old: &Encoding, new: &Encoding) {
        match (old, new) {
            (Encoding::Form(old), Encoding::Form(new)) => self.form_fields(item, old, new),
            (Encoding::Parts(old), Encoding::Parts(new)) => self.parts(item, old, new),
            _ => {}
        }
    }

    /// The properties of a form, or of a query that is one.
    pub(super) fn form_fields(&mut self, item: &str, old: &[FormField], new: &[FormField]) {
        let texts = |fields: &[FormField]| {
            let fields = fields.iter();
            fields
                .map(|it| {
                    let text = encoding(it.style, it.explode, it.json, it.allow_reserved);
                    (it.wire.clone(), text)
                })
                .collect()
        };
        let usual = encoding(Style::Form, true, false, false);
        self.written(item, &texts(old), &texts(new), &usual);
    }

    fn parts(&mut self, item: &str, old: &[Part], new: &[Part]) {
        let texts = |parts: &[Part]| {
            let parts = parts.iter();
            parts.map(|it| (it.wire.clone(), part(it))).collect()
        };
        self.written(item, &texts(old), &texts(new), "its type says");
    }

    /// Properties and how they are written; `usual` is how those are that are not listed.
    fn written(
        &mut self,
        item: &str,
        old: &BTreeMap<String, String>,
        new: &BTreeMap<String, String>,
        usual: &str,
    ) {
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for name in names {
            let text = |of: &BTreeMap<String, String>| of.get(name).cloned();
            let (was, is) = (text(old), text(new));
            if was != is {
                let or_usual = |it: Option<String>| it.unwrap_or_else(|| usual.to_owned());
                let (was, is) = (or_usual(was), or_usual(is));
                let detail = format!("sends `{name}` as {is}, before as {was}");
                self.add(&rules::ENCODING_CHANGED, item, detail);
            }
        }
    }
}

/// `JSON`, `image/png with the header x-a`
fn part(it: &Part) -> String {
    let Part {
        wire: _,
        json,
        content_types,
        headers,
    } = it;
    let mut text = match content_types.as_slice() {
        [] if *json => "JSON".to_owned(),
        [] => "its type says".to_owned(),
        some => some.join(" or "),
    };
    for PartHeader {
        name,
        field: _,
        needed,
    } in headers
    {
        text.push_str(if *needed {
            " with the needed header "
        } else {
            " with the header "
        });
        text.push_str(name);
    }
    text
}
