//! The events and frames of an inferred schema.

use std::collections::BTreeMap;

use tdproto_schema::decl::{EventDecl, ParamsDecl, Spanned};
use tdproto_schema::model::{Direction, Sender, WireValue};
use tdproto_schema::names::Name;
use tdproto_schema::{Span, TypeExpr};

use super::draft::{Draft, Where, counted, is_any, name_of};
use super::drawn::Drawn;
use super::form::Plan;
use super::frames::{EventSeen, Frames, Strays};
use super::naming::{Names, Root};
use super::options::Options;
use super::own_frames::by_keys;
use super::run::Observed;
use super::settle::settle;
use super::shape::ShapeId;
use super::unify::unify;
use super::words::{Taken, snake};
use super::{Captures, Inferred};

/// The topic of events.
const EVENTS: &str = "events";

/// Makes a schema of what was observed.
pub(super) fn inferred(observed: Observed, options: &Options) -> Inferred {
    let Observed {
        plan,
        mut frames,
        captures,
    } = observed;
    frames
        .events
        .sort_by(|one, other| one.name.cmp(&other.name));
    let mut left_out = left_out(&mut frames, &plan, &captures);
    if let Plan::Drawn(drawn) = &plan {
        frames.join_ids(drawn);
    }
    let roots = roots(&frames);
    let fixed = fixed(&frames, &plan);
    settle(&mut frames.observer.arena, &fixed, options);
    let named = roots.iter().map(|root| (root.name.clone(), root.shape));
    unify(&mut frames.observer.arena, &named.collect::<Vec<_>>());
    let mut taken = Taken::default();
    if let Plan::Drawn(drawn) = &plan {
        drawn.type_names().for_each(|name| taken.add(name));
    }
    let names = Names::new(&frames.observer.arena, &roots, &BTreeMap::new(), &mut taken);
    let mut draft = Draft::new(&frames.observer.arena, options, names, taken);
    draft.types();
    let form = match &plan {
        Plan::Keys(keys) => {
            by_keys(&mut draft, &frames, keys);
            keys.why.clone()
        }
        Plan::Drawn(drawn) => super::declare_frames::declare(&mut draft, &frames, drawn),
    };
    for event in &frames.events {
        declare_event(&mut draft, event, &plan);
    }
    draft.finish();
    let Draft {
        decls,
        comments,
        guesses,
        unusable,
        ..
    } = draft;
    if !unusable.is_empty() {
        left_out.push(format!(
            "keys that no schema can have: {}",
            unusable.join(", ")
        ));
    }
    Inferred {
        decls,
        comments,
        guesses,
        form,
        left_out,
        captures,
    }
}

/// The shapes that schemas name.
fn roots(frames: &Frames) -> Vec<Root> {
    let mut roots = Vec::new();
    for event in &frames.events {
        let parts = [(event.params, "Params"), (event.reply, "Reply")];
        for (part, suffix) in parts {
            roots.push(Root {
                name: event.code_words(),
                suffix,
                key: None,
                shape: part.shape,
            });
        }
    }
    for kind in &frames.kinds {
        let arena = &frames.observer.arena;
        let keys = arena
            .groups(kind.fields)
            .iter()
            .flat_map(|group| &group.keys);
        roots.extend(keys.map(|key| Root {
            name: format!("frame {}", key.name),
            suffix: "",
            key: None,
            shape: key.value,
        }));
    }
    roots
}

/// The shapes that are objects in any case: those whose keys are keys of frames.
fn fixed(frames: &Frames, plan: &Plan) -> Vec<ShapeId> {
    let kinds = frames.kinds.iter().map(|kind| kind.fields);
    let events = frames
        .events
        .iter()
        .filter(|event| plan.is_flat(event.kind));
    kinds
        .chain(events.map(|event| event.params.shape))
        .collect()
}

/// What the schema does not have, in words; frames of events that it cannot have are taken out.
pub(super) fn left_out(frames: &mut Frames, plan: &Plan, captures: &Captures) -> Vec<String> {
    let mut lines = Vec::new();
    let unparsed: u64 = captures.files.iter().map(|file| file.unparsed).sum();
    let Strays {
        no_frames,
        unnamed,
        replies,
        more_keys,
    } = frames.strays;
    let mut add = |count: u64, what: &str| {
        if count > 0 {
            lines.push(format!("{what}: {count}"));
        }
    };
    add(
        unparsed,
        "values that could not be parsed, which `tdproto validate` shows",
    );
    add(
        no_frames,
        match plan {
            Plan::Keys(_) => "values that are no objects",
            Plan::Drawn(_) => "values of no kind of frame",
        },
    );
    add(unnamed, "values without the name of an event");
    add(replies, "replies to no request before them");
    add(
        more_keys,
        "keys that their kind of frame does not have, in frames",
    );
    // A name is a text, or a number.
    let count = |is_number: bool| -> u64 {
        let events = frames
            .events
            .iter()
            .filter(|event| event.is_number == is_number);
        events.map(EventSeen::count).sum()
    };
    let (numbers, texts) = (count(true), count(false));
    if numbers > 0 && texts > 0 && matches!(plan, Plan::Keys(_)) {
        let are_numbers = numbers > texts;
        add(
            numbers.min(texts),
            match are_numbers {
                true => "frames whose event is a text, and not a number",
                false => "frames whose event is a number, and not a text",
            },
        );
        frames.events.retain(|event| event.is_number == are_numbers);
    }
    if frames.observer.arena.is_full {
        lines.push("places of values: there are too many, and some are `any`".to_owned());
    }
    lines
}

pub(super) fn declare_event(draft: &mut Draft<'_>, event: &EventSeen, plan: &Plan) {
    let name = event_name(draft, event);
    let of_kind = match plan {
        Plan::Keys(_) => None,
        Plan::Drawn(drawn) => side_of_kind(event, drawn),
    };
    let (sender, note) = sender(event, of_kind, draft.options);
    draft.comments.add(["event", &name], &note);
    let is_nameless = match plan {
        Plan::Keys(_) => false,
        Plan::Drawn(drawn) => drawn.is_nameless(event.kind),
    };
    let value = match event.is_number {
        true => event.name.parse().ok().map(WireValue::Int),
        // A frame that does not say its event has no name on the wire.
        false => (name != event.name && !is_nameless).then(|| WireValue::Text(event.name.clone())),
    };
    let mut decl = EventDecl::new(Spanned::unplaced(name.clone()), sender);
    decl.topic = EVENTS.to_owned();
    decl.value = value.map(Spanned::unplaced);
    let count = event.count();
    let words = event.code_words();
    let is_bare = plan.is_flat(event.kind) && draft.is_bare(event.params.shape);
    if !is_bare {
        let (params, notes) = params(draft, (&words, "Params"), event.params, count);
        for note in notes {
            draft.comments.add(["event", &name, "params"], &note);
        }
        decl.params = params;
    }
    if let Plan::Drawn(drawn) = plan {
        let kind = &drawn.kinds()[event.kind];
        let is_alike = drawn.fitting(kind.is_request, sender) > 1;
        decl.frame = is_alike.then(|| Spanned::unplaced(kind.name().to_owned()));
        if kind.is_request {
            let any = name_of("any");
            let unseen = match drawn.has_items_of_result(event.kind) {
                true => TypeExpr::List(Box::new(any), Span::NONE),
                false => any,
            };
            decl.reply = Some(reply(draft, event, &name, unseen));
        }
    }
    draft.decls.events.push(decl);
}

/// The result of the reply to an event.
fn reply(draft: &mut Draft<'_>, event: &EventSeen, name: &str, unseen: TypeExpr) -> ParamsDecl {
    let mut add = |note: &str| draft.comments.add(["event", name, "reply"], note);
    let arena = draft.arena;
    let EventSeen {
        replies, failures, ..
    } = event;
    if *failures > 0 {
        add(&format!(
            "{failures} of {} replies are errors",
            replies + failures
        ));
    }
    let shape = arena.find(event.reply.shape);
    let only = |ty: TypeExpr| ParamsDecl {
        ty,
        optional: false,
        nullable: false,
        flag: Span::NONE,
    };
    if event.reply.present == 0 {
        add("no result seen");
        return only(unseen);
    }
    if arena.kinds(shape) == 0 && arena.shape(shape).nulls > 0 {
        add(&format!("null in all {replies}"));
        return only(name_of("null"));
    }
    let (reply, notes) = params(draft, (&event.name, "Reply"), event.reply, *replies);
    for note in notes {
        draft.comments.add(["event", name, "reply"], &note);
    }
    reply.unwrap_or_else(|| only(unseen))
}

/// The params of an event, or the result of its reply, of which there are so many frames.
pub(super) fn params(
    draft: &mut Draft<'_>,
    (owner, suffix): (&str, &str),
    part: super::frames::Part,
    count: u64,
) -> (Option<ParamsDecl>, Vec<String>) {
    let arena = draft.arena;
    let shape = arena.find(part.shape);
    if part.present == 0 {
        return (None, Vec::new());
    }
    let owner = super::words::pascal(owner);
    let at = Where {
        owner: &owner,
        key: suffix,
    };
    let found = draft.guess(shape, at, 0);
    let nulls = arena.shape(shape).nulls;
    let nullable = nulls > 0 && !is_any(&found.ty);
    let optional = part.present < count;
    let mut notes = Vec::new();
    if optional || !found.notes.is_empty() || nullable {
        notes.push(format!("in {} of {count}", part.present));
    }
    if nullable {
        notes.push(format!("null in {nulls}"));
    }
    notes.extend(found.notes);
    let params = ParamsDecl {
        ty: found.ty,
        optional,
        nullable,
        flag: Span::NONE,
    };
    let notes = match notes.is_empty() {
        true => notes,
        false => vec![notes.join("; ")],
    };
    (Some(params), notes)
}

/// The name of an event in the schema.
fn event_name(draft: &mut Draft<'_>, event: &EventSeen) -> String {
    if !event.is_number && Name::Event.check(&event.name).is_ok() {
        return draft.events.take_any(&event.name);
    }
    draft.events.take_any(&snake(&event.code_words()))
}

/// The only side that sends frames of the kind of an event, with the evidence.
fn side_of_kind(event: &EventSeen, drawn: &Drawn) -> Option<(Direction, String)> {
    let side = drawn.only_sender(event.kind)?;
    let other = event.other_kind.map(|other| drawn.kinds()[other].name());
    let other = other.map(|other| format!("; they fit `{other}`, too"));
    let why = format!("by its kind of frame{}", other.unwrap_or_default());
    Some((side, why))
}

/// The sides that send an event, with the evidence; `of_kind` is the side by its kind of frame.
fn sender(
    event: &EventSeen,
    of_kind: Option<(Direction, String)>,
    options: &Options,
) -> (Sender, String) {
    let EventSeen {
        by_client,
        by_server,
        unknown,
        ..
    } = event;
    let count = event.count();
    let frames = counted(count, "frame");
    let one = |direction: Direction| Sender::from(direction);
    match (*by_client, *by_server) {
        (0, 0) => {
            let by_name = match event.name.split(['.', '_', '-', ':', '/']).next() {
                Some("client") => Some(one(Direction::ClientToServer)),
                Some("server") => Some(one(Direction::ServerToClient)),
                Some(_) | None => None,
            };
            match (of_kind, options.sender, by_name) {
                (Some((side, why)), ..) => (one(side), format!("{frames}; the side: {why}")),
                (None, Some(sender), _) => (sender, format!("{frames}; the side: --direction")),
                (None, None, Some(sender)) => (sender, format!("{frames}; the side: by its name")),
                (None, None, None) => (
                    Sender::Both,
                    format!("{frames}; the side is unknown: --direction"),
                ),
            }
        }
        (client, 0) => (
            one(Direction::ClientToServer),
            format!("{frames}, {client} from a client"),
        ),
        (0, server) => (
            one(Direction::ServerToClient),
            format!("{frames}, {server} from the server"),
        ),
        (client, server) => {
            let rest = match unknown {
                0 => String::new(),
                unknown => format!(", {unknown} from unknown sides"),
            };
            (
                Sender::Both,
                format!("{frames}, {client} from a client, {server} from the server{rest}"),
            )
        }
    }
}
