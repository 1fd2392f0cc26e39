//! Entities that always hold a union, and so have no empty value.

use super::borrow::generics;
use super::entities::Emitter;
use super::layout::{implements, text_constant, typed};
use crate::text::Writer;

impl Emitter<'_> {
    /// Writes the code by which the runtime reads and writes an entity that has no empty value: the
    /// fields are read into a struct that has one.
    pub(super) fn object(&self, w: &mut Writer) {
        w.blank();
        w.block("const _: () = {", "};", |w| {
            w.line("#[derive(Default)]");
            let life = generics(self.borrows, "'de");
            w.block(format_args!("pub struct Draft{life} {{"), "}", |w| {
                for member in self.fields.iter().filter(|member| member.is_stored()) {
                    let ty = member.slot.ty.replace("'a", "'de");
                    let ty = match member.is_needed {
                        true => format!("Option<{ty}>"),
                        false => ty,
                    };
                    typed(w, &format!("{}:", member.name), &ty, ",");
                }
                if self.keeps_unknown() {
                    let ty = "std::collections::BTreeMap<String, wire::Json>";
                    w.line(format_args!("{}: {ty},", self.unknown_member()));
                }
            });
            w.blank();
            let name = self.with_lifetime("'de");
            implements(w, "impl<'de> wire::Object<'de>", &name, |w| {
                text_constant(w, "NAME", &self.def.name);
                w.blank();
                w.line(format_args!("type Draft = Draft{life};"));
                w.blank();
                self.read(w, "draft");
                w.blank();
                self.finish(w);
                w.blank();
                self.write(w);
            });
        });
    }

    /// Writes the function that makes the entity of what was read.
    fn finish(&self, w: &mut Writer) {
        let open = "fn finish(draft: Box<Self::Draft>) -> Result<Box<Self>, &'static str> {";
        w.block(open, "}", |w| {
            w.line("let draft = *draft;");
            w.block("Ok(Box::new(Self {", "}))", |w| {
                for member in self.fields.iter().filter(|member| member.is_stored()) {
                    let (name, key) = (member.name, &member.field.name);
                    w.line(match member.is_needed {
                        true => format!("{name}: draft.{name}.ok_or({key:?})?,"),
                        false => format!("{name}: draft.{name},"),
                    });
                }
                if self.keeps_unknown() {
                    let name = self.unknown_member();
                    w.line(format_args!("{name}: draft.{name},"));
                }
            });
        });
    }
}
