//! Attributes of `#[proto(…)]` and doc comments, each key in its place. Invalid ones are reported
//! at their tokens.

mod docs;
mod values;

use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Error, Ident, Lit, LitStr, Result};
use tdproto_schema::decl::{BoundsDecl, ConstraintsDecl, DocsDecl, Spanned, TypeBody, TypeDecl};
use tdproto_schema::did_you_mean;
use tdproto_schema::model::{DefaultValue, Direction};
use tdproto_schema::names::Name;

use crate::constraints::Places;
use crate::flags::Flags;
use docs::own_docs;
use values::TWICE;
pub(crate) use values::{ConstantValue, Prefix, When, check};

/// The attributes of a struct or an enum.
#[derive(Default)]
pub(crate) struct TypeAttrs {
    pub(crate) name: Option<LitStr>,
    pub(crate) topic: String,
    pub(crate) includes: Vec<String>,
    pub(crate) deny_unknown: bool,
    pub(crate) base: Option<LitStr>,
    pub(crate) empty: Option<LitStr>,
    pub(crate) allow_empty: Option<Ident>,
    pub(crate) constraints: ConstraintsDecl,
    pub(crate) places: Places,
    pub(crate) prefixes: Vec<Prefix>,
    pub(crate) direction: Option<LitStr>,
    pub(crate) form: Option<LitStr>,
    pub(crate) tag: Option<LitStr>,
    pub(crate) content: Option<LitStr>,
    pub(crate) keys: Option<(LitStr, LitStr, LitStr)>,
    pub(crate) docs: DocsDecl,
}

impl TypeAttrs {
    /// The declaration of a type with these attributes.
    pub(crate) fn decl(self, ident: &Ident, body: TypeBody) -> Result<TypeDecl> {
        let name = match self.name {
            Some(name) => name.value(),
            None => {
                let name = ident.unraw().to_string();
                check(Name::Type, &name, ident.span())?;
                name
            }
        };
        Ok(TypeDecl {
            name: Spanned::unplaced(name),
            topic: self.topic,
            docs: self.docs,
            body,
        })
    }
}

/// The attributes of a field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) rename: Option<LitStr>,
    pub(crate) ty: Option<LitStr>,
    pub(crate) readonly: bool,
    pub(crate) flags: Flags,
    pub(crate) constant: Option<ConstantValue>,
    pub(crate) allow_empty: Option<Ident>,
    pub(crate) bounds: BoundsDecl,
    pub(crate) default: Option<Spanned<DefaultValue>>,
    pub(crate) places: Places,
    pub(crate) when: Option<When>,
    pub(crate) code_name: Option<String>,
    pub(crate) needed: Option<Ident>,
    pub(crate) included: Option<Ident>,
    pub(crate) overrides: Option<Ident>,
    pub(crate) unknown: bool,
    pub(crate) docs: DocsDecl,
}

/// The side that sends something.
pub(crate) fn side(text: &LitStr) -> Result<Direction> {
    match text.value().as_str() {
        "client" => Ok(Direction::ClientToServer),
        "server" => Ok(Direction::ServerToClient),
        _ => {
            let message = "expected the side that sends it: \"client\" or \"server\"";
            Err(Error::new(text.span(), message))
        }
    }
}

/// The attributes of a variant, of an enum of values, of a union or of events.
#[derive(Default)]
pub(crate) struct VariantAttrs {
    pub(crate) name: Option<LitStr>,
    pub(crate) value: Option<Lit>,
    pub(crate) event: Option<LitStr>,
    /// The type of the params, or of what a variant of a union holds.
    pub(crate) ty: Option<LitStr>,
    pub(crate) absent: Option<Ident>,
    pub(crate) needed: Option<Ident>,
    /// There is no conversion of the type of a variant into the union.
    pub(crate) no_from: Option<Ident>,
    pub(crate) flags: Flags,
    pub(crate) code_name: Option<String>,
    pub(crate) topic: String,
    pub(crate) docs: DocsDecl,
}

fn unplaced<T>(value: T) -> Spanned<T> {
    Spanned::unplaced(value)
}

/// An end of a range, by its key.
fn range(
    key: &str,
    meta: &ParseNestedMeta<'_>,
    bounds: &mut BoundsDecl,
    places: &mut Places,
) -> Result<()> {
    let (number, span) = values::number(meta)?;
    let (end, place) = match key {
        "min" => (&mut bounds.min, &mut places.min),
        _ => (&mut bounds.max, &mut places.max),
    };
    (*end, *place) = (Some(unplaced(number)), Some(span));
    Ok(())
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
            "name" => found.name = Some(values::name(meta, Name::Type)?),
            "topic" => found.topic = values::name(meta, Name::Topic)?.value(),
            "includes" => found.includes = values::names(meta)?,
            "deny_unknown" => found.deny_unknown = true,
            "base" => found.base = Some(values::text(meta)?),
            "empty" => found.empty = Some(values::text(meta)?),
            "allow_empty" => found.allow_empty = meta.path.get_ident().cloned(),
            "min" | "max" => {
                range(key, meta, &mut found.constraints.bounds, &mut found.places)?;
            }
            "pattern" => {
                let pattern = values::text(meta)?;
                found.places.pattern = Some(pattern.span());
                found.constraints.pattern = Some(unplaced(pattern.value()));
            }
            "format" => {
                let (format, span) = values::format(meta)?;
                found.places.format = Some(span);
                found.constraints.format = Some(unplaced(format));
            }
            "prefix" => found.prefixes.push(values::prefix(meta)?),
            "direction" => found.direction = Some(values::text(meta)?),
            "form" => found.form = Some(values::text(meta)?),
            "tag" => found.tag = Some(values::name(meta, Name::Key)?),
            "content" => found.content = Some(values::name(meta, Name::Key)?),
            _ => found.keys = Some(values::envelope(meta)?),
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
            "rename" => found.rename = Some(values::name(meta, Name::Key)?),
            "type" => found.ty = Some(values::text(meta)?),
            "readonly" => found.readonly = true,
            "nullable" => found.flags.nullable = meta.path.get_ident().cloned(),
            "omitempty" => found.flags.omitempty = meta.path.get_ident().cloned(),
            "const" => found.constant = Some(values::constant(meta)?),
            "optional" => found.flags.optional = meta.path.get_ident().cloned(),
            "allow_empty" => found.allow_empty = meta.path.get_ident().cloned(),
            "min" | "max" => range(key, meta, &mut found.bounds, &mut found.places)?,
            "default" => {
                let (default, span) = values::default(meta)?;
                found.places.default = Some(span);
                found.default = Some(unplaced(default));
            }
            "when" => found.when = Some(values::when(meta)?),
            "code_name" => found.code_name = Some(values::name(meta, Name::Code)?.value()),
            "needed" => found.needed = meta.path.get_ident().cloned(),
            "included" => found.included = meta.path.get_ident().cloned(),
            "override" => found.overrides = meta.path.get_ident().cloned(),
            "unknown" => found.unknown = true,
            _ => {
                let keys = [
                    "rename",
                    "type",
                    "const",
                    "readonly",
                    "nullable",
                    "omitempty",
                    "optional",
                    "allow_empty",
                    "min",
                    "max",
                    "default",
                    "when",
                    "code_name",
                    "needed",
                    "included",
                    "override",
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
            "name" => found.name = Some(values::name(meta, Name::Key)?),
            "rename" => found.value = Some(Lit::Str(values::text(meta)?)),
            "value" => found.value = Some(values::integer(meta)?),
            "event" => found.event = Some(values::name(meta, Name::Event)?),
            "params" | "type" => found.ty = Some(values::text(meta)?),
            "absent" => found.absent = meta.path.get_ident().cloned(),
            "needed" => found.needed = meta.path.get_ident().cloned(),
            "no_from" => found.no_from = meta.path.get_ident().cloned(),
            "optional" => found.flags.optional = meta.path.get_ident().cloned(),
            "nullable" => found.flags.nullable = meta.path.get_ident().cloned(),
            "code_name" => found.code_name = Some(values::name(meta, Name::Code)?.value()),
            _ => found.topic = values::name(meta, Name::Topic)?.value(),
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
    let mut seen: Vec<String> = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("proto")) {
        let parsed = attr.parse_nested_meta(|meta| {
            let key = meta.path.require_ident()?.unraw().to_string();
            if seen.contains(&key) {
                return Err(meta.error(TWICE));
            }
            take(&key, &meta)?;
            // A scalar may have several prefixes.
            if key != "prefix" {
                seen.push(key);
            }
            Ok(())
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
        "since" => docs.since = Some(values::name(meta, Name::Version)?.value()),
        "experimental" => docs.experimental = true,
        "doc" => docs.doc = Some(values::text(meta)?.value()),
        "deprecated" => docs.deprecated = Some(values::deprecated(meta)?),
        _ => {
            let keys: Vec<&str> = others.iter().copied().chain(LIFECYCLE).collect();
            let help = did_you_mean(key, keys.iter().copied())
                .unwrap_or_else(|| format!("the keys here are {}", keys.join(", ")));
            return Err(meta.error(format!("unknown key `{key}`; {help}")));
        }
    }
    Ok(())
}
