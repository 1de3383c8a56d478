//! A soak: many tasks call a Secrets Store that fails by chance, and afterwards what they believe is held against what
//! is there.
//!
//! Each task has a store of its own. After every call it knows what the outcome says: that a secret is there, that it
//! is not, or that it may be. A round ends with the faults switched off and all beliefs checked: a create that was
//! reported as a success is there, one that was reported as never sent is not, and so on. The journal of the service
//! shows that every attempt that a call reports arrived, and that whatever went wrong for a call went wrong on demand.

pub mod belief;
pub mod calls;
mod memory;
mod mix;
pub mod tally;
mod worker;

use anyhow::Result;
use cloudflare_secrets_store::NewStore;
use secrets_store_sandbox::{ACCOUNT_ID, Entry, Sandbox, Settings};

use calls::is_unclear;
pub use memory::resident;
use tally::Tally;
use worker::Worker;

/// How long is enough, and how it begins.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many tasks call at once.
    pub tasks: usize,
    /// Calls of one task in a round.
    pub calls: usize,
    /// What chance begins with. Tasks overtake each other, so the same seed gives a similar run, not the same.
    pub seed: u64,
}

/// A service with its callers.
pub struct Soak {
    sandbox: Sandbox,
    workers: Vec<Worker>,
    /// Each worker and each round gets a chance of its own from it.
    random: fastrand::Rng,
}

impl Soak {
    /// Starts the service and makes a store for each task.
    ///
    /// # Errors
    /// If a store cannot be made.
    pub async fn start(plan: Plan) -> Result<Self> {
        let settings = Settings::empty()
            .max_stores(1_000_000)
            .max_secrets(1_000_000)
            // The rate of the service would end a soak at once.
            .rate(u32::MAX, std::time::Duration::from_secs(1));
        let sandbox = Sandbox::start_with(settings).await;
        let mut workers = Vec::new();
        // Port 1 is reserved, and nobody listens there.
        let nowhere = sandbox.client_builder().base_url("http://127.0.0.1:1");
        let nowhere = nowhere.build()?.account(ACCOUNT_ID);
        let mut random = fastrand::Rng::with_seed(plan.seed);
        for number in 0..plan.tasks {
            let client = sandbox.client();
            let account = client.account(ACCOUNT_ID);
            let store = account
                .stores()
                .create(NewStore::new(format!("store_{number}")))
                .await?;
            workers.push(Worker::new(
                number,
                &account,
                &nowhere,
                store.id,
                random.fork(),
                plan.calls,
            ));
        }
        Ok(Self {
            sandbox,
            workers,
            random,
        })
    }

    /// All tasks make their calls; then everything is checked and cleared away.
    ///
    /// # Errors
    /// If a task panics, or the service cannot be cleared with the faults switched off.
    pub async fn round(&mut self, tally: &mut Tally) -> Result<()> {
        let _ = self.sandbox.take_journal();
        let chance = mix::chance(self.random.fork());
        self.sandbox.inject_by_chance(Some(chance));
        let mut running = Vec::new();
        for mut worker in std::mem::take(&mut self.workers) {
            running.push(tokio::spawn(async move {
                let mut own = Tally::default();
                worker.work(&mut own).await;
                (worker, own)
            }));
        }
        let mut of_round = Tally::default();
        for task in running {
            let (worker, own) = task.await?;
            of_round.add(own);
            self.workers.push(worker);
        }
        self.sandbox.inject_by_chance(None);
        judge(&mut of_round, &self.sandbox.take_journal());
        for worker in &mut self.workers {
            let store = worker.store_name();
            let contents = self.sandbox.contents();
            let stores: Vec<&str> = contents.iter().map(|(name, _)| name.as_str()).collect();
            of_round.violations.extend(worker.judge_stores(&stores));
            let names = contents.iter().find(|(name, _)| *name == store);
            let names = names.map_or(&[] as &[String], |(_, names)| names);
            let holds = |name: &str, value: &str| {
                self.sandbox.holds(worker.store_id().as_ref(), name, value)
            };
            of_round.violations.extend(worker.judge(names, holds));
            worker.clear().await?;
        }
        tally.rounds += 1;
        tally.add(of_round);
        Ok(())
    }
}

/// Holds what the callers say against what the service saw: calls of one request one by one, the others in sum.
pub fn judge(tally: &mut Tally, journal: &[Entry]) {
    let wrong = calls::judge(&std::mem::take(&mut tally.reports), journal);
    tally.violations.extend(wrong);
    for entry in journal {
        if let Some(fault) = entry.fault {
            *tally.faults.entry(fault.name()).or_default() += 1;
        }
        if entry.slug.as_deref() == Some("secret_name_already_exists") {
            let text = format!("a create was sent again although it had worked: {entry}");
            tally.violations.push(text);
        }
        if !entry.notes.is_empty() {
            let text = format!("a request is not as the specification says: {entry}");
            tally.violations.push(text);
        }
    }
    let unlabelled = || journal.iter().filter(|it| it.label.is_none());
    let unclear = unlabelled().filter(|it| it.fault.is_some_and(is_unclear));
    let unclear = unclear.count() as u64;
    if tally.unknown > unclear {
        let text = format!(
            "{} calls have an unknown outcome, but only {unclear} requests met a fault that explains one",
            tally.unknown
        );
        tally.violations.push(text);
    }
    let faults = unlabelled().filter(|it| it.fault.is_some()).count() as u64;
    let failed = tally.failed_in_sum;
    if failed > faults {
        let text = format!("{failed} calls failed, but only {faults} requests met a fault");
        tally.violations.push(text);
    }
}
