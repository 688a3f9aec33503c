//! Where it happened: which places of a sentence are the scene of its event, and which only stand beside it.
//!
//! In: the mentions of places in a sentence and how they hang on prepositions. Out: indexes of places. A country is
//! never the scene; of "a village in a province" the village is.

use super::draft::Draft;
use super::scene::{Spot, within};
use super::trigger::Reading;
use crate::lexicon::{Code, Table};
use crate::mention::Found;
use crate::syntax::ChunkKind;

/// Places of the draft's stretch that are its scene, in the order of the text.
pub(super) fn places_of(reading: &Reading, found: &Found, draft: &Draft) -> Vec<usize> {
    let spots = within(&reading.scene.places, draft.scope.first, draft.scope.last, |spot| spot.first);
    let mut scenes: Vec<Spot> = Vec::new();
    for (at, spot) in spots.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| spots.get(at));
        let within_other = before.is_some_and(|before| holds(reading, found, before, spot));
        if !within_other && is_scene(reading, draft, spot) {
            scenes.push(*spot);
        }
    }
    let narrow: Vec<&Spot> = scenes.iter().filter(|spot| size(found, spot.index) < COUNTRY && !loose(reading, spot)).collect();
    let smallest = narrow.iter().map(|spot| size(found, spot.index)).min().unwrap_or(COUNTRY);
    let mut list: Vec<usize> = Vec::new();
    let fits = |spot: &&Spot| match narrow.is_empty() {
        true => size(found, spot.index) <= COUNTRY,
        false => !loose(reading, spot) && (size(found, spot.index) <= smallest.max(1) || !covers(found, spot.index, &narrow)),
    };
    for spot in scenes.iter().filter(fits) {
        if !list.contains(&spot.index) {
            list.push(spot.index);
        }
    }
    list
}

pub(super) const COUNTRY: u8 = 4;

/// How large a place is: 0 a town, 1 a district, 2 a province, 3 a wide region, 4 a country, 5 not a scene at all.
pub(super) fn size(found: &Found, index: usize) -> u8 {
    let Some(place) = found.places.get(index) else { return 5 };
    match place.feature {
        "country" => COUNTRY,
        "continent" | "border" | "sea" | "ocean" => 5,
        "region" if place.country.is_none() => 5,
        "region" => 3,
        "admin1" => 2,
        "admin2" => 1,
        _ => 0,
    }
}

/// The large place is only the frame of a smaller scene.
fn covers(found: &Found, large: usize, narrow: &[&Spot]) -> bool {
    let Some(frame) = found.places.get(large) else { return false };
    narrow.iter().filter(|spot| spot.index != large && size(found, spot.index) < size(found, large)).filter_map(|spot| found.places.get(spot.index)).any(|place| {
        place.country.is_none() || frame.country.is_none() || place.country == frame.country
    })
}

/// Only a modifier or an owner in its noun phrase: "Gao's market", "a Baghdad hotel".
fn loose(reading: &Reading, spot: &Spot) -> bool {
    let Some(np) = reading.chunk_of(spot.last).and_then(|chunk| reading.clauses.np(chunk)) else { return false };
    if np.last <= spot.last {
        return false;
    }
    let place_noun = (spot.last + 1..=np.last).any(|at| reading.scene.has_cue(Code::PlaceNoun, at, at));
    let owner = reading.parsed.tokens.get(spot.last as usize + 1).is_some_and(|token| token.kind == crate::token::Kind::Clitic);
    !place_noun || owner
}

fn is_scene(reading: &Reading, draft: &Draft, spot: &Spot) -> bool {
    match link(reading, spot) {
        Link::Scene => !spoken_there(reading, draft, spot),
        Link::Of => true,
        Link::Object => draft.triggers.iter().any(|trigger| trigger.object.iter().any(|object| object.first <= spot.first && spot.first <= object.last)),
        Link::From => draft.triggers.iter().any(|trigger| trigger.code == Code::Withdraw),
        Link::None => false,
    }
}

/// How a mention hangs in its sentence.
enum Link {
    /// "in", "at", "near".
    Scene,
    /// "the town of", "shelling of".
    Of,
    /// No preposition.
    Object,
    /// "from".
    From,
    /// Anything else.
    None,
}

fn link(reading: &Reading, spot: &Spot) -> Link {
    let Some(chunk) = reading.chunk_of(spot.first) else { return Link::None };
    let Some(prep) = reading.clauses.governor(chunk) else { return list_link(reading, chunk) };
    preposition(reading, prep)
}

/// "including Binoli": a word that works as a preposition but is none by its form.
fn led(reading: &Reading, chunk: usize) -> Option<Link> {
    let before = chunk.checked_sub(1)?;
    let prep = matches!(reading.clauses.kind(before), Some(ChunkKind::Vg(_) | ChunkKind::Adj | ChunkKind::Adv | ChunkKind::Other));
    match prep.then(|| preposition(reading, before)) {
        Some(Link::Scene) => Some(Link::Scene),
        _ => None,
    }
}

/// A place in a list hangs on the preposition of its first item.
fn list_link(reading: &Reading, chunk: usize) -> Link {
    let first = reading.clauses.list_ending(chunk).first().copied().unwrap_or(chunk);
    match reading.clauses.governor(first) {
        Some(prep) if first != chunk => preposition(reading, prep),
        _ => led(reading, first).unwrap_or(Link::Object),
    }
}

fn preposition(reading: &Reading, prep: usize) -> Link {
    let at = reading.clauses.list.get(prep).map_or(0, |chunk| chunk.first as usize);
    let code = reading.parsed.phrases.at(at).iter().find(|hit| hit.sense.table() == Table::EventCues && matches!(hit.sense.code(), Code::SceneWord | Code::OriginWord | Code::OfWord)).map(|hit| hit.sense.code());
    match code {
        Some(Code::SceneWord) => Link::Scene,
        Some(Code::OfWord) => Link::Of,
        Some(Code::OriginWord) => Link::From,
        _ => Link::None,
    }
}

/// The place before lies in or near this one: "Gao, Mali", "a village in Gao province", "Bor north of Juba".
fn holds(reading: &Reading, found: &Found, inner: &Spot, outer: &Spot) -> bool {
    if inner.index == outer.index || outer.first <= inner.last {
        return false;
    }
    let (Some(from), Some(to)) = (reading.chunk_of(inner.last), reading.chunk_of(outer.first)) else { return false };
    let between = || (from + 1..to).filter_map(|at| reading.clauses.kind(at).map(|kind| (at, kind)));
    if to - from > 12 || between().any(|(_, kind)| matches!(kind, ChunkKind::Vg(_) | ChunkKind::Semicolon | ChunkKind::Sub | ChunkKind::Rel)) {
        return false;
    }
    let joined = between().any(|(_, kind)| matches!(kind, ChunkKind::Conj));
    let comma = between().any(|(_, kind)| matches!(kind, ChunkKind::Comma));
    let prep = between().any(|(_, kind)| matches!(kind, ChunkKind::Prep));
    let larger = size(found, outer.index) > size(found, inner.index);
    match (joined, comma, prep) {
        (true, ..) => false,
        (_, true, false) => larger || !listed(reading, from, to),
        (_, true, true) => larger,
        (_, false, true) => true,
        (_, false, false) => larger,
    }
}

/// Both stand in one list with "and".
fn listed(reading: &Reading, from: usize, to: usize) -> bool {
    let list = reading.clauses.list_from(from);
    list.contains(&to) || reading.clauses.list_from(to).len() > 1 || reading.clauses.list_ending(to).contains(&from)
}

/// "told reporters in Geneva": the place of the speech.
fn spoken_there(reading: &Reading, draft: &Draft, spot: &Spot) -> bool {
    let Some(chunk) = reading.chunk_of(spot.first) else { return false };
    let verb = (chunk.saturating_sub(5)..chunk).rev().find_map(|at| reading.clauses.vg(at));
    let Some(group) = verb else { return false };
    let speech = reading.parsed.phrases.at(group.main as usize).iter().any(|hit| hit.sense.table() == Table::Attribution);
    speech && !draft.triggers.iter().any(|trigger| trigger.first >= group.main && trigger.first < spot.first)
}
