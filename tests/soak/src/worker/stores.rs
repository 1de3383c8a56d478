//! The stores that a caller makes beside its own.

use std::collections::BTreeSet;

use anyhow::Result;
use cloudflare_secrets_store::{NewStore, StoreId};
use secrets_store_sandbox::LABEL_HEADER;

use super::{Worker, wrong_names};
use crate::belief::{Belief, State};
use crate::calls::Report;
use crate::tally::Tally;

impl Worker {
    /// How the stores begin that it makes beside its own.
    fn prefix(&self) -> String {
        format!("more_{}_", self.number)
    }

    pub(super) async fn create_store(&mut self, tally: &mut Tally) {
        let (name, _) = self.fresh();
        let name = format!("{}{name}", self.prefix());
        let label = self.label();
        let stores = self.account.stores();
        let call = stores
            .create(NewStore::new(&name))
            .header(LABEL_HEADER, &label);
        let result = call.send().await;
        let report = Report::of(label, "create a store", &result);
        tally.report(Report {
            once: true,
            ..report
        });
        let mut belief = Belief::known(State::Absent);
        let there = State::Value(String::new());
        let problem = belief.after(there, &result.as_ref()).err();
        tally.violations.extend(problem);
        if let Ok(made) = result {
            self.delete_store(&name, made.into_inner().id, &mut belief, tally)
                .await;
        }
        self.stores.insert(name, belief);
    }

    async fn delete_store(
        &mut self,
        name: &str,
        id: StoreId,
        belief: &mut Belief,
        tally: &mut Tally,
    ) {
        if self.random.bool() {
            return;
        }
        let label = self.label();
        let call = self.account.store(id).delete().header(LABEL_HEADER, &label);
        let result = call.send().await;
        tally.report(Report::of(label, "delete a store", &result));
        let problem = belief.after(State::Absent, &result.as_ref()).err();
        tally
            .violations
            .extend(problem.map(|it| format!("{name}: {it}")));
    }

    /// Holds what it believes of its stores against all that are there.
    pub(crate) fn judge_stores(&self, names: &[&str]) -> Vec<String> {
        let prefix = self.prefix();
        let own = names.iter().filter(|it| it.starts_with(&prefix));
        let own: Vec<String> = own.map(|it| (*it).to_owned()).collect();
        let set: BTreeSet<String> = own.iter().cloned().collect();
        let mut wrong = wrong_names(&self.stores, &set);
        if set.len() != own.len() {
            wrong.push(format!("two stores of one name, {prefix}…"));
        }
        wrong
    }

    /// Deletes them all, which must work when nothing fails.
    pub(super) async fn clear_stores(&mut self) -> Result<()> {
        self.stores.clear();
        let mut stores = self.account.stores().list().per_page(50).items();
        let mut ids = Vec::new();
        let prefix = self.prefix();
        while let Some(store) = stores.try_next().await? {
            ids.extend(store.name.starts_with(&prefix).then_some(store.id));
        }
        for id in ids {
            self.account.store(id).delete().await?;
        }
        Ok(())
    }
}
