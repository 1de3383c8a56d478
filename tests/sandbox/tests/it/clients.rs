//! The client that the sandbox gives out.

use cloudflare_secrets_store::blocking::Wait as _;
use cloudflare_secrets_store::{NewSecret, NewStore, Scope};
use secrets_store_sandbox::{ACCOUNT_ID, STORE_ID, Sandbox, Settings};

#[tokio::test(start_paused = true)]
async fn every_page_is_walked_with_a_paused_clock() {
    let sandbox = Sandbox::start().await;
    let secrets = sandbox.account().store(STORE_ID).secrets();
    let many = (0..40).map(|it| NewSecret::new(format!("S{it}"), "v", [Scope::Dex]));
    let report = secrets.create_all(many).await;
    assert_eq!(report.into_result().expect("all of them").len(), 40);
    let all = secrets
        .list()
        .per_page(7)
        .items()
        .try_collect()
        .await
        .expect("all pages");
    assert_eq!(all.len(), 43);
}

#[test]
fn a_sandbox_in_the_background_serves_programs_without_a_runtime() {
    let sandbox = Sandbox::background(Settings::empty());
    let stores = sandbox.client().account(ACCOUNT_ID).stores();
    let store = stores
        .create(NewStore::new("first"))
        .wait()
        .expect("a store");
    assert_eq!(stores.list().wait().expect("a page").items[0].id, store.id);
}

#[tokio::test]
async fn a_strict_client_finds_nothing_it_does_not_know() {
    let sandbox = Sandbox::start().await;
    let client = sandbox
        .client_builder()
        .strict(true)
        .build()
        .expect("a client");
    let account = client.account(ACCOUNT_ID);
    let page = account
        .store(STORE_ID)
        .secrets()
        .list()
        .await
        .expect("known fields");
    assert_eq!(page.items.len(), 3);
    account.stores().list().await.expect("known fields");
}
