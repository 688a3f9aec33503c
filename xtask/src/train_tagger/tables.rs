//! Writes the weights as the text tables under `data/en/model`.

use super::tag::{BEAM, KNOWN_KINDS, Known, SHAPES, STATES, SUFFIX, Shape, State};
use super::weights::{RowPlace, Weights, bigram, shape_place, trigram};
use std::fmt::Write as _;

/// Word and suffix scores are written in steps of this many units, so that rows can be shared.
const ROW_STEP: f64 = 8.0;
/// Trigram scores are written in steps of this many units.
const TRIGRAM_STEP: f64 = 8.0;

/// Smaller trigram scores are left out: they cost more bytes than they are worth.
const TRIGRAM_LEAST: i32 = 12;

/// The text of the four tables.
pub struct Tables {
    pub words: String,
    pub suffixes: String,
    pub transitions: String,
    pub shapes: String,
}

/// Rounds all weights and writes them out.
pub fn write(weights: &Weights) -> Tables {
    Tables { words: words(weights), suffixes: suffixes(weights), transitions: transitions(weights), shapes: shapes(weights) }
}

fn words(weights: &Weights) -> String {
    let mut out = String::from("word\twritten\ttags\n");
    for (word, place) in &weights.words {
        let written = if place.row.capital { "capital" } else { "small" };
        let _ = writeln!(out, "{word}\t{written}\t{}", row(weights, place));
    }
    out
}

fn suffixes(weights: &Weights) -> String {
    let mut out = String::from("suffix\ttags\n");
    let mut lines: Vec<String> = weights.suffixes.iter().map(|(key, place)| format!("{}\t{}\n", suffix_text(key), row(weights, place))).collect();
    lines.sort();
    out.extend(lines);
    out
}

fn suffix_text(key: &[u8; SUFFIX]) -> String {
    let text: String = key.iter().rev().filter(|b| **b != 0).map(|b| char::from(*b)).collect();
    if text.is_empty() { "-".to_owned() } else { text }
}

/// States and scores, best first, the best at 0.
fn row(weights: &Weights, place: &RowPlace) -> String {
    let scores = place.row.scores.iter().enumerate().map(|(i, (state, _))| (*state, weights.values[place.start + i]));
    let best = scores.clone().map(|s| s.1).fold(f64::MIN, f64::max);
    let mut cells: Vec<(State, i32)> = scores.map(|(state, v)| (state, rounded(v - best, ROW_STEP))).collect();
    cells.retain(|(_, v)| *v > -i32::from(BEAM));
    cells.sort_by_key(|(state, v)| (-*v, *state as u8));
    join(&cells)
}

fn join(cells: &[(State, i32)]) -> String {
    cells.iter().map(|(state, v)| format!("{}:{v}", state.name())).collect::<Vec<_>>().join(" ")
}

#[allow(clippy::cast_possible_truncation)]
fn rounded(value: f64, step: f64) -> i32 {
    ((value / step).round() * step).clamp(-124.0, 124.0) as i32
}

fn transitions(weights: &Weights) -> String {
    let mut out = String::from("first\tsecond\tthird\n");
    for b in State::ALL {
        let cell = |c: &State| (*c, rounded(weights.values[bigram(*b as u8, *c as u8)], 1.0));
        let cells: Vec<(State, i32)> = State::ALL.iter().map(cell).collect();
        let _ = writeln!(out, "-\t{}\t{}", b.name(), join(&cells));
    }
    for (a, b) in (0..STATES * STATES).map(|n| (State::ALL[n / STATES], State::ALL[n % STATES])) {
        let cell = |c: &State| (*c, rounded(weights.values[trigram(a as u8, b as u8, *c as u8)], TRIGRAM_STEP));
        let cells: Vec<(State, i32)> = State::ALL.iter().map(cell).filter(|(_, v)| v.abs() >= TRIGRAM_LEAST).collect();
        if !cells.is_empty() {
            let _ = writeln!(out, "{}\t{}\t{}", a.name(), b.name(), join(&cells));
        }
    }
    out
}

fn shapes(weights: &Weights) -> String {
    let mut out = String::from("known\tshape\ttags\n");
    for (k, s) in (0..KNOWN_KINDS * SHAPES).map(|n| (n / SHAPES, n % SHAPES)) {
        let (known, shape) = (KNOWN[k], SHAPE_LIST[s]);
        let cell = |c: &State| (*c, rounded(weights.values[shape_place(known, shape, *c as u8)], 1.0));
        let cells: Vec<(State, i32)> = State::ALL.iter().map(cell).collect();
        let _ = writeln!(out, "{known:?}\t{shape:?}\t{}", join(&cells));
    }
    out
}

const KNOWN: [Known; KNOWN_KINDS] = [Known::No, Known::Small, Known::Capital];
const SHAPE_LIST: [Shape; SHAPES] = [Shape::Lower, Shape::Capital, Shape::Initial, Shape::Upper, Shape::Caseless];
