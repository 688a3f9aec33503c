//! What others ask to be said with their work: `THIRD-PARTY-NOTICES.md` of the npm package, with the licence of every crate
//! that is compiled into the modules, of every library that is in the scripts, and of the data.

use crate::build::TARGET;
use crate::run::{Result, cargo, fail, run_reading};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
    workspace_default_members: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    manifest_path: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

/// The notices; `vendored` are the scripts of `www/vendor` that went into the package, and `data` what is to be said of the data.
pub fn notices(vendored: &BTreeSet<String>, data: &str) -> Result<String> {
    let mut out = String::from("# Third-party notices\n\nThe package `sitrep-analyzer` is made with the work of others, named here with their licences.\n\n");
    out.push_str(data.trim());
    out.push_str("\n\n## Crates in the modules\n\nBesides these, the standard library of Rust (MIT OR Apache-2.0, https://github.com/rust-lang/rust).\n");
    for package in crates()? {
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

/// What is compiled into the modules, by name and version: not what only helps to build them.
fn crates() -> Result<Vec<Package>> {
    let said = run_reading(&cargo(), &["metadata", "--format-version", "1", "--locked", "--filter-platform", TARGET])?;
    let metadata: Metadata = serde_json::from_str(&said).map_err(|problem| fail(1, format!("`cargo metadata` cannot be read: {problem}")))?;
    let nodes: BTreeMap<&str, &Node> = metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let helpers: BTreeSet<&str> = metadata.packages.iter().filter(|package| package.is_helper()).map(|package| package.id.as_str()).collect();
    let own: BTreeSet<String> = metadata.workspace_default_members.into_iter().collect();
    let mut waiting: Vec<&str> = own.iter().map(String::as_str).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if helpers.contains(id) || !found.insert(id.to_string()) {
            continue;
        }
        let Some(node) = nodes.get(id) else { continue };
        waiting.extend(
            node.deps.iter().filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none())).map(|dependency| dependency.pkg.as_str()),
        );
    }
    let mut crates: Vec<Package> = metadata.packages.into_iter().filter(|package| found.contains(&package.id) && !own.contains(&package.id)).collect();
    crates.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    Ok(crates)
}

impl Package {
    /// Runs in the compiler only.
    fn is_helper(&self) -> bool {
        self.targets.iter().any(|target| target.kind.iter().any(|kind| kind == "proc-macro"))
    }
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
