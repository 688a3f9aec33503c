//! The literate cases below `tests/cases`: what they are and how to write one is told in `tests/cases/README.md`.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use support::case::{self, Case};

const GAPS: &str = "known-gaps";

fn is_gap(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == GAPS)
}

fn all_cases() -> Vec<Case> {
    let files = support::files(&support::tests_folder("cases"), "md").into_iter().filter(|path| !path.ends_with("README.md"));
    files.flat_map(|path| case::read_file(&path).unwrap_or_else(|problem| panic!("{problem}"))).collect()
}

#[test]
fn every_case_is_read_as_it_says() {
    let cases: Vec<Case> = all_cases().into_iter().filter(|case| !is_gap(&case.file)).collect();
    assert!(!cases.is_empty(), "no cases were found");
    let wrong: Vec<String> = cases.iter().filter_map(|case| case.run().err()).collect();
    println!("{} cases", cases.len());
    assert!(wrong.is_empty(), "{} of {} cases are wrong:\n\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// A known gap that is closed is no known gap: it belongs with the other cases, where it is held.
#[test]
fn every_known_gap_is_still_one() {
    let gaps: Vec<Case> = all_cases().into_iter().filter(|case| is_gap(&case.file)).collect();
    let (open, closed): (Vec<&Case>, Vec<&Case>) = gaps.iter().partition(|case| case.run().is_err());
    open.iter().for_each(|case| println!("known gap: {}:{}: {}", support::shown(&case.file), case.line, case.heading));
    println!("{} known gaps", open.len());
    if support::accepting() {
        return closed.iter().for_each(|case| move_out(case));
    }
    let closed: Vec<String> = closed.iter().map(|case| format!("{}:{}: {}", support::shown(&case.file), case.line, case.heading)).collect();
    assert!(closed.is_empty(), "read rightly now; `cargo xtask accept` moves them to the other cases:\n{}", closed.join("\n"));
}

#[test]
fn no_two_cases_have_the_same_heading() {
    let mut seen = BTreeSet::new();
    let cases = all_cases();
    let twice: Vec<&str> = cases.iter().filter(|case| !seen.insert(&case.heading)).map(|case| case.heading.as_str()).collect();
    assert!(twice.is_empty(), "headings used twice: {twice:#?}");
}

#[test]
fn every_case_expects_something_or_says_that_nothing_may_be_claimed() {
    let idle = |case: &&Case| case.more_allowed && case.expected.is_empty() && case.card.is_empty();
    let cases = all_cases();
    let idle: Vec<&str> = cases.iter().filter(idle).map(|case| case.heading.as_str()).collect();
    assert!(idle.is_empty(), "these cases prove nothing: {idle:#?}");
}

/// Moves a case from `known-gaps/x/y.md` to `x/y.md`.
fn move_out(case: &Case) {
    let home: PathBuf = case.file.components().filter(|part| part.as_os_str() != GAPS).collect();
    let gap = std::fs::read_to_string(&case.file).unwrap();
    let body = body(&gap, &case.heading);
    let known = std::fs::read_to_string(&home).unwrap_or_default();
    std::fs::create_dir_all(home.parent().unwrap()).unwrap();
    std::fs::write(&home, format!("{}\n\n{}\n", known.trim_end(), body.trim_end()).trim_start()).unwrap();
    let rest = gap.replacen(&body, "", 1);
    if rest.contains("## ") { std::fs::write(&case.file, rest.trim_end().to_string() + "\n").unwrap() } else { std::fs::remove_file(&case.file).unwrap() }
}

/// From the heading to the next one.
fn body(source: &str, heading: &str) -> String {
    let inside = source.split_inclusive('\n').skip_while(|line| line.strip_prefix("## ").map(str::trim) != Some(heading));
    let mut lines = inside.enumerate().take_while(|(at, line)| *at == 0 || !line.starts_with("## ")).map(|(_, line)| line);
    lines.by_ref().collect()
}

/// The language of the cases is itself held: a line that is nearly right is not found.
#[test]
fn a_line_that_is_nearly_right_is_not_found() {
    let read = support::report::read("At least 12 soldiers were killed near Gao, the mayor said.", None);
    let found = |line: &str| support::expect::Expectation::read(1, line).map(|line| line.found(&read));
    for right in [
        "claim killed 12 (at least), state \"soldiers\", per \"the mayor\"",
        "claim",
        "place \"Gao\", relation near",
        "claim killed by claim.victims-were-harmed",
    ] {
        assert_eq!(found(right), Ok(true), "{right}");
    }
    for near in [
        "claim killed 12",
        "claim killed 13 (at least)",
        "claim injured",
        "claim civilian",
        "claim per nobody",
        "claim hedged",
        "claim \"sold\"",
        "claim part of 12",
        "claim by no.rule",
    ] {
        assert_eq!(found(near), Ok(false), "{near}");
    }
    for nonsense in ["toll 12", "claim killed twelve", "claim killed 12 (roughly)", "claim per \"the mayor"] {
        assert!(found(nonsense).is_err(), "{nonsense}");
    }
}
