//! What the API may add before this crate knows it.

use cloudflare_secrets_store::{Client, Result, Scope, SecretStatus};

fn is_usable(status: &SecretStatus) -> bool {
    match status {
        SecretStatus::Active => true,
        SecretStatus::Pending | SecretStatus::Deleted => false,
        other => other.as_str() == "rotating",
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    assert!(is_usable(&SecretStatus::from("rotating")));
    assert_eq!(Scope::from("ai_gateway"), Scope::AiGateway);
    assert_eq!(Scope::from("teleport").to_string(), "teleport");
    let known: Scope = "workers".parse().expect("any text is a scope");
    assert_eq!(known, Scope::Workers);

    let client = Client::from_env()?;
    let answer = client
        .request(http::Method::GET, "/accounts/a/secrets_store/quota")
        .query("verbose", "true")
        .await?;
    println!("{}", answer["result"]["secrets"]["usage"]);
    Ok(())
}
