//! The gazetteer: places by name, searched in place in a packed table.
//!
//! In: bytes of a pack (the core one or the full one) and folded names.
//! Out: the places of that name, the longest name that begins at a word, and close spellings. Which place a text means
//! is left to the recognizer of places; how names are folded, to `fold`. Data: GeoNames (CC BY 4.0) and `data/world`.

mod display;
mod feature;
pub mod fold;
mod names;
mod near;
mod pack;
mod spelling;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod write;

use super::container::{self, u32_at};
use crate::text::{Order, case};
use pack::{BLOCK_ROW, NAMES_PER_BLOCK, NO_PLACE, PLACES_PER_MARK_SAMPLE, Pack, Section, unzigzag};
use std::cmp::Reverse;

pub use container::PackError;
pub use feature::Feature;
pub use near::{Candidate, Closeness, CountryNames};

/// How many words the longest name may have.
const MAX_WORDS: usize = 8;

/// One place of a gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRow<'a> {
    /// GeoNames id; 0 if the row comes from Sitrep's own tables or the pack leaves ids out.
    pub id: u32,
    /// Name as GeoNames writes it, with its diacritics.
    pub name: String,
    /// What kind of place it is.
    pub feature: Feature,
    /// Country, ISO 3166-1 alpha-3.
    pub country: &'a str,
    /// First-order division, empty if there is none or the row is one itself.
    pub admin1: String,
    /// Degrees north, to a hundredth.
    pub lat: f32,
    /// Degrees east, to a hundredth.
    pub lon: f32,
    /// Inhabitants, to about one part in ten; 0 if unknown.
    pub population: u32,
}

/// Number of a folded name within one gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(u32);

/// What a gazetteer knows about a folded phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The name that is exactly this phrase.
    pub name: Option<NameId>,
    /// Whether a longer name begins with this phrase and a space.
    pub goes_on: bool,
}

/// Places by name, read in place.
#[derive(Debug, Clone, Copy)]
pub struct Gazetteer<'a> {
    pack: Pack<'a>,
}

impl<'a> Gazetteer<'a> {
    /// Checks the bytes of a pack and opens it.
    ///
    /// # Errors
    /// `PackError` if the bytes are not a pack of this version, are cut short or were changed.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, PackError> {
        Ok(Self { pack: Pack::from_bytes(bytes)? })
    }

    /// How many places there are.
    pub fn place_count(&self) -> usize {
        self.pack.place_count()
    }

    /// Whether it is the gazetteer of all places.
    pub fn has_all(&self) -> bool {
        self.pack.all
    }

    /// How many different folded names there are.
    pub fn name_count(&self) -> usize {
        self.pack.name_count()
    }

    /// Looks one folded phrase up.
    pub fn step(&self, folded: &str) -> Step {
        let Some(position) = names::locate(&self.pack, folded.as_bytes()) else {
            return Step { name: None, goes_on: false };
        };
        let name = u32::try_from(position.index).ok().filter(|_| position.exact).map(NameId);
        Step { name, goes_on: position.goes_on }
    }

    /// The number of a folded name.
    pub fn find(&self, folded: &str) -> Option<NameId> {
        self.step(folded).name
    }

    /// All places of a folded name, the most prominent first.
    pub fn lookup(&self, folded: &str) -> impl Iterator<Item = PlaceRow<'a>> + use<'a> {
        self.find(folded).into_iter().flat_map(self.reader())
    }

    /// All places of a name, the most prominent first: countries, then by population.
    pub fn places(&self, name: NameId) -> impl Iterator<Item = PlaceRow<'a>> + use<'a> {
        let this = *self;
        let folded = names::read(&self.pack, name.0 as usize).unwrap_or_default();
        let own = self.own_places(name).unwrap_or_default();
        self.place_numbers(name).into_iter().filter_map(move |place| this.row(place, own.contains(&place).then_some(&folded)))
    }

    fn reader(&self) -> impl FnMut(NameId) -> Vec<PlaceRow<'a>> + use<'a> {
        let this = *self;
        move |name| this.places(name).collect()
    }

    /// The longest name made of the first of `words` (folded, one word each): how many words, and which name.
    pub fn longest_match(&self, words: impl IntoIterator<Item = impl AsRef<str>>) -> Option<(usize, NameId)> {
        let mut phrase = String::new();
        let mut best = None;
        for (i, word) in words.into_iter().take(MAX_WORDS).enumerate() {
            if i > 0 {
                phrase.push(' ');
            }
            phrase.push_str(word.as_ref());
            let step = self.step(&phrase);
            best = step.name.map(|name| (i + 1, name)).or(best);
            if !step.goes_on {
                break;
            }
        }
        best
    }

    /// Whether a name is also a common word or a given name, so that a text must show that a place is meant.
    pub fn is_ambiguous_word(&self, name: NameId) -> bool {
        let bytes = self.pack.section(Section::Ambiguous);
        let (mut low, mut high) = (0, bytes.len() / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            match u32_at(bytes, 4 * middle) {
                Some(found) if found == name.0 => return true,
                Some(found) if found < name.0 => low = middle + 1,
                _ => high = middle,
            }
        }
        false
    }

    /// Numbers of the places of a name, the most prominent first.
    fn place_numbers(&self, name: NameId) -> Vec<usize> {
        let mut places = self.own_places(name).into_iter().flatten().collect::<Vec<_>>();
        places.extend(self.other_places(name).into_iter().flatten());
        places.order_by_key(|&place| (Reverse(self.prominence(place)), place));
        places
    }

    /// Places that have the name as their own lie in one run.
    fn own_places(&self, name: NameId) -> Option<std::ops::Range<usize>> {
        let start = self.start(name, 4, Section::OwnCounts)?;
        let count = usize::from(self.pack.byte(Section::OwnCounts, name.0 as usize)?);
        Some(start..start.checked_add(count)?)
    }

    /// Places that have the name as another one are listed by how far they lie from where the name's own would be.
    fn other_places(&self, name: NameId) -> Option<Vec<usize>> {
        let own = i64::try_from(self.start(name, 4, Section::OwnCounts)?).ok()?;
        let start = self.start(name, 8, Section::OtherCounts)?;
        let count = usize::from(self.pack.byte(Section::OtherCounts, name.0 as usize)?);
        let place = |row| {
            let coded = i64::from(self.pack.planes(Section::Others, row, 3)?);
            let distance = (coded >> 1) ^ -(coded & 1);
            usize::try_from(own + distance).ok()
        };
        (start..start.checked_add(count)?).map(place).collect()
    }

    /// Where the rows of a name begin: the start of its block plus the rows of the names before it.
    fn start(&self, name: NameId, offset: usize, counts: Section) -> Option<usize> {
        let name = name.0 as usize;
        let block = name / NAMES_PER_BLOCK;
        let first = u32_at(self.pack.section(Section::Blocks), block * BLOCK_ROW + offset)? as usize;
        first.checked_add(self.pack.sum(counts, block * NAMES_PER_BLOCK, name)?)
    }

    fn prominence(&self, place: usize) -> u32 {
        let known = self.pack.byte(Section::Populations, place).map_or(0, pack::population_from_byte);
        let feature = self.feature(place).unwrap_or(Feature::PopulatedPlace);
        if known == 0 || feature == Feature::Country { feature.assumed_population() } else { known }
    }

    fn feature(&self, place: usize) -> Option<Feature> {
        Feature::ALL.get(usize::from(self.pack.byte(Section::Features, place)?)).copied()
    }

    /// The area in which a place lies.
    fn area(&self, place: usize) -> Option<usize> {
        self.pack.planes(Section::PlaceAreas, place, 2).map(|area| area as usize)
    }

    /// Country of a place.
    fn country(&self, place: usize) -> Option<&'a str> {
        self.country_of(self.area(place)?)
    }

    /// Country of an area.
    fn country_of(&self, area: usize) -> Option<&'a str> {
        let start = 3 * usize::from(self.pack.byte(Section::AreaCountries, area)?);
        std::str::from_utf8(self.pack.section(Section::Countries).get(start..start + 3)?).ok()
    }

    /// The place that is the division in which a place lies.
    fn division(&self, place: usize) -> Option<usize> {
        let division = self.pack.planes(Section::AreaPlaces, self.area(place)?, 3)?;
        (division != NO_PLACE && division as usize != place).then_some(division as usize)
    }

    /// Degrees of a place: hundredths of its area's point plus hundredths of its own.
    fn degrees(&self, place: usize, points: Section, distances: Section) -> Option<f32> {
        let area = self.area(place)?;
        let point = unzigzag(self.pack.planes(points, area, 2)?);
        let distance = unzigzag(self.pack.planes(distances, place, 2)?);
        Some(hundredths_to_degrees(point + distance))
    }

    /// Everything about a place; `folded` is its own name, where that is known.
    fn row(&self, place: usize, folded: Option<&String>) -> Option<PlaceRow<'a>> {
        let division = self.division(place);
        Some(PlaceRow {
            id: self.pack.planes(Section::Ids, place, 4).unwrap_or(0),
            name: match folded {
                Some(folded) => display::written(folded, self.marks(place)?),
                None => self.display_name(place)?,
            },
            feature: self.feature(place)?,
            country: self.country(place)?,
            admin1: division.and_then(|number| self.display_name(number)).unwrap_or_default(),
            lat: self.degrees(place, Section::AreaLatitudes, Section::Latitudes)?,
            lon: self.degrees(place, Section::AreaLongitudes, Section::Longitudes)?,
            population: pack::population_from_byte(self.pack.byte(Section::Populations, place)?),
        })
    }

    fn display_name(&self, place: usize) -> Option<String> {
        let folded = names::read(&self.pack, self.own_name(place)?)?;
        Some(display::written(&folded, self.marks(place)?))
    }

    /// Number of the name under which a place is filed.
    fn own_name(&self, place: usize) -> Option<usize> {
        let blocks = self.pack.section(Section::Blocks);
        let first = |block: usize| u32_at(blocks, block * BLOCK_ROW + 4).map_or(usize::MAX, |n| n as usize);
        let (mut low, mut high) = (0, blocks.len() / BLOCK_ROW);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if first(middle) <= place { low = middle } else { high = middle }
        }
        let mut left = place.checked_sub(first(low))?;
        for name in low * NAMES_PER_BLOCK..(low + 1) * NAMES_PER_BLOCK {
            let count = usize::from(self.pack.byte(Section::OwnCounts, name)?);
            if left < count {
                return Some(name);
            }
            left -= count;
        }
        None
    }

    fn marks(&self, place: usize) -> Option<&'a [u8]> {
        let sample = place / PLACES_PER_MARK_SAMPLE;
        let first = u32_at(self.pack.section(Section::MarkSamples), 4 * sample)? as usize;
        let start = first.checked_add(self.pack.sum(Section::MarkLengths, sample * PLACES_PER_MARK_SAMPLE, place)?)?;
        let length = usize::from(self.pack.byte(Section::MarkLengths, place)?);
        self.pack.section(Section::Marks).get(start..start.checked_add(length)?)
    }
}

/// Degrees from hundredths; what lies past the date line comes back on its other side.
#[allow(clippy::cast_precision_loss)]
fn hundredths_to_degrees(hundredths: i32) -> f32 {
    let around = match hundredths {
        18_001.. => hundredths - 36_000,
        ..-18_000 => hundredths + 36_000,
        _ => hundredths,
    };
    around as f32 / 100.0
}
