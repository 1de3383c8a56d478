//! Models may get fields, so they are not written out.

use cloudflare_secrets_store::NewStore;

fn main() {
    let _store = NewStore { name: "a".into() };
}
