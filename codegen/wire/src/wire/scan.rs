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

/// Sets the high bit of every byte of ASCII that is a quote, a backslash or a control character.
/// No byte may be another character's.
#[inline]
pub(super) fn specials(word: u64) -> u64 {
    // No sum of two bytes below 0x80 reaches the next byte. A high bit is set where the byte is at
    // least 0x21, with its second bit flipped, and where it is not a backslash.
    let others = (word ^ (LOW * 0x02)) + LOW * (0x80 - 0x21);
    let letters = (word ^ (LOW * 0x5c)) + LOW * 0x7f;
    !(others & letters) & HIGH
}

/// Whether one byte is special.
#[inline]
fn is_special(byte: &u8) -> bool {
    matches!(byte, b'"' | b'\\' | ..b' ')
}

/// How many bytes a block has. Blocks are looked at without a branch for each byte, so that the
/// compiler makes vector instructions of it.
const BLOCK: usize = 64;

/// Whether no byte of a block is special.
#[inline]
fn is_clean(block: &[u8; BLOCK]) -> bool {
    let hits = block.iter().map(|byte| u8::from(is_special(byte)));
    hits.fold(0, |all, hit| all | hit) == 0
}

/// Whether every character of a text stands for itself.
#[inline]
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.len() < BLOCK {
        true => is_short_plain(bytes),
        false => is_long_plain(bytes),
    }
}

#[inline(never)]
fn is_long_plain(bytes: &[u8]) -> bool {
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    // The last block overlaps the one before it.
    blocks.iter().chain(bytes.last_chunk()).all(is_clean)
}

#[inline]
fn is_short_plain(bytes: &[u8]) -> bool {
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

/// How many bytes a piece has, which is looked at in one step.
pub(super) const PIECE: usize = 16;

/// How many pieces are looked at before blocks.
const PIECES: usize = 4;

/// Where the run of characters ends that stand for themselves: at a quote, a backslash, a control
/// character or the end.
#[inline]
pub(super) fn plain_end(bytes: &[u8], start: usize) -> usize {
    let mut rest = bytes.get(start..).unwrap_or_default();
    for _ in 0..PIECES {
        let Some((piece, more)) = rest.split_first_chunk::<PIECE>() else {
            break;
        };
        if let Some(end) = special_of(piece) {
            return bytes.len() - rest.len() + end;
        }
        rest = more;
    }
    while let Some((block, more)) = rest.split_first_chunk::<BLOCK>() {
        if !is_clean(block) {
            break;
        }
        rest = more;
    }
    while let Some((piece, more)) = rest.split_first_chunk::<PIECE>() {
        if let Some(end) = special_of(piece) {
            return bytes.len() - rest.len() + end;
        }
        rest = more;
    }
    bytes.len() - rest.len() + rest.iter().take_while(|byte| !is_special(byte)).count()
}

/// The position of the first special byte of a piece.
#[inline]
fn special_of(piece: &[u8; PIECE]) -> Option<usize> {
    let (words, _) = piece.as_chunks::<8>();
    let first = special(u64::from_le_bytes(words[0]));
    let second = special(u64::from_le_bytes(words[1]));
    match (first, second) {
        (0, 0) => None,
        (0, second) => Some(8 + position(second)),
        (first, _) => Some(position(first)),
    }
}

/// The position of the first special byte of a text that is a piece.
#[inline]
pub(super) fn piece_end(text: &str) -> Option<usize> {
    text.as_bytes().first_chunk().and_then(special_of)
}

/// The position of the byte that has the lowest bit that is set.
#[inline]
pub(super) fn position(hit: u64) -> usize {
    (hit.trailing_zeros() / 8) as usize
}
