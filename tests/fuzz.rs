//! What the fuzzer runs, on the seeds that are kept: with every `cargo test`, on stable.
//!
//! `fuzz/src` holds the targets; each file of `fuzz/seeds/TARGET` is handed to its target as it is, then cut short, then
//! with bytes of it changed. What crashed once is a seed. `cargo xtask soak fuzz` goes on from there for as long as one likes.

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::path::{Path, PathBuf};

/// Variations of each seed.
const VARIED: usize = 24;

fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| (file.clone(), std::fs::read(file).unwrap())).collect()
}

/// The seed cut short or with bytes of it changed, the same on every run.
fn varied(seed: &[u8], turn: usize) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let mut dice = (turn as u32 + 1).wrapping_mul(2_654_435_761);
    let mut draw = |most: usize| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 8) as usize % most.max(1)
    };
    if turn.is_multiple_of(3) {
        bytes.truncate(draw(seed.len()));
    }
    for _ in 0..draw(6) {
        let (at, byte) = (draw(bytes.len()), draw(256) as u8);
        match bytes.get_mut(at) {
            Some(place) if turn.is_multiple_of(2) => *place = byte,
            _ => bytes.insert(at.min(bytes.len()), byte),
        }
    }
    bytes
}

fn replay(name: &str) {
    let (_, run) = fuzz::TARGETS.into_iter().find(|(target, _)| *target == name).unwrap();
    let seeds = seeds(name);
    assert!(seeds.len() >= 3, "fuzz/seeds/{name} has {} files", seeds.len());
    for (file, seed) in seeds {
        for bytes in std::iter::once(seed.clone()).chain((0..VARIED).map(|turn| varied(&seed, turn))) {
            let outcome = std::panic::catch_unwind(|| run(&bytes));
            assert!(outcome.is_ok(), "{}: see above; the bytes were {bytes:?}", file.display());
        }
    }
}

#[test]
fn every_text_of_the_seeds_is_read() {
    replay("analyze");
}

#[test]
fn every_article_that_the_seeds_make_is_read() {
    replay("article");
}

#[test]
fn every_correction_of_the_seeds_is_laid_or_refused() {
    replay("overrides");
}

#[test]
fn every_report_of_the_seeds_is_written_and_read_again() {
    replay("report");
}

#[test]
fn every_pack_of_the_seeds_is_opened_or_refused() {
    replay("pack");
}

#[test]
fn every_target_has_a_test_and_a_program() {
    let own = include_str!("fuzz.rs");
    for (name, _) in fuzz::TARGETS {
        assert!(own.contains(&format!("replay(\"{name}\")")), "{name} is not replayed");
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fuzz/fuzz_targets/{name}.rs")).is_file(), "{name} has no program");
    }
}
