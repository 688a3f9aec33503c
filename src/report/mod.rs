//! The report: what the stages found, put together, summed up, and its offsets converted once; and the card as text.

mod assemble;
mod card;
mod convert;
mod names;
mod prose;
mod reasons;
mod sentence;
mod summary;
mod warnings;
mod wording;

pub use assemble::{Parts, assemble};
pub use card::{card, in_words, one_line};
pub use convert::convert_offsets;
pub use reasons::{Reason, reasons};
