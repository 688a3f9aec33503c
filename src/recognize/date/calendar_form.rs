//! Calendar forms: days, months, years, decades and centuries as newspapers write them.

use super::day::Day;
use super::rules;
use super::words::Reader;
use super::written::{Piece, Written};
use crate::lexicon::Code;
use crate::token::Kind;

impl Reader<'_, '_> {
    /// A form that begins with a month's name: "June 2, 2025", "June 2-5", "June 2022", "June".
    pub fn month_first(&self, at: usize) -> Option<Piece> {
        let (month, end) = self.month(at)?;
        let next = self.over_dot(end) + 1;
        self.month_day(at, month, next).or_else(|| self.month_year(at, month, end)).or_else(|| self.month_alone(at, month, end))
    }

    fn month_day(&self, at: usize, month: i8, next: usize) -> Option<Piece> {
        if let Some((day, year)) = glued_day_and_year(self.text(next)) {
            return valid(Some(year), month, day).then(|| Piece::new(at, next, Written::Day { year: Some(year), month, day }, &rules::CALENDAR_DAY));
        }
        let next = if !self.sign(next - 1, b'.') && self.with(next, Code::Article).is_some() { next + 1 } else { next };
        let (day, last) = self.day(next)?;
        let is_count = self.token(next).is_some_and(|token| token.kind == Kind::Number)
            && (self.counted(last + 1)
                || self.sign(last + 1, b'%')
                || (self.sign(last + 1, b':') && self.token(last + 2).is_some_and(|token| !token.spaced())));
        if is_count || !valid(None, month, day) || self.token(next).is_some_and(|token| token.kind == Kind::Word && !self.day_word_fits(last)) {
            return None;
        }
        let (until, last) = Some(self.day_to(last, day, month)).filter(|(_, end)| self.month(end + 1).is_none()).unwrap_or((None, last));
        let (year, last) = self.year_after(last);
        Some(self.days(at, last, (year, month, day), until))
    }

    /// "March first of all" is no day: a day in words after a month ends its phrase.
    fn day_word_fits(&self, last: usize) -> bool {
        self.token(last + 1).is_none_or(|token| !token.is_word() || self.word(last + 1).is_some())
    }

    fn days(&self, first: usize, last: usize, (year, month, day): (Option<i16>, i8, i8), until: Option<i8>) -> Piece {
        let rule = if until.is_some() { &rules::RANGE } else { &rules::CALENDAR_DAY };
        let mut piece = Piece::new(first, last, Written::Day { year, month, day }, rule);
        piece.until = until.map(|day| Written::Day { year, month, day });
        piece
    }

    /// The last day of "3-4 March", "March 3 to 5", "4 and 5 May", "3, 4 and 5 May".
    fn day_to(&self, last: usize, from: i8, month: i8) -> (Option<i8>, usize) {
        let sign = |sign: u8| self.sign(last + 1, sign);
        let link = self.is_dash(last + 1) || sign(b'/') || self.any_preposition(last + 1, &["to", "until", "and"]);
        let next = if self.with(last + 2, Code::Article).is_some() { last + 3 } else { last + 2 };
        let fits = |(day, end): &(i8, usize)| *day > from && valid(None, month, *day) && !self.counted(end + 1);
        match self.day(next).filter(fits) {
            Some((day, end)) if link => (Some(day), end),
            Some((day, end)) if sign(b',') && day == from + 1 => match self.day_to(end, day, month) {
                (None, _) => (None, last),
                found => found,
            },
            _ => (None, last),
        }
    }

    /// The year after a day: "June 2, 2025", "2 June 2025", "June 2 of 2025".
    fn year_after(&self, last: usize) -> (Option<i16>, usize) {
        let comma = self.sign(last + 1, b',') || self.sign(last + 1, b'.') || self.any_preposition(last + 1, &["of", "in"]);
        let next = if comma { last + 2 } else { last + 1 };
        match self.year_of_date(next) {
            Some(year) => self.with_era(year, next),
            None => (None, last),
        }
    }

    /// A year beside a month: "May 2012 gunmen" names a year of our time, "June 1500 soldiers" a number of people.
    fn year_of_date(&self, at: usize) -> Option<i16> {
        let year = self.year(at)?;
        let counts = self.sign(at + 1, b'%') || (year < 1900 && self.people(at + 1));
        (!counts && !self.new_paragraph(at)).then_some(year)
    }

    pub(super) fn new_paragraph(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.starts_paragraph())
    }

    /// The year with "BC" or "AD" after it, and its last token.
    pub(super) fn with_era(&self, year: i16, last: usize) -> (Option<i16>, usize) {
        match self.with(last + 1, Code::Era) {
            Some(era) => (Some(if era.number() < 0 { 1 - year } else { year }), self.over_dot(era.last)),
            None => (Some(year), last),
        }
    }

    fn month_year(&self, at: usize, month: i8, end: usize) -> Option<Piece> {
        let next = self.over_dot(end) + 1;
        let skip = usize::from(self.sign(next, b',') || self.preposition(next, "of") || (self.is_dash(next) && self.glue(next)));
        if let Some((year, last)) = self.era_year(next + skip) {
            return Some(Piece::new(at, last, Written::Month { year: Some(year), month }, &rules::MONTH));
        }
        let year = self.year_of_date(next + skip)?;
        Some(Piece::new(at, next + skip, Written::Month { year: Some(year), month }, &rules::MONTH))
    }

    /// A month by itself: unambiguous and capitalised, or led in by a preposition, "last", "early" and the like.
    fn month_alone(&self, at: usize, month: i8, end: usize) -> Option<Piece> {
        let word = self.with(at, Code::Month)?;
        let led = self.led_in(at);
        let short = word.get("needs") == "number";
        let free = !word.ambiguous() && self.cased() && !self.name_beside(at, end);
        let modal = self.token(at).is_some_and(|token| !token.capital()) && word.ambiguous() && (self.cased() || !self.strongly_led(at));
        let person = word.ambiguous() && !self.strongly_led(at) && self.name_beside(at + 1, end);
        let fits = free || (led && !modal && !person) || (self.links_month(end) && !modal);
        (fits && (led || !short)).then(|| Piece::new(at, end, Written::Month { year: None, month }, &rules::MONTH))
    }

    /// "August-September": another month follows.
    fn links_month(&self, end: usize) -> bool {
        let link = self.is_dash(end + 1) || self.any_preposition(end + 1, &["to", "and", "until"]);
        link && self.month(end + 2).is_some() && self.token(end + 2).is_some_and(|token| token.capital())
    }

    /// Only a time can follow "in", "during", "late": no person's name.
    fn strongly_led(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|before| self.any_preposition(before, &["in", "during", "since", "until"]) || self.with(before, Code::Edge).is_some())
    }

    /// Whether a preposition, a step or an edge stands before token `at`.
    fn led_in(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let before = if self.is_dash(before) { before.saturating_sub(1) } else { before };
        let preposition = self.any_preposition(before, &["in", "during", "by", "since", "until", "from", "to", "between", "and", "of"]);
        preposition || self.with(before, Code::Edge).is_some() || self.with(before, Code::After).is_some() || self.with(before, Code::Before).is_some()
    }

    /// Whether a capitalised word that is no calendar word touches on `first..=last` inside the sentence.
    fn name_beside(&self, first: usize, last: usize) -> bool {
        let name =
            |at: usize| self.token(at).is_some_and(|token| token.is_word() && token.capital() && !token.starts_line()) && self.parsed.phrases.at(at).is_empty();
        first.checked_sub(1).is_some_and(name) || name(last + 1)
    }

    /// A form that begins with a day: "2 June 2025", "2nd of June", "3-4 March", "07 JAN 90".
    pub fn day_first(&self, at: usize) -> Option<Piece> {
        let (day, last) = self.day(at)?;
        if at.checked_sub(1).is_some_and(|before| {
            self.token(before).is_some_and(|token| token.kind == Kind::Sign && !matches!(token.first, b',' | b'(' | b'.' | b':' | b';' | b'[' | b'*' | b'|'))
        }) {
            return None;
        }
        let (until, last) = self.day_to(last, day, 1);
        let of = self.preposition(last + 1, "of");
        let link = usize::from(of || self.glue(last + 1));
        let (month, end) = self.month(last + 1 + link)?;
        let word_without_of = self.token(at).is_some_and(|token| token.kind == Kind::Word) && !of;
        if word_without_of || !valid(None, month, until.unwrap_or(day)) || self.modal_may(last + 1 + link) {
            return None;
        }
        let end_dot = self.over_dot(end);
        let (year, last) = self.year_after_month(end, end_dot);
        Some(self.days(at, last, (year, month, day), until))
    }

    /// "30 may have died", "20 march on": a month in small letters is a verb where capitals are kept, and "may" elsewhere.
    fn modal_may(&self, at: usize) -> bool {
        let small = self.token(at).is_some_and(|token| !token.capital());
        small && self.with(at, Code::Month).is_some_and(|word| word.ambiguous() && (self.cased() || word.number() == 5))
    }

    /// The year after a month: four digits, or two right after the month ("07 JAN 90").
    fn year_after_month(&self, end: usize, end_dot: usize) -> (Option<i16>, usize) {
        if let (Some(year), last) = self.year_after(end_dot) {
            return (Some(year), last);
        }
        if self.glue(end + 1)
            && let Some(year) = self.year(end + 2)
        {
            return (Some(year), end + 2);
        }
        let next = end_dot + 1 + usize::from(self.glue(end + 1));
        let short = self.digits(next).filter(|(_, length)| {
            *length == 2
                && self.month(next + 1).is_none()
                && !self.counted(next + 1)
                && !self.token(next + 1).is_some_and(|token| token.is_word() && !token.capital())
        });
        match short.filter(|_| !self.token(next).is_some_and(|token| token.starts_line())) {
            Some((number, _)) => (Some(of_two_digits(number)), next),
            None => (None, end),
        }
    }

    /// "2025-06-02", "02/06/2025", "02.06.2025".
    pub fn numeric(&self, at: usize) -> Option<Piece> {
        let (parts, last) = match self.dotted(at) {
            Some(parts) => (parts, at),
            None => (self.three_numbers(at)?, at + 4),
        };
        let written = match parts {
            [(year, 4), (month, 2), (day, 1 | 2)] => Written::Day { year: Some(year as i16), month: month as i8, day: day as i8 },
            [(first, 1 | 2), (second, 1 | 2), (year, 4)] => Written::Slashed { year: year as i16, first: first as i8, second: second as i8 },
            _ => return None,
        };
        let written = settle(written)?;
        Some(Piece::new(at, last, written, &rules::NUMERIC_DAY))
    }

    fn three_numbers(&self, at: usize) -> Option<[(i32, usize); 3]> {
        let same = self.text(at + 1) == self.text(at + 3);
        let alone = !at.checked_sub(1).is_some_and(|before| self.glue(before)) && !self.glue(at + 5);
        let glued = self.glue(at + 1) && self.glue(at + 3);
        (same && alone && glued).then_some(())?;
        Some([self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?])
    }

    fn dotted(&self, at: usize) -> Option<[(i32, usize); 3]> {
        let mut parts = self.text(at).split('.').map(|part| part.parse::<i32>().ok().map(|number| (number, part.len())));
        let three = [parts.next()??, parts.next()??, parts.next()??];
        parts.next().is_none().then_some(three)
    }
}

/// "31,2011" as the tokenizer cuts "May 31,2011".
fn glued_day_and_year(text: &str) -> Option<(i8, i16)> {
    let (day, year) = text.split_once([',', '.'])?;
    let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
    let day: i8 = day.parse().ok().filter(|_| day.len() <= 2)?;
    (1900..2100).contains(&year).then_some((day, year))
}

/// Whether there is such a day; without a year, in a leap year.
pub(super) fn valid(year: Option<i16>, month: i8, day: i8) -> bool {
    Day::new(year.unwrap_or(2000), month, day).is_some()
}

/// Two digits of a year: from 50 on, the last century.
fn of_two_digits(number: i32) -> i16 {
    (if number >= 50 { 1900 + number } else { 2000 + number }) as i16
}

/// Settles day and month where only one order is possible; none where neither is.
fn settle(written: Written) -> Option<Written> {
    let Written::Slashed { year, first, second } = written else {
        let Written::Day { year, month, day } = written else { return None };
        return valid(year, month, day).then_some(written);
    };
    match (valid(Some(year), second, first), valid(Some(year), first, second)) {
        (true, true) if first != second => Some(written),
        (true, _) => Some(Written::Day { year: Some(year), month: second, day: first }),
        (_, true) => Some(Written::Day { year: Some(year), month: first, day: second }),
        _ => None,
    }
}
