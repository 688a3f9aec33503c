//! Part-of-speech tags for one sentence: a small second-order hidden Markov model.
//!
//! In: for every token the tag class of its word (from the shared word index) or, for words outside
//! it, the word itself; and its [`Shape`]. Out: one [`Tag`] per token. The model is one block of bytes
//! made at build time from the tables in `data/en/model`; all arithmetic is on small integers.
//! Left to others: splitting words and sentences, and looking words up.

/// How many readings of one token the decoder weighs at most.
pub const MAX_CANDIDATES: usize = 5;

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
        } else if let Some((worst, old)) = self.scores.iter().copied().enumerate().min_by_key(|&(_, v)| v) {
            if old < score {
                self.states[worst % MAX_CANDIDATES] = state;
                self.scores[worst % MAX_CANDIDATES] = score;
            }
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
/// Bytes of one word class or suffix row: up to five states and scores.
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
        let model = TagModel {
            bigrams,
            trigrams,
            shapes,
            classes: class_bytes.as_chunks().0,
            suffix_keys: keys.as_chunks().0,
            suffix_rows: rows.as_chunks().0,
        };
        (rows.len() == suffixes * ROW).then_some(model)
    }

    /// The readings of a word of the word table, from its tag class.
    #[must_use]
    pub fn candidates_for_class(&self, class: u16, shape: Shape) -> CandidateSet {
        let Some(row) = self.classes.get(usize::from(class)) else { return CandidateSet::only(State::Noun) };
        let known = if row[0] & CAPITAL_FLAG == 0 { Known::Small } else { Known::Capital };
        let mut set = CandidateSet::EMPTY;
        let mut named = known == Known::Capital || !matches!(shape, Shape::Capital | Shape::Upper);
        for (state, score) in row_entries(row) {
            named |= state == State::Propn as u8;
            set.push(state, score + self.shape_score(known, shape, state));
        }
        if !named {
            let name = State::Propn as u8;
            set.push(name, NEW_NAME_SCORE + self.shape_score(known, shape, name));
        }
        set.prune()
    }

    /// The readings of a token outside the word table, from its characters; `word` keeps its case.
    #[must_use]
    pub fn candidates_for_unknown(&self, word: &str, shape: Shape) -> CandidateSet {
        let first = word.chars().next().unwrap_or('-');
        if !word.chars().any(char::is_alphanumeric) {
            return CandidateSet::only(punct_state(first));
        }
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return CandidateSet::only(number_state(word));
        }
        let Some(row) = self.suffix_row(&suffix_key(word)) else { return CandidateSet::only(State::Noun) };
        let mut set = CandidateSet::EMPTY;
        for (state, score) in row_entries(row) {
            set.push(state, score + self.shape_score(Known::No, shape, state));
        }
        set.prune()
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
                let place = (j * MAX_CANDIDATES + k) % PAIRS;
                next[place] = best + i32::from(score) + self.bigram(second, third);
                from[place] = i;
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
    fn suffix_row(&self, key: &[u8; SUFFIX]) -> Option<&'m [u8; ROW]> {
        let mut key = *key;
        for len in (0..=SUFFIX).rev() {
            if let Some(byte) = key.get_mut(len) {
                *byte = 0;
            }
            if let Ok(place) = self.suffix_keys.binary_search(&key) {
                return self.suffix_rows.get(place);
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

/// States and scores of one row, without the capital flag.
fn row_entries(row: &[u8; ROW]) -> impl Iterator<Item = (u8, i16)> + '_ {
    row.as_chunks::<2>()
        .0
        .iter()
        .map(|&[state, score]| (state & !CAPITAL_FLAG, i16::from(score.cast_signed())))
        .take_while(|&(state, _)| state != NO_STATE)
}

/// "12", "1,284" and "7.62" are numbers, "5th" is an adjective, "M23" and "T90" are names.
#[must_use]
pub fn number_state(word: &str) -> State {
    let digit_first = word.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '+');
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    match (digit_first, letters) {
        (_, 0) => State::Num,
        (true, 2) if word.ends_with(['h', 't', 'd', 'H', 'T', 'D']) => State::Adj,
        (true, 1) if word.ends_with('s') => State::NounPl,
        (true, _) => State::Num,
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
