//! Casualty claims: figures, victims, outcomes, sources, and how the figures relate.
//!
//! In: the parsed text, dates and entities. Out: [`Claims`]. Which event a claim belongs to is left to `event`.

use crate::schema::{CasualtyClaim, NotCasualty, Undisclosed};

/// The rules of this stage, in the order they are tried.
pub static RULES: &[crate::rule::Rule] = &[];

/// What was read about casualties.
#[derive(Debug, Default)]
pub struct Claims<'t> {
    /// Figures of casualties.
    pub claims: Vec<CasualtyClaim<'t>>,
    /// Losses somebody withholds.
    pub undisclosed: Vec<Undisclosed>,
    /// Numbers considered and rejected.
    pub rejected: Vec<NotCasualty<'t>>,
}

/// Reads the casualty claims.
pub fn read_claims<'t>(_parsed: &crate::syntax::Parsed<'t>, _dates: &crate::recognize::Dates<'t>, _found: &mut crate::mention::Found<'t>) -> Claims<'t> {
    Claims::default()
}
