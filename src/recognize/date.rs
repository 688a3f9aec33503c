//! Dates: calendar, relative, ranges, durations; and the publication date where the text gives it.
//!
//! In: the parsed text and the publication date of the caller. Out: [`Dates`]. Which event a date belongs to is left
//! to `event`.

use crate::options::PublicationDate;
use crate::schema::Date;
use crate::syntax::Parsed;

/// All dates of a text, in its order; `D1` is `list[0]`.
#[derive(Debug, Default)]
pub struct Dates<'t> {
    /// The dates.
    pub list: Vec<Date<'t>>,
    /// The publication date and where it comes from (`user`, `text`).
    pub published: Option<(String, &'static str)>,
}

/// Finds the dates.
pub fn find_dates<'t>(_parsed: &Parsed<'t>, _published: Option<PublicationDate>) -> Dates<'t> {
    Dates::default()
}
