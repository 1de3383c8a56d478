//! Messages about bodies that have no typed form, and about files in them.

use super::super::Diagnostics;
use crate::spec::media_type::{FORM, essence};

/// What media types that only look like forms may mean.
const FORMS: &str =
    "if it is a form, write `multipart/form-data` or `application/x-www-form-urlencoded`";

/// What callers write themselves.
impl Diagnostics {
    pub(crate) fn body_not_typed(&mut self, at: &str, media_type: &str, taken: &str) {
        let message = format!(
            "a body of {media_type} is sent as the caller wrote it, as {taken}; this schema is not used"
        );
        let likes = ["form-data", "form-url", "multipart/form"];
        let is_like = essence(media_type) != FORM && likes.iter().any(|it| media_type.contains(it));
        let help = is_like.then(|| FORMS.to_owned());
        self.warning("body-not-typed", at, message, help);
    }

    pub(crate) fn property_by_caller(&mut self, at: &str, name: &str, types: &str, what: &str) {
        let message = format!(
            "the client cannot write `{name}` as {types}, so callers give it as {what}; its schema is not used"
        );
        self.warning("body-not-typed", at, message, None);
    }

    pub(crate) fn files_in_lists(&mut self, at: &str, name: &str) {
        let message = format!(
            "`{name}` has files in lists of lists, which no body has a form for; they are sent as one list"
        );
        self.warning("body-not-typed", at, message, None);
    }

    pub(crate) fn file_or_other(&mut self, at: &str, name: &str) {
        let message = format!(
            "`{name}` is a file or something else; callers give it as a file, whatever it is"
        );
        self.warning("body-not-typed", at, message, None);
    }

    pub(crate) fn parts_by_hand(&mut self, at: &str) {
        let message =
            "this is no object with properties, so callers put the parts together themselves";
        self.warning("body-not-typed", at, message, None);
    }

    pub(crate) fn told_file(&mut self, at: &str, name: &str) {
        let message = format!(
            "`{name}` is taken for a file by its name or description; its schema only says that it is a text"
        );
        let help =
            "add `format: binary`; if it is a text, say `contentType: text/plain` in `encoding`"
                .to_owned();
        self.warning("body-not-typed", at, message, help);
    }
}
