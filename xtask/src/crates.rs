//! The crates of the workspace, as cargo resolved them from the lock file, and which of them are linked into what is published.

use crate::run::{Result, cargo, fail, run_reading};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
pub struct Metadata {
    pub packages: Vec<Package>,
    resolve: Resolve,
    workspace_default_members: Vec<String>,
    workspace_members: Vec<String>,
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
pub struct Package {
    pub id: String,
    pub name: String,
    pub version: String,
    pub license: Option<String>,
    pub repository: Option<String>,
    pub manifest_path: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

/// All crates, for one platform or for every one.
pub fn read(platform: Option<&str>) -> Result<Metadata> {
    let filter = platform.map_or(vec![], |platform| vec!["--filter-platform", platform]);
    let said = run_reading(&cargo(), &[&["metadata", "--format-version", "1", "--locked"], &filter[..]].concat())?;
    serde_json::from_str(&said).map_err(|problem| fail(1, format!("`cargo metadata` cannot be read: {problem}")))
}

impl Metadata {
    /// What is compiled into what is published: neither what only helps to build or test it, nor Sitrep itself.
    pub fn linked(&self) -> BTreeSet<&str> {
        let nodes: BTreeMap<&str, &Node> = self.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let helpers: BTreeSet<&str> = self.packages.iter().filter(|package| package.is_helper()).map(|package| package.id.as_str()).collect();
        let mut waiting: Vec<&str> = self.workspace_default_members.iter().map(String::as_str).collect();
        let mut found = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if helpers.contains(id) || !found.insert(id) {
                continue;
            }
            let Some(node) = nodes.get(id) else { continue };
            let linked = node.deps.iter().filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none()));
            waiting.extend(linked.map(|dependency| dependency.pkg.as_str()));
        }
        found.retain(|id| !self.workspace_default_members.iter().any(|own| own == id));
        found
    }

    /// Is it part of this project?
    pub fn is_own(&self, package: &Package) -> bool {
        self.workspace_members.contains(&package.id)
    }
}

impl Package {
    /// Runs in the compiler only.
    fn is_helper(&self) -> bool {
        self.targets.iter().any(|target| target.kind.iter().any(|kind| kind == "proc-macro"))
    }
}
