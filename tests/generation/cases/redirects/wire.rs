//! What is made of redirects.

use case_redirects::transport::{MemoryTransport, http::Response};
use case_redirects::{Client, DownloadFileOutput, GetPictureOutput, GetPreviewOutput, Outcome};

fn answering(status: u16, body: &'static str) -> Client {
    let transport = MemoryTransport::new(move |_request| {
        let response = Response::builder().status(status);
        let response = response.header("location", "https://files.example.com/1");
        Ok(response.body(body.into()).expect("a response"))
    });
    Client::builder().transport(transport).build().expect("a client")
}

#[tokio::test]
async fn a_redirect_is_a_variant_where_it_is_an_answer() {
    const THERE: Option<&str> = Some("https://files.example.com/1");
    for body in ["", "<html>Found</html>", "{}"] {
        let answer = answering(302, body).file("1").content().get().send().await.expect("an answer");
        assert!(matches!(answer.get(), DownloadFileOutput::Found), "{answer:?}");
        assert_eq!(answer.location(), THERE);
        let answer = answering(303, body).file("1").picture().get().send().await.expect("an answer");
        assert!(matches!(answer.get(), GetPictureOutput::SeeOther), "{answer:?}");
        let answer = answering(303, body).file("1").preview().get().await.expect("an answer");
        assert!(matches!(answer, GetPreviewOutput::SeeOther), "{answer:?}");
        answering(302, body).login().get().await.expect("an answer");
    }
    let answer = answering(202, "").file("1").content().get().await.expect("an answer");
    assert!(matches!(answer, DownloadFileOutput::Accepted), "{answer:?}");
    let error = answering(303, "").file("1").picture().get().stream().await.expect_err("no stream");
    assert_eq!(error.location(), THERE);
}

#[tokio::test]
async fn other_redirects_are_errors_that_say_where_they_lead() {
    let error = answering(301, "").file("1").get().await.expect_err("a redirect");
    assert_eq!(error.location(), Some("https://files.example.com/1"));
    let moved = r#"{"detail":"moved"}"#;
    let error = answering(307, moved).file("1").delete().await.expect_err("a redirect");
    assert_eq!(error.outcome(), Outcome::Rejected);
    let problem = error.json::<case_redirects::Problem>().expect("a body").expect("a problem");
    assert_eq!(problem.detail, "moved");
    answering(302, "").files().list().await.expect_err("a redirect");
    answering(500, moved).login().get().await.expect_err("a failure");
}

#[tokio::test]
async fn what_is_not_modified_was_not_done() {
    let error = answering(304, "").file("1").start().await.expect_err("not started");
    assert!(error.is_not_modified());
    assert_eq!(error.outcome(), Outcome::Rejected);
}
