//! The runtime: Go that is the same for every schema, of which a package has what it uses. Linters
//! report anything else.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use tdproto_schema::parallel;

use crate::lang::OutputFile;

/// The files, in the order in which a package has them in one file.
const FILES: &[&str] = &[
    include_str!("runtime/limits.go"),
    include_str!("runtime/errors.go"),
    include_str!("runtime/presence.go"),
    include_str!("runtime/values.go"),
    include_str!("runtime/envelope.go"),
    include_str!("runtime/frames.go"),
    include_str!("runtime/frame_places.go"),
    include_str!("runtime/frame_values.go"),
    include_str!("runtime/replies.go"),
    include_str!("runtime/ids.go"),
    include_str!("runtime/check.go"),
    include_str!("runtime/input.go"),
    include_str!("runtime/read.go"),
    include_str!("runtime/lists.go"),
    include_str!("runtime/tuples.go"),
    include_str!("runtime/unions.go"),
    include_str!("runtime/reader.go"),
    include_str!("runtime/members.go"),
    include_str!("runtime/skip.go"),
    include_str!("runtime/text.go"),
    include_str!("runtime/numbers.go"),
    include_str!("runtime/write.go"),
];

/// What every package has, used or not.
const ALWAYS: &[&str] = &["DecodeError", "DecodeLimits", "DefaultLimits", "ParseJSON"];

/// What users need of a type, used by generated code or not.
const COMPANIONS: &[(&str, &[&str])] = &[
    ("Datetime", &["NewDatetime"]),
    ("Optional", &["Some"]),
    ("Patch", &["PatchNull", "PatchValue"]),
    ("setFrameID", &["NewConfirmID"]),
];

/// A file in declarations.
struct Source {
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
    uses: Names<'static>,
}

/// The files, and what is known of all of them.
struct Runtime {
    sources: Vec<Source>,
    likely: Likely,
}

impl Runtime {
    fn get() -> &'static Runtime {
        static RUNTIME: OnceLock<Runtime> = OnceLock::new();
        RUNTIME.get_or_init(|| {
            let files = FILES.iter();
            let mut sources: Vec<Source> = files.map(|text| source(text)).collect();
            let mut likely = Likely([0; 256]);
            for part in sources.iter().flat_map(|source| &source.parts) {
                part.names.iter().for_each(|name| likely.add(name));
            }
            for part in sources.iter_mut().flat_map(|source| &mut source.parts) {
                part.uses = uses(part, &likely);
            }
            Runtime { sources, likely }
        })
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.sources.iter().flat_map(|source| &source.parts)
    }
}

/// Which names the runtime may have: for each first byte, the lengths of those that begin with it, as
/// bits. Most names in generated code are not among them, and are dropped faster than a set finds out.
struct Likely([u64; 256]);

impl Likely {
    fn add(&mut self, name: &str) {
        if let Some(first) = name.bytes().next() {
            self.0[usize::from(first)] |= 1 << name.len().min(63);
        }
    }

    fn has(&self, name: &str) -> bool {
        let first = name.bytes().next();
        first.is_some_and(|first| (self.0[usize::from(first)] >> name.len().min(63)) & 1 == 1)
    }
}

/// The file with what generated code uses, directly or not.
pub(super) fn file(package: &str, banner: &str, generated: &[OutputFile]) -> OutputFile {
    let runtime = Runtime::get();
    let mut used = Names::default();
    used.plain.extend(ALWAYS);
    let names = parallel::map(generated, |file| {
        let mut names = Names::default();
        if file.path.ends_with(".go") {
            collect(&file.text, &runtime.likely, &mut names);
        }
        names
    });
    for names in names {
        used.plain.extend(names.plain);
        used.selected.extend(names.selected);
    }
    let parts: Vec<&Part> = runtime.parts().collect();
    let mut is_in = vec![false; parts.len()];
    loop {
        let mut is_new = false;
        for (name, companions) in COMPANIONS {
            if used.plain.contains(name) {
                used.plain.extend(*companions);
            }
        }
        for (at, part) in parts.iter().enumerate() {
            if !is_in[at] && is_used(part, &used) {
                is_in[at] = true;
                is_new = true;
                used.plain.extend(&part.uses.plain);
                used.selected.extend(&part.uses.selected);
            }
        }
        if !is_new {
            break;
        }
    }
    let wanted = parts.iter().zip(is_in);
    let wanted: Vec<&str> = wanted
        .filter_map(|(part, is_in)| is_in.then_some(part.text))
        .collect();
    let body = wanted.join("\n\n");
    let sources = runtime.sources.iter();
    let paths: BTreeSet<&str> = sources
        .flat_map(|source| &source.imports)
        .copied()
        .collect();
    let imports = imports(&paths, &body);
    let text = format!("// {banner}\n\npackage {package}\n\n{imports}{body}\n");
    OutputFile::new("wire.go", text)
}

fn is_used(part: &Part, used: &Names<'_>) -> bool {
    match part.of {
        None => part.names.iter().any(|name| used.plain.contains(name)),
        Some(of) => {
            let is_method =
                |name: &&str| name.starts_with(char::is_uppercase) || used.selected.contains(name);
            used.plain.contains(of) && part.names.iter().any(is_method)
        }
    }
}

/// The names that a text uses.
#[derive(Default)]
struct Names<'t> {
    /// Those of declarations.
    plain: HashSet<&'t str>,
    /// Those behind a point: of methods and members.
    selected: HashSet<&'t str>,
}

/// The declaration of imports that a text uses.
fn imports(paths: &BTreeSet<&str>, body: &str) -> String {
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

fn source(text: &'static str) -> Source {
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
        imports,
        parts: split(rest).into_iter().map(part).collect(),
    }
}

/// The declarations of a text: blank lines separate them, but for those within one.
fn split(text: &'static str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices("\n\n") {
        // What is in a block is indented, or closes it.
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
    Part {
        text,
        names,
        of,
        uses: Names::default(),
    }
}

fn uses(part: &Part, likely: &Likely) -> Names<'static> {
    let mut uses = Names::default();
    match (part.of, part.names.as_slice()) {
        // A method may be called as something that it uses.
        (Some(_), [name]) => {
            let split = part.text.split_once(&format!(") {name}"));
            let (before, rest) = split.unwrap_or((part.text, ""));
            collect(before, likely, &mut uses);
            collect(rest, likely, &mut uses);
        }
        _ => {
            collect(part.text, likely, &mut uses);
            for name in &part.names {
                uses.plain.remove(name);
            }
        }
    }
    uses
}

/// Collects the names in a text that may be of the runtime, but for those in comments and literals.
fn collect<'t>(text: &'t str, likely: &Likely, names: &mut Names<'t>) {
    let bytes = text.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        at += match rest {
            [b'/', b'/', ..] => end_of(rest, |byte| byte == b'\n'),
            [quote @ (b'"' | b'\'' | b'`'), ..] => end_of_literal(rest, *quote),
            [first, ..] if is_part(*first) => {
                let length = end_of(rest, |byte| !is_part(byte));
                let name = &text[at..at + length];
                if likely.has(name) {
                    match at > 0 && bytes[at - 1] == b'.' {
                        true => names.selected.insert(name),
                        false => names.plain.insert(name),
                    };
                }
                length
            }
            _ => 1,
        };
    }
}

fn end_of(bytes: &[u8], ends: impl Fn(u8) -> bool) -> usize {
    let end = bytes.iter().position(|byte| ends(*byte));
    end.unwrap_or(bytes.len())
}

fn end_of_literal(bytes: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' && quote != b'`' {
            2
        } else {
            1
        };
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_know_their_names() {
        let all: Vec<&Part> = Runtime::get().parts().collect();
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
        let of = |text: &str| file("a", "banner", &[OutputFile::new("a.go", text)]).text;
        assert!(!of("package a").contains("readMap"));
        assert!(of("readMap(&x.M, r)").contains("func readMap["));
        assert!(!of("\"readMap\" // readMap").contains("readMap"));
    }
}
