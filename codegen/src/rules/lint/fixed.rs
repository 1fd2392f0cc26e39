//! Rules that have no check of their own: those whose breach is a diagnostic of reading or
//! resolving, and those about exceptions.

use tdproto_schema::{Code, Severity};

use super::{Check, Level, Rule};
use crate::config::{EXPIRED, UNUSED};

macro_rules! diagnostics {
    ($($name:ident $level:ident $id:literal $code:ident $about:literal $explanation:literal)*) => {
        $(pub(super) const $name: Rule = Rule {
            id: $id,
            level: Level::$level,
            severity: Severity::Error,
            about: $about,
            explanation: $explanation,
            options: &[],
            check: Check::Diagnostic(Code::$code),
        };)*
    };
}

diagnostics! {
    ALIAS_CYCLE Minimal "alias-cycle" AliasCycle
    "An alias does not stand for itself."
    "Following the alias never ends. Make one of the types in the cycle an entity."

    EVENT_DIRECTION_MISSING Minimal "event-direction-missing" EventDirection
    "An event says who sends it."
    "The direction decides which input types are made and which changes break whom."

    INCLUDE_CONFLICT Minimal "include-conflict" IncludeConflict
    "An included field does not clash with another one."
    "Two fields of the same key would be in one object."

    NAME_DUPLICATE Minimal "name-duplicate" NameDuplicate
    "A name is declared once."
    "All files share one space of names for types, and one for events."

    TYPE_INFINITE Minimal "type-infinite" TypeInfinite
    "An entity does not always contain itself."
    "No finite object could be written. Make a field of the cycle `nullable` or `omitempty`."

    TYPE_UNRESOLVED Minimal "type-unresolved" TypeUnresolved
    "Every type is built in or declared."
    "The marker stands under the part of the type expression that is not known."

    WHEN_UNKNOWN_VALUE Basic "when-unknown-value" WhenUnknownValue
    "A condition lists values that its sibling's enum has."
    "The condition could never hold otherwise."
}

pub(super) const EXCEPTION_EXPIRED: Rule = Rule {
    id: EXPIRED,
    level: Level::Minimal,
    severity: Severity::Warning,
    about: "An exception is not past its day.",
    explanation: "\
An exception with `expires` holds until that day; from then on its findings are told again, and so
is the exception. Mend what it let pass and remove it, or give it another day.",
    options: &[],
    check: Check::Run,
};

pub(super) const EXCEPTION_UNUSED: Rule = Rule {
    id: UNUSED,
    level: Level::Minimal,
    severity: Severity::Warning,
    about: "An exception matches a finding.",
    explanation: "\
What an exception let pass is gone: the field was removed, renamed or mended, or its rule does not
run. The exception would let the next one pass unseen. `tdproto lint --fix` removes it.",
    options: &[],
    check: Check::Run,
};
