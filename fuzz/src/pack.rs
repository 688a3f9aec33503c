//! Packs of places: any bytes, and a small pack of the project with bytes of it changed.
//!
//! An even first byte: the rest is a pack. An odd one: the rest is a list of changes, each of a place (two bytes) and a
//! value, and then phrases to look for. Nearly always the checksum is put right, or nothing but it would be tried.

#[allow(dead_code)]
#[path = "../../src/lexicon/container.rs"]
mod container;

use sitrep::lexicon::gazetteer::{CountryNames, Gazetteer};
use sitrep::lexicon::load_pack;

/// A byte that says what the others are, and the pack.
const SMALL: &[u8] = include_bytes!("../seeds/pack/small.pack");
const NAMES: [&str; 8] = ["kayes", "sar e pul", "river of gold", "sandare", "mali", "", "port de paix", "lavrentiya"];
/// Where the checksum stands, and what it is of.
const CHECKSUM: std::ops::Range<usize> = 8..16;
/// Most places of a name that are looked at.
const MOST_PLACES: usize = 64;

pub fn run(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let (mut bytes, phrase) = if first % 2 == 0 { (rest.to_vec(), "river of gold".into()) } else { changed(rest) };
    if first & 2 == 0 && bytes.len() >= CHECKSUM.end {
        let sum = container::checksum(&bytes[CHECKSUM.end..]).to_le_bytes();
        bytes[CHECKSUM].copy_from_slice(&sum);
    }
    match Gazetteer::from_bytes(&bytes) {
        Ok(gazetteer) => look_up(gazetteer, &phrase),
        Err(error) => assert!(!error.to_string().is_empty() && refused(&bytes)),
    }
}

/// The small pack with some of its bytes changed, and the words that are looked for in it.
fn changed(data: &[u8]) -> (Vec<u8>, String) {
    let (changes, phrase) = data.split_at(data.len().min(usize::from(data.first().copied().unwrap_or(0) % 16) * 3));
    let mut bytes = SMALL[1..].to_vec();
    for change in changes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        bytes[at] = change[2];
    }
    (bytes, String::from_utf8_lossy(phrase).into_owned())
}

/// What is no pack is refused where packs are loaded, too. Bytes that are kept for good are tried as long as they are few.
fn refused(bytes: &[u8]) -> bool {
    bytes.starts_with(b"sitnam") || bytes.len() > 64 || load_pack(bytes.to_vec().leak()).is_err()
}

fn look_up(gazetteer: Gazetteer, phrase: &str) {
    for name in NAMES.into_iter().chain([phrase]) {
        let Some(id) = gazetteer.find(name) else { continue };
        for place in gazetteer.places(id).take(MOST_PLACES) {
            assert!(place.lat.is_finite() && place.lon.is_finite() && place.country.len() == 3, "{place:?}");
        }
        let _ = gazetteer.is_ambiguous_word(id);
    }
    let longest = gazetteer.longest_match(phrase.split(' '));
    assert!(longest.is_none_or(|(words, _)| words <= phrase.split(' ').count()));
    let names = CountryNames::collect(gazetteer, "MLI");
    assert!(names.near(phrase).len() <= gazetteer.name_count());
}
