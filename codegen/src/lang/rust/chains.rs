//! Chains of calls and arrays, laid out as rustfmt would have them.

use super::INDENT;
use super::layout::{WIDTH, arm, broken};
use crate::text::Writer;

/// The length of the longest chain on one line.
const CHAIN_WIDTH: usize = 60;

/// The length of the longest array on one line.
const ARRAY_WIDTH: usize = 60;

/// The length of the longest item that shares a line with others, where they do not fit in one.
const SHORT_ITEM: usize = 10;

/// A call of a method in a chain.
pub(super) struct Call<'a> {
    /// The method, and its type parameters up to the one that may be long.
    method: &'a str,
    /// The type parameter that may be long.
    ty: Option<&'a str>,
    args: Vec<String>,
}

impl<'a> Call<'a> {
    pub(super) fn new(method: &'a str) -> Self {
        Self::with(method, Vec::new())
    }

    pub(super) fn with(method: &'a str, args: Vec<String>) -> Self {
        let ty = None;
        Self { method, ty, args }
    }

    /// A call with a last type parameter, which a method as `name::<A, ` goes before.
    pub(super) fn of_type(method: &'a str, ty: &'a str, args: Vec<String>) -> Self {
        let ty = Some(ty);
        Self { method, ty, args }
    }

    /// The call up to its arguments.
    fn head(&self) -> String {
        match self.ty {
            Some(ty) => format!(".{}{ty}>", self.method),
            None => format!(".{}", self.method),
        }
    }

    /// The call on one line.
    fn line(&self) -> String {
        format!("{}({})", self.head(), self.args.join(", "))
    }

    /// Returns true if the call needs more than one line, even with its arguments below.
    fn has_long_type(&self, column: usize) -> bool {
        column + self.head().chars().count() + "(".len() > WIDTH
    }

    /// Writes the call on lines of its own, with what follows it.
    fn write(&self, w: &mut Writer, end: &str) {
        let line = self.line();
        let fits = w.column() + line.chars().count() + end.len() <= WIDTH;
        match self.ty {
            Some(ty) if self.has_long_type(w.column()) => {
                let args = self.args.join(", ");
                broken(
                    w,
                    &format!(".{}", self.method),
                    ty,
                    &format!(">({args}){end}"),
                );
            }
            Some(_) | None if fits || self.args.is_empty() => w.line(format_args!("{line}{end}")),
            Some(_) | None => {
                let open = format!("{}(", self.head());
                let close = format!("){end}");
                w.block(open, close, |w| items(w, &self.args));
            }
        }
    }
}

/// An arm of a `match` whose value is a chain of calls on `members`: on one line, or a call a line.
pub(super) fn arm_of_calls(w: &mut Writer, pattern: &str, calls: &[Call<'_>]) {
    const RECEIVER: &str = "members";
    let chain: String = calls.iter().map(Call::line).collect();
    let chain = format!("{RECEIVER}{chain}");
    if chain.chars().count() <= CHAIN_WIDTH {
        return arm(w, pattern, &chain);
    }
    let write = |w: &mut Writer, end: &str| {
        w.indented(|w| {
            if let [others @ .., last] = calls {
                others.iter().for_each(|call| call.write(w, ""));
                last.write(w, end);
            }
        });
    };
    let head = format!("{pattern} => {RECEIVER}");
    let column = w.column() + INDENT.len();
    let is_block = w.column() + head.chars().count() > WIDTH
        || calls.iter().any(|call| call.has_long_type(column));
    if is_block {
        w.block(format!("{pattern} => {{"), "}", |w| {
            w.line(RECEIVER);
            write(w, "");
        });
    } else {
        w.line(head);
        write(w, ",");
    }
}

/// The value of a constant that is a reference to an array.
pub(super) fn array(w: &mut Writer, head: &str, values: &[String]) {
    let joined = values.join(", ");
    let width = joined.chars().count();
    let line = width + "&[];".len();
    let is_narrow = width <= ARRAY_WIDTH || values.len() == 1;
    if is_narrow && w.column() + head.chars().count() + " ".len() + line <= WIDTH {
        w.line(format_args!("{head} &[{joined}];"));
    } else if is_narrow && w.column() + INDENT.len() + line <= WIDTH {
        w.line(head);
        w.indented(|w| w.line(format_args!("&[{joined}];")));
    } else {
        w.block(format_args!("{head} &["), "];", |w| items(w, values));
    }
}

/// Items on lines of their own: as many a line as fit if all are short, or one a line.
fn items(w: &mut Writer, all: &[String]) {
    let is_short = all.iter().all(|item| item.chars().count() <= SHORT_ITEM);
    let mut line = String::new();
    for item in all {
        let width = line.chars().count() + " ".len() + item.chars().count() + ",".len();
        if !line.is_empty() && (!is_short || w.column() + width > WIDTH) {
            w.line(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(item);
        line.push(',');
    }
    w.line(line);
}
