//! Close spellings: what an unknown place name may be a misspelling of.
//!
//! In: a folded name the gazetteer does not have, and a country. Out: names of that country at a small edit distance.
//! A `Variant` differs only in vowels, doubled letters or transliteration (Sandere, Sandaré); a `Typo` differs in
//! consonants (Binoli, Diboli) and is for a reader to decide. All names are walked once, but one row of the distance
//! table serves all names that share a beginning, and a beginning that is too far off is not gone into.

use super::names::{Coded, Cursor, common_prefix};
use super::pack::NAMES_PER_BLOCK;
use super::spelling::is_variant;
use super::{Gazetteer, NameId, PlaceRow};
use crate::text::Order;
use std::cmp::Reverse;

/// Names longer than this have no close spellings; it bounds the work for one name.
const MAX_BYTES: usize = 48;
/// How many candidates are given back.
const MAX_CANDIDATES: usize = 8;

/// In what way two spellings are close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// The same consonants: only vowels, doubled letters or transliteration differ.
    Variant,
    /// Consonants differ: perhaps a slip, perhaps another place.
    Typo,
}

/// A name that a text may have meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The name in the gazetteer.
    pub name: NameId,
    /// Its folded spelling.
    pub spelling: String,
    /// In what way it is close.
    pub closeness: Closeness,
    /// Letters to insert, drop or replace.
    pub distance: u8,
    /// The most prominent place of that name in the country asked for.
    pub place: PlaceRow,
}

/// Names near `folded`, the closest first.
pub(super) fn near_spellings(gazetteer: &Gazetteer<'_>, folded: &str, country: Option<&str>) -> Vec<Candidate> {
    let limit = limit(folded);
    if limit == 0 || folded.len() > MAX_BYTES {
        return Vec::new();
    }
    let mut found = Vec::new();
    walk(gazetteer, folded.as_bytes(), limit, |name, distance| {
        found.extend(candidate(gazetteer, folded, country, name, distance));
    });
    found.order_by(|a, b| order(a).cmp(&order(b)));
    found.truncate(MAX_CANDIDATES);
    found
}

/// How far off a name of that length may be.
fn limit(folded: &str) -> u8 {
    match folded.len() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

fn order(c: &Candidate) -> (Closeness, u8, Reverse<u32>, &str) {
    (c.closeness, c.distance, Reverse(c.place.population), &c.spelling)
}

/// A name as candidate, if it has a place in the country.
fn candidate(g: &Gazetteer<'_>, folded: &str, country: Option<&str>, name: NameId, distance: u8) -> Option<Candidate> {
    let place = g.place_numbers(name).into_iter().find(|&p| country.is_none() || g.country(p) == country)?;
    let spelling = g.name_text(name)?;
    let closeness = if is_variant(folded, &spelling) { Closeness::Variant } else { Closeness::Typo };
    Some(Candidate { name, closeness, distance, place: g.row(place)?, spelling })
}

/// Calls `report` for each name within `limit` of `key`, in order.
fn walk(gazetteer: &Gazetteer<'_>, key: &[u8], limit: u8, mut report: impl FnMut(NameId, u8)) {
    let Some(cursor) = Cursor::at_block(&gazetteer.pack, 0) else { return };
    let mut table = Table::new(key, limit);
    for (i, coded) in cursor.enumerate() {
        let distance = table.next(coded, i.is_multiple_of(NAMES_PER_BLOCK));
        if let (Some(distance), Ok(i)) = (distance, u32::try_from(i)) {
            report(NameId(i), distance);
        }
    }
}

/// The distance table of one key, a row per byte of the current name, as far as it was worth computing.
struct Table<'k> {
    key: &'k [u8],
    limit: u8,
    name: Vec<u8>,
    rows: Vec<Vec<u8>>,
}

impl<'k> Table<'k> {
    fn new(key: &'k [u8], limit: u8) -> Self {
        let first = (0..=key.len()).map(|i| u8::try_from(i).unwrap_or(u8::MAX)).collect();
        Self { key, limit, name: Vec::new(), rows: vec![first] }
    }

    /// Distance of the next name, if it is within the limit and not the key itself.
    fn next(&mut self, coded: Coded<'_>, is_head: bool) -> Option<u8> {
        let shared = if is_head { common_prefix(&self.name, coded.rest) } else { coded.shared };
        self.name.truncate(coded.shared);
        self.name.extend_from_slice(coded.rest);
        if self.rows.len() <= shared && self.is_hopeless() {
            return None;
        }
        self.rows.truncate(shared + 1);
        self.extend_rows();
        let complete = self.rows.len() == self.name.len() + 1;
        let distance = *self.rows.last().filter(|_| complete)?.last()?;
        (1..=self.limit).contains(&distance).then_some(distance)
    }

    /// Whether nothing that begins like the current name can be within the limit.
    fn is_hopeless(&self) -> bool {
        self.rows.last().and_then(|row| row.iter().min()).is_none_or(|&least| least > self.limit)
    }

    /// Computes rows until the name ends or cannot come within the limit any more.
    fn extend_rows(&mut self) {
        while self.rows.len() <= self.name.len() && !self.is_hopeless() {
            let (Some(above), Some(&byte)) = (self.rows.last(), self.name.get(self.rows.len() - 1)) else { return };
            let row = next_row(above, self.key, byte);
            self.rows.push(row);
        }
    }
}

/// One more row of the table of edit distances.
fn next_row(above: &[u8], key: &[u8], byte: u8) -> Vec<u8> {
    let mut left = above.first().map_or(0, |n| n.saturating_add(1));
    let mut row = Vec::with_capacity(above.len());
    row.push(left);
    for (pair, &wanted) in above.windows(2).zip(key) {
        if let [diagonal, up] = *pair {
            left = (diagonal + u8::from(wanted != byte)).min(up + 1).min(left + 1);
            row.push(left);
        }
    }
    row
}

/// All names of one country, for looking up many unknown names of one article.
#[derive(Debug, Default)]
pub struct CountryNames {
    names: Vec<(NameId, String)>,
}

impl CountryNames {
    /// Collects the names of the places of `country` (alpha-3).
    pub fn collect(gazetteer: &Gazetteer<'_>, country: &str) -> Self {
        let here = (0..gazetteer.place_count()).filter(|place| gazetteer.country(*place) == Some(country));
        let mut ids: Vec<usize> = here.filter_map(|place| gazetteer.own_name(place)).collect();
        ids.dedup();
        let named = |id: usize| Some((NameId(u32::try_from(id).ok()?), super::names::read(&gazetteer.pack, id)?));
        Self { names: ids.into_iter().filter_map(named).collect() }
    }

    /// Names near `folded`, the closest first.
    pub fn near(&self, gazetteer: &Gazetteer<'_>, folded: &str, country: &str) -> Vec<Candidate> {
        let limit = limit(folded);
        if limit == 0 || folded.len() > MAX_BYTES {
            return Vec::new();
        }
        let close = |(name, spelling): &(NameId, String)| {
            let distance = within(folded.as_bytes(), spelling.as_bytes(), limit)?;
            candidate(gazetteer, folded, Some(country), *name, distance)
        };
        let mut found: Vec<Candidate> = self.names.iter().filter_map(close).collect();
        found.order_by(|a, b| order(a).cmp(&order(b)));
        found.truncate(MAX_CANDIDATES);
        found
    }
}

/// Letters to insert, drop or replace, if at most `limit`.
fn within(a: &[u8], b: &[u8], limit: u8) -> Option<u8> {
    if a.len().abs_diff(b.len()) > usize::from(limit) || b.len() > 2 * MAX_BYTES {
        return None;
    }
    let mut row = [0u8; 2 * MAX_BYTES + 1];
    for (at, slot) in row.iter_mut().enumerate() {
        *slot = at.min(255) as u8;
    }
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i.min(255) as u8;
        let mut left = diagonal.saturating_add(1);
        let mut best = left;
        for (slot, y) in row.iter_mut().skip(1).zip(b) {
            let above = *slot;
            let cell = (diagonal + u8::from(x != y)).min(above.min(left).saturating_add(1));
            (diagonal, left) = (above, cell);
            *slot = cell;
            best = best.min(cell);
        }
        if best > limit {
            return None;
        }
    }
    row.get(b.len()).copied().filter(|distance| *distance <= limit)
}
