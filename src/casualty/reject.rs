//! Numbers considered and rejected, each with its reason, so that the reader sees nothing was overlooked.

use super::rules;
use crate::lexicon::{Code, Table};
use crate::recognize::Dates;
use crate::rule::EntryId;
use crate::schema::{CasualtyClaim, Date, NotCasualty, Provenance};
use crate::syntax::{Amount, Parsed, Quantity};
use crate::text::{Order, Span};
use crate::token::Kind;
use std::borrow::Cow;

/// All numbers of the text that no claim uses.
pub fn find_rejected<'t>(parsed: &Parsed<'t>, dates: &Dates<'t>, claims: &[CasualtyClaim<'t>]) -> Vec<NotCasualty<'t>> {
    let mut used: Vec<Span> = claims.iter().map(|claim| Span::new(claim.figure.start, claim.figure.end)).collect();
    used.order();
    let mut out = Vec::new();
    for quantity in parsed.quantities.iter().filter(|quantity| quantity.amount == Amount::Number) {
        let span = parsed.tokens.span(quantity.first as usize, quantity.last as usize);
        if !overlaps_any(&used, span) {
            out.push(rejected(parsed, dates, quantity, span));
        }
    }
    out.extend(ordinals(parsed, dates, &used));
    out.order_by_key(|item| (item.start, item.end));
    out.dedup_by_key(|item| (item.start, item.end));
    out
}

fn overlaps_any(used: &[Span], span: Span) -> bool {
    let at = used.partition_point(|other| other.end <= span.start);
    used.get(at).is_some_and(|other| other.overlaps(span))
}

/// `rows` are those of the date, of the thing counted or of the number itself.
fn item<'t>(parsed: &Parsed<'t>, span: Span, reason: Code, rows: &[EntryId]) -> NotCasualty<'t> {
    let mut provenance = Provenance::new(&rules::NOT_COUNTED, span);
    provenance.entries.extend_from_slice(rows);
    NotCasualty { start: span.start, end: span.end, text: Cow::Borrowed(span.of(parsed.tokens.text)), reason: reason.name(), provenance }
}

fn rejected<'t>(parsed: &Parsed<'t>, dates: &Dates<'t>, quantity: &Quantity, span: Span) -> NotCasualty<'t> {
    if let Some(date) = date_over(dates, span) {
        return dated(parsed, date);
    }
    let before = (quantity.first as usize).checked_sub(1);
    let money = before
        .and_then(|at| parsed.tokens.get(at))
        .is_some_and(|token| matches!(parsed.tokens.text.get(token.span.start as usize..token.span.end as usize), Some("$" | "€" | "£" | "¥" | "₦" | "₹")));
    if money {
        return item(parsed, span, Code::Money, &quantity.entries);
    }
    let (end, reason, thing) = thing_after(parsed, quantity);
    let people = matches!(reason, Code::TroopStrength | Code::Other | Code::OtherCount | Code::Duration);
    let (end, reason) = if people && super::rate::is_rate(parsed, quantity.first, quantity.last) { (0, Code::Rate) } else { (end, reason) };
    let rows: Vec<EntryId> = thing.into_iter().chain(quantity.entries.iter().copied()).collect();
    item(parsed, Span::new(span.start, end.max(span.end)), reason, &rows)
}

/// A number inside a date or a duration.
fn dated<'t>(parsed: &Parsed<'t>, date: &Date<'t>) -> NotCasualty<'t> {
    let reason = if date.kind == "duration" { Code::Duration } else { Code::Date };
    item(parsed, Span::new(date.start, date.end), reason, &date.provenance.entries)
}

/// The date that covers `span`.
fn date_over<'d, 't>(dates: &'d Dates<'t>, span: Span) -> Option<&'d Date<'t>> {
    let at = dates.list.partition_point(|date| date.end <= span.start);
    dates.list.get(at).filter(|date| Span::new(date.start, date.end).overlaps(span))
}

/// "6" of "on August 6", "1980" of "the 1980 murder", "02" of "02: 53": a numeral of a date or a clock counts nobody, whatever stands beside it.
pub fn is_date(parsed: &Parsed, dates: &Dates, figure: &super::draft::Figure) -> bool {
    let mut numerals = (figure.first..=figure.last).filter_map(|at| parsed.tokens.get(at as usize)).filter(|token| token.kind == Kind::Number);
    let padded = parsed.tokens.text_of(figure.first as usize).as_bytes();
    numerals.any(|token| date_over(dates, token.span).is_some()) || matches!(padded, [b'0', b'0'..=b'9', ..])
}

/// What the number counts, by the noun phrase it stands in or the word behind it.
fn thing_after(parsed: &Parsed, quantity: &Quantity) -> (u32, Code, Option<EntryId>) {
    let next = quantity.last as usize + 1;
    if is_bracketed_age(parsed, quantity) {
        return (0, Code::Age, None);
    }
    let mut end = 0;
    for at in next..next + 5 {
        let Some(token) = parsed.tokens.get(at) else { break };
        if !(token.is_word() || token.kind == Kind::Dash) || (token.kind == Kind::Dash && token.spaced()) {
            break;
        }
        let found = parsed.phrases.of(at, Table::Things).next();
        if let Some(found) = found {
            end = parsed.tokens.get(found.last as usize).map_or(end, |token| token.span.end);
            let more = parsed.phrases.has(found.last as usize + 1, Table::Things);
            if !more {
                return (end, found.sense.code(), Some(found.sense.entry()));
            }
        }
    }
    let people = parsed.phrases.of(next, Table::People).next();
    (end, if people.is_some() { Code::TroopStrength } else { Code::Other }, people.map(|found| found.sense.entry()))
}

/// ", 34," after a name.
fn is_bracketed_age(parsed: &Parsed, quantity: &Quantity) -> bool {
    let (Some(before), Some(after)) =
        ((quantity.first as usize).checked_sub(1).and_then(|at| parsed.tokens.get(at)), parsed.tokens.get(quantity.last as usize + 1))
    else {
        return false;
    };
    let small = quantity.best.is_some_and(|best| best < 110);
    small && before.is(b',') && (after.is(b',') || after.is(b'.')) && quantity.first > 1 && parsed.tag(quantity.first as usize - 2) != crate::token::Tag::Num
}

/// "third", "5th": ordinals are never counts of people.
fn ordinals<'t>(parsed: &Parsed<'t>, dates: &Dates<'t>, used: &[Span]) -> Vec<NotCasualty<'t>> {
    let mut out = Vec::new();
    for (at, token) in parsed.tokens.list.iter().enumerate() {
        let word = parsed.phrases.coded(at, Table::NumberWords, Code::Ordinal).is_some();
        let ordinal = token.kind == Kind::Ordinal || (word && parsed.tag(at) == crate::token::Tag::Adj);
        if ordinal && !overlaps_any(used, token.span) {
            match date_over(dates, token.span) {
                Some(date) => out.push(dated(parsed, date)),
                None => out.push(item(parsed, token.span, Code::OrdinalOfEvent, &ordinal_rows(parsed, at))),
            }
        }
    }
    out
}

/// The row of an ordinal in words.
fn ordinal_rows(parsed: &Parsed, at: usize) -> Vec<EntryId> {
    let rows = parsed.phrases.of(at, Table::NumberWords).filter(|found| found.sense.code() == Code::Ordinal);
    rows.map(|found| found.sense.entry()).take(1).collect()
}
