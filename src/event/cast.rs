//! Casting: which entity plays which part in an incident, and which side it is on.
//!
//! In: the actors its triggers name. Out: participants with roles. People without an entity ("gunmen", "villagers")
//! get one here, so that an unnamed attacker is never taken for the last named group.

use super::merge::Incident;
use super::rules;
use super::scene::{Actor, Class, Scene};
use crate::lexicon::Code;
use crate::mention::Found;
use crate::schema::{Entity, Id, Mention, Participant, Provenance};
use crate::syntax::Parsed;
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
pub(super) fn cast<'t>(parsed: &Parsed<'t>, scene: &mut Scene, found: &mut Found<'t>, incident: &Incident) -> Cast {
    let mut cast = Cast::default();
    let (mut attackers, mut targets): (Vec<usize>, Vec<usize>) = (incident.attackers().collect(), incident.targets().collect());
    let (one, two) = sides_of(scene, incident.both().collect());
    attackers.extend(one);
    targets.extend(two);
    swap_defenders(incident, &mut attackers, &mut targets);
    for at in keep(scene, attackers, true) {
        if let Some((id, class)) = entity_of(parsed, scene, found, at) {
            cast.add_attacker(id, class);
        }
    }
    for at in keep(scene, targets, false) {
        if let Some((id, class)) = entity_of(parsed, scene, found, at) {
            cast.add_target(id, class, incident);
        }
    }
    cast
}

impl Cast {
    fn has(&self, id: Id) -> bool {
        self.participants.iter().any(|participant| participant.entity == id)
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
            Class::Civilian | Class::Unknown => "victim",
            _ => "target",
        };
        self.participants.push(Participant { entity: id, role });
        self.targets.push((id, class));
    }
}

/// The parties of a clash: the first and those of its class on one side, the others on the other.
fn sides_of(scene: &Scene, both: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    let class = |at: &usize| scene.actors.get(*at).map_or(Class::Unknown, |actor| actor.class);
    let Some(first) = both.iter().map(class).find(|class| class.armed() || class.crowd()).or_else(|| both.first().map(class)) else { return Default::default() };
    let same = both.iter().all(|at| class(at) == first);
    if same && both.len() > 1 {
        return both.iter().enumerate().fold(Default::default(), |(mut one, mut two): (Vec<usize>, Vec<usize>), (order, at)| {
            if order == 0 { one.push(*at) } else { two.push(*at) }
            (one, two)
        });
    }
    both.into_iter().partition(|at| class(at) == first)
}

/// Who repels an attack is not its attacker.
fn swap_defenders(incident: &Incident, attackers: &mut Vec<usize>, targets: &mut Vec<usize>) {
    for trigger in incident.drafts.iter().flat_map(|draft| &draft.triggers) {
        if trigger.code == Code::Repel {
            attackers.retain(|at| !trigger.attackers.contains(at));
            targets.retain(|at| !trigger.targets.contains(at));
            targets.extend(&trigger.attackers);
            attackers.extend(&trigger.targets);
        }
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
    let id = same_words(parsed, found, &actor).unwrap_or_else(|| new_entity(parsed, found, &actor));
    if let Some(slot) = scene.actors.get_mut(at) {
        slot.entity = Some(id);
    }
    Some((id, actor.class))
}

/// "The gunmen" after "gunmen" are the same people.
fn same_words(parsed: &Parsed, found: &Found, actor: &Actor) -> Option<Id> {
    let name = words(parsed, actor).to_lowercase();
    let known = found.entities.iter().find(|entity| entity.generic && entity.name.to_lowercase() == name)?;
    Some(known.id)
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
