//! What is contested: figures that exclude each other, outcomes told differently, responsibility denied.
//!
//! In: events, statements, figures. Out: [`Contested`] questions with the positions. Who is right is not asked.

use super::rules;
use crate::casualty::Claims;
use crate::mention::Found;
use crate::schema::{CasualtyClaim, Contested, Event, Id, Position, Provenance, Statement};
use crate::text::{Order, Span};
use std::borrow::Cow;

/// The contested questions, in the order of the events.
pub(super) fn contested<'t>(events: &[Event], statements: &[Statement], claims: &Claims, found: &Found) -> Vec<Contested<'t>> {
    let mut list: Vec<Contested<'t>> = Vec::new();
    let mut figures: Vec<(Id, usize)> = claims.claims.iter().enumerate().filter_map(|(at, claim)| Some((claim.event?, at))).collect();
    figures.order();
    for event in events.iter().filter(|event| event.status != "hypothetical") {
        list.extend(outcome(event, statements, found));
        let from = figures.partition_point(|(id, _)| *id < event.id);
        let to = figures.partition_point(|(id, _)| *id <= event.id);
        let own = figures.get(from..to).unwrap_or(&[]);
        list.extend(KINS.iter().filter_map(|kin| tolls(event, claims, own, kin)));
        list.extend(responsibility(event, statements, found));
    }
    for (at, item) in list.iter_mut().enumerate() {
        item.id = Id('K', at as u32 + 1);
    }
    list
}

fn name(found: &Found, id: Option<Id>) -> String {
    let entity = id.and_then(|id| found.entities.get(id.index()));
    entity.map_or_else(|| "one side".to_string(), |entity| entity.acronym.clone().unwrap_or_else(|| entity.name.clone()).into_owned())
}

fn capital(text: &str) -> String {
    crate::text::capitalized(text)
}

fn of<'s, 't>(event: &Event, statements: &'s [Statement<'t>], kind: &str) -> Vec<&'s Statement<'t>> {
    statements.iter().filter(|statement| statement.kind == kind && statement.event == Some(event.id)).collect()
}

fn by(statement: &Statement) -> Position {
    Position { by: statement.source.or(statement.actor), statement: Some(statement.id), claim: None }
}

fn question<'t>(topic: &'static str, event: &Event, positions: Vec<Position>, note: String, rule: crate::rule::Rule, spans: Vec<Span>) -> Contested<'t> {
    let mut provenance = Provenance::new(rule, spans.first().copied().unwrap_or_default());
    for span in spans {
        provenance = provenance.with_evidence(span);
    }
    Contested { id: Id('K', 0), topic, event: Some(event.id), positions, note: Cow::Owned(note), provenance }
}

/// Repelled by one party, something taken by the other.
fn outcome<'t>(event: &Event, statements: &[Statement], found: &Found) -> Option<Contested<'t>> {
    let outcomes = of(event, statements, "military_outcome");
    let controls = of(event, statements, "territorial_control");
    let repelled = outcomes.iter().find(|statement| statement.value.as_deref() == Some("repelled"))?;
    let taken = controls.iter().find(|control| control.actor.is_some() && control.actor != repelled.actor && control.value.as_deref() == Some("seized"))?;
    let object = taken.object.as_deref().unwrap_or("positions");
    let note = format!(
        "{} says the attack was repelled; {} says it took {object}.",
        capital(&name(found, repelled.source.or(repelled.actor))),
        name(found, taken.source.or(taken.actor))
    );
    let spans = repelled.evidence.iter().chain(&taken.evidence).copied().collect();
    Some(question("military_outcome", event, vec![by(repelled), by(taken)], note, &rules::CONTESTED_OUTCOME, spans))
}

/// Outcomes whose figures can exclude each other.
const KINS: [&[&str]; 4] = [&["killed", "neutralised", "casualty", "missing"], &["injured"], &["abducted", "captured", "detained"], &["displaced"]];

/// Figures that conflict, or that somebody denies.
fn tolls<'t>(event: &Event, claims: &Claims, figures: &[(Id, usize)], kin: &[&str]) -> Option<Contested<'t>> {
    let mine = || figures.iter().filter_map(|(_, at)| claims.claims.get(*at)).filter(|claim| kin.contains(&claim.outcome));
    let mut ids: Vec<Id> = Vec::new();
    for claim in mine().filter(|claim| claim.relation == Some("conflicts_with")) {
        ids.extend(&claim.not_additive_with);
        ids.push(claim.id);
    }
    let mut counted: Vec<Id> = event.fatalities.by_side.iter().flat_map(|side| side.from.iter().copied()).collect();
    counted.order();
    let own: Vec<_> = mine().filter(|claim| counted.binary_search(&claim.id).is_ok()).collect();
    let voices = super::toll::Voices::of(own.iter().copied());
    ids.extend(own.iter().filter(|claim| voices.against(claim).is_some()).map(|claim| claim.id));
    let denied: Vec<Id> = mine().filter(|claim| claim.polarity == "denied").map(|claim| claim.id).collect();
    ids.extend(&denied);
    ids.order();
    ids.dedup();
    // Of a figure told twice, the telling that names its source stands for both.
    let held: Vec<&CasualtyClaim> = ids.iter().filter_map(|id| claims.claims.get(id.index())).collect();
    let again = |one: &CasualtyClaim, other: &CasualtyClaim| other.relation == Some("same_as") && other.not_additive_with.contains(&one.id);
    let better = |one: &CasualtyClaim, other: &CasualtyClaim| {
        again(one, other) && one.attributed_to.is_none() || again(other, one) && (other.attributed_to.is_some() || one.attributed_to.is_none())
    };
    let held: Vec<&CasualtyClaim> = held.iter().filter(|one| !held.iter().any(|other| better(one, other))).copied().collect();
    if held.is_empty() {
        return None;
    }
    let positions = held
        .iter()
        .map(|claim| Position { by: if claim.polarity == "denied" { claim.denied_by } else { claim.attributed_to }, statement: None, claim: Some(claim.id) })
        .collect();
    let texts: Vec<String> = held.iter().map(|claim| claim.figure.text.to_string()).collect();
    let note = if denied.is_empty() { format!("Reports differ: {}.", texts.join(" against ")) } else { format!("A figure is denied: {}.", texts.join(", ")) };
    let spans = held.iter().filter_map(|claim| claim.evidence.first().copied()).collect();
    let topic = if kin.contains(&"killed") { "fatalities" } else { "other" };
    Some(question(topic, event, positions, note, &rules::CONTESTED_TOLL, spans))
}

/// Somebody is accused and denies it, or two parties claim it.
fn responsibility<'t>(event: &Event, statements: &[Statement], found: &Found) -> Option<Contested<'t>> {
    let all = of(event, statements, "responsibility");
    let denial = all.iter().find(|statement| statement.r#type == Some("denial"));
    let other = all.iter().find(|statement| {
        matches!(statement.r#type, Some("accusation" | "claim" | "suspicion"))
            && denial.is_none_or(|denial| statement.source != denial.source || statement.r#type == Some("accusation"))
    });
    let (one, two) = match (denial, other) {
        (Some(denial), Some(other)) => (other, denial),
        _ => {
            let mut claims = all.iter().filter(|statement| statement.r#type == Some("claim"));
            let first = claims.next()?;
            (first, claims.find(|second| second.actor != first.actor)?)
        }
    };
    let note = match two.r#type {
        Some("denial") => format!("{} denies responsibility.", capital(&name(found, two.source.or(two.actor)))),
        _ => format!("{} and {} both claim responsibility.", capital(&name(found, one.actor)), name(found, two.actor)),
    };
    let spans = one.evidence.iter().chain(&two.evidence).copied().collect();
    Some(question("responsibility", event, vec![by(one), by(two)], note, &rules::CONTESTED_RESPONSIBILITY, spans))
}
