//! Recognisers: things found by their form and their words, before anything is joined.

mod date;

pub use date::{Dates, RULES, find_dates};
