//! Speech frames: who says what, from where to where, in reported speech, quotation and "according to".
//!
//! In: chunks of a sentence and the table of verbs of speech. Out: [`Frame`]s. Whether the speaker is a party to
//! anything is left to later stages.

use super::chunk::ChunkKind;
use super::clause::Clauses;
use crate::lexicon::{Code, Sense, Table};
use crate::token::Phrases;

/// One act of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Sentence index.
    pub sentence: usize,
    /// First token of the speaker's noun phrase.
    pub speaker_first: u32,
    /// Last token of the speaker's noun phrase, "of" and "for" phrases included.
    pub speaker_last: u32,
    /// Head token of the speaker.
    pub speaker_head: u32,
    /// The verb's first token.
    pub verb: u32,
    /// The speaker is quoted by another speaker of the same words: always the innermost.
    pub cited: bool,
    /// What kind of speech: `Say`, `Claim`, `Deny` ...
    pub kind: Code,
    /// First token of what is said.
    pub scope_first: u32,
    /// Last token of what is said.
    pub scope_last: u32,
}

/// Finds the frames of one sentence.
pub fn find_frames(clauses: &Clauses, phrases: &Phrases, sentence: usize) -> Vec<Frame> {
    let finder = Finder { clauses, phrases, sentence };
    let mut frames = Vec::new();
    for at in 0..clauses.list.len() {
        if let Some(frame) = finder.according(at) {
            frames.push(frame);
            continue;
        }
        match clauses.kind(at) {
            Some(ChunkKind::Vg(_)) => frames.extend(finder.verb(at)),
            Some(ChunkKind::Colon) => frames.extend(finder.headline(at)),
            _ => {}
        }
    }
    frames
}

struct Finder<'a, 'c, 't> {
    clauses: &'a Clauses<'c, 't>,
    phrases: &'a Phrases,
    sentence: usize,
}

impl Finder<'_, '_, '_> {
    fn speech(&self, at: u32) -> Option<(u32, Sense)> {
        let found = self.phrases.of(at as usize, Table::Attribution).next()?;
        Some((found.last, found.sense))
    }

    fn cue(&self, at: u32, code: Code) -> bool {
        self.phrases.coded(at as usize, Table::Cues, code).is_some()
    }

    fn bounds(&self) -> (u32, u32) {
        let first = self.clauses.list.first().map_or(0, |chunk| chunk.first);
        let last = self.clauses.list.last().map_or(0, |chunk| chunk.last);
        (first, last)
    }

    fn frame(&self, speaker: usize, verb: u32, kind: Code, scope: (u32, u32)) -> Option<Frame> {
        let np = self.clauses.np(speaker)?;
        let end = self.speaker_end(speaker);
        Some(Frame {
            sentence: self.sentence,
            speaker_first: np.first,
            speaker_last: end,
            speaker_head: np.head.unwrap_or(np.last),
            verb,
            cited: false,
            kind,
            scope_first: scope.0,
            scope_last: scope.1,
        })
    }

    /// "Syrian Observatory for Human Rights", "commander of Africom".
    fn speaker_end(&self, at: usize) -> u32 {
        let mut end = at;
        while (self.clauses.is(end + 1, "of") || self.clauses.is(end + 1, "for") || self.clauses.is(end + 1, "in"))
            && self.clauses.is_np(end + 2)
            && end < at + 4
        {
            let proper = self.clauses.np(end + 2).is_some_and(|np| np.proper);
            if !proper && !self.clauses.is(end + 1, "of") {
                break;
            }
            end += 2;
        }
        self.clauses.list.get(end).map_or(0, |chunk| chunk.last)
    }

    fn verb(&self, at: usize) -> Option<Frame> {
        let vg = self.clauses.vg(at)?;
        let (_, sense) = self.speech(vg.main)?;
        // "an explosion that claimed three lives"
        let head = self.clauses.np(at + 1).and_then(|object| object.head).map_or("", |head| self.clauses.tokens.text_of(head as usize));
        if sense.code() == Code::Claim && ["life", "lives"].iter().any(|lives| head.eq_ignore_ascii_case(lives)) {
            return None;
        }
        let reduced = vg.form == super::VerbForm::Participle;
        if reduced && (self.cue(vg.main, Code::Hedge) && self.clauses.is_vg(at + 1) || sense.code() == Code::Claim && self.clauses.is(at + 1, "by")) {
            return None;
        }
        if vg.passive || (vg.form == super::VerbForm::Infinitive) {
            return self.passive_by(at, sense);
        }
        let (first, last) = self.bounds();
        let quoting = vg.form == super::VerbForm::Ing;
        if quoting {
            let object = at + 1;
            let cites = self.clauses.is_np(object) && self.cue(vg.main, Code::Citing);
            let cited = || self.frame(object, vg.main, Code::Say, (first, last)).map(|frame| Frame { cited: true, ..frame });
            return if cites { cited() } else { self.said_before(at, sense) };
        }
        let ends = self.ends_with_speaker(at);
        let after = || self.said_after(at, sense, ends);
        if ends { after().or_else(|| self.said_before(at, sense)) } else { self.said_before(at, sense).or_else(after) }
    }

    /// "... killed 18 people said the ministry." without a comma.
    fn ends_with_speaker(&self, at: usize) -> bool {
        let told = || (0..at).any(|before| self.clauses.is_vg(before));
        let speaker = |np: &super::NounPhrase| {
            let head = |head: u32| [Table::People, Table::SourceNouns, Table::OrgWords].iter().any(|table| self.phrases.has(head as usize, *table));
            np.quantity.is_none() && !np.pronoun && !self.is_day(at + 1) && !self.says_to(at) && (np.proper || np.head.is_some_and(head))
        };
        matches!(self.clauses.kind(at + 2), None | Some(ChunkKind::Other)) && self.clauses.np(at + 1).is_some_and(speaker) && told()
    }

    /// "were reported killed by X" is no speech of the subject; "was attributed by residents to" is theirs.
    fn passive_by(&self, at: usize, sense: Sense) -> Option<Frame> {
        let by = (at + 1..at + 4).find(|&next| self.clauses.is(next, "by") && self.clauses.is_np(next + 1))?;
        let (first, last) = self.bounds();
        self.frame(by + 1, self.clauses.vg(at)?.main, sense.code(), (first, last))
    }

    /// "X said (that) ...", or at the end ", X said".
    fn said_before(&self, at: usize, sense: Sense) -> Option<Frame> {
        let vg = self.clauses.vg(at)?;
        let subject = self.clauses.subject(at)?;
        let subject = self.over_relative(subject).or_else(|| self.beside_verb(at, subject)).or_else(|| self.before_day(subject)).unwrap_or(subject);
        let (first, last) = self.bounds();
        let subject_first = self.clauses.list.get(subject)?.first;
        let complement = self.complement(at);
        let scope = match complement {
            Some(start) => (start, self.scope_end(at, last)),
            None if self.clauses.kind(at + 1) == Some(ChunkKind::Comma) && self.clauses.is_vg(at + 2) && subject_first > first => (first, last),
            None if subject_first > first => (first, subject_first.saturating_sub(1)),
            None => return None,
        };
        self.frame(subject, vg.main, sense.code(), scope)
    }

    /// "killed in raids on Friday military sources said", without commas: who can speak stands right before the verb, and who was found cannot.
    fn beside_verb(&self, at: usize, subject: usize) -> Option<usize> {
        let source = |head: u32| self.phrases.has(head as usize, Table::SourceNouns);
        let speaks =
            |np: &super::NounPhrase| np.pronoun || np.proper || np.head.is_some_and(|head| source(head) || self.phrases.ends(head as usize, Table::People));
        let near = at.checked_sub(1).filter(|near| *near != subject)?;
        let found = self.clauses.np(near)?.head.is_some_and(source) && !self.clauses.np(subject).is_some_and(speaks);
        found.then_some(near)
    }

    /// "Coalition forces today confirmed": who speaks stands before the day.
    fn before_day(&self, subject: usize) -> Option<usize> {
        subject.checked_sub(1).filter(|&before| self.is_day(subject) && self.clauses.is_np(before))
    }

    /// "the charity that runs it said": not the object of the relative clause speaks, unless that clause is itself one of speech.
    fn over_relative(&self, object: usize) -> Option<usize> {
        let bare = self.clauses.np(object).is_some_and(|np| np.determiner == super::Determiner::Bare);
        let object = (object.saturating_sub(usize::from(bare))..=object).find(|&np| np > 0 && self.clauses.is_np(np) && self.clauses.is_vg(np - 1))?;
        let verb = object - 1;
        self.clauses.object_in_relative(object).filter(|_| self.clauses.vg(verb).is_some_and(|vg| self.speech(vg.main).is_none()))
    }

    /// ", said X", or "said X" where that ends the sentence.
    fn said_after(&self, at: usize, sense: Sense, ends: bool) -> Option<Frame> {
        let before = at.checked_sub(1)?;
        let opens = matches!(self.clauses.kind(before), Some(ChunkKind::Comma | ChunkKind::Quote | ChunkKind::Dash));
        let subject = at + 1;
        if !(opens || ends) || !self.clauses.is_np(subject) {
            return None;
        }
        let vg = self.clauses.vg(at)?;
        let (first, _) = self.bounds();
        self.frame(subject, vg.main, sense.code(), (first, vg.first.saturating_sub(1)))
    }

    /// The first token of what a verb of speech governs to its right; `None` when nothing that can be said follows.
    fn complement(&self, at: usize) -> Option<u32> {
        let mut next = at + 1;
        let mut objects = 0;
        loop {
            match self.clauses.kind(next)? {
                ChunkKind::Sub | ChunkKind::Rel => return self.clauses.list.get(next + 1).map(|chunk| chunk.first),
                ChunkKind::Quote | ChunkKind::Colon => return self.clauses.list.get(next + 1).map(|chunk| chunk.first),
                ChunkKind::Np(_) if objects == 0 && self.says_to(at) && self.follows_addressee(next) => objects += 1,
                ChunkKind::Np(_) if self.clauses.np(next).is_some_and(|np| np.head.is_some_and(|head| self.cue(head, Code::NotContent))) => return None,
                ChunkKind::Np(_) if self.is_day(next) => {}
                ChunkKind::Np(_) => return self.content_from(next),
                ChunkKind::Vg(_) => return self.clauses.list.get(next).map(|chunk| chunk.first),
                ChunkKind::Adj => return self.clauses.list.get(next).map(|chunk| chunk.first),
                ChunkKind::Comma if self.has_verb_after(next) && self.tag_is_that(next) => {}
                ChunkKind::Comma => return self.comma_complement(next),
                ChunkKind::Prep if self.is_time_or_means(next) => next += 1,
                ChunkKind::Prep => return self.content_from(next),
                ChunkKind::Adv => {}
                _ => return None,
            }
            next += 1;
        }
    }

    fn content_from(&self, at: usize) -> Option<u32> {
        self.clauses.list.get(at).map(|chunk| chunk.first)
    }

    fn tag_is_that(&self, comma: usize) -> bool {
        matches!(self.clauses.kind(comma + 1), Some(ChunkKind::Sub))
    }

    /// "The army said on Tuesday, ..." has its content after the comma only if no clause stands before the speaker.
    fn comma_complement(&self, comma: usize) -> Option<u32> {
        let quote = self.clauses.kind(comma + 1) == Some(ChunkKind::Quote);
        quote.then(|| self.content_from(comma + 2)).flatten()
    }

    fn has_verb_after(&self, at: usize) -> bool {
        (at..self.clauses.list.len()).any(|next| self.clauses.is_vg(next))
    }

    fn says_to(&self, at: usize) -> bool {
        self.clauses.vg(at).is_some_and(|vg| self.cue(vg.main, Code::Telling))
    }

    /// "told AFP by phone that": what follows the addressee.
    fn follows_addressee(&self, np: usize) -> bool {
        self.clauses.list.get(np + 1).is_some()
    }

    /// "said on Tuesday", "said by phone", "said in a statement".
    fn is_time_or_means(&self, prep: usize) -> bool {
        self.clauses.is_np(prep + 1) && self.clauses.quantity(prep + 1).is_none() && !self.clauses.is(prep, "of")
    }

    /// "said Monday", "said Tuesday evening": a day without a preposition is not what is said.
    fn is_day(&self, at: usize) -> bool {
        let day = |found: &crate::token::Match| matches!(found.sense.code(), Code::Weekday | Code::DayShift);
        self.clauses.np(at).is_some_and(|np| np.quantity.is_none() && self.phrases.of(np.inner as usize, Table::Calendar).any(day))
    }

    /// What is said ends at a semicolon or where another speaker takes over.
    fn scope_end(&self, at: usize, last: u32) -> u32 {
        for next in at + 1..self.clauses.list.len() {
            let cut = match self.clauses.kind(next) {
                Some(ChunkKind::Semicolon) => true,
                Some(ChunkKind::Comma) => self.other_speaker_after(next),
                _ => false,
            };
            if cut {
                return self.clauses.list.get(next).map_or(last, |chunk| chunk.first.saturating_sub(1));
            }
        }
        last
    }

    /// ", while the rebels put", ", but the army said", ", another said".
    fn other_speaker_after(&self, comma: usize) -> bool {
        let mut next = comma + 1;
        let joined = matches!(self.clauses.kind(next), Some(ChunkKind::Conj | ChunkKind::Sub)) && !self.clauses.is(next, "that");
        next += usize::from(joined);
        if !self.clauses.is_np(next) {
            return false;
        }
        let verb = self.clauses.np_end(next) + 1;
        self.clauses.vg(verb).is_some_and(|vg| self.speech(vg.main).is_some() && self.complement(verb).is_some())
    }

    /// "according to X".
    fn according(&self, at: usize) -> Option<Frame> {
        let chunk = self.clauses.list.get(at)?;
        let (end, sense) = self.speech(chunk.first).filter(|(_, sense)| sense.code() == Code::According)?;
        let next = (at..at + 4).find(|&next| self.clauses.list.get(next).is_some_and(|chunk| chunk.first > end))?;
        let (first, last) = self.bounds();
        let scope = if at == 0 { (end + 1, last) } else { (first, chunk.first.saturating_sub(1)) };
        self.frame(next, chunk.first, sense.code(), scope)
    }

    /// "... in south Lebanon: ministry" at the end of a headline; "Mali army: 40 killed" at its start is not read.
    fn headline(&self, colon: usize) -> Option<Frame> {
        let speaker = colon + 1;
        let rest = self.clauses.list.len().saturating_sub(speaker + 1);
        let ends = rest == 0 || (rest <= 2 && !self.has_verb_after(speaker));
        let np = self.clauses.np(speaker)?;
        let plain =
            np.quantity.is_none() && np.head.is_some() && colon > 1 && !self.clauses.tokens.text_of(self.clauses.list.last()?.last as usize).ends_with('.');
        let (first, _) = self.bounds();
        let end = self.clauses.list.get(colon)?.first.saturating_sub(1);
        (ends && plain).then(|| self.frame(speaker, np.first, Code::Say, (first, end))).flatten()
    }
}
