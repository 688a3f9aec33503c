//! Syntax: parts of speech, noun phrases, verb groups and clauses, found apart from what they mean.
//!
//! In: tokens and phrases. Out: [`Parsed`], the text with everything the recognisers read. No conflict words here.

mod chunk;
mod clause;
mod quantity;
mod repair;
mod speech;
mod tags;

pub use chunk::{Chunk, ChunkKind, Chunks, Determiner, NounPhrase, VerbForm, VerbGroup};
pub use clause::Clauses;
pub use quantity::{Amount, Quantity};
pub use speech::{Frame, find_frames};
pub use tags::{find_small_words, is_small_word};

use crate::text::Span;
use crate::token::{self, Phrases, Quote, Section, Sentence, Tag, Tokens};

/// The text with its tokens, phrases, sentences, quotations, sections, tags and chunks.
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
    /// Part-of-speech tags, one a token.
    pub tags: Vec<Tag>,
    /// Quantities in order.
    pub quantities: Vec<Quantity>,
    /// Noun phrases, verb groups and small words.
    pub chunks: Chunks,
}

impl<'t> Parsed<'t> {
    /// The tag of token `at`.
    pub fn tag(&self, at: usize) -> Tag {
        self.tags.get(at).copied().unwrap_or(Tag::Punct)
    }

    /// The sentence of token `at`.
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= at)
    }

    /// The span of sentence `at`.
    pub fn sentence_span(&self, at: usize) -> Option<Span> {
        let sentence = self.sentences.get(at)?;
        Some(self.tokens.span(sentence.first, sentence.end.saturating_sub(1)))
    }

    /// The quantity that begins at token `at`.
    pub fn quantity_at(&self, at: u32) -> Option<usize> {
        self.quantities.binary_search_by_key(&at, |quantity| quantity.first).ok()
    }

    /// The clauses of sentence `at`.
    pub fn clauses(&self, at: usize) -> Clauses<'_, 't> {
        Clauses { tokens: &self.tokens, tags: &self.tags, chunks: &self.chunks, quantities: &self.quantities, list: self.chunks.of_sentence(at) }
    }
}

/// Parses the text.
pub fn parse(text: &str) -> Parsed<'_> {
    let tokens = token::tokenize(text);
    let phrases = token::find_phrases(&tokens);
    let sentences = token::find_sentences(&tokens, &phrases);
    let quotes = token::find_quotes(&tokens);
    let sections = token::find_sections(&tokens);
    let mut tags = tags::find_tags(&tokens, &sentences);
    repair::repair_tags(&tokens, &phrases, &mut tags);
    let quantities = quantity::find_quantities(&tokens, &phrases);
    let chunks = chunk::find_chunks(&tokens, &phrases, &tags, &quantities, &sentences);
    Parsed { tokens, phrases, sentences, quotes, sections, tags, quantities, chunks }
}
