//! Which way imports go: a stage knows only the stages above it, and only the edge knows the browser.

use std::fs;
use std::path::{Path, PathBuf};

/// The stages in the order of the text's path. `lib`, `wasm` and the command line come after all of them.
const ORDER: [&str; 16] = [
    "text",
    "articles",
    "rule",
    "lexicon",
    "schema",
    "options",
    "token",
    "syntax",
    "recognize",
    "mention",
    "casualty",
    "event",
    "report",
    "overrides",
    "export",
    "wasm",
];

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
}

/// Path below `src`, and text, of every file of the library and the command line.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    files.into_iter().map(|path| (path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"), fs::read_to_string(&path).unwrap())).collect()
}

/// The stage a file belongs to: its folder, or the file itself directly below `src`.
fn stage_of(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Every name that follows `crate::` in `line`, also inside braces: `use crate::{a::B, c}`.
fn imported(line: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    line.split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split(',').map(name).collect(),
            None => vec![name(rest)],
        })
        .filter(|name| ORDER.contains(&name.as_str()))
        .collect()
}

#[test]
fn a_stage_imports_only_from_stages_above_it() {
    let rank = |stage: &str| ORDER.iter().position(|known| *known == stage);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = rank(stage_of(&path)) else { continue };
        for (number, line) in code_lines(&text) {
            let backwards = imported(line).into_iter().filter(|other| rank(other).is_some_and(|other| other > own));
            wrong.extend(backwards.map(|other| format!("src/{path}:{number}: '{}' imports from '{other}', which comes after it", ORDER[own])));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_stage_has_its_place_in_the_order() {
    let edges = ["lib", "bin", "wasm"];
    for (path, _) in sources() {
        let stage = stage_of(&path);
        assert!(ORDER.contains(&stage) || edges.contains(&stage), "src/{path}: give '{stage}' its place in ORDER in tests/layering.rs");
    }
}

#[test]
fn only_the_edge_knows_the_browser() {
    for (path, text) in sources().iter().filter(|(path, _)| stage_of(path) != "wasm") {
        for (number, line) in code_lines(text) {
            let named = ["wasm_bindgen", "js_sys", "web_sys"].into_iter().find(|name| line.contains(name));
            assert!(named.is_none(), "src/{path}:{number}: names {named:?}; only src/wasm may");
        }
    }
}

#[test]
fn the_edge_stays_small() {
    for (path, text) in sources().iter().filter(|(path, _)| stage_of(path) == "wasm") {
        assert!(text.lines().count() < 150, "src/{path} has {} lines; logic belongs in the library", text.lines().count());
    }
}

#[test]
fn nothing_is_unsafe_and_nothing_asks_the_clock_or_the_network() {
    for (path, text) in sources() {
        for (number, line) in code_lines(&text) {
            let code = line.split(" //").next().unwrap();
            for banned in ["unsafe {", "unsafe fn", "unsafe impl", "SystemTime", "Instant::now", "std::net", "TcpStream"] {
                assert!(!code.contains(banned), "src/{path}:{number}: {banned}");
            }
        }
    }
}

#[test]
fn every_file_opens_by_saying_what_it_is() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "src/{path}: begin with //! and what comes in, what goes out, what is left to others");
    }
}

#[test]
fn imports_are_read_in_every_form() {
    assert_eq!(imported("use crate::schema::*;"), ["schema"]);
    assert_eq!(imported("use crate::{token::Tokens, text, other};"), ["token", "text"]);
    assert_eq!(imported("fn f(a: &crate::event::Story, b: crate::mention::Found) {}"), ["event", "mention"]);
}
