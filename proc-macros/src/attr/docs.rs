//! Doc comments.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};
use tdproto_schema::decl::DocsDecl;

/// The doc comment, unless the docs were given in `#[proto(doc = …)]`.
pub(super) fn own_docs(docs: &mut DocsDecl, attrs: &[Attribute]) {
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
            Meta::NameValue(meta) => literal(&meta.value),
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

/// The text of a literal; one that a macro hands on is in a group.
fn literal(expr: &Expr) -> Option<String> {
    if let Expr::Group(group) = expr {
        return literal(&group.expr);
    }
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text),
        ..
    }) = expr
    else {
        return None;
    };
    Some(text.value())
}
