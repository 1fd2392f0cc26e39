//! Lines in columns, as gofmt lays them out.

use crate::text::Writer;

/// A line of a block: a comment before it, and its cells.
pub(super) struct Row {
    /// The lines of the comment, with their signs.
    pub(super) comment: Vec<String>,
    pub(super) cells: Vec<String>,
}

/// Writes lines whose cells are in columns. A comment ends the run of lines that are aligned.
pub(super) fn rows(w: &mut Writer, rows: &[Row]) {
    let mut start = 0;
    while start < rows.len() {
        let more = rows[start + 1..]
            .iter()
            .take_while(|row| row.comment.is_empty());
        let end = start + 1 + more.count();
        w.lines(&rows[start].comment);
        let run = &rows[start..end];
        let columns = run.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let width = |at: usize| {
            let cells = run.iter().filter_map(|row| row.cells.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in run {
            let mut line = String::new();
            for (at, cell) in row.cells.iter().enumerate() {
                line.push_str(cell);
                if at + 1 < row.cells.len() {
                    let spaces = widths[at] + 1 - cell.chars().count();
                    line.push_str(&" ".repeat(spaces));
                }
            }
            w.line(line);
        }
        start = end;
    }
}
