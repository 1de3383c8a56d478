//! Files in bodies of several parts.

use std::fmt;

use bytes::Bytes;

use crate::runtime::validate::{Validate, Validator};

/// A file to send: its content, and what is said about it.
///
/// `Debug` prints nothing of the content.
#[derive(Clone, PartialEq, Eq)]
pub struct FilePart {
    bytes: Bytes,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl FilePart {
    /// A file without a name.
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self {
            bytes: content.into(),
            file_name: None,
            content_type: None,
        }
    }

    /// Says what the file is called; by default, as in browsers, `blob`.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Says what is in the file, such as `image/png`. The default is what the API documents, else
    /// `application/octet-stream`.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// The content.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The name, if there is one.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The content type, if there is one.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

/// Endings of names that are not what the content type is called as well.
const ENDINGS: &[(&str, &str)] = &[
    ("doc", "msword"),
    (
        "docx",
        "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("gz", "gzip"),
    ("htm", "html"),
    ("ico", "vnd.microsoft.icon"),
    ("jpe", "jpeg"),
    ("jpe", "jpg"),
    ("jpeg", "jpg"),
    ("jpg", "jpeg"),
    ("js", "javascript"),
    ("m4a", "mp4"),
    ("md", "markdown"),
    ("mov", "quicktime"),
    ("mp3", "mpeg"),
    ("odt", "vnd.oasis.opendocument.text"),
    ("ppt", "vnd.ms-powerpoint"),
    (
        "pptx",
        "vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("svg", "svg+xml"),
    ("tif", "tiff"),
    ("txt", "plain"),
    ("xls", "vnd.ms-excel"),
    (
        "xlsx",
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("wav", "vnd.wave"),
    ("wav", "wave"),
    ("yml", "yaml"),
    ("zip", "zip-compressed"),
];

/// Which of several content types goes with the ending of a name: `image/jpeg` with `a.jpeg` and `a.JPG`.
pub(crate) fn type_for(name: &str, several: &[&'static str]) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let fits = |it: &&&str| {
        let essence = it.split(';').next().unwrap_or_default().trim();
        let subtype = essence.rsplit('/').next().unwrap_or_default();
        let subtype = subtype.to_ascii_lowercase();
        let subtype = subtype.strip_prefix("x-").unwrap_or(&subtype);
        subtype == ending || ENDINGS.contains(&(ending.as_str(), subtype))
    };
    several.iter().find(fits).copied()
}

impl From<Bytes> for FilePart {
    fn from(content: Bytes) -> Self {
        Self::new(content)
    }
}

impl From<Vec<u8>> for FilePart {
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

impl From<String> for FilePart {
    fn from(content: String) -> Self {
        Self::new(content)
    }
}

impl From<&'static [u8]> for FilePart {
    fn from(content: &'static [u8]) -> Self {
        Self::new(content)
    }
}

impl From<&'static str> for FilePart {
    fn from(content: &'static str) -> Self {
        Self::new(content)
    }
}

impl From<&Self> for FilePart {
    fn from(file: &Self) -> Self {
        file.clone()
    }
}

/// Nothing is asked of a file.
impl Validate for FilePart {
    fn validate(&self, _: &mut Validator) {}
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("length", &self.bytes.len())
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}
