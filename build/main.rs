//! Turns `data/` into tables: reads and checks every row, then writes the tables for the library and the packs beside it.
//!
//! A mistake in the data stops the build with `file:line:column: problem; how to fix it`.
#![allow(clippy::duplicate_mod)] // the gazetteer's writer and the tables fold words with the same file

#[path = "../src/text/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "../src/lexicon/container.rs"]
#[allow(dead_code)]
mod container;
mod emit;
#[path = "../src/lexicon/fold.rs"]
#[allow(dead_code)]
mod fold;
mod inflect;
mod places;
mod read;
mod spec;
#[path = "../src/token/tag.rs"]
#[allow(dead_code)]
mod tag;
mod tagger;

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/lexicon/container.rs");
    println!("cargo::rerun-if-changed=src/lexicon/fold.rs");
    println!("cargo::rerun-if-changed=src/text/case.rs");
    println!("cargo::rerun-if-changed=src/lexicon/gazetteer");
    println!("cargo::rerun-if-changed=src/token/tag.rs");
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    let result = read::read_all(Path::new("data"))
        .and_then(|data| Ok((data, pack_tagger(Path::new("data/en/model"))?)))
        .and_then(|(data, tagger)| emit::emit(&data, &tagger, Path::new(&out)))
        .and_then(|()| places::emit(Path::new("data"), Path::new(&out)));
    if let Err(problems) = result {
        for problem in &problems {
            eprintln!("{problem}");
        }
        panic!("{} problem(s) in data/, listed above", problems.len());
    }
}

fn pack_tagger(folder: &Path) -> Result<tagger::PackedTagger, Vec<String>> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|error| vec![format!("data/en/model/{name}:1:1: {error}; train the model")]);
    let tables = [read("words.tsv")?, read("suffixes.tsv")?, read("transitions.tsv")?, read("shapes.tsv")?];
    let [words, suffixes, transitions, shapes] = &tables;
    tagger::pack(words, suffixes, transitions, shapes).map_err(|problem| vec![format!("data/en/model/{problem}")])
}
