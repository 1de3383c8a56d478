//! `encoding`: what a media type says of single properties.

use crate::lower::Lowering;
use crate::lower::keys;
use crate::lower::node::Node;
use crate::spec::pointer;

/// What is said of one property.
#[derive(Clone, Debug)]
pub(super) struct Property<'a> {
    pub(super) name: String,
    pub(super) node: Node<'a>,
}

/// The properties of which something is said in the `encoding` at a place, as far as the schema has them.
pub(super) fn properties<'a>(
    lowering: &mut Lowering<'a>,
    at: &str,
    known: impl Fn(&str) -> bool,
) -> Vec<Property<'a>> {
    let key = pointer::last(at);
    let Some(media) = Node::at(lowering.document, pointer::parent(at), lowering.diagnostics) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, name, _) in media.entries(&key, lowering.diagnostics) {
        if !known(name) {
            lowering.diagnostics.encoding_of_nothing(&at, name);
            continue;
        }
        let Some(node) = Node::at(lowering.document, &at, lowering.diagnostics) else {
            continue;
        };
        keys::check(&node, &keys::ENCODING, lowering.diagnostics);
        found.push(Property {
            name: name.to_owned(),
            node,
        });
    }
    found
}

impl Property<'_> {
    /// The content types, of which a comma-separated list is a choice.
    pub(super) fn content_types(&self, lowering: &mut Lowering<'_>) -> Vec<String> {
        let text = self.node.text("contentType", lowering.diagnostics);
        let all = text.into_iter().flat_map(|it| it.split(','));
        all.map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty())
            .collect()
    }

    /// The content types, if there are several and each says what is sent.
    pub(super) fn choice(&self, lowering: &mut Lowering<'_>) -> Option<Vec<String>> {
        let types = self.content_types(lowering);
        (types.len() > 1 && types.iter().all(|it| says_what(it))).then_some(types)
    }

    /// Reports keys that mean nothing for this media type, or that the client makes nothing of.
    pub(super) fn ignore(&self, lowering: &mut Lowering<'_>, keys: &[&str], media_type: &str) {
        for key in keys.iter().filter(|it| self.node.has(it)) {
            let at = pointer::join(&self.node.at, key);
            lowering.diagnostics.encoding_ignored(&at, key, media_type);
        }
    }
}

/// Whether it is one content type that can be a header, and not any of a kind.
pub(super) fn says_what(content_type: &str) -> bool {
    let is_plain = |it: char| (' '..='~').contains(&it);
    !content_type.contains('*') && content_type.chars().all(is_plain)
}

/// What is said of a file that can be of several types.
pub(super) fn chosen_by_name(types: &[String]) -> String {
    let types: Vec<String> = types.iter().map(|it| format!("`{it}`")).collect();
    let types = types.join(", ");
    format!(
        "Sent as one of {types}: by the ending of the file's name, else the first. `with_content_type` of the file says another."
    )
}
