//! Faults on demand, and what the client makes of them.

use std::time::Duration;

use cloudflare_secrets_store::{Error, ErrorKind, NewSecret, Outcome, RetryPolicy, Scope};
use secrets_store_sandbox::{Fault, SECRET_ID, STORE_ID, Sandbox};

use crate::wire::{raw, send};

const QUOTA: &str = "/accounts/{account}/secrets_store/quota";

/// A secret is created while something goes wrong; true if it is there afterwards.
async fn create(fault: Fault) -> (Error, bool) {
    let sandbox = Sandbox::start().await;
    sandbox.inject(fault);
    let secrets = sandbox.account().store(STORE_ID).secrets();
    let create = secrets.create([NewSecret::new("A", "v", [Scope::Workers])]);
    let create = create
        .retry(RetryPolicy::none())
        .attempt_timeout(Duration::from_millis(300));
    let error = create.await.expect_err("a fault");
    (error, sandbox.holds(STORE_ID, "A", "v"))
}

#[tokio::test]
async fn a_client_is_told_whether_the_service_may_have_acted() {
    let long = Duration::from_secs(600);
    let cases = [
        (Fault::LostAnswer, Outcome::Unknown, true),
        (Fault::Reset, Outcome::Unknown, false),
        (Fault::SlowBody(long), Outcome::Applied, true),
        (Fault::TruncatedJson, Outcome::Applied, true),
        (Fault::ShortBody, Outcome::Applied, true),
        (Fault::BadGateway, Outcome::Unknown, false),
        (Fault::LockOut, Outcome::Rejected, false),
    ];
    for (fault, outcome, there) in cases {
        let (error, is_there) = create(fault).await;
        assert_eq!(is_there, there, "{fault:?}");
        assert_eq!(error.outcome(), outcome, "{fault:?}: {error}");
    }
}

#[tokio::test]
async fn a_read_survives_what_passes() {
    for fault in [Fault::LostAnswer, Fault::Reset, Fault::BadGateway] {
        let sandbox = Sandbox::start().await;
        sandbox.inject(fault);
        let secrets = sandbox.account().store(STORE_ID).secrets();
        let response = secrets
            .get(SECRET_ID)
            .send()
            .await
            .expect("the second attempt");
        assert_eq!(response.attempts(), 2, "{fault:?}");
        let faults: Vec<_> = sandbox.journal().into_iter().map(|it| it.fault).collect();
        assert_eq!(faults, [Some(fault), None]);
    }
}

#[tokio::test]
async fn a_slow_body_comes_in_the_end() {
    let sandbox = Sandbox::start().await;
    sandbox.inject(Fault::SlowBody(Duration::from_millis(20)));
    assert_eq!(
        send(&sandbox, "GET", QUOTA, "").await.json()["success"],
        true
    );
}

#[tokio::test]
async fn a_service_that_ignores_the_page_does_not_make_a_list_endless() {
    let sandbox = Sandbox::start().await;
    sandbox.inject(
        Fault::IgnoredPage
            .on("secrets-store-secrets-list")
            .times(u32::MAX),
    );
    let secrets = sandbox.account().store(STORE_ID).secrets();
    let error = secrets
        .list()
        .per_page(1)
        .items()
        .try_collect()
        .await
        .expect_err("a repetition");
    assert!(matches!(error.kind(), ErrorKind::RepeatedPage), "{error:?}");
    assert_eq!(sandbox.journal().len(), 2);
}

#[tokio::test]
async fn a_lock_out_ends_after_five_minutes() {
    let sandbox = Sandbox::start().await;
    sandbox.inject(Fault::LockOut);
    let statuses = async || send(&sandbox, "GET", QUOTA, "").await.status;
    assert_eq!([statuses().await, statuses().await], [429, 429]);
    sandbox.advance(Duration::from_secs(300));
    assert_eq!(statuses().await, 200);
}

#[tokio::test]
async fn programs_ask_for_faults_over_http() {
    let sandbox = Sandbox::start().await;
    let control = async |path: &str| crate::wire::control(&sandbox, path).await;
    assert_eq!(
        control("faults/bad-gateway?times=2&operation=secrets-store-quota").await,
        200
    );
    assert_eq!(control("faults/unheard-of").await, 404);
    assert_eq!(control("faults/slow-body?seconds=x").await, 400);
    let status = async || send(&sandbox, "GET", QUOTA, "").await.status;
    assert_eq!(
        [status().await, status().await, status().await],
        [502, 502, 200]
    );

    assert_eq!(control("faults/lock-out").await, 200);
    assert_eq!(status().await, 429);
    assert_eq!(control("advance/300").await, 200);
    assert_eq!(status().await, 200);

    send(
        &sandbox,
        "DELETE",
        "/accounts/{account}/secrets_store/stores/{store}?force=true",
        "",
    )
    .await;
    assert_eq!(control("reset").await, 200);
    assert_eq!(
        send(&sandbox, "GET", QUOTA, "").await.json()["result"]["secrets"]["usage"],
        3
    );

    let headers = [("x-sandbox-fault", "lost-answer")];
    assert!(raw(&sandbox, "GET", QUOTA, &headers, "").await.is_none());
}
