//! Descriptions, written anew: they are Markdown of their authors, in which raw HTML is words, links
//! lead to the web, to mail or to parts of the schema, and nothing reaches beyond the description.

use std::iter::Peekable;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::links::Links;
use super::text::{address, block, code, escaped, in_cell, paragraph};
use crate::reference::{clean, is_safe_url};

const EXTENSIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// A description as blocks, with empty lines between them.
pub(super) fn blocks(links: &Links<'_, '_>, text: &str) -> String {
    written(links, text, false).join("\n\n")
}

/// A description for a cell of a table.
pub(super) fn cell(links: &Links<'_, '_>, text: &str) -> String {
    in_cell(&written(links, text, true).join("<br>"))
}

/// The first paragraph of a description in one line.
pub(super) fn summary(links: &Links<'_, '_>, text: &str) -> String {
    let first = text.trim().split("\n\n").next().unwrap_or_default();
    let blocks = written(links, first, true);
    in_cell(&blocks.into_iter().next().unwrap_or_default())
}

fn written(links: &Links<'_, '_>, text: &str, is_cell: bool) -> Vec<String> {
    let text = clean(text);
    let mut prose = Prose {
        links,
        events: Parser::new_ext(&text, EXTENSIONS).peekable(),
        is_cell,
    };
    prose.blocks()
}

struct Prose<'l, 'r, 'a, 't> {
    links: &'l Links<'r, 'a>,
    events: Peekable<Parser<'t>>,
    /// True if the text is for a cell, in which there are no blocks.
    is_cell: bool,
}

impl Prose<'_, '_, '_, '_> {
    /// The blocks up to the end of the one that holds them.
    fn blocks(&mut self) -> Vec<String> {
        let mut blocks = Vec::new();
        loop {
            match self.events.peek() {
                None => break,
                Some(Event::End(_)) => {
                    self.events.next();
                    break;
                }
                Some(Event::Start(tag)) if is_block(tag) => {
                    let Some(Event::Start(tag)) = self.events.next() else {
                        break;
                    };
                    blocks.extend(self.block(tag));
                }
                Some(Event::Rule) => {
                    self.events.next();
                    blocks.push("* * *".to_owned());
                }
                Some(_) => {
                    let text = self.inline();
                    blocks.push(paragraph(&text));
                }
            }
        }
        blocks.retain(|block| !block.is_empty());
        blocks
    }

    fn block(&mut self, tag: Tag<'_>) -> Option<String> {
        match tag {
            Tag::Paragraph => {
                let text = self.inline();
                self.events.next();
                Some(paragraph(&text))
            }
            Tag::Heading { .. } => {
                let text = self.inline();
                self.events.next();
                Some(format!("**{}**", text.trim())).filter(|_| !text.trim().is_empty())
            }
            Tag::CodeBlock(kind) => Some(self.code_block(&kind)),
            Tag::BlockQuote(_) => {
                let inner = self.blocks();
                Some(match self.is_cell {
                    true => inner.join("<br>"),
                    false => indented(&inner.join("\n\n"), "> ", "> "),
                })
            }
            Tag::List(first) => Some(self.list(first)),
            Tag::Table(_) => Some(self.table()),
            Tag::HtmlBlock => {
                let text = self.raw();
                Some(paragraph(&escaped(&text.replace('\n', " "))))
            }
            _ => Some(self.blocks().join("\n\n")),
        }
    }

    /// The text up to the end of a block, unchanged.
    fn raw(&mut self) -> String {
        let mut text = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::Text(part) | Event::Html(part) | Event::InlineHtml(part) => {
                    text.push_str(&part);
                }
                Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        text
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) -> String {
        let text = self.raw();
        let text: String = text
            .chars()
            .filter(|c| !c.is_control() || "\n\t".contains(*c))
            .collect();
        if self.is_cell {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            return lines.map(code).collect::<Vec<_>>().join("<br>");
        }
        let language = match kind {
            CodeBlockKind::Fenced(language) => language.split_whitespace().next(),
            CodeBlockKind::Indented => None,
        };
        block(language.unwrap_or_default(), &text)
    }

    fn list(&mut self, first: Option<u64>) -> String {
        let mut items = Vec::new();
        let mut number = first.unwrap_or(0);
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(_) => {
                    let blocks = self.blocks();
                    let mark = match first {
                        Some(_) => format!("{number}. "),
                        None => "- ".to_owned(),
                    };
                    number = number.saturating_add(1);
                    items.push(match self.is_cell {
                        true => format!("• {}", blocks.join(" ")),
                        false => indented(&blocks.join("\n\n"), &mark, &" ".repeat(mark.len())),
                    });
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        items.join(if self.is_cell { "<br>" } else { "\n" })
    }

    fn table(&mut self) -> String {
        let mut rows: Vec<Vec<String>> = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let text = self.inline();
                    self.events.next();
                    if let Some(row) = rows.last_mut() {
                        row.push(in_cell(text.trim()));
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        if self.is_cell {
            let rows: Vec<_> = rows.iter().map(|row| row.join(", ")).collect();
            return rows.join("<br>");
        }
        let line = |row: &Vec<String>| format!("| {} |", row.join(" | "));
        let mut lines: Vec<String> = rows.iter().map(line).collect();
        if let Some(head) = rows.first() {
            lines.insert(1, format!("|{}", "---|".repeat(head.len())));
        }
        lines.join("\n")
    }

    /// The words up to the end of what holds them, which stays, or to the next block.
    fn inline(&mut self) -> String {
        let mut out = String::new();
        loop {
            match self.events.peek() {
                None | Some(Event::End(_) | Event::Rule) => break,
                Some(Event::Start(tag)) if is_block(tag) => break,
                Some(_) => {}
            }
            let Some(event) = self.events.next() else {
                break;
            };
            match event {
                Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                    out.push_str(&escaped(&text));
                }
                Event::Code(text) => out.push_str(&self.code(&text)),
                Event::SoftBreak => out.push(' '),
                Event::HardBreak => out.push_str("<br>"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let inner = self.inline();
                    self.events.next();
                    out.push_str(&self.link(&dest_url, &inner));
                }
                Event::Start(tag) => {
                    let mark = match tag {
                        Tag::Emphasis => "*",
                        Tag::Strong => "**",
                        Tag::Strikethrough => "~~",
                        _ => "",
                    };
                    let inner = self.inline();
                    self.events.next();
                    let mark = if inner.trim().is_empty() { "" } else { mark };
                    out.push_str(&format!("{mark}{inner}{mark}"));
                }
                _ => {}
            }
        }
        out
    }

    /// Code, with a link if it is the name of a part.
    fn code(&self, text: &str) -> String {
        match self.links.reference.named(text) {
            Some(place) => format!("[{}]({})", code(text), self.links.to(place)),
            None => code(text),
        }
    }

    fn link(&self, url: &str, inner: &str) -> String {
        let place = url.strip_prefix('#');
        let place = place.and_then(|name| self.links.reference.named(name));
        // A link in a link is none.
        let inner = match inner.contains("](") {
            true => inner.replace("](", "] ("),
            false => inner.to_owned(),
        };
        match place {
            Some(place) => format!("[{inner}]({})", self.links.to(place)),
            None if is_safe_url(url) => format!("[{inner}]({})", address(url)),
            None => inner,
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// A text whose first line has one mark before it, and the others another.
fn indented(text: &str, first: &str, others: &str) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(at, line)| {
        let mark = if at == 0 { first } else { others };
        format!("{mark}{line}").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}
