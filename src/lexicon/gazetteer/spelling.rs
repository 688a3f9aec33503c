//! Spellings of one sound: what may differ between two ways of writing the same name in Latin letters.
//!
//! In: two folded names. Out: whether only vowels, doubled letters or transliteration tell them apart. How many letters
//! differ is measured elsewhere; this alone does not make two names one.

/// Whether two spellings have the same consonants in the same order.
pub(super) fn is_variant(a: &str, b: &str) -> bool {
    a.len() >= 4 && skeleton(a) == skeleton(b)
}

/// The consonants of a name, doubled ones once, transliterations of one sound as one; a first vowel as `a`.
fn skeleton(folded: &str) -> Vec<u8> {
    let mut bones = Vec::new();
    let mut before = b' ';
    for &byte in folded.as_bytes() {
        let starts_word = before == b' ';
        if let Some(bone) = bone(before, byte, starts_word)
            && (bones.last() != Some(&bone) || is_vowel(before))
        {
            bones.push(bone);
        }
        before = byte;
    }
    bones
}

/// What one letter contributes after another.
fn bone(before: u8, byte: u8, starts_word: bool) -> Option<u8> {
    match byte {
        b' ' => None,
        _ if is_vowel(byte) => starts_word.then_some(b'a'),
        b'h' if matches!(before, b'k' | b'g' | b'd' | b't' | b'p' | b's' | b'c') || is_vowel(before) => None,
        b'q' | b'c' => Some(b'k'),
        b'w' => Some(b'v'),
        b'z' => Some(b's'),
        b'y' | b'j' => Some(b'j'),
        other => Some(other),
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}
