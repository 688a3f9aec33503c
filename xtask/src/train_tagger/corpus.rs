//! Reads tagged sentences (CoNLL-U, or JSON lines with token spans) and turns their tags into the model's states.
//!
//! Words are split the way the project's tokenizer splits them: hyphens always, the full stop of an abbreviation off.

use super::fold::fold;
use super::json::{Json, parse};
use super::tag::{Shape, ShapeReader, State, punct_state};
use std::io::Read;

/// A token with the state it should get.
#[derive(Clone)]
pub struct Token {
    pub text: String,
    pub folded: String,
    pub gold: State,
    pub shape: Shape,
}

/// One sentence.
pub type Sentence = Vec<Token>;

/// A document: its name, the kind of text, its sentences.
pub struct Document {
    pub name: String,
    pub sentences: Vec<Sentence>,
}

/// One row of `state_words.tsv`: words that get a finer state than their part of speech.
pub struct Refinement {
    state: State,
    from: Vec<State>,
    lemmas: Vec<String>,
    words: Vec<String>,
}

/// The annotation of one token as it comes from a treebank.
struct Raw<'a> {
    text: &'a str,
    upos: &'a str,
    xpos: &'a str,
    lemma: &'a str,
}

/// The state with this name.
pub fn state_named(name: &str) -> Result<State, String> {
    State::ALL.iter().copied().find(|s| s.name() == name).ok_or_else(|| format!("no state is called {name:?}"))
}

/// Reads `state_words.tsv`.
pub fn read_refinements(table: &str) -> Result<Vec<Refinement>, String> {
    table.lines().skip(1).map(read_refinement).collect()
}

fn read_refinement(line: &str) -> Result<Refinement, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[state, from, lemmas, words] = &cells[..] else { return Err(format!("four columns wanted: {line:?}")) };
    let list = |cell: &str| cell.split('|').filter(|w| *w != "-").map(str::to_owned).collect::<Vec<_>>();
    let mut states = Vec::new();
    for name in from.split('|') {
        states.extend(base_states(name)?);
    }
    Ok(Refinement { state: state_named(state)?, from: states, lemmas: list(lemmas), words: list(words) })
}

/// A name in the `from` column: a state, or "Aux" for every auxiliary.
fn base_states(name: &str) -> Result<Vec<State>, String> {
    if name == "Aux" { Ok(vec![State::AuxBe]) } else { Ok(vec![state_named(name)?]) }
}

/// Reads a gzipped CoNLL-U file.
pub fn read_conllu(path: &str, refine: &[Refinement]) -> Result<Vec<Document>, String> {
    let file = std::fs::File::open(path).map_err(|e| format!("{path}: {e}"))?;
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).map_err(|e| format!("{path}: {e}"))?;
    let sentences = text.split("\n\n").map(|block| conllu_sentence(block, refine)).filter(|s| !s.is_empty()).collect();
    Ok(vec![Document { name: path.to_owned(), sentences }])
}

fn conllu_sentence(block: &str, refine: &[Refinement]) -> Sentence {
    let mut sentence = Vec::new();
    for line in block.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() == 10 && cells[0].bytes().all(|b| b.is_ascii_digit()) {
            add_token(&mut sentence, &Raw { text: cells[1], lemma: cells[2], upos: cells[3], xpos: cells[4] }, refine);
        }
    }
    with_shapes(sentence)
}

/// Reads JSON lines: `text`, and under `gold` sentence spans and tokens (start, end, UPOS, XPOS, lemma, ...), in characters.
pub fn read_json_lines(path: &str, refine: &[Refinement]) -> Result<Vec<Document>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    text.lines().filter(|l| !l.trim().is_empty()).map(|line| json_document(line, refine)).collect()
}

fn json_document(line: &str, refine: &[Refinement]) -> Result<Document, String> {
    let json = parse(line)?;
    let name = format!("{} / {}", json.get("source").text(), json.get("id").text());
    let chars: Vec<char> = json.get("text").text().chars().collect();
    let gold = json.get("gold");
    let mut tokens = gold.get("tokens").items().iter().peekable();
    let mut sentences = Vec::new();
    for span in gold.get("sentences").items() {
        let end = span.at(1).number();
        let mut sentence = Vec::new();
        while let Some(token) = tokens.next_if(|t| t.at(0).number() < end) {
            add_json_token(&mut sentence, token, &chars, refine);
        }
        sentences.push(with_shapes(sentence));
    }
    sentences.retain(|s| !s.is_empty());
    Ok(Document { name, sentences })
}

fn add_json_token(sentence: &mut Sentence, token: &Json, chars: &[char], refine: &[Refinement]) {
    let (start, end) = (token.at(0).number(), token.at(1).number());
    let text: String = chars.get(start..end).unwrap_or(&[]).iter().collect();
    let raw = Raw { text: &text, upos: token.at(2).text(), xpos: token.at(3).text(), lemma: token.at(4).text() };
    add_token(sentence, &raw, refine);
}

/// Adds one treebank token, split as the project's tokenizer would.
fn add_token(sentence: &mut Sentence, raw: &Raw, refine: &[Refinement]) {
    let gold = refined(raw, base_state(raw), refine);
    let text = raw.text;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if !text.chars().any(char::is_alphanumeric) || text.contains("://") || text.contains('@') {
        return push(sentence, text, gold);
    }
    if text.ends_with('.') && letters > 1 && text.matches('.').count() == 1 {
        push_parts(sentence, text.trim_end_matches('.'), gold);
        return push(sentence, ".", State::Stop);
    }
    push_parts(sentence, text, gold);
}

/// Splits at hyphens; the last part carries the tag, names and numbers carry it in every part.
fn push_parts(sentence: &mut Sentence, text: &str, gold: State) {
    let parts: Vec<&str> = text.split('-').filter(|p| !p.is_empty()).collect();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            push(sentence, "-", State::Hyphen);
        }
        let last = i + 1 == parts.len() || matches!(gold, State::Propn | State::Num);
        push(sentence, part, if last { gold } else { State::Adj });
    }
}

fn push(sentence: &mut Sentence, text: &str, gold: State) {
    let gold = match text.chars().next() {
        Some(c) if !text.chars().any(char::is_alphanumeric) => punct_state(c),
        _ => gold,
    };
    sentence.push(Token { text: text.to_owned(), folded: fold(text), gold, shape: Shape::Lower });
}

/// Sentences written as "word/State word/State", one to a line.
pub fn read_slashed(text: &str) -> Result<Vec<Sentence>, String> {
    text.lines().map(slashed_sentence).collect()
}

fn slashed_sentence(line: &str) -> Result<Sentence, String> {
    let mut sentence = Vec::new();
    for cell in line.split_whitespace() {
        let (word, state) = cell.rsplit_once('/').ok_or_else(|| format!("{cell:?} is not word/State"))?;
        push(&mut sentence, word, state_named(state)?);
    }
    Ok(with_shapes(sentence))
}

/// A sentence without tags, from text with spaces between the tokens.
pub fn plain_sentence(text: &str) -> Sentence {
    let token = |t: &str| Token { text: t.to_owned(), folded: fold(t), gold: State::Other, shape: Shape::Lower };
    with_shapes(text.split_whitespace().map(token).collect())
}

fn with_shapes(mut sentence: Sentence) -> Sentence {
    let mut reader = ShapeReader::new(sentence.iter().map(|t| t.text.as_str()));
    for token in &mut sentence {
        token.shape = reader.next_shape(&token.text);
    }
    sentence
}

/// The state by part of speech alone.
fn base_state(raw: &Raw) -> State {
    match (raw.upos, raw.xpos) {
        ("PROPN", _) | ("ADJ" | "NUM" | "VERB" | "ADV" | "NOUN", "NNP" | "NNPS") => State::Propn,
        ("NOUN", "NNS") => State::NounPl,
        ("NOUN", _) => State::Noun,
        (_, "MD") => State::Modal,
        ("AUX", _) => State::AuxBe,
        ("VERB", xpos) => verb_state(xpos),
        ("ADJ", "CD") | ("NUM", _) => State::Num,
        ("ADJ", _) => State::Adj,
        ("ADV", "WRB") | ("SCONJ", "WRB") => State::AdvWh,
        ("ADV", _) => State::Adv,
        (_, "RP") => State::Particle,
        ("ADP", _) => State::Prep,
        ("SCONJ", _) => State::Sub,
        ("CCONJ", _) => State::Conj,
        ("DET", "PRP$") | ("PRON", "PRP$") => State::Poss,
        ("PRON", "WDT" | "WP" | "WP$") => State::RelPron,
        ("PRON", _) => State::Pron,
        ("DET", _) => State::Det,
        ("PART", "TO") => State::To,
        ("PART", "POS") => State::PossClitic,
        ("PART", _) => State::Not,
        ("SYM", _) => State::Sym,
        _ => State::Other,
    }
}

fn verb_state(xpos: &str) -> State {
    match xpos {
        "VBP" => State::VerbPres,
        "VBZ" => State::VerbS,
        "VBD" => State::VerbPast,
        "VBN" => State::VerbPart,
        "VBG" => State::VerbIng,
        _ => State::VerbBase,
    }
}

/// The finer state, if a row of the refinement table asks for it; the first row that fits counts.
fn refined(raw: &Raw, base: State, refine: &[Refinement]) -> State {
    let word = fold(raw.text);
    let fits = |r: &&Refinement| {
        r.from.contains(&base) && (r.lemmas.iter().any(|l| l == raw.lemma) || r.words.contains(&word) || (r.lemmas.is_empty() && r.words.is_empty()))
    };
    refine.iter().find(fits).map_or(base, |r| r.state)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(block: &str) -> Vec<(String, State)> {
        let refine = read_refinements("state\tfrom\tlemmas\twords\nAuxBe\tAux\tbe\t-\nPrepBy\tPrep\t-\tby\n").unwrap();
        conllu_sentence(&block.replace(' ', "\t"), &refine).into_iter().map(|t| (t.text, t.gold)).collect()
    }

    #[test]
    fn function_words_get_finer_states() {
        let found = states("1 was be AUX VBD _ 0 root _ _\n2 held hold VERB VBN _ 0 x _ _\n3 by by ADP IN _ 0 x _ _");
        let wanted = [("was", State::AuxBe), ("held", State::VerbPart), ("by", State::PrepBy)];
        assert_eq!(found, wanted.map(|(text, state)| (text.to_owned(), state)));
    }

    #[test]
    fn hyphens_split_and_abbreviations_lose_their_stop() {
        let found = states("1 Col. Col. PROPN NNP _ 0 x _ _\n2 pro-army pro-army ADJ JJ _ 0 x _ _");
        let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["Col", ".", "pro", "-", "army"]);
    }

    #[test]
    fn an_unknown_state_in_a_sentence_is_an_error() {
        assert!(read_slashed("shots/Nounish").is_err());
    }
}
