//! Many items in chunks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tokio::time::sleep;

use crate::runtime::error_kind::ErrorKind;
use crate::runtime::response::Meta;
use crate::runtime::validate::{Validate, Validator};
use crate::runtime::{
    BoxFuture, Bulk, BulkReport, Call, Error, Outcome, Response, Result, SecretValue,
};
use crate::sample::NewSecret;
use crate::scripted::playing;

/// A call that is never sent.
fn call() -> Call {
    let (client, _) = playing([]);
    let secret = NewSecret {
        name: "new".into(),
        value: "v".into(),
    };
    client.secrets().create(secret).call
}

/// An answer with these values.
fn answered<T>(values: T) -> Response<T> {
    let meta = Meta {
        operation: "",
        status: StatusCode::ACCEPTED,
        headers: HeaderMap::from_iter([(http::header::SERVER, "s".parse().expect("a header"))]),
        body: Bytes::new(),
        attempts: 2,
        was_already_gone: false,
        messages: Vec::new(),
    };
    Response::new(values, meta)
}

fn bulk<I: Validate, T: 'static>(
    items: Vec<I>,
    chunk_size: usize,
    send: impl Fn(Vec<I>) -> BoxFuture<Result<Vec<T>>> + Send + Sync + 'static,
) -> Bulk<I, T> {
    Bulk::new(call(), items, chunk_size, move |_, chunk| {
        let answer = send(chunk);
        Box::pin(async { answer.await.map(answered) })
    })
}

/// The chunks that were sent, and how many were on their way at once at most.
#[derive(Clone, Default)]
struct Log(Arc<Shared>);

#[derive(Default)]
struct Shared {
    chunks: Mutex<Vec<Vec<u32>>>,
    running: AtomicUsize,
    peak: AtomicUsize,
}

impl Log {
    fn chunks(&self) -> Vec<Vec<u32>> {
        self.0.chunks.lock().expect("a log").clone()
    }

    fn peak(&self) -> usize {
        self.0.peak.load(Ordering::Relaxed)
    }

    /// Answers with `answer`, the earlier a chunk the later.
    fn bulk(
        &self,
        items: std::ops::Range<u32>,
        answer: impl Fn(Vec<u32>) -> Result<Vec<u32>> + Send + Sync + 'static,
    ) -> Bulk<u32, u32> {
        let (log, answer) = (self.clone(), Arc::new(answer));
        bulk(items.collect(), 2, move |chunk: Vec<u32>| {
            let (log, answer) = (log.clone(), Arc::clone(&answer));
            let send = async move {
                log.0.chunks.lock().expect("a log").push(chunk.clone());
                let running = 1 + log.0.running.fetch_add(1, Ordering::Relaxed);
                log.0.peak.fetch_max(running, Ordering::Relaxed);
                sleep(Duration::from_secs(100 - u64::from(chunk[0]))).await;
                log.0.running.fetch_sub(1, Ordering::Relaxed);
                answer(chunk)
            };
            Box::pin(send) as BoxFuture<_>
        })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "an answer can be an error")]
fn tenfold(chunk: Vec<u32>) -> Result<Vec<u32>> {
    Ok(chunk.into_iter().map(|item| item * 10).collect())
}

fn outcome_of(report: &BulkReport<u32, u32>) -> Vec<(u32, Option<u32>)> {
    report
        .entries()
        .iter()
        .map(|entry| (entry.item, entry.result.as_ref().ok().copied()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn items_keep_their_order_and_requests_their_bound() {
    for (chunk_size, concurrency, requests, peak) in [
        (2, 4, 4, 4),
        (3, 2, 3, 2),
        (1, 3, 7, 3),
        (100, 4, 1, 1),
        (0, 0, 7, 1),
    ] {
        let log = Log::default();
        let bulk = log.bulk(0..7, tenfold);
        let report = bulk.chunk_size(chunk_size).concurrency(concurrency).await;
        let expected: Vec<_> = (0..7).map(|item| (item, Some(item * 10))).collect();
        assert_eq!(outcome_of(&report), expected, "{chunk_size} {concurrency}");
        assert_eq!((log.chunks().len(), log.peak()), (requests, peak));
    }
}

#[tokio::test]
async fn without_items_nothing_is_sent() {
    let log = Log::default();
    let report = log.bulk(0..0, tenfold).await;
    assert!(report.is_complete() && report.entries().is_empty());
    assert!(log.chunks().is_empty());
    assert!(report.into_result().expect("no failure").is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_chunk_that_fails_stops_no_other() {
    let log = Log::default();
    let report = log
        .bulk(0..5, |chunk| match chunk[0] {
            2 => Err(Error::new(ErrorKind::Transport).with_outcome(Outcome::Unknown)),
            _ => tenfold(chunk),
        })
        .concurrency(1)
        .await;
    assert_eq!(
        outcome_of(&report),
        [
            (0, Some(0)),
            (1, Some(10)),
            (2, None),
            (3, None),
            (4, Some(40))
        ]
    );
    assert!(!report.is_complete());
    assert_eq!(report.succeeded().count(), 3);
    let failed: Vec<_> = report
        .failed()
        .map(|(item, e)| (*item, e.outcome()))
        .collect();
    assert_eq!(failed, [(2, Outcome::Unknown), (3, Outcome::Unknown)]);
    let report = report.into_result().expect_err("a failure");
    assert_eq!(report.to_string(), "2 of 5 items failed");
    assert!(std::error::Error::source(&report).is_some());
    assert_eq!(report.into_iter().count(), 5);
}

#[tokio::test(start_paused = true)]
async fn values_that_match_no_item_are_not_guessed() {
    for values in [vec![], vec![1], vec![1, 2, 3]] {
        let log = Log::default();
        let report = log.bulk(0..2, move |_| Ok(values.clone())).await;
        let failed: Vec<_> = report.failed().collect();
        assert_eq!(failed.len(), 2);
        for (_, error) in failed {
            assert!(error.is_decode() && error.outcome() == Outcome::Applied);
            assert_eq!(error.operation(), "secrets.create");
            assert_eq!(error.status(), Some(StatusCode::ACCEPTED));
            assert_eq!(error.headers().map(HeaderMap::len), Some(1));
            assert_eq!(error.attempts(), 2);
        }
    }
}

#[tokio::test]
async fn debug_shows_of_items_what_they_show() {
    let items = vec![SecretValue::from("canary")];
    let bulk = bulk(items, 1, |_| {
        Box::pin(async { Err::<Vec<u8>, _>(Error::new(ErrorKind::Transport)) })
    });
    let before = format!("{bulk:?}");
    let report = bulk.await;
    let printed = format!("{before} {report:?} {report:#?} {report}");
    assert!(!printed.contains("canary"), "{printed}");
}

#[cfg(feature = "blocking")]
#[test]
fn bulks_can_be_waited_for() {
    let send = |chunk: Vec<u32>| Box::pin(async { tenfold(chunk) }) as BoxFuture<_>;
    let report = bulk(vec![1, 2, 3], 2, send).wait().expect("a report");
    assert_eq!(report.into_result().expect("no failure"), [10_u32, 20, 30]);
}

/// Even numbers are fine.
#[derive(Clone, Debug, PartialEq)]
struct Even(u32);

impl Validate for Even {
    fn validate(&self, check: &mut Validator) {
        if self.0 % 2 == 1 {
            check.refuse("number", "must be even", "");
        }
    }
}

#[tokio::test]
async fn what_breaks_a_constraint_is_not_sent_and_stops_nothing_else() {
    let items: Vec<Even> = [0, 1, 2, 3, 5, 4, 6].map(Even).to_vec();
    let sent = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&sent);
    let report = bulk(items.clone(), 2, move |chunk: Vec<Even>| {
        log.lock().expect("a log").push(chunk.clone());
        Box::pin(std::future::ready(Ok(chunk))) as BoxFuture<_>
    });
    let report = report.concurrency(1).await;
    let sent = sent.lock().expect("a log").clone();
    assert_eq!(sent, [[Even(0), Even(2)], [Even(4), Even(6)]]);
    let entries = report.entries().iter();
    assert!(entries.clone().map(|it| &it.item).eq(&items));
    for entry in entries {
        match &entry.result {
            Ok(value) => assert_eq!(*value, entry.item),
            Err(error) => {
                assert!(entry.item.0 % 2 == 1 && error.is_validation());
                assert_eq!(error.to_string(), "secrets.create: number: must be even");
                assert_eq!(error.outcome(), Outcome::NotSent);
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Text(String);

impl Validate for Text {
    fn validate(&self, _: &mut Validator) {}
}

#[tokio::test]
async fn answers_to_items_of_one_name_keep_their_order() {
    let items: Vec<Even> = [2, 10, 12].map(Even).to_vec();
    let bulk = bulk(items, 3, |_| {
        Box::pin(std::future::ready(Ok(vec![10_u32, 12, 2]))) as BoxFuture<_>
    });
    // Those below 10 have one name, the others another.
    let report = bulk.paired(
        |item| if item.0 < 10 { "low" } else { "high" },
        |value: &u32| if *value < 10 { "low" } else { "high" },
    );
    let values = report.await.into_result().expect("all");
    assert_eq!(values, [2, 10, 12]);
}

/// In an order that a search for each of them would take long to undo.
#[tokio::test]
async fn answers_come_in_any_order() {
    const COUNT: u32 = 30_000;
    let items: Vec<Text> = (0..COUNT).map(|it| Text(it.to_string())).collect();
    let bulk = bulk(items, usize::MAX, |chunk: Vec<Text>| {
        let (even, odd): (Vec<_>, Vec<_>) =
            chunk.into_iter().rev().partition(|it| it.0.len() % 2 == 0);
        Box::pin(std::future::ready(Ok([odd, even].concat()))) as BoxFuture<_>
    });
    let report = bulk.paired(|item| &item.0, |value: &Text| &value.0).await;
    let pairs = report.entries().iter();
    assert!(
        pairs
            .clone()
            .all(|it| it.result.as_ref().is_ok_and(|value| *value == it.item))
    );
    assert_eq!(pairs.count(), COUNT as usize);
}
