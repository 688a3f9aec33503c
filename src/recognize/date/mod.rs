//! Dates: calendar, relative, ranges, durations; and the publication date where the text gives it.
//!
//! In: the parsed text and the publication date of the caller. Out: [`Dates`]. `words` reads calendar words, the
//! `_form` files and `clock` read what is written, `scan` joins it, `published` finds the dateline, `resolve` and
//! `place` do the calendar. Which event a date belongs to is left to `event`.

mod calendar_form;
mod clock;
mod day;
mod join;
mod narrative;
mod place;
mod published;
mod relative_form;
mod resolve;
mod rules;
mod scan;
mod slice;
#[cfg(test)]
mod tests;
mod widen;
mod words;
mod written;
mod year_form;

pub use rules::RULES;

use crate::lexicon::Code;
use crate::options::PublicationDate;
use crate::schema::{Date, DateValue, Id, Provenance};
use crate::syntax::Parsed;
use crate::text::Span;
use day::Day;
use place::Placed;
use published::Published;
use std::borrow::Cow;
use words::Reader;
use written::{Letter, Piece, Role, Unit, Written};

/// All dates of a text, in its order; `D1` is `list[0]`.
#[derive(Debug, Default)]
pub struct Dates<'t> {
    /// The dates, by position, without overlap.
    pub list: Vec<Date<'t>>,
    /// First and last day of each, counted from 1970, where both are known.
    days: Vec<Option<(i32, i32)>>,
    /// The day of publication, counted likewise.
    pub day: Option<i32>,
    /// The publication date and where it comes from (`user`, `text`).
    pub published: Option<(String, &'static str)>,
}

impl<'t> Dates<'t> {
    /// First and last day of date number `at`, counted from 1970, where both are known.
    pub fn days(&self, at: usize) -> Option<(i32, i32)> {
        self.days.get(at).copied().flatten()
    }

    /// The first date that shares a byte with `span`.
    pub fn at(&self, span: Span) -> Option<&Date<'t>> {
        let at = self.list.partition_point(|date| date.end <= span.start);
        self.list.get(at).filter(|date| Span::new(date.start, date.end).overlaps(span))
    }

    /// The date that covers the byte `at`.
    pub fn covering(&self, at: u32) -> Option<&Date<'t>> {
        self.at(Span::new(at, at + 1))
    }

    /// Why a number at `span` counts nobody: `duration` or `date`.
    pub fn rejects(&self, span: Span) -> Option<&'static str> {
        self.at(span).map(|date| if date.kind == "duration" { "duration" } else { "date" })
    }
}

/// Finds the dates.
///
/// # Offsets
/// Bytes of the text, half-open.
pub fn find_dates<'t>(parsed: &Parsed<'t>, published: Option<PublicationDate>) -> Dates<'t> {
    let reader = Reader { parsed };
    let mut pieces = reader.pieces();
    let given = published.and_then(|date| Day::new(date.year, date.month, date.day));
    let in_text = reader.mark_published(&mut pieces);
    let (anchor, source) = anchor(given, in_text);
    let narrative = narrative::is_narrative(&reader, anchor, &pieces);
    pieces.retain(|piece| narrative || anchor.is_none() || !reader.reads_as_clock(piece));
    let mut resolver = resolve::Resolver::new(&reader, anchor, narrative, &pieces);
    resolver.note_order(&pieces);
    let mut dates = Dates { published: anchor.map(|day| (day.to_string(), source)), day: anchor.map(Day::number), ..Dates::default() };
    for (index, piece) in pieces.iter().enumerate() {
        let placed = resolver.resolve(piece);
        dates.list.push(date(&reader, index, piece, &placed));
        dates.days.push(placed.days.filter(|_| piece.role != Role::Since).map(|(first, last)| (first.number(), last.number())));
    }
    dates
}

/// The day with that number, counted from 1970, as `YYYY-MM-DD`.
pub fn iso_day(number: i32) -> Option<String> {
    Day::from_number(number).map(|day| day.to_string())
}

/// The caller's date, else the text's; a header later than the caller's date shows that the caller's is wrong.
fn anchor(given: Option<Day>, in_text: Published) -> (Option<Day>, &'static str) {
    let later = in_text.header.filter(|header| given.is_some_and(|given| *header > given));
    match given.filter(|_| later.is_none()) {
        Some(given) => (Some(given), "user"),
        None => (later.or(in_text.header).or(in_text.day), "text"),
    }
}

fn date<'t>(reader: &Reader<'_, 't>, index: usize, piece: &Piece, placed: &Placed) -> Date<'t> {
    let span = reader.parsed.tokens.span(piece.first, piece.last);
    let night = piece.part == Some("night") || piece.written == Written::Overnight;
    let length = match &piece.written {
        Written::Length { halves, unit } => Some((*halves, *unit)),
        _ => None,
    };
    Date {
        id: Id('D', index as u32 + 1),
        start: span.start,
        end: span.end,
        text: Cow::Borrowed(span.of(reader.parsed.tokens.text)),
        kind: kind(piece),
        value: length.map_or_else(|| bounds(piece, placed), |(halves, unit)| lasting(piece, halves, unit)),
        weekday: weekday(reader, piece),
        time_of_day: piece.part.or(piece.edge.filter(|edge| piece.is_day() && matches!(*edge, "early" | "late"))),
        granularity: length.map_or(placed.granularity, |(_, unit)| unit_name(unit)),
        anchor: placed.anchor,
        needs: placed.needs,
        acled_time_precision: placed.acled(night).filter(|_| piece.role != Role::Since),
        ucdp_date_prec: placed.ucdp().filter(|_| piece.role != Role::Since),
        event: None,
        provenance: reason(reader, piece, span),
    }
}

fn kind(piece: &Piece) -> &'static str {
    match (piece.role, &piece.written) {
        (Role::Publication, _) => "publication",
        (_, Written::Length { .. }) => "duration",
        (Role::Since, _) | (_, Written::Window { .. } | Written::Vague) => "window",
        _ => "event_date",
    }
}

/// A window that began then is open at its end.
fn bounds(piece: &Piece, placed: &Placed) -> DateValue {
    let end = placed.end.clone().filter(|_| piece.role != Role::Since);
    DateValue::Bounds { start: placed.start.clone(), end }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit.letter {
        Letter::Second => "second",
        Letter::Minute => "minute",
        Letter::Hour => "hour",
        _ => unit.name(),
    }
}

/// ISO 8601 length: "P1M", "P2.5Y", "PT72H"; X where the count is vague.
fn lasting(piece: &Piece, halves: Option<i32>, unit: Unit) -> DateValue {
    let letter = match unit.letter {
        Letter::Second => "TS",
        Letter::Minute => "TM",
        Letter::Hour => "TH",
        Letter::Day | Letter::Weekend => "D",
        Letter::Week => "W",
        Letter::Month => "M",
        Letter::Year => "Y",
    };
    let count = halves.map_or_else(|| "X".to_string(), |halves| count(halves.saturating_mul(unit.times)));
    let (time, letter) = letter.strip_prefix('T').map_or(("", letter), |letter| ("T", letter));
    let qualifier = piece.qualifier.or(halves.is_none().then_some("vague"));
    DateValue::Length { iso8601: format!("P{time}{count}{letter}"), qualifier }
}

fn count(halves: i32) -> String {
    if halves % 2 == 0 { (halves / 2).to_string() } else { format!("{}.5", halves / 2) }
}

/// The English name of the weekday that was written.
fn weekday(reader: &Reader<'_, '_>, piece: &Piece) -> Option<&'static str> {
    let word = (piece.first..=piece.last).find_map(|at| reader.with(at, Code::Weekday))?;
    Some(word.get("part"))
}

/// The rule, the span and the calendar rows the expression rests on.
fn reason(reader: &Reader<'_, '_>, piece: &Piece, span: Span) -> Provenance {
    let words = (piece.first..=piece.last).filter_map(|at| reader.word(at));
    let content = words.filter(|word| !matches!(word.code(), Code::Article | Code::Preposition));
    content.fold(Provenance::new(piece.rule, span), |reason, word| reason.with_entry(word.entry()))
}
