//! Texts of the project to measure with: its articles, its cases, variations on them, and texts made to be slow.

use std::path::Path;

/// Makes a text of about so many bytes.
pub type Family = fn(usize) -> String;

/// Names and documents of what people paste.
pub fn usual() -> Vec<(&'static str, Vec<String>)> {
    let articles = articles();
    let short = articles.first().cloned().unwrap_or_default();
    let longer = to_length(&articles, 3_000, "\n\n");
    let mut corpus: Vec<String> = Vec::new();
    while corpus.iter().map(String::len).sum::<usize>() < 1_000_000 && !articles.is_empty() {
        let turn = corpus.len() / articles.len();
        corpus.extend(articles.iter().map(|text| varied(text, turn)));
    }
    let all = [articles, cases()].concat();
    vec![
        ("one article of the project", vec![short]),
        ("an article of 3 kB", vec![longer]),
        ("the cases, each by itself", cases()),
        ("1 MB by article", corpus),
        ("1 MB in one string", vec![to_length(&all, 1_000_000, "\n\n")]),
        ("1 MB on one line", vec![to_length(&all, 1_000_000, " ").replace('\n', " ")]),
    ]
}

/// Texts made to be slow.
pub const HOSTILE: &[(&str, Family)] = &[
    ("one long word", |size| "a".repeat(size)),
    ("hyphens without end", |size| "a-".repeat(size / 2)),
    ("digits without end", |size| "7".repeat(size)),
    ("groups of digits", |size| "1 000 ".repeat(size / 6)),
    ("number words without end", |size| "hundred thousand ".repeat(size / 17)),
    ("qualifiers without end", |size| "at least more than ".repeat(size / 19)),
    ("open quotations and brackets", |size| "\"( “ ‘ ".repeat(size / 10)),
    ("the beginning of a long name", |size| "Islamic State in the ".repeat(size / 21)),
    ("ranks without end", |size| "General Colonel Major ".repeat(size / 22)),
    ("killed, killed, killed", |size| "killed ".repeat(size / 7)),
    ("figures without a full stop", |size| "12 soldiers killed and 4 wounded, ".repeat(size / 34)),
    ("who said who said", |size| "he said that she said that ".repeat(size / 27)),
    ("capitalised words", |size| "Kora Bara Mala Tana ".repeat(size / 20)),
    ("place names", |size| "Gao, Mopti, Goma, Kandahar, ".repeat(size / 28)),
    ("days and months", |size| "on Tuesday 3 May last year ".repeat(size / 27)),
    ("line ends", |size| "\n".repeat(size)),
    ("marks on no letter", |size| "\u{301}".repeat(size / 2)),
];

fn folder(path: &str, kind: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(path)];
    while let Some(next) = waiting.pop() {
        if next.is_dir() {
            let mut inner: Vec<_> = std::fs::read_dir(&next).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
            inner.sort();
            waiting.extend(inner.into_iter().rev());
        } else if next.extension().is_some_and(|found| found == kind) {
            texts.extend(std::fs::read_to_string(&next));
        }
    }
    texts
}

fn articles() -> Vec<String> {
    folder("tests/articles", "txt")
}

/// The texts of the literate cases.
fn cases() -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for file in folder("tests/cases/en", "md") {
        for part in file.split("\n## ").skip(1) {
            let lines = part.lines().skip_while(|line| !line.starts_with("text ")).take_while(|line| line.starts_with("text ") || line.starts_with(' '));
            texts.push(lines.map(|line| line.trim_start_matches("text ").trim_start()).collect::<Vec<_>>().join("\n"));
        }
    }
    texts
}

/// The same article with other figures and another order of its paragraphs.
fn varied(text: &str, turn: usize) -> String {
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let turned: Vec<&str> = (0..paragraphs.len()).filter_map(|at| paragraphs.get((at + turn) % paragraphs.len()).copied()).collect();
    let other = |c: char| c.to_digit(10).and_then(|digit| char::from_digit((digit + turn as u32) % 9 + 1, 10)).unwrap_or(c);
    turned.join("\n\n").chars().map(other).collect()
}

fn to_length(texts: &[String], length: usize, between: &str) -> String {
    let mut whole = String::new();
    for turn in 0.. {
        for text in texts {
            whole.push_str(&varied(text, turn));
            whole.push_str(between);
            if whole.len() >= length {
                return whole;
            }
        }
        if whole.is_empty() {
            break;
        }
    }
    whole
}
