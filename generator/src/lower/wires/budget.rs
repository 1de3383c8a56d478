//! How large the proofs of a document may be together.

use crate::model::{Sent, SentBody, SentPart, Wire};
use crate::spec::Document;

/// So many times as large as the document.
const TIMES: usize = 16;

/// What any document may have besides.
const BYTES: usize = 1 << 20;

/// The bytes that the proofs of a document may still have: bodies that many operations share would be written for each.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn of(document: &Document) -> Self {
        Self(document.root().to_string().len() * TIMES + BYTES)
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0 == 0
    }

    pub(super) fn spend(&mut self, wires: &[Wire]) {
        let sizes = wires.iter().map(|it| {
            let sent = it.sent.iter().map(|(_, sent)| size(sent));
            let answers = it.answers.iter().map(|it| it.body.len());
            sent.chain(answers).sum::<usize>()
        });
        self.0 = self.0.saturating_sub(sizes.sum());
    }
}

/// What is written around a pair, and around a part of a body.
const PAIR: usize = 40;
const PART: usize = 200;

fn size(sent: &Sent) -> usize {
    let pair = |(a, b): &(String, String)| a.len() + b.len() + PAIR;
    let pairs = |all: &[(String, String)]| all.iter().map(pair).sum();
    let part = |it: &SentPart| it.name.len() + it.text.len() + PART;
    let body = match &sent.body {
        Some((_, SentBody::Json(text) | SentBody::Text(text))) => text.len(),
        Some((_, SentBody::Pairs(all))) => pairs(all),
        Some((_, SentBody::Parts(all))) => all.iter().map(part).sum(),
        None => 0,
    };
    let beside = [&sent.query, &sent.headers, &sent.cookies].map(|it| pairs(it));
    body + beside.iter().sum::<usize>()
}
