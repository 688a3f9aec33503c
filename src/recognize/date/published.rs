//! The publication date where the text gives it: datelines, headers, bylines, dated headings.
//!
//! In: the expressions of time. Out: those that stand in such a place, marked, and the first full date among them.

use super::day::Day;
use super::rules;
use super::words::Reader;
use super::written::{Piece, Role, Written};
use crate::lexicon::Code;
use crate::token::{Kind, Token};

/// A dateline begins within this many tokens of its line's start.
const DATELINE: usize = 10;
/// A header stands within this many tokens of the text's start.
const HEADER: usize = 40;
/// What stands after a date on a line of its own: a time, an agency.
const SHORT: usize = 10;
/// A heading stands within this many lines of the text's start.
const HEADING_LINES: usize = 6;

/// The publication date as the text gives it.
#[derive(Clone, Copy, Default)]
pub(super) struct Published {
    /// The first full date in such a place.
    pub day: Option<Day>,
    /// The one that a header calls so ("Published ...").
    pub header: Option<Day>,
}

impl Reader<'_, '_> {
    /// Marks the dates of publication among `pieces` and says which day it is.
    pub fn mark_published(&self, pieces: &mut [Piece]) -> Published {
        let mut published = Published::default();
        for piece in pieces.iter_mut() {
            let Written::Day { year, month, day } = piece.written else { continue };
            if piece.until.is_some() || !self.stands_as_published(piece, year.is_some()) {
                continue;
            }
            let year = year.or_else(|| self.reference_year(month));
            piece.role = Role::Publication;
            piece.rule = &rules::PUBLISHED;
            piece.written = Written::Day { year, month, day };
            let date = year.and_then(|year| Day::new(year, month, day));
            published.header = published.header.or(date.filter(|_| self.after_header(piece)));
            published.day = published.day.or(date);
        }
        published
    }

    fn stands_as_published(&self, piece: &Piece, full: bool) -> bool {
        let early = piece.first < HEADER;
        self.in_dateline(piece)
            || (full && self.after_header(piece))
            || (full && self.own_line_date(piece))
            || (early && self.opens_text(piece, full))
            || (full && early && self.in_heading(piece))
            || (full && early && self.in_byline(piece))
    }

    /// "Published: 2 June 2025", "Date of publication 29 October 2016", "Posted by the editor on 3 May 2024".
    fn after_header(&self, piece: &Piece) -> bool {
        let signs = (1..=3)
            .take_while(|back| piece.first.checked_sub(*back).is_some_and(|at| matches!(self.token(at).map(|token| token.kind), Some(Kind::Sign))))
            .count();
        let last = piece.first.checked_sub(1 + signs);
        let word = last.and_then(|last| self.ending_at(last, Code::Header)).or_else(|| self.ending_at(piece.first, Code::Header));
        let led = word
            .is_some_and(|(first, _)| first == 0 || self.token(first).is_some_and(|token| token.capital() && (token.starts_line() || signs > 0 || first < 3)));
        led || self.heads_line(piece) && self.line_ends(piece.last, 0)
    }

    /// The line begins with a word such as "Posted".
    fn heads_line(&self, piece: &Piece) -> bool {
        let start = self.line_start(piece.first);
        start.is_some_and(|start| self.with(start, Code::Header).is_some() && self.token(start).is_some_and(Token::capital))
    }

    /// The first token of the line, if it is not far before token `at`.
    fn line_start(&self, at: usize) -> Option<usize> {
        (0..=DATELINE).filter_map(|back| at.checked_sub(back)).find(|at| self.token(*at).is_some_and(|token| token.starts_line()))
    }

    /// Whether the line ends within `most` tokens after token `last`.
    fn line_ends(&self, last: usize, most: usize) -> bool {
        (last + 1..=last + 1 + most).any(|at| self.token(at).is_none_or(|token| token.starts_line()))
    }

    /// "KABUL, Afghanistan (July 4, 2010) -", "BOGOTA, 12 Jan 90 (EFE) --", "NAIROBI, May 3 (Reuters) -".
    fn in_dateline(&self, piece: &Piece) -> bool {
        let after_comma = self.sign(piece.first.saturating_sub(1), b',');
        if after_comma && self.agency_after(piece.last + 1) {
            return true;
        }
        let Some(start) = self.line_start(piece.first) else { return false };
        let place = |at: usize| self.token(at).is_some_and(|token| (token.is_word() && token.capital()) || matches!(token.kind, Kind::Sign | Kind::Dash));
        let closed = self.sign(start, b'(') && self.sign(piece.last + 1, b')');
        let comma = after_comma && (closed || self.token(start).is_some_and(Token::capital));
        if start == piece.first || !(comma || (start..piece.first).all(place)) || self.word(start).is_some() {
            return false;
        }
        let bracket = self.sign(piece.first.saturating_sub(1), b'(') && self.sign(piece.last + 1, b')');
        bracket || self.is_dash(piece.last + 1 + usize::from(closed)) || self.sign(piece.last + 1, b'/') || self.agency_after(piece.last + 1)
    }

    /// "(EFE) --" after the date.
    fn agency_after(&self, at: usize) -> bool {
        let close = (at + 1..at + 8).find(|close| self.sign(*close, b')'));
        self.sign(at, b'(')
            && close.is_some_and(|close| self.is_dash(close + 1) || self.token(close + 1).is_some_and(|token| token.starts_line() || token.is(b'[')))
    }

    /// A line with nothing but the date, perhaps with a time or an agency after it.
    fn own_line_date(&self, piece: &Piece) -> bool {
        let starts = self.token(piece.first).is_some_and(|token| token.starts_line());
        let next = self.token(piece.last + 1);
        let apart = next.is_some_and(|token| token.is(b'|') || token.is(b'/') || token.kind == Kind::Dash || !token.spaced());
        starts && (self.line_ends(piece.last, 0) || (apart && self.line_ends(piece.last, SHORT)))
    }

    /// The text opens with the date: "Thu Jul 7 2016 Rebels ...", "July 6: Operations in ...".
    fn opens_text(&self, piece: &Piece, full: bool) -> bool {
        let next = self.token(piece.last + 1);
        let capital = next.is_some_and(|token| token.capital() || token.kind == Kind::Dash || token.starts_line());
        let bracket =
            piece.first == 1 && full && (self.sign(0, b'[') || self.sign(0, b'(')) && (self.sign(piece.last + 1, b']') || self.sign(piece.last + 1, b')'));
        bracket || piece.first == 0 && ((full && capital) || self.sign(piece.last + 1, b':'))
    }

    /// A heading that ends with the date.
    fn in_heading(&self, piece: &Piece) -> bool {
        let lines = (0..=piece.first).filter(|at| self.token(*at).is_some_and(|token| token.starts_line())).count();
        let ends = self.token(piece.last + 1).is_some_and(|token| token.starts_line());
        lines <= HEADING_LINES && ends && !self.after_preposition(piece)
    }

    /// "By Ann Example | 3 May 2024", "AFP Wednesday 9 Jul 2014".
    fn in_byline(&self, piece: &Piece) -> bool {
        let Some(before) = piece.first.checked_sub(1) else { return false };
        let bar = self.sign(before, b'|') || (self.token(before).is_some_and(|token| token.all_capitals()) && !self.sign(piece.last + 1, b','));
        bar && !self.after_preposition(piece)
    }

    fn after_preposition(&self, piece: &Piece) -> bool {
        let led = |at: usize| {
            self.with(at, Code::Preposition).is_some()
                || self.with(at, Code::Article).is_some()
                || self.with(at, Code::After).is_some()
                || self.with(at, Code::Before).is_some()
        };
        led(piece.first) || piece.first.checked_sub(1).is_some_and(led)
    }

    /// The year of a dated reference number ("2010-07-XX-028") whose month agrees.
    pub(super) fn reference_year(&self, month: i8) -> Option<i16> {
        (0..HEADER * 2).find_map(|at| {
            let year = self.year(at).filter(|_| self.glue(at + 1))?;
            let (number, _) = self.digits(at + 2).filter(|(_, length)| *length == 2 && self.glue(at + 3))?;
            (number == i32::from(month) && self.token(at + 4).is_some_and(|token| token.is_word())).then_some(year)
        })
    }
}
