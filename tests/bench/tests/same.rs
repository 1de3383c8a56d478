//! What is compared does the same: both clients read the same from a Secrets Store, and what `cargo xtask bench compiling`
//! compiles for their users makes the same calls.

#[path = "../users/by_hand.rs"]
pub mod user_by_hand;
#[path = "../users/generated.rs"]
pub mod user_of_generated;

use anyhow::Result;
use cloudflare_secrets_store as generated;
use secrets_store_baseline as by_hand;
use secrets_store_sandbox::{ACCOUNT_ID, STORE_ID, Sandbox, Settings};

/// What matters of a secret.
type Row = (String, String, Option<String>);

fn of_hand(it: &by_hand::Secret) -> Row {
    (it.id.clone(), it.name.clone(), it.comment.clone())
}

fn of_generated(it: &generated::Secret) -> Row {
    (it.id.to_string(), it.name.clone(), it.comment.clone())
}

fn client_by_hand(sandbox: &Sandbox) -> by_hand::Client {
    let token = sandbox
        .environment()
        .into_iter()
        .find(|(name, _)| *name == "CLOUDFLARE_API_TOKEN")
        .map(|(_, value)| value)
        .unwrap_or_default();
    by_hand::Client::new(sandbox.base_url(), token, ACCOUNT_ID)
}

/// The operations that were called since the last look, each answered with a success.
fn operations(sandbox: &Sandbox) -> Vec<String> {
    let entries = sandbox.take_journal().into_iter();
    entries
        .filter(|it| it.status.is_some_and(|status| status < 300))
        .filter_map(|it| it.operation)
        .collect()
}

#[tokio::test]
async fn users_make_all_calls() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let sandbox = Sandbox::start_with(Settings::default().max_stores(2)).await;
    user_by_hand::calls(client_by_hand(&sandbox)).await?;
    let by_hand = operations(&sandbox);
    user_of_generated::calls(sandbox.client(), ACCOUNT_ID.to_owned()).await?;
    assert_eq!(operations(&sandbox), by_hand);
    assert_eq!(by_hand.len(), 12);
    Ok(())
}

#[tokio::test]
async fn both_clients_do_the_same() -> Result<()> {
    let sandbox = Sandbox::start().await;
    let hand = client_by_hand(&sandbox);
    let stores = sandbox.account().stores();
    let secrets = sandbox.account().store(STORE_ID).secrets();

    // What one writes, the other reads.
    let new = by_hand::NewSecret {
        name: "BY_HAND".to_owned(),
        value: "v".to_owned(),
        scopes: vec![by_hand::Scope::Workers],
        comment: Some("c".to_owned()),
    };
    let made = hand.create_secrets(STORE_ID, &[new]).await?;
    let read = secrets.get(made[0].id.as_str()).await?;
    assert_eq!(of_generated(&read), of_hand(&made[0]));

    let edit = by_hand::EditSecret {
        comment: Some("d".to_owned()),
        ..Default::default()
    };
    let edited = hand.edit_secret(STORE_ID, &made[0].id, &edit).await?;
    assert_eq!(edited.comment.as_deref(), Some("d"));
    let scopes = [by_hand::Scope::Dex];
    let copy = hand
        .duplicate_secret(STORE_ID, &made[0].id, "COPY", &scopes, None)
        .await?;
    assert!(sandbox.holds(STORE_ID, "COPY", "v"));

    let listed = hand
        .list_secrets(STORE_ID, &by_hand::ListSecrets::default())
        .await?;
    let page = secrets.list().await?;
    let by_hand: Vec<Row> = listed
        .result
        .unwrap_or_default()
        .iter()
        .map(of_hand)
        .collect();
    let generated: Vec<Row> = page.items.iter().map(of_generated).collect();
    assert_eq!(by_hand, generated);

    let usage = hand.quota().await?.secrets.usage;
    assert_eq!(usage, sandbox.account().quota().await?.secrets.usage);
    hand.delete_secret(STORE_ID, &copy.id).await?;
    hand.delete_secrets(STORE_ID, &[&made[0].id]).await?;
    assert!(secrets.get(made[0].id.as_str()).await.is_err());

    let store = hand.get_store(STORE_ID).await?;
    assert_eq!(stores.list().await?.items[0].name, store.name);
    let all = hand.list_stores(&by_hand::ListStores::default()).await?;
    assert_eq!(all.result.map(|it| it.len()), Some(1));
    hand.delete_store(STORE_ID, true).await?;
    let new = by_hand::NewStore {
        name: "another".to_owned(),
    };
    let made = hand.create_store(&new).await?;
    assert_eq!(stores.list().await?.items[0].id.to_string(), made.id);
    Ok(())
}
