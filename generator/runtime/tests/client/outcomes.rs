//! What an error says about the effect of the call.

use crate::runtime::{Outcome, RetryPolicy};
use crate::sample::NewSecret;
use crate::scripted::{
    Step, answer, builder, lost, ok, playing, refused, script, status, torn, unsent,
};

async fn outcome_of_creation(steps: impl IntoIterator<Item = Step>) -> Outcome {
    let (client, _) = playing(steps);
    let secret = NewSecret {
        name: "K".into(),
        value: "v".into(),
    };
    client
        .secrets()
        .create(secret)
        .retry(RetryPolicy::none())
        .await
        .expect_err("a failure")
        .outcome()
}

#[tokio::test]
async fn a_refused_connection_means_not_sent() {
    assert_eq!(outcome_of_creation([unsent()]).await, Outcome::NotSent);
}

#[tokio::test]
async fn a_refusal_means_rejected() {
    for code in [
        304, 307, 308, 400, 401, 403, 404, 408, 409, 422, 429, 451, 498, 501, 505,
    ] {
        assert_eq!(
            outcome_of_creation([status(code)]).await,
            Outcome::Rejected,
            "{code}"
        );
    }
    assert_eq!(
        outcome_of_creation([refused(200, 1003, "exists")]).await,
        Outcome::Rejected
    );
}

/// Such as "see other", which a service says that has done it, and statuses that nobody defines.
#[tokio::test]
async fn a_status_that_does_not_say_no_means_unknown() {
    for code in [
        101, 103, 199, 300, 301, 302, 303, 305, 309, 399, 460, 499, 600, 999,
    ] {
        let outcome = outcome_of_creation([status(code)]).await;
        assert_eq!(outcome, Outcome::Unknown, "{code}");
    }
    // What only reads does nothing elsewhere either.
    for code in [301, 302, 303, 304, 307] {
        let (client, _) = playing([status(code)]);
        let error = client.secrets().get("a").await.expect_err("elsewhere");
        assert_eq!(error.outcome(), Outcome::Rejected, "{code}");
    }
}

#[tokio::test]
async fn a_server_error_means_unknown_even_in_an_envelope() {
    for code in [500, 502, 503, 504, 520, 522, 530] {
        assert_eq!(
            outcome_of_creation([status(code)]).await,
            Outcome::Unknown,
            "{code}"
        );
    }
    assert_eq!(
        outcome_of_creation([refused(500, 1, "internal")]).await,
        Outcome::Unknown
    );
}

#[tokio::test]
async fn a_lost_connection_means_unknown() {
    assert_eq!(outcome_of_creation([lost()]).await, Outcome::Unknown);
}

#[tokio::test]
async fn a_success_that_cannot_be_read_means_applied() {
    for step in [
        torn(),
        ok("17"),
        answer(200, &[], r#"{"result":17}"#),
        answer(200, &[], r#"{"success":tr"#),
        answer(200, &[], r#"{"success":true,"result":]"#),
        answer(200, &[], ""),
    ] {
        assert_eq!(outcome_of_creation([step]).await, Outcome::Applied);
    }
}

/// A page to sign in at, of something that stands in front of the API.
#[tokio::test]
async fn an_answer_of_somebody_else_means_unknown() {
    for (content_type, body) in [
        ("text/html", "<html>Please log in</html>"),
        ("application/json", "<html>"),
        ("text/plain", "Please log in"),
        ("application/json", r#"{"success":false,"errors":[{"co"#),
        ("application/json", r#"{"result":]"#),
    ] {
        let step = || answer(200, &[("content-type", content_type)], body);
        assert_eq!(outcome_of_creation([step()]).await, Outcome::Unknown);
        let (client, _) = playing([step()]);
        let error = client.secrets().delete("a").await.expect_err("no answer");
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
    }
}

/// The verdict of an answer counts in whatever spelling, and however the rest of it is spoilt.
#[tokio::test]
async fn a_failure_in_another_spelling_is_one() {
    let (rejected, unknown) = (Some(Outcome::Rejected), Some(Outcome::Unknown));
    let errors = r#""errors":[{"code":1001,"message":"no"}]"#;
    for (members, outcome) in [
        (r#""success":false"#, rejected),
        (r#""success":"false""#, rejected),
        (r#""success":" False ""#, rejected),
        (r#""success":0"#, rejected),
        (r#""success":false,"success":false"#, rejected),
        (r#""success":false,"other":1e999"#, rejected),
        (r#""success":false,"other":"\ud83d""#, rejected),
        (r#""success":false,"messages":[1e999,"\udc00"]"#, rejected),
        (r#""success":true,"success":false"#, unknown),
        (r#""success":"maybe""#, unknown),
        (r#""success":[]"#, unknown),
        (r#""success":null"#, unknown),
        (r#""other":1"#, unknown),
        (r#""errors":[],"success":null"#, unknown),
        (r#""success":true"#, None),
    ] {
        let body = format!(r#"{{{errors},{members},"result":null}}"#);
        let (client, _) = playing([answer(200, &[], body.clone())]);
        let deleted = client.secrets().delete("a").await;
        assert_eq!(
            deleted.as_ref().err().map(crate::runtime::Error::outcome),
            outcome,
            "{body}"
        );
        if let Err(error) = deleted {
            assert_eq!(
                error.to_string(),
                "secrets.delete: 200 no (code 1001)",
                "{body}"
            );
        }
        let created = outcome_of_creation([answer(200, &[], body.clone())]).await;
        assert_eq!(created, outcome.unwrap_or(Outcome::Applied), "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_unknown_attempt_makes_the_call_unknown() {
    let (client, _) = playing([lost(), status(403)]);
    let error = client.secrets().get("a").await.expect_err("a failure");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 2));
}

#[tokio::test]
async fn an_answer_beyond_the_accepted_size_means_applied() {
    let client = builder(script([ok(&"1".repeat(200))]))
        .max_response_size(100)
        .build()
        .expect("a client");
    let error = client.secrets().get("a").await.expect_err("too large");
    assert!(error.to_string().contains("100 bytes"), "{error}");
    assert_eq!(error.outcome(), Outcome::Applied);
}
