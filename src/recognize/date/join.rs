//! Joins expressions of time that stand side by side: "Tuesday" and "morning", "Friday" and "21 July", two ends of a range.

use super::day::Day;
use super::rules;
use super::words::Reader;
use super::written::{From, Letter, Piece, Unit, Written, in_year};
use crate::lexicon::Code;

impl Reader<'_, '_> {
    pub(super) fn join_or_push(&self, pieces: &mut Vec<Piece>, next: Piece) {
        if let Some(last) = pieces.last_mut()
            && next.first - last.last <= 4
            && !self.breaks(last.last, next.first)
            && self.join(last, &next)
        {
            return;
        }
        pieces.push(next);
    }

    /// Joins `next` to `last` where the two are one expression; says whether it did.
    fn join(&self, last: &mut Piece, next: &Piece) -> bool {
        let gap = self.gap(last.last + 1, next.first);
        self.join_weekday(last, next, gap)
            || self.join_part_after(last, next, gap)
            || self.join_second_clock(last, next, gap)
            || self.join_part_before(last, next, gap)
            || self.join_of(last, next, gap)
            || self.join_offset(last, next, gap)
            || self.join_range(last, next, gap)
    }

    /// "Friday, 21 July", "Tuesday the 5th of May".
    fn join_weekday(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        let Written::Weekday { step: None, .. } = last.written else { return false };
        let day = matches!(next.written, Written::Day { .. } | Written::Slashed { .. });
        if !day || !matches!(gap, Gap::None | Gap::Comma | Gap::The) {
            return false;
        }
        let (first, part) = (last.first, last.part);
        let written = settled(&last.written, &next.written).unwrap_or_else(|| next.written.clone());
        *last = Piece { first, part: part.or(next.part), written, ..next.clone() };
        true
    }

    /// "Tuesday morning", "Sunday at 9 p.m.", "5 May at dawn".
    fn join_part_after(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        let part = matches!(next.written, Written::Part | Written::Clock);
        let fits = matches!(gap, Gap::None | Gap::At | Gap::In) || (gap == Gap::Comma && next.clock);
        if !part || !fits || !(last.is_day() || last.clock) || last.until.is_some() || (last.clock && next.clock) {
            return false;
        }
        last.last = next.last;
        last.part = next.part.or(last.part);
        last.clock |= next.clock;
        last.weak = false;
        true
    }

    /// "03:40 local time (00:40 GMT)": the same time on another clock.
    fn join_second_clock(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        let both = last.written == Written::Clock && next.written == Written::Clock;
        if !both || gap != Gap::Bracket || !self.sign(next.last + 1, b')') {
            return false;
        }
        last.last = next.last + 1;
        true
    }

    /// "the night of 3-4 March", "9 p.m. on Sunday", "dawn on Friday", "overnight Tuesday".
    fn join_part_before(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        let part = matches!(last.written, Written::Part | Written::Clock | Written::Overnight);
        let fits = matches!(gap, Gap::None | Gap::Of | Gap::On | Gap::Comma);
        if !part || !fits || !next.is_day() || (gap == Gap::Comma && !last.clock) || matches!(next.written, Written::Overnight) {
            return false;
        }
        *last = Piece { first: last.first, part: last.part.or(next.part), clock: last.clock || next.clock, weak: false, ..next.clone() };
        true
    }

    /// "two days after the 5 May attack", "a week before Christmas".
    fn join_offset(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        let Written::Offset { base, .. } = &mut last.written else { return false };
        if base.is_some() || !next.is_day() || next.until.is_some() || !matches!(gap, Gap::None | Gap::The) {
            return false;
        }
        *base = Some(Box::new(next.written.clone()));
        last.last = next.last;
        true
    }

    /// "Tuesday of last week", "Monday two weeks ago", "a week ago Tuesday".
    fn join_week(&self, last: &mut Piece, next: &Piece) -> bool {
        let (day, week) = if matches!(last.written, Written::Weekday { .. }) { (&last.written, &next.written) } else { (&next.written, &last.written) };
        let Written::Weekday { weekday, step: None, .. } = *day else { return false };
        let (steps, from) = match *week {
            Written::Period { steps, unit: Unit { letter: Letter::Week, .. }, from } => (steps, from),
            Written::Shift { steps: Some(steps), unit: Unit { letter: Letter::Week, times }, from: From::Publication } => (steps * times, From::Publication),
            _ => return false,
        };
        last.written = Written::WeekdayIn { weekday, steps, from };
        last.last = next.last;
        true
    }

    /// "5 June last year", "August of that year", "the spring of next year", "the first quarter of this year".
    fn join_of(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        if matches!(gap, Gap::Of | Gap::None) && self.join_week(last, next) || matches!(gap, Gap::Of | Gap::In) && self.join_slice(last, next) {
            return true;
        }
        let Written::Period { steps, unit: Unit { letter: Letter::Year, times: 1 }, from } = next.written else { return false };
        if !matches!(gap, Gap::Of | Gap::None) || last.until.is_some() || in_year(&last.written, 0).is_none() {
            return false;
        }
        last.written = Written::OfYear { inner: Box::new(last.written.clone()), steps, from };
        last.last = next.last;
        last.weak = false;
        true
    }

    /// "from 1 July to 3 July 1863", "Monday to Wednesday"; "April and June 1955" only share the year.
    fn join_range(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        if !matches!(gap, Gap::To | Gap::And) || last.until.is_some() {
            return false;
        }
        share_year(&mut last.written, &next.written);
        let between = last.first.checked_sub(1).is_some_and(|before| self.preposition(before, "between"));
        let whole = gap == Gap::To || between;
        let days = matches!(
            (&last.written, &next.written),
            (Written::Day { .. }, Written::Day { .. }) | (Written::Weekday { step: None, .. }, Written::Weekday { step: None, .. })
        );
        if !whole || !days || next.until.is_some() || far_apart(&last.written, &next.written) {
            return false;
        }
        last.until = Some(next.written.clone());
        last.last = next.last;
        last.part = last.part.or(next.part);
        last.rule = &rules::RANGE;
        last.weak = false;
        true
    }

    fn gap(&self, from: usize, to: usize) -> Gap {
        match to.saturating_sub(from) {
            0 => Gap::None,
            1 => self.gap_word(from),
            2 if self.with(from + 1, Code::Article).is_some() => match self.gap_word(from) {
                Gap::Comma | Gap::None | Gap::Bracket => Gap::Other,
                gap => gap,
            },
            2 if self.any_preposition(from + 1, &["around", "on", "at"]) && matches!(self.gap_word(from), Gap::At | Gap::And | Gap::Comma | Gap::To) => {
                self.gap_word(from)
            }
            _ => Gap::Other,
        }
    }

    fn gap_word(&self, at: usize) -> Gap {
        if self.is_dash(at) {
            return Gap::To;
        }
        if self.sign(at, b'(') {
            return Gap::Bracket;
        }
        if self.sign(at, b',') {
            return Gap::Comma;
        }
        if self.with(at, Code::Article).is_some() {
            return Gap::The;
        }
        match self.with(at, Code::Preposition).map_or("", |word| word.get("value")) {
            "of" => Gap::Of,
            "on" => Gap::On,
            "at" | "around" | "by" => Gap::At,
            "in" | "during" => Gap::In,
            "to" | "until" => Gap::To,
            "and" => Gap::And,
            _ => Gap::Other,
        }
    }
}

/// "Wednesday 2/7/2025": the order of day and month in which the weekday is right.
fn settled(day: &Written, figures: &Written) -> Option<Written> {
    let (Written::Weekday { weekday, .. }, Written::Slashed { year, first, second }) = (day, figures) else { return None };
    let orders = [(*first, *second), (*second, *first)];
    let fits = |(month, day): &(i8, i8)| Day::new(*year, *month, *day).is_some_and(|day| day.weekday() == *weekday);
    orders.into_iter().find(fits).map(|(month, day)| Written::Day { year: Some(*year), month, day })
}

/// Gives the first of two dates the year of the second.
fn share_year(first: &mut Written, second: &Written) {
    if let (
        Written::Day { year: first @ None, .. } | Written::Month { year: first @ None, .. } | Written::Season { year: first @ None, .. },
        Written::Day { year, .. } | Written::Month { year, .. } | Written::Season { year, .. },
    ) = (first, second)
    {
        *first = *year;
    }
}

/// Whether two calendar days lie more than two weeks apart: such a stretch is told by its two ends.
fn far_apart(first: &Written, second: &Written) -> bool {
    let (Written::Day { year: a, month: m, day: d }, Written::Day { year: b, month: n, day: e }) = (first, second) else { return false };
    let days = |month: i8, day: i8| i32::from(month) * 30 + i32::from(day);
    a != b || (days(*n, *e) - days(*m, *d)).rem_euclid(360) > TWO_WEEKS
}

const TWO_WEEKS: i32 = 14;

/// What stands between two expressions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Comma,
    Bracket,
    The,
    Of,
    On,
    At,
    In,
    To,
    And,
    Other,
}
