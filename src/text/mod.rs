//! The text as given: spans of bytes, and the one conversion to other offset units.
//!
//! In: the string of the caller. Out: [`Span`]s into it and, at the very edge, offsets in UTF-16 code units,
//! code points or bytes. Nothing is normalised away; nothing here knows about words.

pub(crate) mod case;
mod decimal;
mod map;
mod offsets;
mod order;
mod span;

pub(crate) use case::{capitalized, lower_case};
pub(crate) use decimal::{LARGEST, decimal, sum, sum_of_all};
pub(crate) use map::{Map, Set};
pub use offsets::{OffsetMap, OffsetUnit};
pub(crate) use order::Order;
pub use span::Span;
