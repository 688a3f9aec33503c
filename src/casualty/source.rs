//! Who says a figure: the speakers whose words cover it, from the outermost to the innermost.

use super::draft::Draft;
use super::status::covers;
use crate::lexicon::{Code, Table};
use crate::mention::Found;
use crate::rule::{Rule, RuleInfo};
use crate::schema::{Entity, Id, Mention, Provenance};
use crate::syntax::{Frame, Parsed};
use crate::text::{Map, Order, Set, Span, lower_case};
use crate::token::Tag;
use std::borrow::Cow;

/// The rule that makes an entity of a speaker nobody named before.
pub static SPEAKER: RuleInfo = RuleInfo::new(
    "source.speaker",
    "Somebody who is quoted or cited: the subject of a verb of speech, or what stands after \"according to\".",
    &["Hospital sources counted 22 dead."],
    &["The blast counted for little."],
);

/// The frames that cover `draft`, outermost first, denials and demands left out.
pub fn frames_of<'f>(frames: &'f [Frame], draft: &Draft) -> Vec<&'f Frame> {
    let speaks = |frame: &&Frame| !matches!(frame.kind, Code::Deny | Code::Demand | Code::Accuse) && covers(frame, draft) && frame.verb != draft.trigger_tok;
    let mut covering: Vec<&Frame> = frames.iter().filter(speaks).collect();
    covering.order_by_key(|frame| (frame.cited, frame.scope_first, u32::MAX - frame.scope_last, frame.verb));
    covering
}

/// Who "he", "they" and "its statement" are that speak in `frame`: the one who spoke last, in this sentence or the two before.
pub fn speaker_before<'f>(parsed: &Parsed, frames: &'f [Vec<Frame>], frame: &Frame) -> Option<&'f Frame> {
    if !points_back(parsed, frame) {
        return None;
    }
    let near = frames.get(frame.sentence.saturating_sub(2)..=frame.sentence)?;
    near.iter().rev().flat_map(|list| list.iter().rev()).find(|other| other.verb < frame.verb && !points_back(parsed, other))
}

/// Whether who speaks was named before: "he", "its statement", "the report".
pub fn points_back(parsed: &Parsed, frame: &Frame) -> bool {
    let first = frame.speaker_first as usize;
    let back = || matches!(parsed.tag(first), Tag::Poss) || parsed.tokens.text_of(first).eq_ignore_ascii_case("the");
    parsed.tag(frame.speaker_head as usize) == Tag::Pron
        || is_document(parsed, frame) && first + 1 == frame.speaker_head as usize && back() && !issued(parsed, frame)
}

/// "statement", "report": what is written speaks for who issued it.
fn is_document(parsed: &Parsed, frame: &Frame) -> bool {
    parsed.phrases.coded(frame.speaker_head as usize, Table::SourceNouns, Code::Document).is_some()
}

/// "statement by", "report from".
fn issued(parsed: &Parsed, frame: &Frame) -> bool {
    let next = frame.speaker_head as usize + 1;
    next < parsed.tokens.len() && ["by", "from", "of"].iter().any(|word| parsed.tokens.text_of(next).eq_ignore_ascii_case(word))
}

/// The frame of the one who denies `draft`.
pub fn denier<'f>(frames: &'f [Frame], draft: &Draft) -> Option<&'f Frame> {
    frames.iter().find(|frame| frame.kind == Code::Deny && covers(frame, draft))
}

/// The speakers of a text: entities already found, and sources nobody named before.
pub struct Speakers<'t> {
    added: Vec<Mention<'t>>,
    spans: Set<Span>,
    names: Map<String, Id>,
    next: u32,
}

impl<'t> Speakers<'t> {
    /// No speaker yet; the sources already found are known by name.
    pub fn new(found: &Found<'t>) -> Self {
        let sources = found.entities.iter().filter(|entity| entity.r#type == "source");
        let names = sources.map(|entity| (lower_case(&entity.name), entity.id)).collect();
        Self { added: Vec::new(), spans: Set::default(), names, next: found.mentions.len() as u32 }
    }

    /// The entity of a speaker: one already mentioned there, or a new source.
    pub fn entity(&mut self, parsed: &Parsed<'t>, found: &mut Found<'t>, frame: &Frame, last_speaker: Option<Id>) -> Option<Id> {
        if parsed.tag(frame.speaker_head as usize) == Tag::Pron {
            return last_speaker;
        }
        let head = parsed.tokens.span(frame.speaker_head as usize, frame.speaker_head as usize);
        let known = found.mentions_over(head).max_by_key(|mention| mention.end - mention.start).map(|mention| mention.entity);
        let issuer = || if points_back(parsed, frame) { last_speaker } else { issuer(parsed, found, frame) };
        known.or_else(|| issuer().filter(|_| is_document(parsed, frame))).or_else(|| self.new_source(parsed, found, frame))
    }

    fn new_source(&mut self, parsed: &Parsed<'t>, found: &mut Found<'t>, frame: &Frame) -> Option<Id> {
        if speaks_never(parsed, found, frame.speaker_head as usize) {
            return None;
        }
        let first = (frame.speaker_first..=frame.speaker_head).find(|&at| !is_determiner(parsed, at))?;
        let span = parsed.tokens.span(first as usize, frame.speaker_last as usize);
        let text = Cow::Borrowed(span.of(parsed.tokens.text));
        let entity = match self.names.get(&lower_case(&text)) {
            Some(known) => *known,
            None => push_entity(found, &SPEAKER, text.clone(), span),
        };
        self.names.insert(lower_case(&text), entity);
        if self.spans.insert(span) {
            self.next += 1;
            let id = Id('M', self.next);
            self.added.push(Mention { id, entity, start: span.start, end: span.end, text, kind: "nominal", provenance: Provenance::new(&SPEAKER, span) });
            if let Some(entity) = found.entities.get_mut(entity.index()) {
                entity.mentions.push(id);
            }
        }
        Some(entity)
    }

    /// Files the new mentions among the others, in the order of the text.
    pub fn settle(self, found: &mut Found<'t>) {
        found.mentions.extend(self.added);
        found.mentions.order_by_key(|mention| (mention.start, mention.end));
    }
}

/// A day or a place that nobody takes for a government: "released a video Saturday that showed", "Chicago recorded 473 homicides".
fn speaks_never(parsed: &Parsed, found: &Found, head: usize) -> bool {
    let day = parsed.phrases.of(head, Table::Calendar).any(|found| matches!(found.sense.code(), Code::Weekday | Code::Month | Code::DayShift));
    let span = parsed.tokens.span(head, head);
    day || found
        .places
        .iter()
        .filter(|place| place.feature != "country")
        .flat_map(|place| &place.mentions)
        .any(|mention| Span::new(mention.start, mention.end).overlaps(span))
}

fn is_determiner(parsed: &Parsed, at: u32) -> bool {
    matches!(parsed.tag(at as usize), Tag::Det | Tag::Poss)
}

/// Who issued what is written: "a statement by the army", "an army statement", "the army's statement".
fn issuer(parsed: &Parsed, found: &Found, frame: &Frame) -> Option<Id> {
    let head = frame.speaker_head as usize;
    let named = |at: usize| {
        let mentions = found.mentions_over(parsed.tokens.span(at, at));
        mentions.max_by_key(|mention| mention.end - mention.start).map(|mention| mention.entity)
    };
    let after = issued(parsed, frame).then(|| (head + 2..parsed.tokens.len()).find(|&at| !is_determiner(parsed, at as u32))).flatten();
    after.and_then(named).or_else(|| (frame.speaker_first as usize..head).rev().find_map(named))
}

fn push_entity<'t>(found: &mut Found<'t>, rule: Rule, name: Cow<'t, str>, span: Span) -> Id {
    let id = Id('E', found.entities.len() as u32 + 1);
    found.entities.push(Entity::described(id, "source", name, Provenance::new(rule, span)));
    id
}

/// The side a speaker belongs to, if the speaker is a party to a conflict: by entity type, affiliation or words.
pub fn party_side(parsed: &Parsed, found: &Found, entity: Id, frame: &Frame) -> Option<Code> {
    let direct = found.entities.get(entity.index()).and_then(|entity| side_of_type(entity.r#type));
    let tied = || {
        let ties = found.entities.get(entity.index())?.affiliations.iter();
        ties.filter_map(|tie| found.entities.get(tie.to.index())).find_map(|to| side_of_type(to.r#type))
    };
    let words = || {
        let tokens = frame.speaker_first..=frame.speaker_last;
        tokens.rev().find_map(|at| parsed.phrases.of(at as usize, Table::Sides).next().map(|found| found.sense.code()))
    };
    direct.or_else(tied).or_else(words)
}

/// Whether somebody fights.
pub fn is_party(found: &Found, id: Id) -> bool {
    found.entities.get(id.index()).is_some_and(|entity| side_of_type(entity.r#type).is_some())
}

/// "It gave no figure for its own dead": the party named last in the two sentences before.
pub fn party_before(parsed: &Parsed, found: &Found, sentence: usize) -> Option<Id> {
    let start = |at: usize| parsed.sentences.get(at).and_then(|sentence| parsed.tokens.get(sentence.first)).map(|token| token.span.start);
    let (from, to) = (start(sentence.saturating_sub(2))?, start(sentence)?);
    let end = found.mentions.partition_point(|mention| mention.start < to);
    let before = found.mentions.get(..end)?.iter().rev().take(12).take_while(|mention| mention.start >= from);
    before.map(|mention| mention.entity).find(|id| is_party(found, *id))
}

fn side_of_type(kind: &str) -> Option<Code> {
    match kind {
        "armed_group" => Some(Code::Nonstate),
        "state_force" => Some(Code::State),
        "external_force" | "private_military" => Some(Code::External),
        _ => None,
    }
}
