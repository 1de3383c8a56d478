//! What stands outside of the quotes of a JSONPath.

/// The characters outside of quotes, and where in the text they are, in bytes.
pub(super) fn outside(path: &str) -> impl Iterator<Item = (usize, char)> {
    let mut characters = path.char_indices();
    std::iter::from_fn(move || {
        loop {
            match characters.next()? {
                (_, quote @ ('\'' | '"')) => skip_to(quote, &mut characters),
                other => return Some(other),
            }
        }
    })
}

/// Goes behind the closing quote.
fn skip_to(quote: char, characters: &mut impl Iterator<Item = (usize, char)>) {
    while let Some((_, it)) = characters.next() {
        if it == '\\' {
            characters.next();
        } else if it == quote {
            return;
        }
    }
}
