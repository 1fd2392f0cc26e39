//! Places in JSON values.

use std::fmt;

use tdproto_schema::model::Step;
pub use tdproto_wire::Segment;
use tdproto_wire::path_text;

/// The steps from the whole value to a place in it; shown as `params.chats[3].jid`, and the whole
/// value as `$`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(pub Vec<Segment>);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [] => f.write_str("$"),
            steps => f.write_str(&path_text(steps)),
        }
    }
}

/// The steps to a place of a drawn frame.
pub(crate) fn segments(steps: &[Step]) -> Vec<Segment> {
    let steps = steps.iter().map(|step| match step {
        Step::Key(key) => Segment::Key(key.clone()),
        Step::Index(index) => Segment::Index(*index),
    });
    steps.collect()
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
