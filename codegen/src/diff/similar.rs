//! Whether two names could be meant for the same thing.

/// How alike two names must be, from 0 to 1.
const ALIKE: f64 = 0.6;

/// Names longer than any real one are not compared: it would cost the square of their length.
const MAX_NAME: usize = 100;

/// Whether names are alike: the same but for case and separators, or a few letters apart, or the
/// one is part of the other.
pub(super) fn similar(a: &str, b: &str) -> bool {
    if a.len() > MAX_NAME || b.len() > MAX_NAME {
        return a == b;
    }
    let (a, b) = (plain(a), plain(b));
    let part = |short: &str, long: &str| short.len() >= 3 && long.contains(short);
    part(&a, &b) || part(&b, &a) || strsim::normalized_damerau_levenshtein(&a, &b) >= ALIKE
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::similar;

    #[test]
    fn alike() {
        for (a, b) in [
            ("mediaURL", "media_url"),
            ("text", "texts"),
            ("count", "total_count"),
            ("members", "member_ids"),
            ("server.chat.updated", "server.chat.changed"),
        ] {
            assert!(similar(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("text", "jid"),
            ("from", "to"),
            ("client.ping", "client.activity"),
        ] {
            assert!(!similar(a, b), "{a} {b}");
        }
    }
}
