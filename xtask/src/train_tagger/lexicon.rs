//! Counts of words, suffixes and their states; which words are worth a row; smoothed first scores.

use super::corpus::{Sentence, state_named};
use super::fold::fold;
use super::tag::{STATES, SUFFIX, Shape, State, suffix_key};
use std::collections::BTreeMap;

/// Counts per state.
pub type Counts = [f64; STATES];

/// Model units per factor of e.
pub const UNITS: f64 = 16.0;

/// What the corpus says about one word.
#[derive(Clone)]
pub struct Word {
    pub counts: Counts,
    pub capital: f64,
    pub small: f64,
    /// Its readings are all listed; none is to be guessed.
    pub closed: bool,
}

impl Default for Word {
    fn default() -> Word {
        Word { counts: [0.0; STATES], capital: 0.0, small: 0.0, closed: false }
    }
}

/// A row of the word or suffix table: states with scores in model units.
#[derive(Clone)]
pub struct Row {
    pub capital: bool,
    pub count: f64,
    pub scores: Vec<(State, f64)>,
}

/// The lexicon as first estimated from counts.
pub struct Lexicon {
    pub words: BTreeMap<String, Row>,
    pub suffixes: BTreeMap<[u8; SUFFIX], Row>,
}

/// Readings of a word with a smaller share are left out.
const WORD_FLOOR: f64 = 0.04;
/// The same for suffixes.
const SUFFIX_FLOOR: f64 = 0.01;

/// States an unknown word can have.
const OPEN: [State; 12] = [
    State::Noun,
    State::NounPl,
    State::Propn,
    State::VerbBase,
    State::VerbPres,
    State::VerbS,
    State::VerbPast,
    State::VerbPart,
    State::VerbIng,
    State::Adj,
    State::Adv,
    State::Other,
];

/// Counts every word of the sentences.
pub fn count_words<'s>(sentences: impl Iterator<Item = &'s Sentence>) -> BTreeMap<String, Word> {
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    for token in sentences.flatten() {
        let word = words.entry(token.folded.clone()).or_default();
        word.counts[token.gold as usize] += 1.0;
        match token.shape {
            Shape::Lower => word.small += 1.0,
            Shape::Capital | Shape::Upper => word.capital += 1.0,
            _ => {}
        }
    }
    words
}

/// Adds the verb forms of `verb_forms.tsv` as if each had been seen a few times.
pub fn add_verb_forms(words: &mut BTreeMap<String, Word>, table: &str) -> Result<(), String> {
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[base, present, past, participle, ing, noun, passive] = &cells[..] else { return Err(format!("seven columns wanted: {line:?}")) };
        let noun = if noun == "yes" { 2.0 } else { 0.0 };
        let part = if passive == "yes" { 2.0 } else { 0.5 };
        let forms = [
            (base, State::VerbBase, 1.5),
            (base, State::VerbPres, 0.5),
            (base, State::Noun, noun),
            (present, State::VerbS, 1.0),
            (present, State::NounPl, noun),
            (past, State::VerbPast, 2.0),
            (participle, State::VerbPart, part),
            (ing, State::VerbIng, 1.5),
            (ing, State::Noun, 0.5 + noun / 4.0),
        ];
        for (form, state, count) in forms {
            let word = words.entry(fold(form)).or_default();
            word.counts[state as usize] += count;
            word.small += count;
            word.closed = true;
        }
    }
    Ok(())
}

/// Adds the words of `word_hints.tsv` as if seen a few times, the first tag oftener.
pub fn add_hints(words: &mut BTreeMap<String, Word>, table: &str) -> Result<(), String> {
    for line in table.lines().skip(1) {
        let (text, tags) = line.split_once('\t').ok_or_else(|| format!("two columns wanted: {line:?}"))?;
        let word = words.entry(fold(text)).or_default();
        for (rank, tag) in tags.split(' ').enumerate() {
            let count = if rank == 0 { 4.0 } else { 1.5 };
            word.counts[state_named(tag)? as usize] += count;
            word.small += count;
        }
        word.closed = true;
    }
    Ok(())
}

/// Forms that always share a verb's readings: base with present, and regular past with participle.
pub fn add_twins(words: &mut BTreeMap<String, Word>) {
    for (text, word) in words.iter_mut() {
        share(word, State::VerbBase, State::VerbPres);
        if text.ends_with("ed") {
            share(word, State::VerbPast, State::VerbPart);
        }
    }
}

fn share(word: &mut Word, a: State, b: State) {
    let (x, y) = (word.counts[a as usize], word.counts[b as usize]);
    if x + y > 0.0 {
        let extra = 0.25 + 0.05 * (x + y).min(20.0);
        word.counts[a as usize] += if x < y { extra } else { 0.0 };
        word.counts[b as usize] += if y <= x { extra } else { 0.0 };
    }
}

/// Builds suffix and word rows; keeps the `size` words that tell more than their suffix does.
pub fn build(words: &BTreeMap<String, Word>, size: usize, suffix_gain: f64) -> Lexicon {
    let prior = state_prior(words);
    let tree = suffix_tree(words);
    let gain = |(text, word): (&String, &Word)| (word_gain(word, guess(&tree, text)), text.clone());
    let mut ranked: Vec<(f64, String)> = words.iter().filter(|(t, _)| is_listed(t)).map(gain).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let chosen = ranked.into_iter().take(size).filter_map(|(_, text)| words.get(&text).map(|w| (text, w)));
    Lexicon {
        words: chosen.map(|(text, word)| (text.clone(), word_row(word, guess(&tree, &text), &prior))).collect(),
        suffixes: suffix_rows(&tree, &prior, suffix_gain),
    }
}

fn is_listed(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())
}

fn state_prior(words: &BTreeMap<String, Word>) -> Counts {
    let mut prior = [1.0; STATES];
    for word in words.values() {
        prior.iter_mut().zip(&word.counts).for_each(|(p, c)| *p += c);
    }
    let total: f64 = prior.iter().sum();
    prior.map(|p| p / total)
}

/// Distribution of open states per suffix, each smoothed with the next shorter one.
fn suffix_tree(words: &BTreeMap<String, Word>) -> BTreeMap<[u8; SUFFIX], (f64, Counts)> {
    let mut counts: BTreeMap<[u8; SUFFIX], Counts> = BTreeMap::new();
    for (text, word) in words.iter().filter(|(t, _)| is_listed(t)) {
        let total: f64 = OPEN.iter().map(|s| word.counts[*s as usize]).sum();
        let weight = if total > 0.0 { total.min(3.0) / total } else { 0.0 };
        for len in 0..=SUFFIX.min(text.len()) {
            let slot = counts.entry(cut(suffix_key(text), len)).or_insert([0.0; STATES]);
            OPEN.iter().for_each(|s| slot[*s as usize] += word.counts[*s as usize] * weight);
        }
    }
    let mut tree: BTreeMap<[u8; SUFFIX], (f64, Counts)> = BTreeMap::new();
    for (key, own) in counts {
        let total: f64 = own.iter().sum();
        let parent = parent(&key).and_then(|p| tree.get(&p)).map_or([1.0 / 12.0; STATES], |(_, d)| *d);
        let mut smooth = own;
        smooth.iter_mut().zip(parent).for_each(|(c, p)| *c = (*c + 4.0 * p) / (total + 4.0));
        tree.insert(key, (total, smooth));
    }
    tree
}

fn cut(mut key: [u8; SUFFIX], len: usize) -> [u8; SUFFIX] {
    key.iter_mut().skip(len).for_each(|b| *b = 0);
    key
}

fn parent(key: &[u8; SUFFIX]) -> Option<[u8; SUFFIX]> {
    let len = key.iter().filter(|b| **b != 0).count();
    len.checked_sub(1).map(|shorter| cut(*key, shorter))
}

/// The distribution of the longest suffix seen often enough.
fn guess<'t>(tree: &'t BTreeMap<[u8; SUFFIX], (f64, Counts)>, text: &str) -> &'t Counts {
    let mut key = suffix_key(text);
    loop {
        match (tree.get(&key), parent(&key)) {
            (Some((n, dist)), up) if *n >= 4.0 || up.is_none() => return dist,
            (_, Some(up)) => key = up,
            (_, None) => unreachable!("the empty suffix is always there"),
        }
    }
}

/// Words listed by hand always get a row: their readings are known, a suffix would only blur them.
const CLOSED_BONUS: f64 = 1e6;

/// How much better the word's own counts predict it than its suffix does.
fn word_gain(word: &Word, guess: &Counts) -> f64 {
    let total: f64 = word.counts.iter().sum();
    let own = |c: f64, g: f64| (c + g) / (total + 1.0);
    let bonus = if word.closed { CLOSED_BONUS } else { 0.0 };
    let gains = word.counts.iter().zip(guess).filter(|(c, _)| **c > 0.0).map(|(c, g)| c.min(200.0) * (own(*c, *g) / g.max(1e-4)).ln());
    bonus + gains.sum::<f64>()
}

fn word_row(word: &Word, guess: &Counts, prior: &Counts) -> Row {
    let total: f64 = word.counts.iter().sum();
    let open: f64 = OPEN.iter().map(|s| word.counts[*s as usize]).sum();
    let pull = if open * 2.0 > total && !word.closed { 0.7 } else { 0.0 };
    let share = |s: &State| (word.counts[*s as usize] + pull * guess[*s as usize]) / (total + pull);
    let shares: Vec<(State, f64)> = State::ALL.iter().map(|s| (*s, share(s))).collect();
    Row { capital: word.capital > word.small, count: total, scores: scored(shares, WORD_FLOOR, prior) }
}

/// Turns shares into scores (log of share over prior), best first, best at zero.
fn scored(mut shares: Vec<(State, f64)>, floor: f64, prior: &Counts) -> Vec<(State, f64)> {
    shares.retain(|(_, p)| *p >= floor);
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares.truncate(super::tag::MAX_CANDIDATES);
    shares.iter().map(|&(s, p)| (s, UNITS * (p / prior[s as usize]).ln())).collect()
}

/// Suffix rows that differ enough from the row they would fall back to.
fn suffix_rows(tree: &BTreeMap<[u8; SUFFIX], (f64, Counts)>, prior: &Counts, wanted: f64) -> BTreeMap<[u8; SUFFIX], Row> {
    let mut rows = BTreeMap::new();
    let mut kept: BTreeMap<[u8; SUFFIX], Counts> = BTreeMap::new();
    for (key, (count, dist)) in tree {
        let mut up = parent(key);
        while up.is_some_and(|k| !kept.contains_key(&k)) {
            up = up.and_then(|k| parent(&k));
        }
        let base = up.and_then(|k| kept.get(&k));
        let gain = base.map_or(f64::MAX, |b| count * divergence(dist, b));
        if gain >= wanted {
            kept.insert(*key, *dist);
            let mut shares: Vec<(State, f64)> = OPEN.iter().map(|s| (*s, dist[*s as usize])).collect();
            shares.iter_mut().filter(|(s, _)| *s == State::Propn).for_each(|(_, p)| *p = p.max(0.02));
            rows.insert(*key, Row { capital: false, count: *count, scores: suffix_scores(shares, prior) });
        }
    }
    rows
}

/// As [`scored`], but the reading as a name is never lost.
fn suffix_scores(shares: Vec<(State, f64)>, prior: &Counts) -> Vec<(State, f64)> {
    let name = shares.iter().copied().find(|(s, _)| *s == State::Propn);
    let mut others = shares;
    others.retain(|(s, _)| *s != State::Propn);
    others.sort_by(|a, b| b.1.total_cmp(&a.1));
    others.truncate(super::tag::MAX_CANDIDATES - 1);
    others.extend(name);
    scored(others, SUFFIX_FLOOR, prior)
}

fn divergence(dist: &Counts, base: &Counts) -> f64 {
    dist.iter().zip(base).filter(|(p, _)| **p > 0.0).map(|(p, q)| p * (p / q.max(1e-5)).ln()).sum()
}
