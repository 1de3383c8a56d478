//! The same builders without async.

use std::task::Poll;

use crate::runtime::Answer;
use crate::runtime::blocking::Wait as _;
use crate::scripted::{answer, ok, playing, status};

#[test]
fn requests_can_be_waited_for() {
    let (client, _) = playing([ok(r#"{"id":"a"}"#), ok(r#"{"id":"b"}"#)]);
    assert_eq!(client.secrets().get("a").wait().expect("a secret").id, *"a");
    assert_eq!(
        client
            .secrets()
            .get("b")
            .send()
            .wait()
            .expect("a response")
            .attempts(),
        1
    );
}

#[test]
fn bytes_that_nobody_describes_are_there_and_raw_requests_are_waited_for() {
    let (client, _) = playing([answer(200, &[], "[1]"), answer(200, &[], "WEBVTT")]);
    let answer = client
        .secrets()
        .delete("a")
        .call
        .read(Answer::nothing)
        .wait();
    let answer = answer.expect("a success");
    assert_eq!(&answer.body()[..], b"[1]");
    let request = client.request(http::Method::GET, "/7").accept("text/vtt");
    assert_eq!(request.text().wait().expect("a text").get(), "WEBVTT");
}

#[test]
fn retries_wait_without_async_too() {
    let (client, _) = playing([
        answer(503, &[("retry-after-ms", "1")], ""),
        ok(r#"{"id":"a"}"#),
    ]);
    assert_eq!(
        client
            .secrets()
            .get("a")
            .send()
            .wait()
            .expect("a response")
            .attempts(),
        2
    );
}

#[test]
fn lists_are_iterators() {
    let (client, _) = playing([ok(r#"[{"id":"a"},{"id":"b"}]"#), ok("[]")]);
    let ids: Vec<_> = client
        .secrets()
        .list()
        .items()
        .blocking()
        .map(|secret| secret.expect("a secret").id)
        .collect();
    assert_eq!(ids.len(), 2);
    let (client, _) = playing([status(403)]);
    let mut pages = client.secrets().list().pages().blocking();
    assert!(pages.next().expect("an error").is_err());
    assert!(pages.next().is_none());
}

#[test]
fn iterators_say_how_far_they_are() {
    let page = || ok(r#"[{"id":"a"},{"id":"b"}]"#);
    let (client, _) = playing([page(), page()]);
    let mut items = client.secrets().list().items().blocking();
    items.next().expect("an item").expect("a secret");
    let place = items.get_ref().checkpoint();
    assert_eq!(items.into_inner().checkpoint(), place);
    let mut rest = client.secrets().list().resume(place).items().blocking();
    assert_eq!(rest.next().expect("an item").expect("a secret").id, *"b");
}

#[tokio::test]
async fn waiting_inside_a_runtime_is_an_error() {
    let (client, transport) = playing([]);
    assert!(
        client
            .secrets()
            .get("a")
            .wait()
            .expect_err("inside a runtime")
            .is_config()
    );
    assert!(
        client
            .secrets()
            .list()
            .items()
            .blocking()
            .next()
            .expect("an error")
            .is_err()
    );
    let items = client.secrets().list().items().blocking();
    assert_eq!(items.take(9).count(), 1);
    let pages = client.secrets().list().pages().blocking();
    assert_eq!(pages.take(9).count(), 1);
    assert_eq!(transport.requests().len(), 0);
    // Others still run.
    tokio::task::yield_now().await;
    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_that_may_block_can_wait() {
    let secret = || ok(r#"{"id":"a"}"#);
    let (client, _) = playing([secret(), secret(), secret()]);
    let (inside, in_place) = (client.clone(), client.clone());
    let waited = tokio::task::spawn_blocking(move || inside.secrets().get("a").wait());
    waited.await.expect("no panic").expect("a secret");
    tokio::spawn(async move {
        let request = in_place.secrets().get("a");
        let waited = tokio::task::block_in_place(|| request.wait());
        waited.expect("a secret");
        let request = in_place.secrets().get("a");
        assert!(request.wait().expect_err("in a task").is_config());
    })
    .await
    .expect("no panic");
    let handle = tokio::runtime::Handle::current();
    std::thread::spawn(move || {
        let _entered = handle.enter();
        client.secrets().get("a").wait().expect("a secret");
    })
    .join()
    .expect("no panic");
}

/// Nobody can tell that from a thread that may block.
#[test]
fn what_is_dropped_with_its_runtime_can_wait() {
    struct Guard(crate::runtime::Client, std::sync::mpsc::Sender<bool>);
    impl Drop for Guard {
        fn drop(&mut self) {
            let waited = self.0.secrets().get("a").wait();
            self.1.send(waited.is_ok()).expect("somebody who asks");
        }
    }
    let build = tokio::runtime::Builder::new_multi_thread().build();
    for runtime in [build, tokio::runtime::Builder::new_current_thread().build()] {
        let runtime = runtime.expect("a runtime");
        let busy = answer(503, &[("retry-after-ms", "1")], "");
        let (client, _) = playing([busy, ok(r#"{"id":"a"}"#)]);
        let (sender, waited) = std::sync::mpsc::channel();
        let guard = Guard(client, sender);
        let (started, starts) = std::sync::mpsc::channel();
        runtime.spawn(async move {
            started.send(()).expect("somebody who waits");
            let _guard = guard;
            std::future::pending::<()>().await;
        });
        runtime.block_on(tokio::task::yield_now());
        starts.recv().expect("a task");
        drop(runtime);
        assert_eq!(waited.recv(), Ok(true));
    }
}

/// To find out where a call comes from takes longer than to hand out an item.
#[tokio::test]
async fn what_is_there_is_handed_out_wherever_that_is() {
    let busy = answer(503, &[("retry-after", "1")], "");
    let (client, transport) = playing([ok(r#"[{"id":"a"},{"id":"b"}]"#), busy]);
    let begun = tokio::task::spawn_blocking(move || {
        let mut items = client.secrets().list().items().blocking();
        items.next().expect("an item").expect("a secret");
        items
    });
    let mut items = begun.await.expect("no panic");
    assert_eq!(items.next().expect("an item").expect("a secret").id, *"b");
    let error = items.next().expect("an error").expect_err("a wait");
    assert!(error.is_config(), "{error}");
    assert!(items.next().is_none());
    assert_eq!(transport.requests().len(), 1);
}

/// Connections of a runtime that stands still do not answer.
#[test]
#[cfg(any(
    feature = "rustls",
    feature = "native-tls",
    not(feature = "rustls-no-provider")
))]
fn blocking_calls_have_connections_of_their_own() {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            std::thread::spawn(move || {
                let (mut stream, mut buffer) = (stream.expect("a connection"), [0; 4096]);
                while stream.read(&mut buffer).is_ok_and(|count| count > 0) {
                    let body = r#"{"success":true,"result":{"id":"a"}}"#;
                    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
                    stream
                        .write_all((head + body).as_bytes())
                        .expect("a reader");
                }
            });
        }
    });
    let client = crate::runtime::Client::builder()
        .base_url(format!("http://{address}"))
        .credentials(crate::runtime::Credentials::api_token("token"))
        .attempt_timeout(std::time::Duration::from_secs(5))
        .retry(crate::runtime::RetryPolicy::none())
        .build()
        .expect("a client");
    let idle = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    for _ in 0..2 {
        let secret = idle.block_on(client.secrets().get("a").send());
        secret.expect("a secret");
        client.secrets().get("a").wait().expect("a secret");
    }
}

/// Whatever waits on this thread while a call is looked at takes the sign that the thread is given.
#[test]
fn a_call_goes_on_although_its_sign_was_taken() {
    let mut polls = 0;
    let call = std::future::poll_fn(|context| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready(Ok(polls));
        }
        let waker = context.waker().clone();
        std::thread::spawn(move || waker.wake())
            .join()
            .expect("the thread wakes this one");
        std::thread::park();
        Poll::Pending
    });
    assert_eq!(call.wait().expect("what the future gives"), 2);
}
