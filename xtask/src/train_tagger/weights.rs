//! All weights of the model in one list, first from counts, then corrected by an averaged perceptron.

use super::corpus::{Sentence, Token};
use super::lexicon::{Lexicon, Row, UNITS};
use super::tag::{KNOWN_KINDS, Known, MAX_CANDIDATES, NEW_NAME_SCORE, SHAPES, STATES, SUFFIX, Shape, State, fixed_state, suffix_key};
use std::collections::BTreeMap;

const TRI: usize = STATES * STATES;
const SHAPE: usize = TRI + STATES * STATES * STATES;
const ROWS: usize = SHAPE + KNOWN_KINDS * SHAPES * STATES;
/// A reading that has no weight of its own.
const FIXED: usize = usize::MAX;

/// Which weights a word or suffix uses.
pub struct RowPlace {
    pub start: usize,
    pub row: Row,
}

/// One reading of a token and the weights that score it.
#[derive(Clone, Copy)]
struct Reading {
    state: u8,
    row: usize,
    shape: usize,
    base: f64,
}

/// The weights in model units, and their running sum for averaging.
pub struct Weights {
    pub values: Vec<f64>,
    sums: Vec<f64>,
    steps: f64,
    pub words: BTreeMap<String, RowPlace>,
    pub suffixes: BTreeMap<[u8; SUFFIX], RowPlace>,
    trigrams: bool,
}

/// A small random number generator, so that a run can be repeated.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// True in `percent` of the throws.
    pub fn throw(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// Shuffles in place.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, usize::try_from(self.next() % (i as u64 + 1)).unwrap_or(0));
        }
    }
}

pub fn bigram(b: u8, c: u8) -> usize {
    usize::from(b) * STATES + usize::from(c)
}

pub fn trigram(a: u8, b: u8, c: u8) -> usize {
    TRI + (usize::from(a) * STATES + usize::from(b)) * STATES + usize::from(c)
}

pub fn shape_place(known: Known, shape: Shape, state: u8) -> usize {
    SHAPE + (known as usize * SHAPES + shape as usize) * STATES + usize::from(state)
}

impl Weights {
    /// Weights straight from the counts.
    pub fn from_counts(lexicon: Lexicon, sentences: &[Sentence], trigrams: bool) -> Weights {
        let mut weights = Weights { values: vec![0.0; ROWS], sums: Vec::new(), steps: 1.0, words: BTreeMap::new(), suffixes: BTreeMap::new(), trigrams };
        for (word, row) in lexicon.words {
            let place = weights.add_row(row);
            weights.words.insert(word, place);
        }
        for (key, row) in lexicon.suffixes {
            let place = weights.add_row(row);
            weights.suffixes.insert(key, place);
        }
        weights.set_transitions(sentences);
        weights.set_shapes(sentences);
        weights.sums = vec![0.0; weights.values.len()];
        weights
    }

    fn add_row(&mut self, row: Row) -> RowPlace {
        let start = self.values.len();
        let best = row.scores.iter().map(|s| s.1).fold(f64::MIN, f64::max);
        self.values.extend(row.scores.iter().map(|s| s.1 - best));
        RowPlace { start, row }
    }

    /// Interpolated log probabilities of state sequences; trigrams hold what they add to bigrams.
    fn set_transitions(&mut self, sentences: &[Sentence]) {
        let mut one = vec![0.5; STATES];
        let mut two = vec![0.0; STATES * STATES];
        let mut three = vec![0.0; STATES * STATES * STATES];
        for sentence in sentences {
            let (mut a, mut b) = (State::Edge as u8, State::Edge as u8);
            for c in sentence.iter().map(|t| t.gold as u8).chain([State::Edge as u8]) {
                one[usize::from(c)] += 1.0;
                two[bigram(b, c)] += 1.0;
                three[trigram(a, b, c) - TRI] += 1.0;
                (a, b) = (b, c);
            }
        }
        let total: f64 = one.iter().sum();
        for b in 0..STATES {
            let row: f64 = two[b * STATES..(b + 1) * STATES].iter().sum();
            for c in 0..STATES {
                let p2 = (two[b * STATES + c] + 5.0 * one[c] / total) / (row + 5.0);
                self.values[b * STATES + c] = (UNITS * p2.ln()).max(-120.0);
                for a in 0..STATES {
                    let at = (a * STATES + b) * STATES;
                    let row: f64 = three[at..at + STATES].iter().sum();
                    let p3 = (three[at + c] + 20.0 * p2) / (row + 20.0);
                    self.values[TRI + at + c] = if self.trigrams { UNITS * (p3 / p2).ln() } else { 0.0 };
                }
            }
        }
    }

    /// Log probability of a shape given state and kind of word.
    fn set_shapes(&mut self, sentences: &[Sentence]) {
        let mut counts = vec![0.3; KNOWN_KINDS * SHAPES * STATES];
        for token in sentences.iter().flatten() {
            counts[shape_place(self.known(token), token.shape, token.gold as u8) - SHAPE] += 1.0;
        }
        for kind in 0..KNOWN_KINDS {
            for state in 0..STATES {
                let at = |shape: usize| (kind * SHAPES + shape) * STATES + state;
                let total: f64 = (0..Shape::Caseless as usize).map(|s| counts[at(s)]).sum();
                for shape in 0..SHAPES {
                    let p = counts[at(shape)] / total;
                    self.values[SHAPE + at(shape)] = if shape == Shape::Caseless as usize { 0.0 } else { (UNITS * p.ln()).max(-100.0) };
                }
            }
        }
    }

    fn known(&self, token: &Token) -> Known {
        match self.words.get(&token.folded) {
            Some(place) if place.row.capital => Known::Capital,
            Some(_) => Known::Small,
            None => Known::No,
        }
    }

    /// The readings of a token; mirrors what the runtime model does.
    fn readings(&self, token: &Token, shape: Shape, hide: bool) -> Vec<Reading> {
        let word = self.words.get(&token.folded).filter(|_| !hide);
        if let Some(state) = word.is_none().then(|| fixed_state(&token.text)).flatten() {
            return vec![Reading { state: state as u8, row: FIXED, shape: FIXED, base: 0.0 }];
        }
        let (known, place) = match word {
            Some(place) => (if place.row.capital { Known::Capital } else { Known::Small }, place),
            None => (Known::No, self.suffix(&token.text)),
        };
        let reading = |(i, (state, _)): (usize, &(State, f64))| Reading {
            state: *state as u8,
            row: place.start + i,
            shape: shape_place(known, shape, *state as u8),
            base: 0.0,
        };
        let mut readings: Vec<Reading> = place.row.scores.iter().enumerate().map(reading).collect();
        let named = readings.iter().any(|r| r.state == State::Propn as u8);
        if known == Known::Small && !named && matches!(shape, Shape::Capital | Shape::Upper) && readings.len() < MAX_CANDIDATES {
            let state = State::Propn as u8;
            readings.push(Reading { state, row: FIXED, shape: shape_place(known, shape, state), base: f64::from(NEW_NAME_SCORE) });
        }
        readings
    }

    fn suffix(&self, word: &str) -> &RowPlace {
        let mut key = suffix_key(word);
        for len in (0..=SUFFIX).rev() {
            key.iter_mut().skip(len).for_each(|b| *b = 0);
            if let Some(place) = self.suffixes.get(&key) {
                return place;
            }
        }
        unreachable!("the empty suffix is always there")
    }

    fn value(&self, place: usize) -> f64 {
        self.values.get(place).copied().unwrap_or(0.0)
    }

    fn score(&self, reading: &Reading) -> f64 {
        reading.base + self.value(reading.row) + self.value(reading.shape)
    }

    /// Best reading per token, by second-order Viterbi search.
    fn best_path(&self, lattice: &[Vec<Reading>]) -> Vec<usize> {
        let edge = vec![Reading { state: State::Edge as u8, row: FIXED, shape: FIXED, base: 0.0 }];
        let (mut a, mut b) = (&edge, &edge);
        let mut scores = vec![0.0];
        let mut back: Vec<Vec<usize>> = Vec::new();
        for c in lattice.iter().chain([&edge]) {
            let (mut next, mut from) = (vec![f64::MIN; b.len() * c.len()], vec![0; b.len() * c.len()]);
            for (j, second) in b.iter().enumerate() {
                for (k, third) in c.iter().enumerate() {
                    let fixed = self.score(third) + self.values[bigram(second.state, third.state)];
                    for (i, first) in a.iter().enumerate() {
                        let score = scores[i * b.len() + j] + fixed + self.values[trigram(first.state, second.state, third.state)];
                        if score > next[j * c.len() + k] {
                            next[j * c.len() + k] = score;
                            from[j * c.len() + k] = i;
                        }
                    }
                }
            }
            (scores, a, b) = (next, b, c);
            back.push(from);
        }
        walk_back(lattice, &back, &scores)
    }

    /// One pass over the sentences, correcting the weights after each wrong path.
    pub fn train_pass(&mut self, sentences: &[Sentence], order: &[usize], rate: f64, dice: &mut Dice) {
        for &s in order {
            let sentence = &sentences[s];
            let caseless = dice.throw(12);
            let shape = |t: &Token| if caseless { Shape::Caseless } else { t.shape };
            let hide = |w: &Weights, t: &Token, dice: &mut Dice| w.words.get(&t.folded).is_some_and(|p| dice.throw(hide_percent(p.row.count)));
            let mut lattice = Vec::with_capacity(sentence.len());
            for token in sentence {
                let hidden = hide(self, token, dice);
                lattice.push(self.readings(token, shape(token), hidden));
            }
            let found = self.best_path(&lattice);
            self.correct(sentence, &lattice, &found, rate);
            self.steps += 1.0;
        }
    }

    fn correct(&mut self, sentence: &Sentence, lattice: &[Vec<Reading>], found: &[usize], rate: f64) {
        let gold = |i: usize| lattice[i].iter().position(|r| r.state == sentence[i].gold as u8).unwrap_or(found[i]);
        let wanted: Vec<usize> = (0..found.len()).map(gold).collect();
        if wanted == found {
            return;
        }
        self.add_path(lattice, &wanted, rate);
        self.add_path(lattice, found, -rate);
    }

    fn add_path(&mut self, lattice: &[Vec<Reading>], path: &[usize], amount: f64) {
        let edge = State::Edge as u8;
        let (mut a, mut b) = (edge, edge);
        for (readings, &i) in lattice.iter().zip(path) {
            let reading = readings[i];
            self.add(reading.row, amount);
            self.add(reading.shape, amount);
            self.add_step(a, b, reading.state, amount);
            (a, b) = (b, reading.state);
        }
        self.add_step(a, b, edge, amount);
    }

    fn add_step(&mut self, a: u8, b: u8, c: u8, amount: f64) {
        self.add(bigram(b, c), amount);
        if self.trigrams {
            self.add(trigram(a, b, c), amount);
        }
    }

    fn add(&mut self, place: usize, amount: f64) {
        if let (Some(value), Some(sum)) = (self.values.get_mut(place), self.sums.get_mut(place)) {
            *value += amount;
            *sum += amount * self.steps;
        }
    }

    /// Replaces the weights by their average over all steps.
    pub fn average(&mut self) {
        let steps = self.steps;
        self.values.iter_mut().zip(&self.sums).for_each(|(value, sum)| *value -= sum / steps);
    }
}

/// How often a word is treated as unknown in training, so that rare words do not seem safer than they are.
fn hide_percent(count: f64) -> u64 {
    match count {
        c if c < 2.0 => 90,
        c if c < 5.0 => 60,
        c if c < 10.0 => 30,
        _ => 0,
    }
}

fn walk_back(lattice: &[Vec<Reading>], back: &[Vec<usize>], scores: &[f64]) -> Vec<usize> {
    let mut path = vec![0; lattice.len()];
    let mut here = 0;
    let mut before = (0..scores.len()).max_by(|x, y| scores[*x].total_cmp(&scores[*y])).unwrap_or(0);
    for i in (0..lattice.len()).rev() {
        path[i] = before;
        let width = lattice.get(i + 1).map_or(1, Vec::len);
        let earlier = back[i + 1][before * width + here];
        (here, before) = (before, earlier);
    }
    path
}
