//! The tokenizer: one pass over the text, each token folded, hashed and looked up once.

use crate::lexicon::{self, WordId};
use crate::text::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, perhaps with digits after them ("M23").
    Word,
    /// A possessive or contracted ending: 's, n't, 're.
    Clitic,
    /// Digits, perhaps with separators ("1,284", "7.62").
    Number,
    /// Digits with an ordinal ending ("5th").
    Ordinal,
    /// A hyphen or dash.
    Dash,
    /// A quotation mark.
    Quote,
    /// Any other sign.
    Sign,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its number in the word index; 0 if no table knows it.
    pub word: WordId,
    /// What it is made of.
    pub kind: Kind,
    flags: u8,
    /// Its first byte: enough to tell signs apart.
    pub first: u8,
}

const SPACE: u8 = 1;
const LINE: u8 = 2;
const PARAGRAPH: u8 = 4;
const CAPITAL: u8 = 8;
const ALL_CAPITALS: u8 = 16;

impl Token {
    /// White space stands before it.
    pub fn spaced(&self) -> bool {
        self.flags & SPACE != 0
    }
    /// A line end stands before it.
    pub fn starts_line(&self) -> bool {
        self.flags & LINE != 0
    }
    /// An empty line stands before it.
    pub fn starts_paragraph(&self) -> bool {
        self.flags & PARAGRAPH != 0
    }
    /// Its first letter is a capital.
    pub fn capital(&self) -> bool {
        self.flags & CAPITAL != 0
    }
    /// All its letters, two or more, are capitals.
    pub fn all_capitals(&self) -> bool {
        self.flags & ALL_CAPITALS != 0
    }
    /// A word, not a sign or a number.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
    /// Whether the token is this ASCII sign.
    pub fn is(&self, sign: u8) -> bool {
        self.first == sign && !matches!(self.kind, Kind::Word | Kind::Number | Kind::Ordinal | Kind::Clitic)
    }
}

/// Whether the text as a whole uses capitals as news usually does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casing {
    /// Capitals mark names.
    Usual,
    /// (Nearly) all lower case.
    Lower,
    /// (Nearly) all capitals.
    Upper,
}

/// All tokens of a text.
#[derive(Debug)]
pub struct Tokens<'t> {
    /// The text as given.
    pub text: &'t str,
    /// The tokens in order.
    pub list: Vec<Token>,
    /// How the text uses capitals.
    pub casing: Casing,
}

impl<'t> Tokens<'t> {
    /// The token at `at`.
    pub fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }
    /// The text of the token at `at`; empty past the end.
    pub fn text_of(&self, at: usize) -> &'t str {
        self.list.get(at).map_or("", |token| token.span.of(self.text))
    }
    /// The span from token `first` to token `last`, both included.
    pub fn span(&self, first: usize, last: usize) -> Span {
        match (self.list.get(first), self.list.get(last)) {
            (Some(a), Some(b)) => a.span.join(b.span),
            _ => Span::default(),
        }
    }
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    /// Index of the first token that ends after byte `at`.
    pub fn at_byte(&self, at: u32) -> usize {
        self.list.partition_point(|token| token.span.end <= at)
    }
}

/// Cuts `text` into tokens.
///
/// # Examples
/// ```
/// let tokens = sitrep::token::tokenize("Mali's army lost 1,284 men.");
/// let words: Vec<&str> = (0..tokens.len()).map(|at| tokens.text_of(at)).collect();
/// assert_eq!(words, ["Mali", "'s", "army", "lost", "1,284", "men", "."]);
/// ```
pub fn tokenize(text: &str) -> Tokens<'_> {
    let mut cutter =
        Cutter { text, list: Vec::with_capacity(text.len() / 5 + 1), folded: String::new(), flags: SPACE | LINE | PARAGRAPH, lower: 0, capital: 0, upper: 0 };
    cutter.run();
    let casing = cutter.casing();
    Tokens { text, list: cutter.list, casing }
}

struct Cutter<'t> {
    text: &'t str,
    list: Vec<Token>,
    folded: String,
    flags: u8,
    lower: u32,
    capital: u32,
    upper: u32,
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{2018}' | '\u{02BF}' | '`')
}

fn joins_word(c: char) -> bool {
    c.is_alphabetic() || ('\u{0300}'..='\u{036F}').contains(&c) || matches!(c, '\u{200C}' | '\u{200D}')
}

impl Cutter<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.char_at(at) {
            at = if c.is_whitespace() || c.is_control() {
                self.white_space(at)
            } else if c.is_alphabetic() || self.opens_name(at, c) {
                self.word(at)
            } else if c.is_ascii_digit() {
                self.number(at)
            } else {
                self.sign(at, c)
            };
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 0x80 {
            return Some(byte as char);
        }
        self.text.get(at..)?.chars().next()
    }

    fn white_space(&mut self, mut at: usize) -> usize {
        let mut lines = 0;
        while let Some(c) = self.char_at(at).filter(|c| c.is_whitespace() || c.is_control()) {
            lines += u32::from(c == '\n' || c == '\u{2029}' || (c == '\r' && self.char_at(at + 1) != Some('\n')));
            at += c.len_utf8();
        }
        self.flags |= SPACE;
        if lines > 0 {
            self.flags |= LINE;
        }
        if lines > 1 {
            self.flags |= PARAGRAPH;
        }
        at
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, word: WordId, flags: u8) -> usize {
        let first = self.text.as_bytes().get(start).copied().unwrap_or(0);
        let span = Span::new(start as u32, end as u32);
        self.list.push(Token { span, word, kind, flags: self.flags | flags, first });
        self.flags = 0;
        end
    }

    fn look_up(&mut self, start: usize, end: usize) -> WordId {
        self.folded.clear();
        lexicon::fold_into(self.text.get(start..end).unwrap_or(""), &mut self.folded);
        let folded = self.folded.as_bytes();
        lexicon::word_id(folded, lexicon::hash(folded))
    }

    fn word(&mut self, start: usize) -> usize {
        let mut at = start;
        let (mut letters, mut upper, mut first_upper) = (0u32, 0u32, false);
        while let Some(c) = self.char_at(at) {
            if joins_word(c) {
                letters += 1;
                let capital = c.is_uppercase();
                upper += u32::from(capital);
                first_upper |= capital && letters == 1;
            } else if !(c.is_ascii_digit() || self.inner_apostrophe(at, c) || self.inner_dot(start, at, c)) {
                break;
            }
            at += c.len_utf8();
        }
        self.count_case(letters, upper, first_upper);
        let stem = self.clitic_start(start, at);
        // "JNIM's" is a word in capitals with a small ending
        let letters = letters - self.text.get(stem..at).map_or(0, |tail| tail.chars().filter(|c| c.is_lowercase()).count() as u32);
        let flags = if first_upper { CAPITAL } else { 0 } | if letters >= 2 && upper == letters { ALL_CAPITALS } else { 0 };
        let word = self.look_up(start, stem);
        self.push(start, stem, Kind::Word, word, flags);
        if stem < at {
            let word = self.look_up(stem, at);
            self.push(stem, at, Kind::Clitic, word, 0);
        }
        at
    }

    fn count_case(&mut self, letters: u32, upper: u32, first_upper: bool) {
        if letters < 2 {
            return;
        }
        match (upper == letters, first_upper) {
            (true, _) => self.upper += 1,
            (_, true) => self.capital += 1,
            _ => self.lower += 1,
        }
    }

    fn casing(&self) -> Casing {
        let all = self.lower + self.capital + self.upper;
        if all >= 6 && self.upper * 10 >= all * 8 {
            Casing::Upper
        } else if all >= 6 && (self.capital + self.upper) * 50 < all {
            Casing::Lower
        } else {
            Casing::Usual
        }
    }

    /// An apostrophe between two letters belongs to the word.
    fn inner_apostrophe(&self, at: usize, c: char) -> bool {
        is_apostrophe(c) && self.char_at(at + c.len_utf8()).is_some_and(char::is_alphabetic)
    }

    /// "Pul-e ‘Alam": an apostrophe before a capital, after a name and never closed, is a letter of the name.
    fn opens_name(&self, at: usize, c: char) -> bool {
        let next = at + c.len_utf8();
        if !is_apostrophe(c) || !self.char_at(next).is_some_and(char::is_uppercase) {
            return false;
        }
        let glued = self.flags & SPACE == 0;
        let name = match self.list.as_slice() {
            [.., last] if glued => last.kind == Kind::Dash,
            [before @ .., last] => last.kind == Kind::Word && (last.capital() || !last.spaced() && before.last().is_some_and(|dash| dash.kind == Kind::Dash)),
            [] => false,
        };
        name && self.flags & LINE == 0 && !self.is_closed(next)
    }

    /// Whether a quotation mark stands at the end of a word soon after `from`.
    fn is_closed(&self, from: usize) -> bool {
        let mut after_word = false;
        for (at, c) in self.text.get(from..).unwrap_or("").char_indices().take(120).take_while(|(_, c)| *c != '\n') {
            if after_word && is_apostrophe(c) && !self.char_at(from + at + c.len_utf8()).is_some_and(char::is_alphabetic) {
                return true;
            }
            after_word = !c.is_whitespace();
        }
        false
    }

    /// A dot belongs to the word in "U.S." and "a.m.": single letters with dots.
    fn inner_dot(&self, start: usize, at: usize, c: char) -> bool {
        if c != '.' {
            return false;
        }
        let so_far = self.text.get(start..at).unwrap_or("").as_bytes();
        let dotted = so_far.iter().enumerate().all(|(i, b)| if i % 2 == 0 { b.is_ascii_alphabetic() } else { *b == b'.' });
        let next_letter = self.char_at(at + 1).is_some_and(|c| c.is_ascii_alphabetic());
        let after_dot = self.char_at(at + 2) == Some('.');
        dotted && so_far.len() % 2 == 1 && so_far.len() < 12 && ((next_letter && after_dot) || so_far.len() > 1)
    }

    /// Where a clitic begins inside the word `start..end`; `end` if there is none.
    fn clitic_start(&self, start: usize, end: usize) -> usize {
        let word = self.text.get(start..end).unwrap_or("");
        let Some((at, mark)) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c)) else {
            return end;
        };
        let tail = word.get(at + mark.len_utf8()..).unwrap_or("");
        let is = |clitic: &str| tail.eq_ignore_ascii_case(clitic);
        if is("t") && at > 1 && word.get(at - 1..at).is_some_and(|n| n.eq_ignore_ascii_case("n")) {
            return start + at - 1;
        }
        let clitic = at > 0 && (is("s") || is("re") || is("ve") || is("ll") || is("d") || is("m"));
        if clitic { start + at } else { end }
    }

    fn number(&mut self, start: usize) -> usize {
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            let inner = matches!(c, '.' | ',') && self.char_at(at + 1).is_some_and(|next| next.is_ascii_digit());
            if !(c.is_ascii_digit() || inner) {
                break;
            }
            at += 1;
        }
        let suffix = self.text.get(at..at + 2).unwrap_or("");
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| suffix.eq_ignore_ascii_case(end));
        if ordinal && !self.char_at(at + 2).is_some_and(char::is_alphanumeric) {
            return self.push(start, at + 2, Kind::Ordinal, 0, 0);
        }
        self.push(start, at, Kind::Number, 0, 0)
    }

    fn sign(&mut self, start: usize, c: char) -> usize {
        let mut end = start + c.len_utf8();
        let kind = match c {
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Kind::Dash,
            '"' | '\u{201C}'..='\u{201F}' | '«' | '»' | '\'' | '\u{2018}' | '\u{2019}' | '`' | '\u{2039}' | '\u{203A}' => Kind::Quote,
            _ => Kind::Sign,
        };
        while self.char_at(end) == Some(c) && matches!(c, '.' | '-' | '\'' | '`') {
            end += 1;
        }
        self.push(start, end, kind, 0, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = tokenize(text);
        (0..tokens.len()).map(|at| tokens.text_of(at)).collect()
    }

    #[test]
    fn hyphens_split_and_inner_apostrophes_stay() {
        assert_eq!(cut("Jama'at al-Qaeda’s"), ["Jama'at", "al", "-", "Qaeda", "’s"]);
    }

    #[test]
    fn an_opening_apostrophe_belongs_to_a_name_unless_it_is_closed() {
        assert_eq!(cut("Nad ‘Ali, Al-‘Arak"), ["Nad", "‘Ali", ",", "Al", "-", "‘Arak"]);
        assert_eq!(cut("Mayor ‘Big Joe’ left"), ["Mayor", "‘", "Big", "Joe", "’", "left"]);
    }

    #[test]
    fn numbers_keep_separators_and_lose_units() {
        assert_eq!(cut("1,284 men, 7.62mm, 5th, 1,20,000."), ["1,284", "men", ",", "7.62", "mm", ",", "5th", ",", "1,20,000", "."]);
    }

    #[test]
    fn dotted_abbreviations_are_one_token() {
        assert_eq!(cut("The U.S. army at 4 a.m. today. I. see"), ["The", "U.S.", "army", "at", "4", "a.m.", "today", ".", "I", ".", "see"]);
    }

    #[test]
    fn contractions_split_before_the_clitic() {
        assert_eq!(cut("They didn't, we've"), ["They", "did", "n't", ",", "we", "'ve"]);
    }

    #[test]
    fn casing_is_told_from_the_words() {
        assert_eq!(tokenize("GUNMEN KILLED SIX PEOPLE IN MOPTI ON TUESDAY").casing, Casing::Upper);
        assert_eq!(tokenize("gunmen killed six people in mopti on tuesday").casing, Casing::Lower);
        assert_eq!(tokenize("Gunmen killed six people in Mopti on Tuesday").casing, Casing::Usual);
    }
}
