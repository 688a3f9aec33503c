//! The container of every pack: what it is, a checksum, and sections of bytes.
//!
//! In: bytes, perhaps damaged. Out: the sections, borrowed. Layout: eight bytes that say what it is, the last of them its
//! version or kind; the checksum of all that follows (u64); per section its length (u32); the sections. All numbers are
//! little-endian. What a section means is left to those who open it.

use std::fmt;

/// Bytes before the lengths of the sections.
const LENGTHS: usize = 16;

/// Why bytes are not a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackError {
    /// The bytes do not begin like a pack of this version, or it belongs to another build.
    NotAPack,
    /// There are fewer or more bytes than the header promises.
    WrongLength,
    /// The bytes were changed after they were written.
    WrongChecksum,
    /// Two sections contradict each other.
    Inconsistent,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAPack => "not a pack of this version",
            Self::WrongLength => "the pack is cut short or too long",
            Self::WrongChecksum => "the pack is damaged",
            Self::Inconsistent => "the pack contradicts itself",
        })
    }
}

impl std::error::Error for PackError {}

/// Fills `sections` with those of a pack that begins with `magic`.
pub fn open<'b>(bytes: &'b [u8], magic: &[u8; 8], sections: &mut [&'b [u8]]) -> Result<(), PackError> {
    if !bytes.starts_with(magic) {
        return Err(PackError::NotAPack);
    }
    let mut at = header(sections.len());
    for (i, section) in sections.iter_mut().enumerate() {
        let length = u32_at(bytes, LENGTHS + 4 * i).ok_or(PackError::WrongLength)? as usize;
        let end = at.checked_add(length).ok_or(PackError::WrongLength)?;
        *section = bytes.get(at..end).ok_or(PackError::WrongLength)?;
        at = end;
    }
    let written = bytes.get(magic.len()..LENGTHS).and_then(|b| b.try_into().ok()).map(u64::from_le_bytes);
    match bytes.get(LENGTHS..) {
        Some(rest) if at == bytes.len() && written == Some(checksum(rest)) => Ok(()),
        Some(_) if at == bytes.len() => Err(PackError::WrongChecksum),
        _ => Err(PackError::WrongLength),
    }
}

/// Where the sections begin if there are so many.
pub fn header(sections: usize) -> usize {
    LENGTHS + 4 * sections
}

/// Puts a pack together.
#[allow(dead_code)] // for the writers of packs
#[allow(clippy::cast_possible_truncation)]
pub fn join(magic: &[u8; 8], sections: &[&[u8]]) -> Vec<u8> {
    let lengths: Vec<u8> = sections.iter().flat_map(|section| (section.len() as u32).to_le_bytes()).collect();
    let rest = [&lengths[..], &sections.concat()].concat();
    [&magic[..], &checksum(&rest).to_le_bytes(), &rest].concat()
}

/// Little-endian number at a byte offset.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// Mixes eight bytes at a time; finds damage, not malice.
pub fn checksum(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(bytes.len() as u64, |sum, chunk| {
        let word = chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        (sum ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    })
}
