//! Where it happened: which places of a sentence are the scene of its event, and which only stand beside it.
//!
//! In: the mentions of places in a sentence and how they hang on prepositions. Out: indexes of places. A country is the
//! scene only where no place in it is; of "a village in a province" the village is.

use super::draft::Draft;
use super::scene::{Spot, spots_in};
use super::trigger::Reading;
use crate::lexicon::{Code, Table};
use crate::mention::Found;
use crate::syntax::ChunkKind;

/// Places of the draft's stretch that are its scene, in the order of the text.
pub(super) fn places_of(reading: &Reading, found: &Found, draft: &Draft) -> Vec<usize> {
    let spots = spots_in(&reading.scene.places, draft.scope.first, draft.scope.last);
    let mut scenes = scenes_of(reading, found, draft, spots.iter().filter(|spot| !measured(reading, spot)));
    let settled = |spot: &Spot| found.places.get(spot.index).is_some_and(|place| !matches!(place.feature, "river" | "lake" | "water" | "road"));
    if !scenes.iter().any(|spot| size(found, spot.index) < 3 && settled(spot)) {
        scenes = scenes_of(reading, found, draft, spots.iter());
    }
    let narrow: Vec<Spot> = scenes.iter().filter(|spot| size(found, spot.index) < COUNTRY && !loose(reading, spot)).copied().collect();
    let kept: Vec<Spot> = match narrow.is_empty() {
        false => narrow
            .iter()
            .filter(|spot| size(found, spot.index) < 2 || !covers(found, spot.index, &narrow) || narrow.iter().any(|other| listed_with(reading, spot, other)))
            .copied()
            .collect(),
        true => scenes.iter().filter(|spot| fallback(reading, found, draft, spot)).copied().collect(),
    };
    let mut list: Vec<usize> = Vec::new();
    for spot in kept {
        if !list.contains(&spot.index) {
            list.push(spot.index);
        }
    }
    list
}

/// Places that stand in a sentence as the scene of something, smaller than a country; of "a village in a province" the village.
pub(super) fn setting_of(reading: &Reading, found: &Found) -> Vec<usize> {
    let spots = spots_in(&reading.scene.places, reading.first, reading.last);
    let mut scenes: Vec<Spot> = Vec::new();
    for spot in spots.iter().filter(|spot| size(found, spot.index) < COUNTRY) {
        let held = scenes.last().is_some_and(|before| holds(reading, found, before, spot));
        if !held && matches!(link(reading, spot), Link::Scene) && !loose(reading, spot) && !scenes.iter().any(|other| other.index == spot.index) {
            scenes.push(*spot);
        }
    }
    scenes.iter().filter(|spot| size(found, spot.index) < 2 || !covers(found, spot.index, &scenes)).map(|spot| spot.index).collect()
}

fn scenes_of<'s>(reading: &Reading, found: &Found, draft: &Draft, spots: impl Iterator<Item = &'s Spot>) -> Vec<Spot> {
    let mut scenes: Vec<Spot> = Vec::new();
    let mut held: Option<u32> = None;
    for spot in spots {
        let before = scenes.last().copied();
        if before.is_some_and(|before| names_kind(reading, found, &before, spot)) {
            scenes.pop();
            scenes.push(*spot);
            continue;
        }
        let within_other = before.is_some_and(|before| !modifies(reading, &before, spot) && holds(reading, found, &before, spot));
        let item = before.is_some_and(|before| sibling(reading, held.unwrap_or(0).max(before.last), spot));
        if !within_other && (is_scene(reading, draft, spot) || item) {
            scenes.push(*spot);
        } else if within_other {
            held = Some(spot.last);
        }
    }
    scenes
}

/// "the Victoria Hotel in Gao": the name before belongs to a building of the place.
fn modifies(reading: &Reading, before: &Spot, spot: &Spot) -> bool {
    let comma = |at: u32| reading.parsed.tokens.get(at as usize).is_some_and(|token| token.is(b','));
    loose(reading, before) && !(before.last..spot.first).any(comma)
}

/// "20 km south of Gao", "north of the capital, Bamako": where the distance or direction is taken from.
fn measured(reading: &Reading, spot: &Spot) -> bool {
    let coded = |at: u32, code: Code| reading.parsed.phrases.coded(at as usize, Table::Context, code).is_some();
    let Some(before) = spot.first.checked_sub(1).filter(|before| *before > reading.first) else { return false };
    let apposed = reading.parsed.tokens.get(before as usize).is_some_and(|token| token.is(b','));
    let words = if apposed { before.saturating_sub(4).max(reading.first)..before } else { before..before + 1 };
    let Some(word) = words.rev().find(|at| reading.is_word(*at, "of") || reading.is_word(*at, "from")) else { return false };
    if !spots_in(&reading.scene.places, word, before).is_empty() {
        return false;
    }
    let from = (word.saturating_sub(2).max(reading.first)..word).find(|at| coded(*at, Code::Compass) || coded(*at, Code::DistanceUnit));
    let to = |the: u32| the.checked_sub(1).is_some_and(|to| reading.is_word(to, "to"));
    from.is_some_and(|from| from.checked_sub(1).is_none_or(|before| !reading.is_word(before, "the") || to(before)))
}

/// "the Gao district of Tassoro", "Gao's Tassoro district": the place before only says where the one named lies.
fn names_kind(reading: &Reading, found: &Found, before: &Spot, spot: &Spot) -> bool {
    let next = before.last + 1;
    let owner = reading.parsed.tokens.get(next as usize).is_some_and(|token| token.kind == crate::token::Kind::Clitic);
    let of = spot.first.saturating_sub(1);
    let noun = |at: u32| reading.parsed.phrases.of(at as usize, Table::PlaceNouns).any(|hit| hit.last < of);
    let listed = |spot: &Spot| found.places.get(spot.index).is_some_and(|place| place.lat.is_some());
    let capital = |spot: &Spot| found.places.get(spot.index).is_some_and(|place| place.admin1.as_ref() == Some(&place.name));
    let called = reading.is_word(of, "of") && next < of && of <= next + 3 && (next..of).any(noun);
    let smaller = size(found, spot.index) <= size(found, before.index);
    spot.index != before.index && (owner && (called || spot.first <= next + 2) || called && smaller && (!listed(spot) || capital(before)))
}

/// Where no place stands for itself: the place in a name ("Gao airport"), or the country something happened in.
fn fallback(reading: &Reading, found: &Found, draft: &Draft, spot: &Spot) -> bool {
    let large = size(found, spot.index);
    large < COUNTRY || large == COUNTRY && !loose(reading, spot) && happened_in(reading, draft, spot)
}

/// "killed in Mali", "an army post in Mali", not "arms from Mali", "handed over to Mali" or "the debate in Mali": what stands
/// before the preposition is a verb or takes part.
fn happened_in(reading: &Reading, draft: &Draft, spot: &Spot) -> bool {
    let Some(chunk) = reading.chunk_of(spot.first) else { return false };
    let prep = reading.clauses.governor(chunk).and_then(|prep| Some((prep, reading.clauses.list.get(prep)?.first)));
    let Some((prep, word)) = prep else { return matches!(link(reading, spot), Link::Object) };
    let within_it = [Code::PlaceIn, Code::PlaceNear].iter().any(|code| reading.parsed.phrases.coded(word as usize, Table::Context, *code).is_some());
    let before = prep.checked_sub(1).filter(|before| reading.clauses.is_np(*before)).and_then(|before| reading.clauses.list.get(before));
    within_it && before.is_none_or(|noun| takes_part(reading, draft, noun.first, noun.last))
}

/// A party, a site, a figure, a day, a weapon or the trigger itself stands within tokens `first..=last`.
fn takes_part(reading: &Reading, draft: &Draft, first: u32, last: u32) -> bool {
    let scene = reading.scene;
    let spots = [&scene.facilities, &scene.weapons, &scene.dates, &scene.claims, &scene.places];
    let told = |trigger: &super::trigger::Trigger| trigger.first <= last && first <= trigger.last || trigger.touches(first, last);
    !scene.actor_range(first, last).is_empty() || spots.iter().any(|list| !spots_in(list, first, last).is_empty()) || draft.triggers.iter().any(told)
}

/// What the text says about frames: the province a place is said to lie in, as pairs of indexes.
pub(super) fn frames(reading: &Reading, found: &Found) -> Vec<(usize, usize)> {
    let spots = spots_in(&reading.scene.places, reading.first, reading.last);
    let mut list = Vec::new();
    for (at, inner) in spots.iter().enumerate().filter(|(_, spot)| size(found, spot.index) < 2) {
        let after = spots.iter().skip(at + 1).take(3).filter(|outer| outer.first <= inner.last + 12 && chained(reading, inner, outer));
        let outer = match placeless(found, inner) {
            true => after
                .chain(spots.iter().take(at).rev().filter(|outer| owns(reading, outer, inner) || opens(reading, found, outer)))
                .find(|outer| !placeless(found, outer)),
            false => after.filter(|outer| size(found, outer.index) == 2).find(|outer| called_province(reading, outer)),
        };
        list.extend(outer.map(|outer| (inner.index, outer.index)));
    }
    list
}

/// The sentence names several places smaller than a country.
pub(super) fn many(reading: &Reading, found: &Found) -> bool {
    let spots = spots_in(&reading.scene.places, reading.first, reading.last);
    let mut narrow = spots.iter().map(|spot| spot.index).filter(|at| size(found, *at) < COUNTRY);
    narrow.next().is_some_and(|one| narrow.any(|other| other != one))
}

/// "Kunar province's Dara Noor district": the owner holds what it owns.
fn owns(reading: &Reading, outer: &Spot, inner: &Spot) -> bool {
    let clitic = |at: u32| reading.parsed.tokens.get(at as usize).is_some_and(|token| token.kind == crate::token::Kind::Clitic);
    outer.first < inner.first && inner.first <= outer.last + 3 && (outer.last + 1..inner.first).any(clitic)
}

/// "In Ghazni province, ...": what follows lies there.
fn opens(reading: &Reading, found: &Found, spot: &Spot) -> bool {
    size(found, spot.index) == 2 && spot.first <= reading.first + 4 && matches!(link(reading, spot), Link::Scene)
}

/// The gazetteer does not say in which province it lies.
fn placeless(found: &Found, spot: &Spot) -> bool {
    found.places.get(spot.index).is_some_and(|place| place.admin1.is_none())
}

/// "Ghazni province", not the last name of a list of towns and provinces.
fn called_province(reading: &Reading, spot: &Spot) -> bool {
    let noun = |at: u32| reading.parsed.phrases.coded(at as usize, Table::PlaceNouns, Code::Admin1).is_some();
    (noun(spot.last) || noun(spot.last + 1)) && reading.chunk_of(spot.first).is_some_and(|chunk| reading.clauses.list_ending(chunk).len() == 1)
}

/// Only commas, prepositions, nouns and other places stand between.
fn chained(reading: &Reading, inner: &Spot, outer: &Spot) -> bool {
    let (Some(from), Some(to)) = (reading.chunk_of(inner.last), reading.chunk_of(outer.first)) else { return false };
    from < to
        && (from + 1..to)
            .all(|at| matches!(reading.clauses.kind(at), Some(ChunkKind::Comma | ChunkKind::Prep | ChunkKind::Np(_) | ChunkKind::Adj | ChunkKind::Adv)))
}

/// What somebody is in charge of reaches over this many words.
const DUTY: u32 = 24;

pub(super) const COUNTRY: u8 = 4;

/// How large a place is: 0 a town, 1 a district, 2 a province, 3 a wide region, 4 a country, 5 not a scene at all.
pub(super) fn size(found: &Found, index: usize) -> u8 {
    let Some(place) = found.places.get(index) else { return 5 };
    match place.feature {
        "country" | "sea" => COUNTRY,
        "continent" | "border" | "ocean" => 5,
        "region" if place.country.as_deref().is_some_and(|country| country.contains('|')) => 5,
        "region" => 3,
        "admin1" => 2,
        "admin2" => 1,
        _ => 0,
    }
}

/// The large place is only the frame of a smaller scene.
fn covers(found: &Found, large: usize, narrow: &[Spot]) -> bool {
    let Some(frame) = found.places.get(large) else { return false };
    narrow.iter().filter(|spot| spot.index != large && size(found, spot.index) < size(found, large)).filter_map(|spot| found.places.get(spot.index)).any(
        |place| {
            let inside = size(found, large) > 2 || place.admin1.is_none() || frame.admin1.is_none() || place.admin1 == frame.admin1;
            inside && (place.country.is_none() || frame.country.is_none() || place.country == frame.country)
        },
    )
}

/// Only a modifier or an owner in its noun phrase: "Gao's market", "a Baghdad hotel".
fn loose(reading: &Reading, spot: &Spot) -> bool {
    let Some(np) = reading.chunk_of(spot.last).and_then(|chunk| reading.clauses.np(chunk)) else { return false };
    if np.last <= spot.last {
        return false;
    }
    let place_noun = (spot.last + 1..=np.last).any(|at| reading.scene.has_cue(Code::PlaceNoun, at, at));
    let land = reading.scene.has_cue(Code::Territory, np.last, np.last);
    let owner = reading.parsed.tokens.get(spot.last as usize + 1).is_some_and(|token| token.kind == crate::token::Kind::Clitic);
    (owner || !place_noun) && !land
}

fn is_scene(reading: &Reading, draft: &Draft, spot: &Spot) -> bool {
    match link(reading, spot) {
        Link::Scene => !spoken_there(reading, draft, spot) && !by_duty(reading, draft, spot),
        Link::Of => of_scene(reading, draft, spot) && !by_duty(reading, draft, spot),
        Link::Object => {
            let at = capital_before(reading, spot).unwrap_or(spot.first);
            draft.triggers.iter().any(|trigger| trigger.touches(at, at))
        }
        Link::From => draft.triggers.iter().any(|trigger| trigger.code == Code::Withdraw),
        Link::None => fought_for(reading, draft, spot),
    }
}

/// "took the capital, Bamako", "the capital of Mali, Bamako": the noun before the comma.
fn capital_before(reading: &Reading, spot: &Spot) -> Option<u32> {
    let comma = reading.chunk_of(spot.first)?.checked_sub(1).filter(|at| reading.clauses.kind(*at) == Some(ChunkKind::Comma))?;
    let mut noun = comma.checked_sub(1)?;
    if noun > 1 && reading.clauses.is(noun - 1, "of") {
        noun -= 2;
    }
    let reach = reading.clauses.list.get(noun).filter(|_| reading.clauses.is_np(noun))?;
    reading.scene.has_cue(Code::Territory, reach.first, reach.last).then_some(reach.last)
}

/// "the battle for Gao".
fn fought_for(reading: &Reading, draft: &Draft, spot: &Spot) -> bool {
    let prep = spot.first.saturating_sub(1);
    reading.is_word(prep, "for") && draft.triggers.iter().any(|trigger| trigger.noun && trigger.last + 1 == prep)
}

/// "the town of Gao", "the shelling of Gao", not "the governor of Gao".
fn of_scene(reading: &Reading, draft: &Draft, spot: &Spot) -> bool {
    let Some(of) = reading.chunk_of(spot.first).and_then(|chunk| reading.clauses.governor(chunk)).and_then(|prep| reading.clauses.list.get(prep)) else {
        return true;
    };
    let Some(head) = of.first.checked_sub(1).filter(|head| *head >= reading.first) else { return true };
    let origin = reading.chunk_of(head).and_then(|chunk| reading.clauses.governor(chunk)).is_some_and(|prep| matches!(preposition(reading, prep), Link::From));
    if origin {
        return draft.triggers.iter().any(|trigger| trigger.code == Code::Withdraw);
    }
    let range = reading.scene.actor_range(reading.first, reading.last);
    let person = reading.scene.actors.get(range).unwrap_or(&[]).iter().any(|actor| actor.first <= head && head <= actor.last);
    !person || draft.triggers.iter().any(|trigger| trigger.first <= head && head <= trigger.last)
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
    let before = prep.checked_sub(1).and_then(|before| reading.clauses.list.get(before)).map(|before| before.last);
    let lives = before.is_some_and(|at| reading.parsed.phrases.coded(at as usize, Table::EventCues, Code::OriginWord).is_some());
    if lives { Link::From } else { preposition(reading, prep) }
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

/// "in the capital, Bamako": the preposition of the noun before the comma.
fn apposed(reading: &Reading, chunk: usize) -> Option<usize> {
    let comma = chunk.checked_sub(1).filter(|at| reading.clauses.kind(*at) == Some(ChunkKind::Comma))?;
    let before = comma.checked_sub(1)?;
    let reach = reading.clauses.list.get(before).filter(|_| reading.clauses.is_np(before))?;
    reading.scene.has_cue(Code::Territory, reach.first, reach.last).then(|| reading.clauses.governor(before)).flatten()
}

/// Facilities where the draft's incident happened: "at a hospital", "outside the Gao checkpoint".
pub(super) fn sites_of(reading: &Reading, draft: &Draft) -> Vec<usize> {
    let spots = spots_in(&reading.scene.facilities, draft.scope.first, draft.scope.last);
    spots.iter().filter(|spot| matches!(link(reading, spot), Link::Scene) && !spoken_there(reading, draft, spot)).map(|spot| spot.index).collect()
}

/// A place in a list hangs on the preposition of its first item.
fn list_link(reading: &Reading, chunk: usize) -> Link {
    let first = reading.clauses.list_ending(chunk).first().copied().unwrap_or(chunk);
    match reading.clauses.governor(first) {
        Some(prep) if first != chunk => preposition(reading, prep),
        _ if compass_pair(reading, chunk) => preposition(reading, chunk - 3),
        _ if apposed(reading, chunk).is_some() => apposed(reading, chunk).map_or(Link::None, |prep| preposition(reading, prep)),
        _ => led(reading, first).unwrap_or(Link::Object),
    }
}

/// "in southern and western Gao".
fn compass_pair(reading: &Reading, chunk: usize) -> bool {
    let part = |at: usize| {
        let token = reading.clauses.list.get(at).filter(|chunk| chunk.first == chunk.last).map_or(0, |chunk| chunk.first as usize);
        reading.parsed.phrases.coded(token, Table::Context, Code::CompassPart).is_some()
    };
    chunk > 2 && reading.clauses.kind(chunk - 1) == Some(ChunkKind::Conj) && part(chunk - 2) && reading.clauses.kind(chunk - 3) == Some(ChunkKind::Prep)
}

fn preposition(reading: &Reading, prep: usize) -> Link {
    let at = reading.clauses.list.get(prep).map_or(0, |chunk| chunk.first as usize);
    let code = reading
        .parsed
        .phrases
        .of(at, Table::EventCues)
        .find(|hit| matches!(hit.sense.code(), Code::SceneWord | Code::OriginWord | Code::OfWord))
        .map(|hit| hit.sense.code());
    match code {
        Some(Code::SceneWord) => Link::Scene,
        Some(Code::OfWord) => Link::Of,
        Some(Code::OriginWord) => Link::From,
        _ => Link::None,
    }
}

/// The place before lies in or near this one: "Gao, Mali", "a village in Gao province", "Bor north of Juba".
fn holds(reading: &Reading, found: &Found, inner: &Spot, outer: &Spot) -> bool {
    let (small, large) = (size(found, inner.index), size(found, outer.index));
    let country = |spot: &Spot| found.places.get(spot.index).and_then(|place| place.country.as_deref());
    let abroad = country(inner).zip(country(outer)).is_some_and(|(one, other)| one != other && large < COUNTRY);
    if inner.index == outer.index || outer.first <= inner.last || abroad {
        return false;
    }
    let (Some(from), Some(to)) = (reading.chunk_of(inner.last), reading.chunk_of(outer.first)) else { return false };
    let between = || (from + 1..to).filter_map(|at| reading.clauses.kind(at).map(|kind| (at, kind)));
    if to - from > 12 || between().any(|(_, kind)| matches!(kind, ChunkKind::Vg(_) | ChunkKind::Semicolon | ChunkKind::Sub | ChunkKind::Rel)) {
        return false;
    }
    let closed = |at: u32, sign: u8| reading.parsed.tokens.get(at as usize).is_some_and(|token| token.is(sign));
    let joined = between().any(|(_, kind)| matches!(kind, ChunkKind::Conj))
        || outer.first > 1 && closed(outer.first - 1, b',') && closed(outer.first - 2, b')') && inner.last + 8 > outer.first;
    let comma = between().any(|(_, kind)| matches!(kind, ChunkKind::Comma));
    let prep = between().any(|(_, kind)| matches!(kind, ChunkKind::Prep));
    let site = |spot: &Spot| spots_in(&reading.scene.facilities, spot.first.saturating_sub(3), spot.first).iter().any(|site| spot.last <= site.last);
    let street = |spot: &Spot| found.places.get(spot.index).is_some_and(|place| place.lat.is_none() && (place.feature == "road" || site(spot)));
    if street(inner) && large == 0 && !street(outer) && prep {
        return false;
    }
    let part = to == from + 2 && reading.clauses.is(from + 1, "of") && reading.scene.has_cue(Code::PlaceNoun, inner.last, inner.last + 1);
    match (joined, comma, prep) {
        (true, ..) => false,
        (_, true, false) => large > small || large == small && !listed(reading, to),
        (_, true, true) => large > small || large == small && beside(reading, outer),
        (_, false, true) => part || large >= small || small < 2 && large == 0,
        (_, false, false) => large > small,
    }
}

/// "on the edge of Gao", "near Gao": the place only helps to find another.
fn beside(reading: &Reading, spot: &Spot) -> bool {
    let near = |at: u32| {
        reading.parsed.phrases.of(at as usize, Table::Context).any(|hit| {
            let beside = hit.sense.code() == Code::PlaceNear || hit.sense.code() == Code::PlaceObject && hit.last > hit.first;
            beside && hit.last + 2 >= spot.first
        })
    };
    (spot.first.saturating_sub(5)..spot.first).any(near)
}

/// The list goes on after the item at chunk `to`: "and" or another comma.
fn listed(reading: &Reading, to: usize) -> bool {
    match reading.clauses.kind(to + 1) {
        Some(ChunkKind::Conj) => true,
        Some(ChunkKind::Comma) => reading.clauses.kind(to + 2) == Some(ChunkKind::Conj) || reading.clauses.is_np(to + 2),
        _ => false,
    }
}

/// Items of one list, next to each other.
fn listed_with(reading: &Reading, one: &Spot, other: &Spot) -> bool {
    sibling(reading, one.last, other) || sibling(reading, other.last, one)
}

/// Only commas, an "and" or words in brackets stand between: the next item of a list.
fn sibling(reading: &Reading, before: u32, spot: &Spot) -> bool {
    let mut open = false;
    let joint = |at: u32| {
        let Some(token) = reading.parsed.tokens.get(at as usize) else { return false };
        open = open && !token.is(b')') || token.is(b'(');
        let sign = token.is(b')') || token.is(b',') || token.kind == crate::token::Kind::Quote;
        open || sign || ["and", "the", "nearby"].iter().any(|word| reading.is_word(at, word))
    };
    before + 1 < spot.first && spot.first <= before + 8 && (before + 1..spot.first).all(joint)
}

/// "responsible for attacks in Gao": where somebody does what he does, and no act is told since.
fn by_duty(reading: &Reading, draft: &Draft, spot: &Spot) -> bool {
    let cues = reading.scene.cues_in(spot.first.saturating_sub(DUTY).max(reading.first), spot.first);
    let Some(duty) = cues.iter().rev().find(|cue| cue.code == Code::Duty) else { return false };
    !draft.triggers.iter().any(|trigger| !trigger.noun && duty.first < trigger.first && trigger.first < spot.first)
}

/// "told reporters in Geneva": the place of the speech.
fn spoken_there(reading: &Reading, draft: &Draft, spot: &Spot) -> bool {
    let Some(chunk) = reading.chunk_of(spot.first) else { return false };
    let verb = (chunk.saturating_sub(5)..chunk).rev().find_map(|at| reading.clauses.vg(at));
    let Some(group) = verb else { return false };
    let speech = reading.parsed.phrases.has(group.main as usize, Table::Attribution);
    speech && !draft.triggers.iter().any(|trigger| trigger.first >= group.main && trigger.first < spot.first)
}
