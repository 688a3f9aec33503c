//! `cargo xtask soak`: the checks that take long. What each is for, and what they gave: docs/reliability.md.

use crate::build::{self, Profile};
use crate::page;
use crate::run::{Result, cargo, fail, output_of, run, run_with, target_folder};
use std::path::PathBuf;
use std::process::{Command, Stdio};

const USAGE: &str = "\
usage: cargo xtask soak <check>

  fuzz [TARGET...] [--runs N]     run the fuzz targets (all of them, or those named; `html` is that of the page) until each has had N
                                  executions in all, those of earlier calls counted: 10 million unless told otherwise
  coverage                        what the tests reach of the library, by file, and the lines of the path of the text that none reaches
";
/// Executions each target should have had.
const RUNS: u64 = 10_000_000;
/// Seconds that all targets together have in `cargo xtask test`.
const SHORT: u64 = 60;
/// Folders whose lines are listed where no test reaches them: the path of the text.
const READING: [&str; 10] = ["text", "lexicon", "token", "syntax", "recognize", "mention", "casualty", "event", "report", "articles"];

pub fn recipe(arguments: &[String]) -> Result {
    let (name, rest) = arguments.split_first().map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
    match name {
        "fuzz" => fuzz(rest),
        "coverage" if rest.is_empty() => coverage(),
        _ => Err(fail(2, format!("there is no such check\n\n{USAGE}"))),
    }
}

/// The programs in `fuzz/fuzz_targets`.
fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir("fuzz/fuzz_targets")? {
        names.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

fn fuzz(arguments: &[String]) -> Result {
    let (mut wanted, mut runs, mut rest) = (Vec::new(), RUNS, arguments.iter());
    while let Some(word) = rest.next() {
        if word == "--runs" {
            let number = rest.next().and_then(|number| number.parse().ok());
            runs = number.ok_or_else(|| fail(2, "--runs has no number; give how many executions each target is to have"))?;
        } else {
            wanted.push(word.clone());
        }
    }
    let known = targets()?;
    if let Some(other) = wanted.iter().find(|name| *name != "html" && !known.contains(name)) {
        return Err(fail(2, format!("there is no target '{other}'; use html or one of {}", known.join(", "))));
    }
    if wanted.is_empty() {
        wanted = known;
        wanted.push("html".to_string());
    }
    fuzzer()?;
    for target in wanted {
        let had = counted(&target);
        println!("{target}: {had} of {runs} executions so far");
        if had < runs && target == "html" {
            build::build_module(Profile::Release)?;
            page::fuzz_html(had, runs - had)?;
            count(&target, runs - had)?;
        } else if had < runs {
            let done = execute(&target, &[format!("-runs={}", runs - had)])?;
            println!("{target}: {} executions", had + done);
        }
    }
    Ok(())
}

/// A minute of all targets, where the tools are; elsewhere one line says what is missing. The seeds are tried by `cargo test` in any case.
pub fn short() -> Result {
    if let Err(missing) = fuzzer() {
        println!("fuzzing is left out: {}", missing.message);
        return Ok(());
    }
    let targets = targets()?;
    for target in &targets {
        let done = execute(target, &[format!("-max_total_time={}", SHORT / targets.len() as u64)])?;
        println!("{target}: {done} executions");
    }
    Ok(())
}

/// Says what is missing for fuzzing.
fn fuzzer() -> Result {
    let there = output_of("rustup", &["run", "nightly", "cargo", "fuzz", "--version"]);
    there.map(|_| ()).ok_or_else(|| fail(1, "it takes a nightly toolchain and cargo-fuzz (rustup toolchain install nightly, cargo install cargo-fuzz)"))
}

/// Where the executions of a target are counted from call to call.
fn ledger(target: &str) -> PathBuf {
    target_folder().join("soak").join(target)
}

fn counted(target: &str) -> u64 {
    std::fs::read_to_string(ledger(target)).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

fn count(target: &str, more: u64) -> Result {
    let file = ledger(target);
    file.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    std::fs::write(file, (counted(target) + more).to_string())?;
    Ok(())
}

/// Runs libFuzzer on a target, from its seeds and what earlier runs found; returns the executions. There is no unsafe code of ours,
/// so the address sanitizer has nothing to find and is left out.
fn execute(target: &str, limits: &[String]) -> Result<u64> {
    let corpus = format!("fuzz/corpus/{target}");
    std::fs::create_dir_all(&corpus)?;
    let build = ["run", "nightly", "cargo", "fuzz", "run", target, "--sanitizer", "none", "--no-trace-compares", "--codegen-units", "16"];
    let quick = ["-max_len=700", "-timeout=10", "-entropic=0", "-reduce_inputs=0", "-use_counters=0", "-verbosity=0", "-print_final_stats=1"];
    let mut command = Command::new("rustup");
    command.args(build).args([corpus, format!("fuzz/seeds/{target}")]).arg("--").args(quick).args(limits).env_remove("CARGO").env_remove("RUSTC");
    eprintln!("$ rustup {} (seeds) -- {}", build.join(" "), limits.join(" "));
    let output = command.stdin(Stdio::null()).output().map_err(|error| fail(1, format!("rustup cannot be started: {error}")))?;
    let told = String::from_utf8_lossy(&output.stderr);
    let done = told.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:")?.trim().parse().ok()).unwrap_or(0);
    count(target, done)?;
    if output.status.success() {
        Ok(done)
    } else {
        Err(fail(1, format!("the target '{target}' failed; what it failed on lies in fuzz/artifacts/{target}\n{told}")))
    }
}

/// Runs the tests of the library with counters in it, and lists what none of them reached. The tests of time are left out: counted code is slow.
fn coverage() -> Result {
    if output_of(&cargo(), &["llvm-cov", "--version"]).is_none() {
        return Err(fail(1, "it takes cargo-llvm-cov and llvm-tools (cargo install cargo-llvm-cov, rustup component add llvm-tools)"));
    }
    let kinds = ["articles", "cases", "cli", "exports", "fuzz", "negative", "overrides", "properties", "rules", "schema", "words"];
    let tests: Vec<&str> = kinds.iter().flat_map(|kind| ["--test", kind]).collect();
    run(&cargo(), &["llvm-cov", "clean", "--profraw-only"])?;
    run(&cargo(), &[&["llvm-cov", "--no-report", "--locked", "--lib", "--bins"][..], &tests].concat())?;
    let uncounted = ["--ignore-filename-regex", "(/rustc/|\\.cargo/|/xtask/|/tests/|/fuzz/|/build/|tests\\.rs)"];
    run(&cargo(), &[&["llvm-cov", "report", "--summary-only"][..], &uncounted].concat())?;
    let file = target_folder().join("soak/coverage.txt");
    file.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    run_with(&cargo(), &[&["llvm-cov", "report", "--text", "--output-path"][..], &[&file.to_string_lossy()], &uncounted].concat(), |command| command)?;
    for line in unreached(&std::fs::read_to_string(&file)?) {
        println!("{line}");
    }
    Ok(())
}

/// `src/event/toll.rs:12: the line`, of the path of the text, for each line that was never run.
fn unreached(report: &str) -> Vec<String> {
    let (mut file, mut lines) = (String::new(), Vec::new());
    for line in report.lines() {
        if let Some(path) = line.strip_suffix(':').filter(|path| path.ends_with(".rs")) {
            file = path.rsplit_once("/src/").map_or(String::new(), |(_, below)| below.to_string());
        }
        let mut parts = line.splitn(3, '|');
        let (number, times, code) = (parts.next().unwrap_or("").trim(), parts.next().unwrap_or("").trim(), parts.next().unwrap_or(""));
        let read = file.split_once('/').is_some_and(|(folder, _)| READING.contains(&folder));
        if read && times == "0" && !code.trim().is_empty() {
            lines.push(format!("src/{file}:{number}:{code}"));
        }
    }
    lines
}
