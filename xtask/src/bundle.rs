//! Bundling: a script with all it imports as one small file, made by esbuild in the exact version of `xtask/npm`.
//!
//! The same sources give the same bytes: esbuild writes no times and no paths outside of what it is given.

use crate::page;
use crate::run::{Result, fail, run_with};
use std::path::{Path, PathBuf};

const FOLDER: &str = "xtask/npm";

/// The bundler, installed.
pub struct Bundler {
    program: PathBuf,
}

impl Bundler {
    /// Installs the bundler from its lock file.
    pub fn ready() -> Result<Self> {
        page::ensure_node()?;
        page::npm_ci(FOLDER)?;
        let program = Path::new(FOLDER).join("node_modules/.bin/esbuild").with_extension(if cfg!(windows) { "cmd" } else { "" });
        Ok(Self { program: program.canonicalize()? })
    }

    /// Writes `entry` with all it imports to `outfile` (with `--splitting`, what is imported later to files beside it), in the
    /// format `esm` (a module) or `iife` (a classic script). `more` goes to esbuild: `--external:./x.js`, `--loader:.wasm=binary`;
    /// paths in it are relative to the entry, since names of chunks come from paths and are to be the same wherever the whole lies.
    pub fn bundle(&self, entry: &Path, format: &str, outfile: &Path, more: &[String]) -> Result {
        let (Some(folder), Some(name), true) = (entry.parent(), entry.file_name(), entry.is_file()) else {
            return Err(fail(1, format!("{} cannot be bundled: there is no such file", entry.display())));
        };
        let outfile = std::path::absolute(outfile)?;
        let beside = outfile.parent().filter(|_| more.iter().any(|word| word == "--splitting"));
        let out = beside.map_or_else(|| format!("--outfile={}", outfile.display()), |beside| format!("--outdir={}", beside.display()));
        let mut arguments = vec![name.to_string_lossy().into_owned(), out, format!("--format={format}")];
        arguments.extend(["--bundle", "--minify", "--charset=utf8", "--target=es2022", "--legal-comments=none", "--log-level=warning"].map(String::from));
        arguments.extend_from_slice(more);
        run_with(&self.program.display().to_string(), &arguments, |command| command.current_dir(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::Bundler;
    use std::path::Path;

    #[test]
    fn a_script_that_is_not_there_is_named() {
        let bundler = Bundler { program: "esbuild".into() };
        let problem = bundler.bundle(Path::new("www/nothing.js"), "esm", Path::new("out.js"), &[]).map_err(|failure| failure.message);
        assert_eq!(problem, Err("www/nothing.js cannot be bundled: there is no such file".to_string()));
    }
}
