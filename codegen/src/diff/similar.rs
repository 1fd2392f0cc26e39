//! Keys of names: two names could be meant for the same thing if they share a key. Keys are looked
//! up, so that no name has to be compared with every other one.

/// The length from which on a name is longer than any real one and has no keys but itself.
const MAX_NAME: usize = 100;

/// The length below which names are not compared by a letter: too many are a letter apart.
const MIN_LETTERS: usize = 5;

/// The length below which a part of a name has no meaning.
const MIN_PART: usize = 3;

/// The number of words above which a name is longer than any real one.
const MAX_WORDS: usize = 12;

/// The keys of a name; the flag is true for a name of the old model.
pub(super) type Keys = fn(&str, bool) -> Vec<String>;

/// The kinds of keys, the most reliable first.
pub(super) const ROUNDS: [Keys; 3] = [stems, letters, parts];

/// A name without case and separators; `None`: it has no letters and no digits.
pub(super) fn plain(name: &str) -> Option<String> {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let plain: String = letters.flat_map(char::to_lowercase).collect();
    (!plain.is_empty()).then_some(plain)
}

/// Keys of names that have the same words without their endings: `members` and `member`, `typing`
/// and `typed`.
fn stems(name: &str, _: bool) -> Vec<String> {
    let stems = stemmed(name).concat();
    if stems.is_empty() {
        Vec::new()
    } else {
        vec![stems]
    }
}

/// Keys of names in which one letter is missing, added or replaced. Digits count: `v1` is not `v2`.
fn letters(name: &str, _: bool) -> Vec<String> {
    let Some(plain) = plain(name).filter(|plain| plain.len() <= MAX_NAME) else {
        return Vec::new();
    };
    if plain.chars().count() < MIN_LETTERS {
        return Vec::new();
    }
    let without = plain
        .char_indices()
        .filter(|(_, c)| c.is_alphabetic())
        .map(|(at, c)| [&plain[..at], &plain[at + c.len_utf8()..]].concat());
    without.chain([plain.clone()]).collect()
}

/// Keys of names of which one has the words of the other, which are half of it at least: `count`
/// and `total_count`. The parts of an old name are found by whole new names, and the other way
/// round.
fn parts(name: &str, is_old: bool) -> Vec<String> {
    let words = stemmed(name);
    let whole = words.concat();
    if whole.len() < MIN_PART || words.len() > MAX_WORDS || name.len() > MAX_NAME {
        return Vec::new();
    }
    let (own, other) = if is_old { ("<", ">") } else { (">", "<") };
    let mut keys = vec![format!("{own}{whole}")];
    for start in 0..words.len() {
        for end in start + 1..=words.len() {
            let part = words[start..end].concat();
            let is_proper = part.len() < whole.len();
            if is_proper && part.len() >= MIN_PART && part.len() * 2 >= whole.len() {
                keys.push(format!("{other}{part}"));
            }
        }
    }
    keys
}

/// The words of a name in lower case, without their endings.
fn stemmed(name: &str) -> Vec<String> {
    let stem = |word: String| {
        let endings = ["ing", "ed", "es", "s", "e"];
        let mut stems = endings
            .iter()
            .filter_map(|ending| word.strip_suffix(ending));
        let stem = stems.find(|stem| stem.len() >= MIN_PART).map(str::to_owned);
        stem.unwrap_or(word)
    };
    words(name).into_iter().map(stem).collect()
}

/// The words of a name in lower case: `mediaURL`, `media_url` and `MediaUrl` have the same.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut starts = true;
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            starts = true;
            continue;
        }
        let before = at.checked_sub(1).map(|before| letters[before]);
        let after_lower = before.is_some_and(|before| !before.is_uppercase());
        let before_lower = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase() && (after_lower || before_lower) {
            starts = true;
        }
        if std::mem::take(&mut starts) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{ROUNDS, plain, words};

    fn similar(a: &str, b: &str) -> bool {
        ROUNDS.iter().any(|keys| {
            let (a, b) = (keys(a, true), keys(b, false));
            a.iter().any(|key| b.contains(key))
        })
    }

    #[test]
    fn alike() {
        for (a, b) in [
            ("mediaURL", "media_url"),
            ("text", "texts"),
            ("count", "total_count"),
            ("total_count", "count"),
            ("members", "member_ids"),
            ("client.typing", "client.typed"),
            ("recieved", "received"),
        ] {
            assert!(similar(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("text", "jid"),
            ("from", "to"),
            ("client.ping", "client.activity"),
            ("min_len", "max_len"),
            ("DeleteCatRequest", "CreateCatRequest"),
            ("DeleteCatRequest", "CreateDogResponse"),
            ("Chat", "DeleteChatRequest"),
            ("Point2D", "Point3D"),
            ("E1000", "E1001"),
        ] {
            assert!(!similar(a, b), "{a} {b}");
            assert!(!similar(b, a), "{b} {a}");
        }
    }

    #[test]
    fn words_of_names() {
        assert_eq!(words("mediaURL"), ["media", "url"]);
        assert_eq!(words("HTTPBody_id"), ["http", "body", "id"]);
        assert_eq!(plain("__"), None);
    }
}
