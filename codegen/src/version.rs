//! Versions of protocols, as in `[protocol]` and `since`.

use std::fmt;

use crate::config::VersionPart;

/// The three numbers of a version; the text behind them does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version([u64; 3]);

impl Version {
    /// The numbers of a text; those that are not there are 0.
    pub(crate) fn parse(text: &str) -> Self {
        let mut numbers = [0; 3];
        for (number, part) in numbers.iter_mut().zip(text.split('.')) {
            let end = part
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(part.len());
            *number = part[..end].parse().unwrap_or_default();
        }
        Self(numbers)
    }

    /// The numbers of a text that begins with one.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let is_version = text.starts_with(|c: char| c.is_ascii_digit());
        is_version.then(|| Self::parse(text))
    }

    /// The part that moved forward.
    pub(crate) fn moved(&self, new: &Self) -> VersionPart {
        let parts = [VersionPart::Major, VersionPart::Minor, VersionPart::Patch];
        let numbers = self.0.iter().zip(&new.0).zip(parts);
        let mut moved = numbers.filter(|((old, new), _)| old != new);
        match moved.next() {
            Some(((old, new), part)) if new > old => part,
            Some(_) | None => VersionPart::None,
        }
    }

    /// Returns true if it is 0.x.
    pub(crate) fn is_initial(&self) -> bool {
        self.0[0] == 0
    }

    /// The first version whose part has moved.
    pub(crate) fn next(&self, part: VersionPart) -> Self {
        let [major, minor, patch] = self.0;
        Self(match part {
            VersionPart::None => self.0,
            VersionPart::Patch => [major, minor, patch.saturating_add(1)],
            VersionPart::Minor => [major, minor.saturating_add(1), 0],
            VersionPart::Major => [major.saturating_add(1), 0, 0],
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_moved() {
        for (old, new, moved) in [
            ("1.2.3", "1.2.3", VersionPart::None),
            ("1.2", "1.2.0", VersionPart::None),
            ("1.2.3", "1.2.4-rc1", VersionPart::Patch),
            ("1.2.3", "1.3", VersionPart::Minor),
            ("1.9.9", "2.0.0", VersionPart::Major),
            ("1.2.3", "1.1.9", VersionPart::None),
            ("2.0.0", "1.9.9", VersionPart::None),
        ] {
            assert_eq!(
                Version::parse(old).moved(&Version::parse(new)),
                moved,
                "{old} → {new}"
            );
        }
        let next = |part| Version::parse("1.2.3").next(part).to_string();
        assert_eq!(next(VersionPart::Major), "2.0.0");
        assert_eq!(next(VersionPart::Minor), "1.3.0");
        assert_eq!(next(VersionPart::Patch), "1.2.4");
    }
}
