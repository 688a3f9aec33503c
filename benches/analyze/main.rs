//! How fast the whole analysis is, beside a bare pass that only cuts the text into tokens and looks up words and phrases.
//!
//! Both passes read the same text with the same tables in the same run, turn by turn; of each the quickest run counts, so
//! that a busy machine disturbs all alike. Run it with `cargo xtask bench`; what the figures mean is told in
//! `docs/performance.md`. `--texts FILE` writes the texts instead, as JSON, for the benchmark of the page.

#[allow(dead_code)] // the stages are for the other benchmark
mod passes;
mod texts;

use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long one text is measured.
const TIME: Duration = Duration::from_millis(600);
/// The fewest turns of each pass.
const TURNS: usize = 5;

/// The quickest runs over some texts.
#[derive(Default)]
struct Times {
    words: Duration,
    bare: Duration,
    whole: Duration,
}

impl Times {
    fn ratio(&self) -> f64 {
        self.whole.as_secs_f64() / self.bare.as_secs_f64().max(1e-9)
    }

    fn json(&self, bytes: usize) -> Value {
        let [words, bare, whole] = [self.words, self.bare, self.whole].map(|time| time.as_secs_f64() * 1e6);
        json!({ "bytes": bytes, "words_us": words, "bare_us": bare, "whole_us": whole, "whole_to_bare": self.ratio() })
    }
}

fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [option, file] if option == "--texts" => write(file, &texts_as_json()),
        [option, file, rest @ ..] if option == "--json" => write(file, &measure_all(rest.first().map(String::as_str))),
        rest => {
            measure_all(rest.first().map(String::as_str));
            std::process::ExitCode::SUCCESS
        }
    }
}

fn write(file: &str, value: &Value) -> std::process::ExitCode {
    match std::fs::write(file, format!("{value:#}\n")) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("'{file}' cannot be written: {problem}");
            std::process::ExitCode::FAILURE
        }
    }
}

/// Name, documents and whether they are made to be slow, of each text.
fn texts_as_json() -> Value {
    let usual = texts::usual().into_iter().map(|(name, documents)| json!({ "name": name, "documents": documents, "hostile": false }));
    let hostile = texts::HOSTILE.iter().map(|(name, family)| json!({ "name": name, "documents": [family(30_000)], "hostile": true }));
    usual.chain(hostile).collect()
}

fn measure_all(only: Option<&str>) -> Value {
    let wanted = |name: &str| only.is_none_or(|only| name.contains(only));
    println!("{:<34} {:>9} {:>11} {:>11} {:>11} {:>8} {:>7} {:>9}", "text", "bytes", "words us", "bare us", "whole us", "MB/s", "ratio", "to words");
    let (mut usual, mut hostile) = (serde_json::Map::new(), serde_json::Map::new());
    for (name, documents) in texts::usual().into_iter().filter(|(name, _)| wanted(name)) {
        let (times, bytes) = show(name, &documents);
        usual.insert(name.to_string(), times.json(bytes));
    }
    println!("\nhostile texts: also how much longer twice the text takes");
    for (name, family) in texts::HOSTILE.iter().filter(|(name, _)| wanted(name)) {
        let (half, text) = ([family(30_000)], [family(60_000)]);
        let before = measure(&half);
        let (long, bytes) = show(name, &text);
        // A busy machine makes either look slow: each is measured twice, and the quicker run counts.
        let short = measure(&half).whole.min(before.whole);
        let growth = measure(&text).whole.min(long.whole).as_secs_f64() / short.as_secs_f64().max(1e-9);
        println!("{:<34} {growth:>9.2}", "");
        let mut row = long.json(bytes);
        row["growth"] = json!(growth);
        hostile.insert((*name).to_string(), row);
    }
    let mut ratios: serde_json::Map<String, Value> = usual.iter().map(|(name, row)| (format!("whole to bare, {name}"), row["whole_to_bare"].clone())).collect();
    let steepest = hostile.values().filter_map(|row| row["growth"].as_f64()).fold(0.0, f64::max);
    ratios.insert("steepest growth of twice the text".to_string(), json!(steepest));
    json!({ "ratios": ratios, "usual": usual, "hostile": hostile })
}

fn show(name: &str, documents: &[String]) -> (Times, usize) {
    let (times, bytes) = (measure(documents), documents.iter().map(String::len).sum::<usize>());
    let speed = bytes as f64 / times.whole.as_secs_f64() / 1e6;
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    println!(
        "{name:<34} {bytes:>9} {:>11.1} {:>11.1} {:>11.1} {speed:>8.2} {:>7.2} {:>9.2}",
        micros(times.words),
        micros(times.bare),
        micros(times.whole),
        times.ratio(),
        times.whole.as_secs_f64() / times.words.as_secs_f64().max(1e-9)
    );
    (times, bytes)
}

/// Each document by itself, so that a busy machine disturbs few of the runs; the quickest of each are added up.
fn measure(documents: &[String]) -> Times {
    let mut times = Times::default();
    let share = TIME / documents.len().max(1) as u32;
    for text in documents {
        let (mut quickest, start) = ([Duration::MAX; 3], Instant::now());
        for turn in 0.. {
            let passes: [fn(&str) -> usize; 3] = [passes::words, passes::bare, whole];
            for (best, pass) in quickest.iter_mut().zip(passes) {
                *best = timed(pass, text).min(*best);
            }
            if turn >= TURNS && start.elapsed() > share {
                break;
            }
        }
        let [words, bare, whole] = quickest;
        times = Times { words: times.words + words, bare: times.bare + bare, whole: times.whole + whole };
    }
    times
}

fn timed(pass: fn(&str) -> usize, text: &str) -> Duration {
    let start = Instant::now();
    black_box(pass(black_box(text)));
    start.elapsed()
}

/// The whole report.
fn whole(text: &str) -> usize {
    sitrep::analyze(text, &sitrep::Options::default()).map_or(0, |report| report.casualty_claims.len())
}
