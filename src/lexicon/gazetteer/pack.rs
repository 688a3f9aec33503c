//! The packed form of a gazetteer: which bytes mean what.
//!
//! In: bytes, perhaps damaged. Out: `Pack`, a set of borrowed sections with checked sizes, and readers of single
//! cells that answer `None` rather than panic. Nothing is unpacked; everything is read in place. Values of one kind
//! lie together (all latitudes, then all longitudes), because that is what compresses.
//!
//! The sections lie in a `container` in the order of `Section`; all numbers are little-endian. What a name or a place is
//! belongs to the parent module.

use super::container::{PackError, open};
use std::ops::Range;

/// First eight bytes of the pack of all places; the digit is the version of the layout.
pub(super) const ALL: &[u8; 8] = b"sitgaz1a";
/// First eight bytes of the pack of the larger places.
pub(super) const CORE: &[u8; 8] = b"sitgaz1c";
/// How many names one front-coded block holds.
pub(super) const NAMES_PER_BLOCK: usize = 32;
/// How many places share one starting point into the display marks.
pub(super) const PLACES_PER_MARK_SAMPLE: usize = 64;
/// Bytes per row of the block index: where its names, its places and its alternates begin.
pub(super) const BLOCK_ROW: usize = 12;
/// Stands for "no place" where a place number is expected.
pub(super) const NO_PLACE: u32 = 0xff_ffff;

/// The sections of a pack, in the order in which they are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Three letters per country.
    Countries,
    /// Per area (a division or a whole country): its country.
    AreaCountries,
    /// Per area: number of the place that is the division itself.
    AreaPlaces,
    /// Per area: hundredths of a degree north of the point from which its coordinates count.
    AreaLatitudes,
    /// Per area: hundredths of a degree east of that point.
    AreaLongitudes,
    /// Starting points of each block of names.
    Blocks,
    /// Front-coded folded names, in byte order.
    Names,
    /// Per name, how many places have it as their own name.
    OwnCounts,
    /// Per name, how many places have it as another name.
    OtherCounts,
    /// Per place, in the order of their own names: its area.
    PlaceAreas,
    /// Per place: hundredths of a degree north of the area's point.
    Latitudes,
    /// Per place: hundredths of a degree east of the area's point.
    Longitudes,
    /// Per place: population on a logarithmic scale.
    Populations,
    /// Per place: its feature.
    Features,
    /// Per place: GeoNames id, or zero.
    Ids,
    /// Per place: length of its display marks.
    MarkLengths,
    /// Starting points into the display marks.
    MarkSamples,
    /// What turns a folded name back into the written one.
    Marks,
    /// Per alternate: how far its place lies from where the name itself would be.
    Others,
    /// Names that are also common words or given names, ascending.
    Ambiguous,
}

/// Number of sections.
pub(super) const SECTIONS: usize = 20;

/// Checked, borrowed sections of a pack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pack<'a> {
    /// Whether it is the pack of all places.
    pub(super) all: bool,
    sections: [&'a [u8]; SECTIONS],
}

impl<'a> Pack<'a> {
    /// Opens the container and checks the sizes of its sections.
    pub(super) fn from_bytes(bytes: &'a [u8]) -> Result<Self, PackError> {
        let all = bytes.starts_with(ALL);
        let mut pack = Self { all, sections: [&[]; SECTIONS] };
        open(bytes, if all { ALL } else { CORE }, &mut pack.sections)?;
        if pack.is_consistent() { Ok(pack) } else { Err(PackError::Inconsistent) }
    }

    fn is_consistent(&self) -> bool {
        let length = |s| self.section(s).len();
        let (names, places) = (self.name_count(), self.place_count());
        length(Section::OtherCounts) == names
            && length(Section::Blocks) == names.div_ceil(NAMES_PER_BLOCK) * BLOCK_ROW
            && length(Section::Populations) == places
            && length(Section::MarkLengths) == places
            && length(Section::MarkSamples) == places.div_ceil(PLACES_PER_MARK_SAMPLE) * 4
            && [Section::PlaceAreas, Section::Latitudes, Section::Longitudes].iter().all(|&s| length(s) == 2 * places)
            && (length(Section::Ids) == 4 * places || length(Section::Ids) == 0)
            && length(Section::Others) == 3 * self.other_count()
            && length(Section::AreaPlaces) == 3 * length(Section::AreaCountries)
            && length(Section::AreaLatitudes) == 2 * length(Section::AreaCountries)
            && length(Section::AreaLongitudes) == 2 * length(Section::AreaCountries)
            && length(Section::Countries).is_multiple_of(3)
            && length(Section::Ambiguous).is_multiple_of(4)
    }

    /// The bytes of one section.
    pub(super) fn section(&self, section: Section) -> &'a [u8] {
        self.sections.get(section as usize).copied().unwrap_or_default()
    }

    /// How many names there are.
    pub(super) fn name_count(&self) -> usize {
        self.section(Section::OwnCounts).len()
    }

    /// How many places there are.
    pub(super) fn place_count(&self) -> usize {
        self.section(Section::Features).len()
    }

    /// How many alternates there are.
    pub(super) fn other_count(&self) -> usize {
        self.section(Section::Others).len() / 3
    }

    /// One byte of a section with one byte per row.
    pub(super) fn byte(&self, section: Section, row: usize) -> Option<u8> {
        self.section(section).get(row).copied()
    }

    /// One number of a section that stores all low bytes, then the next higher ones, `width` times.
    pub(super) fn planes(&self, section: Section, row: usize, width: usize) -> Option<u32> {
        let bytes = self.section(section);
        let rows = bytes.len() / width;
        if row >= rows {
            return None;
        }
        (0..width).try_fold(0, |value, i| Some(value | u32::from(*bytes.get(i * rows + row)?) << (8 * i)))
    }

    /// Some numbers of a section that stores all low bytes, then all high ones.
    pub(super) fn pairs(&self, section: Section, rows: Range<usize>) -> impl Iterator<Item = u16> {
        let bytes = self.section(section);
        let (low, high) = bytes.split_at(bytes.len() / 2);
        let of = |half: &'a [u8]| half.get(rows.clone()).unwrap_or_default();
        of(low).iter().zip(of(high)).map(|(low, high)| u16::from_le_bytes([*low, *high]))
    }

    /// Sum of a run of a section with one byte per row.
    pub(super) fn sum(&self, section: Section, from: usize, to: usize) -> Option<usize> {
        Some(self.section(section).get(from..to)?.iter().map(|&n| usize::from(n)).sum())
    }
}

/// Signed number from its zigzag form, in which small numbers of either sign are small.
#[allow(clippy::cast_possible_wrap)]
pub(super) fn unzigzag(coded: u32) -> i32 {
    (coded >> 1) as i32 ^ -((coded & 1) as i32)
}

/// Population as stored: one byte, four steps to each doubling.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
#[allow(dead_code)] // for the writer of packs
pub(super) fn population_to_byte(population: u64) -> u8 {
    if population == 0 { 0 } else { ((population as f64).log2() * 4.0).round().clamp(1.0, 255.0) as u8 }
}

/// Population as read back, rounded to two digits.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn population_from_byte(byte: u8) -> u32 {
    if byte == 0 {
        return 0;
    }
    // The quarters of a doubling: 2 to the 0, 1/4, 1/2 and 3/4.
    let quarters = [1.0, 1.189_207_115_002_721, std::f64::consts::SQRT_2, 1.681_792_830_507_429];
    let exact = quarters.get(usize::from(byte % 4)).copied().unwrap_or(1.0) * (1_u64 << (byte / 4).min(62)) as f64;
    let mut unit = 1.0;
    while exact / unit >= 100.0 {
        unit *= 10.0;
    }
    ((exact / unit).round() * unit) as u32
}
