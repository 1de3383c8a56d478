//! Parameters that say whose thing the next one is: `/repos/{owner}/{repo}` is `owner(owner).repo(repo)`, and `/repos/{owner}`
//! the `owner(owner).repos()`, as if the path were `/{owner}/repos/{repo}`.

use std::collections::{BTreeMap, BTreeSet};

use super::chains::{self, Step};
use super::operations::Draft;
use super::segments::{Segment, segments};
use crate::names::Names;
use crate::naming::subject;

/// Places of paths that end in such a parameter, and what it is called.
#[derive(Default)]
pub(super) struct Owners(BTreeMap<String, String>);

/// What all paths say of a place that ends in a parameter.
#[derive(Default)]
struct Said<'a> {
    /// Where the next one is what it owns.
    owners: Vec<Owner<'a>>,
    /// How many have another parameter next.
    others: usize,
    /// For some it is the thing itself.
    is_thing: bool,
}

/// A path that has an owner in it, the parameter, and what is called after it.
struct Owner<'a> {
    path: &'a str,
    parameter: &'a str,
    name: String,
}

impl Owners {
    /// Those of all paths. What users know stays, whatever paths are added.
    pub(super) fn of(drafts: &[Draft], items: &BTreeSet<String>, names: &Names) -> Self {
        let mut places: BTreeMap<String, Said<'_>> = BTreeMap::new();
        for draft in drafts {
            let path = draft.operation.path.as_str();
            for (place, parameter, role) in roles(path) {
                places.entry(place).or_default().add(path, parameter, role);
            }
        }
        let mut owners = Self::default();
        // In order, so that what others hang from comes first.
        for (place, said) in places {
            let is_known = |owners: &Self, it: &Owner<'_>, more| {
                let chain = chains::derived(it.path, items, owners);
                let holds = |step: &Step| step.parameter.as_deref() == Some(it.parameter);
                let at = chain.iter().position(holds);
                let handle = at.and_then(|at| chain.get(..=at + more));
                handle.is_some_and(|it| names.module(&chains::path(it)).is_some())
            };
            if !said.owners.iter().any(|it| is_known(&owners, it, 0)) {
                owners.settle(&place, &said, |owners, it| is_known(owners, it, 1));
            }
        }
        owners
    }

    /// Calls the owner at a place as users know it, else as most paths do.
    fn settle(
        &mut self,
        place: &str,
        said: &Said<'_>,
        is_known: impl Fn(&Self, &Owner<'_>) -> bool,
    ) {
        for owner in &said.owners {
            self.0.insert(place.to_owned(), owner.name.clone());
            if is_known(self, owner) {
                return;
            }
        }
        self.0.remove(place);
        self.0
            .extend(said.most_used().map(|it| (place.to_owned(), it.to_owned())));
    }

    /// What the handle of the parameter at the end of a place is called.
    pub(super) fn accessor(&self, place: &str) -> Option<&str> {
        self.0.get(place).map(String::as_str)
    }
}

impl<'a> Said<'a> {
    fn add(&mut self, path: &'a str, parameter: &'a str, role: Role) {
        match role {
            Role::Thing => self.is_thing = true,
            Role::Other => self.others += 1,
            Role::Owner(name) => self.owners.push(Owner {
                path,
                parameter,
                name,
            }),
        }
    }

    /// The name that most use, if most take it for an owner.
    fn most_used(&self) -> Option<&str> {
        if self.is_thing || self.owners.len() <= self.others {
            return None;
        }
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for owner in &self.owners {
            *count.entry(&owner.name).or_default() += 1;
        }
        let most = count.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(name, _)| name)
    }
}

/// What the parameter behind a word is.
#[derive(Debug, PartialEq, Eq)]
enum Role {
    /// One of the collection.
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
            _ if subject::is_one_of(word, parameter) => Role::Thing,
            Some(next) if subject::is_one_of(word, next) => {
                subject::named(parameter).map_or(Role::Other, Role::Owner)
            }
            Some(_) => Role::Other,
            None => continue,
        };
        let place = segments[..at + 2].iter().map(Segment::place).collect();
        roles.push((place, parameter, role));
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::{Role, Said, roles};

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
        for (paths, expected) in [
            (&["/repos/{owner}/{repo}"][..], Some("owner")),
            (
                &[
                    "/repos/{org}/{repo}",
                    "/repos/{owner}/{repo}",
                    "/repos/{owner}/{repo}/tags",
                ],
                Some("owner"),
            ),
            (&["/repos/{b}/{repo}", "/repos/{a}/{repo}"], Some("a")),
            (&["/repos/{owner}/{repo}", "/repos/{owner}/{sha}"], None),
            (&["/repos/{owner}/{repo}", "/repos/{repo}"], None),
            (&["/repos/{owner}"], None),
        ] {
            let mut said = Said::default();
            for path in paths {
                for (_, parameter, role) in roles(path) {
                    said.add(path, parameter, role);
                }
            }
            assert_eq!(said.most_used(), expected, "{paths:?}");
        }
    }
}
