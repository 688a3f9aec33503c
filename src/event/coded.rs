//! Coding of figures: what a profile makes of the words of a figure, beside what was written.
//!
//! In: the figures and the worked-out profile. Out: `coded` of each figure, with the rows of the profile that changed it.
//! Which figures count as deaths is left to `toll`.

use crate::casualty::Claims;
use crate::lexicon::{Code, Table, row};
use crate::options::Coding;
use crate::rule::EntryId;
use crate::schema::{CasualtyClaim, Coded};
use crate::text::{LARGEST, sum};

/// Codes every figure.
pub(super) fn code_figures(claims: &mut Claims, coding: &Coding) {
    for claim in &mut claims.claims {
        claim.coded = coded(claim, coding);
    }
}

fn coded(claim: &CasualtyClaim, coding: &Coding) -> Coded {
    let figure = &claim.figure;
    match figure.qualifier {
        "vague" | "indeterminate" if claim.derived.is_none() => worded(claim, coding),
        "range" => between(figure.low.zip(figure.high), coding),
        _ => stated(claim, coding),
    }
}

/// "several", "dozens", "tens of thousands", or no word of number at all.
fn worded(claim: &CasualtyClaim, coding: &Coding) -> Coded {
    let mut words = claim.provenance.entries.iter().filter(|entry| is_number_word(**entry));
    let (first, second) = (words.next(), words.next());
    let unit = second.and_then(|entry| row(*entry).get("value").parse::<u64>().ok());
    let setting = match first.and_then(|entry| Code::from_name(row(*entry).get("coded_as"))) {
        Some(Code::Several | Code::Few) if unit.is_some() => Code::SeveralTimes,
        Some(Code::SeveralTimes) => Code::SeveralTimes,
        Some(code) => code,
        None => Code::Unknown,
    };
    let Some(setting) = coding.get(setting) else { return Coded::default() };
    let hundreds = if setting.code == Code::SeveralTimes { 100 } else { 1 };
    let times = |number: &str| number.parse::<u64>().ok().map(|number| number.saturating_mul(unit.unwrap_or(hundreds)).min(LARGEST));
    let (low, best) = match setting.value.strip_prefix("low ") {
        Some(number) => (times(number), None),
        None => (times(&setting.value), times(&setting.value)),
    };
    Coded { low, best, high: None, entries: vec![setting.entry] }
}

fn is_number_word(entry: EntryId) -> bool {
    entry.table == Table::NumberWords as u8
}

/// "20 to 30".
fn between(ends: Option<(u64, u64)>, coding: &Coding) -> Coded {
    let setting = coding.get(Code::Range);
    let best = ends.zip(setting).and_then(|(ends, setting)| chosen(ends, &setting.value));
    Coded { low: ends.map(|ends| ends.0), best, high: ends.map(|ends| ends.1), entries: setting.map(|setting| setting.entry).into_iter().collect() }
}

/// The low end, the middle (rounded down) or the high end.
pub(super) fn chosen((low, high): (u64, u64), which: &str) -> Option<u64> {
    match which {
        "low" => Some(low),
        "middle" => Some(low + (high - low) / 2),
        "high" => Some(high),
        _ => None,
    }
}

/// A number with its qualifier: "more than 30", "up to 20".
fn stated(claim: &CasualtyClaim, coding: &Coding) -> Coded {
    let figure = &claim.figure;
    let Some(setting) = Code::from_name(figure.qualifier).and_then(|code| coding.get(code)) else {
        return Coded { low: figure.low, best: figure.best, high: figure.high, entries: Vec::new() };
    };
    let best = match setting.value.as_ref() {
        "n" => figure.best,
        "n+1" => figure.best.map(|best| sum([best, 1])),
        "n-1" => figure.best.map(|best| best.saturating_sub(1)),
        _ => None,
    };
    let (low, high) = match setting.value.as_ref() {
        "n+1" => (figure.low.and(best), figure.high),
        "n-1" => (figure.low, figure.high.and(best)),
        _ => (figure.low, figure.high),
    };
    Coded { low, best, high, entries: vec![setting.entry] }
}
