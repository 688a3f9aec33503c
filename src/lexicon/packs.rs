//! What is fetched beside the module: the pack of names and the gazetteers.
//!
//! In: bytes as the build wrote them, perhaps damaged. Out: from then on, all look-ups know what is in them. The command
//! and the native library have them built in; the page fetches them while it loads, so that the module stays small. A
//! pack of names fits one build of the core tables only, which its stamp says.

use super::container::{PackError, open};
use super::gazetteer::Gazetteer;
use super::tables::{STAMP, use_names};
use std::sync::OnceLock;

/// First eight bytes of the pack of names; the digit is the version of the layout.
const NAMES_MAGIC: &[u8; 8] = b"sitnam1\n";

static NAMES: OnceLock<Names> = OnceLock::new();
static CORE_PLACES: OnceLock<Gazetteer<'static>> = OnceLock::new();
static ALL_PLACES: OnceLock<Gazetteer<'static>> = OnceLock::new();

/// The sections of the pack of names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    pub(super) text: &'static str,
    pub(super) bytes: &'static [u8],
}

/// Which pack it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// Names of groups, forces, places, people and things.
    Names,
    /// The gazetteer of the larger places.
    CorePlaces,
    /// The gazetteer of all places.
    AllPlaces,
}

impl Loaded {
    /// `names`, `core` or `full`.
    pub fn name(self) -> &'static str {
        match self {
            Loaded::Names => "names",
            Loaded::CorePlaces => "core",
            Loaded::AllPlaces => "full",
        }
    }
}

/// Uses a pack from now on. A pack of a kind that is loaded already is checked and dropped.
///
/// # Errors
/// [`PackError`] if the bytes are no pack of this version, or damaged; nothing changes then.
///
/// # Examples
/// ```
/// assert!(sitrep::lexicon::load_pack(b"an article").is_err());
/// ```
pub fn load_pack(bytes: &'static [u8]) -> Result<Loaded, PackError> {
    if bytes.starts_with(NAMES_MAGIC) {
        let names = Names::from_bytes(bytes)?;
        use_names(*NAMES.get_or_init(|| names));
        return Ok(Loaded::Names);
    }
    let places = Gazetteer::from_bytes(bytes)?;
    let (slot, loaded) = if places.has_all() { (&ALL_PLACES, Loaded::AllPlaces) } else { (&CORE_PLACES, Loaded::CorePlaces) };
    slot.get_or_init(|| places);
    Ok(loaded)
}

/// The names there are.
pub(super) fn names() -> Option<Names> {
    NAMES.get().copied().or_else(built_in_names)
}

/// The largest gazetteer there is.
pub fn places() -> Option<Gazetteer<'static>> {
    ALL_PLACES.get().or_else(built_in_places).or_else(|| CORE_PLACES.get()).copied()
}

/// Which gazetteer is in use: `full-1`, `core-1` or `none`.
pub fn gazetteer_name() -> &'static str {
    match places() {
        Some(places) if places.has_all() => "full-1",
        Some(_) => "core-1",
        None => "none",
    }
}

#[cfg(target_arch = "wasm32")]
pub(super) fn built_in_names() -> Option<Names> {
    None
}

#[cfg(target_arch = "wasm32")]
fn built_in_places() -> Option<&'static Gazetteer<'static>> {
    None
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn built_in_names() -> Option<Names> {
    Names::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/names.pack"))).ok()
}

#[cfg(not(target_arch = "wasm32"))]
fn built_in_places() -> Option<&'static Gazetteer<'static>> {
    static OPENED: OnceLock<Option<Gazetteer<'static>>> = OnceLock::new();
    OPENED.get_or_init(|| Gazetteer::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/full.pack"))).ok()).as_ref()
}

impl Names {
    fn from_bytes(bytes: &'static [u8]) -> Result<Self, PackError> {
        let mut sections = [&[][..]; 3];
        open(bytes, NAMES_MAGIC, &mut sections)?;
        let [stamp, text, bytes] = sections;
        if stamp != STAMP.to_le_bytes() {
            return Err(PackError::NotAPack);
        }
        let text = std::str::from_utf8(text).map_err(|_| PackError::Inconsistent)?;
        Ok(Self { text, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::super::container::join;
    use super::*;

    static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.pack"));

    fn damaged(edit: impl Fn(&mut Vec<u8>)) -> Result<Names, PackError> {
        let mut bytes = PACK.to_vec();
        edit(&mut bytes);
        Names::from_bytes(bytes.leak())
    }

    #[test]
    fn a_pack_of_this_build_is_read() {
        assert!(Names::from_bytes(PACK).is_ok_and(|names| names.text.contains("GSIM")));
        assert_eq!(load_pack(PACK), Ok(Loaded::Names));
    }

    #[test]
    fn a_pack_of_another_build_is_refused() {
        let other = (STAMP ^ 1).to_le_bytes();
        assert_eq!(damaged(|bytes| *bytes = join(NAMES_MAGIC, &[&other, b"0\n", b""])).err(), Some(PackError::NotAPack));
        assert_eq!(damaged(|bytes| *bytes = join(NAMES_MAGIC, &[&STAMP.to_le_bytes(), b"\xff", b""])).err(), Some(PackError::Inconsistent));
    }

    #[test]
    fn a_damaged_pack_is_refused() {
        assert_eq!(damaged(|bytes| bytes[0] ^= 1).err(), Some(PackError::NotAPack));
        assert_eq!(damaged(|bytes| bytes[8] ^= 1).err(), Some(PackError::WrongChecksum));
        assert_eq!(damaged(|bytes| bytes[5000] ^= 1).err(), Some(PackError::WrongChecksum));
        assert!(damaged(|bytes| bytes.truncate(20)).is_err());
        assert!(damaged(|bytes| bytes.push(0)).is_err());
        assert!(damaged(Vec::clear).is_err());
    }
}
