//! Any text under any options.
//!
//! Two bytes say which options, the rest is the text.

use super::holds;
use sitrep::text::OffsetUnit;
use sitrep::{AnalyzeError, Options, Profile};

const UNITS: [OffsetUnit; 3] = [OffsetUnit::Utf16, OffsetUnit::Codepoint, OffsetUnit::Byte];
const DATES: [Option<&str>; 8] =
    [None, Some("2024-05-08"), Some("0001-01-01"), Some("9999-12-31"), Some("2023-02-29"), Some("2000-02-29"), Some(""), Some("2024-5-8")];
const PROFILES: [&str; 4] = ["acled", "literal", "ucdp", "no such profile"];
const OWN: [(&str, &str); 4] = [("dozens", "24"), ("range", "low"), ("dozens", "99999999999999999999"), ("base", "literal")];

pub fn run(data: &[u8]) {
    let Some((&[first, second], rest)) = data.split_first_chunk() else { return };
    let text = String::from_utf8_lossy(rest);
    let options = options(first, second, &text);
    match sitrep::analyze(&text, &options) {
        Ok(report) => {
            holds::of_reading(&text, &report, options.offsets);
            if first & 0x40 != 0 {
                assert_eq!(Ok(report), sitrep::analyze(&text, &options), "the same text gave two readings");
            }
        }
        Err(AnalyzeError::TooLong { limit, actual }) => assert!(actual > limit && actual == text.len()),
        Err(error) => assert!(error.to_string().starts_with("option '"), "{error}"),
    }
}

fn options(first: u8, second: u8, text: &str) -> Options {
    let bits = |byte: u8, shift: u8, most: usize| usize::from(byte >> shift) % most;
    let mut profile = Profile::named(PROFILES[bits(first, 4, 4)]);
    if second & 0x80 != 0 {
        profile = Profile::own_values();
        let (key, value) = OWN[bits(second, 5, 4)];
        // A refusal leaves the profile as it was.
        let _ = profile.set(key, value);
    }
    let about = |bit: u8| (second & bit != 0).then(|| text.chars().take(40).collect::<String>());
    Options {
        date: DATES[bits(first, 0, 8)].map(str::to_string),
        title: about(1),
        publisher: about(2),
        author: about(4),
        url: about(8),
        offsets: UNITS[bits(second, 4, 3)],
        profile,
        max_length: if first & 0x08 != 0 { 100 } else { 1 << 20 },
    }
}
