//! How a frame of a kind is written: its places in the order drawn.

use tdproto_schema::model::{
    Constant, EnumBase, Event, Hole, HoleKind, Member as Shape, Part, Type, needed_items,
};

use super::kinds::{Kind, Member, Value};
use crate::lang::go::entities::standard_writers;
use crate::lang::go::literal::{constant_json, json, string, value_json};
use crate::lang::go::scope::{Hold, Scope};
use crate::lang::go::writing::append;
use crate::text::Writer;

/// Writes the methods that write a frame: of an event, or of a reply.
pub(super) fn write(
    w: &mut Writer,
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    name: &str,
    event: Option<&Event>,
) {
    let writing = Writing { scope, kind, event };
    let mut body = Writer::new(crate::lang::go::scope::INDENT);
    writing.inner(&mut body, &kind.kind.shape);
    let body = body.finish();
    let is_used = body.contains("x.");
    let receiver = if is_used { "x " } else { "" };
    w.line("// AppendJSON appends the frame as JSON.");
    let open = format!("func ({receiver}*{name}) AppendJSON(b []byte) []byte {{");
    w.block(open, "}", |w| {
        w.lines(body.lines());
        w.line("return b");
    });
    w.blank();
    standard_writers(w, name);
}

/// A frame while its writing is written.
struct Writing<'s, 'a> {
    scope: &'s Scope<'a>,
    kind: &'s Kind<'a>,
    event: Option<&'s Event>,
}

/// The case in which a place is written.
enum When {
    Always,
    Never,
    If(String),
}

impl Writing<'_, '_> {
    /// Writes an object or an array of parts.
    fn inner(&self, w: &mut Writer, part: &Part) {
        match part {
            Part::Object(members) => {
                w.line(append("{"));
                for member in members {
                    match member {
                        Shape::Key(key, part) => self.in_object(w, key, part),
                        Shape::Flat(hole) => self.flat(w, *hole),
                    }
                }
                w.line("b = closeObject(b)");
            }
            Part::Array(items) => self.array(w, items),
            Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => {}
        }
    }

    fn in_object(&self, w: &mut Writer, key: &str, part: &Part) {
        let write = |w: &mut Writer| {
            w.line(append(&format!("{}:", json(key))));
            self.value(w, part);
            w.line(append(","));
        };
        match self.when(part) {
            When::Never => {}
            When::Always => write(w),
            When::If(test) => w.block(format!("if {test} {{"), "}", write),
        }
    }

    /// The case in which a part is written.
    fn when(&self, part: &Part) -> When {
        let Part::Hole(hole) = part else {
            return When::Always;
        };
        let of = |test: Option<String>| match test {
            None => When::Always,
            Some(test) if test == "false" => When::Never,
            Some(test) => When::If(test),
        };
        match (hole.kind, self.event) {
            (HoleKind::Event, Some(_)) => When::Always,
            (HoleKind::Params, Some(event)) => {
                match (self.kind.presence(event), event.params_type()) {
                    (Some(presence), Some(ty)) => {
                        of(self.scope.is_written(ty, presence, "x.Params"))
                    }
                    _ => When::Never,
                }
            }
            (HoleKind::Field(at), Some(event)) if told(event, at).is_some() => When::Always,
            _ => {
                let Some(member) = self.member(*hole) else {
                    return When::Never;
                };
                let path = format!("x.{}", member.name);
                match &member.value {
                    Value::Typed(field) => {
                        of(self.scope.is_written(&field.ty, field.presence, &path))
                    }
                    Value::Name if hole.may_be_missing => When::If(format!("{path}.IsSet")),
                    Value::Json if hole.may_be_missing => When::If(format!("{path} != \"\"")),
                    Value::Name
                    | Value::Json
                    | Value::Flat(..)
                    | Value::FlatJson(_)
                    | Value::Items(..)
                    | Value::ItemsJson => When::Always,
                }
            }
        }
    }

    fn member(&self, hole: Hole) -> Option<&Member<'_>> {
        self.kind.members.iter().find(|member| member.hole == hole)
    }

    /// Writes the value of a part, which is known to be written.
    fn value(&self, w: &mut Writer, part: &Part) {
        match part {
            Part::Object(_) | Part::Array(_) => self.inner(w, part),
            Part::Constant(constant) => w.line(append(&constant_json(constant))),
            Part::Null => w.line(append("null")),
            Part::Hole(hole) => self.hole(w, *hole),
            Part::Items(_) => {}
        }
    }

    fn hole(&self, w: &mut Writer, hole: Hole) {
        let (scope, view) = (self.scope, self.kind.view());
        match (hole.kind, self.event) {
            (HoleKind::Event, Some(event)) => {
                w.line(append(&value_json(&event.wire_name())));
                return;
            }
            (HoleKind::Params, Some(event)) => {
                if let (Some(presence), Some(ty)) = (self.kind.presence(event), event.params_type())
                {
                    scope.write_present(w, ty, presence, view, "x.Params");
                }
                return;
            }
            (HoleKind::Field(at), Some(event)) => {
                if let Some(constant) = told(event, at) {
                    w.line(append(&constant_json(constant)));
                    return;
                }
            }
            _ => {}
        }
        let Some(member) = self.member(hole) else {
            return;
        };
        let path = format!("x.{}", member.name);
        match &member.value {
            Value::Typed(field) => {
                scope.write_present(w, &field.ty, field.presence, view, &path);
            }
            Value::Name => {
                let path = match hole.may_be_missing {
                    true => format!("{path}.Value"),
                    false => path,
                };
                w.line(match self.kind.kind.event {
                    EnumBase::Text => format!("b = appendText(b, {path})"),
                    EnumBase::Int => format!("b = appendInt(b, {path})"),
                });
            }
            Value::Json | Value::FlatJson(_) | Value::ItemsJson => {
                w.line(format!("b = {path}.AppendJSON(b)"));
            }
            Value::Flat(..) | Value::Items(..) => {}
        }
    }

    /// Writes the members of a value whose keys are in the frame.
    fn flat(&self, w: &mut Writer, hole: Hole) {
        let own = self.kind.kind.flat_keys(hole.kind).unwrap_or_default();
        let own: String = own.iter().map(|key| format!(", {}", string(key))).collect();
        let raw = match (hole.kind, self.event) {
            (HoleKind::Params, Some(event)) => match event.params_type() {
                Some(ty) => self.raw(ty, "x.Params"),
                None => return,
            },
            _ => {
                let Some(member) = self.member(hole) else {
                    return;
                };
                let path = format!("x.{}", member.name);
                match &member.value {
                    Value::Flat(ty, _) => self.raw(ty, &path),
                    Value::FlatJson(_) => path,
                    Value::Typed(_)
                    | Value::Name
                    | Value::Json
                    | Value::Items(..)
                    | Value::ItemsJson => return,
                }
            }
        };
        w.line(format!("b = appendFlat(b, {raw}{own})"));
    }

    /// The expression of the JSON of an entity or a union.
    fn raw(&self, ty: &Type, path: &str) -> String {
        match self.scope.hold(ty) {
            Hold::Itself => format!("RawJSON(appendUnion(nil, {path}))"),
            Hold::Pointer | Hold::Optional => format!("RawJSON({path}.AppendJSON(nil))"),
        }
    }

    /// Writes an array. What is left out is null, if more follows.
    fn array(&self, w: &mut Writer, parts: &[Part]) {
        let spread = match parts.last() {
            Some(Part::Items(hole)) => Some(*hole),
            Some(_) | None => None,
        };
        let count = parts.len() - usize::from(spread.is_some());
        let has_items = spread.map(|hole| self.has_items(hole));
        w.line(append("["));
        for (at, part) in parts[..count].iter().enumerate() {
            let write = |w: &mut Writer| {
                self.value(w, part);
                w.line(append(","));
            };
            let null = |w: &mut Writer| w.line(append("null,"));
            let test = match self.when(part) {
                When::Always => {
                    write(w);
                    continue;
                }
                When::Never => None,
                When::If(test) => Some(test),
            };
            let mut is_more = false;
            let mut tests: Vec<String> = Vec::new();
            let later = parts[at + 1..count].iter().map(|part| self.when(part));
            let items = has_items.iter().map(|test| match test {
                Some(test) => When::If(test.clone()),
                None => When::Always,
            });
            for when in later.chain(items) {
                match when {
                    When::Always => is_more = true,
                    When::Never => {}
                    When::If(test) => tests.push(test),
                }
            }
            let more = match is_more {
                true => Some("true".to_owned()),
                false if tests.is_empty() => None,
                false => Some(tests.join(" || ")),
            };
            match (test, more.as_deref()) {
                (None, None) => {}
                (None, Some("true")) => null(w),
                (None, Some(more)) => w.block(format!("if {more} {{"), "}", null),
                (Some(test), None) => w.block(format!("if {test} {{"), "}", write),
                (Some(test), Some(more)) => {
                    let other = match more {
                        "true" => "} else {".to_owned(),
                        more => format!("}} else if {more} {{"),
                    };
                    w.block(format!("if {test} {{"), other, write);
                    w.indented(null);
                    w.line("}");
                }
            }
        }
        if let Some(hole) = spread {
            self.items(w, hole);
        }
        w.line("b = closeArray(b)");
    }

    /// The value of a hole whose items are those of an array, with its type.
    fn spread(&self, hole: Hole) -> Option<(&Type, String)> {
        match (hole.kind, self.event) {
            (HoleKind::Params, Some(event)) => Some((event.params_type()?, "x.Params".to_owned())),
            _ => {
                let member = self.member(hole)?;
                let path = format!("x.{}", member.name);
                match &member.value {
                    Value::Items(ty, _) => Some((ty, path)),
                    Value::ItemsJson => Some((&Type::Any, path)),
                    Value::Typed(_)
                    | Value::Name
                    | Value::Json
                    | Value::Flat(..)
                    | Value::FlatJson(_) => None,
                }
            }
        }
    }

    /// The test that there are items; `None`: there always are.
    fn has_items(&self, hole: Hole) -> Option<String> {
        let Some((ty, path)) = self.spread(hole) else {
            return Some("false".to_owned());
        };
        match self.scope.model().unaliased(ty) {
            Type::Tuple(items) if needed_items(items) > 0 => None,
            Type::Tuple(_) => Some("len(items) > 0".to_owned()),
            Type::Any => Some(format!("{path} != \"\" && {path} != \"[]\"")),
            Type::List(_)
            | Type::Scalar(_)
            | Type::Named(_)
            | Type::Map(..)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null => Some(format!("len({path}) > 0")),
        }
    }

    /// Writes the items of a value, each with a comma.
    fn items(&self, w: &mut Writer, hole: Hole) {
        let Some((ty, path)) = self.spread(hole) else {
            return;
        };
        let (scope, view) = (self.scope, self.kind.view());
        match scope.model().unaliased(ty) {
            Type::List(item) => {
                w.block(format!("for i := range {path} {{"), "}", |w| {
                    scope.write(w, item, view, &format!("{path}[i]"), 1);
                    w.line(append(","));
                });
            }
            Type::Tuple(_) => {
                w.block(
                    "b = appendItems(b, func(b []byte) []byte {",
                    "}(nil))",
                    |w| {
                        scope.write(w, ty, view, &path, 0);
                        w.line("return b");
                    },
                );
            }
            Type::Any => w.line(format!("b = appendItems(b, []byte({path}))")),
            Type::Scalar(_)
            | Type::Named(_)
            | Type::Map(..)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null => {}
        }
    }
}

/// The value of a field that distinguishes an event from others of its name.
fn told(event: &Event, at: usize) -> Option<&Constant> {
    let mut matches = event.matches.iter();
    matches
        .find(|(field, _)| *field == at)
        .map(|(_, told)| told)
}
