//! Merges shapes: those of two threads, or of two places.

use super::shape::{Arena, Group, Lists, Numbers, Objects, Shape, ShapeId, Texts, index};

impl Shape {
    pub(super) fn set_merged(&mut self, into: ShapeId) {
        self.merged = Some(into);
    }
}

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

    /// Merges a shape into another one, with all that is in it.
    pub(super) fn merge(&mut self, into: ShapeId, from: ShapeId) {
        let (into, from) = (self.find(into), self.find(from));
        if into == from {
            return;
        }
        let shape = std::mem::take(self.shape_mut(from));
        self.shape_mut(from).set_merged(into);
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
        match (&mut to.lists, shape.lists) {
            (_, None) => {}
            (lists @ None, Some(from)) => *lists = Some(from),
            (Some(lists), Some(from)) => {
                lists.count += from.count;
                lists.empty += from.empty;
                let Lists { item, .. } = *lists;
                self.merge(item, from.item);
            }
        }
        let Some(from) = shape.objects else {
            return;
        };
        if self.shape(into).objects.is_none() {
            self.shape_mut(into).objects = Some(from);
            return;
        }
        let Objects {
            groups, untagged, ..
        } = std::mem::replace(
            &mut self.objects[from as usize],
            Objects {
                groups: Vec::new(),
                untagged: Vec::new(),
                last: 0,
            },
        );
        let objects = self.objects_of(into);
        for key in untagged {
            self.untag(objects, &key);
        }
        for group in groups {
            let at = match &group.tag {
                None => 0,
                Some((key, value)) => {
                    let (key, value) = (key.clone(), value.clone());
                    self.group_of(objects, &key, &value)
                }
            };
            self.merge_group(objects, at, group);
        }
    }

    pub(super) fn merge_group(&mut self, objects: usize, into: usize, from: Group) {
        self.objects[objects].groups[into].count += from.count;
        if from.map.is_some() {
            self.make_map(objects, into);
        }
        if let Some(map) = from.map {
            let to = &mut self.objects[objects].groups[into].map;
            let Some(to) = to else { return };
            to.integers += map.integers;
            to.ids += map.ids;
            to.names += map.names;
            let value = to.value;
            self.merge(value, map.value);
        }
        for key in from.keys {
            let at = self.key_of((objects, into), &key.name, key.since);
            let group = &mut self.objects[objects].groups[into];
            let value = match (at, &mut group.map) {
                (Some(at), _) => {
                    let to = &mut group.keys[at];
                    to.present += key.present;
                    to.since = to.since.min(key.since);
                    to.value
                }
                (None, Some(map)) => {
                    map.add(&key.name, key.present);
                    map.value
                }
                (None, None) => continue,
            };
            self.merge(value, key.value);
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
