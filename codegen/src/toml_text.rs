//! Texts and keys as TOML writes them.

/// A basic string.
pub(crate) fn basic(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A key, quoted unless it is made of letters, digits and `_`.
#[cfg(feature = "gate")]
pub(crate) fn key(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if !name.is_empty() && name.bytes().all(plain) {
        name.to_owned()
    } else {
        basic(name)
    }
}

/// An inline table of keys, not yet quoted, and values as TOML has them.
#[cfg(feature = "gate")]
pub(crate) fn inline<K: AsRef<str>>(members: impl IntoIterator<Item = (K, String)>) -> String {
    let members = members.into_iter();
    let members: Vec<_> = members
        .map(|(name, value)| format!("{} = {value}", key(name.as_ref())))
        .collect();
    match members.is_empty() {
        true => "{}".to_owned(),
        false => format!("{{ {} }}", members.join(", ")),
    }
}
