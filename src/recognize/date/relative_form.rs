//! Relative forms: weekdays, yesterday, ago and later, last and next, lengths and windows, seasons, quarters, feasts.

use super::rules;
use super::words::{Count, Reader, Word};
use super::written::{From, Letter, Piece, Unit, Written};
use crate::lexicon::Code;

/// A length as read: how many halves of a unit, and where it ends.
pub(super) struct Length {
    pub count: Option<Count>,
    pub unit: Unit,
    pub last: usize,
    /// "six-month", "month-long".
    pub adjective: bool,
}

impl Reader<'_, '_> {
    /// "Tuesday"; an abbreviation counts only beside a date.
    pub fn weekday(&self, at: usize) -> Option<Piece> {
        let word = self.with(at, Code::Weekday)?;
        let written = Written::Weekday { weekday: word.number() as i8, step: None, from: From::Publication };
        let last = if word.ambiguous() { self.over_dot(word.last) } else { word.last };
        let mut piece = Piece::new(at, last, written, &rules::WEEKDAY);
        piece.weak = word.ambiguous() && !at.checked_sub(1).is_some_and(|before| self.preposition(before, "on"));
        Some(piece)
    }

    /// "yesterday", "tonight", "last night".
    pub fn day_shift(&self, at: usize) -> Option<Piece> {
        let word = self.with(at, Code::DayShift)?;
        let unit = Unit { letter: Letter::Day, times: 1 };
        let written = Written::Shift { steps: Some(word.number()), unit, from: From::Publication };
        Some(Piece::new(at, word.last, written, &rules::DAY_SHIFT).at(word.get("part")))
    }

    /// "overnight".
    pub fn overnight(&self, at: usize) -> Option<Piece> {
        let word = self.with(at, Code::Overnight)?;
        Some(Piece::new(at, word.last, Written::Overnight, &rules::DAY_SHIFT).at(word.get("part")))
    }

    /// "now", "at that time", "recently".
    pub fn vague_time(&self, at: usize) -> Option<Piece> {
        let word = self.with(at, Code::VagueTime)?;
        let opens = self.parsed.sentences.binary_search_by_key(&at, |sentence| sentence.first).is_ok();
        let name =
            self.cased() && self.token(at).is_some_and(|token| token.capital()) && (!opens || self.token(word.last + 1).is_some_and(|token| token.capital()));
        if name {
            return None;
        }
        let next = self.length(word.last + 1).is_some();
        (!next).then(|| Piece::new(at, word.last, Written::Vague, &rules::VAGUE_TIME))
    }

    /// "the 15th of last month".
    pub fn day_in_month(&self, at: usize) -> Option<Piece> {
        let (day, last) = self.day(at)?;
        let month = self.which(last + 2).filter(|_| self.preposition(last + 1, "of"))?;
        let Written::Period { steps, unit: Unit { letter: Letter::Month, times: 1 }, from } = month.written else { return None };
        Some(Piece::new(at, month.last, Written::DayIn { day, steps, from }, &rules::PERIOD))
    }

    /// "last Friday", "last week", "this month", "the next day", "that night", "the past 24 hours", "last summer".
    pub fn which(&self, at: usize) -> Option<Piece> {
        let which = self.with(at, Code::Which)?;
        let next = which.last + 1;
        let from = if which.get("part") == "text" { From::Text } else { From::Publication };
        let step = which.number() as i8;
        if let Some(day) = self.with(next, Code::Weekday).filter(|day| !day.ambiguous()) {
            let written = Written::Weekday { weekday: day.number() as i8, step: Some(step), from };
            return Some(Piece::new(at, day.last, written, &rules::WEEKDAY));
        }
        let modal = |month: &Word| month.ambiguous() && !self.cased() && (from == From::Text || step == 0);
        let month = self.with(next, Code::Month).filter(|month| self.token(next).is_some_and(|token| token.capital() || !self.cased()) && !modal(month));
        if let Some(month) = month.filter(|month| month.get("needs") != "number" && which.get("part") != "window") {
            return Some(Piece::new(at, month.last, Written::Stepped { month: month.number() as i8, season: false, step, from }, &rules::MONTH));
        }
        if let Some(season) = self.with(next, Code::Season).filter(|_| which.get("part") != "window") {
            return Some(Piece::new(at, season.last, Written::Stepped { month: season.number() as i8, season: true, step, from }, &rules::SEASON));
        }
        let feast = self.feast(next).filter(|_| which.get("part") != "window");
        if let Some(Piece { last, written: Written::Feast { entry, year: None, .. }, .. }) = feast {
            return Some(Piece::new(at, last, Written::Feast { entry, year: None, step }, &rules::FEAST));
        }
        self.which_part(at, which).or_else(|| self.which_unit(at, which))
    }

    /// "that night", "the next morning", "the previous evening".
    fn which_part(&self, at: usize, which: Word) -> Option<Piece> {
        let part = self.with(which.last + 1, Code::DayPart)?;
        let unit = Unit { letter: Letter::Day, times: 1 };
        let from = if which.get("part") == "publication" && which.number() == 0 { From::Publication } else { From::Text };
        let written = Written::Shift { steps: Some(which.number()), unit, from };
        (which.get("part") != "window").then(|| Piece::new(at, part.last, written, &rules::LATER).at(part.get("value")))
    }

    /// "last week", "the following year", "the past 24 hours", "recent months".
    fn which_unit(&self, at: usize, which: Word) -> Option<Piece> {
        let length = self.length(which.last + 1)?;
        let unit = length.unit;
        let plural = length.count.is_some() || self.plural_unit(length.last);
        let of = self.preposition(length.last + 1, "of") && which.get("part") != "window";
        let decade = unit.letter == Letter::Year && unit.times == 10 && which.number() != 0;
        let window = plural || decade || (which.get("part") == "window" && unit.letter != Letter::Weekend);
        if window {
            return (which.number() != 0 && !of).then(|| self.window(at, which, &length));
        }
        let from = if which.get("part") == "text" || unit.letter == Letter::Day { From::Text } else { From::Publication };
        let steps = i32::from(which.number() as i8);
        if of || unit.letter < Letter::Day || (unit.letter == Letter::Day && which.get("part") == "publication" && steps < 1) {
            return None;
        }
        let (written, rule) = match unit.letter {
            Letter::Day => (Written::Shift { steps: Some(steps), unit, from }, &rules::LATER),
            _ => (Written::Period { steps, unit, from }, &rules::PERIOD),
        };
        Some(Piece::new(at, length.last, written, rule))
    }

    fn window(&self, at: usize, which: Word, length: &Length) -> Piece {
        let halves = match length.count {
            Some(Count::Halves(halves)) => Some(halves),
            Some(Count::Article) => Some(2),
            Some(Count::Vague) => None,
            None => (!self.plural_unit(length.last)).then_some(2),
        };
        let from = if which.get("part") == "text" { From::Text } else { From::Publication };
        let written = Written::Window { halves, unit: length.unit, forward: which.number() > 0, from };
        Piece::new(at, length.last, written, &rules::WINDOW)
    }

    fn plural_unit(&self, at: usize) -> bool {
        self.with(at, Code::TimeUnit).is_some_and(|word| !word.plain_form())
    }

    /// A count, perhaps a filler, and a unit; or a unit alone.
    pub fn length(&self, at: usize) -> Option<Length> {
        if let Some(unit) = self.unit(at) {
            return Some(Length { count: None, ..unit });
        }
        let (count, end) = self.count(at)?;
        let next = if self.glue(end + 1) { end + 2 } else { end + 1 };
        let next = self.with(next, Code::LengthFiller).map_or(next, |filler| filler.last + 1);
        let unit = self.unit(next)?;
        let glued = self.glue(end + 1) || unit.adjective;
        Some(Length { count: Some(count), adjective: glued, ..unit })
    }

    fn unit(&self, at: usize) -> Option<Length> {
        if let Some(long) = self.with(at, Code::UnitLong) {
            return Some(Length { count: None, unit: Unit::read(long.get("value"))?, last: long.last, adjective: true });
        }
        let word = self.with(at, Code::TimeUnit)?;
        Some(Length { count: None, unit: Unit::read(word.get("value"))?, last: word.last, adjective: false })
    }

    /// "three days ago", "two weeks later", "for a decade", "72 hours", "months-long", "weeks later".
    pub fn lasting(&self, at: usize) -> Option<Piece> {
        if let Some(piece) = self.unit_in_text(at) {
            return Some(piece);
        }
        let length = self.length(at)?;
        if self.is_age(at, &length) || self.is_rate(at) {
            return None;
        }
        let shift = self.with(length.last + 1, Code::ShiftAfter);
        if let Some(shift) = shift.filter(|_| !length.adjective) {
            return Some(self.shifted(at, &length, shift));
        }
        if let Some(piece) = self.counted_from_event(at, &length) {
            return Some(piece);
        }
        let halves = match length.count {
            Some(Count::Halves(halves)) => Some(halves),
            Some(Count::Vague) => None,
            Some(Count::Article) => self.led_length(at).then_some(2)?.into(),
            None if length.adjective => Some(2),
            None => return None,
        };
        self.plain_length(at, halves, &length)
    }

    /// "the end of the year", "later in the month", "over the weekend".
    fn unit_in_text(&self, at: usize) -> Option<Piece> {
        let word = self.with(at, Code::TimeUnit).filter(|word| word.plain_form())?;
        let unit = Unit::read(word.get("value")).filter(|unit| unit.letter > Letter::Day)?;
        let lead = at.checked_sub(2).filter(|_| self.with(at - 1, Code::Article).is_some())?;
        let head = lead.checked_sub(1);
        let edge = head.is_some_and(|head| {
            self.with(head, Code::Edge).is_some()
                || self.with(head, Code::Portion).is_some()
                || self.with(head, Code::ShiftAfter).is_some_and(|shift| shift.get("part") == "text")
        });
        let weekend = unit.letter == Letter::Weekend && self.any_preposition(lead, &["over", "at", "during", "on"]);
        let fits = weekend || (edge && self.any_preposition(lead, &["of", "in"]) && !self.preposition(word.last + 1, "of"));
        fits.then(|| Piece::new(at, word.last, Written::Period { steps: 0, unit, from: From::Publication }, &rules::PERIOD))
    }

    fn plain_length(&self, at: usize, halves: Option<i32>, length: &Length) -> Option<Piece> {
        let nth = at.checked_sub(1).is_some_and(|before| self.token(before).is_some_and(|token| token.is(b'$') || token.is(b'#')));
        let one_day = halves == Some(2) && length.unit.letter == Letter::Day && !length.adjective && !self.led_length(at);
        let vague_old = halves.is_none() && length.count.is_none();
        let written = Written::Length { halves, unit: length.unit };
        (!nth && !one_day && !vague_old).then(|| Piece::new(at, length.last, written, &rules::DURATION))
    }

    fn shifted(&self, at: usize, length: &Length, shift: Word) -> Piece {
        let from = if shift.get("part") == "publication" { From::Publication } else { From::Text };
        let steps = match length.count {
            Some(Count::Halves(halves)) if halves % 2 == 0 => Some(halves / 2 * shift.number()),
            Some(Count::Article) => Some(shift.number()),
            _ => None,
        };
        let rule = if from == From::Publication { &rules::AGO } else { &rules::LATER };
        Piece::new(at, shift.last, Written::Shift { steps, unit: length.unit, from }, rule)
    }

    /// "two days after the siege began": no date by itself, but no duration either. "the day before" counts from the text.
    fn counted_from_event(&self, at: usize, length: &Length) -> Option<Piece> {
        let after = self.with(length.last + 1, Code::After).or_else(|| self.with(length.last + 1, Code::Before))?;
        let steps = match length.count {
            Some(Count::Halves(halves)) if halves % 2 == 0 => halves / 2 * after.number(),
            Some(Count::Article) => after.number(),
            None if !length.adjective && !self.plural_unit(length.last) && length.unit.letter == Letter::Day => after.number(),
            _ => return None,
        };
        let ends = self.token(after.last + 1).is_none_or(|token| !token.is_word() || token.starts_line());
        if length.adjective {
            return None;
        }
        let written = if ends {
            Written::Shift { steps: Some(steps), unit: length.unit, from: From::Text }
        } else {
            Written::Offset { steps, unit: length.unit, base: None }
        };
        Some(Piece::new(at, after.last, written, &rules::LATER))
    }

    /// "34-year-old", "aged 12 years", "nineteen years of age".
    fn is_age(&self, at: usize, length: &Length) -> bool {
        let next = if self.glue(length.last + 1) { length.last + 2 } else { length.last + 1 };
        self.with(next, Code::Age).is_some() || at.checked_sub(1).is_some_and(|before| self.with(before, Code::AgeBefore).is_some())
    }

    /// "every three days", "per week".
    fn is_rate(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.ending_at(before, Code::Every).is_some())
    }

    /// Whether "a week" stands after a preposition or a bound.
    fn led_length(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        self.any_preposition(before, &["for", "in", "within", "over", "during"])
            || self.ending_at(before, Code::LengthQualifier).is_some()
            || self.with(before, Code::After).is_some()
    }

    /// "summer 2014", "the winter of 2012-13", "in the winter".
    pub fn season(&self, at: usize) -> Option<Piece> {
        let word = self.with(at, Code::Season)?;
        let month = word.number() as i8;
        let of = usize::from(self.preposition(word.last + 1, "of"));
        if let Some(year) = self.year(word.last + 1 + of) {
            let over = word.last + 3 + of;
            let turn = self.glue(over - 1) && self.digits(over).is_some_and(|(number, length)| length == 2 && number == i32::from((year + 1) % 100));
            return Some(Piece::new(at, if turn { over } else { over - 2 }, Written::Season { year: Some(year), month }, &rules::SEASON));
        }
        let of_something = of == 1
            && self.word(word.last + 2).is_none_or(|word| !matches!(word.code(), Code::Which | Code::Month | Code::Article))
            && !self.era_after(word.last + 2);
        let fits = !of_something && (!word.ambiguous() || self.season_led(at, word.get("needs") == "article_or_year"));
        fits.then(|| Piece::new(at, word.last, Written::Season { year: None, month }, &rules::SEASON))
    }

    /// "in the spring", "over the fall".
    fn season_led(&self, at: usize, only_article: bool) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let article = self.with(before, Code::Article).is_some();
        let lead = if article { before.checked_sub(1) } else { Some(before) };
        let led = lead
            .is_some_and(|lead| self.any_preposition(lead, &["in", "during", "since", "until", "by", "from", "over"]) || self.with(lead, Code::Edge).is_some());
        led && (article || !only_article)
    }

    fn era_after(&self, at: usize) -> bool {
        self.digits(at).is_some() && self.with(at + 1, Code::Era).is_some()
    }

    /// "the first quarter of 2014", "Q3 2015".
    pub fn quarter(&self, at: usize) -> Option<Piece> {
        let word = self.with(at, Code::Quarter)?;
        let of = usize::from(self.preposition(word.last + 1, "of"));
        let year = self.year(word.last + 1 + of);
        let last = year.map_or(word.last, |_| word.last + 1 + of);
        let mut piece = Piece::new(at, last, Written::Quarter { year, quarter: word.number() as i8 }, &rules::QUARTER);
        piece.weak = year.is_none();
        Some(piece)
    }

    /// "Operation Ramadan": a capitalised word of no table right before it.
    fn in_name(&self, first: usize, _last: usize) -> bool {
        let opens = self.parsed.sentences.binary_search_by_key(&first.saturating_sub(1), |sentence| sentence.first).is_ok();
        first.checked_sub(1).and_then(|before| self.token(before)).is_some_and(|token| token.is_word() && token.capital() && self.cased()) && !opens
    }

    /// "Ramadan", "Eid al-Fitr", "Christmas Day 2013".
    pub fn feast(&self, at: usize) -> Option<Piece> {
        let word = self.with(at, Code::Feast).filter(|word| !self.in_name(at, word.last))?;
        let link = usize::from(self.any_preposition(word.last + 1, &["of", "in"]) || self.sign(word.last + 1, b','));
        let year = self.year(word.last + 1 + link).filter(|_| !self.counted(word.last + 2 + link));
        let last = year.map_or(word.last, |_| word.last + 1 + link);
        let led = at
            .checked_sub(1)
            .is_some_and(|before| [Code::Preposition, Code::After, Code::Before, Code::Which].into_iter().any(|code| self.with(before, code).is_some()));
        if word.ambiguous() && year.is_none() && !led {
            return None;
        }
        Some(Piece::new(at, last, Written::Feast { entry: word.entry(), year, step: 0 }, &rules::FEAST))
    }
}
