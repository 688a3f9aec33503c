//! Tests of the gazetteer on a small table of its own.

use super::write::{parse_table, write_pack};
use super::*;
use std::collections::BTreeSet;

const TABLE: &str = "\
id\tname\talso\tfeature\tcountry\tadmin1\tlat\tlon\tpopulation
1\tMali\t-\tcountry\tMLI\t-\t17\t-4\t19077690
2\tKayes\t-\tadmin1\tMLI\t-\t14.0\t-10.5\t-
3\tKayes\tKayi\tpopulated_place\tMLI\tKayes\t14.45\t-11.44\t127368
4\tSandaré\tSandare Ba\tpopulated_place\tMLI\tKayes\t14.7\t-10.3\t7000
5\tDiboli\t-\tpopulated_place\tMLI\tKayes\t14.47\t-12.2\t4000
6\tAfghanistan\t-\tcountry\tAFG\t-\t33\t66\t37172386
7\tSar-e Pol\tSari Pul|Sar-e-Pul\tadmin1\tAFG\t-\t36\t66\t-
8\tTa\u{2018}izz\tTaiz\tpopulated_place\tYEM\t-\t13.57\t44.02\t615222
9\tRiver of Gold\tAs Salt al Jadid\tpopulated_place\tAFG\tSar-e Pol\t36.1\t66.2\t100
10\tRiver\t-\tpopulated_place\tAFG\tSar-e Pol\t36.3\t66.4\t900
11\tKayes\t-\tpopulated_place\tYEM\t-\t15\t45\t200
12\tPort-de-Paix\t-\tpopulated_place\tHTI\t-\t19.93\t-72.83\t250000
13\tLavrentiya\t-\tpopulated_place\tRUS\t-\t65.58\t-171.0\t1200
14\tAnadyr\t-\tpopulated_place\tRUS\t-\t64.73\t177.5\t13000
";

fn packed() -> Vec<u8> {
    let ambiguous = BTreeSet::from(["river".to_owned()]);
    write_pack(&parse_table(TABLE).unwrap(), &ambiguous, true).unwrap()
}

fn many() -> Vec<u8> {
    let mut table = String::from(TABLE);
    for i in 0..3000 {
        let name = format!("Vil{}", ["la", "na Ba", "ra-sur-Or", "émir"][i % 4]);
        table += &format!("{i}\t{name} {}\tOld {name} {i}\tpopulated_place\tMLI\tKayes\t14.{:02}\t-10.5\t{i}\n", i / 2, i % 100);
    }
    write_pack(&parse_table(&table).unwrap(), &BTreeSet::new(), true).unwrap()
}

fn near<'a>(bytes: &'a [u8], name: &str, country: &'static str) -> Vec<Candidate<'a>> {
    CountryNames::collect(Gazetteer::from_bytes(bytes).unwrap(), country).near(name)
}

fn match_length(gazetteer: &Gazetteer<'_>, text: &str) -> Option<usize> {
    gazetteer.longest_match(text.split(' ')).map(|(words, _)| words)
}

#[test]
fn a_place_comes_back_as_it_was_written() {
    let bytes = packed();
    let gazetteer = Gazetteer::from_bytes(&bytes).unwrap();
    let rows: Vec<_> = gazetteer.lookup("sandare").collect();
    let expected = PlaceRow {
        id: 4,
        name: "Sandaré".to_owned(),
        feature: Feature::PopulatedPlace,
        country: "MLI",
        admin1: "Kayes".to_owned(),
        lat: 14.7,
        lon: -10.3,
        population: rows[0].population,
    };
    assert_eq!(rows, [expected]);
    assert!((6500..7500).contains(&rows[0].population));
}

#[test]
fn places_of_one_name_come_the_most_prominent_first() {
    let bytes = packed();
    let gazetteer = Gazetteer::from_bytes(&bytes).unwrap();
    let ids: Vec<_> = gazetteer.lookup("kayes").map(|row| row.id).collect();
    assert_eq!(ids, [2, 3, 11]);
}

#[test]
fn an_alternate_leads_to_its_place() {
    let bytes = packed();
    let gazetteer = Gazetteer::from_bytes(&bytes).unwrap();
    for name in ["sari pul", "sar e pul", "sar e pol"] {
        assert_eq!(gazetteer.lookup(name).next().unwrap().name, "Sar-e Pol");
    }
    assert_eq!(gazetteer.lookup("taiz").next().unwrap().name, "Ta\u{2018}izz");
    assert_eq!(gazetteer.lookup("port de paix").next().unwrap().name, "Port-de-Paix");
}

#[test]
fn an_unknown_name_has_no_place() {
    let bytes = packed();
    let gazetteer = Gazetteer::from_bytes(&bytes).unwrap();
    for name in ["", "a", "kaye", "kayess", "zzz", "sar", "sar e"] {
        assert_eq!(gazetteer.lookup(name).count(), 0, "{name}");
    }
}

#[test]
fn the_longest_name_at_a_word_is_found() {
    let bytes = packed();
    let gazetteer = Gazetteer::from_bytes(&bytes).unwrap();
    assert_eq!(match_length(&gazetteer, "river of gold and dust"), Some(3));
    assert_eq!(match_length(&gazetteer, "river of silver"), Some(1));
    assert_eq!(match_length(&gazetteer, "sar e pul province"), Some(3));
    assert_eq!(match_length(&gazetteer, "sar e"), None);
    assert_eq!(match_length(&gazetteer, "soldiers died"), None);
}

#[test]
fn longitudes_survive_the_date_line() {
    let bytes = packed();
    let gazetteer = Gazetteer::from_bytes(&bytes).unwrap();
    assert_eq!(gazetteer.lookup("lavrentiya").next().unwrap().lon, -171.0);
    assert_eq!(gazetteer.lookup("anadyr").next().unwrap().lon, 177.5);
}

#[test]
fn common_words_are_flagged() {
    let bytes = packed();
    let gazetteer = Gazetteer::from_bytes(&bytes).unwrap();
    let flag = |name| gazetteer.find(name).map(|id| gazetteer.is_ambiguous_word(id));
    assert_eq!(flag("river"), Some(true));
    assert_eq!(flag("river of gold"), Some(false));
}

#[test]
fn every_name_of_a_large_table_is_found_under_its_own_number() {
    let bytes = many();
    let gazetteer = Gazetteer::from_bytes(&bytes).unwrap();
    assert!(gazetteer.name_count() > 4000);
    for number in 0..gazetteer.name_count() {
        let id = NameId(number as u32);
        let text = names::read(&gazetteer.pack, number).unwrap();
        assert_eq!(gazetteer.find(&text), Some(id), "{text}");
        let longer = names::read(&gazetteer.pack, number + 1).unwrap_or_default();
        assert_eq!(gazetteer.step(&text).goes_on, longer.starts_with(&format!("{text} ")), "{text}");
        assert!(gazetteer.places(id).count() > 0);
    }
    assert_eq!(gazetteer.lookup("old villa 8").next().unwrap().name, "Villa 4");
    assert!(gazetteer.step("old").goes_on && gazetteer.step("vilna ba").goes_on && !gazetteer.step("ol").goes_on);
}

#[test]
fn the_same_consonants_make_a_variant() {
    let bytes = packed();
    let found = near(&bytes, "sandere", "MLI");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].closeness, found[0].distance), (Closeness::Variant, 1));
    assert_eq!(found[0].place.name, "Sandaré");
}

#[test]
fn other_consonants_make_a_typo() {
    let bytes = packed();
    let found = near(&bytes, "binoli", "MLI");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].closeness, found[0].place.name.as_str()), (Closeness::Typo, "Diboli"));
}

#[test]
fn close_spellings_stay_in_the_country() {
    let bytes = packed();
    assert!(near(&bytes, "sandere", "AFG").is_empty());
    assert!(near(&bytes, "sand", "MLI").is_empty());
    assert!(near(&bytes, &"x".repeat(5000), "MLI").is_empty());
    assert_eq!(near(&bytes, "kaydes", "YEM")[0].place.id, 11);
}

#[test]
fn every_own_name_is_near_itself_misspelt() {
    let bytes = many();
    let names = CountryNames::collect(Gazetteer::from_bytes(&bytes).unwrap(), "MLI");
    for i in (0..3000).step_by(37) {
        let text = format!("vil{} {}", ["la", "na ba", "ra sur or", "emir"][i % 4], i / 2);
        let found = names.near(&text.replacen("vi", "vix", 1));
        assert!(found.iter().any(|c| c.distance == 1 && c.spelling == text) || found.len() == 8, "{text}");
    }
}

#[test]
fn damage_is_an_error() {
    let bytes = packed();
    assert_eq!(Gazetteer::from_bytes(b"").unwrap_err(), PackError::NotAPack);
    assert_eq!(Gazetteer::from_bytes(&bytes[..bytes.len() - 1]).unwrap_err(), PackError::WrongLength);
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        assert!(Gazetteer::from_bytes(&damaged).is_err(), "byte {at}");
    }
}

#[test]
fn a_forged_pack_never_panics() {
    let original = packed();
    let header = container::header(pack::SECTIONS);
    for at in header..original.len() {
        for value in [0, 1, 0x7f, 0xff] {
            let mut forged = original.clone();
            forged[at] = value;
            let sum = container::checksum(&forged[16..]).to_le_bytes();
            forged[8..16].copy_from_slice(&sum);
            if let Ok(gazetteer) = Gazetteer::from_bytes(&forged) {
                for name in ["kayes", "sar e pul", "river of gold", "sandare", ""] {
                    let _ = gazetteer.lookup(name).count();
                }
                let _ = near(&forged, "sandere", "MLI");
                let _ = match_length(&gazetteer, "river of gold");
            }
        }
    }
}

/// The fuzzer changes bytes of this pack (fuzz/src/pack.rs); `cargo xtask accept` writes it anew.
#[test]
fn the_pack_of_the_fuzzer_is_the_one_of_these_tests() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/pack/small.pack");
    let seed = [b"@", &packed()[..]].concat();
    if std::env::var("SITREP_ACCEPT").is_ok_and(|value| value == "1") {
        std::fs::write(&file, &seed).unwrap();
    }
    assert!(std::fs::read(&file).is_ok_and(|kept| kept == seed), "{} is not of this build: cargo xtask accept", file.display());
}
