//! Places in JSON values, as RFC 6901 writes them.

use tdproto_wire::Segment;

/// Steps as a JSON pointer per RFC 6901, such as `/params/chats/3/jid`; empty: the whole value.
///
/// ```
/// use tdproto_codegen::payloads::pointer;
/// use tdproto_codegen::validate::Segment;
///
/// let steps = [Segment::Key("a/b".into()), Segment::Index(3)];
/// assert_eq!(pointer(&steps), "/a~1b/3");
/// ```
#[must_use]
pub fn pointer<'s>(steps: impl IntoIterator<Item = &'s Segment>) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        match step {
            Segment::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Segment::Index(index) => pointer.push_str(&index.to_string()),
        }
    }
    pointer
}

/// The step below a key.
pub(super) fn key(key: &str) -> Segment {
    Segment::Key(key.to_owned())
}
