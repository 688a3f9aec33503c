//! Linking: places, facilities, weapons, dates, figures and statements learn which event they belong to.
//!
//! In: incidents and the lists of the report. Out: links both ways. Nothing new is found here, except how many places
//! the text says there were.

use super::draft::{Draft, Status};
use super::merge::Incident;
use super::scene::tokens_of;
use crate::casualty::Claims;
use crate::lexicon::{Code, Table};
use crate::mention::Found;
use crate::recognize::Dates;
use crate::rule::EntryId;
use crate::schema::{CasualtyClaim, Event, Id, PlaceCount, Statement};
use crate::syntax::Parsed;
use crate::text::{Map, Order};

fn is_news(status: &str) -> bool {
    matches!(status, "main" | "related")
}

/// Gives places, facilities, weapons and dates their part.
pub(super) fn places_and_things(parsed: &Parsed, incidents: &[Incident], events: &mut [Event], found: &mut Found, dates: &mut Dates) {
    for (incident, event) in incidents.iter().zip(events.iter_mut()) {
        places(incident, event, found);
        facilities(incident, event, found);
        sites(incident, found);
        let recovered = Recovered::new(incident);
        let mut told: Vec<EntryId> = Vec::new();
        for at in incident.drafts.iter().filter(|draft| draft.status != Status::Hypothetical).flat_map(|draft| &draft.weapons) {
            let Some(weapon) = found.weapons.get_mut(*at).filter(|weapon| weapon.r#use.is_none()) else { continue };
            let again = weapon.provenance.entries.first().is_some_and(|row| told.contains(row));
            told.extend(weapon.provenance.entries.first());
            if !again {
                weapon.r#use = Some(weapon_use(parsed, &recovered, weapon.start));
            }
        }
        if let Some(date) = incident.date.and_then(|at| dates.list.get_mut(at)) {
            date.event = date.event.or(Some(event.id));
            event.date = Some(date.id);
        }
        event.place_count = place_count(parsed, incident, event.places.len() as u64);
    }
}

fn places(incident: &Incident, event: &mut Event, found: &mut Found) {
    let role = if incident.status == "background" { "background_event" } else { "event" };
    for at in &incident.places {
        let Some(place) = found.places.get_mut(*at) else { continue };
        if place.event_role != "event" && (is_news(incident.status) || incident.status == "background") {
            place.event_role = role;
        }
        event.places.push(place.id);
    }
}

fn facilities(incident: &Incident, event: &Event, found: &mut Found) {
    let mut told: Vec<EntryId> = Vec::new();
    for (draft, at) in incident.drafts.iter().flat_map(|draft| draft.facilities.iter().map(move |at| (draft, *at))) {
        let Some(facility) = found.facilities.get_mut(at) else { continue };
        let row = facility.provenance.entries.first().copied();
        let again = row.is_some_and(|row| told.contains(&row)) && facility.text.starts_with("the ");
        told.extend(row);
        if again || !matches!(facility.event_role, None | Some("vicinity")) {
            continue;
        }
        let taken = draft.triggers.iter().any(|trigger| matches!(trigger.code, Code::Seize | Code::Retake));
        facility.event_role = Some(match event.status {
            "background" => "background_target",
            _ if taken => "claimed_captured",
            "hypothetical" => "context",
            _ => "target",
        });
    }
}

/// Facilities where an incident happened and that nothing was done to.
fn sites(incident: &Incident, found: &mut Found) {
    for at in incident.drafts.iter().flat_map(|draft| &draft.sites).filter(|_| is_news(incident.status)) {
        if let Some(facility) = found.facilities.get_mut(*at).filter(|facility| facility.event_role.is_none() && facility.facility_type != "vehicle") {
            facility.event_role = Some("event");
        }
    }
}

/// Weapons and vehicles that are only mentioned, with no part in what is told, are not listed.
pub(super) fn drop_idle_things(found: &mut Found) {
    found.facilities.retain(|facility| facility.facility_type != "vehicle" || facility.event_role.is_some());
    for (at, facility) in found.facilities.iter_mut().enumerate() {
        facility.id = Id('F', at as u32 + 1);
    }
    found.weapons.retain(|weapon| weapon.r#use.is_some());
    for (at, weapon) in found.weapons.iter_mut().enumerate() {
        weapon.id = Id('W', at as u32 + 1);
    }
}

/// What the triggers of an incident say was recovered: where it starts, and the furthest end up to there.
struct Recovered(Vec<(u32, u32)>);

impl Recovered {
    fn new(incident: &Incident) -> Self {
        let disarming = incident.triggers().filter(|trigger| trigger.code == Code::Disarm);
        let mut list: Vec<(u32, u32)> = disarming.flat_map(|trigger| &trigger.object).map(|object| (object.first, object.last)).collect();
        list.order();
        let mut furthest = 0;
        for reach in &mut list {
            furthest = reach.1.max(furthest);
            reach.1 = furthest;
        }
        Self(list)
    }

    fn holds(&self, at: u32) -> bool {
        let before = self.0.partition_point(|(first, _)| *first <= at);
        before.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|(_, last)| at <= *last)
    }
}

/// How a weapon comes in: recovered, heard, or used.
fn weapon_use(parsed: &Parsed, recovered: &Recovered, start: u32) -> &'static str {
    let at = parsed.tokens.list.partition_point(|token| token.span.end <= start) as u32;
    let recovered = recovered.holds(at);
    let heard = (at.saturating_sub(4)..at).any(|at| parsed.phrases.coded(at as usize, Table::EventCues, Code::Sound).is_some());
    match (recovered, heard) {
        (true, _) => "recovered_by",
        (_, true) => "reported_sound",
        _ => "used",
    }
}

/// "at least seven locations".
fn place_count(parsed: &Parsed, incident: &Incident, named: u64) -> Option<PlaceCount> {
    for draft in &incident.drafts {
        let chunks = parsed.chunks.of_sentence(draft.sentence);
        for np in chunks.iter().filter_map(|chunk| parsed.chunks.np(chunk)).filter(|np| np.first >= draft.scope.first && np.last <= draft.scope.last) {
            let Some(quantity) = np.quantity.and_then(|at| parsed.quantities.get(at as usize)) else { continue };
            let counted = np.head.is_some_and(|head| parsed.phrases.coded(head as usize, Table::EventCues, Code::PlaceNoun).is_some());
            if counted && quantity.best.is_some_and(|n| n > 1) {
                let span = parsed.tokens.span(np.first as usize, np.last as usize);
                return Some(PlaceCount { low: quantity.low, high: quantity.high, qualifier: quantity.qualifier, named, evidence: vec![span] });
            }
        }
    }
    None
}

/// Ties each figure to the event of its sentence; current figures without one to the main event.
pub(super) fn figures(parsed: &Parsed, incidents: &[Incident], events: &mut [Event], claims: &mut Claims) {
    let main = events.iter().find(|event| event.status == "main").map(|event| event.id);
    let mut owner: Vec<Option<usize>> = vec![None; claims.claims.len()];
    for (at, incident) in incidents.iter().enumerate() {
        for draft in &incident.drafts {
            for claim in &draft.claims {
                if let Some(slot) = owner.get_mut(*claim).filter(|slot| slot.is_none()) {
                    *slot = Some(at);
                }
            }
        }
    }
    let nearest = Nearest::of(incidents, sentences);
    for (claim, own) in claims.claims.iter_mut().zip(owner) {
        let fits = own.filter(|at| fits_status(claim.status, events.get(*at).map_or("", |event| event.status)));
        let fallback = match claim.status {
            "current" | "superseded" => {
                claim.evidence.first().and_then(|span| nearest.before(parsed, span.start)).and_then(|at| events.get(at)).map(|event| event.id).or(main)
            }
            _ => None,
        };
        claim.event = fits.and_then(|at| events.get(at)).map(|event| event.id).or(fallback);
    }
    spread(parsed, claims);
    for at in 0..claims.claims.len() {
        let Some(event) = event_of_whole(claims, at) else { continue };
        if let Some(claim) = claims.claims.get_mut(at) {
            claim.event = Some(event);
        }
        if let Some(event) = events.iter_mut().find(|other| other.id == event) {
            event.casualties.extend(claims.claims.get(at).map(|claim| claim.id));
        }
    }
    for item in &mut claims.undisclosed {
        item.event = item.event.or(main);
    }
}

/// Figures that may sum up several incidents stand among the first.
const LEAD: usize = 12;

/// A toll of several incidents belongs to none of them where its parts do; who counts otherwise counts the same incident.
fn spread(parsed: &Parsed, claims: &mut Claims) {
    for at in 0..claims.claims.len() {
        let Some(claim) = claims.claims.get(at) else { continue };
        let target = claim.not_additive_with.first().and_then(|id| claims.claims.get(id.index()));
        let rival = target.filter(|target| claim.relation == Some("conflicts_with") && target.id < claim.id && target.status == claim.status);
        let parts = if at < LEAD && tells_several(parsed, claim) { claims.claims.as_slice() } else { &[] };
        let mut events =
            parts.iter().filter(|part| part.relation == Some("subset_of") && part.not_additive_with.contains(&claim.id)).filter_map(|part| part.event);
        let first = events.next();
        let apart = first.is_some() && events.any(|event| Some(event) != first);
        let event = match rival {
            Some(rival) => rival.event,
            None if apart => None,
            None => continue,
        };
        if let Some(claim) = claims.claims.get_mut(at) {
            claim.event = event;
        }
    }
}

fn tells_several(parsed: &Parsed, claim: &CasualtyClaim) -> bool {
    let token = claim.evidence.first().map(|span| parsed.tokens.at_byte(span.start));
    token.is_some_and(|token| crate::casualty::several_incidents(parsed, parsed.sentence_of(token)))
}

/// The event of a figure; a part of a toll belongs where the toll does.
fn event_of_whole(claims: &Claims, at: usize) -> Option<Id> {
    let claim = claims.claims.get(at)?;
    let whole = claim.not_additive_with.first().and_then(|id| claims.claims.get(id.index()));
    whole.filter(|whole| claim.relation == Some("subset_of") && whole.status == claim.status).and_then(|whole| whole.event).or(claim.event)
}

fn fits_status(claim: &str, event: &str) -> bool {
    match claim {
        "background" => event == "background",
        "current" | "superseded" => is_news(event),
        "hypothetical" => event == "hypothetical",
        _ => false,
    }
}

/// The news event told last before a sentence.
struct Nearest {
    by_sentence: Vec<(usize, usize)>,
}

impl Nearest {
    /// Of the news incidents, by the sentences that `told` gives.
    fn of<'a, S: Iterator<Item = usize>>(incidents: &'a [Incident], told: impl Fn(&'a Incident) -> S) -> Self {
        let news = incidents.iter().enumerate().filter(|(_, incident)| is_news(incident.status));
        let mut by_sentence: Vec<(usize, usize)> = news.flat_map(|(at, incident)| told(incident).map(move |sentence| (sentence, at))).collect();
        by_sentence.order();
        Self { by_sentence }
    }

    fn before(&self, parsed: &Parsed, byte: u32) -> Option<usize> {
        let token = parsed.tokens.list.partition_point(|token| token.span.end <= byte);
        let sentence = parsed.sentence_of(token);
        let upto = self.by_sentence.partition_point(|(at, _)| *at <= sentence);
        self.by_sentence.get(upto.checked_sub(1)?).map(|(_, at)| *at)
    }
}

fn sentences(incident: &Incident) -> impl Iterator<Item = usize> + '_ {
    incident.drafts.iter().map(|draft| draft.sentence)
}

/// The sentences that tell a deed somebody may own up to: the first, and others that do more than point back ("it had carried out the attack").
fn told_in<'a>(parsed: &'a Parsed, incident: &'a Incident) -> impl Iterator<Item = usize> + 'a {
    let first = sentences(incident).min();
    let the = |at: u32| at > 0 && ["the", "this", "these"].iter().any(|word| parsed.tokens.text_of(at as usize - 1).eq_ignore_ascii_case(word));
    let known = move |trigger: &super::trigger::Trigger| trigger.echo || trigger.noun && the(trigger.first);
    let violent = |draft: &Draft| draft.triggers.is_empty() || draft.triggers.iter().any(|trigger| super::statement::violent(trigger.code));
    let tells = move |draft: &&Draft| violent(draft) && (Some(draft.sentence) == first || !draft.triggers.iter().all(known));
    incident.drafts.iter().filter(tells).map(|draft| draft.sentence)
}

/// The stretches of the text that tell background incidents, by sentence.
struct Past<'a>(Vec<(usize, usize, &'a Draft)>);

impl<'a> Past<'a> {
    fn new(incidents: &'a [Incident]) -> Self {
        let background = incidents.iter().enumerate().filter(|(_, incident)| incident.status == "background");
        let mut list: Vec<(usize, usize, &Draft)> =
            background.flat_map(|(at, incident)| incident.drafts.iter().map(move |draft| (draft.sentence, at, draft))).collect();
        list.order_by_key(|(sentence, at, _)| (*sentence, *at));
        Self(list)
    }

    /// The incident told at token `first`.
    fn at(&self, parsed: &Parsed, first: u32) -> Option<usize> {
        let sentence = parsed.sentence_of(first as usize);
        let from = self.0.partition_point(|(at, ..)| *at < sentence);
        let told =
            |draft: &Draft| draft.scope.first <= first && first <= draft.scope.last && draft.triggers.first().is_some_and(|trigger| trigger.first <= first + 6);
        self.0.get(from..)?.iter().take_while(|(at, ..)| *at == sentence).find(|(.., draft)| told(draft)).map(|(_, at, _)| *at)
    }
}

/// Ties statements to the event told in their sentence or last before it.
pub(super) fn statements(parsed: &Parsed, incidents: &[Incident], events: &mut [Event], statements: &mut [Statement]) {
    let nearest = Nearest::of(incidents, sentences);
    let deeds = Nearest::of(incidents, |incident| told_in(parsed, incident));
    let past = Past::new(incidents);
    for statement in statements.iter_mut() {
        if matches!(statement.kind, "warning" | "demand") {
            continue;
        }
        let Some(span) = statement.evidence.first().copied() else { continue };
        let Some((first, _)) = tokens_of(&parsed.tokens, span) else { continue };
        let own = past.at(parsed, first);
        let deed = || deeds.before(parsed, span.start).filter(|_| statement.kind == "responsibility");
        // "an attack for which the group claimed responsibility"
        let relative = (first.saturating_sub(8)..first).any(|at| parsed.tag(at as usize) == crate::token::Tag::RelPron);
        let at = own.filter(|_| relative || statement.kind != "responsibility").or_else(deed).or_else(|| nearest.before(parsed, span.start)).or(own);
        let Some(event) = at.and_then(|at| events.get_mut(at)) else { continue };
        statement.event = Some(event.id);
        event.statements.push(statement.id);
    }
}

/// A claim of responsibility takes the channel its party speaks through elsewhere in the text.
pub(super) fn channels(statements: &mut [Statement]) {
    let mut spoken: Map<Id, (&'static str, crate::text::Span)> = Map::default();
    for (source, channel, span) in
        statements.iter().filter_map(|s| Some((s.source?, s.channel.filter(|channel| *channel != "spokesperson")?, *s.evidence.last()?)))
    {
        spoken.get_or_insert_with(source, || (channel, span));
    }
    for statement in statements.iter_mut().filter(|s| s.kind == "responsibility" && s.r#type == Some("claim") && s.channel.is_none()) {
        if let Some((channel, span)) = statement.source.and_then(|source| spoken.get(&source)) {
            statement.channel = Some(channel);
            statement.evidence.push(*span);
        }
    }
}

/// State forces of the main event are side A, their opponents side B; entities learn their part.
pub(super) fn sides(events: &mut [Event], found: &mut Found) {
    for event in events.iter() {
        for participant in &event.actors {
            let Some(entity) = found.entities.get_mut(participant.entity.index()) else { continue };
            entity.event_role = entity.event_role.or(Some(participant.role));
            if event.status == "main" && entity.side.is_none() {
                entity.side = side_of(entity.r#type, entity.actor_class);
            }
        }
    }
}

fn side_of(kind: &str, class: Option<&str>) -> Option<&'static str> {
    match (kind, class) {
        ("state_force" | "government", _) | (_, Some("state_forces")) => Some("A"),
        ("armed_group", _) => Some("B"),
        ("external_force", _) => Some("A"),
        _ => None,
    }
}
