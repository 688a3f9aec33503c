//! Bytes to UTF-16 code units or code points, for all spans of a report, without a second pass per span.

/// The unit in which the offsets of a report count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// UTF-16 code units, as in JavaScript strings.
    #[default]
    Utf16,
    /// Unicode code points, as in Python strings.
    Codepoint,
    /// UTF-8 bytes, as in Rust strings.
    Byte,
}

impl OffsetUnit {
    /// The name used in options and in `document.offset_unit`.
    pub fn name(self) -> &'static str {
        match self {
            OffsetUnit::Utf16 => "utf16",
            OffsetUnit::Codepoint => "codepoint",
            OffsetUnit::Byte => "byte",
        }
    }

    /// The unit of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [OffsetUnit::Utf16, OffsetUnit::Codepoint, OffsetUnit::Byte].into_iter().find(|unit| unit.name() == name)
    }
}

/// How many bytes lie between two anchors of the map.
const STRIDE: usize = 64;

/// Converts byte offsets of one text to another unit.
///
/// One pass notes the unit count at every 64th byte; a look-up counts at most 64 bytes on from there,
/// so any number of spans is converted in linear time. A text of ASCII alone needs no table at all.
#[derive(Debug)]
pub struct OffsetMap<'t> {
    text: &'t str,
    unit: OffsetUnit,
    anchors: Vec<u32>,
}

impl<'t> OffsetMap<'t> {
    /// A map for `text`, giving offsets in `unit`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let anchors = if unit == OffsetUnit::Byte || text.is_ascii() { Vec::new() } else { anchors(text, unit) };
        Self { text, unit, anchors }
    }

    /// The offset in this map's unit of the character edge at byte `at`.
    pub fn at(&self, at: u32) -> u32 {
        if self.anchors.is_empty() {
            return at;
        }
        let block = at as usize / STRIDE;
        let base = self.anchors.get(block).copied().unwrap_or(0);
        let bytes = self.text.as_bytes();
        let rest = bytes.get(block * STRIDE..at as usize).unwrap_or(&[]);
        base + rest.iter().map(|&b| units_of(b, self.unit)).sum::<u32>()
    }

    /// How many units the whole text has.
    pub fn total(&self) -> u32 {
        self.at(self.text.len() as u32)
    }
}

/// Units begun by a UTF-8 byte: none for a continuation byte, two for the lead of a four-byte character in UTF-16.
fn units_of(byte: u8, unit: OffsetUnit) -> u32 {
    match byte {
        0x80..=0xBF => 0,
        0xF0.. if unit == OffsetUnit::Utf16 => 2,
        _ => 1,
    }
}

fn anchors(text: &str, unit: OffsetUnit) -> Vec<u32> {
    let mut anchors = Vec::with_capacity(text.len() / STRIDE + 1);
    let mut count = 0;
    for block in text.as_bytes().chunks(STRIDE) {
        anchors.push(count);
        count += block.iter().map(|&b| units_of(b, unit)).sum::<u32>();
    }
    anchors.push(count);
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_utf16_units_and_code_points() {
        let text = format!("a😀é{}z", "ß".repeat(400));
        let z = text.find('z').map(|at| at as u32).unwrap_or(0);
        assert_eq!(OffsetMap::new(&text, OffsetUnit::Utf16).at(z), 404);
        assert_eq!(OffsetMap::new(&text, OffsetUnit::Codepoint).at(z), 403);
        assert_eq!(OffsetMap::new(&text, OffsetUnit::Byte).at(z), z);
        assert_eq!(OffsetMap::new(&text, OffsetUnit::Utf16).total(), 405);
    }

    #[test]
    fn ascii_needs_no_table() {
        let map = OffsetMap::new("plain", OffsetUnit::Utf16);
        assert_eq!((map.at(3), map.total()), (3, 5));
    }
}
