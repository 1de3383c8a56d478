//! Messages about reading texts, and about overlays.

use super::super::{Diagnostic, Diagnostics, Place, Severity, Spot};

/// Reading texts and overlays.
impl Diagnostics {
    pub(crate) fn unparsable(
        &mut self,
        source: usize,
        (line, column): (usize, usize),
        format: &str,
        why: &str,
        help: Option<&str>,
    ) {
        let place = Place::Text(source, line, column);
        self.push(
            Severity::Error,
            "syntax",
            place,
            format!("this is not {format}: {why}"),
            help.map(str::to_owned),
        );
    }

    pub(crate) fn duplicate_key(&mut self, source: usize, at: &str, key: &str) {
        let place = Place::Source(source, at.to_owned(), Spot::Key);
        let message = format!("the key `{key}` stands here a second time");
        let help = "keep one of the two; until then the first counts".to_owned();
        self.push(Severity::Error, "duplicate-key", place, message, help);
    }

    pub(crate) fn overlay(&mut self, index: usize, at: &str, message: &str) {
        let place = Place::Source(index + 1, at.to_owned(), Spot::Value);
        // An action may say it of each node that it selects.
        let same = |it: &Diagnostic| it.place == place && it.message == message;
        if !self.list.last().is_some_and(same) {
            self.push(Severity::Error, "overlay", place, message, None);
        }
    }

    /// What an overlay says and nobody reads.
    pub(crate) fn overlay_passes_over(&mut self, index: usize, at: &str, message: &str) {
        let place = Place::Source(index + 1, at.to_owned(), Spot::Key);
        self.push(Severity::Warning, "overlay", place, message, None);
    }

    pub(crate) fn overlay_matches_nothing(&mut self, index: usize, at: &str, target: &str) {
        let place = Place::Source(index + 1, at.to_owned(), Spot::Value);
        let message = format!("the target `{target}` selects nothing");
        let help =
            "the document has changed, or the path has a typing mistake: correct or remove the action"
                .to_owned();
        self.push(
            Severity::Error,
            "overlay-matches-nothing",
            place,
            message,
            help,
        );
    }
}
