//! Times on the clock and parts of the day.

use super::rules;
use super::words::Reader;
use super::written::{Piece, Written};
use crate::lexicon::Code;

impl Reader<'_, '_> {
    /// "6:15 a.m.", "0730 GMT", "19:00", "6 o'clock".
    pub fn clock(&self, at: usize) -> Option<Piece> {
        let (minutes, last, colon) = self.clock_figures(at)?;
        let (half, last) = self.clock_half(last);
        let (marked, last) = self.clock_marks(last, colon || self.digits(at).is_some_and(|(_, length)| length == 4));
        let led = at.checked_sub(1).is_some_and(|before| {
            self.any_preposition(before, &["at", "around", "by", "from", "to", "between", "until"])
                || self.with(before, Code::After).is_some()
                || self.with(before, Code::Before).is_some()
        });
        let digits = self.digits(at).map_or(0, |(_, length)| length);
        let sure = half.is_some() || marked || (colon && (led || digits == 2));
        if !sure {
            return None;
        }
        let minutes = match half {
            Some(half) => minutes % 720 + half * 60,
            None => minutes,
        };
        let mut piece = Piece::new(at, last, Written::Clock, &rules::TIME_OF_DAY).at(part_of(minutes));
        piece.clock = true;
        Some(piece)
    }

    /// "at 0400": four digits after "at"; kept only if a day stands beside it.
    pub fn military_clock(&self, at: usize) -> Option<Piece> {
        let (minutes, last, _) = self.clock_figures(at)?;
        let four = self.digits(at).is_some_and(|(_, length)| length == 4);
        let led = at.checked_sub(1).is_some_and(|before| self.any_preposition(before, &["at", "around", "until"]));
        if !four || !led || self.counted(last + 1) {
            return None;
        }
        let mut piece = Piece::new(at, last, Written::Clock, &rules::TIME_OF_DAY).at(part_of(minutes));
        (piece.clock, piece.weak) = (true, true);
        Some(piece)
    }

    /// "shortly before 1700": in news, such a number is a time and no year.
    pub fn reads_as_clock(&self, piece: &Piece) -> bool {
        let Written::Year(year @ 0..1800) = piece.written else { return false };
        let led = piece.first.checked_sub(1).is_some_and(|before| self.any_preposition(before, &["in", "since", "during", "of"]));
        year % 100 < 60 && piece.first == piece.last && !led
    }

    /// Minutes of the day, the last token, and whether hours and minutes were kept apart.
    fn clock_figures(&self, at: usize) -> Option<(i32, usize, bool)> {
        let split = |hours: i32, minutes: i32| ((0..24).contains(&hours) && (0..60).contains(&minutes)).then(|| hours * 60 + minutes);
        if let Some((hours, minutes)) = self.text(at).split_once('.') {
            let minutes = split(hours.parse().ok()?, minutes.parse().ok().filter(|_| minutes.len() == 2)?)?;
            return Some((minutes, at, false));
        }
        let (number, length) = self.digits(at)?;
        let before_colon = at.checked_sub(1).is_some_and(|before| self.sign(before, b':') && !self.token(at).is_some_and(|token| token.spaced()));
        if before_colon {
            return None;
        }
        let colon = self.sign(at + 1, b':') && self.token(at + 2).is_some_and(|token| !token.spaced());
        match self.digits(at + 2).filter(|(_, length)| colon && *length == 2) {
            Some((minutes, _)) => split(number, minutes).map(|minutes| (minutes, at + 2, true)),
            None if length == 4 => split(number / 100, number % 100).map(|minutes| (minutes, at, false)),
            None => split(number, 0).filter(|_| length <= 2).map(|minutes| (minutes, at, false)),
        }
    }

    fn clock_half(&self, last: usize) -> (Option<i32>, usize) {
        match self.with(last + 1, Code::ClockHalf) {
            Some(half) => (Some(half.number()), half.last),
            None => (None, last),
        }
    }

    /// "o'clock", "hrs", "GMT", "local time".
    fn clock_marks(&self, mut last: usize, four: bool) -> (bool, usize) {
        let mut marked = false;
        let mark = |at: usize| self.with(at, Code::ClockWord).filter(|word| four || !word.ambiguous()).or_else(|| self.with(at, Code::TimeZone));
        while let Some(word) = mark(last + 1) {
            marked = true;
            last = word.last;
        }
        (marked, last)
    }

    /// "morning", "dawn", "early hours": kept by itself only after "at", "in the" and the like.
    pub fn part_of_day(&self, at: usize) -> Option<Piece> {
        let word = self.with(at, Code::DayPart)?;
        let mut piece = Piece::new(at, word.last, Written::Part, &rules::TIME_OF_DAY).at(word.get("value"));
        let before = at.checked_sub(1);
        let article = before.is_some_and(|before| self.with(before, Code::Article).is_some());
        let lead = if article { at.checked_sub(2) } else { before };
        let led = lead.is_some_and(|lead| {
            self.any_preposition(lead, &["at", "around", "in", "during", "by"])
                || self.with(lead, Code::Before).is_some()
                || self.with(lead, Code::After).is_some()
        });
        piece.weak = !led;
        Some(piece)
    }
}

/// The part of the day of a minute.
fn part_of(minutes: i32) -> &'static str {
    match minutes / 60 {
        0..=3 => "night",
        4..=11 => "morning",
        12..=16 => "afternoon",
        17..=20 => "evening",
        _ => "night",
    }
}
