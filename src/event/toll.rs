//! Deaths of one event, by side and in all, from the casualty figures tied to it.
//!
//! In: the figures. Out: [`Fatalities`]. Parts before wholes, conflicts keep the lowest and the highest, silence is
//! `not_mentioned` and never zero.

use crate::casualty::Claims;
use crate::mention::Found;
use crate::schema::{CasualtyClaim, Fatalities, Id, SideToll, Toll};

const SIDES: [&str; 5] = ["state", "nonstate", "civilian", "external", "unknown"];
/// Sides that are always listed for a main event.
const ALWAYS: [&str; 3] = ["nonstate", "state", "civilian"];

/// The deaths of the event whose figures are `ids`; `event` finds what is withheld.
pub(super) fn fatalities(claims: &Claims, found: &Found, ids: &[Id], event: Id, main: bool) -> Fatalities {
    let own: Vec<&CasualtyClaim> = ids.iter().filter_map(|id| claims.claims.get(id.index())).filter(|claim| counts(claim, main)).collect();
    let (rival, own): (Vec<&CasualtyClaim>, Vec<&CasualtyClaim>) = own.iter().copied().partition(|claim| outbids(claim, &own));
    let mut by_side: Vec<SideToll> = SIDES.iter().filter_map(|side| side_toll(side, &own, claims, found)).collect();
    let rest = unexplained(&own);
    if let Some((claim, rest)) = rest {
        add_rest(&mut by_side, claim, rest);
    }
    if main {
        silent_sides(&mut by_side, claims, event);
    }
    let total = widened(total(&by_side, &own), &rival);
    Fatalities { by_side, total }
}

/// A second source's total beside a total that is told apart by side: it widens the bounds and is never added.
fn outbids(claim: &CasualtyClaim, own: &[&CasualtyClaim]) -> bool {
    let against = |whole: &&CasualtyClaim| {
        let tied = claim.not_additive_with.contains(&whole.id) || whole.not_additive_with.contains(&claim.id);
        !is_part(whole) && whole.id != claim.id && has_parts(whole, own) && (tied || rivals(claim, whole))
    };
    !is_part(claim) && !has_parts(claim, own) && own.iter().any(against)
}

fn widened(total: Toll, rival: &[&CasualtyClaim]) -> Toll {
    rival.iter().fold(total, |total, claim| Toll {
        low: total.low.zip(claim.figure.low).map(|(a, b)| a.min(b)),
        best: total.best.zip(claim.figure.best).map(|(a, b)| a.min(b)).or(total.best),
        high: total.high.zip(claim.figure.high).map(|(a, b)| a.max(b)),
    })
}

/// Whether a figure is about deaths of this event.
fn counts(claim: &CasualtyClaim, main: bool) -> bool {
    let outcome = matches!(claim.outcome, "killed" | "neutralised");
    let polarity = claim.polarity == "asserted" || claim.polarity == "negated";
    let repeated = matches!(claim.relation, Some("same_as")) && claim.figure.best.is_none() || matches!(claim.relation, Some("same_as" | "superseded"));
    let status = if main { matches!(claim.status, "current" | "preliminary") } else { matches!(claim.status, "current" | "background") };
    outcome && polarity && !repeated && status && !claim.perpetrator
}

fn is_part(claim: &CasualtyClaim) -> bool {
    claim.relation == Some("subset_of")
}

/// Wholes that have parts give way to their parts when sides are told apart.
fn has_parts(claim: &CasualtyClaim, all: &[&CasualtyClaim]) -> bool {
    all.iter().any(|part| is_part(part) && part.not_additive_with.contains(&claim.id) && part.side != claim.side)
}

fn side_toll(side: &'static str, own: &[&CasualtyClaim], claims: &Claims, found: &Found) -> Option<SideToll> {
    let mine: Vec<&CasualtyClaim> = own.iter().copied().filter(|claim| claim.side == side && !has_parts(claim, own)).collect();
    let wholes: Vec<&CasualtyClaim> = mine
        .iter()
        .copied()
        .filter(|claim| !is_part(claim) || !mine.iter().any(|whole| claim.not_additive_with.contains(&whole.id) && !is_part(whole)))
        .collect();
    if wholes.is_empty() {
        return None;
    }
    let mut toll = SideToll { side, low: Some(0), best: Some(0), high: Some(0), from: Vec::new(), flags: Vec::new() };
    for group in conflict_groups(&wholes) {
        add_group(&mut toll, &group);
    }
    for claim in &wholes {
        toll.from.push(claim.id);
        flag(&mut toll, claim, claims, found);
        if wholes.iter().any(|other| rivals(claim, other)) && !toll.flags.contains(&"conflicting") {
            toll.flags.push("conflicting");
        }
    }
    Some(toll)
}

/// Figures that cannot be added to each other stand in one group.
fn conflict_groups<'a, 'c>(wholes: &[&'a CasualtyClaim<'c>]) -> Vec<Vec<&'a CasualtyClaim<'c>>> {
    let mut groups: Vec<Vec<&CasualtyClaim>> = Vec::new();
    for claim in wholes {
        let tied = groups.iter_mut().find(|group| {
            group.iter().any(|other| {
                rivals(claim, other)
                    || (claim.not_additive_with.contains(&other.id) || other.not_additive_with.contains(&claim.id)) && !both_parts(claim, other)
            })
        });
        match tied {
            Some(group) => group.push(claim),
            None => groups.push(vec![claim]),
        }
    }
    groups
}

/// Two sources, two figures for the same side and outcome: never added up, even where the text does not set them against each other.
pub(super) fn rivals(a: &CasualtyClaim, b: &CasualtyClaim) -> bool {
    let sources = a.attributed_to.is_some() && b.attributed_to.is_some() && a.attributed_to != b.attributed_to;
    sources
        && !is_part(a)
        && !is_part(b)
        && a.outcome == b.outcome
        && a.side == b.side
        && a.figure.best != b.figure.best
        && a.figure.best.is_some()
        && b.figure.best.is_some()
}

fn both_parts(a: &CasualtyClaim, b: &CasualtyClaim) -> bool {
    is_part(a) && is_part(b)
}

fn add_group(toll: &mut SideToll, group: &[&CasualtyClaim]) {
    let low = group
        .iter()
        .map(|claim| if claim.outcome == "neutralised" { Some(0) } else { claim.figure.low.or(if claim.figure.qualifier == "up_to" { Some(0) } else { None }) })
        .reduce(|a, b| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (known, None) | (None, known) => known,
        });
    let best = group.iter().filter_map(|claim| claim.figure.best).min();
    let high = group.iter().map(|claim| claim.figure.high).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b)));
    let sum = |a: Option<u64>, b: Option<Option<u64>>| a.zip(b.flatten()).map(|(a, b)| a.saturating_add(b));
    toll.low = sum(toll.low, Some(low.flatten()));
    toll.best = sum(toll.best, Some(best));
    toll.high = sum(toll.high, Some(high.flatten()));
}

/// A party speaks of its own losses.
fn own_side(claim: &CasualtyClaim, found: &Found) -> bool {
    let source = claim.attributed_to.and_then(|id| found.entities.get(id.index()));
    source.is_some_and(|entity| {
        matches!((claim.side, entity.r#type), ("state", "state_force" | "government") | ("nonstate", "armed_group") | ("external", "external_force"))
    })
}

fn flag(toll: &mut SideToll, claim: &CasualtyClaim, claims: &Claims, found: &Found) {
    let conflicting = claim.relation == Some("conflicts_with")
        || claims.claims.iter().any(|other| other.relation == Some("conflicts_with") && other.not_additive_with.contains(&claim.id));
    let own = own_side(claim, found);
    let flags = [
        (own, "own_side_admission"),
        (claim.outcome == "neutralised", "neutralised_ambiguous"),
        (claim.source_is_party && !own, "claimed_by_opposing_party"),
        (claim.hedged, "hedged"),
        (claim.verification == Some("unverified") && claim.outcome != "neutralised", "unverified"),
        (conflicting, "conflicting"),
        (matches!(claim.figure.qualifier, "vague" | "indeterminate"), "vague"),
        (claim.derived.is_some(), "derived"),
        (claim.basis == Some("bodies_found"), "bodies_found"),
    ];
    for (set, name) in flags {
        if set && !toll.flags.contains(&name) {
            toll.flags.push(name);
        }
    }
}

/// A whole whose parts do not add up leaves a rest of unknown side.
fn unexplained<'a, 'c>(own: &[&'a CasualtyClaim<'c>]) -> Option<(&'a CasualtyClaim<'c>, u64)> {
    own.iter().filter(|whole| !is_part(whole) && has_parts(whole, own)).find_map(|whole| {
        let parts: u64 = own
            .iter()
            .filter(|part| is_part(part) && part.not_additive_with.contains(&whole.id) && part.side != whole.side)
            .filter_map(|part| part.figure.best)
            .sum();
        let rest = whole.figure.best?.checked_sub(parts)?;
        (rest > 0).then_some((*whole, rest))
    })
}

fn add_rest(by_side: &mut Vec<SideToll>, whole: &CasualtyClaim, rest: u64) {
    let high = whole.figure.high.map(|_| rest);
    by_side.push(SideToll { side: whole_side(whole), low: Some(rest), best: Some(rest), high, from: vec![whole.id], flags: vec!["derived"] });
}

fn whole_side(whole: &CasualtyClaim) -> &'static str {
    SIDES.iter().copied().find(|side| *side == whole.side).unwrap_or("unknown")
}

/// Sides that withhold their losses, and sides the text does not speak of.
fn silent_sides(by_side: &mut Vec<SideToll>, claims: &Claims, event: Id) {
    for side in ALWAYS {
        let withheld =
            claims.undisclosed.iter().any(|item| item.side == side && item.event.is_none_or(|id| id == event) && matches!(item.outcome, "killed" | "casualty"));
        match by_side.iter_mut().find(|toll| toll.side == side) {
            Some(toll) if withheld => toll.flags.push("undisclosed"),
            Some(_) => {}
            None => by_side.push(SideToll {
                side,
                low: None,
                best: None,
                high: None,
                from: Vec::new(),
                flags: vec![if withheld { "undisclosed" } else { "not_mentioned" }],
            }),
        }
    }
}

fn total(by_side: &[SideToll], own: &[&CasualtyClaim]) -> Toll {
    let known: Vec<&SideToll> = by_side.iter().filter(|toll| !toll.from.is_empty()).collect();
    if known.is_empty() || own.is_empty() {
        return Toll::default();
    }
    let sum =
        |pick: fn(&SideToll) -> Option<u64>| known.iter().map(|toll| pick(toll)).try_fold(0u64, |total, part| part.map(|part| total.saturating_add(part)));
    let some = |pick: fn(&SideToll) -> Option<u64>| {
        let parts: Vec<u64> = known.iter().filter_map(|toll| pick(toll)).collect();
        (!parts.is_empty()).then(|| parts.iter().fold(0u64, |a, b| a.saturating_add(*b)))
    };
    Toll { low: some(|toll| toll.low), best: some(|toll| toll.best), high: sum(|toll| toll.high) }
}
