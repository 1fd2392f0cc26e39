//! The functions that judge vectors by the types of a package.

use std::fmt::Write as _;

use tdproto_codegen::Backend as _;
use tdproto_codegen::lang::go::Go;
use tdproto_codegen::naming::{self, Case as Cased, Names, Renames};
use tdproto_codegen::views::InputViews;
use tdproto_schema::model::{Direction, HoleKind, Openness, Presence, Type, TypeKind};
use tdproto_schema::{Model, Schema};

use crate::payloads::cases::Case;

/// The folder of the case's package in the module of all cases.
pub(crate) fn folder(case: &Case) -> String {
    format!("case_{}", case.name)
}

/// The names of a schema's types in Go.
fn names(schema: &Schema) -> Names {
    let views = InputViews::new(&schema.model);
    let (names, _) = naming::plan(
        &schema.model,
        &schema.origins,
        &views,
        Go.convention(),
        &Renames::new(),
    );
    names
}

/// The functions that read a text by the types of a package.
pub(super) fn of(case: &Case) -> String {
    let model = &case.schema.model;
    let (names, views) = (names(&case.schema), InputViews::new(model));
    let mut server = String::new();
    let mut client = String::new();
    for (id, def) in model.types_with_ids() {
        let (name, input) = (names.ty(id), names.input(id));
        let key = format!("{:?}", def.name);
        match &def.kind {
            TypeKind::Entity(_) => {
                let sent = match views.differs(id) {
                    true => format!(
                        "func(v *p.{name}) []byte {{ sent := v.Input(); return sent.AppendJSON(nil) }}"
                    ),
                    false => format!("func(v *p.{name}) []byte {{ return v.AppendJSON(nil) }}"),
                };
                let _ = writeln!(
                    server,
                    "\tcase {key}:\n\t\treturn judge.Entity[*p.DecodeError, p.{name}]({sent})(v)"
                );
                let _ = writeln!(
                    client,
                    "\tcase {key}:\n\t\treturn judge.Entity[*p.DecodeError, p.{input}](nil)(v)"
                );
            }
            TypeKind::Union(union) => {
                let is_kept = union.openness == Openness::Open && union.form.is_of_objects();
                let unknown = |name: &str| match is_kept {
                    true => format!(
                        "func(v p.{name}) bool {{ _, ok := v.(*p.Unknown{name}); return ok }}"
                    ),
                    false => format!("func(p.{name}) bool {{ return false }}"),
                };
                let sent = match views.differs(id) {
                    true => format!(
                        "func(v p.{name}) []byte {{ return p.Input{name}(v).AppendJSON(nil) }}"
                    ),
                    false => format!("func(v p.{name}) []byte {{ return v.AppendJSON(nil) }}"),
                };
                let _ = writeln!(
                    server,
                    "\tcase {key}:\n\t\treturn judge.Union[*p.DecodeError](p.Decode{name}, {}, {sent})(v)",
                    unknown(name)
                );
                let _ = writeln!(
                    client,
                    "\tcase {key}:\n\t\treturn judge.Union[*p.DecodeError](p.Decode{input}, {}, nil)(v)",
                    unknown(input)
                );
            }
            TypeKind::Enum(found) => {
                let read = match found.openness {
                    Openness::Open => format!("judge.OpenEnum[p.{name}](v)"),
                    Openness::Closed => format!("judge.ClosedEnum[*p.DecodeError, p.{name}](v)"),
                };
                let one = format!("\tcase {key}:\n\t\treturn {read}");
                let _ = writeln!(server, "{one}");
                let _ = writeln!(client, "{one}");
            }
            TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
        }
    }
    let frames = match (model.events().is_empty(), model.frames().is_empty()) {
        (false, true) => ENVELOPES.to_owned(),
        (true, true) => "\treturn nil".to_owned(),
        (_, false) => format!("{DRAWN}\n}}\n{}", answers(model, &names)),
    };
    let package = folder(case);
    format!(
        "package driver\n\nimport (\n\tp \"vectors/{package}\"\n\t\"vectors/judge\"\n)\n\n\
         var _ p.DecodeError\n\n\
         // Read says what becomes of a text.\n\
         func Read(v judge.Vector) *judge.Outcome {{\n\
         \tif v.Type == \"\" {{\n\t\treturn frame(v)\n\t}}\n\
         \tif v.From == \"client\" {{\n\t\treturn ofClient(v)\n\t}}\n\
         \treturn ofServer(v)\n}}\n\n\
         func ofServer(v judge.Vector) *judge.Outcome {{\n\
         \tswitch v.Type {{\n{server}\t}}\n\treturn nil\n}}\n\n\
         func ofClient(v judge.Vector) *judge.Outcome {{\n\
         \tswitch v.Type {{\n{client}\t}}\n\treturn nil\n}}\n\n\
         func frame(v judge.Vector) *judge.Outcome {{\n{frames}\n}}\n"
    )
}

/// The function that reads what is in replies, as their requests say.
fn answers(model: &Model, names: &Names) -> String {
    let mut cases = String::new();
    for direction in Direction::ALL {
        let (side, other) = match direction {
            Direction::ClientToServer => ("Client", "Server"),
            Direction::ServerToClient => ("Server", "Client"),
        };
        for (_, kind) in model.frames_with_ids() {
            let is_typed = kind.error.is_some() && !model.has_own_errors(kind);
            let (has_result, has_error) = (kind.has(HoleKind::Result), kind.has(HoleKind::Error));
            let member = match (has_result, has_error && !is_typed) {
                (true, _) => "Result",
                (false, true) => "Error",
                (false, false) => continue,
            };
            if kind.replies.is_none() || !kind.sender.sends(direction) {
                continue;
            }
            let name = Cased::UpperCamel.apply(&kind.name);
            let mut requests = String::new();
            for (id, event) in model.events_with_ids() {
                let is_asked = event.frame == kind.replies && event.is_sent(direction.opposite());
                let Some(reply) = event.reply.as_ref().filter(|_| is_asked) else {
                    continue;
                };
                let is_null = *model.unaliased(&reply.ty) == Type::Null;
                let has_body = member == "Error" || !is_null || reply.presence == Presence::Patch;
                let (body, argument) = match has_body {
                    true => ("body, err", "body"),
                    false => ("err", ""),
                };
                let request = format!("new(p.{other}{}Event)", names.event(id));
                let _ = writeln!(
                    requests,
                    "\t\tcase {:?}:\n\t\t\t{body} := {request}.Decode{name}(f)\n\
                     \t\t\tif err != nil {{\n\t\t\t\treturn err\n\t\t\t}}\n\
                     \t\t\tf.{member} = {request}.Reply{name}({argument}).{member}",
                    event.name
                );
            }
            if !requests.is_empty() {
                let _ = writeln!(
                    cases,
                    "\tcase *p.{side}{name}Frame:\n\t\tswitch event {{\n{requests}\t\t}}"
                );
            }
        }
    }
    let body = match cases.is_empty() {
        true => "\treturn nil".to_owned(),
        false => format!("\tswitch f := frame.(type) {{\n{cases}\t}}\n\treturn nil"),
    };
    format!("\nfunc answer(frame judge.Drawn, event string) error {{\n{body}")
}

const DRAWN: &str =
    "\tisUnknown := func(e judge.Drawn) bool { _, ok := e.(*p.UnknownFrame); return ok }
	decode := func(frame []byte, event string) judge.Drawn {
		return p.DecodeServerFrameOf(frame, event, p.DefaultLimits())
	}
	if v.From == \"client\" {
		decode = func(frame []byte, event string) judge.Drawn {
			return p.DecodeClientFrameOf(frame, event, p.DefaultLimits())
		}
	}
	return judge.DrawnFrame[*p.DecodeError](decode, isUnknown, answer)(v)";

const ENVELOPES: &str =
    "\tisUnknown := func(e judge.Event) bool { _, ok := e.(*p.UnknownEvent); return ok }
	decode := func(frame []byte) judge.Event { return p.DecodeServerEvent(frame) }
	if v.From == \"client\" {
		decode = func(frame []byte) judge.Event { return p.DecodeClientEvent(frame) }
	}
	return judge.Frame[*p.DecodeError](decode, isUnknown)(v)";
