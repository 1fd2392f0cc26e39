//! Names of events that types have, too.

use std::collections::BTreeMap;

use tdproto_schema::model::Direction;
use tdproto_schema::{Code, Diagnostic};

use super::envelopes;
use super::naming::CONVENTION;
use super::scope::Scope;

/// The error of an event whose type has the name of another type.
pub(super) fn check(scope: &Scope<'_>) -> Option<Diagnostic> {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for (id, def) in scope.model().types_with_ids() {
        let name = scope.names.ty(id);
        for derived in (CONVENTION.derived)(def, name) {
            names.insert(derived, &def.name);
        }
        names.insert(name.to_owned(), &def.name);
        names.insert(scope.names.input(id).to_owned(), &def.name);
    }
    for direction in Direction::ALL {
        for (id, event) in envelopes::events(scope, direction) {
            let name = envelopes::name(scope, direction, id);
            if let Some(other) = names.get(&name) {
                let message = format!(
                    "event `{}` and type `{other}` are both `{name}` in Go",
                    event.name
                );
                let help = "give the event another name in code with `name = \"…\"`; the wire does not change";
                return Some(Diagnostic::error(Code::NameCollision, message).help(help));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use tdproto_schema::{SourceMap, compile};

    use crate::lang::go::Go;
    use crate::{Options, generate};

    #[test]
    fn an_event_and_a_type_of_one_name_are_an_error() {
        let mut sources = SourceMap::default();
        let text = "[entity.ServerChatEvent]\n[event.\"server.chat\"]\ndirection = \"server\"\n";
        sources.add_topic("chat.toml", "chat", text);
        let (schema, found) = compile(&sources);
        assert!(found.is_empty(), "{found:?}");
        let (generated, found) = generate(&schema, &Go, &Options::default());
        assert!(generated.files.is_empty());
        assert!(
            found[0]
                .message
                .contains("are both `ServerChatEvent` in Go"),
            "{found:?}"
        );
    }
}
