//! Recognisers: things found by their form and their words, before anything is joined.

mod date;

pub use date::{Dates, find_dates};

/// The rules of this stage, in the order they are tried.
pub static RULES: &[crate::rule::Rule] = &[];
