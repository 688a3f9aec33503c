//! Looking around in a parsed text: which tables know the phrase that starts or ends here, and what is a name.
//!
//! In: the parsed text. Out: small questions answered at a token position. No candidate is made here.

use crate::lexicon::gazetteer::NameId;
use crate::lexicon::{Code, Form, Table};
use crate::rule::EntryId;
use crate::schema::Text;
use crate::syntax::Parsed;
use crate::text::{Order, Set, Span};
use crate::token::{Casing, Kind, Match, Tag, Token};
use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

/// A phrase that ends at a token starts at most this many tokens before it.
const PHRASE_REACH: usize = 5;

/// The text, with what is known of its names.
#[derive(Debug)]
pub struct Look<'p, 't> {
    /// The text with its tokens and phrases.
    pub parsed: &'p Parsed<'t>,
    names: Vec<bool>,
    sentence_of: Vec<u32>,
    headings: Vec<bool>,
    small: Vec<bool>,
    /// Rows that stand in the text by a form that is no acronym, sorted; made when first asked for.
    spelled: OnceCell<Vec<EntryId>>,
    /// The longest name of the gazetteer at each token, once somebody asked.
    longest: Vec<Cell<Longest>>,
}

/// What `Atlas` found at a token: not asked yet, or the last token of the longest name, and which it is.
pub type Longest = Option<Option<(usize, NameId)>>;

impl<'p, 't> Look<'p, 't> {
    /// Finds the sentence of each token, and which tokens are capitalised as names.
    pub fn new(parsed: &'p Parsed<'t>) -> Self {
        let mut look = Look {
            parsed,
            names: vec![false; parsed.tokens.len()],
            sentence_of: vec![0; parsed.tokens.len()],
            headings: Vec::new(),
            small: crate::syntax::find_small_words(&parsed.tokens),
            spelled: OnceCell::new(),
            longest: vec![Cell::new(None); parsed.tokens.len()],
        };
        for (number, sentence) in parsed.sentences.iter().enumerate() {
            for slot in look.sentence_of.get_mut(sentence.first..sentence.end).unwrap_or(&mut []) {
                *slot = number as u32;
            }
        }
        look.headings = parsed.sentences.iter().map(|sentence| is_heading(parsed, sentence.first, sentence.end)).collect();
        look.mark_names();
        look
    }

    /// The token at `at`.
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.parsed.tokens.get(at)
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.parsed.tokens.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.parsed.tokens.is_empty()
    }

    /// The text of token `at`.
    pub fn word(&self, at: usize) -> &'t str {
        self.parsed.tokens.text_of(at)
    }

    /// The text from token `first` to token `last`.
    pub fn text(&self, first: usize, last: usize) -> Text<'t> {
        Cow::Borrowed(self.span(first, last).of(self.parsed.tokens.text))
    }

    /// The bytes from token `first` to token `last`, both included.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.parsed.tokens.span(first, last)
    }

    /// Whether token `at` is this ASCII sign.
    pub fn is(&self, at: usize, sign: u8) -> bool {
        self.token(at).is_some_and(|token| token.is(sign))
    }

    /// Whether token `at` begins with a capital.
    pub fn is_capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::capital)
    }

    /// Whether token `at` is a possessive or contracted ending.
    pub fn is_clitic(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Clitic)
    }

    /// Whether token `at` is a dash that touches the word before it.
    pub fn is_hyphen(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Dash && !token.spaced())
    }

    /// Whether token `at` is this word, in any case.
    pub fn is_word(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// Number of the sentence of token `at`.
    pub fn sentence(&self, at: usize) -> usize {
        self.sentence_of.get(at).map_or(0, |number| *number as usize)
    }

    /// First token and end of the sentence of token `at`.
    pub fn sentence_bounds(&self, at: usize) -> (usize, usize) {
        self.parsed.sentences.get(self.sentence(at)).map_or((0, self.len()), |sentence| (sentence.first, sentence.end))
    }

    /// Whether both tokens stand in one sentence.
    pub fn same_sentence(&self, a: usize, b: usize) -> bool {
        self.sentence_of.get(a) == self.sentence_of.get(b)
    }

    /// Whether token `at` stands in a heading with capitals throughout.
    pub fn in_heading(&self, at: usize) -> bool {
        self.headings.get(self.sentence(at)).copied().unwrap_or(false)
    }

    /// Whether token `at` is written as a name.
    pub fn is_name(&self, at: usize) -> bool {
        self.names.get(at).copied().unwrap_or(false)
    }

    /// The longest name of the gazetteer at token `at`, which `find` is asked for the first time only.
    pub fn longest_name(&self, at: usize, find: impl FnOnce() -> Option<(usize, NameId)>) -> Option<(usize, NameId)> {
        let Some(kept) = self.longest.get(at) else { return find() };
        let found = kept.get().unwrap_or_else(find);
        kept.set(Some(found));
        found
    }

    /// Whether the row stands in the text by its name, and not by its acronym alone.
    pub fn is_spelled_out(&self, entry: EntryId) -> bool {
        let spelled = self.spelled.get_or_init(|| {
            let full = self.parsed.phrases.all().iter().filter(|hit| hit.sense.form() != Form::Acronym);
            let mut entries: Vec<EntryId> = full.map(|hit| hit.sense.entry()).collect();
            entries.order();
            entries.dedup();
            entries
        });
        spelled.binary_search(&entry).is_ok()
    }

    /// Whether token `at` is a word that news mostly writes small.
    pub fn is_small_word(&self, at: usize) -> bool {
        self.small.get(at).copied().unwrap_or(false)
    }

    /// Whether capitals mean something in this text.
    pub fn cased(&self) -> bool {
        self.parsed.tokens.casing == Casing::Usual
    }

    /// Phrases of `table` that start at `at`, longest first.
    pub fn starting(&self, at: usize, table: Table) -> impl Iterator<Item = &'p Match> + use<'p, 't> {
        let parsed = self.parsed;
        parsed.phrases.of(at, table)
    }

    /// The longest phrase of `table` that starts at `at`.
    pub fn first_of(&self, at: usize, table: Table) -> Option<&'p Match> {
        self.starting(at, table).next()
    }

    /// The longest phrase of `table` with this code that starts at `at`.
    pub fn coded(&self, at: usize, table: Table, code: Code) -> Option<&'p Match> {
        self.parsed.phrases.coded(at, table, code)
    }

    /// The longest phrase of `table` that ends at `at`.
    pub fn ending(&self, at: usize, table: Table) -> Option<&'p Match> {
        let first = self.reach_back(at, table)?;
        (first..=at).find_map(|start| self.starting(start, table).find(|found| found.last as usize == at))
    }

    /// The longest phrase of `table` with this code that ends at `at`.
    pub fn ending_coded(&self, at: usize, table: Table, code: Code) -> Option<&'p Match> {
        let first = self.reach_back(at, table)?;
        (first..=at).find_map(|start| self.starting(start, table).find(|found| found.last as usize == at && found.sense.code() == code))
    }

    /// Where a phrase of `table` that ends at `at` may start; `None` where none ends there.
    fn reach_back(&self, at: usize, table: Table) -> Option<usize> {
        self.parsed.phrases.ends(at, table).then(|| at.saturating_sub(PHRASE_REACH - 1))
    }

    /// The phrase of `table` with this code that ends right before `at`, in the same sentence.
    pub fn before(&self, at: usize, table: Table, code: Code) -> Option<&'p Match> {
        let last = at.checked_sub(1).filter(|last| self.same_sentence(*last, at))?;
        self.ending_coded(last, table, code)
    }

    /// Whether a context word of one of these codes ends right before `at`, in the same sentence.
    pub fn after_any(&self, at: usize, codes: &[Code]) -> bool {
        codes.iter().any(|code| self.before(at, Table::Context, *code).is_some())
    }

    /// Whether token `at` is the last word of a role or rank of several.
    pub fn ends_title(&self, at: usize) -> bool {
        [Table::Roles, Table::Ranks].iter().any(|table| self.ending(at, *table).is_some_and(|title| (title.first as usize) < at))
    }

    /// The token before `at` in the same sentence.
    pub fn previous(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| self.same_sentence(*before, at))
    }

    /// The token after `at` in the same sentence.
    pub fn next(&self, at: usize) -> Option<usize> {
        Some(at + 1).filter(|next| *next < self.len() && self.same_sentence(*next, at))
    }

    /// Whether token `at` is a function word or another word that is capitalised only at the start of a sentence.
    pub fn is_common(&self, at: usize) -> bool {
        self.starting(at, Table::FunctionWords).any(|found| found.last as usize == at)
    }

    /// Whether token `at` is a function word of this kind.
    pub fn is_function(&self, at: usize, code: Code) -> bool {
        self.starting(at, Table::FunctionWords).any(|found| found.last as usize == at && found.sense.code() == code)
    }

    /// Whether a verb of speaking starts at `at`.
    pub fn is_speech(&self, at: usize) -> bool {
        self.first_of(at, Table::Attribution).is_some_and(|found| found.sense.code() != Code::According)
    }

    /// Whether a verb of speaking in a finite form starts at `at`.
    pub fn is_finite_speech(&self, at: usize) -> bool {
        let finite = |form| matches!(form, Form::Past | Form::Third | Form::Participle);
        self.starting(at, Table::Attribution).any(|found| found.sense.code() != Code::According && finite(found.sense.form()))
    }

    /// Whether "according to" ends right before `at`.
    pub fn after_according(&self, at: usize) -> bool {
        self.before(at, Table::Attribution, Code::According).is_some()
    }

    fn mark_names(&mut self) {
        if !self.cased() {
            return;
        }
        let seen = Seen::new(self);
        for at in 0..self.len() {
            let named = self.looks_like_name(at, &seen);
            if let Some(slot) = self.names.get_mut(at) {
                *slot = named;
            }
        }
    }

    fn looks_like_name(&self, at: usize, seen: &Seen) -> bool {
        let Some(token) = self.token(at).filter(|token| token.kind == Kind::Word && token.capital()) else { return false };
        let word = self.word(at);
        let function = self.starting(at, Table::FunctionWords).find(|found| found.last as usize == at).map(|found| found.sense.code());
        if !self.opens(at) && !self.in_heading(at) {
            return match function {
                None | Some(Code::Opener | Code::Number) => token.span.end - token.span.start > 1 || self.is(at + 1, b'.'),
                Some(Code::Month) => false,
                Some(code) => token.all_capitals() && code != Code::Pronoun && word.len() > 1,
            };
        }
        let folded = word.to_ascii_lowercase();
        if seen.lower.contains(&folded) && !token.all_capitals() {
            return false;
        }
        function.is_none()
            && (self.in_heading(at) && (seen.upper.contains(&folded) || !self.is_small_word(at) && self.parsed.tag(at) == Tag::Propn)
                || !self.in_heading(at) && (seen.upper.contains(&folded) || self.opener_is_name(at, token)))
    }

    /// A capital at the start of a sentence proves nothing: the word must be a name elsewhere, or be followed by one.
    fn opener_is_name(&self, at: usize, token: &Token) -> bool {
        let glued = self.is_hyphen(at + 1);
        let quoted =
            || self.token(at + 1).is_some_and(|next| next.kind == Kind::Quote) && self.is_capital(at + 2) && self.first_of(at, Table::GivenNames).is_some();
        token.all_capitals() || self.parsed.tag(at) == Tag::Propn || (glued && token.word == 0) || self.listed_as_name(at) || quoted()
    }

    fn listed_as_name(&self, at: usize) -> bool {
        self.parsed.phrases.at(at).iter().any(|found| matches!(found.sense.table(), Table::Countries | Table::Groups))
    }

    /// Whether token `at` opens its sentence, a quotation or a bracket after a full stop.
    pub fn opens(&self, at: usize) -> bool {
        let (first, _) = self.sentence_bounds(at);
        let sign = |back: usize| {
            self.token(back)
                .is_some_and(|token| matches!(token.kind, Kind::Quote | Kind::Dash) || token.is(b'(') || token.is(b'[') || token.is(b':') || token.is(b'*'))
        };
        (first..at).rev().all(sign) || at.checked_sub(1).is_some_and(|back| self.token(back).is_some_and(|token| token.kind == Kind::Quote || token.is(b':')))
    }
}

/// Words seen in lower case anywhere, and, in lower case too, words seen capitalised where a capital means a name.
struct Seen {
    lower: Set<String>,
    upper: Set<String>,
}

impl Seen {
    fn new(look: &Look<'_, '_>) -> Self {
        let mut seen = Seen { lower: Set::default(), upper: Set::default() };
        for (at, token) in look.parsed.tokens.list.iter().enumerate() {
            if token.kind != Kind::Word || token.span.end - token.span.start < 3 {
                continue;
            }
            if !token.capital() {
                seen.lower.insert(look.word(at).to_ascii_lowercase());
            } else if !look.opens(at) && !look.in_heading(at) {
                seen.upper.insert(look.word(at).to_ascii_lowercase());
            }
        }
        seen
    }
}

/// Whether nearly all longer words of the sentence have capitals, as headlines do.
fn is_heading(parsed: &Parsed<'_>, first: usize, end: usize) -> bool {
    let (mut words, mut capitals, mut small) = (0, 0, false);
    for token in parsed.tokens.list.get(first..end).unwrap_or(&[]) {
        small |= token.kind == Kind::Word && !token.capital();
        let long = token.kind == Kind::Word && token.span.end - token.span.start > 3;
        words += usize::from(long);
        capitals += usize::from(long && token.capital());
    }
    let closed = end.checked_sub(1).and_then(|last| parsed.tokens.get(last)).is_some_and(|token| token.is(b'.') || token.is(b':'));
    words >= 4 && capitals * 4 >= words * 3 && end - first < 30 && !(closed && small)
}
