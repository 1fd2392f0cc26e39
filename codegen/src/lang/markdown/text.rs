//! Texts as Markdown: names as code, and characters that would be marks.

/// Code in a line. The marks around it are as many as it needs.
pub(super) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let marks = "`".repeat(longest + 1);
    let is_at_end = text.starts_with('`') || text.ends_with('`') || text.trim().is_empty();
    let space = if is_at_end { " " } else { "" };
    format!("{marks}{space}{text}{space}{marks}")
}

/// Code in lines. The marks around it are as many as it needs.
pub(super) fn block(language: &str, text: &str) -> String {
    let mut marks = "```".to_owned();
    while text.contains(&marks) {
        marks.push('`');
    }
    let language: String = language
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "+-#._".contains(*c))
        .collect();
    format!(
        "{marks}{language}\n{}\n{marks}",
        text.trim_end_matches('\n')
    )
}

/// Words, without what Markdown or HTML would take for a mark.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            // Between letters it is no mark.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next.is_ascii_alphanumeric() || next == '#',
            // The start of a picture is one with the bracket.
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
        before = c;
    }
    out
}

/// A paragraph, the start of which is no mark of a heading, a list or the like.
pub(super) fn paragraph(text: &str) -> String {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && text[digits..].starts_with(['.', ')']);
    if is_number {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    match text.starts_with(['#', '-', '+', '=', ':']) {
        true => format!("\\{text}"),
        false => text.to_owned(),
    }
}

/// The address of a link, without what would end it.
pub(super) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' | ')' | '<' | '>' | '|' | '\\' | '`' | '"' | '[' | ']' | '*' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// Text for a cell of a table, in which a bar would end it. Bars in words are escaped already.
pub(super) fn in_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_escaped = false;
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '|' if !is_escaped => out.push_str("\\|"),
            c => out.push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_words() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(block("rust", "a\n```\n"), "````rust\na\n```\n````");
        assert_eq!(escaped("a_b *c* <d> _e_"), "a_b \\*c\\* \\<d\\> \\_e\\_");
        assert_eq!(escaped("a & b &lt;"), "a & b \\&lt;");
        assert_eq!(paragraph("# a"), "\\# a");
        assert_eq!(paragraph("1. a"), "1\\. a");
        assert_eq!(in_cell("a|b\\|c"), "a\\|b\\|c");
        assert_eq!(address("https://a.b/(c)"), "https://a.b/%28c%29");
    }
}
