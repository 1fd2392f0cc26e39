//! The files that make the output an npm package.

use serde_json::{Value, json};
use tdproto_schema::Model;

use crate::banner::banner;
use crate::lang::package::description;
use crate::lang::{Input, Package};

/// The package; npm's names are in lower case.
pub(super) fn package(input: &Input<'_>) -> Package {
    let options = input.options.package(super::NAME);
    Package::new(input.model, options, str::to_lowercase)
}

/// `package.json`.
pub(super) fn manifest(input: &Input<'_>) -> String {
    let (model, package) = (input.model, package(input));
    let repository = package.repository.as_deref().map(repository);
    // The text of a licence is the author's to add; npm packs it if it is there.
    let license = package.license.as_ref().map(|_| "LICENSE");
    let files: Vec<_> = ["dist", "src", "schema.json"]
        .into_iter()
        .chain(license)
        .collect();
    let keywords = (!package.keywords.is_empty()).then_some(package.keywords);
    let mut manifest = json!({
        "//": banner(model),
        "name": package.name,
        "version": package.version,
        "description": description(&model.protocol),
        "license": package.license,
        "homepage": package.homepage,
        "repository": repository,
        "keywords": keywords,
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
        "files": files,
        "engines": { "node": ">=20" },
        "scripts": {
            "build": "tsc",
            "prepack": "tsc",
        },
        "devDependencies": {
            "typescript": "^5.9.3",
        },
    });
    if let Some(object) = manifest.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    format!("{manifest:#}\n")
}

/// The repository in the form that npm wants: the URL names the tool, too.
fn repository(url: &str) -> Value {
    let is_git = url.starts_with("git");
    let url = format!("{}{url}", if is_git { "" } else { "git+" });
    json!({ "type": "git", "url": url })
}

/// `tsconfig.json`.
pub(super) fn compiler_options(model: &Model) -> String {
    let options = json!({
        "compilerOptions": {
            "target": "ES2022",
            "lib": ["ES2022", "DOM", "ESNext.Disposable"],
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
