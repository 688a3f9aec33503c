//! Recognisers: things found by their form and their words, before anything is joined.

mod actor;
mod atlas;
mod candidate;
mod country;
mod date;
mod look;
mod person;
mod place;
mod source;
mod thing;

pub use actor::find_actors;
pub use atlas::{Atlas, Spot};
pub use candidate::*;
pub use country::{Focus, country_row, iso3};
pub use date::{Dates, RULES, find_dates, iso_day};
pub use look::Look;
pub use person::{find_persons, find_surnames};
pub use place::find_places;
pub use source::find_sources;
pub use thing::{find_facilities, find_weapons};

/// Rules of the recognisers of who and where.
pub fn who_and_where_rules() -> impl Iterator<Item = crate::rule::Rule> {
    let named = [actor::RULES, person::RULES, person::LATER].into_iter();
    named.chain([source::RULES, place::RULES, thing::RULES]).flatten().copied()
}
