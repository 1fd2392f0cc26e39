//! Attributes of `#[proto(…)]` and doc comments, each key in its place. Invalid ones are reported
//! at their tokens.

use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Expr, ExprLit, Ident, Lit, LitInt, LitStr, Meta, Result, Token};
use tdproto_schema::decl::{DocsDecl, PrefixDecl, Spanned, TypeBody, TypeDecl, WhenDecl};
use tdproto_schema::did_you_mean;
use tdproto_schema::model::Deprecated;

/// The attributes of a struct or an enum.
#[derive(Default)]
pub(crate) struct TypeAttrs {
    pub(crate) name: Option<String>,
    pub(crate) topic: String,
    pub(crate) includes: Vec<String>,
    pub(crate) deny_unknown: bool,
    pub(crate) base: Option<LitStr>,
    pub(crate) empty: Option<LitStr>,
    pub(crate) allow_empty: bool,
    pub(crate) prefixes: Vec<PrefixDecl>,
    pub(crate) direction: Option<LitStr>,
    pub(crate) keys: Option<(LitStr, LitStr, LitStr)>,
    pub(crate) docs: DocsDecl,
}

impl TypeAttrs {
    /// The declaration of a type with these attributes.
    pub(crate) fn decl(self, ident: &Ident, body: TypeBody) -> TypeDecl {
        let name = self.name.unwrap_or_else(|| ident.unraw().to_string());
        TypeDecl {
            name: Spanned::unplaced(name),
            topic: self.topic,
            docs: self.docs,
            body,
        }
    }
}

/// The attributes of a field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) rename: Option<String>,
    pub(crate) ty: Option<LitStr>,
    pub(crate) readonly: bool,
    pub(crate) nullable: Option<Ident>,
    pub(crate) omitempty: Option<Ident>,
    pub(crate) allow_empty: bool,
    pub(crate) when: Option<WhenDecl>,
    pub(crate) code_name: Option<String>,
    pub(crate) included: bool,
    pub(crate) unknown: bool,
    pub(crate) docs: DocsDecl,
}

/// The attributes of a variant, of an enum of values or of events.
#[derive(Default)]
pub(crate) struct VariantAttrs {
    pub(crate) name: Option<String>,
    pub(crate) value: Option<Lit>,
    pub(crate) event: Option<LitStr>,
    pub(crate) params: Option<String>,
    pub(crate) code_name: Option<String>,
    pub(crate) topic: String,
    pub(crate) docs: DocsDecl,
}

const LIFECYCLE: [&str; 4] = ["since", "deprecated", "experimental", "doc"];

/// The attributes of a type; `keys` are those that its derive knows.
pub(crate) fn of_type(attrs: &[Attribute], keys: &[&str]) -> Result<TypeAttrs> {
    let mut found = TypeAttrs::default();
    each(attrs, |key, meta| {
        if !keys.contains(&key) {
            return lifecycle(key, meta, &mut found.docs, keys);
        }
        match key {
            "name" => found.name = Some(text(meta)?.value()),
            "topic" => found.topic = text(meta)?.value(),
            "includes" => found.includes = names(meta)?,
            "deny_unknown" => found.deny_unknown = true,
            "base" => found.base = Some(text(meta)?),
            "empty" => found.empty = Some(text(meta)?),
            "allow_empty" => found.allow_empty = true,
            "prefix" => found.prefixes.push(prefix(meta)?),
            "direction" => found.direction = Some(text(meta)?),
            _ => found.keys = Some(envelope(meta)?),
        }
        Ok(())
    })?;
    own_docs(&mut found.docs, attrs);
    Ok(found)
}

pub(crate) fn of_field(attrs: &[Attribute]) -> Result<FieldAttrs> {
    let mut found = FieldAttrs::default();
    each(attrs, |key, meta| {
        match key {
            "rename" => found.rename = Some(text(meta)?.value()),
            "type" => found.ty = Some(text(meta)?),
            "readonly" => found.readonly = true,
            "nullable" => found.nullable = meta.path.get_ident().cloned(),
            "omitempty" => found.omitempty = meta.path.get_ident().cloned(),
            "allow_empty" => found.allow_empty = true,
            "when" => found.when = Some(when(meta)?),
            "code_name" => found.code_name = Some(text(meta)?.value()),
            "included" => found.included = true,
            "unknown" => found.unknown = true,
            _ => {
                let keys = [
                    "rename",
                    "type",
                    "readonly",
                    "nullable",
                    "omitempty",
                    "allow_empty",
                    "when",
                    "code_name",
                    "included",
                    "unknown",
                ];
                return lifecycle(key, meta, &mut found.docs, &keys);
            }
        }
        Ok(())
    })?;
    own_docs(&mut found.docs, attrs);
    Ok(found)
}

/// The attributes of a variant; `keys` are those that its derive knows.
pub(crate) fn of_variant(attrs: &[Attribute], keys: &[&str]) -> Result<VariantAttrs> {
    let mut found = VariantAttrs::default();
    each(attrs, |key, meta| {
        if !keys.contains(&key) {
            return lifecycle(key, meta, &mut found.docs, keys);
        }
        match key {
            "name" => found.name = Some(text(meta)?.value()),
            "rename" => found.value = Some(Lit::Str(text(meta)?)),
            "value" => found.value = Some(integer(meta)?),
            "event" => found.event = Some(text(meta)?),
            "params" => found.params = Some(text(meta)?.value()),
            "code_name" => found.code_name = Some(text(meta)?.value()),
            _ => found.topic = text(meta)?.value(),
        }
        Ok(())
    })?;
    own_docs(&mut found.docs, attrs);
    Ok(found)
}

/// Goes through every key of every `#[proto(…)]`; all invalid ones are reported.
fn each(
    attrs: &[Attribute],
    mut take: impl FnMut(&str, &ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    let mut errors: Option<Error> = None;
    let mut note = |error: Error| match &mut errors {
        Some(errors) => errors.combine(error),
        None => errors = Some(error),
    };
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("proto")) {
        let parsed = attr.parse_nested_meta(|meta| {
            let key = meta.path.require_ident()?.to_string();
            take(key.trim_start_matches("r#"), &meta)
        });
        if let Err(error) = parsed {
            note(error);
        }
    }
    errors.map_or(Ok(()), Err)
}

fn lifecycle(
    key: &str,
    meta: &ParseNestedMeta<'_>,
    docs: &mut DocsDecl,
    others: &[&str],
) -> Result<()> {
    match key {
        "since" => docs.since = Some(text(meta)?.value()),
        "experimental" => docs.experimental = true,
        "doc" => docs.doc = Some(text(meta)?.value()),
        "deprecated" => docs.deprecated = Some(deprecated(meta)?),
        _ => {
            let keys: Vec<&str> = others.iter().copied().chain(LIFECYCLE).collect();
            let help = did_you_mean(key, keys.iter().copied())
                .unwrap_or_else(|| format!("the keys here are {}", keys.join(", ")));
            return Err(meta.error(format!("unknown key `{key}`; {help}")));
        }
    }
    Ok(())
}

/// `deprecated`, `deprecated = "use …"` or `deprecated(since = "1.2", note = "use …")`
fn deprecated(meta: &ParseNestedMeta<'_>) -> Result<Deprecated> {
    let mut found = Deprecated::default();
    if meta.input.peek(Token![=]) {
        found.note = text(meta)?.value();
    } else if meta.input.peek(syn::token::Paren) {
        meta.parse_nested_meta(|inner| {
            if inner.path.is_ident("since") {
                found.since = Some(text(&inner)?.value());
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

fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}

/// An integer, which may have a minus.
fn integer(meta: &ParseNestedMeta<'_>) -> Result<Lit> {
    let value = meta.value()?;
    let negative = value.parse::<Option<Token![-]>>()?.is_some();
    let number: LitInt = value.parse()?;
    let sign = if negative { "-" } else { "" };
    let digits = format!("{sign}{}", number.base10_digits());
    Ok(Lit::Int(LitInt::new(&digits, number.span())))
}

/// `(A, B)`
fn names(meta: &ParseNestedMeta<'_>) -> Result<Vec<String>> {
    let content;
    syn::parenthesized!(content in meta.input);
    let names = Punctuated::<Ident, Token![,]>::parse_terminated(&content)?;
    Ok(names.iter().map(Ident::to_string).collect())
}

/// `("d-", name = "direct", doc = "A contact.")`
fn prefix(meta: &ParseNestedMeta<'_>) -> Result<PrefixDecl> {
    let content;
    syn::parenthesized!(content in meta.input);
    let text: LitStr = content.parse()?;
    let (mut name, mut doc) = (None, None);
    while content.parse::<Option<Token![,]>>()?.is_some() && !content.is_empty() {
        let key: Ident = content.parse()?;
        content.parse::<Token![=]>()?;
        let value = content.parse::<LitStr>()?.value();
        match key.to_string().as_str() {
            "name" => name = Some(value),
            "doc" => doc = Some(value),
            _ => return Err(Error::new(key.span(), "the keys here are name, doc")),
        }
    }
    let Some(name) = name else {
        let message =
            "what is a text called that begins so? Write `prefix(\"d-\", name = \"direct\")`";
        return Err(Error::new(text.span(), message));
    };
    Ok(PrefixDecl {
        text: Spanned::unplaced(text.value()),
        name: Spanned::unplaced(name),
        doc,
    })
}

/// `("event", "confirm_id", "params")`
fn envelope(meta: &ParseNestedMeta<'_>) -> Result<(LitStr, LitStr, LitStr)> {
    let content;
    syn::parenthesized!(content in meta.input);
    let keys = Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?;
    let mut keys = keys.into_iter();
    match (keys.next(), keys.next(), keys.next(), keys.next()) {
        (Some(event), Some(id), Some(params), None) => Ok((event, id, params)),
        _ => Err(meta.error(
            "write the three keys of a frame: `keys(\"event\", \"confirm_id\", \"params\")`",
        )),
    }
}

/// `(sibling = "value")` or `(sibling = ["a", "b"])`
fn when(meta: &ParseNestedMeta<'_>) -> Result<WhenDecl> {
    let content;
    syn::parenthesized!(content in meta.input);
    let field = if content.peek(LitStr) {
        content.parse::<LitStr>()?.value()
    } else {
        content
            .parse::<Ident>()?
            .to_string()
            .trim_start_matches("r#")
            .to_owned()
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
    let values = values.iter().map(|value| Spanned::unplaced(value.value()));
    Ok(WhenDecl {
        field: Spanned::unplaced(field),
        values: values.collect(),
    })
}

/// The doc comment, unless the docs were given in `#[proto(doc = …)]`.
fn own_docs(docs: &mut DocsDecl, attrs: &[Attribute]) {
    if docs.doc.is_none() {
        docs.doc = doc_comment(attrs);
    }
}

/// The doc comment: its lines without the space in front of each.
fn doc_comment(attrs: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| match &attr.meta {
            Meta::NameValue(meta) => {
                let Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) = &meta.value
                else {
                    return None;
                };
                Some(text.value())
            }
            Meta::Path(_) | Meta::List(_) => None,
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let lines = lines
        .iter()
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    Some(lines.collect::<Vec<_>>().join("\n").trim().to_owned())
}
