//! The facts that must be read in the first article anybody tried, where a copy of it lies beside the project.
//!
//! The article is not ours to keep, so it is read from the folder `SITREP_EVAL` (`../shared/eval/dev` if not set) and the
//! test passes with a line where there is none. `tests/articles/ground-attack.txt` is of the same kind and always there.

mod support;

use std::path::PathBuf;
use support::expect::{Expectation, Mode};
use support::{draw, report};

/// Facts in the language of the cases, whatever the day of publication.
const FACTS: &str = r#"
claim neutralised 80 (more than), nonstate "militants", scare-quoted, from a party, current
claim killed 30 (at least), state "soldiers", background
claim casualty ?, nonstate "assailants", per "Dembele"
withheld casualty, state
withheld casualty, unknown, by "JNIM"
entity "JNIM", name "Jama'at Nusrat al-Islam", armed_group, tied-to "al-Qaeda"
entity "Souleymane Dembele", person, rank "Col", role "spokesperson"
entity "Michael Langley", person, rank "Gen", role "commander"
entity "Africom", name "United States Africa Command"
place "Kayes", event
place "Binoli", event
place "Sandere", event
place "Timbuktu", background_event
statement responsibility, claim, actor "JNIM"
statement military_outcome, value "repelled"
contested military_outcome
rejected "third", ordinal_of_event
rejected "three military barracks", facility_count
rejected "seven different locations", place_count
rejected "June 2", date
rejected "over a decade", duration
event main, place "Kayes"
not event main, place "Timbuktu"
not event main, place "Sahel"
not claim killed, current
"#;

/// Facts that are known not to be read yet.
const KNOWN_GAPS: [&str; 2] = [r#"claim casualty ?, nonstate "assailants", per "Dembele""#, r#"rejected "over a decade", duration"#];

fn article() -> Option<String> {
    let folder = std::env::var_os("SITREP_EVAL").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/dev"), PathBuf::from);
    let text = std::fs::read_to_string(folder.join("seed.txt")).ok();
    if text.is_none() {
        println!("there is no seed.txt in {}: nothing to read", folder.display());
    }
    text
}

/// The facts that do not hold, and the known gaps that are closed.
fn wrong(text: &str, date: Option<&str>, more: &str) -> Vec<String> {
    let read = report::read(text, date);
    let facts = FACTS.lines().chain(more.lines()).filter(|line| !line.is_empty());
    let broken = facts.filter(|line| {
        let fact = Expectation::read(0, line).unwrap();
        (fact.found(&read) == (fact.mode == Mode::MustNot)) != KNOWN_GAPS.contains(line)
    });
    let mut wrong: Vec<String> = broken.map(str::to_string).collect();
    if !wrong.is_empty() {
        wrong.push(format!(
            "\nfound:\n{}",
            draw::lines(&read, &["claim", "event", "withheld", "contested", "statement", "place", "date", "entity", "rejected"]).join("\n")
        ));
    }
    wrong
}

#[test]
fn without_the_day_of_publication_tuesday_stays_open() {
    let Some(text) = article() else { return };
    let wrong = wrong(&text, None, "date \"Tuesday\", unresolved\nwarning no_publication_date");
    assert!(wrong.is_empty(), "not so (or no longer a gap):\n{}", wrong.join("\n"));
}

#[test]
fn with_the_day_of_publication_tuesday_is_that_day() {
    let Some(text) = article() else { return };
    let wrong = wrong(&text, Some("2025-07-01"), "date \"Tuesday\", 2025-07-01\nevent main, date 2025-07-01\nnot warning no_publication_date");
    assert!(wrong.is_empty(), "not so (or no longer a gap):\n{}", wrong.join("\n"));
}
