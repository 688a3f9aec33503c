//! A casualty claim in the making: tokens and chunks, not yet offsets and ids.

use crate::lexicon::Code;
use crate::rule::{EntryId, Rule};
use crate::syntax::{Amount, Quantity};

/// The bounds and words of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// First and last token of the figure with its qualifier.
    pub first: u32,
    /// Last token of the figure.
    pub last: u32,
    /// Lower bound.
    pub low: Option<u64>,
    /// Upper bound.
    pub high: Option<u64>,
    /// Figure stated.
    pub best: Option<u64>,
    /// Qualifier name.
    pub qualifier: &'static str,
    /// Share of a base, in ten-thousandths.
    pub share: Option<u32>,
}

impl Figure {
    /// The figure a quantity states.
    pub fn of(quantity: &Quantity) -> Self {
        let share = match quantity.amount {
            Amount::Share(share) => Some(share),
            _ => None,
        };
        let &Quantity { first, last, low, high, best, qualifier, .. } = quantity;
        Self { first, last, low, high, best, qualifier, share }
    }
}

/// The victims' noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Victim {
    /// First token, determiner and number left out.
    pub first: u32,
    /// Last token of the phrase.
    pub last: u32,
    /// Head token.
    pub head: u32,
}

/// How a draft's people overlap with an earlier or later draft's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// A part of the other.
    SubsetOf,
    /// Replaces the other.
    Supersedes,
    /// Contradicts the other.
    ConflictsWith,
    /// The same people again.
    SameAs,
}

impl Relation {
    /// The name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Relation::SubsetOf => "subset_of",
            Relation::Supersedes => "supersedes",
            Relation::ConflictsWith => "conflicts_with",
            Relation::SameAs => "same_as",
        }
    }
}

/// The time and reality of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The incident reported.
    Current,
    /// An earlier incident.
    Background,
    /// A tally over a window.
    Cumulative,
    /// Replaced by a later toll.
    Superseded,
    /// Did not happen.
    Hypothetical,
}

impl Status {
    /// The name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Status::Current => "current",
            Status::Background => "background",
            Status::Cumulative => "cumulative",
            Status::Superseded => "superseded",
            Status::Hypothetical => "hypothetical",
        }
    }
}

/// A claim in the making.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Sentence index.
    pub sentence: usize,
    /// Chunk (in its sentence) of the victims or of the figure.
    pub chunk: usize,
    /// Chunk of the word of harm.
    pub trigger: usize,
    /// First token of the word of harm.
    pub trigger_tok: u32,
    /// Last token of the word of harm.
    pub trigger_last: u32,
    /// Outcome.
    pub outcome: Code,
    /// The figure.
    pub figure: Figure,
    /// The victims.
    pub victim: Option<Victim>,
    /// Side of the victims.
    pub side: Code,
    /// Rule that made it.
    pub rule: Rule,
    /// Data rows used.
    pub entries: Vec<EntryId>,
    /// Relation to other drafts, by index.
    pub relation: Option<(Relation, Vec<usize>)>,
    /// Status.
    pub status: Status,
    /// Start of a cumulative window, as tokens.
    pub since: Option<(u32, u32)>,
    /// Denied, and by whom is found with the source.
    pub denied: bool,
    /// The word was put in quotation marks.
    pub scare_quoted: bool,
    /// May have, feared, reportedly.
    pub hedged: bool,
    /// Bodies found.
    pub bodies: bool,
    /// The perpetrator's own harm.
    pub perpetrator: bool,
    /// Sexual violence.
    pub sexual: bool,
    /// A vague or euphemistic word drove the reading.
    pub term: Option<(u32, u32)>,
    /// Base of a computed share.
    pub derived: Option<(f64, u64)>,
    /// Counted in families or households.
    pub unit: Option<&'static str>,
    /// The victims' words stand elsewhere (elided here).
    pub inherited: bool,
    /// Part of a toll told before, in a sentence of its own.
    pub part: bool,
    /// Cannot be a fresh count: "the victims", "the deaths".
    pub anaphoric: bool,
}
