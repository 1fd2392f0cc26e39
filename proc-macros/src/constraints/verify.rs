//! Errors in constraints and defaults: those that the checks of a schema find in a type alone.

use proc_macro2::Span;
use syn::Error;
use tdproto_schema::decl::{
    BoundsDecl, ConstraintsDecl, DocsDecl, FieldDecl, Spanned, TypeBody, TypeDecl,
};
use tdproto_schema::model::DefaultValue;
use tdproto_schema::{Code, Decls, Diagnostic, SourceMap, TypeExpr, compile_decls};

use super::{Places, has_range};
use crate::types;

/// The errors in the range and the default of a field. Of a declared type only its name is known, so
/// that some are left to the compiler and to `from_types`.
pub(crate) fn field(entity: &str, decl: &FieldDecl, places: &Places) -> Vec<Error> {
    let mut errors = Vec::new();
    if has_range(&decl.bounds) {
        let number = TypeExpr::Name("float64".to_owned(), tdproto_schema::Span::NONE);
        let alone = FieldDecl {
            ty: stand_in(&decl.ty).unwrap_or(number),
            bounds: placed(&decl.bounds),
            default: None,
            ..of(decl)
        };
        errors.extend(errors_of(entity, alone, Code::ConstraintInvalid, places));
    }
    if let Some(default) = &decl.default {
        let known = stand_in(&decl.ty);
        // The texts of bytes are counted differently.
        let is_counted = known.is_some() || !matches!(default.value, DefaultValue::Text(_));
        let alone = FieldDecl {
            ty: known.unwrap_or_else(|| of_default(&default.value)),
            bounds: match is_counted {
                true => decl.bounds.clone(),
                false => BoundsDecl::default(),
            },
            default: Some(Spanned::new(default.value.clone(), place(Part::Default))),
            ..of(decl)
        };
        errors.extend(errors_of(entity, alone, Code::DefaultInvalid, places));
    }
    errors
}

/// The errors in the constraints of a scalar.
pub(crate) fn scalar(decl: &TypeDecl, places: &Places) -> Vec<Error> {
    let mut alone = decl.clone();
    if let TypeBody::Scalar { constraints, .. } = &mut alone.body {
        *constraints = ConstraintsDecl {
            bounds: placed(&constraints.bounds),
            pattern: constraints
                .pattern
                .take()
                .map(|pattern| Spanned::new(pattern.value, place(Part::Pattern))),
            format: constraints
                .format
                .map(|format| Spanned::new(format.value, place(Part::Format))),
        };
    }
    compiled(alone, Code::ConstraintInvalid, places)
}

/// A field with the flags of another one.
fn of(decl: &FieldDecl) -> FieldDecl {
    FieldDecl {
        overrides: false,
        when: None,
        code_name: None,
        docs: DocsDecl::default(),
        ..decl.clone()
    }
}

fn errors_of(entity: &str, field: FieldDecl, code: Code, places: &Places) -> Vec<Error> {
    let decl = TypeDecl {
        name: Spanned::unplaced(entity.to_owned()),
        topic: String::new(),
        docs: DocsDecl::default(),
        body: TypeBody::Entity {
            direction: None,
            includes: Vec::new(),
            fields: vec![field],
        },
    };
    compiled(decl, code, places)
}

/// The errors with a code in a declaration alone.
fn compiled(decl: TypeDecl, code: Code, places: &Places) -> Vec<Error> {
    let decls = Decls {
        types: vec![decl],
        ..Decls::default()
    };
    let (_, diagnostics) = compile_decls(decls);
    let found = diagnostics.iter().filter(|found| found.code == code);
    found.map(|found| error(found, places)).collect()
}

fn error(found: &Diagnostic, places: &Places) -> Error {
    let label = found.labels.first();
    let part = label.map(|label| label.span.range().start);
    let at = Part::ALL.into_iter().find(|at| Some(at.number()) == part);
    let span = at.and_then(|at| at.of(places));
    let message = match label.map_or("", |label| &label.text) {
        "" => found.message.clone(),
        label => format!("{}: {label}", found.message),
    };
    Error::new(span.unwrap_or_else(Span::call_site), message)
}

/// A part of an attribute, whose place is a number in a file that does not exist.
#[derive(Clone, Copy)]
enum Part {
    Min,
    Max,
    Pattern,
    Format,
    Default,
}

impl Part {
    const ALL: [Self; 5] = [
        Self::Min,
        Self::Max,
        Self::Pattern,
        Self::Format,
        Self::Default,
    ];

    fn number(self) -> usize {
        match self {
            Self::Min => 1,
            Self::Max => 2,
            Self::Pattern => 3,
            Self::Format => 4,
            Self::Default => 5,
        }
    }

    fn of(self, places: &Places) -> Option<Span> {
        match self {
            Self::Min => places.min,
            Self::Max => places.max,
            Self::Pattern => places.pattern,
            Self::Format => places.format,
            Self::Default => places.default,
        }
    }
}

fn place(part: Part) -> tdproto_schema::Span {
    let file = SourceMap::default().add("attributes", "");
    tdproto_schema::Span::new(file, part.number()..part.number())
}

fn placed(bounds: &BoundsDecl) -> BoundsDecl {
    BoundsDecl {
        min: bounds
            .min
            .map(|min| Spanned::new(min.value, place(Part::Min))),
        max: bounds
            .max
            .map(|max| Spanned::new(max.value, place(Part::Max))),
    }
}

/// A type that is like another one as far as its range and its default go; a name that is not built
/// in has none. In lists and the like, such names do not matter.
fn stand_in(ty: &TypeExpr) -> Option<TypeExpr> {
    let none = tdproto_schema::Span::NONE;
    let item = |ty: &TypeExpr, other: &str| {
        let other = || TypeExpr::Name(other.to_owned(), none);
        Box::new(stand_in(ty).unwrap_or_else(other))
    };
    Some(match ty {
        TypeExpr::List(inner, _) => TypeExpr::List(item(inner, "any"), none),
        TypeExpr::Map(key, inner, _) => {
            TypeExpr::Map(item(key, "string"), item(inner, "any"), none)
        }
        TypeExpr::Tuple(items, _) => {
            let items = items.iter().map(|inner| *item(inner, "any"));
            TypeExpr::Tuple(items.collect(), none)
        }
        TypeExpr::Nullable(inner, _) => TypeExpr::Nullable(item(inner, "any"), none),
        TypeExpr::Name(..) if types::is_declared(ty) => return None,
        TypeExpr::Name(..) | TypeExpr::Constant(..) => ty.clone(),
    })
}

/// The built-in type of a default.
fn of_default(default: &DefaultValue) -> TypeExpr {
    let name = |name: &str| TypeExpr::Name(name.to_owned(), tdproto_schema::Span::NONE);
    let none = tdproto_schema::Span::NONE;
    match default {
        DefaultValue::Text(_) => name("string"),
        DefaultValue::Number(_) => name("float64"),
        DefaultValue::Bool(_) => name("bool"),
        DefaultValue::EmptyList => TypeExpr::List(Box::new(name("any")), none),
        DefaultValue::EmptyMap => {
            TypeExpr::Map(Box::new(name("string")), Box::new(name("any")), none)
        }
    }
}
