//! The checks of ranges, counts and texts.

use tdproto_schema::model::{Bounds, JsonScalar, Number, Scalar};

use super::literal::string;
use crate::text::Writer;

/// Returns true if there is a range to check.
pub(super) fn are_there(scalar: Scalar, bounds: Bounds) -> bool {
    !bounds.is_empty() && scalar != Scalar::Datetime && scalar != Scalar::Bool
}

/// Writes the check of a range.
pub(super) fn write(w: &mut Writer, scalar: Scalar, bounds: Bounds, value: &str) {
    if !are_there(scalar, bounds) {
        return;
    }
    match scalar.json() {
        JsonScalar::Text => count(
            w,
            &format!("characters(string({value}))"),
            "characters",
            bounds,
        ),
        JsonScalar::Base64 => count(w, &format!("len({value})"), "bytes", bounds),
        JsonScalar::Integer { smallest, .. } => {
            let is_whole = [bounds.min, bounds.max].iter().flatten().all(|bound| {
                bound
                    .as_int()
                    .is_some_and(|bound| smallest < 0 || bound >= 0)
            });
            let ty = match (is_whole, smallest < 0) {
                (true, true) => "int64",
                (true, false) => "uint64",
                (false, _) => "float64",
            };
            compare(w, ty, bounds, value);
        }
        JsonScalar::Number => compare(w, "float64", bounds, value),
        JsonScalar::Bool => {}
    }
}

fn compare(w: &mut Writer, ty: &str, bounds: Bounds, value: &str) {
    let mut tests = Vec::new();
    let is_least = |bound: Number| match ty {
        "uint64" => bound.as_int() == Some(0),
        "int64" => bound.as_int() == Some(i64::MIN),
        _ => false,
    };
    let is_most = |bound: Number| ty == "int64" && bound.as_int() == Some(i64::MAX);
    if let Some(min) = bounds.min.filter(|min| !is_least(*min)) {
        tests.push(format!("{ty}({value}) >= {}", number(min)));
    }
    if let Some(max) = bounds.max.filter(|max| !is_most(*max)) {
        tests.push(format!("{ty}({value}) <= {}", number(max)));
    }
    if !tests.is_empty() {
        w.line(format!(
            "c.checkNumber({}, {}, {value})",
            tests.join(" && "),
            string(&bounds.to_string())
        ));
    }
}

/// A bound in Go.
fn number(number: Number) -> String {
    match number {
        Number::Int(number) => number.to_string(),
        Number::Float(number) => format!("{:e}", number.get()),
    }
}

/// Writes the check of a count; a bound below zero is none.
pub(super) fn count(w: &mut Writer, expression: &str, unit: &str, bounds: Bounds) {
    if bounds.is_empty() {
        return;
    }
    let whole = |bound: Option<Number>, up: bool| {
        let bound = bound?.as_f64();
        let bound = if up { bound.ceil() } else { bound.floor() };
        Some(format!("{bound:.0}"))
    };
    let smallest = whole(bounds.min, true).unwrap_or_else(|| "0".to_owned());
    let largest = whole(bounds.max, false).unwrap_or_else(|| "-1".to_owned());
    w.line(format!(
        "c.checkCount({expression}, \"{unit}\", {}, {smallest}, {largest})",
        string(&bounds.to_string())
    ));
}

/// The statement that checks a text by a regular expression.
pub(super) fn pattern(pattern: &str, words: &str) -> String {
    format!(
        "c.checkPattern(string(x), {}, {})",
        string(&translated(pattern)),
        string(words)
    )
}

/// A regular expression of ECMAScript as Go's package regexp writes it, as far as it can.
fn translated(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if let Some(code) = rest.strip_prefix("\\u{")
            && let Some((digits, after)) = code.split_once('}')
        {
            out.push_str(&format!("\\x{{{digits}}}"));
            rest = after;
        } else if let Some(code) = rest.strip_prefix("\\u")
            && let Some(digits) = code.get(..4)
            && digits.bytes().all(|b| b.is_ascii_hexdigit())
        {
            out.push_str(&format!("\\x{{{digits}}}"));
            rest = &code[4..];
        } else if let Some(after) = rest.strip_prefix("[^]") {
            out.push_str("[\\s\\S]");
            rest = after;
        } else {
            // An escape has two characters.
            let length = c.len_utf8();
            let second = rest[length..].chars().next().filter(|_| c == '\\');
            let length = length + second.map_or(0, char::len_utf8);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn escapes_of_code_points_are_translated() {
        for (pattern, expected) in [
            ("^[a-z]+$", "^[a-z]+$"),
            ("\\u00e9\\u{1F600}", "\\x{00e9}\\x{1F600}"),
            ("[^]\\\\u0041", "[\\s\\S]\\\\u0041"),
        ] {
            assert_eq!(translated(pattern), expected);
        }
    }
}
