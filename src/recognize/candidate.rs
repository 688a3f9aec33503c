//! Candidates: what a stretch of tokens may name, how strong the evidence is, and by which rule.
//!
//! In: nothing. Out: the types the recognisers fill. Which candidate wins is decided in `mention`.

use crate::lexicon::Code;
use crate::rule::EntryId;
use crate::schema::{Provenance, Text};

/// A reading of tokens `first..=last`.
#[derive(Clone, Debug)]
pub struct Candidate<'t> {
    /// First token.
    pub first: usize,
    /// Last token, included.
    pub last: usize,
    /// What it would be.
    pub what: What<'t>,
    /// Strength of the evidence; the higher one wins where two overlap.
    pub score: i32,
    /// Rule, spans and rows.
    pub provenance: Provenance,
}

/// What a candidate would be.
#[derive(Clone, Debug)]
pub enum What<'t> {
    /// A row of a table of actors or organisations.
    Listed(Listed),
    /// A force of a state.
    Force(Force),
    /// A government or a part of one.
    Government(Government<'t>),
    /// A group or organisation known by its form only.
    Formed(Formed<'t>),
    /// Armed people without a name of their own.
    Fighters(Fighters),
    /// A person.
    Person(PersonParts),
    /// Somebody quoted who has no name.
    Source(Code),
    /// A place.
    Place(PlaceParts<'t>),
    /// A ship, a newspaper, a team, a document: a name that is none of ours.
    Other,
}

/// A row, and how it is written here.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// The row.
    pub entry: EntryId,
    /// Written as an acronym.
    pub acronym: bool,
}

/// A force of a state.
#[derive(Clone, Copy, Debug)]
pub struct Force {
    /// Row of the country; none where the text leaves it to be understood.
    pub country: Option<EntryId>,
    /// Branch: military, police and so on.
    pub branch: Code,
    /// The country's own name stands at the start, from the first token to this one.
    pub country_last: Option<usize>,
}

/// A government or a part of one.
#[derive(Clone, Debug)]
pub struct Government<'t> {
    /// Row of the country; none where the text leaves it to be understood.
    pub country: Option<EntryId>,
    /// The body, as in "interior ministry"; none for the government as a whole.
    pub body: Option<Text<'t>>,
    /// The country's own name stands at the start, from the first token to this one.
    pub country_last: Option<usize>,
    /// A country or capital stands for its government.
    pub metonym: bool,
}

/// What an unlisted name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// An armed group.
    Armed,
    /// An organisation.
    Organisation,
    /// A unit of a state's forces.
    Unit,
}

/// A group or organisation known by its form only.
#[derive(Clone, Debug)]
pub struct Formed<'t> {
    /// What the form says it is.
    pub class: Class,
    /// First and last token of the name itself.
    pub name: (usize, usize),
    /// Kind of organisation, where a word of the name tells.
    pub subtype: Option<&'static str>,
    /// Whether the name is an acronym.
    pub acronym: bool,
    /// Keeps the lifetime of texts put together later.
    pub note: Option<Text<'t>>,
}

/// Armed people without a name of their own.
#[derive(Clone, Copy, Debug)]
pub struct Fighters {
    /// Row of the head noun.
    pub head: EntryId,
    /// fighter, assailant, gunman, group noun, faction, enemy.
    pub kind: Code,
    /// Kind of the adjective before the head.
    pub adjective: Option<Code>,
    /// Begins with "the", "this", "its".
    pub definite: bool,
    /// Begins with "a", "several", "various", "unidentified".
    pub indefinite: bool,
    /// The head is plural.
    pub plural: bool,
    /// First token of the name: without determiner and number.
    pub name_first: usize,
}

/// Parts of a person's mention.
#[derive(Clone, Copy, Debug, Default)]
pub struct PersonParts {
    /// First and last token of the name.
    pub name: (usize, usize),
    /// First and last token of the rank, and its row.
    pub rank: Option<(usize, usize, EntryId)>,
    /// First and last token of the role, before the name or after it.
    pub role: Option<(usize, usize)>,
    /// First and last token of what the role is held in: a force, a group, an organisation.
    pub of: Option<(usize, usize)>,
    /// The role is one of command.
    pub commands: bool,
    /// The name is known only by its place in the sentence.
    pub weak: bool,
    /// The role stands for a person named with it before.
    pub again: bool,
    /// Another name of the person whose name begins at this token.
    pub called: Option<usize>,
}

/// How a place stands to what happened there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Relation {
    /// in, near, between, towards, distance; empty for none.
    pub kind: &'static str,
    /// Kilometres, for a distance.
    pub km: Option<f64>,
    /// Direction, for a distance: first and last token.
    pub bearing: Option<(usize, usize)>,
}

/// Parts of a place's mention.
#[derive(Clone, Debug, Default)]
pub struct PlaceParts<'t> {
    /// First and last token of the name that is looked up.
    pub name: (usize, usize),
    /// Feature the words around it give: admin1, admin2, settlement, water, border.
    pub feature: Option<&'static str>,
    /// Row of a table: a country or a region.
    pub entry: Option<EntryId>,
    /// What the gazetteer has under the name.
    pub known: Vec<crate::recognize::Spot>,
    /// Relation to the event.
    pub relation: Relation,
    /// First token of the name of the place it lies in, as in "Andar district, Ghazni province".
    pub within: Option<usize>,
    /// The place is meant as one, by its context.
    pub sure: bool,
    /// It is only the name of a building: "the Medina hospital".
    pub housed: bool,
    /// Keeps the lifetime of texts put together later.
    pub label: Option<Text<'t>>,
}
