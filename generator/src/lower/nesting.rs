//! How deep types may lie inside each other: what has a name waits for its turn, what has none has an end.

use super::{Direction, Lowering, room};
use crate::model::{Kind, TypeId};

/// Most lists and maps inside each other.
pub(super) const DEEPEST: usize = 24;

/// Types further inside than this are made after those around them, so that a long chain of components takes no more
/// of the stack than a short one.
const POSTPONED: usize = 32;

/// How deep in the document the type is that is made now.
#[derive(Default)]
pub(super) struct Nesting<'a> {
    /// The schemas around, up to the next type with a name, which may contain itself.
    pub(super) nameless: Vec<Vec<String>>,
    /// The number of schemas around.
    pub(super) depth: usize,
    postponed: Vec<Task<'a>>,
}

/// A type whose place and name are there, and whose content is to be made.
pub(super) struct Task<'a> {
    pub(super) id: TypeId,
    pub(super) targets: Vec<String>,
    pub(super) direction: Direction,
    pub(super) rust: String,
    pub(super) make: fn(&mut Lowering<'a>, &[String], Direction, &str) -> Kind,
}

impl<'a> Lowering<'a> {
    /// Makes the content of a component's type, now or when the types around it are done.
    pub(super) fn make_or_postpone(&mut self, task: Task<'a>) {
        // What is said of the parts of a body is only known while that body is made.
        if self.nesting.depth > POSTPONED && self.bodies.hints.is_none() {
            self.nesting.postponed.push(task);
        } else {
            self.make(&task);
        }
    }

    /// Makes what had to wait, and what has to wait meanwhile.
    pub(super) fn make_postponed(&mut self) {
        while let Some(task) = self.nesting.postponed.pop() {
            self.make(&task);
        }
    }

    fn make(&mut self, task: &Task<'a>) {
        let kind = self.inside(&task.targets[0], |it| {
            (task.make)(it, &task.targets, task.direction, &task.rust)
        });
        self.types[task.id.0].kind = kind;
    }

    /// Makes the content of a type with a name.
    pub(super) fn inside(&mut self, at: &str, make: impl FnOnce(&mut Self) -> Kind) -> Kind {
        if self.has_no_room() {
            return Kind::Choice(Vec::new());
        }
        let around = std::mem::take(&mut self.nesting.nameless);
        let kind = make(self);
        self.nesting.nameless = around;
        self.take_room(room::of_type(&kind), at);
        kind
    }
}
