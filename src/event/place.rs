//! Where it happened: which places of a sentence are the scene of its event, and which only stand beside it.
//!
//! In: the mentions of places in a sentence and how they hang on prepositions. Out: indexes of places. A country is
//! never the scene; of "a village in a province" the village is.

use super::draft::Draft;
use super::scene::{Spot, within};
use super::trigger::Reading;
use crate::lexicon::{Code, Table};
use crate::mention::Found;

/// Places of the draft's stretch that are its scene, in the order of the text.
pub(super) fn places_of(reading: &Reading, found: &Found, draft: &Draft) -> Vec<usize> {
    let spots = within(&reading.scene.places, draft.scope.first, draft.scope.last, |spot| spot.first);
    let mut list: Vec<usize> = Vec::new();
    for (at, spot) in spots.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| spots.get(at));
        if is_scene(reading, found, draft, spot, before) && !list.contains(&spot.index) {
            list.push(spot.index);
        }
    }
    list
}

fn wide(found: &Found, index: usize) -> bool {
    found.places.get(index).is_none_or(|place| matches!(place.feature, "country" | "continent" | "border" | "sea" | "ocean"))
}

fn is_scene(reading: &Reading, found: &Found, draft: &Draft, spot: &Spot, before: Option<&Spot>) -> bool {
    if wide(found, spot.index) || before.is_some_and(|before| holds(reading, found, before, spot)) {
        return false;
    }
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

/// A place in a list hangs on the preposition of its first item.
fn list_link(reading: &Reading, chunk: usize) -> Link {
    let first = reading.clauses.list_ending(chunk).first().copied().unwrap_or(chunk);
    match reading.clauses.governor(first) {
        Some(prep) if first != chunk => preposition(reading, prep),
        _ => Link::Object,
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

/// The place before lies in this one: "Gao, Mali", "a village in Gao province".
fn holds(reading: &Reading, found: &Found, inner: &Spot, outer: &Spot) -> bool {
    if outer.first > inner.last + 6 || inner.index == outer.index {
        return false;
    }
    let (Some(small), Some(large)) = (found.places.get(inner.index), found.places.get(outer.index)) else { return false };
    let comma = outer.first == inner.last + 2 && reading.parsed.tokens.get(inner.last as usize + 1).is_some_and(|token| token.is(b','));
    let named = small.admin1.is_some() && (small.admin1.as_deref() == Some(large.name.as_ref()) || small.admin1.as_deref() == large.matched_name.as_deref());
    let size = |feature: &str| match feature {
        "country" => 4,
        "region" | "continent" => 3,
        "admin1" | "province" | "state" => 2,
        "admin2" | "district" => 1,
        _ => 0,
    };
    named || (size(large.feature) > size(small.feature)) || (comma && size(large.feature) >= size(small.feature) && small.admin1.is_some() && small.admin1 == large.admin1 && large.feature != small.feature)
}

/// "told reporters in Geneva": the place of the speech.
fn spoken_there(reading: &Reading, draft: &Draft, spot: &Spot) -> bool {
    let Some(chunk) = reading.chunk_of(spot.first) else { return false };
    let verb = (chunk.saturating_sub(5)..chunk).rev().find_map(|at| reading.clauses.vg(at));
    let Some(group) = verb else { return false };
    let speech = reading.parsed.phrases.at(group.main as usize).iter().any(|hit| hit.sense.table() == Table::Attribution);
    speech && !draft.triggers.iter().any(|trigger| trigger.first >= group.main && trigger.first < spot.first)
}
