//! Kinds of places.
//!
//! In: the value of a table's `feature` column or of a pack. Out: `Feature`. How specific a place is follows from it;
//! what a text says about a place does not belong here.

/// What kind of place a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// A state or dependent territory.
    Country,
    /// A first-order division: province, governorate, oblast, state.
    Admin1,
    /// A second-order division: district, county.
    Admin2,
    /// The capital of a country.
    Capital,
    /// A city, town, village or camp.
    PopulatedPlace,
}

impl Feature {
    /// All features, in the order of their stored numbers.
    pub const ALL: [Self; 5] = [Self::Country, Self::Admin1, Self::Admin2, Self::Capital, Self::PopulatedPlace];

    /// The name used in tables and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Admin1 => "admin1",
            Self::Admin2 => "admin2",
            Self::Capital => "capital",
            Self::PopulatedPlace => "populated_place",
        }
    }

    /// The feature of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feature| feature.as_str() == name)
    }

    /// Population that a row without one counts as when rows are ordered.
    pub(super) fn assumed_population(self) -> u32 {
        match self {
            Self::Country => u32::MAX,
            Self::Admin1 => 300_000,
            Self::Admin2 => 30_000,
            Self::Capital | Self::PopulatedPlace => 0,
        }
    }
}
