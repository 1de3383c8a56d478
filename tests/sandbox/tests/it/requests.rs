//! What the sandbox answers when all is well.

use std::time::{Duration, SystemTime};

use secrets_store_sandbox::{Pending, Sandbox, Settings};
use serde_json::{Value, json};

use crate::wire::send;

const SECRETS: &str = "/accounts/{account}/secrets_store/stores/{store}/secrets";
const SECRET: &str = "/accounts/{account}/secrets_store/stores/{store}/secrets/{secret}";

fn names(body: &Value) -> Vec<&str> {
    let items = body["result"].as_array().expect("a list");
    items.iter().filter_map(|it| it["name"].as_str()).collect()
}

#[tokio::test]
async fn a_secret_is_created_shown_changed_copied_and_deleted_and_its_value_never_comes_back() {
    let sandbox = Sandbox::start_with(Settings::empty()).await;
    let stores = "/accounts/{account}/secrets_store/stores";
    let store = send(&sandbox, "POST", stores, r#"{"name": "first"}"#)
        .await
        .json();
    let store = store["result"]["id"]
        .as_str()
        .expect("an identifier")
        .to_owned();
    let secrets = format!("{stores}/{store}/secrets");
    let new = r#"[{"name": "A", "value": "first value", "scopes": ["workers", "access"]}]"#;
    let created = send(&sandbox, "POST", &secrets, new).await;
    let secret = created.json()["result"][0].clone();
    assert_eq!(secret["scopes"], json!(["access", "workers"]), "sorted");
    assert_eq!(
        (&secret["comment"], &secret["status"]),
        (&Value::Null, &json!("pending"))
    );
    assert!(sandbox.holds(&store, "A", "first value"));

    let one = format!(
        "{secrets}/{}",
        secret["id"].as_str().expect("an identifier")
    );
    let change = r#"{"value": "second value", "comment": "changed"}"#;
    let changed = send(&sandbox, "PATCH", &one, change).await;
    assert_eq!(changed.json()["result"]["comment"], "changed");
    assert_eq!(
        changed.json()["result"]["scopes"],
        secret["scopes"],
        "left out, left alone"
    );
    assert!(sandbox.holds(&store, "A", "second value"));

    let copy = r#"{"name": "B", "scopes": ["dex"]}"#;
    let copied = send(&sandbox, "POST", &format!("{one}/duplicate"), copy).await;
    assert_ne!(copied.json()["result"]["id"], secret["id"]);
    assert!(
        sandbox.holds(&store, "B", "second value"),
        "copied by the service"
    );

    let quota = send(
        &sandbox,
        "GET",
        "/accounts/{account}/secrets_store/quota",
        "",
    )
    .await;
    assert_eq!(
        quota.json()["result"]["secrets"],
        json!({"quota": 100, "usage": 2})
    );

    let list = send(&sandbox, "GET", &secrets, "").await;
    let deleted = send(&sandbox, "DELETE", &one, "").await;
    assert_eq!(
        (deleted.status, &deleted.json()["result"]),
        (202, &Value::Null)
    );
    let rest = json!({"ids": [copied.json()["result"]["id"]]}).to_string();
    let emptied = send(&sandbox, "DELETE", &secrets, &rest).await;
    assert_eq!(
        (emptied.status, &emptied.json()["result"]),
        (202, &Value::Null)
    );
    let gone = send(&sandbox, "DELETE", &format!("{stores}/{store}"), "").await;
    assert_eq!((gone.status, &gone.json()["result"]), (200, &Value::Null));

    for reply in [created, changed, copied, list, deleted] {
        assert!(!reply.text.contains(" value"), "{}", reply.text);
    }
    let journal = format!("{:?} {:?}", sandbox.journal(), sandbox.contents());
    assert!(!journal.contains(" value"), "{journal}");
}

#[tokio::test]
async fn lists_are_sorted_filtered_and_cut_into_pages() {
    let sandbox = Sandbox::start().await;
    let new = r#"[
        {"name": "ZETA", "value": "v", "scopes": ["dex", "workers"], "comment": "Production"},
        {"name": "ALPHA", "value": "v", "scopes": ["dex"]}
    ]"#;
    send(&sandbox, "POST", SECRETS, new).await;
    let (database, payments, signing) = ("DATABASE_URL", "PAYMENTS_API_KEY", "SIGNING_KEY");
    let cases: &[(&str, &[&str])] = &[
        ("", &["ALPHA", "ZETA", signing, payments, database]),
        (
            "direction=asc",
            &[database, payments, signing, "ZETA", "ALPHA"],
        ),
        (
            "order=name&direction=asc",
            &["ALPHA", database, payments, signing, "ZETA"],
        ),
        ("order=name&direction=asc&per_page=2", &["ALPHA", database]),
        ("order=name&direction=asc&per_page=2&page=3", &["ZETA"]),
        ("order=name&direction=asc&per_page=2&page=4", &[]),
        (
            "order=comment&direction=desc&per_page=2",
            &[database, payments],
        ),
        ("order=status&direction=desc&per_page=2", &["ALPHA", "ZETA"]),
        ("search=key", &[signing, payments]),
        ("search=PROD", &["ZETA"]),
        ("search=for+checkout", &[payments]),
        ("search=for%20checkout", &[payments]),
        ("scopes=dex", &["ALPHA", "ZETA"]),
        ("scopes=dex&scopes=workers", &["ZETA"]),
    ];
    for (query, expected) in cases {
        // Otherwise the answers before would have made them active.
        let sandbox = Sandbox::start().await;
        send(&sandbox, "POST", SECRETS, new).await;
        let reply = send(&sandbox, "GET", &format!("{SECRETS}?{query}"), "").await;
        assert_eq!(names(&reply.json()), *expected, "{query}");
    }
    let page = send(
        &sandbox,
        "GET",
        &format!("{SECRETS}?scopes=dex&per_page=1&page=2"),
        "",
    )
    .await;
    let info = json!({"page": 2, "per_page": 1, "count": 1, "total_count": 5, "total_pages": 2});
    assert_eq!(page.json()["result_info"], info);
}

#[tokio::test]
async fn a_secret_becomes_active_after_reads_or_after_a_time() {
    let new = r#"[{"name": "A", "value": "v", "scopes": ["workers"]}]"#;
    let cases: [(Pending, [&str; 3]); 4] = [
        (Pending::Never, ["active"; 3]),
        (Pending::ForReads(1), ["pending", "active", "active"]),
        (Pending::ForReads(2), ["pending", "pending", "active"]),
        (
            Pending::For(Duration::from_secs(20)),
            ["pending", "pending", "active"],
        ),
    ];
    for (pending, expected) in cases {
        let sandbox = Sandbox::start_with(Settings::default().pending(pending)).await;
        let created = send(&sandbox, "POST", SECRETS, new).await.json();
        let id = created["result"][0]["id"]
            .as_str()
            .expect("an identifier")
            .to_owned();
        let mut seen = Vec::new();
        for _ in 0..3 {
            let reply = send(&sandbox, "GET", &format!("{SECRETS}/{id}"), "")
                .await
                .json();
            seen.push(
                reply["result"]["status"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
            );
            sandbox.advance(Duration::from_secs(10));
        }
        assert_eq!(seen, expected, "{pending:?}");
    }
}

#[tokio::test]
async fn answers_carry_rate_limits_and_a_ray_and_too_many_requests_lock_out() {
    let settings = Settings::default()
        .rate(2, Duration::from_secs(60))
        .stopped_clock(SystemTime::UNIX_EPOCH);
    let sandbox = Sandbox::start_with(settings).await;
    let mut rays = Vec::new();
    let mut ask = async || {
        let reply = send(&sandbox, "GET", SECRET, "").await;
        rays.extend(reply.header("cf-ray").map(str::to_owned));
        let header = |name| reply.header(name).unwrap_or_default().to_owned();
        (reply.status, header("ratelimit"), header("retry-after"))
    };
    let told = |status, limit: &str, retry: &str| (status, limit.to_owned(), retry.to_owned());
    assert_eq!(ask().await, told(200, r#""default";r=1;t=60"#, ""));
    assert_eq!(ask().await, told(200, r#""default";r=0;t=60"#, ""));
    assert_eq!(ask().await, told(429, r#""default";r=0;t=60"#, "300"));
    sandbox.advance(Duration::from_secs(200));
    assert_eq!(ask().await, told(429, r#""default";r=2;t=60"#, "100"));
    sandbox.advance(Duration::from_secs(100));
    assert_eq!(ask().await, told(200, r#""default";r=1;t=60"#, ""));
    rays.sort();
    rays.dedup();
    assert_eq!(rays.len(), 5, "each its own");
    assert!(rays.iter().all(|it| it.ends_with("-SBX")), "{rays:?}");
}

#[tokio::test]
async fn with_a_stopped_clock_the_same_requests_get_the_same_answers() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let sandbox = Sandbox::start_with(Settings::default().stopped_clock(time)).await;
        let new = r#"[{"name": "A", "value": "v", "scopes": ["workers"]}]"#;
        let created = send(&sandbox, "POST", SECRETS, new).await;
        runs.push([created.text, send(&sandbox, "GET", SECRETS, "").await.text]);
    }
    assert_eq!(runs[0], runs[1]);
    assert!(
        runs[0][0].contains("2001-09-09T01:46:40.001000Z"),
        "{}",
        runs[0][0]
    );
}

#[tokio::test]
async fn what_only_the_specification_forbids_is_answered_and_noted() {
    let sandbox = Sandbox::start().await;
    send(&sandbox, "GET", &format!("{SECRETS}?colour=red"), "").await;
    send(
        &sandbox,
        "GET",
        &format!("{SECRET}-and-much-more-than-that"),
        "",
    )
    .await;
    send(&sandbox, "GET", SECRET, "").await;
    let noted: Vec<_> = sandbox
        .journal()
        .into_iter()
        .map(|it| (it.status, it.notes))
        .collect();
    let note = |it: &str| vec![it.to_owned()];
    let expected = [
        (
            Some(200),
            note("the specification has no query parameter \"colour\""),
        ),
        (
            Some(404),
            note("the specification does not allow this secret_id"),
        ),
        (Some(200), Vec::new()),
    ];
    assert_eq!(noted, expected);
    assert!(
        !format!("{:?}", sandbox.journal()).contains("red"),
        "values are not kept"
    );
}
