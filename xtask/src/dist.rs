//! `cargo xtask dist`: the npm package, in `target/npm/sitrep-analyzer`.

use crate::bundle::Bundler;
use crate::run::{Result, target_folder};
use std::path::Path;

/// Writes the package.
pub fn dist() -> Result {
    let bundler = Bundler::ready()?;
    let folder = target_folder().join("npm/sitrep-analyzer");
    bundler.bundle(Path::new("www/worker.js"), "esm", &folder.join("worker.js"), &[])
}
