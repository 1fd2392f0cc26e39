//! The shapes of frames: each text that begins with `$` becomes a hole.

use std::collections::BTreeMap;

use crate::Span;
use crate::decl::{PartDecl, Spanned};
use crate::model::{Constant, Hole, HoleKind, Member, Part};

/// The key or the beginning of an item whose value is spread over its object or array.
const FLAT: &str = "...";

/// What is wrong with a shape.
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) span: Span,
    pub(crate) label: String,
    pub(crate) help: Option<String>,
}

/// A shape with its holes looked up.
pub(crate) struct Shaped {
    pub(crate) shape: Part,
    /// The places of the holes.
    pub(crate) holes: BTreeMap<HoleKind, Span>,
    pub(crate) problems: Vec<Problem>,
}

/// Looks up the holes of a shape; `fields` are the names of the fields of the frame.
pub(crate) fn shaped<'f>(decl: &PartDecl, fields: impl IntoIterator<Item = &'f str>) -> Shaped {
    let fields = fields.into_iter().enumerate();
    let mut shaper = Shaper {
        fields: fields.map(|(at, name)| (name, at)).collect(),
        holes: BTreeMap::new(),
        problems: Vec::new(),
    };
    let shape = shaper.part(decl);
    Shaped {
        shape,
        holes: shaper.holes,
        problems: shaper.problems,
    }
}

struct Shaper<'f> {
    fields: BTreeMap<&'f str, usize>,
    holes: BTreeMap<HoleKind, Span>,
    problems: Vec<Problem>,
}

impl Shaper<'_> {
    fn part(&mut self, decl: &PartDecl) -> Part {
        match decl {
            PartDecl::Object(members, _) => Part::Object(
                members
                    .iter()
                    .map(|(key, part)| self.member(key, part))
                    .collect(),
            ),
            PartDecl::Array(items, _) => self.array(items),
            PartDecl::Constant(constant) => Part::Constant(constant.value.clone()),
            PartDecl::Text(text) => self.text(text, false),
        }
    }

    fn member(&mut self, key: &Spanned<String>, part: &PartDecl) -> Member {
        if key.value != FLAT {
            return Member::Key(key.value.clone(), self.part(part));
        }
        let found = match part {
            PartDecl::Text(text) => self.text(text, false),
            PartDecl::Object(..) | PartDecl::Array(..) | PartDecl::Constant(_) => Part::Null,
        };
        match found {
            Part::Hole(hole) => Member::Flat(hole),
            Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null | Part::Items(_) => {
                self.problem(
                    "`\"...\"` has no value to take keys from".to_owned(),
                    part.span(),
                    "expected `$params`, `$result` or `$error`",
                    Some("the keys of that value become keys of this object".to_owned()),
                );
                Member::Key(key.value.clone(), Part::Null)
            }
        }
    }

    fn array(&mut self, items: &[PartDecl]) -> Part {
        let last = items.len().saturating_sub(1);
        let parts = items.iter().enumerate().map(|(at, item)| {
            let PartDecl::Text(text) = item else {
                return self.part(item);
            };
            let Some(hole) = text.value.strip_prefix(FLAT) else {
                return self.part(item);
            };
            if at != last {
                self.problem(
                    format!("`{}` is not the last item of its array", text.value),
                    text.span,
                    "items after it have no fixed position",
                    None,
                );
            }
            let hole = Spanned::new(hole.to_owned(), text.span);
            match self.text(&hole, true) {
                Part::Hole(hole) => Part::Items(hole),
                other @ (Part::Object(_)
                | Part::Array(_)
                | Part::Constant(_)
                | Part::Null
                | Part::Items(_)) => other,
            }
        });
        Part::Array(parts.collect())
    }

    /// A text: a hole, null, or a constant.
    fn text(&mut self, text: &Spanned<String>, is_flat: bool) -> Part {
        let constant = |text: &str| Part::Constant(Constant::Text(text.to_owned()));
        let Some(name) = text.value.strip_prefix('$') else {
            if is_flat {
                self.unknown(text, &text.value);
            }
            return constant(&text.value);
        };
        if name.starts_with('$') {
            return constant(name);
        }
        if name == "null" {
            return Part::Null;
        }
        let (plain, may_be_missing) = match name.strip_suffix('?') {
            Some(plain) => (plain, true),
            None => (name, false),
        };
        let field = self.fields.get(plain).copied();
        let Some(kind) = HoleKind::from_name(plain).or(field.map(HoleKind::Field)) else {
            self.unknown(text, plain);
            return Part::Null;
        };
        if may_be_missing && matches!(kind, HoleKind::Params | HoleKind::Field(_)) {
            let help = match kind {
                HoleKind::Params => {
                    "write `params = { type = \"…\", optional = true }` in each event that may go without"
                }
                HoleKind::Field(_)
                | HoleKind::Event
                | HoleKind::Id
                | HoleKind::Result
                | HoleKind::Error => "write `optional = true` in the field",
            };
            self.problem(
                format!("`{}` must not end in `?`", text.value),
                text.span,
                "its declaration says if it may be missing",
                Some(help.to_owned()),
            );
        }
        if self.holes.insert(kind, text.span).is_some() {
            self.problem(
                format!("`${plain}` is in the shape twice"),
                text.span,
                "second place for the same value",
                None,
            );
        }
        Part::Hole(Hole {
            kind,
            may_be_missing,
        })
    }

    fn unknown(&mut self, text: &Spanned<String>, name: &str) {
        let known = self.fields.keys().copied();
        let known = known.chain(["event", "params", "id", "result", "error", "null"]);
        let declare =
            || format!("declare the field `{name}`, or write `$${name}` for the text `${name}`");
        let help = match text.value.starts_with('$') {
            true if name.is_empty() => {
                "write the name of a value behind `$`, or `$$` for the text `$`".to_owned()
            }
            true => crate::did_you_mean(name, known).unwrap_or_else(declare),
            false => "write `\"...$params\"` for the items of the params".to_owned(),
        };
        self.problem(
            format!("`{}` names no value of the frame", text.value),
            text.span,
            "no field of the frame has this name",
            Some(help),
        );
    }

    fn problem(&mut self, message: String, span: Span, label: &str, help: Option<String>) {
        self.problems.push(Problem {
            message,
            span,
            label: label.to_owned(),
            help,
        });
    }
}
