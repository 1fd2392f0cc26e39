//! Combinations that a `model.json` may not have: of constants, and of unions.

use super::bounds::BoundsFile;
use super::field::FieldFile;
use super::parts::WireValueFile;
use super::presence::PresenceFile;
use super::unions::{FormFile, UnionFile};
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

/// The keys of a union that its form excludes, and those that it lacks.
pub(super) fn of_union(file: &UnionFile) -> Vec<String> {
    let mut problems = Vec::new();
    match (file.form, &file.tag) {
        (None, Some(_)) => {}
        (None, None) => problems.push("it has neither `form` nor `tag`".to_owned()),
        (Some(FormFile::Key), tag) => {
            if tag.is_some() || file.content.is_some() || file.int {
                problems.push("a union by key has no tag".to_owned());
            }
            for variant in &file.variants {
                let is_key = matches!(variant.value, None | Some(WireValueFile::Text(_)));
                if !is_key || variant.ty.is_none() {
                    let name = &variant.name;
                    problems.push(format!(
                        "variant `{name}` needs a type, and its key is a text"
                    ));
                }
            }
        }
        (Some(FormFile::Kind), tag) => {
            if tag.is_some() || file.content.is_some() || file.int || file.open {
                problems.push("a union by kind has no tag, and is closed".to_owned());
            }
            for variant in &file.variants {
                if variant.value.is_some() || variant.ty.is_none() {
                    let name = &variant.name;
                    problems.push(format!("variant `{name}` needs a type, and has no value"));
                }
            }
        }
    }
    problems
}
