//! The forms in which the page is carried elsewhere, in `target/dist`: one file that holds all of it (`carry/`), and the
//! browser extension (`extension/`). Both are made of `www` with a few files of their own laid over it.

mod extension;
mod single;
mod zip;

use crate::bundle::Bundler;
use crate::run::{Result, fail, target_folder};
use crate::{notices, site, sizes};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// What every carried form has in place of the page's own.
const INSIDE: &str = "carry/inside";

/// Writes all forms; `address` is where `sitrep.html` will be published, for its oEmbed document.
pub fn write(address: Option<&str>) -> Result {
    let bundler = Bundler::ready()?;
    let folder = folder();
    if folder.is_dir() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let licences = licences()?;
    single::write(&bundler, &folder, &licences, address)?;
    extension::write(&folder, &licences)?;
    sizes::check_carried(&folder)
}

/// The terms of Sitrep and of all that is inside.
fn licences() -> Result<String> {
    let names = std::fs::read_dir("www/vendor")?.filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".LICENSE.txt").map(str::to_string));
    let notices = notices::notices(&names.collect(), &std::fs::read_to_string("npm/data-licences.md")?)?;
    Ok(format!("Sitrep is licensed under MIT or Apache-2.0, at your choice.\n\n{}\n{notices}", std::fs::read_to_string("LICENSE-MIT")?))
}

/// Where the forms are.
pub fn folder() -> PathBuf {
    target_folder().join("dist")
}

/// The page as it is, without type declarations and what it does not load, with the files of each of `over` laid over it.
fn stage(folder: &Path, over: &[&str]) -> Result<PathBuf> {
    let stage = folder.join("stage");
    let copy = |from: &Path, to: &Path| {
        let name = from.strip_prefix("www").unwrap_or(from).to_string_lossy().replace('\\', "/");
        let left_out = name.ends_with(".d.ts") || sizes::APART.iter().any(|apart| name.starts_with(apart));
        if left_out { Ok(()) } else { Ok(std::fs::copy(from, to).map(drop)?) }
    };
    site::copy_folder(Path::new("www"), &stage, &copy)?;
    over.iter().try_for_each(|over| lay_over(Path::new(over), &stage))?;
    Ok(stage)
}

/// Lays the files below `over` into `folder`: string tables gain, change and (null) lose entries, any other file takes the place of its namesake.
pub fn lay_over(over: &Path, folder: &Path) -> Result {
    for entry in std::fs::read_dir(over)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        let to = folder.join(name);
        if path.is_dir() {
            std::fs::create_dir_all(&to)?;
            lay_over(&path, &to)?;
        } else if to.is_file() && path.extension().is_some_and(|extension| extension == "json") {
            std::fs::write(&to, merged(&[&to, &path])?)?;
        } else {
            std::fs::copy(&path, &to)?;
        }
    }
    Ok(())
}

/// JSON objects in one: what a later one says goes before what an earlier one does.
fn merged(files: &[&Path]) -> Result<String> {
    let mut all = Map::new();
    for file in files {
        let object: Map<String, Value> =
            serde_json::from_slice(&std::fs::read(file)?).map_err(|error| fail(1, format!("{} is no JSON object: {error}", file.display())))?;
        all.extend(object);
    }
    all.retain(|_, value| !value.is_null());
    serde_json::to_string(&all).map_err(|error| fail(1, format!("{}: {error}", files[0].display())))
}

/// The head of the page, line by line, each changed by `change`, which gives None for a line that stays. Fails unless all of `wanted` are met once.
fn index_with(wanted: &[&str], change: impl Fn(&str) -> String) -> Result<String> {
    let index = std::fs::read_to_string("www/index.html")?;
    for part in wanted {
        if index.matches(part).count() != 1 {
            return Err(fail(1, format!("www/index.html should hold `{part}` once; change xtask/src/carry with it")));
        }
    }
    let line = |line: &str| wanted.iter().find(|part| line.contains(**part)).map_or(line.to_string(), |part| change(part));
    Ok(index.lines().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::lay_over;

    #[test]
    fn what_is_laid_over_a_folder_changes_entries_of_tables_and_replaces_other_files() {
        let root = std::env::temp_dir().join(format!("sitrep-carry-{}", std::process::id()));
        let (over, under) = (root.join("over"), root.join("under"));
        for (file, text) in [
            ("over/strings/en.json", r#"{"b": "3", "c": "4", "d": null}"#),
            ("over/a.js", "new"),
            ("under/strings/en.json", r#"{"a": "1", "b": "2", "d": "5"}"#),
            ("under/a.js", "old"),
        ] {
            std::fs::create_dir_all(root.join(file).parent().expect("a folder")).expect("a folder");
            std::fs::write(root.join(file), text).expect("a file");
        }
        lay_over(&over, &under).unwrap_or_else(|failure| panic!("{}", failure.message));
        let read = |name: &str| std::fs::read_to_string(under.join(name)).expect("a file");
        assert_eq!((read("strings/en.json").as_str(), read("a.js").as_str()), (r#"{"a":"1","b":"3","c":"4"}"#, "new"));
        std::fs::remove_dir_all(&root).expect("cleaning up");
    }
}
