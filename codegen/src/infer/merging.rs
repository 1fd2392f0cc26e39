//! Merges shapes: those of two threads, or of two places.
//!
//! Merging two shapes means to merge what is in them. That is put off, so that each step leaves
//! sound shapes, even if a shape is part of the one that it is merged with.

use super::shape::{Arena, Group, Numbers, Objects, ShapeId, Texts, index};

impl Arena {
    /// Takes all shapes of another arena; returns the distance of their positions.
    pub(super) fn take(&mut self, other: Self) -> u32 {
        let (shapes, objects) = (index(self.shapes.len()), index(self.objects.len()));
        self.is_full |= other.is_full;
        for mut shape in other.shapes {
            shape.objects = shape.objects.map(|at| at + objects);
            shape.merged = shape.merged.map(|id| ShapeId(id.0 + shapes));
            if let Some(lists) = &mut shape.lists {
                lists.item.0 += shapes;
            }
            self.shapes.push(shape);
        }
        for mut found in other.objects {
            for group in &mut found.groups {
                for key in &mut group.keys {
                    key.value.0 += shapes;
                }
                if let Some(map) = &mut group.map {
                    map.value.0 += shapes;
                }
            }
            self.objects.push(found);
        }
        shapes
    }

    /// Brings everything into an order that does not depend on threads.
    pub(super) fn sort(&mut self) {
        self.objects.iter_mut().for_each(Objects::sort);
    }

    /// Merges a shape into another one, with all that is in it.
    pub(super) fn merge(&mut self, into: ShapeId, from: ShapeId) {
        self.pending.push((into, from));
        self.settle();
    }

    /// Does the merging that was put off.
    pub(super) fn settle(&mut self) {
        while let Some((into, from)) = self.pending.pop() {
            let (into, from) = (self.find(into), self.find(from));
            if into != from {
                self.step(into, from);
            }
        }
    }

    fn step(&mut self, into: ShapeId, from: ShapeId) {
        let shape = std::mem::take(self.shape_mut(from));
        self.shape_mut(from).merged = Some(into);
        let max = self.max_texts;
        let to = self.shape_mut(into);
        to.nulls += shape.nulls;
        to.bools += shape.bools;
        to.unseen += shape.unseen;
        if let Some(numbers) = shape.numbers {
            merge_numbers(&mut to.numbers, *numbers);
        }
        if let Some(texts) = shape.texts {
            merge_texts(&mut to.texts, *texts, max);
        }
        if let Some(from) = shape.lists {
            match &mut to.lists {
                None => to.lists = Some(from),
                Some(lists) => {
                    lists.count += from.count;
                    lists.empty += from.empty;
                    let item = lists.item;
                    self.pending.push((item, from.item));
                }
            }
        }
        match (self.shape(into).objects, shape.objects) {
            (_, None) => {}
            (None, from) => self.shape_mut(into).objects = from,
            (Some(into), Some(from)) => self.objects(into as usize, from as usize),
        }
    }

    fn objects(&mut self, into: usize, from: usize) {
        let from = std::mem::replace(&mut self.objects[from], Objects::new());
        for key in from.untagged {
            self.put_untagged(into, &key);
        }
        for group in from.groups {
            let at = match &group.tag {
                None => 0,
                Some((key, value)) => {
                    let (key, value) = (key.clone(), value.clone());
                    self.put_group(into, &key, &value)
                }
            };
            self.put_into(into, at, group);
        }
    }

    /// Moves a group into another one of some objects; what is in them is merged later.
    pub(super) fn put_into(&mut self, objects: usize, into: usize, from: Group) {
        self.objects[objects].groups[into].count += from.count;
        if let Some(map) = from.map {
            self.put_map(objects, into);
            if let Some(to) = &mut self.objects[objects].groups[into].map {
                to.integers += map.integers;
                to.ids += map.ids;
                to.names += map.names;
                let value = to.value;
                self.pending.push((value, map.value));
            }
        }
        for key in from.keys {
            let (present, since, value) = (key.present, key.since, key.value);
            let name = key.name.clone();
            let at = self.put_key((objects, into), key);
            let group = &mut self.objects[objects].groups[into];
            match (at, &mut group.map) {
                (Some(at), _) if group.keys[at].value == value => {}
                (Some(at), _) => {
                    let to = &mut group.keys[at];
                    to.present += present;
                    to.since = to.since.min(since);
                    self.pending.push((to.value, value));
                }
                (None, Some(map)) => {
                    map.add(&name, present);
                    self.pending.push((map.value, value));
                }
                (None, None) => {}
            }
        }
    }
}

fn merge_numbers(to: &mut Option<Box<Numbers>>, from: Numbers) {
    let Some(to) = to else {
        *to = Some(Box::new(from));
        return;
    };
    to.integers += from.integers;
    to.floats += from.floats;
    to.min = to.min.min(from.min);
    to.max = to.max.max(from.max);
}

fn merge_texts(to: &mut Option<Box<Texts>>, from: Texts, max: usize) {
    let Some(to) = to else {
        *to = Some(Box::new(from));
        return;
    };
    to.count += from.count;
    to.empty += from.empty;
    to.formats = to.formats.both(from.formats);
    match from.distinct {
        None => to.distinct = None,
        Some(distinct) => {
            for (text, times) in distinct {
                to.add_distinct(&text, times, max);
            }
        }
    }
}
