//! The bytes of answers: who gets them, and how long they are held.

use std::sync::Arc;

use bytes::Bytes;
use http::Method;

use crate::runtime::{Answer, BoxFuture, Bulk, Client, Response, Result};
use crate::sample::Secret;
use crate::scripted::{Step, answer, playing};

/// A body that is counted as long as it is held.
#[derive(Clone)]
struct Body(Arc<String>);

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl Body {
    fn of(result: &str) -> Self {
        let more = r#""success":true,"next_page":"canary""#;
        Self(Arc::new(format!(r#"{{{more},"result":{result}}}"#)))
    }

    fn answer(&self) -> Step {
        answer(200, &[], Bytes::from_owner(self.clone()))
    }

    /// How many hold it besides the test.
    fn holders(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}

type Sends = fn(&Client) -> BoxFuture<Result<Response<()>>>;

/// Puts `()` in the place of the value, and looks at what is printed of the answer before.
fn looked_at<T>(answer: Response<T>) -> Response<()> {
    let answer = answer.map(drop);
    let shown = format!("{answer:?}");
    assert!(!shown.contains("canary"), "{shown}");
    answer
}

macro_rules! sends {
    (|$client:ident| $send:expr) => {
        |client| {
            let $client = client.clone();
            Box::pin(async move { $send.await.map(looked_at) })
        }
    };
}

/// All ways to read an answer, with the result that it needs.
const READINGS: &[(&str, Sends)] = &[
    (r#"{"id":"a"}"#, sends!(|it| it.secrets().get("a").send())),
    ("[]", sends!(|it| it.secrets().list().send())),
    ("null", sends!(|it| it.secrets().delete("a").send())),
    ("5", sends!(|it| it.secrets().ping().send())),
    (
        "5",
        sends!(|it| it.secrets().delete("a").call.read(Answer::nothing)),
    ),
    ("5", sends!(|it| raw(&it).send())),
    ("5", sends!(|it| raw(&it).text())),
    ("5", sends!(|it| raw(&it).bytes())),
];

fn raw(client: &Client) -> crate::runtime::RawRequest {
    client.request(Method::GET, "/things")
}

#[tokio::test]
async fn every_answer_has_its_bytes_as_long_as_it_lives() {
    #[derive(serde::Deserialize)]
    struct More {
        next_page: String,
    }
    for (result, send) in READINGS {
        let body = Body::of(result);
        let (client, _) = playing([body.answer()]);
        let answer = send(&client).await.expect(result);
        assert_eq!(answer.body(), body.0.as_bytes());
        assert_eq!(answer.body().as_ptr(), body.0.as_ptr(), "a copy");
        let more = answer.json::<More>().expect("a body").expect("a page");
        assert_eq!(more.next_page, "canary");
        drop(client);
        assert_eq!(body.holders(), 1, "{result}");
        let () = answer.into_inner();
        assert_eq!(body.holders(), 0, "{result}");
    }
}

#[tokio::test]
async fn the_bytes_of_a_stream_are_its_own() {
    let (client, _) = playing([Body::of("5").answer()]);
    let answer = client
        .secrets()
        .delete("a")
        .call
        .stream()
        .await
        .expect("a success");
    assert!(answer.body().is_empty() && answer.json::<u8>().is_none());
}

#[tokio::test]
async fn who_wants_the_value_alone_holds_nothing_else() {
    let body = Body::of(r#"{"id":"a"}"#);
    let (client, _) = playing([body.answer()]);
    let secret = client.secrets().get("a").await.expect("a secret");
    assert_eq!((secret.id.as_str(), body.holders()), ("a", 0));
}

#[tokio::test]
async fn a_walk_holds_no_page_that_was_read() {
    for by_token in [false, true] {
        let body = if by_token {
            Body(Arc::new(
                r#"{"data":[{"id":"a"}],"meta":{"next":"b"}}"#.to_owned(),
            ))
        } else {
            Body::of(r#"[{"id":"a"}]"#)
        };
        let (client, _) = playing([body.answer()]);
        let list = client.secrets().list();
        let mut pages = if by_token {
            list.by_cursor()
        } else {
            list.pages()
        };
        let page = pages.try_next().await.expect("a page").expect("a page");
        assert_eq!((page.items.len(), body.holders()), (1, 0), "{by_token}");
    }
}

#[tokio::test]
async fn chunks_hold_no_answer_while_others_are_sent() {
    let bodies = [
        r#"[{"id":"a"}]"#,
        r#"[{"id":"b"}]"#,
        r#"[{"id":"c"},{"id":"d"}]"#,
    ]
    .map(Body::of);
    let bodies = Arc::new(bodies);
    let (client, _) = playing(bodies.iter().map(Body::answer));
    let sent = Arc::clone(&bodies);
    let call = client.secrets().delete("x").call;
    let bulk = Bulk::new(call, vec!["a", "b", "c"], 1, move |call, chunk| {
        let own = format!("{:?}", chunk[0]);
        let mut before = sent.iter().take_while(|it| !it.0.contains(&own));
        assert!(before.all(|it| it.holders() == 0), "{chunk:?}");
        call.read(Answer::envelope::<Vec<Secret>>)
    });
    let report = bulk.concurrency(1).await;
    let errors = report
        .entries()
        .iter()
        .filter_map(|it| it.result.as_ref().err());
    // An answer that is not what was asked for has its bytes in the error.
    let bytes: Vec<_> = errors.map(|it| it.body().cloned()).collect();
    assert_eq!(bytes, [Some(Bytes::from(bodies[2].0.as_bytes().to_vec()))]);
}
