//! Enums: their values, and which of them a missing one is.

use super::docs;
use super::origins::ValueOrigin;
use crate::decl::{EnumValueDecl, Spanned};
use crate::model::{EnumValue, Openness};
use crate::{Code, Diagnostic, Sink, did_you_mean};

pub(super) fn openness(open: bool) -> Openness {
    if open {
        Openness::Open
    } else {
        Openness::Closed
    }
}

pub(super) fn values(
    values: Vec<EnumValueDecl>,
    since: Option<&str>,
) -> (Vec<EnumValue>, Vec<ValueOrigin>) {
    let values = values.into_iter().map(|value| {
        let origin = ValueOrigin {
            name: value.name.span,
            value: value.value.span,
        };
        let value = EnumValue {
            name: value.name.value,
            value: value.value.value,
            docs: docs(value.docs, since),
        };
        (value, origin)
    });
    values.unzip()
}

/// The position of the value that `empty` names; the first one if it names none. The empty value of
/// an open enum is the empty text, or zero, so that it names none there.
pub(super) fn empty(
    owner: &str,
    open: bool,
    named: Option<Spanned<String>>,
    values: &[EnumValueDecl],
    sink: &mut Sink,
) -> usize {
    let Some(named) = named else {
        return 0;
    };
    if open {
        let message = format!("open enum `{owner}` has `empty`");
        let found = Diagnostic::error(Code::ValueInvalid, message);
        let label = "the empty value of an open enum is the empty text, or zero";
        sink.push(
            found
                .at(named.span, label)
                .help("add `open = false`, or remove `empty`"),
        );
        return 0;
    }
    let names = || values.iter().map(|value| value.name.value.as_str());
    names()
        .position(|name| name == named.value)
        .unwrap_or_else(|| {
            let message = format!("enum `{owner}` has no value `{}`", named.value);
            let found = Diagnostic::error(Code::ValueInvalid, message);
            let help = did_you_mean(&named.value, names());
            sink.push(found.at(named.span, "no such value").help_if(help));
            0
        })
}
