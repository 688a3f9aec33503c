//! `sitrep analyze`: one article, as a card or as JSON.

use crate::{Failure, input};
use clap::ValueEnum;
use sitrep::Options;
use std::io::Write;

/// What is printed.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// The card, for reading
    Text,
    /// The whole report, for programs
    Json,
}

/// Prints a report for each article in `file`, or one for all of it.
pub fn run(file: &str, format: Format, whole: bool, options: &Options, output: &mut impl Write) -> Result<(), Failure> {
    let text = input::read(file)?;
    let reports = input::reports(file, &text, options, whole)?;
    for (at, report) in reports.iter().enumerate() {
        match format {
            Format::Text => {
                if reports.len() > 1 {
                    let gap = if at > 0 { "\n\n" } else { "" };
                    writeln!(output, "{gap}Article {} of {}, from offset {}\n", at + 1, reports.len(), report.document.start)?;
                }
                output.write_all(sitrep::report::card(report).as_bytes())?;
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut *output, report).map_err(std::io::Error::from)?;
                output.write_all(b"\n")?;
            }
        }
    }
    Ok(())
}
