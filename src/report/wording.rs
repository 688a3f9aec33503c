//! Wording: figures, dates, names and lists in plain English.
//!
//! In: objects of the report. Out: short texts. The phrases themselves are rows of `coding/wording`.

use crate::lexicon::{Table, row, rows_of};
use crate::rule::EntryId;
use crate::schema::*;
use std::cmp::Ordering;

/// The phrase of that key. Rows are in the order of their terms, which are "wording" and the key with spaces.
pub(super) fn phrase(key: &str) -> &'static str {
    let letters = || key.bytes().map(|byte| if byte == b'-' { b' ' } else { byte });
    let (mut from, mut to) = (0, rows_of(Table::Wording).size_hint().0);
    while from < to {
        let middle = from + (to - from) / 2;
        let entry = EntryId { table: Table::Wording as u8, row: middle as u16 };
        match row(entry).term().bytes().skip("wording ".len()).cmp(letters()) {
            Ordering::Less => from = middle + 1,
            Ordering::Equal => return row(entry).get("text"),
            Ordering::Greater => to = middle,
        }
    }
    ""
}

/// A number with commas: 12,500; millions in words.
pub(super) fn number(n: u64) -> String {
    const MILLION: u64 = 1_000_000;
    if n >= MILLION && n.is_multiple_of(MILLION / 10) {
        let tenths = n / (MILLION / 10);
        let rest = if tenths.is_multiple_of(10) { String::new() } else { format!(".{}", tenths % 10) };
        return format!("{}{rest} {}", number(tenths / 10), phrase("million"));
    }
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "more than 80", "30 to 40", or the words of the text where there is no number.
pub(super) fn figure(figure: &Figure) -> String {
    let qualifier = phrase(&format!("qualifier-{}", figure.qualifier.replace('_', "-")));
    match (figure.qualifier, figure.low, figure.best, figure.high) {
        ("range", Some(low), _, Some(high)) if low != high => format!("{} to {}", number(low), number(high)),
        ("vague" | "indeterminate", ..) => figure.text.to_string(),
        (_, _, Some(best), _) if qualifier.is_empty() => number(best),
        (_, _, Some(best), _) => format!("{qualifier} {}", number(best)),
        _ => figure.text.to_string(),
    }
}

/// The same inside a sentence: numbers below ten in words.
pub(super) fn figure_in_words(figure: &Figure) -> String {
    let text = self::figure(figure);
    match text.rsplit_once(' ') {
        Some((before, last)) => format!("{before} {}", small_number(last)),
        None => small_number(&text).to_string(),
    }
}

pub(super) fn small_number(digits: &str) -> &str {
    let word = if digits.len() == 1 { phrase(&format!("number-{digits}")) } else { "" };
    if word.is_empty() { digits } else { word }
}

const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// "on 1 July 2025", "in July 2025", or the words of the text where the day is not resolved.
pub(super) fn when(date: &Date) -> String {
    let resolved = match &date.value {
        DateValue::Bounds { start: Some(start), end } if end.as_ref() == Some(start) => calendar(start),
        DateValue::Bounds { start: Some(start), end: Some(end) } if start.len() == 10 && end.len() == 10 => between(start, end),
        _ => None,
    };
    match resolved {
        Some(text) if date.kind == "publication" => format!("({} {text})", phrase("lead-reported")),
        Some(text) => text,
        None => as_written(date),
    }
}

/// A day, a month or a year with its preposition.
fn calendar(iso: &str) -> Option<String> {
    let part = |at: std::ops::Range<usize>| iso.get(at);
    let month = |at: std::ops::Range<usize>| part(at).and_then(|month| MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?));
    let day = |at: std::ops::Range<usize>| part(at).map(|day| day.trim_start_matches('0'));
    match iso.len() {
        4 if !iso.starts_with('-') => Some(format!("in {iso}")),
        7 if !iso.starts_with('-') => Some(format!("in {} {}", month(5..7)?, part(0..4)?)),
        7 => Some(format!("on {} {}", day(5..7)?, month(2..4)?)),
        10 => Some(format!("on {} {} {}", day(8..10)?, month(5..7)?, part(0..4)?)),
        _ => None,
    }
}

/// "between 1 and 2 September 2025".
fn between(start: &str, end: &str) -> Option<String> {
    let (from, to) = (calendar(start)?, calendar(end)?);
    let (from, to) = (from.strip_prefix("on ")?, to.strip_prefix("on ")?);
    let shared = if start.get(..7) == end.get(..7) { from.find(' ') } else { None };
    Some(format!("between {} and {to}", from.get(..shared.unwrap_or(from.len()))?))
}

/// "on Tuesday morning", "last week", "three days earlier": "on" only before days, "in" before months and years.
fn as_written(date: &Date) -> String {
    let (first, rest) = date.text.split_once(' ').unwrap_or((&date.text, ""));
    let named = date.weekday.is_some_and(|day| first.eq_ignore_ascii_case(day)) || MONTHS.contains(&first);
    let first = if named { first.to_string() } else { crate::text::lower_case(first) };
    let text = if rest.is_empty() { first.clone() } else { format!("{first} {rest}") };
    match date.granularity {
        "day" if named || first.starts_with(|c: char| c.is_ascii_digit()) && !rest.ends_with("ago") && !rest.ends_with("earlier") => format!("on {text}"),
        "time" => format!("at {text}"),
        _ if first == "the" => format!("in {text}"),
        "month" | "year" if named || first.starts_with(|c: char| c.is_ascii_digit()) => format!("in {text}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_found_by_its_key() {
        for entry in rows_of(Table::Wording) {
            assert_eq!(phrase(&row(entry).id()), row(entry).get("text"), "{}", row(entry).id());
        }
        assert_eq!(phrase("no-such-phrase"), "");
    }
}
