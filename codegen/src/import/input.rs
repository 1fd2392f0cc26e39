//! The text of a description as a value: JSON or YAML.

use serde_json::Value;

use super::yaml;

/// Reads a file of a description. The end of its name says whether it is JSON or YAML; where it does
/// not, a text that is not JSON is YAML.
///
/// # Errors
/// The reason, with the line and the column.
///
/// ```
/// use tdproto_codegen::import::parse;
/// assert_eq!(parse("api.yaml", "a: [1]").unwrap(), parse("api", "{\"a\": [1]}").unwrap());
/// assert!(parse("api.json", "a: [1]").unwrap_err().starts_with("api.json is not JSON: "));
/// ```
pub fn parse(path: &str, text: &str) -> Result<Value, String> {
    let end = path.rsplit_once('.').map(|(_, end)| end);
    let ends_in = |ends: &[&str]| {
        ends.iter()
            .any(|known| end.is_some_and(|end| end.eq_ignore_ascii_case(known)))
    };
    let json = || serde_json::from_str(text);
    if ends_in(&["json"]) {
        return json().map_err(|error| format!("{path} is not JSON: {error}"));
    }
    if !ends_in(&["yaml", "yml"])
        && let Ok(value) = json()
    {
        return Ok(value);
    }
    yaml::read(text).map_err(|error| format!("{path} is not YAML: {error}"))
}
