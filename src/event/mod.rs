//! Events: triggers, actors in their roles, statements, what is contested, coded rows.
//!
//! In: everything read so far. Out: [`Story`].

use crate::schema::{Contested, Event, Statement};

/// The rules of this stage, in the order they are tried.
pub static RULES: &[crate::rule::Rule] = &[];

/// What happened, according to whom.
#[derive(Debug, Default)]
pub struct Story<'t> {
    /// Events, the main one first.
    pub events: Vec<Event<'t>>,
    /// Statements.
    pub statements: Vec<Statement<'t>>,
    /// Questions on which positions differ.
    pub contested: Vec<Contested<'t>>,
}

/// Tells the story: ties actors, places, dates and figures to events.
pub fn tell<'t>(_parsed: &crate::syntax::Parsed<'t>, _dates: &mut crate::recognize::Dates<'t>, _found: &mut crate::mention::Found<'t>, _claims: &mut crate::casualty::Claims<'t>) -> Story<'t> {
    Story::default()
}
