//! `tdproto explain`

use tdproto_schema::{Code, did_you_mean};

use super::args::ExplainArgs;
use super::{Exit, Io};
use crate::rules::{self, Explained};

pub(super) fn run(args: &ExplainArgs, io: &mut Io<'_>) -> Exit {
    let rules = rules::explained();
    let Some(id) = &args.code else {
        list(&rules, io);
        return Exit::Clean;
    };
    let code = Code::from_id(id);
    let rule = rules.iter().find(|rule| rule.id == id);
    if let Some(rule) = rule {
        io.say(format!("{}: {}\n{}", rule.id, rule.about, rule.place));
        io.say(format!("\n{}", rule.explanation));
    }
    if let Some(code) = code {
        let gap = if rule.is_some() { "\n" } else { "" };
        io.say(format!(
            "{gap}{}: {}\n\n{}",
            code.id(),
            code.title(),
            code.explanation()
        ));
    }
    if rule.is_some() || code.is_some() {
        return Exit::Clean;
    }
    let ids = Code::ALL.iter().map(|code| code.id());
    let help = did_you_mean(id, ids.chain(rules.iter().map(|rule| rule.id)));
    let help = help.unwrap_or_else(|| "`tdproto explain` lists every code and rule".to_owned());
    io.complain(&format!("there is no code or rule `{id}`; {help}"));
    Exit::Usage
}

/// The codes of what is wrong, then the rules of the gate.
fn list(rules: &[Explained], io: &mut Io<'_>) {
    for code in Code::ALL {
        io.say(format!("{:<29} {}", code.id(), code.title()));
    }
    for rule in rules.iter().filter(|rule| Code::from_id(rule.id).is_none()) {
        io.say(format!("{:<29} {} ({})", rule.id, rule.about, rule.place));
    }
}
