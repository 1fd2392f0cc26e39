//! The places of the frames of a direction, in one tree.

use tdproto_schema::model::{Constant, FrameKind, HoleKind, Step, Test};

use crate::text::Writer;

/// The places, the whole frame first.
pub(super) struct Tree {
    places: Vec<Place>,
}

#[derive(Default)]
struct Place {
    depth: usize,
    keys: Vec<(String, usize)>,
    items: Vec<(usize, usize)>,
    /// True of the params of some kind.
    holds_params: bool,
}

impl Tree {
    /// The places of some kinds of frames.
    pub(super) fn new<'a>(kinds: impl IntoIterator<Item = &'a FrameKind>) -> Self {
        let mut tree = Self {
            places: vec![Place::default()],
        };
        for kind in kinds {
            for (path, _) in kind.tests() {
                tree.place(&path);
            }
            for place in kind.places() {
                tree.place(&place.path);
            }
            if kind.replies.is_none()
                && let Some(params) = kind.path_to(HoleKind::Params)
            {
                let at = tree.place(&params);
                tree.places[at].holds_params = true;
            }
        }
        tree
    }

    /// The number of a place, which is added where it is missing.
    fn place(&mut self, path: &[Step]) -> usize {
        let mut at = 0;
        for step in path {
            let next = self.places.len();
            let here = &mut self.places[at];
            at = match here.inner(step) {
                Some(found) => found,
                None => {
                    match step {
                        Step::Key(key) => here.keys.push((key.clone(), next)),
                        Step::Index(index) => here.items.push((*index, next)),
                    }
                    let depth = here.depth + 1;
                    self.places.push(Place {
                        depth,
                        ..Place::default()
                    });
                    next
                }
            };
        }
        at
    }

    /// The number of the place of a hole, if a kind has it.
    pub(super) fn hole(&self, kind: &FrameKind, hole: HoleKind) -> Option<usize> {
        kind.path_to(hole).map(|path| self.find(&path))
    }

    /// The number of the place of a kind's params, if nothing inside is looked up, so that they can be
    /// read at once.
    pub(super) fn params(&self, kind: &FrameKind) -> Option<usize> {
        let at = self.hole(kind, HoleKind::Params)?;
        self.places[at].is_leaf().then_some(at)
    }

    /// The number of a place of one of the kinds.
    pub(super) fn find(&self, path: &[Step]) -> usize {
        let step = |at: usize, step: &Step| self.places[at].inner(step).unwrap_or_default();
        path.iter().fold(0, step)
    }

    /// Writes the table of the places.
    pub(super) fn write(&self, w: &mut Writer) {
        w.block("const PLACES: &'static [wire::Place] = &[", "];", |w| {
            for place in &self.places {
                let depth = place.depth;
                if place.is_leaf() {
                    let kind = if place.holds_params { "params" } else { "leaf" };
                    w.line(format!("wire::Place::{kind}({depth}),"));
                    continue;
                }
                let keys = place
                    .keys
                    .iter()
                    .map(|(key, at)| format!("({key:?}, {at})"));
                let items = place
                    .items
                    .iter()
                    .map(|(index, at)| format!("({index}, {at})"));
                let [keys, items] = [keys.collect::<Vec<_>>(), items.collect()];
                w.line(format!(
                    "wire::Place {{ depth: {depth}, keys: &[{}], items: &[{}], holds_params: false }},",
                    keys.join(", "),
                    items.join(", ")
                ));
            }
        });
    }
}

impl Place {
    fn is_leaf(&self) -> bool {
        self.keys.is_empty() && self.items.is_empty()
    }

    fn inner(&self, step: &Step) -> Option<usize> {
        match step {
            Step::Key(key) => {
                let found = self.keys.iter().find(|(known, _)| known == key);
                found.map(|(_, at)| *at)
            }
            Step::Index(index) => {
                let found = self.items.iter().find(|(known, _)| known == index);
                found.map(|(_, at)| *at)
            }
        }
    }
}

/// A test as code.
pub(super) fn test(test: &Test<'_>) -> String {
    match test {
        Test::Object => "wire::Test::Object".to_owned(),
        Test::Array => "wire::Test::Array".to_owned(),
        Test::Exists => "wire::Test::Exists".to_owned(),
        Test::NotNull => "wire::Test::NotNull".to_owned(),
        Test::Null => "wire::Test::Null".to_owned(),
        Test::Is(constant) => constant_test(constant),
    }
}

/// The test of a constant as code.
pub(super) fn constant_test(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => format!("wire::Test::Text({text:?})"),
        Constant::Int(number) => format!("wire::Test::Int({number})"),
        Constant::Bool(is_true) => format!("wire::Test::Bool({is_true})"),
    }
}
