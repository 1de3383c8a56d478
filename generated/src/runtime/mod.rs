// @generated from generator/runtime/src/runtime/mod.rs. Edit that file.

//! What every generated client shares: everything that does not depend on an API description.
//!
//! | question | module |
//! |---|---|
//! | which service, which credentials | [`service`], [`credentials`], [`settings`] |
//! | how a client is made | [`client`], [`builder`], [`base_url`], [`defaults`] |
//! | what an operation is and how a call to it is put together | [`operation`], [`call`], [`call_body`], [`checkpoint`], [`path`], [`plain`], [`encode`], [`body`], [`finite`], [`prepare`], [`raw_request`], [`ready_request`], [`request_options`], [`reserved`], [`blocking`] |
//! | what may be sent | [`constraints`], [`validate`], [`limits`], [`validate_impls`], [`pattern`], [`secret`] |
//! | how it is sent | [`execute`], [`pace`], [`retry`], [`retry_after`], [`rate_limit`], [`structured`], [`transport`], [`reqwest_transport`], [`memory_transport`], [`time`], [`trace`] |
//! | what comes back | [`response`], [`take`], [`envelope`], [`opening`], [`verdict`], [`excerpt`], [`decode`], [`objects`], [`json_path`], [`mend`], [`nulls`], [`charset`], [`drift`], [`findings`], [`tracker`], [`watch`], [`pagination`], [`repetition`], [`pages`], [`items`], [`limited`] |
//! | what is done with several requests | [`bulk`], [`bulk_report`], [`ensure`] |
//! | what went wrong | [`error`], [`error_kind`], [`result_ext`], [`api_error`], [`error_words`], [`error_body`], [`field_errors`], [`refusal`], [`outcome`], [`echo`] |
//! | types of models | [`timestamp`], [`calendar`], [`nullable`], [`open_enum`], [`identifier`], [`whole`] |
//! | what users see of it | [`public`] |

pub mod api_error;
pub mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod body;
pub mod builder;
pub mod bulk;
pub mod bulk_report;
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
pub mod excerpt;
pub mod execute;
pub mod field_errors;
pub mod findings;
pub mod finite;
pub mod identifier;
pub mod items;
pub mod json_path;
pub mod limited;
pub mod limits;
pub mod memory_transport;
pub mod mend;
pub mod nullable;
pub mod nulls;
pub mod objects;
pub mod open_enum;
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
pub mod structured;
pub mod take;
pub mod time;
pub mod timestamp;
pub mod trace;
pub mod tracker;
pub mod transport;
pub mod validate;
pub mod validate_impls;
pub mod verdict;
pub mod watch;
pub mod whole;

#[allow(unused_imports, reason = "each client takes what it needs")]
pub use self::{
    api_error::ApiError,
    builder::ClientBuilder,
    bulk::Bulk,
    bulk_report::{BulkEntry, BulkReport},
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
    items::Items,
    limited::Limited,
    limits::{Text, check_value},
    nullable::Nullable,
    open_enum::UnknownValue,
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
    time::BoxFuture,
    timestamp::{InvalidTimestamp, Timestamp},
    transport::Transport,
    validate::{Invalid, Validate, Validator},
};

#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use identifier::identifier;
#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use open_enum::open_enum;
#[allow(unused_imports, reason = "called by emitted code")]
pub(crate) use request_options::request_options;
