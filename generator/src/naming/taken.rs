//! Names that something has already: the runtime, the prelude, methods of every builder, keywords.

/// Names that the crate root has already: what `runtime` gives users and what the prelude gives everybody.
pub(crate) const ROOT_NAMES: &[&str] = &[
    "ApiError",
    "ApiFailure",
    "Box",
    "BoxError",
    "BoxFuture",
    "Bulk",
    "BulkEntry",
    "BulkReport",
    "ByteStream",
    "Checkpoint",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Credentials",
    "Debug",
    "DecodeFailure",
    "Default",
    "Drift",
    "DriftKind",
    "Ensure",
    "Err",
    "Error",
    "ErrorKind",
    "EventStream",
    "Events",
    "FilePart",
    "From",
    "Future",
    "HeaderText",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Invalid",
    "InvalidTimestamp",
    "Items",
    "Iterator",
    "JsonLines",
    "Multipart",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "Outcome",
    "Page",
    "PageInfo",
    "Pages",
    "RateLimit",
    "RawRequest",
    "Response",
    "ResponseHeader",
    "Result",
    "ResultExt",
    "RetryPolicy",
    "SecretValue",
    "Self",
    "Send",
    "ServerSentEvent",
    "Some",
    "String",
    "Sync",
    "TimeoutPhase",
    "Timestamp",
    "ToString",
    "TooLarge",
    "Transport",
    "UnexpectedContent",
    "UnknownAlternative",
    "UnknownNumber",
    "UnknownValue",
    "Vec",
];

/// Names that emitted code takes from the prelude and from `derive`, in every module.
pub(crate) const PRELUDE_NAMES: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Err",
    "From",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// Variables of the function that makes a builder.
pub(crate) const ARGUMENT_NAMES: &[&str] = &["body", "call", "handle"];

/// Those, and the field that every handle has beside its identifiers.
pub(crate) const PATH_ARGUMENT_NAMES: &[&str] = &["body", "call", "client", "handle"];

/// Methods and arguments that every builder has.
pub(crate) const BUILDER_NAMES: &[&str] = &[
    "attempt_timeout",
    "body",
    "call",
    "clone",
    "events",
    "handle",
    "header",
    "into_future",
    "items",
    "lines",
    "max_items",
    "new",
    "pages",
    "query_pair",
    "resume",
    "retry",
    "send",
    "skip_validation",
    "stream",
    "total_timeout",
    "wait",
];

/// Methods of the builder of the client.
pub(crate) const CLIENT_BUILDER_NAMES: &[&str] = &[
    "attempt_timeout",
    "base_url",
    "build",
    "clone",
    "connect_timeout",
    "credentials",
    "credentials_from_env",
    "danger_allow_http",
    "into",
    "jitter_seed",
    "max_response_size",
    "new",
    "on_drift",
    "pool_idle_timeout",
    "retry",
    "setting",
    "stream_idle_timeout",
    "strict",
    "total_timeout",
    "transport",
    "try_into",
    "user_agent_suffix",
];

/// Functions that every struct has.
pub(crate) const STRUCT_NAMES: &[&str] = &["clone", "default", "new"];

/// What every handle can do: traits of the prelude that take it by value come before methods that borrow it.
pub(crate) const HANDLE_NAMES: &[&str] = &["clone", "into", "try_into"];

/// Methods that the client has beside the accessors, and what it can do as a handle.
pub(crate) const CLIENT_NAMES: &[&str] = &[
    "builder",
    "clone",
    "from_env",
    "into",
    "rate_limit",
    "request",
    "try_into",
    "with_credentials",
];

/// Features that every client has, and modules that stand beside those of features.
pub(crate) const FEATURE_NAMES: &[&str] = &[
    "alloc",
    "blocking",
    "client",
    "core",
    "default",
    "full",
    "mod",
    "handles",
    "http",
    "http2",
    "native-tls",
    "resources",
    "rustls",
    "rustls-no-provider",
    "serde",
    "serde-json",
    "std",
    "types",
];

/// The keywords that have a raw form, reserved ones included.
pub(super) const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
