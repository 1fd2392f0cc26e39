//! The toolchains of languages, which a machine may lack.

use std::io::Write as _;
use std::process::Command;
use std::sync::OnceLock;

/// The program without which a language cannot be tested.
pub(crate) struct Toolchain {
    /// The language, as people call it.
    language: &'static str,
    /// The command that says its version: the program, then arguments.
    command: &'static [&'static str],
    /// The lowest version that will do: major and minor.
    least: (u32, u32),
    found: OnceLock<bool>,
}

impl Toolchain {
    /// A toolchain that is found by what a command says of its version.
    pub(crate) const fn new(
        language: &'static str,
        command: &'static [&'static str],
        least: (u32, u32),
    ) -> Self {
        Self {
            language,
            command,
            least,
            found: OnceLock::new(),
        }
    }

    /// Returns true if the toolchain is on this machine. If it is not, says so once.
    ///
    /// # Panics
    /// If it is missing and the variable `CI` is set.
    pub(crate) fn is_here(&self) -> bool {
        *self.found.get_or_init(|| {
            let found = version(self.command).is_some_and(|version| version >= self.least);
            if !found {
                let (major, minor) = self.least;
                let program = self.command[0];
                let line = format!(
                    "{}: not tested, `{program}` ≥ {major}.{minor} not found",
                    self.language
                );
                let is_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
                assert!(!is_ci, "{line}");
                // Past the harness, which keeps what tests that pass print.
                let mut stderr = std::io::stderr();
                writeln!(stderr, "{line}").unwrap();
            }
            found
        })
    }
}

/// The first version in what a command says: major and minor.
fn version(command: &[&str]) -> Option<(u32, u32)> {
    let output = Command::new(command[0]).args(&command[1..]).output().ok()?;
    // Java says its version on standard error.
    let said = [output.stdout, output.stderr].concat();
    first_version(&String::from_utf8_lossy(&said)).filter(|_| output.status.success())
}

fn first_version(text: &str) -> Option<(u32, u32)> {
    let mut words = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    words.find_map(|word| {
        let mut parts = word.split('.').map(str::parse);
        Some((parts.next()?.ok()?, parts.next()?.ok()?))
    })
}

#[test]
fn versions_are_found_in_what_programs_say() {
    for (said, version) in [
        ("go version go1.26.8 linux/amd64", (1, 26)),
        ("Python 3.11.7", (3, 11)),
        ("openjdk version \"17.0.15\" 2025-04-15", (17, 0)),
        ("Apache Maven 3.8.7", (3, 8)),
    ] {
        assert_eq!(first_version(said), Some(version), "{said}");
    }
    assert_eq!(first_version("no such command"), None);
}

#[test]
fn a_missing_toolchain_is_no_version() {
    assert_eq!(version(&["tdproto-no-such-program", "--version"]), None);
    assert!(version(&["cargo", "--version"]).is_some_and(|version| version >= (1, 80)));
}
