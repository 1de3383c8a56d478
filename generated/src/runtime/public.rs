// @generated from generator/runtime/src/runtime/public.rs. Edit that file.

//! What a client shows its users: re-exported at the root of every generated crate.

#[cfg(feature = "blocking")]
pub use crate::runtime::blocking;
pub use crate::runtime::{
    ApiError, ApiFailure, BoxError, BoxFuture, Bulk, BulkEntry, BulkReport, ByteStream, Checkpoint,
    Client, ClientBuilder, Credentials, DecodeFailure, Drift, DriftKind, Error, ErrorKind,
    EventStream, Events, FilePart, HeaderText, Invalid, Items, JsonLines, Multipart, Nullable,
    Outcome, Page, PageInfo, Pages, RateLimit, RawRequest, Response, ResponseHeader, Result,
    ResultExt, RetryPolicy, SecretValue, ServerSentEvent, TimeoutPhase, Timestamp, TooLarge,
    Transport, UnexpectedContent, UnknownAlternative, UnknownNumber, UnknownValue, defaults,
    transport,
};
