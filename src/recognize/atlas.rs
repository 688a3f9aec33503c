//! Places by name, from the gazetteer.
//!
//! In: tokens. Out: the longest name that starts at a token, with its places. Which one is meant is left to `mention`.

/// One place a name may stand for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// Name as the gazetteer writes it.
    pub name: String,
    /// country, admin1, admin2, capital, populated_place.
    pub feature: &'static str,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// First-order division; empty if there is none or the place is one itself.
    pub admin1: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants; 0 if unknown.
    pub population: u32,
}
