//! What the fuzzer runs, and what must hold of all that comes of it.
//!
//! In: bytes. Out: nothing, or a panic. Each target is a module with one function; `fuzz_targets/` hands it the bytes of
//! libFuzzer, and `tests/fuzz.rs` those of `seeds/`, with every `cargo test`. docs/reliability.md says how to run them.

pub mod analyze;
pub mod article;
pub mod holds;
pub mod overrides;
pub mod pack;
pub mod report;

/// A target: its name, which is that of its folder of seeds, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 5] =
    [("analyze", analyze::run), ("article", article::run), ("overrides", overrides::run), ("report", report::run), ("pack", pack::run)];
