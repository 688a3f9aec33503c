//! `cargo xtask licences`: every crate and npm package that the lock files name, with its licence, held to the lists below.
//! `cargo xtask check` does the same without the list. It also holds every npm package to having a hash in its lock file;
//! of crates cargo itself asks that.

use crate::crates;
use crate::run::{Result, fail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The terms of what may be linked into what is published.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];
/// The terms of what may only be used to build and to test, and is never passed on.
const TOOLS_ONLY: [&str; 5] = ["BlueOak-1.0.0", "CC-BY-4.0", "LGPL-3.0-or-later", "MPL-2.0", "Python-2.0"];
/// Packages that do not say it where it is looked for, with what their own licence file says.
const LOOKED_UP: [(&str, &str); 1] = [("zod-to-ts", "MIT")];
/// Where scripts by others lie that are published, each with its licence beside it.
const VENDOR: &str = "www/vendor";

/// A crate or an npm package.
#[derive(Debug)]
struct Used {
    what: String,
    licence: Option<String>,
    published: bool,
}

/// Prints all of them and checks them.
pub fn list() -> Result {
    let used = all()?;
    for one in &used {
        println!("{:<9} {:<58} {}", if one.published { "published" } else { "tool" }, one.what, one.licence.as_deref().unwrap_or("not stated"));
    }
    hold(&used)
}

/// Checks all of them.
pub fn check() -> Result {
    hold(&all()?)
}

fn all() -> Result<Vec<Used>> {
    let mut used = crates_used()?;
    let mut locks = Vec::new();
    find_locks(Path::new("."), &mut locks)?;
    for lock in locks {
        let text = std::fs::read_to_string(&lock)?;
        used.extend(npm_used(&lock.display().to_string(), &text)?);
    }
    used.sort_by(|one, other| (!one.published, &one.what).cmp(&(!other.published, &other.what)));
    used.dedup_by(|one, other| one.what == other.what && one.licence == other.licence);
    Ok(used)
}

fn crates_used() -> Result<Vec<Used>> {
    let metadata = crates::read(None)?;
    let linked = metadata.linked();
    let others = metadata.packages.iter().filter(|package| !metadata.is_own(package));
    Ok(others
        .map(|package| Used {
            what: format!("crate {} {}", package.name, package.version),
            licence: package.license.clone(),
            published: linked.contains(package.id.as_str()),
        })
        .collect())
}

/// All lock files of npm, however deep.
fn find_locks(folder: &Path, found: &mut Vec<PathBuf>) -> Result {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && !["target", "node_modules"].contains(&name.as_str()) {
            find_locks(&path, found)?;
        } else if name == "package-lock.json" {
            found.push(path);
        }
    }
    Ok(())
}

fn npm_used(lock: &str, text: &str) -> Result<Vec<Used>> {
    let read: Value = serde_json::from_str(text).map_err(|problem| fail(1, format!("{lock} is no JSON: {problem}")))?;
    let packages = read["packages"].as_object().ok_or_else(|| fail(1, format!("{lock} lists no packages; make it anew with npm 7 or later")))?;
    let mut used = Vec::new();
    for (place, package) in packages.iter().filter(|(place, _)| !place.is_empty()) {
        let name = place.rsplit("node_modules/").next().unwrap_or(place);
        if package["integrity"].as_str().is_none() {
            return Err(fail(1, format!("{lock}: {name} has no hash; make the lock file anew with `npm install --package-lock-only`")));
        }
        let looked_up = LOOKED_UP.iter().find(|(known, _)| *known == name).map(|(_, licence)| *licence);
        let licence = package["license"].as_str().or(looked_up).map(str::to_string);
        used.push(Used { what: format!("npm {name} {}", package["version"].as_str().unwrap_or("?")), licence, published: false });
    }
    Ok(used)
}

/// Fails with all that is on neither list; says how many there are of each licence.
fn hold(used: &[Used]) -> Result {
    let mut wrong: Vec<String> =
        used.iter().filter(|one| !is_allowed(one)).map(|one| format!("  {} ({})", one.what, one.licence.as_deref().unwrap_or("no licence stated"))).collect();
    wrong.extend(vendored_without_terms()?.into_iter().map(|file| format!("  {file} (no licence file beside it)")));
    if !wrong.is_empty() {
        return Err(fail(
            1,
            format!("these may not be used as they are; replace them, or add their terms to xtask/src/licences.rs with a reason:\n{}", wrong.join("\n")),
        ));
    }
    let mut counts = BTreeMap::new();
    for one in used {
        *counts.entry(one.licence.as_deref().unwrap_or_default()).or_insert(0) += 1;
    }
    let published = used.iter().filter(|one| one.published).count();
    println!("licences: {} crates and npm packages under {} terms, all allowed; {published} of them are in what is published", used.len(), counts.len());
    Ok(())
}

fn is_allowed(one: &Used) -> bool {
    let allowed = |name: &str| ALLOWED.contains(&name) || !one.published && TOOLS_ONLY.contains(&name);
    one.licence.as_deref().is_some_and(|licence| Expression::of(licence).holds(&allowed))
}

/// Scripts and data by others that lie without their terms.
fn vendored_without_terms() -> Result<Vec<String>> {
    let names: Vec<String> = std::fs::read_dir(VENDOR)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    let own = |name: &&String| [".js", ".json"].iter().any(|end| name.ends_with(end));
    let lacking = |name: &&String| !names.contains(&format!("{}.LICENSE.txt", name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem)));
    Ok(names.iter().filter(own).filter(lacking).map(|name| format!("{VENDOR}/{name}")).collect())
}

/// An SPDX expression, read word by word; a slash is an older way to write OR.
struct Expression {
    words: Vec<String>,
    at: usize,
}

impl Expression {
    fn of(text: &str) -> Self {
        let spaced = text.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
        Self { words: spaced.split_whitespace().map(str::to_string).collect(), at: 0 }
    }

    /// Whether one choice of what it offers has only licences that are allowed; false for what cannot be read.
    fn holds(mut self, allowed: &dyn Fn(&str) -> bool) -> bool {
        let holds = self.any(allowed);
        holds && self.at == self.words.len()
    }

    fn any(&mut self, allowed: &dyn Fn(&str) -> bool) -> bool {
        let mut holds = self.all(allowed);
        while self.skip("OR") {
            holds |= self.all(allowed);
        }
        holds
    }

    fn all(&mut self, allowed: &dyn Fn(&str) -> bool) -> bool {
        let mut holds = self.one(allowed);
        while self.skip("AND") {
            holds &= self.one(allowed);
        }
        holds
    }

    fn one(&mut self, allowed: &dyn Fn(&str) -> bool) -> bool {
        if self.skip("(") {
            let holds = self.any(allowed);
            return self.skip(")") && holds;
        }
        let mut name = self.next();
        if self.skip("WITH") {
            name = format!("{name} WITH {}", self.next());
        }
        allowed(&name)
    }

    fn skip(&mut self, word: &str) -> bool {
        let there = self.words.get(self.at).is_some_and(|next| next == word);
        self.at += usize::from(there);
        there
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.words.get(self.at - 1).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Used, is_allowed, npm_used};

    fn allowed(licence: &str, published: bool) -> bool {
        is_allowed(&Used { what: "a".into(), licence: (licence != "none").then(|| licence.into()), published })
    }

    #[test]
    fn an_expression_is_allowed_when_one_choice_of_it_is() {
        for licence in ["MIT", "MIT/Apache-2.0", "GPL-2.0-only OR MIT", "(MIT OR GPL-3.0-only) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception"] {
            assert!(allowed(licence, true), "{licence}");
        }
        for licence in
            ["none", "", "GPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT", "MIT OR", "MIT Apache-2.0", "MIT WITH other", "(MIT OR ISC) AND GPL-3.0-only"]
        {
            assert!(!allowed(licence, true), "{licence}");
        }
    }

    #[test]
    fn what_only_helps_to_build_or_test_may_have_other_terms_than_what_is_published() {
        assert!(allowed("MPL-2.0", false) && allowed("Apache-2.0 AND LGPL-3.0-or-later", false));
        assert!(!allowed("MPL-2.0", true) && !allowed("AGPL-3.0-only", false));
    }

    #[test]
    fn a_lock_file_names_every_package_with_its_licence_and_none_without_a_hash() {
        let lock = r#"{"packages": {"": {}, "node_modules/a": {"version": "1.0.0", "license": "MIT", "integrity": "sha512-x"},
            "node_modules/a/node_modules/@b/c": {"version": "2.0.0", "integrity": "sha512-y"}}}"#;
        let used = npm_used("lock", lock).map_err(|failure| failure.message).expect("packages");
        let said: Vec<(&str, Option<&str>)> = used.iter().map(|one| (one.what.as_str(), one.licence.as_deref())).collect();
        assert_eq!(said, [("npm a 1.0.0", Some("MIT")), ("npm @b/c 2.0.0", None)]);
        let problem = npm_used("lock", r#"{"packages": {"node_modules/a": {"version": "1.0.0"}}}"#).map_err(|failure| failure.message).expect_err("no hash");
        assert!(problem.contains("a has no hash"), "{problem}");
    }
}
