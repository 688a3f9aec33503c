//! What the caller may set, and what may be wrong with it.

mod profile;

pub use profile::{Coding, Profile, Setting};

use crate::text::OffsetUnit;

/// A calendar date as given by the caller: year, month, day, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicationDate {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day, 1 to 31.
    pub day: i8,
}

/// Options of [`crate::analyze`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Publication date, `YYYY-MM-DD`; relative dates need it.
    pub date: Option<String>,
    /// Title, where it is not part of the text.
    pub title: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Unit of all offsets of the report.
    pub offsets: OffsetUnit,
    /// Coding profile: how vague quantities become numbers, and which figures count as deaths.
    pub profile: Profile,
    /// Longest text accepted, in bytes.
    pub max_length: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            date: None,
            title: None,
            publisher: None,
            url: None,
            author: None,
            offsets: OffsetUnit::Utf16,
            profile: Profile::default(),
            max_length: 64 * 1024 * 1024,
        }
    }
}

/// Why [`crate::analyze`] refused: always something the caller can put right.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnalyzeError {
    /// The text is longer than the limit; both in bytes.
    TooLong {
        /// The limit.
        limit: usize,
        /// What was given.
        actual: usize,
    },
    /// An option has a value it cannot have.
    BadOption {
        /// Which option.
        option: &'static str,
        /// What was given.
        given: String,
        /// What is allowed.
        allowed: String,
    },
}

impl AnalyzeError {
    /// A short code for programs: `too_long` or `bad_option`.
    pub fn code(&self) -> &'static str {
        match self {
            AnalyzeError::TooLong { .. } => "too_long",
            AnalyzeError::BadOption { .. } => "bad_option",
        }
    }
}

impl std::fmt::Display for AnalyzeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            AnalyzeError::TooLong { limit, actual } => {
                write!(f, "the text has {actual} bytes, the limit is {limit}; split it into articles")
            }
            AnalyzeError::BadOption { option, given, allowed } => {
                write!(f, "option '{option}' is '{given}'; {allowed}")
            }
        }
    }
}

impl std::error::Error for AnalyzeError {}

impl Options {
    /// Checks the options and reads the date.
    ///
    /// # Errors
    /// [`AnalyzeError::BadOption`] names the first option that is wrong and what is allowed.
    pub fn check(&self) -> Result<Option<PublicationDate>, AnalyzeError> {
        self.profile.check()?;
        match &self.date {
            None => Ok(None),
            Some(date) => read_date(date).map(Some).ok_or_else(|| bad("date", date, "write a calendar date as YYYY-MM-DD")),
        }
    }
}

fn bad(option: &'static str, given: &str, allowed: impl Into<String>) -> AnalyzeError {
    AnalyzeError::BadOption { option, given: given.chars().take(80).collect(), allowed: allowed.into() }
}

fn read_date(text: &str) -> Option<PublicationDate> {
    let shape = text.len() == 10 && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (shape && year > 0 && (1..=days).contains(&day)).then_some(PublicationDate { year, month: month as i8, day: day as i8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_date_names_the_option_and_the_fix() {
        let options = Options { date: Some("2025-02-30".into()), ..Options::default() };
        let error = options.check().expect_err("30 February");
        assert_eq!(error.to_string(), "option 'date' is '2025-02-30'; write a calendar date as YYYY-MM-DD");
    }
}
