//! The conversions of unions: of their variants, into texts of their own, into the client's view.

use tdproto_schema::model::EnumBase;

use super::entities::words;
use super::unions::{Emitter, Held, Member};
use crate::text::Writer;

impl Emitter<'_> {
    /// Writes the conversions of the types that only one variant has.
    pub(super) fn from(&self, w: &mut Writer) {
        let mut only = self
            .members
            .iter()
            .filter(|member| self.has_from(member))
            .peekable();
        if only.peek().is_none() {
            return;
        }
        w.blank();
        let union = self.with_lifetime("'a");
        for member in only {
            let ty = member.held.as_ref().map_or("", |held| &held.ty);
            w.line(format_args!(
                "union_from! {{ {union}, {} {ty} }}",
                member.name
            ));
        }
    }

    /// Returns true if only one variant has the type of this one, by any name.
    fn has_from(&self, member: &Member) -> bool {
        self.is_only(member, |held| &held.unaliased)
    }

    /// Returns true if a derive does not see that another variant has the type of this one, by
    /// another name.
    pub(super) fn shares_type(&self, member: &Member) -> bool {
        self.is_only(member, |held| &held.ty) && !self.has_from(member)
    }

    /// Returns true if no other variant, nor the union, has the type that a variant holds.
    fn is_only(&self, member: &Member, name: fn(&Held) -> &str) -> bool {
        let Some(held) = &member.held else {
            return false;
        };
        let others = self
            .members
            .iter()
            .filter_map(|member| member.held.as_ref());
        let same = others.filter(|other| name(other) == name(held));
        name(held) != self.with_lifetime("'a") && same.count() == 1
    }

    /// The names of the variants for which a test holds.
    fn names(&self, wanted: impl Fn(Option<&Held>) -> bool) -> Vec<String> {
        let members = self.members.iter();
        let members = members.filter(|member| wanted(member.held.as_ref()));
        members.map(|member| member.name.clone()).collect()
    }

    /// Writes the conversion of a union that borrows its texts into one that owns them.
    pub(super) fn owned(&self, w: &mut Writer) {
        if !self.borrows {
            return;
        }
        w.blank();
        w.block("into_owned_union! {", "}", |w| {
            w.line(self.name);
            let holds =
                |held: Option<&Held>, wanted| held.is_some_and(|held| held.borrows == wanted);
            words(w, "bare", &self.names(|held| held.is_none()));
            words(w, "same", &self.names(|held| holds(held, false)));
            words(w, "copied", &self.names(|held| holds(held, true)));
            if self.is_open() {
                w.line(match self.union.tag().map(|tag| tag.base) {
                    Some(EnumBase::Text) => "text Unknown",
                    Some(EnumBase::Int) => "int Unknown",
                    None => "raw Unknown",
                });
            }
        });
    }

    /// Writes the conversion of the whole union into the client's view.
    pub(super) fn conversion(&self, w: &mut Writer, whole: &str) {
        w.blank();
        w.block("union_view! {", "}", |w| {
            w.line(format!("{whole} => {}", self.with_lifetime("'a")));
            let holds =
                |held: Option<&Held>, wanted| held.is_some_and(|held| held.convert == wanted);
            words(w, "bare", &self.names(|held| held.is_none()));
            words(w, "same", &self.names(|held| holds(held, false)));
            words(w, "converted", &self.names(|held| holds(held, true)));
            if self.is_open() {
                w.line(match self.union.tag() {
                    Some(_) => "unknown Unknown",
                    None => "raw Unknown",
                });
            }
        });
    }
}
