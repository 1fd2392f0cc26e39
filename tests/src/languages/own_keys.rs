//! Keys and items of frames themselves, beside their params: every language skips those that the
//! schema does not have, whatever its package does with those of params.

use std::sync::OnceLock;

use tdproto_codegen::UnknownFields;
use tdproto_codegen::payloads::{Class, Vector};

use crate::payloads::cases::{Case, cases};
use crate::payloads::report::{judged, outcomes};
use crate::travel::STATIONS;

/// Schemas whose frames are an envelope, drawn as objects, and drawn as arrays; none has params among
/// its own keys or items.
const SCHEMAS: [&str; 3] = ["params", "cdp", "phoenix"];

/// What packages do, and the prefix of their names.
const POLICIES: [(&str, UnknownFields); 2] = [
    ("kept_", UnknownFields::Keep),
    ("denied_", UnknownFields::Deny),
];

/// Vectors of a schema whose unknown keys and items are those of the frame, at least.
const LEAST: usize = 10;

/// Returns true if the unknown key or item is one of the frame itself.
fn is_of_frame(vector: &Vector) -> bool {
    let variant = vector.id.rsplit('/').next();
    let is_whole = |name: &str| name == "envelope" || name == "frame" || name.starts_with("frame-");
    vector.class == Class::UnknownKey && variant.is_some_and(is_whole)
}

/// The packages, each with the vectors of its schema that are about the keys of frames.
pub(crate) fn packages() -> &'static [Case] {
    static PACKAGES: OnceLock<Vec<Case>> = OnceLock::new();
    PACKAGES.get_or_init(|| {
        let plain = cases().iter();
        let plain = plain.filter(|case| SCHEMAS.contains(&case.name.as_str()));
        let packages = plain.flat_map(|case| {
            POLICIES.map(|(prefix, policy)| {
                let vectors = case.vectors.iter().filter(|vector| is_of_frame(vector));
                let vectors: Vec<Vector> = vectors.cloned().collect();
                assert!(vectors.len() >= LEAST, "{}: {}", case.name, vectors.len());
                let name = format!("{prefix}{}", case.name);
                let mut package = Case::of(&name, case.schema.clone(), vectors);
                package.unknown_fields = policy;
                package
            })
        });
        packages.collect()
    })
}

#[test]
fn are_skipped_whatever_a_package_does_with_others() {
    for (language, lines) in STATIONS {
        let Some(lines) = lines(packages()) else {
            continue;
        };
        for (case, outcomes) in packages().iter().zip(outcomes(packages(), &lines)) {
            for (vector, judged) in case.vectors.iter().zip(judged(case, outcomes)) {
                let id = case.id(vector);
                assert_eq!(judged, Some(Ok(())), "{language}: {id}: {}", vector.text);
            }
        }
    }
}
