//! Parameters as they go over the wire.

use http::Method;
use serde_json::{Value, json};

use crate::runtime::{Call, Operation, Parameter, Retry, StatusPattern, Style};
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
const PIPES: Parameter = Parameter::form("p").style(Style::PipeDelimited, false);
const RESERVED_JSON: Parameter = Parameter::form("p").allow_reserved().json();

async fn sent(put: impl FnOnce(&mut Call)) -> (String, http::HeaderMap) {
    let (client, transport) = playing([answer(200, &[], "{}")]);
    let mut call = Call::new(&client, &OPERATION);
    put(&mut call);
    call.unit().await.expect("a success");
    let request = transport.requests().remove(0);
    let query = request.uri.query().unwrap_or_default().to_owned();
    (query, request.headers)
}

#[tokio::test]
async fn queries_obey_the_parameter() {
    let object = json!({ "a": [1, "b c"], "d": "/é" });
    let table: [(&'static Parameter, Value, &str); 9] = [
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
    let table: [(&'static Parameter, Value, &str); 2] = [
        (&PLAIN, json!(["a", "b"]), "p=a; p=b"),
        (&JSON, json!(["a"]), "p=%5B%22a%22%5D"),
    ];
    for (parameter, value, expected) in table {
        let (_, headers) = sent(|call| call.cookie(parameter, &value)).await;
        assert_eq!(headers["cookie"], expected, "{parameter:?}");
    }
}
