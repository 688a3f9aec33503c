//! Sitrep reads conflict news: who did what to whom, where, when, at what toll, and who says so.
//!
//! [`analyze`] is the whole pipeline. The folders follow the path of the text; see `ARCHITECTURE.md`.
#![deny(unsafe_code)]
#![warn(missing_docs)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "bench")]
extern crate self as sitrep; // the benchmark's passes name the library as its users do

pub mod articles;
pub mod casualty;
pub mod event;
pub mod export;
pub mod lexicon;
pub mod mention;
mod options;
pub mod overrides;
pub mod recognize;
pub mod report;
pub mod rule;
pub mod schema;
pub mod syntax;
pub mod text;
pub mod token;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use options::{AnalyzeError, Coding, Options, Profile, PublicationDate, Setting};

use text::OffsetMap;

/// Reads `text` and says what it reports.
///
/// # Offsets
/// Half-open, into `text` exactly as given, in the unit of `options.offsets` (UTF-16 code units by default).
///
/// # Errors
/// Text is never wrong. [`AnalyzeError`] is for the caller: a text over the limit, or an option that cannot be.
///
/// # Examples
/// ```
/// let report = sitrep::analyze("A roadside bomb killed four soldiers near Gao.", &sitrep::Options::default())?;
/// assert_eq!(report.schema, "sitrep.report/1");
/// # Ok::<(), sitrep::AnalyzeError>(())
/// ```
pub fn analyze<'t>(text: &'t str, options: &Options) -> Result<schema::Report<'t>, AnalyzeError> {
    let published = options.check()?;
    if text.len() > options.max_length {
        return Err(AnalyzeError::TooLong { limit: options.max_length, actual: text.len() });
    }
    let parsed = syntax::parse(text);
    let mut dates = recognize::find_dates(&parsed, published);
    let mut found = mention::find_mentions(&parsed);
    let mut claims = casualty::read_claims(&parsed, &dates, &mut found);
    let story = event::tell(&parsed, &mut dates, &mut found, &mut claims, &options.profile.coding());
    let mut report = report::assemble(&parsed, options, report::Parts { dates, found, claims, story });
    report::convert_offsets(&mut report, &OffsetMap::new(text, options.offsets), options.offsets);
    Ok(report)
}

/// Every rule of every stage, in the order of the stages.
///
/// # Examples
/// ```
/// assert!(sitrep::rules().all(|rule| !rule.summary.is_empty()));
/// ```
pub fn rules() -> impl Iterator<Item = rule::Rule> {
    let later = [mention::RULES, casualty::RULES, event::RULES].into_iter().flatten();
    recognize::RULES.iter().copied().chain(recognize::who_and_where_rules()).chain(later.copied())
}
