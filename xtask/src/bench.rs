//! `cargo xtask bench`: how fast the analysis is, natively and in Chromium, held to the budgets of `benches/budget.json`.
//!
//! Each benchmark writes JSON with `ratios`, named as the budget names them. A ratio over its budget is a failure, one over
//! its goal is shown. Ratios, because they can be compared between machines; times cannot.

use crate::build::Profile;
use crate::run::{Result, cargo, fail, run, run_with, target_folder};
use crate::{build, page};
use serde_json::Value;
use std::path::{Path, PathBuf};

const FOLDER: &str = "benches/page";
const BUDGET: &str = "benches/budget.json";

/// What is to be measured.
pub fn recipe(rest: &[String]) -> Result {
    let (profile, rest) = Profile::take_from(rest);
    match rest.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--page"] => in_chromium(profile),
        ["--stages", names @ ..] => run(&cargo(), &[&["bench", "--locked", "--bench", "stages", "--"], names].concat()),
        [] => native("--json", "bench-native.json").and_then(|file| hold(&file, "native")),
        [name] if !name.starts_with('-') => run(&cargo(), &["bench", "--locked", "--bench", "analyze", "--", name]),
        [other, ..] => Err(fail(2, format!("'{other}' is not expected here; give a part of a text's name, --stages or --page"))),
    }
}

/// Runs the native benchmark, which writes `name` into the target folder.
fn native(option: &str, name: &str) -> Result<PathBuf> {
    let file = std::path::absolute(target_folder().join(name))?;
    run(&cargo(), &["bench", "--locked", "--bench", "analyze", "--", option, &file.to_string_lossy()])?;
    Ok(file)
}

/// The page's own module beside other readers.
fn in_chromium(profile: Profile) -> Result {
    let texts = native("--texts", "bench-texts.json")?;
    build::build_module(profile)?;
    let module = std::path::absolute(target_folder().join("bench-module"))?;
    build::build_bench(profile, &module)?;
    page::ensure_node()?;
    let browser = page::find_chromium()?;
    page::npm_ci(FOLDER)?;
    let address = page::serve_site()?;
    let result = std::path::absolute(target_folder().join("bench-page.json"))?;
    run_with("node", &["bench.mjs"], |command| {
        command.current_dir(FOLDER).env("SITREP_URL", &address).env("SITREP_CHROMIUM", &browser).env("SITREP_TEXTS", &texts);
        command.env("SITREP_BENCH_MODULE", &module).env("SITREP_RESULT", &result)
    })?;
    hold(&result, "page")
}

/// Prints the ratios in `file` beside their budgets and goals; fails when one is over its budget, or is missing.
fn hold(file: &Path, part: &str) -> Result {
    let (measured, budget) = (read(file)?, read(Path::new(BUDGET))?);
    let mut over = Vec::new();
    println!("\n{:<58} {:>9} {:>9} {:>9}", "budget", "measured", "at most", "goal");
    for row in budget[part].as_array().into_iter().flatten() {
        let name = row["of"].as_str().unwrap_or("");
        let number = |value: &Value| value.as_f64().ok_or_else(|| fail(1, format!("{BUDGET} has no number for '{name}'")));
        let (most, goal) = (number(&row["most"])?, number(&row["goal"])?);
        let value = measured["ratios"][name]
            .as_f64()
            .ok_or_else(|| fail(1, format!("'{name}' of {BUDGET} was not measured; give it the name it has in {}", file.display())))?;
        println!("{name:<58} {value:>9.2} {most:>9.2} {goal:>9.2}{}", if value <= goal { "  reached" } else { "" });
        if value > most {
            over.push(format!("{name} is {value:.2}, at most {most}"));
        }
    }
    match over.as_slice() {
        [] => Ok(()),
        over => Err(fail(1, format!("over the budget of {BUDGET}: {}; measure again on a quiet machine, then look at what became slower", over.join("; ")))),
    }
}

fn read(file: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(file).map_err(|error| fail(1, format!("{} cannot be read: {error}", file.display())))?;
    serde_json::from_str(&text).map_err(|error| fail(1, format!("{} is no JSON: {error}", file.display())))
}
