//! Statements as `ruff format` lays them out, and the empty lines between them.

use super::docs::{WIDTH, string};
use crate::text::Writer;

/// Starts a class or another statement, two empty lines below the one before.
pub(super) fn apart(w: &mut Writer) {
    w.blank();
    w.line("\u{0}");
}

/// Writes an annotated name with its value.
pub(super) fn assigned(w: &mut Writer, name: &str, annotation: &str, value: Option<&str>) {
    let end = value.map(|value| format!(" = {value}")).unwrap_or_default();
    let line = format!("{name}: {annotation}{end}");
    let room = WIDTH.saturating_sub(w.column());
    match value {
        Some(value) if line.chars().count() > room => {
            let start = format!("{name}: {annotation} = (");
            let is_call = value.ends_with(')');
            let fits = start.chars().count() <= room && value.chars().count() + 4 <= room;
            if fits && !is_call {
                w.block(start, ")", |w| w.line(value));
            } else {
                w.line(format!("{line}  # fmt: skip"));
            }
        }
        None if line.chars().count() > room => w.line(format!("{line}  # fmt: skip")),
        Some(_) | None => w.line(line),
    }
}

/// Writes a name for several types.
pub(super) fn either(w: &mut Writer, name: &str, types: &[String]) {
    let line = format!("{name}: TypeAlias = {}", types.join(" | "));
    if line.chars().count() <= WIDTH {
        w.line(line);
        return;
    }
    let joined = types.join(" | ");
    if joined.chars().count() + 4 <= WIDTH {
        w.block(format!("{name}: TypeAlias = ("), ")", |w| w.line(joined));
        return;
    }
    w.block(format!("{name}: TypeAlias = ("), ")", |w| {
        for (at, ty) in types.iter().enumerate() {
            let sign = if at == 0 { "" } else { "| " };
            w.line(format!("{sign}{ty}"));
        }
    });
}

/// Writes a name for a type whose parts may be declared later.
pub(super) fn quoted(w: &mut Writer, name: &str, text: &str) {
    let text = format!("\"{}\"", text.replace('"', "'"));
    let line = format!("{name}: TypeAlias = {text}");
    if line.chars().count() <= WIDTH || text.chars().count() + 4 > WIDTH {
        w.line(line);
    } else {
        w.block(format!("{name}: TypeAlias = ("), ")", |w| w.line(text));
    }
}

/// Writes an assignment.
pub(super) fn plain_assignment(w: &mut Writer, name: &str, value: &str) {
    let line = format!("{name} = {value}");
    let skip = if line.chars().count() > WIDTH {
        "  # fmt: skip"
    } else {
        ""
    };
    w.line(format!("{line}{skip}"));
}

/// Writes a tuple: on one line if it fits.
pub(super) fn tuple(w: &mut Writer, name: &str, values: &[String]) {
    let end = if values.len() == 1 { "," } else { "" };
    let line = format!("{name} = ({}{end})", values.join(", "));
    if line.chars().count() <= WIDTH {
        w.line(line);
    } else {
        w.block(format!("{name} = ("), ")", |w| {
            w.lines(values.iter().map(|value| format!("{value},")));
        });
    }
}

/// Replaces the marks of empty lines: two before and after classes, none at the end of a block.
pub(super) fn spaced(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut wanted = 0;
    for line in text.lines() {
        match line.trim() {
            "\u{1}" => wanted = wanted.max(if line == "\u{1}" { 2 } else { 0 }),
            "\u{0}" => wanted = 2,
            "\u{2}" => wanted = 2,
            "" if wanted == 2 => {}
            _ => {
                if wanted == 2 {
                    while lines.last().is_some_and(|line| line.is_empty()) {
                        lines.pop();
                    }
                    if !lines.is_empty() {
                        lines.extend(["", ""]);
                    }
                    wanted = 0;
                }
                lines.push(line);
            }
        }
    }
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let mut out = lines.join("\n");
    out.push('\n');
    out
}

/// The text of a class' constant.
pub(super) fn class_constant(name: &str, value: &str) -> (String, String) {
    let literal = string(value);
    (format!("{name}: ClassVar[Literal[{literal}]]"), literal)
}
