//! Twice the text takes about twice the time and twice the memory, also on text made to be slow.
//!
//! Each family is run at two sizes, alone, and the quickest of several runs counts. A loaded machine gets more tries,
//! quadratic code gets none that would help it: at these sizes it takes four times as long, every time.

use peak_alloc::PeakAlloc;
use sitrep::Options;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Counts the memory in use.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;
/// One family at a time: the runs must not compete with each other.
static ALONE: Mutex<()> = Mutex::new(());
/// What doubling the text may cost, in time and in memory.
const LIMIT: f64 = 2.6;
/// How often the comparison is made before it counts as failed.
const ROUNDS: usize = 6;

fn quickest(text: &str) -> Duration {
    let options = Options::default();
    let time = || {
        let start = Instant::now();
        let report = sitrep::analyze(text, &options).unwrap();
        assert_eq!(report.document.char_count as usize, text.encode_utf16().count());
        start.elapsed()
    };
    (0..3).map(|_| time()).min().unwrap()
}

/// Most bytes in use at one time while `text` is read, beside those in use before.
fn most_memory(text: &str) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let report = sitrep::analyze(text, &Options::default()).unwrap();
    let most = MEMORY.peak_usage().saturating_sub(before);
    drop(report);
    most
}

/// Asserts that the text of `family(2 * size)` takes at most about twice as long as that of `family(size)`, and twice the memory.
fn grows_linearly(size: usize, family: impl Fn(usize) -> String) {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let (short, long) = (family(size), family(2 * size));
    // The tables are read at the first call.
    let _ = most_memory("Gunmen killed 12 soldiers near Gao.");
    let (less, more) = (most_memory(&short), most_memory(&long));
    assert!(
        more as f64 <= LIMIT * less.max(short.len()) as f64,
        "{} to {} bytes: {less} to {more} bytes of memory, allowed is {LIMIT} times",
        short.len(),
        long.len()
    );
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let ratio = quickest(&long).as_secs_f64() / quickest(&short).as_secs_f64().max(1e-6);
        ratios.push(ratio);
        if ratio <= LIMIT {
            return;
        }
    }
    panic!("{} to {} bytes: {ratios:.2?} times as long, allowed is {LIMIT}", short.len(), long.len());
}

/// A tiny generator of numbers, so that the articles are the same on every run.
struct Dice(u32);

impl Dice {
    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        words[(self.0 >> 16) as usize % words.len()]
    }
}

/// An invented article of about `sentences` sentences.
fn article(sentences: usize) -> String {
    let mut dice = Dice(7);
    let mut text = String::from("Attack on northern town leaves many dead\n\n");
    for at in 0..sentences {
        let who = dice.pick(&["Gunmen", "Rebels", "The army", "Two drones", "Militants linked to al-Qaeda", "Police"]);
        let did = dice.pick(&["killed", "wounded", "abducted", "said they had captured", "were accused of killing", "denied killing"]);
        let count = dice.pick(&["12", "at least four", "dozens of", "between 20 and 30", "1,200", "no"]);
        let whom = dice.pick(&["soldiers", "civilians", "people, including six children,", "fighters", "villagers"]);
        let place = dice.pick(&["near Gao", "in Mopti", "25 km south of Goma", "along the border", "in the market of Sévaré"]);
        let when = dice.pick(&["on Tuesday", "on 3 May 2024", "overnight", "last week", "in June"]);
        let end = dice.pick(&[", the governor said.", ".", ", \"the worst day so far\", a resident said.", ", according to the UN."]);
        text += &format!("{who} {did} {count} {whom} {place} {when}{end}");
        text.push_str(if at % 4 == 3 { "\n\n" } else { " " });
    }
    text
}

#[test]
fn an_article_grows_linearly() {
    grows_linearly(400, article);
}

#[test]
fn an_article_on_one_line_grows_linearly() {
    grows_linearly(400, |size| article(size).replace('\n', " "));
}

#[test]
fn an_article_in_capitals_grows_linearly() {
    grows_linearly(400, |size| article(size).to_uppercase());
}

#[test]
fn one_long_token_grows_linearly() {
    grows_linearly(200_000, |size| "a".repeat(size));
    grows_linearly(60_000, |size| "a-".repeat(size));
    grows_linearly(60_000, |size| "a.".repeat(size));
    grows_linearly(60_000, |size| "a'".repeat(size));
}

#[test]
fn a_million_digits_grow_linearly() {
    grows_linearly(500_000, |size| "7".repeat(size));
    grows_linearly(60_000, |size| "7,".repeat(size));
    grows_linearly(40_000, |size| "1 000 ".repeat(size / 3));
}

#[test]
fn number_words_without_end_grow_linearly() {
    grows_linearly(8_000, |size| "hundred thousand ".repeat(size));
    grows_linearly(8_000, |size| "twenty and ".repeat(size));
    grows_linearly(4_000, |size| "at least more than ".repeat(size));
    grows_linearly(8_000, |size| "dozen million ".repeat(size));
    grows_linearly(4_000, |size| "three of two of ".repeat(size));
}

#[test]
fn nested_quotations_and_brackets_grow_linearly() {
    grows_linearly(20_000, |size| "\"(".repeat(size));
    grows_linearly(20_000, |size| "“ ‘ ".repeat(size));
    grows_linearly(10_000, |size| format!("{}{}", "( a ".repeat(size), ") ".repeat(size)));
}

#[test]
fn repeated_names_and_phrases_grow_linearly() {
    grows_linearly(6_000, |size| "Islamic State in the ".repeat(size));
    grows_linearly(6_000, |size| "General Colonel Major ".repeat(size));
    grows_linearly(6_000, |size| "soldiers and civilians killed, ".repeat(size));
    grows_linearly(6_000, |size| "he said that she said that ".repeat(size));
    grows_linearly(6_000, |size| "north of the south of ".repeat(size));
}

#[test]
fn thousands_of_different_names_grow_linearly() {
    let name = |at: usize| {
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        format!(
            "Col. Amadou{}{}{} Bara{}{} of Kora{}{}{}, ",
            letter(at),
            letter(at / 26),
            letter(at / 676),
            letter(at / 3),
            letter(at / 7),
            letter(at),
            letter(at / 26),
            letter(at / 676)
        )
    };
    grows_linearly(1_500, |size| (0..size).map(name).collect());
}

#[test]
fn strange_characters_grow_linearly() {
    grows_linearly(60_000, |size| "\u{301}".repeat(size));
    grows_linearly(60_000, |size| "\n".repeat(size));
    grows_linearly(30_000, |size| "\u{202E}x\u{200B}".repeat(size));
    grows_linearly(30_000, |size| "😀 ".repeat(size));
}

#[test]
fn a_million_numbers_grow_linearly() {
    grows_linearly(60_000, |size| (0..size).map(|at| format!("{at} ")).collect());
    grows_linearly(20_000, |size| (0..size).map(|at| format!("{at} killed, ")).collect());
}

#[test]
fn alternating_brackets_and_quotations_grow_linearly() {
    grows_linearly(60_000, |size| ")(".repeat(size));
    grows_linearly(30_000, |size| "([{<>}])".repeat(size / 2));
    grows_linearly(20_000, |size| "“a” \"b\" ‘c’ ".repeat(size));
}
