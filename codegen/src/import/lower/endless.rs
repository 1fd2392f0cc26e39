//! Entities that always hold themselves: one of their fields becomes optional, since no value would
//! ever end.

use std::collections::BTreeSet;

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{FieldDecl, TypeBody, TypeDecl};

use super::Lower;
use crate::import::documents::Place;

impl Lower<'_> {
    /// The declarations so far.
    pub(in crate::import) fn take_types(&mut self) -> Vec<TypeDecl> {
        let mut types = std::mem::take(&mut self.types);
        while let Some((at, field)) = endless(&types) {
            let (place, def) = &mut types[at];
            if let TypeBody::Entity { fields, .. } = &mut def.body {
                fields[field].optional = true;
            }
            let reason = "an entity would always contain itself";
            self.losses.wider(reason, "an optional field", place);
        }
        types.into_iter().map(|(_, def)| def).collect()
    }
}

/// An entity of which no value ends, and its field that leads on.
fn endless(types: &[(Place, TypeDecl)]) -> Option<(usize, usize)> {
    let ends = ending(types);
    types.iter().enumerate().find_map(|(at, (_, def))| {
        let TypeBody::Entity { fields, .. } = &def.body else {
            return None;
        };
        if ends.contains(def.name.value.as_str()) {
            return None;
        }
        let field = fields.iter().position(|field| !field_ends(field, &ends))?;
        Some((at, field))
    })
}

/// The types that have a value that ends.
fn ending(types: &[(Place, TypeDecl)]) -> BTreeSet<&str> {
    let mut ends: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = ends.len();
        for (_, def) in types {
            let does_end = match &def.body {
                TypeBody::Entity {
                    includes, fields, ..
                } => {
                    let is_included = |name: &str| ends.contains(name);
                    includes.iter().all(|name| is_included(&name.value))
                        && fields.iter().all(|field| field_ends(field, &ends))
                }
                TypeBody::Union { variants, .. } => variants.iter().any(|variant| {
                    let ty = variant.ty.as_ref();
                    ty.is_none_or(|ty| type_ends(ty, &ends))
                }),
                TypeBody::Alias { ty } => type_ends(ty, &ends),
                TypeBody::Enum { .. } | TypeBody::Scalar { .. } => true,
            };
            if does_end {
                ends.insert(&def.name.value);
            }
        }
        if ends.len() == before {
            return ends;
        }
    }
}

fn field_ends(field: &FieldDecl, ends: &BTreeSet<&str>) -> bool {
    field.optional || field.nullable || field.omitempty || type_ends(&field.ty, ends)
}

fn type_ends(ty: &TypeExpr, ends: &BTreeSet<&str>) -> bool {
    match ty {
        // Built-in types have lower-case names.
        TypeExpr::Name(name, _) => {
            name.starts_with(|c: char| c.is_ascii_lowercase()) || ends.contains(name.as_str())
        }
        TypeExpr::List(..)
        | TypeExpr::Map(..)
        | TypeExpr::Nullable(..)
        | TypeExpr::Constant(..) => true,
        TypeExpr::Tuple(items, _) => items.iter().all(|item| type_ends(item, ends)),
    }
}
