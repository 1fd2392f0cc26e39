//! The grammar of a type: `NAME`, `list<T>`, `map<K, V>`, `tuple<A, B>`, and `T?` in these.

use std::fmt;
use std::ops::Range;

use crate::Span;
use crate::model::{Constant, Scalar};

/// The depth to which `list<`, `map<` and `tuple<` may nest.
const MAX_TYPE_DEPTH: usize = 16;

/// The most items of a tuple: languages have no larger ones that can be compared and printed.
const MAX_ITEMS: usize = 10;

/// A type as written, every part with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeExpr {
    /// A built-in or declared type.
    Name(String, Span),
    /// `list<T>`.
    List(Box<TypeExpr>, Span),
    /// `map<K, V>`.
    Map(Box<TypeExpr>, Box<TypeExpr>, Span),
    /// `tuple<A, B>`.
    Tuple(Vec<TypeExpr>, Span),
    /// `T?`: null may be in its place.
    Nullable(Box<TypeExpr>, Span),
    /// The value of the key `const`, which takes the place of a type.
    Constant(Constant, Span),
}

impl TypeExpr {
    /// The place of the whole expression.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Name(_, span)
            | Self::List(_, span)
            | Self::Map(_, _, span)
            | Self::Tuple(_, span)
            | Self::Nullable(_, span)
            | Self::Constant(_, span) => *span,
        }
    }
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name, _) => f.write_str(name),
            Self::List(item, _) => write!(f, "list<{item}>"),
            Self::Map(key, value, _) => write!(f, "map<{key}, {value}>"),
            Self::Tuple(items, _) => {
                let items: Vec<_> = items.iter().map(Self::to_string).collect();
                write!(f, "tuple<{}>", items.join(", "))
            }
            Self::Nullable(item, _) => write!(f, "{item}?"),
            Self::Constant(constant, _) => constant.fmt(f),
        }
    }
}

/// Returns true if a name is that of a type which needs no declaration, or of one that takes
/// others.
pub(crate) fn is_built_in(name: &str) -> bool {
    matches!(name, "list" | "map" | "tuple" | "any" | "null") || Scalar::from_name(name).is_some()
}

/// The help for a type that other languages call so.
pub(crate) fn other_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "str" | "text" | "String" => "write `string`",
        "boolean" => "write `bool`",
        "integer" | "long" | "isize" => "write `int`, or an integer of some width such as `int64`",
        "unsigned" | "usize" => "write `uint`, or an integer of some width such as `uint64`",
        "i8" | "byte" => "write `int8`",
        "i16" | "short" => "write `int16`",
        "i32" => "write `int32`",
        "i64" => "write `int64`",
        "u8" => "write `uint8`",
        "u16" => "write `uint16`",
        "u32" => "write `uint32`",
        "u64" => "write `uint64`",
        "number" => "write `int` for an integer, or `float64` for any number",
        "float" | "double" | "f64" => "write `float64`",
        "f32" => "write `float32`",
        "timestamp" => "write `datetime` for a text of RFC 3339, or `int` for a number",
        "object" | "dict" => {
            "declare its keys with `[entity.NAME]`, or write `map<string, any>` for any keys"
        }
        "array" => "write the type of the items: `list<T>`",
        "json" | "unknown" => "write `any`",
        "nil" | "void" | "undefined" => "write `null`",
        "date" | "time" | "duration" | "email" | "hostname" | "uri" | "url" | "uuid" => {
            "declare `[scalar.NAME]` with `base = \"string\"` and a `format`"
        }
        _ => return None,
    })
}

/// The reason that a text is not a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeExprError {
    /// The expected and the actual text.
    pub message: String,
    /// The bytes of the text it is about.
    pub range: Range<usize>,
    /// True if the text may be right but is nested too deeply.
    pub too_deep: bool,
}

/// Parses a type expression; `at` gives the place of a range of bytes of `text`.
///
/// # Errors
/// Where the text does not follow the grammar or nests deeper than [`MAX_TYPE_DEPTH`].
///
/// ```
/// use tdproto_schema::{Span, parse_type};
/// let ty = parse_type("map<string, list<Chat>>", |_| Span::NONE).unwrap();
/// assert_eq!(ty.to_string(), "map<string, list<Chat>>");
/// assert_eq!(parse_type("list<", |_| Span::NONE).unwrap_err().range, 5..5);
/// ```
pub fn parse_type(
    text: &str,
    at: impl Fn(Range<usize>) -> Span,
) -> Result<TypeExpr, TypeExprError> {
    let mut parser = Parser {
        text,
        pos: 0,
        at: &at,
    };
    let ty = parser.ty(0)?;
    parser.skip_space();
    if text[parser.pos..].starts_with('?') {
        let message = "`?` belongs to items of lists and tuples and to values of maps; write `nullable = true`";
        return Err(error(message.to_owned(), parser.pos..parser.pos + 1));
    }
    if parser.pos < text.len() {
        let range = parser.pos..text.len();
        let rest = shortened(&text[range.clone()]);
        let message = match rest.starts_with('|') {
            true => "`|` joins no types; declare the union: `[union.NAME]`".to_owned(),
            false => format!("expected the end of the type, found `{rest}`"),
        };
        return Err(error(message, range));
    }
    Ok(ty)
}

fn error(message: String, range: Range<usize>) -> TypeExprError {
    TypeExprError {
        message,
        range,
        too_deep: false,
    }
}

fn shortened(text: &str) -> &str {
    &text[..text.floor_char_boundary(20)]
}

struct Parser<'a> {
    text: &'a str,
    pos: usize,
    at: &'a dyn Fn(Range<usize>) -> Span,
}

impl<'a> Parser<'a> {
    fn skip_space(&mut self) {
        let rest = &self.text[self.pos..];
        self.pos += rest.len() - rest.trim_start().len();
    }

    fn ty(&mut self, depth: usize) -> Result<TypeExpr, TypeExprError> {
        self.skip_space();
        let start = self.pos;
        let name = self.name()?;
        self.skip_space();
        if !self.text[self.pos..].starts_with('<') {
            let range = start..start + name.len();
            return Ok(TypeExpr::Name(name.to_owned(), (self.at)(range)));
        }
        if depth == MAX_TYPE_DEPTH {
            return Err(TypeExprError {
                message: format!("types nest {MAX_TYPE_DEPTH} levels deep at the most"),
                range: start..self.pos + 1,
                too_deep: true,
            });
        }
        match name {
            "list" => {
                self.expect('<')?;
                let item = self.item(depth + 1)?;
                self.expect('>')?;
                Ok(TypeExpr::List(Box::new(item), (self.at)(start..self.pos)))
            }
            "map" => {
                self.expect('<')?;
                let key = self.ty(depth + 1)?;
                self.expect(',')?;
                let value = self.item(depth + 1)?;
                self.expect('>')?;
                Ok(TypeExpr::Map(
                    Box::new(key),
                    Box::new(value),
                    (self.at)(start..self.pos),
                ))
            }
            "tuple" => {
                self.expect('<')?;
                let items = self.items(start, depth + 1)?;
                self.expect('>')?;
                Ok(TypeExpr::Tuple(items, (self.at)(start..self.pos)))
            }
            _ => Err(error(
                format!(
                    "`{}` takes no parameters; only `list<T>`, `map<K, V>` and `tuple<A, B>` do",
                    shortened(name)
                ),
                start..start + name.len(),
            )),
        }
    }

    /// The items of a tuple.
    fn items(&mut self, start: usize, depth: usize) -> Result<Vec<TypeExpr>, TypeExprError> {
        let mut items = Vec::new();
        loop {
            items.push(self.item_of(depth, true)?);
            self.skip_space();
            if items.len() > MAX_ITEMS {
                let message = format!("a tuple has {MAX_ITEMS} items at the most");
                return Err(error(message, start..self.pos));
            }
            if !self.text[self.pos..].starts_with(',') {
                return Ok(items);
            }
            self.expect(',')?;
        }
    }

    /// A type in a list or map, of which `?` says that null may be in its place.
    fn item(&mut self, depth: usize) -> Result<TypeExpr, TypeExprError> {
        self.item_of(depth, false)
    }

    /// The same, or an item of a tuple, of which `?` says more: it may be missing.
    fn item_of(&mut self, depth: usize, in_tuple: bool) -> Result<TypeExpr, TypeExprError> {
        self.skip_space();
        let start = self.pos;
        let ty = self.ty(depth)?;
        self.skip_space();
        let end = self.pos + 1;
        if !self.text[self.pos..].starts_with('?') {
            return Ok(ty);
        }
        if let TypeExpr::Name(name, _) = &ty
            && matches!(name.as_str(), "any" | "null")
            && !in_tuple
        {
            let message = format!("`{name}` takes `null` already; remove the `?`");
            return Err(error(message, self.pos..end));
        }
        self.pos = end;
        Ok(TypeExpr::Nullable(Box::new(ty), (self.at)(start..end)))
    }

    fn name(&mut self) -> Result<&'a str, TypeExprError> {
        let rest = &self.text[self.pos..];
        let len = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        if len == 0 {
            return Err(self.unexpected("a type"));
        }
        self.pos += len;
        Ok(&rest[..len])
    }

    fn expect(&mut self, wanted: char) -> Result<(), TypeExprError> {
        self.skip_space();
        if self.text[self.pos..].starts_with(wanted) {
            self.pos += wanted.len_utf8();
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{wanted}`")))
        }
    }

    fn unexpected(&self, wanted: &str) -> TypeExprError {
        let next = self.text[self.pos..].chars().next();
        let end = self.pos + next.map_or(0, char::len_utf8);
        let found = next.map_or_else(
            || "the end".to_owned(),
            |c| format!("`{}`", c.escape_debug()),
        );
        error(format!("expected {wanted}, found {found}"), self.pos..end)
    }
}
