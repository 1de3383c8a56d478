//! Headers of answers, and redirects that are the answer.

use http::Method;

use crate::runtime::{
    Answer, Call, ErrorKind, HeaderText, Operation, ResponseHeader, Retry, StatusPattern, Timestamp,
};
use crate::scripted::{answer, playing};

const fn operation(statuses: &'static [StatusPattern]) -> Operation {
    Operation {
        id: "find",
        name: "find",
        method: Method::GET,
        path: "/find",
        security: &[],
        retry: Retry::Idempotent,
        accept: "application/json",
        statuses,
    }
}

pub(crate) static ANY: Operation = operation(&[StatusPattern::Default]);

/// What a header of these lines is read as.
async fn read<T: HeaderText>(lines: &[&str]) -> Option<T> {
    let headers: Vec<(&str, &str)> = lines.iter().map(|it| ("X-Some", *it)).collect();
    // Lines of one header are added, not replaced.
    let (client, _) = playing([answer(200, &headers, "")]);
    let response = Call::new(&client, &ANY)
        .read(Answer::verdict)
        .await
        .expect("a success");
    response.header(&ResponseHeader::<T>::new("x-SOME"))
}

#[tokio::test]
async fn cookies_are_not_split_at_their_commas() {
    let cookies = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"];
    for count in [1, 2] {
        let lines: Vec<(&str, &str)> = cookies[..count]
            .iter()
            .map(|it| ("set-cookie", *it))
            .collect();
        let (client, _) = playing([answer(200, &lines, "")]);
        let response = Call::new(&client, &ANY)
            .read(Answer::verdict)
            .await
            .expect("a success");
        let read = response.header(&ResponseHeader::<Vec<String>>::new("Set-Cookie"));
        assert_eq!(read.expect("cookies"), cookies[..count]);
    }
}

#[tokio::test]
async fn headers_are_read_leniently() {
    assert_eq!(read::<String>(&[" a b "]).await.as_deref(), Some("a b"));
    assert_eq!(read::<String>(&["a", "b"]).await.as_deref(), Some("a, b"));
    assert_eq!(read::<String>(&[]).await, None);
    assert_eq!(read::<i64>(&["-7"]).await, Some(-7));
    assert_eq!(read::<i64>(&["7 requests"]).await, None);
    assert_eq!(read::<u64>(&["-7"]).await, None);
    assert_eq!(read::<f64>(&["0.5"]).await, Some(0.5));
    assert_eq!(read::<f64>(&["NaN"]).await, None);
    assert_eq!(read::<bool>(&["True"]).await, Some(true));
    assert_eq!(read::<bool>(&["yes"]).await, None);
    assert_eq!(read::<Vec<i64>>(&["1, 2", "3"]).await, Some(vec![1, 2, 3]));
    assert_eq!(read::<Vec<i64>>(&["1, x"]).await, None);
    assert_eq!(read::<Vec<i64>>(&[""]).await, Some(Vec::new()));
    let time = "2024-01-31T12:00:00Z";
    let expected: Timestamp = time.parse().expect("a time");
    assert_eq!(read::<Timestamp>(&[time]).await, Some(expected));
    assert_eq!(
        read::<Timestamp>(&["Wed, 31 Jan 2024 12:00:00 GMT"]).await,
        None
    );
}

#[tokio::test]
async fn errors_have_headers_too() {
    let (client, _) = playing([answer(404, &[("x-some", "7")], "")]);
    let error = Call::new(&client, &ANY)
        .read(Answer::verdict)
        .await
        .expect_err("a failure");
    assert_eq!(error.header(&ResponseHeader::<i64>::new("x-some")), Some(7));
}

#[tokio::test]
async fn a_redirect_is_an_answer_only_where_it_is_documented() {
    static EXACT: Operation = operation(&[StatusPattern::Exact(302)]);
    static RANGE: Operation = operation(&[StatusPattern::Range(3)]);
    static BESIDE: Operation = operation(&[StatusPattern::Exact(202), StatusPattern::Exact(302)]);
    let location = ResponseHeader::<String>::new("location");
    for (operation, status, expected) in [
        (&EXACT, 302, true),
        (&EXACT, 307, false),
        (&RANGE, 307, true),
        (&ANY, 302, false),
        (&BESIDE, 302, true),
        (&BESIDE, 303, false),
        (&BESIDE, 304, false),
    ] {
        let headers = [
            ("location", "https://elsewhere.example/"),
            ("content-type", "text/html"),
        ];
        let (client, transport) = playing([answer(status, &headers, "<a>Found</a>")]);
        match Call::new(&client, operation).read(Answer::verdict).await {
            Ok(response) => {
                assert!(expected, "{status}");
                assert_eq!(response.status().as_u16(), status);
                let found = response.header(&location);
                assert_eq!(found.as_deref(), Some("https://elsewhere.example/"));
                assert_eq!(response.location(), Some("https://elsewhere.example/"));
            }
            Err(error) => {
                assert!(!expected, "{error}");
                let is_redirect = matches!(error.kind(), ErrorKind::Redirect);
                assert_eq!(is_redirect, status != 304, "{error:?}");
                assert_eq!(error.is_not_modified(), status == 304, "{error:?}");
                assert_eq!(error.location(), Some("https://elsewhere.example/"));
            }
        }
        assert_eq!(transport.requests().len(), 1);
    }
}

/// Whoever writes a stream to a file wants no page about where the file is.
#[tokio::test]
async fn a_stream_is_no_redirect_where_it_could_be_the_content() {
    static ALONE: Operation = operation(&[StatusPattern::Exact(302)]);
    static BESIDE: Operation = operation(&[StatusPattern::Exact(200), StatusPattern::Exact(302)]);
    for (operation, expected) in [(&ALONE, true), (&BESIDE, false)] {
        let (client, _) = playing([answer(302, &[("location", "/there")], "<a>Found</a>")]);
        let location = match Call::new(&client, operation).stream().await {
            Ok(response) if expected => response.location().map(str::to_owned),
            Err(error) if !expected => error.location().map(str::to_owned),
            other => panic!("{other:?}"),
        };
        assert_eq!(location.as_deref(), Some("/there"));
    }
}

#[tokio::test]
async fn a_success_that_is_not_documented_is_not_read_as_a_redirect() {
    static BESIDE: Operation = operation(&[StatusPattern::Exact(200), StatusPattern::Exact(302)]);
    for (status, pattern) in [(200, 200), (208, 200), (290, 200), (302, 302)] {
        let (client, _) = playing([answer(status, &[], "")]);
        let read = |answer: Answer| {
            let pattern = answer.pattern();
            Ok(answer.nothing()?.map(|()| pattern))
        };
        let answer = Call::new(&client, &BESIDE).read(read).await;
        let found = answer.expect("an answer").into_inner();
        assert_eq!(found, StatusPattern::Exact(pattern), "{status}");
    }
}
