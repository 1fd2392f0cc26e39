//! The form of a union: the part of a value by which a receiver knows its variant.

use syn::{Attribute, Error, Field, FieldsNamed, Ident, LitStr, Result, Variant};
use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{FormDecl, Spanned};
use tdproto_schema::model::EnumBase;

use crate::attr::TypeAttrs;
use crate::enumeration::base;
use crate::types;

const UNKNOWN: &str = "a variant with named fields keeps all others: `Unknown { tag: String, raw: \
                       Json }`, where an `i64` is a tag of integers";

const UNKNOWN_KEY: &str = "a variant with named fields keeps all others: `Unknown { raw: Json }`";

/// The part of a value by which a receiver knows its variant.
pub(super) enum Form {
    /// The value of a key.
    Tag {
        key: String,
        base: EnumBase,
        /// The key beside the tag that holds the value of a variant.
        content: Option<String>,
    },
    /// The keys of the object.
    Key,
    /// The kind of JSON.
    Kind,
}

impl Form {
    pub(super) fn decl(&self) -> FormDecl {
        match self {
            Self::Tag { key, base, content } => FormDecl::Tag {
                tag: Some(Spanned::unplaced(key.clone())),
                base: *base,
                content: content.clone().map(Spanned::unplaced),
            },
            Self::Key => FormDecl::Key,
            Self::Kind => FormDecl::Kind,
        }
    }

    /// The key beside the tag that holds the value of a variant.
    pub(super) fn content(&self) -> Option<&str> {
        match self {
            Self::Tag { content, .. } => content.as_deref(),
            Self::Key | Self::Kind => None,
        }
    }

    /// True if a value is an object that is read into its variant, with or without a tag in it.
    pub(super) fn is_of_objects(&self) -> bool {
        match self {
            Self::Tag { content, .. } => content.is_none(),
            Self::Key => true,
            Self::Kind => false,
        }
    }

    /// The keys of the attributes above a variant.
    pub(super) fn keys_of_variants(&self) -> &'static [&'static str] {
        match self {
            Self::Tag { base, content, .. } => match (base, content) {
                (EnumBase::Text, None) => &["name", "rename", "type", "absent", "no_from"],
                (EnumBase::Int, None) => &["name", "value", "type", "absent", "no_from"],
                (EnumBase::Text, Some(_)) => {
                    &["name", "rename", "type", "absent", "needed", "no_from"]
                }
                (EnumBase::Int, Some(_)) => {
                    &["name", "value", "type", "absent", "needed", "no_from"]
                }
            },
            Self::Key => &["name", "rename", "type", "absent", "no_from"],
            Self::Kind => &["name", "type", "no_from"],
        }
    }

    /// The reason that a variant cannot have a type, as far as its name shows it.
    pub(super) fn refuses(&self, ty: &TypeExpr, is_boxed: bool) -> Option<String> {
        let named = |names: &[&str]| match ty {
            TypeExpr::Name(name, _) => names.contains(&name.as_str()),
            TypeExpr::List(..)
            | TypeExpr::Map(..)
            | TypeExpr::Tuple(..)
            | TypeExpr::Nullable(..)
            | TypeExpr::Constant(..) => false,
        };
        match self {
            Self::Tag {
                content: Some(_), ..
            } => {
                let message = "a variant is never null; without a type, it is only the tag";
                named(&["null"]).then(|| message.to_owned())
            }
            Self::Tag { content: None, .. } => (!types::is_declared(ty)).then(|| {
                format!("the tag is a key of the object, and `{ty}` is no entity or union")
            }),
            Self::Key if !types::is_declared(ty) => Some(format!(
                "a receiver looks for a key, and `{ty}` is no entity"
            )),
            Self::Key => (!is_boxed)
                .then(|| format!("a variant by key holds an entity in a box: `Box<{ty}>`")),
            Self::Kind => {
                named(&["any", "null"]).then(|| format!("`{ty}` is of no single kind of JSON"))
            }
        }
    }
}

/// The form that the attributes of a union say.
pub(super) fn form(ident: &Ident, attrs: &TypeAttrs) -> Result<Form> {
    match &attrs.form {
        Some(form) => without_tag(form, attrs),
        None => by_tag(ident, attrs),
    }
}

/// A form that has no tag.
fn without_tag(form: &LitStr, attrs: &TypeAttrs) -> Result<Form> {
    let found = match form.value().as_str() {
        "key" => Form::Key,
        "kind" => Form::Kind,
        _ => {
            let message = "the form of a union is \"key\" or \"kind\"; one by a tag has `tag` in place \
                           of `form`";
            return Err(Error::new(form.span(), message));
        }
    };
    match [&attrs.tag, &attrs.content, &attrs.base]
        .into_iter()
        .flatten()
        .next()
    {
        Some(other) => {
            let form = form.value();
            let message = format!("`form = \"{form}\"` excludes a tag, its base and a content");
            Err(Error::new(other.span(), message))
        }
        None => Ok(found),
    }
}

fn by_tag(ident: &Ident, attrs: &TypeAttrs) -> Result<Form> {
    let Some(tag) = &attrs.tag else {
        let message = "how does a receiver know the variant? Write `#[proto(tag = \"type\")]` for the \
                       key that names it, `#[proto(form = \"key\")]` for the keys of the object, or \
                       `#[proto(form = \"kind\")]` for the kind of JSON";
        return Err(Error::new_spanned(ident, message));
    };
    let content = attrs.content.as_ref();
    if let Some(content) = content.filter(|content| content.value() == tag.value()) {
        let message = "the content is under the tag; write another key, or no `content` if the \
                       members of a variant are beside the tag";
        return Err(Error::new(content.span(), message));
    }
    Ok(Form::Tag {
        key: tag.value(),
        base: base(attrs.base.as_ref(), "a tag")?,
        content: content.map(LitStr::value),
    })
}

/// Checks the variant that keeps those that are not known.
pub(super) fn keeps_unknown(variant: &Variant, fields: &FieldsNamed, form: &Form) -> Result<()> {
    let has_attribute = |attr: &&Attribute| attr.path().is_ident("proto");
    if let Some(found) = variant.attrs.iter().find(has_attribute) {
        let message = "the variant that keeps all others has no attributes";
        return Err(Error::new_spanned(found, message));
    }
    let (members, message): (&[(&str, &str)], &str) = match form {
        Form::Tag { base, .. } => match base {
            EnumBase::Text => (&[("tag", "string"), ("raw", "any")], UNKNOWN),
            EnumBase::Int => (&[("tag", "int64"), ("raw", "any")], UNKNOWN),
        },
        Form::Key => (&[("raw", "any")], UNKNOWN_KEY),
        Form::Kind => {
            let message = "a union by kind is closed: a value of another kind is of a wrong type";
            return Err(Error::new_spanned(&variant.ident, message));
        }
    };
    for (name, expected) in members {
        let is_field = |field: &&Field| field.ident.as_ref().is_some_and(|ident| ident == name);
        let Some(field) = fields.named.iter().find(is_field) else {
            return Err(Error::new_spanned(fields, message));
        };
        match types::expr(&field.ty) {
            Ok(TypeExpr::Name(name, _)) if name == *expected => {}
            Ok(_) | Err(_) => return Err(Error::new_spanned(&field.ty, message)),
        }
    }
    match fields.named.len() == members.len() {
        true => Ok(()),
        false => Err(Error::new_spanned(fields, message)),
    }
}
