//! Rules that have no check of their own: those whose violation is a diagnostic of reading or
//! resolving, and those about exceptions.

use tdproto_schema::{Code, Severity};

use super::{Check, Level, LintRule};
use crate::config::{EXPIRED, UNUSED};

macro_rules! diagnostics {
    ($($name:ident $level:ident $code:ident $about:literal $explanation:literal)*) => {
        $(pub(super) const $name: LintRule = LintRule {
            id: Code::$code.id(),
            level: Level::$level,
            severity: Severity::Error,
            about: $about,
            explanation: $explanation,
            options: &[],
            check: Check::Diagnostic,
        };)*
    };
}

diagnostics! {
    ALIAS_CYCLE Minimal AliasCycle
    "An alias does not refer to itself."
    "The alias cannot be resolved. Make one of the types in the cycle an entity."

    EVENT_DIRECTION_MISSING Minimal EventDirection
    "An event has a direction."
    "The direction decides which types clients send, and whether a change breaks clients or servers."

    INCLUDE_CONFLICT Minimal IncludeConflict
    "An included field does not conflict with another field."
    "One object would have two fields with the same key."

    NAME_DUPLICATE Minimal NameDuplicate
    "A name is declared once."
    "All files share one namespace for types, and one for events."

    TYPE_INFINITE Minimal TypeInfinite
    "An entity does not always contain itself."
    "Its JSON would be infinite. Make a field of the cycle `optional` or `nullable`."

    TYPE_UNRESOLVED Minimal TypeUnresolved
    "Every type is built in or declared."
    "The marker shows the unknown part of the type expression."

    WHEN_UNKNOWN_VALUE Basic WhenUnknownValue
    "A condition lists values of its sibling's enum."
    "A condition on any other value never holds."
}

pub(super) const EXCEPTION_EXPIRED: LintRule = LintRule {
    id: EXPIRED,
    level: Level::Minimal,
    severity: Severity::Warning,
    about: "An exception has not expired.",
    explanation: "\
An exception with `expires` holds until that day. From then on, its findings are reported again, and
so is the exception. Fix the findings and remove the exception, or set a later day.",
    options: &[],
    check: Check::Run,
};

pub(super) const EXCEPTION_UNUSED: LintRule = LintRule {
    id: UNUSED,
    level: Level::Minimal,
    severity: Severity::Warning,
    about: "An exception matches a finding.",
    explanation: "\
The accepted finding no longer exists: the field was removed, renamed or fixed, or its rule does not
run. The exception would hide the next such finding. `tdproto lint --fix` removes it.",
    options: &[],
    check: Check::Run,
};
