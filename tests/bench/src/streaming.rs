//! All secrets of a large store, page by page: what is kept in memory must not grow with the number of pages.

use anyhow::{Context as _, Result, ensure};

use crate::allocations::live;
use crate::contenders::{self, Contender};
use crate::{paired, server};

/// Measures the most that is alive after a tenth, and at the end.
pub(crate) async fn measure(base: &str) -> Result<()> {
    let contenders = contenders::all(base)?;
    let client = contenders.into_iter().find_map(|it| match it {
        Contender::Generated(client) => Some(client),
        Contender::Raw(..) | Contender::ByHand(_) => None,
    });
    let client = client.context("there is a generated client")?;
    let (mut number, mut early, mut most) = (0, 0.0_f64, 0.0_f64);
    let count = contenders::stream(&client, |_| {
        number += 1;
        most = most.max(live());
        if number <= server::SECRETS / 10 {
            early = most;
        }
    })
    .await?;
    ensure!(count == server::SECRETS, "{count} secrets came");
    let names = ["after 10,000", "after all"];
    let what = "stream 100,000 secrets: most memory";
    paired::report(what, "bytes", &names, 0, &[vec![early], vec![most]]);
    Ok(())
}
