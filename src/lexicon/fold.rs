//! Folding: the one spelling under which a word is looked up, at build time and at run time alike.
//!
//! Lower case; Latin diacritics stripped; apostrophes dropped. Used by the build script too, so it depends on nothing but `case`.

use super::case::lower;

/// Appends `word`, folded, to `out`.
///
/// # Examples
/// ```
/// let mut out = String::new();
/// sitrep::lexicon::fold_into("Jama'at", &mut out);
/// assert_eq!(out, "jamaat");
/// ```
pub fn fold_into(word: &str, out: &mut String) {
    for c in word.chars() {
        fold_char(c, out);
    }
}

/// The folded form of `word`.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// The id a row has unless its table says otherwise: the folded term, with a hyphen for whatever is no letter or digit.
pub fn slug(term: &str) -> String {
    let mut out = String::with_capacity(term.len());
    for c in fold(term).chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

fn fold_char(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BF}' | '\u{02BE}' | '`' | '.' => {}
        'ß' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        '\u{0300}'..='\u{036F}' => {}
        '\u{C0}'..='\u{24F}' => out.push(strip(c)),
        '\u{1E00}'..='\u{1EFF}' => out.push(strip_additional(c)),
        _ => out.push(lower(c)),
    }
}

/// Base letters of U+00C0..U+024F in code order; an underscore keeps the character, lower-cased.
const LATIN: &str = "aaaaaa_ceeeeiiiidnooooo_ouuuuy__aaaaaa_ceeeeiiiidnooooo_ouuuuy_yaaaaaacc\
ccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii__jjkkkllllllllllnnnnnnnnnoooo\
oo__rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs_________________ff_____\
________oo_____________uu____________________________aaiioouuuuuuuuuu_aa\
aa____ggkkoooo__j___gg__nnaa____aaaaeeeeiiiioooorrrruuuusstt__hh______aa\
eeooooooooyy____________________________";

fn strip(c: char) -> char {
    let at = (c as usize).saturating_sub(0xC0);
    match LATIN.as_bytes().get(at) {
        Some(b'_') | None => lower(c),
        Some(&base) => base as char,
    }
}

/// Base letters of U+1E00..U+1EFF, two code points (capital and small) a letter.
const ADDITIONAL: &str = "abbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxy\
zzzhw___aaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy___";

fn strip_additional(c: char) -> char {
    let at = (c as usize - 0x1E00) / 2;
    match ADDITIONAL.as_bytes().get(at) {
        Some(b'_') | None => lower(c),
        Some(&base) => base as char,
    }
}

/// The hash under which a folded word is filed (FNV-1a, 32 bits, with a final mix).
pub fn hash(folded: &[u8]) -> u32 {
    let mut h: u32 = 0x811C_9DC5;
    for &b in folded {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^ (h >> 15)
}
