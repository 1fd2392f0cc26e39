//! The files that make the output a package.

use crate::banner::banner;
use crate::lang::package::description;
use crate::lang::{Input, Package};

use super::naming::module;

/// The package; names of PyPI are in lower case by convention.
pub(super) fn package(input: &Input<'_>) -> Package {
    let options = input.options.package(super::NAME);
    Package::new(input.model, options, str::to_lowercase)
}

/// `pyproject.toml`.
pub(super) fn manifest(input: &Input<'_>) -> String {
    let package = package(input);
    let protocol = &input.model.protocol;
    let mut lines = vec![
        format!("# {}", banner(input.model)),
        "[build-system]".to_owned(),
        "requires = [\"hatchling>=1.26\"]".to_owned(),
        "build-backend = \"hatchling.build\"".to_owned(),
        String::new(),
        "[project]".to_owned(),
        format!("name = {}", text(&package.name)),
        format!("version = {}", text(&version(&package.version))),
    ];
    if let Some(about) = description(protocol) {
        lines.push(format!("description = {}", text(&about)));
    }
    lines.push("readme = \"README.md\"".to_owned());
    lines.push("requires-python = \">=3.10\"".to_owned());
    if let Some(license) = &package.license {
        // The text of a licence is the author's to add; it is packed if it is there.
        lines.push(format!("license = {}", text(license)));
    }
    if !package.keywords.is_empty() {
        let words: Vec<String> = package.keywords.iter().map(|word| text(word)).collect();
        lines.push(format!("keywords = [{}]", words.join(", ")));
    }
    lines.push("classifiers = [\"Typing :: Typed\"]".to_owned());
    lines.push("dependencies = []".to_owned());
    let urls = [
        ("Homepage", &package.homepage),
        ("Repository", &package.repository),
    ];
    let urls: Vec<String> = urls
        .into_iter()
        .filter_map(|(name, url)| Some(format!("{name} = {}", text(url.as_ref()?))))
        .collect();
    if !urls.is_empty() {
        lines.extend([String::new(), "[project.urls]".to_owned()]);
        lines.extend(urls);
    }
    lines.extend([
        String::new(),
        "[project.optional-dependencies]".to_owned(),
        "fast = [\"orjson>=3.9\"]".to_owned(),
    ]);
    lines.extend([
        String::new(),
        "[tool.hatch.build.targets.wheel]".to_owned(),
        format!("packages = [\"src/{}\"]", module(&package.name)),
    ]);
    lines.join("\n") + "\n"
}

/// A semantic version as Python has versions: `1.2.3-beta.1` is `1.2.3.dev0+beta.1`.
fn version(semantic: &str) -> String {
    let (rest, build) = match semantic.split_once('+') {
        Some((rest, build)) => (rest, Some(build)),
        None => (semantic, None),
    };
    let (numbers, early) = match rest.split_once('-') {
        Some((numbers, early)) => (numbers, Some(early)),
        None => (rest, None),
    };
    let mut local: Vec<String> = Vec::new();
    let mut version = numbers.to_owned();
    if let Some(early) = early {
        let (word, number) = early.split_once('.').unwrap_or((early, "0"));
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        match (word, is_number) {
            ("alpha", true) => version.push_str(&format!("a{number}")),
            ("beta", true) => version.push_str(&format!("b{number}")),
            ("rc", true) => version.push_str(&format!("rc{number}")),
            _ => {
                version.push_str(".dev0");
                local.push(early.to_owned());
            }
        }
    }
    local.extend(build.map(str::to_owned));
    if !local.is_empty() {
        version.push_str(&format!("+{}", local.join(".").replace('-', ".")));
    }
    version
}

/// A text of TOML.
fn text(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_those_of_python() {
        for (semantic, expected) in [
            ("1.2.3", "1.2.3"),
            ("1.2.3-beta.1", "1.2.3b1"),
            ("1.2.3-rc", "1.2.3rc0"),
            ("1.2.3-next.x", "1.2.3.dev0+next.x"),
            ("1.2.3+a-b", "1.2.3+a.b"),
        ] {
            assert_eq!(version(semantic), expected);
        }
    }
}
