//! Mentions and entities: who and where, each mention joined to its entity.
//!
//! In: the parsed text. Out: [`Found`]: mentions, entities, places, facilities, weapons. Dates are the recognisers'.

use crate::schema::{Entity, Facility, Mention, Place, Weapon};

/// The rules of this stage, in the order they are tried.
pub static RULES: &[crate::rule::Rule] = &[];

/// Everything named in the text. Ids follow the order of the text: `E1` is `entities[0]`.
#[derive(Debug, Default)]
pub struct Found<'t> {
    /// Mentions, in the order of the text.
    pub mentions: Vec<Mention<'t>>,
    /// Entities.
    pub entities: Vec<Entity<'t>>,
    /// Places with their mentions.
    pub places: Vec<Place<'t>>,
    /// Facilities.
    pub facilities: Vec<Facility<'t>>,
    /// Weapons and materiel.
    pub weapons: Vec<Weapon<'t>>,
}

/// Finds who and where.
pub fn find_mentions<'t>(_parsed: &crate::syntax::Parsed<'t>) -> Found<'t> {
    Found::default()
}
