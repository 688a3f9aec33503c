//! Part-of-speech tags for one sentence: a small second-order hidden Markov model.
//!
//! In: for every token the tag class of its word (from the shared word index) or, for words outside
//! it, the word itself; and its [`Shape`]. Out: one [`Tag`] per token. The model is one block of bytes
//! made at build time from the tables in `data/en/model`; all arithmetic is on small integers.
//! Left to others: splitting words and sentences, and looking words up.

/// How many readings of one token the decoder weighs at most.
pub const MAX_CANDIDATES: usize = 4;

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// The word class of a token, as the parser sees it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Tag { $($(#[$doc])* $name),+ }

        impl Tag {
            /// Every tag, in the order of its number.
            pub const ALL: &'static [Tag] = &[$(Tag::$name),+];

            /// The tag's name as written in reports and tables.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Tag::$name => stringify!($name)),+ }
            }
        }
    };
}

tags! {
    /// Singular or mass noun: "convoy".
    Noun,
    /// Plural noun: "soldiers".
    NounPl,
    /// Word of a name, singular or plural: "Khartoum".
    Propn,
    /// Base or present form of a main verb: "kill", "kills".
    Verb,
    /// Simple past of a main verb: "killed" in "gunmen killed two".
    VerbPast,
    /// Past participle of a main verb: "killed" in "two were killed".
    VerbPart,
    /// Form in -ing used as a verb: "killing" in "killing two".
    VerbIng,
    /// Form of be, have, do or get used as an auxiliary; "be" always.
    Aux,
    /// Modal: "will", "may".
    Modal,
    /// Adjective, ordinal numbers too.
    Adj,
    /// Adverb, "how" and "why" too.
    Adv,
    /// Preposition, "to" before a noun too.
    Prep,
    /// "to" before an infinitive.
    To,
    /// Article or other determiner: "the", "some", "no".
    Det,
    /// Possessive: "their", "'s".
    Poss,
    /// Pronoun: "they", "this" alone, "there" in "there were".
    Pron,
    /// Pronoun that opens a relative or indirect clause: "who", "which", "that", "whose".
    RelPron,
    /// Cardinal number in digits or words.
    Num,
    /// "and", "or", "but".
    Conj,
    /// Word that opens a subordinate clause: "that", "if", "when", "after", "while".
    Sub,
    /// "not", and verb particles as in "carried out".
    Part,
    /// Punctuation.
    Punct,
    /// Currency, percent and other signs.
    Sym,
    /// Interjections, foreign words, the rest.
    Other,
}

macro_rules! states {
    ($($name:ident => $tag:ident),+ $(,)?) => {
        /// What the model tells apart inside; finer than [`Tag`], so that "have" can ask for a participle.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum State { $($name),+ }

        impl State {
            /// Every state, in the order of its number.
            pub const ALL: &'static [State] = &[$(State::$name),+];

            /// The name used in the model tables.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(State::$name => stringify!($name)),+ }
            }

            /// The tag the parser gets to see.
            #[must_use]
            pub const fn tag(self) -> Tag {
                match self { $(State::$name => Tag::$tag),+ }
            }
        }
    };
}

states! {
    Noun => Noun, NounPl => NounPl, Propn => Propn,
    VerbBase => Verb, VerbPres => Verb, VerbS => Verb, VerbPast => VerbPast, VerbPart => VerbPart, VerbIng => VerbIng,
    AuxBe => Aux, AuxBeen => Aux, AuxHave => Aux, AuxDo => Aux, AuxGet => Aux, Modal => Modal,
    Adj => Adj, Adv => Adv, AdvWh => Adv,
    Prep => Prep, PrepBy => Prep, PrepOf => Prep, To => To,
    Article => Det, Det => Det, Poss => Poss, PossClitic => Poss,
    PronSubject => Pron, Pron => Pron, RelPron => RelPron,
    Num => Num, Conj => Conj, Sub => Sub, SubThat => Sub, Not => Part, Particle => Part,
    Comma => Punct, Stop => Punct, Quote => Punct, Bracket => Punct, Dash => Punct, Hyphen => Punct,
    Sym => Sym, Other => Other,
    Edge => Other,
}

/// Number of states, the side of the transition tables.
pub const STATES: usize = State::ALL.len();

/// What the letters of a token look like, given where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// No capital first letter.
    Lower,
    /// Capital first letter inside a sentence.
    Capital,
    /// Capital first letter where any word would have one.
    Initial,
    /// Two or more capitals and no small letter.
    Upper,
    /// The sentence says nothing by its capitals: all small, all capital, or a headline in title case.
    Caseless,
}

/// Number of shapes.
pub const SHAPES: usize = 5;

/// How a word is known: the model weighs its shape differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Known {
    /// Not in the word table.
    No,
    /// In the word table, usually written small.
    Small,
    /// In the word table, usually written with a capital.
    Capital,
}

/// Number of ways a word is known.
pub const KNOWN_KINDS: usize = 3;

/// Score given to the reading as a name of a capitalised word never seen as one, in model units.
pub const NEW_NAME_SCORE: i16 = -32;
/// Readings this much worse than the best are dropped, in model units (16 to a factor of e).
pub const BEAM: i16 = 112;

/// The readings of one token, at most [`MAX_CANDIDATES`], each with a score (higher is likelier).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CandidateSet {
    states: [u8; MAX_CANDIDATES],
    scores: [i16; MAX_CANDIDATES],
    len: u8,
}

impl CandidateSet {
    /// A set without readings.
    pub const EMPTY: CandidateSet = CandidateSet { states: [0; MAX_CANDIDATES], scores: [0; MAX_CANDIDATES], len: 0 };

    /// The set with one certain reading.
    #[must_use]
    pub const fn only(state: State) -> CandidateSet {
        let mut set = CandidateSet::EMPTY;
        set.states[0] = state as u8;
        set.len = 1;
        set
    }

    /// Adds a reading; when full, the worst of the old and new is lost.
    pub fn push(&mut self, state: u8, score: i16) {
        let len = usize::from(self.len);
        if let (Some(s), Some(v)) = (self.states.get_mut(len), self.scores.get_mut(len)) {
            (*s, *v) = (state, score);
            self.len += 1;
        } else if let Some((s, v)) = self.states.iter_mut().zip(&mut self.scores).min_by_key(|(_, v)| **v)
            && *v < score
        {
            (*s, *v) = (state, score);
        }
    }

    /// State numbers and scores, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (u8, i16)> + '_ {
        self.states.iter().copied().zip(self.scores.iter().copied()).take(usize::from(self.len))
    }

    /// How many readings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::from(self.len)
    }

    /// Whether there is no reading.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Drops readings hopelessly worse than the best.
    fn prune(&self) -> CandidateSet {
        if self.len < 2 {
            return *self;
        }
        let best = self.iter().map(|(_, score)| score).max().unwrap_or(0);
        let mut kept = CandidateSet::EMPTY;
        self.iter().filter(|&(_, score)| score >= best - BEAM).for_each(|(state, score)| kept.push(state, score));
        kept
    }
}

/// Reads shapes along one sentence; tells where a capital means nothing.
#[derive(Clone, Copy, Debug)]
pub struct ShapeReader {
    caseless: bool,
    fresh: bool,
}

impl ShapeReader {
    /// Starts a sentence; `words` are all its tokens.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>) -> ShapeReader {
        ShapeReader { caseless: is_caseless(words), fresh: true }
    }

    /// The shape of the next token.
    pub fn next_shape(&mut self, word: &str) -> Shape {
        let fresh = self.fresh;
        self.fresh = match word.chars().next() {
            Some(c) if c.is_alphanumeric() => false,
            Some(c) => fresh || matches!(punct_state(c), State::Quote),
            None => fresh,
        };
        if self.caseless { Shape::Caseless } else { shape_of(word, fresh) }
    }
}

fn shape_of(word: &str, fresh: bool) -> Shape {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let small = word.chars().any(char::is_lowercase);
    match (word.chars().next().is_some_and(char::is_uppercase), fresh) {
        _ if capitals == 0 => Shape::Lower,
        _ if capitals > 1 && !small => Shape::Upper,
        (true, true) => Shape::Initial,
        _ => Shape::Capital,
    }
}

/// Whether the capitals of a sentence carry no information.
fn is_caseless<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let (mut capital, mut upper, mut small, mut long_small, mut stop) = (0_u32, 0_u32, 0_u32, 0_u32, false);
    for word in words {
        stop = word == ".";
        match word.chars().next() {
            Some(c) if c.is_uppercase() => {
                capital += 1;
                upper += u32::from(!word.chars().any(char::is_lowercase));
            }
            Some(c) if c.is_alphabetic() => {
                small += 1;
                long_small += u32::from(word.len() > 3);
            }
            _ => {}
        }
    }
    let total = capital + small;
    total > 2 && (capital == 0 || upper * 4 >= total * 3 || (capital > 3 && long_small == 0 && !stop))
}

/// The state of a token that is not a word, by its first character.
#[must_use]
pub fn punct_state(c: char) -> State {
    match c {
        ',' | ';' => State::Comma,
        '.' | '!' | '?' | '…' => State::Stop,
        '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '«' | '»' => State::Quote,
        '(' | ')' | '[' | ']' | '{' | '}' => State::Bracket,
        ':' | '–' | '—' | '−' => State::Dash,
        '-' | '/' | '‑' => State::Hyphen,
        '&' => State::Conj,
        _ => State::Sym,
    }
}

/// Buffers that decoding reuses from sentence to sentence.
#[derive(Debug, Default)]
pub struct TagScratch {
    back: Vec<[u8; PAIRS]>,
}

const PAIRS: usize = MAX_CANDIDATES * MAX_CANDIDATES;
const IMPOSSIBLE: i32 = i32::MIN / 2;
/// Bytes of one word class or suffix row: up to four states and scores.
pub const ROW: usize = 2 * MAX_CANDIDATES;
/// Set on the first byte of a word class whose words are usually written with a capital.
pub const CAPITAL_FLAG: u8 = 0x80;
/// Marks an unused place in a row.
pub const NO_STATE: u8 = 0x7f;
/// Letters of the longest suffix in the model.
pub const SUFFIX: usize = 4;

/// The model: views into one block of bytes, nothing is unpacked.
///
/// Layout: number of word classes and of suffixes (u16, little-endian each); bigrams; trigrams; shape scores;
/// word classes; suffix keys (letters from the end, zero-padded, sorted); suffix rows. Scores are i8.
#[derive(Clone, Copy, Debug)]
pub struct TagModel<'m> {
    bigrams: &'m [u8],
    trigrams: &'m [u8],
    shapes: &'m [u8],
    classes: &'m [[u8; ROW]],
    suffix_keys: &'m [[u8; SUFFIX]],
    suffix_rows: &'m [[u8; ROW]],
}

impl<'m> TagModel<'m> {
    /// Opens a model; `None` when the bytes are not one.
    #[must_use]
    pub fn new(bytes: &'m [u8]) -> Option<TagModel<'m>> {
        let (head, rest) = bytes.split_first_chunk::<4>()?;
        let classes = usize::from(u16::from_le_bytes([head[0], head[1]]));
        let suffixes = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (bigrams, rest) = rest.split_at_checked(STATES * STATES)?;
        let (trigrams, rest) = rest.split_at_checked(STATES * STATES * STATES)?;
        let (shapes, rest) = rest.split_at_checked(KNOWN_KINDS * SHAPES * STATES)?;
        let (class_bytes, rest) = rest.split_at_checked(classes * ROW)?;
        let (keys, rows) = rest.split_at_checked(suffixes * SUFFIX)?;
        let model =
            TagModel { bigrams, trigrams, shapes, classes: class_bytes.as_chunks().0, suffix_keys: keys.as_chunks().0, suffix_rows: rows.as_chunks().0 };
        (rows.len() == suffixes * ROW).then_some(model)
    }

    /// The readings of a word of the word table, from its tag class.
    #[must_use]
    pub fn candidates_for_class(&self, class: u16, shape: Shape) -> CandidateSet {
        let Some(row) = self.classes.get(usize::from(class)) else { return CandidateSet::only(State::Noun) };
        let known = if row[0] & CAPITAL_FLAG == 0 { Known::Small } else { Known::Capital };
        let mut set = self.scored_row(row, known, shape);
        let name = State::Propn as u8;
        if known == Known::Small && matches!(shape, Shape::Capital | Shape::Upper) && set.iter().all(|(state, _)| state != name) {
            set.push(name, NEW_NAME_SCORE + self.shape_score(known, shape, name));
        }
        set.prune()
    }

    /// Whether words of this class are mostly written small: words, not names.
    #[must_use]
    pub fn is_small(&self, class: u16) -> bool {
        self.classes.get(usize::from(class)).is_some_and(|row| row[0] & CAPITAL_FLAG == 0)
    }

    /// The readings of a token outside the word table, from its characters; `word` keeps its case.
    #[must_use]
    pub fn candidates_for_unknown(&self, word: &str, shape: Shape) -> CandidateSet {
        if let Some(state) = fixed_state(word) {
            return CandidateSet::only(state);
        }
        let Some(row) = self.suffix_row(suffix_key(word)) else { return CandidateSet::only(State::Noun) };
        self.scored_row(row, Known::No, shape).prune()
    }

    /// The readings of a row with the scores of the shape added.
    #[inline]
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn scored_row(&self, row: &[u8; ROW], known: Known, shape: Shape) -> CandidateSet {
        let mut set = CandidateSet::EMPTY;
        let start = (known as usize * SHAPES + shape as usize) * STATES;
        let shapes = self.shapes.get(start..start + STATES).unwrap_or(&[]);
        let places = set.states.iter_mut().zip(&mut set.scores);
        for ((place, total), &[state, score]) in places.zip(row.as_chunks::<2>().0) {
            let state = state & !CAPITAL_FLAG;
            if state == NO_STATE {
                break;
            }
            *place = state;
            *total = i16::from(score.cast_signed()) + shapes.get(usize::from(state)).map_or(0, |b| i16::from(b.cast_signed()));
            set.len += 1;
        }
        set
    }

    /// The likeliest tags of one sentence, appended to `out`, one per set.
    pub fn decode(&self, sentence: &[CandidateSet], scratch: &mut TagScratch, out: &mut Vec<Tag>) {
        let edge = CandidateSet::only(State::Edge);
        let (mut older, mut old) = (&edge, &edge);
        let mut scores = [IMPOSSIBLE; PAIRS];
        scores[0] = 0;
        scratch.back.clear();
        for set in sentence {
            scores = self.step(older, old, set, &scores, &mut scratch.back);
            (older, old) = (old, set);
        }
        trace_back(sentence, &scratch.back, self.last_place(older, old, &scores), out);
    }

    /// One column of the search: for each pair of readings the best one before it.
    #[inline]
    fn step(&self, a: &CandidateSet, b: &CandidateSet, c: &CandidateSet, scores: &[i32; PAIRS], back: &mut Vec<[u8; PAIRS]>) -> [i32; PAIRS] {
        let mut next = [IMPOSSIBLE; PAIRS];
        let mut from = [0_u8; PAIRS];
        for (j, (second, _)) in b.iter().enumerate() {
            for (k, (third, score)) in c.iter().enumerate() {
                let (best, i) = self.best_first(a, second, third, scores, j);
                let place = j * MAX_CANDIDATES + k;
                if let (Some(total), Some(pointer)) = (next.get_mut(place), from.get_mut(place)) {
                    *total = best + i32::from(score) + self.bigram(second, third);
                    *pointer = i;
                }
            }
        }
        back.push(from);
        next
    }

    #[inline]
    fn best_first(&self, a: &CandidateSet, second: u8, third: u8, scores: &[i32; PAIRS], j: usize) -> (i32, u8) {
        let mut best = (IMPOSSIBLE, 0);
        let mut place = j;
        for (i, (first, _)) in (0_u8..).zip(a.iter()) {
            let score = scores.get(place).copied().unwrap_or(IMPOSSIBLE) + self.trigram(first, second, third);
            if score > best.0 {
                best = (score, i);
            }
            place += MAX_CANDIDATES;
        }
        best
    }

    /// The place in the last real column from which the sentence ends best.
    fn last_place(&self, older: &CandidateSet, old: &CandidateSet, scores: &[i32; PAIRS]) -> usize {
        let mut best = (IMPOSSIBLE, 0);
        let edge = State::Edge as u8;
        for (j, (state, _)) in old.iter().enumerate() {
            let (score, i) = self.best_first(older, state, edge, scores, j);
            let score = score + self.bigram(state, edge);
            if score > best.0 {
                best = (score, usize::from(i) * MAX_CANDIDATES + j);
            }
        }
        best.1
    }

    #[inline]
    fn bigram(&self, second: u8, third: u8) -> i32 {
        score_at(self.bigrams, usize::from(second) * STATES + usize::from(third))
    }

    #[inline]
    fn trigram(&self, first: u8, second: u8, third: u8) -> i32 {
        score_at(self.trigrams, (usize::from(first) * STATES + usize::from(second)) * STATES + usize::from(third))
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)] // the value comes from one byte
    fn shape_score(&self, known: Known, shape: Shape, state: u8) -> i16 {
        score_at(self.shapes, (known as usize * SHAPES + shape as usize) * STATES + usize::from(state)) as i16
    }

    /// The row of the longest listed suffix; the empty suffix is always listed.
    ///
    /// The keys are sorted, so each shorter suffix is looked for only before the place of the longer one.
    fn suffix_row(&self, mut key: [u8; SUFFIX]) -> Option<&'m [u8; ROW]> {
        let mut keys = self.suffix_keys;
        for len in (0..=SUFFIX).rev() {
            if let Some(letter) = key.get_mut(len) {
                *letter = 0;
            }
            let wanted = u32::from_be_bytes(key);
            let end = keys.partition_point(|k| u32::from_be_bytes(*k) <= wanted);
            keys = keys.get(..end)?;
            if keys.last().is_some_and(|k| u32::from_be_bytes(*k) == wanted) {
                return self.suffix_rows.get(end - 1);
            }
        }
        None
    }
}

/// Walks the back pointers from the end and appends the tags in text order.
fn trace_back(sentence: &[CandidateSet], back: &[[u8; PAIRS]], mut place: usize, out: &mut Vec<Tag>) {
    let start = out.len();
    for (set, from) in sentence.iter().zip(back).rev() {
        let (before, here) = (place / MAX_CANDIDATES, place % MAX_CANDIDATES);
        let state = set.states.get(here).copied().unwrap_or(0);
        out.push(State::ALL.get(usize::from(state)).map_or(Tag::Other, |s| s.tag()));
        place = usize::from(from.get(place).copied().unwrap_or(0)) * MAX_CANDIDATES + before;
    }
    if let Some(added) = out.get_mut(start..) {
        added.reverse();
    }
}

#[inline]
fn score_at(table: &[u8], place: usize) -> i32 {
    i32::from(table.get(place).map_or(0, |&b| b.cast_signed()))
}

/// The state of a token whose characters alone decide: punctuation, signs and anything with a digit.
#[must_use]
pub fn fixed_state(word: &str) -> Option<State> {
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return Some(number_state(word));
    }
    if word.bytes().any(|b| b.is_ascii_alphabetic()) || word.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(punct_state(word.chars().next().unwrap_or('-')))
}

/// "12", "1,284" and "7.62" are numbers, "5th" is an adjective, "M23" and "T90" are names.
fn number_state(word: &str) -> State {
    let digit_first = word.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '+');
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    match (digit_first, letters) {
        (true, 2) if word.ends_with(['h', 't', 'd', 'H', 'T', 'D']) => State::Adj,
        (true, 1) if word.ends_with('s') => State::NounPl,
        (true, _) | (false, 0) => State::Num,
        (false, _) => State::Propn,
    }
}

/// The last letters, small, from the end, zero-padded; stops at anything but an ASCII letter.
#[must_use]
pub fn suffix_key(word: &str) -> [u8; SUFFIX] {
    let mut key = [0; SUFFIX];
    let letters = word.bytes().rev().filter(|&b| b != b'\'' && b != b'.');
    for (slot, byte) in key.iter_mut().zip(letters.take_while(u8::is_ascii_alphabetic)) {
        *slot = byte.to_ascii_lowercase();
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model in which every transition is free but for the given ones; one suffix row, one class.
    fn toy(transitions: &[(State, State, State, i8)], class: [u8; ROW], suffix: [u8; ROW]) -> Vec<u8> {
        let mut bytes = vec![1, 0, 1, 0];
        let mut table = vec![0_u8; STATES * STATES * (STATES + 1)];
        for &(a, b, c, score) in transitions {
            table[STATES * STATES + (a as usize * STATES + b as usize) * STATES + c as usize] = score.cast_unsigned();
        }
        bytes.extend(table);
        bytes.extend(vec![0; KNOWN_KINDS * SHAPES * STATES]);
        bytes.extend(class);
        bytes.extend([0; SUFFIX]);
        bytes.extend(suffix);
        bytes
    }

    fn row(cells: &[(State, i8)]) -> [u8; ROW] {
        let mut row = [NO_STATE; ROW];
        for (pair, (state, score)) in row.as_chunks_mut::<2>().0.iter_mut().zip(cells) {
            *pair = [*state as u8, score.cast_unsigned()];
        }
        row
    }

    fn killed() -> [u8; ROW] {
        row(&[(State::VerbPast, 0), (State::VerbPart, -4)])
    }

    #[test]
    fn a_short_block_is_not_a_model() {
        assert!(TagModel::new(&[]).is_none());
        assert!(TagModel::new(&[1, 0, 1, 0, 9]).is_none());
    }

    #[test]
    fn a_token_without_context_gets_its_best_reading() {
        let bytes = toy(&[], killed(), row(&[(State::Noun, 0)]));
        let model = TagModel::new(&bytes).unwrap();
        let mut out = vec![Tag::Other];
        model.decode(&[model.candidates_for_class(0, Shape::Lower)], &mut TagScratch::default(), &mut out);
        assert_eq!(out, [Tag::Other, Tag::VerbPast]);
    }

    #[test]
    fn two_tags_before_can_turn_the_choice() {
        let bytes = toy(&[(State::NounPl, State::AuxBe, State::VerbPart, 20)], killed(), row(&[(State::Noun, 0)]));
        let model = TagModel::new(&bytes).unwrap();
        let sentence = [CandidateSet::only(State::NounPl), CandidateSet::only(State::AuxBe), model.candidates_for_class(0, Shape::Lower)];
        let mut out = Vec::new();
        model.decode(&sentence, &mut TagScratch::default(), &mut out);
        assert_eq!(out, [Tag::NounPl, Tag::Aux, Tag::VerbPart]);
    }

    #[test]
    fn the_end_of_the_sentence_counts() {
        let bytes = toy(&[(State::Edge, State::VerbPart, State::Edge, 9)], killed(), row(&[(State::Noun, 0)]));
        let model = TagModel::new(&bytes).unwrap();
        let mut out = Vec::new();
        model.decode(&[model.candidates_for_class(0, Shape::Lower)], &mut TagScratch::default(), &mut out);
        assert_eq!(out, [Tag::VerbPart]);
    }

    #[test]
    fn nothing_in_nothing_out() {
        let bytes = toy(&[], killed(), killed());
        let mut out = Vec::new();
        TagModel::new(&bytes).unwrap().decode(&[], &mut TagScratch::default(), &mut out);
        assert!(out.is_empty());
    }

    #[test]
    fn a_capital_inside_a_sentence_adds_the_reading_as_a_name() {
        let bytes = toy(&[], killed(), killed());
        let model = TagModel::new(&bytes).unwrap();
        let has_name = |shape| model.candidates_for_class(0, shape).iter().any(|(state, _)| state == State::Propn as u8);
        assert!(has_name(Shape::Capital) && has_name(Shape::Upper));
        assert!(!has_name(Shape::Lower) && !has_name(Shape::Initial) && !has_name(Shape::Caseless));
    }

    #[test]
    fn characters_decide_for_numbers_and_punctuation() {
        for (text, state) in [
            ("1,284", State::Num),
            ("7.62", State::Num),
            ("5th", State::Adj),
            ("1990s", State::NounPl),
            ("M23", State::Propn),
            (",", State::Comma),
            ("…", State::Stop),
            ("“", State::Quote),
            ("$", State::Sym),
            ("-", State::Hyphen),
            ("", State::Hyphen),
        ] {
            assert_eq!(fixed_state(text), Some(state), "{text}");
        }
        assert_eq!(fixed_state("Šid"), None);
    }

    #[test]
    fn a_full_set_drops_its_worst_reading() {
        let mut set = CandidateSet::EMPTY;
        (0..6).for_each(|n| set.push(n, i16::from(n)));
        let mut states: Vec<u8> = set.iter().map(|(state, _)| state).collect();
        states.sort_unstable();
        assert_eq!((states, set.len()), (vec![2, 3, 4, 5], MAX_CANDIDATES));
    }

    fn shapes(text: &str) -> Vec<Shape> {
        let mut reader = ShapeReader::new(text.split(' '));
        text.split(' ').map(|word| reader.next_shape(word)).collect()
    }

    #[test]
    fn only_capitals_inside_a_sentence_mean_something() {
        assert_eq!(shapes("The convoy left Gao .")[..4], [Shape::Initial, Shape::Lower, Shape::Lower, Shape::Capital]);
        assert_eq!(shapes("\" Rebels told NATO")[1..], [Shape::Initial, Shape::Lower, Shape::Upper]);
    }

    #[test]
    fn headlines_without_useful_capitals_are_caseless() {
        for text in ["ARMY SHELLS VILLAGE", "army shells two villages", "Army Shells Villages In North"] {
            assert!(shapes(text).iter().all(|shape| *shape == Shape::Caseless), "{text}");
        }
    }

    #[test]
    fn suffixes_are_read_from_the_end() {
        assert_eq!(suffix_key("Shelled"), *b"dell");
        assert_eq!(suffix_key("as"), [b's', b'a', 0, 0]);
    }

    #[test]
    fn states_fit_below_the_flag_and_the_empty_mark() {
        assert!(STATES < usize::from(NO_STATE));
        assert!(State::ALL.iter().enumerate().all(|(n, state)| *state as usize == n));
    }
}
