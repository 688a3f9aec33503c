//! Casualty claims: figures, victims, outcomes, sources, and how the figures relate.
//!
//! In: the parsed text, dates and entities. Out: [`Claims`]. Which event a claim belongs to is left to `event`.

mod draft;
mod manner;
mod parts;
mod rate;
mod reject;
mod relate;
mod retell;
mod rules;
mod source;
mod status;
mod trigger;
mod victim;
mod withheld;

pub use relate::several_incidents;
pub use rules::RULES;

use crate::lexicon::{Code, row};
use crate::mention::Found;
use crate::recognize::Dates;
use crate::schema::{CasualtyClaim, Derived, Figure, Id, NotCasualty, Provenance, Undisclosed, Victim};
use crate::syntax::{Frame, Parsed, find_frames};
use crate::text::{Order, Span};
use draft::Draft;
use std::borrow::Cow;

/// What was read about casualties.
#[derive(Debug, Default)]
pub struct Claims<'t> {
    /// Figures of casualties.
    pub claims: Vec<CasualtyClaim<'t>>,
    /// Losses somebody withholds.
    pub undisclosed: Vec<Undisclosed>,
    /// Numbers considered and rejected.
    pub rejected: Vec<NotCasualty<'t>>,
}

/// The claims of the headline and the lead, with which every later claim is compared.
const LEAD: usize = 12;

/// The row of being shot, which tells no death by itself.
const SHOOT: &str = "shoot";

/// Reads the casualty claims.
pub fn read_claims<'t>(parsed: &Parsed<'t>, dates: &Dates<'t>, found: &mut Found<'t>) -> Claims<'t> {
    let frames: Vec<Vec<Frame>> = (0..parsed.sentences.len()).map(|at| find_frames(&parsed.clauses(at), &parsed.phrases, at)).collect();
    let places = victim::PlaceSpans::new(found);
    let mut drafts = find_drafts(parsed, found, &places);
    shoot_dead(&mut drafts);
    relate::add_elided(parsed, &mut drafts);
    in_text_order(&mut drafts);
    judge(parsed, dates, &frames, &mut drafts);
    status::set_trial_back(parsed, &mut drafts);
    relate::inherit_victims(parsed, &mut drafts);
    relate::nest_in_tolls(parsed, &mut drafts);
    relate::nest_behind_tolls(parsed, &mut drafts);
    relate::nest_appositions(&mut drafts);
    relate::supersede_earlier(parsed, &mut drafts);
    relate::nest_parts(&mut drafts);
    let mut speakers = source::Speakers::new(found);
    let sources = find_sources(parsed, found, &mut speakers, &frames, &drafts);
    let voices: Vec<Option<Id>> = sources.iter().map(|source| source.chain.last().copied()).collect();
    relate::mark_conflicts(parsed, &mut drafts, &voices);
    relate::nest_in_roundups(parsed, &mut drafts);
    relate::mark_repeats(parsed, &places, &mut drafts);
    relate::mark_rounder(parsed, &places, dates, &mut drafts);
    relate::mark_anaphora(parsed, &mut drafts);
    relate::mark_vague_previews(parsed, &mut drafts);
    retell::Retelling { parsed, places: &places }.mark(&mut drafts);
    relate::nest_in_lead(parsed, &places, &mut drafts);
    relate::nest_beside(&mut drafts);
    relate::point_at_roots(&mut drafts);
    let claims: Vec<CasualtyClaim> = drafts.iter().zip(&sources).enumerate().map(|(at, (draft, source))| claim(parsed, at, draft, source)).collect();
    let undisclosed = find_undisclosed(parsed, found, &mut speakers, &frames);
    speakers.settle(found);
    let rejected = reject::find_rejected(parsed, dates, &claims);
    Claims { claims, undisclosed, rejected }
}

fn find_drafts<'t>(parsed: &Parsed<'t>, found: &Found<'t>, places: &victim::PlaceSpans) -> Vec<Draft> {
    let mut all: Vec<Draft> = Vec::new();
    for sentence in 0..parsed.sentences.len() {
        let clauses = parsed.clauses(sentence);
        let victims = victim::VictimReader { parsed, found, places };
        let mut drafts = trigger::TriggerReader { victims, clauses, sentence, drafts: Vec::new() }.read();
        without_doubles(&mut drafts);
        let victims = victim::VictimReader { parsed, found, places };
        parts::PartReader { victims, clauses }.read(&mut drafts);
        let offset = all.len();
        retarget(&mut drafts, &|target| target + offset);
        all.extend(drafts);
    }
    all
}

/// One claim per figure and outcome: the first rule that read it wins.
fn without_doubles(drafts: &mut Vec<Draft>) {
    let mut moved: Vec<usize> = Vec::with_capacity(drafts.len());
    for draft in std::mem::take(drafts) {
        let vague = drafts.iter().position(|other| other.chunk == draft.chunk && is_untold(other) && is_told(&draft));
        let twin = drafts.iter().position(|other| {
            other.chunk == draft.chunk && (other.outcome == draft.outcome || is_buried(other, &draft) || other.outcome == Code::Casualty && is_told(&draft))
                || other.chunk == draft.chunk && is_untold(&draft) && is_told(other)
                || (other.figure.first <= draft.figure.last
                    && draft.figure.first <= other.figure.last
                    && other.figure.qualifier != "indeterminate"
                    && other.trigger_tok == draft.trigger_tok)
        });
        moved.push(vague.or(twin).unwrap_or(drafts.len()));
        if let Some(slot) = vague.and_then(|vague| drafts.get_mut(vague)) {
            *slot = draft;
        } else if twin.is_none() {
            drafts.push(draft);
        }
    }
    retarget(drafts, &|target| moved.get(target).copied().unwrap_or(0));
}

/// Told to be dead, or told to be hurt: "he was shot and died".
fn is_told(draft: &Draft) -> bool {
    matches!(draft.outcome, Code::Killed | Code::Injured)
}

/// One who was shot, or "casualties put at": another word may tell who of them is dead.
fn is_untold(draft: &Draft) -> bool {
    draft.outcome == Code::Casualty && (std::ptr::eq(draft.rule, &rules::TOLL) || is_shot(draft))
}

fn is_shot(draft: &Draft) -> bool {
    draft.entries.first().is_some_and(|entry| tells_shot(*entry))
}

/// Whether a word tells that somebody was shot.
fn tells_shot(entry: crate::rule::EntryId) -> bool {
    row(entry).id().as_ref() == SHOOT
}

/// "The judge was murdered this morning. He was shot in the head": the one who was shot is the one who is dead.
fn shoot_dead(drafts: &mut [Draft]) {
    let one = |draft: &Draft| draft.figure.best == Some(1);
    if drafts.iter().any(|draft| one(draft) && draft.outcome == Code::Killed) {
        drafts.iter_mut().filter(|draft| one(draft) && is_shot(draft) && draft.outcome == Code::Casualty).for_each(|draft| draft.outcome = Code::Killed);
    }
}

/// Points the relations of drafts at where their targets are now.
fn retarget(drafts: &mut [Draft], place: &dyn Fn(usize) -> usize) {
    for (_, targets) in drafts.iter_mut().filter_map(|draft| draft.relation.as_mut()) {
        targets.iter_mut().for_each(|target| *target = place(*target));
    }
}

/// "more dead were feared to be buried": those called dead are not missing.
fn is_buried(dead: &Draft, draft: &Draft) -> bool {
    dead.outcome == Code::Killed && draft.outcome == Code::Missing && dead.trigger_tok == dead.figure.last + 1
}

/// Sorts by place in the text and keeps the relations pointing where they pointed.
fn in_text_order(drafts: &mut Vec<Draft>) {
    let mut order: Vec<(usize, Draft)> = std::mem::take(drafts).into_iter().enumerate().collect();
    order.order_by_key(|(_, draft)| (draft.sentence, draft.figure.first, draft.figure.last));
    let mut place = vec![0; order.len()];
    for (new, (old, draft)) in order.into_iter().enumerate() {
        if let Some(slot) = place.get_mut(old) {
            *slot = new;
        }
        drafts.push(draft);
    }
    retarget(drafts, &|target| place.get(target).copied().unwrap_or(0));
}

fn judge(parsed: &Parsed, dates: &Dates, frames: &[Vec<Frame>], drafts: &mut Vec<Draft>) {
    let main_date = main_date(dates);
    let profile = status::is_profile(parsed);
    let mut keep: Vec<bool> = Vec::with_capacity(drafts.len());
    let mut told: Vec<(Code, Option<u64>)> = Vec::new();
    for draft in drafts.iter_mut() {
        let frames = frames.get(draft.sentence).map_or(&[][..], Vec::as_slice);
        let figure = (draft.outcome, draft.figure.best);
        let known = told.contains(&figure);
        let other_told = !known && told.iter().any(|(outcome, _)| *outcome == draft.outcome);
        let reader = status::StatusReader { parsed, dates, clauses: parsed.clauses(draft.sentence), frames, main_date, known, other_told, profile };
        keep.push(!reject::is_date(parsed, dates, &draft.figure) && !rate::is_rate(parsed, draft.figure.first, draft.figure.last) && reader.judge(draft));
        if told.len() < LEAD {
            told.push(figure);
        }
    }
    if keep.iter().all(|keep| *keep) {
        return;
    }
    let mut place = Vec::with_capacity(keep.len());
    let mut next = 0;
    for keep in &keep {
        place.push(keep.then_some(next));
        next += usize::from(*keep);
    }
    let mut flags = keep.iter();
    drafts.retain(|_| *flags.next().unwrap_or(&true));
    for draft in drafts.iter_mut() {
        let targets = draft.relation.take();
        draft.relation = targets.and_then(|(relation, targets)| {
            let targets: Vec<usize> = targets.iter().filter_map(|target| place.get(*target).copied().flatten()).collect();
            (!targets.is_empty()).then_some((relation, targets))
        });
    }
}

/// The first day of the text, where its year is known; news dated by a bare weekday has none.
fn main_date(dates: &Dates) -> Option<i32> {
    let mut days = dates.list.iter().filter(|date| date.kind == "event_date" && date.granularity == "day");
    days.find_map(|date| match dates.days(date.id.index()) {
        None => date.weekday.map(|_| None),
        Some((first, _)) => Some(Some(first)),
    })?
}

/// The speakers of one draft.
#[derive(Default)]
struct Source {
    chain: Vec<Id>,
    denied_by: Option<Id>,
    party: Option<Code>,
}

fn find_sources<'t>(parsed: &Parsed<'t>, found: &mut Found<'t>, speakers: &mut source::Speakers<'t>, frames: &[Vec<Frame>], drafts: &[Draft]) -> Vec<Source> {
    let mut last_speaker = None;
    let mut sources = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let all = frames;
        let Some(frames) = frames.get(draft.sentence) else {
            sources.push(Source::default());
            continue;
        };
        let mut source = Source::default();
        for frame in source::frames_of(frames, draft) {
            let before = source::speaker_before(parsed, all, frame).and_then(|before| speakers.entity(parsed, found, before, None));
            let Some(entity) = speakers.entity(parsed, found, frame, before.or(last_speaker)) else { continue };
            source.party = source::party_side(parsed, found, entity, frame);
            source.chain.retain(|earlier| *earlier != entity);
            source.chain.push(entity);
        }
        last_speaker = source.chain.last().copied().or(last_speaker);
        if let Some(frame) = source::denier(frames, draft).filter(|_| draft.denied) {
            source.denied_by = speakers.entity(parsed, found, frame, last_speaker);
            source.chain.clear();
        }
        sources.push(source);
    }
    sources
}

fn claim<'t>(parsed: &Parsed<'t>, at: usize, draft: &Draft, source: &Source) -> CasualtyClaim<'t> {
    let tokens = &parsed.tokens;
    let text = tokens.text;
    let figure = tokens.span(draft.figure.first as usize, draft.figure.last as usize);
    let victim = draft.victim.map(|victim| tokens.span(victim.first as usize, victim.last as usize));
    let trigger = tokens.span(draft.trigger_tok as usize, draft.trigger_last as usize);
    let evidence = evidence(figure, victim.filter(|_| !draft.inherited), trigger, draft);
    let mut provenance = draft.entries.iter().fold(Provenance::new(draft.rule, evidence), |provenance, entry| provenance.with_entry(*entry));
    let (severity, cause) = (manner::severity(parsed, draft), manner::cause(parsed, draft));
    for found in severity.iter().chain(&cause) {
        provenance = provenance.with_entry(found.sense.entry()).with_evidence(tokens.span(found.first as usize, found.last as usize));
    }
    let (relation, targets) = match &draft.relation {
        Some((relation, targets)) => (Some(relation.name()), targets.iter().map(|target| Id('C', *target as u32 + 1)).collect()),
        None => (None, Vec::new()),
    };
    let denied = draft.denied;
    CasualtyClaim {
        id: Id('C', at as u32 + 1),
        event: None,
        outcome: draft.outcome.name(),
        term: draft.term.map(|(first, last)| Cow::Borrowed(tokens.span(first as usize, last as usize).of(text))),
        scare_quoted: draft.scare_quoted,
        figure: Figure {
            low: draft.figure.low,
            high: draft.figure.high,
            best: draft.figure.best,
            qualifier: draft.figure.qualifier,
            text: Cow::Borrowed(figure.of(text)),
            start: figure.start,
            end: figure.end,
        },
        coded: Default::default(),
        victim: victim.map(|span| Victim { text: Cow::Borrowed(span.of(text)), entity: None, start: span.start, end: span.end }),
        side: draft.side.name(),
        attributed_to: source.chain.last().copied().filter(|_| !denied),
        attribution_chain: source.chain.clone(),
        source_is_party: source.party.is_some() && !source.chain.is_empty(),
        polarity: match () {
            () if denied => "denied",
            () if draft.figure.qualifier == "none" => "negated",
            () => "asserted",
        },
        denied_by: source.denied_by,
        status: draft.status.name(),
        hedged: draft.hedged,
        verification: (source.party.is_some() && !source.chain.is_empty()).then_some("unverified"),
        since: draft.since.map(|(first, last)| Cow::Borrowed(tokens.span(first as usize, last as usize).of(text))),
        not_additive_with: targets,
        relation,
        basis: draft.bodies.then_some("bodies_found"),
        severity: severity.map(|found| found.sense.code().name()),
        harm: draft.sexual.then_some("sexual_violence"),
        cause: cause.map(|_| Code::NonViolent.name()),
        perpetrator: draft.perpetrator,
        derived: draft.derived.map(|(fraction, of)| Derived { fraction: Some(fraction), of, minus: None }),
        unit: draft.unit,
        evidence: vec![evidence],
        provenance,
        confidence: confidence(draft),
    }
}

/// From the first to the last word the claim rests on, inside its sentence.
fn evidence(figure: Span, victim: Option<Span>, trigger: Span, draft: &Draft) -> Span {
    let own = victim.map_or(figure, |victim| figure.join(victim));
    if draft.inherited { own } else { own.join(trigger) }
}

/// A rough order of trust, for sorting only: sure words first.
fn confidence(draft: &Draft) -> f64 {
    match () {
        () if draft.inherited => 0.7,
        () if draft.hedged => 0.75,
        () if draft.victim.is_none() => 0.85,
        () => 0.95,
    }
}

fn find_undisclosed<'t>(parsed: &Parsed<'t>, found: &mut Found<'t>, speakers: &mut source::Speakers<'t>, frames: &[Vec<Frame>]) -> Vec<Undisclosed> {
    let mut out = Vec::new();
    for sentence in 0..parsed.sentences.len() {
        let clauses = parsed.clauses(sentence);
        let Some(mut withheld) = withheld::find_withheld(parsed, &clauses) else { continue };
        if let Some(np) = withheld.subject.and_then(|subject| clauses.np(subject)) {
            let frame = Frame {
                sentence,
                speaker_first: np.first,
                speaker_last: np.last,
                speaker_head: np.head.unwrap_or(np.last),
                verb: np.last,
                cited: false,
                kind: Code::Say,
                scope_first: 0,
                scope_last: 0,
            };
            let voice = frames.get(sentence).and_then(|frames| frames.first()).filter(|voice| !source::points_back(parsed, voice));
            let speaking = voice.and_then(|voice| speakers.entity(parsed, found, voice, None));
            let told = sentence.checked_sub(1).and_then(|before| frames.get(before)?.first());
            let told = || told.and_then(|voice| speakers.entity(parsed, found, voice, None)).filter(|id| source::is_party(found, *id));
            let speaking = speaking.or_else(told).or_else(|| source::party_before(parsed, found, sentence));
            withheld.item.by = speakers.entity(parsed, found, &frame, speaking);
            if withheld.own || withheld.item.side == Code::Unknown.name() && !withheld.any {
                let side = withheld.item.by.and_then(|by| source::party_side(parsed, found, by, &frame));
                withheld.item.side = side.map_or(withheld.item.side, Code::name);
            }
        }
        withheld.item.id = Id('U', out.len() as u32 + 1);
        out.push(withheld.item);
    }
    out
}
