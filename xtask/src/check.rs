//! `cargo xtask check`: format, lints, layering, data, documentation, licences; `cargo xtask accept`: new expectations.

use crate::licences;
use crate::run::{Result, cargo, run, run_with};

/// Everything that can be said without running the program on texts.
pub fn check() -> Result {
    let cargo = cargo();
    run(&cargo, &["fmt", "--all", "--check"])?;
    run(&cargo, &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])?;
    run(&cargo, &["clippy", "--package", "sitrep-analyzer", "--lib", "--target", "wasm32-unknown-unknown", "--locked", "--", "-D", "warnings"])?;
    run(&cargo, &["test", "--locked", "--test", "layering", "--test", "data"])?;
    run_with(&cargo, &["doc", "--no-deps", "--locked", "--lib"], |command| command.env("RUSTDOCFLAGS", "-D warnings"))?;
    licences::check()?;
    println!("checked: format, lints, layering, data, documentation, licences");
    Ok(())
}

/// Rewrites the JSON Schema of the report and what the articles expect, and moves closed known gaps to where they are held; the difference is for reading.
pub fn accept() -> Result {
    let arguments = ["test", "--locked", "--lib", "--test", "articles", "--test", "cases", "--test", "negative"];
    run_with(&cargo(), &arguments, |command| command.env("SITREP_ACCEPT", "1"))?;
    println!("accepted; read `git diff tests data/schema` before you commit");
    Ok(())
}
