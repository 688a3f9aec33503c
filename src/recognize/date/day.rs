//! A day of the (proleptic) Gregorian calendar, years -9999 to 9999. The calendar is the library's (`time`); here is only the
//! form in which the dates of a text ask for it.

use super::written::Letter;
use time::{Date, Month};

/// A day. Days compare in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

/// The Julian day of 1 January 1970.
const EPOCH: i32 = 2_440_588;

impl Day {
    /// The day, if there is such a day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        Date::from_calendar_date(i32::from(year), Month::try_from(month).ok()?, day).ok().map(Self)
    }

    /// The day written `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let day = Self::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)?;
        parts.next().is_none().then_some(day)
    }

    /// The year; 0 is the one before the year 1.
    pub fn year(self) -> i16 {
        self.0.year() as i16
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        u8::from(self.0.month()) as i8
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day() as i8
    }

    /// 1 on Mondays to 7 on Sundays.
    pub fn weekday(self) -> i8 {
        self.0.weekday().number_from_monday() as i8
    }

    /// The last day of the month.
    pub fn last_of_month(self) -> Self {
        Self::new(self.year(), self.month(), days_of_month(self.year(), self.month())).unwrap_or(self)
    }

    /// Days since 1 January 1970.
    pub fn number(self) -> i32 {
        self.0.to_julian_day() - EPOCH
    }

    /// The day with that number.
    pub fn from_number(number: i32) -> Option<Self> {
        Date::from_julian_day(number.checked_add(EPOCH)?).ok().map(Self)
    }

    /// `count` units later; a day that its month lacks becomes the month's last one.
    pub(super) fn plus(self, count: i32, unit: Letter) -> Option<Self> {
        match unit {
            Letter::Week => Self::from_number(self.number().checked_add(count.checked_mul(7)?)?),
            Letter::Month => self.plus_months(count),
            Letter::Year => self.plus_months(count.checked_mul(12)?),
            _ => Self::from_number(self.number().checked_add(count)?),
        }
    }

    fn plus_months(self, count: i32) -> Option<Self> {
        let months = (i32::from(self.year()) * 12 + i32::from(self.month()) - 1).checked_add(count)?;
        let (year, month) = (i16::try_from(months.div_euclid(12)).ok()?, (months.rem_euclid(12) + 1) as i8);
        Self::new(year, month, self.day().min(days_of_month(year, month)))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.year() < 0 { "-00" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year().unsigned_abs(), self.month(), self.day())
    }
}

fn days_of_month(year: i16, month: i8) -> i8 {
    let month = u8::try_from(month).ok().and_then(|month| Month::try_from(month).ok());
    month.map_or(31, |month| month.length(i32::from(year)) as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_follows_the_one_before_and_keeps_its_weekday() {
        let mut day = Day::new(1895, 12, 31).unwrap();
        assert_eq!((day.weekday(), Day::new(1970, 1, 1).unwrap().number(), Day::new(2026, 11, 22).unwrap().weekday()), (2, 0, 7));
        for _ in 0..150_000 {
            let next = day.plus(1, Letter::Day).unwrap();
            assert_eq!((next.number(), next.weekday()), (day.number() + 1, day.weekday() % 7 + 1));
            let same_month = next.month() == day.month();
            assert!(next > day && (same_month || (day == day.last_of_month() && next.day() == 1)));
            day = next;
        }
    }

    #[test]
    fn months_and_years_end_on_days_that_exist() {
        let plus = |text: &str, count, unit| Day::parse(text).and_then(|day| day.plus(count, unit)).map(|day| day.to_string());
        assert_eq!(plus("2024-01-31", 1, Letter::Month).as_deref(), Some("2024-02-29"));
        assert_eq!(plus("2024-02-29", -1, Letter::Year).as_deref(), Some("2023-02-28"));
        assert_eq!(plus("2023-12-31", 2, Letter::Week).as_deref(), Some("2024-01-14"));
        assert_eq!(plus("9999-12-31", 1, Letter::Day), None);
        assert_eq!(Day::parse("2023-02-29"), None);
    }
}
