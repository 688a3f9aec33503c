//! Where the time goes: the share of each stage.

use sitrep::report::Parts;
use sitrep::text::OffsetMap;
use sitrep::{Options, casualty, event, mention, recognize, report, syntax};
use std::time::{Duration, Instant};

const NAMES: [&str; 6] = ["syntax", "dates", "mentions", "casualties", "events", "report"];

/// Prints the share of each stage over the articles.
pub fn show(texts: &[(&'static str, Vec<String>)]) {
    println!("\nshare of the stages, in percent");
    for (name, documents) in texts {
        let mut spent = [Duration::ZERO; NAMES.len()];
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(400) {
            documents.iter().for_each(|text| run(text, &mut spent));
        }
        let all: f64 = spent.iter().map(Duration::as_secs_f64).sum();
        let shares = NAMES.iter().zip(&spent).map(|(name, time)| format!("{name} {:.0}", 100.0 * time.as_secs_f64() / all));
        println!("{name:<34} {}", shares.collect::<Vec<_>>().join(", "));
    }
}

/// The pipeline of `sitrep::analyze`, with a clock between the stages.
fn run(text: &str, spent: &mut [Duration; NAMES.len()]) {
    let options = Options::default();
    let mut last = Instant::now();
    let mut stage = 0;
    let mut lap = || {
        if let Some(slot) = spent.get_mut(stage) {
            *slot += last.elapsed();
        }
        (last, stage) = (Instant::now(), stage + 1);
    };
    let parsed = syntax::parse(text);
    lap();
    let mut dates = recognize::find_dates(&parsed, None);
    lap();
    let mut found = mention::find_mentions(&parsed);
    lap();
    let mut claims = casualty::read_claims(&parsed, &dates, &mut found);
    lap();
    let story = event::tell(&parsed, &mut dates, &mut found, &mut claims, &options.profile.coding());
    lap();
    let mut report = report::assemble(&parsed, &options, Parts { dates, found, claims, story });
    report::convert_offsets(&mut report, &OffsetMap::new(text, options.offsets), options.offsets);
    lap();
}
