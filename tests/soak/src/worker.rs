//! One caller, and what it believes.

mod stores;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use cloudflare_secrets_store::resources::account::Account;
use cloudflare_secrets_store::resources::secrets::Secrets;
use cloudflare_secrets_store::resources::store::Store;
use cloudflare_secrets_store::{
    Error, NewSecret, Outcome, Response, RetryPolicy, Scope, SecretId, StoreId,
};
use secrets_store_sandbox::LABEL_HEADER;

use crate::belief::{Belief, State};
use crate::calls::{End, Kind, Report};
use crate::tally::Tally;

/// Time enough for most answers, and not for slow ones.
const HASTE: Duration = Duration::from_millis(100);

/// A task with a store of its own.
pub(crate) struct Worker {
    number: usize,
    account: Account,
    store_id: StoreId,
    store: Store,
    /// The same store where nobody listens.
    nowhere: Secrets,
    random: fastrand::Rng,
    calls: usize,
    /// Counts names and values, so that none is used twice.
    next: u64,
    beliefs: BTreeMap<String, Belief>,
    /// Secrets whose identifier an answer has shown.
    ids: Vec<(String, SecretId)>,
    /// What it believes of the stores that it made beside its own.
    stores: BTreeMap<String, Belief>,
}

impl Worker {
    pub(crate) fn new(
        number: usize,
        account: &Account,
        nowhere: &Account,
        store_id: StoreId,
        random: fastrand::Rng,
        calls: usize,
    ) -> Self {
        Self {
            number,
            account: account.clone(),
            store: account.store(&store_id),
            nowhere: nowhere.store(&store_id).secrets(),
            store_id,
            random,
            calls,
            next: 0,
            beliefs: BTreeMap::new(),
            ids: Vec::new(),
            stores: BTreeMap::new(),
        }
    }

    pub(crate) fn store_name(&self) -> String {
        format!("store_{}", self.number)
    }

    pub(crate) fn store_id(&self) -> &StoreId {
        &self.store_id
    }

    /// Makes the calls of a round.
    pub(crate) async fn work(&mut self, tally: &mut Tally) {
        for _ in 0..self.calls {
            match self.random.u8(0..100) {
                0..22 => self.create(tally).await,
                22..23 => self.create_nowhere(tally).await,
                23..26 => self.create_store(tally).await,
                26..30 => self.create_all(tally).await,
                30..35 => self.ensure(tally).await,
                35..55 => self.get(tally).await,
                55..70 => self.update(tally).await,
                70..78 => self.duplicate(tally).await,
                78..88 => self.delete(tally).await,
                88..92 => self.delete_many(tally).await,
                _ => self.list(tally).await,
            }
        }
    }

    /// What the requests of the next call are called.
    fn label(&mut self) -> String {
        self.next += 1;
        format!("{}-{}", self.number, self.next)
    }

    fn secrets(&self) -> Secrets {
        self.store.secrets()
    }

    fn fresh(&mut self) -> (String, String) {
        self.next += 1;
        (
            format!("T{}_{}", self.number, self.next),
            format!("value {}", self.next),
        )
    }

    /// What a call should have done to a secret, and what it says of itself.
    fn learn<T>(
        &mut self,
        name: &str,
        state: State,
        result: &Result<T, &Error>,
        tally: &mut Tally,
    ) {
        let belief = self
            .beliefs
            .entry(name.to_owned())
            .or_insert_with(|| Belief::known(State::Absent));
        if let Err(problem) = belief.after(state, result) {
            tally.violations.push(format!("{name}: {problem}"));
        }
    }

    fn known(&mut self) -> Option<(String, SecretId)> {
        let number = self.random.usize(0..self.ids.len().max(1));
        self.ids.get(number).cloned()
    }

    async fn create(&mut self, tally: &mut Tally) {
        let (name, value) = self.fresh();
        let new = NewSecret::new(&name, value.as_str(), [Scope::Workers]);
        let label = self.label();
        let call = self.secrets().create([new]).header(LABEL_HEADER, &label);
        let result = call.send().await;
        let report = Report::of(label, "create", &result);
        tally.report(Report {
            once: true,
            ..report
        });
        self.learn(&name, State::Value(value), &result.as_ref(), tally);
        let made = result.into_iter().flat_map(Response::into_inner);
        self.ids.extend(made.map(|it| (it.name, it.id)));
    }

    /// Without a connection nothing is sent, and the caller knows.
    async fn create_nowhere(&mut self, tally: &mut Tally) {
        let (name, value) = self.fresh();
        let new = NewSecret::new(&name, value.as_str(), [Scope::Workers]);
        let call = self.nowhere.create([new]).retry(RetryPolicy::none());
        let result = call.send().await;
        let report = Report::of(self.label(), "create, nobody there", &result);
        let expected = End::Badly(Kind::Unconnected, Outcome::NotSent);
        if report.end != expected {
            tally.violations.push(format!("{name}: {report:?}"));
        }
        tally.report(report);
        self.learn(&name, State::Value(value), &result.as_ref(), tally);
    }

    async fn create_all(&mut self, tally: &mut Tally) {
        tally.call("create_all");
        let new: Vec<(String, String)> =
            (0..self.random.usize(1..8)).map(|_| self.fresh()).collect();
        let items = new
            .iter()
            .map(|(name, value)| NewSecret::new(name, value.as_str(), [Scope::Dex]));
        let items: Vec<NewSecret> = items.collect();
        let report = self.secrets().create_all(items).chunk_size(3).await;
        let mut last: Option<Arc<Error>> = None;
        for ((name, value), entry) in new.into_iter().zip(report) {
            let result = entry.result.as_ref().map_err(|error| &**error);
            self.learn(&name, State::Value(value), &result, tally);
            match entry.result {
                Ok(secret) => self.ids.push((secret.name, secret.id)),
                // One request that failed is the error of all that were in it.
                Err(error) => {
                    let same = last.replace(Arc::clone(&error));
                    if !same.is_some_and(|it| Arc::ptr_eq(&it, &error)) {
                        tally.error("create_all", &error);
                    }
                }
            }
        }
    }

    async fn ensure(&mut self, tally: &mut Tally) {
        tally.call("ensure");
        let (name, value) = self.fresh();
        let new = NewSecret::new(&name, value.as_str(), [Scope::Access]);
        let result = self.secrets().ensure(new).await;
        if let Err(error) = &result {
            tally.error("ensure", error);
        }
        self.learn(&name, State::Value(value), &result.as_ref(), tally);
        self.ids.extend(result.map(|it| (it.name, it.id)));
    }

    async fn get(&mut self, tally: &mut Tally) {
        let Some((name, id)) = self.known() else {
            return;
        };
        let label = self.label();
        let hasty = self.random.u8(0..20) == 0;
        let mut call = self.secrets().get(&id).header(LABEL_HEADER, &label);
        if hasty {
            call = call.attempt_timeout(HASTE).retry(RetryPolicy::none());
        }
        let result = call.send().await;
        let report = Report::of(label, "get", &result);
        tally.report(Report { hasty, ..report });
        let belief = &self.beliefs[&name];
        match &result {
            Ok(answer) => {
                if answer.get().name != name || !belief.may_exist() {
                    tally
                        .violations
                        .push(format!("{name}: an answer for what is not there"));
                }
            }
            Err(error) => {
                if error.is_not_found() && !belief.may_be_absent() {
                    tally.violations.push(format!("{name} is not found"));
                }
            }
        }
    }

    async fn update(&mut self, tally: &mut Tally) {
        let Some((name, id)) = self.known() else {
            return;
        };
        let (_, value) = self.fresh();
        let label = self.label();
        let call = self.secrets().update(&id).header(LABEL_HEADER, &label);
        let result = call.value(value.as_str()).send().await;
        tally.report(Report::of(label, "update", &result));
        self.learn(&name, State::Value(value), &result.as_ref(), tally);
    }

    async fn duplicate(&mut self, tally: &mut Tally) {
        let Some((name, id)) = self.known() else {
            return;
        };
        let known = self.beliefs[&name].clone();
        let (copy, _) = self.fresh();
        let label = self.label();
        let call = self.secrets().duplicate(&id, &copy, [Scope::Workers]);
        let result = call.header(LABEL_HEADER, &label).send().await;
        let report = Report::of(label, "duplicate", &result);
        tally.report(Report {
            once: true,
            ..report
        });
        let values = known.states().iter();
        let mut values = values.filter(|it| matches!(it, State::Value(_))).cloned();
        let Some(first) = values.next() else {
            return;
        };
        self.learn(&copy, first, &result.as_ref(), tally);
        if let Some(belief) = self.beliefs.get_mut(&copy).filter(|it| it.may_exist()) {
            // Whatever value the copied one had.
            values.for_each(|it| belief.or(it));
        }
        if let Ok(answer) = result {
            self.ids.push((copy, answer.into_inner().id));
        }
    }

    async fn delete(&mut self, tally: &mut Tally) {
        let Some((name, id)) = self.known() else {
            return;
        };
        let label = self.label();
        let call = self.secrets().delete(&id).header(LABEL_HEADER, &label);
        let result = call.send().await;
        tally.report(Report::of(label, "delete", &result));
        self.learn(&name, State::Absent, &result.as_ref(), tally);
        self.forget(&name);
    }

    async fn delete_many(&mut self, tally: &mut Tally) {
        let Some(last) = self.ids.len().checked_sub(3) else {
            return;
        };
        let some = self.ids.split_off(last);
        let ids: Vec<SecretId> = some.iter().map(|(_, id)| id.clone()).collect();
        let label = self.label();
        let call = self.secrets().delete_many(ids).header(LABEL_HEADER, &label);
        let result = call.send().await;
        tally.report(Report::of(label, "delete_many", &result));
        for (name, _) in some {
            self.learn(&name, State::Absent, &result.as_ref(), tally);
        }
    }

    async fn list(&mut self, tally: &mut Tally) {
        tally.call("list");
        let mut items = self.secrets().list().per_page(10).items();
        let mut names = BTreeSet::new();
        loop {
            match items.try_next().await {
                Ok(Some(secret)) => {
                    names.insert(secret.name);
                }
                Ok(None) => break,
                Err(error) => return tally.error("list", &error),
            }
        }
        tally.violations.extend(wrong_names(&self.beliefs, &names));
    }

    fn forget(&mut self, name: &str) {
        self.ids.retain(|(known, _)| known != name);
    }

    /// Holds the beliefs against what is there.
    pub(crate) fn judge(
        &self,
        names: &[String],
        holds: impl Fn(&str, &str) -> bool,
    ) -> Vec<String> {
        let set: BTreeSet<String> = names.iter().cloned().collect();
        let mut wrong = wrong_names(&self.beliefs, &set);
        if set.len() != names.len() {
            wrong.push(format!("{} has a name twice", self.store_name()));
        }
        for name in &set {
            let fits = |it: &State| matches!(it, State::Value(value) if holds(name, value));
            let belief = self.beliefs.get(name);
            if !belief.is_some_and(|it| it.states().iter().any(fits)) {
                wrong.push(format!("{name} has a value that nobody gave it last"));
            }
        }
        wrong
    }

    /// Deletes everything, which must work when nothing fails.
    pub(crate) async fn clear(&mut self) -> Result<()> {
        let mut items = self.secrets().list().per_page(50).items();
        let mut ids = Vec::new();
        while let Some(secret) = items.try_next().await? {
            ids.push(secret.id);
        }
        let report = self.secrets().delete_all(ids).await;
        anyhow::ensure!(report.is_complete(), "{report}");
        self.beliefs.clear();
        self.ids.clear();
        self.clear_stores().await
    }
}

/// Names that should be there and are not, or the other way round.
fn wrong_names(beliefs: &BTreeMap<String, Belief>, names: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, belief) in beliefs {
        match (
            names.contains(name),
            belief.may_exist(),
            belief.may_be_absent(),
        ) {
            (true, false, _) => wrong.push(format!("{name} is there and should not be")),
            (false, _, false) => wrong.push(format!("{name} should be there and is not")),
            _ => {}
        }
    }
    let strange = names.iter().filter(|it| !beliefs.contains_key(*it));
    wrong.extend(strange.map(|it| format!("nobody made {it}")));
    wrong
}
