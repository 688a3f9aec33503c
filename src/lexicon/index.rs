//! The index: words by hash, phrases as a trie, and what each phrase may mean.
//!
//! In: words and spellings, added one by one when the tables are loaded. Out: word numbers, nodes, senses. A word or a
//! step from node to node is one probe of a hash table.

use super::fold::hash;

/// The number of a word; 0 is a word that no table knows.
pub type WordId = u16;

/// Words by number, and their numbers by hash.
#[derive(Debug)]
pub(super) struct Words {
    text: Vec<u8>,
    ends: Vec<u32>,
    slots: Vec<WordId>,
}

impl Words {
    /// Room for `most` words; past 65535 no more are taken.
    pub(super) fn with_capacity(most: usize) -> Self {
        Self { text: Vec::with_capacity(most * 8), ends: vec![0], slots: vec![0; (most * 2).next_power_of_two()] }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len() - 1
    }

    fn word(&self, id: WordId) -> &[u8] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or(0) as usize;
        self.text.get(end(usize::from(id) - 1)..end(usize::from(id))).unwrap_or(&[])
    }

    /// The word's number, or the free slot where it would stand.
    fn seek(&self, folded: &[u8], hash: u32) -> Result<WordId, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots.get(at).copied().unwrap_or(0) {
                0 => return Err(at),
                id if self.word(id) == folded => return Ok(id),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The number of a folded word; 0 if there is none.
    pub(super) fn find(&self, folded: &[u8], hash: u32) -> WordId {
        self.seek(folded, hash).unwrap_or(0)
    }

    /// The number of a folded word, given to it now if it has none.
    pub(super) fn add(&mut self, folded: &[u8]) -> WordId {
        let slot = match self.seek(folded, hash(folded)) {
            Ok(id) => return id,
            Err(slot) => slot,
        };
        let Some(id) = WordId::try_from(self.ends.len()).ok().filter(|_| self.ends.len() * 4 < self.slots.len() * 3) else { return 0 };
        self.text.extend_from_slice(folded);
        self.ends.push(self.text.len() as u32);
        if let Some(free) = self.slots.get_mut(slot) {
            *free = id;
        }
        id
    }
}

/// Phrases word by word, and the senses of those that are spellings.
#[derive(Debug)]
pub(super) struct Trie {
    /// Node of each word as a first word.
    first: Vec<u32>,
    /// Steps in a hash table: node (24 bits), word (16 bits), next node (24 bits); 0 is a free slot.
    steps: Vec<u64>,
    nodes: u32,
    added: Vec<(u32, u32)>,
    ends: Vec<u32>,
    senses: Vec<u32>,
}

impl Trie {
    /// Room for `words` words and `steps` steps beyond the first word.
    pub(super) fn with_capacity(words: usize, steps: usize) -> Self {
        Self {
            first: vec![0; words + 1],
            steps: vec![0; (steps * 2).next_power_of_two()],
            nodes: 0,
            added: Vec::with_capacity(words),
            ends: Vec::new(),
            senses: Vec::new(),
        }
    }

    /// The step from `node` by `word`, or the free slot where it would stand.
    fn seek(&self, node: u32, word: WordId) -> Result<u32, usize> {
        let (mask, key) = (self.steps.len() - 1, key(node, word));
        let mut at = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize & mask;
        loop {
            match self.steps.get(at).copied().unwrap_or(0) {
                0 => return Err(at),
                step if step >> 24 == key => return Ok(step as u32 & 0xFF_FFFF),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The node of a first word; 0 if no phrase starts with it.
    pub(super) fn first(&self, word: WordId) -> u32 {
        self.first.get(usize::from(word)).copied().unwrap_or(0)
    }

    /// The node after `node` and `word`; 0 if there is none.
    pub(super) fn next(&self, node: u32, word: WordId) -> u32 {
        self.seek(node, word).unwrap_or(0)
    }

    /// The node after `node` (0 at the start) and `word`, made now if there is none; 0 where there is no room.
    pub(super) fn add(&mut self, node: u32, word: WordId) -> u32 {
        if node == 0 {
            return self.add_first(word);
        }
        match self.seek(node, word) {
            Ok(next) => next,
            Err(slot) => self.add_step(slot, key(node, word)),
        }
    }

    fn add_first(&mut self, word: WordId) -> u32 {
        match self.first.get_mut(usize::from(word)) {
            Some(node) if *node == 0 => {
                self.nodes += 1;
                *node = self.nodes;
                self.nodes
            }
            Some(node) => *node,
            None => 0,
        }
    }

    fn add_step(&mut self, slot: usize, key: u64) -> u32 {
        if self.nodes as usize * 4 > (self.steps.len() + self.first.len()) * 3 {
            return 0;
        }
        self.nodes += 1;
        if let Some(free) = self.steps.get_mut(slot) {
            *free = key << 24 | u64::from(self.nodes);
        }
        self.nodes
    }

    /// Says that the phrase that ends at `node` may mean `sense`. Rows come one after the other; of the senses of one
    /// row at one node only the first stays.
    pub(super) fn mean(&mut self, node: u32, sense: u32) {
        let same_row = self.added.iter().rev().take_while(|(_, other)| other >> 12 == sense >> 12);
        if same_row.clone().all(|(other, _)| *other != node) {
            self.added.push((node, sense));
        }
    }

    /// Sorts the senses by node, in the order they were added.
    pub(super) fn finish(&mut self) {
        let added = std::mem::take(&mut self.added);
        let mut starts = vec![0_u32; self.nodes as usize + 2];
        for (node, _) in &added {
            if let Some(count) = starts.get_mut(*node as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut starts {
            sum += *count;
            *count = sum;
        }
        self.senses = vec![0; added.len()];
        // Each start moves on to its node's end while the node's senses are put down.
        for (node, sense) in added {
            let Some(at) = starts.get_mut(node as usize) else { continue };
            if let Some(place) = self.senses.get_mut(*at as usize) {
                *place = sense;
            }
            *at += 1;
        }
        self.ends = starts;
    }

    /// The senses of the phrase that ends at `node`.
    pub(super) fn senses(&self, node: u32) -> &[u32] {
        let node = node as usize;
        let start = node.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or(0);
        let end = self.ends.get(node).copied().unwrap_or(start);
        self.senses.get(start as usize..end as usize).unwrap_or(&[])
    }
}

fn key(node: u32, word: WordId) -> u64 {
    u64::from(node) << 16 | u64::from(word)
}
