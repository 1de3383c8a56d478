//! Only results of this crate have what is often wanted of them, so that it can become more.

use cloudflare_secrets_store::{Result, ResultExt};

struct Own;

impl ResultExt<u8> for Own {
    fn optional(self) -> Result<Option<u8>> {
        Ok(None)
    }
}

fn main() {}
