//! Writes the gazetteer packs: the core one, which the page fetches first, and the full one.

#[path = "../src/text/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "../src/lexicon/gazetteer/display.rs"]
#[allow(dead_code)]
mod display;
#[path = "../src/lexicon/gazetteer/feature.rs"]
#[allow(dead_code)]
mod feature;
#[path = "../src/lexicon/gazetteer/fold.rs"]
#[allow(dead_code)]
mod fold;
#[path = "../src/lexicon/gazetteer/pack.rs"]
#[allow(dead_code)]
mod pack;
#[path = "../src/lexicon/gazetteer/write.rs"]
mod write;

use crate::container;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use write::{parse_table, write_pack};

/// Writes `core.pack` and `full.pack` into `out`.
pub fn emit(data: &Path, out: &Path) -> Result<(), Vec<String>> {
    let folder = data.join("gazetteer");
    let ambiguous = text(&folder.join("ambiguous.tsv"))?;
    let ambiguous: BTreeSet<String> = ambiguous.lines().skip(1).map(|line| line.split('\t').next().unwrap_or_default().to_string()).collect();
    let extra = Extra { points: points(&text(&data.join("world/divisions.tsv"))?), ambiguous };
    pack(&folder.join("core.tsv"), text(&folder.join("core.tsv"))?, &extra, false, &out.join("core.pack"))?;
    let compressed = folder.join("full.tsv.br");
    let code = ["build/places.rs", "src/lexicon/gazetteer/write.rs", "src/lexicon/gazetteer/pack.rs", "src/lexicon/gazetteer/display.rs"];
    let data = [compressed.clone(), folder.join("ambiguous.tsv"), data.join("world/divisions.tsv")];
    let mut sources = code.iter().map(PathBuf::from).chain(data);
    if sources.all(|source| newer(&out.join("full.pack"), &source)) {
        return Ok(());
    }
    let bytes = std::fs::read(&compressed).map_err(|error| vec![format!("{}: {error}", compressed.display())])?;
    let mut table = Vec::new();
    brotli_decompressor::BrotliDecompress(&mut &*bytes, &mut table).map_err(|error| vec![format!("{}: {error}", compressed.display())])?;
    pack(&compressed, String::from_utf8_lossy(&table).into_owned(), &extra, true, &out.join("full.pack"))
}

fn newer(made: &Path, source: &Path) -> bool {
    let time = |path: &Path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    matches!((time(made), time(source)), (Some(made), Some(source)) if made > source)
}

fn text(path: &Path) -> Result<String, Vec<String>> {
    std::fs::read_to_string(path).map_err(|error| vec![format!("{}: {error}", path.display())])
}

/// What the hand-kept tables add to both packs.
struct Extra {
    /// Country, division and its point.
    points: Vec<(String, String, f64, f64)>,
    /// Folded names that are also words.
    ambiguous: BTreeSet<String>,
}

/// Points of divisions: the middle of the area, which the cities do not give.
fn points(table: &str) -> Vec<(String, String, f64, f64)> {
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| header.iter().position(|column| *column == name).unwrap_or(usize::MAX);
    let (term, country, lat, lon) = (column("term"), column("country"), column("lat"), column("lon"));
    lines
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            Some((cells.get(country)?.to_string(), cells.get(term)?.to_string(), cells.get(lat)?.parse().ok()?, cells.get(lon)?.parse().ok()?))
        })
        .collect()
}

fn pack(path: &Path, table: String, extra: &Extra, full: bool, out: &Path) -> Result<(), Vec<String>> {
    let problem = |what: String| vec![format!("{}:{what}", path.display())];
    let mut places = parse_table(&table).map_err(problem)?;
    for place in places.iter_mut().filter(|place| place.feature == feature::Feature::Admin1) {
        if let Some((_, _, lat, lon)) = extra.points.iter().find(|(country, name, _, _)| *country == place.country && *name == place.name) {
            (place.lat, place.lon) = (*lat, *lon);
        }
    }
    let bytes = write_pack(&places, &extra.ambiguous, full).map_err(problem)?;
    std::fs::write(out, bytes).map_err(|error| problem(error.to_string()))
}
