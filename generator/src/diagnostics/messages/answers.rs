//! Messages about what comes: answers, their statuses and headers.

use super::{Diagnostics, Place, Severity};

impl Diagnostics {
    pub(crate) fn other_answers(&mut self, at: &str, chosen: &str, others: &str) {
        let message = format!("the client asks for {chosen}; it does not read {others}");
        self.warning("answer", at, message, None);
    }

    pub(crate) fn untyped_answer(&mut self, at: &str, media_type: &str, given: &str) {
        let message = format!("{media_type} is given as {given}; its schema is not used");
        self.warning("answer", at, message, None);
    }

    pub(crate) fn bad_status(&mut self, at: &str, key: &str) {
        let place = Place::Key(at.to_owned());
        let done = self.repaired("this answer is left out");
        let message = format!("`{key}` is not a status{done}");
        let help = "use a status such as 200, a range such as 4XX, or default".to_owned();
        self.push(self.of_mistakes(), "status", place, message, help);
    }

    pub(crate) fn no_success(&mut self, at: &str) {
        let message = "no success is documented, so what comes with one is not read";
        self.warning("no-success", at, message, None);
    }

    pub(crate) fn nothing_to_read(&mut self, at: &str) {
        let message = "what this GET answers is not described, so it gives `()`; what comes is in `Response::body`";
        let help = "describe its `content`, in an overlay for example; 204 says that nothing comes"
            .to_owned();
        self.warning("nothing-to-read", at, message, help);
    }

    pub(crate) fn two_verdicts(&mut self, at: &str) {
        let message = "this failure says `success: true` in one part and `success: false` in another; its status decides";
        self.warning("two-verdicts", at, message, None);
    }

    pub(crate) fn bad_answer_header(&mut self, at: &str, name: &str) {
        let place = Place::Key(at.to_owned());
        let message = format!("`{name}` cannot be the name of a header, so it is not offered");
        self.push(Severity::Warning, "answer-header", place, message, None);
    }

    pub(crate) fn too_many_headers(&mut self, at: &str, most: usize) {
        let message =
            format!("an operation has constants for {most} headers of its answers; these are more");
        let help = "read the others from `Response::headers`".to_owned();
        self.warning("answer-header", at, message, help);
    }
}
