//! The language of the cases (tests/cases/README.md): reading it, holding a report against it, drawing a report in it.
//! Every test program uses its part of this; none of it knows a rule or a word of the engine.

#![allow(dead_code)]

pub mod case;
pub mod draw;
pub mod expect;
pub mod report;
pub mod vocabulary;

use std::path::{Path, PathBuf};

/// Whether expectations are to be rewritten (`cargo xtask accept`).
pub fn accepting() -> bool {
    std::env::var("SITREP_ACCEPT").is_ok_and(|value| value == "1")
}

/// A path below the folder of the tests.
pub fn tests_folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// All files below `folder` that end in `.extension`, in the order of their names.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|problem| panic!("{}: {problem}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.to_string_lossy().ends_with(&format!(".{extension}")) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The path as a reader of the project writes it.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string()
}
