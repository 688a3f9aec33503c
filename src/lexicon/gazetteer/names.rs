//! The sorted names of a gazetteer: finding one and reading one.
//!
//! In: a folded name. Out: its number, and whether longer names begin with it. Names are front-coded in blocks: the
//! first of a block is whole, each other one says how many bytes it shares with the name before and what follows.
//! A look-up is a binary search over the blocks and a walk through one of them; nothing is allocated.

use super::container::u32_at;
use super::pack::{BLOCK_ROW, NAMES_PER_BLOCK, Pack, Section};

/// Room for nearly every name.
const LIKELY_BYTES: usize = 32;

/// Where a key belongs among the sorted names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// Number of the first name that is not before the key.
    pub index: usize,
    /// Whether that name is the key itself.
    pub exact: bool,
    /// Whether a longer name goes on after the key with a space.
    pub goes_on: bool,
}

/// One front-coded name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coded<'a> {
    /// Bytes shared with the name before; zero for the first of a block.
    pub shared: usize,
    /// What follows the shared bytes.
    pub rest: &'a [u8],
}

/// Walks front-coded names from the start of one block on.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// Starts at the first name of `block`.
    pub(super) fn at_block(pack: &Pack<'a>, block: usize) -> Option<Self> {
        let start = u32_at(pack.section(Section::Blocks), block.checked_mul(BLOCK_ROW)?)? as usize;
        Some(Self { bytes: pack.section(Section::Names).get(start..)? })
    }

    /// A half byte, or, if that is full, the byte that carries the remainder.
    fn length(&mut self, nibble: u8) -> Option<usize> {
        if nibble < 15 {
            return Some(usize::from(nibble));
        }
        let (&more, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(15 + usize::from(more))
    }
}

impl<'a> Iterator for Cursor<'a> {
    type Item = Coded<'a>;

    fn next(&mut self) -> Option<Coded<'a>> {
        let (&lengths, bytes) = self.bytes.split_first()?;
        self.bytes = bytes;
        let shared = self.length(lengths >> 4)?;
        let length = self.length(lengths & 15)?;
        let rest = self.bytes.get(..length)?;
        self.bytes = self.bytes.get(length..)?;
        Some(Coded { shared, rest })
    }
}

/// Finds where `key` belongs.
pub(super) fn locate(pack: &Pack<'_>, key: &[u8]) -> Option<Position> {
    let block = last_block_not_after(pack, key)?;
    let mut place = Walk { key, matched: 0, index: block * NAMES_PER_BLOCK };
    for coded in Cursor::at_block(pack, block)?.take(NAMES_PER_BLOCK) {
        if let Some(exact) = place.step(coded) {
            return Some(place.position(pack, exact));
        }
    }
    Some(place.position(pack, false))
}

/// Binary search for the last block whose first name is not after `key`; the first block if all are.
fn last_block_not_after(pack: &Pack<'_>, key: &[u8]) -> Option<usize> {
    let (mut low, mut high) = (0, pack.name_count().div_ceil(NAMES_PER_BLOCK));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if Cursor::at_block(pack, middle)?.next()?.rest <= key {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(low)
}

/// State of the walk through one block: names so far are before the key and share `matched` bytes with it.
struct Walk<'k> {
    key: &'k [u8],
    matched: usize,
    index: usize,
}

impl Walk<'_> {
    /// Takes one name; says whether it is the key once it is not before the key any more.
    fn step(&mut self, coded: Coded<'_>) -> Option<bool> {
        if coded.shared < self.matched {
            return Some(false);
        }
        if coded.shared == self.matched {
            let wanted = self.key.get(self.matched..).unwrap_or_default();
            let common = common_prefix(wanted, coded.rest);
            match (wanted.get(common), coded.rest.get(common)) {
                (None, None) => return Some(true),
                (None, Some(_)) => return Some(false),
                (Some(w), Some(r)) if w < r => return Some(false),
                _ => self.matched += common,
            }
        }
        self.index += 1;
        None
    }

    fn position(&self, pack: &Pack<'_>, exact: bool) -> Position {
        let longer = self.index + usize::from(exact);
        Position { index: self.index, exact, goes_on: goes_on(pack, longer, self.key) }
    }
}

/// Whether name number `index` is `key`, a space and more.
///
/// Reading the whole name is needed only at a block's start; elsewhere the name before is the key or shares with it.
fn goes_on(pack: &Pack<'_>, index: usize, key: &[u8]) -> bool {
    let block = index / NAMES_PER_BLOCK;
    let Some(cursor) = Cursor::at_block(pack, block) else { return false };
    let mut matched = 0;
    let mut last_shares = false;
    for coded in cursor.take(index % NAMES_PER_BLOCK + 1) {
        last_shares = false;
        if coded.shared < matched {
            matched = coded.shared;
        }
        if coded.shared == matched {
            let wanted = key.get(matched..).unwrap_or_default();
            let common = common_prefix(wanted, coded.rest);
            matched += common;
            last_shares = common == wanted.len() && coded.rest.get(common) == Some(&b' ');
        }
    }
    last_shares
}

/// How many leading bytes two strings share.
fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

/// Reads name number `index`.
pub(super) fn read(pack: &Pack<'_>, index: usize) -> Option<String> {
    let mut name = Vec::with_capacity(LIKELY_BYTES);
    for coded in Cursor::at_block(pack, index / NAMES_PER_BLOCK)?.take(index % NAMES_PER_BLOCK + 1) {
        name.truncate(coded.shared);
        name.extend_from_slice(coded.rest);
    }
    String::from_utf8(name).ok()
}

/// Shows `see` each name of a block with its place in it.
pub(super) fn read_block(pack: &Pack<'_>, block: usize, mut see: impl FnMut(usize, &[u8])) {
    let mut name = Vec::with_capacity(LIKELY_BYTES);
    for (at, coded) in Cursor::at_block(pack, block).into_iter().flatten().take(NAMES_PER_BLOCK).enumerate() {
        name.truncate(coded.shared);
        name.extend_from_slice(coded.rest);
        see(at, &name);
    }
}
