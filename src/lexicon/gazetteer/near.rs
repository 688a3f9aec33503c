//! Close spellings: what an unknown place name may be a misspelling of.
//!
//! In: a folded name the gazetteer does not have, and a country. Out: names of that country at a small edit distance.
//! A `Variant` differs only in vowels, doubled letters or transliteration (Sandere, Sandaré); a `Typo` differs in
//! consonants (Binoli, Diboli) and is for a reader to decide.

use super::names;
use super::pack::{NAMES_PER_BLOCK, Section};
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
pub struct Candidate<'a> {
    /// The name in the gazetteer.
    pub name: NameId,
    /// Its folded spelling.
    pub spelling: String,
    /// In what way it is close.
    pub closeness: Closeness,
    /// Letters to insert, drop or replace.
    pub distance: u8,
    /// The most prominent place of that name in the country asked for.
    pub place: PlaceRow<'a>,
}

/// How far off a name of that length may be.
fn limit(folded: &str) -> u8 {
    match folded.len() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

fn order<'c>(c: &'c Candidate<'_>) -> (Closeness, u8, Reverse<u32>, &'c str) {
    (c.closeness, c.distance, Reverse(c.place.population), &c.spelling)
}

/// All names of one country, for looking up many unknown names of one article.
#[derive(Debug)]
pub struct CountryNames<'a> {
    gazetteer: Gazetteer<'a>,
    country: &'static str,
    /// The folded spellings, one after the other.
    text: String,
    names: Vec<Known>,
}

/// A name of the country.
#[derive(Debug)]
struct Known {
    name: NameId,
    /// Which letters it has.
    letters: u32,
    /// Where its spelling ends.
    end: usize,
}

impl<'a> CountryNames<'a> {
    /// Collects the names under which the places of `country` (alpha-3) are filed.
    pub fn collect(gazetteer: Gazetteer<'a>, country: &'static str) -> Self {
        let pack = &gazetteer.pack;
        let areas: Vec<bool> = (0..pack.section(Section::AreaCountries).len()).map(|area| gazetteer.country_of(area) == Some(country)).collect();
        let here = |area: u16| areas.get(usize::from(area)) == Some(&true);
        let mut collected = Self { gazetteer, country, text: String::new(), names: Vec::new() };
        // Places are filed in the order of the names that are their own; few blocks of names have one of this country.
        let (counts, mut end) = (pack.section(Section::OwnCounts).chunks(NAMES_PER_BLOCK), 0);
        for (block, counts) in counts.enumerate() {
            let start = end;
            end += counts.iter().map(|count| usize::from(*count)).sum::<usize>();
            if pack.pairs(Section::PlaceAreas, start..end).any(here) {
                let mut own = pack.pairs(Section::PlaceAreas, start..end).map(here);
                names::read_block(pack, block, |at, name| {
                    let count = counts.get(at).map_or(0, |count| usize::from(*count));
                    if own.by_ref().take(count).fold(false, |any, one| any | one) {
                        collected.add(block * NAMES_PER_BLOCK + at, name);
                    }
                });
            }
        }
        collected
    }

    fn add(&mut self, name: usize, spelling: &[u8]) {
        if let (Ok(name), Ok(spelling)) = (u32::try_from(name), std::str::from_utf8(spelling)) {
            self.text.push_str(spelling);
            self.names.push(Known { name: NameId(name), letters: letters(spelling), end: self.text.len() });
        }
    }

    /// Whether these are the names of that country in that gazetteer.
    pub fn are_of(&self, gazetteer: Gazetteer<'_>, country: &str) -> bool {
        self.country == country && self.gazetteer.place_count() == gazetteer.place_count()
    }

    /// Names near `folded`, the closest first.
    pub fn near(&self, folded: &str) -> Vec<Candidate<'a>> {
        let limit = limit(folded);
        if limit == 0 || folded.len() > MAX_BYTES {
            return Vec::new();
        }
        let (wanted, mut start) = (letters(folded), 0);
        let close = |known: &Known| {
            let span = std::mem::replace(&mut start, known.end)..known.end;
            // A letter in place of another changes two of the letters there are.
            let may = span.len().abs_diff(folded.len()) <= usize::from(limit) && (known.letters ^ wanted).count_ones() <= 2 * u32::from(limit);
            let spelling = self.text.get(span).filter(|_| may)?;
            self.candidate(folded, known.name, spelling, within(folded.as_bytes(), spelling.as_bytes(), limit)?)
        };
        let mut found: Vec<Candidate<'a>> = self.names.iter().filter_map(close).collect();
        found.order_by(|a, b| order(a).cmp(&order(b)));
        found.truncate(MAX_CANDIDATES);
        found
    }

    fn candidate(&self, folded: &str, name: NameId, spelling: &str, distance: u8) -> Option<Candidate<'a>> {
        let place = self.gazetteer.place_numbers(name).into_iter().find(|&place| self.gazetteer.country(place) == Some(self.country))?;
        let closeness = if is_variant(folded, spelling) { Closeness::Variant } else { Closeness::Typo };
        Some(Candidate { name, spelling: spelling.to_owned(), closeness, distance, place: self.gazetteer.row(place, None)? })
    }
}

/// Which bytes a spelling has, those that differ by 32 taken as one.
fn letters(spelling: &str) -> u32 {
    spelling.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31))
}

/// Letters to insert, drop or replace, if at most `limit`.
fn within(a: &[u8], b: &[u8], limit: u8) -> Option<u8> {
    if a.len().abs_diff(b.len()) > usize::from(limit) || b.len() > 2 * MAX_BYTES {
        return None;
    }
    let mut row = [0u8; 2 * MAX_BYTES + 1];
    for (at, slot) in row.iter_mut().enumerate().take(b.len() + 1) {
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
