// @generated from spec/examples/blocking.rs. Edit that file.

//! The same client in a program without async.
//!
//! It needs `CLOUDFLARE_API_TOKEN`, `CLOUDFLARE_ACCOUNT_ID` and `SECRETS_STORE_ID`, and changes nothing.

// features: blocking

use std::env;
use std::error::Error;

use cloudflare_secrets_store::Client;
use cloudflare_secrets_store::blocking::Wait as _;

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let account = client.account(env::var("CLOUDFLARE_ACCOUNT_ID")?);
    let secrets = account.store(env::var("SECRETS_STORE_ID")?).secrets();

    let quota = account.quota().wait()?.secrets;
    println!("{} of {} secrets", quota.usage, quota.quota);
    for secret in secrets.list().items().blocking() {
        println!("  {}", secret?.name);
    }
    Ok(())
}
