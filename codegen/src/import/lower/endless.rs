//! Entities that always hold themselves: one of their fields becomes optional, since no value would
//! ever end.

use std::collections::BTreeSet;

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{FieldDecl, FormDecl, TypeBody, TypeDecl};
use tdproto_schema::model::WireValue;

use super::Lower;
use crate::import::documents::Place;

impl Lower<'_> {
    /// The declarations so far.
    pub(in crate::import) fn take_types(&mut self) -> Vec<TypeDecl> {
        let mut types = std::mem::take(&mut self.types);
        let keys = keys_of_unions(&types);
        while let Some((at, field)) = endless(&types) {
            let (place, def) = &mut types[at];
            let mut became = "an optional field";
            if let TypeBody::Entity { fields, .. } = &mut def.body {
                let field = &mut fields[field];
                // By its key, a receiver knows the entity in a union.
                if keys.contains(&field.name.value) {
                    field.nullable = true;
                    became = "a nullable field";
                } else {
                    field.optional = true;
                }
            }
            let reason = "an entity would always contain itself";
            self.losses.wider(reason, became, place);
        }
        types.into_iter().map(|(_, def)| def).collect()
    }
}

/// The keys by which the variants of unions are known.
fn keys_of_unions(types: &[(Place, TypeDecl)]) -> BTreeSet<String> {
    let variants = types.iter().filter_map(|(_, def)| match &def.body {
        TypeBody::Union {
            form: FormDecl::Key,
            variants,
            ..
        } => Some(variants),
        TypeBody::Union {
            form: FormDecl::Tag { .. } | FormDecl::Kind,
            ..
        }
        | TypeBody::Entity { .. }
        | TypeBody::Enum { .. }
        | TypeBody::Scalar { .. }
        | TypeBody::Alias { .. } => None,
    });
    let keys = variants
        .flatten()
        .filter_map(|variant| match &variant.value {
            Some(value) => match &value.value {
                WireValue::Text(text) => Some(text.clone()),
                WireValue::Int(_) => None,
            },
            None => Some(variant.name.value.clone()),
        });
    keys.collect()
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
