//! A generated constructor whose arguments changed.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, Pairs, Part, Side, TypePair, What};
use crate::lang::signatures::arguments;

pub(super) const RULE: Rule = Rule {
    id: "constructor-changed",
    about: "The arguments of a constructor in generated Rust changed.",
    category: Category::Source,
    client: "error for generated code, if only the order of fields changed",
    server: "error for generated code",
    explanation: "\
In Rust, an entity with up to four required fields has a function `new`. Its arguments are the
required fields that are not readonly, in the order of the schema. When such a field is added,
removed or moved, calls of `new` do not compile, or pass values in the wrong order. Make a new field
`omitempty`, and keep the order of the others. Literals that end in `..Default::default()` compile
either way. The struct of a kind of frame has no default, so that its literals name all members.",
    mirror: Mirror::None("the compiled code is the same in both directions"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let error = || {
        Verdict::error("calls of `new` do not compile or change their meaning").of(Category::Source)
    };
    let pairs = context.pairs;
    match (&change.part, change.what) {
        (Part::Field { .. }, What::Added | What::Presence | What::Access) => {
            let [old, new] = context.field(change)?;
            let name = &new.or(old)?.name;
            let mut constructors = context.entities(change).into_iter().map(|owner| {
                let [before, now] = constructor(pairs, owner);
                (owner, before, now)
            });
            let (owner, before, now) = constructors.find(|(_, before, now)| {
                !before.is_empty() && before.contains(&&**name) != now.contains(&&**name)
            })?;
            // The change itself breaks what clients send.
            Some(assessment(pairs, owner, [before, now]).server(error()))
        }
        (Part::FrameField { owner, .. }, What::Added) => {
            let kind = &pairs.new.frame(owner.1).name;
            let effect = "literals of the struct do not compile, since they name all members";
            Some(
                Assessment::new(format!(
                    "the Rust struct of frame `{kind}` has another member"
                ))
                .both(Verdict::error(effect).of(Category::Source))
                .help("draw another kind of frame"),
            )
        }
        (Part::Type(Side::Both(old, new)), What::Order) => {
            let owner = (*old, *new);
            let [before, now] = constructor(pairs, owner);
            let is_moved =
                before.len() == now.len() && before.iter().all(|name| now.contains(name));
            (is_moved && before != now)
                .then(|| assessment(pairs, owner, [before, now]).both(error()))
        }
        (
            Part::Protocol
            | Part::Type(_)
            | Part::Field { .. }
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::FrameField { .. }
            | Part::Carried(..)
            | Part::Event(_)
            | Part::Tombstone(_),
            _,
        ) => None,
    }
}

/// The arguments of the constructor of an entity: the old ones and the new ones.
fn constructor<'a>(pairs: &Pairs<'a>, owner: TypePair) -> [Vec<&'a str>; 2] {
    [(pairs.old, owner.0), (pairs.new, owner.1)].map(|(model, id)| {
        let fields = model.entity(id).map_or_else(Vec::new, arguments);
        fields.into_iter().map(|field| &*field.name).collect()
    })
}

fn assessment(pairs: &Pairs<'_>, owner: TypePair, [before, now]: [Vec<&str>; 2]) -> Assessment {
    let name = &pairs.new.ty(owner.1).name;
    Assessment::new(format!("`{name}::new` takes {}", listed(&now)))
        .labels(format!("it took {}", listed(&before)), "changed here")
        .help("make a new field `omitempty`, and keep the order of the others")
}

fn listed(names: &[&str]) -> String {
    match names.is_empty() {
        true => "no arguments".to_owned(),
        false => format!("({})", names.join(", ")),
    }
}
