//! A day of the (proleptic) Gregorian calendar, years -9999 to 9999: just the arithmetic that dates of a text need.

use super::written::Letter;

/// A day. Days compare in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: i16,
    month: i8,
    day: i8,
}

impl Day {
    /// The day, if there is such a day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let fits = (-9999..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_of_month(year, month)).contains(&day);
        fits.then_some(Self { year, month, day })
    }

    /// The day written `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let day = Self::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)?;
        parts.next().is_none().then_some(day)
    }

    /// The year; 0 is the one before the year 1.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.day
    }

    /// 1 on Mondays to 7 on Sundays.
    pub fn weekday(self) -> i8 {
        ((self.number() + 3).rem_euclid(7) + 1) as i8
    }

    /// The last day of the month.
    pub fn last_of_month(self) -> Self {
        Self { day: days_of_month(self.year, self.month), ..self }
    }

    /// Days since 1 January 1970. Years are counted from March, so that a leap day is the last of its year.
    pub fn number(self) -> i32 {
        let (year, month) = (i32::from(self.year) - i32::from(self.month < 3), (i32::from(self.month) + 9) % 12);
        year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + i32::from(self.day) - 719_469
    }

    /// The day with that number.
    pub fn from_number(number: i32) -> Option<Self> {
        let number = number.checked_add(719_468)?;
        let (era, day) = (number.div_euclid(146_097), number.rem_euclid(146_097));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let from_march = (5 * day + 2) / 153;
        let (month, day) = ((from_march + 2) % 12 + 1, day - (153 * from_march + 2) / 5 + 1);
        let year = era * 400 + year + i32::from(month < 3);
        Self::new(i16::try_from(year).ok()?, month as i8, day as i8)
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
        let months = (i32::from(self.year) * 12 + i32::from(self.month) - 1).checked_add(count)?;
        let (year, month) = (i16::try_from(months.div_euclid(12)).ok()?, (months.rem_euclid(12) + 1) as i8);
        Self::new(year, month, self.day.min(days_of_month(year, month)))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.year < 0 { "-00" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

fn days_of_month(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
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
            assert!(next > day && (same_month || (day == day.last_of_month() && next.day == 1)));
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
