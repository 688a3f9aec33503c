//! Words and names: one index for all tables of `data/`, searched in place.
//!
//! In: folded words. Out: word numbers, a trie of phrases, and rows with their codes. Walking the trie over the tokens
//! of a text belongs to `token`; what a sense means in its sentence is left to the recognisers.

mod container;
mod fold;
use crate::text::case;
pub mod gazetteer;
mod index;
mod load;
mod own;
mod packs;
mod tables;

pub use fold::{fold, fold_into, hash};
pub use own::{WordsError, load_words};
pub use packs::{Loaded, gazetteer_name, load_pack, places};
pub use tables::{Code, Form, RowView, Sense, Table, WordId, describe, find_row, lexicon_name, row, rows_of, tables, word_id};
pub(crate) use tables::{first_node, next_node, senses, tag_class, tag_model};
