//! Sentence bounds: full stops that are not abbreviations, question marks, and ends of paragraphs or headings.

use super::phrase::Phrases;
use super::tokenizer::{Kind, Tokens};
use crate::lexicon::Table;

/// Tokens `first..end` of one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
}

/// A sentence longer than this many tokens is cut, so that hostile text stays linear.
const LONGEST: usize = 400;

/// Cuts the tokens into sentences.
pub fn find_sentences(tokens: &Tokens, phrases: &Phrases) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(tokens.len() / 20 + 1);
    let mut first = 0;
    for at in 0..tokens.len() {
        let begins = at > first && (begins_line_unit(tokens, at) || at - first >= LONGEST);
        if begins {
            sentences.push(Sentence { first, end: at });
            first = at;
        }
        if ends_sentence(tokens, phrases, at) {
            let end = after_closers(tokens, at + 1);
            if end > first {
                sentences.push(Sentence { first, end });
                first = end;
            }
        }
    }
    if first < tokens.len() {
        sentences.push(Sentence { first, end: tokens.len() });
    }
    sentences
}

/// A new paragraph, or a new line after something that reads like a heading or a list item.
fn begins_line_unit(tokens: &Tokens, at: usize) -> bool {
    let (Some(token), Some(before)) = (tokens.get(at), tokens.get(at - 1)) else { return false };
    if token.starts_paragraph() {
        return true;
    }
    let opens = token.capital() || matches!(token.kind, Kind::Number | Kind::Quote | Kind::Dash | Kind::Sign);
    token.starts_line() && opens && !wrapped(tokens, at, before.span.end)
}

/// No wrapped line is longer than this many bytes.
const LONGEST_WRAPPED: usize = 120;

/// Whether the line break before token `at` only wraps running text: the line before it is long and open, and the next no longer.
fn wrapped(tokens: &Tokens, at: usize, before_end: u32) -> bool {
    let text = tokens.text.as_bytes();
    let start = tokens.get(at).map_or(0, |token| token.span.start) as usize;
    let indented = text.get(before_end as usize..start).is_some_and(|gap| gap.iter().filter(|b| **b == b' ').count() > 2);
    let begin = (before_end as usize).saturating_sub(100);
    let line_start = text.get(begin..before_end as usize).and_then(|line| line.iter().rposition(|b| *b == b'\n')).map_or(begin, |p| begin + p + 1);
    let length = before_end as usize - line_start;
    let open = tokens.get(at - 1).is_some_and(|token| !token.is(b'.') && !token.is(b'?') && !token.is(b'!') && !token.is(b':'));
    let next = text.get(start..start + LONGEST_WRAPPED).unwrap_or_else(|| text.get(start..).unwrap_or_default());
    let short = next.len() < LONGEST_WRAPPED || next.contains(&b'\n');
    open && (indented || short && (55..=90).contains(&length))
}

fn ends_sentence(tokens: &Tokens, phrases: &Phrases, at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if token.is(b'?') || token.is(b'!') {
        return true;
    }
    if token.is(b'.') {
        return !is_abbreviation(tokens, phrases, at);
    }
    // "the U.S. The army": a dotted word before a capitalised function word
    token.is_word()
        && tokens.text_of(at).ends_with('.')
        && tokens.get(at + 1).is_some_and(|next| next.capital() && next.word != 0 && is_opener(phrases, at + 1))
}

fn is_opener(phrases: &Phrases, at: usize) -> bool {
    phrases.coded(at, Table::Cues, crate::lexicon::Code::SentenceOpener).is_some()
}

fn is_abbreviation(tokens: &Tokens, phrases: &Phrases, dot: usize) -> bool {
    let (Some(before), Some(next)) = (dot.checked_sub(1).and_then(|at| tokens.get(at)), tokens.get(dot + 1)) else {
        return false;
    };
    let touching = tokens.get(dot).is_some_and(|token| !token.spaced());
    if !touching || next.starts_line() {
        return false;
    }
    if !next.spaced() && next.is_word() && !next.capital() {
        return true;
    }
    let initial = before.is_word() && before.capital() && before.span.end - before.span.start == 1;
    let listed = phrases.of(dot - 1, Table::Abbreviations).any(|found| found.last as usize == dot - 1);
    initial
        || listed
        || (before.is_word()
            && next.is_word()
            && !next.capital()
            && tokens.casing == super::Casing::Usual
            && next.spaced()
            && before.span.end - before.span.start <= 4)
}

/// Closing quotation marks and brackets belong to the sentence they close.
fn after_closers(tokens: &Tokens, mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        let closes = (token.kind == Kind::Quote || token.is(b')') || token.is(b']') || token.is(b'.')) && !token.spaced();
        if !closes {
            break;
        }
        at += 1;
    }
    at
}
