//! Casting: which entity plays which part in an incident, and which side it is on.
//!
//! In: the actors its triggers name. Out: participants with roles. People without an entity ("gunmen", "villagers")
//! get one here, so that an unnamed attacker is never taken for the last named group.

use super::merge::Incident;
use super::rules;
use super::scene::{Actor, Class, Scene};
use crate::casualty::Claims;
use crate::lexicon::Code;
use crate::mention::Found;
use crate::schema::{CasualtyClaim, Entity, Id, Mention, Participant, Provenance};
use crate::syntax::Parsed;
use crate::text::lower_case;
use std::borrow::Cow;

/// Who takes part in an incident.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    /// Participants as the report lists them.
    pub participants: Vec<Participant>,
    /// Classes of those who acted.
    pub attackers: Vec<(Id, Class)>,
    /// Classes of those acted upon.
    pub targets: Vec<(Id, Class)>,
}

/// Names the participants of `incident`.
pub(super) fn cast<'t>(parsed: &Parsed<'t>, scene: &mut Scene, found: &mut Found<'t>, claims: &Claims, incident: &Incident, codes: &[Code]) -> Cast {
    let mut cast = Cast::default();
    let (attackers, targets) = parts(scene, incident, codes);
    for at in with_entity_first(scene, &keep(scene, attackers, true)) {
        if let Some((id, class)) = entity_of(parsed, scene, found, at) {
            cast.add_attacker(id, class);
        }
    }
    for at in with_entity_first(scene, &keep(scene, targets, false)) {
        if let Some((id, class)) = entity_of(parsed, scene, found, at) {
            cast.add_target(id, class, incident);
        }
    }
    if cast.targets.is_empty() {
        victims(parsed, scene, found, claims, incident, &mut cast);
    }
    cast
}

/// Attackers and targets of all triggers. Who attacks first stays the attacker: an answer to the attack does not turn the parts.
fn parts(scene: &Scene, incident: &Incident, codes: &[Code]) -> (Vec<usize>, Vec<usize>) {
    let (mut attackers, mut targets): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let class = |at: &usize| scene.actors.get(*at).map_or(Class::Unknown, |actor| actor.class);
    for (rank, draft) in incident.drafts.iter().enumerate() {
        for trigger in draft.triggers.iter().filter(|trigger| rank == 0 || codes.contains(&trigger.code)) {
            let (mut one, mut two) = (trigger.attackers.clone(), trigger.targets.clone());
            sides_of(scene, &trigger.both, &mut one, &mut two, &attackers);
            if trigger.code == Code::Repel {
                std::mem::swap(&mut one, &mut two);
            }
            let answers = one.iter().any(|at| class(at).armed() && targets.iter().any(|known| class(known) == class(at))) && !one.iter().any(|at| attackers.iter().any(|known| class(known) == class(at)));
            let returned = two.iter().any(|at| class(at).armed() && attackers.iter().any(|known| class(known) == class(at))) && !two.iter().any(|at| targets.iter().any(|known| class(known) == class(at)));
            if answers || returned {
                std::mem::swap(&mut one, &mut two);
            }
            attackers.extend(one);
            targets.extend(two);
        }
        attackers.extend(&draft.attackers);
        targets.extend(&draft.targets);
    }
    (attackers, targets)
}

/// The victims of the figures, where the triggers name no target.
fn victims<'t>(parsed: &Parsed<'t>, scene: &mut Scene, found: &mut Found<'t>, claims: &Claims, incident: &Incident, cast: &mut Cast) {
    let harmed = |claim: &&CasualtyClaim| claim.polarity == "asserted" && !matches!(claim.outcome, "surrendered" | "displaced") && !claim.perpetrator;
    let list: Vec<&CasualtyClaim> = incident.drafts.iter().flat_map(|draft| &draft.claims).filter_map(|at| claims.claims.get(*at)).filter(harmed).collect();
    for claim in list {
        let Some(victim) = &claim.victim else { continue };
        let known = victim.entity.and_then(|id| found.entities.get(id.index()).map(|_| (id, class_of_side(claim.side))));
        let named = known.or_else(|| {
            let (first, last) = super::scene::tokens_of(&parsed.tokens, crate::text::Span::new(victim.start, victim.end))?;
            let range = scene.actor_range(first, last);
            entity_of(parsed, scene, found, range.last()?)
        });
        if let Some((id, class)) = named {
            cast.add_target(id, class, incident);
        }
    }
}

fn class_of_side(side: &str) -> Class {
    match side {
        "state" => Class::State,
        "nonstate" => Class::Nonstate,
        "external" => Class::External,
        "civilian" => Class::Civilian,
        _ => Class::Unknown,
    }
}

/// Named parties first; people without a name only where no party of their class is named.
fn with_entity_first(scene: &Scene, list: &[usize]) -> Vec<usize> {
    let actor = |at: &usize| scene.actors.get(*at);
    let named: Vec<Class> = list.iter().filter_map(actor).filter(|actor| actor.entity.is_some()).map(|actor| actor.class).collect();
    let mut out: Vec<usize> = list.iter().copied().filter(|at| actor(at).is_some_and(|actor| actor.entity.is_some())).collect();
    let mut classes = named;
    for at in list {
        let Some(unnamed) = actor(at).filter(|actor| actor.entity.is_none()) else { continue };
        if !classes.contains(&unnamed.class) {
            classes.push(unnamed.class);
            out.push(*at);
        }
    }
    out
}

impl Cast {
    fn has(&self, id: Id) -> bool {
        self.participants.iter().any(|participant| participant.entity == id)
    }

    /// Who claims responsibility is named as the attacker, before parties without a name of the same kind.
    pub(super) fn add_claimant(&mut self, id: Id, found: &Found) {
        let generic = |id: Id| found.entities.get(id.index()).is_some_and(|entity| entity.generic);
        if generic(id) || self.targets.iter().any(|(target, _)| *target == id) {
            return;
        }
        let class = match found.entities.get(id.index()).map(|entity| entity.r#type) {
            Some("armed_group") => Class::Nonstate,
            Some("state_force" | "government") => Class::State,
            Some("external_force") => Class::External,
            _ => return,
        };
        self.attackers.retain(|(other, kind)| *other != id && !(*kind == class && generic(*other)));
        self.participants.retain(|part| part.role != "attacker" || self.attackers.iter().any(|(other, _)| *other == part.entity));
        self.attackers.insert(0, (id, class));
        self.participants.insert(0, Participant { entity: id, role: "attacker" });
    }

    fn add_attacker(&mut self, id: Id, class: Class) {
        if !self.has(id) {
            self.participants.push(Participant { entity: id, role: "attacker" });
            self.attackers.push((id, class));
        }
    }

    fn add_target(&mut self, id: Id, class: Class, incident: &Incident) {
        if self.has(id) {
            return;
        }
        let fights = incident.drafts.iter().flat_map(|draft| &draft.triggers).any(|trigger| matches!(trigger.code, Code::Clash | Code::Repel));
        let role = match class {
            Class::State | Class::External | Class::Nonstate if fights => "defender",
            Class::Civilian | Class::Unknown | Class::Protester => "victim",
            _ => "target",
        };
        self.participants.push(Participant { entity: id, role });
        self.targets.push((id, class));
    }
}

/// The parties of a clash: those of the class already known to attack, else of the first, on one side; the others on the other.
fn sides_of(scene: &Scene, both: &[usize], attackers: &mut Vec<usize>, targets: &mut Vec<usize>, before: &[usize]) {
    let class = |at: &usize| scene.actors.get(*at).map_or(Class::Unknown, |actor| actor.class);
    let Some(first) = both.iter().map(class).find(|class| class.armed() || class.crowd()).or_else(|| both.first().map(class)) else { return };
    let alone = both.iter().all(|at| class(at) == first);
    let known = attackers.iter().chain(before).map(class).find(|class| class.armed() || class.crowd());
    let lead = known.unwrap_or(first);
    for (order, at) in both.iter().enumerate() {
        let second = if alone && known.is_none() { order > 0 } else { class(at) != lead };
        if second { targets.push(*at) } else { attackers.push(*at) }
    }
}

/// Who may play the part: for attackers the armed and crowds before people of no known kind.
fn keep(scene: &Scene, list: Vec<usize>, attacking: bool) -> Vec<usize> {
    let class = |at: &usize| scene.actors.get(*at).map_or(Class::Unknown, |actor| actor.class);
    let fits = |class: Class| if attacking { class.armed() || class.crowd() } else { class != Class::Unknown };
    let mut seen: Vec<usize> = Vec::new();
    for at in list {
        if !seen.contains(&at) {
            seen.push(at);
        }
    }
    let strong: Vec<usize> = seen.iter().copied().filter(|at| fits(class(at))).collect();
    if strong.is_empty() { seen } else { strong }
}

fn entity_of<'t>(parsed: &Parsed<'t>, scene: &mut Scene, found: &mut Found<'t>, at: usize) -> Option<(Id, Class)> {
    let actor = *scene.actors.get(at)?;
    if let Some(id) = actor.entity {
        return Some((id, actor.class));
    }
    let id = same_words(parsed, found, &actor).or_else(|| only_force(found, &actor)).unwrap_or_else(|| new_entity(parsed, found, &actor));
    if let Some(slot) = scene.actors.get_mut(at) {
        slot.entity = Some(id);
    }
    Some((id, actor.class))
}

/// "The gunmen" after "gunmen" are the same people.
fn same_words(parsed: &Parsed, found: &Found, actor: &Actor) -> Option<Id> {
    let name = lower_case(words(parsed, actor));
    let known = found.entities.iter().find(|entity| entity.generic && lower_case(&entity.name) == name)?;
    Some(known.id)
}

/// "Soldiers" and "troops" in a text that names one state force and no other are its people.
fn only_force(found: &Found, actor: &Actor) -> Option<Id> {
    let mut forces = found.entities.iter().filter(|entity| entity.r#type == "state_force" && !entity.generic);
    let only = forces.next().filter(|_| actor.class == Class::State)?;
    let military = only.subtype.as_deref().is_none_or(|kind| kind != "police");
    (forces.next().is_none() && military).then_some(only.id)
}

fn words<'t>(parsed: &Parsed<'t>, actor: &Actor) -> &'t str {
    parsed.tokens.span(actor.first as usize, actor.last as usize).of(parsed.tokens.text)
}

fn new_entity<'t>(parsed: &Parsed<'t>, found: &mut Found<'t>, actor: &Actor) -> Id {
    let id = Id('E', found.entities.len() as u32 + 1);
    let mention = Id('M', found.mentions.len() as u32 + 1);
    let span = parsed.tokens.span(actor.first as usize, actor.last as usize);
    let provenance = Provenance::new(&rules::UNNAMED_PARTY, span);
    let text = Cow::Borrowed(words(parsed, actor));
    found.mentions.push(Mention { id: mention, entity: id, start: span.start, end: span.end, text: text.clone(), kind: "nominal", provenance: provenance.clone() });
    let (r#type, actor_class, inter) = match actor.class {
        Class::State => ("state_force", Some("state_forces"), Some(1)),
        Class::Nonstate => ("armed_group", None, None),
        Class::External => ("external_force", Some("external_forces"), Some(8)),
        Class::Protester => ("group_of_people", Some("protesters"), Some(6)),
        Class::Rioter => ("group_of_people", Some("rioters"), Some(5)),
        Class::Civilian => ("group_of_people", Some("civilians"), Some(7)),
        Class::Unknown => ("group_of_people", None, None),
    };
    found.entities.push(Entity {
        id,
        r#type,
        name: text,
        aliases: Vec::new(),
        acronym: None,
        subtype: None,
        country: None,
        rank: None,
        rank_norm: None,
        role: None,
        affiliations: Vec::new(),
        actor_class,
        acled_inter: inter,
        acled_name: None,
        side: None,
        generic: true,
        event_role: None,
        mentions: vec![mention],
        provenance,
    });
    id
}
