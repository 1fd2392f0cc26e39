//! Doc comments and lifecycle attributes.

use tdproto_schema::model::Docs;

use crate::lang::package::three_numbers;
use crate::lang::wrapping::wrap;
use crate::text::{Writer, is_invisible, with_line_feeds};

/// The widest a line of docs gets, without indentation and comment signs.
const WIDTH: usize = 92;

/// Writes the docs of an item and its notes, then its lifecycle attributes.
pub(super) fn item(w: &mut Writer, docs: &Docs, notes: &[String]) {
    let width = WIDTH.saturating_sub(w.column()).max(40);
    let texts = std::iter::once(&docs.text)
        .chain(notes)
        .filter(|text| !text.is_empty());
    for (index, text) in texts.enumerate() {
        if index > 0 {
            w.line("///");
        }
        comment(w, "///", text, width);
    }
    if let Some(deprecated) = &docs.deprecated {
        let mut args = Vec::new();
        if let Some(since) = &deprecated.since {
            args.push(format!("since = {:?}", three_numbers(Some(since))));
        }
        if !deprecated.note.is_empty() {
            args.push(format!("note = {:?}", deprecated.note));
        }
        attribute(w, &args);
    }
}

/// Writes the inner docs of a module.
pub(super) fn inner(w: &mut Writer, text: &str) {
    comment(w, "//!", text, WIDTH);
}

fn comment(w: &mut Writer, sign: &str, text: &str, width: usize) {
    // Most docs are one short line without anything that rustdoc would misread.
    if text.len() <= width && !text.contains(needs_care) && !text.contains("://") {
        w.line(format_args!("{sign} {text}"));
        return;
    }
    for line in lines(text, width) {
        w.line(format_args!("{sign} {line}"));
    }
}

/// Characters that are escaped, end a line, or start a text that rustdoc treats in its own way.
fn needs_care(c: char) -> bool {
    is_invisible(c) || matches!(c, '[' | ']' | '<' | '>' | '`')
}

fn attribute(w: &mut Writer, args: &[String]) {
    let joined = args.join(", ");
    if args.is_empty() {
        w.line("#[deprecated]");
    } else if args.len() == 1 || joined.chars().count() <= 70 {
        w.line(format!("#[deprecated({joined})]"));
    } else {
        w.block("#[deprecated(", ")]", |w| {
            for (index, arg) in args.iter().enumerate() {
                let comma = if index + 1 < args.len() { "," } else { "" };
                w.line(format!("{arg}{comma}"));
            }
        });
    }
}

/// Markdown as the lines of a doc comment, made harmless: rustdoc would run indented and fenced
/// blocks as tests, and take brackets for links and angles for HTML.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fenced = false;
    for line in with_line_feeds(text).lines() {
        let line: String = line
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .filter(|c| !is_invisible(*c))
            .collect();
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") {
            fenced = !fenced;
            lines.push(if fenced {
                "```text".to_owned()
            } else {
                "```".to_owned()
            });
        } else if fenced {
            lines.push(line.trim_end().to_owned());
        } else {
            let indent = (line.len() - trimmed.len()).min(3);
            let line = format!("{}{}", " ".repeat(indent), escaped(trimmed));
            wrap(&line, width, &mut lines);
        }
    }
    if fenced {
        lines.push("```".to_owned());
    }
    lines
}

/// Escapes brackets and angles, and makes bare addresses links, outside of code spans.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let ticks = line.matches('`').count();
    for (index, part) in line.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        if index % 2 == 1 && ticks > index {
            out.push_str(part);
            continue;
        }
        let mut rest = part;
        while let Some((before, address, after)) = split_at_address(rest) {
            // An author may have made it a link already.
            let linked = before.strip_suffix('<').zip(after.strip_prefix('>'));
            let (before, after) = linked.unwrap_or((before, after));
            escape_signs(before, &mut out);
            out.extend(["<", address, ">"]);
            rest = after;
        }
        escape_signs(rest, &mut out);
    }
    out
}

fn escape_signs(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '[' | ']' | '<' | '>') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// The first bare address in a text, with what is before and after it. Marks that end a sentence or
/// close a bracket before it are no part of it.
fn split_at_address(text: &str) -> Option<(&str, &str, &str)> {
    let schemes = ["https://", "http://"].into_iter();
    let start = schemes.filter_map(|scheme| text.find(scheme)).min()?;
    let (before, rest) = text.split_at(start);
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '[' | ']' | '"' | '|');
    let address = rest.split(ends).next().unwrap_or_default();
    let mut address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*']);
    if !address.contains('(') {
        address = address.trim_end_matches([')', '.', ',', ';', ':']);
    }
    let after = &rest[address.len()..];
    Some((before, address, after))
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn bare_addresses_are_links() {
        for (text, expected) in [
            (
                "See https://a.example/b_c#d.",
                "See <https://a.example/b_c#d>.",
            ),
            ("(http://a.example), x", "(<http://a.example>), x"),
            ("http://a.example/b_(c) x", "<http://a.example/b_(c)> x"),
            ("<https://a.example>", "<https://a.example>"),
            (
                "<https://a.example/<id>>",
                "\\<<https://a.example/>\\<id\\>\\>",
            ),
            ("`https://a.example`", "`https://a.example`"),
            ("[a](https://a.example)", "\\[a\\](<https://a.example>)"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
