//! Members by their keys, which mostly are asked for in the order in which they come.

use std::collections::HashMap;

/// The number of members below which a look at each is quicker than a table of them.
const FEW: usize = 16;

/// Finds the members of one object, or the fields of one entity.
pub(super) struct Lookup<'a, T> {
    items: &'a [T],
    key: fn(&T) -> &str,
    /// The place where the next one is expected.
    next: usize,
    /// The place of each, made when one is asked for that is not there.
    places: HashMap<&'a str, usize>,
}

impl<'a, T> Lookup<'a, T> {
    /// Creates a lookup over items with distinct keys.
    pub(super) fn new(items: &'a [T], key: fn(&T) -> &str) -> Self {
        Self {
            items,
            key,
            next: 0,
            places: HashMap::new(),
        }
    }

    pub(super) fn get(&mut self, key: &str) -> Option<&'a T> {
        let is_it = |item: &&T| (self.key)(item) == key;
        if let Some(item) = self.items.get(self.next).filter(is_it) {
            self.next += 1;
            return Some(item);
        }
        if self.items.len() <= FEW {
            return self.items.iter().find(is_it);
        }
        if self.places.is_empty() {
            let keys = self.items.iter().map(self.key);
            self.places = keys.zip(0..).collect();
        }
        let place = *self.places.get(key)?;
        self.next = place + 1;
        self.items.get(place)
    }
}

#[cfg(test)]
mod tests {
    use super::Lookup;

    #[test]
    fn members_are_found_in_any_order() {
        for count in [0, 3, 40] {
            let items: Vec<String> = (0..count).map(|i| format!("k{i}")).collect();
            let mut lookup = Lookup::new(&items, String::as_str);
            let there = (0..count).chain((0..count).rev()).chain([count / 2, 0]);
            for i in there.filter(|i| *i < count) {
                let key = format!("k{i}");
                assert_eq!(lookup.get(&key), Some(&key));
                assert_eq!(lookup.get("other"), None);
            }
        }
    }
}
