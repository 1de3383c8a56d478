//! What is put behind one of two names that would be the same, where a rule says which.

/// The handle of one thing beside another of its name: `task` and `task_by_id`.
pub(crate) fn by_id(word: &str) -> String {
    // Keywords that have no raw form end in an underscore already.
    format!("{}_by_id", word.trim_end_matches('_'))
}

/// The handle that takes a list where another takes one value: `user` and `user_list`.
pub(crate) fn list_of(word: &str) -> String {
    format!("{word}_list")
}

/// A method of one version of a path beside that of another: `get_v1` and `get_v2`.
pub(crate) fn of_version(word: &str, version: &str) -> String {
    sent_in(word, &super::snake(version))
}

/// A parameter beside one of its name that is sent elsewhere: `id` and `id_header`.
pub(crate) fn sent_in(word: &str, place: &str) -> String {
    // Keywords that have no raw form end in an underscore already.
    format!("{}_{place}", word.trim_end_matches('_'))
}

/// A parameter called like what everything of its kind has: `retry` and `retry_parameter`.
pub(crate) fn parameter(word: &str) -> String {
    sent_in(word, "parameter")
}

/// A handle beside a method or module of its name: `request` and `request_handle`.
pub(crate) fn handle(word: &str) -> String {
    format!("{word}_handle")
}

/// A handle beside one that is called like all of its chain: `group_memberships` and `memberships_of_group`.
pub(crate) fn of(last: &str, above: &[&str]) -> String {
    super::snake(&format!("{last}_of_{}", above.join("_")))
}

/// What is sent, beside a type that is called like the usual name for that: `EventRequest` and `EventInput`.
pub(crate) const INPUT: &str = "Input";

/// What a type inside another is, beside a type of its name: `Event` has a `source`, and there is an `EventSource`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    Union,
    Value,
    Item,
    Object,
}

impl Inside {
    /// The word behind the name.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Union => "OneOf",
            Self::Value => "Value",
            Self::Item => "Item",
            Self::Object => "Object",
        }
    }
}
