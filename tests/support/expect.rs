//! One expected line: read once, then asked of any thing in the report whether it is meant.

use super::report::{Read, holds_words};
use super::vocabulary::{KINDS, Kind};
use serde_json::Value;

/// What the line says about there being such a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Must,
    May,
    MustNot,
}

/// An expected line.
pub struct Expectation {
    pub line: usize,
    pub wording: String,
    pub mode: Mode,
    pub kind: &'static Kind,
    checks: Vec<Check>,
}

enum Check {
    Tag(String),
    Text(String),
    Field(&'static [&'static str], String, bool),
    Absent(&'static str),
    Flag(&'static str, bool),
    Figure(Option<u64>, Option<u64>, Option<u64>, String),
    Relation(&'static str, Option<u64>),
    Calendar(Option<String>, Option<String>),
    Rule(String),
}

/// Words for truth values of a claim.
const FLAGS: [(&str, &str, bool); 6] = [
    ("hedged", "hedged", true),
    ("unhedged", "hedged", false),
    ("perpetrator", "perpetrator", true),
    ("scare-quoted", "scare_quoted", true),
    ("from a party", "source_is_party", true),
    ("not from a party", "source_is_party", false),
];

/// Words for what a claim has to do with another.
const RELATIONS: [(&str, &str); 4] = [("part of", "subset_of"), ("replaces", "supersedes"), ("disagrees with", "conflicts_with"), ("same as", "same_as")];

impl Expectation {
    /// Reads a line such as `not claim killed 12 (at least), state "soldiers"`.
    pub fn read(line: usize, wording: &str) -> Result<Self, String> {
        let (mode, rest) = match wording.split_once(' ') {
            Some(("not", rest)) => (Mode::MustNot, rest.trim()),
            Some(("maybe", rest)) => (Mode::May, rest.trim()),
            _ => (Mode::Must, wording),
        };
        let (name, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let kind = KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| format!("'{name}' is no kind of line"))?;
        let (rest, rule) = without_rule(rest.trim());
        let mut checks = Vec::new();
        for part in parts(rest)? {
            read_part(kind, &part, &mut checks)?;
        }
        checks.extend(rule.map(Check::Rule));
        Ok(Self { line, wording: wording.to_string(), mode, kind, checks })
    }

    pub fn meets(&self, read: &Read, thing: &Value) -> bool {
        self.checks.iter().all(|check| check.holds(self.kind, read, thing))
    }

    /// Whether anything in the report is what the line speaks of.
    pub fn found(&self, read: &Read) -> bool {
        read.list(self.kind.list).iter().any(|thing| self.meets(read, thing))
    }
}

/// Takes `by rule.name` off the end.
fn without_rule(rest: &str) -> (&str, Option<String>) {
    let by = rest.rsplit_once("by ").filter(|(_, name)| name.contains('.') && name.chars().all(|c| c.is_ascii_lowercase() || "-.".contains(c)));
    by.map_or((rest, None), |(before, name)| (before.trim().trim_end_matches(','), Some(name.to_string())))
}

/// Cuts at the commas that stand outside quotation marks.
fn parts(rest: &str) -> Result<Vec<String>, String> {
    let (mut parts, mut part, mut quoted) = (Vec::new(), String::new(), false);
    for c in rest.chars() {
        quoted ^= c == '"';
        if c == ',' && !quoted { parts.push(std::mem::take(&mut part)) } else { part.push(c) }
    }
    parts.push(part);
    let parts = parts.iter().map(|part| part.trim().to_string()).filter(|part| !part.is_empty()).collect();
    if quoted { Err("a quotation mark is missing".to_string()) } else { Ok(parts) }
}

fn read_part(kind: &'static Kind, part: &str, checks: &mut Vec<Check>) -> Result<(), String> {
    if let Some(check) = special(kind, part) {
        checks.push(check?);
        return Ok(());
    }
    let (word, rest) = part.split_once(' ').map_or((part, ""), |(word, rest)| (word, rest.trim()));
    let quoted = |text: &str| text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map(str::to_string);
    if let Some(text) = quoted(part) {
        checks.push(Check::Text(text));
    } else if let Some((_, paths)) = kind.fields.iter().find(|(name, _)| *name == word && !rest.is_empty()) {
        let text = quoted(rest);
        checks.push(Check::Field(paths, text.clone().unwrap_or_else(|| rest.to_string()), text.is_some()));
    } else if let Some(text) = quoted(rest) {
        checks.extend([Check::Tag(word.to_string()), Check::Text(text)]);
    } else if kind.name == "claim" && !rest.is_empty() {
        checks.extend([Check::Tag(word.to_string()), figure(rest)?]);
    } else if rest.is_empty() {
        checks.push(Check::Tag(word.to_string()));
    } else {
        return Err(format!("'{part}' is no field of '{}'", kind.name));
    }
    Ok(())
}

/// Parts that have a form of their own.
fn special(kind: &Kind, part: &str) -> Option<Result<Check, String>> {
    match kind.name {
        "claim" => special_of_claims(part).map(|check| check.ok_or_else(|| format!("'{part}' needs a number"))),
        "date" => calendar(part).map(Ok),
        _ => None,
    }
}

/// The number of the other claim, or "?" where that has none.
fn related(key: &'static str, number: &str) -> Option<Check> {
    let number = if number == "?" { None } else { Some(number.parse().ok()?) };
    Some(Check::Relation(key, number))
}

fn special_of_claims(part: &str) -> Option<Option<Check>> {
    if part == "per nobody" || part == "no victim" {
        return Some(Some(Check::Absent(if part == "no victim" { "victim" } else { "attributed_to" })));
    }
    let flag = FLAGS.iter().find(|(words, ..)| *words == part).map(|(_, key, value)| Check::Flag(key, *value));
    let relation = RELATIONS.iter().find_map(|(words, key)| part.strip_prefix(words).map(|number| related(key, number.trim())));
    flag.map(Some).or(relation)
}

/// A day, two days with `to` between them, or `unresolved`.
fn calendar(part: &str) -> Option<Check> {
    let is_day = |day: &str| day.starts_with(|c: char| c.is_ascii_digit() || c == '-') && day.contains('-');
    let (start, end) = part.split_once(" to ").unwrap_or((part, part));
    match part {
        "unresolved" => Some(Check::Calendar(None, None)),
        _ if is_day(start) && is_day(end) => Some(Check::Calendar(Some(start.to_string()), Some(end.to_string()))),
        _ => None,
    }
}

/// `12`, `12 (at least)`, `20 to 30`, `?` (no number), `none`: with the bounds that the wording asserts.
fn figure(words: &str) -> Result<Check, String> {
    let (number, qualifier) = words.split_once('(').map_or((words.trim(), ""), |(number, rest)| (number.trim(), rest.trim_end_matches(')').trim()));
    let read = |text: &str| text.parse::<u64>().map_err(|_| format!("'{words}' is no figure"));
    if let Some((low, high)) = number.split_once(" to ") {
        let (low, high) = (read(low)?, read(high)?);
        return Ok(Check::Figure(Some(low), Some(high), Some(low), "range".to_string()));
    }
    let number = match number {
        "?" => return Ok(Check::Figure(None, None, None, "indeterminate".to_string())),
        "none" => return Ok(Check::Figure(Some(0), Some(0), Some(0), "none".to_string())),
        other => Some(read(other)?),
    };
    let (low, high) = match qualifier {
        "" => (number, number),
        "at least" | "more than" | "vague" => (number, None),
        "nearly" | "up to" | "fewer than" => (None, number),
        "about" => (None, None),
        other => return Err(format!("'({other})' is no qualifier")),
    };
    let qualifier = if qualifier.is_empty() { "exact".to_string() } else { qualifier.replace(' ', "_") };
    Ok(Check::Figure(low, high, number, qualifier))
}

impl Check {
    fn holds(&self, kind: &Kind, read: &Read, thing: &Value) -> bool {
        match self {
            Check::Tag(tag) => kind.tags.iter().any(|path| read.words(thing, path).contains(tag)),
            Check::Text(text) => kind.text.iter().any(|path| read.words(thing, path).iter().any(|found| holds_words(found, text))),
            Check::Field(paths, wanted, in_words) => paths.iter().any(|path| {
                let is_it = |found: &String| if *in_words { holds_words(found, wanted) } else { found.trim_end_matches(".0") == wanted };
                read.words(thing, path).iter().any(is_it)
            }),
            Check::Absent(key) => thing[*key].is_null(),
            Check::Flag(key, value) => thing[*key] == *value,
            Check::Figure(low, high, best, qualifier) => {
                let number = |key: &str| thing["figure"][key].as_u64();
                (number("low"), number("high"), number("best")) == (*low, *high, *best) && thing["figure"]["qualifier"] == qualifier.as_str()
            }
            Check::Relation(relation, number) => {
                let others = read.at(thing, "not_additive_with.@.figure.best");
                thing["relation"] == *relation
                    && number.map_or(others.iter().all(|best| best.is_null()), |number| others.iter().any(|best| best.as_u64() == Some(number)))
            }
            Check::Calendar(start, end) => thing["value"]["start"].as_str() == start.as_deref() && thing["value"]["end"].as_str() == end.as_deref(),
            Check::Rule(name) => thing["provenance"]["rule"] == name.as_str(),
        }
    }
}
