//! Bodies that are not JSON, as they go over the wire.

use std::collections::BTreeMap;

use http::Method;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::runtime::multipart::Multipart;
use crate::runtime::transport::RecordedRequest;
use crate::runtime::union;
use crate::runtime::{
    Answer, Call, Exposed, FilePart, FormField, Nullable, Operation, Result, Retry, SecretValue,
    StatusPattern, Style, Validate, Validator,
};
use crate::sample::NewSecret;
use crate::scripted::{Step, answer, playing};

static OPERATION: Operation = Operation {
    id: "send",
    name: "send",
    method: Method::PUT,
    path: "/p",
    security: &[],
    retry: Retry::Idempotent,
    accept: "application/json",
    statuses: &[StatusPattern::Default],
};

/// Sets a body.
type Put<'a> = &'a dyn Fn(&mut Call);

pub(crate) struct Anything;

impl Validate for Anything {
    fn validate(&self, _: &mut Validator) {}
}

pub(crate) async fn played(
    steps: impl IntoIterator<Item = Step>,
    put: impl FnOnce(&mut Call),
) -> Result<Vec<RecordedRequest>> {
    let (client, transport) = playing(steps);
    let mut call = Call::new(&client, &OPERATION);
    put(&mut call);
    call.read(Answer::verdict).await?;
    Ok(transport.requests())
}

pub(crate) async fn sent(put: impl FnOnce(&mut Call)) -> Result<RecordedRequest> {
    let mut requests = played([answer(200, &[], "{}")], put).await?;
    Ok(requests.remove(0))
}

pub(crate) fn text(request: &RecordedRequest) -> String {
    String::from_utf8(request.body.to_vec()).expect("UTF-8")
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    FirstOne,
    Holding(u8),
}

#[derive(Serialize)]
struct Model {
    name: &'static str,
    none: Option<u8>,
    null: Nullable<u8>,
    list: Vec<Option<f64>>,
    choice: Choice,
    nested: BTreeMap<&'static str, Vec<Option<char>>>,
    pair: (bool, i8),
}

fn model() -> Model {
    Model {
        name: "a b",
        none: None,
        null: Nullable::Null,
        list: vec![Some(1.0), None, Some(0.5)],
        choice: Choice::FirstOne,
        nested: BTreeMap::from([("k", vec![Some('&'), None]), ("l", Vec::new())]),
        pair: (true, -1),
    }
}

#[tokio::test]
async fn forms() {
    let table: Vec<(Value, &str)> = vec![
        (json!({}), ""),
        (Value::Null, ""),
        (json!({ "a": "b" }), "a=b"),
        (json!({ "a": "", "b": 1 }), "a=&b=1"),
        (json!({ "a": null, "b": true }), "b=true"),
        (
            json!({ "a": 1.0, "b": -7, "c": 1e300, "d": u64::MAX, "e": 1200.0 }),
            "a=1&b=-7&c=1e%2B300&d=18446744073709551615&e=1200",
        ),
        (json!({ "a b": "c d+e" }), "a+b=c+d%2Be"),
        (json!({ "a&=": "&=%?#/" }), "a%26%3D=%26%3D%25%3F%23%2F"),
        (json!({ "a": "*-._~é\r\n" }), "a=*-._%7E%C3%A9%0D%0A"),
        (
            json!({ "a": [1, null, [2, "x y", null], []] }),
            "a=1&a=%5B2%2C%22x+y%22%2Cnull%5D&a=%5B%5D",
        ),
        (json!({ "a": [] }), ""),
        (json!({ "a": {} }), "a=%7B%7D"),
        (
            json!({ "a": { "b": [1, null], "c": "d e" } }),
            "a=%7B%22b%22%3A%5B1%2Cnull%5D%2C%22c%22%3A%22d+e%22%7D",
        ),
        (
            json!({ "a": [{ "b": 1 }, {}] }),
            "a=%7B%22b%22%3A1%7D&a=%7B%7D",
        ),
    ];
    for (body, expected) in table {
        let request = sent(|call| call.form(&body, &Anything)).await;
        let request = request.expect("a success");
        assert_eq!(text(&request), expected, "{body}");
        assert_eq!(
            request.headers["content-type"],
            "application/x-www-form-urlencoded"
        );
    }
}

#[tokio::test]
async fn forms_of_models() {
    let request = sent(|call| call.form(&model(), &Anything)).await;
    assert_eq!(
        text(&request.expect("a success")),
        "name=a+b&list=1&list=0.5&choice=first_one\
         &nested=%7B%22k%22%3A%5B%22%26%22%2Cnull%5D%2C%22l%22%3A%5B%5D%7D&pair=true&pair=-1"
    );
}

#[derive(Serialize)]
struct Wrapped<T>(T);

#[derive(Serialize)]
struct Odd {
    letter: char,
    wrapped: Wrapped<&'static str>,
    keys: BTreeMap<u8, bool>,
    inner: Inner,
    number: Number,
}

/// What `serde_json` writes for its numbers in programs that turn on `arbitrary_precision`.
#[derive(Serialize)]
#[serde(rename = "$serde_json::private::Number")]
struct Number {
    #[serde(rename = "$serde_json::private::Number")]
    text: &'static str,
}

#[derive(Serialize)]
struct Inner {
    x: u8,
    y: Option<bool>,
}

#[tokio::test]
async fn forms_of_all_that_serde_knows() {
    let odd = || Odd {
        letter: 'é',
        wrapped: Wrapped("a"),
        keys: BTreeMap::from([(1, true), (2, false)]),
        inner: Inner { x: 1, y: None },
        number: Number { text: "1.50" },
    };
    let expected = "letter=%C3%A9&wrapped=a&keys=%7B%221%22%3Atrue%2C%222%22%3Afalse%7D\
                    &inner=%7B%22x%22%3A1%2C%22y%22%3Anull%7D&number=1.50";
    let request = sent(|call| call.form(&odd(), &Anything)).await;
    assert_eq!(text(&request.expect("a success")), expected);
    let request = sent(|call| call.form(&Wrapped(odd()), &Anything)).await;
    assert_eq!(text(&request.expect("a success")), expected);
}

#[tokio::test]
async fn fields_of_forms_have_styles_of_their_own() {
    static STYLED: &[FormField] = &[
        FormField::new("piped").style(Style::PipeDelimited, false),
        FormField::new("deep").style(Style::DeepObject, true),
        FormField::new("json").json(),
        FormField::new("null").json(),
        FormField::new("reserved").allow_reserved(),
    ];
    let body = json!({
        "deep": { "x": 1 }, "json": [1, 2], "null": null, "other": "/", "piped": ["a b", "c"], "plain": [1, 2],
        "reserved": "/?",
    });
    let request = sent(|call| call.styled_form(&body, &Anything, STYLED)).await;
    assert_eq!(
        text(&request.expect("a success")),
        "deep%5Bx%5D=1&json=%5B1%2C2%5D&other=%2F&piped=a+b%7Cc&plain=1&plain=2&reserved=/?"
    );
}

#[tokio::test]
async fn what_has_no_form_is_refused_without_its_value() {
    let secret = "canary-7f3a";
    let table: [(&str, Put<'_>); 7] = [
        ("a text", &|call| call.form(secret, &Anything)),
        ("a list", &|call| call.form(&[secret], &Anything)),
        ("a variant", &|call| {
            call.form(
                &json!({}).as_object().map(|_| Choice::Holding(1)),
                &Anything,
            );
        }),
        ("a variant inside", &|call| {
            call.form(&BTreeMap::from([("a", Choice::Holding(1))]), &Anything);
        }),
        ("no number", &|call| {
            call.form(&BTreeMap::from([("a", f64::NAN)]), &Anything);
        }),
        ("a part", &|call| {
            let mut parts = Multipart::new();
            parts.text("a", &f32::INFINITY);
            call.multipart(parts, &Anything);
        }),
        ("a content type", &|call| {
            let mut parts = Multipart::new();
            parts.file("a", &FilePart::from("").with_content_type("a\r\nb: c"));
            call.multipart(parts, &Anything);
        }),
    ];
    for (name, put) in table {
        let error = sent(put).await.expect_err(name);
        assert!(error.is_validation(), "{name}: {error}");
        assert!(!format!("{error} {error:?}").contains("canary"), "{name}");
    }
}

#[tokio::test]
async fn limits_are_checked_before() {
    let body = NewSecret {
        name: "K".into(),
        value: "longer than 16 bytes".into(),
    };
    let table: [Put<'_>; 2] = [&|call| call.form(&Exposed(&body), &body), &|call| {
        call.multipart(Multipart::new(), &body);
    }];
    for put in table {
        let error = sent(put).await.expect_err("too long");
        assert!(
            error.to_string().contains("value: must be at most 16"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn secrets_are_sent_and_known() {
    let secret = || SecretValue::from("s3cr3t value");
    let body = NewSecret {
        name: "K".into(),
        value: secret(),
    };
    let table: [(Put<'_>, &str); 4] = [
        (
            &|call| call.secret_text("text/plain", secret()),
            "s3cr3t value",
        ),
        (
            &|call| call.form(&Exposed(&body), &body),
            "name=K&value=s3cr3t+value",
        ),
        (
            &|call| {
                let mut parts = Multipart::new();
                parts.text("value", &Exposed(&secret()));
                call.multipart(parts, &Anything);
            },
            "\"value\"\r\n\r\ns3cr3t value\r\n",
        ),
        (
            &|call| {
                let mut parts = Multipart::new();
                parts.json("value", &Exposed(&Some(vec![secret()])));
                call.multipart(parts, &Anything);
            },
            "[\"s3cr3t value\"]\r\n",
        ),
    ];
    for (put, expected) in table {
        let request = sent(put).await.expect("a success");
        assert!(text(&request).contains(expected), "{}", text(&request));
        let refusal = r#"{"errors":[{"code":1,"message":"no: s3cr3t value"}]}"#;
        let error = played([answer(400, &[], refusal)], put).await;
        let error = error.expect_err("a refusal");
        assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error}");
        assert!(error.to_string().contains("[redacted"), "{error}");
    }
}

#[tokio::test]
async fn secret_texts_are_read_and_not_shown() {
    let headers = [("content-type", "text/plain; charset=iso-8859-1")];
    let (client, _) = playing([answer(200, &headers, &b"s3cr3t \xe9"[..])]);
    let read = Call::new(&client, &OPERATION).read(Answer::secret_text);
    let read = read.await.expect("a success");
    assert!(!format!("{read:?}").contains("s3cr3t"), "{read:?}");
    assert_eq!(read.get().expose(), "s3cr3t é");
}

#[tokio::test]
async fn texts() {
    let request = sent(|call| call.text("text/csv", "a,b\né".to_owned())).await;
    let request = request.expect("a success");
    assert_eq!(text(&request), "a,b\né");
    assert_eq!(request.headers["content-type"], "text/csv");
}

proptest! {
    #[test]
    fn forms_are_read_back(pairs in prop::collection::btree_map(any::<String>(), any::<String>(), 0..5)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let request = runtime.expect("a runtime").block_on(sent(|call| call.form(&pairs, &Anything)));
        let request = request.expect("a success");
        let read: BTreeMap<String, String> = url::form_urlencoded::parse(&request.body).into_owned().collect();
        prop_assert_eq!(read, pairs);
    }
}

/// Sets a body with a number in it.
type PutNumber = fn(&mut Call, f64);

/// In JSON they would be null, which for many services means "delete".
#[tokio::test]
async fn numbers_that_are_none_are_not_sent() {
    let table: [(&str, PutNumber); 9] = [
        ("alone", |call, it| call.json(&it, &())),
        ("a float", |call, it| call.json(&[narrow(it)], &())),
        ("in a struct", |call, it| {
            call.json(&Wrapped(Floats { n: Some(it) }), &());
        }),
        ("in a list", |call, it| call.json(&(1, [Some(it)]), &())),
        ("in a map", |call, it| {
            call.json(&BTreeMap::from([("n", it)]), &());
        }),
        ("in an object with a tag", |call, it| {
            call.json(&Tagged(it), &());
        }),
        ("to replace", |call, it| {
            call.json(&Nullable::Value(vec![it]), &());
        }),
        ("in a form", |call, it| {
            call.form(&BTreeMap::from([("a", BTreeMap::from([("n", it)]))]), &());
        }),
        ("in a list of a form", |call, it| {
            call.form(&BTreeMap::from([("a", Floats { n: Some(it) })]), &());
        }),
    ];
    for (name, body) in table {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let error = sent(|call| body(call, number)).await.expect_err(name);
            assert!(error.is_validation(), "{name}: {error}");
        }
        sent(|call| body(call, 0.5)).await.expect(name);
    }
}

#[derive(Serialize)]
struct Floats {
    n: Option<f64>,
}

struct Tagged(f64);

impl Serialize for Tagged {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        union::serialize_tagged(serializer, "kind", "a", &Floats { n: Some(self.0) })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "no number has to stay the same"
)]
fn narrow(it: f64) -> f32 {
    it as f32
}
