// @generated from generator/runtime/src/runtime/decode.rs. Edit that file.

//! From bytes to models. The path of a mistake is looked for only once there is one.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::runtime::drift;
use crate::runtime::error_kind::DecodeFailure;
use crate::runtime::excerpt::Excerpt;
use crate::runtime::json_path::PathedError;
use crate::runtime::mend;
use crate::runtime::objects::Objects;
use crate::runtime::tracker::Tracker;

/// Why an answer could not be decoded.
pub(crate) struct DecodeError {
    pub(crate) failure: DecodeFailure,
    pub(crate) source: JsonError,
    /// Whether the answer is not JSON at all.
    pub(crate) syntax: bool,
}

impl DecodeError {
    /// An answer that is JSON, but not what its type needs at `path`.
    pub(crate) fn at(path: String, error: &serde_json::Error) -> Self {
        Self {
            failure: DecodeFailure {
                path: if path.is_empty() {
                    ".".to_owned()
                } else {
                    path
                },
            },
            source: JsonError::of(error),
            syntax: false,
        }
    }

    /// An answer that is JSON, and was refused with `refused`: why is what its value says, if that says anything.
    pub(crate) fn by_value(misfit: Misfit, refused: &serde_json::Error) -> Self {
        let Some(error) = misfit.error else {
            return Self::at(misfit.path, refused);
        };
        // A value has no places in the text; where it is refused for the same, they are known.
        let is_same = refused.to_string().starts_with(&error.to_string());
        Self::at(misfit.path, if is_same { refused } else { &error })
    }

    /// The error of bytes that are no JSON, with the place where they stop being it. What has another type is not looked for
    /// here, nor is what is not looked into: they have the place of the whole.
    pub(crate) fn of(bytes: &[u8], error: &serde_json::Error) -> Self {
        if error.is_data() {
            return Self::at(String::new(), error);
        }
        let mended = mend::whole_characters(unmarked(bytes));
        let bytes = mended.as_deref().unwrap_or(unmarked(bytes));
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let read = serde_path_to_error::deserialize::<_, Excerpt>(&mut reader);
        // What is left out of a type may stop being JSON in another place, which is not where this error is.
        let place = |it: &serde_json::Error| (it.line(), it.column());
        let found = read.err().filter(|it| place(it.inner()) == place(error));
        Self {
            syntax: true,
            ..Self::at(
                found.map_or_else(String::new, |it| it.path().to_string()),
                error,
            )
        }
    }

    /// Whether the answer was good as far as it came.
    pub(crate) fn is_cut_off(&self) -> bool {
        self.source.category == Category::Eof
    }
}

/// The bytes without a mark of their order in front of them, which some servers write (RFC 8259, section 8.1).
pub(crate) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// `bytes` as a `T`, as far as anything can be read. For what is only looked at.
pub(crate) fn lenient<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let bytes = unmarked(bytes);
    match serde_json::from_slice(bytes) {
        Ok(read) => Some(read),
        // It is not for its spelling that it is no `T`.
        Err(error) if error.is_data() => None,
        Err(_) => serde_json::from_slice(&mend::everything(bytes)).ok(),
    }
}

/// The text that `bytes` are in JSON, if they are one.
pub(crate) fn text(bytes: &[u8]) -> Option<String> {
    let is_text = unmarked(bytes).trim_ascii_start().starts_with(b"\"");
    is_text.then(|| lenient(bytes)).flatten()
}

/// `bytes` as a `T`, with nothing behind it.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = T::deserialize(Objects(&mut reader))?;
    reader.end().map(|()| read)
}

/// `bytes` as a `T`, if nothing but their spelling has to be mended.
pub(crate) fn as_written<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    let bytes = unmarked(bytes);
    read(bytes).or_else(|error| again(bytes, error))
}

/// `bytes` as a `T`.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    as_written(bytes).or_else(|error| match tree(bytes, &error) {
        Some(tree) => {
            without_nulls(&tree, "").map_err(|misfit| DecodeError::by_value(misfit, &error))
        }
        None => Err(DecodeError::of(bytes, &error)),
    })
}

/// So many objects or lists take 200 MB as a tree, which may be a hundred times what they are as text.
pub(crate) const NESTS: usize = 250_000;

/// `bytes` as a `T` with values in it that are trees, after `error`; `None` if they are not JSON, or too large for that where
/// a tree would only tell the place of the error. Nulls are passed over in answers of any size.
#[cold]
pub(crate) fn tree<T: DeserializeOwned>(bytes: &[u8], error: &serde_json::Error) -> Option<T> {
    let is_small = || bytes.iter().filter(|it| b"{[".contains(it)).count() <= NESTS;
    let has_nulls = || error.is_data() && bytes.windows(4).any(|it| it == b"null");
    (is_small() || has_nulls()).then(|| as_written(bytes).ok())?
}

/// Where a value cannot be read, and why, if it is not its text alone that was refused.
pub(crate) struct Misfit {
    path: String,
    error: Option<serde_json::Error>,
}

impl From<PathedError> for Misfit {
    fn from(error: PathedError) -> Self {
        Self {
            path: error.path,
            error: Some(error.source),
        }
    }
}

/// A value that was refused, without the nulls that kept it from being read; or where it cannot be read even so.
#[cold]
pub(crate) fn without_nulls<T: DeserializeOwned>(value: &Value, prefix: &str) -> Result<T, Misfit> {
    match drift::with_nulls_mended(value, prefix, "") {
        Some((read, _)) => read.map_err(Misfit::from),
        None => misfit(value, prefix),
    }
}

/// Where a value that was refused cannot be read: at `prefix` if that is in none of its members, or shows in its text alone.
#[cold]
pub(crate) fn misfit<T: DeserializeOwned>(value: &Value, prefix: &str) -> Result<T, Misfit> {
    as_it_is::<T>(value, prefix).and(Err(Misfit {
        path: prefix.to_owned(),
        error: None,
    }))
}

/// A value in which each element counts; or where it cannot be read.
#[cold]
pub(crate) fn as_it_is<T: DeserializeOwned>(value: &Value, prefix: &str) -> Result<T, Misfit> {
    let (read, _) = drift::decode_counted(value, prefix, "");
    read.map_err(Misfit::from)
}

/// The same once more, with whole characters or with integers written as such, if that is what may be wrong with it.
#[cold]
fn again<T: DeserializeOwned>(bytes: &[u8], error: serde_json::Error) -> serde_json::Result<T> {
    match error.classify() {
        Category::Syntax => mend::whole_characters(bytes).map_or(Err(error), |it| read(&it)),
        // Places in the text have moved, so of two errors the first is told.
        Category::Data => mend::whole_numbers(bytes)
            .and_then(|it| read(&it).ok())
            .ok_or(error),
        Category::Io | Category::Eof => Err(error),
    }
}

/// `bytes` as a `T`, with an error that repeats nothing of them, not even a key.
pub(crate) fn quiet<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonError> {
    json(bytes).map_err(|error| error.source)
}

/// The value of a result that is null or missing: fine for everything that can be nothing.
pub(crate) fn nothing<T: DeserializeOwned>(path: &str) -> Result<T, DecodeError> {
    T::deserialize(Tracker::new(&Value::Null))
        .map_err(|error| DecodeError::at(path.to_owned(), &error))
}

/// What serde reports, without the values that its own message quotes.
#[derive(Debug)]
pub(crate) struct JsonError {
    category: Category,
    is_of_no_content: bool,
    /// The field that is not there, as its type calls it.
    missing: Option<String>,
    line: usize,
    column: usize,
}

impl JsonError {
    fn of(error: &serde_json::Error) -> Self {
        Self {
            category: error.classify(),
            is_of_no_content: false,
            missing: error.is_data().then(|| missing_field(error)).flatten(),
            line: error.line(),
            column: error.column(),
        }
    }

    /// What is wrong with an answer in which there is nothing, whatever it should have been.
    pub(crate) fn of_no_content() -> Self {
        Self {
            category: Category::Eof,
            is_of_no_content: true,
            missing: None,
            line: 0,
            column: 0,
        }
    }
}

/// The name of a field that is missing, which serde takes from the type. All other messages may quote a value.
fn missing_field(error: &serde_json::Error) -> Option<String> {
    const LONGEST: usize = 100;
    let message = error.to_string();
    let (name, rest) = message.strip_prefix("missing field `")?.split_once('`')?;
    let is_all =
        rest.is_empty() || rest == format!(" at line {} column {}", error.line(), error.column());
    let is_name = name.len() <= LONGEST
        && name
            .chars()
            .all(|it| it.is_alphanumeric() || "_-.$@:/ []".contains(it));
    (is_all && is_name).then(|| name.to_owned())
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_of_no_content {
            return f.write_str("the answer has no content");
        }
        match (&self.missing, self.category) {
            (Some(field), _) => write!(f, "the required field `{field}` is missing")?,
            (None, Category::Io) => f.write_str("the JSON cannot be read")?,
            (None, Category::Syntax) => f.write_str("the JSON is not JSON")?,
            (None, Category::Data) => f.write_str("the JSON has another type than documented")?,
            (None, Category::Eof) => f.write_str("the JSON ends too early")?,
        }
        // What is read of a value has no place in a text.
        if self.line > 0 {
            write!(f, " at line {} column {}", self.line, self.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for JsonError {}
