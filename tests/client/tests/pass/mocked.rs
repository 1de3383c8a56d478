//! Tests of programs that use the client, without a network.

use cloudflare_secrets_store::transport::MemoryTransport;
use cloudflare_secrets_store::{Client, Credentials, Result};

async fn secrets_left(client: &Client) -> Result<u64> {
    let quota = client.account("a").quota().await?.secrets;
    Ok(quota.quota.saturating_sub(quota.usage))
}

#[tokio::main]
async fn main() -> Result<()> {
    let transport = MemoryTransport::new(|request| {
        assert_eq!(request.uri().path(), "/client/v4/accounts/a/secrets_store/quota");
        let body = r#"{"success":true,"result":{"secrets":{"quota":100,"usage":58}}}"#;
        Ok(http::Response::new(body.into()))
    });
    let client = Client::builder()
        .credentials(Credentials::api_token("token"))
        .transport(transport.clone())
        .build();
    assert_eq!(secrets_left(&client?).await?, 42);
    assert_eq!(transport.requests().len(), 1);
    Ok(())
}
