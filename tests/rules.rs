//! The rules as a reader sees them: named as facts, listed, and true to their own examples.

use serde_json::Value;
use sitrep::Options;
use std::collections::BTreeSet;

/// Names of all rules in the provenances of the report on `text`.
fn fired(text: &str) -> BTreeSet<String> {
    let options = Options { date: Some("2024-05-08".to_string()), ..Options::default() };
    let report = serde_json::to_value(sitrep::analyze(text, &options).unwrap()).unwrap();
    let mut names = BTreeSet::new();
    collect(&report, &mut names);
    names
}

fn collect(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Object(object) => {
            names.extend(object.get("rule").and_then(Value::as_str).map(str::to_string));
            object.values().for_each(|item| collect(item, names));
        }
        _ => {}
    }
}

/// Examples that are right about what the rule should do, and that the engine does not live up to yet.
const KNOWN_GAPS: [(&str, &str); 8] = [
    ("force.branch-alone", "An army of ants."),
    ("group.fighters", "The militant tone of the speech."),
    ("person.name-by-form", "Yusuf al-Tamimi left."),
    ("person.surname-again", "Lena Brook left. Brook said nothing."),
    ("place.gazetteer-name", "Paris Hilton left."),
    ("place.refused", "the Boston Globe"),
    ("claim.deaths-of-victims", "The death of the old order."),
    ("claim.none-survived", "None of the five plans survived."),
];

/// Whether the text is one of the known gaps of the rule.
fn is_gap(rule: &str, text: &str) -> bool {
    KNOWN_GAPS.contains(&(rule, text))
}

#[test]
fn every_known_gap_is_still_one() {
    for (name, text) in KNOWN_GAPS {
        let rule = sitrep::rules().find(|rule| rule.name == name);
        let right = rule.is_none_or(|rule| rule.fires.contains(&text) == fired(text).contains(name));
        let example = rule.is_some_and(|rule| rule.fires.contains(&text) || rule.not.contains(&text));
        assert!(example && !right, "{name} is right about \"{text}\" now, or no longer names it: take it out of KNOWN_GAPS");
        println!("known gap: {name}: {text}");
    }
}

#[test]
fn every_rule_fires_in_the_texts_it_names_and_in_none_of_the_others() {
    let mut wrong = Vec::new();
    for rule in sitrep::rules() {
        let silent = rule.fires.iter().filter(|text| !is_gap(rule.name, text) && !fired(text).contains(rule.name));
        wrong.extend(silent.map(|text| format!("{} does not fire in: {text}", rule.name)));
        let loud = rule.not.iter().filter(|text| !is_gap(rule.name, text) && fired(text).contains(rule.name));
        wrong.extend(loud.map(|text| format!("{} fires in: {text}", rule.name)));
    }
    assert!(wrong.is_empty(), "{} examples are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_that_fires_is_listed() {
    let listed: BTreeSet<&str> = sitrep::rules().map(|rule| rule.name).collect();
    let texts = sitrep::rules().flat_map(|rule| rule.fires.iter().chain(rule.not));
    let missing: BTreeSet<String> = texts.flat_map(|text| fired(text)).filter(|name| !listed.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "add to the RULES of their stage: {missing:?}");
}

#[test]
fn rules_have_names_that_read_as_facts_and_a_summary() {
    let names: Vec<&str> = sitrep::rules().map(|rule| rule.name).collect();
    for rule in sitrep::rules() {
        let plain = rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '-');
        assert!(plain && rule.name.contains('.'), "{}: write stage.what-it-reads, without numbers", rule.name);
        assert!(rule.summary.len() > 10 && !rule.summary.contains('\n'), "{}: one plain sentence", rule.name);
        assert_eq!(names.iter().filter(|name| **name == rule.name).count(), 1, "{} is listed twice", rule.name);
    }
}
