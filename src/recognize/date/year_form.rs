//! Years, decades and centuries: numbers that only their surroundings show to be dates.

use super::rules;
use super::words::Reader;
use super::written::{Piece, Written};
use crate::lexicon::Code;
use crate::token::Kind;

impl Reader<'_, '_> {
    /// A year by itself, where its surroundings say that it is one.
    pub fn year_alone(&self, at: usize) -> Option<Piece> {
        if let Some((year, last)) = self.era_year(at) {
            return Some(Piece::new(at, last, Written::Year(year), &rules::YEAR));
        }
        let year = self.year(at)?;
        (self.year_fits(at, year)).then(|| Piece::new(at, at, Written::Year(year), &rules::YEAR))
    }

    /// "241 BC", "AD 79".
    pub(super) fn era_year(&self, at: usize) -> Option<(i16, usize)> {
        let (number, _) = self.digits(at)?;
        let year = |era: i32| if era < 0 { 1 - number } else { number } as i16;
        if let Some(era) = self.with(at + 1, Code::Era) {
            return Some((year(era.number()), self.over_dot(era.last)));
        }
        let link = self.is_dash(at + 1) || self.any_preposition(at + 1, &["to", "and", "until"]);
        let era = self.digits(at + 2).filter(|_| link).and_then(|_| self.with(at + 3, Code::Era))?;
        (era.number() < 0).then(|| (year(-1), at))
    }

    fn year_fits(&self, at: usize, year: i16) -> bool {
        let modern = (1900..2100).contains(&year);
        if self.glue(at + 1) && self.digits(at + 2).is_none() && self.is_dash(at + 1) && !modern {
            return false;
        }
        let before = at.checked_sub(1);
        let is = |test: &dyn Fn(usize) -> bool| before.is_some_and(test);
        let strong = is(&|b| self.any_preposition(b, &["in", "since", "until", "during"]));
        let weak = is(&|b| {
            self.any_preposition(b, &["of", "by", "from", "to", "between", "and", "for"])
                || self.with(b, Code::After).is_some()
                || self.with(b, Code::Before).is_some()
        });
        let plausible = (1500..2100).contains(&year);
        let edge = is(&|b| {
            self.with(b, Code::Edge).is_some() || (self.is_dash(b) && b > 0 && self.with(b - 1, Code::Edge).is_some()) || self.with(b, Code::TimeUnit).is_some()
        });
        let counted = self.counted(at + 1) || self.sign(at + 1, b'%');
        if edge || (strong && modern) {
            return true;
        }
        !counted
            && (strong
                || (weak && plausible && self.ends_phrase(at + 1))
                || (weak && self.closes(at + 1))
                || self.year_in_brackets(at)
                || self.year_pair(at)
                || self.own_line(at)
                || (plausible && (self.year_as_subject(at) || self.ends_caption(at))))
            || (plausible && !self.listed_noun(at + 1) && self.year_before_noun(at))
    }

    /// Whether nothing that could be counted follows: a sign, a function word, a capital, the end.
    fn ends_phrase(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| !token.is_word() || token.capital() || !self.parsed.phrases.at(at).is_empty() || token.starts_line())
            || self.verb_like(at)
    }

    fn verb_like(&self, at: usize) -> bool {
        let text = self.text(at);
        text.ends_with("ed") || text.ends_with("ing") || text.len() <= 4
    }

    fn closes(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.kind == Kind::Sign || token.kind == Kind::Dash || token.starts_line())
    }

    fn year_in_brackets(&self, at: usize) -> bool {
        let open = at.checked_sub(1).is_some_and(|before| self.sign(before, b'(') || (self.sign(before, b',') && self.in_brackets(before)));
        open && (self.sign(at + 1, b')') || self.is_dash(at + 1) || self.sign(at + 1, b',') || self.sign(at + 1, b';'))
    }

    fn in_brackets(&self, at: usize) -> bool {
        (at.saturating_sub(8)..at).any(|before| self.sign(before, b'('))
    }

    /// "1861-1865", "1915-17", and the second year of such a pair.
    fn year_pair(&self, at: usize) -> bool {
        let glued_before = at.checked_sub(1).is_some_and(|before| self.glue(before));
        if (self.glue(at + 3) && self.glue(at + 1)) || (self.glue(at + 1) && glued_before) {
            return false;
        }
        let first = self.is_dash(at + 1)
            && self.digits(at + 2).is_some_and(|(number, length)| {
                (length == 4 && self.year(at + 2) > self.year(at)) || (length == 2 && self.year(at).is_some_and(|year| i32::from(year % 100) < number))
            });
        let second = at >= 2 && self.is_dash(at - 1) && self.year(at - 2).is_some_and(|before| Some(before) < self.year(at));
        (first || second) && !self.sign(at.saturating_sub(1), b'/')
    }

    /// "1976\n": a year as a heading.
    fn own_line(&self, at: usize) -> bool {
        let starts = self.token(at).is_some_and(|token| token.starts_line());
        starts && self.token(at + 1).is_none_or(|token| token.starts_line() || token.is(b':') || (token.kind == Kind::Dash && token.spaced()))
    }

    /// "the 2014 election", "a 2016 deal", "his 1998 trial".
    fn year_before_noun(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let led = self.with(before, Code::Article).is_some()
            || self.with(before, Code::One).is_some()
            || self.with(before, Code::Possessive).is_some()
            || self.token(before).is_some_and(|token| token.kind == Kind::Clitic);
        led && self.token(at + 1).is_some_and(|token| (token.is_word() || token.kind == Kind::Quote) && token.spaced())
    }

    /// "2007 also saw", "1965's man of the year".
    fn year_as_subject(&self, at: usize) -> bool {
        let opens = self.parsed.sentences.binary_search_by_key(&at, |sentence| sentence.first).is_ok();
        let modern = self.year(at).is_some_and(|year| year >= 1900);
        let owner = self.token(at + 1).is_some_and(|token| token.kind == Kind::Quote && !token.spaced()) && self.text(at + 2) == "s";
        modern && (owner || (opens && self.verb_like(at + 1) && self.token(at + 1).is_some_and(|token| token.is_word() && !token.capital())))
    }

    /// "The plan of the blockade, 1861" as a line of its own.
    fn ends_caption(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.sign(before, b',')) && self.token(at + 1).is_some_and(|token| token.starts_line())
    }

    /// The end of "1915-17".
    pub fn short_year(&self, at: usize) -> Option<Piece> {
        let (number, _) = self.digits(at).filter(|(_, length)| *length == 2)?;
        let start = at.checked_sub(2).filter(|_| self.is_dash(at - 1) && self.glue(at - 1)).and_then(|before| self.year(before))?;
        let year = start - start % 100 + number as i16;
        (year > start && self.year_pair(at - 2)).then(|| Piece::new(at, at, Written::Year(year), &rules::YEAR))
    }

    /// "1990s", "the '90s", "the 470s BC", "the nineteenth century".
    pub fn decade(&self, at: usize) -> Option<Piece> {
        let (number, length) = self.digits(at)?;
        let plural = self.text(at + 1) == "s" && self.token(at + 1).is_some_and(|token| !token.spaced());
        let led = at
            .checked_sub(1)
            .is_some_and(|before| self.with(before, Code::Article).is_some() || self.token(before).is_some_and(|token| token.kind == Kind::Quote));
        if !plural || number % 10 != 0 || length < 2 || (length == 2 && !led) {
            return None;
        }
        let year = if length == 2 { 1900 + number } else { number } as i16;
        let (year, last) = self.with_era(year, at + 1);
        Some(Piece::new(at, last, Written::Decade(year?), &rules::DECADE))
    }

    /// "19th century", "the fourth century BC".
    pub fn century(&self, at: usize) -> Option<Piece> {
        let (number, last) = self.day(at)?;
        let next = if self.glue(last + 1) { last + 2 } else { last + 1 };
        let unit = self.with_value(next, Code::TimeUnit, "100Y").filter(|_| number <= 21)?;
        let first = (i16::from(number) - 1) * 100;
        let era = self.with(unit.last + 1, Code::Era);
        let (first, last) = match era {
            Some(era) if era.number() < 0 => (-first - 99, era.last),
            _ => (first, unit.last),
        };
        Some(Piece::new(at, last, Written::Century(first), &rules::DECADE))
    }
}
