//! Events: triggers, actors in their roles, statements, what is contested, coded rows.
//!
//! In: everything read so far. Out: [`Story`]; and on the way each place, facility, weapon, date and figure learns which
//! event it belongs to. Summing up for the reader is left to `report`.

mod cast;
mod choose;
mod code;
mod coded;
mod contest;
mod draft;
mod gate;
mod harmed;
mod label;
mod link;
mod means;
mod merge;
mod place;
mod rules;
mod scene;
mod setting;
mod statement;
mod toll;
mod trigger;

pub(crate) use choose::told_type;
pub use rules::RULES;

use crate::casualty::Claims;
use crate::lexicon::Table;
use crate::mention::Found;
use crate::options::Coding;
use crate::recognize::Dates;
use crate::schema::{Contested, Event, Fatalities, Id, Provenance, Statement};
use crate::syntax::Parsed;
use crate::text::Order;
use draft::Material;
use merge::Incident;
use scene::Scene;

/// What happened, according to whom.
#[derive(Debug, Default)]
pub struct Story<'t> {
    /// Events, the main one first.
    pub events: Vec<Event<'t>>,
    /// Statements.
    pub statements: Vec<Statement<'t>>,
    /// Questions on which positions differ.
    pub contested: Vec<Contested<'t>>,
}

/// Tells the story: ties actors, places, dates and figures to events.
pub fn tell<'t>(parsed: &Parsed<'t>, dates: &mut Dates<'t>, found: &mut Found<'t>, claims: &mut Claims<'t>, coding: &Coding) -> Story<'t> {
    let mut scene = scene::build(parsed, found, dates, claims);
    frame_places(parsed, &scene, found);
    harmed::named(found, claims);
    let (drafts, mut statements) = read_sentences(parsed, &scene, &Material { found, dates, claims });
    let mut incidents = merge::incidents(parsed, drafts, found, dates, claims);
    setting::complete(parsed, &scene, &Material { found, dates, claims }, &mut incidents);
    let mut events: Vec<Event<'t>> = Vec::with_capacity(incidents.len());
    let mut made = Vec::with_capacity(incidents.len());
    let mut unnamed = cast::Unnamed::new(found);
    for incident in &incidents {
        let choice = choose::choose(incident, &scene, claims);
        let cast = cast::cast(parsed, &mut scene, found, incident, &choice.codes, &mut unnamed);
        events.push(blank_event(parsed, incident, &cast, choice.code, events.len()));
        made.push((cast, choice));
    }
    link::places_and_things(parsed, &incidents, &mut events, found, dates);
    link::figures(parsed, &incidents, &mut events, claims);

    harmed::parties(parsed, found, claims, &made);
    for ((event, incident), (cast, _)) in events.iter_mut().zip(&incidents).zip(&mut made) {
        cast::victims(parsed, &mut scene, found, claims, (incident, &event.casualties), cast, &mut unnamed);
        event.actors.clone_from(&cast.participants);
    }
    link::statements(parsed, &incidents, &mut events, &mut statements);
    link::channels(&mut statements);
    claimants(&mut events, &mut made, &statements, found);
    deniers(&mut events, &mut made, &statements);
    link::sides(&mut events, found);
    coded::code_figures(claims, coding);
    let contradicted = toll::contradicted(claims);
    let tally = toll::Tally { claims, found, coding, contradicted: &contradicted };
    for ((event, incident), (cast, choice)) in events.iter_mut().zip(&incidents).zip(&made) {
        event.fatalities = tally.fatalities(&event.casualties, event.id, event.status == "main");
        code_event(event, incident, cast, choice, &statements, found, dates, claims);
        event.label = label::label(event, choice, found);
    }
    link::drop_idle_things(found);
    let contested = contest::contested(&events, &statements, claims, found);
    Story { events, statements, contested }
}

/// "Gomal district, Paktika province": the text itself says in which province a place lies.
fn frame_places(parsed: &Parsed, scene: &Scene, found: &mut Found) {
    for place in found.places.iter_mut().filter(|place| place.feature == "admin1" && place.admin1.is_none()) {
        place.admin1 = Some(place.name.clone());
    }
    for at in 0..parsed.sentences.len() {
        let Some(reading) = trigger::Reading::new(parsed, scene, at) else { continue };
        for (inner, outer) in place::frames(&reading, found) {
            let Some((name, country)) = found.places.get(outer).and_then(|place| Some((place.admin1.clone()?, place.country.clone()))) else { continue };
            let Some(place) = found.places.get_mut(inner).filter(|place| place.admin1.as_ref() != Some(&name)) else { continue };
            if place.admin1.is_some() {
                // the gazetteer's place of that name lies elsewhere
                (place.lat, place.lon, place.matched_name, place.status, place.country) = (None, None, None, "unresolved", None);
                (place.acled_geo_precision, place.ucdp_where_prec) = (None, None);
            }
            place.admin1 = Some(name);
            place.country = place.country.take().or(country);
        }
    }
}

/// Who claims responsibility for an event is its attacker.
fn claimants(events: &mut [Event], made: &mut [(cast::Cast, choose::Choice)], statements: &[Statement], found: &Found) {
    for (event, (cast, _)) in events.iter_mut().zip(made) {
        let claimed =
            statements.iter().filter(|s| s.kind == "responsibility" && s.r#type == Some("claim") && s.event == Some(event.id)).filter_map(|s| s.actor).next();
        if let Some(id) = claimed {
            cast.add_claimant(id, found);
            event.actors.clone_from(&cast.participants);
        }
    }
}

/// Who denies an act that others accuse him of, and whom he blames for it, is no attacker unless somebody claims it.
fn deniers(events: &mut [Event], made: &mut [(cast::Cast, choose::Choice)], statements: &[Statement]) {
    for (event, (cast, _)) in events.iter_mut().zip(made) {
        let told =
            |kind: &'static str| statements.iter().filter(move |s| s.kind == "responsibility" && s.r#type == Some(kind)).filter(|s| s.event == Some(event.id));
        let claimed: Vec<Id> = told("claim").filter_map(|s| s.actor).collect();
        let outright = |s: &&Statement| s.provenance.rule != &rules::DEED_OF_ANOTHER;
        let held: Vec<Id> = told("accusation").filter(outright).chain(told("suspicion")).filter_map(|s| s.actor).collect();
        let accuses = |id: Id| told("accusation").any(|s| s.source == Some(id));
        let denying: Vec<Id> = told("denial").filter_map(|s| s.actor).filter(|id| held.contains(id) || accuses(*id)).collect();
        let blamed = told("accusation").filter(|s| s.source.is_some_and(|id| denying.contains(&id))).filter_map(|s| s.actor);
        let cleared: Vec<Id> = denying.iter().copied().chain(blamed).filter(|id| !claimed.contains(id)).collect();
        if !cleared.is_empty() {
            cast.remove_attackers(&cleared);
            event.actors.clone_from(&cast.participants);
        }
    }
}

fn read_sentences<'t>(parsed: &Parsed<'t>, scene: &Scene, material: &Material<'_, 't>) -> (Vec<draft::Draft>, Vec<Statement<'t>>) {
    let (mut drafts, mut statements) = (Vec::new(), Vec::new());
    if gate::peaceful_topic(scene, material.claims) {
        return (drafts, statements);
    }
    for at in 0..parsed.sentences.len() {
        let Some(reading) = trigger::Reading::new(parsed, scene, at) else { continue };
        let triggers = reading.triggers();
        statements.extend(statement::statements(&reading, material.found, &triggers));
        drafts.extend(draft::drafts(&reading, material, at, triggers));
    }
    if !drafts.iter().any(|draft| gate::grounded(draft, scene, material)) {
        drafts.clear();
    }
    statement::told_once(&mut statements);
    for (at, statement) in statements.iter_mut().enumerate() {
        statement.id = Id('S', at as u32 + 1);
    }
    (drafts, statements)
}

fn blank_event<'t>(parsed: &Parsed<'t>, incident: &Incident, cast: &cast::Cast, code: Option<crate::lexicon::Code>, at: usize) -> Event<'t> {
    let spans: Vec<_> = incident
        .drafts
        .iter()
        .flat_map(|draft| draft.triggers.iter().map(|trigger| (trigger.first, trigger.last)).chain(draft.wording.map(|reach| (reach.first, reach.last))))
        .take(12)
        .map(|(first, last)| parsed.tokens.span(first as usize, last as usize))
        .collect();
    let rule = match incident.status {
        "main" => &rules::MAIN_EVENT,
        "related" => &rules::RELATED_EVENT,
        "background" => &rules::BACKGROUND_EVENT,
        _ => &rules::HYPOTHETICAL_EVENT,
    };
    let mut provenance = Provenance::new(rule, spans.first().copied().unwrap_or_default());
    let mut triggers: Vec<&trigger::Trigger> = incident.triggers().collect();
    triggers.order_by_key(|trigger| Some(trigger.code) != code);
    for trigger in triggers.into_iter().take(4) {
        debug_assert!(matches!(trigger.sense.table(), Table::EventVerbs | Table::EventNouns));
        provenance = provenance.with_entry(trigger.sense.entry());
    }
    Event {
        id: Id('V', at as u32 + 1),
        status: incident.status,
        label: Default::default(),
        trigger: spans,
        actors: cast.participants.clone(),
        places: Vec::new(),
        place_count: None,
        date: None,
        casualties: Vec::new(),
        statements: Vec::new(),
        fatalities: Fatalities::default(),
        acled: Vec::new(),
        ucdp: None,
        no_ucdp_row: None,
        plover: None,
        gtd: None,
        provenance,
    }
}

#[allow(clippy::too_many_arguments)]
fn code_event<'t>(
    event: &mut Event<'t>,
    incident: &Incident,
    cast: &cast::Cast,
    choice: &choose::Choice,
    statements: &[Statement<'t>],
    found: &Found<'t>,
    dates: &Dates<'t>,
    claims: &Claims<'t>,
) {
    if event.status == "hypothetical" {
        event.no_ucdp_row = Some("did_not_happen");
        return;
    }
    let fatalities = event.fatalities.clone();
    let date = event.date.and_then(|id| dates.list.get(id.index()));
    let news = matches!(event.status, "main" | "related");
    let days = event.date.and_then(|id| dates.days(id.index()));
    let places = incident.coded_places(found);
    let sheet = code::Sheet { found, claims, choice, cast, places: &places, date, days, fatalities: &fatalities, news };
    event.acled = sheet.acled();
    event.ucdp = sheet.ucdp();
    event.no_ucdp_row = match &event.ucdp {
        Some(_) => None,
        None if fatalities.total.best.is_none() && fatalities.by_side.iter().any(|toll| !toll.from.is_empty()) => Some("deaths_without_number"),
        None => Some("no_death_stated"),
    };
    event.plover = sheet.plover();
    if news {
        let kinds: Vec<&'static str> = incident
            .drafts
            .iter()
            .flat_map(|draft| &draft.facilities)
            .filter_map(|at| found.facilities.get(*at))
            .map(|facility| facility.facility_type)
            .collect();
        event.gtd = sheet.gtd(statements, &kinds, event);
    }
}
