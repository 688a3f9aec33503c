//! Manner: how badly people were hurt, and causes that are no violence, where the text says so.
//!
//! In: the parsed text and a draft. Out: a word of the closed list, with the phrase and its row as the reason. Words stand
//! right beside the figure or the word of harm; nothing is concluded from elsewhere.

use super::draft::Draft;
use crate::lexicon::{Code, Table, row};
use crate::syntax::Parsed;
use crate::token::{Match, Tag};

/// Tokens between a word of harm, or its victims, and what is said of it.
const NEAR: usize = 3;
const FAR: usize = 9;

/// "critically wounded", "ten of them seriously", "in serious condition".
pub(super) fn severity<'p>(parsed: &'p Parsed, draft: &Draft) -> Option<&'p Match> {
    if draft.outcome != Code::Injured {
        return None;
    }
    let (first, last) = (draft.trigger_tok as usize, draft.trigger_last as usize);
    let before = (first.saturating_sub(NEAR - 1)..first).rev().take_while(|at| joined_back(parsed, *at));
    let inside = first..=last;
    let after = |from: usize| (from + 1..=from + NEAR).take_while(|at| joined(parsed, *at));
    let figure = draft.victim.filter(|_| !draft.inherited).map_or(draft.figure.last, |victim| victim.last.max(draft.figure.last)) as usize;
    let mut places = before.chain(inside).chain(after(last)).chain(after(figure));
    places.find_map(|at| cue(parsed, at, &[Code::Critical, Code::Serious, Code::Slight]))
}

/// "died of cholera", "killed in a road accident", "floods have killed nine".
pub(super) fn cause<'p>(parsed: &'p Parsed, draft: &Draft) -> Option<&'p Match> {
    let (first, last) = (draft.trigger_tok as usize, draft.trigger_last as usize);
    let verb = (first..=last)
        .flat_map(|at| parsed.phrases.at(at))
        .find(|found| matches!(found.sense.table(), Table::HarmVerbs | Table::HarmNouns) && row(found.sense.entry()).get("kind") == Code::NonViolent.name());
    verb.or_else(|| named_cause(parsed, last.max(draft.figure.last as usize))).or_else(|| agent(parsed, first))
}

/// A cause after a preposition, with no other deed in between.
fn named_cause<'p>(parsed: &'p Parsed, last: usize) -> Option<&'p Match> {
    let mut preposition = false;
    for at in (last + 1..=last + FAR).take_while(|at| joined(parsed, *at)) {
        let found = cue(parsed, at, &[Code::NonViolent]).filter(|found| preposition && heads(parsed, found.last as usize));
        if found.is_some() {
            return found;
        }
        if parsed.phrases.has(at, Table::EventNouns) || matches!(parsed.tag(at), Tag::Verb | Tag::VerbPast) {
            return None;
        }
        preposition |= parsed.tag(at) == Tag::Prep;
    }
    None
}

/// A cause as the subject right before its verb.
fn agent<'p>(parsed: &'p Parsed, trigger: usize) -> Option<&'p Match> {
    let verb = matches!(parsed.tag(trigger), Tag::VerbPast | Tag::Verb | Tag::VerbPart);
    let mut before = (trigger.saturating_sub(NEAR)..trigger).rev().take_while(|at| joined_back(parsed, *at)).filter(|_| verb);
    before.find_map(|at| cue(parsed, at, &[Code::NonViolent])).filter(|found| heads(parsed, found.last as usize) && (found.last as usize) < trigger)
}

/// A word on the same line as the one before it, and not one that begins another clause.
fn joined(parsed: &Parsed, at: usize) -> bool {
    is_plain(parsed, at) && !starts_line(parsed, at)
}

/// The same, going backwards.
fn joined_back(parsed: &Parsed, at: usize) -> bool {
    is_plain(parsed, at) && !starts_line(parsed, at + 1)
}

fn is_plain(parsed: &Parsed, at: usize) -> bool {
    parsed.tokens.get(at).is_some_and(|token| token.is_word()) && parsed.tag(at) != Tag::Conj
}

fn starts_line(parsed: &Parsed, at: usize) -> bool {
    parsed.tokens.get(at).is_some_and(|token| token.starts_line())
}

/// The phrase is not the beginning of a longer noun: "flood victims", "drought-hit".
fn heads(parsed: &Parsed, last: usize) -> bool {
    let dash = parsed.tokens.get(last + 1).is_some_and(|token| token.kind == crate::token::Kind::Dash && !token.spaced());
    !dash && !matches!(parsed.tag(last + 1), Tag::Noun | Tag::NounPl)
}

fn cue<'p>(parsed: &'p Parsed, at: usize, codes: &[Code]) -> Option<&'p Match> {
    parsed.phrases.of(at, Table::Cues).find(|found| codes.contains(&found.sense.code()))
}
