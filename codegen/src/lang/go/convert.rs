//! Whole values into what a client sends of them.

use tdproto_schema::model::{Presence, Type, TypeKind};

use super::scope::{Hold, INDENT, Scope, inner};
use crate::views::View;

impl Scope<'_> {
    /// Returns true if a type differs in the view of a client.
    fn differs(&self, ty: &Type) -> bool {
        let mut differs = false;
        ty.each_named(&mut |id| differs |= self.views.differs(id));
        differs
    }

    /// The expression of the input view of a member.
    pub(super) fn convert_present(&self, ty: &Type, presence: Presence, path: &str) -> String {
        if !self.differs(ty) {
            return path.to_owned();
        }
        match presence {
            Presence::Required => self.convert(ty, path),
            Presence::OmitEmpty if self.has_empty(ty) => self.convert(ty, path),
            Presence::OmitEmpty | Presence::Nullable | Presence::OmitNull | Presence::Optional => {
                self.convert_optional(ty, path)
            }
            Presence::Patch => {
                let function = match self.hold(ty) {
                    Hold::Pointer => "inputPatchPointer",
                    Hold::Itself | Hold::Optional => "inputPatch",
                };
                format!("{function}({path}, {})", self.converter(ty))
            }
        }
    }

    fn convert_optional(&self, ty: &Type, path: &str) -> String {
        match self.hold(ty) {
            Hold::Pointer => format!("inputPointer({path}, {})", self.converter(ty)),
            Hold::Optional => format!("inputOptional({path}, {})", self.converter(ty)),
            Hold::Itself => self.convert(ty, path),
        }
    }

    /// The expression of the input view of a value that has an address.
    fn convert(&self, ty: &Type, path: &str) -> String {
        if !self.differs(ty) {
            return path.to_owned();
        }
        match ty {
            Type::Named(id) => match &self.model().ty(*id).kind {
                TypeKind::Entity(_) => format!("{path}.Input()"),
                TypeKind::Union(_) => format!("Input{}({path})", self.names.ty(*id)),
                TypeKind::Alias(target) => self.convert(self.model().unaliased(target), path),
                TypeKind::Enum(_) | TypeKind::Scalar(_) => path.to_owned(),
            },
            Type::List(item) => format!("inputList({path}, {})", self.converter(item)),
            Type::Map(_, item) => format!("inputMap({path}, {})", self.converter(item)),
            Type::Nullable(item) => self.convert_optional(item, path),
            Type::Tuple(items) => {
                let mut values: Vec<String> = items
                    .iter()
                    .enumerate()
                    .map(|(at, item)| {
                        let at = at + 1;
                        format!("V{at}: {}", self.convert(item, &format!("{path}.V{at}")))
                    })
                    .collect();
                if self.keeps() {
                    values.push(format!("Rest: {path}.Rest"));
                }
                format!("{}{{{}}}", self.ty(ty, View::Input), values.join(", "))
            }
            Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => path.to_owned(),
        }
    }

    /// A function that makes the input view of what it is given a pointer to.
    fn converter(&self, ty: &Type) -> String {
        if let Type::Named(id) = self.model().unaliased(ty)
            && self.model().entity(*id).is_some()
            && self.views.differs(*id)
        {
            return format!("(*{}).Input", self.names.ty(*id));
        }
        let path = match self.model().unaliased(ty) {
            Type::Tuple(_) => "v",
            Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => "*v",
        };
        let value = self.convert(ty, path);
        format!(
            "func(v *{}) {} {{\n{INDENT}return {}\n}}",
            self.ty(ty, View::Whole),
            self.ty(ty, View::Input),
            inner(&value)
        )
    }
}
