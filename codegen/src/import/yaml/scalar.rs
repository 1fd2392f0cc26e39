//! Scalars, by the core schema of YAML 1.2.

use saphyr_parser::Tag;
use serde_json::{Number, Value};

/// The value of a scalar.
///
/// # Errors
/// The reason, if the value has no form in JSON.
pub(super) fn value(text: &str, is_plain: bool, tag: Option<&Tag>) -> Result<Value, String> {
    let is = |name: &str| tag.is_some_and(|tag| is_core(tag, name));
    let texts = ["str", "binary", "timestamp"];
    if texts.into_iter().any(is) || tag.is_some_and(is_text) {
        return Ok(Value::from(text));
    }
    let plain = match is_plain || tag.is_some() {
        true => plain(text)?,
        false => Value::from(text),
    };
    let Some(tag) = tag else {
        return Ok(plain);
    };
    let fits = match &plain {
        Value::Null => is("null"),
        Value::Bool(_) => is("bool"),
        Value::Number(number) => is("float") || is("int") && !number.is_f64(),
        Value::String(_) | Value::Array(_) | Value::Object(_) => false,
    };
    match fits {
        true => Ok(plain),
        false if ["null", "bool", "int", "float"].into_iter().any(is) => {
            let shown = text.escape_debug();
            Err(format!(
                "`{shown}` is no value of the tag `!!{}`",
                tag.suffix
            ))
        }
        false => Err(format!("the tag `{tag}` has no meaning in JSON")),
    }
}

/// Returns true if a tag is the one of the core schema by a name.
pub(super) fn is_core(tag: &Tag, name: &str) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == name
}

/// Returns true for `!`, the tag of a value that is not resolved.
fn is_text(tag: &Tag) -> bool {
    tag.suffix.is_empty() && matches!(tag.handle.as_str(), "!" | "") || tag.suffix == "!"
}

/// The value of a scalar without quotes.
fn plain(text: &str) -> Result<Value, String> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Err(format!("`{text}` is no number of JSON")),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => {
            return Err(format!("`{text}` is no number of JSON"));
        }
        _ => {}
    }
    let of_radix = |prefix: &str, radix: u32| {
        let digits = text.strip_prefix(prefix)?;
        let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
        is_number.then(|| integer(u128::from_str_radix(digits, radix).ok(), false))?
    };
    if let Some(number) = of_radix("0o", 8).or_else(|| of_radix("0x", 16)) {
        return Ok(number);
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let magnitude = unsigned.parse().ok();
        if let Some(number) = integer(magnitude, text.starts_with('-')) {
            return Ok(number);
        }
    }
    if !is_float(unsigned) {
        return Ok(Value::from(text));
    }
    let number = text.parse().ok().and_then(Number::from_f64);
    number
        .map(Value::Number)
        .ok_or_else(|| format!("`{text}` is no number of JSON"))
}

/// An integer of 64 bits; `None`: it has more.
fn integer(magnitude: Option<u128>, is_negative: bool) -> Option<Value> {
    let magnitude = magnitude?;
    match is_negative {
        false => u64::try_from(magnitude).ok().map(Value::from),
        true => {
            let magnitude = i128::try_from(magnitude).ok()?;
            i64::try_from(-magnitude).ok().map(Value::from)
        }
    }
}

/// Returns true for digits with a point or an exponent, or both.
fn is_float(unsigned: &str) -> bool {
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let has_digits = !whole.is_empty() || !part.is_empty();
    let exponent = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    has_digits && digits(whole) && digits(part) && exponent
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::import::yaml::read;

    #[test]
    fn scalars_follow_the_core_schema() {
        let cases = [
            ("yes", json!("yes")),
            ("NO", json!("NO")),
            ("2026-01-01", json!("2026-01-01")),
            ("12:30:00", json!("12:30:00")),
            ("~", Value::Null),
            ("True", json!(true)),
            ("\"true\"", json!("true")),
            ("0o17", json!(15)),
            ("0xFF", json!(255)),
            ("017", json!(17)),
            ("-5", json!(-5)),
            ("+5", json!(5)),
            ("1_000", json!("1_000")),
            ("1.", json!(1.0)),
            (".5", json!(0.5)),
            ("1e3", json!(1000.0)),
            ("1.2.3", json!("1.2.3")),
            (".", json!(".")),
            ("e5", json!("e5")),
            ("18446744073709551615", json!(u64::MAX)),
            ("18446744073709551616", json!(18_446_744_073_709_551_616.0)),
            ("!!str 1", json!("1")),
            ("!!int \"1\"", json!(1)),
            ("! 1", json!("1")),
        ];
        for (text, value) in cases {
            assert_eq!(read(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_json_does_not_have_is_an_error_with_its_place() {
        let cases = [
            ("a: .inf", "`.inf` is no number of JSON at line 1 column 4"),
            (
                "a:\n  - !ref b",
                "the tag `!ref` has no meaning in JSON at line 2 column 5",
            ),
            (
                "!!int x",
                "`x` is no value of the tag `!!int` at line 1 column 1",
            ),
            ("[1]: 2", "a key is a list or a mapping at line 1 column 1"),
            ("a\n---\nb", "a second document begins at line 2 column 1"),
            (
                "a: &a [*a]",
                "an alias is in its own value at line 1 column 8",
            ),
            (
                "<<: 1",
                "the value of `<<` is no mapping at line 1 column 5",
            ),
        ];
        for (text, message) in cases {
            let error = read(text).map_err(|error| error.to_string());
            assert_eq!(error, Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn keys_are_texts_and_merged_members_yield_to_own_ones() {
        let text = "base: &base { a: 1, b: 2 }\nitem:\n  <<: *base\n  b: 3\n200: ok\n~: none\n";
        let value = json!({
            "base": { "a": 1, "b": 2 },
            "item": { "b": 3, "a": 1 },
            "200": "ok",
            "~": "none",
        });
        assert_eq!(read(text), Ok(value));
    }

    #[test]
    fn small_documents_stay_small() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for at in 1..12 {
            let former = vec![format!("*a{}", at - 1); 10].join(", ");
            text += &format!("a{at}: &a{at} [{former}]\n");
        }
        let message = read(&text).map_err(|error| error.message);
        assert_eq!(
            message,
            Err("aliases make the document too large".to_owned())
        );
        for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
            let text = open.repeat(5_000) + "1" + &close.repeat(5_000);
            assert!(read(&text).is_err(), "{open}");
        }
    }
}
