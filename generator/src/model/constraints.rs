//! Limits of values.

/// Limits from the specification; numbers keep their text, so nothing is lost on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Constraints {
    /// Fewest characters or bytes.
    pub min_length: Option<u64>,
    /// Most characters or bytes.
    pub max_length: Option<u64>,
    /// The lengths count bytes of UTF-8 instead of characters.
    pub length_in_bytes: bool,
    /// A regular expression that both the specification's dialect and ours understand.
    pub pattern: Option<Pattern>,
    /// What matches the pattern has nothing in it that separates parts of a URL.
    pub plain: bool,
    /// Smallest value.
    pub minimum: Option<String>,
    /// Largest value.
    pub maximum: Option<String>,
    /// `minimum` itself is not allowed.
    pub exclusive_minimum: bool,
    /// `maximum` itself is not allowed.
    pub exclusive_maximum: bool,
    /// The value is a multiple of this.
    pub multiple_of: Option<String>,
    /// Fewest elements.
    pub min_items: Option<u64>,
    /// Most elements.
    pub max_items: Option<u64>,
    /// No element twice.
    pub unique_items: bool,
    /// Fewest entries of a map.
    pub min_properties: Option<u64>,
    /// Most entries of a map.
    pub max_properties: Option<u64>,
    /// Where they stand in the document; empty if there are none.
    pub pointer: String,
}

/// A regular expression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    /// As the document has it.
    pub text: String,
    /// The same as a row of characters, if it is no more than that.
    pub row: Option<Vec<Run>>,
}

/// Characters of one class, and how many of them there are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// First and last character each; only ASCII.
    pub ranges: Vec<(char, char)>,
    /// At least so many.
    pub least: usize,
    /// At most so many, if there is an end.
    pub most: Option<usize>,
}

impl Constraints {
    /// True if nothing is limited.
    pub fn is_empty(&self) -> bool {
        *self
            == Self {
                pointer: self.pointer.clone(),
                length_in_bytes: self.length_in_bytes,
                plain: self.plain,
                ..Self::default()
            }
    }
}
