//! Finds expressions of time left to right, joins what belongs together, and widens each to the left.
//!
//! In: the parsed text. Out: pieces in the order of the text, without overlap. Values come later, in `resolve`.

use super::rules;
use super::words::Reader;
use super::written::{From, Letter, Piece, Role, Unit, Written};
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
            Kind::Number => self.from_number(at),
            Kind::Ordinal => self.day_first(at).or_else(|| self.century(at)),
            Kind::Word if token.word != 0 => return self.from_word(at),
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
    fn breaks(&self, first: usize, last: usize) -> bool {
        (first + 1..=last).any(|at| self.token(at).is_some_and(|token| token.starts_paragraph()))
    }

    fn from_number(&self, at: usize) -> Option<Piece> {
        self.numeric(at)
            .or_else(|| self.day_first(at))
            .or_else(|| self.short_year(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.lasting(at))
            .or_else(|| self.year_alone(at))
    }

    fn from_word(&self, at: usize) -> Found {
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
            Some(Code::Nth) => self.day_first(at).or_else(|| self.century(at)),
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

    fn join_or_push(&self, pieces: &mut Vec<Piece>, next: Piece) {
        if let Some(last) = pieces.last_mut()
            && next.first - last.last <= 4
            && !self.breaks(last.last, next.first)
            && self.join(last, &next)
        {
            return;
        }
        pieces.push(next);
    }

    /// Joins `next` to `last` where the two are one expression; says whether it did.
    fn join(&self, last: &mut Piece, next: &Piece) -> bool {
        let gap = self.gap(last.last + 1, next.first);
        self.join_weekday(last, next, gap)
            || self.join_part_after(last, next, gap)
            || self.join_part_before(last, next, gap)
            || self.join_of(last, next, gap)
            || self.join_offset(last, next, gap)
            || self.join_range(last, next, gap)
    }

    /// "Friday, 21 July", "Tuesday the 5th of May".
    fn join_weekday(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        let Written::Weekday { step: None, .. } = last.written else { return false };
        let day = matches!(next.written, Written::Day { .. } | Written::Slashed { .. });
        if !day || !matches!(gap, Gap::None | Gap::Comma | Gap::The) {
            return false;
        }
        let (first, part) = (last.first, last.part);
        *last = Piece { first, part: part.or(next.part), ..next.clone() };
        true
    }

    /// "Tuesday morning", "Sunday at 9 p.m.", "5 May at dawn".
    fn join_part_after(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        let part = matches!(next.written, Written::Part | Written::Clock);
        let fits = matches!(gap, Gap::None | Gap::At | Gap::In) || (gap == Gap::Comma && next.clock);
        if !part || !fits || !(last.is_day() || last.clock) || last.until.is_some() || (last.clock && next.clock) {
            return false;
        }
        last.last = next.last;
        last.part = next.part.or(last.part);
        last.clock |= next.clock;
        last.weak = false;
        true
    }

    /// "the night of 3-4 March", "9 p.m. on Sunday", "dawn on Friday", "overnight Tuesday".
    fn join_part_before(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        let part = matches!(last.written, Written::Part | Written::Clock | Written::Overnight);
        let fits = matches!(gap, Gap::None | Gap::Of | Gap::On | Gap::Comma);
        if !part || !fits || !next.is_day() || (gap == Gap::Comma && !last.clock) || matches!(next.written, Written::Overnight) {
            return false;
        }
        *last = Piece { first: last.first, part: last.part.or(next.part), clock: last.clock || next.clock, weak: false, ..next.clone() };
        true
    }

    /// "two days after the 5 May attack", "a week before Christmas".
    fn join_offset(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        let Written::Offset { base, .. } = &mut last.written else { return false };
        if base.is_some() || !next.is_day() || next.until.is_some() || !matches!(gap, Gap::None | Gap::The) {
            return false;
        }
        *base = Some(Box::new(next.written.clone()));
        last.last = next.last;
        true
    }

    /// "Tuesday of last week".
    fn join_week(&self, last: &mut Piece, next: &Piece) -> bool {
        let (Written::Weekday { weekday, step: None, .. }, Written::Period { steps, unit: Unit { letter: Letter::Week, .. }, from }) = (&last.written, &next.written) else { return false };
        last.written = Written::WeekdayIn { weekday: *weekday, steps: *steps, from: *from };
        last.last = next.last;
        true
    }

    /// "August of that year", "the spring of next year", "the first quarter of this year".
    fn join_of(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        if gap == Gap::Of && self.join_week(last, next) {
            return true;
        }
        let Written::Period { steps, unit: Unit { letter: Letter::Year, .. }, from } = next.written else { return false };
        let step = i8::try_from(steps).unwrap_or(0);
        let stepped = match last.written {
            Written::Month { year: None, month } => Written::Stepped { month, season: false, step, from },
            Written::Season { year: None, month } => Written::Stepped { month, season: true, step, from },
            Written::Quarter { year: None, quarter } if gap == Gap::Of => Written::QuarterOf { quarter, steps, from },
            _ => return false,
        };
        last.weak = false;
        if gap != Gap::Of || (step != 0 && from == From::Text) {
            return false;
        }
        let same = step == 0 && !matches!(stepped, Written::QuarterOf { .. });
        last.written = if same { last.written.clone() } else { stepped };
        last.last = next.last;
        true
    }

    /// "from 1 July to 3 July 1863", "Monday to Wednesday"; "April and June 1955" only share the year.
    fn join_range(&self, last: &mut Piece, next: &Piece, gap: Gap) -> bool {
        if !matches!(gap, Gap::To | Gap::And) || last.until.is_some() {
            return false;
        }
        share_year(&mut last.written, &next.written);
        let between = last.first.checked_sub(1).is_some_and(|before| self.preposition(before, "between"));
        let whole = gap == Gap::To || between;
        let days = matches!((&last.written, &next.written), (Written::Day { .. }, Written::Day { .. }) | (Written::Weekday { step: None, .. }, Written::Weekday { step: None, .. }));
        if !whole || !days || next.until.is_some() || far_apart(&last.written, &next.written) {
            return false;
        }
        last.until = Some(next.written.clone());
        last.last = next.last;
        last.part = last.part.or(next.part);
        last.rule = &rules::RANGE;
        last.weak = false;
        true
    }

    fn gap(&self, from: usize, to: usize) -> Gap {
        match to.saturating_sub(from) {
            0 => Gap::None,
            1 => self.gap_word(from),
            2 if self.with(from + 1, Code::Article).is_some() => match self.gap_word(from) {
                Gap::Comma | Gap::None => Gap::Other,
                gap => gap,
            },
            2 if self.any_preposition(from + 1, &["around", "on", "at"]) && matches!(self.gap_word(from), Gap::At | Gap::And | Gap::Comma | Gap::To) => self.gap_word(from),
            _ => Gap::Other,
        }
    }

    fn gap_word(&self, at: usize) -> Gap {
        if self.is_dash(at) {
            return Gap::To;
        }
        if self.sign(at, b',') {
            return Gap::Comma;
        }
        if self.with(at, Code::Article).is_some() {
            return Gap::The;
        }
        match self.with(at, Code::Preposition).map_or("", |word| word.get("value")) {
            "of" => Gap::Of,
            "on" => Gap::On,
            "at" | "around" | "by" => Gap::At,
            "in" | "during" => Gap::In,
            "to" | "until" => Gap::To,
            "and" => Gap::And,
            _ => Gap::Other,
        }
    }

    fn widen_all(&self, pieces: &mut [Piece]) {
        let mut floor = 0;
        for piece in pieces {
            self.widen(piece, floor);
            floor = piece.last + 1;
        }
    }

    /// Takes in what belongs to the expression on its left: "early", "the end of", "the", "on".
    fn widen(&self, piece: &mut Piece, floor: usize) {
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
    }

    /// A bare year or month, "June 2", a time on the clock leave the article outside: it belongs to the noun after them.
    fn takes_article(&self, piece: &Piece) -> bool {
        let month_first = self.with(piece.first, Code::Month).is_some();
        match piece.written {
            Written::Year(_) | Written::Month { .. } => piece.edge.is_some(),
            Written::Overnight | Written::Clock => false,
            Written::Shift { from: From::Publication, .. } => false,
            Written::Day { .. } => !month_first && (piece.part.is_some() || !self.token(piece.first).is_some_and(|token| token.kind == Kind::Number) || piece.until.is_some()),
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
        let edge = self.with(direct, Code::Edge).filter(|edge| edge.last == direct).or_else(|| self.with(direct, Code::ShiftAfter).filter(|_| piece.edge.is_none() && self.shifts(piece)));
        if let Some(edge) = edge.filter(|_| direct >= floor && !matches!(piece.written, Written::Clock)) {
            piece.edge = Some(edge_of(edge.get("value")));
            return direct;
        }
        let of = if self.with(before, Code::Article).is_some() { before.checked_sub(1) } else { Some(before) };
        match of.filter(|of| *of > floor && self.any_preposition(*of, &["of", "in"])).and_then(|of| self.edge_of_period(of, floor)) {
            Some((start, edge)) => {
                piece.edge = Some(edge);
                start
            }
            None => first,
        }
    }

    /// "later that year", "earlier this month".
    fn shifts(&self, piece: &Piece) -> bool {
        matches!(piece.written, Written::Period { .. } | Written::Weekday { .. } | Written::Shift { .. } | Written::Month { .. } | Written::Day { .. })
    }

    /// The head before "of": "the end", "the first half", "the last week", "the month".
    fn edge_of_period(&self, of: usize, floor: usize) -> Option<(usize, &'static str)> {
        let head = of.checked_sub(1).filter(|at| *at >= floor)?;
        let edge = self.with(head, Code::Edge).or_else(|| self.with(head, Code::ShiftAfter).filter(|shift| shift.get("part") == "text"));
        if let Some(edge) = edge {
            return Some((head, edge_of(edge.get("value"))));
        }
        if !self.preposition(of, "of") {
            return None;
        }
        let unit = self.with(head, Code::TimeUnit).is_some();
        if !unit && self.with(head, Code::Portion).is_none() {
            return None;
        }
        let word = head.checked_sub(1).filter(|at| *at >= floor);
        let nth = word.filter(|at| self.with(*at, Code::Nth).is_some() || self.with(*at, Code::Which).is_some() || self.with(*at, Code::Final).is_some() || self.with(*at, Code::Latter).is_some() || self.with(*at, Code::Edge).is_some());
        match (nth, word.filter(|at| unit && self.with(*at, Code::Article).is_some())) {
            (Some(nth), _) => Some((nth, "part")),
            (None, Some(_)) => Some((head, "part")),
            _ => None,
        }
    }
}

fn edge_of(value: &'static str) -> &'static str {
    match value {
        "-1" => "early",
        "1" => "late",
        value => value,
    }
}

/// Gives the first of two dates the year of the second.
fn share_year(first: &mut Written, second: &Written) {
    match (first, second) {
        (Written::Day { year: first @ None, .. } | Written::Month { year: first @ None, .. } | Written::Season { year: first @ None, .. }, Written::Day { year, .. } | Written::Month { year, .. } | Written::Season { year, .. }) => *first = *year,
        _ => {}
    }
}

/// Whether two calendar days lie more than two weeks apart: such a stretch is told by its two ends.
fn far_apart(first: &Written, second: &Written) -> bool {
    let (Written::Day { year: a, month: m, day: d }, Written::Day { year: b, month: n, day: e }) = (first, second) else { return false };
    let days = |month: i8, day: i8| i32::from(month) * 30 + i32::from(day);
    a != b || (days(*n, *e) - days(*m, *d)).rem_euclid(360) > TWO_WEEKS
}

const TWO_WEEKS: i32 = 14;

enum Found {
    Piece(Piece),
    Skip(usize),
    Nothing,
}

/// What stands between two expressions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Comma,
    The,
    Of,
    On,
    At,
    In,
    To,
    And,
    Other,
}
