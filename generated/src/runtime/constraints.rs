// @generated from generator/runtime/src/runtime/constraints.rs. Edit that file.

//! What a schema allows, as a constant.
//!
//! The names follow JSON Schema as `OpenAPI` 3.0.3 uses it
//! (<https://spec.openapis.org/oas/v3.0.3#schema-object>).

use crate::runtime::pattern::Pattern;

/// The limits of one schema. All that are `None` or `false` are not checked.
///
/// Constants say only what differs: `Constraints { max_length: Some(32), ..Constraints::NONE }`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constraints {
    /// Shortest text, in [`length_unit`](Self::length_unit)s.
    pub min_length: Option<u64>,
    /// Longest text, in [`length_unit`](Self::length_unit)s.
    pub max_length: Option<u64>,
    /// What `min_length` and `max_length` count.
    pub length_unit: LengthUnit,
    /// A regular expression that matches somewhere in the text.
    pub pattern: Option<Pattern>,
    /// Smallest number.
    pub minimum: Option<f64>,
    /// Largest number.
    pub maximum: Option<f64>,
    /// The minimum itself is not allowed.
    pub exclusive_minimum: bool,
    /// The maximum itself is not allowed.
    pub exclusive_maximum: bool,
    /// The number is a whole multiple of this.
    pub multiple_of: Option<f64>,
    /// Fewest elements of a list.
    pub min_items: Option<u64>,
    /// Most elements of a list.
    pub max_items: Option<u64>,
    /// No element of the list occurs twice.
    pub unique_items: bool,
    /// Fewest entries of a map.
    pub min_properties: Option<u64>,
    /// Most entries of a map.
    pub max_properties: Option<u64>,
    /// Where the description of the API says so (a JSON pointer, RFC 6901); empty if nowhere.
    pub pointer: &'static str,
}

impl Constraints {
    /// Allows everything.
    pub const NONE: Self = Self {
        min_length: None,
        max_length: None,
        length_unit: LengthUnit::Characters,
        pattern: None,
        minimum: None,
        maximum: None,
        exclusive_minimum: false,
        exclusive_maximum: false,
        multiple_of: None,
        min_items: None,
        max_items: None,
        unique_items: false,
        min_properties: None,
        max_properties: None,
        pointer: "",
    };
}

impl Default for Constraints {
    fn default() -> Self {
        Self::NONE
    }
}

/// What the length of a text counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LengthUnit {
    /// Unicode scalar values: what JSON Schema counts.
    #[default]
    Characters,
    /// Bytes of the UTF-8 form: what some servers count whatever their schema says.
    Bytes,
}

impl LengthUnit {
    /// The length of `text`.
    pub(crate) fn length(self, text: &str) -> u64 {
        let length = match self {
            // Most texts are ASCII, which is found out many bytes at a time.
            Self::Characters if !text.is_ascii() => text.chars().count(),
            Self::Characters | Self::Bytes => text.len(),
        };
        u64::try_from(length).unwrap_or(u64::MAX)
    }

    /// The unit after a number.
    pub(crate) fn noun(self, count: u64) -> &'static str {
        match (self, count) {
            (Self::Characters, 1) => "character",
            (Self::Characters, _) => "characters",
            (Self::Bytes, 1) => "byte",
            (Self::Bytes, _) => "bytes",
        }
    }
}
