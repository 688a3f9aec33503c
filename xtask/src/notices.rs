//! What others ask to be said with their work: `THIRD-PARTY-NOTICES.md` of the npm package, with the licence of every crate
//! that is compiled into the modules, of every library that is in the scripts, and of the data.

use crate::build::TARGET;
use crate::crates::{self, Package};
use crate::run::{Result, fail};
use std::collections::BTreeSet;
use std::path::Path;

/// The notices; `vendored` are the scripts of `www/vendor` that went into the package, and `data` what is to be said of the data.
pub fn notices(vendored: &BTreeSet<String>, data: &str) -> Result<String> {
    let mut out = String::from("# Third-party notices\n\nThe package `sitrep-analyzer` is made with the work of others, named here with their licences.\n\n");
    out.push_str(data.trim());
    out.push_str("\n\n## Crates in the modules\n\nBesides these, the standard library of Rust (MIT OR Apache-2.0, https://github.com/rust-lang/rust).\n");
    for package in linked()? {
        let place = package.repository.as_deref().map(|place| format!(", {place}")).unwrap_or_default();
        let licence = package.license.as_deref().unwrap_or("see below");
        out.push_str(&format!("\n### {} {}\n\n{licence}{place}\n", package.name, package.version));
        for text in licence_texts(&package)? {
            out.push_str(&quoted(&text));
        }
    }
    if !vendored.is_empty() {
        out.push_str("\n## Libraries in the scripts\n");
    }
    for script in vendored {
        let text = std::fs::read_to_string(Path::new("www/vendor").join(format!("{script}.LICENSE.txt")))?;
        out.push_str(&format!("\n### {script}\n{}", quoted(&text)));
    }
    Ok(out)
}

/// A text that nothing in it ends.
fn quoted(text: &str) -> String {
    let lines: Vec<&str> = text.trim_matches('\n').lines().map(str::trim_end).collect();
    format!("\n~~~~\n{}\n~~~~\n", lines.join("\n"))
}

/// What is compiled into the modules, by name and version.
fn linked() -> Result<Vec<Package>> {
    let metadata = crates::read(Some(TARGET))?;
    let linked: BTreeSet<String> = metadata.linked().into_iter().map(str::to_string).collect();
    let mut crates: Vec<Package> = metadata.packages.into_iter().filter(|package| linked.contains(&package.id)).collect();
    crates.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    Ok(crates)
}

/// The texts of the licence we take it under, MIT where that is offered.
fn licence_texts(package: &Package) -> Result<Vec<String>> {
    let folder = Path::new(&package.manifest_path).parent().unwrap_or(Path::new("."));
    let mut names: Vec<String> = std::fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.retain(|name| name.to_uppercase().starts_with("LICEN"));
    names.sort();
    let chosen = |name: &&String| ["MIT", "UNICODE"].iter().any(|part| name.to_uppercase().contains(part));
    let mit: Vec<String> = names.iter().filter(chosen).cloned().collect();
    let names = if mit.is_empty() { names } else { mit };
    if names.is_empty() {
        return Err(fail(1, format!("{} {} has no licence file; look how it may be passed on", package.name, package.version)));
    }
    names.iter().map(|name| Ok(std::fs::read_to_string(folder.join(name))?)).collect()
}

#[cfg(test)]
mod tests {
    use super::notices;
    use std::collections::BTreeSet;

    #[test]
    fn what_is_in_the_modules_is_named_with_its_licence_and_what_helps_to_build_them_is_not() {
        crate::run::go_to_root().map_err(|failure| failure.message).expect("the root");
        let text = notices(&BTreeSet::from(["geo".to_string()]), "## Data").map_err(|failure| failure.message).expect("notices");
        for wanted in ["### memchr 2", "### wasm-bindgen 0.2", "### geo\n", "Permission is hereby granted", "## Data"] {
            assert!(text.contains(wanted), "{wanted}");
        }
        for helper in ["### serde_derive", "### clap", "### brotli-decompressor", "### sitrep-analyzer", env!("CARGO_MANIFEST_DIR")] {
            assert!(!text.contains(helper), "{helper}");
        }
    }
}
