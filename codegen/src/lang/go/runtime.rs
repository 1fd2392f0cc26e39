//! The runtime: Go that is the same for every schema, of which a package has what it uses. Linters
//! report anything else.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::lang::OutputFile;

/// The files, by their stems.
const FILES: &[(&str, &str)] = &[
    ("check", include_str!("runtime/check.go")),
    ("envelope", include_str!("runtime/envelope.go")),
    ("errors", include_str!("runtime/errors.go")),
    ("frames", include_str!("runtime/frames.go")),
    ("ids", include_str!("runtime/ids.go")),
    ("input", include_str!("runtime/input.go")),
    ("limits", include_str!("runtime/limits.go")),
    ("numbers", include_str!("runtime/numbers.go")),
    ("presence", include_str!("runtime/presence.go")),
    ("read", include_str!("runtime/read.go")),
    ("reader", include_str!("runtime/reader.go")),
    ("text", include_str!("runtime/text.go")),
    ("tuples", include_str!("runtime/tuples.go")),
    ("unions", include_str!("runtime/unions.go")),
    ("values", include_str!("runtime/values.go")),
    ("write", include_str!("runtime/write.go")),
];

/// What every package has, used or not.
const ALWAYS: &[&str] = &["DecodeError", "DecodeLimits", "DefaultLimits", "ParseJSON"];

/// A file in declarations.
struct Source {
    stem: &'static str,
    /// The paths that it imports.
    imports: Vec<&'static str>,
    parts: Vec<Part>,
}

/// A declaration.
struct Part {
    text: &'static str,
    /// The names that it declares.
    names: Vec<&'static str>,
    /// The type that it is a method of.
    of: Option<&'static str>,
    /// The names that it uses.
    uses: HashSet<&'static str>,
}

fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let files = FILES.iter();
        files.map(|(stem, text)| source(stem, text)).collect()
    })
}

/// The files with what generated code uses, directly or not.
pub(super) fn files(package: &str, banner: &str, generated: &[OutputFile]) -> Vec<OutputFile> {
    let mut used: HashSet<&str> = ALWAYS.iter().copied().collect();
    for file in generated.iter().filter(|file| file.path.ends_with(".go")) {
        collect(&file.text, &mut used);
    }
    let parts: Vec<&Part> = sources().iter().flat_map(|source| &source.parts).collect();
    let mut is_in = vec![false; parts.len()];
    loop {
        let mut is_new = false;
        for (at, part) in parts.iter().enumerate() {
            if !is_in[at] && is_used(part, &used) {
                is_in[at] = true;
                is_new = true;
                used.extend(&part.uses);
            }
        }
        if !is_new {
            break;
        }
    }
    let mut files = Vec::new();
    let mut is_in = is_in.into_iter();
    for source in sources() {
        let wanted = source.parts.iter().zip(is_in.by_ref());
        let wanted: Vec<&str> = wanted
            .filter_map(|(part, is_in)| is_in.then_some(part.text))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let body = wanted.join("\n\n");
        let imports = imports(&source.imports, &body);
        let text = format!("// {banner}\n\npackage {package}\n\n{imports}{body}\n");
        files.push(OutputFile::new(format!("{}.go", file(source.stem)), text));
    }
    files
}

/// The stem of a file of the runtime, which no topic has.
fn file(stem: &str) -> String {
    format!("wire_{stem}")
}

fn is_used(part: &Part, used: &HashSet<&str>) -> bool {
    let is_named = |name: &&str| used.contains(name);
    match part.of {
        None => part.names.iter().any(|name| is_named(&name)),
        Some(of) => {
            let is_exported = |name: &&str| name.starts_with(char::is_uppercase);
            let mut names = part.names.iter();
            used.contains(of) && names.any(|name| is_exported(name) || is_named(name))
        }
    }
}

/// The declaration of imports that a text uses.
fn imports(paths: &[&str], body: &str) -> String {
    let is_used = |path: &&&str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        is_qualified(body, name)
    };
    let used: Vec<_> = paths.iter().filter(is_used).collect();
    match used.as_slice() {
        [] => String::new(),
        [one] => format!("import \"{one}\"\n\n"),
        many => {
            let lines: String = many.iter().map(|path| format!("\t\"{path}\"\n")).collect();
            format!("import (\n{lines})\n\n")
        }
    }
}

/// Returns true if a text uses something of a package.
fn is_qualified(text: &str, package: &str) -> bool {
    let mut lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.any(|line| {
        line.match_indices(package).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let is_start = before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == '.'));
            is_start && line[at + package.len()..].starts_with('.')
        })
    })
}

fn source(stem: &'static str, text: &'static str) -> Source {
    let (_, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let (imports, rest) = match rest.strip_prefix("import ") {
        None => (Vec::new(), rest),
        Some(more) => {
            let (head, rest) = more.split_once("\n\n").unwrap_or((more, ""));
            let paths = head.split('"').skip(1).step_by(2);
            (paths.collect(), rest)
        }
    };
    Source {
        stem,
        imports,
        parts: split(rest).into_iter().map(part).collect(),
    }
}

/// The declarations of a text: blank lines separate them, but for those within one.
fn split(text: &'static str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices("\n\n") {
        // What stands in a block is indented, or closes it.
        let next = text[at + 2..].chars().next();
        if next.is_some_and(|c| !c.is_whitespace() && c != '}' && c != ')') {
            parts.push(text[start..at].trim_end());
            start = at + 2;
        }
    }
    parts.push(text[start..].trim_end());
    parts.retain(|part| !part.is_empty());
    parts
}

fn part(text: &'static str) -> Part {
    let mut uses = HashSet::new();
    collect(text, &mut uses);
    let code = text.lines().find(|line| !line.starts_with("//"));
    let code = code.unwrap_or_default();
    let word = |text: &'static str| {
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        &text[..end.unwrap_or(text.len())]
    };
    let mut of = None;
    let names = if let Some(method) = code.strip_prefix("func (") {
        let (receiver, rest) = method.split_once(") ").unwrap_or((method, ""));
        let ty = receiver.rsplit([' ', '*']).next().unwrap_or_default();
        of = Some(word(receiver.rsplit_once('*').map_or(ty, |(_, ty)| ty)));
        vec![word(rest)]
    } else if code.ends_with(" (") {
        let lines = text.lines().filter(|line| line.starts_with('\t'));
        let names = lines.map(|line| word(line.trim_start()));
        names.filter(|name| !name.is_empty()).collect()
    } else {
        let rest = code.split_once(' ').map_or("", |(_, rest)| rest);
        vec![word(rest)]
    };
    for name in &names {
        if of.is_none() {
            uses.remove(name);
        }
    }
    Part {
        text,
        names,
        of,
        uses,
    }
}

/// Collects the identifiers of a text outside of comments.
fn collect<'t>(text: &'t str, names: &mut HashSet<&'t str>) {
    for line in text.lines() {
        let line = line.trim_start();
        if line.starts_with("//") {
            continue;
        }
        let words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        names.extend(words.filter(|word| !word.is_empty()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_know_their_names() {
        let all: Vec<&Part> = sources().iter().flat_map(|source| &source.parts).collect();
        assert!(
            all.iter()
                .all(|part| !part.names.iter().any(|name| name.is_empty()))
        );
        let has = |of: Option<&str>, name: &str| {
            all.iter()
                .any(|part| part.of == of && part.names.contains(&name))
        };
        assert!(has(None, "reader") && has(Some("reader"), "skip"));
        assert!(has(Some("Optional"), "Get") && has(None, "patchNull"));
    }

    #[test]
    fn a_package_has_what_it_uses_alone() {
        let file = |text: &str| OutputFile::new("a.go", text);
        let bare = files("a", "banner", &[file("package a")]);
        assert!(bare.iter().all(|file| !file.text.contains("readMap")));
        let map = files("a", "banner", &[file("readMap(&x.M, r)")]);
        let read = map.iter().find(|file| file.path == "wire_read.go").unwrap();
        assert!(read.text.contains("func readMap["));
    }
}
