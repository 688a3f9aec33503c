//! Countries: which row a name stands for, and which countries the article is about.
//!
//! In: the phrases of the tables. Out: [`Focus`], a weight per country. Places and forces are resolved elsewhere.

use super::look::Look;
use crate::lexicon::{Code, Form, Table, row, rows_of};
use crate::rule::EntryId;
use crate::text::Order;
use crate::token::Match;
use std::cell::OnceCell;
use std::sync::OnceLock;

/// Rows of the country table by ISO 3166-1 alpha-3.
fn by_iso3() -> &'static [(&'static str, EntryId)] {
    static LIST: OnceLock<Vec<(&'static str, EntryId)>> = OnceLock::new();
    LIST.get_or_init(|| {
        let mut list: Vec<_> = rows_of(Table::Countries).map(|entry| (row(entry).get("iso3"), entry)).collect();
        list.order();
        list
    })
}

/// The row of a country by its alpha-3 code.
pub fn country_row(iso3: &str) -> Option<EntryId> {
    let list = by_iso3();
    let at = list.binary_search_by_key(&iso3, |(code, _)| code).ok()?;
    list.get(at).map(|(_, entry)| *entry)
}

/// The alpha-3 code of a country row.
pub fn iso3(entry: EntryId) -> &'static str {
    row(entry).get("iso3")
}

/// The countries that share the people's name at `at`, as in "Congolese"; otherwise the one country there.
pub fn sharing<'p>(look: &Look<'p, '_>, at: usize) -> impl Iterator<Item = EntryId> + use<'p> {
    let first = look.first_of(at, Table::Countries);
    let alike = move |hit: &&Match| first.is_some_and(|first| hit.last == first.last && (hit.sense.form() == Form::Demonym || hit.sense == first.sense));
    look.starting(at, Table::Countries).filter(alike).map(|hit| hit.sense.entry())
}

/// How much the article speaks of each country.
#[derive(Debug, Default)]
pub struct Focus {
    weights: Vec<i32>,
    heaviest: OnceCell<Option<EntryId>>,
}

impl Focus {
    /// Counts names, demonyms, capitals and the countries of named actors.
    pub fn count(look: &Look<'_, '_>) -> Self {
        let mut focus = Focus { weights: vec![0; by_iso3().len()], ..Focus::default() };
        let lead = (look.len() / 5).clamp(30, 120);
        let mut at = 0;
        while at < look.len() {
            let factor = if at < lead { 2 } else { 1 };
            at = focus.count_at(look, at, factor) + 1;
        }
        focus
    }

    fn count_at(&mut self, look: &Look<'_, '_>, at: usize, factor: i32) -> usize {
        if let Some(found) = look.first_of(at, Table::Regions) {
            self.add_all(row(found.sense.entry()).get("country"), factor);
            return found.last as usize;
        }
        if let Some(found) = look.first_of(at, Table::Countries) {
            let weight = match found.sense.form() {
                Form::Demonym => 2,
                Form::Capital => 1,
                _ if look.before(at, Table::Context, Code::PlaceIn).is_some() => 5,
                _ => 3,
            };
            for entry in sharing(look, at) {
                self.add(entry, weight * factor);
            }
            return found.last as usize;
        }
        for table in [Table::Groups, Table::StateForces] {
            if let Some(found) =
                look.first_of(at, table).filter(|found| row(found.sense.entry()).get("needs").is_empty() && found.sense.form() != Form::Acronym)
            {
                self.add_all(row(found.sense.entry()).get("country"), factor);
                return found.last as usize;
            }
        }
        at
    }

    /// Adds weight to every country of a list such as `MLI|BFA`.
    pub fn add_all(&mut self, list: &str, factor: i32) {
        let single = !list.contains('|');
        for code in list.split('|') {
            if let Some(entry) = country_row(code) {
                self.add(entry, if single { 2 * factor } else { factor });
            }
        }
    }

    /// Adds weight to a country.
    pub fn add(&mut self, entry: EntryId, weight: i32) {
        if let Some(slot) = self.weights.get_mut(entry.row as usize) {
            *slot += weight;
            self.heaviest.take();
        }
    }

    /// The weight of a country row.
    pub fn weight(&self, entry: EntryId) -> i32 {
        self.weights.get(entry.row as usize).copied().unwrap_or(0)
    }

    /// The country at `at`: among those that share a name the one the article speaks of most, if there is one.
    pub fn meant(&self, look: &Look<'_, '_>, at: usize) -> Option<EntryId> {
        let best = sharing(look, at).map(|entry| self.weight(entry)).max()?;
        let mut heaviest = sharing(look, at).filter(|entry| self.weight(*entry) == best);
        heaviest.next().filter(|_| heaviest.next().is_none())
    }

    /// The weight of a country by its code.
    pub fn weight_of(&self, code: &str) -> i32 {
        country_row(code).map_or(0, |entry| self.weight(entry))
    }

    /// The heaviest weight among a list such as `MLI|BFA`.
    pub fn weight_of_any(&self, list: &str) -> i32 {
        list.split('|').map(|code| self.weight_of(code)).max().unwrap_or(0)
    }

    /// The country the article is about: the heaviest, if it is clearly so.
    pub fn country(&self) -> Option<EntryId> {
        *self.heaviest.get_or_init(|| self.clearly_heaviest())
    }

    fn clearly_heaviest(&self) -> Option<EntryId> {
        let (row, best) = self.weights.iter().enumerate().max_by_key(|(row, weight)| (**weight, std::cmp::Reverse(*row)))?;
        let second = self.weights.iter().enumerate().filter(|(other, _)| *other != row).map(|(_, weight)| *weight).max().unwrap_or(0);
        (*best >= 3 && *best > second).then_some(EntryId { table: Table::Countries as u8, row: row as u16 })
    }
}
