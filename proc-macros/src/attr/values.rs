//! The values of keys in `#[proto(…)]`.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Error, Ident, Lit, LitBool, LitInt, LitStr, Result, Token};
use tdproto_schema::decl::{PrefixDecl, Spanned, WhenDecl};
use tdproto_schema::model::{Constant, DefaultValue, Deprecated, Number, TextFormat};
use tdproto_schema::names::Name;

/// The message about a key that is set already.
pub(super) const TWICE: &str = "this key is set twice";

/// A prefix of a scalar's texts, and its literal.
pub(crate) struct Prefix {
    pub(crate) text: LitStr,
    pub(crate) decl: PrefixDecl,
}

/// The condition of a field, and the place of the sibling in it.
pub(crate) struct When {
    pub(crate) span: Span,
    pub(crate) decl: WhenDecl,
}

/// `deprecated`, `deprecated = "use …"` or `deprecated(since = "1.2", note = "use …")`
pub(super) fn deprecated(meta: &ParseNestedMeta<'_>) -> Result<Deprecated> {
    let mut found = Deprecated::default();
    if meta.input.peek(Token![=]) {
        found.note = text(meta)?.value();
    } else if meta.input.peek(syn::token::Paren) {
        meta.parse_nested_meta(|inner| {
            if inner.path.is_ident("since") {
                found.since = Some(name(&inner, Name::Version)?.value());
            } else if inner.path.is_ident("note") {
                found.note = text(&inner)?.value();
            } else {
                return Err(inner.error("the keys here are since, note"));
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// A text that follows the rules of names of a kind.
pub(super) fn name(meta: &ParseNestedMeta<'_>, kind: Name) -> Result<LitStr> {
    let text = text(meta)?;
    check(kind, &text.value(), text.span())?;
    Ok(text)
}

/// Checks a text as schema files do.
pub(crate) fn check(kind: Name, text: &str, span: Span) -> Result<()> {
    kind.check(text).map_err(|refused| {
        let message = match refused.expected {
            "" => refused.message,
            expected => format!("{}: {expected}", refused.message),
        };
        Error::new(span, message)
    })
}

pub(super) fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}

/// The only value of a field, and its place.
pub(crate) struct ConstantValue {
    pub(crate) span: Span,
    pub(crate) value: Constant,
}

/// A text, an integer or a boolean.
pub(super) fn constant(meta: &ParseNestedMeta<'_>) -> Result<ConstantValue> {
    let value = meta.value()?;
    let is_negative = value.parse::<Option<Token![-]>>()?.is_some();
    let literal: Lit = value.parse()?;
    let span = literal.span();
    let of = |value| Ok(ConstantValue { span, value });
    if let Lit::Int(number) = &literal {
        let number: i64 = number.base10_parse()?;
        let constant = Constant::int(if is_negative { -number } else { number });
        let message = "a double does not hold this integer exactly";
        return of(constant.ok_or_else(|| Error::new(span, message))?);
    }
    if let (Lit::Str(text), false) = (&literal, is_negative) {
        return of(Constant::Text(text.value()));
    }
    if let (Lit::Bool(is_true), false) = (&literal, is_negative) {
        return of(Constant::Bool(is_true.value));
    }
    let message = "expected a text, an integer or a boolean";
    Err(Error::new(span, message))
}

/// A text, a number, a boolean, `[]` or `{}`, and its place.
pub(super) fn default(meta: &ParseNestedMeta<'_>) -> Result<(DefaultValue, Span)> {
    let value = meta.value()?;
    let span = value.span();
    if value.peek(syn::token::Bracket) || value.peek(syn::token::Brace) {
        let content;
        let default = if value.peek(syn::token::Bracket) {
            syn::bracketed!(content in value);
            DefaultValue::EmptyList
        } else {
            syn::braced!(content in value);
            DefaultValue::EmptyMap
        };
        return match content.is_empty() {
            true => Ok((default, span)),
            false => Err(content.error("a default has no items")),
        };
    }
    if value.peek(LitStr) {
        return Ok((DefaultValue::Text(value.parse::<LitStr>()?.value()), span));
    }
    if value.peek(LitBool) {
        return Ok((DefaultValue::Bool(value.parse::<LitBool>()?.value), span));
    }
    let (number, span) = number_of(value)?;
    Ok((DefaultValue::Number(number), span))
}

/// A number, which may have a minus, and its place.
pub(super) fn number(meta: &ParseNestedMeta<'_>) -> Result<(Number, Span)> {
    number_of(meta.value()?)
}

fn number_of(value: ParseStream<'_>) -> Result<(Number, Span)> {
    let is_negative = value.parse::<Option<Token![-]>>()?.is_some();
    let literal: Lit = value.parse()?;
    let sign = if is_negative { "-" } else { "" };
    let digits = |digits: &str| format!("{sign}{digits}");
    let number = if let Lit::Int(number) = &literal {
        let number = digits(number.base10_digits()).parse();
        number.ok().map(Number::Int)
    } else if let Lit::Float(number) = &literal {
        let number = digits(number.base10_digits()).parse();
        number.ok().and_then(Number::of)
    } else {
        None
    };
    let span = literal.span();
    let number = number.ok_or_else(|| Error::new(span, "expected a number of at most 64 bits"))?;
    Ok((number, span))
}

/// The name of a format, and its place.
pub(super) fn format(meta: &ParseNestedMeta<'_>) -> Result<(TextFormat, Span)> {
    let name = text(meta)?;
    let format = TextFormat::from_name(&name.value()).ok_or_else(|| {
        let names = TextFormat::ALL.iter().map(|format| format.name());
        let help = tdproto_schema::did_you_mean(&name.value(), names);
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        let message = format!("`{}` is not a format of JSON Schema{help}", name.value());
        Error::new(name.span(), message)
    })?;
    Ok((format, name.span()))
}

/// An integer, which may have a minus.
pub(super) fn integer(meta: &ParseNestedMeta<'_>) -> Result<Lit> {
    let value = meta.value()?;
    let negative = value.parse::<Option<Token![-]>>()?.is_some();
    let number: LitInt = value.parse()?;
    let sign = if negative { "-" } else { "" };
    let digits = format!("{sign}{}", number.base10_digits());
    Ok(Lit::Int(LitInt::new(&digits, number.span())))
}

/// `(A, B)`
pub(super) fn names(meta: &ParseNestedMeta<'_>) -> Result<Vec<String>> {
    let content;
    syn::parenthesized!(content in meta.input);
    let names = Punctuated::<Ident, Token![,]>::parse_terminated(&content)?;
    let names = names.iter().map(|name| {
        let text = name.unraw().to_string();
        check(Name::Type, &text, name.span()).map(|()| text)
    });
    names.collect()
}

/// `("d-", name = "direct", doc = "A contact.")`
pub(super) fn prefix(meta: &ParseNestedMeta<'_>) -> Result<Prefix> {
    let content;
    syn::parenthesized!(content in meta.input);
    let text: LitStr = content.parse()?;
    check(Name::Key, &text.value(), text.span())?;
    let (mut name, mut doc) = (None, None);
    while content.parse::<Option<Token![,]>>()?.is_some() && !content.is_empty() {
        let key: Ident = content.parse()?;
        content.parse::<Token![=]>()?;
        let literal = content.parse::<LitStr>()?;
        let value = literal.value();
        match key.to_string().as_str() {
            "name" if name.is_some() => return Err(Error::new(key.span(), TWICE)),
            "doc" if doc.is_some() => return Err(Error::new(key.span(), TWICE)),
            "name" => {
                check(Name::Key, &value, literal.span())?;
                name = Some(value);
            }
            "doc" => doc = Some(value),
            _ => return Err(Error::new(key.span(), "the keys here are name, doc")),
        }
    }
    let Some(name) = name else {
        let message =
            "what is a text called that begins so? Write `prefix(\"d-\", name = \"direct\")`";
        return Err(Error::new(text.span(), message));
    };
    let decl = PrefixDecl {
        text: Spanned::unplaced(text.value()),
        name: Spanned::unplaced(name),
        doc,
    };
    Ok(Prefix { text, decl })
}

/// `("event", "confirm_id", "params")`
pub(super) fn envelope(meta: &ParseNestedMeta<'_>) -> Result<(LitStr, LitStr, LitStr)> {
    let content;
    syn::parenthesized!(content in meta.input);
    let keys = Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?;
    let mut keys = keys.into_iter();
    match (keys.next(), keys.next(), keys.next(), keys.next()) {
        (Some(event), Some(id), Some(params), None) => {
            check_envelope([&event, &id, &params])?;
            Ok((event, id, params))
        }
        _ => Err(meta.error(
            "write the three keys of a frame: `keys(\"event\", \"confirm_id\", \"params\")`",
        )),
    }
}

/// Reports keys of a frame that are no keys or the same. Frames without an id have an empty one.
fn check_envelope(keys: [&LitStr; 3]) -> Result<()> {
    let [event, id, params] = keys;
    for key in [event, params] {
        check(Name::Key, &key.value(), key.span())?;
    }
    if !id.value().is_empty() {
        check(Name::Key, &id.value(), id.span())?;
    }
    let all = keys.map(LitStr::value);
    for (at, key) in keys.iter().enumerate() {
        if all[..at].contains(&all[at]) {
            let message = "a frame would have this key twice";
            return Err(Error::new(key.span(), message));
        }
    }
    Ok(())
}

/// `(sibling = "value")` or `(sibling = ["a", "b"])`
pub(super) fn when(meta: &ParseNestedMeta<'_>) -> Result<When> {
    let content;
    syn::parenthesized!(content in meta.input);
    let (field, span) = if content.peek(LitStr) {
        let field = content.parse::<LitStr>()?;
        (field.value(), field.span())
    } else {
        let field = content.parse::<Ident>()?;
        (field.unraw().to_string(), field.span())
    };
    content.parse::<Token![=]>()?;
    let values = if content.peek(LitStr) {
        vec![content.parse::<LitStr>()?]
    } else {
        let list;
        syn::bracketed!(list in content);
        Punctuated::<LitStr, Token![,]>::parse_terminated(&list)?
            .into_iter()
            .collect()
    };
    if !content.is_empty() {
        return Err(
            content.error("a condition has one sibling; write `when(sibling = [\"a\", \"b\"])`")
        );
    }
    if values.is_empty() {
        let message = "a condition lists no values, and never holds";
        return Err(Error::new(span, message));
    }
    let values = values.iter().map(|value| Spanned::unplaced(value.value()));
    let decl = WhenDecl {
        field: Spanned::unplaced(field),
        values: values.collect(),
    };
    Ok(When { span, decl })
}
