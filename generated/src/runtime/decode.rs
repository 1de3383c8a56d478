// @generated from generator/runtime/src/runtime/decode.rs. Edit that file.

//! From bytes to models. The path of a mistake is looked for only once there is one.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::runtime::drift;
use crate::runtime::error_kind::DecodeFailure;
use crate::runtime::excerpt::Excerpt;
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

    /// The error of bytes that are no JSON, with the place where they stop being it. What is not looked into has the place of the
    /// whole.
    pub(crate) fn of(bytes: &[u8], error: &serde_json::Error) -> Self {
        let mut reader = serde_json::Deserializer::from_slice(unmarked(bytes));
        let read = serde_path_to_error::deserialize::<_, Excerpt>(&mut reader);
        let path = read.map_or_else(|error| error.path().to_string(), |_| ".".to_owned());
        Self {
            syntax: !error.is_data(),
            ..Self::at(path, error)
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
    as_written(bytes).or_else(|error| match tree(bytes) {
        Some(tree) => without_nulls(&tree, "").map_err(|path| DecodeError::at(path, &error)),
        None => Err(DecodeError::of(bytes, &error)),
    })
}

/// So many objects take 200 MB as a tree, which may be a hundred times what they are as text.
const OBJECTS: usize = 250_000;

/// `bytes` as a `T` with values in it that are trees; `None` if they are not JSON or too large for that.
#[cold]
pub(crate) fn tree<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let objects = bytes.split(|it| *it == b'{').count();
    (objects <= OBJECTS).then(|| as_written(bytes).ok())?
}

/// A value that was refused, without the nulls that kept it from being read; or where it cannot be read.
#[cold]
pub(crate) fn without_nulls<T: DeserializeOwned>(value: &Value, prefix: &str) -> Result<T, String> {
    let read = drift::with_nulls_mended(value, prefix, "");
    read.map_or_else(|| misfit(value, prefix), |(read, _)| Ok(read))
}

/// Where a value that was refused cannot be read: at `prefix` if that is in none of its members, or shows in its text alone.
#[cold]
pub(crate) fn misfit<T: DeserializeOwned>(value: &Value, prefix: &str) -> Result<T, String> {
    as_it_is::<T>(value, prefix).and(Err(prefix.to_owned()))
}

/// A value in which each element counts; or where it cannot be read.
#[cold]
pub(crate) fn as_it_is<T: DeserializeOwned>(value: &Value, prefix: &str) -> Result<T, String> {
    let (read, _) = drift::decode_counted(value, prefix, "");
    read.map_err(|error| error.path)
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
    line: usize,
    column: usize,
}

impl JsonError {
    fn of(error: &serde_json::Error) -> Self {
        Self {
            category: error.classify(),
            line: error.line(),
            column: error.column(),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.category {
            Category::Io => "cannot be read",
            Category::Syntax => "is not JSON",
            Category::Data => "has another type than documented",
            Category::Eof => "ends too early",
        };
        write!(f, "the JSON {problem}")?;
        // What is read of a value has no place in a text.
        if self.line > 0 {
            write!(f, " at line {} column {}", self.line, self.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for JsonError {}
