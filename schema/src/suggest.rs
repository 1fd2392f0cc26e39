//! "Did you mean": the nearest of the valid names.

/// A help line naming the candidate nearest to `wrong`, if one is near enough to be a slip.
///
/// ```
/// let help = tdproto_schema::did_you_mean("Mesage", ["Message", "Chat"]);
/// assert_eq!(help.as_deref(), Some("did you mean `Message`?"));
/// assert_eq!(tdproto_schema::did_you_mean("Zebra", ["Message", "Chat"]), None);
/// ```
#[must_use]
pub fn did_you_mean<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    // A name longer than any real one is not a slip, and comparing it would cost its square.
    if wrong.len() > 100 {
        return None;
    }
    let lower = wrong.to_lowercase();
    let length = lower.chars().count();
    let allowed = (length / 3).max(1);
    let bag = Bag::new(&lower);
    let near = |candidate: &'a str| {
        // Most names are distinguished by their length or their characters alone.
        if candidate.len().abs_diff(wrong.len()) > 4 * allowed {
            return None;
        }
        let lower_candidate = candidate.to_lowercase();
        if bag.distance(&lower_candidate) > allowed {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&lower, &lower_candidate);
        (distance <= allowed).then_some((distance, candidate))
    };
    let nearest = candidates.into_iter().filter_map(near).min();
    nearest.map(|(_, candidate)| format!("did you mean `{}`?", harmless(candidate)))
}

/// The number of names that a run compares at most. Every slip costs a look at every name, and
/// nobody reads more suggestions than this gives.
const MAX_COMPARED: usize = 1_000_000;

/// The number of slips that are compared at most.
const MAX_SLIPS: usize = 100;

/// "Did you mean" for many slips, in bounds.
#[derive(Debug)]
pub(crate) struct Suggestions {
    slips: usize,
    compared: usize,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self {
            slips: MAX_SLIPS,
            compared: MAX_COMPARED,
        }
    }
}

impl Suggestions {
    /// Returns the help of [`did_you_mean`], or nothing once the bounds are reached.
    pub(crate) fn did_you_mean<'a>(
        &mut self,
        wrong: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        self.slips = self.slips.checked_sub(1)?;
        if self.compared == 0 {
            return None;
        }
        let mut compared = 0;
        let candidates = candidates.into_iter().inspect(|_| compared += 1);
        let help = did_you_mean(wrong, candidates);
        self.compared = self.compared.saturating_sub(compared);
        help
    }
}

/// The number of times that a text has each of the characters that names are mostly made of.
struct Bag {
    counts: [i32; 128],
    others: i32,
}

impl Bag {
    fn new(text: &str) -> Self {
        let mut bag = Self {
            counts: [0; 128],
            others: 0,
        };
        bag.add(text, 1);
        bag
    }

    fn add(&mut self, text: &str, by: i32) {
        for c in text.chars() {
            match self.counts.get_mut(c as usize) {
                Some(count) => *count += by,
                None => self.others += by,
            }
        }
    }

    /// The least number of edits between two texts.
    fn distance(&self, other: &str) -> usize {
        let mut rest = Self { ..*self };
        rest.add(other, -1);
        let (mut lacking, mut surplus) = (0, 0);
        for count in rest.counts.into_iter().chain([rest.others]) {
            lacking += count.max(0).unsigned_abs();
            surplus += count.min(0).unsigned_abs();
        }
        lacking.max(surplus) as usize
    }
}

/// A name without characters that a terminal would take for a command.
fn harmless(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '\'' | '"' | '\\' => shown.push(c),
            _ => shown.extend(c.escape_debug()),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Bag, Suggestions, did_you_mean};

    #[test]
    fn control_characters_are_escaped() {
        let help = did_you_mean("a_long_title", ["a_long_\u{1b}title"]);
        assert_eq!(help.as_deref(), Some("did you mean `a_long_\\u{1b}title`?"));
    }

    /// Texts that are distinguished by their characters alone are never nearer than that.
    #[test]
    fn the_bound_by_characters_is_never_above_the_distance() {
        let names = [
            "", "a", "ab", "ba", "message", "mesage", "emssage", "chat", "é", "éa", "鍵é",
        ];
        for one in names {
            for other in names {
                let distance = strsim::damerau_levenshtein(one, other);
                assert!(Bag::new(one).distance(other) <= distance, "{one} {other}");
            }
        }
        assert_eq!(Bag::new("message").distance("massege"), 0);
    }

    /// The number of slips that are looked up is bounded, of 100,000 slips among 100,000 names too.
    #[test]
    fn many_slips_among_many_names_are_compared_in_bounds() {
        let names: Vec<String> = (0..100_000).map(|i| format!("Entity{i}")).collect();
        let mut suggestions = Suggestions::default();
        let mut compared = 0_u64;
        let mut found = 0;
        for i in 0..100_000 {
            let names = names.iter().map(String::as_str).inspect(|_| compared += 1);
            found += usize::from(
                suggestions
                    .did_you_mean(&format!("Entty{i}"), names)
                    .is_some(),
            );
        }
        assert_eq!((compared, found), (1_000_000, 10));
        let few = ["Message"];
        let mut suggestions = Suggestions::default();
        let help = (0..1000).filter_map(|_| suggestions.did_you_mean("Mesage", few));
        assert_eq!(help.count(), 100);
    }
}
