//! Packages that are called after a protocol with another name.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "protocol-renamed",
    about: "The name of the protocol changed, and with it those of packages.",
    category: Category::Source,
    client: "error for generated code only",
    server: "error for generated code only",
    explanation: "\
Generated crates, modules and packages are called after the protocol: every import of them changes.
Set `package` in `[generate.LANGUAGE]` of each language to the old name. Then nothing is reported.",
    mirror: Mirror::Rule("protocol-renamed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Name {
        return None;
    }
    let words = words(context.pairs, change);
    let effect = "packages, and every import of them, have another name";
    Some(
        Assessment::new(format!("the protocol was renamed: {words}"))
            .labels("the old name", "the new name")
            .both(Verdict::error(effect).of(Category::Source))
            .help("set `package` to the old name in `[generate.LANGUAGE]` of each language"),
    )
}
