//! Rates: "54 deaths a day", "two every ten minutes", "14 on average" tell how many die in a stretch of time; they count nobody.

use crate::lexicon::{Code, Table};
use crate::syntax::Parsed;
use crate::token::Tag;

/// Words between a number and what makes it a rate.
const REACH: usize = 12;

/// Whether the number at tokens `first..=last` is a rate.
pub fn is_rate(parsed: &Parsed, first: u32, last: u32) -> bool {
    let (first, last) = (first as usize, last as usize);
    let Some(sentence) = parsed.sentences.get(parsed.sentence_of(first)) else { return false };
    let average = |at: usize| parsed.phrases.coded(at, Table::Cues, Code::Rate).is_some();
    let number = |at: usize| parsed.quantity_at(at as u32).is_some() && !stretch(parsed, at);
    let joint = |at: usize| parsed.tag(at) == Tag::Conj;
    let sign = |at: usize| parsed.tokens.get(at).is_some_and(|token| token.is(b',') || token.is(b';') || token.is(b':'));
    // "30 soldiers and 20 civilians a day" is one list, "30 were killed and the siege lasted" is not
    let cut = |at: &usize| sign(*at) || joint(*at) && !number(at + 1) && !verb(parsed, at + 1) || number(*at) && !joint(at - 1);
    let behind = (last + 1..sentence.end.min(last + REACH)).take_while(|at| !cut(at));
    let mut behind = behind.filter(|&at| average(at) && adverb(parsed, at) || stretch(parsed, at));
    let led = stretch(parsed, sentence.first) || parsed.tokens.get(sentence.first + 2).is_some_and(|token| token.is(b',')) && average(sentence.first);
    let within = (first.saturating_sub(2).max(sentence.first)..=last).any(average);
    within || led && first < sentence.first + REACH || behind.next().is_some()
}

/// "daily" is an adverb: no noun follows, as in "daily shelling", and it is no name, as in "the Daily Monitor".
fn adverb(parsed: &Parsed, at: usize) -> bool {
    let last = parsed.phrases.coded(at, Table::Cues, Code::Rate).map_or(at, |hit| hit.last as usize);
    let named = parsed.tokens.get(last).is_some_and(|token| token.capital()) || parsed.tag(at.saturating_sub(1)) == Tag::Det;
    !named && !matches!(parsed.tag(last + 1), Tag::Noun | Tag::NounPl | Tag::Propn | Tag::Adj)
}

/// "each day", "per week", "every ten minutes"; "a day" where no preposition stands before it and no "after" or "ago" behind.
fn stretch(parsed: &Parsed, at: usize) -> bool {
    let unit = |at: usize| parsed.phrases.coded(at, Table::Calendar, Code::TimeUnit).is_some();
    let night = |at: usize| parsed.phrases.coded(at, Table::Calendar, Code::DayPart).is_some();
    if parsed.phrases.coded(at, Table::Calendar, Code::Every).is_some_and(|every| every.last as usize == at) {
        return unit(at + 1) || night(at + 1) || parsed.tag(at + 1) == Tag::Num && unit(at + 2);
    }
    let shift = |at: usize| {
        [Code::After, Code::Before, Code::ShiftAfter, Code::Preposition].iter().any(|code| parsed.phrases.coded(at, Table::Calendar, *code).is_some())
    };
    let one = ["a", "an"].iter().any(|word| parsed.tokens.text_of(at).eq_ignore_ascii_case(word));
    let holds = |before: usize| matches!(parsed.tag(before), Tag::Noun | Tag::NounPl | Tag::Num | Tag::Adj | Tag::Verb | Tag::VerbPart);
    let held = at.checked_sub(1).is_some_and(|before| holds(before) && parsed.sentence_of(before) == parsed.sentence_of(at));
    one && unit(at + 1) && held && !shift(at + 2)
}

fn verb(parsed: &Parsed, at: usize) -> bool {
    matches!(parsed.tag(at), Tag::Verb | Tag::VerbPart)
}
