//! Tags test documents with the packed model, exactly as the program will, and prints the figures.

use super::corpus::{Document, Sentence, Token, plain_sentence};
use super::pack::PackedTagger;
use super::tag::{CandidateSet, Shape, Tag, TagModel, TagScratch};
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

/// Right and all.
#[derive(Default, Clone, Copy)]
struct Share(usize, usize);

impl Share {
    fn add(&mut self, right: bool) {
        self.0 += usize::from(right);
        self.1 += 1;
    }

    #[allow(clippy::cast_precision_loss)]
    fn text(self) -> String {
        format!("{:.2}% of {}", 100.0 * self.0 as f64 / self.1.max(1) as f64, self.1)
    }
}

/// Tags the documents and prints accuracy in several cuts, the commonest mistakes and the speed.
pub fn report(name: &str, documents: &[Document], packed: &PackedTagger, show: bool) -> Result<(), String> {
    let model = TagModel::new(&packed.model).ok_or("the packed model cannot be opened")?;
    let words: HashMap<&str, u16> = packed.word_classes.iter().map(|(w, c)| (w.as_str(), *c)).collect();
    println!("== {name}: {} documents", documents.len());
    for (cut, only) in [("all", ""), ("news", "GUM news")] {
        let sentences: Vec<&Sentence> = documents.iter().filter(|d| d.name.contains(only)).flat_map(|d| &d.sentences).collect();
        if !sentences.is_empty() {
            println!("-- {cut}");
            accuracy(&model, &words, &sentences, show);
        }
    }
    let sentences: Vec<&Sentence> = documents.iter().flat_map(|d| &d.sentences).collect();
    caseless(&model, &words, &sentences);
    speed(&model, &words, &sentences);
    Ok(())
}

fn candidates(model: &TagModel, words: &HashMap<&str, u16>, token: &Token, shape: Shape) -> CandidateSet {
    match words.get(token.folded.as_str()) {
        Some(class) => model.candidates_for_class(*class, shape),
        None => model.candidates_for_unknown(&token.text, shape),
    }
}

fn tag_sentence(model: &TagModel, words: &HashMap<&str, u16>, sentence: &Sentence, shape: Option<Shape>) -> Vec<Tag> {
    let sets: Vec<CandidateSet> = sentence.iter().map(|t| candidates(model, words, t, shape.unwrap_or(t.shape))).collect();
    let mut tags = Vec::new();
    model.decode(&sets, &mut TagScratch::default(), &mut tags);
    tags
}

fn accuracy(model: &TagModel, words: &HashMap<&str, u16>, sentences: &[&Sentence], show: bool) {
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    let mut wrong: BTreeMap<(Tag, Tag), usize> = BTreeMap::new();
    for sentence in sentences {
        for (token, found) in sentence.iter().zip(tag_sentence(model, words, sentence, None)) {
            let gold = token.gold.tag();
            cuts(token, gold, words).into_iter().for_each(|cut| shares.entry(cut).or_default().add(found == gold));
            if found != gold {
                *wrong.entry((gold, found)).or_default() += 1;
            }
            if gold == found || !show {
                continue;
            }
            println!("   {} gold {gold:?} found {found:?}", token.text);
        }
    }
    shares.iter().for_each(|(cut, share)| println!("   {cut:<22} {}", share.text()));
    class_scores(sentences, model, words);
    let mut worst: Vec<_> = wrong.into_iter().collect();
    worst.sort_by_key(|(_, n)| usize::MAX - n);
    let list: Vec<String> = worst.iter().take(14).map(|((gold, found), n)| format!("{}>{} {n}", gold.name(), found.name())).collect();
    println!("   gold>found: {}", list.join(", "));
}

fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::NounPl)
}

fn is_verb(tag: Tag) -> bool {
    matches!(tag, Tag::Verb | Tag::VerbPast | Tag::VerbPart | Tag::VerbIng)
}

/// Tags one sentence given with spaces between its tokens, and prints it.
pub fn show(packed: &PackedTagger, text: &str) -> Result<(), String> {
    let model = TagModel::new(&packed.model).ok_or("the packed model cannot be opened")?;
    let words: HashMap<&str, u16> = packed.word_classes.iter().map(|(w, c)| (w.as_str(), *c)).collect();
    let sentence = plain_sentence(text);
    let tags = tag_sentence(&model, &words, &sentence, None);
    let shown: Vec<String> = sentence.iter().zip(tags).map(|(t, tag)| format!("{}/{}", t.text, tag.name())).collect();
    println!("{}", shown.join(" "));
    Ok(())
}

/// Which figures a token counts for.
fn cuts(token: &Token, gold: Tag, words: &HashMap<&str, u16>) -> Vec<&'static str> {
    let mut cuts = vec!["overall"];
    let word = token.text.chars().any(char::is_alphabetic);
    if word {
        cuts.push("words");
        cuts.push(if words.contains_key(token.folded.as_str()) { "known words" } else { "unknown words" });
    }
    if matches!(gold, Tag::VerbPast | Tag::VerbPart) {
        cuts.push("VerbPast or VerbPart");
    }
    cuts
}

/// Confusions between two groups of tags: of the tokens of either group that were given either group, how many got their own.
fn class_scores(sentences: &[&Sentence], model: &TagModel, words: &HashMap<&str, u16>) {
    let (mut past, mut noun, mut recall) = (Share::default(), Share::default(), Share::default());
    for sentence in sentences {
        for (token, found) in sentence.iter().zip(tag_sentence(model, words, sentence, None)) {
            let gold = token.gold.tag();
            let pasts = [Tag::VerbPast, Tag::VerbPart];
            if pasts.contains(&gold) && pasts.contains(&found) {
                past.add(gold == found);
            }
            if (is_noun(gold) || is_verb(gold)) && (is_noun(found) || is_verb(found)) {
                noun.add(is_noun(gold) == is_noun(found));
            }
            if is_verb(gold) {
                recall.add(is_verb(found));
            }
        }
    }
    println!("   VerbPast/VerbPart told apart {}; noun/verb told apart {}; verbs found as verbs {}", past.text(), noun.text(), recall.text());
}

/// Accuracy when the capitals are taken away.
fn caseless(model: &TagModel, words: &HashMap<&str, u16>, sentences: &[&Sentence]) {
    let mut share = Share::default();
    for sentence in sentences {
        let tags = tag_sentence(model, words, sentence, Some(Shape::Caseless));
        sentence.iter().zip(tags).for_each(|(t, found)| share.add(t.gold.tag() == found));
    }
    println!("   without capitals       {}", share.text());
}

/// Time per token of making candidates and of decoding, best of several rounds; word look-up not included.
fn speed(model: &TagModel, words: &HashMap<&str, u16>, sentences: &[&Sentence]) {
    let prepare = |t: &Token| -> (Option<u16>, Shape, Box<str>) { (words.get(t.folded.as_str()).copied(), t.shape, t.text.clone().into_boxed_str()) };
    let prepared: Vec<Vec<_>> = sentences.iter().map(|s| s.iter().map(prepare).collect()).collect();
    let tokens: usize = prepared.iter().map(Vec::len).sum();
    let (mut scratch, mut sets, mut tags) = (TagScratch::default(), vec![Vec::new(); prepared.len()], Vec::new());
    let mut best = (f64::MAX, f64::MAX);
    for _ in 0..20 {
        let start = Instant::now();
        for (sentence, sets) in prepared.iter().zip(&mut sets) {
            sets.clear();
            sets.extend(sentence.iter().map(|(class, shape, text)| match class {
                Some(class) => model.candidates_for_class(*class, *shape),
                None => model.candidates_for_unknown(text, *shape),
            }));
        }
        best.0 = best.0.min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        for sets in &sets {
            tags.clear();
            model.decode(sets, &mut scratch, &mut tags);
        }
        best.1 = best.1.min(start.elapsed().as_secs_f64());
    }
    #[allow(clippy::cast_precision_loss)]
    let per = |seconds: f64| seconds * 1e9 / tokens.max(1) as f64;
    let readings: usize = sets.iter().flatten().map(CandidateSet::len).sum();
    #[allow(clippy::cast_precision_loss)]
    let mean = readings as f64 / tokens.max(1) as f64;
    println!("   ns/token: candidates {:.1}, decode {:.1}; readings per token {mean:.2}", per(best.0), per(best.1));
}
