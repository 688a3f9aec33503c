//! Places what was written on the calendar: from the publication date, or from the date the text named before.
//!
//! Dates that lack their anchor stay open and say what they need.

use super::day::Day;
use super::place::{self, Placed};
use super::slice::{Slice, narrowed};
use super::words::Reader;
use super::written::{From, Letter, Piece, Role, Unit, Written, in_year};
use crate::lexicon::{Code, row};
use crate::rule::EntryId;

/// The date the text named last.
#[derive(Clone, Copy)]
struct Seen {
    start: Day,
    end: Day,
    /// The smallest unit that is known.
    exact: Letter,
    /// The year was written, not inferred.
    explicit: bool,
    /// The last year that was written.
    stated: i16,
    sentence: usize,
}

/// Walks through the dates of a text in order.
pub(super) struct Resolver<'r, 'p, 't> {
    reader: &'r Reader<'p, 't>,
    published: Option<Day>,
    narrative: bool,
    seen: Option<Seen>,
    slash_month_first: Option<bool>,
    /// The latest day that the text names with its year.
    latest: Option<Day>,
}

/// A plan may lie this many days ahead of publication.
const SOON: i32 = 150;

/// A day this close ahead of publication is meant, rather than the one a year before.
const NEAR: i32 = 14;

impl<'r, 'p, 't> Resolver<'r, 'p, 't> {
    pub fn new(reader: &'r Reader<'p, 't>, published: Option<Day>, narrative: bool, pieces: &[Piece]) -> Self {
        Self { reader, published, narrative, seen: None, slash_month_first: None, latest: pieces.iter().filter_map(full_day).max() }
    }

    /// The place of the next piece on the calendar.
    pub fn resolve(&mut self, piece: &Piece) -> Placed {
        let sentence = self.reader.parsed.sentence_of(piece.first);
        let mut placed = self.place(piece, &piece.written, sentence);
        if let Some(until) = &piece.until {
            let end = self.range_end(piece, &placed, until, sentence);
            placed = place::range(placed, end);
        }
        if piece.edge == Some("eve") {
            placed = place::eve(placed);
        } else {
            placed = narrowed(placed, piece, self.published);
        }
        self.remember(piece, &placed, sentence);
        placed
    }

    fn range_end(&mut self, piece: &Piece, start: &Placed, until: &Written, sentence: usize) -> Placed {
        match (until, start.days) {
            (Written::Day { year: None, month, day }, Some((from, _))) => {
                let year = if (*month, *day) < (from.month(), from.day()) { from.year() + 1 } else { from.year() };
                place::day(Day::new(year, *month, *day))
            }
            (Written::Weekday { weekday, .. }, Some((from, _))) => place::day(place::weekday_after(from, *weekday, true)),
            _ => self.place(piece, until, sentence),
        }
    }

    fn remember(&mut self, piece: &Piece, placed: &Placed, sentence: usize) {
        let Some((start, end)) = placed.days.filter(|_| piece.role != Role::Publication && piece.role != Role::Since) else { return };
        let explicit = matches!(
            piece.written,
            Written::Day { year: Some(_), .. }
                | Written::Month { year: Some(_), .. }
                | Written::Year(_)
                | Written::Slashed { .. }
                | Written::Season { year: Some(_), .. }
        );
        let exact = match placed.granularity {
            "day" | "time" => Letter::Day,
            "week" => Letter::Week,
            "month" => Letter::Month,
            "year" | "season" | "quarter" => Letter::Year,
            _ => return,
        };
        let window = matches!(piece.written, Written::Window { .. });
        if window || (matches!(piece.written, Written::Year(_)) && !self.advances(piece)) {
            return;
        }
        let stated = match self.seen {
            Some(seen) if !explicit => seen.stated,
            _ => end.year(),
        };
        self.seen = Some(Seen { start, end, exact, explicit, stated, sentence });
    }

    /// Whether a year by itself moves the story on: a heading, or after "in", "by", "during", "early".
    fn advances(&self, piece: &Piece) -> bool {
        let heading = self.reader.token(piece.first).is_some_and(|token| token.starts_line());
        let led = piece.first.checked_sub(1).is_some_and(|before| self.reader.any_preposition(before, &["in", "by", "during"]));
        let opens = self.reader.parsed.sentences.get(self.reader.parsed.sentence_of(piece.first)).is_some_and(|sentence| piece.first <= sentence.first + 4);
        let coarse = self.seen.is_none_or(|seen| seen.exact == Letter::Year);
        heading || ((led || piece.edge.is_some()) && (opens || coarse))
    }

    fn place(&mut self, piece: &Piece, written: &Written, sentence: usize) -> Placed {
        match written {
            Written::Day { year: Some(year), month, day } => place::day(Day::new(*year, *month, *day)),
            Written::Day { year: None, month, day } => self.yearless_day(piece, *month, *day, sentence),
            Written::Slashed { year, first, second } => self.slashed(*year, *first, *second),
            Written::Month { year: Some(year), month } => place::month(*year, *month),
            Written::Month { year: None, month } => self.yearless_month(piece, *month, sentence),
            Written::Year(year) => place::years(*year, *year, "year"),
            Written::Decade(year) => place::years(*year, year + 9, "decade"),
            Written::Century(year) => place::years(*year, year + 99, "century"),
            Written::Weekday { weekday, step, from } => self.weekday(*weekday, *step, *from),
            Written::Shift { steps, unit, from } => self.shift(*steps, *unit, *from),
            Written::Offset { steps, unit, base } => self.offset(piece, *steps, *unit, base.as_deref(), sentence),
            Written::WeekdayIn { weekday, steps, from } => self.weekday_in(*weekday, *steps, *from),
            Written::Period { steps, unit, from } => self.period(*steps, *unit, *from),
            Written::DayIn { day, steps, from } => self.day_in(*day, *steps, *from),
            Written::OfYear { inner, steps, from } => self.of_year(piece, inner, *steps, *from, sentence),
            Written::Stepped { month, season, step, from } => self.stepped(*month, *season, *step, *from),
            Written::Season { year, month } => self.season(*year, *month, sentence),
            Written::Quarter { year, quarter } => {
                year.map_or_else(|| place::open("quarter", PUBLICATION), |year| place::months(year, quarter * 3 - 2, 3, "quarter"))
            }
            Written::Feast { entry, year, step } => self.feast(piece, *entry, *year, *step, sentence),
            Written::Overnight => self.overnight(),
            Written::Part | Written::Clock => self.time_alone(sentence),
            Written::Length { .. } => Placed::default(),
            Written::Vague => Placed::default().named("vague"),
            Written::Window { halves, unit, forward, from } => self.window(*halves, *unit, *forward, *from),
        }
    }

    /// The year for a month and day without one, and what it rests on.
    fn year_for(&self, piece: &Piece, month: i8, day: i8, sentence: usize) -> Option<(i16, &'static str)> {
        if let Some(seen) = self.seen.filter(|seen| {
            self.narrative || (seen.explicit && seen.sentence == sentence && self.published.is_none_or(|published| published.year() != seen.start.year()))
        }) {
            return Some((carry(seen, month), "text"));
        }
        if self.narrative {
            return None;
        }
        let Some(published) = self.published else { return self.reader.reference_year(month).map(|year| (year, "text")) };
        let this = Day::new(published.year(), month, day.clamp(1, 28))?;
        let same_day = this.month() == published.month() && day <= published.day();
        let next = Day::new(published.year() + 1, month, day.clamp(1, 28))?;
        if day > 0 && place::days_between(published, next) <= NEAR {
            return Some((published.year() + 1, "publication_year"));
        }
        let past = (this.month() < published.month()) || same_day || (day == 0 && this.month() == published.month());
        let soon = place::days_between(published, this) < SOON;
        let near = day > 0 && place::days_between(published, this) <= NEAR;
        let future = !past && (near || (soon && self.future_cue(piece)));
        Some((if past || future { published.year() } else { published.year() - 1 }, "publication_year"))
    }

    /// A word of planning before the date in its sentence.
    fn future_cue(&self, piece: &Piece) -> bool {
        let start = self.reader.parsed.sentences.get(self.reader.parsed.sentence_of(piece.first)).map_or(0, |sentence| sentence.first);
        (start.max(piece.first.saturating_sub(30))..piece.first).any(|at| self.reader.with(at, Code::FutureCue).is_some())
    }

    fn yearless_day(&self, piece: &Piece, month: i8, day: i8, sentence: usize) -> Placed {
        if piece.role == Role::Publication
            && let Some(published) = self.published
        {
            return place::day(Day::new(published.year(), month, day)).anchored("publication_year");
        }
        match self.year_for(piece, month, day, sentence) {
            Some((year, anchor)) => place::day(Day::new(year, month, day).or_else(|| Day::new(year - 1, month, day))).anchored(anchor),
            None => place::written(format!("--{month:02}-{day:02}"), "day"),
        }
    }

    fn yearless_month(&self, piece: &Piece, month: i8, sentence: usize) -> Placed {
        match self.year_for(piece, month, 0, sentence) {
            Some((year, anchor)) => place::month(year, month).anchored(anchor),
            None => place::written(format!("--{month:02}"), "month"),
        }
    }

    /// "02/06/2025": as other dates of the text are written, else the only one that is recent at publication.
    fn slashed(&mut self, year: i16, first: i8, second: i8) -> Placed {
        let day_first = Day::new(year, second, first);
        let month_first = Day::new(year, first, second);
        let recent = |day: &Day| self.published.is_some_and(|published| *day <= published && place::days_between(*day, published) < 45);
        match (day_first.filter(recent), month_first.filter(recent), self.slash_month_first) {
            (_, _, Some(true)) => place::day(month_first),
            (_, _, Some(false)) => place::day(day_first),
            (Some(day), None, None) | (None, Some(day), None) => place::day(Some(day)).anchored(PUBLICATION),
            _ => place::open("day", "day_month_order"),
        }
    }

    /// Remembers how an unambiguous date in figures is written.
    pub fn note_order(&mut self, pieces: &[Piece]) {
        let texts = pieces.iter().filter(|piece| matches!(piece.written, Written::Day { year: Some(_), .. }) && piece.last == piece.first + 4);
        for piece in texts.filter(|piece| self.reader.sign(piece.first + 1, b'/')) {
            let Written::Day { month, .. } = piece.written else { continue };
            let first = self.reader.digits(piece.first).map_or(0, |(number, _)| number);
            self.slash_month_first = self.slash_month_first.or(Some(first == i32::from(month)));
        }
    }

    fn anchor(&self, from: From) -> Option<(Day, &'static str)> {
        match from {
            From::Publication if self.narrative => self.seen.map(|seen| (seen.start, "text")),
            From::Publication => self.published.map(|day| (day, PUBLICATION)),
            From::Text => self.seen.map(|seen| (seen.start, "text")),
        }
    }

    fn weekday(&self, weekday: i8, step: Option<i8>, from: From) -> Placed {
        if self.narrative && from == From::Publication {
            let day = self.seen.filter(|seen| seen.exact == Letter::Day).and_then(|seen| place::weekday_after(seen.start, weekday, false));
            return day.map_or_else(|| place::open("day", PUBLICATION), |day| place::day(Some(day)).anchored("text"));
        }
        let Some((anchor, name)) = self.anchor(from) else {
            return self.named_elsewhere(weekday, step).unwrap_or_else(|| place::open("day", needs(from)));
        };
        let day = match step {
            Some(1) => place::weekday_after(anchor, weekday, true),
            Some(-1) => place::weekday_before(anchor, weekday, true),
            _ => place::weekday_before(anchor, weekday, false),
        };
        place::day(day).anchored(name)
    }

    /// Without a publication date: the latest full date of the text, where it falls on this weekday.
    fn named_elsewhere(&self, weekday: i8, step: Option<i8>) -> Option<Placed> {
        let latest = self.latest.filter(|_| step.is_none())?;
        let fits = latest.weekday() == weekday;
        fits.then(|| place::day(Some(latest)).anchored("text"))
    }

    fn shift(&self, steps: Option<i32>, unit: Unit, from: From) -> Placed {
        let granularity = if unit.letter < Letter::Day { "time" } else { unit.name() };
        let anchor = match from {
            From::Publication => self.published.map(|day| (day, PUBLICATION)),
            From::Text => self.anchor(from),
        };
        // "a few minutes ago" is of the same day
        let steps = steps.or((from == From::Publication && unit.letter < Letter::Day).then_some(0));
        let (Some(steps), Some((anchor, name))) = (steps, anchor) else { return place::open(granularity, needs(from)) };
        let known =
            from == From::Publication || self.seen.is_some_and(|seen| seen.exact <= unit.letter || (unit.letter == Letter::Week && seen.exact == Letter::Day));
        if !known {
            return place::open(granularity, needs(from));
        }
        let anchor = match self.seen.filter(|_| from == From::Text && steps > 0) {
            Some(seen) if unit.letter == Letter::Day => seen.end,
            _ => anchor,
        };
        place::shifted(anchor, steps, unit).anchored(name)
    }

    fn offset(&mut self, piece: &Piece, steps: i32, unit: Unit, base: Option<&Written>, sentence: usize) -> Placed {
        let base = base.map(|base| self.place(piece, base, sentence));
        match base.and_then(|base| Some((base.days?.0, base.anchor))) {
            Some((day, anchor)) => Placed { anchor, ..place::shifted(day, steps, unit) },
            None => place::open(unit.name(), "event"),
        }
    }

    fn weekday_in(&self, weekday: i8, steps: i32, from: From) -> Placed {
        let Some((anchor, name)) = self.anchor(from) else { return place::open("day", needs(from)) };
        let monday = place::period(anchor, steps, WEEK).days;
        place::day(monday.and_then(|(monday, _)| place::weekday_after(monday, weekday, false))).anchored(name)
    }

    fn day_in(&self, day: i8, steps: i32, from: From) -> Placed {
        let Some((anchor, name)) = self.anchor(from) else { return place::open("day", needs(from)) };
        let first = place::period(anchor, steps, MONTH).days;
        place::day(first.and_then(|(first, _)| Day::new(first.year(), first.month(), day))).anchored(name)
    }

    fn of_year(&mut self, piece: &Piece, inner: &Written, steps: i32, from: From, sentence: usize) -> Placed {
        let anchor = self.anchor(from);
        let year = anchor.map_or(2000, |(day, _)| day.year() + steps as i16);
        let placed = in_year(inner, year).map(|written| self.place(piece, &written, sentence)).unwrap_or_default();
        match anchor {
            Some((_, name)) => placed.anchored(name),
            None => place::open(placed.granularity, needs(from)),
        }
    }

    fn period(&self, steps: i32, unit: Unit, from: From) -> Placed {
        match self.anchor(from) {
            Some((anchor, name)) => place::period(anchor, steps, unit).anchored(name),
            None => place::open(unit.name(), needs(from)),
        }
    }

    fn stepped(&self, month: i8, season: bool, step: i8, from: From) -> Placed {
        let granularity = if season { "season" } else { "month" };
        let Some((anchor, name)) = self.anchor(from) else { return place::open(granularity, needs(from)) };
        let year = match step {
            0 => anchor.year(),
            1.. if month > anchor.month() => anchor.year(),
            1.. => anchor.year() + 1,
            _ if month < anchor.month() && !(season && anchor.month() < month + 3) => anchor.year(),
            _ => anchor.year() - 1,
        };
        let placed = if season { place::months(year, month, 3, "season") } else { place::month(year, month) };
        placed.anchored(name)
    }

    fn season(&self, year: Option<i16>, month: i8, sentence: usize) -> Placed {
        if let Some(year) = year {
            return place::months(year, month, 3, "season");
        }
        let seen = self.seen.filter(|seen| self.narrative || (seen.explicit && seen.sentence == sentence));
        match (seen, self.published) {
            (Some(seen), _) => place::months(seen.start.year(), month, 3, "season").anchored("text"),
            (None, Some(published)) if !self.narrative => {
                let year = if month <= published.month() { published.year() } else { published.year() - 1 };
                place::months(year, month, 3, "season").anchored("publication_year")
            }
            _ => place::open("season", PUBLICATION),
        }
    }

    /// A feast on a day of the year, on a weekday of a month ("11-4x4": its fourth Thursday), or on the listed days.
    fn feast(&self, piece: &Piece, entry: EntryId, year: Option<i16>, step: i8, sentence: usize) -> Placed {
        let dates = row(entry).get("dates");
        let length = row(entry).get("days").parse().unwrap_or(1);
        let fixed = place::month_day(dates);
        if let Some((month, day)) = fixed.filter(|_| year.is_none() && step == 0) {
            return self.yearless_day(piece, month, day, sentence);
        }
        let seen = self.seen.filter(|seen| self.narrative || (seen.explicit && seen.sentence == sentence)).map(|seen| seen.start.year());
        let published = self.published.filter(|_| !self.narrative);
        let limit = published.and_then(|day| day.plus(if step == 0 { NEAR } else { 0 }, Letter::Day));
        let stated = year.or(seen);
        let fits = |first: &Day| stated.map_or(limit.is_some_and(|limit| (*first <= limit) == (step < 1)), |year| first.year() == year);
        let last = stated.or(limit.map(Day::year)).unwrap_or(0);
        let mut firsts: Vec<Day> = match (fixed, dates.split_once('x')) {
            (Some((month, day)), _) => (last - 1..=last + 1).filter_map(|year| Day::new(year, month, day)).collect(),
            (None, Some((month, weekday))) => (last - 1..=last + 1).filter_map(|year| weekday_of_month(year, month, weekday)).collect(),
            (None, None) => dates.split('|').filter_map(Day::parse).collect(),
        };
        firsts.retain(fits);
        let first = if stated.is_some() || step > 0 { firsts.first() } else { firsts.last() }.copied();
        if stated.is_none() && published.is_none() {
            return place::open(if length > 8 { "month" } else { "day" }, PUBLICATION);
        }
        Placed { anchor: if year.is_some() { None } else { Some("publication_year") }, ..place::days(first, length) }
    }

    fn overnight(&self) -> Placed {
        let Some(published) = self.published.filter(|_| !self.narrative) else { return place::open("day", PUBLICATION) };
        place::range(place::shifted(published, -1, DAY), place::day(Some(published))).anchored(PUBLICATION)
    }

    /// A time of day belongs to the day named before it in its sentence or the one before.
    fn time_alone(&self, sentence: usize) -> Placed {
        let seen = self.seen.filter(|seen| seen.exact == Letter::Day && sentence - seen.sentence <= 1);
        match seen {
            Some(seen) => place::day(Some(seen.start)).anchored("text").named("time"),
            None => place::open("time", "date"),
        }
    }

    fn window(&self, halves: Option<i32>, unit: Unit, forward: bool, from: From) -> Placed {
        let from = if self.narrative { From::Text } else { from };
        match (self.anchor(from), halves) {
            (Some((anchor, name)), Some(halves)) => place::window(anchor, halves, unit, forward).anchored(name),
            (Some((anchor, name)), None) if unit.letter < Letter::Day => place::day(Some(anchor)).named("time").anchored(name),
            (Some((_, name)), None) => Placed::default().named(unit.name()).anchored(name),
            (None, _) => place::open(unit.name(), needs(from)),
        }
    }
}

fn full_day(piece: &Piece) -> Option<Day> {
    match piece.written {
        Written::Day { year: Some(year), month, day } => Day::new(year, month, day),
        _ => None,
    }
}

/// "11-4" and "4": the fourth Thursday of November; "05--1" and "1": the last Monday of May.
fn weekday_of_month(year: i16, month: &str, weekday: &str) -> Option<Day> {
    let (month, nth) = place::month_day(month)?;
    let days = place::month(year, month).days?;
    Slice::Weekday { nth: i32::from(nth), weekday: weekday.parse().ok()? }.within(days).map(|(day, _)| day)
}

const PUBLICATION: &str = "publication_date";
const MONTH: Unit = Unit { letter: Letter::Month, times: 1 };
const WEEK: Unit = Unit { letter: Letter::Week, times: 1 };
const DAY: Unit = Unit { letter: Letter::Day, times: 1 };

fn needs(from: From) -> &'static str {
    match from {
        From::Publication => PUBLICATION,
        From::Text => "date_in_text",
    }
}

/// The year of a month that follows a date seen before: the same, or the next when it lies far back in the year.
fn carry(seen: Seen, month: i8) -> i16 {
    let wraps = seen.exact <= Letter::Month && month + 7 < seen.end.month() && seen.end.year() <= seen.stated;
    seen.end.year() + i16::from(wraps)
}
