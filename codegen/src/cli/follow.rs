//! Follows a run of `tdproto validate`: shows findings as they come, and ends it on a signal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::ProgressBar;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::Io;
use crate::capture::{Findings, Outcome, Settings, Watch};
use crate::render::render_coming;
use crate::validate::Validator;

/// Returns a flag that SIGINT and SIGTERM raise, if the run may handle signals. The second signal
/// ends the process at once.
pub(super) fn interruption(io: &Io<'_>) -> Arc<AtomicBool> {
    let raised = Arc::new(AtomicBool::new(false));
    if io.signals {
        for signal in [SIGINT, SIGTERM] {
            // A signal that cannot be handled has its usual effect.
            let _ = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&raised));
            let _ = flag::register(signal, Arc::clone(&raised));
        }
    }
    raised
}

/// The follower of a run.
pub(super) struct Follower<'f, 'io> {
    pub(super) validator: &'f Validator<'f>,
    pub(super) settings: &'f Settings,
    pub(super) interrupted: Arc<AtomicBool>,
    pub(super) progress: &'f ProgressBar,
    /// The output for findings as they come; `None` if they are shown only at the end.
    pub(super) io: Option<&'f mut Io<'io>>,
    pub(super) findings: Findings,
    /// True if the reader of the output has gone away.
    pub(super) unread: bool,
}

impl Watch for Follower<'_, '_> {
    fn checked(&mut self, outcome: &Outcome) {
        let Some(io) = &mut self.io else {
            return;
        };
        let findings = self.findings.more(self.validator, outcome, self.settings);
        if findings.is_empty() || self.unread {
            return;
        }
        let text = render_coming(&findings, io.out_style);
        let written = self.progress.suspend(|| -> io::Result<()> {
            io.out.write_all(text.as_bytes())?;
            io.out.flush()
        });
        self.unread = written.is_err();
    }

    fn is_interrupted(&mut self) -> bool {
        self.unread || self.interrupted.load(Ordering::Relaxed)
    }
}
