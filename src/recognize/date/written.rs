//! What was written, before it is placed on the calendar.

use super::slice::Slice;
use crate::rule::{EntryId, Rule};

/// A unit of time: an ISO 8601 letter and how many of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub letter: Letter,
    pub times: i32,
}

/// The letters of ISO 8601 lengths; below a day they follow a T.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Letter {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Year,
}

impl Unit {
    /// Reads the `value` of a unit: "D", "TH", "10Y".
    pub fn read(value: &str) -> Option<Unit> {
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        let (times, letter) = value.split_at_checked(digits)?;
        let letter = match letter {
            "TS" => Letter::Second,
            "TM" => Letter::Minute,
            "TH" => Letter::Hour,
            "D" => Letter::Day,
            "WE" => Letter::Weekend,
            "W" => Letter::Week,
            "M" => Letter::Month,
            "Y" => Letter::Year,
            _ => return None,
        };
        Some(Unit { letter, times: times.parse().unwrap_or(1) })
    }

    /// The name used for granularity.
    pub fn name(self) -> &'static str {
        match (self.letter, self.times) {
            (Letter::Second | Letter::Minute | Letter::Hour, _) => "time",
            (Letter::Day, _) => "day",
            (Letter::Week | Letter::Weekend, _) => "week",
            (Letter::Month, 3) => "quarter",
            (Letter::Month, _) => "month",
            (Letter::Year, 1) => "year",
            (Letter::Year, 10) => "decade",
            (Letter::Year, _) => "century",
        }
    }
}

/// What a relative date counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// The day the article was published.
    Publication,
    /// The date the text named last.
    Text,
}

/// What was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Written {
    /// "2 June 2025", "June 2".
    Day { year: Option<i16>, month: i8, day: i8 },
    /// "02/06/2025": month and day in either order.
    Slashed { year: i16, first: i8, second: i8 },
    /// "June", "June 2022".
    Month { year: Option<i16>, month: i8 },
    /// "2014"; before Christ negative, astronomically counted.
    Year(i16),
    /// "the 1990s": its first year.
    Decade(i16),
    /// "the 19th century": its first year.
    Century(i16),
    /// "Tuesday"; step -1 last, 1 next.
    Weekday { weekday: i8, step: Option<i8>, from: From },
    /// "yesterday", "three days ago", "two weeks later"; no steps: "weeks later".
    Shift { steps: Option<i32>, unit: Unit, from: From },
    /// "two days after the 5 May attack"; without a base, after something that is no date.
    Offset { steps: i32, unit: Unit, base: Option<Box<Written>> },
    /// "Tuesday of last week".
    WeekdayIn { weekday: i8, steps: i32, from: From },
    /// "last week", "this month", "that year".
    Period { steps: i32, unit: Unit, from: From },
    /// "last March", "that winter": a month or a season with a step.
    Stepped { month: i8, season: bool, step: i8, from: From },
    /// "summer 2014"; its first month.
    Season { year: Option<i16>, month: i8 },
    /// "the first quarter of 2014".
    Quarter { year: Option<i16>, quarter: i8 },
    /// "the 15th of last month".
    DayIn { day: i8, steps: i32, from: From },
    /// "5 June last year", "the first quarter of last year".
    OfYear { inner: Box<Written>, steps: i32, from: From },
    /// "Ramadan", "Christmas Day 2013"; step -1 last, 1 next.
    Feast { entry: EntryId, year: Option<i16>, step: i8 },
    /// "overnight".
    Overnight,
    /// "now", "at that time", "recently": no value.
    Vague,
    /// "morning" by itself.
    Part,
    /// "6:15 a.m." by itself.
    Clock,
    /// "for three days".
    Length { halves: Option<i32>, unit: Unit },
    /// "the past 24 hours", "the next two years", "in recent weeks".
    Window { halves: Option<i32>, unit: Unit, forward: bool, from: From },
}

/// What was written without its year, in that year.
pub(super) fn in_year(written: &Written, year: i16) -> Option<Written> {
    let year = Some(year);
    match *written {
        Written::Day { year: None, month, day } => Some(Written::Day { year, month, day }),
        Written::Month { year: None, month } => Some(Written::Month { year, month }),
        Written::Season { year: None, month } => Some(Written::Season { year, month }),
        Written::Quarter { year: None, quarter } => Some(Written::Quarter { year, quarter }),
        Written::Feast { entry, year: None, .. } => Some(Written::Feast { entry, year, step: 0 }),
        _ => None,
    }
}

/// What a date is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Plain,
    Publication,
    /// After "since".
    Since,
}

/// An expression of time at tokens `first..=last`.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub first: usize,
    pub last: usize,
    pub written: Written,
    /// The end of a range.
    pub until: Option<Written>,
    /// Part of the day.
    pub part: Option<&'static str>,
    /// A time on the clock was given.
    pub clock: bool,
    /// "early", "mid", "late".
    pub edge: Option<&'static str>,
    /// "the first week of".
    pub slice: Option<Slice>,
    /// Dropped unless it joins something.
    pub weak: bool,
    pub qualifier: Option<&'static str>,
    pub role: Role,
    pub rule: Rule,
}

impl Piece {
    pub fn new(first: usize, last: usize, written: Written, rule: Rule) -> Self {
        Self { first, last, written, until: None, part: None, clock: false, edge: None, slice: None, weak: false, qualifier: None, role: Role::Plain, rule }
    }

    /// The same, at a part of the day.
    pub fn at(mut self, part: &'static str) -> Self {
        self.part = (!part.is_empty()).then_some(part);
        self
    }

    /// Whether it names a day, be it not yet known which.
    pub fn is_day(&self) -> bool {
        if let Some(slice) = self.slice {
            return slice.is_day();
        }
        match &self.written {
            Written::Day { .. } | Written::Slashed { .. } | Written::Weekday { .. } | Written::Overnight => true,
            Written::WeekdayIn { .. } | Written::DayIn { .. } => true,
            Written::Shift { unit, .. } | Written::Offset { unit, .. } => unit.letter == Letter::Day,
            Written::Feast { .. } => true,
            Written::OfYear { inner, .. } => matches!(**inner, Written::Day { .. }),
            _ => false,
        }
    }

    /// Whether it is longer than a day and has a first and a last one: a month, a year, a feast.
    pub fn is_period(&self) -> bool {
        if let Written::OfYear { inner, .. } = &self.written {
            return !matches!(**inner, Written::Day { .. });
        }
        use Written::{Century, Decade, Feast, Month, Period, Quarter, Season, Stepped, Year};
        matches!(self.written, Month { .. } | Year(_) | Decade(_) | Century(_) | Period { .. } | Stepped { .. } | Season { .. } | Quarter { .. } | Feast { .. })
    }

    /// Whether it is a length of time.
    pub fn is_length(&self) -> bool {
        matches!(self.written, Written::Length { .. })
    }
}
