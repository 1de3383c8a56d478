//! Parameters that say whose thing the next one is: `/repos/{owner}/{repo}` is `owner(owner).repo(repo)`, and `/repos/{owner}`
//! the `owner(owner).repos()`, as if the path were `/{owner}/repos/{repo}`.

use std::collections::{BTreeMap, BTreeSet};

use super::chains::{self, Step};
use super::operations::Draft;
use super::segments::{Segment, segments};
use crate::names::Names;
use crate::naming::{singular, snake};

/// Places of paths that end in such a parameter, and what it is called.
#[derive(Default)]
pub(super) struct Owners(BTreeMap<String, String>);

/// What all paths say of a place that ends in a parameter.
#[derive(Default)]
struct Votes {
    /// What they call it, where the next one is what it owns.
    owners: BTreeMap<String, usize>,
    /// How many have another parameter next.
    others: usize,
    /// For some it is the thing itself, or users know it by another name.
    is_settled: bool,
}

impl Owners {
    /// Those of all paths.
    pub(super) fn of(drafts: &[Draft], items: &BTreeSet<String>, names: &Names) -> Self {
        let mut votes: BTreeMap<String, Votes> = BTreeMap::new();
        for draft in drafts {
            let path = draft.operation.path.as_str();
            for (place, parameter, role) in roles(path) {
                let votes = votes.entry(place).or_default();
                match role {
                    Role::Thing => votes.is_settled = true,
                    Role::Other => votes.others += 1,
                    Role::Owner(name) => {
                        *votes.owners.entry(name).or_default() += 1;
                        votes.is_settled |= is_known(path, parameter, items, names);
                    }
                }
            }
        }
        let places = votes.into_iter();
        Self(
            places
                .filter_map(|(at, it)| Some((at, it.name()?)))
                .collect(),
        )
    }

    /// What the handle of the parameter at the end of a place is called.
    pub(super) fn accessor(&self, place: &str) -> Option<&str> {
        self.0.get(place).map(String::as_str)
    }
}

impl Votes {
    /// The name that most use, if most take it for an owner.
    fn name(self) -> Option<String> {
        let is_one = !self.is_settled && self.owners.values().sum::<usize>() > self.others;
        let names = self.owners.into_iter().rev().filter(|_| is_one);
        names.max_by_key(|(_, count)| *count).map(|(name, _)| name)
    }
}

/// Whether users have a handle that this parameter would give another name.
fn is_known(path: &str, parameter: &str, items: &BTreeSet<String>, names: &Names) -> bool {
    let former = chains::derived(path, items, &Owners::default());
    let holds = |step: &Step| step.parameter.as_deref() == Some(parameter);
    let handle = former.iter().position(holds).map(|at| &former[..=at]);
    handle.is_some_and(|it| names.module(&chains::path(it)).is_some())
}

/// What the parameter behind a word is.
#[derive(Debug, PartialEq, Eq)]
enum Role {
    /// One of the collection, or nothing that could have a name.
    Thing,
    /// Whose the next one is, and its name.
    Owner(String),
    /// Something before another parameter.
    Other,
}

/// The parameters of a path that stand behind a word, with their places. Those that nothing says anything about are left out.
fn roles(path: &str) -> Vec<(String, &str, Role)> {
    let segments: Vec<Segment<'_>> = segments(path).collect();
    let mut roles = Vec::new();
    for (at, pair) in segments.windows(2).enumerate() {
        let (None, Some(parameter)) = (pair[0].parameter(), pair[1].parameter()) else {
            continue;
        };
        let word = pair[0].0;
        let next = segments.get(at + 2).and_then(Segment::parameter);
        let role = match next {
            _ if is_one_of(word, parameter) => Role::Thing,
            Some(next) if is_one_of(word, next) && !thing(parameter).is_empty() => {
                Role::Owner(owner(parameter))
            }
            Some(_) => Role::Other,
            None => continue,
        };
        let place = segments[..at + 2].iter().map(Segment::place).collect();
        roles.push((place, parameter, role));
    }
    roles
}

/// Words behind what a parameter is about.
const MEANS: &[&str] = &["code", "id", "key", "name", "number", "slug", "uid", "uuid"];

/// Those that say nothing: an `account_name` is the name of an account, an `access_key` is not that of an access.
const PLAIN: &[&str] = &["id", "name", "slug", "uid", "uuid"];

/// What a parameter is about: the `secret` of `secretKey`, nothing of `id`.
fn thing(parameter: &str) -> String {
    without(MEANS, parameter)
}

/// What the handle of an owner is called.
fn owner(parameter: &str) -> String {
    // Once more, as what is left may be a keyword.
    snake(&without(PLAIN, parameter))
}

fn without(ends: &[&str], parameter: &str) -> String {
    let name = snake(parameter);
    let mut words: Vec<&str> = name.split('_').collect();
    while words.last().is_some_and(|it| ends.contains(it)) {
        words.pop();
    }
    words.join("_")
}

/// Whether a parameter is about one of a collection, by its name or the beginning of it: a `repo_slug` of `repositories`.
fn is_one_of(collection: &str, parameter: &str) -> bool {
    const TELLING: usize = 3;
    let (collection, thing) = (snake(collection), thing(parameter));
    thing == singular(&collection) || thing.len() >= TELLING && collection.starts_with(&thing)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Role, Votes, roles};

    #[test]
    fn owners_stand_before_what_they_own() {
        let owner = |name: &str| Some(Role::Owner(name.to_owned()));
        for (path, expected) in [
            ("/repos/{owner}/{repo}", owner("owner")),
            (
                "/repositories/{workspace}/{repo_slug}/refs",
                owner("workspace"),
            ),
            ("/v1/secrets/{tenantId}/{secretKey}", owner("tenant")),
            ("/uploads/{access_key}/{upload_id}", owner("access_key")),
            (
                "/packages/{package_type}/{package_name}",
                owner("package_type"),
            ),
            ("/items/{self_id}/{item}", owner("self_")),
            ("/gists/{gist_id}/{sha}", Some(Role::Thing)),
            ("/keys/{key}/{key_id}", Some(Role::Other)),
            ("/repos/{id}/{repo}", Some(Role::Other)),
            ("/files/{owner}/{f}", Some(Role::Other)),
            ("/orders/{orderId}/accept", Some(Role::Thing)),
            ("/repos/{owner}", None),
            ("/repos/{owner}/tags/{name}", None),
            ("/{owner}/{repo}", None),
        ] {
            let role = roles(path).into_iter().next().map(|(_, _, it)| it);
            assert_eq!(role, expected, "{path}");
        }
        let (place, parameter, _) = roles("/v1/repos/{owner}/{repo}").remove(0);
        assert_eq!((place.as_str(), parameter), ("/v1/repos/{}", "owner"));
    }

    #[test]
    fn most_paths_decide() {
        for (owners, others, is_settled, expected) in [
            (vec![("owner", 1)], 0, false, Some("owner")),
            (vec![("org", 1), ("owner", 3)], 2, false, Some("owner")),
            (vec![("a", 1), ("b", 1)], 1, false, Some("a")),
            (vec![("owner", 2)], 2, false, None),
            (vec![("owner", 9)], 0, true, None),
            (vec![], 0, false, None),
        ] {
            let owners: BTreeMap<String, usize> = owners
                .iter()
                .map(|(name, count)| ((*name).to_owned(), *count))
                .collect();
            let text = format!("{owners:?} {others}");
            let votes = Votes {
                owners,
                others,
                is_settled,
            };
            assert_eq!(votes.name().as_deref(), expected, "{text}");
        }
    }
}
