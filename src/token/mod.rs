//! Tokens, phrases, sentences, quotations and sections of the text.
//!
//! In: the text and the word index. Out: [`Tokens`] with a word number each, the phrases of the tables that start at
//! each token, sentence bounds, and what stands in quotation marks. No grammar here.

mod phrase;
mod quote;
mod section;
mod sentence;
pub mod tag;
mod tokenizer;

pub use phrase::{Match, Phrases, find_phrases};
pub use quote::{Quote, find_quotes};
pub use section::{Section, SectionKind, find_sections};
pub use sentence::{Sentence, find_sentences};
pub use tag::Tag;
pub use tokenizer::{Casing, Kind, Token, Tokens, tokenize};
