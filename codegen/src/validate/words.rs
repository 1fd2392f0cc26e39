//! Types and values in words.

use tdproto_schema::Model;
use tdproto_schema::model::{JsonScalar, Scalar, Type, TypeKind, kinds_text, needed_items};
use tdproto_wire::{Reader, from_str};

/// The number of characters of a text that a deviation shows.
const SHOWN: usize = 40;

/// A type in words, with an article.
pub(super) fn described(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar_words(*scalar),
        Type::Named(id) => {
            let def = model.ty(*id);
            match &def.kind {
                TypeKind::Entity(_) => format!("an object `{}`", def.name),
                TypeKind::Enum(_) => format!("a value of `{}`", def.name),
                TypeKind::Union(union) if union.form.is_of_objects() => {
                    format!("an object of the union `{}`", def.name)
                }
                TypeKind::Union(union) => {
                    format!("{} (`{}`)", kinds_text(&model.kinds_of(union)), def.name)
                }
                TypeKind::Scalar(base) => format!("{} (`{}`)", scalar_words(*base), def.name),
                TypeKind::Alias(_) => match model.unaliased(ty) {
                    // A cycle, which the checks of a schema refuse.
                    same if same == ty => format!("a `{}`", def.name),
                    target => described(model, target),
                },
            }
        }
        Type::List(_) => "an array".to_owned(),
        Type::Tuple(items) => array_words(needed_items(items), items.len()),
        Type::Map(..) => "an object".to_owned(),
        Type::Nullable(item) => format!("{} or null", described(model, item)),
        Type::Constant(constant) => format!("the constant {constant}"),
        Type::Null => "null".to_owned(),
        Type::Any => "any value".to_owned(),
    }
}

/// An array in words, by the least and the greatest number of its items.
pub(super) fn array_words(least: usize, most: usize) -> String {
    match least == most {
        true => format!("an array of {most}"),
        false => format!("an array of {least} to {most}"),
    }
}

/// A built-in scalar in words, with an article.
pub(super) fn scalar_words(scalar: Scalar) -> String {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => "a string with date and time".to_owned(),
        JsonScalar::Text => "a string".to_owned(),
        JsonScalar::Base64 => "a string of base64".to_owned(),
        JsonScalar::Bool => "a boolean".to_owned(),
        JsonScalar::Number => "a number".to_owned(),
        JsonScalar::Integer { smallest, largest } => {
            format!("an integer from {smallest} to {largest}")
        }
    }
}

/// A value in words, by its text in JSON.
pub(super) fn shown(json: &str) -> String {
    match json.as_bytes().first() {
        Some(b'"') => format!("the string {}", short_string(json)),
        Some(b't' | b'f') => format!("the boolean {json}"),
        Some(b'n') => "null".to_owned(),
        Some(b'[') => format!("an array of {}", items(json)),
        Some(b'{') => "an object".to_owned(),
        Some(_) | None => format!("the number {}", shortened(json)),
    }
}

/// A text on one line, without its end if it is long.
pub(super) fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A string in JSON, without its end if it is long.
fn short_string(json: &str) -> String {
    // Even if the quotes count and each character has six bytes, it is surely short.
    if json.len() <= SHOWN + 2 {
        return json.to_owned();
    }
    match from_str::<String>(json) {
        Ok(text) if text.chars().count() > SHOWN => {
            serde_json::Value::String(shortened(&text)).to_string()
        }
        Ok(_) | Err(_) => json.to_owned(),
    }
}

/// Returns the number of items of an array.
fn items(json: &str) -> usize {
    let mut r = Reader::of_text(json);
    let (mut first, mut count) = (true, 0);
    if r.begin_array().is_ok() {
        while r.item(&mut first).is_ok_and(|comes| comes) && r.skip().is_ok() {
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_short() {
        assert_eq!(shown("[1,[2,3],{}]"), "an array of 3");
        assert_eq!(shown("[]"), "an array of 0");
        assert_eq!(shown("-1.50"), "the number -1.50");
        assert_eq!(shown(r#""a\"b""#), r#"the string "a\"b""#);
        let long = format!("\"{}\"", "é".repeat(41));
        assert_eq!(shown(&long), format!("the string \"{}…\"", "é".repeat(40)));
        let digits = "1".repeat(50);
        assert_eq!(shown(&digits), format!("the number {}…", "1".repeat(40)));
    }
}
