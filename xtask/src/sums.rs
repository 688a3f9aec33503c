//! `target/SHA256SUMS`: the hashes of everything that is published, in the form that `sha256sum --check` reads.
//! `cargo xtask reproduce`: makes all of it twice, in two folders, and holds one list against the other.

use crate::run::{Result, cargo, fail, output_of, run_with, target_folder};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const LIST: &str = "SHA256SUMS";
/// What is published: the page, the npm package, and the carried forms.
const PUBLISHED: [(&str, &[&str]); 3] = [("dist", &["html", "json", "zip"]), ("npm", &["tgz"]), ("site", &[])];
/// Where the two builds lie: names of different lengths, so that a path that gets in changes more than a letter.
const FOLDERS: [&str; 2] = ["once", "and-once-more/elsewhere"];
/// Whoever builds lives somewhere and speaks something: the second time it is somewhere else.
const ELSEWHERE: [(&str, &str); 3] = [("TZ", "Pacific/Auckland"), ("LC_ALL", "C"), ("SOURCE_DATE_EPOCH", "86400")];

/// Writes the list and says where it is.
pub fn write() -> Result {
    let target = target_folder();
    let mut list = format!("# made with {}, node {}, from {}\n", tool("rustc"), tool("node"), commit());
    for (folder, endings) in PUBLISHED {
        let whole = endings.is_empty();
        for file in files(&target.join(folder), whole)? {
            let wanted = whole || file.extension().is_some_and(|end| endings.iter().any(|wanted| end == *wanted));
            if wanted {
                list.push_str(&line(&target, &file)?);
            }
        }
    }
    std::fs::write(target.join(LIST), &list)?;
    println!("{} names {} files; `cd {} && sha256sum --check {LIST}` checks them", target.join(LIST).display(), list.lines().count() - 1, target.display());
    Ok(())
}

fn line(target: &Path, file: &Path) -> Result<String> {
    let hash: String = Sha256::digest(std::fs::read(file)?).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = file.strip_prefix(target).unwrap_or(file).to_string_lossy().replace('\\', "/");
    Ok(format!("{hash}  {name}\n"))
}

fn tool(program: &str) -> String {
    output_of(program, &["--version"]).unwrap_or_else(|| format!("an unknown {program}"))
}

fn commit() -> String {
    output_of("git", &["describe", "--always", "--dirty", "--abbrev=40"]).unwrap_or_else(|| "no commit".to_string())
}

/// The files in `folder`, sorted; with those below it, if `deep`.
fn files(folder: &Path, deep: bool) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            found.push(path);
        } else if deep {
            found.extend(files(&path, true)?);
        }
    }
    found.sort();
    Ok(found)
}

/// Builds all that is published from the sources as they lie here, twice and from nothing, and compares.
pub fn reproduce() -> Result {
    let root = std::path::absolute(target_folder())?.join("reproduce");
    if root.is_dir() {
        std::fs::remove_dir_all(&root)?;
    }
    let sources = sources()?;
    let folders = FOLDERS.map(|folder| root.join(folder));
    // Both before the first is built: what is changed here meanwhile is in neither.
    folders.iter().try_for_each(|folder| copy(&sources, folder))?;
    let mut lists = Vec::new();
    for (n, folder) in folders.iter().enumerate() {
        let elsewhere = if n == 0 { &[][..] } else { &ELSEWHERE };
        run_with(&cargo(), &["run", "--quiet", "--locked", "--package", "xtask", "--", "dist"], |command| set_up(command, folder, elsewhere))?;
        lists.push(std::fs::read_to_string(folder.join("target").join(LIST))?);
    }
    let differing = differences(&lists[0], &lists[1]);
    if !differing.is_empty() {
        return Err(fail(1, format!("two builds of the same sources differ in:\n  {}\nboth lie in {}", differing.join("\n  "), root.display())));
    }
    let hash: String = Sha256::digest(without_head(&lists[0])).iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::remove_dir_all(&root)?;
    println!("reproduced: two clean builds in two folders gave the same {} files; the hash of their hashes is {hash}", entries(&lists[0]).len());
    Ok(())
}

/// Each build has a target folder of its own, whatever the caller uses.
fn set_up<'c>(command: &'c mut Command, folder: &Path, elsewhere: &[(&str, &str)]) -> &'c mut Command {
    command.current_dir(folder).env("CARGO_TARGET_DIR", "target").envs(elsewhere.iter().copied())
}

/// What git knows, with what it does not ignore: what a clone would hold once it is committed.
fn sources() -> Result<Vec<String>> {
    let known = output_of("git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let known = known.ok_or_else(|| fail(1, "the sources are listed by git; run this in a clone of the project, with git on the path"))?;
    Ok(known.split('\0').filter(|name| Path::new(name).is_file()).map(str::to_string).collect())
}

fn copy(sources: &[String], folder: &Path) -> Result {
    for name in sources {
        let to = folder.join(name);
        std::fs::create_dir_all(to.parent().unwrap_or(folder))?;
        std::fs::copy(name, to)?;
    }
    Ok(())
}

fn without_head(list: &str) -> String {
    list.lines().filter(|line| !line.starts_with('#')).fold(String::new(), |out, line| out + line + "\n")
}

/// Hash by name of file.
fn entries(list: &str) -> BTreeMap<&str, &str> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once("  ")).map(|(hash, name)| (name, hash)).collect()
}

/// The names of files that only one list has, or that have another hash in each.
fn differences<'l>(one: &'l str, other: &'l str) -> Vec<&'l str> {
    let (one, other) = (entries(one), entries(other));
    let mut names: Vec<&str> = one.keys().chain(other.keys()).copied().filter(|name| one.get(name) != other.get(name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::{differences, line};

    #[test]
    fn two_lists_differ_in_what_has_another_hash_and_in_what_one_of_them_lacks() {
        let one = "# made here\naa  dist/a\nbb  dist/b\ncc  site/c\n";
        assert!(differences(one, "# made there\naa  dist/a\nbb  dist/b\ncc  site/c\n").is_empty());
        assert_eq!(differences(one, "aa  dist/a\nb1  dist/b\ndd  site/d\n"), ["dist/b", "site/c", "site/d"]);
    }

    #[test]
    fn a_file_is_named_from_the_target_folder_with_its_hash() {
        let folder = std::env::temp_dir().join(format!("sitrep-sums-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("dist")).expect("a folder");
        std::fs::write(folder.join("dist/a.html"), "abc").expect("a file");
        let said = line(&folder, &folder.join("dist/a.html")).map_err(|failure| failure.message).expect("a line");
        assert_eq!(said, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  dist/a.html\n");
        std::fs::remove_dir_all(folder).expect("gone");
    }
}
