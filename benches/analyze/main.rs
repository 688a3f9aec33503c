//! How fast the whole analysis is, beside a bare pass that only cuts the text into tokens and looks up words and phrases.
//!
//! Both passes read the same text with the same tables in the same run, turn by turn; of each the quickest run counts. Run
//! it with `cargo xtask bench`; what the figures mean is told in `docs/performance.md`.

mod stages;
mod texts;

use sitrep::lexicon::gazetteer::fold::fold;
use sitrep::{Options, token};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The analysis may take so many times as long as the bare pass.
const GOAL: f64 = 5.0;
/// What twice the text may cost.
const LINEAR: f64 = 2.6;
/// Words of a name of the gazetteer that are looked at.
const REACH: usize = 4;
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
}

fn main() {
    let only = std::env::args().nth(1).filter(|name| !name.starts_with('-'));
    let wanted = |name: &str| only.as_deref().is_none_or(|only| name.contains(only));
    println!("{:<34} {:>9} {:>11} {:>11} {:>11} {:>8} {:>7} {:>9}", "text", "bytes", "words us", "bare us", "whole us", "MB/s", "ratio", "to words");
    let mut worst: f64 = 0.0;
    for (name, documents) in texts::usual().into_iter().filter(|(name, _)| wanted(name)) {
        worst = worst.max(show(name, &documents).ratio());
    }
    if only.is_none() {
        stages::show(&texts::usual());
    }
    println!("\nhostile texts: also how much longer twice the text takes");
    let mut steepest: f64 = 0.0;
    for (name, family) in texts::HOSTILE.iter().filter(|(name, _)| wanted(name)) {
        let (half, text) = ([family(30_000)], [family(60_000)]);
        let before = measure(&half);
        let long = show(name, &text);
        // A busy machine makes either look slow: each is measured twice, and the quicker run counts.
        let short = measure(&half).whole.min(before.whole);
        let growth = measure(&text).whole.min(long.whole).as_secs_f64() / short.as_secs_f64().max(1e-9);
        println!("{:<34} {growth:>9.2}{}", "", if growth > LINEAR { " more than linear" } else { "" });
        worst = worst.max(long.ratio());
        steepest = steepest.max(growth);
    }
    let verdict = if worst <= GOAL { "kept" } else { "missed" };
    println!("\nthe slowest ratio is {worst:.2}, at most {GOAL} is the goal: {verdict}; the steepest growth is {steepest:.2}");
}

fn show(name: &str, documents: &[String]) -> Times {
    let (times, bytes) = (measure(documents), documents.iter().map(String::len).sum::<usize>());
    let speed = bytes as f64 / times.whole.as_secs_f64() / 1e6;
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    let mark = if times.ratio() > GOAL { " *" } else { "" };
    println!(
        "{name:<34} {bytes:>9} {:>11.1} {:>11.1} {:>11.1} {speed:>8.2} {:>7.2} {:>9.2}{mark}",
        micros(times.words),
        micros(times.bare),
        micros(times.whole),
        times.ratio(),
        times.whole.as_secs_f64() / times.words.as_secs_f64().max(1e-9)
    );
    times
}

/// Each document by itself, so that a busy machine disturbs few of the runs; the quickest of each are added up.
fn measure(documents: &[String]) -> Times {
    let mut times = Times::default();
    let share = TIME / documents.len().max(1) as u32;
    for text in documents {
        let (mut quickest, start) = ([Duration::MAX; 3], Instant::now());
        for turn in 0.. {
            let passes: [fn(&str) -> usize; 3] = [|text| words(text).0, bare, whole];
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

/// Tokens, each folded and looked up, and the phrases of the tables that start at each.
fn words(text: &str) -> (usize, token::Tokens<'_>) {
    let tokens = token::tokenize(black_box(text));
    (token::find_phrases(&tokens).all().len() + tokens.len(), tokens)
}

/// The same, and the longest name of the gazetteer at each capitalised word: the pass over all tables that the analysis uses.
fn bare(text: &str) -> usize {
    let (count, tokens) = words(text);
    let Some(gazetteer) = sitrep::lexicon::places() else { return count };
    let capital = |at: &usize| tokens.list.get(*at).is_some_and(|token| token.kind == token::Kind::Word && token.capital());
    let names = (0..tokens.len()).filter(capital).filter(|at| {
        let folded: Vec<String> = (*at..*at + REACH).map(|at| fold(tokens.text_of(at))).collect();
        gazetteer.longest_match(folded.iter().map(String::as_str)).is_some()
    });
    count + names.count()
}

/// The whole report.
fn whole(text: &str) -> usize {
    sitrep::analyze(black_box(text), &Options::default()).map_or(0, |report| report.casualty_claims.len())
}
