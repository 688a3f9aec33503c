//! Quantities: numbers in digits and words with their qualifiers, vague and indeterminate amounts, explicit none.
//!
//! In: tokens and phrases. Out: what was written and the bounds it asserts. Whether a quantity counts people is left
//! to `casualty`. Values of vague words come from `data/en/number_words.tsv`.

use crate::lexicon::{Code, Form, Sense, Table, row};
use crate::rule::EntryId;
use crate::token::{Kind, Phrases, Tokens};

/// What kind of amount it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number in digits or words.
    Number,
    /// "dozens", "several hundred".
    Vague,
    /// "several", "many", "an unknown number of".
    Indeterminate,
    /// "no", "none".
    None,
    /// "half", "a third", "70 percent": ten-thousandths of a base.
    Share(u32),
}

/// A quantity at tokens `first..=last`; `core` is where the number itself begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// First token, qualifier included.
    pub first: u32,
    /// Last token.
    pub last: u32,
    /// First token of the number itself.
    pub core: u32,
    /// Kind of amount.
    pub amount: Amount,
    /// Lower bound the text asserts.
    pub low: Option<u64>,
    /// Upper bound the text asserts.
    pub high: Option<u64>,
    /// The figure stated.
    pub best: Option<u64>,
    /// The qualifier's name in the report.
    pub qualifier: &'static str,
    /// Data rows it rests on.
    pub entries: Vec<EntryId>,
    /// The quantity ends with "of" ("dozens of", "a number of").
    pub partitive: bool,
}

/// A number without qualifier.
struct Core {
    last: usize,
    value: u64,
    amount: Amount,
    entries: Vec<EntryId>,
}

/// Finds all quantities, left to right, without overlap.
pub fn find_quantities(tokens: &Tokens, phrases: &Phrases) -> Vec<Quantity> {
    let reader = Reader { tokens, phrases };
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match reader.quantity(at) {
            Some(quantity) => {
                at = quantity.last as usize + 1;
                found.push(quantity);
            }
            None => at += 1,
        }
    }
    found
}

/// More qualifiers in a row than this are no language.
const MOST_QUALIFIERS: usize = 4;

struct Reader<'a, 't> {
    tokens: &'a Tokens<'t>,
    phrases: &'a Phrases,
}

impl Reader<'_, '_> {
    fn sense(&self, at: usize, table: Table) -> Option<(usize, Sense)> {
        let found = self.phrases.of(at, table).next()?;
        Some((found.last as usize, found.sense))
    }

    fn quantity(&self, at: usize) -> Option<Quantity> {
        let token = self.tokens.get(at)?;
        if token.word == 0 && token.kind != Kind::Number {
            return None;
        }
        self.quantity_inner(at, 0)
    }

    /// "between 20 and 30", "anywhere from 300 to 500".
    fn span_of_two(&self, at: usize) -> Option<Quantity> {
        let (end, sense) = self.sense(at, Table::Qualifiers).filter(|(_, sense)| sense.code() == Code::Range)?;
        let joiner = row(sense.entry()).get("place");
        let start = end + 1;
        let low = self.core(start)?;
        if !self.is_word(low.last + 1, joiner) {
            return None;
        }
        let high = self.core(low.last + 2)?;
        let mut range = self.range(at, start, low, high)?;
        range.entries.insert(0, sense.entry());
        Some(range)
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        self.tokens.text_of(at).eq_ignore_ascii_case(word)
    }

    fn range(&self, first: usize, core: usize, low: Core, high: Core) -> Option<Quantity> {
        let low_value = scale_like(low.value, high.value);
        if low.amount != Amount::Number || high.amount != Amount::Number || low_value >= high.value {
            return None;
        }
        let entries = [low.entries, high.entries].concat();
        Some(Quantity {
            first: first as u32,
            last: high.last as u32,
            core: core as u32,
            amount: Amount::Number,
            low: Some(low_value),
            high: Some(high.value),
            best: Some(low_value),
            qualifier: "range",
            entries,
            partitive: false,
        })
    }

    /// A qualifier and a number: "at least 30". `depth` counts the qualifiers before it.
    fn qualified(&self, at: usize, depth: usize) -> Option<Quantity> {
        let (end, sense) = self.sense(at, Table::Qualifiers).filter(|_| depth < MOST_QUALIFIERS)?;
        if row(sense.entry()).get("place") != "before" {
            return None;
        }
        let mut start = end + 1;
        while self.tokens.get(start).is_some_and(|token| token.kind == Kind::Quote) || self.is_word(start, "the") || self.is_word(start, "another") {
            start += 1;
        }
        let inner = self.quantity_inner(start, depth + 1)?;
        if inner.amount == Amount::Indeterminate || inner.amount == Amount::None {
            return None;
        }
        let inner_sense = (inner.qualifier == "exact" || inner.amount == Amount::Vague).then_some(sense.code());
        let mut quantity = match inner_sense {
            Some(code) if inner.amount != Amount::Vague || code == Code::UpTo => bounded(inner, code),
            _ => inner,
        };
        quantity.first = at as u32;
        quantity.entries.insert(0, sense.entry());
        Some(quantity)
    }

    fn quantity_inner(&self, at: usize, depth: usize) -> Option<Quantity> {
        self.span_of_two(at).or_else(|| self.qualified(at, depth)).or_else(|| self.plain(at))
    }

    fn plain(&self, at: usize) -> Option<Quantity> {
        let core = self.core(at)?;
        if let Some(range) = self.range_after(at, &core) {
            return Some(range);
        }
        let last = core.last;
        let mut quantity = plain_bounds(at, core);
        if quantity.amount == Amount::Number
            && let Some((end, sense)) = self.after_qualifier(last + 1)
        {
            quantity = bounded(quantity, sense.code());
            quantity.last = end as u32;
            quantity.entries.push(sense.entry());
        }
        Some(quantity)
    }

    /// "20 to 30", "40-50", "two or three".
    fn range_after(&self, at: usize, low: &Core) -> Option<Quantity> {
        let joint = low.last + 1;
        let token = self.tokens.get(joint)?;
        let dash = token.kind == Kind::Dash && self.tokens.get(joint + 1).is_some_and(|next| next.spaced() == token.spaced());
        if !(dash || self.is_word(joint, "to") || self.is_word(joint, "or")) {
            return None;
        }
        let high = self.core(joint + 1)?;
        let again = self.core(at)?;
        self.range(at, at, again, high)
    }

    /// "or more", "-plus", "-odd", "or so".
    fn after_qualifier(&self, at: usize) -> Option<(usize, Sense)> {
        let glued = self.tokens.get(at).is_some_and(|token| token.kind == Kind::Dash && !token.spaced());
        if self.tokens.get(at).is_some_and(|token| token.is(b'+') && !token.spaced()) {
            let plus = crate::lexicon::word_id(b"plus", crate::lexicon::hash(b"plus"));
            let sense = crate::lexicon::senses(crate::lexicon::first_node(plus)).find(|sense| sense.table() == Table::Qualifiers)?;
            return Some((at, sense));
        }
        let start = at + usize::from(glued);
        let (end, sense) = self.sense(start, Table::Qualifiers)?;
        (row(sense.entry()).get("place") == "after").then_some((end, sense))
    }

    /// A number in digits or words, a vague or an indeterminate amount.
    fn core(&self, at: usize) -> Option<Core> {
        // Of a number beyond all counting only the place is kept, or its last word would be read as one.
        self.any_core(at).map(|core| if core.value > crate::text::LARGEST { Core { value: 0, amount: Amount::Indeterminate, ..core } } else { core })
    }

    fn any_core(&self, at: usize) -> Option<Core> {
        let token = self.tokens.get(at)?;
        if token.kind == Kind::Number {
            return self.digits(at);
        }
        let (last, sense) = self.sense(at, Table::NumberWords)?;
        match sense.code() {
            Code::Unit | Code::Teen | Code::Ten | Code::Hundred | Code::Magnitude => self.words(at),
            Code::Article => self.after_article(at),
            Code::Collective => self.collective(last, sense, 1),
            Code::Vague => self.vague(at, last, sense),
            Code::Indeterminate => self.indeterminate(last, sense),
            Code::Fraction => self.fraction(at, last, sense),
            Code::None => Some(Core { last, value: 0, amount: Amount::None, entries: vec![sense.entry()] }),
            _ => None,
        }
    }

    /// Digits, perhaps grouped by spaces, with a magnitude or a collective after them.
    fn digits(&self, at: usize) -> Option<Core> {
        let (mut last, mut text) = (at, self.tokens.text_of(at).to_string());
        if text.len() == 4 && (self.ends_date(at) || self.names_event(at)) {
            return None;
        }
        while text.len() <= 12 && self.groups_on(last, if last == at { &text } else { "" }) {
            last += 1;
            text.push_str(self.tokens.text_of(last));
        }
        if self.is_percent(last + 1).is_some() {
            return self.percent(at, last, crate::text::decimal(&text)?);
        }
        let scale = self.magnitude(last + 1);
        let (value, entries) = match scale {
            Some((end, sense, factor)) => {
                last = end;
                (decimal_times(&text, factor)?, vec![sense.entry()])
            }
            None => (whole(&text)?, Vec::new()),
        };
        Some(Core { last, value, amount: Amount::Number, entries })
    }

    /// "3 May 2016", "May 3 2016", "3-5-2016": the year of a date, whatever is counted right after it.
    fn ends_date(&self, year: usize) -> bool {
        let month = |at: usize| self.phrases.coded(at, Table::Calendar, Code::Month).is_some();
        let dashed = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == Kind::Dash && !token.spaced());
        let number = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == Kind::Number);
        match year {
            0 => false,
            1 => month(0),
            _ => month(year - 1) || month(year - 2) && number(year - 1) || year > 3 && dashed(year - 1) && number(year - 2) && dashed(year - 3),
        }
    }

    /// "the 1980 murder of": a year before one deed, which cannot be so many of them.
    fn names_event(&self, year: usize) -> bool {
        let recent = self.tokens.text_of(year).parse::<u64>().is_ok_and(|year| (1900..2100).contains(&year));
        let deed =
            |at: usize| self.phrases.of(at, Table::HarmNouns).chain(self.phrases.of(at, Table::EventNouns)).any(|found| found.sense.form() == Form::Name);
        recent && (deed(year + 1) || deed(year + 2))
    }

    /// "10 000": a group of three digits after one space, the first group of one to three.
    fn groups_on(&self, last: usize, first: &str) -> bool {
        let fits = |text: &str| text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
        let (Some(this), Some(next)) = (self.tokens.get(last), self.tokens.get(last + 1)) else { return false };
        let close = next.kind == Kind::Number && next.span.start - this.span.end <= 2 && next.spaced() && !next.starts_line();
        let next = self.tokens.text_of(last + 1);
        close && fits(first) && fits(next) && next.len() == 3 && self.tokens.get(last + 2).is_none_or(|after| after.kind != Kind::Number)
    }

    fn magnitude(&self, at: usize) -> Option<(usize, Sense, u64)> {
        let dash = self.tokens.get(at).is_some_and(|token| token.kind == Kind::Dash && !token.spaced());
        let (last, sense) = self.sense(at + usize::from(dash), Table::NumberWords)?;
        if matches!(sense.code(), Code::Magnitude | Code::Hundred) || (sense.code() == Code::Collective && value_of(sense)? >= 12) {
            let abbreviated = self.tokens.text_of(last).len() == 1;
            let glued = self.tokens.get(last).is_some_and(|token| !token.spaced());
            return (!abbreviated || glued).then_some((last, sense, value_of(sense)?));
        }
        None
    }

    fn is_percent(&self, at: usize) -> Option<usize> {
        if self.tokens.get(at).is_some_and(|token| token.is(b'%')) {
            return Some(at);
        }
        let (last, sense) = self.sense(at, Table::Things)?;
        (sense.code() == Code::Share).then_some(last)
    }

    fn percent(&self, _at: usize, last: usize, number: f64) -> Option<Core> {
        let end = self.is_percent(last + 1)?;
        let share = (number * 100.0).round();
        (0.0..=10_000.0).contains(&share).then_some(Core { last: end, value: 0, amount: Amount::Share(share as u32), entries: Vec::new() })
    }

    /// Number words: "twenty-three", "one hundred and forty", "two dozen", "half a million".
    fn words(&self, at: usize) -> Option<Core> {
        let (mut total, mut part, mut last, mut next) = (0u64, 0u64, at, at);
        let (mut entries, mut smallest, mut magnitude) = (Vec::new(), u64::MAX, u64::MAX);
        while let Some((end, sense)) = self.sense(next, Table::NumberWords) {
            let value = match value_of(sense) {
                Some(value) => value,
                None => break,
            };
            match sense.code() {
                Code::Unit | Code::Teen | Code::Ten if smallest > value.max(9) && (part % 10 == 0) && (value < 10 || part % 100 == 0) => {
                    part += value;
                    smallest = if value >= 20 { 10 } else { 1 };
                }
                Code::Hundred if part < 100 => {
                    part = part.max(1) * 100;
                    smallest = 100;
                }
                // "two million six thousand", but not "six thousand two million" or "thousand thousand".
                Code::Magnitude if value < magnitude && (part > 0 || next == at) => {
                    total = total.saturating_add(part.max(1).saturating_mul(value));
                    part = 0;
                    smallest = u64::MAX;
                    magnitude = value;
                }
                Code::Collective if value >= 12 && next > at && smallest > 0 => {
                    part = part.max(1) * value;
                    smallest = 0;
                }
                _ => break,
            }
            entries.push(sense.entry());
            last = end;
            next = self.next_part(end);
        }
        (!entries.is_empty()).then_some(())?;
        let share = self.is_percent(last + 1).is_some();
        if share {
            return self.percent(at, last, total.saturating_add(part) as f64);
        }
        if let Some(fraction) = self.spelled_fraction(last, total.saturating_add(part)) {
            return Some(fraction);
        }
        Some(Core { last, value: total.saturating_add(part), amount: Amount::Number, entries })
    }

    /// The next token of a spelled number: over a hyphen or over "and" before a number word.
    fn next_part(&self, end: usize) -> usize {
        let Some(token) = self.tokens.get(end + 1) else { return end + 1 };
        let number_after = self.sense(end + 2, Table::NumberWords).is_some_and(|(_, sense)| matches!(sense.code(), Code::Unit | Code::Teen | Code::Ten));
        let hyphen = token.kind == Kind::Dash && !token.spaced() && number_after && self.tokens.get(end + 2).is_some_and(|next| !next.spaced());
        let hundred = self.sense(end, Table::NumberWords).is_some_and(|(_, sense)| matches!(sense.code(), Code::Hundred | Code::Magnitude));
        let and = self.is_word(end + 1, "and") && number_after && hundred;
        if hyphen || and { end + 2 } else { end + 1 }
    }

    /// "two-thirds": a number and an ordinal in the plural.
    fn spelled_fraction(&self, last: usize, number: u64) -> Option<Core> {
        let dash = self.tokens.get(last + 1).is_some_and(|token| token.kind == Kind::Dash && !token.spaced());
        let word = self.tokens.text_of(last + 1 + usize::from(dash));
        let parts = ["thirds", "quarters", "fifths"].iter().position(|part| word.eq_ignore_ascii_case(part))? as u64 + 3;
        let end = last + 1 + usize::from(dash);
        (number < parts).then(|| Core { last: end, value: 0, amount: Amount::Share((number * 10_000 / parts) as u32), entries: Vec::new() })
    }

    /// "a hundred", "a dozen", "a couple of".
    fn after_article(&self, at: usize) -> Option<Core> {
        let (last, sense) = self.sense(at + 1, Table::NumberWords)?;
        match sense.code() {
            Code::Hundred | Code::Magnitude => self.words(at + 1),
            Code::Collective => self.collective(last, sense, 1),
            _ => None,
        }
    }

    fn collective(&self, last: usize, sense: Sense, times: u64) -> Option<Core> {
        let value = value_of(sense)?.checked_mul(times)?;
        Some(Core { last, value, amount: Amount::Number, entries: vec![sense.entry()] })
    }

    /// "dozens", "tens of thousands".
    fn vague(&self, _at: usize, last: usize, sense: Sense) -> Option<Core> {
        let value = value_of(sense)?;
        if self.is_word(last + 1, "of")
            && let Some((end, next)) = self.sense(last + 2, Table::NumberWords).filter(|(_, next)| next.code() == Code::Vague)
        {
            let value = value_of(next)?.checked_mul(if value == 12 { 10 } else { value })?;
            return Some(Core { last: end, value, amount: Amount::Vague, entries: vec![sense.entry(), next.entry()] });
        }
        Some(Core { last, value, amount: Amount::Vague, entries: vec![sense.entry()] })
    }

    /// "several hundred", "a few dozen", "a few hundred thousand"; otherwise the amount stays open.
    fn indeterminate(&self, last: usize, sense: Sense) -> Option<Core> {
        let several = matches!(row(sense.entry()).id().as_ref(), "several" | "a-few" | "few" | "quite-a-few");
        if let Some((end, unit, factor)) = self.magnitude(last + 1).filter(|_| several) {
            // "a few hundred thousand"
            let more = self.magnitude(end + 1).filter(|(.., times)| *times > factor);
            let (end, times) = more.map_or((end, 1), |(end, _, times)| (end, times));
            let value = 3u64.saturating_mul(factor).saturating_mul(times);
            return Some(Core { last: end, value, amount: Amount::Vague, entries: vec![sense.entry(), unit.entry()] });
        }
        Some(Core { last, value: 0, amount: Amount::Indeterminate, entries: vec![sense.entry()] })
    }

    /// "half a dozen" and "half a million" are numbers; "half of the platoon" is a share.
    fn fraction(&self, _at: usize, last: usize, sense: Sense) -> Option<Core> {
        let share = crate::text::decimal(row(sense.entry()).get("value"))?;
        let article = usize::from(self.is_word(last + 1, "a"));
        if let Some((end, unit, factor)) = self.magnitude(last + 1 + article) {
            return Some(Core { last: end, value: (factor as f64 * share) as u64, amount: Amount::Number, entries: vec![sense.entry(), unit.entry()] });
        }
        Some(Core { last, value: 0, amount: Amount::Share((share * 10_000.0).round() as u32), entries: vec![sense.entry()] })
    }
}

fn value_of(sense: Sense) -> Option<u64> {
    row(sense.entry()).get("value").parse().ok()
}

/// "20 to 30 thousand" means 20,000 to 30,000.
fn scale_like(low: u64, high: u64) -> u64 {
    match high {
        1_000_000.. if low < 1_000 && high.is_multiple_of(1_000_000) => low * 1_000_000,
        1_000.. if low < 1_000 && high.is_multiple_of(1_000) && low < high / 1_000 => low * 1_000,
        _ => low,
    }
}

fn plain_bounds(at: usize, core: Core) -> Quantity {
    let (low, high, best, qualifier) = match core.amount {
        Amount::Number => (Some(core.value), Some(core.value), Some(core.value), "exact"),
        Amount::Vague => (Some(core.value), None, Some(core.value), "vague"),
        Amount::None => (Some(0), Some(0), Some(0), "none"),
        Amount::Indeterminate => (None, None, None, "indeterminate"),
        Amount::Share(_) => (None, None, None, "about"),
    };
    Quantity {
        first: at as u32,
        last: core.last as u32,
        core: at as u32,
        amount: core.amount,
        low,
        high,
        best,
        qualifier,
        entries: core.entries,
        partitive: false,
    }
}

/// The bounds a qualifier asserts around a stated figure.
fn bounded(mut quantity: Quantity, qualifier: Code) -> Quantity {
    let best = quantity.best;
    let (low, high) = match qualifier {
        Code::AtLeast | Code::MoreThan => (best, None),
        Code::Nearly | Code::UpTo | Code::FewerThan => (None, best),
        Code::About => (None, None),
        _ => (best, best),
    };
    (quantity.low, quantity.high) = (low, high);
    quantity.qualifier = match qualifier {
        Code::Exact => "exact",
        other => other.name(),
    };
    quantity
}

/// Digits with group separators as a whole number; decimals are no count.
fn whole(text: &str) -> Option<u64> {
    if let Some((_, tail)) = text.rsplit_once('.') {
        let dots = text.matches('.').count();
        return (dots > 1 && tail.len() == 3 && !text.contains(',')).then(|| text.replace('.', "").parse().ok())?;
    }
    let grouped = text.split(',').skip(1).all(|group| group.len() == 2 || group.len() == 3);
    let plain = text.replace(',', "");
    (grouped && plain.len() <= 15).then(|| plain.parse().ok())?
}

/// "1.2" times a million.
fn decimal_times(text: &str, factor: u64) -> Option<u64> {
    match text.split_once('.') {
        None => Some(whole(text)?.saturating_mul(factor)),
        Some((whole_part, tail)) if tail.len() <= 6 => {
            let rest = tail.parse::<u64>().ok()?.saturating_mul(factor) / 10u64.pow(tail.len() as u32);
            Some(whole(whole_part)?.saturating_mul(factor).saturating_add(rest))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Bounds = (Option<u64>, Option<u64>, Option<u64>, &'static str);

    fn read(text: &str) -> Vec<Bounds> {
        let tokens = crate::token::tokenize(text);
        let phrases = crate::token::find_phrases(&tokens);
        let found = find_quantities(&tokens, &phrases);
        found.iter().map(|q| (q.low, q.high, q.best, q.qualifier)).collect()
    }

    #[test]
    fn digits_words_and_magnitudes_are_read() {
        for (text, value) in [
            ("1,284", 1284),
            ("10 000 people", 10_000),
            ("1,20,000", 120_000),
            ("1.2 million", 1_200_000),
            ("40k", 40_000),
            ("Twenty-three", 23),
            ("one hundred and forty", 140),
            ("two dozen", 24),
            ("half a million", 500_000),
            ("a dozen", 12),
            ("2 lakh", 200_000),
            ("four thousand two hundred and six", 4206),
            ("nineteen", 19),
        ] {
            assert_eq!(read(text), [(Some(value), Some(value), Some(value), "exact")], "{text}");
        }
    }

    #[test]
    fn qualifiers_set_the_bounds_they_assert() {
        assert_eq!(read("at least 30"), [(Some(30), None, Some(30), "at_least")]);
        assert_eq!(read("fifty or more"), [(Some(50), None, Some(50), "at_least")]);
        assert_eq!(read("90-plus"), [(Some(90), None, Some(90), "more_than")]);
        assert_eq!(read("Twenty-odd"), [(None, None, Some(20), "about")]);
        assert_eq!(read("a dozen or so"), [(None, None, Some(12), "about")]);
        assert_eq!(read("nearly half a million"), [(None, Some(500_000), Some(500_000), "nearly")]);
        assert_eq!(read("as many as 25"), [(None, Some(25), Some(25), "up_to")]);
        assert_eq!(read("over a hundred"), [(Some(100), None, Some(100), "more_than")]);
    }

    #[test]
    fn ranges_keep_both_ends() {
        for text in ["between 20 and 30", "20 to 30", "20-30", "from 20 to 30", "anywhere from 20 to 30"] {
            assert_eq!(read(text), [(Some(20), Some(30), Some(20), "range")], "{text}");
        }
        assert_eq!(read("two or three"), [(Some(2), Some(3), Some(2), "range")]);
    }

    #[test]
    fn vague_amounts_keep_a_floor_and_open_ones_nothing() {
        assert_eq!(read("dozens"), [(Some(12), None, Some(12), "vague")]);
        assert_eq!(read("tens of thousands"), [(Some(10_000), None, Some(10_000), "vague")]);
        assert_eq!(read("several hundred"), [(Some(300), None, Some(300), "vague")]);
        assert_eq!(read("a few hundred thousand"), [(Some(300_000), None, Some(300_000), "vague")]);
        assert_eq!(read("a few dozen"), [(Some(36), None, Some(36), "vague")]);
        assert_eq!(read("an unknown number of"), [(None, None, None, "indeterminate")]);
        assert_eq!(read("no"), [(Some(0), Some(0), Some(0), "none")]);
    }

    #[test]
    fn decimals_are_no_count() {
        assert_eq!(read("7.62"), []);
    }
}
