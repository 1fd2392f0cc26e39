//! The keys of frames.

use crate::{Code, Diagnostic, Model, Origins, Sink};

/// Reports equal keys of a frame: they would hold one value for two.
pub(super) fn check_keys(model: &Model, origins: &Origins, sink: &mut Sink) {
    let envelope = &model.protocol.envelope;
    let id = envelope.id.as_deref().map(|key| ("id", key));
    let keys = [
        Some(("event", envelope.event.as_str())),
        id,
        Some(("params", envelope.params.as_str())),
    ];
    let keys: Vec<_> = keys.into_iter().flatten().collect();
    for (at, (name, key)) in keys.iter().enumerate() {
        let Some((first, _)) = keys[..at].iter().find(|(_, other)| other == key) else {
            continue;
        };
        let message = format!("`{first}` and `{name}` of the envelope are both `{key}`");
        let diagnostic = Diagnostic::error(Code::ValueInvalid, message)
            .at(origins.protocol(), "a frame would have one key for both")
            .help(format!(
                "give `{name}` another key in `[protocol.envelope]`"
            ));
        sink.push(diagnostic);
    }
}
