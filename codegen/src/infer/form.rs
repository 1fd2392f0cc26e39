//! The form of frames: what names their event, and what holds the params.

use tdproto_schema::Decls;

use super::drawn::Drawn;

/// The form of frames.
#[derive(Debug, Clone)]
pub(super) enum Plan {
    /// Objects with a key that names the event.
    Keys(Keys),
    /// Frames that a schema draws.
    Drawn(Drawn),
}

impl Plan {
    /// Adds a reason for the choice.
    pub(super) fn add_reason(&mut self, reason: String) {
        match self {
            Self::Keys(keys) => keys.why.push(reason),
            Self::Drawn(drawn) => drawn.add_reason(reason),
        }
    }

    /// Returns true if the keys of the params are keys of the frames of a kind.
    pub(super) fn is_flat(&self, kind: usize) -> bool {
        match self {
            Self::Keys(keys) => keys.params.is_none(),
            Self::Drawn(drawn) => drawn.is_flat(kind),
        }
    }
}

/// The keys of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) event: String,
    /// The key of the params; `None`: all other keys are params.
    pub(super) params: Option<String>,
    pub(super) id: Option<String>,
    /// The reasons for the choice.
    pub(super) why: Vec<String>,
}

/// The form of frames that a schema declares.
#[derive(Debug, Clone)]
pub struct Form(pub(super) Plan);

impl Form {
    /// The form that declarations have, and where they come from; `None` if they do not declare it.
    #[must_use]
    pub fn of(decls: &Decls, origin: &str) -> Option<Self> {
        if let Some(drawn) = Drawn::of(decls, vec![format!("drawn in {origin}")]) {
            return Some(Self(Plan::Drawn(drawn)));
        }
        let protocol = decls.protocols.first()?;
        protocol.envelope_span?;
        let envelope = &protocol.envelope;
        let or = |key: &Option<String>, usual: &str| key.clone().unwrap_or(usual.to_owned());
        Some(Self(Plan::Keys(Keys {
            event: or(&envelope.event, "event"),
            params: Some(or(&envelope.params, "params")),
            id: Some(or(&envelope.id, "confirm_id")).filter(|id| !id.is_empty()),
            why: vec![format!("the envelope of {origin}")],
        })))
    }

    /// The envelope of a schema that says nothing of frames.
    pub(super) fn usual() -> Self {
        Self(Plan::Keys(Keys {
            event: "event".to_owned(),
            params: Some("params".to_owned()),
            id: Some("confirm_id".to_owned()),
            why: Vec::new(),
        }))
    }

    /// Returns true if frames answer others, so that their order matters.
    pub(super) fn replies(&self) -> bool {
        match &self.0 {
            Plan::Keys(_) => false,
            Plan::Drawn(drawn) => drawn.replies(),
        }
    }

    /// Returns true if an array may be a frame.
    pub(super) fn arrays(&self) -> bool {
        match &self.0 {
            Plan::Keys(_) => false,
            Plan::Drawn(drawn) => drawn.arrays(),
        }
    }
}
