//! Parameters as they go over the wire.

use http::Method;
use serde_json::{Value, json};

use crate::runtime::{
    Answer, Call, Constraints, FormField, Operation, Parameter, PathParameter, Result, Retry,
    StatusPattern, Style,
};
use crate::scripted::{answer, playing};

static OPERATION: Operation = Operation {
    id: "parameters",
    name: "parameters",
    method: Method::GET,
    path: "/p",
    security: &[],
    retry: Retry::Idempotent,
    accept: "application/json",
    statuses: &[StatusPattern::Default],
};

const PLAIN: Parameter = Parameter::form("p");
const SIMPLE: Parameter = Parameter::simple("p");
const RESERVED: Parameter = Parameter::form("p").allow_reserved();
const JSON: Parameter = Parameter::form("p").json();
const JSON_HEADER: Parameter = Parameter::simple("p").json();
const JSON_DEEP: Parameter = Parameter::form("p").style(Style::DeepObject, true).json();
const COOKIE: Parameter = Parameter::form("p").style(Style::Cookie, true);
const WHOLE: Parameter = Parameter::form("p").fields(&[
    FormField::new("bar").style(Style::Form, false),
    FormField::new("note").json(),
]);
const PIPES: Parameter = Parameter::form("p").style(Style::PipeDelimited, false);
const RESERVED_JSON: Parameter = Parameter::form("p").allow_reserved().json();

async fn sent(put: impl FnOnce(&mut Call)) -> (String, http::HeaderMap) {
    let (client, transport) = playing([answer(200, &[], "{}")]);
    let mut call = Call::new(&client, &OPERATION);
    put(&mut call);
    call.read(Answer::verdict).await.expect("a success");
    let request = transport.requests().remove(0);
    let query = request.uri.query().unwrap_or_default().to_owned();
    (query, request.headers)
}

#[tokio::test]
async fn queries_obey_the_parameter() {
    let object = json!({ "a": [1, "b c"], "d": "/é" });
    let table: [(&'static Parameter, Value, &str); 10] = [
        (
            &WHOLE,
            json!({ "bar": [1, 2], "foo": ["a b", "c"], "none": null, "note": "x", "o": { "k": 1 } }),
            "bar=1,2&foo=a%20b&foo=c&note=%22x%22&o=%7B%22k%22%3A1%7D",
        ),
        (&PLAIN, json!("a/b c?d"), "p=a%2Fb%20c%3Fd"),
        (&PLAIN, json!(["a", "b"]), "p=a&p=b"),
        (&RESERVED, json!("a/b c?d"), "p=a/b%20c?d"),
        (&RESERVED, json!("a&b#c+d%e"), "p=a%26b%23c%2Bd%25e"),
        (
            &JSON,
            object.clone(),
            "p=%7B%22a%22%3A%5B1%2C%22b%20c%22%5D%2C%22d%22%3A%22%2F%C3%A9%22%7D",
        ),
        (&JSON, json!("a"), "p=%22a%22"),
        (&JSON_DEEP, json!([1, 2]), "p=%5B1%2C2%5D"),
        (&PIPES, json!([1, 2]), "p=1%7C2"),
        (
            &RESERVED_JSON,
            json!({ "a": "/" }),
            "p=%7B%22a%22:%22/%22%7D",
        ),
    ];
    for (parameter, value, expected) in table {
        let (query, _) = sent(|call| call.query(parameter, &value)).await;
        assert_eq!(query, expected, "{parameter:?}");
    }
}

static PATH_OPERATION: Operation = Operation {
    id: "paths",
    name: "paths",
    method: Method::GET,
    path: "/a/{p}/b",
    security: &[],
    retry: Retry::Idempotent,
    accept: "application/json",
    statuses: &[StatusPattern::Default],
};

const TEXT: PathParameter = PathParameter::new("p");
const OPEN: PathParameter = PathParameter::new("p").allow_reserved();
const ID: PathParameter = PathParameter::new("p").strict();
const EXPLODED: PathParameter = PathParameter::new("p").style(Style::Simple, true);
const LABEL: PathParameter = PathParameter::new("p").style(Style::Label, false);
const LABELS: PathParameter = PathParameter::new("p").style(Style::Label, true);
const MATRIX: PathParameter = PathParameter::new("p").style(Style::Matrix, false);
const MATRICES: PathParameter = PathParameter::new("p").style(Style::Matrix, true);
const FEW: PathParameter = PathParameter::new("p").with(Constraints {
    max_items: Some(2),
    minimum: Some(5.0),
    max_length: Some(3),
    ..Constraints::NONE
});

async fn path(parameter: &'static PathParameter, value: &Value) -> Result<String> {
    let (client, transport) = playing([answer(200, &[], "{}")]);
    let mut call = Call::new(&client, &PATH_OPERATION);
    call.path(parameter, "replaced");
    call.path(parameter, value);
    call.read(Answer::verdict).await?;
    let path = transport.requests().remove(0).uri.path().to_owned();
    let part = path
        .strip_prefix("/client/v4/a/")
        .and_then(|it| it.strip_suffix("/b"));
    Ok(part.expect("the template").to_owned())
}

#[tokio::test]
async fn paths_obey_the_parameter() {
    let list = || json!(["a/b", "c", 1, true, null]);
    let object = || json!({ "k": "a b", "l": ["c,", ".."] });
    let fine = json!({ "k": "a b", "l": 1 });
    let table: Vec<(&'static PathParameter, Value, Option<&str>)> = vec![
        (&TEXT, json!("a b/c"), Some("a%20b%2Fc")),
        (&TEXT, json!(5), Some("5")),
        (&TEXT, json!(true), Some("true")),
        (&TEXT, list(), Some("a%2Fb,c,1,true")),
        (&TEXT, fine.clone(), Some("k,a%20b,l,1")),
        (&EXPLODED, fine.clone(), Some("k=a%20b,l=1")),
        (&LABEL, json!("a"), Some(".a")),
        (&LABEL, json!(["a", "b"]), Some(".a,b")),
        (&LABEL, fine.clone(), Some(".k,a%20b,l,1")),
        (&LABELS, fine.clone(), Some(".k=a%20b.l=1")),
        (&MATRIX, json!("a;b"), Some(";p=a%3Bb")),
        (&MATRIX, json!(["a", "b"]), Some(";p=a,b")),
        (&MATRICES, json!(["a", "b"]), Some(";p=a;p=b")),
        (&MATRICES, fine, Some(";k=a%20b;l=1")),
        (&MATRICES, json!({ "k": "", "l": "=" }), Some(";k;l=%3D")),
        // What is encoded already stays, but for what is refused.
        (&OPEN, json!("a/b%2Fc d%"), Some("a/b%2Fc%20d%25")),
        (&OPEN, json!("a/%2e%2E"), None),
        (&OPEN, json!("a%2F..%2Fb"), None),
        (&OPEN, json!("a%0Ab"), None),
        // Nothing, and steps.
        (&TEXT, json!(""), None),
        (&TEXT, json!(null), None),
        (&TEXT, json!([]), None),
        (&TEXT, json!({}), None),
        (&TEXT, json!(["a", ""]), None),
        (&TEXT, json!(["a", ".."]), None),
        (&TEXT, json!(["a", "b/%2e%2e"]), None),
        (&TEXT, json!({ "..": "a" }), None),
        (&MATRICES, object(), None),
        (&LABEL, json!(""), None),
        (&LABEL, json!("."), None),
        (&LABEL, json!("/a"), None),
        (&LABEL, json!(["%2fa", "b"]), None),
        (&LABELS, json!("%2e"), None),
        // Identifiers, in lists as well.
        (&ID, json!(["a", "b"]), Some("a,b")),
        (&ID, list(), None),
        (&ID, object(), None),
        // Limits.
        (&FEW, json!(["abc", 5]), Some("abc,5")),
        (&FEW, json!(["abcd"]), None),
        (&FEW, json!(4), None),
        (&FEW, json!([5, 6, 7]), None),
    ];
    for (parameter, value, expected) in table {
        let path = path(parameter, &value).await;
        if let Err(error) = &path {
            assert!(error.is_validation(), "{error}");
        }
        assert_eq!(path.ok().as_deref(), expected, "{parameter:?} {value}");
    }
}

#[tokio::test]
async fn headers_obey_the_parameter() {
    let table: [(&'static Parameter, Value, &str); 3] = [
        (&SIMPLE, json!(["a", "b"]), "a,b"),
        (&SIMPLE, json!({ "a": 1 }), "a,1"),
        (&JSON_HEADER, json!({ "a": ["b\nc"] }), r#"{"a":["b\nc"]}"#),
    ];
    for (parameter, value, expected) in table {
        let (_, headers) = sent(|call| call.header_parameter(parameter, &value)).await;
        assert_eq!(headers["p"], expected, "{parameter:?}");
    }
}

#[tokio::test]
async fn cookies_obey_the_parameter() {
    let table: [(&'static Parameter, Value, &str); 6] = [
        (&PLAIN, json!(["a", "b"]), "p=a; p=b"),
        (&JSON, json!(["a"]), "p=%5B%22a%22%5D"),
        // The example of OpenAPI 3.2.
        (&COOKIE, json!("Hello%2C%20world!"), "p=Hello%2C%20world!"),
        (&COOKIE, json!(["a/b=", "\"c\""]), "p=a/b=; p=\"c\""),
        (&COOKIE, json!({ "a": 1, "b": "" }), "a=1; b="),
        (&COOKIE, json!(""), "p="),
    ];
    for (parameter, value, expected) in table {
        let (_, headers) = sent(|call| call.cookie(parameter, &value)).await;
        assert_eq!(headers["cookie"], expected, "{parameter:?}");
    }
}

#[tokio::test]
async fn what_is_no_cookie_as_it_is_is_refused() {
    let odd = ["a;b", "a b", "a,b", "é", "a\nb", "\"a", "a\\b"];
    let values = odd.into_iter().map(|it| json!([it]));
    for value in values.chain([json!({ "a=b": 1 }), json!({ "": 1 })]) {
        let (client, transport) = playing([]);
        let mut call = Call::new(&client, &OPERATION);
        call.cookie(&COOKIE, &value);
        let error = call.read(Answer::verdict).await.expect_err("no cookie");
        assert!(error.is_validation(), "{error}");
        assert!(transport.requests().is_empty());
    }
}

/// Left out, it would be another request than the one that was meant.
#[tokio::test]
async fn numbers_that_are_none_are_refused() {
    for number in [f64::NAN, f64::INFINITY] {
        let (client, transport) = playing([]);
        let mut call = Call::new(&client, &OPERATION);
        call.query(&PLAIN, &Some(number));
        let error = call.read(Answer::verdict).await.expect_err("no number");
        assert!(error.is_validation(), "{error}");
        assert!(transport.requests().is_empty());
    }
}
