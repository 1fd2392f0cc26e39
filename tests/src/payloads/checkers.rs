//! The checkers: JSON Schema in Ajv and in the crate `jsonschema`, and the validator.

use jsonschema::Registry;
use serde_json::{Value, json};
use tdproto_codegen::Options;
use tdproto_codegen::lang::json_schema::JsonSchema;
use tdproto_codegen::payloads::{Decoded, Of, Vector, pointer};
use tdproto_codegen::validate::{self, Checker, Rule, Side, Validator};
use tdproto_codegen::views::{InputViews, View};
use tdproto_codegen::{Backend as _, naming};
use tdproto_schema::model::{EventId, Sender};
use tdproto_schema::{Model, Schema};

use super::drawn::Drawn;
use super::{Case, Verdict};
use crate::json_schema;

/// Whose view the text of a vector is in.
fn view(vector: &Vector) -> View {
    View::of(vector.from)
}

/// What the validator says. All that is asked of it stands here.
pub(super) fn validate(case: &Case) -> Vec<Verdict> {
    let model = &case.schema.model;
    let validator = Validator::new(model);
    let verdict = |vector: &Vector| {
        let deviations = match &vector.of {
            Of::Frame => match event_of(model, vector) {
                Some(event) => validator.frame_of(event, Side::of(vector.from), &vector.text),
                None => validator.frame_from(Side::of(vector.from), &vector.text),
            },
            Of::Type(name) => {
                let id = model.find_type(name).unwrap();
                validator.of_type(id, view(vector), &vector.text)
            }
        };
        if deviations.iter().any(|found| found.rule == Rule::NotJson) {
            return Verdict::NoJson;
        }
        let mut found: Vec<_> = deviations
            .iter()
            .map(|deviation| (pointer(&deviation.path.0), deviation.rule))
            .collect();
        found.sort();
        let found = found.into_iter();
        Verdict::All(
            found
                .map(|(path, rule)| (path, rule.name().to_owned()))
                .collect(),
        )
    };
    case.vectors.iter().map(verdict).collect()
}

/// Whether the validator refuses what receivers refuse, and no more. A reply is not asked for: a
/// receiver takes it, and reads what is in it by its request.
pub(super) fn lenient(case: &Case) -> Vec<Option<Result<(), String>>> {
    let model = &case.schema.model;
    let validator = Validator::new(model);
    let verdict = |vector: &Vector| {
        let kind = vector.kind.as_ref().and_then(|kind| model.find_frame(kind));
        if vector.event.is_some() || kind.is_some_and(|kind| model.frame(kind).replies.is_some()) {
            return None;
        }
        let options = validate::Options {
            lenient: true,
            placeholders: false,
            side: Side::of(vector.from),
            correlate: false,
        };
        let mut checker = Checker::new(&validator, options, 1);
        match &vector.of {
            Of::Frame => {
                checker.frame(&vector.text);
            }
            Of::Type(name) => checker.entity(&vector.text, model.find_type(name).unwrap()),
        }
        let found = checker.deviations.kept;
        let is_refused = matches!(vector.lenient, Decoded::Malformed(_));
        Some(match found.is_empty() != is_refused {
            true => Ok(()),
            false => Err(format!("expected {:?}; got {found:?}", vector.lenient)),
        })
    };
    case.vectors.iter().map(verdict).collect()
}

/// The event that the reader of a vector knows without the frame.
fn event_of(model: &Model, vector: &Vector) -> Option<EventId> {
    let name = vector.event.as_ref()?;
    let mut events = model.events_with_ids();
    events.find_map(|(id, event)| (event.name == *name).then_some(id))
}

/// The reference to the schema of each vector, and whether its definition is for a part of an
/// object, which has to be closed.
fn references(case: &Case) -> Vec<(String, bool)> {
    let Schema { model, origins } = &case.schema;
    let views = InputViews::new(model);
    let (names, _) = naming::plan(
        model,
        origins,
        &views,
        JsonSchema.convention(),
        &naming::Renames::new(),
    );
    let urn = json_schema::urn(&case.schema);
    let bundle = format!("{urn}:schema");
    let is_both = |vector: &Vector| {
        let event = vector.id.split('/').nth(1).unwrap();
        let event = model.find_event(event);
        event.is_some_and(|event| event.sender == Sender::Both)
    };
    let reference = |vector: &Vector| match &vector.of {
        // The bundle of all frames cannot know which side sent this one.
        Of::Frame if view(vector) == View::Input && is_both(vector) => {
            (format!("{urn}:client"), false)
        }
        Of::Frame => (bundle.clone(), false),
        Of::Type(name) => {
            let id = model.find_type(name).unwrap();
            let reference = format!("{bundle}#/$defs/{}", names.in_view(id, view(vector)));
            let union = model.union(id);
            let is_open = union.is_some_and(|union| union.form.is_of_objects());
            let is_part = is_open || model.is_variant(id) || model.is_flat(id);
            (reference, is_part)
        }
    };
    let drawn = Drawn::new(&case.schema);
    let reference = |vector: &Vector| match (&drawn, &vector.of) {
        (Some(drawn), Of::Frame) => (drawn.reference(vector), false),
        (_, Of::Frame | Of::Type(_)) => reference(vector),
    };
    case.vectors.iter().map(reference).collect()
}

/// What Ajv says, in its strict mode.
pub(super) fn ajv(case: &Case) -> Vec<Verdict> {
    let folder = tempfile::tempdir().unwrap();
    let mut schemas = json_schema::write(&case.schema, folder.path(), &Options::default());
    schemas.retain(|path| is_bundle(&case.schema, path));
    let cases = case.vectors.iter().zip(references(case));
    let cases = cases.map(|(vector, (schema, closed))| {
        json!({ "schema": schema, "closed": closed, "text": vector.text })
    });
    let verdicts = json_schema::verdicts(folder.path(), &schemas, cases.collect());
    let verdicts = verdicts.into_iter().map(|refusal| match refusal {
        None => Verdict::First(None),
        Some(refusal) => match refusal.path {
            Some(path) => Verdict::First(Some(path)),
            None => Verdict::NoJson,
        },
    });
    verdicts.collect()
}

fn is_bundle(schema: &Schema, path: &std::path::Path) -> bool {
    let name = &schema.model.protocol.name;
    let names = [
        format!("{name}.schema.json"),
        format!("{name}.client.schema.json"),
    ];
    names
        .iter()
        .any(|name| path.file_name().is_some_and(|found| found == name.as_str()))
}

/// What the crate `jsonschema` says.
pub(super) fn jsonschema(case: &Case) -> Vec<Verdict> {
    let folder = tempfile::tempdir().unwrap();
    let schemas = json_schema::write(&case.schema, folder.path(), &Options::default());
    let paths = schemas.iter().filter(|path| is_bundle(&case.schema, path));
    let bundles: Vec<Value> = paths
        .map(|path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
        .collect();
    let registry = bundles
        .into_iter()
        .fold(Registry::new(), |registry, bundle| {
            let uri = bundle["$id"].as_str().unwrap().to_owned();
            registry.add(&uri, bundle).unwrap()
        });
    let registry = registry.prepare().unwrap();
    let mut validators = std::collections::BTreeMap::new();
    let cases = case.vectors.iter().zip(references(case));
    let verdicts = cases.map(|(vector, reference)| {
        let validator = validators
            .entry(reference)
            .or_insert_with_key(|(reference, closed)| {
                let options = jsonschema::options()
                    .with_registry(&registry)
                    .should_validate_formats(true);
                let schema = match closed {
                    true => json!({ "$ref": reference, "unevaluatedProperties": false }),
                    false => json!({ "$ref": reference }),
                };
                options.build(&schema).unwrap()
            });
        match serde_json::from_str::<Value>(&vector.text) {
            Err(_) => Verdict::NoJson,
            Ok(value) => {
                let errors: Vec<_> = validator.iter_errors(&value).collect();
                Verdict::First(first(&errors).map(|error| place(&value, error)))
            }
        }
    });
    verdicts.collect()
}

/// The first error, but for keys that nothing evaluated: they are known once all else is right.
fn first<'e, 'i>(
    errors: &'e [jsonschema::ValidationError<'i>],
) -> Option<&'e jsonschema::ValidationError<'i>> {
    use jsonschema::error::ValidationErrorKind as Kind;
    let is_last = |error: &&jsonschema::ValidationError<'_>| {
        matches!(error.kind(), Kind::UnevaluatedProperties { .. })
    };
    let mut others = errors.iter().filter(|error| !is_last(error));
    others.next().or_else(|| errors.first())
}

/// A key that is missing, or one too many, is part of the place.
fn place(whole: &Value, error: &jsonschema::ValidationError<'_>) -> String {
    use jsonschema::error::ValidationErrorKind as Kind;
    let at = error.instance_path().to_string();
    // Of a value or null, it is the value that is wrong.
    if let Kind::AnyOf { context } = error.kind()
        && let Some(inner) = context.first().and_then(|branch| first(branch))
    {
        return place(whole, inner);
    }
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "of the kinds that another crate has, these are placed at a key"
    )]
    let key = match error.kind() {
        Kind::Required { property } => property.as_str().map(str::to_owned),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            unexpected.first().cloned()
        }
        // Where a schema has no keys at all, the first one is too many.
        Kind::FalseSchema => {
            let object = whole.pointer(&at).and_then(Value::as_object);
            let is_of_keys = error
                .schema_path()
                .as_str()
                .ends_with("/additionalProperties");
            object
                .filter(|_| is_of_keys)
                .and_then(|object| object.keys().next().cloned())
        }
        // The error inside has the place of the map, and the key as the value that is wrong.
        Kind::PropertyNames { error } => error.instance().as_str().map(str::to_owned),
        _ => None,
    };
    match key {
        Some(key) => format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")),
        None => at,
    }
}
