//! Adds what captures have to a schema: events, fields, values, variants; and loosens the presence of
//! fields. What contradicts the schema is reported and changes nothing.

mod added;
mod changes;
mod edit;
mod entries;
mod known;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::decl::{Decls, EventDecl, ParamsDecl, Spanned, TypeBody};
use tdproto_schema::model::{Direction, Sender};
use tdproto_schema::{SourceMap, Span, TypeExpr, read};

use super::form::{Form, Plan};
use super::frames::{EventSeen, Frames};
use super::options::Options;
use super::run::{self, Captures, Failed, Observed};
use super::shape::Arena;
use crate::toml_values;
use changes::Changes;
use edit::Texts;
use known::Known;
use walk::{Place, Walk};

/// A schema with what captures add to it.
#[derive(Debug)]
pub struct Updated {
    /// The files that change, by their paths.
    pub files: BTreeMap<String, String>,
    /// The changes, in words.
    pub changes: Vec<String>,
    /// What contradicts the schema, in words.
    pub conflicts: Vec<String>,
    /// What was left out, in words.
    pub left_out: Vec<String>,
    /// The captures that were read.
    pub captures: Captures,
}

/// The schema that is updated.
pub(super) struct Old<'s> {
    pub(super) sources: &'s SourceMap,
    pub(super) decls: Decls,
    /// The beginning of the paths of its files.
    pub(super) dir: String,
}

impl Old<'_> {
    /// The file that a declaration is in.
    pub(super) fn file(&self, span: Span) -> Option<&str> {
        self.sources.file_of(span).map(|file| file.path.as_str())
    }
}

/// Adds what captures have to the valid schema of `sources`, whose paths begin with `dir`.
///
/// # Errors
/// If no frame could be read.
pub fn update(
    sources: &SourceMap,
    dir: &str,
    captures: impl IntoIterator<Item = crate::capture::Input>,
    options: &Options,
    interrupted: &mut dyn FnMut() -> bool,
) -> Result<Updated, Failed> {
    let mut decls = Decls::default();
    for file in sources.files() {
        decls.append(read(sources, file.id).0);
    }
    let old = Old {
        sources,
        decls,
        dir: dir.to_owned(),
    };
    let options = options_of(&old.decls, options);
    let observed = run::observe(captures, &options, interrupted)?;
    Ok(updated(&old, observed, &options))
}

/// The options, with the form of frames and the tags of the schema.
fn options_of(decls: &Decls, options: &Options) -> Options {
    let mut options = options.clone();
    let form = Form::of(decls, "the schema").unwrap_or_else(Form::usual);
    options.form = Some(form);
    let mut largest = options.enum_values;
    let mut tags = Vec::new();
    for def in &decls.types {
        match &def.body {
            TypeBody::Union {
                form: tdproto_schema::decl::FormDecl::Tag { tag: Some(tag), .. },
                ..
            } if !tags.contains(&tag.value) => tags.push(tag.value.clone()),
            TypeBody::Enum { values, .. } => largest = largest.max(values.len() + 32),
            TypeBody::Entity { .. }
            | TypeBody::Union { .. }
            | TypeBody::Scalar { .. }
            | TypeBody::Alias { .. } => {}
        }
    }
    tags.append(&mut options.tag_keys);
    options.tag_keys = tags;
    options.kept_texts = largest;
    options
}

fn updated(old: &Old<'_>, observed: Observed, options: &Options) -> Updated {
    let Observed {
        plan,
        mut frames,
        captures,
    } = observed;
    frames
        .events
        .sort_by(|one, other| one.name.cmp(&other.name));
    let mut left_out = super::events::left_out(&mut frames, &plan, &captures);
    let known = Known::new(&old.decls);
    let mut walk = Walk::new(&frames.observer.arena, &known);
    let (mut events, mut fresh) = (Vec::new(), Vec::new());
    for (at, seen) in frames.events.iter().enumerate() {
        match known.event(seen, &plan) {
            Some(event) => {
                follow(&mut walk, event, seen);
                events.push((at, event));
            }
            None if is_of_several(&known, seen, &plan) => {
                let count = seen.count();
                left_out.push(format!("frames of a kind with several events: {count}"));
            }
            None => fresh.push(at),
        }
    }
    let of_frames = frame_fields(&mut walk, &frames, &plan);
    if !of_frames.more.is_empty() {
        left_out.push(format!(
            "keys that frames of the schema do not have: {}",
            of_frames.more.join(", ")
        ));
    }
    let changes = Changes::of(&mut walk);
    let variants = std::mem::take(&mut walk.variants);
    let variants = variants
        .into_iter()
        .map(|((union, value), objects)| ((union.to_owned(), value), objects))
        .collect();
    let conflicts: BTreeSet<String> = std::mem::take(&mut walk.conflicts);
    let mut texts = Texts::default();
    for file in old.sources.files() {
        texts.add(&file.path, &file.text);
    }
    let mut lines = Vec::new();
    for (at, event) in events {
        let seen = (&frames.events[at], &frames.observer.arena);
        loosen_event(old, &mut texts, event, seen, &mut lines);
    }
    loosen_frames(old, &mut texts, &of_frames, &mut lines);
    loosen(old, &known, &mut texts, &changes, &mut lines);
    let additions = added::Additions {
        changes,
        variants,
        events: fresh,
    };
    let out = (&mut texts, &mut lines);
    added::add((old, &known), &plan, (frames, additions), options, out);
    Updated {
        files: texts.changed(),
        changes: lines,
        conflicts: conflicts.into_iter().collect(),
        left_out,
        captures,
    }
}

/// Returns true if frames say no event, and their kind has several.
fn is_of_several(known: &Known<'_>, seen: &EventSeen, plan: &Plan) -> bool {
    match plan {
        Plan::Keys(_) => false,
        Plan::Drawn(drawn) => {
            let is_told = seen.name != drawn.kinds()[seen.kind].name();
            !is_told && !known.of_nameless(seen, drawn).is_empty()
        }
    }
}

/// What frames have besides their events.
#[derive(Default)]
struct OfFrames {
    /// The keys that an envelope does not have.
    more: Vec<String>,
    /// The fields that are null although they never are: the kind, the field, and how often.
    nulls: Vec<(Spanned<String>, String, u64)>,
}

/// Follows the types of the fields of frames.
fn frame_fields(walk: &mut Walk<'_, '_>, frames: &Frames, plan: &Plan) -> OfFrames {
    let text = TypeExpr::Name("string".to_owned(), Span::NONE);
    let mut found = OfFrames::default();
    for (at, seen) in frames.kinds.iter().enumerate() {
        let groups = frames.observer.arena.groups(seen.fields);
        for key in groups.iter().flat_map(|group| &group.keys) {
            let (ty, kind) = match plan {
                Plan::Keys(keys) if keys.id.as_deref() == Some(&*key.name) => {
                    (Some(&text), "frame")
                }
                Plan::Keys(_) => {
                    found.more.push(format!("`{}`", key.name));
                    continue;
                }
                Plan::Drawn(drawn) => {
                    let kind = &drawn.kinds()[at];
                    // A reply has the id of its request.
                    let request = kind.replies.map_or(kind, |request| &drawn.kinds()[request]);
                    let is_id = &*key.name == "id";
                    let kind = if is_id { request } else { kind };
                    let mut fields = kind.decl.fields.iter();
                    let field = fields.find(|field| field.name.value == *key.name);
                    let usual = is_id.then_some(&text);
                    if let Some(field) = field.filter(|field| !is_id && !field.nullable)
                        && let Some(nulls) = walk.unexpected_nulls(&field.ty, key.value)
                    {
                        let kind = kind.decl.name.clone();
                        found.nulls.push((kind, key.name.to_string(), nulls));
                    }
                    (field.map(|field| &field.ty).or(usual), kind.name())
                }
            };
            if let Some(ty) = ty {
                let place = Place {
                    shape: key.value,
                    path: format!("{kind} {}", key.name),
                    by_client: true,
                };
                walk.follow(ty, place);
            }
        }
    }
    found
}

/// Loosens the fields of frames that are null although they never are.
fn loosen_frames(old: &Old<'_>, texts: &mut Texts, found: &OfFrames, lines: &mut Vec<String>) {
    for (kind, key, nulls) in &found.nulls {
        let Some(file) = old.file(kind.span) else {
            continue;
        };
        let notes = format!("null in {nulls}");
        texts.edit(file, &["frame", &kind.value, "fields"], |table| {
            edit::set(table, key, &[("nullable", true)], &notes);
        });
        let kind = &kind.value;
        lines.push(format!(
            "loosened: field `{key}` of frame `{kind}` is nullable: {notes}"
        ));
    }
}

/// Follows the types of an event along its frames.
fn follow(walk: &mut Walk<'_, '_>, event: &EventDecl, seen: &EventSeen) {
    let name = &event.name.value;
    // A side that the capture does not name may be either.
    let unknown = event.sender == Sender::Both && seen.unknown > 0;
    let by_client = event.sender == Sender::Client || seen.by_client > 0 || unknown;
    let by_server = event.sender == Sender::Server || seen.by_server > 0 || unknown;
    let bodies = [
        (&event.params, seen.params, "params", by_client),
        (&event.reply, seen.reply, "reply", by_server),
    ];
    for (declared, part, word, by_client) in bodies {
        let Some(declared) = declared.as_ref().filter(|_| part.present > 0) else {
            continue;
        };
        let place = Place {
            shape: part.shape,
            path: format!("{name} {word}"),
            by_client,
        };
        walk.follow(&declared.ty, place);
    }
}

/// Loosens an event: the sides that send it, and whether it has params.
fn loosen_event(
    old: &Old<'_>,
    texts: &mut Texts,
    event: &EventDecl,
    (seen, arena): (&EventSeen, &Arena),
    lines: &mut Vec<String>,
) {
    let name = &event.name.value;
    let Some(file) = old.file(event.name.span) else {
        return;
    };
    let sides = [
        (Direction::ClientToServer, seen.by_client),
        (Direction::ServerToClient, seen.by_server),
    ];
    let mut others = sides
        .iter()
        .filter(|(side, count)| *count > 0 && !event.sender.sends(*side));
    if let Some((side, count)) = others.next() {
        texts.edit(file, &["event", name], |table| {
            toml_values::replace(table, "direction", "both".into());
        });
        let side = side.name();
        lines.push(format!(
            "loosened: event `{name}` has both directions: {count} from a {side}"
        ));
    }
    let bodies = [
        ("params", &event.params, seen.params, seen.count()),
        ("reply", &event.reply, seen.reply, seen.replies),
    ];
    for (key, declared, part, all) in bodies {
        let Some(declared) = declared else { continue };
        let absent = all.saturating_sub(part.present);
        let nulls = arena.shape(arena.find(part.shape)).nulls;
        let takes_null = ["any", "null"].contains(&declared.ty.to_string().as_str());
        let optional = absent > 0 && !declared.optional;
        let nullable = nulls > 0 && !declared.nullable && !takes_null;
        let mut notes = Vec::new();
        if optional {
            notes.push(format!("absent in {absent} of {all}"));
        }
        if nullable {
            notes.push(format!("null in {nulls} of {all}"));
        }
        if notes.is_empty() {
            continue;
        }
        let notes = notes.join("; ");
        let loose = ParamsDecl {
            optional: declared.optional || optional,
            nullable: declared.nullable || nullable,
            ..declared.clone()
        };
        texts.edit(file, &["event", name], |table| {
            toml_values::replace(table, key, inline(&loose));
            edit::set(table, key, &[], &notes);
        });
        lines.push(format!("loosened: the {key} of `{name}`: {notes}"));
    }
}

/// Params as an inline table.
fn inline(params: &ParamsDecl) -> toml_edit::Value {
    let mut inline = toml_edit::InlineTable::new();
    inline.insert("type", params.ty.to_string().into());
    for (flag, is_set) in [("nullable", params.nullable), ("optional", params.optional)] {
        if is_set {
            inline.insert(flag, true.into());
        }
    }
    inline.into()
}

/// Loosens fields, and adds values to enums.
fn loosen(
    old: &Old<'_>,
    known: &Known<'_>,
    texts: &mut Texts,
    changes: &Changes,
    lines: &mut Vec<String>,
) {
    let file_of = |name: &str| {
        let def = known.types.get(name)?;
        old.file(def.name.span)
    };
    for ((entity, key), found) in &changes.loosened {
        let mut words = Vec::new();
        if found.optional {
            words.push((
                "optional",
                format!("absent in {} of {}", found.absent, found.all),
            ));
        }
        if found.nullable {
            words.push(("nullable", format!("null in {}", found.nulls)));
        }
        let flags = [("nullable", found.nullable), ("optional", found.optional)];
        let notes: Vec<_> = words.iter().map(|(_, note)| note.as_str()).collect();
        let notes = notes.join("; ");
        let Some(file) = file_of(entity) else {
            continue;
        };
        texts.edit(file, &["entity", entity, "fields"], |table| {
            edit::set(table, key, &flags, &notes);
        });
        let flags: Vec<_> = words.iter().map(|(flag, _)| *flag).collect();
        lines.push(format!(
            "loosened: field `{entity}.{key}` is {}: {notes}",
            flags.join(" and ")
        ));
    }
    for (name, values) in &changes.values {
        entries::add_values((old, known), texts, (name, values), lines);
    }
}
