//! Detects the kind of a capture from its first bytes.

use std::io;

use memchr::memchr;

use super::Layout;
use super::batch::RECORD_SEPARATOR;
use super::values::end_of_first;

/// The first bytes of files that are no captures.
const FOREIGN: &[(&[u8], &str)] = &[
    (&[0xff, 0xfe], "UTF-16; JSON is UTF-8"),
    (&[0xfe, 0xff], "UTF-16; JSON is UTF-8"),
    (&[0xd4, 0xc3, 0xb2, 0xa1], "a pcap file of packets"),
    (&[0xa1, 0xb2, 0xc3, 0xd4], "a pcap file of packets"),
    (&[0x4d, 0x3c, 0xb2, 0xa1], "a pcap file of packets"),
    (&[0x0a, 0x0d, 0x0d, 0x0a], "a pcapng file of packets"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (&[0xfd, b'7', b'z', b'X', b'Z', 0], "compressed by xz"),
    (b"BZh", "compressed by bzip2"),
    (&[0x04, 0x22, 0x4d, 0x18], "compressed by lz4"),
];

/// The keys that the object `log` of a HAR may begin with.
const LOG_KEYS: &[&[u8]] = &[
    b"\"version\"",
    b"\"creator\"",
    b"\"browser\"",
    b"\"pages\"",
    b"\"entries\"",
    b"\"comment\"",
];

/// The number of bytes that show whether a capture is one of these.
pub(super) const ENOUGH: usize = 6;

/// Refuses files of known other formats, once for the whole file.
///
/// # Errors
/// If the file has such a format.
pub(super) fn refuse_foreign(start: &[u8]) -> io::Result<()> {
    match FOREIGN.iter().find(|(mark, _)| start.starts_with(mark)) {
        Some((_, what)) => {
            let help = "`tdproto validate --help` lists the forms that are read";
            refused(format!("it is {what}; {help}"))
        }
        None => Ok(()),
    }
}

/// Refuses lines that are no text, once for the whole file.
///
/// # Errors
/// If the first line is no text.
pub(super) fn refuse_binary(first_line: &[u8]) -> io::Result<()> {
    match memchr(0, first_line) {
        Some(at) => refused(format!("it is binary: byte 0x00 at offset {at}")),
        None => Ok(()),
    }
}

fn refused(text: String) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::InvalidData, text))
}

/// Returns the layout of a capture by its start, or `None` if that takes more of it. With
/// `is_whole`, there is no more, or the start is long enough.
pub(super) fn layout(start: &[u8], is_whole: bool) -> Option<Layout> {
    let text = start.trim_ascii_start();
    match text.first() {
        Some(b'{') => of_object(text, is_whole),
        Some(&(b'[' | RECORD_SEPARATOR)) => Some(Layout::Json),
        Some(_) => Some(Layout::Ndjson),
        None => is_whole.then_some(Layout::Ndjson),
    }
}

/// Returns the layout of a capture that begins with an object. If the first line is whole, as its
/// brackets show, it is one of several. Otherwise it is the first line of a document, unless the
/// next begins as a frame does. Several values on the first line need no lines.
fn of_object(text: &[u8], is_whole: bool) -> Option<Layout> {
    match is_har(text) {
        Some(true) => return Some(Layout::Har),
        None if !is_whole => return None,
        Some(false) | None => {}
    }
    let newline = memchr(b'\n', text);
    if holds_several(&text[..newline.unwrap_or(text.len())]) {
        return Some(Layout::Json);
    }
    if newline.is_none() {
        return is_whole.then_some(Layout::Ndjson);
    }
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let mut filled = lines.by_ref().filter(|line| !line.is_empty());
    let (first, second) = (filled.next().unwrap_or_default(), filled.next());
    match (first, second) {
        ([.., b'}'], _) => Some(Layout::Ndjson),
        ([.., b':'] | [b'{'], _) => Some(Layout::Json),
        (_, Some([b'{', ..])) => Some(Layout::Ndjson),
        (_, Some(_)) => Some(Layout::Json),
        (_, None) => is_whole.then_some(Layout::Json),
    }
}

/// Returns true if an object is that of an HTTP archive; `None` if it may become one.
fn is_har(text: &[u8]) -> Option<bool> {
    let mut rest = text;
    let begins: [&[u8]; 4] = [b"{", b"\"log\"", b":", b"{"];
    for token in begins {
        rest = rest.trim_ascii_start();
        match rest.strip_prefix(token) {
            Some(behind) => rest = behind,
            None if token.starts_with(rest) => return None,
            None => return Some(false),
        }
    }
    rest = rest.trim_ascii_start();
    if LOG_KEYS.iter().any(|key| rest.starts_with(key)) {
        return Some(true);
    }
    let may_become = LOG_KEYS.iter().any(|key| key.starts_with(rest));
    if may_become { None } else { Some(false) }
}

/// Returns true if another value comes behind the first on the same line.
fn holds_several(line: &[u8]) -> bool {
    let Some(end) = end_of_first(line) else {
        return false;
    };
    let next = line[end..].trim_ascii_start().first();
    matches!(next, Some(&(b'{' | b'[' | RECORD_SEPARATOR)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A capture gives the same outcome at once and byte by byte.
    #[test]
    fn however_it_comes() {
        let cases = [
            ("{\"event\":\"a\"}\n{\"event\":\"b\"}\n", Layout::Ndjson),
            ("{\"event\":\"a\"", Layout::Ndjson),
            ("{\"event\":\"a\"}{\"event\":\"b\"}", Layout::Json),
            ("{\"event\":\"a\"}{\"event\":\"b\"}\n", Layout::Json),
            ("\x1e{\"event\":\"a\"}\n", Layout::Json),
            ("\n [\n{}]", Layout::Json),
            ("{\n\"event\":\"a\"}", Layout::Json),
            ("{\"params\":\n{}}", Layout::Json),
            ("{\"event\":\n{\"event\":\"a\"}", Layout::Json),
            ("{\"event\":[\n{\"event\":\"a\"}", Layout::Ndjson),
            ("{\"event\":[\n1]}", Layout::Json),
            ("{ \"log\" : {\n\"version\":\"1.2\"", Layout::Har),
            ("{\"log\":{\"entries\":[]}}", Layout::Har),
            ("{\"log\":{\"level\":1},\"event\":\"a\"}\n", Layout::Ndjson),
            ("{\"log\":{\"vers", Layout::Ndjson),
            ("hello\n", Layout::Ndjson),
            ("", Layout::Ndjson),
        ];
        for (text, expected) in cases {
            let bytes = text.as_bytes();
            let found = (0..=bytes.len())
                .find_map(|end| layout(&bytes[..end], false))
                .or_else(|| layout(bytes, true));
            assert_eq!(found, Some(expected), "{text}");
            assert_eq!(layout(bytes, true), Some(expected), "{text} at once");
        }
    }
}
