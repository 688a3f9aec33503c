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

/// Prints the report on `file`.
pub fn run(file: &str, format: Format, options: &Options, output: &mut impl Write) -> Result<(), Failure> {
    let text = input::read(file)?;
    let report = input::analyze(file, &text, options)?;
    match format {
        Format::Text => output.write_all(sitrep::report::card(&report).as_bytes())?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *output, &report).map_err(std::io::Error::from)?;
            output.write_all(b"\n")?;
        }
    }
    Ok(())
}
