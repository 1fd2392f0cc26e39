//! The file of a package that says which of its types read which vectors.

use tdproto_codegen::lang::kotlin::Kotlin;
use tdproto_codegen::views::InputViews;
use tdproto_codegen::{Backend as _, naming};
use tdproto_schema::Schema;
use tdproto_schema::model::{Openness, TypeKind};

use super::functions::functions;

/// The text of the file.
pub(super) fn file(schema: &Schema, package: &str, template: &str) -> String {
    let model = &schema.model;
    let views = InputViews::new(model);
    let (names, _) = naming::plan(
        model,
        &schema.origins,
        &views,
        Kotlin.convention(),
        &naming::Renames::new(),
    );
    let (mut whole, mut input) = (Vec::new(), Vec::new());
    for (id, def) in model.types_with_ids() {
        let (name, sent) = (names.ty(id), names.input(id));
        let unknown = |name: &str| match &def.kind {
            TypeKind::Union(union)
                if union.openness == Openness::Open && union.form.is_of_objects() =>
            {
                format!(", {{ it is {name}.Unknown }}")
            }
            TypeKind::Enum(found) if found.openness == Openness::Open => {
                ", { !it.isKnown }".to_owned()
            }
            TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::Scalar(_) => {
                ", { false }".to_owned()
            }
            TypeKind::Alias(_) => String::new(),
        };
        let bare = |name: &str| name.trim_matches('`').to_owned();
        let key = format!("{:?}", def.name);
        match &def.kind {
            TypeKind::Alias(_) => continue,
            TypeKind::Entity(_) | TypeKind::Union(_) => {
                let convert = match views.differs(id) {
                    true => "it.toInput().encode()",
                    false => "it.encode()",
                };
                whole.push(format!(
                    "{key} -> one(text, {}Codec{}) {{ {convert} }}",
                    bare(name),
                    unknown(name)
                ));
            }
            TypeKind::Enum(_) | TypeKind::Scalar(_) => {
                whole.push(format!(
                    "{key} -> one(text, {}Codec{})",
                    bare(name),
                    unknown(name)
                ));
            }
        }
        input.push(format!(
            "{key} -> one(text, {}Codec{})",
            bare(sent),
            unknown(sent)
        ));
    }
    let frames = match model.frames().is_empty() {
        true => envelopes(),
        false => super::drawn::dispatch(schema, &names),
    };
    template
        .replace("WHOLE", &functions("whole", PARAMS, &whole))
        .replace("INPUT", &functions("input", PARAMS, &input))
        .replace("FRAMES", &frames)
        .replace("PACKAGE", package)
}

/// What the functions of types get.
const PARAMS: &[(&str, &str)] = &[("name", "String"), ("text", "String")];

/// Frames of a protocol with an envelope.
fn envelopes() -> String {
    let side = |name: &str| {
        format!(
            "when (val frame = {name}.decode(text)) {{\n\
             \x20           is {name}.Unknown -> Outcome.later(frame.name, frame.raw)\n\
             \x20           is {name}.Malformed -> Outcome.malformed(frame.path)\n\
             \x20           is {name}.Known -> {{\n\
             \x20               val written = frame.encode()\n\
             \x20               if ({name}.decode(written) == frame) Outcome.known(written) else Outcome.unstable(written)\n\
             \x20           }}\n\
             \x20       }}"
        )
    };
    format!(
        "    override fun frame(isClient: Boolean, text: String, event: String?): Outcome? =\n\
         \x20       if (isClient) client(text) else server(text)\n\n\
         \x20   private fun server(text: String): Outcome? =\n        {}\n\n\
         \x20   private fun client(text: String): Outcome? =\n        {}\n",
        side("ServerEvent"),
        side("ClientEvent"),
    )
}
