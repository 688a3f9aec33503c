//! News without a conflict: words of war in sport, business and kitchens must make no event, no toll and no claim.
//!
//! Each text of `tests/negative` is such an article. A death that is really stated may be read (and listed below), but
//! it belongs to no event and gives the card no toll.

mod support;

use serde_json::Value;
use std::path::Path;
use support::{draw, report, tests_folder};

/// Articles that state a real death, with the number of such claims.
const DEATHS_STATED: [(&str, usize); 1] = [("obituary.txt", 2)];

/// What the engine still reads in an article where it should read nothing; a line that is no longer read must go.
const KNOWN_GAPS: &str = "known-gaps.md";

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Everything that may not be in the report: what it is in brief, and drawn in the language of the cases.
fn wrong(path: &Path) -> Vec<(String, String)> {
    let read = report::read(&std::fs::read_to_string(path).unwrap(), Some("2025-06-10"));
    let deaths = DEATHS_STATED.iter().find(|(file, _)| *file == name(path)).map_or(0, |(_, deaths)| *deaths);
    let mut wrong = Vec::new();
    for event in read.list("events").iter().filter(|event| event["status"] == "main") {
        wrong.push(("an event".to_string(), draw::event(&read, event)));
    }
    for (at, claim) in read.list("casualty_claims").iter().enumerate() {
        let what = if at >= deaths { "a claim" } else { "a claim in an event" };
        if at >= deaths || !claim["event"].is_null() {
            wrong.push((what.to_string(), draw::claim(&read, claim)));
        }
    }
    let shown = |line: &Value| line["claims"].as_array().is_some_and(|claims| !claims.is_empty());
    if read.json["summary"]["toll"].as_array().is_some_and(|toll| toll.iter().any(shown)) {
        wrong.push(("a toll on the card".to_string(), read.json["summary"]["toll"].to_string()));
    }
    wrong.extend(draw::lines(&read, &["statement", "withheld", "contested"]).into_iter().map(|line| ("a statement".to_string(), line)));
    wrong.into_iter().map(|(what, line)| (format!("{}: {what}", name(path)), line)).collect()
}

#[test]
fn an_article_without_conflict_has_no_event_and_no_toll() {
    let folder = tests_folder("negative");
    let files = support::files(&folder, "txt");
    assert!(files.len() >= 25, "only {} articles were found", files.len());
    let known = std::fs::read_to_string(folder.join(KNOWN_GAPS)).unwrap_or_default();
    let known: Vec<&str> = known.lines().filter_map(|line| line.strip_prefix("- ")).collect();
    let wrong: Vec<(String, String)> = files.iter().flat_map(|path| wrong(path)).collect();
    let new: Vec<String> = wrong.iter().filter(|(what, _)| !known.contains(&what.as_str())).map(|(what, line)| format!("{what}\n      {line}")).collect();
    let closed: Vec<&&str> = known.iter().filter(|gap| !wrong.iter().any(|(what, _)| what == **gap)).collect();
    known.iter().for_each(|line| println!("known gap: {line}"));
    if support::accepting() && new.is_empty() {
        return drop_closed(&folder.join(KNOWN_GAPS), &closed);
    }
    assert!(new.is_empty(), "{} things were read in articles without conflict:\n{}", new.len(), list(&new));
    assert!(closed.is_empty(), "closed; `cargo xtask accept` takes them out of {KNOWN_GAPS}:\n{}", list(&closed));
}

fn list<T: std::fmt::Display>(lines: &[T]) -> String {
    lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

fn drop_closed(path: &Path, closed: &[&&str]) {
    if closed.is_empty() {
        return;
    }
    let source = std::fs::read_to_string(path).unwrap();
    let kept = source.lines().filter(|line| !line.strip_prefix("- ").is_some_and(|gap| closed.iter().any(|closed| **closed == gap)));
    std::fs::write(path, kept.collect::<Vec<_>>().join("\n") + "\n").unwrap();
}
