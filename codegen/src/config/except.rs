//! Exceptions: findings that are accepted, each with a reason. An exception that matches nothing
//! any more, or whose day has come, is a finding itself.

use std::collections::BTreeMap;

use tdproto_schema::decl::Spanned;
use tdproto_schema::{Severity, Span};

use super::Date;
use crate::report::Finding;

/// The rule of an exception that matches nothing.
pub(crate) const UNUSED: &str = "exception-unused";

/// The rule of an exception whose day has come.
pub(crate) const EXPIRED: &str = "exception-expired";

/// An entry of `[[lint.except]]` or `[[breaking.accept]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Exception {
    /// The rule whose findings are accepted.
    pub rule: Spanned<String>,
    /// The subjects of those findings; `*` stands for any number of characters.
    pub at: Vec<Spanned<String>>,
    /// The reason to accept them.
    pub reason: String,
    /// The day from which on they are no longer accepted.
    pub expires: Option<Spanned<Date>>,
}

impl Exception {
    fn expired(&self, today: Date) -> Option<&Spanned<Date>> {
        self.expires.as_ref().filter(|day| day.value <= today)
    }
}

/// The findings that are left after exceptions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Applied {
    /// The findings that no exception covers, and those about the exceptions themselves.
    pub findings: Vec<Finding>,
    /// The number of findings that exceptions cover.
    pub excepted: usize,
}

/// Removes the findings that exceptions cover. Exceptions from rules that did not run, by
/// `has_run`, are left alone. In the others, each pattern must match something.
#[must_use]
pub fn apply(
    exceptions: &[Exception],
    findings: Vec<Finding>,
    has_run: impl Fn(&str) -> bool,
    today: Date,
) -> Applied {
    let mut used: Vec<Vec<bool>> = exceptions
        .iter()
        .map(|exception| vec![false; exception.at.len()])
        .collect();
    let patterns = Patterns::new(exceptions);
    let mut applied = Applied::default();
    for found in findings {
        let mut covered = false;
        patterns.each_match(&found, |entry, at| {
            used[entry][at] = true;
            covered |= exceptions[entry].expired(today).is_none();
        });
        if covered {
            applied.excepted += 1;
        } else {
            applied.findings.push(found);
        }
    }
    let entries = exceptions.iter().zip(&used);
    for (exception, used) in entries.filter(|(found, _)| has_run(&found.rule.value)) {
        applied.findings.extend(expired(exception, today));
        let patterns = exception.at.iter().zip(used);
        let unused = patterns.filter(|(_, used)| !**used);
        applied
            .findings
            .extend(unused.map(|(pattern, _)| unmatched(exception, pattern)));
    }
    applied
}

fn unmatched(exception: &Exception, pattern: &Spanned<String>) -> Finding {
    let rule = &exception.rule.value;
    let message = format!("no finding of {rule} at `{}` is left", pattern.value);
    let subject = format!("{rule} at {}", pattern.value);
    Finding::new(UNUSED, Severity::Warning, subject, message)
        .at(pattern.span, "matches no finding")
        .help("remove it, so that it does not hide the next finding")
}

fn expired(exception: &Exception, today: Date) -> Option<Finding> {
    let day = exception.expired(today)?;
    let patterns = exception.at.iter().map(|pattern| pattern.value.as_str());
    let at = patterns.collect::<Vec<_>>().join(", ");
    let rule = &exception.rule.value;
    let message = format!(
        "the exception from {rule} at `{at}` expired on {}",
        day.value
    );
    let subject = format!("{rule} at {at}");
    let found = Finding::new(EXPIRED, Severity::Warning, subject, message)
        .at(day.span, "in the past")
        .note(format!("its reason was: {}", exception.reason))
        .help("fix its findings and remove it, or set a later day");
    Some(found)
}

/// The patterns of all exceptions, by the text that a subject must begin or end with. A finding is
/// so compared with few of them, however many there are.
struct Patterns<'a> {
    exceptions: &'a [Exception],
    /// Patterns whose text before the first `*` is not empty, by rule and that text.
    prefixes: BTreeMap<(&'a str, &'a str), Vec<(usize, usize)>>,
    /// The others, by rule and their text behind the last `*`.
    suffixes: BTreeMap<(&'a str, &'a str), Vec<(usize, usize)>>,
}

impl<'a> Patterns<'a> {
    fn new(exceptions: &'a [Exception]) -> Self {
        let mut patterns = Self {
            exceptions,
            prefixes: BTreeMap::new(),
            suffixes: BTreeMap::new(),
        };
        for (entry, exception) in exceptions.iter().enumerate() {
            let rule = exception.rule.value.as_str();
            for (at, pattern) in exception.at.iter().enumerate() {
                let (prefix, rest) = pattern
                    .value
                    .split_once('*')
                    .unwrap_or((&pattern.value, ""));
                let suffix = rest.rsplit_once('*').map_or(rest, |(_, last)| last);
                let (index, anchor) = if prefix.is_empty() {
                    (&mut patterns.suffixes, suffix)
                } else {
                    (&mut patterns.prefixes, prefix)
                };
                index.entry((rule, anchor)).or_default().push((entry, at));
            }
        }
        patterns
    }

    /// Calls a function with the position of each pattern that matches a finding: its exception,
    /// and its place there.
    fn each_match(&self, found: &Finding, mut then: impl FnMut(usize, usize)) {
        let (rule, subject) = (found.rule.as_str(), found.subject.as_str());
        let ends = subject.char_indices().map(|(at, _)| at);
        for at in ends.chain([subject.len()]) {
            let (before, after) = subject.split_at(at);
            let anchored = [
                self.prefixes.get(&(rule, before)),
                self.suffixes.get(&(rule, after)),
            ];
            for &(entry, place) in anchored.into_iter().flatten().flatten() {
                if is_match(&self.exceptions[entry].at[place].value, subject) {
                    then(entry, place);
                }
            }
        }
    }
}

/// Returns true if a pattern matches a text: `*` stands for any number of characters.
fn is_match(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// The place of an exception, for findings about it as a whole.
impl Exception {
    /// The place of its rule.
    #[must_use]
    pub fn span(&self) -> Span {
        self.rule.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_match_anything() {
        for (pattern, text) in [
            ("Chat.draft", "Chat.draft"),
            ("*", ""),
            ("*", "Chat"),
            ("Chat.*", "Chat."),
            ("*.gentime", "Chat.gentime"),
            ("*Request*", "GetRequest"),
            ("a*b*c", "aXbXbc"),
            ("**", "x"),
        ] {
            assert!(is_match(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("Chat", "Chat.draft"),
            ("Chat.draft", "Chat"),
            ("", "x"),
            ("*.gentime", "Chat.base_gentime"),
            ("aa*aa", "aaa"),
            ("a*b*c", "acb"),
        ] {
            assert!(!is_match(pattern, text), "{pattern} {text}");
        }
    }
}
