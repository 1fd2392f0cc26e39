//! The starts of the lines of a text, so that a place is found without a walk through the text.

/// The number of bytes in a block. The characters before each block are counted once, since a line
/// may be as long as the file.
const BLOCK: usize = 1024;

/// The lines of one text.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    /// The byte at which each line begins.
    starts: Vec<usize>,
    /// The number of characters that begin before each block.
    chars: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let feeds = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(feeds.map(|(at, _)| at + 1));
        let mut before = 0;
        let chars = text.as_bytes().chunks(BLOCK).map(|block| {
            let chars = before;
            before += count(block);
            chars
        });
        Self {
            chars: chars.collect(),
            starts: starts.collect(),
        }
    }

    /// Line and column of a byte, both counted from 1, the column in characters.
    pub(super) fn line_col(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.starts[line];
        let column = self.chars_before(text, offset) - self.chars_before(text, start);
        (line + 1, column + 1)
    }

    /// The byte at which a line begins, counted from 1; of a line that is not there, the end.
    pub(super) fn start(&self, text: &str, line: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1));
        start.copied().unwrap_or(text.len())
    }

    /// The bytes of the line that holds a byte, without its line feed.
    pub(super) fn around(&self, text: &str, offset: usize) -> std::ops::Range<usize> {
        let line = self.line_of(offset);
        let next = self.starts.get(line + 1);
        self.starts[line]..next.map_or(text.len(), |next| next - 1)
    }

    /// The line that holds a byte, counted from 0. There is always one, since the first line begins
    /// at the first byte.
    fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    fn chars_before(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        let known = self.chars.get(block).copied();
        // Nothing follows the last block.
        let (known, from) = match known {
            Some(known) => (known, block * BLOCK),
            None => (
                self.chars.last().copied().unwrap_or(0),
                self.chars.len().saturating_sub(1) * BLOCK,
            ),
        };
        known + count(&text.as_bytes()[from..offset])
    }
}

/// The number of characters that begin in these bytes of a text.
fn count(bytes: &[u8]) -> usize {
    let is_first = |byte: &&u8| !matches!(byte, 0x80..=0xbf);
    bytes.iter().filter(is_first).count()
}

#[cfg(test)]
mod tests {
    use crate::SourceMap;

    /// Every place of a text, beside a walk through it.
    #[test]
    fn places_are_those_that_a_walk_finds() {
        let long = "aé鍵😀 ".repeat(400);
        for text in ["", "\n", "a\nb", "é\n\n鍵😀\r\nx\n", long.as_str()] {
            let mut sources = SourceMap::default();
            let file = sources.add("a.toml", text);
            let file = sources.get(file).expect("it was added");
            let (mut line, mut column, mut start) = (1, 1, 0);
            for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
                assert_eq!(file.line_col(at), (line, column), "byte {at} of {text:?}");
                assert_eq!(file.offset(line, at - start + 1), at);
                let end = text[start..]
                    .find('\n')
                    .map_or(text.len(), |end| start + end);
                assert_eq!(file.line_around(at), start..end);
                column += 1;
                if c == '\n' {
                    (line, column, start) = (line + 1, 1, at + 1);
                }
            }
            assert_eq!(file.line_col(usize::MAX), (line, column - 1));
            assert_eq!(file.offset(usize::MAX, usize::MAX), text.len());
            assert_eq!(file.offset(0, 0), 0);
        }
    }

    /// The lines are found once for all places: 200,000 places of a text of 8 MB, whose one line is
    /// as long, would else be looked for in 1.6 TB.
    #[test]
    fn a_place_costs_no_walk_through_the_text() {
        let text = "é".repeat(4 << 20);
        let mut sources = SourceMap::default();
        let file = sources.add("a.toml", text);
        let file = sources.get(file).expect("it was added");
        for at in 0..200_000 {
            assert_eq!(
                file.line_col(8_000_000 + 2 * at % 1000).1,
                4_000_001 + at % 500
            );
        }
    }
}
