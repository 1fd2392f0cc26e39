//! Scalars: texts and numbers with limits, and texts of a format.

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{BoundsDecl, ConstraintsDecl, DocsDecl, Spanned, TypeBody};
use tdproto_schema::model::{Number, Scalar, TextFormat};

use super::{Lower, docs, named, upper_camel};
use crate::import::documents::Place;
use crate::import::integers::integer;
use crate::import::node::{Node, Numbers, Range, Shape, Text};

/// The document of scalars that no place declares.
const SHARED: usize = usize::MAX;

/// The built-in type of a number, a boolean or a text, and its range. `None`: it is something else,
/// or a text that needs a scalar of its own.
pub(super) fn scalar(shape: &Shape) -> Option<(Scalar, Range)> {
    match shape {
        Shape::Bool => Some((Scalar::Bool, Range::default())),
        Shape::Integer(numbers) => Some(integer(*numbers)),
        Shape::Number(Numbers { range, scalar }) => {
            Some((scalar.unwrap_or(Scalar::Float64), *range))
        }
        Shape::Text(text) => Some((built_in(text)?, text.length)),
        Shape::Any
        | Shape::Nothing
        | Shape::Constant(_)
        | Shape::Enum(_)
        | Shape::List(..)
        | Shape::Tuple(..)
        | Shape::Map(..)
        | Shape::Object(_)
        | Shape::Reference(_)
        | Shape::All(_)
        | Shape::One(_) => None,
    }
}

/// A range of a declaration.
pub(super) fn bounds(range: Range) -> BoundsDecl {
    BoundsDecl {
        min: range.min.map(Spanned::unplaced),
        max: range.max.map(Spanned::unplaced),
    }
}

/// The built-in type of a text, if it needs no scalar of its own.
pub(super) fn built_in(text: &Text) -> Option<Scalar> {
    match text {
        Text { is_bytes: true, .. } => Some(Scalar::Bytes),
        Text {
            format: None,
            pattern: None,
            ..
        } => Some(Scalar::String),
        Text {
            format: Some(TextFormat::DateTime),
            pattern: None,
            ..
        } => Some(Scalar::Datetime),
        Text { .. } => None,
    }
}

impl Lower<'_> {
    /// The scalar of a text with a format or a pattern. One of a format alone is shared.
    pub(super) fn text_scalar(&mut self, node: &Node, text: &Text) -> TypeExpr {
        if let (Some(format), None) = (text.format, &text.pattern) {
            return named(&self.format_scalar(format));
        }
        let name = self.name(&node.place);
        self.scalar(node, &name, Scalar::String, constraints(text));
        named(&name)
    }

    /// Bounds that some value has; others are left out.
    pub(super) fn possible(&mut self, bounds: BoundsDecl, place: &Place) -> BoundsDecl {
        let end = |end: &Option<Spanned<Number>>| end.as_ref().map(|end| end.value.as_f64());
        let (min, max) = (end(&bounds.min), end(&bounds.max));
        if min.is_some_and(|min| max.is_some_and(|max| max < min)) {
            let what = "a range without values is left out";
            self.losses.part(what, place);
            return BoundsDecl::default();
        }
        bounds
    }

    /// Declares a scalar.
    pub(super) fn scalar(
        &mut self,
        node: &Node,
        name: &str,
        base: Scalar,
        mut constraints: ConstraintsDecl,
    ) {
        if !self.begun.insert(node.place.clone()) {
            return;
        }
        constraints.bounds = self.possible(constraints.bounds, &node.place);
        let body = TypeBody::Scalar {
            base,
            allow_empty: false,
            constraints,
            prefixes: Vec::new(),
        };
        self.declare(&node.place, name, docs(&node.notes, name), body);
    }

    /// The scalar of a format, declared where it is first needed.
    fn format_scalar(&mut self, format: TextFormat) -> String {
        if let Some(name) = self.formats.get(format.name()) {
            return name.clone();
        }
        let mut name = upper_camel(format.name());
        if !self.is_free(&name) {
            name.push_str("Text");
        }
        let place = Place {
            document: SHARED,
            pointer: format!("/{}", format.name()),
        };
        self.suggest(&place, &name);
        let name = self.name(&place);
        let text = Text {
            format: Some(format),
            ..Text::default()
        };
        let docs = DocsDecl {
            doc: Some(format!("A text of the format `{}`.", format.name())),
            ..DocsDecl::default()
        };
        let body = TypeBody::Scalar {
            base: Scalar::String,
            allow_empty: false,
            constraints: constraints(&text),
            prefixes: Vec::new(),
        };
        self.declare(&place, &name, docs, body);
        self.formats.insert(format.name(), name.clone());
        name
    }
}

/// The constraints of a text.
pub(super) fn constraints(text: &Text) -> ConstraintsDecl {
    ConstraintsDecl {
        bounds: bounds(text.length),
        pattern: text.pattern.clone().map(Spanned::unplaced),
        format: text.format.map(Spanned::unplaced),
    }
}
