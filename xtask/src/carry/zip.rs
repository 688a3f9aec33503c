//! A zip of a folder: the same files give the same bytes, so the time of every entry is the first there is.

use crate::run::Result;
use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The first of January 1980.
const TIME: [u8; 4] = [0, 0, 33, 0];
/// Version 2.0 is needed; names are UTF-8; deflated.
const FORM: [u8; 6] = [20, 0, 0, 8, 8, 0];

/// Writes all files below `folder` to `to`.
pub fn write(folder: &Path, to: &Path) -> Result {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    let files = files(folder)?;
    for file in &files {
        let bytes = std::fs::read(file)?;
        let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes)?;
        let packed = encoder.finish()?;
        let mut crc = Crc::new();
        crc.update(&bytes);
        let sizes = [crc.sum(), packed.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat();
        let length = (name.len() as u16).to_le_bytes();
        list.extend([&b"PK\x01\x02\x14\0"[..], &FORM, &TIME, &sizes, &length, &[0; 12], &(out.len() as u32).to_le_bytes(), name.as_bytes()].concat());
        out.extend([&b"PK\x03\x04"[..], &FORM, &TIME, &sizes, &length, &[0; 2], name.as_bytes(), &packed].concat());
    }
    let (count, start) = ((files.len() as u16).to_le_bytes(), out.len() as u32);
    let end = [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &(list.len() as u32).to_le_bytes(), &start.to_le_bytes(), &[0; 2]].concat();
    out.extend(list);
    out.extend(end);
    Ok(std::fs::write(to, out)?)
}

/// All files below `folder`, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}
