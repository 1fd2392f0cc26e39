//! The table of agreement: language by class.

use std::collections::BTreeMap;
use std::fmt;

use tdproto_codegen::payloads::Class;

use super::differences::Known;

/// How many vectors of a class a language agrees with.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    passed: usize,
    known: usize,
    failed: usize,
}

impl Count {
    fn add(&mut self, known: Known) {
        match known {
            Known::Passed => self.passed += 1,
            Known::Difference => self.known += 1,
            Known::Unexplained => self.failed += 1,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.passed.to_string();
        if self.known > 0 {
            text.push_str(&format!(" ~{}", self.known));
        }
        if self.failed > 0 {
            text.push_str(&format!(" !{}", self.failed));
        }
        f.pad(&text)
    }
}

/// Counts, and shows what was counted.
#[derive(Debug)]
pub(super) struct Table {
    columns: &'static [&'static str],
    counts: BTreeMap<(Class, &'static str), Count>,
}

impl Table {
    /// A table of these languages.
    pub(super) fn new(columns: &'static [&'static str]) -> Self {
        Self {
            columns,
            counts: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, language: &'static str, class: Class, known: Known) {
        self.counts.entry((class, language)).or_default().add(known);
    }

    fn row(&self, f: &mut fmt::Formatter<'_>, name: &str, only: Option<Class>) -> fmt::Result {
        write!(f, "{name:<15}")?;
        for language in self.columns {
            let mut sum = Count::default();
            for ((class, found), count) in &self.counts {
                if found == language && only.is_none_or(|only| only == *class) {
                    sum.passed += count.passed;
                    sum.known += count.known;
                    sum.failed += count.failed;
                }
            }
            write!(f, "{sum:>15}")?;
        }
        writeln!(f)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<15}", "class")?;
        for language in self.columns {
            write!(f, "{language:>15}")?;
        }
        writeln!(f)?;
        let counted = |class: &&Class| self.counts.keys().any(|(found, _)| found == *class);
        for class in Class::ALL.iter().filter(counted) {
            self.row(f, class.name(), Some(*class))?;
        }
        self.row(f, "all", None)?;
        write!(f, "N: as expected; ~N: differs, with a reason; !N: differs")
    }
}
