//! The files that make the output an npm package.

use serde_json::json;
use tdproto_schema::Model;

use crate::lang::banner;

/// `package.json`.
pub(super) fn manifest(model: &Model) -> String {
    let mut manifest = json!({
        "//": banner(model),
        "name": name(model),
        "version": version(model.protocol.version.as_deref()),
        "description": model.protocol.doc.split_whitespace().collect::<Vec<_>>().join(" "),
        "type": "module",
        "sideEffects": false,
        "exports": {
            ".": {
                "types": "./dist/index.d.ts",
                "default": "./dist/index.js",
            },
            "./schema.json": "./schema.json",
            "./package.json": "./package.json",
        },
        "files": ["dist", "src", "schema.json"],
        "engines": { "node": ">=20" },
        "scripts": {
            "build": "tsc",
            "prepack": "tsc",
        },
        "devDependencies": {
            "typescript": "^5.9.3",
        },
    });
    if let Some(object) = manifest
        .as_object_mut()
        .filter(|_| model.protocol.doc.is_empty())
    {
        object.shift_remove("description");
    }
    format!("{manifest:#}\n")
}

/// What the package is called.
pub(super) fn name(model: &Model) -> String {
    model.protocol.name.to_lowercase()
}

/// `tsconfig.json`.
pub(super) fn compiler_options(model: &Model) -> String {
    let options = json!({
        "compilerOptions": {
            "target": "ES2022",
            "lib": ["ES2022", "DOM"],
            "module": "NodeNext",
            "types": [],
            "rootDir": "src",
            "outDir": "dist",
            "declaration": true,
            "declarationMap": true,
            "sourceMap": true,
            "strict": true,
            "noUncheckedIndexedAccess": true,
            "exactOptionalPropertyTypes": true,
            "verbatimModuleSyntax": true,
            "isolatedModules": true,
        },
        "include": ["src"],
    });
    format!("// {}\n{options:#}\n", banner(model))
}

/// A version as npm wants it: three numbers, whatever the protocol's has.
fn version(version: Option<&str>) -> String {
    let number = |part: &str| part.parse::<u64>().ok();
    let mut parts = version.unwrap_or_default().split('.').map_while(number);
    let [major, minor, patch] = std::array::from_fn(|_| parts.next().unwrap_or(0));
    format!("{major}.{minor}.{patch}")
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_have_three_numbers() {
        assert_eq!(version(None), "0.0.0");
        assert_eq!(version(Some("1.50")), "1.50.0");
        assert_eq!(version(Some("1.50.57")), "1.50.57");
        assert_eq!(version(Some("01.2.3.4")), "1.2.3");
        assert_eq!(version(Some("next")), "0.0.0");
    }
}
