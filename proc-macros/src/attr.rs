//! `#[proto(…)]` and doc comments, each key in its place, wrong ones told at their tokens.

use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Expr, ExprLit, Ident, Lit, LitStr, Meta, Result, Token};
use tdproto_schema::decl::{DocsDecl, Spanned, WhenDecl};
use tdproto_schema::did_you_mean;
use tdproto_schema::model::Deprecated;

/// What stands above a struct.
#[derive(Default)]
pub(crate) struct EntityAttrs {
    pub(crate) name: Option<String>,
    pub(crate) topic: String,
    pub(crate) includes: Vec<String>,
    pub(crate) docs: DocsDecl,
}

/// What stands above a field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) rename: Option<String>,
    pub(crate) ty: Option<LitStr>,
    pub(crate) readonly: bool,
    pub(crate) nullable: Option<Ident>,
    pub(crate) omitempty: Option<Ident>,
    pub(crate) when: Option<WhenDecl>,
    pub(crate) code_name: Option<String>,
    pub(crate) docs: DocsDecl,
}

const LIFECYCLE: [&str; 3] = ["since", "deprecated", "experimental"];

pub(crate) fn of_entity(attrs: &[Attribute]) -> Result<EntityAttrs> {
    let mut found = EntityAttrs::default();
    each(attrs, |key, meta| {
        match key {
            "name" => found.name = Some(text(meta)?.value()),
            "topic" => found.topic = text(meta)?.value(),
            "includes" => found.includes = names(meta)?,
            _ => return lifecycle(key, meta, &mut found.docs, &["name", "topic", "includes"]),
        }
        Ok(())
    })?;
    found.docs.doc = docs(attrs);
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
            "when" => found.when = Some(when(meta)?),
            "code_name" => found.code_name = Some(text(meta)?.value()),
            _ => {
                let keys = [
                    "rename",
                    "type",
                    "readonly",
                    "nullable",
                    "omitempty",
                    "when",
                    "code_name",
                ];
                return lifecycle(key, meta, &mut found.docs, &keys);
            }
        }
        Ok(())
    })?;
    found.docs.doc = docs(attrs);
    Ok(found)
}

/// Goes through every key of every `#[proto(…)]`; all wrong ones are told.
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
        "deprecated" => {
            let note = if meta.input.peek(Token![=]) {
                text(meta)?.value()
            } else {
                String::new()
            };
            docs.deprecated = Some(Deprecated { note, since: None });
        }
        _ => {
            let keys: Vec<&str> = others.iter().copied().chain(LIFECYCLE).collect();
            let help = did_you_mean(key, keys.iter().copied())
                .unwrap_or_else(|| format!("the keys here are {}", keys.join(", ")));
            return Err(meta.error(format!("unknown key `{key}`; {help}")));
        }
    }
    Ok(())
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}

/// `(A, B)`
fn names(meta: &ParseNestedMeta<'_>) -> Result<Vec<String>> {
    let content;
    syn::parenthesized!(content in meta.input);
    let names = Punctuated::<Ident, Token![,]>::parse_terminated(&content)?;
    Ok(names.iter().map(Ident::to_string).collect())
}

/// `(sibling = "value")` or `(sibling = ["a", "b"])`
fn when(meta: &ParseNestedMeta<'_>) -> Result<WhenDecl> {
    let content;
    syn::parenthesized!(content in meta.input);
    let field: Ident = content.parse()?;
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
    Ok(WhenDecl {
        field: Spanned::unplaced(field.to_string().trim_start_matches("r#").to_owned()),
        values: values
            .iter()
            .map(|value| Spanned::unplaced(value.value()))
            .collect(),
    })
}

/// The doc comment: its lines without the space that stands in front of each.
fn docs(attrs: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| match &attr.meta {
            Meta::NameValue(meta) => match &meta.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
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
