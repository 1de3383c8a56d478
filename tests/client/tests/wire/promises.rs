//! What users build on without seeing it: sizes, and what can be sent to other threads.

use std::fmt::Debug;
use std::future::IntoFuture as _;
use std::task::{Context, Poll, Waker};

use cloudflare_secrets_store::resources::{account, secrets, store, stores};
use cloudflare_secrets_store::{
    Client, ClientBuilder, Credentials, Error, Items, NewSecret, Outcome, Pages, Response, Scope,
    Secret, SecretValue,
};

use crate::{client, store};
use client_tests::Server;

fn is_everywhere<T: Debug + Send + Sync + 'static>() {}

fn is_streamed<T: Send + Unpin + 'static>() {}

#[test]
fn everything_can_be_shared_and_sent() {
    is_everywhere::<Client>();
    is_everywhere::<ClientBuilder>();
    is_everywhere::<Credentials>();
    is_everywhere::<Error>();
    is_everywhere::<NewSecret>();
    is_everywhere::<SecretValue>();
    is_everywhere::<Response<Secret>>();
    is_everywhere::<account::Account>();
    is_everywhere::<store::Store>();
    is_everywhere::<stores::Stores>();
    is_everywhere::<secrets::Secrets>();
    is_everywhere::<secrets::List>();
    is_everywhere::<secrets::Create>();
    is_everywhere::<secrets::Update>();
    is_streamed::<Items<Secret>>();
    is_streamed::<Pages<Secret>>();
}

#[test]
fn an_error_is_one_pointer_wide() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
}

#[tokio::test]
async fn the_future_of_a_call_is_small() {
    let server = Server::playing([]).await;
    let secrets = store(&client(&server)).secrets();
    let new = NewSecret::new("NAME", "value", [Scope::Workers]);
    for (name, size) in [
        ("list", size_of_val(&secrets.list().send())),
        ("create", size_of_val(&secrets.create([new]).send())),
        (
            "update",
            size_of_val(&secrets.update("id").value("v").send()),
        ),
        (
            "delete_many",
            size_of_val(&secrets.delete_many(["id"]).send()),
        ),
    ] {
        assert!(size < 1024, "the future of {name} takes {size} bytes");
    }
}

#[test]
fn without_a_runtime_a_call_is_an_error() {
    let client = Client::builder().credentials(Credentials::api_token("t"));
    let client = client
        .base_url("http://127.0.0.1:1")
        .build()
        .expect("a client");
    let mut call = store(&client).secrets().list().into_future();
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(ended) = call.as_mut().poll(&mut context) else {
        panic!("nothing could wake it");
    };
    let error = ended.expect_err("no runtime");
    assert!(
        error.is_config() && error.outcome() == Outcome::NotSent,
        "{error:?}"
    );
    assert!(error.to_string().contains("no Tokio runtime"), "{error}");
}
