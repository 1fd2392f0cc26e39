//! How the runtime reads and writes unions of objects.

use tdproto_schema::model::{EnumBase, Tag, WireValue};

use super::chains::{Call, arm_of_calls, array};
use super::entities::json_string;
use super::layout::{arm, arm_of, call, implements, text_constant};
use super::unions::{Emitter, Held, Member};
use crate::options::UnknownFields;
use crate::text::Writer;

impl Held {
    /// The statement that writes the members.
    fn write_members(&self) -> String {
        let (call, value) = match self.is_union {
            true => ("wire::Union::write_members", "value"),
            false => ("wire::Object::write_fields", "&**value"),
        };
        format!("{call}({value}, w);")
    }
}

impl Emitter<'_> {
    /// Writes what makes a union of objects a value.
    pub(super) fn value(&self, w: &mut Writer) {
        let name = self.with_lifetime("'de");
        w.line(format_args!("union_value!({name});"));
    }

    /// Writes how a union by a tag is read and written.
    pub(super) fn tagged(&self, w: &mut Writer, tag: &Tag) {
        self.union(w, "tagged", |w| self.write(w, tag));
        w.blank();
        let name = self.with_lifetime("'de");
        implements(w, "impl<'de> wire::Tagged<'de>", &name, |w| {
            text_constant(w, "TAG", &tag.key);
            let base = match tag.base {
                EnumBase::Text => "Text",
                EnumBase::Int => "Int",
            };
            w.line(format_args!("const BASE: wire::Base = wire::Base::{base};"));
            w.blank();
            self.read(w, tag);
        });
    }

    /// Writes how a union by key is read and written.
    pub(super) fn keyed(&self, w: &mut Writer) {
        self.union(w, "keyed", |w| self.write_bare(w));
        w.blank();
        let name = self.with_lifetime("'de");
        let known: Vec<_> = (self.members.iter())
            .filter_map(|member| Some((member.value.as_ref()?, member)))
            .collect();
        implements(w, "impl<'de> wire::Keyed<'de>", &name, |w| {
            let keys: Vec<_> = known.iter().map(|(key, _)| literal(key)).collect();
            array(w, "const KEYS: &'static [&'static str] =", &keys);
            w.blank();
            w.line("fn read_variant(");
            w.indented(|w| {
                w.line("key: Option<usize>,");
                w.line("members: wire::Members<'_, 'de>,");
            });
            w.block(") -> Result<Self, wire::Error> {", "}", |w| {
                w.block("match key {", "}", |w| {
                    for (at, (_, member)) in known.iter().enumerate() {
                        arm_of_calls(w, &format!("Some({at})"), &self.reading(member));
                    }
                    let absent = self.members.iter().find(|member| member.value.is_none());
                    let unknown = "members.raw().map(|raw| Self::Unknown { raw })";
                    match absent {
                        Some(absent) => arm_of_calls(w, "_", &self.reading(absent)),
                        None if self.is_open() => arm(w, "_", unknown),
                        None => arm(w, "_", "members.refuse_keys::<Self, Self>()"),
                    }
                });
            });
        });
    }

    /// Writes what unions by a tag and by key have in common.
    fn union(&self, w: &mut Writer, form: &str, write: impl FnOnce(&mut Writer)) {
        w.blank();
        let name = self.with_lifetime("'de");
        implements(w, "impl<'de> wire::Union<'de>", &name, |w| {
            let name = &self.def.name;
            text_constant(w, "NAME", name);
            w.blank();
            w.line(
                "fn read_members(members: wire::Members<'_, 'de>) -> Result<Self, wire::Error> {",
            );
            w.indented(|w| w.line(format_args!("members.{form}()")));
            w.line("}");
            w.blank();
            self.raw(w);
            w.blank();
            write(w);
        });
    }

    fn read(&self, w: &mut Writer, tag: &Tag) {
        w.block(
            "fn read_variant(",
            ") -> Result<Self, wire::Error> {",
            |w| {
                w.line("tag: wire::Tag<'de>,");
                w.line("members: wire::Members<'_, 'de>,");
            },
        );
        w.indented(|w| {
            w.block("match tag {", "}", |w| {
                match tag.base {
                    EnumBase::Text => {
                        let open = "wire::Tag::Text(tag) => match &*tag {";
                        w.block(open, "},", |w| self.arms(w, tag.base));
                    }
                    EnumBase::Int => {
                        let open = "wire::Tag::Int(tag) => match tag {";
                        w.block(open, "},", |w| self.arms(w, tag.base));
                    }
                }
                let absent = self.members.iter().find(|member| member.value.is_none());
                if let Some(absent) = absent {
                    arm_of_calls(w, "wire::Tag::Absent", &self.reading(absent));
                }
                arm(
                    w,
                    others(tag.base, absent.is_some()),
                    "members.refuse::<Self, Self>(&tag)",
                );
            });
        });
        w.line("}");
    }

    /// Writes an arm for each value of the tag, and one for all others.
    fn arms(&self, w: &mut Writer, base: EnumBase) {
        for member in &self.members {
            if let Some(value) = &member.value {
                arm_of_calls(w, &literal(value), &self.reading(member));
            }
        }
        let (base, owned) = match (base, self.input.is_borrowed()) {
            (EnumBase::Text, true) => ("Text", "tag"),
            (EnumBase::Text, false) => ("Text", "tag.into_owned()"),
            (EnumBase::Int, _) => ("Int", "tag"),
        };
        if self.is_open() {
            w.block("_ => Ok(Self::Unknown {", "}),", |w| {
                w.line("raw: members.raw()?,");
                w.line(match owned {
                    "tag" => "tag,".to_owned(),
                    owned => format!("tag: {owned},"),
                });
            });
        } else {
            let refuse = format!("members.refuse::<Self, Self>(&wire::Tag::{base}(tag))");
            arm(w, "_", &refuse);
        }
    }

    /// The calls that read a variant, one by one.
    fn reading<'m>(&self, member: &'m Member) -> [Call<'m>; 2] {
        let name = &member.name;
        let denies = self.input.options.unknown_fields == UnknownFields::Deny;
        let key = self.union.content().unwrap_or_default();
        let args = vec![format!("{key:?}"), denies.to_string()];
        let (read, variant) = match &member.held {
            Some(held) => {
                let read = match &held.content {
                    None if held.is_union => Call::new("union"),
                    None => Call::new("object"),
                    Some((way, true)) => Call::of_type("needed_content::<Self, _, ", way, args),
                    Some((way, false)) => Call::of_type("content::<Self, _, ", way, args),
                };
                (read, format!("Self::{name}"))
            }
            None => (
                Call::with("nothing::<Self>", vec![denies.to_string()]),
                format!("|()| Self::{name}"),
            ),
        };
        [read, Call::with("map", vec![variant])]
    }

    fn raw(&self, w: &mut Writer) {
        let is_union = |member: &&Member| member.held.as_ref().is_some_and(|held| held.is_union);
        let (unions, others): (Vec<&Member>, Vec<&Member>) =
            self.members.iter().partition(is_union);
        w.block("fn raw(&self) -> Option<&str> {", "}", |w| {
            if unions.is_empty() && !self.is_open() {
                w.line("None");
                return;
            }
            w.block("match self {", "}", |w| {
                for member in &unions {
                    let pattern = format!("Self::{}(union)", member.name);
                    arm(w, &pattern, "wire::Union::raw(union)");
                }
                if self.is_open() {
                    w.line("Self::Unknown { raw, .. } => Some(raw.as_str()),");
                }
                let pattern = |member: &&Member| match member.held {
                    Some(_) => format!("Self::{}(_)", member.name),
                    None => format!("Self::{}", member.name),
                };
                let patterns: Vec<String> = others.iter().map(pattern).collect();
                arm_of(w, &patterns, "None");
            });
        });
    }

    /// Writes how the members of each variant are written, without a tag.
    fn write_bare(&self, w: &mut Writer) {
        let open = "fn write_members<_To: wire::Fields>(&self, w: &mut _To) {";
        w.block(open, "}", |w| {
            w.block("match self {", "}", |w| {
                for member in &self.members {
                    if let Some(held) = &member.held {
                        let pattern = format!("Self::{}(value)", member.name);
                        arm(w, &pattern, held.write_members().trim_end_matches(';'));
                    }
                }
                if self.is_open() {
                    w.line("Self::Unknown { .. } => {}");
                }
            });
        });
    }

    fn write(&self, w: &mut Writer, tag: &Tag) {
        let key = format!("{:?}", format!("{}:", json_string(&tag.key)));
        let open = "fn write_members<_To: wire::Fields>(&self, w: &mut _To) {";
        w.block(open, "}", |w| {
            w.block("match self {", "}", |w| {
                for member in &self.members {
                    let tag = |w: &mut Writer| {
                        if let Some(value) = &member.value {
                            let constant = match value {
                                WireValue::Text(_) => "Text",
                                WireValue::Int(_) => "Int",
                            };
                            let value = literal(value);
                            let constant = format!("&wire::Constant::{constant}({value})");
                            call(w, "w.field", &[&key, &constant]);
                        }
                    };
                    let Some(held) = &member.held else {
                        let pattern = format!("Self::{} => {{", member.name);
                        w.block(pattern, "}", tag);
                        continue;
                    };
                    w.block(format!("Self::{}(value) => {{", member.name), "}", |w| {
                        tag(w);
                        if held.has_tag {
                            w.line(format_args!("let w = &mut wire::Without::new(w, {key});"));
                        }
                        match self.union.content() {
                            None => w.line(held.write_members()),
                            Some(content) => {
                                let key = format!("{:?}", format!("{}:", json_string(content)));
                                call(w, "w.field", &[&key, "value"]);
                            }
                        }
                    });
                }
                if self.is_open() {
                    w.line("Self::Unknown { .. } => {}");
                }
            });
        });
    }
}

/// The pattern of the tags that no variant has.
fn others(base: EnumBase, has_absent: bool) -> &'static str {
    match (base, has_absent) {
        (EnumBase::Text, true) => "tag @ wire::Tag::Int(_)",
        (EnumBase::Int, true) => "tag @ wire::Tag::Text(_)",
        (EnumBase::Text, false) => "tag @ (wire::Tag::Absent | wire::Tag::Int(_))",
        (EnumBase::Int, false) => "tag @ (wire::Tag::Absent | wire::Tag::Text(_))",
    }
}

fn literal(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => format!("{text:?}"),
        WireValue::Int(number) => number.to_string(),
    }
}
