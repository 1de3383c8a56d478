//! Messages about hints that do not fit the operation that they stand at. In the documents of others they may be extensions
//! of somebody else, and are passed over.

use super::super::{Diagnostics, Place};

impl Diagnostics {
    pub(crate) fn unknown_parameter(&mut self, at: &str, name: &str) {
        let done = self.passed_over();
        let message = format!(
            "this operation has no query parameter `{name}`, and its JSON body no such text or number{done}"
        );
        let help = "name one that it has, or add it with an overlay".to_owned();
        self.mistake("unknown-parameter", at, message, help);
    }

    /// What is named is there, and cannot ask for a page.
    pub(crate) fn unfit_parameter(&mut self, at: &str, why: &str, help: &str) {
        let message = format!("{why}{}", self.passed_over());
        self.mistake("unknown-parameter", at, message, help.to_owned());
    }

    pub(crate) fn keys_apart(&mut self, at: &str, key: &str, other: &str) {
        let message = format!(
            "`{key}` and `{other}` do not go together{}",
            self.passed_over()
        );
        let help = "one of `page`, `offset`, `cursor`, `after`, `next` and `link` says how a list goes on; `first` goes with `page`, \
                    `next` with `cursor`, `key` with `after`, and `more` or `last` with any"
            .to_owned();
        let place = Place::Key(at.to_owned());
        self.push(self.of_mistakes(), "pagination", place, message, help);
    }

    pub(crate) fn no_pointer(&mut self, at: &str, key: &str, text: &str) {
        let done = self.passed_over();
        let message = format!("`{key}` holds a JSON pointer, and `{text}` is none{done}");
        let help = format!("it begins with a slash: `/{text}`");
        self.mistake("pagination", at, message, help);
    }

    /// An answer does not have what a hint names.
    pub(crate) fn no_place(&mut self, at: &str, why: &str, help: String) {
        let message = format!("the answer does not fit: {why}{}", self.passed_over());
        self.mistake("pagination", at, message, help);
    }

    pub(crate) fn no_list(&mut self, at: &str) {
        let help = "`items` is the JSON pointer of a list in the answer, such as /data".to_owned();
        let done = self.passed_over();
        let message = format!("the answer has no list where `x-pagination` says{done}");
        self.mistake("no-list", at, message, help);
    }

    pub(crate) fn fits_nowhere(&mut self, at: &str) {
        let help = "it fits where the operation has the parameter, and the answer the list and what leads on".to_owned();
        let message = "no operation without a hint of its own has such a list";
        self.mistake("no-list", at, message, help);
    }

    pub(crate) fn cannot_flatten(&mut self, at: &str) {
        let done = self.passed_over();
        let message =
            format!("only a body that is an object with properties can be flattened{done}");
        let help = "remove `x-flatten-body`, or describe the properties of the body".to_owned();
        self.mistake("flatten", at, message, help);
    }

    pub(crate) fn cannot_flatten_files(&mut self, at: &str) {
        let done = self.passed_over();
        let message = format!(
            "a body with files cannot be flattened: they are given in an object that knows its parts{done}"
        );
        self.mistake("flatten", at, message, "remove `x-flatten-body`".to_owned());
    }

    pub(crate) fn nothing_to_flatten(&mut self, at: &str) {
        let done = self.passed_over();
        let message = format!("this operation has no body that could be flattened{done}");
        let help = "remove `x-flatten-body`, or describe the body".to_owned();
        self.mistake("flatten", at, message, help);
    }

    pub(crate) fn cannot_flatten_more(&mut self, at: &str) {
        let done = self.passed_over();
        let message = format!(
            "a body with more properties than those that are described cannot be flattened{done}"
        );
        let help = "remove `x-flatten-body`, or `additionalProperties`".to_owned();
        self.mistake("flatten", at, message, help);
    }

    pub(crate) fn cannot_flatten_field(&mut self, at: &str, property: &str) {
        let done = self.passed_over();
        let message = format!(
            "the property `{property}` of the body cannot be flattened: something of the request has its name{done}"
        );
        let help = "give it another with `x-rust-name`, or remove `x-flatten-body`".to_owned();
        self.mistake("flatten", at, message, help);
    }

    /// A hint that asks for a further method, `x-bulk` or `x-ensure`.
    pub(crate) fn cannot_have_method(&mut self, at: &str, hint: &str, why: &str, help: String) {
        let code = if hint == "x-bulk" { "bulk" } else { "ensure" };
        let done = self.passed_over();
        let message = format!("`{hint}` does not fit: {why}{done}");
        self.mistake(code, at, message, help);
    }

    /// What becomes of a hint with a mistake in it.
    fn passed_over(&self) -> String {
        self.repaired("the hint is passed over")
    }
}
