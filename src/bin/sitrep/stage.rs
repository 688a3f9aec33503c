//! `sitrep stage`: what one stage makes of a text, one thing a line.

use crate::{Failure, input};
use clap::ValueEnum;
use serde::Serialize;
use serde_json::json;
use sitrep::schema::Report;
use sitrep::syntax::{self, Parsed};
use sitrep::{Options, report};
use std::io::{self, Write};

/// The stages that can be looked at.
#[derive(Clone, Copy, ValueEnum)]
pub enum Stage {
    /// Words, numbers and signs
    Tokens,
    /// Sentences
    Sentences,
    /// Phrases of the tables
    Phrases,
    /// Noun phrases, verb groups and small words, with tags
    Chunks,
    /// Things known by their form: dates, weapons, facilities, numbers that count no people
    Candidates,
    /// Mentions, entities and places
    Mentions,
    /// Casualty figures and withheld losses
    Claims,
    /// Events, statements and what is contested
    Events,
}

/// Prints what `stage` makes of `file`.
pub fn run(stage: Stage, file: &str, options: &Options, output: &mut impl Write) -> Result<(), Failure> {
    let text = input::read(file)?;
    let report = input::analyze(file, &text, options)?;
    let parsed = syntax::parse(&text);
    match stage {
        Stage::Tokens => tokens(&parsed, output)?,
        Stage::Sentences => sentences(&parsed, output)?,
        Stage::Phrases => phrases(&parsed, output)?,
        Stage::Chunks => chunks(&parsed, output)?,
        _ => things(stage, &report, output)?,
    }
    Ok(())
}

fn tokens(parsed: &Parsed<'_>, output: &mut impl Write) -> io::Result<()> {
    for (at, token) in parsed.tokens.list.iter().enumerate() {
        let known = if token.word == 0 { "" } else { "known" };
        let kind = format!("{:?}", token.kind).to_lowercase();
        writeln!(output, "{at}\t{}-{}\t{kind}\t{}\t{known}", token.span.start, token.span.end, parsed.tokens.text_of(at))?;
    }
    Ok(())
}

fn sentences(parsed: &Parsed<'_>, output: &mut impl Write) -> io::Result<()> {
    for (at, span) in (0..parsed.sentences.len()).filter_map(|at| Some((at, parsed.sentence_span(at)?))) {
        writeln!(output, "{at}\t{}-{}\t{}", span.start, span.end, report::one_line(span.of(parsed.tokens.text)))?;
    }
    Ok(())
}

fn chunks(parsed: &Parsed<'_>, output: &mut impl Write) -> io::Result<()> {
    for chunk in &parsed.chunks.list {
        let span = parsed.tokens.span(chunk.first as usize, chunk.last as usize);
        let tags: Vec<&str> = (chunk.first..=chunk.last).map(|at| parsed.tag(at as usize).name()).collect();
        let words = report::one_line(span.of(parsed.tokens.text));
        writeln!(output, "{}-{}\t{:?}\t{words}\t{}", span.start, span.end, chunk.kind, tags.join(" "))?;
    }
    Ok(())
}

fn phrases(parsed: &Parsed<'_>, output: &mut impl Write) -> io::Result<()> {
    for found in parsed.phrases.all() {
        let span = parsed.tokens.span(found.first as usize, found.last as usize);
        let row = sitrep::lexicon::row(found.sense.entry());
        let form = format!("{:?}", found.sense.form()).to_lowercase();
        let words = report::one_line(span.of(parsed.tokens.text));
        writeln!(output, "{}-{}\t{words}\t{}\t{}\t{form}", span.start, span.end, row.key(), found.sense.code().name())?;
    }
    Ok(())
}

fn things(stage: Stage, report: &Report<'_>, output: &mut impl Write) -> io::Result<()> {
    match stage {
        Stage::Mentions => {
            list("mention", &report.mentions, output)?;
            list("entity", &report.entities, output)?;
            list("place", &report.places, output)
        }
        Stage::Claims => {
            list("claim", &report.casualty_claims, output)?;
            list("undisclosed", &report.undisclosed, output)
        }
        Stage::Events => {
            list("event", &report.events, output)?;
            list("statement", &report.statements, output)?;
            list("contested", &report.contested, output)
        }
        _ => {
            list("date", &report.dates, output)?;
            list("weapon", &report.weapons, output)?;
            list("facility", &report.facilities, output)?;
            list("not_casualty", &report.not_casualties, output)
        }
    }
}

/// One JSON object a line, as in the report.
fn list(kind: &str, things: &[impl Serialize], output: &mut impl Write) -> io::Result<()> {
    for thing in things {
        serde_json::to_writer(&mut *output, &json!({ kind: thing }))?;
        output.write_all(b"\n")?;
    }
    Ok(())
}
