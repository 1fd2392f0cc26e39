//! The tests by which receivers distinguish kinds of frames.

use super::{Constant, FrameKind, Hole, HoleKind, Member, Part, Step};

/// What a place must hold in a frame of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test<'a> {
    /// An object.
    Object,
    /// An array.
    Array,
    /// Anything.
    Exists,
    /// Anything but null.
    NotNull,
    /// Null.
    Null,
    /// A value that never differs.
    Is(&'a Constant),
}

impl Test<'_> {
    /// Returns true if a value that passes this test passes another, too.
    #[must_use]
    pub fn implies(&self, other: &Test<'_>) -> bool {
        match other {
            Test::Exists => true,
            Test::NotNull => match self {
                Test::Object | Test::Array | Test::NotNull | Test::Is(_) => true,
                Test::Exists | Test::Null => false,
            },
            Test::Object | Test::Array | Test::Null | Test::Is(_) => self == other,
        }
    }
}

impl FrameKind {
    /// The tests that a frame of this kind passes, with their places.
    #[must_use]
    pub fn tests(&self) -> Vec<(Vec<Step>, Test<'_>)> {
        let mut tests = Vec::new();
        self.test(&self.shape, &mut Vec::new(), &mut tests);
        tests
    }

    fn test<'a>(
        &'a self,
        part: &'a Part,
        path: &mut Vec<Step>,
        tests: &mut Vec<(Vec<Step>, Test<'a>)>,
    ) {
        let test = match part {
            Part::Object(_) => Some(Test::Object),
            Part::Array(_) => Some(Test::Array),
            Part::Constant(constant) => Some(Test::Is(constant)),
            Part::Null => Some(Test::Null),
            Part::Hole(hole) => self.of_hole(*hole),
            Part::Items(_) => None,
        };
        tests.extend(test.map(|test| (path.clone(), test)));
        match part {
            Part::Object(members) => {
                for member in members {
                    if let Member::Key(key, part) = member {
                        path.push(Step::Key(key.clone()));
                        self.test(part, path, tests);
                        path.pop();
                    }
                }
            }
            Part::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(Step::Index(index));
                    self.test(item, path, tests);
                    path.pop();
                }
            }
            Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => {}
        }
    }

    fn of_hole(&self, hole: Hole) -> Option<Test<'static>> {
        if self.may_be_missing(hole) {
            return None;
        }
        Some(match hole.kind {
            HoleKind::Error => Test::NotNull,
            HoleKind::Event
            | HoleKind::Params
            | HoleKind::Id
            | HoleKind::Result
            | HoleKind::Field(_) => Test::Exists,
        })
    }

    /// Returns true if every frame that passes the tests of another kind passes those of this one.
    #[must_use]
    pub fn takes(&self, other: &Self) -> bool {
        let known = other.tests();
        self.tests().iter().all(|(path, test)| {
            let same = known.iter().filter(|(known, _)| known == path);
            let mut same = same.map(|(_, known)| known.implies(test));
            same.any(|implied| implied) || (*test == Test::Exists && is_before(path, &known))
        })
    }
}

/// Returns true if an item exists because a later one of its array does.
fn is_before(path: &[Step], tests: &[(Vec<Step>, Test<'_>)]) -> bool {
    let Some((Step::Index(index), outer)) = path.split_last() else {
        return false;
    };
    tests.iter().any(|(known, _)| match known.get(outer.len()) {
        Some(Step::Index(later)) => known.starts_with(outer) && later >= index,
        Some(Step::Key(_)) | None => false,
    })
}
