//! Declares what a schema does not have.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::decl::{Decls, FormDecl, Spanned, TypeBody};
use tdproto_schema::model::EnumBase;

use super::Old;
use super::changes::{Changes, NewField};
use super::edit::Texts;
use super::entries::Edit;
use super::known::Known;
use super::walk::{Objects, Place, Walk};
use crate::infer::draft::{Draft, ScalarDraft, Where, code_name, counted, name_of, times};
use crate::infer::events::declare_event;
use crate::infer::form::Plan;
use crate::infer::formats::Format;
use crate::infer::frames::Frames;
use crate::infer::guess::variant;
use crate::infer::naming::{Names, Root};
use crate::infer::options::Options;
use crate::infer::settle::settle;
use crate::infer::shape::{Arena, ShapeId};
use crate::infer::unify::{places, unify};
use crate::infer::words::{Taken, snake};
use crate::schema_text;

/// The first lines of a new file.
const HEAD: &str = "#:schema schema.json\n\n";

/// What a schema does not have.
#[derive(Debug)]
pub(super) struct Additions {
    pub(super) changes: Changes,
    /// The objects of new variants: the union, and the value of its tag.
    pub(super) variants: BTreeMap<(String, String), Vec<Objects>>,
    /// The positions of new events.
    pub(super) events: Vec<usize>,
}

/// Declares what a schema does not have.
pub(super) fn add(
    (old, known): (&Old<'_>, &Known<'_>),
    plan: &Plan,
    (mut frames, additions): (Frames, Additions),
    options: &Options,
    (texts, lines): (&mut Texts, &mut Vec<String>),
) {
    let (roots, variants) = prepare(&mut frames, &additions, known);
    let arena = &mut frames.observer.arena;
    let flat = additions.events.iter().map(|at| &frames.events[*at]);
    let flat = flat.filter(|event| plan.is_flat(event.kind));
    let fixed = flat.map(|event| event.params.shape);
    let fixed: Vec<_> = fixed
        .chain(variants.iter().map(|(_, shape)| *shape))
        .collect();
    settle(arena, &fixed, options);
    let named: Vec<_> = roots
        .iter()
        .map(|root| (root.name.clone(), root.shape))
        .collect();
    unify(arena, &named);
    let declared = declared(arena, known, &named);
    let mut taken = Taken::default();
    known.types.keys().for_each(|name| taken.add(name));
    let names = Names::new(arena, &roots, &declared, &mut taken);
    let mut draft = Draft::new(&frames.observer.arena, options, names, taken);
    seed(&mut draft, known);
    draft.types();
    let mut edits = Vec::new();
    fields(&mut draft, known, &additions.changes, &mut edits);
    for ((union, value), shape) in &variants {
        edits.push(new_variant(&mut draft, known, (union, value), *shape));
    }
    for at in &additions.events {
        declare_event(&mut draft, &frames.events[*at], plan);
    }
    draft.finish();
    for edit in edits {
        edit.write(old, known, texts, lines);
    }
    for at in &additions.events {
        let event = &frames.events[*at];
        let count = counted(event.count(), "frame");
        lines.push(format!("added: event `{}`: {count}", event.name));
    }
    declarations(old, known, draft, (texts, lines));
}

/// The places of what is new, and the shapes of new variants without their tags.
#[allow(clippy::type_complexity, reason = "a pair of lists")]
fn prepare(
    frames: &mut Frames,
    additions: &Additions,
    known: &Known<'_>,
) -> (Vec<Root>, Vec<((String, String), ShapeId)>) {
    let mut roots = Vec::new();
    for at in &additions.events {
        let event = &frames.events[*at];
        for (part, suffix) in [(event.params, "Params"), (event.reply, "Reply")] {
            roots.push(Root {
                name: event.code_words(),
                suffix,
                key: None,
                shape: part.shape,
            });
        }
    }
    let arena = &mut frames.observer.arena;
    let mut variants = Vec::new();
    for ((union, value), objects) in &additions.variants {
        let shape = without_tag(arena, known, union, objects);
        variants.push(((union.clone(), value.clone()), shape));
        roots.push(Root {
            name: format!("{union} {value}"),
            suffix: "",
            key: None,
            shape,
        });
    }
    for ((entity, key), new) in &additions.changes.fields {
        if let [first, others @ ..] = new.shapes.as_slice() {
            others.iter().for_each(|other| arena.merge(*first, *other));
            roots.push(Root {
                name: entity.clone(),
                suffix: "",
                key: Some(key.clone()),
                shape: *first,
            });
        }
    }
    (roots, variants)
}

/// Moves the objects of a new variant to a shape of their own, without the tag.
fn without_tag(arena: &mut Arena, known: &Known<'_>, union: &str, objects: &[Objects]) -> ShapeId {
    let tag = match known.body(union) {
        Some(TypeBody::Union {
            form: FormDecl::Tag { tag, .. },
            ..
        }) => tag.as_ref().map_or("", |tag| tag.value.as_str()),
        Some(_) | None => "",
    };
    let new = arena.add();
    let into = arena.objects_of(new);
    for (shape, group) in objects {
        let from = arena.shape(arena.find(*shape)).objects;
        let (Some(from), Some(group)) = (from, *group) else {
            continue;
        };
        let groups = &mut arena.objects[from as usize].groups;
        let Some(found) = groups.get_mut(group) else {
            continue;
        };
        let mut moved = std::mem::take(found);
        found.tag = moved.tag.take();
        moved.keys.retain(|key| *key.name != *tag);
        arena.put_into(into, 0, moved);
        arena.settle();
    }
    new
}

/// The new places whose objects an entity of the schema takes without a change.
fn declared(
    arena: &Arena,
    known: &Known<'_>,
    roots: &[(String, ShapeId)],
) -> BTreeMap<ShapeId, String> {
    let mut found = BTreeMap::new();
    for place in places(arena, roots) {
        let [group] = arena.groups(place.shape) else {
            continue;
        };
        let keys: BTreeSet<&str> = group.keys.iter().map(|key| &*key.name).collect();
        let mut best: Option<(usize, &str)> = None;
        for name in known.types.keys() {
            let fields = known.fields(name);
            let is_part = keys.iter().all(|key| fields.contains_key(key));
            let is_close = keys.len() > 1 && keys.len() * 2 >= fields.len();
            let is_closer = best.is_none_or(|(size, _)| fields.len() < size);
            if is_part && is_close && is_closer && takes(arena, known, name, place.shape) {
                best = Some((fields.len(), name));
            }
        }
        if let Some((_, name)) = best {
            found.insert(place.shape, name.to_owned());
        }
    }
    found
}

/// Returns true if an entity takes all objects of a shape.
fn takes(arena: &Arena, known: &Known<'_>, entity: &str, shape: ShapeId) -> bool {
    let mut walk = Walk::new(arena, known);
    let place = Place {
        shape,
        path: String::new(),
        by_client: false,
    };
    walk.follow(&name_of(entity), place);
    Changes::of(&mut walk).is_empty() && walk.conflicts.is_empty() && walk.variants.is_empty()
}

/// Makes the scalars and the names of the schema known.
fn seed(draft: &mut Draft<'_>, known: &Known<'_>) {
    for event in &known.events {
        draft.events.add(&event.name.value);
    }
    for (name, def) in &known.types {
        let TypeBody::Scalar {
            constraints,
            prefixes,
            ..
        } = &def.body
        else {
            continue;
        };
        let bounds = &constraints.bounds;
        let is_plain = bounds.min.is_none() && bounds.max.is_none();
        if !is_plain || constraints.pattern.is_some() || !prefixes.is_empty() {
            continue;
        }
        let own = constraints
            .format
            .as_ref()
            .map(|format| format.value.name());
        let format = Format::ALL
            .into_iter()
            .find(|format| Some(format.name()) == own);
        if let Some(format) = format.filter(|format| *format != Format::Datetime) {
            let scalar = ScalarDraft {
                name: (*name).to_owned(),
                count: 0,
                is_known: true,
            };
            draft.scalars.entry(format).or_insert(scalar);
        }
    }
}

/// The fields that entities do not have.
fn fields(draft: &mut Draft<'_>, known: &Known<'_>, changes: &Changes, edits: &mut Vec<Edit>) {
    let mut new: Vec<(&(String, String), &NewField)> = changes.fields.iter().collect();
    new.sort_by_key(|((entity, _), new)| (entity.clone(), new.since));
    for ((entity, key), new) in new {
        let Some(shape) = new.shapes.first() else {
            continue;
        };
        let mut in_code = Taken::default();
        for (name, owned) in known.fields(entity) {
            let own = owned.field.code_name.clone();
            in_code.add(&own.unwrap_or_else(|| snake(name)));
        }
        let counts = (new.present, new.all);
        let (mut field, notes) = draft.field(entity, key, *shape, counts);
        field.code_name = code_name(key, &mut in_code);
        // Earlier values, such as documented examples, need not have it.
        field.optional = true;
        let body = TypeBody::Entity {
            direction: None,
            includes: Vec::new(),
            fields: vec![field],
        };
        let notes = notes.join("; ");
        let line = format!("added: field `{entity}.{key}`: {notes}");
        let path = ["entity", entity, "fields"];
        edits.push(Edit::new(path, body, (key, &notes), line));
    }
}

/// A variant that a union does not have.
fn new_variant(
    draft: &mut Draft<'_>,
    known: &Known<'_>,
    (union, value): (&str, &str),
    shape: ShapeId,
) -> Edit {
    let count: u64 = draft
        .arena
        .groups(shape)
        .iter()
        .map(|group| group.count)
        .sum();
    let mut taken = Taken::default();
    if let Some(TypeBody::Union { variants, .. }) = known.body(union) {
        let names = variants.iter().map(|variant| &variant.name.value);
        names.for_each(|name| taken.add(name));
    }
    let short = taken.take_any(&snake(value));
    let at = Where {
        owner: union,
        key: &short,
    };
    let ty = (!draft.is_bare(shape)).then(|| draft.guess(shape, at, 0).ty);
    let body = TypeBody::Union {
        direction: None,
        form: FormDecl::Tag {
            tag: Some(Spanned::unplaced("tag".to_owned())),
            base: EnumBase::Text,
            content: None,
        },
        open: true,
        variants: vec![variant(&short, Some(value), ty)],
    };
    let note = times(count);
    let line = format!("added: variant `{union}.{short}`: {note}");
    Edit::new(["union", union, "variants"], body, (&short, &note), line)
}

/// Adds new declarations: events beside those with the most alike name, types beside other types.
fn declarations(
    old: &Old<'_>,
    known: &Known<'_>,
    draft: Draft<'_>,
    (texts, lines): (&mut Texts, &mut Vec<String>),
) {
    let Draft {
        decls, comments, ..
    } = draft;
    let mut files: BTreeMap<String, Decls> = BTreeMap::new();
    for event in decls.events {
        let file = file_of_event(old, known, &event.name.value);
        files.entry(file).or_default().events.push(event);
    }
    for def in decls.types {
        lines.push(format!("added: type `{}`", def.name.value));
        let file = file_of_types(old, known);
        files.entry(file).or_default().types.push(def);
    }
    for (file, mut decls) in files {
        let types = decls.types.iter_mut().map(|def| &mut def.topic);
        let events = decls.events.iter_mut().map(|event| &mut event.topic);
        types
            .chain(events)
            .for_each(|topic| "new".clone_into(topic));
        let Ok(written) = schema_text::write(&decls, &comments) else {
            continue;
        };
        for text in written.values() {
            texts.append(&file, text, HEAD);
        }
    }
}

/// The file of the event whose name begins most like another.
fn file_of_event(old: &Old<'_>, known: &Known<'_>, name: &str) -> String {
    let common = |other: &str| {
        let same = name
            .chars()
            .zip(other.chars())
            .take_while(|(one, other)| one == other);
        same.count()
    };
    let events = known.events.iter();
    let best = events.max_by_key(|event| common(&event.name.value));
    let file = best.and_then(|event| old.file(event.name.span));
    file.map_or_else(|| format!("{}/events.toml", old.dir), str::to_owned)
}

/// The file with the most types.
fn file_of_types(old: &Old<'_>, known: &Known<'_>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for def in known.types.values() {
        if let Some(file) = old.file(def.name.span) {
            *counts.entry(file).or_default() += 1;
        }
    }
    let best = counts.into_iter().max_by_key(|(_, count)| *count);
    best.map_or_else(
        || format!("{}/types.toml", old.dir),
        |(file, _)| file.to_owned(),
    )
}
