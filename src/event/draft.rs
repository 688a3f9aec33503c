//! Drafts: the triggers of one sentence brought together, each with its people, places, date, and whether it is news,
//! background or did not happen.
//!
//! In: the triggers of a sentence. Out: [`Draft`]s. Which drafts tell the same incident is left to `merge`.

use super::scene::{Class, Spot, spots_in};
use super::trigger::{Reach, Reading, Trigger};
use crate::casualty::Claims;
use crate::lexicon::{Code, Table};
use crate::mention::Found;
use crate::recognize::Dates;
use crate::syntax::{ChunkKind, Determiner, NounPhrase, VerbForm};
use crate::token::{Kind, Tag};

/// Whether a thing is today's news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// News of this article.
    Current,
    /// Mentioned for context.
    Background,
    /// Did not happen, or not yet.
    Hypothetical,
}

/// What kind of incident the triggers are of; drafts of different families are different incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// Armed force.
    Force,
    /// Abduction, sexual violence, beating.
    Harm,
    /// Demonstrations and riots.
    Crowd,
    /// Arrests, agreements, bases, movements.
    Strategic,
}

/// The family of a trigger's code.
pub(super) fn family(code: Code) -> Family {
    match code {
        Code::Protest | Code::Riot | Code::Disperse | Code::Throw => Family::Crowd,
        Code::Abduct | Code::Rape | Code::Assault | Code::Lynch | Code::Loot | Code::Burn => Family::Harm,
        Code::Withdraw | Code::Arrest | Code::Disarm | Code::Base | Code::Agreement | Code::GroupChange | Code::Expel | Code::MassGrave => Family::Strategic,
        _ => Family::Force,
    }
}

/// What one sentence says of one incident.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Index of the sentence.
    pub sentence: usize,
    /// Tokens it was read from.
    pub scope: Reach,
    /// Triggers.
    pub triggers: Vec<Trigger>,
    /// Whether it is news.
    pub status: Status,
    /// Indexes of places (not of mentions) where it happened.
    pub places: Vec<usize>,
    /// Index of its date.
    pub date: Option<usize>,
    /// Indexes of facilities attacked or taken.
    pub facilities: Vec<usize>,
    /// Indexes of facilities where it happened.
    pub sites: Vec<usize>,
    /// Indexes of weapons.
    pub weapons: Vec<usize>,
    /// Indexes of casualty figures.
    pub claims: Vec<usize>,
    /// A word says it is another incident than the one before.
    pub apart: bool,
    /// Where the wording itself is the trigger ("another that ...").
    pub wording: Option<Reach>,
    /// Who did it, where no trigger says.
    pub attackers: Vec<usize>,
    /// To whom, where no trigger says.
    pub targets: Vec<usize>,
}

/// What drafts are read from.
pub(super) struct Material<'a, 't> {
    /// Who and where.
    pub found: &'a Found<'t>,
    /// When.
    pub dates: &'a Dates<'t>,
    /// Figures.
    pub claims: &'a Claims<'t>,
}

/// The drafts of sentence `at`.
pub(super) fn drafts(reading: &Reading, material: &Material, at: usize, triggers: Vec<Trigger>) -> Vec<Draft> {
    let mut current: Vec<Trigger> = Vec::new();
    let mut drafts: Vec<Draft> = Vec::new();
    for mut trigger in triggers {
        if countered(reading, &trigger) {
            trigger.attackers.clear();
        }
        if blocked(reading, &trigger) && !survives(reading, &trigger) || crime(reading, &trigger) || diplomacy(reading, &trigger) {
            continue;
        }
        match status(reading, &trigger) {
            None => {}
            Some(Status::Current) => current.push(trigger),
            Some(status) => match drafts.last_mut().filter(|draft| draft.status == status && near(draft, &trigger)) {
                Some(draft) => draft.triggers.push(trigger),
                None => drafts.push(blank(at, reading, vec![trigger], status)),
            },
        }
    }
    if !current.is_empty() {
        drafts.insert(0, blank(at, reading, current, Status::Current));
    }
    let many = drafts.len() > 1;
    for draft in &mut drafts {
        if many {
            narrow(reading, draft);
        }
        fill(reading, material, draft);
    }
    if let Some(other) = another(reading, material, at, &drafts) {
        drafts.iter_mut().for_each(|draft| draft.claims.retain(|claim| !other.claims.contains(claim)));
        drafts.push(other);
    }
    for draft in drafts.iter_mut().filter(|draft| draft.status == Status::Background && draft.triggers.iter().all(|trigger| trigger.attackers.is_empty())) {
        draft.attackers = draft.triggers.first().map(|trigger| attackers_before(reading, trigger.first)).unwrap_or(std::mem::take(&mut draft.attackers));
    }
    drafts
}

fn near(draft: &Draft, trigger: &Trigger) -> bool {
    draft.triggers.last().is_some_and(|last| trigger.first < last.last + 4)
}

fn blank(sentence: usize, reading: &Reading, triggers: Vec<Trigger>, status: Status) -> Draft {
    let scope = Reach { first: reading.first, last: reading.last };
    Draft {
        sentence,
        scope,
        triggers,
        status,
        places: Vec::new(),
        date: None,
        facilities: Vec::new(),
        sites: Vec::new(),
        weapons: Vec::new(),
        claims: Vec::new(),
        apart: apart(reading),
        wording: None,
        attackers: Vec::new(),
        targets: Vec::new(),
    }
}

/// "Separately", "in another attack" among the first words.
fn apart(reading: &Reading) -> bool {
    reading.scene.has_cue(Code::Elsewhere, reading.first, reading.first + 3)
}

/// A draft that shares its sentence reads only its own side of the nearest cue.
fn narrow(reading: &Reading, draft: &mut Draft) {
    let cue = reading.scene.cues_in(reading.first, reading.last).iter().find(|cue| cue.code == Code::Earlier).map(|cue| cue.first);
    let (Some(cue), Some(first)) = (cue, draft.triggers.first().map(|trigger| trigger.first)) else { return };
    if first >= cue {
        draft.scope.first = cue;
    } else if cue > reading.first {
        draft.scope.last = cue - 1;
    }
}

/// A topic without conflict beside the trigger: "the judge was shot" speaks of no court.
fn blocked(reading: &Reading, trigger: &Trigger) -> bool {
    let topics = [Code::Sport, Code::Culture, Code::Market, Code::Court, Code::Labour, Code::Accident, Code::Disaster, Code::Disease];
    let cues = reading.scene.cues_in(reading.first, reading.last);
    let victim = |cue: &super::scene::Cue| cue.code == Code::Court && trigger.object.iter().any(|object| object.first <= cue.first && cue.last <= object.last);
    cues.iter().any(|cue| topics.contains(&cue.code) && !victim(cue))
}

/// Some triggers hold whatever the sentence is about.
fn survives(reading: &Reading, trigger: &Trigger) -> bool {
    let cues = reading.scene.cues_in(reading.first, reading.last);
    let count = |codes: &[Code]| cues.iter().filter(|cue| codes.contains(&cue.code)).count();
    let armed = count(&[Code::Front, Code::Firearm, Code::Explosive, Code::Suicide]) + armed_actors(reading);
    let off = count(&[Code::Sport, Code::Culture, Code::Market, Code::Disaster, Code::Disease, Code::Labour]);
    let accident = count(&[Code::Accident]);
    let sure = matches!(
        trigger.code,
        Code::Suicide | Code::AirStrike | Code::DroneStrike | Code::Massacre | Code::Ambush | Code::Lynch | Code::Grenade | Code::Chemical
    );
    let hurt = trigger.code == Code::Shooting && !spots_in(&reading.scene.claims, reading.first, reading.last).is_empty();
    let mishap = matches!(trigger.code, Code::Blast | Code::Burn | Code::Strike | Code::Killing);
    match family(trigger.code) {
        Family::Crowd => off < 2 && accident < 2,
        _ if sure || hurt => off == 0 && accident == 0 || armed > 0,
        _ if mishap => armed > accident + off,
        _ => armed > off,
    }
}

fn armed_actors(reading: &Reading) -> usize {
    let range = reading.scene.actor_range(reading.first, reading.last);
    reading.scene.actors.get(range).unwrap_or(&[]).iter().filter(|actor| matches!(actor.class, Class::State | Class::Nonstate | Class::External)).count()
}

/// Police work against ordinary crime is no conflict event.
fn crime(reading: &Reading, trigger: &Trigger) -> bool {
    matches!(trigger.code, Code::Arrest | Code::Disarm | Code::Raid | Code::Abduct | Code::Launch | Code::Repel)
        && !nonstate(reading)
        && reading.scene.has_cue(Code::Crime, reading.first, reading.last)
}

fn nonstate(reading: &Reading) -> bool {
    let range = reading.scene.actor_range(reading.first, reading.last);
    reading.scene.actors.get(range).unwrap_or(&[]).iter().any(|actor| actor.class == Class::Nonstate)
}

/// Sanctions, expulsions of diplomats and tests of weapons are politics, unless somebody was hurt.
fn diplomacy(reading: &Reading, trigger: &Trigger) -> bool {
    let political = matches!(
        trigger.code,
        Code::Expel | Code::Missile | Code::Blast | Code::Bomb | Code::Agreement | Code::Attack | Code::Disperse | Code::Protest | Code::Launch | Code::Strike
    );
    let hurt = !spots_in(&reading.scene.claims, reading.first, reading.last).is_empty();
    let crowd = family(trigger.code) == Family::Crowd && reading.scene.has_cue(Code::CrowdPeople, reading.first, reading.last);
    political && !hurt && !crowd && reading.scene.has_cue(Code::Politics, reading.first, reading.last)
}

/// "denied it and said that the army had bombed the road": what one who denies says of another is no fact.
fn countered(reading: &Reading, trigger: &Trigger) -> bool {
    let denies = |at: u32| reading.parsed.phrases.coded(at as usize, Table::StatementWords, Code::DeniesIt).is_some();
    !trigger.attackers.is_empty() && (reading.first..trigger.first).any(denies)
}

fn status(reading: &Reading, trigger: &Trigger) -> Option<Status> {
    let group = trigger.group.as_ref();
    if group.is_some_and(|group| group.negated)
        || generic(reading, trigger)
        || timeless(reading, trigger)
        || denied(reading, trigger)
        || failed(reading, trigger)
    {
        return None;
    }
    if unreal(reading, trigger) || aimed(reading, trigger) {
        return Some(Status::Hypothetical);
    }
    if past(reading, trigger) {
        return Some(Status::Background);
    }
    Some(Status::Current)
}

/// "urged them to attack the capital": an infinitive tells of no deed, unless what stands before says that it was done.
fn aimed(reading: &Reading, trigger: &Trigger) -> bool {
    let intends = |group: &crate::syntax::VerbGroup| group.form == VerbForm::Infinitive && !group.perfect && group.modal.is_none();
    let Some(group) = trigger.group.filter(|group| intends(group) && trigger.code != Code::Protest) else { return false };
    let Some(at) = reading.chunk_of(group.first) else { return false };
    let before = (at.saturating_sub(3)..at).rev().find_map(|chunk| reading.clauses.vg(chunk));
    before.is_none_or(|verb| !reading.scene.has_cue(Code::Doing, verb.main, verb.main))
}

/// "numerous attacks", "ongoing fighting": not one incident.
fn generic(reading: &Reading, trigger: &Trigger) -> bool {
    if !trigger.noun {
        return false;
    }
    let np = reading.chunk_of(trigger.first).and_then(|at| reading.clauses.np(at));
    np.is_some_and(|np| reading.scene.has_cue(Code::Generic, np.first, trigger.first) || habit(reading, trigger, np))
}

/// "the failure of the prisoner exchange negotiations": nothing was agreed.
fn failed(reading: &Reading, trigger: &Trigger) -> bool {
    const FAILED: [&str; 7] = ["failure", "failed", "collapse", "collapsed", "breakdown", "stalled", "deadlocked"];
    let near = trigger.first.saturating_sub(4).max(reading.first)..(trigger.last + 5).min(reading.last);
    trigger.noun && trigger.code == Code::Agreement && near.into_iter().any(|at| FAILED.iter().any(|word| reading.is_word(at, word)))
}

/// "Grenades kill enemies at once.": a sentence in the present with no day, place or figure tells what is usual.
fn timeless(reading: &Reading, trigger: &Trigger) -> bool {
    let present = |group: &crate::syntax::VerbGroup| {
        group.form == VerbForm::Finite && !group.passive && !group.perfect && group.first == group.main && reading.parsed.tag(group.main as usize) == Tag::Verb
    };
    let empty = |list: &[super::scene::Spot]| spots_in(list, reading.first, reading.last).is_empty();
    let whole = reading.parsed.tokens.get(reading.last as usize).is_some_and(|token| token.is(b'.'));
    let spots = &reading.scene;
    whole && trigger.group.is_some_and(|group| present(&group)) && empty(&spots.dates) && empty(&spots.claims) && empty(&spots.places)
}

/// "was responsible for attacks": a bare plural that is not the subject, in a sentence without a date or a figure.
fn habit(reading: &Reading, trigger: &Trigger, np: &crate::syntax::NounPhrase) -> bool {
    let bare = np.plural && np.last == trigger.last && np.determiner == Determiner::Bare && np.quantity.is_none();
    let opening = reading.chunk_of(np.first).is_none_or(|chunk| !(0..chunk).any(|at| reading.clauses.is_vg(at)));
    let empty = |list: &[super::scene::Spot]| spots_in(list, reading.first, reading.last).is_empty();
    let kind = matches!(
        trigger.code,
        Code::Attack | Code::Bomb | Code::Suicide | Code::Killing | Code::Assassination | Code::Ambush | Code::Abduct | Code::Raid | Code::Operation
    );
    let duty = reading.scene.has_cue(Code::Duty, reading.first, trigger.first);
    bare && !opening && (duty || kind && trigger.attackers.is_empty()) && empty(&reading.scene.dates) && empty(&reading.scene.claims)
}

/// "no attack", "without fighting".
fn denied(reading: &Reading, trigger: &Trigger) -> bool {
    let before = trigger.first.saturating_sub(2)..trigger.first;
    trigger.noun && before.rev().any(|at| at >= reading.first && cue_at(reading, at, Code::Negation))
}

fn cue_at(reading: &Reading, at: u32, code: Code) -> bool {
    reading.parsed.phrases.coded(at as usize, Table::Cues, code).is_some()
}

fn unreal(reading: &Reading, trigger: &Trigger) -> bool {
    if let Some(group) = &trigger.group {
        let modal = group.modal.is_some_and(|modal| cue_at(reading, modal, Code::Hypothetical) || unreal_modal(reading, modal));
        if modal {
            return true;
        }
    }
    let from = trigger.group.map_or(trigger.first, |group| group.first);
    let start = from.saturating_sub(4).max(reading.first);
    (start..=from).any(|at| {
        let hit = reading.parsed.phrases.coded(at as usize, Table::Cues, Code::Hypothetical);
        hit.is_some_and(|hit| hit.last + 2 >= from && hit.last <= trigger.first && hit.last > hit.first)
    }) || reading.scene.has_cue(Code::Threat, start, from)
}

fn unreal_modal(reading: &Reading, modal: u32) -> bool {
    reading.scene.cues_in(modal, modal).iter().any(|cue| cue.code == Code::Unreal)
}

fn past(reading: &Reading, trigger: &Trigger) -> bool {
    let cues = reading.scene.cues_in(reading.first, reading.last);
    let before = |cue: &&super::scene::Cue| cue.first <= trigger.first && cue.last < trigger.first + 1;
    let led = cues.iter().filter(before).any(|cue| cue.code == Code::Earlier && trigger.first - cue.last < 25 && !comes_back(reading, cue.last, trigger.first));
    let dated = cues
        .iter()
        .any(|cue| cue.code == Code::LongAgo && cue.first + 12 > trigger.first && cue.first < trigger.last + 12 && same_stretch(reading, trigger, cue.first));
    led || dated || of_a_year(reading, trigger)
}

/// "the 2017 attack": a year before the noun makes it history.
fn of_a_year(reading: &Reading, trigger: &Trigger) -> bool {
    let np = reading.chunk_of(trigger.first).filter(|_| trigger.noun).and_then(|at| reading.clauses.np(at));
    let text = |at: u32| reading.parsed.tokens.text_of(at as usize);
    let year =
        |at: u32| text(at).len() == 4 && ["19", "20"].iter().any(|century| text(at).starts_with(century)) && text(at).bytes().all(|byte| byte.is_ascii_digit());
    np.is_some_and(|np| (np.first..trigger.first).any(year))
}

/// After an aside a main clause comes back to the news.
fn comes_back(reading: &Reading, cue: u32, trigger: u32) -> bool {
    let (Some(from), Some(to)) = (reading.chunk_of(cue), reading.chunk_of(trigger)) else { return false };
    let opening = cue <= reading.first + 2 && reading.scene.has_cue(Code::Earlier, reading.first, reading.first);
    opening && (from..to).any(|at| reading.clauses.kind(at) == Some(ChunkKind::Comma))
}

fn same_stretch(reading: &Reading, trigger: &Trigger, cue: u32) -> bool {
    let (low, high) = (trigger.first.min(cue), trigger.first.max(cue));
    let (Some(from), Some(to)) = (reading.chunk_of(low), reading.chunk_of(high)) else { return false };
    !(from..to).any(|at| matches!(reading.clauses.kind(at), Some(ChunkKind::Semicolon | ChunkKind::Sub)))
}

/// Places, date, facilities, weapons and figures of the draft's stretch.
fn fill(reading: &Reading, material: &Material, draft: &mut Draft) {
    let Reach { first, last } = draft.scope;
    let scene = reading.scene;
    draft.places = super::place::places_of(reading, material.found, draft);
    if super::place::many(reading, material.found) && super::setting::is_headline(reading.parsed, draft.sentence) {
        // a headline over several reports: each tells its own place
        draft.places.clear();
    }
    draft.sites = super::place::sites_of(reading, draft);
    draft.date = date(reading, material, draft);
    draft.weapons = super::means::used(reading, material.found, draft);
    draft.claims = spots_in(&scene.claims, first, last).iter().map(|spot| spot.index).collect();
    draft.facilities = super::means::aimed_at(reading, draft);
}

/// The event date nearest to the first trigger within the draft's stretch; one that only dates a noun comes after those that date the clause.
fn date(reading: &Reading, material: &Material, draft: &Draft) -> Option<usize> {
    let anchor = draft.triggers.first()?.first;
    let spots = spots_in(&reading.scene.dates, draft.scope.first, draft.scope.last);
    let dated =
        spots.iter().filter(|spot| material.dates.list.get(spot.index).is_some_and(|date| date.kind == "event_date") && !says(reading, spot.first, anchor));
    let ranked = dated.filter_map(|spot| Some((is_idle(material, spot.index), rank(reading, spot)?, spot.first.abs_diff(anchor), spot.first, spot.index)));
    ranked.min().map(|(.., index)| index)
}

/// "at dawn", "two hours after the raid": a time whose day the text does not tell; or a day that was still to come.
pub(super) fn is_idle(material: &Material, at: usize) -> bool {
    let ahead = material.dates.days(at).zip(material.dates.day).is_some_and(|((first, _), news)| first > news);
    ahead || material.dates.list.get(at).is_some_and(|date| date.needs.is_some_and(|needs| needs != "publication_date"))
}

/// 0 for a date of the clause, 1 for "Tuesday's attack", none for "the December 2011 agreement".
pub(super) fn rank(reading: &Reading, spot: &Spot) -> Option<u8> {
    let Some((chunk, np)) = dated_noun(reading, spot) else { return Some(0) };
    let act = |at: u32| reading.parsed.phrases.of(at as usize, Table::EventNouns).any(|hit| family(hit.sense.code()) != Family::Strategic);
    let held = match reading.clauses.governor(chunk) {
        Some(prep) => ["in", "on", "at", "during"].iter().any(|word| reading.clauses.is(prep, word)),
        None => spot.first == reading.first,
    };
    (held || (np.first..=np.last).any(act)).then_some(1)
}

/// The noun phrase that a date only describes: "Tuesday's election", "the Aug. 7 raid".
fn dated_noun<'r>(reading: &'r Reading, spot: &Spot) -> Option<(usize, &'r NounPhrase)> {
    let kind = |at: u32| reading.parsed.tokens.get(at as usize).map(|token| token.kind);
    let owner = kind(spot.last + 1) == Some(Kind::Clitic);
    let led = spot.first > reading.first && reading.parsed.tag(spot.first as usize - 1) == Tag::Det;
    let next = spot.last + 1 + u32::from(owner);
    let chunk = reading.chunk_of(next + u32::from(kind(next) == Some(Kind::Quote)))?;
    let np = reading.clauses.np(chunk).filter(|np| np.last > spot.last && (np.determiner == Determiner::Bare || np.first <= spot.last + 1))?;
    (owner || led).then_some((chunk, np))
}

/// "said on Monday that": the date of the speech, not of what it tells.
pub(super) fn says(reading: &Reading, date: u32, anchor: u32) -> bool {
    let Some(at) = reading.chunk_of(date) else { return false };
    if reading.parsed.tokens.get(date as usize + 1).is_some_and(|token| token.kind == Kind::Clitic) {
        return false;
    }
    let speaks = |token: u32| reading.parsed.phrases.has(token as usize, Table::Attribution) || reading.scene.has_cue(Code::Diplomacy, token, token);
    let next = (at + 1..at + 3).find_map(|chunk| reading.clauses.vg(chunk));
    if next.is_some_and(|group| speaks(group.main) && group.main < anchor) {
        return true;
    }
    let opening = date < reading.first + 3 && spots_in(&reading.scene.dates, reading.first, reading.last).len() > 1;
    let verb = (at + 1..reading.clauses.list.len()).find_map(|chunk| reading.clauses.vg(chunk)).filter(|_| opening);
    if verb.is_some_and(|group| speaks(group.main) && group.main < anchor) {
        return true;
    }
    let before = (at.saturating_sub(4)..at).rev().find(|&chunk| reading.clauses.is_vg(chunk));
    let Some(group) = before.and_then(|chunk| reading.clauses.vg(chunk)) else { return false };
    let suspected = reading.parsed.phrases.at(group.main as usize).iter().any(|hit| hit.sense.code() == Code::Accuse);
    speaks(group.main) && !suspected && !(group.main < anchor && anchor < date) && group.main != anchor
}

/// "and another that killed 30": an earlier figure with no trigger of its own.
fn another(reading: &Reading, material: &Material, at: usize, drafts: &[Draft]) -> Option<Draft> {
    let before = drafts.iter().rev().find(|draft| draft.status == Status::Background)?;
    let from = before.triggers.last()?.last;
    let word = (from..=reading.last).find(|&at| reading.scene.has_cue(Code::Another, at, at))?;
    let claim = spots_in(&reading.scene.claims, word, reading.last).first()?;
    material.claims.claims.get(claim.index)?;
    let mut draft = blank(at, reading, Vec::new(), Status::Background);
    draft.scope = Reach { first: word, last: reading.last };
    draft.claims = vec![claim.index];
    draft.wording = Some(Reach { first: word, last: claim.first.max(word) });
    draft.attackers = attackers_before(reading, word);
    Some(draft)
}

/// The last armed actor named by a "by" before token `at`.
pub(super) fn attackers_before(reading: &Reading, at: u32) -> Vec<usize> {
    let range = reading.scene.actor_range(reading.first, at);
    let named = range.rev().find(|&actor| {
        let Some(actor) = reading.scene.actors.get(actor) else { return false };
        let chunk = reading.chunk_of(actor.first).and_then(|chunk| reading.clauses.governor(chunk));
        actor.class.armed() && chunk.is_some_and(|prep| reading.clauses.is(prep, "by"))
    });
    named.into_iter().collect()
}
