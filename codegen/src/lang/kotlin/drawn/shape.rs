//! Writes the code that writes a frame: places in the order drawn, constants, and what the frame
//! holds.

use tdproto_schema::model::{HoleKind, Member as ShapeMember, Part, Type, needed_items};

use super::frame::{Body, Form, Frame, is_items};
use crate::lang::kotlin::literal::{constant_json, member, string, wire_json};
use crate::lang::kotlin::members::Member;
use crate::lang::kotlin::scope::Scope;
use crate::lang::kotlin::writing::{lambda, part as tuple_part};
use crate::text::Writer;

/// Where a part is written.
enum Place<'k> {
    Whole,
    Key(&'k str),
    /// An item, after ones that may be missing; the variable counts these.
    Item(Option<&'k str>),
}

/// What is written in a place.
enum Value<'a> {
    Nothing,
    Raw(String),
    Member(Member<'a>),
    /// A body that is held unchanged.
    Body(&'static str, Form),
}

/// Writes the body of the function that writes a frame.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, frame: &Frame<'_>) {
    Shape { frame, depth: 0 }.part(w, scope, &frame.kind.shape, &Place::Whole);
}

struct Shape<'f, 'a> {
    frame: &'f Frame<'a>,
    depth: usize,
}

impl<'a> Shape<'_, 'a> {
    fn value(&self, scope: &Scope<'_>, hole: HoleKind) -> Value<'a> {
        let member = |member: Option<Member<'a>>| member.map_or(Value::Nothing, Value::Member);
        match hole {
            HoleKind::Event => match self.frame.event {
                Some(event) => Value::Raw(wire_json(&event.wire_name())),
                None => member(self.frame.name()),
            },
            HoleKind::Params => member(self.frame.params()),
            HoleKind::Id => member(self.frame.id()),
            HoleKind::Field(at) => match self.frame.told(at) {
                Some(constant) => Value::Raw(constant_json(constant)),
                None => Value::Member(self.frame.field(at)),
            },
            HoleKind::Result | HoleKind::Error => {
                let bodies = self.frame.bodies(scope.input().model).into_iter();
                let mut own = bodies.filter(|(_, found, _)| found.kind == hole);
                match own.next() {
                    None => Value::Nothing,
                    Some((name, _, Body::Raw(form))) => Value::Body(name, form),
                    Some((name, _, Body::Typed(ty, presence))) => {
                        Value::Member(self.frame.typed(name, ty, presence))
                    }
                }
            }
        }
    }

    fn start(&self, w: &mut Writer, place: &Place<'_>) {
        match place {
            Place::Whole => {}
            Place::Key(key) => w.line(format!("w.raw({})", member(key))),
            Place::Item(gap) => {
                if let Some(gap) = gap {
                    w.line(format!("{gap} = w.fill({gap})"));
                }
                w.line("w.comma()");
            }
        }
    }

    fn part(&mut self, w: &mut Writer, scope: &mut Scope<'_>, part: &Part, place: &Place<'_>) {
        match part {
            Part::Constant(constant) => {
                self.start(w, place);
                w.line(format!("w.raw({})", string(&constant_json(constant))));
            }
            Part::Null => {
                self.start(w, place);
                w.line("w.nothing()");
            }
            Part::Hole(hole) => {
                let value = self.value(scope, hole.kind);
                self.hole(w, scope, &value, place);
            }
            // Arrays write their items themselves.
            Part::Items(_) => {}
            Part::Object(members) => {
                self.start(w, place);
                w.block("w.obj {", "}", |w| {
                    for member in members {
                        match member {
                            ShapeMember::Key(key, part) => {
                                self.part(w, scope, part, &Place::Key(key));
                            }
                            ShapeMember::Flat(hole) => {
                                let value = self.value(scope, hole.kind);
                                flat(w, scope, &value);
                            }
                        }
                    }
                });
            }
            Part::Array(parts) => {
                self.start(w, place);
                self.depth += 1;
                let gap = format!("gap{}", self.depth);
                let last = parts.len().saturating_sub(1);
                let before_last = &parts[..last];
                let has_gaps = before_last
                    .iter()
                    .any(|part| self.may_be_missing(scope, part));
                w.block("w.array {", "}", |w| {
                    if has_gaps {
                        w.line(format!("var {gap} = 0"));
                    }
                    let mut gap_is_open = None;
                    for part in parts {
                        if is_items(part) {
                            if let Part::Items(hole) = part {
                                let value = self.value(scope, hole.kind);
                                items(w, scope, &value, gap_is_open);
                            }
                            continue;
                        }
                        self.part(w, scope, part, &Place::Item(gap_is_open));
                        if has_gaps && self.may_be_missing(scope, part) {
                            gap_is_open = Some(gap.as_str());
                        }
                    }
                });
                self.depth -= 1;
            }
        }
    }

    fn may_be_missing(&self, scope: &mut Scope<'_>, part: &Part) -> bool {
        let Part::Hole(hole) = part else { return false };
        match self.value(scope, hole.kind) {
            Value::Nothing => true,
            Value::Raw(_) => false,
            Value::Member(member) => member.condition(scope, "x").is_some(),
            Value::Body(_, form) => form == Form::Own,
        }
    }

    fn hole(&self, w: &mut Writer, scope: &mut Scope<'_>, value: &Value<'_>, place: &Place<'_>) {
        let (condition, write) = match value {
            Value::Nothing => (Some("false".to_owned()), String::new()),
            Value::Raw(json) => (None, format!("w.raw({})", string(json))),
            Value::Member(member) => {
                let held = format!("this.{}", member.ident);
                (
                    member.condition(scope, &held),
                    member.write_value(scope, &held),
                )
            }
            Value::Body(name, Form::Own) => (
                Some(format!("this.{name} != null")),
                format!("w.any(this.{name})"),
            ),
            Value::Body(name, Form::Flat | Form::Items(_)) => (None, format!("w.any(this.{name})")),
        };
        if matches!(value, Value::Nothing) {
            if let Place::Item(_) = place {
                w.line(format!("gap{}++", self.depth));
            }
            return;
        }
        let Some(condition) = condition else {
            self.start(w, place);
            w.line(write);
            return;
        };
        // What is missing at the end of an array is counted by nobody.
        let gap = format!("gap{}", self.depth);
        let counts = matches!(place, Place::Item(_)) && self.counts(scope, value);
        w.line(format!("if ({condition}) {{"));
        w.indented(|w| {
            self.start(w, place);
            w.line(write);
        });
        match counts {
            true => w.block("} else {", "}", |w| w.line(format!("{gap}++"))),
            false => w.line("}"),
        }
    }

    /// Returns true if more may follow an item, so that its gap counts.
    fn counts(&self, scope: &mut Scope<'_>, value: &Value<'_>) -> bool {
        let ident = match value {
            Value::Member(member) => member.ident.clone(),
            Value::Body(name, _) => (*name).to_owned(),
            Value::Nothing | Value::Raw(_) => return false,
        };
        is_before_others(self, scope, &self.frame.kind.shape, &ident)
    }
}

/// Returns true if the member of this name is an item of an array, and not its last.
fn is_before_others(
    shape: &Shape<'_, '_>,
    scope: &mut Scope<'_>,
    part: &Part,
    ident: &str,
) -> bool {
    match part {
        Part::Object(members) => members.iter().any(|member| match member {
            ShapeMember::Key(_, part) => is_before_others(shape, scope, part, ident),
            ShapeMember::Flat(_) => false,
        }),
        Part::Array(parts) => {
            let last = parts.len().saturating_sub(1);
            for (at, part) in parts.iter().enumerate() {
                if is_before_others(shape, scope, part, ident) {
                    return true;
                }
                if at == last {
                    continue;
                }
                let Part::Hole(hole) = part else { continue };
                let name = match shape.value(scope, hole.kind) {
                    Value::Member(member) => member.ident,
                    Value::Body(name, _) => name.to_owned(),
                    Value::Nothing | Value::Raw(_) => continue,
                };
                if name == ident {
                    return true;
                }
            }
            false
        }
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => false,
    }
}

/// Writes a value whose members are among those of the frame.
fn flat(w: &mut Writer, scope: &mut Scope<'_>, value: &Value<'_>) {
    match value {
        Value::Nothing | Value::Raw(_) => {}
        Value::Body(name, _) => w.line(format!("w.members(this.{name})")),
        Value::Member(member) => {
            let held = format!("this.{}", member.ident);
            let condition = member.condition(scope, &held);
            let model = scope.input().model;
            let Some(id) = model.object_of(member.ty) else {
                return;
            };
            let codec = scope.codec(id, member.view);
            let none = scope.wire("NO_TAGS");
            let is_union = model.union(id).is_some();
            let lines = |w: &mut Writer| match is_union {
                false => w.line(format!("{codec}.members(w, {held}, {none})")),
                true => {
                    w.line(format!("val raw = {codec}.raw({held})"));
                    w.line(format!(
                        "if (raw != null) w.members(raw) else {codec}.members(w, {held}, {none})"
                    ));
                }
            };
            match condition {
                Some(condition) => w.block(format!("if ({condition}) {{"), "}", lines),
                None => lines(w),
            }
        }
    }
}

/// Writes a value whose items are those of the array.
fn items(w: &mut Writer, scope: &mut Scope<'_>, value: &Value<'_>, gap: Option<&str>) {
    let fill = gap.map(|gap| format!("{gap} = w.fill({gap})"));
    match value {
        Value::Nothing | Value::Raw(_) => {}
        Value::Body(name, _) => each(w, &format!("this.{name}"), fill.as_deref(), "w.any(item)"),
        Value::Member(member) => {
            let held = format!("this.{}", member.ident);
            match scope.input().model.unaliased(member.ty) {
                Type::List(item) => {
                    let write = scope.write(item, member.view, "item", 0);
                    each(w, &held, fill.as_deref(), &write);
                }
                Type::Tuple(types) => {
                    let needed = needed_items(types);
                    for (at, item) in types.iter().enumerate() {
                        let place = format!("{held}.{}", tuple_part(at));
                        let write = scope.write(item, member.view, &place, 0);
                        let later = (at..types.len())
                            .map(|at| format!("{held}.{} != null", tuple_part(at)));
                        let lines = |w: &mut Writer| {
                            w.lines(fill.iter());
                            w.line(lambda("w.item", "", &write));
                        };
                        match at < needed {
                            true => lines(w),
                            false => {
                                let later = later.collect::<Vec<_>>().join(" || ");
                                w.block(format!("if ({later}) {{"), "}", lines);
                            }
                        }
                    }
                }
                Type::Scalar(_)
                | Type::Named(_)
                | Type::Map(..)
                | Type::Nullable(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any => {}
            }
        }
    }
}

fn each(w: &mut Writer, held: &str, fill: Option<&str>, write: &str) {
    w.block(format!("for (item in {held}) {{"), "}", |w| {
        w.lines(fill);
        w.line(lambda("w.item", "", write));
    });
}
