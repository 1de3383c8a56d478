//! What the successes of an operation have together: what is asked for, and other ways to take it.

use indexmap::IndexSet;

use super::second_choice;
use crate::lower::Lowering;
use crate::lower::headers::Headers;
use crate::lower::pagination::Sent;
use crate::model::{Alternative, Content, Method, Output, Streamed};

/// What is found in all successes together.
pub(super) struct Taken {
    accept: IndexSet<String>,
    pub(super) alternatives: Vec<Alternative>,
    pub(super) headers: Headers,
    /// The schemas of what is JSON.
    pub(super) schemas: Vec<String>,
    pub(super) is_head: bool,
    pub(super) is_file: bool,
}

impl Taken {
    pub(super) fn new(lowering: &Lowering<'_>, sent: Sent<'_>, method: Method) -> Self {
        Self {
            accept: IndexSet::new(),
            alternatives: Vec::new(),
            headers: Headers::new(lowering, sent.parameters),
            schemas: Vec::new(),
            is_head: method == Method::Head,
            is_file: false,
        }
    }

    pub(super) fn accept(&mut self, media_type: &str) {
        if !self.accept.contains(media_type) {
            self.accept.insert(media_type.to_owned());
        }
    }

    /// The header `Accept` of the call.
    pub(super) fn accept_of(&mut self, output: &Output) -> String {
        let accept = if self.accept.is_empty() {
            "application/json".to_owned()
        } else {
            let accept: Vec<&str> = self.accept.iter().map(String::as_str).collect();
            accept.join(", ")
        };
        if *output == Output::One(Content::Bytes) {
            // The same bytes, whichever way they are read.
            for it in &mut self.alternatives {
                if it.content == Streamed::Bytes {
                    it.accept.clone_from(&accept);
                }
            }
        }
        accept
    }

    /// What is taken besides. Who asks for the file that something is as well wants nothing else.
    pub(super) fn second_choice_of(&mut self, accept: &str, failures: &[String]) -> String {
        let less = second_choice::of(accept, self.is_file, failures);
        let all = self.alternatives.iter_mut();
        for it in all.filter(|it| self.is_file && it.content == Streamed::Bytes) {
            it.second_choice.clone_from(&less);
        }
        less
    }

    /// One way to stream of each kind: the builder has a method for each.
    pub(super) fn offer(&mut self, media_type: &str, content: Streamed) {
        let same = |it: &Alternative| {
            std::mem::discriminant(&it.content) == std::mem::discriminant(&content)
        };
        if !self.alternatives.iter().any(same) {
            self.alternatives.push(Alternative {
                accept: media_type.to_owned(),
                second_choice: String::new(),
                content,
            });
        }
    }
}
