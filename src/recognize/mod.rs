//! Recognisers: things found by their form and their words, before anything is joined.

mod actor;
mod atlas;
mod candidate;
mod country;
mod date;
mod look;

pub use actor::{RULES as ACTOR_RULES, find_actors};
pub use atlas::Spot;
pub use candidate::*;
pub use country::{Focus, country_row, iso3};
pub use date::{Dates, find_dates};
pub use look::Look;
