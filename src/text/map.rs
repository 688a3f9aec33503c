//! Maps and sets that keep the order of insertion, for keys of any type through one table of numbers.
//!
//! The maps of the standard library are written out anew for each type of key and value, some kilobytes a time; the page
//! would have to fetch them all. Nothing can be taken out.

use std::hash::{Hash, Hasher};

/// Values by key; iterated in the order in which the keys came.
#[derive(Clone, Debug)]
pub struct Map<K, V> {
    items: Vec<(K, V)>,
    slots: Slots,
}

/// Keys; iterated in the order in which they came.
#[derive(Clone, Debug)]
pub struct Set<K> {
    map: Map<K, ()>,
}

impl<K: Hash + Eq, V> Map<K, V> {
    fn place(&self, key: &K) -> Option<usize> {
        self.slots.find(hash(key), &|at| self.items.get(at).is_some_and(|(other, _)| other == key))
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.items.get(self.place(key)?).map(|(_, value)| value)
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key).and_then(|at| self.items.get_mut(at)) {
            Some(item) => item.1 = value,
            None => self.append(key, value),
        }
    }

    /// The value of a key, made now if there is none; none only in theory.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> Option<&mut V> {
        let at = self.place(&key).unwrap_or(self.items.len());
        if at == self.items.len() {
            self.append(key, make());
        }
        self.items.get_mut(at).map(|(_, value)| value)
    }

    fn append(&mut self, key: K, value: V) {
        self.slots.add(hash(&key));
        self.items.push((key, value));
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { items: Vec::new(), slots: Slots::default() }
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(items: I) -> Self {
        let mut map = Self::default();
        items.into_iter().for_each(|(key, value)| map.insert(key, value));
        map
    }
}

impl<K: Hash + Eq> Set<K> {
    /// Adds a key; whether it was not there before.
    pub fn insert(&mut self, key: K) -> bool {
        let new = !self.contains(&key);
        if new {
            self.map.append(key, ());
        }
        new
    }

    /// Whether the key is there.
    pub fn contains(&self, key: &K) -> bool {
        self.map.place(key).is_some()
    }
}

impl<K> Default for Set<K> {
    fn default() -> Self {
        Self { map: Map::default() }
    }
}

impl<K: Hash + Eq> Extend<K> for Set<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        keys.into_iter().for_each(|key| {
            self.insert(key);
        });
    }
}

impl<K: Hash + Eq> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = Self::default();
        set.extend(keys);
        set
    }
}

/// Places of items by their hash, with open addressing; 0 is a free slot, n stands for item n - 1.
#[derive(Clone, Debug, Default)]
struct Slots {
    hashes: Vec<u64>,
    slots: Vec<u32>,
}

impl Slots {
    fn find(&self, hash: u64, same: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut at = self.first(hash)?;
        loop {
            let item = self.slots.get(at).copied()?.checked_sub(1)? as usize;
            if self.hashes.get(item) == Some(&hash) && same(item) {
                return Some(item);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn add(&mut self, hash: u64) {
        self.hashes.push(hash);
        if self.hashes.len() * 2 > self.slots.len() {
            self.slots = vec![0; (self.hashes.len() * 4).next_power_of_two()];
            (0..self.hashes.len()).for_each(|item| self.put(item));
        } else {
            self.put(self.hashes.len() - 1);
        }
    }

    fn put(&mut self, item: usize) {
        let Some(mut at) = self.hashes.get(item).and_then(|hash| self.first(*hash)) else { return };
        while self.slots.get(at).is_some_and(|slot| *slot != 0) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = item as u32 + 1;
        }
    }

    /// The slot at which an item of this hash would best lie.
    fn first(&self, hash: u64) -> Option<usize> {
        Some((hash >> 32) as usize & self.slots.len().checked_sub(1)?)
    }
}

fn hash(key: &impl Hash) -> u64 {
    let mut mixer = Mixer(0);
    key.hash(&mut mixer);
    mixer.0
}

/// Mixes bytes one after the other; the high bits are the good ones.
struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Map, Set};

    #[test]
    fn a_map_keeps_the_last_value_and_the_first_order() {
        let mut map: Map<String, usize> = (0..1000).map(|n| (format!("key {}", n % 100), n)).collect();
        assert_eq!(map.items.len(), 100);
        assert_eq!(map.get(&"key 7".to_string()), Some(&907));
        assert_eq!(map.get(&"key 100".to_string()), None);
        *map.get_or_insert_with("new".to_string(), || 1).unwrap() += 1;
        *map.get_or_insert_with("new".to_string(), || 1).unwrap() += 1;
        assert_eq!(map.get(&"new".to_string()), Some(&3));
    }

    #[test]
    fn a_set_knows_what_is_new() {
        let mut set: Set<(u32, bool)> = Set::default();
        assert!(set.insert((1, true)) && set.insert((1, false)) && !set.insert((1, true)));
        set.extend([(9, true), (1, true)]);
        assert_eq!(set.map.items.len(), 3);
    }
}
