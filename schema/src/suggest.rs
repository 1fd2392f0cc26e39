//! "Did you mean": the nearest of the names that would be right.

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
    let allowed = (wrong.chars().count() / 3).max(1);
    let lower = wrong.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(wrong.len()) <= 4 * allowed)
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| format!("did you mean `{}`?", harmless(candidate)))
}

/// A name without what a terminal would take for a command.
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
    use super::did_you_mean;

    #[test]
    fn control_characters_are_escaped() {
        let help = did_you_mean("a_long_title", ["a_long_\u{1b}title"]);
        assert_eq!(help.as_deref(), Some("did you mean `a_long_\\u{1b}title`?"));
    }
}
