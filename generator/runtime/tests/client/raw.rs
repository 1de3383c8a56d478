//! Requests to operations that nobody knows.

use http::{HeaderValue, Method};

use crate::scripted::{answer, client, lost, playing, refused, script};

#[tokio::test(start_paused = true)]
async fn a_delete_that_a_query_tells_about_may_be_of_many() {
    for (query, is_success) in [(None, true), (Some("a,b"), false)] {
        let (client, _) = playing([lost(), refused(404, 1001, "b is not there")]);
        let mut delete = client.request(Method::DELETE, "/things");
        if let Some(ids) = query {
            delete = delete.query("ids", ids);
        }
        assert_eq!(delete.send().await.is_ok(), is_success, "{query:?}");
    }
}

#[tokio::test]
async fn a_failure_is_one_as_a_text_too() {
    for (body, is_success) in [
        (r#"{"success":false}"#, false),
        (r#"{"success":"false"}"#, false),
        (r#"{"success":" False "}"#, false),
        (r#"{"success":"no news"}"#, true),
        (r#"{"success":0,"failed":3}"#, true),
    ] {
        let (client, _) = playing([answer(200, &[], body)]);
        let sent = client.request(Method::POST, "/things").send().await;
        assert_eq!(sent.is_ok(), is_success, "{body}");
    }
}

#[tokio::test]
async fn the_error_of_a_header_says_which() {
    for (name, value, expected) in [
        ("x\n", "a", "header: has a name that no header can have"),
        ("X-A", "a\r\nb: c", "x-a: cannot be a header"),
    ] {
        let request = client(script([]))
            .request(Method::GET, "/")
            .header(name, value);
        let error = request.send().await.expect_err("no header").to_string();
        assert!(error.ends_with(expected), "{error}");
    }
}

#[tokio::test]
async fn the_error_of_a_media_type_says_which() {
    let request = || client(script([])).request(Method::PUT, "/");
    for (request, header) in [
        (request().accept("text/csv\n"), "accept"),
        (request().body("a", "text/csv\u{7f}"), "content-type"),
        (request().accept("a\0").body("a", "b\0"), "accept"),
    ] {
        let error = request.bytes().await.expect_err("no header");
        assert!(error.is_validation(), "{error}");
        let expected = format!("request: {header}: cannot be a header");
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn of_two_bodies_the_last_is_sent_and_a_sensitive_media_type_is_hidden() {
    let (client, transport) = playing([refused(404, 1, "there is no secret/canary-7 here")]);
    let mut media_type = HeaderValue::from_static("secret/canary-7");
    media_type.set_sensitive(true);
    let request = client
        .request(Method::PUT, "/things")
        .json(&[1])
        .body(vec![b'a', 0xff], media_type.clone())
        .accept("image/png")
        .accept(media_type);
    let error = request.bytes().await.expect_err("a refusal");
    let printed = format!("{error} {error:?}");
    assert!(!printed.contains("canary"), "{printed}");
    let sent = &transport.requests()[0];
    assert_eq!(sent.body[..], [b'a', 0xff]);
    for name in ["accept", "content-type"] {
        assert_eq!(sent.headers[name], "secret/canary-7");
        assert!(sent.headers[name].is_sensitive());
    }
}
