//! What a `model.json` may not say of a constant.

use super::bounds::BoundsFile;
use super::file::FieldFile;
use super::presence::PresenceFile;
use crate::model::Constant;

/// The reasons that a field cannot have its constant: its type, and what else the file says.
pub(super) fn of_constant(constant: &Constant, file: &FieldFile) -> Vec<String> {
    let mut problems = Vec::new();
    if constant.scalar().name() != file.ty {
        problems.push(format!("the constant {constant} is no `{}`", file.ty));
    }
    match constant {
        Constant::Int(number) if Constant::int(*number).is_none() => {
            problems.push(format!("the constant {number} is out of range for `int`"));
        }
        Constant::Int(_) | Constant::Text(_) | Constant::Bool(_) => {}
    }
    let is_either = match file.presence {
        PresenceFile::Required | PresenceFile::Optional => true,
        PresenceFile::Nullable
        | PresenceFile::OmitEmpty
        | PresenceFile::OmitNull
        | PresenceFile::Patch => false,
    };
    let is_bounded = file.bounds != BoundsFile::default() || file.default.is_some();
    if !is_either || file.readonly || file.allow_empty || is_bounded {
        let rule = "a constant is `required` or `optional`, never readonly, empty or bounded, and has no default";
        problems.push(rule.to_owned());
    }
    problems
}
