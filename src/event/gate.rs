//! The gate: words of violence alone make no event; somebody armed, somebody hurt, a weapon or a target must stand with them.
//!
//! In: the drafts of a text and its cue words. Out: whether the text may tell of an event at all. Figures of speech of
//! sport, stage, kitchen, market or laboratory stay figures of speech.

use super::draft::{Draft, Family, Material, family};
use super::scene::{Class, Scene};
use super::trigger::Trigger;
use crate::casualty::Claims;
use crate::lexicon::Code;

/// Topics whose words of war are figures of speech.
const TOPICS: [Code; 4] = [Code::Sport, Code::Culture, Code::Market, Code::Everyday];

/// Cue words of such a topic from which on the text is about it.
const ENOUGH: usize = 3;

/// The text is about a game, a film, a price or a recipe: words of that in plenty, hardly anybody armed, and nobody killed.
pub(super) fn peaceful_topic(scene: &Scene, claims: &Claims) -> bool {
    let cues = scene.cues.iter().filter(|cue| TOPICS.contains(&cue.code)).count();
    let armed = scene.actors.iter().filter(|actor| actor.class.armed() || actor.class.crowd()).count();
    let killed = claims.claims.iter().any(|claim| matches!(claim.outcome, "killed" | "casualty") && claim.figure.best.is_some());
    cues >= ENOUGH && armed * 2 < cues && !killed
}

/// Whether something besides its words says that the draft tells of violence between people.
pub(super) fn grounded(draft: &Draft, scene: &Scene, material: &Material) -> bool {
    let force = draft.triggers.iter().all(|trigger| family(trigger.code) == Family::Force);
    !force
        || draft.wording.is_some()
        || party(draft, scene)
        || harm(draft, material.claims)
        || !draft.weapons.is_empty()
        || !draft.facilities.is_empty()
        || placed(draft)
}

/// Somebody armed, a crowd or civilians take part.
fn party(draft: &Draft, scene: &Scene) -> bool {
    let roles = |trigger: &Trigger| trigger.attackers.iter().chain(&trigger.targets).chain(&trigger.both).copied().collect::<Vec<_>>();
    let known = |at: usize| scene.actors.get(at).is_some_and(|actor| actor.class.armed() || actor.class.crowd() || actor.class == Class::Civilian);
    draft.triggers.iter().flat_map(roles).chain(draft.attackers.iter().copied()).any(known)
}

/// People harmed, by number or by side.
fn harm(draft: &Draft, claims: &Claims) -> bool {
    draft.claims.iter().filter_map(|at| claims.claims.get(*at)).any(|claim| claim.figure.best.is_some() || claim.outcome != "casualty")
}

/// A place is told, or the words themselves name the means of war.
fn placed(draft: &Draft) -> bool {
    let named = draft.triggers.iter().any(|trigger| matches!(trigger.code, Code::Suicide | Code::AirStrike | Code::DroneStrike | Code::Missile));
    named || !draft.places.is_empty()
}
