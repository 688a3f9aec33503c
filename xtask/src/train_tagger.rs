//! Trains the part-of-speech model and writes its tables; nothing but the tables enters the project.
//!
//! `train-tagger --conllu FILE.gz --gum FILE.jsonl --test FILE.jsonl --model-dir data/en/model [options]`
//! Options: `--words N`, `--passes N`, `--rate R`, `--suffix-gain G`, `--order 1|2`, `--own-weight N`, `--try "A sentence ."`,
//! `--blob FILE` (the packed model, for measuring), `--show` (every mistake), `--dry-run` (write nothing).
//! Documents of `--gum` whose name contains one of the `--hold-out` words (`|` between) are kept for testing.

#[path = "../../src/text/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "../../src/lexicon/fold.rs"]
#[allow(dead_code)]
mod fold;
#[path = "../../build/tagger.rs"]
mod pack;
#[path = "../../src/token/tag.rs"]
#[allow(dead_code)]
mod tag;

mod corpus;
mod evaluate;
mod json;
mod lexicon;
mod tables;
mod weights;

use corpus::{Document, Sentence};
use std::path::Path;
use weights::{Dice, Weights};

/// Settings of one training run.
struct Options {
    conllu: Option<String>,
    gum: Option<String>,
    test: Option<String>,
    model_dir: String,
    hold_out: Vec<String>,
    words: usize,
    passes: usize,
    rate: f64,
    suffix_gain: f64,
    order: usize,
    dry_run: bool,
    show: bool,
    blob: Option<String>,
    samples: Vec<String>,
    own_weight: usize,
}

/// Trains, tests and writes.
///
/// # Errors
/// Says which argument or file is at fault.
pub fn run(args: &[String]) -> Result<(), String> {
    let options = read_options(args)?;
    let refine = corpus::read_refinements(&read(&options.model_dir, "state_words.tsv")?)?;
    let (mut train, mut tests) = (Vec::new(), Vec::new());
    if let Some(path) = &options.conllu {
        train.extend(corpus::read_conllu(path, &refine)?);
    }
    if let Some(path) = &options.gum {
        let held = |d: &Document| options.hold_out.iter().any(|w| d.name.contains(w.as_str()));
        let (test, rest): (Vec<_>, Vec<_>) = corpus::read_json_lines(path, &refine)?.into_iter().partition(held);
        train.extend(rest);
        tests.push(("held-out --gum", test));
    }
    if let Some(path) = &options.test {
        tests.push(("--test", corpus::read_json_lines(path, &refine)?));
    }
    let tables = tables::write(&train_weights(&options, train)?);
    let packed = pack::pack(&tables.words, &tables.suffixes, &tables.transitions, &tables.shapes)?;
    if let Some(path) = &options.blob {
        write_blob(path, &packed)?;
    }
    println!("model {} bytes, {} words", packed.model.len(), packed.word_classes.len());
    for (name, documents) in &tests {
        evaluate::report(name, documents, &packed, options.show)?;
    }
    for sentence in &options.samples {
        evaluate::show(&packed, sentence)?;
    }
    if options.dry_run { Ok(()) } else { save(&options.model_dir, &tables) }
}

fn train_weights(options: &Options, documents: Vec<Document>) -> Result<Weights, String> {
    let mut sentences: Vec<Sentence> = documents.into_iter().flat_map(|d| d.sentences).collect();
    let own = corpus::read_slashed(&read(&options.model_dir, "news_sentences.txt")?)?;
    for _ in 0..options.own_weight {
        sentences.extend(own.iter().cloned());
    }
    let mut words = lexicon::count_words(sentences.iter());
    lexicon::add_verb_forms(&mut words, &read(&options.model_dir, "verb_forms.tsv")?)?;
    lexicon::add_hints(&mut words, &read(&options.model_dir, "word_hints.tsv")?)?;
    lexicon::add_twins(&mut words);
    let lexicon = lexicon::build(&words, options.words, options.suffix_gain);
    println!("{} sentences, {} word forms, {} suffixes", sentences.len(), words.len(), lexicon.suffixes.len());
    let mut weights = Weights::from_counts(lexicon, &sentences, options.order > 1);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut dice = Dice(0x5eed_5eed_1234_5678);
    for _ in 0..options.passes {
        dice.shuffle(&mut order);
        weights.train_pass(&sentences, &order, options.rate, &mut dice);
    }
    weights.average();
    Ok(weights)
}

/// The model followed by the word classes (low bytes, then high bytes), as they would be shipped.
fn write_blob(path: &str, packed: &pack::PackedTagger) -> Result<(), String> {
    let mut bytes = packed.model.clone();
    let numbers = packed.word_classes.iter().map(|(_, class)| class.to_le_bytes());
    bytes.extend(numbers.clone().map(|[low, _]| low));
    bytes.extend(numbers.map(|[_, high]| high));
    std::fs::write(path, bytes).map_err(|e| format!("{path}: {e}"))
}

fn read(dir: &str, name: &str) -> Result<String, String> {
    let path = Path::new(dir).join(name);
    std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
}

fn save(dir: &str, tables: &tables::Tables) -> Result<(), String> {
    let files = [("words.tsv", &tables.words), ("suffixes.tsv", &tables.suffixes), ("transitions.tsv", &tables.transitions), ("shapes.tsv", &tables.shapes)];
    for (name, text) in files {
        let path = Path::new(dir).join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

fn read_options(args: &[String]) -> Result<Options, String> {
    let mut options = Options {
        conllu: None,
        gum: None,
        test: None,
        model_dir: "data/en/model".to_owned(),
        hold_out: Vec::new(),
        words: 4000,
        passes: 5,
        rate: 8.0,
        suffix_gain: 3.0,
        order: 2,
        dry_run: false,
        show: false,
        blob: None,
        samples: Vec::new(),
        own_weight: 3,
    };
    let mut rest = args.iter();
    while let Some(name) = rest.next() {
        match name.as_str() {
            "--dry-run" => options.dry_run = true,
            "--show" => options.show = true,
            _ => set_option(&mut options, name, rest.next().ok_or_else(|| format!("{name} needs a value"))?)?,
        }
    }
    Ok(options)
}

fn set_option(options: &mut Options, name: &str, value: &str) -> Result<(), String> {
    let bad = |e: &dyn std::fmt::Display| format!("{name} {value}: {e}");
    match name {
        "--conllu" => options.conllu = Some(value.to_owned()),
        "--gum" => options.gum = Some(value.to_owned()),
        "--blob" => options.blob = Some(value.to_owned()),
        "--own-weight" => options.own_weight = value.parse().map_err(|e| bad(&e))?,
        "--try" => options.samples.push(value.to_owned()),
        "--test" => options.test = Some(value.to_owned()),
        "--model-dir" => value.clone_into(&mut options.model_dir),
        "--hold-out" => options.hold_out = value.split('|').filter(|w| !w.is_empty()).map(str::to_owned).collect(),
        "--words" => options.words = value.parse().map_err(|e| bad(&e))?,
        "--passes" => options.passes = value.parse().map_err(|e| bad(&e))?,
        "--rate" => options.rate = value.parse().map_err(|e| bad(&e))?,
        "--suffix-gain" => options.suffix_gain = value.parse().map_err(|e| bad(&e))?,
        "--order" => options.order = value.parse().map_err(|e| bad(&e))?,
        _ => return Err(format!("unknown option {name}")),
    }
    Ok(())
}
