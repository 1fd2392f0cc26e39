//! Chains of calls, laid out as rustfmt would have them.

use super::INDENT;
use super::layout::{WIDTH, arm, broken};
use crate::text::Writer;

/// The length of the longest chain on one line.
const CHAIN_WIDTH: usize = 60;

/// The length of the longest argument that shares a line with others, once they have their own lines.
const SHORT_ARGUMENT: usize = 10;

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
                let is_short = |arg: &String| arg.chars().count() <= SHORT_ARGUMENT;
                w.block(open, close, |w| match self.args.iter().all(is_short) {
                    true => w.line(format_args!("{},", self.args.join(", "))),
                    false => w.lines(self.args.iter().map(|arg| format!("{arg},"))),
                });
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
