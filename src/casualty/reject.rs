//! Numbers considered and rejected, each with its reason, so that the reader sees nothing was overlooked.

use super::rules;
use crate::lexicon::{Code, Table};
use crate::recognize::Dates;
use crate::schema::{CasualtyClaim, NotCasualty, Provenance};
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

fn item<'t>(parsed: &Parsed<'t>, span: Span, reason: Code) -> NotCasualty<'t> {
    NotCasualty {
        start: span.start,
        end: span.end,
        text: Cow::Borrowed(span.of(parsed.tokens.text)),
        reason: reason.name(),
        provenance: Provenance::new(&rules::NOT_COUNTED, span),
    }
}

fn rejected<'t>(parsed: &Parsed<'t>, dates: &Dates<'t>, quantity: &Quantity, span: Span) -> NotCasualty<'t> {
    if let Some(date) = date_over(dates, span) {
        let reason = if date.1 { Code::Duration } else { Code::Date };
        return item(parsed, date.0, reason);
    }
    let before = (quantity.first as usize).checked_sub(1);
    let money = before
        .and_then(|at| parsed.tokens.get(at))
        .is_some_and(|token| matches!(parsed.tokens.text.get(token.span.start as usize..token.span.end as usize), Some("$" | "€" | "£" | "¥" | "₦" | "₹")));
    if money {
        return item(parsed, span, Code::Money);
    }
    let (end, reason) = thing_after(parsed, quantity);
    item(parsed, Span::new(span.start, end.max(span.end)), reason)
}

/// The date that covers `span`, and whether it is a duration.
fn date_over(dates: &Dates, span: Span) -> Option<(Span, bool)> {
    let at = dates.list.partition_point(|date| date.end <= span.start);
    let date = dates.list.get(at)?;
    let own = Span::new(date.start, date.end);
    own.overlaps(span).then_some((own, date.kind == "duration"))
}

/// What the number counts, by the noun phrase it stands in or the word behind it.
fn thing_after(parsed: &Parsed, quantity: &Quantity) -> (u32, Code) {
    let next = quantity.last as usize + 1;
    if is_bracketed_age(parsed, quantity) {
        return (0, Code::Age);
    }
    let mut end = 0;
    for at in next..next + 5 {
        let Some(token) = parsed.tokens.get(at) else { break };
        if !(token.is_word() || token.kind == Kind::Dash) || (token.kind == Kind::Dash && token.spaced()) {
            break;
        }
        let found = parsed.phrases.at(at).iter().find(|found| matches!(found.sense.table(), Table::Things));
        if let Some(found) = found {
            end = parsed.tokens.get(found.last as usize).map_or(end, |token| token.span.end);
            let more = parsed.phrases.at(found.last as usize + 1).iter().any(|found| found.sense.table() == Table::Things);
            if !more {
                return (end, found.sense.code());
            }
        }
    }
    let head = parsed.phrases.at(next).iter().any(|found| matches!(found.sense.table(), Table::People));
    (end, if head { Code::TroopStrength } else { Code::Other })
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
        let word = parsed.phrases.at(at).iter().any(|found| found.sense.table() == Table::NumberWords && found.sense.code() == Code::Ordinal);
        let ordinal = token.kind == Kind::Ordinal || (word && parsed.tag(at) == crate::token::Tag::Adj);
        if ordinal && !overlaps_any(used, token.span) {
            match date_over(dates, token.span) {
                Some((span, duration)) => out.push(item(parsed, span, if duration { Code::Duration } else { Code::Date })),
                None => out.push(item(parsed, token.span, Code::OrdinalOfEvent)),
            }
        }
    }
    out
}
