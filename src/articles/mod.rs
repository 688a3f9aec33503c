//! Several articles in one text: wire copy with end marks, counters or blocks of headers.
//!
//! In: a text. Out: where each article stands in it. Cutting one article in two tears its toll apart, reading two as one
//! adds their dead: a cut needs a line that stands between articles and nowhere else, and whoever reads may refuse it. Everything
//! but such lines belongs to some article. The words of such lines are rows of `data/edge/article_marks.tsv`.

use std::ops::Range;

const MARKS: &str = include_str!("../../data/edge/article_marks.tsv");
/// Fewer words than this are no article: they stay with the one before.
const FEWEST_WORDS: usize = 12;
/// Headers that make a block.
const BLOCK: usize = 2;
/// Longest title shown, in characters.
const TITLE: usize = 80;

/// Where an article stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article<'t> {
    /// Bytes of the input, half-open.
    pub range: Range<usize>,
    /// Its own title line, or its first words, to tell it from the others.
    pub title: &'t str,
    /// What its headers say.
    pub about: About<'t>,
}

/// What the headers of an article say of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About<'t> {
    /// "Title: ..."
    pub title: Option<&'t str>,
    /// "Source: ..."
    pub publisher: Option<&'t str>,
    /// "By: ..."
    pub author: Option<&'t str>,
    /// "URL: ..."
    pub url: Option<&'t str>,
}

/// The articles of `text`, in order; one that is the whole text where nothing divides it.
///
/// # Examples
/// ```
/// let body = "Gunmen killed four farmers near the town of Gao on Monday, the mayor told reporters.";
/// let text = format!("{body}\n\n###\n\n{body}\n");
/// let articles = sitrep::articles::split(&text);
/// assert_eq!(articles.len(), 2);
/// assert!(articles.iter().all(|article| &text[article.range.clone()] == body));
/// assert_eq!(sitrep::articles::split(body).len(), 1);
/// ```
pub fn split(text: &str) -> Vec<Article<'_>> {
    let lines = lines(text);
    let ranges = joined(text, &lines, pieces(text, &lines));
    if ranges.len() < 2 {
        return vec![Article { range: 0..text.len(), title: first_line(text), about: About::default() }];
    }
    let whole = |range: Range<usize>| {
        let article = text.get(range.clone())?;
        let about = about(article);
        Some(Article { title: short(about.title.unwrap_or_else(|| first_line(article))), range, about })
    };
    ranges.into_iter().filter_map(whole).collect()
}

/// What a line may be to whoever looks for the end of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Blank,
    /// `###`, `-30-`, `ENDS`: nothing but the end of an article.
    End,
    /// `Article 2 of 7`: nothing but the beginning of one.
    Counter,
    /// `---`, `***`: may stand within an article too.
    Rule,
    /// `Title: ...`.
    Header,
    Other,
}

struct Line {
    kind: Kind,
    start: usize,
    end: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    text.split_inclusive(['\n', '\u{C}'])
        .map(|line| {
            let from = start;
            start += line.len();
            let kind = if line.ends_with('\u{C}') && line.trim().is_empty() { Kind::End } else { kind(line.trim()) };
            Line { kind, start: from, end: start }
        })
        .collect()
}

fn kind(line: &str) -> Kind {
    let only = |sign: char| line.len() >= 3 && line.chars().all(|c| c == sign || c == ' ');
    let bare = line.trim_matches(['(', ')', '[', ']', '.', '*']);
    match () {
        () if line.is_empty() => Kind::Blank,
        () if only('#') || is_mark("end", bare) => Kind::End,
        () if is_counter(bare) => Kind::Counter,
        () if ['-', '*', '=', '_', '~'].into_iter().any(only) => Kind::Rule,
        () if header(line).is_some() => Kind::Header,
        () => Kind::Other,
    }
}

/// Whether `word` is one of the marks of that kind.
fn is_mark(kind: &str, word: &str) -> bool {
    MARKS.lines().skip(1).any(|row| {
        let mut cells = row.split('\t').skip(1);
        cells.next() == Some(kind) && cells.next().is_some_and(|term| term.eq_ignore_ascii_case(word))
    })
}

/// Key and value of `Title: Market bombed`.
fn header(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    (is_mark("header", key.trim()) && !value.trim().is_empty()).then(|| (key.trim(), value.trim()))
}

/// "Article 2 of 7", "3 of 20 DOCUMENTS".
fn is_counter(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    let number = |word: &str| !word.is_empty() && word.len() < 5 && word.bytes().all(|byte| byte.is_ascii_digit());
    let of = |three: &[&str]| matches!(three, [one, of, all] if number(one) && of.eq_ignore_ascii_case("of") && number(all));
    match words.as_slice() {
        [word, three @ ..] if three.len() == 3 && is_mark("counter", word) => of(three),
        [three @ .., word] if three.len() == 3 && is_mark("counter", word) => of(three),
        _ => false,
    }
}

/// Runs of lines between the cuts.
fn pieces(text: &str, lines: &[Line]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut body = false;
    for (line, opens) in lines.iter().zip(opens_block(lines)) {
        let cut = match line.kind {
            Kind::End | Kind::Counter => true,
            Kind::Rule => opens,
            Kind::Blank => body && opens,
            _ => false,
        };
        body = !cut && (body || line.kind == Kind::Other);
        if cut {
            pieces.push(start..line.start);
            start = line.end;
        }
    }
    pieces.push(start..text.len());
    pieces.into_iter().map(|piece| trimmed(text, piece)).filter(|piece| !piece.is_empty()).collect()
}

/// For each line, whether a block of headers comes next.
fn opens_block(lines: &[Line]) -> Vec<bool> {
    let (mut opens, mut run, mut next) = (Vec::with_capacity(lines.len()), 0, false);
    for line in lines.iter().rev() {
        opens.push(next);
        run = if line.kind == Kind::Header { run + 1 } else { 0 };
        next = if line.kind == Kind::Blank { next } else { run >= BLOCK };
    }
    opens.reverse();
    opens
}

fn trimmed(text: &str, piece: Range<usize>) -> Range<usize> {
    let inner = text.get(piece.clone()).unwrap_or_default();
    let start = piece.start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

/// Pieces too short to be an article join the one before them, or the one after where there is none.
fn joined(text: &str, lines: &[Line], pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let words = |piece: &Range<usize>| {
        let first = lines.partition_point(|line| line.start < piece.start);
        let within = lines.iter().skip(first).take_while(|line| line.start < piece.end).filter(|line| line.kind == Kind::Other);
        within.filter_map(|line| text.get(line.start..line.end)).map(|line| line.split_whitespace().count()).sum::<usize>()
    };
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut short_start = None;
    for piece in pieces {
        let short = words(&piece) < FEWEST_WORDS;
        match out.last_mut() {
            Some(last) if short => last.end = piece.end,
            _ if short => short_start = short_start.or(Some(piece.start)),
            _ => out.push(short_start.take().unwrap_or(piece.start)..piece.end),
        }
    }
    out
}

/// What the block of headers says with which an article begins.
fn about(article: &str) -> About<'_> {
    let lines = article.lines().map(str::trim);
    let block: Vec<(&str, &str)> = lines.map_while(header).collect();
    let value = |kind: &str| block.iter().find(|(key, _)| is_mark(kind, key)).map(|(_, value)| *value);
    About { title: value("title"), publisher: value("publisher"), author: value("author"), url: value("url") }
}

/// The first line that is neither a header nor a rule.
fn first_line(article: &str) -> &str {
    let mut lines = article.lines().map(str::trim).filter(|line| !matches!(kind(line), Kind::Blank | Kind::Rule | Kind::Header));
    short(lines.next().unwrap_or_default())
}

fn short(line: &str) -> &str {
    line.char_indices().nth(TITLE).and_then(|(end, _)| line.get(..end)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "Gunmen on motorcycles killed four farmers in a village near Gao on Monday, the mayor said.";
    const TWO: &str = "A roadside bomb wounded two soldiers on the road to Menaka on Tuesday, the army said in a statement.";

    fn bodies(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|article| &text[article.range]).collect()
    }

    #[test]
    fn every_mark_of_wire_copy_divides() {
        for between in ["###", "# # #", "-30-", "ENDS", "(ends)", "\u{C}", "Article 2 of 2", "2 of 2 DOCUMENTS"] {
            assert_eq!(bodies(&format!("{ONE}\n\n{between}\n\n{TWO}\n")), [ONE, TWO], "{between:?}");
        }
    }

    #[test]
    fn headers_divide_and_stay_with_their_article() {
        let head = "Title: Bomb on the road\nDate: 7 May 2024\n\n";
        let text = format!("Title: Farmers killed\nSource: The Daily\n\n{ONE}\n\n{head}{TWO}");
        assert_eq!(bodies(&text).len(), 2);
        assert_eq!(split(&text).iter().map(|article| article.title).collect::<Vec<_>>(), ["Farmers killed", "Bomb on the road"]);
        assert_eq!(split(&text)[0].about.publisher, Some("The Daily"));
        assert_eq!(bodies(&format!("{ONE}\n\n----\n{head}{TWO}")).len(), 2);
    }

    #[test]
    fn what_may_stand_within_an_article_does_not_divide() {
        for within in ["***", "---", "Three of four survived", "Source: The Daily", "The end", "\n\n\n"] {
            let text = format!("{ONE}\n\n{within}\n\n{TWO}\n");
            assert_eq!(bodies(&text), [text.as_str()], "{within:?}");
        }
    }

    #[test]
    fn an_end_mark_with_a_few_words_behind_it_is_the_end_of_one_article() {
        let text = format!("{ONE}\n\n###\n\nContact: the press office\n");
        assert_eq!(bodies(&text), [text.as_str()]);
        assert_eq!(bodies(&format!("{ONE}\n-30-\n")).len(), 1);
    }

    #[test]
    fn a_text_without_words_is_one_article() {
        for text in ["", "\n\n", "###\n###", "----"] {
            assert_eq!(bodies(text), [text]);
        }
    }
}
