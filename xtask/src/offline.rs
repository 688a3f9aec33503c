//! The service worker of a published page: `sw.js` with the list of all files and a hash over them in front, so that any
//! change of any file makes a new release.

use sha2::{Digest, Sha256};
use std::io::Result;
use std::path::{Path, PathBuf};

/// The name of the script in the folder of the page.
pub const SCRIPT: &str = "sw.js";
/// Marks a script that has its list already.
const HEAD: &str = "const RELEASE = ";

/// The service worker for the page in `folder`.
pub fn script(folder: &Path) -> Result<String> {
    let written = std::fs::read_to_string(folder.join(SCRIPT))?;
    if written.starts_with(HEAD) {
        return Ok(written);
    }
    let mut files = Vec::new();
    collect(folder, folder, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for name in &files {
        let bytes = std::fs::read(folder.join(name))?;
        hash.update(name.as_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
    }
    hash.update(&written);
    let release: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let list = files.iter().fold("\"./\"".to_string(), |list, name| format!("{list}, {name:?}"));
    Ok(format!("{HEAD}\"{release}\";\nconst FILES = [{list}];\n{written}"))
}

/// All files the page can ask for, as paths relative to `root`.
fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<()> {
    let paths: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_>>()?;
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if name != SCRIPT && !name.ends_with(".ts") {
            files.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{HEAD, SCRIPT, script};

    #[test]
    fn the_list_names_every_file_and_any_change_makes_a_new_release() {
        let folder = std::env::temp_dir().join(format!("sitrep-offline-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("pkg")).expect("a folder");
        for (name, text) in [(SCRIPT, "work();\n"), ("index.html", "<p>"), ("pkg/a.wasm", "a"), ("types.d.ts", "t")] {
            std::fs::write(folder.join(name), text).expect("a file");
        }
        let first = script(&folder).expect("a script");
        assert!(first.starts_with(HEAD) && first.ends_with("work();\n"), "{first}");
        assert!(first.contains("const FILES = [\"./\", \"index.html\", \"pkg/a.wasm\"];\n"), "{first}");
        assert_eq!(script(&folder).expect("a script"), first, "the same files give the same script");
        std::fs::write(folder.join("pkg/a.wasm"), "b").expect("a file");
        let second = script(&folder).expect("a script");
        assert_ne!(first.lines().next(), second.lines().next());
        std::fs::write(folder.join(SCRIPT), &second).expect("a file");
        assert_eq!(script(&folder).expect("a script"), second, "a script with its list stays");
        std::fs::remove_dir_all(&folder).expect("cleaning up");
    }
}
