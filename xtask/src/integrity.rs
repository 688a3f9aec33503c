//! Hashes in the form that policies and `integrity=` take, and the list of those of the package's scripts.

use crate::element::KIT;
use crate::run::{Result, fail};
use serde_json::{Map, Value};
use sha2::{Digest, Sha384};
use std::path::Path;

/// The list in the package.
const LIST: &str = "integrity.json";

/// Writes the list of all scripts in `package`, there and beside the module in `www`, where the page "Embed it" finds it.
pub fn write(package: &Path, www: &Path) -> Result {
    let mut scripts: Vec<String> = std::fs::read_dir(package)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    scripts.retain(|name| name.ends_with(".js"));
    scripts.sort();
    let mut list = Map::new();
    for name in scripts {
        let hash = format!("sha384-{}", base64(&Sha384::digest(std::fs::read(package.join(&name))?)));
        list.insert(name, Value::String(hash));
    }
    let text = serde_json::to_string_pretty(&list).map_err(|problem| fail(1, problem.to_string()))? + "\n";
    std::fs::write(package.join(LIST), &text)?;
    Ok(std::fs::write(www.join(format!("{KIT}{LIST}")), text)?)
}

/// What stands beside the module until a package is made of it: the hashes of an older one would be wrong.
pub fn forget(www: &Path) -> Result {
    Ok(std::fs::write(www.join(format!("{KIT}{LIST}")), "{}\n")?)
}

/// Bytes as text.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let bits = part.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        for at in 0..4 {
            text.push(if at <= part.len() { LETTERS[(bits >> (18 - 6 * at)) as usize & 63] as char } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_become_base64_with_its_padding() {
        let text = |bytes: &[u8]| base64(bytes);
        assert_eq!([text(b""), text(b"f"), text(b"fo"), text(b"foo"), text(&[0xfb, 0xff])], ["", "Zg==", "Zm8=", "Zm9v", "+/8="]);
    }
}
