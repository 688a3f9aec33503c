//! Cases: a heading, a text, and lines about what must be read in it.

use super::draw;
use super::expect::{Expectation, Mode};
use super::report::{self, Read};
use serde_json::Value;
use sitrep::Profile;
use std::path::{Path, PathBuf};

/// One case.
#[derive(Default)]
pub struct Case {
    pub file: PathBuf,
    pub line: usize,
    pub heading: String,
    pub text: String,
    pub date: Option<String>,
    pub more_allowed: bool,
    /// Name of a coding profile, then values of the case's own: `literal dozens=24`.
    profile: String,
    crlf: bool,
    pub card: Vec<(bool, String)>,
    pub expected: Vec<Expectation>,
}

/// All cases of a file, or what is wrong with the file.
pub fn read_file(path: &Path) -> Result<Vec<Case>, String> {
    let source = std::fs::read_to_string(path).map_err(|problem| format!("{}: {problem}", super::shown(path)))?;
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in joined(&source) {
        let complain = |problem: String| format!("{}:{number}: {problem}", super::shown(path));
        if let Some(heading) = line.strip_prefix("## ") {
            cases.push(Case { file: path.to_path_buf(), line: number, heading: heading.trim().to_string(), ..Case::default() });
        } else if let Some(case) = cases.last_mut() {
            case.read_line(number, &line).map_err(complain)?;
        }
    }
    cases.into_iter().map(|case| case.finish()).collect()
}

/// Lines with their numbers; an indented line belongs to the one before.
fn joined(source: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, line) in source.lines().enumerate() {
        match lines.last_mut() {
            Some((_, before)) if line.starts_with([' ', '\t']) && !line.trim().is_empty() => {
                before.push(' ');
                before.push_str(line.trim());
            }
            _ => lines.push((at + 1, line.trim_end().to_string())),
        }
    }
    lines
}

impl Case {
    fn read_line(&mut self, number: usize, line: &str) -> Result<(), String> {
        let (word, rest) = line.split_once(' ').map_or((line, ""), |(word, rest)| (word, rest.trim()));
        match word {
            "" => {}
            "text" => {
                self.text.push_str(rest);
                self.text.push('\n');
            }
            "date" if rest.len() == 10 && !rest.contains('"') => self.date = Some(rest.to_string()),
            "profile" => self.profile = rest.to_string(),
            "more" if rest == "allowed" => self.more_allowed = true,
            "line-ends" if rest == "crlf" => self.crlf = true,
            "card" => self.card.push((true, rest.trim_matches('"').to_string())),
            "not" if rest.starts_with("card ") => self.card.push((false, rest[5..].trim_matches('"').to_string())),
            _ => self.expected.push(Expectation::read(number, line)?),
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Self, String> {
        if self.text.trim().is_empty() {
            return Err(format!("{}:{}: the case '{}' has no text", super::shown(&self.file), self.line, self.heading));
        }
        if self.crlf {
            self.text = self.text.replace('\n', "\r\n");
        }
        Ok(self)
    }

    /// What is wrong with the reading of the text; nothing if all is as expected.
    pub fn run(&self) -> Result<(), String> {
        let profile = match self.profile() {
            Ok(profile) => profile,
            Err(problem) => return Err(format!("{}:{}: {problem}", super::shown(&self.file), self.line)),
        };
        let read = report::read_with(&self.text, self.date.as_deref(), profile);
        let mut wrong: Vec<String> = self.expected.iter().filter_map(|line| problem(line, &read)).collect();
        wrong.extend(self.claims(&read));
        for (wanted, words) in &self.card {
            if read.card.replace('\n', " ").split_whitespace().collect::<Vec<_>>().join(" ").contains(words) != *wanted {
                wrong.push(format!("the card {} \"{words}\"", if *wanted { "does not say" } else { "says" }));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(self.message(&wrong, &read)) }
    }

    fn profile(&self) -> Result<Profile, sitrep::AnalyzeError> {
        let mut words = self.profile.split_whitespace();
        let mut profile = words.next().map_or_else(Profile::default, Profile::named);
        for (key, value) in words.filter_map(|word| word.split_once('=')) {
            profile.set(key, &value.replace('_', " "))?;
        }
        Ok(profile)
    }

    /// Every expected claim is a claim of its own, and there is no other.
    fn claims(&self, read: &Read) -> Vec<String> {
        let lines = |mode: Mode| self.expected.iter().filter(move |line| line.kind.name == "claim" && line.mode == mode);
        let (must, may): (Vec<_>, Vec<_>) = (lines(Mode::Must).collect(), lines(Mode::May).collect());
        let found = read.list("casualty_claims");
        if must.iter().any(|line| !line.found(read)) {
            return Vec::new();
        }
        let Some(taken) = assign(&must, found, read, Vec::new()) else {
            return vec!["fewer claims were found than are expected".to_string()];
        };
        let extra = |at: usize, claim: &Value| !taken.contains(&at) && !may.iter().any(|line| line.meets(read, claim));
        let extras = found.iter().enumerate().filter(|(at, claim)| !self.more_allowed && extra(*at, claim));
        extras.map(|(_, claim)| format!("not expected: {}", draw::claim(read, claim))).collect()
    }

    fn message(&self, wrong: &[String], read: &Read) -> String {
        let mut message = format!("{}:{}: {}\n", super::shown(&self.file), self.line, self.heading);
        wrong.iter().for_each(|problem| message.push_str(&format!("    {problem}\n")));
        message.push_str("    found:\n");
        let mut kinds: Vec<&str> = self.expected.iter().map(|line| line.kind.name).collect();
        kinds.push("claim");
        draw::lines(read, &kinds).iter().for_each(|line| message.push_str(&format!("        {line}\n")));
        message
    }
}

fn problem(line: &Expectation, read: &Read) -> Option<String> {
    let wrong = match line.mode {
        Mode::Must => !line.found(read),
        Mode::MustNot => line.found(read),
        Mode::May => false,
    };
    let what = if line.mode == Mode::Must { "missing" } else { "must not be" };
    wrong.then(|| format!("line {}: {what}: {}", line.line, line.wording))
}

/// One claim for each line, none used twice.
fn assign(lines: &[&Expectation], found: &[Value], read: &Read, taken: Vec<usize>) -> Option<Vec<usize>> {
    let Some((first, rest)) = lines.split_first() else { return Some(taken) };
    let free = found.iter().enumerate().filter(|(at, claim)| !taken.contains(at) && first.meets(read, claim));
    free.map(|(at, _)| [&taken[..], &[at]].concat()).find_map(|taken| assign(rest, found, read, taken))
}
