//! `tdproto explain`

use tdproto_schema::{Code, did_you_mean};

use super::args::ExplainArgs;
use super::{Exit, Io};

pub(super) fn run(args: &ExplainArgs, io: &mut Io<'_>) -> Exit {
    let Some(id) = &args.code else {
        for code in Code::ALL {
            io.say(format!("{:<26} {}", code.id(), code.title()));
        }
        return Exit::Clean;
    };
    match Code::from_id(id) {
        Some(code) => {
            io.say(format!(
                "{}: {}\n\n{}",
                code.id(),
                code.title(),
                code.explanation()
            ));
            Exit::Clean
        }
        None => {
            let help = did_you_mean(id, Code::ALL.iter().map(|code| code.id()));
            let help = help.unwrap_or_else(|| "`tdproto explain` lists every code".to_owned());
            let _ = writeln!(io.err, "error: there is no code `{id}`; {help}");
            Exit::Usage
        }
    }
}
