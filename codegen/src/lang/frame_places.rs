//! The places of the frames of a direction, in one tree.

use tdproto_schema::model::{Content, FrameKind, HoleKind, Step};

/// The places, the whole frame first.
pub(super) struct Tree {
    pub(super) places: Vec<Place>,
}

/// A place in a frame.
#[derive(Default)]
pub(super) struct Place {
    /// The number of arrays and objects around it.
    pub(super) depth: usize,
    /// The keys of an object, with the numbers of their places.
    pub(super) keys: Vec<(String, usize)>,
    /// The items of an array, with the numbers of their places.
    pub(super) items: Vec<(usize, usize)>,
    /// The items from an index on, as one place.
    pub(super) rest: Vec<(usize, usize)>,
    /// True of the params of some kind.
    pub(super) holds_params: bool,
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
                let at = tree.place(&place.path);
                if let Content::Items(_, from) = place.content {
                    tree.rest(at, from);
                }
            }
            if kind.replies.is_none()
                && let Some(params) = tree.hole(kind, HoleKind::Params)
            {
                tree.places[params].holds_params = true;
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
                    self.push(at)
                }
            };
        }
        at
    }

    /// Adds the items of an array from an index on, unless they are a place already.
    fn rest(&mut self, array: usize, from: usize) {
        if self.places[array].rest_from(from).is_none() {
            let at = self.push(array);
            self.places[array].rest.push((from, at));
        }
    }

    /// Adds a place in another one; returns its number.
    fn push(&mut self, outer: usize) -> usize {
        let depth = self.places[outer].depth + 1;
        self.places.push(Place {
            depth,
            ..Place::default()
        });
        self.places.len() - 1
    }

    /// The number of the place of a hole, if a kind has it.
    pub(super) fn hole(&self, kind: &FrameKind, hole: HoleKind) -> Option<usize> {
        let at = self.find(&kind.path_to(hole)?);
        match kind.items_from(hole) {
            Some(from) => self.places[at].rest_from(from),
            None => Some(at),
        }
    }

    /// The number of the place of a kind's params, if nothing inside is looked up, so that they can be
    /// read at once.
    pub(super) fn params(&self, kind: &FrameKind) -> Option<usize> {
        let at = self.hole(kind, HoleKind::Params)?;
        self.is_read_at_once(at).then_some(at)
    }

    /// Returns true if nothing inside a place is looked up. Of the items of an array from an index on,
    /// other kinds may look up some.
    pub(super) fn is_read_at_once(&self, at: usize) -> bool {
        let mut others = self.places.iter().filter_map(|array| {
            let (from, _) = array.rest.iter().find(|(_, rest)| *rest == at)?;
            Some((array, *from))
        });
        self.places[at].is_leaf()
            && others.all(|(array, from)| {
                array.items.iter().all(|(index, _)| *index < from)
                    && array.rest.iter().all(|(other, _)| *other <= from)
            })
    }

    /// The number of a place of one of the kinds.
    pub(super) fn find(&self, path: &[Step]) -> usize {
        let step = |at: usize, step: &Step| self.places[at].inner(step).unwrap_or_default();
        path.iter().fold(0, step)
    }
}

impl Place {
    /// Returns true if nothing inside it is looked up.
    pub(super) fn is_leaf(&self) -> bool {
        self.keys.is_empty() && self.items.is_empty() && self.rest.is_empty()
    }

    /// The number of the place of the items from an index on.
    fn rest_from(&self, from: usize) -> Option<usize> {
        let found = self.rest.iter().find(|(index, _)| *index == from);
        found.map(|(_, at)| *at)
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
