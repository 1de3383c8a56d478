//! Programs without async.

use cloudflare_secrets_store::blocking::Wait as _;
use cloudflare_secrets_store::{Client, NewStore, Result};

fn main() -> Result<()> {
    let client = Client::from_env()?;
    let account = client.account("985e105f4ecef8ad9ca31a8372d0c353");
    let store = account.stores().create(NewStore::new("a")).wait()?;
    let secrets = account.store(store.id).secrets();
    for secret in secrets.list().items().blocking() {
        println!("{}", secret?.name);
    }
    for page in secrets.list().pages().blocking() {
        println!("{:?}", page?.info);
    }
    let response = account.quota().send().wait()?;
    println!("{} {:?}", response.status(), response.get().secrets);
    Ok(())
}
