//! Lines laid out as rustfmt would have them, so that formatted output is no drift.

use super::INDENT;
use crate::text::Writer;

/// The length of the longest line, as rustfmt has it.
pub(super) const WIDTH: usize = 100;

/// The length of the longest list of arguments in a call before each has its own line.
const CALL_WIDTH: usize = 60;

/// A name and its type: behind it, below it, or an argument a line, as rustfmt would have it.
pub(super) fn typed(w: &mut Writer, head: &str, ty: &str, end: &str) {
    let width = |text: &str| w.column() + text.chars().count();
    let whole = format!("{ty}{end}");
    if has_wide_tuple(ty) {
        broken(w, &format!("{head} "), ty, end);
    } else if width(head) + 1 + whole.chars().count() <= WIDTH {
        w.line(format_args!("{head} {whole}"));
    } else if width(INDENT) + whole.chars().count() <= WIDTH {
        w.line(head);
        w.indented(|w| w.line(whole));
    } else {
        broken(w, &format!("{head} "), ty, end);
    }
}

/// An implementation: its head on one line, or the type on a line of its own.
pub(super) fn implements(w: &mut Writer, head: &str, name: &str, body: impl FnOnce(&mut Writer)) {
    let line = format!("{head} for {name} {{");
    // The indentation does not count.
    if line.chars().count() <= WIDTH {
        return w.block(line, "}", body);
    }
    w.line(head);
    w.indented(|w| w.line(format_args!("for {name}")));
    w.block("{", "}", body);
}

/// A struct with its members, its brace on a line of its own if the name is long.
pub(super) fn structure(w: &mut Writer, head: &str, body: impl FnOnce(&mut Writer)) {
    if w.column() + head.chars().count() + " {".len() <= WIDTH {
        return w.block(format_args!("{head} {{"), "}", body);
    }
    w.line(head);
    w.block("{", "}", body);
}

/// A constant text.
pub(super) fn text_constant(w: &mut Writer, name: &str, text: &str) {
    typed(
        w,
        &format!("const {name}: &'static str ="),
        &format!("{text:?}"),
        ";",
    );
}

/// A type that fits in no line: an argument a line, those that do not fit broken again.
pub(super) fn broken(w: &mut Writer, before: &str, ty: &str, after: &str) {
    let line = format!("{before}{ty}{after}");
    if w.column() + line.chars().count() <= WIDTH && !has_wide_tuple(ty) {
        return w.line(line);
    }
    let arguments = |w: &mut Writer, inner: &str| {
        for argument in arguments_of(inner) {
            broken(w, "", argument, ",");
        }
    };
    if let Some(inner) = items_of(ty) {
        let close = format!("){after}");
        return w.block(format!("{before}("), close, |w| arguments(w, inner));
    }
    let Some((outer, inner)) = ty.strip_suffix('>').and_then(|ty| ty.split_once('<')) else {
        return w.line(line);
    };
    match items_of(inner).filter(|_| arguments_of(inner).len() == 1) {
        // A tuple that is the only argument starts on the line.
        Some(items) => {
            let (open, close) = (format!("{before}{outer}<("), format!(")>{after}"));
            w.block(open, close, |w| arguments(w, items));
        }
        None => {
            let (open, close) = (format!("{before}{outer}<"), format!(">{after}"));
            w.block(open, close, |w| arguments(w, inner));
        }
    }
}

/// The items of a type that is a tuple.
fn items_of(ty: &str) -> Option<&str> {
    ty.strip_prefix('(')?.strip_suffix(')')
}

/// Returns true if a type has a tuple that is longer than a list of arguments in one line.
fn has_wide_tuple(ty: &str) -> bool {
    let mut open = Vec::new();
    ty.char_indices().any(|(at, c)| match c {
        '(' => {
            open.push(at + 1);
            false
        }
        ')' => open
            .pop()
            .is_some_and(|start| ty[start..at].chars().count() > CALL_WIDTH),
        _ => false,
    })
}

/// The arguments of a type, which may have some themselves.
fn arguments_of(inner: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in inner.trim_end_matches(',').char_indices() {
        match c {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(inner[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(inner[start..].trim_matches([' ', ',']));
    found
}

/// A variant with a value, on one line or with the type on its own, as rustfmt would have it.
pub(super) fn wrapped(w: &mut Writer, name: &str, ty: &str) {
    let line = format!("{name}({ty}),");
    if w.column() + line.chars().count() <= WIDTH && !has_wide_tuple(ty) {
        w.line(line);
    } else {
        w.block(format_args!("{name}("), "),", |w| broken(w, "", ty, ","));
    }
}

/// An arm of a `match`, on one line or as a block, as rustfmt would have it.
pub(super) fn arm(w: &mut Writer, pattern: &str, value: &str) {
    let line = format!("{pattern} => {value},");
    let argument = |name: &str| {
        let inner = value.strip_prefix(name)?.strip_prefix('(')?;
        inner.strip_suffix(')')
    };
    // A call as the only argument may be one wider.
    let long_call = ["Ok", "Some", "known"].into_iter().find_map(|name| {
        let inner = argument(name)?;
        let is_long = inner.contains('(') && inner.chars().count() > CALL_WIDTH + 1;
        let fits = w.column() + INDENT.len() + value.chars().count() <= WIDTH;
        (is_long || !fits).then_some((name, inner))
    });
    let read = argument("wire::read").filter(|inner| inner.chars().count() > CALL_WIDTH);
    if let Some((value, reader)) = read.and_then(|arguments| arguments.rsplit_once(", ")) {
        return w.block(format_args!("{pattern} => wire::read("), "),", |w| {
            self::argument(w, value);
            self::argument(w, reader);
        });
    }
    if let Some((name, inner)) = long_call {
        w.block(format_args!("{pattern} => {name}("), "),", |w| {
            w.line(format_args!("{inner},"))
        });
    } else if let Some((head, way, arguments)) = parameters(value)
        && (has_wide_tuple(way) || w.column() + INDENT.len() + value.chars().count() > WIDTH)
    {
        w.block(
            format!("{pattern} => {head}::<"),
            format!(">{arguments},"),
            |w| {
                broken(w, "", way, ",");
                w.line("_,");
            },
        );
    } else if w.column() + line.chars().count() <= WIDTH {
        w.line(line);
    } else {
        w.block(format!("{pattern} => {{"), "}", |w| w.line(value));
    }
}

/// The parts of a call that has two type parameters, of which the compiler finds the last.
fn parameters(value: &str) -> Option<(&str, &str, &str)> {
    let (head, rest) = value.split_once("::<")?;
    let (way, arguments) = rest.split_once(", _>")?;
    Some((head, way, arguments))
}

/// An arm of a `match` for several patterns, one line each where one holds not all, as rustfmt would
/// have it.
pub(super) fn arm_of(w: &mut Writer, patterns: &[String], value: &str) {
    let joined = patterns.join(" | ");
    let [first, others @ .., last] = patterns else {
        return patterns.iter().for_each(|only| arm(w, only, value));
    };
    if w.column() + joined.chars().count() + " => {".len() <= WIDTH {
        return arm(w, &joined, value);
    }
    w.line(first);
    w.lines(others.iter().map(|pattern| format!("| {pattern}")));
    arm(w, &format!("| {last}"), value);
}

/// A call and the call of a method of its result, on one line or two, as rustfmt would have it.
pub(super) fn chain(w: &mut Writer, call: &str, method: &str) {
    if w.column() + call.chars().count() + method.chars().count() <= WIDTH {
        w.line(format_args!("{call}{method}"));
    } else {
        w.line(call);
        w.indented(|w| w.line(method));
    }
}

/// A statement that is a call, on one line or one line an argument, as rustfmt would have it.
pub(super) fn call(w: &mut Writer, head: &str, args: &[&str]) {
    let joined = args.join(", ");
    let width = |text: &str| text.chars().count();
    let whole = width(head) + width(&joined) + "();".len();
    if width(&joined) <= CALL_WIDTH && w.column() + whole <= WIDTH {
        w.line(format_args!("{head}({joined});"));
    } else {
        w.block(format_args!("{head}("), ");", |w| {
            args.iter().for_each(|arg| argument(w, arg));
        });
    }
}

/// An argument on a line of its own, with those of a constant below it, if they are long.
fn argument(w: &mut Writer, arg: &str) {
    let constant = ["&mut ", "&", ""].map(|taken| format!("{taken}wire::Constant::Text("));
    let constant = constant
        .iter()
        .find_map(|head| Some((head, arg.strip_prefix(head)?.strip_suffix(')')?)));
    let is_wide = w.column() + arg.chars().count() + ",".len() > WIDTH;
    match constant {
        Some((head, text)) if is_wide || text.chars().count() > CALL_WIDTH => {
            w.block(head, "),", |w| w.line(format_args!("{text},")));
        }
        Some(_) | None => w.line(format_args!("{arg},")),
    }
}
