//! Kinds of JSON values.

use super::{JsonScalar, Model, Type, Union};

/// The kind of a JSON value other than null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonKind {
    /// A text.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list of values.
    Array,
    /// Values by keys.
    Object,
}

impl JsonKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::String,
        Self::Number,
        Self::Boolean,
        Self::Array,
        Self::Object,
    ];

    /// The name of the kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The name of the kind with its article.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl Model {
    /// The kind of JSON that every value of a type is; `None`: there are several, or null is one.
    #[must_use]
    pub fn json_kind(&self, ty: &Type) -> Option<JsonKind> {
        match self.unaliased(ty) {
            Type::List(_) | Type::Tuple(_) => Some(JsonKind::Array),
            Type::Map(..) => Some(JsonKind::Object),
            Type::Nullable(_) | Type::Null | Type::Any => None,
            ty @ (Type::Scalar(_) | Type::Named(_) | Type::Constant(_)) => {
                match self.wire_scalar(ty) {
                    Some(scalar) => Some(scalar.json().into()),
                    None => self.is_object(ty).then_some(JsonKind::Object),
                }
            }
        }
    }

    /// The kinds of a union by kind, in the order of its variants.
    #[must_use]
    pub fn kinds_of(&self, union: &Union) -> Vec<JsonKind> {
        let types = union
            .variants
            .iter()
            .filter_map(|variant| variant.ty.as_ref());
        types.filter_map(|ty| self.json_kind(ty)).collect()
    }

    /// The position of the variant that values of a kind are, of a union by kind.
    #[must_use]
    pub fn variant_of_kind(&self, union: &Union, kind: JsonKind) -> Option<usize> {
        let mut variants = union.variants.iter();
        variants.position(|variant| {
            let ty = variant.ty.as_ref();
            ty.is_some_and(|ty| self.json_kind(ty) == Some(kind))
        })
    }
}

/// Kinds in words: "a string, a number or an object".
#[must_use]
pub fn kinds_text(kinds: &[JsonKind]) -> String {
    let phrases: Vec<_> = kinds.iter().map(|kind| kind.phrase()).collect();
    match phrases.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

impl From<JsonScalar> for JsonKind {
    fn from(scalar: JsonScalar) -> Self {
        match scalar {
            JsonScalar::Text | JsonScalar::Base64 => Self::String,
            JsonScalar::Bool => Self::Boolean,
            JsonScalar::Integer { .. } | JsonScalar::Number => Self::Number,
        }
    }
}
