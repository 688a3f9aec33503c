//! Calendar arithmetic: from a day and a step to bounds, granularity and precision codes.

use super::day::Day;
use super::written::{Letter, Unit};

/// A place on the calendar, as far as it is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    pub start: Option<String>,
    pub end: Option<String>,
    /// First and last day, when known.
    pub days: Option<(Day, Day)>,
    pub granularity: &'static str,
    pub anchor: Option<&'static str>,
    pub needs: Option<&'static str>,
}

impl Placed {
    pub fn anchored(mut self, anchor: &'static str) -> Self {
        self.anchor = Some(anchor);
        self
    }

    pub fn named(mut self, granularity: &'static str) -> Self {
        self.granularity = granularity;
        self
    }

    /// ACLED time precision: 1 a day, 2 within a week, 3 within a month.
    pub fn acled(&self, night: bool) -> Option<u8> {
        match self.length()? {
            1 if self.granularity == "week" => Some(2),
            1 => Some(1),
            2 if night => Some(1),
            2..=7 => Some(2),
            8..=31 => Some(3),
            _ => None,
        }
    }

    /// UCDP date precision: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year.
    pub fn ucdp(&self) -> Option<u8> {
        match self.length()? {
            1 if self.granularity == "week" => Some(2),
            1 => Some(1),
            2..=6 => Some(2),
            7 => Some(3),
            8..=31 => Some(4),
            32..=366 => Some(5),
            _ => None,
        }
    }

    fn length(&self) -> Option<i32> {
        self.days.map(|(start, end)| days_between(start, end) + 1)
    }
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Day, b: Day) -> i32 {
    b.number() - a.number()
}

fn years_text(year: i16) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

/// One day; open if there is no such day.
pub(super) fn day(day: Option<Day>) -> Placed {
    days(day, 1)
}

/// `length` days from `first` on.
pub(super) fn days(first: Option<Day>, length: i32) -> Placed {
    let granularity = if length > 8 { "month" } else { "day" };
    let Some(first) = first else { return Placed { granularity, ..Placed::default() } };
    let last = first.plus(length - 1, Letter::Day).unwrap_or(first);
    Placed { start: Some(first.to_string()), end: Some(last.to_string()), days: Some((first, last)), granularity, ..Placed::default() }
}

/// The day before.
pub(super) fn eve(placed: Placed) -> Placed {
    match placed.days.and_then(|(first, _)| first.plus(-1, Letter::Day)) {
        Some(eve) => Placed { anchor: placed.anchor, ..day(Some(eve)) },
        None => placed,
    }
}

/// A value that is written but lacks its year.
pub(super) fn written(value: String, granularity: &'static str) -> Placed {
    Placed { start: Some(value.clone()), end: Some(value), granularity, anchor: Some("publication_year"), needs: Some("publication_date"), days: None }
}

/// Nothing known but the kind.
pub(super) fn open(granularity: &'static str, needs: &'static str) -> Placed {
    let anchor = if needs == "publication_date" { Some(needs) } else { None };
    Placed { granularity, anchor, needs: Some(needs), ..Placed::default() }
}

/// A calendar month.
pub(super) fn month(year: i16, month: i8) -> Placed {
    months(year, month, 1, "month")
}

/// `count` months from `month` of `year` on.
pub(super) fn months(year: i16, month: i8, count: i32, granularity: &'static str) -> Placed {
    let first = Day::new(year, month, 1);
    let last = first.and_then(|first| first.plus(count - 1, Letter::Month)).map(Day::last_of_month);
    let (Some(first), Some(last)) = (first, last) else { return Placed { granularity, ..Placed::default() } };
    let text = |day: Day| format!("{}-{:02}", years_text(day.year()), day.month());
    Placed { start: Some(text(first)), end: Some(text(last)), days: Some((first, last)), granularity, ..Placed::default() }
}

/// Whole years, both included.
pub(super) fn years(first: i16, last: i16, granularity: &'static str) -> Placed {
    let days = Day::new(first, 1, 1).zip(Day::new(last, 12, 31));
    Placed { start: Some(years_text(first)), end: Some(years_text(last)), days, granularity, ..Placed::default() }
}

/// From the start of one to the end of the other.
pub(super) fn range(start: Placed, end: Placed) -> Placed {
    let days = start.days.zip(end.days).map(|(a, b)| (a.0, b.1)).filter(|(a, b)| a <= b);
    Placed { end: end.end.or(start.end.clone()), days: days.or(start.days), ..start }
}

/// The day, month or year that many units away.
pub(super) fn shifted(anchor: Day, steps: i32, unit: Unit) -> Placed {
    let count = steps.saturating_mul(unit.times);
    let Some(there) = anchor.plus(count, unit.letter) else { return open(unit.name(), "publication_date") };
    match unit.letter {
        Letter::Month => month(there.year(), there.month()),
        Letter::Year => years(there.year(), there.year(), "year"),
        Letter::Week => day(Some(there)).named("week"),
        Letter::Second | Letter::Minute | Letter::Hour => hours(anchor, count, unit),
        _ => day(Some(there)),
    }
}

/// Hours away: the day is known only where the step is a whole number of days.
fn hours(anchor: Day, count: i32, unit: Unit) -> Placed {
    let whole = unit.letter == Letter::Hour && count % 24 == 0;
    match whole.then(|| anchor.plus(count / 24, Letter::Day)).flatten() {
        Some(there) => day(Some(there)).named("time"),
        None => day(Some(anchor)).named("time"),
    }
}

/// The calendar week, month or year that many steps from the one of `anchor`.
pub(super) fn period(anchor: Day, steps: i32, unit: Unit) -> Placed {
    let Some(there) = anchor.plus(steps.saturating_mul(unit.times), unit.letter) else { return open(unit.name(), "publication_date") };
    match (unit.letter, unit.times) {
        (Letter::Week, _) => week(anchor, steps * unit.times),
        (Letter::Weekend, _) => weekend(anchor, steps),
        (Letter::Month, 3) => months(there.year(), (there.month() - 1) / 3 * 3 + 1, 3, "quarter"),
        (Letter::Month, _) => month(there.year(), there.month()),
        (Letter::Year, 1) => years(there.year(), there.year(), "year"),
        (Letter::Year, times) => tens(there.year(), times as i16, unit.name()),
        _ => day(Some(there)),
    }
}

fn tens(year: i16, times: i16, granularity: &'static str) -> Placed {
    let first = year.div_euclid(times) * times;
    years(first, first + times - 1, granularity)
}

fn week(anchor: Day, steps: i32) -> Placed {
    let monday = weekday_before(anchor, 1, false).and_then(|monday| monday.plus(steps, Letter::Week));
    let mut placed = days(monday, 7);
    placed.granularity = "week";
    placed
}

fn weekend(anchor: Day, steps: i32) -> Placed {
    let saturday = weekday_before(anchor, 6, steps < 0);
    let saturday = if steps > 0 { saturday.and_then(|day| day.plus(1, Letter::Week)) } else { saturday };
    days(saturday, 2)
}

/// The latest such weekday on or before a day; before it when `strictly`.
pub(super) fn weekday_before(anchor: Day, weekday: i8, strictly: bool) -> Option<Day> {
    let back = (i32::from(anchor.weekday()) - i32::from(weekday)).rem_euclid(7);
    anchor.plus(-(if back == 0 && strictly { 7 } else { back }), Letter::Day)
}

/// The first such weekday on or after a day; after it when `strictly`.
pub(super) fn weekday_after(anchor: Day, weekday: i8, strictly: bool) -> Option<Day> {
    let on = (i32::from(weekday) - i32::from(anchor.weekday())).rem_euclid(7);
    anchor.plus(if on == 0 && strictly { 7 } else { on }, Letter::Day)
}

/// A stretch of `halves` half units that ends, or starts, at `anchor`.
pub(super) fn window(anchor: Day, halves: i32, unit: Unit, forward: bool) -> Placed {
    let (count, letter) = match unit.letter {
        Letter::Hour => (halves.div_euclid(48).max(1), Letter::Day),
        Letter::Second | Letter::Minute => (1, Letter::Day),
        letter => ((halves / 2).max(1).saturating_mul(unit.times), letter),
    };
    let Some(other) = anchor.plus(if forward { count } else { -count }, letter) else { return open(unit.name(), "publication_date") };
    let (start, end) = if forward { (anchor, other) } else { (other, anchor) };
    Placed { start: Some(start.to_string()), end: Some(end.to_string()), days: Some((start, end)), granularity: unit.name(), ..Placed::default() }
}

/// "12-25": month and day.
pub(super) fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}
