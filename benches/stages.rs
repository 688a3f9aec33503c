//! Each stage of the analysis and the whole of it, timed by criterion: `cargo xtask bench --stages`.
//!
//! The ratios that are promised come from `benches/analyze`, which measures turn by turn; this is to see what a change of one
//! stage did, against the run before, with criterion's own statistics in `target/criterion`.

#[path = "analyze/passes.rs"]
mod passes;
#[path = "analyze/texts.rs"]
#[allow(dead_code)] // the hostile texts are for the other benchmark
mod texts;

use criterion::{Criterion, Throughput};
use std::time::{Duration, Instant};

fn main() {
    let mut criterion =
        Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1)).configure_from_args();
    let epoch = Instant::now();
    let now = || epoch.elapsed().as_secs_f64();
    for (name, documents) in texts::usual() {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(documents.iter().map(|text| text.len() as u64).sum()));
        for (at, stage) in passes::STAGES.iter().enumerate() {
            group.bench_function(*stage, |bencher| {
                bencher.iter_custom(|turns| {
                    let mut spent = [0.0; passes::STAGES.len()];
                    (0..turns).for_each(|_| documents.iter().for_each(|text| passes::stages(text, now, &mut spent)));
                    Duration::from_secs_f64(spent.get(at).copied().unwrap_or(0.0))
                });
            });
        }
        for (pass, look) in [("words", passes::words as fn(&str) -> usize), ("bare", passes::bare)] {
            group.bench_function(pass, |bencher| bencher.iter(|| documents.iter().map(|text| look(text)).sum::<usize>()));
        }
        group.bench_function("whole", |bencher| {
            bencher.iter(|| {
                documents.iter().map(|text| sitrep::analyze(text, &sitrep::Options::default()).map_or(0, |report| report.mentions.len())).sum::<usize>()
            });
        });
        group.finish();
    }
    criterion.final_summary();
}
