//! Values whose keys are in a frame among those of its shape, parts of frames that are written,
//! and the bodies of replies.

use std::collections::BTreeMap;

use super::entity::Fields;
use super::error::{Error, ErrorKind};
use super::event::Request;
use super::json::Json;
use super::object::{Object, missing};
use super::reader::Reader;
use super::union::{Members, Union};
use super::value::{Value, from_str};
use super::writer::Writer;

/// Reads an entity whose keys are in a frame, among those of its shape.
///
/// # Errors
/// If it is no object, or a value is not of its field's type.
pub fn flat_object<'de, O: Object<'de>>(
    r: &mut Reader<'de>,
    own: &'static [&'static str],
) -> Result<Box<O>, Error> {
    r.peek()?;
    let start = r.offset();
    r.begin_object()?;
    Members::among(r, start, own, |members| members.object())
}

/// Reads a union whose keys are in a frame, among those of its shape.
///
/// # Errors
/// If it is no object, or the members are not those of a variant.
pub fn flat_union<'de, U: Union<'de>>(
    r: &mut Reader<'de>,
    own: &'static [&'static str],
) -> Result<U, Error> {
    r.peek()?;
    let start = r.offset();
    r.begin_object()?;
    Members::among(r, start, own, |members| members.union())
}

/// The members of an object without those of a shape, as JSON.
///
/// # Errors
/// If it is no object.
pub fn flat_json(r: &mut Reader<'_>, own: &[&str]) -> Result<Json, Error> {
    let mut w = Writer::new();
    w.begin_object();
    copy_members(r, own, &mut w)?;
    w.end_object();
    Ok(Json::known(&w.finish()))
}

/// Writes the members of a value, each with the comma after it, but for keys that the shape has.
pub fn write_flat<'de>(value: &impl Value<'de>, own: &[&str], w: &mut Writer) {
    let mut inner = Writer::new();
    value.write(&mut inner);
    let text = inner.finish();
    // What a writer wrote is JSON.
    let _ = copy_members(&mut Reader::of_text(&text), own, w);
}

/// Writes the members of an object but for some; of a key that comes twice, the last one.
fn copy_members(r: &mut Reader<'_>, own: &[&str], w: &mut Writer) -> Result<(), Error> {
    r.begin_object()?;
    let (mut members, mut places) = (Vec::new(), BTreeMap::new());
    let mut first = true;
    while let Some(key) = r.key(&mut first)? {
        r.peek()?;
        let value = r.raw()?;
        if own.contains(&&*key) {
            continue;
        }
        match places.get(&key) {
            Some(at) => members[*at] = (key, value),
            None => {
                places.insert(key.clone(), members.len());
                members.push((key, value));
            }
        }
    }
    for (key, value) in members {
        w.any_key(&key);
        w.raw(value);
        w.comma();
    }
    Ok(())
}

/// Writes an item of an array, with the comma after it.
pub fn write_item<'de>(value: &impl Value<'de>, w: &mut Writer) {
    value.write(w);
    w.comma();
}

/// Writes an item at the end of an array that is left out when empty, unless there are more items
/// behind it.
pub fn write_filled_item<'de>(value: &impl Value<'de>, has_more: bool, w: &mut Writer) {
    if has_more || !value.is_empty() {
        write_item(value, w);
    }
}

/// Writes a member of a frame whose text is known.
pub fn write_known(key: &str, json: &str, w: &mut Writer) {
    w.known_key(key);
    w.raw(json);
    w.comma();
}

/// Writes a member, or nothing if it is left out when empty.
pub fn write_member<'de>(key: &str, value: &impl Value<'de>, is_filled: bool, w: &mut Writer) {
    match is_filled {
        true => w.filled(key, value),
        false => w.field(key, value),
    }
}

/// Refuses a reply that names another request.
///
/// # Errors
/// If the name on the wire is not that of the request.
pub fn same_request<R: Request>(name: &str) -> Result<(), Error> {
    let is_same = match R::WIRE_NAME.starts_with('"') {
        true => from_str::<String>(R::WIRE_NAME).is_ok_and(|own| own == name),
        false => R::WIRE_NAME == name,
    };
    match is_same {
        true => Ok(()),
        false => Err(Error::new(
            ErrorKind::NotConstant(R::WIRE_NAME.to_owned()),
            0,
        )),
    }
}

/// The value of a reply, as the type of its request.
///
/// # Errors
/// If it is not of the type.
pub fn body<'de, T: Value<'de>>(json: Option<&'de impl AsRef<str>>) -> Result<T, Error> {
    match json {
        Some(json) => from_str(json.as_ref()),
        None => from_str("null").map_err(|_| missing("result", &Reader::of_text("null"))),
    }
}
