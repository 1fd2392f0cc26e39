//! How a frame of a kind is read, once its places are found.

use tdproto_schema::model::{EnumBase, Event, HoleKind, Presence, Scalar, Type};

use super::distinguishing;
use super::kinds::{Kind, Member, Value};
use crate::lang::direction::words;
use crate::lang::frame_places::Tree;
use crate::lang::go::literal::{string, value};
use crate::lang::go::scope::{Scope, inner};
use crate::naming::Case;
use crate::text::Writer;
use crate::views::View;

/// The function that reads a frame of a kind.
pub(super) fn function(kind: &Kind<'_>) -> String {
    let side = words(kind.direction).prefix;
    format!("read{side}Kind{}", Case::UpperCamel.apply(&kind.kind.name))
}

/// Writes the function that reads a frame of a kind.
pub(super) fn write(w: &mut Writer, scope: &Scope<'_>, kind: &Kind<'_>, tree: &Tree) {
    let side = words(kind.direction).prefix;
    if !kind.members.is_empty() && !kind.is_reply() {
        w.blank();
        let open = format!(
            "func (c *{}) readCommon(f *frameReader) bool {{",
            kind.common
        );
        w.block(open, "}", |w| {
            let reads = members(scope, kind, tree, "c", |_| true);
            w.lines(with_reader(reads));
            w.line("return true");
        });
    }
    w.blank();
    let events = kind.events(scope);
    let is_used = kind.is_reply() || !events.is_empty() || kind.kind.has(HoleKind::Event);
    let f = match is_used || !kind.members.is_empty() {
        true => "f",
        false => "_",
    };
    let open = format!(
        "func {}({f} *frameReader) Known{side}Frame {{",
        function(kind)
    );
    w.block(open, "}", |w| match kind.is_reply() {
        true => reply(w, scope, kind, tree),
        false => distinguishing::write(w, scope, kind, tree, &events),
    });
}

/// The statements that read some members, after which the function goes on.
fn members(
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    tree: &Tree,
    receiver: &str,
    is_wanted: impl Fn(&Member<'_>) -> bool,
) -> Vec<String> {
    let failed = match kind.is_reply() {
        true => "return nil",
        false => "return false",
    };
    let mut lines = Vec::new();
    for member in kind.members.iter().filter(|member| is_wanted(member)) {
        let at = tree.hole(kind.kind, member.hole.kind).unwrap_or_default();
        let path = format!("{receiver}.{}", member.name);
        read_member(scope, kind, member, at, &path, failed, &mut lines);
    }
    lines
}

fn read_member(
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    member: &Member<'_>,
    at: usize,
    path: &str,
    failed: &str,
    lines: &mut Vec<String>,
) {
    let view = kind.view();
    match &member.value {
        Value::Typed(field) => {
            if let Some(expected) = id_words(scope, kind, member) {
                lines.push(format!("if !f.notNull({at}, {expected:?}) {{"));
                lines.push(format!("\t{failed}"));
                lines.push("}".to_owned());
            }
            typed(
                scope,
                kind,
                (&field.ty, field.presence),
                at,
                path,
                failed,
                lines,
            );
        }
        Value::Name => {
            let read = match kind.kind.event {
                EnumBase::Text => "textAt",
                EnumBase::Int => "intAt",
            };
            match member.hole.may_be_missing {
                true => {
                    lines.push(format!("if f.at[{at}].first != 0 {{"));
                    lines.push(format!("\tname, ok := f.{read}({at})"));
                    lines.push("\tif !ok {".to_owned());
                    lines.push(format!("\t\t{failed}"));
                    lines.push("\t}".to_owned());
                    lines.push(format!("\t{path} = Some(name)"));
                    lines.push("}".to_owned());
                }
                false => {
                    lines.push(format!("name, ok := f.{read}({at})"));
                    lines.push("if !ok {".to_owned());
                    lines.push(format!("\t{failed}"));
                    lines.push("}".to_owned());
                    lines.push(format!("{path} = name"));
                }
            }
        }
        Value::Json => lines.push(format!("{path} = f.rawAt({at})")),
        Value::ItemsJson => lines.push(format!("{path} = f.restAt({at})")),
        Value::FlatJson(own) => {
            let own = own.iter().map(|key| format!(", {}", string(key)));
            lines.push(format!(
                "{path} = f.flatAt({at}{})",
                own.collect::<String>()
            ));
        }
        Value::Flat(ty, own) => spread(&flat_read(scope, ty, view, own, path), at, failed, lines),
        Value::Items(ty, from) => {
            spread(&items_read(scope, ty, view, *from, path), at, failed, lines)
        }
    }
}

/// The statements that read a value of a type, which is present as a field is.
fn typed(
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    (ty, presence): (&Type, Presence),
    at: usize,
    path: &str,
    failed: &str,
    lines: &mut Vec<String>,
) {
    let view = kind.view();
    let read = scope.read_present(ty, presence, view, path);
    lines.push(format!("if f.enter({at}) {{"));
    if scope.present(ty, presence, view).is_some() {
        lines.extend(scope.flag(ty, path).map(|line| format!("\t{line}")));
    }
    lines.push(format!("\tif {} {{", inner(&not(&read))));
    lines.push(format!("\t\tf.within({at})"));
    lines.push(format!("\t\t{failed}"));
    lines.push("\t}".to_owned());
    let mut presets = Vec::new();
    if presence == Presence::Required && scope.present(ty, presence, view).is_some() {
        if scope.is_never_empty(ty, view) {
            lines.push("} else {".to_owned());
            lines.push(format!("\tf.missingAt({at})"));
            lines.push(format!("\t{failed}"));
            lines.push("}".to_owned());
            return;
        }
        scope.preset(ty, view, path, &mut presets);
    }
    if !presets.is_empty() {
        lines.push("} else {".to_owned());
        lines.extend(presets.iter().map(|line| format!("\t{line}")));
    }
    lines.push("}".to_owned());
}

/// Statements with the variable `r` before them, if they use it.
fn with_reader(lines: Vec<String>) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let uses = |line: &String| line.split(|c| !is_part(c)).any(|word| word == "r");
    let first = lines.iter().any(uses).then(|| "r := f.reader".to_owned());
    first.into_iter().chain(lines).collect()
}

/// The test that something was not read.
fn not(read: &str) -> String {
    match read.contains(" || ") {
        true => format!("!({read})"),
        false => format!("!{read}"),
    }
}

/// The statements that read a value that must be there.
fn spread(read: &str, at: usize, failed: &str, lines: &mut Vec<String>) {
    lines.push(format!("if !f.enter({at}) {{"));
    lines.push(format!("\tf.missingAt({at})"));
    lines.push(format!("\t{failed}"));
    lines.push("}".to_owned());
    lines.push(format!("if {} {{", not(read)));
    lines.push(format!("\tf.within({at})"));
    lines.push(format!("\t{failed}"));
    lines.push("}".to_owned());
}

/// The expression that reads an entity or a union whose keys are in the frame.
fn flat_read(scope: &Scope<'_>, ty: &Type, view: View, own: &[&str], path: &str) -> String {
    let own: Vec<_> = own.iter().map(|key| string(key)).collect();
    let hide = format!("f.hide({})", own.join(", "));
    match scope.model().union_of(ty) {
        Some(id) => {
            let name = scope.name(id, view);
            format!(
                "f.inObject(func(object mark) bool {{\n\treturn read{name}Members(&{path}, r, object, {hide})\n}})"
            )
        }
        None => format!(
            "f.inObject(func(object mark) bool {{\n\treturn {path}.readMembers(r, object, {hide})\n}})"
        ),
    }
}

/// The expression that reads the items of an array from an index on.
fn items_read(scope: &Scope<'_>, ty: &Type, view: View, from: usize, path: &str) -> String {
    match scope.model().unaliased(ty) {
        Type::List(item) => {
            let function = match scope.takes_null(item) {
                true => "readNullableItems",
                false => "readItems",
            };
            let reader = scope.reader(item, view);
            format!("{function}(&{path}, r, {from}, {reader})")
        }
        Type::Tuple(items) => {
            let arguments = scope.tuple_arguments(ty, items, view);
            // The second says of whole tuples whether they have an empty value.
            let mut parts = arguments.splitn(3, ", ");
            let (needed, _, readers) = (parts.next(), parts.next(), parts.next());
            format!(
                "readTuple{}Items(&{path}, r, {from}, {}, {})",
                items.len(),
                needed.unwrap_or_default(),
                readers.unwrap_or_default()
            )
        }
        Type::Scalar(_)
        | Type::Named(_)
        | Type::Map(..)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any => format!("f.restInto(&{path})"),
    }
}

/// The value that is expected of an id that must not be null: nobody could answer to null.
fn id_words(scope: &Scope<'_>, kind: &Kind<'_>, member: &Member<'_>) -> Option<&'static str> {
    let id = kind.kind.id.as_ref()?;
    let is_id = member.hole.kind == HoleKind::Id && !member.hole.may_be_missing;
    if !is_id || id.presence.may_be_null() {
        return None;
    }
    let scalar = scope.model().wire_scalar(&id.ty);
    let is_integer = scalar.is_some_and(Scalar::is_integer);
    Some(if is_integer { "an integer" } else { "a string" })
}

/// Writes how a reply is read.
fn reply(w: &mut Writer, scope: &Scope<'_>, kind: &Kind<'_>, tree: &Tree) {
    w.line(format!("x := new({})", kind.frame));
    let is_head =
        |member: &Member<'_>| matches!(member.hole.kind, HoleKind::Id | HoleKind::Field(_));
    let mut lines = members(scope, kind, tree, "x", is_head);
    lines.extend(members(scope, kind, tree, "x", |member| member.is_name()));
    lines.extend(named_request(scope, kind, tree));
    let is_body = |member: &Member<'_>| !is_head(member) && !member.is_name();
    lines.extend(members(scope, kind, tree, "x", is_body));
    w.lines(with_reader(lines));
    w.line("return x");
}

/// The check that a reply names no other request than the one that it answers.
fn named_request(scope: &Scope<'_>, kind: &Kind<'_>, tree: &Tree) -> Vec<String> {
    let Some(member) = kind.members.iter().find(|member| member.is_name()) else {
        return Vec::new();
    };
    let asked = kind.kind.replies;
    let requests = scope.model().events().iter();
    let requests: Vec<&Event> = requests.filter(|event| event.frame == asked).collect();
    if requests.is_empty() {
        return Vec::new();
    }
    let at = tree.hole(kind.kind, HoleKind::Event).unwrap_or_default();
    let (path, is_there) = match member.hole.may_be_missing {
        true => (
            format!("x.{}.Value", member.name),
            format!("x.{}.IsSet && ", member.name),
        ),
        false => (format!("x.{}", member.name), String::new()),
    };
    let mut lines = vec!["switch f.event {".to_owned()];
    for event in requests {
        let name = value(&event.wire_name());
        lines.push(format!("case {}:", string(&event.name)));
        lines.push(format!("\tif {is_there}{path} != {name} {{"));
        lines.push(format!("\t\tf.otherName({at})"));
        lines.push("\t\treturn nil".to_owned());
        lines.push("\t}".to_owned());
    }
    lines.push("}".to_owned());
    lines
}

/// Writes the method that reads the params of an event.
pub(super) fn params(
    w: &mut Writer,
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    name: &str,
    event: &Event,
) {
    let (Some(presence), Some(ty)) = (kind.presence(event), event.params_type()) else {
        return;
    };
    let view = kind.view();
    let receiver = match kind.params(scope, event) {
        Some(_) => "x ",
        None => "",
    };
    let mut lines = Vec::new();
    let own = kind.kind.flat_keys(HoleKind::Params);
    let from = kind.kind.items_from(HoleKind::Params);
    match (own, from) {
        (Some(own), _) => {
            let read = flat_read(scope, ty, view, &own, "x.Params");
            spread(&read, 0, "return false", &mut lines);
        }
        (None, Some(from)) => {
            let read = items_read(scope, ty, view, from, "x.Params");
            spread(&read, 0, "return false", &mut lines);
        }
        (None, None) => {
            typed(
                scope,
                kind,
                (ty, presence),
                0,
                "x.Params",
                "return false",
                &mut lines,
            );
        }
    }
    w.block(
        format!("func ({receiver}*{name}) readParams(f *frameReader, at int) bool {{"),
        "}",
        |w| {
            for line in with_reader(lines) {
                // The place is given.
                let line = line.replace("f.enter(0)", "f.enter(at)");
                let line = line.replace("f.within(0)", "f.within(at)");
                w.line(line.replace("f.missingAt(0)", "f.missingAt(at)"));
            }
            w.line("return true");
        },
    );
    w.blank();
}
