//! Requests to operations that nobody knows.

use http::Method;

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
