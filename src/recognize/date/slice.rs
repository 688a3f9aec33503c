//! Parts of a period: "early June", "the first week of May", "the last Friday of Ramadan", "the week of 10 April".
//!
//! In: the words before "of", and a period that is placed on the calendar. Out: the days that the part covers. Where a word
//! leaves the bounds open they are wide: early and late are halves of a month and thirds of a year, so that nothing is lost.

use super::day::Day;
use super::place::{Placed, weekday_after, weekday_before};
use super::rules;
use super::words::Reader;
use super::written::{Letter, Piece, Unit, Written};
use crate::lexicon::Code;

/// A counted part of a period; `nth` is negative from the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Slice {
    /// "the second week", "the last ten days".
    Nth { nth: i32, count: i32, unit: Unit },
    /// "the first Friday".
    Weekday { nth: i32, weekday: i8 },
    /// "the week of": the calendar week or weekend around a day.
    Around(Unit),
}

impl Slice {
    /// Whether it is one day.
    pub fn is_day(self) -> bool {
        match self {
            Slice::Nth { count, unit, .. } => count == 1 && unit.letter == Letter::Day,
            Slice::Weekday { .. } => true,
            Slice::Around(_) => false,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Slice::Nth { unit, .. } | Slice::Around(unit) => unit.name(),
            Slice::Weekday { .. } => "day",
        }
    }

    /// Its days within a period.
    pub fn within(self, (first, last): (Day, Day)) -> Option<(Day, Day)> {
        match self {
            Slice::Nth { nth, count, unit } if nth > 0 => {
                let start = first.plus((nth - 1) * count * unit.times, unit.letter)?;
                Some((start, start.plus(count * unit.times, unit.letter)?.plus(-1, Letter::Day)?.min(last)))
            }
            Slice::Nth { count, unit, .. } => {
                let end = last.plus(1, Letter::Day)?;
                Some((end.plus(-count * unit.times, unit.letter)?, last))
            }
            Slice::Weekday { nth, weekday } => {
                let found = if nth > 0 { weekday_after(first, weekday, false)?.plus(nth - 1, Letter::Week)? } else { weekday_before(last, weekday, false)? };
                Some((found, found))
            }
            Slice::Around(unit) => {
                let monday = weekday_before(first, 1, false)?;
                let from = if unit.letter == Letter::Weekend { monday.plus(5, Letter::Day)? } else { monday };
                Some((from, monday.plus(6, Letter::Day)?))
            }
        }
    }
}

/// The part of a placed period that the piece speaks of.
pub(super) fn narrowed(placed: Placed, piece: &Piece, published: Option<Day>) -> Placed {
    let Some(days) = placed.days else { return placed };
    let part = match (piece.slice, piece.edge) {
        (Some(slice), _) => slice.within(days).filter(|part| matches!(slice, Slice::Around(_)) || (part.0 >= days.0 && part.1 <= days.1)),
        (None, Some(edge)) => edge_within(edge, placed.granularity, days, published),
        (None, None) => None,
    };
    let Some((first, last)) = part.filter(|(first, last)| first <= last) else { return placed };
    let granularity = piece.slice.map_or(placed.granularity, Slice::name);
    Placed { start: Some(first.to_string()), end: Some(last.to_string()), days: Some((first, last)), granularity, ..placed }
}

/// Early, mid, late; the halves; and what of the period lies before or after publication.
fn edge_within(edge: &str, granularity: &str, (first, last): (Day, Day), published: Option<Day>) -> Option<(Day, Day)> {
    let (size, unit) = match granularity {
        "week" => (7, Letter::Day),
        "month" => (31, Letter::Day),
        "year" => (12, Letter::Month),
        "decade" => (10, Letter::Year),
        _ => return None,
    };
    let (from, to) = match (edge, size) {
        ("early", 7) | ("half1", 7) => (0, 3),
        ("mid", 7) => (1, 4),
        ("late", 7) | ("half2", 7) => (3, 7),
        ("early" | "half1", 31) => (0, 15),
        ("mid", 31) => (9, 20),
        ("late" | "half2", 31) => (15, 31),
        ("half1", _) => (0, size / 2),
        ("half2", _) => (size / 2, size),
        ("early", _) => (0, (size + 2) / 3),
        ("mid", _) => (size / 3, (2 * size + 2) / 3),
        ("late", _) => (2 * size / 3, size),
        ("earlier", _) => return published.filter(|day| first <= *day && *day <= last).map(|day| (first, day)),
        ("later", _) => return published.filter(|day| first <= *day && *day <= last).map(|day| (day, last)),
        _ => return None,
    };
    Some((first.plus(from, unit)?, first.plus(to, unit)?.plus(-1, Letter::Day)?.min(last)))
}

impl Reader<'_, '_> {
    /// The ordinal at token `at`: "first" 1, "second" 2; "last", "final" -1.
    fn nth_at(&self, at: usize) -> Option<i32> {
        let last = self.with(at, Code::Which).is_some_and(|which| which.number() == -1 && which.get("part") == "publication");
        if last || self.with(at, Code::Final).is_some() {
            return Some(-1);
        }
        let ordinal = self.token(at).is_some_and(|token| token.kind != crate::token::Kind::Number);
        self.day(at).filter(|(_, end)| ordinal && *end == at).map(|(number, _)| i32::from(number))
    }

    /// The head before "of" at `of`: "the end", "the first half", "the last week", "the month"; its first token, the edge and the part.
    pub(super) fn part_before(&self, of: usize, floor: usize) -> Option<(usize, &'static str, Option<Slice>)> {
        let head = of.checked_sub(1).filter(|at| *at >= floor)?;
        let edge = self.with(head, Code::Edge).or_else(|| self.with(head, Code::ShiftAfter).filter(|shift| shift.get("part") == "text"));
        if let Some(edge) = edge {
            return Some((head, edge_of(edge.get("value")), None));
        }
        let word = head.checked_sub(1).filter(|at| *at >= floor && self.preposition(of, "of"))?;
        let nth = self.nth_at(word);
        let latter = self.with(word, Code::Latter).is_some();
        if let Some(portion) = self.with(head, Code::Portion) {
            let half = portion.get("value") == "half";
            let (known, edge) = match nth {
                Some(1) if half => (true, "half1"),
                Some(2 | -1) if half => (true, "half2"),
                _ => (nth.is_some() || latter || self.with(word, Code::Edge).is_some(), "part"),
            };
            return known.then_some((word, edge, None));
        }
        let unit = self.with(head, Code::TimeUnit)?;
        let plural = !unit.plain_form();
        let unit = Unit::read(unit.get("value")).filter(|unit| unit.letter >= Letter::Day)?;
        match nth {
            Some(1) if plural => Some((word, "early", None)),
            Some(_) if plural => Some((word, "late", None)),
            Some(nth) => Some((word, "part", Some(Slice::Nth { nth, count: 1, unit }))),
            None if latter || self.with(word, Code::Edge).is_some() => Some((word, "part", None)),
            None => self.with(word, Code::Article).map(|_| (head, "part", Some(Slice::Around(unit)))),
        }
    }

    /// "the first ten days of May", "the last Friday of Ramadan".
    pub(super) fn join_slice(&self, last: &mut Piece, next: &Piece) -> bool {
        let before = last.first.checked_sub(1).and_then(|at| Some((at, self.nth_at(at)?)));
        let (first, slice) = match (&last.written, before) {
            (Written::Weekday { weekday, step: Some(-1), .. }, _) => (last.first, Slice::Weekday { nth: -1, weekday: *weekday }),
            (Written::Weekday { weekday, step: None, .. }, Some((at, nth))) => (at, Slice::Weekday { nth, weekday: *weekday }),
            (Written::Length { halves: Some(halves), unit }, Some((at, nth @ (1 | -1)))) if halves % 2 == 0 && unit.letter >= Letter::Day => {
                (at, Slice::Nth { nth, count: halves / 2, unit: *unit })
            }
            _ => return false,
        };
        if !next.is_period() {
            return false;
        }
        *last = Piece { first, slice: Some(slice), part: last.part, rule: &rules::PERIOD, weak: false, ..next.clone() };
        true
    }
}

/// "earlier" and "later" by the sign of their step; other edges by name.
pub(super) fn edge_of(value: &'static str) -> &'static str {
    match value {
        "-1" => "earlier",
        "1" => "later",
        value => value,
    }
}
