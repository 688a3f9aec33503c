//! Places by name, from the gazetteer.
//!
//! In: tokens. Out: the longest name that starts at a token, with its places. Which one is meant is left to `mention`.

use super::look::Look;
use crate::lexicon::gazetteer::{Candidate, CountryNames, Gazetteer, NameId, PlaceRow, fold::fold};
use crate::token::Kind;
use std::sync::{Arc, Mutex};

/// One place a name may stand for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// Name as the gazetteer writes it.
    pub name: String,
    /// country, admin1, admin2, capital, populated_place.
    pub feature: &'static str,
    /// ISO 3166-1 alpha-3.
    pub country: &'static str,
    /// First-order division; empty if there is none or the place is one itself.
    pub admin1: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants; 0 if unknown.
    pub population: u32,
}

impl From<PlaceRow<'static>> for Spot {
    fn from(row: PlaceRow<'static>) -> Self {
        let round = |degrees: f32| (f64::from(degrees) * 100.0).round() / 100.0;
        Spot {
            name: row.name,
            feature: row.feature.as_str(),
            country: row.country,
            admin1: row.admin1,
            lat: round(row.lat),
            lon: round(row.lon),
            population: row.population,
        }
    }
}

/// The gazetteer in use.
#[derive(Clone, Copy, Debug)]
pub struct Atlas {
    gazetteer: Option<Gazetteer<'static>>,
}

/// The names of at most this many countries are kept.
const MOST_KEPT: usize = 32;

/// A name of the gazetteer has at most this many words.
const LONGEST_NAME: usize = 6;

impl Atlas {
    /// The largest gazetteer that was loaded.
    pub fn current() -> Self {
        Atlas { gazetteer: crate::lexicon::places() }
    }

    /// The longest name that starts at token `at`: its last token, and its places, the most prominent first.
    pub fn longest_match(&self, look: &Look<'_, '_>, at: usize) -> Option<(usize, Vec<Spot>)> {
        self.longest_name(look, at).map(|(last, name)| (last, self.places_of(name)))
    }

    /// The places of a name, the most prominent first.
    pub fn places_of(&self, name: NameId) -> Vec<Spot> {
        self.gazetteer.map_or(Vec::new(), |gazetteer| gazetteer.places(name).map(Spot::from).collect())
    }

    /// The last token of the longest name that starts at token `at`.
    pub fn longest_end(&self, look: &Look<'_, '_>, at: usize) -> Option<usize> {
        self.longest_name(look, at).map(|(last, _)| last)
    }

    /// The last token of the longest name that starts at token `at`, and which name it is.
    pub fn longest_name(&self, look: &Look<'_, '_>, at: usize) -> Option<(usize, NameId)> {
        look.longest_name(at, || self.find_longest(look, at))
    }

    fn find_longest(&self, look: &Look<'_, '_>, at: usize) -> Option<(usize, NameId)> {
        let (mut ends, mut next) = (Vec::with_capacity(LONGEST_NAME), at);
        let words = std::iter::from_fn(|| {
            let (word, end) = word_from(look, at, next).filter(|_| ends.len() < LONGEST_NAME)?;
            ends.push(end);
            next = end + 1;
            Some(word)
        });
        let (count, name) = self.gazetteer?.longest_match(words)?;
        Some((*ends.get(count.checked_sub(1)?)?, name))
    }

    /// The places called exactly `name`.
    pub fn places(&self, name: &str) -> Vec<Spot> {
        self.gazetteer.map_or(Vec::new(), |gazetteer| gazetteer.lookup(&fold(name)).map(Spot::from).collect())
    }

    /// Whether the name is also a common word or a given name.
    pub fn is_ambiguous(&self, look: &Look<'_, '_>, first: usize, last: usize) -> bool {
        let Some(gazetteer) = self.gazetteer else { return false };
        let name = gazetteer.find(&fold(&look.text(first, last)));
        name.is_some_and(|name| gazetteer.is_ambiguous_word(name))
    }

    /// Names of `country` near an unknown one, the closest first.
    pub fn near_spellings(&self, name: &str, country: &'static str) -> Vec<Candidate<'static>> {
        self.gazetteer.map_or(Vec::new(), |gazetteer| names_of(gazetteer, country).near(&fold(name)))
    }
}

/// The names of a country, collected once: an article rarely speaks of many.
fn names_of(gazetteer: Gazetteer<'static>, country: &'static str) -> Arc<CountryNames<'static>> {
    static KEPT: Mutex<Vec<Arc<CountryNames<'static>>>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(names) = kept.iter().find(|names| names.are_of(gazetteer, country)) {
        return Arc::clone(names);
    }
    let names = Arc::new(CountryNames::collect(gazetteer, country));
    if kept.len() >= MOST_KEPT {
        kept.remove(0);
    }
    kept.push(Arc::clone(&names));
    names
}

/// The folded word at or after token `next` of a name that starts at `at`, hyphens and dots skipped, and its token.
fn word_from(look: &Look<'_, '_>, at: usize, mut next: usize) -> Option<(String, usize)> {
    while look.same_sentence(at, next) {
        let token = look.token(next)?;
        match token.kind {
            Kind::Word => {
                let folded = fold(look.word(next));
                return (!folded.contains(' ') && !folded.is_empty()).then_some((folded, next));
            }
            Kind::Dash if !token.spaced() && next > at => {}
            _ if token.is(b'.')
                && !token.spaced()
                && next > at
                && look.word(next - 1).len() <= 3
                && look.token(next + 1).is_some_and(|token| token.kind == Kind::Word) => {}
            _ => return None,
        }
        next += 1;
    }
    None
}
