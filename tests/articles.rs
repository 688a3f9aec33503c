//! Whole articles, invented, with the report that must be drawn from each: `name.txt`, `name.date`, `name.expected.md`.
//!
//! The expected file says what is right. Where the engine is wrong its `## known gaps` say so: `missing` lines it does
//! not draw yet, `wrong` lines it draws though it should not. A gap that is closed fails, so that it is taken out.
//! `cargo xtask accept` writes the files anew, for the difference to be read; no ordinary run does.

mod support;

use std::path::Path;
use support::{draw, report, shown, tests_folder};

const KINDS: [&str; 5] = ["claim", "event", "statement", "withheld", "contested"];

/// The facts of the card that are compared; its sentence puts the same facts into words.
const CARD: [&str; 9] = ["Who ", "Did what ", "To whom ", "Where ", "When ", "How ", "Claimed by ", "Toll ", "Withheld "];

/// What an expected file says.
#[derive(Default)]
struct Expected {
    right: Vec<String>,
    missing: Vec<String>,
    wrong: Vec<String>,
}

impl Expected {
    fn read(path: &Path) -> Self {
        let mut expected = Self::default();
        for line in std::fs::read_to_string(path).unwrap_or_default().lines() {
            match (line.strip_prefix("- missing: "), line.strip_prefix("- wrong: "), line.strip_prefix("- ")) {
                (Some(line), ..) => expected.missing.push(line.to_string()),
                (_, Some(line), _) => expected.wrong.push(line.to_string()),
                (.., Some(line)) => expected.right.push(line.to_string()),
                _ => {}
            }
        }
        expected
    }

    /// How the drawn lines differ from what this file foresees.
    fn differences(&self, drawn: &[String]) -> Vec<String> {
        let due = self.right.iter().filter(|line| !self.missing.contains(line));
        let mut found: Vec<String> = due.filter(|line| !drawn.contains(line)).map(|line| format!("no longer drawn: {line}")).collect();
        let known = |line: &&String| self.right.contains(line) || self.wrong.contains(line);
        found.extend(drawn.iter().filter(|line| !known(line)).map(|line| format!("new: {line}")));
        found.extend(self.missing.iter().filter(|line| drawn.contains(line)).map(|line| format!("known gap is closed, drawn now: {line}")));
        found.extend(self.missing.iter().filter(|line| !self.right.contains(line)).map(|line| format!("missing, but not among the right lines: {line}")));
        found.extend(self.wrong.iter().filter(|line| !drawn.contains(line)).map(|line| format!("known gap is closed, no longer drawn: {line}")));
        found
    }

    /// The file as it should be now: what is drawn is right unless it is known to be wrong.
    fn accept(&self, drawn: &[String]) -> String {
        let right = |line: &&String| !self.wrong.contains(line);
        let missing: Vec<&String> = self.missing.iter().filter(|line| !drawn.contains(line)).collect();
        let mut lines: Vec<&String> = drawn.iter().filter(right).collect();
        lines.extend(&missing);
        lines.sort_by_key(|line| KINDS.iter().position(|kind| line.starts_with(kind)).unwrap_or(KINDS.len()));
        let wrong = self.wrong.iter().filter(|line| drawn.contains(line)).map(|line| format!("- wrong: {line}\n"));
        let gaps: String = missing.iter().map(|line| format!("- missing: {line}\n")).chain(wrong).collect();
        let lines: String = lines.iter().map(|line| format!("- {line}\n")).collect();
        let gaps = if gaps.is_empty() { gaps } else { format!("\n## known gaps\n\n{gaps}") };
        format!("## report\n\n{lines}{gaps}")
    }
}

/// The report on the article, one line a fact; the lines of the card come last.
fn drawn(path: &Path) -> Vec<String> {
    let date = std::fs::read_to_string(path.with_extension("date")).ok();
    let read = report::read(&std::fs::read_to_string(path).unwrap(), date.as_deref().map(str::trim));
    let mut lines = draw::lines(&read, &KINDS);
    lines.extend(read.json["summary"]["sentence"].as_str().map(|lead| format!("lead {lead}")));
    lines.extend(card(&read.card));
    let mut seen = std::collections::BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    lines
}

/// The facts of the card, each on one line; the list of figures repeats the claims and is left out.
fn card(card: &str) -> Vec<String> {
    let mut facts: Vec<String> = Vec::new();
    for line in card.lines().filter(|line| !line.trim().is_empty()).take_while(|line| !line.starts_with("Figures")) {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        match facts.last_mut() {
            Some(fact) if line.starts_with(' ') => fact.push_str(&format!(" {words}")),
            _ => facts.push(format!("card {words}")),
        }
    }
    facts.retain(|fact| CARD.iter().any(|label| fact.strip_prefix("card ").is_some_and(|fact| fact.starts_with(label))));
    facts
}

#[test]
fn every_article_gives_the_report_that_was_drawn_for_it() {
    let articles = support::files(&tests_folder("articles"), "txt");
    assert!(articles.len() >= 11, "only {} articles were found", articles.len());
    let mut wrong = String::new();
    for path in &articles {
        let (drawn, expected) = (drawn(path), path.with_extension("expected.md"));
        let known = Expected::read(&expected);
        if support::accepting() {
            std::fs::write(&expected, known.accept(&drawn)).unwrap();
        }
        let differences = if support::accepting() { Vec::new() } else { known.differences(&drawn) };
        known.missing.iter().chain(&known.wrong).for_each(|line| println!("known gap: {}: {line}", shown(&expected)));
        differences.iter().for_each(|line| wrong.push_str(&format!("{}: {line}\n", shown(&expected))));
    }
    assert!(wrong.is_empty(), "the reports differ; `cargo xtask accept` writes them anew, then read the difference:\n{wrong}");
}

#[test]
fn the_phrases_of_a_lead_are_the_lead_and_each_fact_in_them_has_its_evidence() {
    for path in support::files(&tests_folder("articles"), "txt") {
        let text = std::fs::read_to_string(&path).unwrap();
        let date = std::fs::read_to_string(path.with_extension("date")).ok();
        let report = report::read(&text, date.as_deref().map(str::trim)).json;
        let phrases = report["summary"]["phrases"].as_array().unwrap();
        let told: String = phrases.iter().filter_map(|phrase| phrase["text"].as_str()).collect();
        assert_eq!(Some(told.as_str()), report["summary"]["sentence"].as_str(), "{}", shown(&path));
        for phrase in phrases {
            let (words, spans) = (phrase["text"].as_str().unwrap(), phrase["spans"].as_array().unwrap());
            let linked = !phrase["ids"].as_array().unwrap().is_empty();
            let of_fact = |word: &str| word.chars().any(char::is_numeric) || word.starts_with(char::is_uppercase) && !between_facts(word);
            assert!(linked || !words.split_whitespace().any(of_fact), "{}: nothing is behind \"{words}\"", shown(&path));
            assert_eq!(linked, !spans.is_empty(), "{}: \"{words}\"", shown(&path));
            let inside =
                |span: &serde_json::Value| span["start"].as_u64() < span["end"].as_u64() && span["end"].as_u64() <= report["document"]["char_count"].as_u64();
            assert!(spans.iter().all(inside), "{}: \"{words}\" {spans:?}", shown(&path));
        }
    }
}

/// A word that may begin a sentence of the lead without being a fact.
fn between_facts(word: &str) -> bool {
    ["A", "An", "The", "That", "No"].contains(&word)
}
