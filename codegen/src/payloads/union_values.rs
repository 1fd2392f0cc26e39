//! Unions that show a point: each variant, and values that are none.

use tdproto_schema::model::{JsonKind, Union};

use super::Class;
use super::shown::{Shown, shown};
use super::unions;
use super::values::Values;

impl Values<'_> {
    /// The objects of a union by a tag.
    pub(super) fn tagged(&mut self, union: &Union, all: &mut Vec<Shown>) {
        let Some(tag) = union.tag() else { return };
        for (at, variant) in union.variants.iter().enumerate() {
            let tree = self.variant(union, at);
            all.extend(unions::variant(union, tag, variant, &tree));
        }
        let mut variants = union.variants.iter();
        if let Some(at) = variants.position(|found| found.value.is_some()) {
            let tree = self.variant(union, at);
            all.extend(unions::tags(union, tag, &tree));
        }
    }

    /// The values of a union by kind: of a scalar all, of other types those that may not hold the
    /// union again.
    pub(super) fn kinds(&mut self, union: &Union, all: &mut Vec<Shown>) {
        for (at, variant) in union.variants.iter().enumerate() {
            let Some(ty) = &variant.ty else { continue };
            let tree = self.variant(union, at);
            match self.model.json_kind(ty) {
                Some(JsonKind::String | JsonKind::Number | JsonKind::Boolean) => {
                    all.push(shown(Class::Variant, variant.name.clone(), tree));
                    // Values of other kinds may be of other variants.
                    let mut values = self.all(ty, &variant.name);
                    values.retain(|value| value.class != Class::WrongKind);
                    all.extend(values.into_iter().map(|value| Shown {
                        variant: format!("{}-{}", variant.name, value.variant),
                        ..value
                    }));
                }
                Some(JsonKind::Object) => all.extend(unions::object(&variant.name, None, &tree)),
                Some(JsonKind::Array) | None => {
                    all.push(shown(Class::Variant, variant.name.clone(), tree));
                    let typical = self.typical(ty, &variant.name);
                    all.push(shown(
                        Class::Variant,
                        format!("{}-typical", variant.name),
                        typical,
                    ));
                }
            }
        }
    }
}
