//! Casting: which entity plays which part in an incident, and which side it is on.
//!
//! In: the actors its triggers name. Out: participants with roles. People without an entity ("gunmen", "villagers")
//! get one here, so that an unnamed attacker is never taken for the last named group.

use super::draft::{Family, family};
use super::merge::Incident;
use super::rules;
use super::scene::{Actor, Class, Scene};
use super::trigger::Trigger;
use crate::casualty::Claims;
use crate::lexicon::Code;
use crate::mention::Found;
use crate::schema::{CasualtyClaim, Entity, Id, Mention, Participant, Provenance};
use crate::syntax::Parsed;
use crate::text::{Map, Set, lower_case};
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
    /// The same entities as `participants`.
    members: Set<Id>,
    /// Its triggers tell of fighting.
    fights: bool,
    /// Nobody is said to have struck: both sides fought, met, marched or made an arrest.
    even: bool,
    /// Arrests, agreements and movements harm nobody by themselves.
    harmless: bool,
}

/// Parties without a name, so that each is made once.
#[derive(Debug)]
pub(super) struct Unnamed {
    /// "The gunmen" after "gunmen" are the same people: by their words in small letters.
    by_name: Map<String, Id>,
    /// "Soldiers" and "troops" in a text that names one state force and no other are its people.
    force: Option<Id>,
}

impl Unnamed {
    /// Those the text names already.
    pub(super) fn new(found: &Found) -> Self {
        let mut by_name = Map::default();
        for entity in found.entities.iter().filter(|entity| entity.generic) {
            by_name.get_or_insert_with(lower_case(&entity.name), || entity.id);
        }
        let mut forces = found.entities.iter().filter(|entity| entity.r#type == "state_force" && !entity.generic);
        let only = forces.next().filter(|_| forces.next().is_none());
        let force = only.filter(|force| force.subtype.as_deref().is_none_or(|kind| kind != "police")).map(|force| force.id);
        Self { by_name, force }
    }
}

/// Names the participants of `incident`.
pub(super) fn cast<'t>(parsed: &Parsed<'t>, scene: &mut Scene, found: &mut Found<'t>, incident: &Incident, codes: &[Code], unnamed: &mut Unnamed) -> Cast {
    let mut cast = Cast::default();
    let (attackers, targets) = crowd_apart(scene, parts(scene, incident, codes));
    cast.fights = incident.triggers().any(|trigger| matches!(trigger.code, Code::Clash | Code::Repel));
    let (attackers, targets) = one_gang(scene, found, attackers, targets);
    let unarmed = |at: &usize| scene.class(*at).crowd() || scene.class(*at) == Class::Civilian;
    cast.even = !(strikes(incident, codes) || cast.fights && attackers.iter().chain(&targets).any(unarmed));
    for at in with_entity_first(scene, &keep(scene, attackers, true)) {
        if let Some((id, class)) = entity_of(parsed, scene, found, unnamed, at) {
            cast.add_attacker(id, class);
        }
    }
    cast.harmless = !codes.is_empty() && codes.iter().all(|code| family(*code) == Family::Strategic);
    let both: Set<usize> = incident.both().collect();
    for at in with_entity_first(scene, &keep(scene, targets, false)) {
        if let Some((id, class)) = entity_of(parsed, scene, found, unnamed, at) {
            cast.add_target(id, class, both.contains(&at), found);
        }
    }
    cast
}

/// Somebody is said to have struck, and not only to have fought, met, marched or made an arrest.
fn strikes(incident: &Incident, codes: &[Code]) -> bool {
    let drafts = incident.drafts.iter().enumerate();
    let mut told = drafts.flat_map(|(rank, draft)| draft.triggers.iter().filter(move |trigger| rank == 0 || codes.contains(&trigger.code)));
    let strike = |trigger: &Trigger| family(trigger.code) != Family::Strategic && trigger.code != Code::Protest && !trigger.attackers.is_empty();
    told.any(strike) || incident.drafts.iter().any(|draft| !draft.attackers.is_empty())
}

/// "Bandits", "gunmen" and "the attackers" without a name are one party; it is no target beside others.
fn one_gang(scene: &Scene, found: &Found, attackers: Vec<usize>, targets: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    let nameless = |at: &usize| {
        let entity = scene.actors.get(*at).filter(|actor| actor.class == Class::Nonstate).and_then(|actor| actor.entity);
        entity.and_then(|id| found.entities.get(id.index())).is_some_and(|entity| entity.generic)
    };
    let Some(first) = attackers.iter().copied().find(nameless) else { return (attackers, targets) };
    let apart = targets.iter().any(|at| !nameless(at));
    (attackers.into_iter().filter(|at| *at == first || !nameless(at)).collect(), targets.into_iter().filter(|at| !(apart && nameless(at))).collect())
}

/// Forces and a crowd do not strike side by side: the crowd stands on the other side.
fn crowd_apart(scene: &Scene, (mut attackers, mut targets): (Vec<usize>, Vec<usize>)) -> (Vec<usize>, Vec<usize>) {
    if attackers.iter().any(|at| scene.class(*at) == Class::State) {
        targets.extend(attackers.iter().filter(|at| scene.class(**at).crowd()));
        attackers.retain(|at| !scene.class(*at).crowd());
    }
    (attackers, targets)
}

/// Attackers and targets of all triggers. Who attacks first stays the attacker: an answer to the attack does not turn the parts.
fn parts(scene: &Scene, incident: &Incident, codes: &[Code]) -> (Vec<usize>, Vec<usize>) {
    let (mut attackers, mut targets): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut acting, mut suffering): (Set<Class>, Set<Class>) = Default::default();
    let mut lead = None;
    for (rank, draft) in incident.drafts.iter().enumerate() {
        for trigger in draft.triggers.iter().filter(|trigger| rank == 0 || codes.contains(&trigger.code)) {
            let (mut one, mut two) = (trigger.attackers.clone(), trigger.targets.clone());
            sides_of(scene, &trigger.both, &mut one, &mut two, lead);
            if trigger.code == Code::Repel {
                std::mem::swap(&mut one, &mut two);
            }
            let answers = one.iter().any(|at| scene.class(*at).armed() && suffering.contains(&scene.class(*at)))
                && !one.iter().any(|at| acting.contains(&scene.class(*at)));
            let returned = two.iter().any(|at| scene.class(*at).armed() && acting.contains(&scene.class(*at)))
                && !two.iter().any(|at| suffering.contains(&scene.class(*at)));
            if answers || returned {
                std::mem::swap(&mut one, &mut two);
            }
            lead = lead.or_else(|| leading(one.iter().map(|at| scene.class(*at))));
            acting.extend(one.iter().map(|at| scene.class(*at)));
            suffering.extend(two.iter().map(|at| scene.class(*at)));
            attackers.extend(one);
            targets.extend(two);
        }
        lead = lead.or_else(|| leading(draft.attackers.iter().map(|at| scene.class(*at))));
        acting.extend(draft.attackers.iter().map(|at| scene.class(*at)));
        suffering.extend(draft.targets.iter().map(|at| scene.class(*at)));
        attackers.extend(&draft.attackers);
        targets.extend(&draft.targets);
    }
    (attackers, targets)
}

/// The first class that bears arms or is a crowd.
fn leading(mut classes: impl Iterator<Item = Class>) -> Option<Class> {
    classes.find(|class| class.armed() || class.crowd())
}

/// The victims of the event's figures, where the triggers name no target; persons harmed in any case.
pub(super) fn victims<'t>(
    parsed: &Parsed<'t>,
    scene: &mut Scene,
    found: &mut Found<'t>,
    claims: &Claims,
    (incident, casualties): (&Incident, &[Id]),
    cast: &mut Cast,
    unnamed: &mut Unnamed,
) {
    let aimed = !cast.targets.is_empty();
    let arrests = incident.triggers().any(|trigger| trigger.code == Code::Arrest);
    let harmed = |claim: &&CasualtyClaim| {
        let held = matches!(claim.outcome, "detained" | "captured");
        claim.polarity == "asserted"
            && !matches!(claim.outcome, "surrendered" | "displaced")
            && !claim.perpetrator
            && claim.basis.is_none()
            && (arrests || !held)
    };
    let list: Vec<&CasualtyClaim> = casualties.iter().filter_map(|id| claims.claims.get(id.index())).filter(harmed).collect();
    for claim in list {
        let Some(victim) = &claim.victim else { continue };
        let known = victim.entity.and_then(|id| found.entities.get(id.index()).map(|_| (id, class_of_side(claim.side))));
        let named = known.or_else(|| {
            let (first, last) = super::scene::tokens_of(&parsed.tokens, crate::text::Span::new(victim.start, victim.end))?;
            let range = scene.actor_range(first, last);
            entity_of(parsed, scene, found, unnamed, range.last()?)
        });
        match named {
            Some((id, class)) if !aimed => cast.add_target(id, class, false, found),
            Some((id, class)) if known.is_some() && matches!(claim.outcome, "killed" | "injured" | "abducted") => cast.add_victim(id, class, found),
            _ => {}
        }
    }
}

/// The class of a figure's side.
pub(super) fn class_of_side(side: &str) -> Class {
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
    let named: Set<Class> = list.iter().filter_map(actor).filter(|actor| actor.entity.is_some()).map(|actor| actor.class).collect();
    let mut out: Vec<usize> = list.iter().copied().filter(|at| actor(at).is_some_and(|actor| actor.entity.is_some())).collect();
    let mut classes = named;
    for at in list {
        let Some(unnamed) = actor(at).filter(|actor| actor.entity.is_none()) else { continue };
        if classes.insert(unnamed.class) {
            out.push(*at);
        }
    }
    out
}

impl Cast {
    fn has(&self, id: Id) -> bool {
        self.members.contains(&id)
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
        let acting: Set<Id> = self.attackers.iter().map(|(id, _)| *id).collect();
        self.participants.retain(|part| part.role != "attacker" || acting.contains(&part.entity));
        self.attackers.insert(0, (id, class));
        self.participants.insert(0, Participant { entity: id, role: "attacker" });
    }

    /// Takes parties whose part is disputed off the list of attackers.
    pub(super) fn remove_attackers(&mut self, ids: &[Id]) {
        self.attackers.retain(|(id, _)| !ids.contains(id));
        self.participants.retain(|part| part.role != "attacker" || !ids.contains(&part.entity));
    }

    fn add_attacker(&mut self, id: Id, class: Class) {
        if !self.has(id) {
            self.members.insert(id);
            self.participants.push(Participant { entity: id, role: if self.even { "participant" } else { "attacker" } });
            self.attackers.push((id, class));
        }
    }

    /// A person who was harmed beside what was aimed at.
    fn add_victim(&mut self, id: Id, class: Class, found: &Found) {
        let person = found.entities.get(id.index()).is_some_and(|entity| entity.r#type == "person");
        if person && class != Class::Nonstate && self.members.insert(id) {
            self.participants.push(Participant { entity: id, role: "victim" });
        }
    }

    fn add_target(&mut self, id: Id, class: Class, both: bool, found: &Found) {
        if self.has(id) {
            return;
        }
        self.members.insert(id);
        let people = found.entities.get(id.index()).is_none_or(|entity| !matches!(entity.r#type, "organisation" | "government" | "source"));
        let role = match class {
            _ if self.even && both => "participant",
            Class::State | Class::External | Class::Nonstate if self.fights => "defender",
            Class::Civilian | Class::Unknown | Class::Protester if people && !self.harmless => "victim",
            _ => "target",
        };
        self.participants.push(Participant { entity: id, role });
        self.targets.push((id, class));
    }
}

/// The parties of a clash: those of the class already known to attack, else of the first, on one side; the others on the other.
fn sides_of(scene: &Scene, both: &[usize], attackers: &mut Vec<usize>, targets: &mut Vec<usize>, before: Option<Class>) {
    let Some(first) = leading(both.iter().map(|at| scene.class(*at))).or_else(|| both.first().map(|at| scene.class(*at))) else { return };
    let alone = both.iter().all(|at| scene.class(*at) == first);
    let known = leading(attackers.iter().map(|at| scene.class(*at))).or(before);
    let lead = known.unwrap_or(first);
    for (order, at) in both.iter().enumerate() {
        let second = if alone && known.is_none() { order > 0 } else { scene.class(*at) != lead };
        if second { targets.push(*at) } else { attackers.push(*at) }
    }
}

/// Who may play the part: for attackers the armed and crowds before people of no known kind.
fn keep(scene: &Scene, list: Vec<usize>, attacking: bool) -> Vec<usize> {
    let fits = |class: Class| if attacking { class.armed() || class.crowd() } else { class != Class::Unknown };
    let mut known: Set<usize> = Set::default();
    let seen: Vec<usize> = list.into_iter().filter(|at| known.insert(*at)).collect();
    let mut strong: Vec<usize> = seen.iter().copied().filter(|at| fits(scene.class(*at))).collect();
    // "men in uniform" named first as those who did it stay beside the group named later
    let first = seen.first().copied().filter(|at| attacking && !strong.is_empty() && !strong.contains(at));
    strong.extend(first);
    if strong.is_empty() { seen } else { strong }
}

fn entity_of<'t>(parsed: &Parsed<'t>, scene: &mut Scene, found: &mut Found<'t>, unnamed: &mut Unnamed, at: usize) -> Option<(Id, Class)> {
    let actor = *scene.actors.get(at)?;
    if let Some(id) = actor.entity {
        return Some((id, actor.class));
    }
    let name = lower_case(words(parsed, &actor));
    let force = unnamed.force.filter(|_| actor.class == Class::State);
    let id = unnamed.by_name.get(&name).copied().or(force).unwrap_or_else(|| {
        let id = party(parsed, found, &actor);
        unnamed.by_name.insert(name, id);
        id
    });
    if let Some(slot) = scene.actors.get_mut(at) {
        slot.entity = Some(id);
    }
    Some((id, actor.class))
}

fn words<'t>(parsed: &Parsed<'t>, actor: &Actor) -> &'t str {
    parsed.tokens.span(actor.first as usize, actor.last as usize).of(parsed.tokens.text)
}

/// A party of its own for people without a name.
pub(super) fn party<'t>(parsed: &Parsed<'t>, found: &mut Found<'t>, actor: &Actor) -> Id {
    let id = Id('E', found.entities.len() as u32 + 1);
    let mention = Id('M', found.mentions.len() as u32 + 1);
    let span = parsed.tokens.span(actor.first as usize, actor.last as usize);
    let provenance = Provenance::new(&rules::UNNAMED_PARTY, span);
    let text = Cow::Borrowed(words(parsed, actor));
    found.mentions.push(Mention {
        id: mention,
        entity: id,
        start: span.start,
        end: span.end,
        text: text.clone(),
        kind: "nominal",
        provenance: provenance.clone(),
    });
    let (r#type, actor_class, inter) = match actor.class {
        Class::State => ("state_force", Some("state_forces"), Some(1)),
        Class::Nonstate => ("armed_group", None, None),
        Class::External => ("external_force", Some("external_forces"), Some(8)),
        Class::Protester => ("group_of_people", Some("protesters"), Some(6)),
        Class::Rioter => ("group_of_people", Some("rioters"), Some(5)),
        Class::Civilian => ("group_of_people", Some("civilians"), Some(7)),
        Class::Unknown => ("group_of_people", None, None),
    };
    let entity = Entity::described(id, r#type, text, provenance);
    found.entities.push(Entity { actor_class, acled_inter: inter, mentions: vec![mention], ..entity });
    id
}
