//! The sub-event type: what the triggers, the actors and the cue words of an incident vote for.
//!
//! In: an incident. Out: one of the 25 sub-event types with its runner-up, or none. The order of preference is that of
//! the domain notes: chemical, suicide, air, shelling, mine, grenade, then ground fighting, then harm to the unarmed.

use super::merge::Incident;
use super::scene::{Class, Scene};
use super::trigger::Trigger;
use crate::casualty::Claims;
use crate::lexicon::{Code, Table, row};
use crate::rule::EntryId;
use crate::schema::Event;
use crate::text::Order;

/// What was chosen and why.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    /// The sub-event type.
    pub sub_type: Option<&'static str>,
    /// Runner-up and the reason.
    pub alternatives: Vec<(&'static str, &'static str)>,
    /// The trigger code it rests on.
    pub code: Option<Code>,
    /// All trigger codes that speak for it.
    pub codes: Vec<Code>,
}

/// The row of `event_types` for a trigger's code.
pub(super) fn event_type(code: Code) -> Option<EntryId> {
    crate::lexicon::find_row(Table::EventTypes, |row| row.code() == code)
}

/// The type by which an event is told: an assassination of which no death is told is an attack.
pub(crate) fn told_type(event: &Event, entry: EntryId) -> EntryId {
    let other = row(entry).get("no_death");
    let dead = event.fatalities.by_side.iter().any(|side| !side.from.is_empty());
    let attack = || crate::lexicon::find_row(Table::EventTypes, |row| row.id() == other);
    if dead || other.is_empty() { entry } else { attack().unwrap_or(entry) }
}

/// The row of `sub_event_types` of that name.
pub(super) fn sub_type_row(name: &str) -> Option<EntryId> {
    crate::lexicon::find_row(Table::SubEventTypes, |row| row.get("name") == name)
}

/// What words of that code most often are when they are not `first`, and on which condition.
fn runner_up(first: &str, code: Code) -> Option<(&'static str, &'static str)> {
    let entry = event_type(code)?;
    let usual = ["sub_event_type", "runner_up"].map(|name| row(entry).get(name));
    let name = usual.into_iter().find(|name| *name != first)?;
    Some((name, row(sub_type_row(name)?).get("if")))
}

/// The trigger names its weapon.
pub(super) fn speaks_of_weapon(code: Code) -> bool {
    matches!(
        code,
        Code::Suicide | Code::AirStrike | Code::DroneStrike | Code::Missile | Code::Shell | Code::Chemical | Code::Grenade | Code::Bomb | Code::Blast
    )
}

/// Facts about an incident the choice rests on.
struct Facts<'a> {
    scene: &'a Scene,
    incident: &'a Incident,
    harmed: bool,
    state_harmed: bool,
    attackers: Vec<Class>,
    targets: Vec<Class>,
}

/// Chooses the sub-event type of `incident`.
pub(super) fn choose(incident: &Incident, scene: &Scene, claims: &Claims) -> Choice {
    let class = |at: usize| scene.actors.get(at).map(|actor| actor.class);
    let hurt = |at: &usize| {
        claims
            .claims
            .get(*at)
            .is_some_and(|claim| matches!(claim.outcome, "killed" | "injured" | "casualty") && claim.polarity == "asserted" && claim.side != "state")
    };
    let harmed = incident.drafts.iter().take(2).flat_map(|draft| &draft.claims).any(hurt);
    let state_harmed = incident
        .drafts
        .iter()
        .flat_map(|draft| &draft.claims)
        .any(|at| claims.claims.get(*at).is_some_and(|claim| matches!(claim.side, "state" | "nonstate" | "external")));
    let facts = Facts {
        scene,
        incident,
        harmed,
        state_harmed,
        attackers: distinct(incident.attackers().chain(incident.both()).filter_map(class)),
        targets: distinct(incident.targets().chain(incident.both()).filter_map(class)),
    };
    let mut votes = facts.votes();
    votes.order_by(|a, b| b.1.total_cmp(&a.1));
    let Some(&(first, best, code)) = votes.first() else { return Choice::default() };
    let alternatives = votes
        .iter()
        .skip(1)
        .filter(|vote| vote.0 != first && vote.1 * 4.0 >= best)
        .take(2)
        .map(|vote| (vote.0, "other words of the report point to it"))
        .collect();
    let mut choice = Choice { sub_type: Some(first), alternatives, code: Some(code), codes: facts.codes(first) };
    if choice.alternatives.is_empty() {
        choice.alternatives.extend(runner_up(first, code));
    }
    choice
}

/// Each item once, where it comes first; only for the few values of a closed list.
fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut list = Vec::new();
    for item in items {
        if !list.contains(&item) {
            list.push(item);
        }
    }
    list
}

const ARMED_CLASH: &str = "Armed clash";
const ATTACK: &str = "Attack";
const PEACEFUL: &str = "Peaceful protest";
const VIOLENT: &str = "Violent demonstration";
const INTERVENTION: &str = "Protest with intervention";
const EXCESSIVE: &str = "Excessive force against protesters";
const MOB: &str = "Mob violence";
const STATE_GAINS: &str = "Government regains territory";
const GROUP_GAINS: &str = "Non-state actor overtakes territory";
const TRANSFER: &str = "Non-violent transfer of territory";
const IED: &str = "Remote explosive/landmine/IED";
const SHELLING: &str = "Shelling/artillery/missile attack";
const AIR: &str = "Air/drone strike";
const GRENADE: &str = "Grenade";
const SUICIDE: &str = "Suicide bomb";
const CHEMICAL: &str = "Chemical weapon";
const DISARM: &str = "Disrupted weapons use";
const PROPERTY: &str = "Looting/property destruction";

type Vote = (&'static str, f64, Code);

impl Facts<'_> {
    fn votes(&self) -> Vec<Vote> {
        let mut votes: Vec<Vote> = Vec::new();
        for (rank, draft) in self.incident.drafts.iter().enumerate() {
            let weight = match rank {
                0 => 4.0,
                1 => 2.0,
                2 => 1.0,
                _ => 0.5,
            };
            for (order, trigger) in draft.triggers.iter().enumerate() {
                let (name, strength) = self.vote(trigger);
                let strength = strength * weight * if order == 0 { 1.2 } else { 1.0 };
                match votes.iter_mut().find(|vote| vote.0 == name) {
                    Some(vote) => vote.1 += strength,
                    None => votes.push((name, strength, trigger.code)),
                }
            }
        }
        if votes.is_empty() && self.incident.drafts.iter().any(|draft| draft.wording.is_some()) {
            let armed = self.targets.iter().any(|class| class.armed()) || self.state_harmed;
            votes.push((if armed { ARMED_CLASH } else { ATTACK }, 1.0, Code::Attack));
        }
        self.settle(votes)
    }

    /// The codes of the triggers that vote for `name`, or for what it was made from.
    fn codes(&self, name: &str) -> Vec<Code> {
        let ground = [ATTACK, ARMED_CLASH, STATE_GAINS, GROUP_GAINS];
        let crowd = [PEACEFUL, VIOLENT, INTERVENTION, EXCESSIVE];
        let same = |vote: &str| vote == name || ground.contains(&vote) && ground.contains(&name) || crowd.contains(&vote) && crowd.contains(&name);
        distinct(self.incident.triggers().filter(|trigger| same(self.vote(trigger).0)).map(|trigger| trigger.code))
    }

    fn cue(&self, trigger: &Trigger, code: Code) -> bool {
        self.scene.has_cue(code, trigger.clause.first, trigger.clause.last)
    }

    /// In the first sentences, whose words describe the main means.
    fn lead_cue(&self, code: Code) -> bool {
        self.incident.drafts.iter().take(2).any(|draft| self.scene.has_cue(code, draft.scope.first, draft.scope.last))
    }

    fn vote(&self, trigger: &Trigger) -> (&'static str, f64) {
        if let Some(means) = self.means(trigger) {
            return means;
        }
        match trigger.code {
            Code::Blast | Code::Bomb => self.explosion(trigger),
            Code::Strike | Code::Launch | Code::Shell | Code::Missile => self.remote(trigger),
            Code::Throw => self.thrown(trigger),
            Code::Chemical => (CHEMICAL, 6.0),
            Code::Suicide => (SUICIDE, 5.0),
            Code::AirStrike | Code::DroneStrike => (AIR, 3.0),
            Code::Grenade => (GRENADE, 3.0),
            Code::Seize | Code::Retake | Code::Advance => self.territory(trigger),
            Code::Protest => (PEACEFUL, 2.0),
            Code::Riot => (VIOLENT, 3.0),
            Code::Disperse => (INTERVENTION, 2.5),
            Code::Rape => ("Sexual violence", 4.0),
            Code::Abduct => ("Abduction/forced disappearance", 3.0),
            Code::Lynch => (MOB, 3.5),
            Code::Loot => (PROPERTY, 2.5),
            Code::Burn => (PROPERTY, 1.5),
            Code::Base => ("Headquarters or base established", 3.0),
            Code::Agreement => ("Agreement", 2.5),
            Code::Arrest => ("Arrests", 1.5),
            Code::Disarm | Code::ShootDown => (DISARM, 2.5),
            Code::Withdraw => (TRANSFER, if trigger.noun { 0.5 } else { 1.5 }),
            Code::GroupChange => ("Change to group/activity", 1.5),
            Code::Clash | Code::Repel | Code::Operation => self.fighting(trigger),
            Code::Escape | Code::Expel | Code::MassGrave => ("Other", 1.5),
            _ => (self.assault(trigger), self.assault_strength(trigger)),
        }
    }

    /// "warplanes attacked", "attacked using mortars": the means decide.
    fn means(&self, trigger: &Trigger) -> Option<(&'static str, f64)> {
        let open = matches!(trigger.code, Code::Attack | Code::Raid | Code::Killing | Code::Burn | Code::Disarm | Code::Operation | Code::Shooting);
        let clause = trigger.clause;
        let subject = self.scene.cues_in(clause.first.max(trigger.first.saturating_sub(6)), trigger.first.saturating_sub(1));
        let tool = self.scene.cues_in(trigger.last, clause.last.min(trigger.last + 12)).iter().find(|cue| cue.code == Code::MeansWord);
        let tools = tool.map(|tool| self.scene.cues_in(tool.last, clause.last.min(tool.last + 5))).unwrap_or(&[]);
        let near = |code: Code| {
            subject.iter().any(|cue| cue.code == code && (trigger.noun || trigger.code == Code::Shooting || !trigger.group.is_some_and(|group| group.passive)))
                || tools.iter().any(|cue| cue.code == code)
        };
        match () {
            () if !open => None,
            () if near(Code::Suicide) => Some((SUICIDE, 4.0)),
            () if near(Code::Chemical) => Some((CHEMICAL, 4.0)),
            () if near(Code::Aerial) || near(Code::Drone) => Some((AIR, 2.5)),
            () if near(Code::Grenade) => Some((GRENADE, 2.5)),
            () if near(Code::Artillery) => Some((SHELLING, 2.0)),
            () if near(Code::Explosive) && trigger.code != Code::Disarm => Some((IED, 2.0)),
            () => None,
        }
    }

    fn assault_strength(&self, trigger: &Trigger) -> f64 {
        match trigger.code {
            Code::Attack | Code::Raid | Code::Ambush | Code::Massacre | Code::Assassination => 1.5,
            _ => 1.0,
        }
    }

    fn explosion(&self, trigger: &Trigger) -> (&'static str, f64) {
        let has = |code| self.cue(trigger, code);
        match () {
            () if has(Code::Suicide) => (SUICIDE, 4.0),
            () if has(Code::Chemical) => (CHEMICAL, 3.0),
            () if has(Code::Aerial) && trigger.code == Code::Bomb && !trigger.noun => (AIR, 3.0),
            () if has(Code::Drone) => (AIR, 2.5),
            () if has(Code::Grenade) => (GRENADE, 3.0),
            () if has(Code::Artillery) && !has(Code::Explosive) => (SHELLING, 2.5),
            () => (IED, 2.5),
        }
    }

    fn remote(&self, trigger: &Trigger) -> (&'static str, f64) {
        let has = |code| self.cue(trigger, code);
        match () {
            () if has(Code::CrowdControl) && trigger.code == Code::Launch => (INTERVENTION, 2.0),
            () if has(Code::Chemical) => (CHEMICAL, 4.0),
            () if matches!(trigger.code, Code::Shell | Code::Missile) && !has(Code::Aerial) => (SHELLING, 3.0),
            () if has(Code::Aerial) || has(Code::Drone) => (AIR, 3.0),
            () if has(Code::Artillery) => (SHELLING, 2.5),
            () if has(Code::Grenade) => (GRENADE, 2.5),
            () if has(Code::Explosive) => (IED, 2.0),
            () => (SHELLING, 1.0),
        }
    }

    fn thrown(&self, trigger: &Trigger) -> (&'static str, f64) {
        match () {
            () if self.cue(trigger, Code::Grenade) => (GRENADE, 3.0),
            () if self.cue(trigger, Code::RiotMissile) && self.crowd() => (VIOLENT, 3.0),
            () if self.cue(trigger, Code::RiotMissile) => (MOB, 2.0),
            () if self.cue(trigger, Code::Explosive) => (IED, 2.0),
            () => (VIOLENT, 0.5),
        }
    }

    fn crowd(&self) -> bool {
        self.attackers.iter().chain(&self.targets).any(|class| class.crowd()) || self.lead_cue(Code::Crowd) || self.lead_cue(Code::CrowdPeople)
    }

    fn territory(&self, trigger: &Trigger) -> (&'static str, f64) {
        if self.lead_cue(Code::NoResistance) {
            return (TRANSFER, 4.0);
        }
        let gaining = trigger.attackers.iter().find_map(|at| self.scene.actors.get(*at)).map(|actor| actor.class);
        match (gaining.or(self.attackers.first().copied()), trigger.code) {
            (Some(Class::Nonstate), _) => (GROUP_GAINS, 2.5),
            (Some(Class::State | Class::External), _) => (STATE_GAINS, 2.5),
            (_, Code::Retake) => (STATE_GAINS, 2.0),
            (_, Code::Advance) => (ARMED_CLASH, 1.0),
            _ => (GROUP_GAINS, 1.5),
        }
    }

    fn fighting(&self, trigger: &Trigger) -> (&'static str, f64) {
        let crowd = self.attackers.iter().chain(&self.targets).any(|class| class.crowd()) || self.cue(trigger, Code::CrowdPeople);
        let nonstate = self.attackers.iter().chain(&self.targets).any(|class| *class == Class::Nonstate);
        let side = |class: Class| trigger.both.iter().any(|at| self.scene.actors.get(*at).is_some_and(|actor| actor.class == class));
        let unarmed = side(Class::Civilian) && side(Class::State);
        match () {
            () if (crowd || unarmed) && !nonstate => (VIOLENT, 3.0),
            () if self.cue(trigger, Code::RiotMissile) && !nonstate => (MOB, 2.5),
            () if trigger.code == Code::Operation => (ARMED_CLASH, 1.0),
            () => (ARMED_CLASH, 2.5),
        }
    }

    /// Attack, or armed clash where both sides bear arms; mob violence where the attackers are a mob.
    fn assault(&self, trigger: &Trigger) -> &'static str {
        let class = |list: &[usize]| -> Vec<Class> { list.iter().filter_map(|at| self.scene.actors.get(*at)).map(|actor| actor.class).collect() };
        let (attackers, targets) = (class(&trigger.attackers), class(&trigger.targets));
        let all = if attackers.is_empty() { &self.attackers } else { &attackers };
        let aims = if targets.is_empty() { &self.targets } else { &targets };
        if all.contains(&Class::Rioter) {
            return MOB;
        }
        if aims.contains(&Class::Protester) && all.iter().any(|class| class.armed()) {
            return EXCESSIVE;
        }
        let fights = aims.iter().any(|class| class.armed()) || self.military_object(trigger);
        let civilian = aims.contains(&Class::Civilian);
        let apart = all.iter().any(|class| class.armed()) || !all.contains(&Class::Civilian);
        if fights && apart && !civilian && !matches!(trigger.code, Code::Execution | Code::Assassination) {
            ARMED_CLASH
        } else {
            event_type(trigger.code).map_or("", |entry| row(entry).get("sub_event_type"))
        }
    }

    fn military_object(&self, trigger: &Trigger) -> bool {
        trigger.object.iter().any(|reach| [Code::Front, Code::Garrison].iter().any(|code| self.scene.has_cue(*code, reach.first, reach.last)))
    }

    /// Rules that look at all votes together.
    fn settle(&self, mut votes: Vec<Vote>) -> Vec<Vote> {
        let total = |votes: &[Vote], names: &[&str]| votes.iter().filter(|vote| names.contains(&vote.0)).map(|vote| vote.1).sum::<f64>();
        let protest = total(&votes, &[PEACEFUL, VIOLENT, INTERVENTION, EXCESSIVE]);
        let crowd_led = protest > 0.0 && protest * 1.5 >= votes.iter().map(|vote| vote.1).sum::<f64>() - protest;
        if crowd_led {
            self.settle_crowd(&mut votes, protest);
        }
        if total(&votes, &[SUICIDE]) > 0.0 {
            let more = total(&votes, &[IED, ATTACK, ARMED_CLASH, GRENADE]);
            raise(&mut votes, SUICIDE, more);
        }
        if total(&votes, &[CHEMICAL]) > 0.0 {
            let more = total(&votes, &[SHELLING, AIR, ATTACK, ARMED_CLASH, IED]);
            raise(&mut votes, CHEMICAL, more);
        }
        let disputed = self.incident.triggers().any(|trigger| trigger.code == Code::Repel);
        if disputed && total(&votes, &[STATE_GAINS, GROUP_GAINS]) > 0.0 {
            let gains = total(&votes, &[STATE_GAINS, GROUP_GAINS]);
            raise(&mut votes, ARMED_CLASH, gains + 1.0);
        } else if total(&votes, &[STATE_GAINS, GROUP_GAINS]) > 0.0 {
            let more = 0.6 * total(&votes, &[ARMED_CLASH, ATTACK]);
            let name = if total(&votes, &[STATE_GAINS]) >= total(&votes, &[GROUP_GAINS]) { STATE_GAINS } else { GROUP_GAINS };
            raise(&mut votes, name, more);
            let left = total(&votes, &[TRANSFER]);
            if left > 0.0 && total(&votes, &[ARMED_CLASH, ATTACK]) == 0.0 {
                let more = total(&votes, &[STATE_GAINS, GROUP_GAINS]);
                raise(&mut votes, TRANSFER, more);
            }
        } else if total(&votes, &[ARMED_CLASH]) > 0.0 {
            let more = 0.5 * total(&votes, &[ATTACK]);
            raise(&mut votes, ARMED_CLASH, more);
        }
        votes
    }

    fn settle_crowd(&self, votes: &mut Vec<Vote>, protest: f64) {
        let shot = self.lead_cue(Code::LiveFire) || votes.iter().any(|vote| vote.0 == EXCESSIVE);
        let violent = votes.iter().any(|vote| vote.0 == VIOLENT || vote.0 == PROPERTY || vote.0 == MOB) || self.lead_cue(Code::Violent);
        let control = votes.iter().any(|vote| vote.0 == INTERVENTION || vote.0 == "Arrests") || self.lead_cue(Code::CrowdControl);
        let name = match () {
            () if shot => EXCESSIVE,
            () if violent => VIOLENT,
            () if control && self.harmed => EXCESSIVE,
            () if control => INTERVENTION,
            () => PEACEFUL,
        };
        raise(votes, name, protest + 4.0);
    }
}

fn raise(votes: &mut Vec<Vote>, name: &'static str, by: f64) {
    match votes.iter_mut().find(|vote| vote.0 == name) {
        Some(vote) => vote.1 += by,
        None => votes.push((name, by, Code::Protest)),
    }
}
