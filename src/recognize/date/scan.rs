//! Finds expressions of time left to right, joins what belongs together, and widens each to the left.
//!
//! In: the parsed text. Out: pieces in the order of the text, without overlap. Values come later, in `resolve`.

use super::rules;
use super::words::Reader;
use super::written::{Piece, Written};
use crate::lexicon::Code;
use crate::token::Kind;

impl Reader<'_, '_> {
    /// All expressions of time of the text.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = 0;
        while at < self.parsed.tokens.len() {
            match self.piece(at) {
                Found::Piece(piece) => {
                    at = piece.last + 1;
                    self.join_or_push(&mut pieces, piece);
                }
                Found::Skip(to) => at = to,
                Found::Nothing => at += 1,
            }
        }
        pieces.retain(|piece| !piece.weak);
        self.widen_all(&mut pieces);
        pieces
    }

    fn piece(&self, at: usize) -> Found {
        let Some(token) = self.token(at) else { return Found::Nothing };
        let found = match token.kind {
            Kind::Number => self.at_number(at),
            Kind::Ordinal => self.day_first(at).or_else(|| self.century(at)).or_else(|| self.day_in_month(at)),
            Kind::Word if token.word != 0 => return self.at_word(at),
            _ => None,
        };
        self.checked(at, found)
    }

    fn checked(&self, at: usize, found: Option<Piece>) -> Found {
        match found {
            Some(piece) if !self.breaks(at, piece.last) => Found::Piece(piece),
            _ => Found::Nothing,
        }
    }

    /// Whether a paragraph ends inside.
    pub(super) fn breaks(&self, first: usize, last: usize) -> bool {
        (first + 1..=last).any(|at| self.token(at).is_some_and(|token| token.starts_paragraph()))
    }

    fn at_number(&self, at: usize) -> Option<Piece> {
        self.numeric(at)
            .or_else(|| self.day_first(at))
            .or_else(|| self.short_year(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.lasting(at))
            .or_else(|| self.year_alone(at))
            .or_else(|| self.military_clock(at))
    }

    fn at_word(&self, at: usize) -> Found {
        if let Some(name) = self.with(at, Code::NotDate) {
            return Found::Skip(name.last + 1);
        }
        let found = match self.word(at).map(|word| word.code()) {
            Some(Code::Month) => self.month_first(at).or_else(|| self.feast(at)),
            Some(Code::Weekday) => self.weekday(at),
            Some(Code::DayShift) => self.day_shift(at),
            Some(Code::Overnight) => self.overnight(at),
            Some(Code::VagueTime) => self.vague_time(at),
            Some(Code::Which) => self.which(at),
            Some(Code::DayPart) => self.part_of_day(at),
            Some(Code::Season) => self.season(at),
            Some(Code::Quarter) => self.which(at).or_else(|| self.quarter(at)),
            Some(Code::Feast) => self.feast(at),
            Some(Code::Era) => self.after_era(at),
            Some(Code::TimeUnit | Code::UnitLong | Code::One | Code::Half) => self.lasting(at),
            Some(Code::Nth) => self.day_first(at).or_else(|| self.century(at)).or_else(|| self.day_in_month(at)),
            Some(_) => None,
            None => self.lasting(at),
        };
        self.checked(at, found)
    }

    /// "AD 79".
    fn after_era(&self, at: usize) -> Option<Piece> {
        let era = self.with(at, Code::Era).filter(|era| era.number() > 0)?;
        let (number, _) = self.digits(era.last + 1)?;
        Some(Piece::new(at, era.last + 1, Written::Year(number as i16), &rules::YEAR))
    }
}

enum Found {
    Piece(Piece),
    Skip(usize),
    Nothing,
}
