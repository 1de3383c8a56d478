// @generated from generator/runtime/src/runtime/decode.rs. Edit that file.

//! From bytes to models. The path of a mistake is looked for only once there is one.

use std::borrow::Cow;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::runtime::drift;
use crate::runtime::error_kind::DecodeFailure;
use crate::runtime::mend;
use crate::runtime::objects::Objects;

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
            failure: DecodeFailure { path },
            source: JsonError::of(error),
            syntax: false,
        }
    }

    /// Whether it is JSON, of another type.
    fn is_data(&self) -> bool {
        self.source.category == Category::Data
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

/// `bytes` as a `T`.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    counted(bytes).or_else(|error| without_nulls(bytes, error.is_data()).ok_or(error))
}

/// The same where each element counts, so that a null is none that could be left out.
pub(crate) fn counted<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    let bytes = unmarked(bytes);
    read(bytes).or_else(|error| {
        let (read, text) = again(bytes, error);
        read.map_err(|error| locate::<T>(&text, &error))
    })
}

/// What could not be read, without the nulls that kept it from being read.
#[cold]
fn without_nulls<T: DeserializeOwned>(bytes: &[u8], is_json: bool) -> Option<T> {
    let is_possible = is_json && bytes.windows(4).any(|it| it == b"null");
    let value = is_possible.then(|| lenient(bytes))??;
    let (read, _) = drift::with_nulls_mended(&value, "", "")?;
    Some(read)
}

/// The same once more, with whole characters or with integers written as such, if that is what may be wrong with it; and
/// what was read.
#[cold]
fn again<T: DeserializeOwned>(
    bytes: &[u8],
    error: serde_json::Error,
) -> (serde_json::Result<T>, Cow<'_, [u8]>) {
    let read = match error.classify() {
        Category::Syntax => {
            mend::whole_characters(bytes).map(|mended| (read(&mended), Cow::Owned(mended)))
        }
        // Places in the text have moved, so of two errors the first is told.
        Category::Data => mend::whole_numbers(bytes)
            .and_then(|mended| read(&mended).ok())
            .map(|read| (Ok(read), Cow::Borrowed(bytes))),
        Category::Io | Category::Eof => None,
    };
    read.unwrap_or((Err(error), Cow::Borrowed(bytes)))
}

/// `bytes` as a `T`, with an error that repeats nothing of them, not even a key.
pub(crate) fn quiet<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonError> {
    let bytes = unmarked(bytes);
    let read = read(bytes).or_else(|error| again(bytes, error).0);
    read.or_else(|error| without_nulls(bytes, error.is_data()).ok_or(JsonError::of(&error)))
}

/// The value of a result that is null or missing: fine for everything that can be nothing.
pub(crate) fn nothing<T: DeserializeOwned>(path: &str) -> Result<T, DecodeError> {
    serde_json::from_value(serde_json::Value::Null)
        .map_err(|error| DecodeError::at(path.to_owned(), &error))
}

fn locate<T: DeserializeOwned>(bytes: &[u8], error: &serde_json::Error) -> DecodeError {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = || serde_path_to_error::deserialize::<_, T>(Objects(&mut deserializer));
    let path = match drift::located(read) {
        Ok(_) => ".".to_owned(),
        Err((located, None)) => located.path().to_string(),
        Err((located, Some(inside))) => match located.path().to_string().as_str() {
            "." => inside,
            around if inside.starts_with('[') => format!("{around}{inside}"),
            around => format!("{around}.{inside}"),
        },
    };
    DecodeError {
        failure: DecodeFailure { path },
        source: JsonError::of(error),
        syntax: matches!(error.classify(), Category::Syntax | Category::Eof),
    }
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
