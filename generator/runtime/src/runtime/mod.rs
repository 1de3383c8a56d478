//! What every generated client shares: everything that does not depend on an API description.
//!
//! | question | module |
//! |---|---|
//! | which service, which credentials | [`service`], [`credentials`], [`settings`] |
//! | how a client is made | [`client`], [`builder`], [`base_url`], [`defaults`] |
//! | what an operation is and how a call to it is put together | [`operation`], [`call`], [`call_body`], [`checkpoint`], [`path`], [`plain`], [`encode`], [`body`], [`finite`], [`body_member`], [`fields`], [`form`], [`multipart`], [`file_part`], [`prepare`], [`raw_request`], [`ready_request`], [`request_options`], [`reserved`], [`blocking`] |
//! | what may be sent | [`constraints`], [`validate`], [`limits`], [`validate_impls`], [`pattern`], [`expression`], [`secret`] |
//! | how it is sent | [`execute`], [`pace`], [`retry`], [`retry_after`], [`rate_limit`], [`structured`], [`transport`], [`reqwest_transport`], [`memory_transport`], [`time`], [`trace`] |
//! | what comes back | [`response`], [`take`], [`envelope`], [`opening`], [`verdict`], [`excerpt`], [`decode`], [`objects`], [`json_path`], [`mend`], [`nulls`], [`charset`], [`drift`], [`findings`], [`tracker`], [`watch`], [`pagination`], [`listing`], [`repetition`], [`pages`], [`items`], [`byte_stream`], [`limited`], [`event`], [`event_stream`], [`events`], [`json_lines`], [`header`], [`webhook`] |
//! | what is done with several requests | [`bulk`], [`bulk_report`], [`ensure`] |
//! | what went wrong | [`error`], [`error_kind`], [`result_ext`], [`api_error`], [`error_words`], [`error_body`], [`field_errors`], [`refusal`], [`outcome`], [`echo`] |
//! | types of models | [`timestamp`], [`missing_time`], [`calendar`], [`nullable`], [`open_enum`], [`open_number`], [`identifier`], [`union`], [`tagged`], [`shape`], [`whole`], [`additional`] |
//! | what users see of it | [`public`] |

pub mod additional;
pub mod api_error;
pub mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod body;
pub mod body_member;
pub mod builder;
pub mod bulk;
pub mod bulk_report;
pub mod byte_stream;
pub mod calendar;
pub mod call;
pub mod call_body;
pub mod charset;
pub mod checkpoint;
pub mod client;
pub mod constraints;
pub mod credentials;
pub mod decode;
pub mod defaults;
pub mod drift;
pub mod echo;
pub mod encode;
pub mod ensure;
pub mod envelope;
pub mod error;
pub mod error_body;
pub mod error_kind;
pub mod error_words;
pub mod event;
pub mod event_stream;
pub mod events;
pub mod excerpt;
pub mod execute;
pub mod expression;
pub mod field_errors;
pub mod fields;
pub mod file_part;
pub mod findings;
pub mod finite;
pub mod form;
pub mod header;
pub mod identifier;
pub mod items;
pub mod json_lines;
pub mod json_path;
pub mod limited;
pub mod limits;
pub mod listing;
pub mod memory_transport;
pub mod mend;
pub mod missing_time;
pub mod multipart;
pub mod nullable;
pub mod nulls;
pub mod objects;
pub mod open_enum;
pub mod open_number;
pub mod opening;
pub mod operation;
pub mod outcome;
pub mod pace;
pub mod pages;
pub mod pagination;
pub mod path;
pub mod pattern;
pub mod plain;
pub mod prepare;
pub mod public;
pub mod rate_limit;
pub mod raw_request;
pub mod ready_request;
pub mod refusal;
pub mod repetition;
pub mod request_options;
pub mod reqwest_transport;
pub mod reserved;
pub mod response;
pub mod result_ext;
pub mod retry;
pub mod retry_after;
pub mod secret;
pub mod service;
pub mod settings;
pub mod shape;
pub mod structured;
pub mod tagged;
pub mod take;
pub mod time;
pub mod timestamp;
pub mod trace;
pub mod tracker;
pub mod transport;
pub mod union;
pub mod validate;
pub mod validate_impls;
pub mod verdict;
pub mod watch;
pub mod webhook;
pub mod whole;

#[allow(unused_imports, reason = "each client takes what it needs")]
pub use self::{
    api_error::ApiError,
    builder::ClientBuilder,
    bulk::Bulk,
    bulk_report::{BulkEntry, BulkReport},
    byte_stream::ByteStream,
    call::Call,
    client::Client,
    constraints::{Constraints, LengthUnit},
    credentials::Credentials,
    drift::{Drift, DriftKind, nullable_field},
    encode::Style,
    ensure::Ensure,
    envelope::Answer,
    error::{BoxError, Error, Result},
    error_kind::{ApiFailure, DecodeFailure, ErrorKind, TimeoutPhase, TooLarge, UnexpectedContent},
    event::ServerSentEvent,
    event_stream::EventStream,
    events::Events,
    file_part::FilePart,
    header::{HeaderText, ResponseHeader},
    items::Items,
    json_lines::JsonLines,
    limited::Limited,
    limits::{Text, check_value},
    multipart::{Multipart, Parts},
    nullable::Nullable,
    open_enum::UnknownValue,
    open_number::UnknownNumber,
    operation::{FormField, Operation, Parameter, PathParameter, Retry, StatusPattern},
    outcome::Outcome,
    pages::Pages,
    pagination::{Asks, Checkpoint, More, Page, PageInfo, Pagination, Turn},
    pattern::Pattern,
    rate_limit::RateLimit,
    raw_request::RawRequest,
    ready_request::ReadyRequest,
    response::Response,
    result_ext::ResultExt,
    retry::RetryPolicy,
    secret::{Exposed, SecretValue},
    service::{CredentialKind, CredentialPart, Place, Scheme, Service, Setting},
    shape::Shape,
    time::BoxFuture,
    timestamp::{InvalidTimestamp, Timestamp},
    transport::Transport,
    union::UnknownAlternative,
    validate::{Invalid, Validate, Validator},
};

#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use identifier::identifier;
#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use open_enum::open_enum;
#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use request_options::request_options;
