//! Writing a pack: from rows of places to bytes.
//!
//! In: rows of `data/gazetteer` and `data/world/places.tsv`, and the names that are also words. Out: the bytes that
//! `Gazetteer::from_bytes` reads, the same for the same rows. Runs when Sitrep is built, never in the page.

#![allow(clippy::indexing_slicing, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#![allow(clippy::cast_possible_wrap, clippy::cast_precision_loss)]

use super::case::lower;
use super::container::join;
use super::display::{DELETE, INSERT, LOWER, MAX_SKIP, REPLACE, capitalize, written};
use super::feature::Feature;
use super::fold::fold;
use super::pack::{ALL, CORE, NAMES_PER_BLOCK, NO_PLACE, PLACES_PER_MARK_SAMPLE, SECTIONS, Section, population_to_byte};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One row of a table of places.
#[derive(Debug, Clone, PartialEq)]
pub struct SourcePlace {
    /// GeoNames id, or 0.
    pub id: u32,
    /// Written name.
    pub name: String,
    /// Other spellings.
    pub also: Vec<String>,
    /// Kind of place.
    pub feature: Feature,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Name of the first-order division, empty if none.
    pub admin1: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants, or 0.
    pub population: u64,
}

/// Reads a table with the columns id, name, also, feature, country, admin1, lat, lon, population (in any order;
/// `term` stands for `name`, and an id that is not a number counts as 0).
///
/// # Errors
/// `line: problem` for the first row that cannot be read.
pub fn parse_table(text: &str) -> Result<Vec<SourcePlace>, String> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines
        .enumerate()
        .map(|(i, line)| {
            let cells = line.split('\t').collect::<Vec<_>>();
            let row = header.iter().copied().zip(cells).collect::<BTreeMap<_, _>>();
            parse_row(&row).map_err(|problem| format!("{}: {problem}", i + 2))
        })
        .collect()
}

fn parse_row(row: &BTreeMap<&str, &str>) -> Result<SourcePlace, String> {
    let cell = |column: &str| row.get(column).copied().filter(|&text| text != "-").unwrap_or_default();
    let number = |column: &str| cell(column).parse::<f64>().map_err(|e| format!("{column}: {e}"));
    let name = [cell("name"), cell("term")].concat();
    if name.is_empty() || cell("country").len() != 3 {
        return Err("a place needs a name and a country of three letters".to_owned());
    }
    Ok(SourcePlace {
        id: cell("id").parse().unwrap_or(0),
        name,
        also: cell("also").split('|').filter(|other| !other.is_empty()).map(str::to_owned).collect(),
        feature: Feature::parse(cell("feature")).ok_or("feature: not one of the known ones")?,
        country: cell("country").to_owned(),
        admin1: cell("admin1").to_owned(),
        lat: number("lat")?,
        lon: number("lon")?,
        population: cell("population").parse().unwrap_or(0),
    })
}

/// Packs places; `ambiguous` holds folded names that are also common words or given names.
///
/// # Errors
/// If there are more countries, areas or places than the layout has room for.
pub fn write_pack(places: &[SourcePlace], ambiguous: &BTreeSet<String>, all: bool) -> Result<Vec<u8>, String> {
    let filed = file_by_name(places);
    let order = filed.values().flat_map(|f| f.own.iter().copied()).collect::<Vec<_>>();
    let areas = Areas::collect(places, &order)?;
    let mut sections = vec![Vec::new(); SECTIONS];
    areas.write(&mut sections)?;
    write_names(&filed, &order, ambiguous, &mut sections)?;
    write_places(places, &order, &areas, all, &mut sections)?;
    let sections: Vec<&[u8]> = sections.iter().map(Vec::as_slice).collect();
    Ok(join(if all { ALL } else { CORE }, &sections))
}

/// Which places a folded name belongs to.
#[derive(Default)]
struct Filed {
    own: Vec<usize>,
    other: Vec<usize>,
}

/// Files places under their folded names, the largest first, at most 255 each.
fn file_by_name(places: &[SourcePlace]) -> BTreeMap<String, Filed> {
    let mut filed: BTreeMap<String, Filed> = BTreeMap::new();
    let mut by_size = (0..places.len()).collect::<Vec<_>>();
    by_size.sort_by_key(|&i| (Reverse(places[i].population), i));
    let mut kept = BTreeSet::new();
    for &i in &by_size {
        let own = &mut filed.entry(fold(&places[i].name)).or_default().own;
        if own.len() < 255 {
            own.push(i);
            kept.insert(i);
        }
    }
    for &i in by_size.iter().filter(|i| kept.contains(i)) {
        let own = fold(&places[i].name);
        let others: BTreeSet<String> = places[i].also.iter().map(|name| fold(name)).collect();
        for other in others.into_iter().filter(|name| *name != own && !name.is_empty() && name.len() < 256) {
            let other = &mut filed.entry(other).or_default().other;
            if other.len() < 255 {
                other.push(i);
            }
        }
    }
    filed
}

/// Countries and their divisions, numbered, with the point from which coordinates count.
struct Areas {
    countries: Vec<String>,
    rows: Vec<(u8, u32, i32, i32)>,
    numbers: BTreeMap<(String, String), usize>,
}

impl Areas {
    fn collect(places: &[SourcePlace], order: &[usize]) -> Result<Self, String> {
        let mut members: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for &i in order {
            members.entry(area_key(&places[i])).or_default().push(i);
        }
        let countries: BTreeSet<String> = members.keys().map(|key| key.0.clone()).collect();
        let countries = countries.into_iter().collect::<Vec<_>>();
        let divisions = division_places(places, order);
        let mut rows = Vec::new();
        for (key, members) in &members {
            let country = countries.binary_search(&key.0).map_err(|_| "a country is missing")?;
            let country = u8::try_from(country).map_err(|_| "more than 256 countries")?;
            let place = divisions.get(key).copied();
            if place.is_none() && !key.1.is_empty() {
                return Err(format!("{}: no admin1 row for {:?}", key.0, key.1));
            }
            let middle = |coordinate: fn(&SourcePlace) -> f64| {
                let mut all = members.iter().map(|&i| hundredths(coordinate(&places[i]))).collect::<Vec<_>>();
                all.sort_unstable();
                all[all.len() / 2]
            };
            rows.push((country, place.unwrap_or(NO_PLACE), middle(|p| p.lat), middle(|p| p.lon)));
        }
        if rows.len() > usize::from(u16::MAX) {
            return Err("more areas than two bytes can number".to_owned());
        }
        let numbers = members.into_keys().enumerate().map(|(i, key)| (key, i)).collect();
        Ok(Self { countries, rows, numbers })
    }

    fn write(&self, sections: &mut [Vec<u8>]) -> Result<(), String> {
        let column = |cell: fn(&(u8, u32, i32, i32)) -> u32| self.rows.iter().map(cell).collect::<Vec<_>>();
        sections[Section::Countries as usize] = self.countries.concat().into_bytes();
        sections[Section::AreaCountries as usize] = self.rows.iter().map(|row| row.0).collect();
        sections[Section::AreaPlaces as usize] = planes(&column(|row| row.1), 3)?;
        sections[Section::AreaLatitudes as usize] = planes(&column(|row| zigzag(row.2)), 2)?;
        sections[Section::AreaLongitudes as usize] = planes(&column(|row| zigzag(row.3)), 2)?;
        Ok(())
    }
}

/// A division belongs to its own area, so that its places lie near its point.
fn area_key(place: &SourcePlace) -> (String, String) {
    let division = if place.feature == Feature::Admin1 { &place.name } else { &place.admin1 };
    (place.country.clone(), division.clone())
}

/// Number in the order of places of each division.
fn division_places(places: &[SourcePlace], order: &[usize]) -> BTreeMap<(String, String), u32> {
    let divisions = order.iter().zip(0..).filter(|&(&i, _)| places[i].feature == Feature::Admin1);
    divisions.map(|(&i, number)| (area_key(&places[i]), number)).collect()
}

fn hundredths(degrees: f64) -> i32 {
    (degrees * 100.0).round() as i32
}

/// Writes everything that has one row per name.
fn write_names(filed: &BTreeMap<String, Filed>, order: &[usize], ambiguous: &BTreeSet<String>, sections: &mut [Vec<u8>]) -> Result<(), String> {
    let number_of: BTreeMap<usize, usize> = order.iter().enumerate().map(|(number, &i)| (i, number)).collect();
    let (mut before, mut own_so_far) = ("", 0_usize);
    let mut others = Vec::new();
    for (i, (name, filed)) in filed.iter().enumerate() {
        if i % NAMES_PER_BLOCK == 0 {
            let starts = [sections[Section::Names as usize].len(), own_so_far, others.len()];
            sections[Section::Blocks as usize].extend(starts.iter().flat_map(|&n| (n as u32).to_le_bytes()));
            before = "";
        }
        write_name(before, name, &mut sections[Section::Names as usize])?;
        before = name;
        sections[Section::OwnCounts as usize].push(filed.own.len() as u8);
        sections[Section::OtherCounts as usize].push(filed.other.len() as u8);
        for other in &filed.other {
            let distance = number_of[other] as i64 - own_so_far as i64;
            others.push(((distance << 1) ^ (distance >> 63)) as u32);
        }
        own_so_far += filed.own.len();
        if ambiguous.contains(name) {
            sections[Section::Ambiguous as usize].extend((i as u32).to_le_bytes());
        }
    }
    sections[Section::Others as usize] = planes(&others, 3)?;
    Ok(())
}

fn write_name(before: &str, name: &str, out: &mut Vec<u8>) -> Result<(), String> {
    let shared = before.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
    let length = name.len() - shared;
    out.push((shared.min(15) << 4 | length.min(15)) as u8);
    for long in [shared, length].into_iter().filter(|&n| n >= 15) {
        out.push(u8::try_from(long - 15).map_err(|_| format!("name too long: {name:?}"))?);
    }
    out.extend_from_slice(&name.as_bytes()[shared..]);
    Ok(())
}

/// Writes everything that has one row per place.
fn write_places(places: &[SourcePlace], order: &[usize], areas: &Areas, all: bool, sections: &mut [Vec<u8>]) -> Result<(), String> {
    let (mut area, mut lat, mut lon, mut ids) = (vec![], vec![], vec![], vec![]);
    for (number, &i) in order.iter().enumerate() {
        let place = &places[i];
        let row = areas.numbers[&area_key(place)];
        area.push(row as u32);
        lat.push(zigzag(hundredths(place.lat) - areas.rows[row].2));
        lon.push(zigzag((hundredths(place.lon) - areas.rows[row].3 + 54_000).rem_euclid(36_000) - 18_000));
        ids.push(place.id);
        sections[Section::Populations as usize].push(population_to_byte(place.population));
        sections[Section::Features as usize].push(place.feature as u8);
        if number % PLACES_PER_MARK_SAMPLE == 0 {
            let start = sections[Section::Marks as usize].len() as u32;
            sections[Section::MarkSamples as usize].extend(start.to_le_bytes());
        }
        let marks = marks(&place.name)?;
        sections[Section::MarkLengths as usize].push(marks.len() as u8);
        sections[Section::Marks as usize].extend(marks);
    }
    sections[Section::PlaceAreas as usize] = planes(&area, 2)?;
    sections[Section::Latitudes as usize] = planes(&lat, 2)?;
    sections[Section::Longitudes as usize] = planes(&lon, 2)?;
    if all && ids.iter().any(|&id| id != 0) {
        sections[Section::Ids as usize] = planes(&ids, 4)?;
    }
    Ok(())
}

fn zigzag(n: i32) -> u32 {
    ((n << 1) ^ (n >> 31)) as u32
}

/// Stores all low bytes, then the next higher ones.
fn planes(values: &[u32], width: usize) -> Result<Vec<u8>, String> {
    if values.iter().any(|&value| width < 4 && value >> (8 * width) != 0) {
        return Err(format!("a value needs more than {width} bytes"));
    }
    Ok((0..width).flat_map(|i| values.iter().map(move |value| (value >> (8 * i)) as u8)).collect())
}

/// What turns the folded name back into the written one; see `display`.
fn marks(name: &str) -> Result<Vec<u8>, String> {
    let folded = fold(name);
    let base = capitalize(&folded).chars().collect::<Vec<_>>();
    let wanted = name.chars().collect::<Vec<_>>();
    let mut out = Vec::new();
    let mut skip = 0;
    for edit in align(&base, &wanted) {
        let (kind, c) = match edit {
            Edit::Keep => {
                skip += 1;
                continue;
            }
            Edit::Lower => (LOWER, None),
            Edit::Delete => (DELETE, None),
            Edit::Insert(c) => (INSERT, Some(c)),
            Edit::Replace(c) => (REPLACE, Some(c)),
        };
        if skip > MAX_SKIP {
            return Err(format!("name too long: {name:?}"));
        }
        out.push(kind << 6 | skip as u8);
        out.extend(c.into_iter().flat_map(|c| c.to_string().into_bytes()));
        skip = 0;
    }
    if written(&folded, &out) == name && out.len() < 256 { Ok(out) } else { Err(format!("cannot mark up {name:?}")) }
}

#[derive(Clone, Copy)]
enum Edit {
    Keep,
    Lower,
    Delete,
    Insert(char),
    Replace(char),
}

/// Fewest edits from one string to another, by the usual table, read backwards.
fn align(base: &[char], wanted: &[char]) -> Vec<Edit> {
    let (n, m) = (base.len(), wanted.len());
    let mut cost = vec![vec![0_usize; m + 1]; n + 1];
    for i in (0..=n).rev() {
        for j in (0..=m).rev() {
            cost[i][j] = choices(base, wanted, i, j, &cost).into_iter().map(|c| c.0).min().unwrap_or(0);
        }
    }
    let (mut i, mut j, mut edits) = (0, 0, Vec::new());
    while (i, j) != (n, m) {
        let Some((_, edit)) = choices(base, wanted, i, j, &cost).into_iter().min_by_key(|c| c.0) else { break };
        i += usize::from(!matches!(edit, Edit::Insert(_)));
        j += usize::from(!matches!(edit, Edit::Delete));
        edits.push(edit);
    }
    edits
}

/// Possible edits at one cell, each with the cost of all that remains.
fn choices(base: &[char], wanted: &[char], i: usize, j: usize, cost: &[Vec<usize>]) -> Vec<(usize, Edit)> {
    let mut all = Vec::new();
    if let (Some(&b), Some(&w)) = (base.get(i), wanted.get(j)) {
        let after = cost[i + 1][j + 1];
        if b == w {
            all.push((after, Edit::Keep));
        }
        if lower(b) == w && b != w {
            all.push((after + 1, Edit::Lower));
        }
        all.push((after + 2, Edit::Replace(w)));
    }
    if let Some(&w) = wanted.get(j) {
        all.push((cost[i][j + 1] + 2, Edit::Insert(w)));
    }
    if i < base.len() {
        all.push((cost[i + 1][j] + 1, Edit::Delete));
    }
    all
}
