//! Parameters that say whose thing the next one is: `/repos/{owner}/{repo}` is `owner(owner).repo(repo)`, and `/repos/{owner}`
//! the `owner(owner).repos()`, as if the path were `/{owner}/repos/{repo}`.

use std::collections::{BTreeMap, BTreeSet};

use super::chains::{self, Chain};
use super::operations::Draft;
use super::segments::{Segment, segments};
use crate::names::Names;
use crate::naming::{singular, snake};

/// Places of paths that end in such a parameter, and what it is called.
#[derive(Default)]
pub(super) struct Owners(BTreeMap<String, String>);

impl Owners {
    /// Those of all paths; where users know a handle by another name, it stays as it is.
    pub(super) fn of(drafts: &[Draft], items: &BTreeSet<String>, names: &Names) -> Self {
        let mut names_of: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let mut known = BTreeSet::new();
        for draft in drafts {
            let path = draft.operation.path.as_str();
            for (place, parameter, owner) in found(path) {
                let former = chains::derived(path, items, &Self::default());
                if is_known(&former, parameter, names) {
                    known.insert(place.clone());
                }
                *names_of.entry(place).or_default().entry(owner).or_default() += 1;
            }
        }
        names_of.retain(|place, _| !known.contains(place));
        // Paths may call it in several ways.
        let most_used = |names: BTreeMap<String, usize>| {
            let most = names.into_iter().rev().max_by_key(|(_, count)| *count);
            most.map(|(name, _)| name)
        };
        let owners = names_of.into_iter();
        Self(
            owners
                .filter_map(|(place, names)| Some((place, most_used(names)?)))
                .collect(),
        )
    }

    /// What the handle of the parameter at the end of a place is called.
    pub(super) fn accessor(&self, place: &str) -> Option<&str> {
        self.0.get(place).map(String::as_str)
    }
}

fn is_known(former: &Chain, parameter: &str, names: &Names) -> bool {
    let holds = |step: &chains::Step| step.parameter.as_deref() == Some(parameter);
    let handle = former.iter().position(holds).map(|at| &former[..=at]);
    handle.is_some_and(|it| names.module(&chains::path(it)).is_some())
}

/// Place, name and what is called after it, for each of them in a path.
fn found(path: &str) -> Vec<(String, &str, String)> {
    let segments: Vec<Segment<'_>> = segments(path).collect();
    let mut found = Vec::new();
    for (start, window) in segments.windows(3).enumerate() {
        let [word, first, second] = window else {
            continue;
        };
        let (Some(first), Some(second)) = (first.parameter(), second.parameter()) else {
            continue;
        };
        // Once more, as what is left may be a keyword.
        let owner = snake(&thing(first));
        let fits = word.parameter().is_none()
            && !thing(first).is_empty()
            && !is_one_of(word.0, first)
            && is_one_of(word.0, second);
        if fits {
            let place = segments[..start + 2].iter().map(Segment::place).collect();
            found.push((place, first, owner));
        }
    }
    found
}

/// Words behind what a parameter is about.
const MEANS: &[&str] = &["code", "id", "key", "name", "number", "slug", "uid", "uuid"];

/// What a parameter is about: the `secret` of `secretId`, nothing of `id`.
fn thing(parameter: &str) -> String {
    let name = snake(parameter);
    let mut words: Vec<&str> = name.split('_').collect();
    while words.last().is_some_and(|it| MEANS.contains(it)) {
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
    use super::found;

    #[test]
    fn owners_stand_before_what_they_own() {
        for (path, expected) in [
            ("/repos/{owner}/{repo}", Some(("/repos/{}", "owner"))),
            (
                "/repositories/{workspace}/{repo_slug}/refs",
                Some(("/repositories/{}", "workspace")),
            ),
            (
                "/v1/projects/{p}/secrets/{tenantId}/{secretId}",
                Some(("/v1/projects/{}/secrets/{}", "tenant")),
            ),
            (
                "/packages/{package_type}/{package_name}",
                Some(("/packages/{}", "package_type")),
            ),
            ("/items/{self_id}/{item}", Some(("/items/{}", "self_"))),
            ("/gists/{gist_id}/{sha}", None),
            ("/keys/{key}/{key_id}", None),
            ("/repos/{id}/{repo}", None),
            ("/repos/{owner}", None),
            ("/repos/{owner}/tags/{repo}", None),
            ("/{owner}/{repo}", None),
            ("/files/{owner}/{f}", None),
        ] {
            let owners = found(path);
            let owner = owners
                .first()
                .map(|(place, _, it)| (place.as_str(), it.as_str()));
            assert_eq!(owner, expected, "{path}");
        }
    }
}
