//! The code of users that `cargo xtask bench compiling` compiles is code that works.

#[path = "../users/by_hand.rs"]
pub mod by_hand;
#[path = "../users/generated.rs"]
pub mod generated;

use secrets_store_baseline as baseline;
use secrets_store_sandbox::{ACCOUNT_ID, Sandbox, Settings};

/// The operations that were called since the last look, each answered with a success.
fn operations(sandbox: &Sandbox) -> Vec<String> {
    let entries = sandbox.take_journal().into_iter();
    entries
        .filter(|it| it.status.is_some_and(|status| status < 300))
        .filter_map(|it| it.operation)
        .collect()
}

#[tokio::test]
async fn all_calls_are_made() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let sandbox = Sandbox::start_with(Settings::default().max_stores(2)).await;
    let token = sandbox
        .environment()
        .into_iter()
        .find(|(name, _)| *name == "CLOUDFLARE_API_TOKEN")
        .map(|(_, value)| value)
        .unwrap_or_default();
    let hand = baseline::Client::new(sandbox.base_url(), token, ACCOUNT_ID);
    by_hand::calls(hand).await?;
    let by_hand = operations(&sandbox);
    generated::calls(sandbox.client(), ACCOUNT_ID.to_owned()).await?;
    assert_eq!(operations(&sandbox), by_hand);
    assert_eq!(by_hand.len(), 12);
    Ok(())
}
