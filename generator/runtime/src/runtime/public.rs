//! What a client shows its users: re-exported at the root of every generated crate.

#[cfg(feature = "blocking")]
pub use crate::runtime::blocking;
pub use crate::runtime::bulk::Bulk;
pub use crate::runtime::bulk_report::{BulkEntry, BulkReport};
pub use crate::runtime::byte_stream::ByteStream;
pub use crate::runtime::ensure::Ensure;
pub use crate::runtime::event::ServerSentEvent;
pub use crate::runtime::event_stream::EventStream;
pub use crate::runtime::events::Events;
pub use crate::runtime::file_part::FilePart;
pub use crate::runtime::header::{HeaderText, ResponseHeader};
pub use crate::runtime::items::Items;
pub use crate::runtime::json_lines::JsonLines;
pub use crate::runtime::multipart::Multipart;
pub use crate::runtime::open_number::UnknownNumber;
pub use crate::runtime::pages::Pages;
pub use crate::runtime::pagination::{Checkpoint, Page, PageInfo};
pub use crate::runtime::union::UnknownAlternative;
pub use crate::runtime::{
    ApiError, ApiFailure, BoxError, BoxFuture, Client, ClientBuilder, Credentials, DecodeFailure,
    Drift, DriftKind, Error, ErrorKind, Invalid, InvalidTimestamp, Nullable, Outcome, RateLimit,
    RawRequest, ReadyRequest, Response, Result, ResultExt, RetryPolicy, SecretValue, TimeoutPhase,
    Timestamp, TooLarge, Transport, UnexpectedContent, UnknownValue, defaults, transport,
};
