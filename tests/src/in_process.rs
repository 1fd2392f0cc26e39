//! The command, run in the process of the tests.

use tdproto_codegen::Io;
use tdproto_codegen::render::Style;

/// What a run of the command gave: its exit code and both streams.
pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command in this process.
pub(crate) fn tdproto<S: AsRef<str>>(args: impl IntoIterator<Item = S>) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io {
        out: &mut out,
        err: &mut err,
        out_style: Style::Plain,
        style: Style::Plain,
        width: Some(100),
        progress: false,
        signals: false,
    };
    let args = ["tdproto".to_owned()]
        .into_iter()
        .chain(args.into_iter().map(|a| a.as_ref().to_owned()));
    let code = tdproto_codegen::run(args, &mut io).code();
    Ran {
        code,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}
