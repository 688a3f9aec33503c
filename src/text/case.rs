//! Capitals and small letters of the scripts that news in English is written with: Latin, Greek, Cyrillic, Armenian.
//!
//! One character in, one out; others stay as they are. The tables of the standard library know all of Unicode and weigh
//! more than the page can carry. Used by the build script too, so it depends on nothing.

/// The small letter of `c`, or `c`.
pub fn lower(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => shifted(c, 32),
        'Ѐ'..='Џ' => shifted(c, 80),
        'Ա'..='Ֆ' => shifted(c, 48),
        'İ' => 'i',
        'Ÿ' => 'ÿ',
        'ẞ' => 'ß',
        'Ə' => 'ə',
        'Ά' => 'ά',
        'Έ'..='Ί' => shifted(c, 37),
        'Ό' => 'ό',
        'Ύ' | 'Ώ' => shifted(c, 63),
        'Ӏ' => 'ӏ',
        _ if paired(c) == Some(0) => shifted(c, 1),
        _ => c,
    }
}

/// The capital letter of `c`, or `c`.
pub fn upper(c: char) -> char {
    match c {
        'a'..='z' => c.to_ascii_uppercase(),
        'à'..='ö' | 'ø'..='þ' | 'α'..='ρ' | 'σ'..='ϋ' | 'а'..='я' => shifted(c, -32),
        'ѐ'..='џ' => shifted(c, -80),
        'ա'..='ֆ' => shifted(c, -48),
        'ı' => 'I',
        'ς' => 'Σ',
        'ÿ' => 'Ÿ',
        'ə' => 'Ə',
        'ά' => 'Ά',
        'έ'..='ί' => shifted(c, -37),
        'ό' => 'Ό',
        'ύ' | 'ώ' => shifted(c, -63),
        'ӏ' => 'Ӏ',
        _ if paired(c) == Some(1) => shifted(c, -1),
        _ => c,
    }
}

/// `text` in small letters.
pub fn lower_case(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// `text` with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().map(upper).chain(letters).collect()
}

/// 0 for the capital, 1 for the small letter, where the two stand side by side.
fn paired(c: char) -> Option<u32> {
    match c as u32 {
        0x130 | 0x131 => None,
        at @ (0x100..=0x137 | 0x14A..=0x177 | 0x1DE..=0x1EF | 0x1F8..=0x21F | 0x222..=0x233 | 0x1E00..=0x1E95 | 0x1EA0..=0x1EFF) => Some(at % 2),
        at @ (0x460..=0x481 | 0x48A..=0x4BF | 0x4D0..=0x52F) => Some(at % 2),
        at @ (0x139..=0x148 | 0x179..=0x17E | 0x1CD..=0x1DC | 0x4C1..=0x4CE) => Some((at + 1) % 2),
        _ => None,
    }
}

fn shifted(c: char, by: i32) -> char {
    (c as u32).checked_add_signed(by).and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_change_as_unicode_says() {
        for c in ('\0'..'\u{180}')
            .chain('\u{386}'..'\u{3CF}')
            .chain('\u{400}'..'\u{530}')
            .chain('\u{531}'..'\u{587}')
            .chain('\u{1E00}'..'\u{1E96}')
            .chain('\u{1EA0}'..'\u{1F00}')
        {
            // A capital with a dot becomes two characters, and a long s, a micro sign and the like leave their script.
            if c.to_lowercase().count() == 1 {
                assert_eq!(lower(c), c.to_lowercase().next().unwrap_or(c), "{c}");
            }
            if c.to_uppercase().count() == 1 && !['µ', 'ſ'].contains(&c) {
                assert_eq!(upper(c), c.to_uppercase().next().unwrap_or(c), "{c}");
            }
        }
        assert_eq!((lower_case("ÉLAN Kyiv").as_str(), capitalized("éliane").as_str(), capitalized("")), ("élan kyiv", "Éliane", String::new()));
    }
}
