//! Runs of characters that stand for themselves.

const LOW: u64 = 0x0101_0101_0101_0101;

const HIGH: u64 = 0x8080_8080_8080_8080;

/// Sets the high bit of the first byte, from the lowest one, that is a quote, a backslash or a
/// control character; there may be more bits above it.
#[inline]
pub(super) fn special(word: u64) -> u64 {
    // A byte's high bit is set where the byte is less than the number taken away. Borrows reach
    // only bytes above the first hit, which is the one that counts. With its second bit flipped, a
    // quote comes right after the control characters.
    let quotes = word ^ (LOW * 0x02);
    let backslashes = word ^ (LOW * 0x5c);
    (quotes.wrapping_sub(LOW * 0x21) | backslashes.wrapping_sub(LOW)) & !word & HIGH
}

/// The same of one byte.
fn is_special(byte: &u8) -> bool {
    matches!(byte, b'"' | b'\\' | ..b' ')
}

/// Whether every character of a text stands for itself.
#[inline]
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (chunks, rest) = bytes.as_chunks::<8>();
    let is_clean = |chunk: &[u8; 8]| special(u64::from_le_bytes(*chunk)) == 0;
    if !chunks.iter().all(is_clean) {
        return false;
    }
    if rest.is_empty() {
        return true;
    }
    // What is left is looked at along with what comes before it, if that is enough.
    if let Some(last) = bytes.last_chunk::<8>() {
        return is_clean(last);
    }
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some([a, b, c, d]), Some([e, f, g, h])) => is_clean(&[*a, *b, *c, *d, *e, *f, *g, *h]),
        _ => !rest.iter().any(is_special),
    }
}

/// Where the run of characters ends that stand for themselves: at a quote, a backslash, a control
/// character or the end. Sixteen bytes are looked at in one step.
#[inline]
pub(super) fn plain_end(bytes: &[u8], start: usize) -> usize {
    let mut rest = bytes.get(start..).unwrap_or_default();
    while let Some((words, more)) = rest.split_first_chunk::<16>() {
        let (words, _) = words.as_chunks::<8>();
        let first = special(u64::from_le_bytes(words[0]));
        let second = special(u64::from_le_bytes(words[1]));
        if first | second != 0 {
            let at = match first {
                0 => 8 + position(second),
                _ => position(first),
            };
            return bytes.len() - rest.len() + at;
        }
        rest = more;
    }
    bytes.len() - rest.len() + rest.iter().take_while(|byte| !is_special(byte)).count()
}

/// The position of the byte that has the lowest bit that is set.
#[inline]
pub(super) fn position(hit: u64) -> usize {
    (hit.trailing_zeros() / 8) as usize
}
