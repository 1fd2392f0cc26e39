//! The table of the events: what the schema says of each.

use tdproto_schema::model::Event;

use super::docs::one_line;
use super::literal::string;
use super::scope::{INDENT, Scope};
use crate::banner::banner;
use crate::lang::OutputFile;
use crate::text::Writer;

/// The file of the table; `None`: the schema has no events.
pub(super) fn file(scope: &Scope<'_>, package: &str) -> Option<OutputFile> {
    let events = scope.model().events();
    if events.is_empty() {
        return None;
    }
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(scope.model())));
    w.blank();
    w.line(format!("package {package}"));
    w.blank();
    w.line("import (");
    w.line("\t\"iter\"");
    w.line("\t\"slices\"");
    w.line(")");
    w.blank();
    w.lines(TYPES.lines());
    w.blank();
    w.block("var eventTable = []EventInfo{", "}", |w| {
        for event in events {
            w.line(entry(event));
        }
    });
    Some(OutputFile::new("table.go", w.finish()))
}

const TYPES: &str = "\
// EventDirection says who sends an event.
type EventDirection string

// The directions of events.
const (
	FromClient EventDirection = \"client\"
	FromServer EventDirection = \"server\"
	FromBoth   EventDirection = \"both\"
)

// EventInfo is what the schema says of an event.
type EventInfo struct {
	// Name is the name in the schema.
	Name string
	// Direction says who sends the event.
	Direction EventDirection
	// Doc is the description, as Markdown.
	Doc string
	// Since is the first version that has the event; empty if nothing is known.
	Since string
	// IsDeprecated is true if the event is deprecated; Deprecated is what to use instead.
	IsDeprecated bool
	// Deprecated is what to use instead of an event that is deprecated.
	Deprecated string
}

// EventInfos returns what the schema says of each event, by its name.
func EventInfos() iter.Seq[EventInfo] {
	return slices.Values(eventTable)
}";

fn entry(event: &Event) -> String {
    use tdproto_schema::model::Sender;
    let direction = match event.sender {
        Sender::Client => "FromClient",
        Sender::Server => "FromServer",
        Sender::Both => "FromBoth",
    };
    let deprecated = event.docs.deprecated.as_ref();
    let note = deprecated.map(|deprecated| one_line(&deprecated.note));
    format!(
        "{{{}, {direction}, {}, {}, {}, {}}},",
        string(&event.name),
        string(&event.docs.text),
        string(event.docs.since.as_deref().unwrap_or_default()),
        deprecated.is_some(),
        string(&note.unwrap_or_default()),
    )
}
