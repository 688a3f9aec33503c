//! Wording: figures, dates, names and lists in plain English.
//!
//! In: objects of the report. Out: short texts. The phrases themselves are rows of `coding/wording`.

use crate::lexicon::{Table, row, rows_of};
use crate::mention::Found;
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

/// "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// First letter in upper case.
pub(super) fn sentence_case(text: &str) -> String {
    crate::text::capitalized(text)
}

/// A number with commas: 12,500.
pub(super) fn number(n: u64) -> String {
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

/// The name a reader knows: the acronym only where there is no longer name.
pub(super) fn name(found: &Found, id: Id) -> Option<String> {
    found.entities.get(id.index()).map(|entity| match &entity.acronym {
        Some(acronym) if *acronym != entity.name => format!("{} ({acronym})", entity.name),
        _ => entity.name.to_string(),
    })
}

/// Short name of a source: acronym, or name.
pub(super) fn source(found: &Found, id: Id) -> Option<String> {
    let entity = found.entities.get(id.index())?;
    Some(match (entity.r#type, &entity.acronym) {
        ("state_force", _) => entity.aliases.first().unwrap_or(&entity.name).to_string(),
        (_, Some(acronym)) => acronym.to_string(),
        _ => entity.name.to_string(),
    })
}

const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// "on 1 July 2025", or the words of the text where the day is not resolved.
pub(super) fn when(date: &Date) -> String {
    let resolved = match &date.value {
        DateValue::Bounds { start: Some(start), end } if end.as_ref() == Some(start) => day(start),
        _ => None,
    };
    let link = if date.kind == "publication" { "by" } else { "on" };
    resolved.map(|day| format!("{link} {day}")).unwrap_or_else(|| as_written(&date.text))
}

fn day(iso: &str) -> Option<String> {
    let year = iso.get(..4)?;
    let month: usize = iso.get(5..7)?.parse().ok()?;
    let day: u8 = iso.get(8..10)?.parse().ok()?;
    (iso.len() == 10).then_some(())?;
    Some(format!("{day} {} {year}", MONTHS.get(month.checked_sub(1)?)?))
}

fn as_written(text: &str) -> String {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let lower = crate::text::lower_case(first);
    let lead = matches!(
        lower.as_str(),
        "on" | "in" | "at" | "during" | "last" | "early" | "late" | "by" | "this" | "yesterday" | "today" | "overnight" | "between" | "since" | "from"
    );
    match (lead, rest.is_empty()) {
        (true, true) => lower,
        (true, false) => format!("{lower} {rest}"),
        (false, _) => format!("on {text}"),
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
