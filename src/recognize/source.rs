//! Somebody quoted who has no name: "a resident from Kayes", "two security sources", "officials".
//!
//! In: the text. Out: candidates where such a noun speaks or follows "according to" or "told". Who says what is left
//! to the claims.

use super::actor::rules;
use super::candidate::{Candidate, What};
use super::look::Look;
use crate::lexicon::{Code, Table};
use crate::rule::{Rule, RuleInfo};
use crate::schema::Provenance;
use crate::token::{Kind, Match};

rules! {
    SPEAKS "source.noun-speaks" "A word for a source as the one who speaks." ["A resident from Kayes said so.", "according to two officials"] ["The official car left."];
}

/// Finds unnamed sources.
pub fn find_sources<'t>(look: &Look<'_, 't>) -> Vec<Candidate<'t>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < look.len() {
        let Some(noun) = look.first_of(at, Table::SourceNouns).filter(|noun| noun.sense.code() != Code::Document) else {
            at += 1;
            continue;
        };
        found.extend(source(look, noun));
        at = noun.last as usize + 1;
    }
    found
}

fn source<'t>(look: &Look<'_, 't>, noun: &Match) -> Option<Candidate<'t>> {
    let first = start(look, noun.first as usize);
    let last = end(look, noun.last as usize);
    let speaks = speaks_after(look, last) || speaks_before(look, first, last);
    let according = look.after_according(first) || look.previous(first).is_some_and(|before| look.is_word(before, "to") && look.after_according(before + 1));
    if !(speaks || according) {
        return None;
    }
    let entry = noun.sense.entry();
    let provenance = Provenance::new(&SPEAKS, look.span(first, last)).with_entry(entry);
    Some(Candidate { first, last, what: What::Source(noun.sense.code()), score: 85, provenance })
}

/// Back over adjectives, nouns, demonyms and the determiner or number.
fn start(look: &Look<'_, '_>, noun: usize) -> usize {
    let mut first = noun;
    for _ in 0..6 {
        let Some(before) = look.previous(first) else { break };
        let token_word = look.token(before).is_some_and(|token| token.kind == Kind::Word || token.kind == Kind::Clitic);
        let number = look.token(before).is_some_and(|token| token.kind == Kind::Number) || look.is_function(before, Code::Number);
        if look.is_function(before, Code::Determiner) || number {
            return before;
        }
        let dash = look.is_hyphen(before);
        let verb = look.is_speech(before) || look.first_of(before, Table::HarmVerbs).is_some();
        let common = look.is_common(before) && !look.is_function(before, Code::Opener);
        if (!token_word && !dash) || verb || common {
            break;
        }
        first = before;
    }
    first
}

/// On over "from Kayes", "in the town of Gao", "at the hospital".
fn end(look: &Look<'_, '_>, noun: usize) -> usize {
    let link = noun + 1;
    if !(look.same_sentence(noun, link) && ["from", "of", "in", "at", "with"].iter().any(|word| look.is_word(link, word))) {
        return noun;
    }
    let mut last = noun;
    for at in link + 1..link + 7 {
        if !look.same_sentence(noun, at)
            || look.parsed.tag(at) == crate::token::Tag::Adv
            || look.is_finite_speech(at)
            || look.is(at, b',')
            || look.is_word(at, "who")
        {
            break;
        }
        let token = look.token(at).map(|token| token.kind);
        if !matches!(token, Some(Kind::Word | Kind::Dash | Kind::Clitic)) {
            break;
        }
        last = at;
    }
    if speaks_after(look, last) { last } else { noun }
}

fn speaks_after(look: &Look<'_, '_>, last: usize) -> bool {
    let next = last + 1;
    let helper = look.is_function(next, Code::Auxiliary) || look.is_function(next, Code::Adverb) || look.is_word(next, "also");
    look.same_sentence(last, next) && (look.is_finite_speech(next) || (helper && look.is_finite_speech(next + 1)))
}

/// "said a resident".
fn speaks_before(look: &Look<'_, '_>, first: usize, last: usize) -> bool {
    let verb = look.previous(first).is_some_and(|before| {
        look.ending(before, Table::Attribution).is_some_and(|verb| verb.sense.code() != Code::According) && look.is_finite_speech(before)
    });
    verb && (look.is(last + 1, b',') || look.is(last + 1, b'.') || look.next(last).is_none())
}
