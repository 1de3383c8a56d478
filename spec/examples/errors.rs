//! What can go wrong, and what a program does about it.
//!
//! It needs `CLOUDFLARE_API_TOKEN`, `CLOUDFLARE_ACCOUNT_ID` and `SECRETS_STORE_ID`, and changes nothing.

use std::env;
use std::error::Error as StdError;
use std::time::Duration;

use cloudflare_secrets_store::{Client, Error, ErrorKind, Outcome, ResultExt as _, RetryPolicy};

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let client = Client::from_env()?;
    let account = client.account(env::var("CLOUDFLARE_ACCOUNT_ID")?);
    let secrets = account.store(env::var("SECRETS_STORE_ID")?).secrets();
    let missing = "00000000000000000000000000000000";

    // Something that may be missing is an option.
    let found = secrets.get(missing).await.optional()?;
    println!("found: {}", found.is_some());

    // Predicates say what to do; all details are there for a log.
    if let Err(error) = secrets.get(missing).await {
        println!("not found: {}", error.is_not_found());
        println!("  {error}");
        // Codes are shared; what stands in front of the message is not. It is for comparing.
        let is_secret = error.slug() == Some("secret_not_found");
        println!("  a secret: {is_secret}, status {:?}", error.status());
    }

    // What cannot be right is not sent at all.
    if let Err(error) = secrets.get("..").await {
        println!("sent: {}", error.outcome() != Outcome::NotSent);
        println!("  {}", advice(&error));
    }

    // Time limits and retries can be set for one request.
    let quick = account.quota().attempt_timeout(Duration::from_secs(5));
    let quota = quick.retry(RetryPolicy::none()).await;
    match quota {
        Ok(quota) => println!("{} secrets", quota.secrets.usage),
        Err(error) => println!("{}", advice(&error)),
    }
    Ok(())
}

/// What a person should do.
fn advice(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Validation(invalid) => format!("correct {}: {}", invalid.field, invalid.reason),
        _ if error.is_unauthorized() => "check the token".to_owned(),
        _ if error.is_rate_limited() => {
            let wait = error.retry_after().unwrap_or(Duration::from_secs(300));
            format!("come back in {} s", wait.as_secs())
        }
        _ if error.outcome() == Outcome::Unknown => format!("look before repeating it: {error}"),
        _ => error.to_string(),
    }
}
