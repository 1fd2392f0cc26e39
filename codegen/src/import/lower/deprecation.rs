//! What descriptions say of deprecation at their end.

use tdproto_schema::decl::DocsDecl;
use tdproto_schema::model::Deprecated;

/// A description as docs. At the end of one that is deprecated, a paragraph such as "Deprecated: use
/// `range`." or "Deprecated since 1.2." is the note or the version.
pub(super) fn docs(doc: Option<String>, is_deprecated: bool) -> DocsDecl {
    let plain = DocsDecl {
        doc,
        ..DocsDecl::default()
    };
    if !is_deprecated {
        return plain;
    }
    let text = plain.doc.as_deref().unwrap_or_default();
    let (before, last) = text.rsplit_once("\n\n").unwrap_or(("", text));
    match read(last) {
        Some(deprecated) => DocsDecl {
            doc: Some(before.trim().to_owned()).filter(|doc| !doc.is_empty()),
            deprecated: Some(deprecated),
            ..plain
        },
        None => DocsDecl {
            deprecated: Some(Deprecated::default()),
            ..plain
        },
    }
}

/// Marks docs as deprecated, with what their description says of it.
pub(in crate::import) fn deprecate(found: &mut DocsDecl) {
    let is_unsaid = |known: &Deprecated| *known == Deprecated::default();
    if found.deprecated.as_ref().is_none_or(is_unsaid) {
        let read = docs(found.doc.take(), true);
        found.doc = read.doc;
        found.deprecated = read.deprecated;
    }
}

/// The deprecation that a paragraph is about, if it is about nothing else.
fn read(paragraph: &str) -> Option<Deprecated> {
    let rest = paragraph.strip_prefix("Deprecated")?;
    let (since, note) = rest.split_once(':').unwrap_or((rest, ""));
    let since = since.trim_end_matches('.');
    let since = match since.strip_prefix(" since ") {
        Some(version) if !version.contains(' ') => Some(version.to_owned()),
        Some(_) => return None,
        None if since.is_empty() => None,
        None => return None,
    };
    let note = note.trim();
    let is_sentence = !note.trim_end_matches('.').contains(". ");
    let note = if is_sentence {
        note.trim_end_matches('.')
    } else {
        note
    };
    Some(Deprecated {
        note: note.to_owned(),
        since,
    })
}

#[cfg(test)]
mod tests {
    use super::docs;

    #[test]
    fn the_last_paragraph_is_the_note() {
        let read = |text: &str| {
            let docs = docs(Some(text.to_owned()), true);
            let deprecated = docs.deprecated.unwrap_or_default();
            (docs.doc, deprecated.since, deprecated.note)
        };
        let owned = |text: &str| Some(text.to_owned());
        let expected = (owned("A."), None, "use `b`".to_owned());
        assert_eq!(read("A.\n\nDeprecated: use `b`."), expected);
        let expected = (None, owned("1.2"), String::new());
        assert_eq!(read("Deprecated since 1.2."), expected);
        let expected = (owned("A."), owned("1.2"), "One. Two.".to_owned());
        assert_eq!(read("A.\n\nDeprecated since 1.2: One. Two."), expected);
        for other in [
            "Deprecated fields are old.",
            "A.",
            "Deprecated since then or so: no.",
        ] {
            assert_eq!(read(other), (owned(other), None, String::new()));
        }
    }
}
