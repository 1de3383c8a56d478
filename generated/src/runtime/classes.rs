// @generated from generator/runtime/src/runtime/classes.rs. Edit that file.

//! Patterns that are a row of character classes, such as `^[0-9a-f]{32}$`. Nearly all patterns of identifiers are, and an
//! identifier is checked at every call: this is twenty times faster than a regular expression.

/// A class, and how often it stands there.
#[derive(Clone, Debug)]
struct Part {
    /// For each byte whether it is in it; only ASCII is.
    members: Box<[bool; 256]>,
    least: usize,
    most: usize,
}

/// A pattern for the whole text, with no choice in it: only its last part may vary in length.
#[derive(Clone, Debug)]
pub struct Classes(Vec<Part>);

impl Classes {
    /// Reads a pattern; `None` if it is of another kind.
    #[must_use]
    pub fn parse(pattern: &str) -> Option<Self> {
        let mut rest = pattern.strip_prefix('^')?.strip_suffix('$')?.as_bytes();
        let mut parts: Vec<Part> = Vec::new();
        while !rest.is_empty() {
            if parts.last().is_some_and(|it| it.least != it.most) {
                return None;
            }
            let members = table(class(&mut rest)?);
            let (least, most) = count(&mut rest)?;
            parts.push(Part {
                members,
                least,
                most,
            });
        }
        Some(Self(parts))
    }

    /// Whether a text is one of those that the pattern describes.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let mut rest = text.as_bytes();
        for part in &self.0 {
            let most = &rest[..rest.len().min(part.most)];
            let is_other = |it: &u8| !part.members[usize::from(*it)];
            let length = most.iter().position(is_other).unwrap_or(most.len());
            if length < part.least {
                return false;
            }
            rest = &rest[length..];
        }
        rest.is_empty()
    }
}

/// A set of ASCII characters as something that is looked up at once.
fn table(members: u128) -> Box<[bool; 256]> {
    let mut table = Box::new([false; 256]);
    for (at, is_in) in table.iter_mut().take(128).enumerate() {
        *is_in = members >> at & 1 == 1;
    }
    table
}

/// One character, or what stands in brackets as a set of bits.
fn class(rest: &mut &[u8]) -> Option<u128> {
    if next_is(rest, b'[') {
        let mut members = 0;
        while !next_is(rest, b']') {
            let (from, alone) = member(rest)?;
            members |= match rest {
                [b'-', end, ..] if *end != b']' => {
                    *rest = &rest[1..];
                    let from = (!alone).then(|| from.trailing_zeros())?;
                    range(from, member(rest)?.0)?
                }
                _ => from,
            };
        }
        return (members != 0).then_some(members);
    }
    let (members, _) = member(rest)?;
    Some(members)
}

/// What one character stands for, and whether that is more than itself, so that no range can begin with it.
fn member(rest: &mut &[u8]) -> Option<(u128, bool)> {
    let (first, more) = rest.split_first()?;
    *rest = more;
    Some(match first {
        b'\\' => {
            let (escaped, more) = rest.split_first()?;
            *rest = more;
            match escaped {
                b'd' => (digits(), true),
                b'w' => (digits() | letters() | bit(b'_'), true),
                b'-' | b'.' | b'/' | b'_' | b'+' | b'*' | b'$' | b'@' => (bit(*escaped), false),
                _ => return None,
            }
        }
        // What means something in a regular expression, inside of brackets or outside.
        b'^' | b'$' | b'.' | b'|' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'*' | b'+'
        | b'?' | b'&' | b'~' => return None,
        it if it.is_ascii_graphic() => (bit(*it), false),
        _ => return None,
    })
}

/// All characters from one to another.
fn range(from: u32, to: u128) -> Option<u128> {
    let last = to.trailing_zeros();
    (to.is_power_of_two() && from <= last).then(|| (from..=last).fold(0, |all, it| all | 1 << it))
}

/// `{32}`, `{1,64}`, `{1,}`, `+`, `*`, `?` or nothing.
fn count(rest: &mut &[u8]) -> Option<(usize, usize)> {
    if next_is(rest, b'+') {
        return not_lazy(rest, (1, usize::MAX));
    }
    if next_is(rest, b'*') {
        return not_lazy(rest, (0, usize::MAX));
    }
    if next_is(rest, b'?') {
        return not_lazy(rest, (0, 1));
    }
    if !next_is(rest, b'{') {
        return Some((1, 1));
    }
    let least = number(rest)?;
    let most = if next_is(rest, b',') {
        if rest.first() == Some(&b'}') {
            usize::MAX
        } else {
            number(rest)?
        }
    } else {
        least
    };
    if !next_is(rest, b'}') || least > most {
        return None;
    }
    not_lazy(rest, (least, most))
}

/// `??` and the like are left to those who know more.
fn not_lazy(rest: &[u8], count: (usize, usize)) -> Option<(usize, usize)> {
    let follows = rest.first();
    (!follows.is_some_and(|it| b"?+*{".contains(it))).then_some(count)
}

fn number(rest: &mut &[u8]) -> Option<usize> {
    let length = rest.iter().take_while(|it| it.is_ascii_digit()).count();
    let (digits, more) = rest.split_at(length);
    *rest = more;
    // Longer ones are refused by regular expressions as well.
    let text = std::str::from_utf8(digits).ok().filter(|it| it.len() < 4)?;
    text.parse().ok()
}

fn next_is(rest: &mut &[u8], byte: u8) -> bool {
    match rest.split_first() {
        Some((first, more)) if *first == byte => {
            *rest = more;
            true
        }
        _ => false,
    }
}

fn bit(byte: u8) -> u128 {
    1 << byte
}

fn digits() -> u128 {
    (b'0'..=b'9').fold(0, |all, it| all | bit(it))
}

fn letters() -> u128 {
    (b'a'..=b'z')
        .chain(b'A'..=b'Z')
        .fold(0, |all, it| all | bit(it))
}
