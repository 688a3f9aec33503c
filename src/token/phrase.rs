//! The phrases of the tables that start at each token, longest first.

use super::tokenizer::{Casing, Kind, Token, Tokens};
use crate::lexicon::{Code, Sense, Table, first_node, next_node, senses};

/// A phrase of a table, found at tokens `first..=last`.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// First token.
    pub first: u32,
    /// Last token, included.
    pub last: u32,
    /// The row and form.
    pub sense: Sense,
}

/// All phrases of a text, by the token they start at.
#[derive(Debug, Default)]
pub struct Phrases {
    list: Vec<Match>,
    starts: Vec<u32>,
    /// A bit for each table that has a phrase beginning, and one that has a phrase ending, at the token.
    tables: Vec<(u64, u64)>,
}

impl Phrases {
    /// The phrases that start at token `at`, longest first.
    pub fn at(&self, at: usize) -> &[Match] {
        let (Some(&start), Some(&end)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return &[];
        };
        self.list.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// Whether a phrase of `table` starts at token `at`.
    pub fn has(&self, at: usize, table: Table) -> bool {
        self.tables.get(at).is_some_and(|(begins, _)| begins & 1 << (table as u64) != 0)
    }

    /// The phrases of `table` that start at token `at`, longest first.
    pub fn of(&self, at: usize, table: Table) -> impl Iterator<Item = &Match> {
        let list = if self.has(at, table) { self.at(at) } else { &[] };
        list.iter().filter(move |found| found.sense.table() == table)
    }

    /// The longest phrase of `table` with that code that starts at token `at`.
    pub fn coded(&self, at: usize, table: Table, code: Code) -> Option<&Match> {
        self.of(at, table).find(|found| found.sense.code() == code)
    }

    /// Whether a phrase of `table` ends at token `at`.
    pub fn ends(&self, at: usize, table: Table) -> bool {
        self.tables.get(at).is_some_and(|(_, ends)| ends & 1 << (table as u64) != 0)
    }

    /// Every phrase in the order of the text.
    pub fn all(&self) -> &[Match] {
        &self.list
    }
}

/// Finds all phrases.
pub fn find_phrases(tokens: &Tokens) -> Phrases {
    let mut phrases = Phrases { list: Vec::with_capacity(tokens.len() * 2), starts: Vec::with_capacity(tokens.len() + 1), tables: vec![(0, 0); tokens.len()] };
    for at in 0..tokens.len() {
        let begin = phrases.list.len();
        phrases.starts.push(begin as u32);
        walk(tokens, at, &mut phrases.list);
        for found in phrases.list.get(begin..).unwrap_or(&[]) {
            let bit = 1 << (found.sense.table() as u64);
            if let Some((begins, _)) = phrases.tables.get_mut(at) {
                *begins |= bit;
            }
            if let Some((_, ends)) = phrases.tables.get_mut(found.last as usize) {
                *ends |= bit;
            }
        }
    }
    phrases.starts.push(phrases.list.len() as u32);
    phrases
}

fn walk(tokens: &Tokens, first: usize, list: &mut Vec<Match>) {
    let Some(start) = tokens.get(first) else { return };
    let mut node = first_node(start.word);
    let (mut at, begin) = (first, list.len());
    while node != 0 {
        for sense in senses(node).filter(|sense| case_fits(tokens, start, *sense)) {
            list.push(Match { first: first as u32, last: at as u32, sense });
        }
        let Some(next) = next_word(tokens, at) else { break };
        node = tokens.get(next).map_or(0, |token| next_node(node, token.word));
        at = next;
    }
    if let Some(found) = list.get_mut(begin..) {
        found.reverse();
    }
}

/// The next word of a phrase: the next token, or the one after a hyphen that touches both sides.
fn next_word(tokens: &Tokens, at: usize) -> Option<usize> {
    let next = tokens.get(at + 1)?;
    let glued = next.kind == Kind::Dash || next.is(b'/');
    let dotted = next.is(b'.') && !next.spaced() && tokens.get(at + 2).is_some_and(|token| token.is_word() && !token.starts_line());
    if (glued && !next.spaced() && tokens.get(at + 2).is_some_and(|token| !token.spaced()))
        || (dotted && tokens.get(at).is_some_and(|t| t.span.end - t.span.start <= 4))
    {
        return Some(at + 2);
    }
    (!next.starts_paragraph()).then_some(at + 1)
}

fn case_fits(tokens: &Tokens, token: &Token, sense: Sense) -> bool {
    match (sense.case(), tokens.casing) {
        (0, _) | (1, Casing::Lower | Casing::Upper) => true,
        (1, Casing::Usual) => token.capital(),
        (_, Casing::Lower) => token.span.end - token.span.start > 3,
        _ => token.all_capitals() || (token.capital() && token.span.end - token.span.start > 4),
    }
}
