//! Places by name, from the gazetteer.
//!
//! In: tokens. Out: the longest name that starts at a token, with its places. Which one is meant is left to `mention`.

use super::look::Look;
use crate::lexicon::gazetteer::{Candidate, CountryNames, Gazetteer, PlaceRow, fold::fold};
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
    pub country: String,
    /// First-order division; empty if there is none or the place is one itself.
    pub admin1: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants; 0 if unknown.
    pub population: u32,
}

impl From<PlaceRow> for Spot {
    fn from(row: PlaceRow) -> Self {
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
const MOST_KEPT: usize = 12;

/// A name of the gazetteer has at most this many words.
const LONGEST_NAME: usize = 6;

impl Atlas {
    /// The largest gazetteer that was loaded.
    pub fn current() -> Self {
        Atlas { gazetteer: crate::lexicon::places() }
    }

    /// The longest name that starts at token `at`: its last token, and its places, the most prominent first.
    pub fn longest_match(&self, look: &Look<'_, '_>, at: usize) -> Option<(usize, Vec<Spot>)> {
        let gazetteer = self.gazetteer?;
        let (words, ends) = words(look, at);
        let (count, name) = gazetteer.longest_match(words.iter().map(String::as_str))?;
        let last = *ends.get(count.checked_sub(1)?)?;
        Some((last, gazetteer.places(name).map(Spot::from).collect()))
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
    pub fn near_spellings(&self, name: &str, country: &'static str) -> Vec<Candidate> {
        let Some(gazetteer) = self.gazetteer else { return Vec::new() };
        let names = self.names_of(&gazetteer, country);
        names.near(&gazetteer, &fold(name), country)
    }

    /// The names of a country, collected once: an article rarely speaks of many.
    fn names_of(&self, gazetteer: &Gazetteer<'static>, country: &'static str) -> Arc<CountryNames> {
        static KEPT: Mutex<Vec<(&'static str, usize, Arc<CountryNames>)>> = Mutex::new(Vec::new());
        let size = gazetteer.place_count();
        let mut kept = KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((_, _, names)) = kept.iter().find(|(code, places, _)| *code == country && *places == size) {
            return Arc::clone(names);
        }
        let names = Arc::new(CountryNames::collect(gazetteer, country));
        if kept.len() >= MOST_KEPT {
            kept.remove(0);
        }
        kept.push((country, size, Arc::clone(&names)));
        names
    }
}

/// Folded words from token `at` on, hyphens skipped, and the token each one ends at.
fn words(look: &Look<'_, '_>, at: usize) -> (Vec<String>, Vec<usize>) {
    let (mut words, mut ends, mut next) = (Vec::new(), Vec::new(), at);
    while words.len() < LONGEST_NAME && look.same_sentence(at, next) {
        let Some(token) = look.token(next) else { break };
        match token.kind {
            Kind::Word => {
                let folded = fold(look.word(next));
                if folded.contains(' ') || folded.is_empty() {
                    break;
                }
                words.push(folded);
                ends.push(next);
            }
            Kind::Dash if !token.spaced() && next > at => {}
            _ if token.is(b'.')
                && !token.spaced()
                && next > at
                && look.word(next - 1).len() <= 3
                && look.token(next + 1).is_some_and(|token| token.kind == Kind::Word) => {}
            _ => break,
        }
        next += 1;
    }
    (words, ends)
}
