//! Writes the gazetteer packs: the core one for the library, the full one for the command.

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

use std::collections::BTreeSet;
use std::path::Path;
use write::{parse_table, write_pack};

/// Writes `core.pack` and `full.pack` into `out`.
pub fn emit(data: &Path, out: &Path) -> Result<(), Vec<String>> {
    let folder = data.join("gazetteer");
    let ambiguous = text(&folder.join("ambiguous.tsv"))?;
    let ambiguous: BTreeSet<String> = ambiguous.lines().skip(1).map(|line| line.split('\t').next().unwrap_or_default().to_string()).collect();
    pack(&folder.join("core.tsv"), text(&folder.join("core.tsv"))?, &ambiguous, false, &out.join("core.pack"))?;
    let compressed = folder.join("full.tsv.br");
    if newer(&out.join("full.pack"), &compressed) && newer(&out.join("full.pack"), &folder.join("ambiguous.tsv")) {
        return Ok(());
    }
    let bytes = std::fs::read(&compressed).map_err(|error| vec![format!("{}: {error}", compressed.display())])?;
    let mut table = Vec::new();
    brotli_decompressor::BrotliDecompress(&mut &*bytes, &mut table).map_err(|error| vec![format!("{}: {error}", compressed.display())])?;
    pack(&compressed, String::from_utf8_lossy(&table).into_owned(), &ambiguous, true, &out.join("full.pack"))
}

fn newer(made: &Path, source: &Path) -> bool {
    let time = |path: &Path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    matches!((time(made), time(source)), (Some(made), Some(source)) if made > source)
}

fn text(path: &Path) -> Result<String, Vec<String>> {
    std::fs::read_to_string(path).map_err(|error| vec![format!("{}: {error}", path.display())])
}

fn pack(path: &Path, table: String, ambiguous: &BTreeSet<String>, full: bool, out: &Path) -> Result<(), Vec<String>> {
    let problem = |what: String| vec![format!("{}:{what}", path.display())];
    let places = parse_table(&table).map_err(problem)?;
    let bytes = write_pack(&places, ambiguous, full).map_err(problem)?;
    std::fs::write(out, bytes).map_err(|error| problem(error.to_string()))
}
