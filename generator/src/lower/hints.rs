//! What the types of inline schemas are called after.

use crate::naming;

/// Where an inline schema stands; its name is made of this.
#[derive(Clone, Debug)]
pub(super) struct Hint {
    /// The type or operation around it, in upper camel case.
    pub(super) parent: String,
    /// The property, parameter or role.
    pub(super) step: String,
    /// It is what one operation sends or gives: what another does may be the same today.
    pub(super) is_own: bool,
}

impl Hint {
    pub(super) fn new(parent: &str, step: &str) -> Self {
        Self {
            parent: parent.to_owned(),
            step: step.to_owned(),
            is_own: false,
        }
    }

    /// The body or the answer of an operation.
    pub(super) fn of_operation(label: &str, role: &str) -> Self {
        Self {
            is_own: true,
            ..Self::new(label, role)
        }
    }

    /// The elements of a list or map here.
    pub(super) fn element(&self) -> Self {
        let singular = naming::singular(&self.step);
        let step = if singular == self.step {
            format!("{}_item", self.step)
        } else {
            singular
        };
        Self {
            step,
            ..self.clone()
        }
    }
}
