//! Packs the text tables of `data/en/model` into the block of bytes that `TagModel` reads.
//!
//! Meant to be included by the build script and by the trainer next to `src/token/tag.rs` as module `tag`.
//! Words get a number of a *tag class*: words with the same readings and scores share one.

use super::tag::{CAPITAL_FLAG, KNOWN_KINDS, NO_STATE, ROW, SHAPES, STATES, SUFFIX, State};
use std::collections::BTreeMap;

/// The packed model and, for every word of the table in its order, its tag class.
pub struct PackedTagger {
    /// Bytes for `TagModel::new`.
    pub model: Vec<u8>,
    /// Folded word and tag class; to be stored next to the word in the shared word index.
    pub word_classes: Vec<(String, u16)>,
}

/// Packs the four tables.
///
/// # Errors
/// Names the table and line that cannot be read.
pub fn pack(words: &str, suffixes: &str, transitions: &str, shapes: &str) -> Result<PackedTagger, String> {
    let rows = word_rows(words)?;
    let classes = number_classes(&rows);
    let suffix_rows = suffix_rows(suffixes)?;
    let mut model = Vec::new();
    model.extend(count(classes.len())?.to_le_bytes());
    model.extend(count(suffix_rows.len())?.to_le_bytes());
    model.extend(transition_bytes(transitions)?);
    model.extend(shape_bytes(shapes)?);
    let mut by_number: Vec<_> = classes.iter().collect();
    by_number.sort_by_key(|(_, number)| **number);
    model.extend(by_number.iter().flat_map(|(row, _)| row.iter()));
    model.extend(suffix_rows.keys().flatten());
    model.extend(suffix_rows.values().flatten());
    let word_classes = rows.into_iter().filter_map(|(word, row)| classes.get(&row).map(|n| (word, *n))).collect();
    Ok(PackedTagger { model, word_classes })
}

fn count(n: usize) -> Result<u16, String> {
    u16::try_from(n).map_err(|_| format!("{n} rows are too many for a 16-bit number"))
}

/// Cells of every line after the header, with the place for messages.
fn lines<'t>(name: &'t str, table: &'t str) -> impl Iterator<Item = (String, Vec<&'t str>)> {
    table.lines().enumerate().skip(1).map(move |(i, line)| (format!("{name}:{}", i + 1), line.split('\t').collect()))
}

fn word_rows(table: &str) -> Result<Vec<(String, [u8; ROW])>, String> {
    let mut rows = Vec::new();
    for (place, cells) in lines("words.tsv", table) {
        let &[word, written, tags] = &cells[..] else { return Err(format!("{place}: three columns wanted")) };
        let mut row = row_bytes(tags).map_err(|e| format!("{place}: {e}"))?;
        row[0] |= if written == "capital" { CAPITAL_FLAG } else { 0 };
        rows.push((word.to_owned(), row));
    }
    Ok(rows)
}

/// Numbers the different rows, most used first.
fn number_classes(rows: &[(String, [u8; ROW])]) -> BTreeMap<[u8; ROW], u16> {
    let mut uses: BTreeMap<[u8; ROW], usize> = BTreeMap::new();
    for (_, row) in rows {
        *uses.entry(*row).or_insert(0) += 1;
    }
    let mut ranked: Vec<_> = uses.into_iter().collect();
    ranked.sort_by_key(|(row, n)| (usize::MAX - n, *row));
    (0..).zip(ranked).map(|(number, (row, _))| (row, number)).collect()
}

fn suffix_rows(table: &str) -> Result<BTreeMap<[u8; SUFFIX], [u8; ROW]>, String> {
    let mut rows = BTreeMap::new();
    for (place, cells) in lines("suffixes.tsv", table) {
        let &[suffix, tags] = &cells[..] else { return Err(format!("{place}: two columns wanted")) };
        let mut key = [0; SUFFIX];
        let letters = suffix.bytes().rev().filter(|b| *b != b'-');
        key.iter_mut().zip(letters).for_each(|(slot, b)| *slot = b);
        rows.insert(key, row_bytes(tags).map_err(|e| format!("{place}: {e}"))?);
    }
    Ok(rows)
}

fn transition_bytes(table: &str) -> Result<Vec<u8>, String> {
    let mut bytes = vec![0; STATES * STATES * (STATES + 1)];
    for (place, cells) in lines("transitions.tsv", table) {
        let &[first, second, third] = &cells[..] else { return Err(format!("{place}: three columns wanted")) };
        let fail = |e| format!("{place}: {e}");
        let pair = if first == "-" { 0 } else { STATES * (1 + state(first).map_err(fail)?) } + state(second).map_err(fail)?;
        fill(&mut bytes, pair * STATES, third).map_err(fail)?;
    }
    Ok(bytes)
}

/// Rows of the shape table come in the order of the model: kinds of word, then shapes.
fn shape_bytes(table: &str) -> Result<Vec<u8>, String> {
    let mut bytes = vec![0; KNOWN_KINDS * SHAPES * STATES];
    for (row, (place, cells)) in lines("shapes.tsv", table).enumerate() {
        let &[_, _, tags] = &cells[..] else { return Err(format!("{place}: three columns wanted")) };
        fill(&mut bytes, row * STATES, tags).map_err(|e| format!("{place}: {e}"))?;
    }
    Ok(bytes)
}

fn fill(bytes: &mut [u8], start: usize, tags: &str) -> Result<(), String> {
    for (state, score) in scores(tags)? {
        *bytes.get_mut(start + state).ok_or("too many rows")? = score.cast_unsigned();
    }
    Ok(())
}

fn row_bytes(tags: &str) -> Result<[u8; ROW], String> {
    let mut row = [0; ROW];
    row.iter_mut().step_by(2).for_each(|b| *b = NO_STATE);
    for (i, (state, score)) in scores(tags)?.into_iter().enumerate() {
        let pair = row.as_chunks_mut::<2>().0.get_mut(i).ok_or("too many tags")?;
        *pair = [u8::try_from(state).map_err(|_| "bad state")?, score.cast_unsigned()];
    }
    Ok(row)
}

/// "Noun:0 VerbBase:-12" as numbers.
fn scores(tags: &str) -> Result<Vec<(usize, i8)>, String> {
    let read = |cell: &str| {
        let (name, score) = cell.split_once(':').ok_or_else(|| format!("{cell:?} is not Tag:score"))?;
        Ok((state(name)?, score.parse().map_err(|e| format!("{cell:?}: {e}"))?))
    };
    tags.split(' ').filter(|c| !c.is_empty()).map(read).collect()
}

fn state(name: &str) -> Result<usize, String> {
    State::ALL.iter().position(|s| s.name() == name).ok_or_else(|| format!("no state is called {name:?}"))
}
