//! Chains of handles: from `x-resource`, or from the path of an operation.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::operations::Draft;
use super::owners::Owners;
use super::segments::{leading, outside_braces, segments, words};
use super::templates;
use crate::naming::{self, singular, snake};

/// One step of a chain of handles. Two steps are the same whatever their parameter is called: documents
/// often call one thing `account_id` here and `accountId` there.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) accessor: String,
    pub(super) parameter: Option<String>,
    /// The word of the path that the parameter stands behind.
    word: String,
}

impl Step {
    fn plain(accessor: String) -> Self {
        Self {
            accessor,
            parameter: None,
            word: String::new(),
        }
    }

    fn key(&self) -> (&str, bool) {
        (&self.accessor, self.parameter.is_some())
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Step {}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Step {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

pub(super) type Chain = Vec<Step>;

/// Places of paths that end in a parameter and have more below them.
pub(super) fn paths_below(drafts: &[Draft]) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for draft in drafts {
        let mut place = String::new();
        let mut above = None;
        for segment in segments(&draft.operation.path) {
            places.extend(above.take());
            place.push_str(&segment.place());
            above = segment.parameter().is_some().then(|| place.clone());
        }
    }
    places
}

/// The chain of a path without a hint.
pub(super) fn derived(path: &str, items: &BTreeSet<String>, owners: &Owners) -> Chain {
    let mut chain = Chain::new();
    let mut place = String::new();
    let mut waiting: Option<&str> = None;
    let plain = |word| Step::plain(words(word));
    let leading = leading(path);
    for (number, segment) in segments(path).enumerate() {
        place.push_str(&segment.place());
        if number < leading {
            continue;
        }
        match segment.parameter() {
            Some(parameter) if items.contains(&place) => {
                let owner = owners.accessor(&place);
                let word = match owner {
                    // The word is that of what comes next.
                    Some(_) => String::new(),
                    None => waiting.take().map(words).unwrap_or_default(),
                };
                chain.push(Step {
                    accessor: match (owner, word.as_str()) {
                        (Some(owner), _) => owner.to_owned(),
                        (None, "") => snake(parameter),
                        (None, word) => one_of(word),
                    },
                    parameter: Some(parameter.to_owned()),
                    word,
                });
            }
            // The last parameter of a path is an argument of the method, and so are those of `{name}.{format}`.
            Some(_) => {}
            None if !outside_braces(segment.0).contains(char::is_alphanumeric) => {}
            None => chain.extend(waiting.replace(segment.0).map(plain)),
        }
    }
    chain.extend(waiting.map(plain));
    chain
}

/// The chain of `/chat.postMessage`: services that name calls so mean `chat` and its `post_message`. Longer paths have addresses
/// with dots, or the kind of a file.
pub(super) fn dotted(path: &str) -> Option<Chain> {
    let call = path.strip_prefix('/')?;
    let is_call = call.contains('.')
        && call.split('.').all(is_name)
        && !FILES.iter().any(|it| call.ends_with(it));
    is_call.then(|| call.split('.').map(|it| Step::plain(snake(it))).collect())
}

/// The chain of `/customers:merge` and `/{name}:cancel`, given the one that the path has otherwise: what stands behind the colon is done
/// (<https://google.aip.dev/136>).
pub(super) fn custom(path: &str, chain: &Chain) -> Option<Chain> {
    let (what, verb) = segments(path).last()?.0.rsplit_once(':')?;
    let (_, above) = chain.split_last().filter(|_| is_name(verb))?;
    let is_word = outside_braces(what).contains(char::is_alphanumeric);
    let named = is_word.then(|| Step::plain(words(what)));
    let verb = Step::plain(snake(verb));
    Some(above.iter().cloned().chain(named).chain([verb]).collect())
}

fn is_name(text: &str) -> bool {
    let fits = |it: char| it.is_alphanumeric() || it == '_';
    text.starts_with(char::is_alphabetic) && text.chars().all(fits)
}

/// Ends of names of files.
const FILES: &[&str] = &[
    ".cgi", ".css", ".csv", ".do", ".gif", ".gz", ".html", ".ico", ".ics", ".jpg", ".js", ".json",
    ".jsp", ".pdf", ".php", ".png", ".rss", ".svg", ".txt", ".xml", ".yaml", ".yml", ".zip",
];

/// Gives handles of one name and one parent names of their own: beside a `task` without a parameter, the one with
/// a parameter is `task_by_id`.
/// Chains that the document asks for stay as they are.
pub(super) fn set_apart(chains: &mut [Chain], asked: &[bool]) {
    let plain: BTreeSet<Chain> = chains
        .iter()
        .flat_map(|chain| (1..=chain.len()).map(|end| chain[..end].to_vec()))
        .filter(|prefix| prefix.last().is_some_and(|it| it.parameter.is_none()))
        .collect();
    for (chain, _) in chains.iter_mut().zip(asked).filter(|(_, asked)| !**asked) {
        let as_written = chain.clone();
        for (position, step) in chain.iter_mut().enumerate() {
            let mut rival = as_written[..=position].to_vec();
            if step.parameter.is_some() {
                rival[position].parameter = None;
                if plain.contains(&rival) {
                    step.accessor = naming::apart::by_id(&step.accessor);
                }
            }
        }
    }
    one_or_many(chains, asked);
}

/// Beside the `user_by_id` of `/user/{id}`, the one of `/users/{name}` is `users_by_id`.
fn one_or_many(chains: &mut [Chain], asked: &[bool]) {
    let mut words: BTreeMap<Chain, BTreeSet<String>> = BTreeMap::new();
    for chain in chains.iter() {
        for end in 1..=chain.len() {
            let word = &chain[end - 1].word;
            let words = words.entry(chain[..end].to_vec()).or_default();
            // A hint says nothing of the word.
            words.extend(Some(word.clone()).filter(|it| !it.is_empty()));
        }
    }
    for (chain, _) in chains.iter_mut().zip(asked).filter(|(_, asked)| !**asked) {
        let as_written = chain.clone();
        for (position, step) in chain.iter_mut().enumerate() {
            let shared = words[&as_written[..=position]].len() > 1;
            if shared && singular(&step.word) != step.word {
                step.accessor = naming::apart::by_id(&step.word);
            }
        }
    }
}

/// The handle of one thing in a collection: `zones` has a `zone`; where the word has no plural, `stream` has
/// a `stream_by_id`, so that the collection keeps its name.
fn one_of(word: &str) -> String {
    let one = singular(word);
    if one == word {
        naming::apart::by_id(word)
    } else {
        one
    }
}

/// Parses `account(account_id).store(store_id).secrets`; nothing if there is a mistake in it.
pub(super) fn hinted(
    lowering: &mut Lowering<'_>,
    text: &str,
    at: &str,
    draft: &Draft,
) -> Option<Chain> {
    let Some(steps) = steps(text) else {
        lowering.diagnostics.no_chain(at, text);
        return None;
    };
    let mut chain = Chain::new();
    let mut fits = true;
    for (accessor, parameter) in steps {
        if !naming::is_value_name(accessor) {
            lowering.diagnostics.not_an_identifier(at, accessor);
            fits = false;
        }
        let parameter = parameter.map(str::to_owned);
        if let Some(parameter) = &parameter
            && !templates::names(&draft.operation.path).contains(parameter)
        {
            lowering
                .diagnostics
                .resource_parameter(at, parameter, &draft.operation.path);
            fits = false;
        }
        if let Some(parameter) = &parameter
            && chain
                .iter()
                .any(|it| it.parameter.as_ref() == Some(parameter))
        {
            lowering.diagnostics.parameter_twice(at, parameter);
            fits = false;
        }
        chain.push(Step {
            accessor: accessor.to_owned(),
            parameter,
            word: String::new(),
        });
    }
    fits.then_some(chain)
}

/// The names of a chain as it is written, each with its parameter; nothing if it is written in another way.
fn steps(text: &str) -> Option<Vec<(&str, Option<&str>)>> {
    let mut steps = Vec::new();
    let mut rest = text;
    loop {
        let (accessor, after) = rest.split_at(rest.find(['.', '(']).unwrap_or(rest.len()));
        let (parameter, after) = match after.strip_prefix('(') {
            Some(inside) => {
                let (parameter, after) = inside.split_once(')')?;
                (Some(parameter.trim()), after)
            }
            None => (None, after),
        };
        let accessor = accessor.trim();
        if accessor.is_empty() || parameter.is_some_and(str::is_empty) {
            return None;
        }
        steps.push((accessor, parameter));
        match after.trim() {
            "" => return Some(steps),
            after => rest = after.strip_prefix('.')?,
        }
    }
}

/// A chain as `x-resource` writes it.
pub(super) fn path(chain: &[Step]) -> String {
    let steps: Vec<String> = chain
        .iter()
        .map(|step| match &step.parameter {
            Some(parameter) => format!("{}({parameter})", step.accessor),
            None => step.accessor.clone(),
        })
        .collect();
    steps.join(".")
}

#[cfg(test)]
mod tests {
    use super::dotted;

    #[test]
    fn calls_have_dots_and_files_an_end() {
        let words = |path| dotted(path).map(|it| it.into_iter().map(|it| it.accessor).collect());
        let expected: Option<Vec<String>> = Some(vec!["chat".into(), "post_message".into()]);
        assert_eq!(words("/chat.postMessage"), expected);
        let others = [
            "/chat",
            "/pets.json",
            "/a.b/c",
            "/{a}.b",
            "/.well-known",
            "/key-1.gpg",
            "/v1.0",
        ];
        for path in others {
            assert!(dotted(path).is_none(), "{path}");
        }
    }
}
