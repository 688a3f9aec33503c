//! Chunks: the flat sequence of noun phrases, verb groups and small words a sentence is made of.
//!
//! In: tokens, tags and quantities of one sentence. Out: [`Chunk`]s in order, with [`NounPhrase`]s (determiner, quantity,
//! head) and [`VerbGroup`]s (voice, tense, negation) beside them. Clause structure is read off this sequence.

use super::quantity::{Amount, Quantity};
use crate::lexicon::Table;
use crate::token::{Kind, Phrases, Sentence, Tag, Tokens};

/// What a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkKind {
    /// A noun phrase; the number is its index.
    Np(u32),
    /// A verb group; the number is its index.
    Vg(u32),
    /// A preposition.
    Prep,
    /// "and", "or", "but".
    Conj,
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// A dash between words.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation mark.
    Quote,
    /// A word that opens a subordinate clause.
    Sub,
    /// A relative pronoun.
    Rel,
    /// An adverb.
    Adv,
    /// An adjective on its own ("dead", "missing").
    Adj,
    /// Anything else.
    Other,
}

/// A chunk at tokens `first..=last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// What it is.
    pub kind: ChunkKind,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
}

/// The determiner of a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Determiner {
    /// None.
    Bare,
    /// "this", "those".
    Demonstrative,
    /// "a", "the", "another".
    Article,
    /// "his", "Mali's".
    Possessive,
}

/// A base noun phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NounPhrase {
    /// First token, determiner included.
    pub first: u32,
    /// Last token: the head.
    pub last: u32,
    /// First token after determiner and quantity.
    pub inner: u32,
    /// The head noun; `None` when only a number, a determiner or a pronoun stands there.
    pub head: Option<u32>,
    /// Index of its quantity.
    pub quantity: Option<u32>,
    /// Determiner.
    pub determiner: Determiner,
    /// A pronoun.
    pub pronoun: bool,
    /// Index of a number inside a compound modifier: the 40 of "40-man platoon".
    pub compound: Option<u32>,
    /// The head is plural by its tag.
    pub plural: bool,
    /// The head is a name by its tag.
    pub proper: bool,
}

/// A verb group: auxiliaries, adverbs and the main verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbGroup {
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
    /// The main verb (an auxiliary where it stands alone).
    pub main: u32,
    /// A form of be or get before a past participle.
    pub passive: bool,
    /// Form of the main verb.
    pub form: VerbForm,
    /// "not", "never", "n't" inside.
    pub negated: bool,
    /// A modal inside ("could", "may", "will").
    pub modal: Option<u32>,
    /// A form of have before a participle.
    pub perfect: bool,
    /// A form of be alone: "were", "has been".
    pub copula: bool,
}

/// The form of a main verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// Finite: present or past.
    Finite,
    /// "to kill".
    Infinitive,
    /// "killing" without an auxiliary.
    Ing,
    /// "killed" tagged as a participle without an auxiliary.
    Participle,
}

/// The chunks of a whole text.
#[derive(Debug, Default)]
pub struct Chunks {
    /// All chunks in order.
    pub list: Vec<Chunk>,
    /// Where the chunks of each sentence start; one more entry than sentences.
    pub starts: Vec<u32>,
    /// Noun phrases.
    pub nps: Vec<NounPhrase>,
    /// Verb groups.
    pub vgs: Vec<VerbGroup>,
}

impl Chunks {
    /// The chunks of sentence `at`.
    pub fn of_sentence(&self, at: usize) -> &[Chunk] {
        let (Some(&start), Some(&end)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return &[];
        };
        self.list.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// The noun phrase of a chunk.
    pub fn np(&self, chunk: &Chunk) -> Option<&NounPhrase> {
        match chunk.kind {
            ChunkKind::Np(at) => self.nps.get(at as usize),
            _ => None,
        }
    }

    /// The verb group of a chunk.
    pub fn vg(&self, chunk: &Chunk) -> Option<&VerbGroup> {
        match chunk.kind {
            ChunkKind::Vg(at) => self.vgs.get(at as usize),
            _ => None,
        }
    }
}

/// Cuts all sentences into chunks.
pub fn find_chunks(tokens: &Tokens, phrases: &Phrases, tags: &[Tag], quantities: &[Quantity], sentences: &[Sentence]) -> Chunks {
    let mut quantity_at = vec![0u32; tokens.len()];
    for (index, quantity) in quantities.iter().enumerate() {
        if let Some(slot) = quantity_at.get_mut(quantity.first as usize) {
            *slot = index as u32 + 1;
        }
    }
    let mut chunker = Chunker { tokens, phrases, tags, quantities, quantity_at, out: Chunks::default() };
    for sentence in sentences {
        chunker.out.starts.push(chunker.out.list.len() as u32);
        chunker.sentence(*sentence);
    }
    let end = chunker.out.list.len() as u32;
    chunker.out.starts.push(end);
    chunker.out
}

struct Chunker<'a, 't> {
    tokens: &'a Tokens<'t>,
    phrases: &'a Phrases,
    tags: &'a [Tag],
    quantities: &'a [Quantity],
    quantity_at: Vec<u32>,
    out: Chunks,
}

fn is_nominal(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::NounPl | Tag::Propn)
}

fn is_main_verb(tag: Tag) -> bool {
    matches!(tag, Tag::Verb | Tag::VerbPast | Tag::VerbPart | Tag::VerbIng)
}

impl Chunker<'_, '_> {
    fn tag(&self, at: usize) -> Tag {
        self.tags.get(at).copied().unwrap_or(Tag::Punct)
    }

    fn sentence(&mut self, sentence: Sentence) {
        let mut at = sentence.first;
        while at < sentence.end {
            let next = self.chunk(at, sentence.end);
            at = next.max(at + 1);
        }
    }

    fn push(&mut self, kind: ChunkKind, first: usize, last: usize) -> usize {
        self.out.list.push(Chunk { kind, first: first as u32, last: last as u32 });
        last + 1
    }

    fn chunk(&mut self, at: usize, end: usize) -> usize {
        if let Some(next) = self.noun_phrase(at, end) {
            return next;
        }
        if let Some(next) = self.verb_group(at, end) {
            return next;
        }
        let kind = self.small(at);
        self.push(kind, at, at)
    }

    fn small(&self, at: usize) -> ChunkKind {
        let Some(token) = self.tokens.get(at) else { return ChunkKind::Other };
        match (token.kind, token.first) {
            (Kind::Quote, _) => return ChunkKind::Quote,
            (Kind::Dash, _) => return ChunkKind::Dash,
            (Kind::Sign, b',') => return ChunkKind::Comma,
            (Kind::Sign, b';') => return ChunkKind::Semicolon,
            (Kind::Sign, b':') => return ChunkKind::Colon,
            (Kind::Sign, b'(' | b'[') => return ChunkKind::Open,
            (Kind::Sign, b')' | b']') => return ChunkKind::Close,
            _ => {}
        }
        match self.tag(at) {
            Tag::Prep | Tag::To => ChunkKind::Prep,
            Tag::Conj => ChunkKind::Conj,
            Tag::Sub => ChunkKind::Sub,
            Tag::RelPron => ChunkKind::Rel,
            Tag::Adv | Tag::Part => ChunkKind::Adv,
            Tag::Adj => ChunkKind::Adj,
            _ => ChunkKind::Other,
        }
    }

    /// The quantity that starts at token `at`.
    fn quantity(&self, at: usize) -> Option<(u32, &Quantity)> {
        let index = self.quantity_at.get(at).copied()?.checked_sub(1)?;
        self.quantities.get(index as usize).map(|quantity| (index, quantity))
    }

    fn is_weekday_or_month(&self, at: usize) -> bool {
        self.phrases.at(at).iter().any(|found| {
            found.first == found.last
                && (matches!(found.sense.code(), crate::lexicon::Code::Weekday | crate::lexicon::Code::Month)
                    && self.tokens.get(at).is_some_and(|token| token.capital())
                    || matches!(found.sense.code(), crate::lexicon::Code::DayShift | crate::lexicon::Code::Overnight))
        })
    }

    fn noun_phrase(&mut self, at: usize, end: usize) -> Option<usize> {
        let mut np = NounPhrase {
            first: at as u32,
            last: at as u32,
            inner: at as u32,
            head: None,
            quantity: None,
            compound: None,
            determiner: Determiner::Bare,
            pronoun: false,
            plural: false,
            proper: false,
        };
        let mut next = at;
        if self.tag(at) == Tag::Conj && self.quantity(at).is_some_and(|(_, quantity)| quantity.amount == Amount::None) {
            return None;
        }
        if self.tag(at) == Tag::Pron && self.quantity(at).is_none() {
            np.pronoun = true;
            return Some(self.finish(np, at));
        }
        next = self.determiner(next, end, &mut np);
        next = self.count(next, end, &mut np);
        next += usize::from(np.quantity.is_some() && next < end && self.tag(next) == Tag::Adv && self.counts_more(next));
        if next > at && self.tag(next) == Tag::Det && np.quantity.is_some() && !self.is_of(next) {
            next = self.determiner(next, end, &mut np);
        }
        let quoted = np.quantity.is_some()
            && next + 1 < end
            && self.tokens.get(next).is_some_and(|token| token.kind == Kind::Quote && token.spaced())
            && self.nominal_next(next + 1, end);
        next += usize::from(quoted);
        np.inner = next as u32;
        let body_end = self.body(next, end, &mut np);
        if np.head.is_none() && np.quantity.is_none() && !(np.determiner != Determiner::Bare && body_end > at) {
            return None;
        }
        let last = body_end.max(next).checked_sub(1)?;
        (last >= at).then(|| self.finish(np, last))
    }

    fn is_of(&self, at: usize) -> bool {
        self.tokens.text_of(at).eq_ignore_ascii_case("of")
    }

    fn finish(&mut self, mut np: NounPhrase, last: usize) -> usize {
        np.last = last as u32;
        let first = np.first as usize;
        let kind = ChunkKind::Np(self.out.nps.len() as u32);
        self.out.nps.push(np);
        self.push(kind, first, last)
    }

    fn determiner(&self, mut at: usize, end: usize, np: &mut NounPhrase) -> usize {
        while at < end
            && self.quantity(at).is_none()
            && matches!(self.tag(at), Tag::Det | Tag::Poss)
            && self.tokens.get(at).is_some_and(|token| token.is_word())
        {
            np.determiner = match self.tag(at) {
                Tag::Poss => Determiner::Possessive,
                _ => self.article(at),
            };
            at += 1;
        }
        at
    }

    fn article(&self, at: usize) -> Determiner {
        let article = self.phrases.at(at).iter().any(|found| found.sense.code() == crate::lexicon::Code::Article)
            || ["another", "each", "every"].iter().any(|word| self.tokens.text_of(at).eq_ignore_ascii_case(word));
        if article { Determiner::Article } else { Determiner::Demonstrative }
    }

    fn count(&self, at: usize, end: usize, np: &mut NounPhrase) -> usize {
        match self.quantity(at) {
            Some((index, quantity)) if at < end && self.in_compound(quantity) => {
                np.compound = Some(index);
                at
            }
            Some((index, quantity)) if at < end => {
                np.quantity = Some(index);
                quantity.last as usize + 1
            }
            _ => at,
        }
    }

    /// "12-year-old", "40-man": the number is tied to the word behind it.
    fn in_compound(&self, quantity: &Quantity) -> bool {
        let dash = quantity.last as usize + 1;
        let tied = |at: usize| self.tokens.get(at).is_some_and(|token| !token.spaced());
        tied(dash)
            && self.tokens.get(dash).is_some_and(|token| token.kind == Kind::Dash)
            && tied(dash + 1)
            && self.tokens.get(dash + 1).is_some_and(|token| token.is_word())
    }

    /// Modifiers and head; returns one past the last token.
    fn body(&mut self, start: usize, end: usize, np: &mut NounPhrase) -> usize {
        let (mut at, mut after_head) = (start, start);
        while at < end {
            let tag = self.tag(at);
            let takes = match tag {
                Tag::Noun | Tag::NounPl | Tag::Propn => {
                    !(self.is_weekday_or_month(at) && (np.head.is_some() || np.quantity.is_some()))
                        && !(np.head.is_some() && self.state_word(at) && !self.nominal_follows(at + 1, end))
                }
                Tag::Adj => !self.state_word(at) || self.nominal_follows(at + 1, end),
                Tag::Num => self.compound_at(at) || self.quantity(at).is_none() || np.quantity.is_none() && np.head.is_none(),
                Tag::VerbPart if np.proper && self.tied_participle(at, end, np) => true,
                Tag::VerbPart | Tag::VerbIng | Tag::VerbPast => {
                    (np.head.is_none()
                        && self.nominal_next(at + 1, end)
                        && (np.determiner != Determiner::Bare
                            || np.quantity.is_some()
                            || at > start
                            || (self.tag(at.wrapping_sub(1)) == Tag::Prep && !(tag == Tag::VerbIng && self.harms(at)))
                            || (self.tag(at.wrapping_sub(1)) == Tag::Verb && self.harms(at - 1))))
                        || self.hyphenated(at)
                }
                Tag::Poss => self.tokens.get(at).is_some_and(|token| token.kind == Kind::Clitic) && at > start,
                Tag::Adv if np.determiner != Determiner::Bare && np.quantity.is_none() && self.tag(at + 1) == Tag::Num && self.quantity(at + 1).is_some() => {
                    np.head.is_none()
                }
                Tag::Adv => {
                    np.head.is_none()
                        && (np.determiner != Determiner::Bare || np.quantity.is_some())
                        && matches!(self.tag(at + 1 + usize::from(self.joint(at + 1, end))), Tag::Adj | Tag::VerbPart)
                        && self.nominal_follows(at + 2, end)
                }
                _ => self.joint(at, end),
            };
            if np.head.is_some() && self.bracketed_acronym(at, end) {
                at += 3;
                continue;
            }
            let second_quantity = self.quantity(at).is_some() && np.head.is_some() && !self.glued(at) && !self.compound_at(at);
            if !takes || second_quantity {
                break;
            }
            if tag == Tag::Num
                && np.quantity.is_none()
                && np.head.is_none()
                && !self.compound_at(at)
                && let Some((index, quantity)) = self.quantity(at)
            {
                np.quantity = Some(index);
                at = quantity.last as usize + 1;
                np.inner = at as u32;
                after_head = at;
                continue;
            }
            if tag == Tag::Adj
                && np.head.is_none()
                && np.quantity.is_none()
                && np.determiner != Determiner::Bare
                && self.tag(at + 1) == Tag::Num
                && self.quantity(at + 1).is_some()
                && !self.compound_at(at + 1)
            {
                at += 1;
                continue;
            }
            if tag == Tag::Poss {
                np.determiner = Determiner::Possessive;
                (np.head, np.quantity) = (None, None);
                np.inner = at as u32 + 1;
                let counted = self.count(at + 1, end, np);
                if np.quantity.is_some() {
                    np.inner = counted as u32;
                    at = counted;
                    after_head = at;
                    continue;
                }
            } else if is_nominal(tag) || (tag == Tag::Adj && !self.nominal_follows(at + 1, end) && !(np.quantity.is_some() && self.counts_more(at))) {
                np.head = Some(at as u32);
                np.plural = tag == Tag::NounPl;
                np.proper = tag == Tag::Propn;
            }
            at += 1;
            after_head = at;
        }
        after_head
    }

    /// "more" behind a number adds to it and names nobody.
    fn counts_more(&self, at: usize) -> bool {
        self.phrases.coded(at, Table::Cues, crate::lexicon::Code::Additional).is_some()
    }

    /// A hyphen, an ampersand or a dot inside a name, with nominal words on both sides.
    fn joint(&self, at: usize, end: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let dash = token.kind == Kind::Dash && !token.spaced() && self.tokens.get(at + 1).is_some_and(|next| !next.spaced() && at + 1 < end);
        let dot = token.is(b'.') && !token.spaced() && at + 1 < end && self.tag(at + 1) == Tag::Propn && self.tag(at.wrapping_sub(1)) == Tag::Propn;
        dash || dot
    }

    /// "device (IED) expert": an acronym in brackets inside a noun phrase.
    fn bracketed_acronym(&self, at: usize, end: usize) -> bool {
        let sign = |at: usize, sign: u8| self.tokens.get(at).is_some_and(|token| token.is(sign));
        sign(at, b'(')
            && sign(at + 2, b')')
            && self.tokens.get(at + 1).is_some_and(|token| token.all_capitals())
            && at + 3 < end
            && is_nominal(self.tag(at + 3))
    }

    /// The token is tied to its neighbour by a hyphen.
    fn glued(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|token| token.kind == Kind::Dash && !token.spaced())
    }

    fn compound_at(&self, at: usize) -> bool {
        self.quantity(at).is_some_and(|(_, quantity)| self.in_compound(quantity))
    }

    fn hyphenated(&self, at: usize) -> bool {
        self.glued(at)
            || self.tokens.get(at + 1).is_some_and(|next| {
                next.kind == Kind::Dash && !next.spaced() && self.tokens.get(at + 2).is_some_and(|after| !after.spaced() && after.is_word())
            })
    }

    /// "an Ansaru linked commander": after an article or a verb, a participle between a name and a noun belongs to both.
    fn tied_participle(&self, at: usize, end: usize, np: &NounPhrase) -> bool {
        let object = (np.first as usize).checked_sub(1).is_some_and(|before| is_main_verb(self.tag(before)));
        (object || np.determiner != Determiner::Bare) && np.quantity.is_none() && !self.harms(at) && self.nominal_next(at + 1, end)
    }

    /// "accused of murdering two cooks": what follows is the verb's object.
    fn harms(&self, at: usize) -> bool {
        self.phrases.has(at, Table::HarmVerbs)
    }

    fn state_word(&self, at: usize) -> bool {
        self.phrases.has(at, Table::HarmStates)
    }

    fn nominal_next(&self, at: usize, end: usize) -> bool {
        at < end && (is_nominal(self.tag(at)) || (self.tag(at) == Tag::Adj && at + 1 < end && is_nominal(self.tag(at + 1)))) && !self.is_weekday_or_month(at)
    }

    /// Whether a noun follows, perhaps after more adjectives and hyphens.
    fn nominal_follows(&self, mut at: usize, end: usize) -> bool {
        for _ in 0..6 {
            if at >= end {
                return false;
            }
            match self.tag(at) {
                tag if is_nominal(tag) => return !self.is_weekday_or_month(at),
                Tag::Adj | Tag::VerbPart | Tag::Num => at += 1,
                _ if self.joint(at, end) => at += 1,
                _ => return false,
            }
        }
        false
    }

    fn verb_group(&mut self, start: usize, end: usize) -> Option<usize> {
        let mut vg = VerbGroup {
            first: start as u32,
            last: start as u32,
            main: start as u32,
            passive: false,
            form: VerbForm::Finite,
            negated: false,
            modal: None,
            perfect: false,
            copula: false,
        };
        let (mut at, mut aux, mut be, mut to) = (start, None, false, false);
        let mut main = None;
        while at < end {
            let tag = self.tag(at);
            match tag {
                Tag::Modal => vg.modal = Some(at as u32),
                Tag::Aux => {
                    be |= self.is_be(at);
                    vg.perfect |= self.is_have(at);
                    aux = Some(at);
                }
                Tag::To if at == start && self.verb_ahead(at + 1, end) => to = true,
                Tag::Part | Tag::Adv if at > start && self.verb_ahead(at + 1, end) => vg.negated |= self.is_not(at),
                Tag::Part if self.is_not(at) && at > start => vg.negated = true,
                _ if is_main_verb(tag) => {
                    main = Some(at);
                    break;
                }
                _ => break,
            }
            at += 1;
        }
        let head = main.or(aux).or(vg.modal.map(|modal| modal as usize))?;
        vg.main = head as u32;
        vg.last = head as u32;
        if main.is_none() {
            vg.last = at.saturating_sub(1).max(head) as u32;
            while vg.last as usize > head && !matches!(self.tag(vg.last as usize), Tag::Part | Tag::Aux) {
                vg.last -= 1;
            }
        }
        let tag = self.tag(head);
        vg.copula = main.is_none() && be;
        vg.passive = main.is_some() && be && matches!(tag, Tag::VerbPart | Tag::VerbPast);
        let being = main.is_none() && vg.modal.is_none() && self.tokens.text_of(start).ends_with("ing");
        vg.form = match (aux.is_some() || vg.modal.is_some(), to, tag) {
            (_, true, _) => VerbForm::Infinitive,
            _ if being => VerbForm::Ing,
            (true, _, _) => VerbForm::Finite,
            (_, _, Tag::VerbIng) => VerbForm::Ing,
            (_, _, Tag::VerbPart) => VerbForm::Participle,
            _ => VerbForm::Finite,
        };
        let (first, last) = (start, vg.last as usize);
        let kind = ChunkKind::Vg(self.out.vgs.len() as u32);
        self.out.vgs.push(vg);
        Some(self.push(kind, first, last))
    }

    fn verb_ahead(&self, mut at: usize, end: usize) -> bool {
        for _ in 0..4 {
            if at >= end {
                return false;
            }
            match self.tag(at) {
                Tag::Aux => return true,
                tag if is_main_verb(tag) => return true,
                Tag::Adv | Tag::Part => at += 1,
                _ => return false,
            }
        }
        false
    }

    fn form_of(&self, at: usize, code: crate::lexicon::Code) -> bool {
        self.phrases.coded(at, Table::Auxiliaries, code).is_some()
    }

    fn is_be(&self, at: usize) -> bool {
        self.form_of(at, crate::lexicon::Code::Be)
    }

    fn is_have(&self, at: usize) -> bool {
        self.form_of(at, crate::lexicon::Code::Have)
    }

    fn is_not(&self, at: usize) -> bool {
        self.form_of(at, crate::lexicon::Code::Not)
    }
}
