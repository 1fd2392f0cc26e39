//! Checks unions. The last tag of an object decides its variant, or its keys, or the kind of a value.

use tdproto_schema::model::WireValue;
use tdproto_wire::{Error, Reader, from_str};

use super::Rule;
use super::check::{Pass, Place};
use super::node::NodeId;
use super::tables::Shape;
use super::trail::Trail;
use super::union_table::{FormTable, KeyTable, TagTable, UnionTable, of_byte};
use super::words::scalar_words;

/// The keys of an object that are tags, and so no keys of its entity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tags<'t> {
    key: &'t str,
    /// The offset of the last value under the key, which decides; `None`: there is none.
    last: Option<usize>,
    /// The number of tags around this one.
    depth: usize,
    outer: Option<&'t Tags<'t>>,
}

impl<'t> Tags<'t> {
    /// A tag in an object with others.
    pub(super) fn around(key: &'t str, last: Option<usize>, outer: Option<&'t Tags<'t>>) -> Self {
        Self {
            key,
            last,
            depth: outer.map_or(0, |outer| outer.depth + 1),
            outer,
        }
    }

    /// Returns a bit for a key that is a tag.
    pub(super) fn bit(&self, key: &str) -> Option<u64> {
        self.of_key(key).map(|tags| 1_u64 << (tags.depth % 64))
    }

    /// Returns true if a later value of a tag takes the place of the one at an offset.
    pub(super) fn is_replaced(&self, key: &str, offset: usize) -> bool {
        let tags = self.of_key(key);
        tags.is_some_and(|tags| tags.last.is_some_and(|last| offset < last))
    }

    fn of_key(&self, key: &str) -> Option<&Self> {
        let mut tags = std::iter::successors(Some(self), |tags| tags.outer);
        tags.find(|tags| tags.key == key)
    }
}

impl<'v> Pass<'_, 'v, '_> {
    /// Checks a value as the variant that its form gives.
    pub(super) fn union(
        &mut self,
        at: usize,
        outer: Option<&Tags<'_>>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let table = &self.tables.unions[at];
        match &table.form {
            FormTable::Tag(tags) => self.tagged(table, tags, outer, trail),
            FormTable::Key(keys) => self.keyed(table, keys, outer, trail),
            FormTable::Kind(kinds) => {
                let variant = of_byte(kinds, self.r.peek()?);
                let node = variant.and_then(|variant| Some((variant, table.variants[variant]?)));
                let Some((variant, node)) = node else {
                    return self.r.skip();
                };
                self.checker.coverage.values[table.first_value + variant] += 1;
                self.value(node, Place::Field, trail)
            }
        }
    }

    /// Checks an object as the variant that its tag names.
    fn tagged(
        &mut self,
        table: &UnionTable<NodeId>,
        named: &TagTable<NodeId>,
        outer: Option<&Tags<'_>>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let start = self.r.offset();
        let tag = self.last_tag(&named.key)?;
        let place = trail.key(&named.key);
        let variant = match tag {
            Some(tag) => {
                self.r.rewind(tag);
                self.tag(table, named, &place)?
            }
            None => {
                if named.absent.is_none() {
                    self.report(Rule::MissingKey, true, start, &place, |_| {
                        (scalar_words(named.scalar), "nothing".to_owned())
                    });
                }
                named.absent
            }
        };
        self.r.rewind(start);
        let Some(variant) = variant else {
            return self.r.skip();
        };
        self.checker.coverage.values[table.first_value + variant] += 1;
        let tags = Tags::around(&named.key, tag, outer);
        match (table.variants[variant], &named.content) {
            (Some(node), None) => self.variant(node, Some(&tags), trail),
            (Some(node), Some(key)) => self.content(table, Some((key, node)), &tags, trail),
            (None, _) => self.content(table, None, &tags, trail),
        }
    }

    /// Checks an object as the variant that its keys give.
    fn keyed(
        &mut self,
        table: &UnionTable<NodeId>,
        keys: &KeyTable,
        outer: Option<&Tags<'_>>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let start = self.r.offset();
        let found = self.first_variant(keys)?;
        let end = self.r.offset();
        self.r.rewind(start);
        let Some(variant) = found.or(keys.absent) else {
            if table.is_closed {
                return self.wrong(Rule::WrongType, true, trail, |pass| {
                    format!(
                        "an object with a key of a variant of `{}`",
                        pass.name(table.id)
                    )
                });
            }
            self.r.rewind(end);
            return Ok(());
        };
        self.checker.coverage.values[table.first_value + variant] += 1;
        match table.variants[variant] {
            Some(node) => self.variant(node, outer, trail),
            None => self.r.skip(),
        }
    }

    /// The first variant whose key the object that comes next has; reads to its end.
    fn first_variant(&mut self, keys: &KeyTable) -> Result<Option<usize>, Error> {
        self.r.begin_object()?;
        let (mut first, mut found) = (true, None);
        while let Some(key) = self.r.key(&mut first)? {
            let variant = keys.keys.get(&*key).copied();
            found = match (found, variant) {
                (Some(found), Some(variant)) => Some(variant.min(found)),
                (found, variant) => found.or(variant),
            };
            self.r.skip()?;
        }
        Ok(found)
    }

    /// Returns the offset of the last tag of the object that comes next.
    fn last_tag(&mut self, tag: &str) -> Result<Option<usize>, Error> {
        let mut whole: Reader<'_> = self.r.clone();
        whole.begin_object()?;
        let (mut first, mut last) = (true, None);
        while let Some(key) = whole.key(&mut first)? {
            whole.peek()?;
            if key == tag {
                last = Some(whole.offset());
            }
            whole.skip()?;
        }
        Ok(last)
    }

    /// Checks a tag, and returns the position of its variant.
    fn tag(
        &mut self,
        table: &UnionTable<NodeId>,
        named: &TagTable<NodeId>,
        trail: &Trail<'_>,
    ) -> Result<Option<usize>, Error> {
        let (start, total) = (self.r.offset(), self.checker.deviations.total());
        let raw = self.r.raw()?;
        self.r.rewind(start);
        if raw == "null" {
            let refused = named.absent.is_none();
            self.wrong(Rule::UnexpectedNull, refused, trail, |_| {
                scalar_words(named.scalar)
            })?;
            // Receivers take null for no tag.
            return Ok(named.absent.filter(|_| self.checker.options.lenient));
        }
        if let Some(base) = named.base {
            self.value(base, Place::Field, trail)?;
        }
        if self.checker.deviations.total() > total {
            return Ok(None);
        }
        let value = match raw.starts_with('"') {
            true => from_str(raw).map(WireValue::Text),
            false => from_str(raw).map(WireValue::Int),
        };
        let variant = value.ok().and_then(|value| named.find(&value));
        if variant.is_none() && table.is_closed {
            self.r.rewind(start);
            self.wrong(Rule::UnknownValue, true, trail, |pass| {
                format!("the tag of a variant of `{}`", pass.name(table.id))
            })?;
        }
        Ok(variant)
    }

    /// Checks the members of a variant besides its tags.
    fn variant(
        &mut self,
        node: NodeId,
        tags: Option<&Tags<'_>>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let tables = self.tables;
        let shape = tables.node(node).shape;
        if let Shape::Entity(at) = shape {
            self.entity(&tables.entities[at], tags, trail)
        } else if let Shape::Union(at) = shape {
            self.union(at, tags, trail)
        } else {
            // The checks of a schema refuse other variants.
            self.r.skip()
        }
    }

    /// Checks an object that has nothing but tags, and the content of a variant.
    fn content(
        &mut self,
        table: &UnionTable<NodeId>,
        content: Option<(&str, NodeId)>,
        tags: &Tags<'_>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let start = self.r.offset();
        self.r.begin_object()?;
        let (mut first, mut seen, mut before) = (true, 0, self.r.offset());
        let (mut has_content, mut behind) = (false, None);
        while let Some(key) = self.r.key(&mut first)? {
            let trail = trail.key(&key);
            match (tags.bit(&key), content) {
                (Some(bit), _) => self.repeated_tag(&mut seen, bit, before, &trail)?,
                (None, Some((wanted, node))) if key == wanted => {
                    if std::mem::replace(&mut has_content, true) {
                        self.duplicate(before, &trail);
                    }
                    self.counted(&key, &mut behind, |pass| {
                        pass.value(node, Place::Field, &trail)
                    })?;
                }
                (None, _) => {
                    let owner = |pass: &Self| format!("`{}`", pass.name(table.id));
                    self.unknown_key(before, &trail, owner)?;
                }
            }
            before = self.r.offset();
        }
        if let Some((key, node)) = content.filter(|_| !has_content) {
            let refused = self.tables.node(node).never_empty[self.side as usize];
            self.report(Rule::MissingKey, refused, start, &trail.key(key), |pass| {
                (pass.described(node), "nothing".to_owned())
            });
        }
        Ok(())
    }

    /// Skips a tag, which was checked; reports one that came before.
    pub(super) fn repeated_tag(
        &mut self,
        seen: &mut u64,
        bit: u64,
        before: usize,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        if *seen & bit != 0 {
            self.duplicate(before, trail);
        }
        *seen |= bit;
        self.r.skip()
    }
}
