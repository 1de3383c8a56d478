//! Documentation, set aside while the rest of an item is formatted: a quarter of a crate is prose, and as one attribute a
//! line it takes more time to read and print than what it documents.

use proc_macro2::{Ident, TokenTree};
use quote::format_ident;
use syn::Lit;

/// What stands for documentation in the meantime, with its number.
const MARK: &str = "documentation_";

/// The documentation of an item.
#[derive(Default)]
pub(crate) struct Aside(Vec<String>);

impl Aside {
    /// What an attribute becomes, given what is inside its brackets: `doc = "…"` is set aside, others are none of ours.
    pub(crate) fn put(&mut self, attribute: &[TokenTree]) -> Option<Ident> {
        let [TokenTree::Ident(name), _, TokenTree::Literal(literal)] = attribute else {
            return None;
        };
        let Lit::Str(text) = (name == "doc").then(|| Lit::new(literal.clone()))? else {
            return None;
        };
        let text = text.value();
        // Four slashes begin no documentation.
        if text.split('\n').any(|it| it.starts_with('/')) {
            return None;
        }
        let mark = format_ident!("{MARK}{}", self.0.len());
        self.0.push(text);
        Some(mark)
    }

    /// Adds a line of formatted text: itself, or the documentation that it stands for.
    pub(crate) fn write(&self, line: &str, text: &mut String) {
        let Some((indentation, lines)) = self.find(line) else {
            text.push_str(line);
            text.push('\n');
            return;
        };
        for line in lines.split('\n') {
            text.push_str(indentation);
            text.push_str("///");
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }

    fn find<'a>(&'a self, line: &'a str) -> Option<(&'a str, &'a str)> {
        let attribute = line.trim_start();
        let mark = attribute.strip_prefix("#[")?.strip_suffix(']')?;
        let number: usize = mark.strip_prefix(MARK)?.parse().ok()?;
        let indentation = &line[..line.len() - attribute.len()];
        Some((indentation, self.0.get(number)?))
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenTree;
    use quote::quote;

    use super::Aside;

    #[test]
    fn documentation_comes_back_where_it_stood() {
        for (attribute, mark, line, text) in [
            (
                quote!(doc = r##" One.\n"##),
                Some("documentation_0"),
                "    #[documentation_0]",
                "    /// One.\\n\n",
            ),
            (
                quote!(doc = " One.\n\n \"Two\".  "),
                Some("documentation_0"),
                "#[documentation_0]",
                "/// One.\n///\n/// \"Two\".\n",
            ),
            (
                quote!(doc = " One.\n/ Two."),
                None,
                "#[documentation_0]",
                "#[documentation_0]\n",
            ),
            (quote!(doc = 1), None, "", "\n"),
            (quote!(path = "one.rs"), None, "", "\n"),
            (quote!(doc(hidden)), None, "", "\n"),
        ] {
            let mut aside = Aside::default();
            let attribute: Vec<TokenTree> = attribute.into_iter().collect();
            let put = aside.put(&attribute).map(|it| it.to_string());
            assert_eq!(put.as_deref(), mark, "{attribute:?}");
            let mut written = String::new();
            aside.write(line, &mut written);
            assert_eq!(written, text, "{attribute:?}");
        }
    }
}
