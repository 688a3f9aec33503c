//! Turns `data/` into tables: reads and checks every row, then writes `tables.rs` for the library.
//!
//! A mistake in the data stops the build with `file:line:column: problem; how to fix it`.

#[path = "../src/lexicon/fold.rs"]
#[allow(dead_code)]
mod fold;
mod emit;
mod inflect;
mod places;
mod read;
mod spec;

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/lexicon/fold.rs");
    println!("cargo::rerun-if-changed=src/lexicon/gazetteer");
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    let result = read::read_all(Path::new("data"))
        .and_then(|tables| emit::emit(&tables, &Path::new(&out).join("tables.rs")))
        .and_then(|()| places::emit(Path::new("data"), Path::new(&out)));
    if let Err(problems) = result {
        for problem in &problems {
            eprintln!("{problem}");
        }
        panic!("{} problem(s) in data/, listed above", problems.len());
    }
}
