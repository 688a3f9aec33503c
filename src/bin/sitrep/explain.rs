//! `sitrep explain`: the reason of each thing found, down to the rows of data.

use crate::{Failure, input};
use sitrep::Options;
use sitrep::report::{Reason, in_words, one_line, reasons};
use sitrep::schema::Report;
use sitrep::text::Span;
use std::io::{self, Write};
use std::str::FromStr;

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy)]
pub struct Position {
    line: usize,
    column: usize,
}

impl FromStr for Position {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let number = |part: &str| part.parse().ok().filter(|number: &usize| *number > 0);
        let parts = given.split_once(':').and_then(|(line, column)| Some((number(line)?, number(column)?)));
        parts.map(|(line, column)| Position { line, column }).ok_or_else(|| "write LINE:COL, both from 1, such as 3:14".to_string())
    }
}

/// Prints the reasons of what was found in `file`, or of what was dropped.
pub fn run(file: &str, at: Option<Position>, lost: bool, options: &Options, output: &mut impl Write) -> Result<(), Failure> {
    let text = input::read(file)?;
    let report = input::analyze(file, &text, options)?;
    let byte = match at {
        None => None,
        Some(position) => Some(byte_of(&text, position).ok_or_else(|| outside(file, position))?),
    };
    let here =
        |reason: &Reason<'_>| byte.is_none_or(|byte| reason.spans.iter().chain(&reason.provenance.evidence).any(|span| span.start <= byte && byte < span.end));
    let printer = Printer { text: &text, lines: line_starts(&text) };
    let mut count = 0;
    for reason in reasons(&report).iter().filter(|reason| shown(reason, lost) && here(reason)) {
        printer.print(reason, output)?;
        count += 1;
    }
    if lost {
        count += dropped_places(&report, byte, output)?;
    }
    if count == 0 {
        writeln!(
            output,
            "{}",
            if lost { "nothing was considered and dropped here" } else { "nothing was found here; --lost shows what was considered and dropped" }
        )?;
    }
    Ok(())
}

/// Numbers that count no casualties are shown with what was found and with what was dropped.
fn shown(reason: &Reason<'_>, lost: bool) -> bool {
    if lost { reason.lost } else { !reason.lost || reason.kind == "no casualty" }
}

fn outside(file: &str, position: Position) -> Failure {
    Failure::Input(format!("{file}: there is no line {} with a column {}; give a position inside the text", position.line, position.column))
}

/// Places that a name may have meant and that were not taken.
fn dropped_places(report: &Report<'_>, byte: Option<u32>, output: &mut impl Write) -> io::Result<usize> {
    let mut count = 0;
    let here = |start: u32, end: u32| byte.is_none_or(|byte| start <= byte && byte < end);
    for place in report.places.iter().filter(|place| place.mentions.iter().any(|mention| here(mention.start, mention.end))) {
        for candidate in place.candidates.iter().filter(|candidate| !candidate.accepted) {
            writeln!(
                output,
                "{} for place {} \"{}\", not taken\n    {}\n",
                one_line(&candidate.name),
                place.id,
                one_line(&place.name),
                one_line(&candidate.reason)
            )?;
            count += 1;
        }
    }
    Ok(count)
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1)).collect()
}

fn byte_of(text: &str, position: Position) -> Option<u32> {
    let start = *line_starts(text).get(position.line - 1)?;
    let line = text.get(start..)?.split('\n').next()?;
    let (at, _) = line.char_indices().nth(position.column - 1)?;
    u32::try_from(start + at).ok()
}

struct Printer<'t> {
    text: &'t str,
    lines: Vec<usize>,
}

impl Printer<'_> {
    fn print(&self, reason: &Reason<'_>, output: &mut impl Write) -> io::Result<()> {
        let provenance = reason.provenance;
        let id = reason.id.map_or(String::new(), |id| format!("{id} "));
        writeln!(output, "{id}{} {}", reason.kind, reason.label)?;
        writeln!(output, "    rule  {} (version {})", provenance.rule.name, provenance.rule_version)?;
        writeln!(output, "          {}", provenance.rule.summary)?;
        for span in &provenance.evidence {
            let (line, column) = self.position(*span);
            writeln!(output, "    text  {line}:{column} \"{}\"", one_line(span.of(self.text)))?;
        }
        for step in &reason.reading {
            writeln!(output, "    read  {step}")?;
        }
        for entry in provenance.entries.iter().chain(reason.rows) {
            print_row(&sitrep::lexicon::row(*entry).key(), output)?;
        }
        writeln!(output)
    }

    fn position(&self, span: Span) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= span.start as usize);
        let start = line.checked_sub(1).and_then(|at| self.lines.get(at)).copied().unwrap_or(0);
        let before = self.text.get(start..span.start as usize).unwrap_or("");
        (line, before.chars().count() + 1)
    }
}

/// One row of data: key, word, code, source.
fn print_row(key: &str, output: &mut impl Write) -> io::Result<()> {
    let cells = sitrep::lexicon::describe(key).unwrap_or_default();
    let cell = |name: &str| cells.iter().find(|(column, _)| *column == name).map_or("", |(_, cell)| cell.as_str());
    let code = if cell("code").is_empty() { String::new() } else { format!(" ({})", in_words(cell("code"))) };
    writeln!(output, "    data  {key} \"{}\"{code}; source: {} {}", cell("term"), cell("source_title"), cell("source_url"))
}
