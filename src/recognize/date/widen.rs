//! Widens an expression of time to its left: "early", "the end of", "the", "on", "more than".

use super::slice::{Slice, edge_of};
use super::words::Reader;
use super::written::{From, Piece, Role, Written};
use crate::lexicon::Code;
use crate::token::Kind;

impl Reader<'_, '_> {
    pub(super) fn widen_all(&self, pieces: &mut [Piece]) {
        let mut floor = 0;
        for piece in pieces {
            self.widen(piece, floor);
            floor = piece.last + 1;
        }
    }

    /// Takes in what belongs to the expression on its left: "early", "the end of", "the", "on".
    pub(super) fn widen(&self, piece: &mut Piece, floor: usize) {
        let fits = |at: usize| at >= floor && self.token(at + 1).is_some_and(|token| !token.starts_paragraph());
        let mut first = piece.first;
        if piece.is_length() {
            first = self.widen_length(piece, first, floor);
        } else {
            first = self.widen_edge(piece, first, floor);
            let article = first.checked_sub(1).filter(|at| fits(*at) && self.takes_article(piece) && self.with(*at, Code::Article).is_some());
            first = article.unwrap_or(first);
        }
        let before = first.checked_sub(1).filter(|at| fits(*at));
        if before.is_some_and(|at| self.preposition(at, "since")) {
            piece.role = Role::Since;
        }
        let leads: &[&str] = match piece.written {
            Written::Length { .. } => &["for", "in", "within", "over", "during"],
            Written::Shift { .. } | Written::Overnight | Written::Vague => &[],
            Written::Clock => &["at"],
            _ if piece.is_day() && piece.part.is_none() => &["on"],
            _ => &["on", "in", "at"],
        };
        let taken = before.filter(|at| self.any_preposition(*at, leads) && self.takes_preposition(piece, *at));
        piece.first = taken.unwrap_or(first);
        if taken.is_some() && piece.is_day() && piece.edge.is_none() {
            self.widen_early(piece, floor);
        }
    }

    /// "early on Tuesday", "late on Monday night".
    fn widen_early(&self, piece: &mut Piece, floor: usize) {
        let Some(before) = piece.first.checked_sub(1).filter(|at| *at >= floor) else { return };
        if let Some(edge) = self.with(before, Code::Edge).filter(|edge| edge.plain_form()) {
            piece.edge = Some(edge_of(edge.get("value")));
            piece.first = before;
        }
    }

    /// A bare year or month, "June 2", a time on the clock leave the article outside: it belongs to the noun after them.
    fn takes_article(&self, piece: &Piece) -> bool {
        let month_first = self.with(piece.first, Code::Month).is_some();
        match piece.written {
            Written::Year(_) | Written::Month { .. } => piece.edge.is_some(),
            Written::Overnight | Written::Clock | Written::Vague => false,
            Written::Shift { from: From::Publication, .. } => false,
            Written::Day { .. } => {
                !month_first && (piece.part.is_some() || !self.token(piece.first).is_some_and(|token| token.kind == Kind::Number) || piece.until.is_some())
            }
            _ => true,
        }
    }

    /// A year and a month leave the preposition outside; a day, a part of a month and a length take it in.
    fn takes_preposition(&self, piece: &Piece, _at: usize) -> bool {
        piece.is_day() || piece.is_length() || piece.edge.is_some() || matches!(piece.written, Written::Part | Written::Clock | Written::Window { .. })
    }

    fn widen_length(&self, piece: &mut Piece, first: usize, floor: usize) -> usize {
        let before = first.checked_sub(1).filter(|at| *at >= floor);
        let Some((start, word)) = before.and_then(|at| self.ending_at(at, Code::LengthQualifier)).filter(|(start, _)| *start >= floor) else {
            return first;
        };
        piece.qualifier = Some(word.get("value"));
        start
    }

    /// "early", "mid-", "the end of", "the first half of", "the last week of", "later".
    fn widen_edge(&self, piece: &mut Piece, first: usize, floor: usize) -> usize {
        let Some(before) = first.checked_sub(1).filter(|at| *at >= floor) else { return first };
        let direct = if self.is_dash(before) && !self.token(before).is_some_and(|token| token.spaced()) { before.saturating_sub(1) } else { before };
        let edge = self
            .with(direct, Code::Edge)
            .filter(|edge| edge.last == direct)
            .or_else(|| self.with(direct, Code::ShiftAfter).filter(|_| piece.edge.is_none() && self.shifts(piece)));
        if let Some(edge) = edge.filter(|_| direct >= floor && !matches!(piece.written, Written::Clock)) {
            piece.edge = Some(edge_of(edge.get("value")));
            return direct;
        }
        let of = if self.with(before, Code::Article).is_some() { before.checked_sub(1) } else { Some(before) };
        match of.filter(|of| *of > floor && self.any_preposition(*of, &["of", "in"])).and_then(|of| self.part_before(of, floor)) {
            Some((start, edge, slice)) => {
                piece.edge = Some(edge);
                piece.slice = piece.slice.or(slice.filter(|slice| !matches!(slice, Slice::Around(_)) || piece.is_day()));
                start
            }
            None => first,
        }
    }

    /// "later that year", "earlier this month".
    fn shifts(&self, piece: &Piece) -> bool {
        matches!(piece.written, Written::Period { .. } | Written::Weekday { .. } | Written::Shift { .. } | Written::Month { .. } | Written::Day { .. })
    }
}
