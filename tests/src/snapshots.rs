//! Every fixture in every language, locked by snapshots under `tests/snapshots/<language>/`.

use tdproto_codegen::{Options, REGISTRY, generate};

use crate::{fixtures, root};

#[test]
fn every_fixture_in_every_language() {
    for (case, schema) in fixtures::all() {
        for backend in REGISTRY {
            let (generated, diagnostics) = generate(&schema, *backend, &Options::default());
            assert!(diagnostics.is_empty(), "{case}: {diagnostics:#?}");
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(root().join("tests/snapshots").join(backend.name()));
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            for file in generated.files {
                let name = format!("{case}.{}", file.path.replace('/', "__"));
                settings.bind(|| insta::assert_snapshot!(name, file.text));
            }
        }
    }
}
