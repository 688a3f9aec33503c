//! Means: the weapons an incident was carried out with, and the facilities they were aimed at.
//!
//! In: the weapons and facilities named in a draft's stretch. Out: those its triggers tie in. A weapon: named by the
//! trigger itself, doing it, fired, thrown or laid in it, or brought in by "with" and "using". A facility: what the
//! trigger was done to, or where a bomb was laid or went off. What is only mentioned has no part.

use super::draft::{Draft, Family, family};
use super::scene::{Spot, spots_in};
use super::trigger::{Reading, Trigger};
use crate::lexicon::{Code, Table};
use crate::mention::Found;

/// Tokens between a trigger and the words "with rifles" that still belong to it.
const NEAR: u32 = 16;

/// Indexes of the weapons used, as the draft tells it.
pub(super) fn used(reading: &Reading, found: &Found, draft: &Draft) -> Vec<usize> {
    let spots = spots_in(&reading.scene.weapons, draft.scope.first, draft.scope.last);
    let serves = |spot: &&Spot| {
        let class = found.weapons.get(spot.index).map_or("", |weapon| weapon.weapon_class);
        draft.triggers.iter().any(|trigger| Tie { reading, trigger, spot, carrier: matches!(class, "vehicle" | "aerial" | "naval" | "materiel") }.holds())
    };
    spots.iter().filter(serves).map(|spot| spot.index).collect()
}

/// Indexes of the facilities aimed at, as the draft tells it.
pub(super) fn aimed_at(reading: &Reading, draft: &Draft) -> Vec<usize> {
    let spots = spots_in(&reading.scene.facilities, draft.scope.first, draft.scope.last);
    let hit = |spot: &&Spot| draft.triggers.iter().any(|trigger| trigger.touches(spot.first, spot.last) || blasted(reading, trigger, spot));
    spots.iter().filter(hit).map(|spot| spot.index).collect()
}

/// "A bomb exploded outside a bank", "placed charges at the plant".
fn blasted(reading: &Reading, trigger: &Trigger, spot: &Spot) -> bool {
    let device = matches!(trigger.code, Code::Blast | Code::Bomb | Code::Suicide | Code::Throw | Code::Grenade);
    let near = trigger.last < spot.first && spot.first <= trigger.clause.last && spot.first - trigger.last < NEAR;
    let Some(chunk) = reading.chunk_of(spot.first).filter(|_| device && near) else { return false };
    let first = reading.clauses.list_ending(chunk).first().copied().unwrap_or(chunk);
    let Some(start) = reading.clauses.list.get(first).map(|chunk| chunk.first) else { return false };
    let cues = reading.scene.cues_in(start.saturating_sub(3).max(reading.first), start);
    cues.iter().any(|cue| cue.code == Code::LaidAt && cue.last + 1 == start)
}

/// A weapon and a trigger that may belong together.
struct Tie<'a, 'b, 't> {
    reading: &'a Reading<'b, 't>,
    trigger: &'a Trigger,
    spot: &'a Spot,
    /// Planes, ships and vehicles carry weapons, and are hit by them as often.
    carrier: bool,
}

impl Tie<'_, '_, '_> {
    fn holds(&self) -> bool {
        let force =
            matches!(family(self.trigger.code), Family::Force | Family::Harm) || self.trigger.code == Code::Throw || self.trigger.code == Code::Disperse;
        self.recovered() || force && (self.named() || self.acts() || self.sent() || self.brought() || self.carries())
    }

    fn recovered(&self) -> bool {
        self.trigger.code == Code::Disarm && self.within_object()
    }

    fn within_object(&self) -> bool {
        self.trigger.touches(self.spot.first, self.spot.first)
    }

    /// "a car bomb", "rocket attack", "mortar fire".
    fn named(&self) -> bool {
        let (trigger, spot) = (self.trigger, self.spot);
        let overlaps = spot.first <= trigger.last && trigger.first <= spot.last;
        let chunk = self.reading.chunk_of(spot.last);
        let modifies = trigger.noun && spot.last < trigger.first && chunk.is_some() && chunk == self.reading.chunk_of(trigger.first);
        overlaps || modifies
    }

    /// "A bomb exploded", "warplanes bombed": the weapon is the subject.
    fn acts(&self) -> bool {
        let passive = self.trigger.group.is_none_or(|group| group.passive) && self.trigger.code != Code::Blast;
        let verb = self.reading.chunk_of(self.trigger.first).filter(|_| !self.trigger.noun && !passive);
        let subject = verb.and_then(|verb| self.reading.clauses.subject(verb));
        subject.is_some_and(|np| self.reading.clauses.list_ending(np).into_iter().any(|np| self.heads(np)))
    }

    /// The weapon is the head of the noun phrase at chunk `np`.
    fn heads(&self, np: usize) -> bool {
        self.reading.clauses.np(np).is_some_and(|np| np.first <= self.spot.first && self.spot.first <= np.last && self.spot.last >= np.last)
    }

    /// "fired rockets", "a grenade was thrown", "planted a bomb".
    fn sent(&self) -> bool {
        let sends = matches!(self.trigger.code, Code::Launch | Code::Throw | Code::Blast | Code::Missile | Code::Shell | Code::Grenade)
            || self.reading.parsed.phrases.coded(self.trigger.first as usize, Table::EventCues, Code::Doing).is_some();
        !self.carrier && sends && self.within_object()
    }

    /// "with rifles and grenades", "using mortars", "by a bomb", in the clause of the trigger.
    fn brought(&self) -> bool {
        let Some(chunk) = self.reading.chunk_of(self.spot.first) else { return false };
        let clause = self.trigger.clause;
        let near = clause.first <= self.spot.first && self.spot.first <= clause.last && self.trigger.first.abs_diff(self.spot.first) < NEAR;
        let first = self.reading.clauses.list_ending(chunk).first().copied().unwrap_or(chunk);
        let before = first.checked_sub(1).and_then(|at| self.reading.clauses.list.get(at));
        near && before.is_some_and(|before| {
            self.reading.scene.cues_in(before.first, before.last).iter().any(|cue| cue.code == Code::MeansWord && cue.last == before.last)
        })
    }

    /// "gunmen on a technical": what carries those who act.
    fn carries(&self) -> bool {
        let chunk = self.reading.chunk_of(self.spot.first).and_then(|np| self.reading.clauses.governor(np)).and_then(|prep| prep.checked_sub(1));
        let np = chunk.filter(|_| self.carrier).and_then(|at| self.reading.clauses.np(at));
        let rides = |at: &usize| np.is_some_and(|np| self.reading.actor(*at).is_some_and(|actor| np.first <= actor.first && actor.last <= np.last));
        self.trigger.attackers.iter().any(rides)
    }
}
