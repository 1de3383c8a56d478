//! What a caller may believe of a secret after each call.

use cloudflare_secrets_store::{Error, Outcome};

/// How a secret may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// There is none of this name.
    Absent,
    /// There is one with this value.
    Value(String),
}

/// What is possible after all calls so far. One state: it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belief(Vec<State>);

impl Belief {
    /// It is known to be so.
    #[must_use]
    pub fn known(state: State) -> Self {
        Self(vec![state])
    }

    /// Everything that is possible.
    #[must_use]
    pub fn states(&self) -> &[State] {
        &self.0
    }

    /// Whether it can be so.
    #[must_use]
    pub fn allows(&self, state: &State) -> bool {
        self.0.contains(state)
    }

    /// Whether there may be a secret.
    #[must_use]
    pub fn may_exist(&self) -> bool {
        self.0.iter().any(|it| matches!(it, State::Value(_)))
    }

    /// Whether there may be none.
    #[must_use]
    pub fn may_be_absent(&self) -> bool {
        self.allows(&State::Absent)
    }

    /// After a call that should have brought it to `state`.
    ///
    /// # Errors
    /// A refusal that nothing explains.
    pub fn after<T>(&mut self, state: State, result: &Result<T, &Error>) -> Result<(), String> {
        match result {
            Ok(_) => self.0 = vec![state],
            Err(error) => match error.outcome() {
                Outcome::Applied => self.0 = vec![state],
                Outcome::NotSent => {}
                Outcome::Rejected if error.is_rate_limited() => {}
                Outcome::Rejected if error.is_not_found() && self.may_be_absent() => {
                    self.0 = vec![State::Absent];
                }
                Outcome::Rejected => return Err(format!("refused: {error}")),
                _ => self.or(state),
            },
        }
        Ok(())
    }

    /// One more possibility.
    pub fn or(&mut self, state: State) {
        if !self.0.contains(&state) {
            self.0.push(state);
        }
    }
}
