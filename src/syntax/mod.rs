//! Syntax: parts of speech, noun phrases, verb groups and clauses, found apart from what they mean.
//!
//! In: tokens and phrases. Out: [`Parsed`], the text with everything the recognisers read. No conflict words here.

mod quantity;

pub use quantity::{Amount, Quantity, find_quantities};

use crate::token::{self, Phrases, Quote, Section, Sentence, Tokens};

/// The text with its tokens, phrases, sentences, quotations and sections.
#[derive(Debug)]
pub struct Parsed<'t> {
    /// Tokens of the text as given.
    pub tokens: Tokens<'t>,
    /// Phrases of the tables.
    pub phrases: Phrases,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Quotations in order.
    pub quotes: Vec<Quote>,
    /// Sections, one a line.
    pub sections: Vec<Section>,
}

/// Parses the text.
pub fn parse(text: &str) -> Parsed<'_> {
    let tokens = token::tokenize(text);
    let phrases = token::find_phrases(&tokens);
    let sentences = token::find_sentences(&tokens, &phrases);
    let quotes = token::find_quotes(&tokens);
    let sections = token::find_sections(&tokens);
    Parsed { tokens, phrases, sentences, quotes, sections }
}
