//! Reading calendar words, numbers and signs at a token.
//!
//! In: the parsed text. Out: small readers that say what stands at a token and where it ends. No grammar here.

use crate::lexicon::{Code, Form, Sense, Table, row};
use crate::rule::EntryId;
use crate::syntax::Parsed;
use crate::token::{Casing, Kind, Token};

/// A phrase of the calendar table, or a number word, that ends at token `last`.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub last: usize,
    sense: Sense,
}

impl Word {
    pub fn code(self) -> Code {
        self.sense.code()
    }

    pub fn entry(self) -> EntryId {
        self.sense.entry()
    }

    /// The cell of a column, empty where there is none.
    pub fn get(self, column: &str) -> &'static str {
        row(self.entry()).get(column)
    }

    /// The `value` column as a number.
    pub fn number(self) -> i32 {
        self.get("value").parse().unwrap_or(0)
    }

    /// Whether the row says that the word needs company.
    pub fn ambiguous(self) -> bool {
        !self.get("needs").is_empty()
    }

    /// Whether the word stands in its canonical form.
    pub fn plain_form(self) -> bool {
        self.sense.form() == Form::Name
    }
}

/// How many units a length has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Count {
    /// "a", "an": one, but only in company.
    Article,
    /// A number, in halves: 5 is two and a half.
    Halves(i32),
    /// "several", "a few", "many".
    Vague,
}

/// Reads the text token by token.
#[derive(Clone, Copy)]
pub(super) struct Reader<'p, 't> {
    pub parsed: &'p Parsed<'t>,
}

impl<'p, 't> Reader<'p, 't> {
    pub fn token(&self, at: usize) -> Option<&'p Token> {
        self.parsed.tokens.get(at)
    }

    pub fn text(&self, at: usize) -> &'t str {
        self.parsed.tokens.text_of(at)
    }

    /// The longest calendar phrase at `at`.
    pub fn word(&self, at: usize) -> Option<Word> {
        self.sense(at, Table::Calendar, |_| true)
    }

    /// The longest calendar phrase at `at` that has this code.
    pub fn with(&self, at: usize, code: Code) -> Option<Word> {
        self.sense(at, Table::Calendar, |sense| sense.code() == code)
    }

    /// The longest calendar phrase at `at` with this code and value.
    pub fn with_value(&self, at: usize, code: Code, value: &str) -> Option<Word> {
        self.with(at, code).filter(|word| word.get("value") == value)
    }

    fn sense(&self, at: usize, table: Table, fits: impl Fn(Sense) -> bool) -> Option<Word> {
        let found = self.parsed.phrases.of(at, table).find(|found| fits(found.sense))?;
        Some(Word { last: found.last as usize, sense: found.sense })
    }

    /// A preposition of this value at `at`.
    pub fn preposition(&self, at: usize, value: &str) -> bool {
        self.with_value(at, Code::Preposition, value).is_some_and(|word| word.last == at)
    }

    /// Whether one of these prepositions stands at `at`.
    pub fn any_preposition(&self, at: usize, values: &[&str]) -> bool {
        self.with(at, Code::Preposition).is_some_and(|word| values.contains(&word.get("value")))
    }

    /// The first token of a phrase with this code that ends at token `last`, at most four tokens long.
    pub fn ending_at(&self, last: usize, code: Code) -> Option<(usize, Word)> {
        let starts = (0..4).rev().filter_map(|back| last.checked_sub(back));
        starts.filter_map(|at| Some((at, self.with(at, code)?))).find(|(_, word)| word.last == last)
    }

    /// Whether the token at `at` is this sign.
    pub fn sign(&self, at: usize, sign: u8) -> bool {
        self.token(at).is_some_and(|token| token.is(sign))
    }

    pub fn is_dash(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Dash)
    }

    /// A touching dash or slash at `at` with something touching after it.
    pub fn glue(&self, at: usize) -> bool {
        let touching = |at: usize| self.token(at).is_some_and(|token| !token.spaced());
        (self.is_dash(at) || self.sign(at, b'/')) && touching(at) && touching(at + 1)
    }

    /// The last token of an abbreviation that ends at `last`: the full stop after it, if it touches.
    pub fn over_dot(&self, last: usize) -> usize {
        let dot = self.token(last + 1).is_some_and(|token| token.is(b'.') && !token.spaced());
        if dot { last + 1 } else { last }
    }

    /// Plain digits at `at`, at most four.
    pub fn digits(&self, at: usize) -> Option<(i32, usize)> {
        let token = self.token(at).filter(|token| token.kind == Kind::Number)?;
        let length = (token.span.end - token.span.start) as usize;
        let number = self.text(at).parse().ok().filter(|_| length <= 4)?;
        Some((number, length))
    }

    /// A year of four digits at `at`.
    pub fn year(&self, at: usize) -> Option<i16> {
        let (number, length) = self.digits(at)?;
        (length == 4 && (1000..2100).contains(&number)).then_some(number as i16)
    }

    /// A day of the month at `at` as digits, "5th" or a word, and its last token.
    pub fn day(&self, at: usize) -> Option<(i8, usize)> {
        let token = self.token(at)?;
        let (number, last) = match token.kind {
            Kind::Number => self.digits(at).filter(|(_, length)| *length <= 2).map(|(number, _)| (number, at))?,
            Kind::Ordinal => (self.text(at).trim_end_matches(char::is_alphabetic).parse().ok()?, at),
            Kind::Word => self.with(at, Code::Nth).map(|word| (word.number(), word.last))?,
            _ => return None,
        };
        (1..=31).contains(&number).then_some((number as i8, last))
    }

    /// A month's name at `at`, its number and its last token; full stop left out.
    pub fn month(&self, at: usize) -> Option<(i8, usize)> {
        let word = self.with(at, Code::Month)?;
        Some((word.number() as i8, word.last))
    }

    /// Whether people or things are counted by a number that ends before token `at`.
    pub fn counted(&self, at: usize) -> bool {
        let name = self.cased() && self.token(at).is_some_and(Token::capital);
        !name && (self.listed_noun(at) || (self.lower_plural(at) && self.word(at).is_none()))
    }

    /// A word of the table of people.
    pub fn people(&self, at: usize) -> bool {
        let name = self.cased() && self.token(at).is_some_and(Token::capital);
        !name && self.parsed.phrases.has(at, Table::People)
    }

    /// A word of the tables of people, or a plural of those of things.
    pub fn listed_noun(&self, at: usize) -> bool {
        let counts = |sense: Sense| sense.table() == Table::People || (sense.table() == Table::Things && sense.form() == Form::Plural);
        self.parsed.phrases.at(at).iter().any(|found| counts(found.sense))
    }

    /// A lower-case word of more than four letters that ends in a single s.
    fn lower_plural(&self, at: usize) -> bool {
        let text = self.text(at);
        let word = self.token(at).is_some_and(|token| token.is_word() && !token.capital());
        word && text.len() > 4 && text.ends_with('s') && !text.ends_with("ss") && !text.ends_with("us") && !text.ends_with("was")
    }

    /// A number of units at `at`: digits, number words, "a", "several"; and its last token.
    pub fn count(&self, at: usize) -> Option<(Count, usize)> {
        let token = self.token(at)?;
        let (count, last) = match token.kind {
            Kind::Number if self.year(at).is_none_or(|year| year < 1900) => (decimal(self.text(at))?, at),
            Kind::Word => self.count_in_words(at)?,
            _ => return None,
        };
        Some(self.and_a_half(count, last))
    }

    fn count_in_words(&self, at: usize) -> Option<(Count, usize)> {
        if let Some(half) = self.with(at, Code::Half) {
            return Some((Count::Halves(1), half.last));
        }
        let word = self.sense(at, Table::NumberWords, |_| true)?;
        match word.code() {
            Code::Article => self.after_article(at, word),
            Code::Unit | Code::Teen => Some(self.times(word.number(), word.last)),
            Code::Ten => Some(self.with_ones(word)),
            Code::Collective => Some((Count::Halves(2 * word.number()), self.over_of(word.last))),
            Code::Indeterminate | Code::Vague => Some((Count::Vague, self.over_of(word.last))),
            _ => None,
        }
    }

    fn after_article(&self, at: usize, word: Word) -> Option<(Count, usize)> {
        let next = word.last + 1;
        let inner = self.sense(next, Table::NumberWords, |sense| matches!(sense.code(), Code::Collective | Code::Hundred));
        match inner {
            Some(inner) => Some((Count::Halves(2 * inner.number()), self.over_of(inner.last))),
            None => self.with(at, Code::One).map(|_| (Count::Article, word.last)),
        }
    }

    fn over_of(&self, last: usize) -> usize {
        if self.preposition(last + 1, "of") { last + 1 } else { last }
    }

    fn times(&self, number: i32, last: usize) -> (Count, usize) {
        let hundred = self.sense(last + 1, Table::NumberWords, |sense| sense.code() == Code::Hundred);
        match hundred {
            Some(hundred) => (Count::Halves(200 * number), hundred.last),
            None => (Count::Halves(2 * number), last),
        }
    }

    fn with_ones(&self, ten: Word) -> (Count, usize) {
        let next = if self.glue(ten.last + 1) { ten.last + 2 } else { ten.last + 1 };
        let ones = self.sense(next, Table::NumberWords, |sense| sense.code() == Code::Unit);
        match ones {
            Some(ones) => (Count::Halves(2 * (ten.number() + ones.number())), ones.last),
            None => (Count::Halves(2 * ten.number()), ten.last),
        }
    }

    /// "two and a half".
    fn and_a_half(&self, count: Count, last: usize) -> (Count, usize) {
        let half = |at: usize| self.sense(at, Table::NumberWords, |sense| sense.code() == Code::Fraction).filter(|word| word.get("value") == "0.5");
        let and = self.preposition(last + 1, "and");
        let skip = if self.with(last + 2, Code::One).is_some() { last + 3 } else { last + 2 };
        let stop = half(skip).filter(|_| and).map(|word| word.last);
        match (count, stop) {
            (Count::Halves(halves), Some(stop)) => (Count::Halves(halves + 1), stop),
            _ => (count, last),
        }
    }

    /// Whether the text marks names with capitals.
    pub fn cased(&self) -> bool {
        self.parsed.tokens.casing == Casing::Usual
    }
}

fn decimal(text: &str) -> Option<Count> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let whole: i32 = whole.replace(',', "").parse().ok().filter(|number| *number < 10_000)?;
    let half = i32::from(rest.starts_with(|c: char| ('3'..='8').contains(&c)));
    Some(Count::Halves(2 * whole + half))
}
