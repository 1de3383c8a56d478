//! The URL as it reaches the server: no value leaves its place.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use url::Url;

use crate::runtime::base_url::BaseUrl;
use crate::runtime::reqwest_transport::address;
use crate::runtime::transport::RecordedRequest;
use crate::runtime::{
    Answer, Call, Operation, Parameter, PathParameter, Result, Retry, StatusPattern, Style,
};
use crate::scripted::{answer, playing};

const BASE: &str = "https://api.example.com/client/v4";
const PREFIX: &str = "/client/v4/";

static OPERATION: Operation = Operation {
    id: "file",
    name: "file",
    method: http::Method::DELETE,
    path: "/files/{name}",
    security: &[],
    retry: Retry::Idempotent,
    accept: "application/json",
    statuses: &[StatusPattern::Default],
};
static NAME: PathParameter = PathParameter::new("name");
static LABEL: PathParameter = PathParameter::new("name").style(Style::Label, true);
static MATRIX: PathParameter = PathParameter::new("name").style(Style::Matrix, true);
static QUERY: Parameter = Parameter::form("q");
static RESERVED: Parameter = Parameter::form("q").allow_reserved();

/// Texts made of what has a meaning in URLs, and any others.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        ".", "..", "%2e", "%2E", "%252e", "/", "%2f", "\\", "%5c", "?", "%3F", "#", "&", "=", ";",
        "+", " ", "\t", "\r\n", "\0", "%00", "@", ":", "//", "é", "\u{202e}", "\u{ff0e}",
        "\u{2024}", "a", "s1", "%",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

/// The request, if one was sent. One that is refused is refused before.
fn sent(put: impl AsyncFnOnce(crate::runtime::Client) -> Result<()>) -> Option<RecordedRequest> {
    let (client, transport) = playing([answer(200, &[], "{}")]);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let result = runtime.expect("a runtime").block_on(put(client));
    let request = transport.requests().pop();
    match result {
        Ok(()) => Some(request.expect("a request")),
        Err(error) => {
            assert!(error.is_validation() && request.is_none(), "{error}");
            None
        }
    }
}

/// The segments below the base, as a server sees them that reads URLs as browsers do.
fn segments(request: &RecordedRequest) -> Vec<String> {
    let url = Url::parse(&request.uri.to_string()).expect("a URL");
    for base in [BASE, "https://api.example.com:8443", "http://example.com"] {
        let base = BaseUrl::parse(base, true).expect("a base URL");
        assert_eq!(address(&request.uri, &base).ok(), Some(url.clone()));
    }
    // Reading a URL encodes what is not ASCII, and takes dot segments away.
    assert_eq!(decoded(url.path()), decoded(request.uri.path()));
    assert_eq!(url.host_str(), Some("api.example.com"));
    assert!(url.username().is_empty() && url.password().is_none() && url.fragment().is_none());
    let path = url.path().strip_prefix(PREFIX).expect("the prefix");
    let segments: Vec<&str> = path.split('/').collect();
    assert!(!segments.iter().any(|it| matches!(*it, "." | "..")));
    // Only what a caller writes can end in a slash.
    assert!(!segments[..segments.len() - 1].contains(&""));
    segments.into_iter().map(str::to_owned).collect()
}

fn decoded(segment: &str) -> String {
    // A caller's own path can encode anything.
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

proptest! {
    #[test]
    fn an_identifier_is_one_segment(id in hostile()) {
        let request = sent(async |client| {
            client.secrets().delete(id.as_str()).skip_validation().await
        });
        if let Some(request) = request {
            let segments = segments(&request);
            prop_assert_eq!(&segments[..3], ["stores", "s1", "secrets"]);
            prop_assert_eq!(segments.len(), 4);
            prop_assert_eq!(decoded(&segments[3]), id);
            prop_assert_eq!(request.uri.query(), None);
        }
    }

    #[test]
    fn a_name_is_one_segment_whatever_is_in_it(name in hostile()) {
        let request = sent(async |client| {
            let mut call = Call::new(&client, &OPERATION);
            call.path(&NAME, &name);
            call.read(Answer::verdict).await.map(drop)
        });
        if let Some(request) = request {
            let segments = segments(&request);
            prop_assert_eq!(segments.len(), 2);
            prop_assert_eq!(&segments[0], "files");
            prop_assert_eq!(decoded(&segments[1]), name);
            prop_assert_eq!(request.uri.query(), None);
        }
    }

    #[test]
    fn a_list_is_one_segment_in_every_style(
        values in prop::collection::vec(hostile(), 0..4),
        parameter in prop::sample::select(vec![&NAME, &LABEL, &MATRIX]),
    ) {
        let request = sent(async |client| {
            let mut call = Call::new(&client, &OPERATION);
            call.path(parameter, &values);
            call.read(Answer::verdict).await.map(drop)
        });
        if let Some(request) = request {
            let segments = segments(&request);
            prop_assert!(segments.len() == 2 && !segments[1].is_empty());
            prop_assert_eq!(request.uri.query(), None);
        }
    }

    #[test]
    fn a_value_in_the_query_stays_one_pair(value in hostile(), name in hostile(), reserved: bool) {
        let parameter: &'static Parameter = if reserved { &RESERVED } else { &QUERY };
        let request = sent(async |client| {
            let mut call = Call::new(&client, &OPERATION);
            call.path(&NAME, "n");
            call.query(parameter, &value);
            call.query_pair(&name, &value);
            call.read(Answer::verdict).await.map(drop)
        });
        let request = request.expect("nothing to refuse");
        prop_assert_eq!(segments(&request), ["files", "n"]);
        let query = request.uri.query().expect("a query");
        let pairs: Vec<_> = query.split('&').map(|pair| pair.split_once('=').expect("a pair")).collect();
        prop_assert_eq!(pairs.len(), 2);
        // What is encoded already stays so.
        let meant = if reserved { decoded(&value) } else { value.clone() };
        prop_assert_eq!((pairs[0].0, decoded(pairs[0].1)), ("q", meant));
        prop_assert_eq!((decoded(pairs[1].0), decoded(pairs[1].1)), (name, value));
    }

    #[test]
    fn a_path_of_the_caller_stays_below_the_base(path in hostile()) {
        let request = sent(async |client| {
            let path = format!("/{path}");
            client.request(http::Method::GET, path).send().await.map(drop)
        });
        if let Some(request) = request {
            let text = request.uri.path().strip_prefix(PREFIX).expect("the prefix");
            prop_assert_eq!(text, path.as_str());
            prop_assert_eq!(segments(&request).len(), 1 + path.matches('/').count());
            prop_assert_eq!(request.uri.query(), None);
        }
    }
}
