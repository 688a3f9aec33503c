//! Losses withheld: who does not give, or declines to comment on, whose casualties.

use super::rules;
use crate::lexicon::{Code, Table};
use crate::schema::{Id, Provenance, Undisclosed};
use crate::syntax::{Clauses, Parsed};
use crate::token::Match;

/// What one sentence withholds, with the chunk of the subject for the caller to resolve.
pub struct Withheld {
    /// The finding, without its source.
    pub item: Undisclosed,
    /// Chunk of the one who withholds.
    pub subject: Option<usize>,
    /// "its own": the side is the subject's.
    pub own: bool,
    /// "any casualties": the text leaves open whose.
    pub any: bool,
}

/// Reads one sentence.
pub fn find_withheld(parsed: &Parsed, clauses: &Clauses) -> Option<Withheld> {
    let (first, last) = (clauses.list.first()?.first, clauses.list.last()?.last);
    let phrase = cue(parsed, first, last, Code::Withhold);
    let cue = phrase.or_else(|| refusal(parsed, clauses))?;
    let loss = loss_word(parsed, cue.last + 1, last).or_else(|| loss_word(parsed, first, cue.first.saturating_sub(1)).filter(|_| phrase.is_some()))?;
    let any = loss.0.checked_sub(1).is_some_and(|before| is_code(parsed, before, Code::AnySide));
    let told = |code: Code| (cue.last.saturating_sub(1)..=last).any(|at| is_code(parsed, at, code));
    let own = told(Code::Own);
    let lost = || if is_noun(parsed, loss.0) { any || of_losses(parsed, clauses, cue.last, loss.0) } else { told(Code::DetailWord) };
    if !told(Code::FigureWord) && (matches!(loss.1, Code::Unset | Code::Detained) || !(own || lost())) {
        return None;
    }
    let side = side_word(parsed, cue.last + 1, last)
        .or_else(|| side_word(parsed, first, cue.first.saturating_sub(1)).filter(|_| loss.0 < cue.first))
        .unwrap_or(Code::Unknown);
    let vg = clauses.list.iter().position(|chunk| chunk.first <= cue.first && cue.first <= chunk.last);
    let predicate = |np: &usize| clauses.list.get(*np).is_some_and(|chunk| is_code(parsed, chunk.first, Code::Refusal));
    let subject =
        vg.and_then(|vg| if clauses.is_vg(vg) { clauses.subject(vg) } else { None }).or_else(|| first_subject(clauses)).filter(|_| loss.0 > cue.first);
    let subject = subject.and_then(|np| if predicate(&np) { clauses.subject(np.checked_sub(1)?) } else { Some(np) });
    let span = parsed.tokens.span(cue.first as usize, loss.0.max(cue.last) as usize);
    let provenance = Provenance::new(&rules::WITHHELD, span).with_entry(cue.sense.entry());
    let item = Undisclosed { id: Id('U', 0), event: None, outcome: loss.1.name(), side: side.name(), by: None, evidence: vec![span], provenance };
    Some(Withheld { item, subject, own, any })
}

/// "would not say", "was unable to give": a verb of telling that is denied or refused.
fn refusal<'p>(parsed: &'p Parsed, clauses: &Clauses) -> Option<&'p Match> {
    (0..clauses.list.len()).filter_map(|at| clauses.vg(at)).find_map(|vg| {
        let refused = vg.negated || cue(parsed, vg.first.saturating_sub(3).max(clauses.list.first()?.first), vg.last, Code::Refusal).is_some();
        cue(parsed, vg.main, vg.main, Code::WithholdVerb).filter(|_| refused)
    })
}

fn cue<'p>(parsed: &'p Parsed, first: u32, last: u32, code: Code) -> Option<&'p Match> {
    (first..=last).find_map(|at| parsed.phrases.coded(at as usize, Table::Cues, code))
}

/// "…, while declining to comment": the subject of the sentence's first verb.
fn first_subject(clauses: &Clauses) -> Option<usize> {
    let vg = (0..clauses.list.len()).find(|&at| clauses.is_vg(at))?;
    clauses.subject(vg)
}

/// A word of loss between two tokens, and its outcome.
fn loss_word(parsed: &Parsed, first: u32, last: u32) -> Option<(u32, Code)> {
    let harm = |table: Table| matches!(table, Table::HarmNouns | Table::HarmVerbs | Table::HarmStates);
    let all = (first..=last).flat_map(|at| parsed.phrases.at(at as usize).iter());
    let mut found = all.filter(|found| harm(found.sense.table()) && !matches!(found.sense.code(), Code::Displaced | Code::Surrendered));
    found.next().map(|found| (found.last, found.sense.code()))
}

/// Words after which a definite noun is what the question is about: "whether the killing was planned", "what caused the deaths".
const QUESTIONS: [&str; 7] = ["whether", "if", "why", "what", "who", "when", "where"];

/// The noun tells of losses and heads its phrase: not "the death penalty", a deed ("the killing"), or what is known and asked about.
fn of_losses(parsed: &Parsed, clauses: &Clauses, cue: u32, loss: u32) -> bool {
    let np = (0..clauses.list.len()).filter_map(|at| clauses.np(at)).find(|np| np.first <= loss && loss <= np.last);
    let asked = (cue + 1..loss).any(|at| QUESTIONS.iter().any(|word| parsed.tokens.text_of(at as usize).eq_ignore_ascii_case(word)));
    let deed = parsed.phrases.has(loss as usize, Table::EventNouns);
    let the = |at: u32| parsed.phrases.coded(at as usize, Table::Cues, Code::Definite).is_some();
    !deed && np.is_none_or(|np| np.last == loss && !(asked && the(np.first)))
}

fn is_noun(parsed: &Parsed, last: u32) -> bool {
    (last.saturating_sub(3)..=last).any(|at| parsed.phrases.of(at as usize, Table::HarmNouns).any(|found| found.last == last))
}

fn is_code(parsed: &Parsed, at: u32, code: Code) -> bool {
    cue(parsed, at, at, code).is_some()
}

fn side_word(parsed: &Parsed, first: u32, last: u32) -> Option<Code> {
    (first..=last)
        .flat_map(|at| parsed.phrases.at(at as usize).iter())
        .find(|found| matches!(found.sense.table(), Table::Sides | Table::People) && found.sense.code() != Code::Unknown)
        .map(|found| found.sense.code())
}
