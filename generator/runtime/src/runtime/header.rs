//! Headers of answers that an API documents, with their types.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName};

use crate::runtime::error::Error;
use crate::runtime::response::Response;
use crate::runtime::timestamp::Timestamp;

/// A header of an answer, for [`Response::header`](crate::runtime::response::Response::header).
pub struct ResponseHeader<T> {
    name: &'static str,
    values: PhantomData<fn() -> T>,
}

impl<T> ResponseHeader<T> {
    /// The header of this name.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            values: PhantomData,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: HeaderText> ResponseHeader<T> {
    /// What an answer says in this header; nothing where it does not have it, or has something else than documented.
    pub(crate) fn read(&self, headers: &HeaderMap) -> Option<T> {
        let name = HeaderName::try_from(self.name).ok()?;
        let values = headers.get_all(&name).into_iter();
        // Several lines of one header are one list, but for cookies, which have commas inside (RFC 9110, section 5.3).
        let between = if name == SET_COOKIE { '\n' } else { ',' };
        let texts: Option<Vec<&str>> = values.map(|it| it.to_str().ok()).collect();
        let texts = texts.filter(|it| !it.is_empty())?;
        T::read(&texts.join(&format!("{between} ")), between)
    }
}

impl<T> Response<T> {
    /// What the answer says in a header that the API documents; nothing where it does not have it, or has something else
    /// than documented. Where an operation has such headers, they are constants of its builder.
    #[must_use]
    pub fn header<H: HeaderText>(&self, header: &ResponseHeader<H>) -> Option<H> {
        header.read(self.headers())
    }
}

impl Error {
    /// What the answer says in a header that the API documents; nothing where it does not have it, or has something else
    /// than documented.
    #[must_use]
    pub fn header<H: HeaderText>(&self, header: &ResponseHeader<H>) -> Option<H> {
        header.read(self.headers()?)
    }
}

impl<T> fmt::Debug for ResponseHeader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseHeader").field(&self.name).finish()
    }
}

/// What the text of a header can be read as: text, numbers, `true` and `false`, times, and lists of these.
pub trait HeaderText: sealed::Sealed + Sized {
    #[doc(hidden)]
    fn read(text: &str, between: char) -> Option<Self>;
}

mod sealed {
    /// Only this module says what headers hold.
    pub trait Sealed {}
}

macro_rules! header_text {
    ($($ty:ty => $read:expr;)*) => {
        $(
            impl sealed::Sealed for $ty {}
            impl HeaderText for $ty {
                fn read(text: &str, _: char) -> Option<Self> {
                    let read: fn(&str) -> Option<Self> = $read;
                    read(text.trim())
                }
            }
        )*
    };
}

header_text! {
    String => |text| Some(text.to_owned());
    bool => |text| bool::from_str(&text.to_ascii_lowercase()).ok();
    i64 => |text| text.parse().ok();
    u64 => |text| text.parse().ok();
    f64 => |text| text.parse().ok().filter(|it: &f64| it.is_finite());
    Timestamp => |text| text.parse().ok();
}

impl<T: HeaderText> sealed::Sealed for Vec<T> {}

impl<T: HeaderText> HeaderText for Vec<T> {
    /// Elements between separators; all of them, or nothing.
    fn read(text: &str, between: char) -> Option<Self> {
        if text.trim().is_empty() {
            return Some(Self::new());
        }
        let elements = text.split(between);
        elements.map(|it| T::read(it, between)).collect()
    }
}
