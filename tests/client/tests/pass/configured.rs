//! A client with settings of its own.

use std::time::Duration;

use cloudflare_secrets_store::{Client, Credentials, Result, RetryPolicy, SecretValue, defaults};

fn from_parts(token: SecretValue, base_url: String) -> Result<Client> {
    Client::builder()
        .credentials(Credentials::api_token(token))
        .base_url(base_url)
        .connect_timeout(Duration::from_secs(5))
        .attempt_timeout(Duration::from_secs(20))
        .total_timeout(defaults::TOTAL_TIMEOUT)
        .retry(RetryPolicy::standard().max_retries(3))
        .user_agent_suffix("deployer/1.4")
        .on_drift(|drift| eprintln!("{drift}"))
        .build()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = SecretValue::from_env("CLOUDFLARE_API_TOKEN")?;
    let client = from_parts(token, std::env::var("CLOUDFLARE_BASE_URL")?)?;
    let quota = client
        .account("985e105f4ecef8ad9ca31a8372d0c353")
        .quota()
        .retry(RetryPolicy::none())
        .total_timeout(Duration::from_secs(10))
        .header("x-trace", "7")
        .await?;
    println!("{quota:?}");

    let old_style = Client::builder().credentials(Credentials::api_key("user@example.com", "key"));
    println!("{:?}", old_style.build().map(drop));
    let clear = Client::builder().base_url("http://example.com").build();
    assert!(clear.is_err_and(|error| error.is_config()));
    Ok(())
}
