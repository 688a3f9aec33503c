//! `cargo xtask dist`: the npm package, in `target/npm/sitrep-analyzer`.

use crate::bundle::Bundler;
use crate::carry;
use crate::run::{Result, target_folder};
use std::path::Path;

/// Writes the package and the forms the page is carried in.
pub fn dist(address: Option<&str>) -> Result {
    let bundler = Bundler::ready()?;
    let folder = target_folder().join("npm/sitrep-analyzer");
    bundler.bundle(Path::new("www/worker.js"), "esm", &folder.join("worker.js"), &[])?;
    carry::write(&bundler, address)
}
