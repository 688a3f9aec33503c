//! Display names: from "sar e pol" back to "Sar-e Pol".
//!
//! In: a folded name and its marks. Out: the name as GeoNames writes it. Most names are their folded form with a
//! capital at each word, and have no marks. Marks are read from left to right: the low six bits of a byte say how
//! many characters to copy first, the high two what to do then (`REPLACE`, `INSERT` and `DELETE` a character, or
//! `LOWER` it); the first two are followed by the character in UTF-8.

use super::case::{lower, upper};

/// Puts the following character in place of the next one.
pub(super) const REPLACE: u8 = 0;
/// Puts the following character before the next one.
#[allow(dead_code)] // for the writer of packs
pub(super) const INSERT: u8 = 1;
/// Drops the next character.
pub(super) const DELETE: u8 = 2;
/// Takes the capital off the next character.
pub(super) const LOWER: u8 = 3;
/// Largest number of characters one mark can skip.
#[allow(dead_code)] // for the writer of packs
pub(super) const MAX_SKIP: usize = 63;

/// The folded name with a capital at the start of each word.
pub(super) fn capitalize(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut starts_word = true;
    for c in folded.chars() {
        out.push(if starts_word { upper(c) } else { c });
        starts_word = c == ' ';
    }
    out
}

/// The written name; whatever cannot be read in `marks` is left out.
pub(super) fn written(folded: &str, marks: &[u8]) -> String {
    let base = capitalize(folded);
    if marks.is_empty() {
        return base;
    }
    let mut from = base.chars();
    let mut out = String::with_capacity(base.len() + marks.len());
    let mut marks = marks;
    while let Some((&mark, rest)) = marks.split_first() {
        out.extend(from.by_ref().take(usize::from(mark & 63)));
        marks = rest;
        match mark >> 6 {
            DELETE => drop(from.next()),
            LOWER => out.extend(from.next().map(lower)),
            kind => {
                let (c, rest) = split_char(marks);
                out.extend(c);
                marks = rest;
                if kind == REPLACE {
                    from.next();
                }
            }
        }
    }
    out.extend(from);
    out
}

/// Takes one UTF-8 character off the front; nothing at all if there is none.
fn split_char(bytes: &[u8]) -> (Option<char>, &[u8]) {
    for length in 1..=4 {
        let Some((head, rest)) = bytes.split_at_checked(length) else { break };
        if let Ok(text) = std::str::from_utf8(head) {
            return (text.chars().next(), rest);
        }
    }
    (None, &[])
}
