//! Texts that regular expressions match, made from the expressions alone: the same with and without
//! a crate that compiles them. Look-around is not taken into account.

/// The most repetitions beyond those that must be.
const MORE: usize = 64;

/// Characters to choose from, the likely ones first.
const CHOICE: &str = "aA0x1bB2-_ ./:@+#=~é,;!?$%&*()[]{}<>|^\"'`\\\t\n";

/// A text that an expression matches, of a length between two bounds if there is one. `None`: the
/// expression is beyond this.
pub(super) fn text(pattern: &str, min: usize, max: usize) -> Option<String> {
    let mut parser = Parser {
        rest: pattern.chars().collect(),
        at: 0,
        depth: 0,
    };
    let node = parser.alternatives()?;
    if parser.at < parser.rest.len() {
        return None;
    }
    let mut first = None;
    for more in 0..=MORE {
        let mut text = String::new();
        node.write(more, &mut text);
        let length = text.chars().count();
        if (min..=max).contains(&length) {
            return Some(text);
        }
        first.get_or_insert(text);
        if length > max {
            break;
        }
    }
    first
}

/// A part of an expression.
enum Node {
    /// It matches without a character: an anchor, look-around.
    Nothing,
    One(char),
    All(Vec<Node>),
    Repeated(Box<Node>, usize, usize),
}

impl Node {
    /// Writes a text, with some more repetitions than must be.
    fn write(&self, more: usize, out: &mut String) {
        match self {
            Self::Nothing => {}
            Self::One(c) => out.push(*c),
            Self::All(parts) => parts.iter().for_each(|part| part.write(more, out)),
            Self::Repeated(part, min, max) => {
                // A text of nested repetitions would grow by a power of them.
                for _ in 0..min.saturating_add(more).min(*max).min(MORE.max(*min)) {
                    if out.len() > 4 * 1024 {
                        return;
                    }
                    part.write(0, out);
                }
            }
        }
    }
}

/// The deepest nesting of groups.
const MAX_DEPTH: usize = 50;

struct Parser {
    rest: Vec<char>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn takes(&mut self, text: &str) -> bool {
        let rest = &self.rest[self.at..];
        let found = text
            .chars()
            .enumerate()
            .all(|(at, c)| rest.get(at) == Some(&c));
        if found {
            self.at += text.chars().count();
        }
        found
    }

    /// The first alternative; the others are read over.
    fn alternatives(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let first = self.sequence()?;
        while self.takes("|") {
            self.sequence()?;
        }
        self.depth -= 1;
        Some(first)
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        while self.peek().is_some_and(|c| !matches!(c, '|' | ')')) {
            let part = self.atom()?;
            parts.push(self.repeated(part)?);
        }
        Some(Node::All(parts))
    }

    fn atom(&mut self) -> Option<Node> {
        match self.next()? {
            '^' | '$' => Some(Node::Nothing),
            '.' => Some(Node::One('a')),
            '(' => self.group(),
            '[' => self.class().map(Node::One),
            '\\' => match self.next()? {
                'b' | 'B' => Some(Node::Nothing),
                '1'..='9' | 'k' => None,
                c => self.escape(c)?.choice(false).map(Node::One),
            },
            c => Some(Node::One(c)),
        }
    }

    fn group(&mut self) -> Option<Node> {
        let is_around = ["?=", "?!", "?<=", "?<!"]
            .iter()
            .any(|start| self.takes(start));
        if !is_around && !self.takes("?:") && self.takes("?<") {
            while self.next()? != '>' {}
        }
        let inner = self.alternatives()?;
        (self.next()? == ')').then_some(match is_around {
            true => Node::Nothing,
            false => inner,
        })
    }

    fn repeated(&mut self, part: Node) -> Option<Node> {
        let (min, max) = match self.peek() {
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('?') => (0, 1),
            Some('{') => {
                self.at += 1;
                let range = self.range()?;
                self.takes("?");
                return Some(Node::Repeated(Box::new(part), range.0, range.1));
            }
            Some(_) | None => return Some(part),
        };
        self.at += 1;
        self.takes("?");
        Some(Node::Repeated(Box::new(part), min, max))
    }

    fn range(&mut self) -> Option<(usize, usize)> {
        let min = self.number()?;
        if self.takes("}") {
            return Some((min, min));
        }
        if !self.takes(",") {
            return None;
        }
        if self.takes("}") {
            return Some((min, usize::MAX));
        }
        let max = self.number()?;
        self.takes("}").then_some((min, max))
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.rest[start..self.at].iter().collect();
        digits.parse().ok()
    }

    /// A character of a class in brackets.
    fn class(&mut self) -> Option<char> {
        let is_negated = self.takes("^");
        let mut set = Set::default();
        loop {
            let part = match self.next()? {
                ']' => break,
                '\\' => match self.next()? {
                    'b' => Set::one('\u{8}'),
                    c => self.escape(c)?,
                },
                c => Set::one(c),
            };
            let is_range = self.peek() == Some('-') && self.rest.get(self.at + 1) != Some(&']');
            match (part.single(), is_range) {
                (Some(from), true) => {
                    self.at += 1;
                    let to = match self.next()? {
                        '\\' => {
                            let c = self.next()?;
                            self.escape(c)?.single()?
                        }
                        c => c,
                    };
                    set.ranges.push((from, to));
                }
                (Some(_) | None, _) => set.ranges.extend(part.ranges),
            }
        }
        set.choice(is_negated)
    }

    /// The characters of an escape.
    fn escape(&mut self, c: char) -> Option<Set> {
        let digits = |ranges: &[(char, char)]| Set {
            ranges: ranges.to_vec(),
        };
        Some(match c {
            'd' => digits(&[('0', '9')]),
            'w' => digits(&[('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]),
            's' => digits(&[(' ', ' '), ('\t', '\r')]),
            'D' => digits(&[('\0', '/'), (':', char::MAX)]),
            'W' => digits(&[
                ('\0', '/'),
                (':', '@'),
                ('[', '^'),
                ('`', '`'),
                ('{', char::MAX),
            ]),
            'S' => digits(&[('!', char::MAX)]),
            'n' => Set::one('\n'),
            't' => Set::one('\t'),
            'r' => Set::one('\r'),
            'f' => Set::one('\u{c}'),
            'v' => Set::one('\u{b}'),
            '0' => Set::one('\0'),
            'x' => Set::one(self.hex(2)?),
            'u' if self.takes("{") => {
                let mut code = String::new();
                loop {
                    match self.next()? {
                        '}' => break,
                        c => code.push(c),
                    }
                }
                Set::one(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?)
            }
            'u' => Set::one(self.hex(4)?),
            'p' | 'P' => {
                // A property of characters: a letter is the likely one.
                while self.next()? != '}' {}
                digits(&[('a', 'z')])
            }
            c => Set::one(c),
        })
    }

    fn hex(&mut self, digits: usize) -> Option<char> {
        let end = self.at.checked_add(digits)?;
        let code: String = self.rest.get(self.at..end)?.iter().collect();
        self.at = end;
        char::from_u32(u32::from_str_radix(&code, 16).ok()?)
    }
}

/// A set of characters.
#[derive(Default)]
struct Set {
    ranges: Vec<(char, char)>,
}

impl Set {
    fn one(c: char) -> Self {
        Self {
            ranges: vec![(c, c)],
        }
    }

    fn single(&self) -> Option<char> {
        match self.ranges.as_slice() {
            [(from, to)] if from == to => Some(*from),
            _ => None,
        }
    }

    fn has(&self, c: char) -> bool {
        self.ranges
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&c))
    }

    /// A character of the set, or of all others.
    fn choice(&self, is_negated: bool) -> Option<char> {
        let known = CHOICE.chars().find(|c| self.has(*c) != is_negated);
        let first = self.ranges.first().map(|(from, _)| *from);
        known.or(first.filter(|_| !is_negated))
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn texts_are_as_short_as_may_be() {
        let of = |pattern, min, max| text(pattern, min, max);
        assert_eq!(of("^[a-z](?:-?[a-z0-9])*$", 0, 99).as_deref(), Some("a"));
        assert_eq!(of("^[a-z](?:-?[a-z0-9])*$", 3, 8).as_deref(), Some("aaa"));
        assert_eq!(of("^(?:x|y)\\d{2,4}$", 0, 99).as_deref(), Some("x00"));
        assert_eq!(of("^#[0-9A-F]{6}$", 0, 99).as_deref(), Some("#AAAAAA"));
        assert_eq!(of("[^a-zA-Z]", 0, 99).as_deref(), Some("0"));
        assert_eq!(
            of(r"^(?<year>\u{61}\x62)\.$", 0, 99).as_deref(),
            Some("ab.")
        );
        assert_eq!(of(r"(a)\1", 0, 99), None);
        for broken in ["(", "[", "a{", "\\", "\\u{", "[\\", ")", "(?<", "\\p"] {
            let _ = of(broken, 0, 99);
        }
    }
}
