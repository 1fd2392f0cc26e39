//! Places in JSON values.

use std::fmt;

/// One step from a value into a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Into an object, by key.
    Key(String),
    /// Into an array, by position.
    Index(usize),
}

/// The steps from the whole value to a place in it; shown as `params.chats[3].jid`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Path(pub Vec<Segment>);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("$");
        }
        for (index, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Index(at) => write!(f, "[{at}]")?,
                Segment::Key(key) if is_plain(key) && index == 0 => f.write_str(key)?,
                Segment::Key(key) if is_plain(key) => write!(f, ".{key}")?,
                Segment::Key(key) => write!(f, "[{key:?}]")?,
            }
        }
        Ok(())
    }
}

/// Whether a key reads well without quotes.
fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_as_one_writes_it_in_code() {
        let key = |key: &str| Segment::Key(key.to_owned());
        assert_eq!(Path::default().to_string(), "$");
        let path = Path(vec![
            key("params"),
            key("chats"),
            Segment::Index(3),
            key("jid"),
        ]);
        assert_eq!(path.to_string(), "params.chats[3].jid");
        let path = Path(vec![key("a.b"), key("x"), key("\"")]);
        assert_eq!(path.to_string(), r#"["a.b"].x["\""]"#);
    }
}
