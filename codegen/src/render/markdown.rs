//! Reports as Markdown: a table of the findings, and the explanation of each, folded.

use tdproto_schema::Severity;

use super::context::Context;
use super::harmless::harmless;
use super::place::{in_words, place};
use super::words::{cut, explained, verdict};
use crate::report::{Finding, Report};

/// The largest number of bytes of the summary of a step of GitHub Actions.
#[cfg(feature = "cli")]
pub(crate) const MAX_SUMMARY: usize = 1 << 20;

/// The largest number of bytes of a comment of a pull request, with room for text around it.
pub(super) const MAX_COMMENT: usize = 60_000;

/// The number of bytes of a message in the table.
const MAX_CELL: usize = 1000;

/// The number of bytes of an explanation that are shown.
const MAX_EXPLANATION: usize = 20_000;

/// The number of bytes that are kept free for the lines that count the parts left out.
const REST: usize = 200;

/// Renders the report in at most `limit` bytes, ending in a line feed. Parts without room are
/// counted.
#[must_use]
pub fn report(report: &Report, context: &Context, limit: usize) -> String {
    let (verdict, counts) = verdict(report, context);
    let title = format!("### tdproto {}: {verdict}\n\n{counts}\n", report.command);
    let mut out = Bounded {
        text: String::new(),
        limit: limit.saturating_sub(REST),
    };
    if !out.push(&title) {
        return String::new();
    }
    let findings = report.worst_first();
    if !findings.is_empty() {
        out.push("\n| | rule | where | what |\n|---|---|---|---|\n");
        let shown = findings
            .iter()
            .take_while(|found| out.push(&row(report, found, context)))
            .count();
        out.rest(findings.len() - shown, "findings");
    }
    let facts: Vec<_> = report
        .facts
        .iter()
        .map(|fact| format!("- {}\n", text(&cut(fact, MAX_CELL))))
        .collect();
    if !facts.is_empty() {
        out.push(&format!("\n{}", facts.concat()));
    }
    let details: Vec<_> = findings.iter().filter_map(|found| detail(found)).collect();
    let shown = details.iter().take_while(|detail| out.push(detail)).count();
    out.rest(details.len() - shown, "explanations");
    out.text
}

/// A text that stops growing at a limit.
struct Bounded {
    text: String,
    limit: usize,
}

impl Bounded {
    /// Adds a part as a whole, if there is room for it.
    fn push(&mut self, part: &str) -> bool {
        let fits = self.text.len() + part.len() <= self.limit;
        if fits {
            self.text.push_str(part);
        }
        fits
    }

    /// Adds the number of parts that were left out; room for it is kept.
    fn rest(&mut self, count: usize, what: &str) {
        if count > 0 {
            self.text
                .push_str(&format!("\n… and {count} more {what}\n"));
        }
    }
}

fn row(report: &Report, found: &Finding, context: &Context) -> String {
    let place = place(report, found, context);
    let place = place.map_or_else(|| found.subject.clone(), |place| in_words(&place));
    format!(
        "| {} | {} | {} | {} |\n",
        found.severity.name(),
        code(&found.rule),
        code(&cut(&place, MAX_CELL)),
        text(&cut(&found.message, MAX_CELL))
    )
}

/// The explanation of a finding, folded; `None` if it has none.
fn detail(found: &Finding) -> Option<String> {
    let lines = explained(found);
    if lines.is_empty() {
        return None;
    }
    let mark = match found.severity {
        Severity::Error | Severity::Warning => "",
        Severity::Info => " (info)",
    };
    let body = cut(&lines.join("\n"), MAX_EXPLANATION);
    let body = harmless(&body);
    let fence = fence(&body);
    Some(format!(
        "\n<details><summary>{} {}{mark}</summary>\n\n{fence}text\n{body}\n{fence}\n\n</details>\n",
        code(&found.rule),
        literal(&cut(&found.subject, MAX_CELL)),
    ))
}

/// A fence that no line of a text ends.
fn fence(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for found in text.chars() {
        run = if found == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat(longest.max(2) + 1)
}

/// Text on one line that has no effect but itself: no markup, no HTML, no mention of a user.
fn text(text: &str) -> String {
    let mut out = String::new();
    for found in harmless(text).chars() {
        match found {
            '\t' => out.push(' '),
            '\n' => out.push_str("<br>"),
            '@' => out.push_str("@<!-- -->"),
            '|' => out.push_str("&#124;"),
            found if is_html(found) => out.push_str(html(found)),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(found);
            }
            found => out.push(found),
        }
    }
    out
}

/// Text in the type of code. HTML's element takes any text; backticks do not.
fn code(text: &str) -> String {
    format!("<code>{}</code>", literal(text))
}

/// Text within HTML, where Markdown's escapes do not count.
fn literal(text: &str) -> String {
    let mut out = String::new();
    for found in harmless(text).chars() {
        match found {
            '\n' | '\t' => out.push(' '),
            found if is_html(found) => out.push_str(html(found)),
            '@' => out.push_str("@<!-- -->"),
            '|' | '`' | '*' | '_' | '[' | ']' | '\\' | '~' | '#' | '!' => {
                out.push_str(&format!("&#{};", found as u32));
            }
            found => out.push(found),
        }
    }
    out
}

fn is_html(found: char) -> bool {
    !html(found).is_empty()
}

fn html(found: char) -> &'static str {
    match found {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        _ => "",
    }
}
