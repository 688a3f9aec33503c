//! Names of the reader's own: what is refused, what is read, what is said of them.

use sitrep::lexicon::load_words;
use sitrep::{Options, analyze};

const TEXT: &str = "Fighters of the Sons of the Dry River attacked an army post at Qarn Hadi on Monday, killing four soldiers. The SDR said it was behind it. \
                    The Masina Front was not involved.";
const WORDS: &str = "table\tid\tterm\talso\tcode\tacronym\tcountry\tlat\tlon\tnote\n\
                     groups\t-\tSons of the Dry River\tDry River Sons\trebel_group\tSDR\tMLI\t-\t-\ttwo reports\n\
                     regions\tqarn-hadi\tQarn Hadi\t-\t-\t-\tYEM\t15.1\t44.2\t-\n";

fn refusal(tsv: &str) -> String {
    load_words(tsv).expect_err(tsv).to_string()
}

fn report() -> serde_json::Value {
    let options = Options { date: Some("2024-05-08".to_string()), ..Options::default() };
    serde_json::to_value(analyze(TEXT, &options).expect("a report")).expect("JSON")
}

fn names(report: &serde_json::Value) -> Vec<&str> {
    let entities = report["entities"].as_array().expect("a list");
    entities.iter().filter_map(|entity| entity["name"].as_str()).collect()
}

#[test]
fn own_words_are_refused_with_line_cell_and_fix_and_then_read_as_those_of_the_tables() {
    for (tsv, said) in [
        ("", "own words, line 1, cell 1: there is nothing"),
        ("id\tterm\nx\tX", "own words, line 1, cell 1: the header does not begin with"),
        ("table\tid\tterm\n\ngroup\tx\tX", "own words, line 3, cell 1: there is no table 'group'; use one of divisions"),
        ("table\tid\tterm\ngroups\tX y\tX", "own words, line 2, cell 2: the id 'X y'"),
        ("table\tid\tterm\ngroups\tx\t-", "own words, line 2, cell 3: the term is empty"),
        ("table\tid\tterm\ngroups\tx\tX (XX)", "own words, line 2, cell 3: there is a bracket"),
        ("table\tid\tterm\tcode\ngroups\tx\tX\tgang", "own words, line 2, cell 4: there is no code 'gang' in the table 'groups'; use one of rebel_group"),
        ("table\tid\tterm\tlat\nregions\tx\tX\tnorth", "own words, line 2, cell 4: 'north' is no number of degrees"),
        ("table\tid\tterm\tcountry\nregions\tx\tX\tMali", "own words, line 2, cell 4: 'Mali' is no country"),
        ("table\tid\tterm\tzip\nregions\tx\tX\t3", "own words, line 2, cell 4: the table 'regions' has no column 'zip'"),
        ("table\tid\tterm\ngroups\tx\tX\tY", "own words, line 2, cell 4: there are 4 cells, and the header has 3"),
    ] {
        assert!(refusal(tsv).starts_with(said), "{}", refusal(tsv));
    }
    let before = report();
    assert_eq!(before["engine"]["lexicon"], "en-1", "what was refused changes nothing");
    assert!(!names(&before).contains(&"Sons of the Dry River"));

    assert_eq!(load_words(WORDS), Ok(2));
    let after = report();
    assert_eq!(after["engine"]["lexicon"], "en-1-own");
    let group = after["entities"].as_array().expect("a list").iter().find(|entity| entity["name"] == "Sons of the Dry River").expect("the group");
    assert_eq!((&group["type"], &group["acronym"]), (&"armed_group".into(), &"SDR".into()));
    assert_eq!(group["mentions"].as_array().map(Vec::len), Some(2), "the acronym is the same group");
    assert_eq!(group["provenance"]["entries"][0], "groups:sons-of-the-dry-river");
    let place = &after["places"][0];
    assert_eq!(
        (&place["name"], &place["feature"], &place["country"], &place["status"]),
        (&"Qarn Hadi".into(), &"populated_place".into(), &"YEM".into(), &"resolved".into())
    );
    assert_eq!((place["lat"].as_f64(), place["acled_geo_precision"].as_u64()), (Some(15.1), Some(1)));
    assert_eq!(names(&before).contains(&"Masina Front"), names(&after).contains(&"Masina Front"), "names of the tables stay");
    let row = sitrep::lexicon::describe("groups:sons-of-the-dry-river").expect("a row");
    assert!(row.contains(&("source", "own".to_string())) && row.contains(&("code", "rebel_group".to_string())), "{row:?}");
    assert_eq!(load_words("table\tid\tterm\n"), Ok(0), "a header alone takes them away");
    assert_eq!(report(), before);
    assert_eq!(load_words(WORDS), Ok(2));
    assert_eq!(report(), after, "and they can come back");
}
