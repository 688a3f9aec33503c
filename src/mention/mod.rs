//! Mentions and entities: who and where, each mention joined to its entity.
//!
//! In: the parsed text. Out: [`Found`]: mentions, entities, places, facilities, weapons. Dates are the recognisers'.

mod cover;
mod draft;
mod join;
mod locate;

use crate::recognize::{
    Atlas, Candidate, Focus, Look, What, find_actors, find_facilities, find_persons, find_places, find_sources, find_surnames, find_weapons,
};
use crate::rule::Rule;
use crate::schema::{Affiliation, Entity, Facility, Id, Mention, Place, Text, Weapon};
use crate::text::{Order, Span};
use draft::Draft;

/// The rules of this stage, in the order they are tried.
pub static RULES: &[crate::rule::Rule] = &[];

/// Everything named in the text. Ids follow the order of the text: `E1` is `entities[0]`.
#[derive(Debug, Default)]
pub struct Found<'t> {
    /// Mentions, in the order of the text.
    pub mentions: Vec<Mention<'t>>,
    /// Entities.
    pub entities: Vec<Entity<'t>>,
    /// Places with their mentions.
    pub places: Vec<Place<'t>>,
    /// Facilities.
    pub facilities: Vec<Facility<'t>>,
    /// Weapons and materiel.
    pub weapons: Vec<Weapon<'t>>,
}

impl<'t> Found<'t> {
    /// The mentions that overlap `span` (bytes), the last first; a name is at most 400 bytes long.
    pub fn mentions_over(&self, span: Span) -> impl Iterator<Item = &Mention<'t>> {
        let end = self.mentions.partition_point(|mention| mention.start < span.end);
        let before = self.mentions.get(..end).unwrap_or(&[]).iter().rev();
        before.take_while(move |mention| mention.start + 400 > span.start).filter(move |mention| Span::new(mention.start, mention.end).overlaps(span))
    }

    /// The shortest mention that holds all of `span` (bytes).
    pub fn mention_covering(&self, span: Span) -> Option<&Mention<'t>> {
        let end = self.mentions.partition_point(|mention| mention.start <= span.start);
        let covering = self.mentions.get(..end)?.iter().rev().take(40).filter(|mention| mention.end >= span.end);
        covering.min_by_key(|mention| mention.end - mention.start)
    }

    /// The entity named at `span` (bytes): by a mention that holds it, else by the longest mention inside it.
    pub fn entity_at(&self, span: Span) -> Option<&Entity<'t>> {
        let mention = self.mention_covering(span).or_else(|| self.longest_inside(span))?;
        self.entities.get(mention.entity.index())
    }

    /// The longest mention that overlaps `span`.
    fn longest_inside(&self, span: Span) -> Option<&Mention<'t>> {
        let from = self.mentions.partition_point(|mention| mention.start + 200 < span.start);
        let near = self.mentions.get(from..)?.iter().take_while(|mention| mention.start < span.end);
        near.filter(|mention| Span::new(mention.start, mention.end).overlaps(span)).max_by_key(|mention| mention.end - mention.start)
    }

    /// The place mentioned at `span` (bytes).
    pub fn place_at(&self, span: Span) -> Option<&Place<'t>> {
        self.places.iter().find(|place| place.mentions.iter().any(|mention| Span::new(mention.start, mention.end).overlaps(span)))
    }
}

/// Rules of this stage and of the recognisers it uses.
pub fn rules() -> impl Iterator<Item = Rule> {
    crate::recognize::who_and_where_rules()
}

/// Whether entities of this type bear arms.
pub fn is_force(kind: &str) -> bool {
    matches!(kind, "armed_group" | "state_force" | "external_force" | "private_military")
}

/// Finds who and where.
pub fn find_mentions<'t>(parsed: &crate::syntax::Parsed<'t>) -> Found<'t> {
    let look = Look::new(parsed);
    let atlas = Atlas::current();
    let mut focus = Focus::count(&look);
    let mut all = find_actors(&look, &focus);
    let mut persons = find_persons(&look, atlas);
    persons.extend(all.iter().filter(|one| matches!(one.what, What::Person(_))).cloned());
    all.retain(|one| !matches!(one.what, What::Person(_)));
    all.extend(find_surnames(&look, &persons));
    all.extend(persons);
    all.extend(find_sources(&look));
    all.extend(find_places(&look, atlas));
    let chosen = cover::choose(all);
    widen_focus(&mut focus, &chosen);
    let drafts = join::Joiner::join(&look, &focus, &chosen);
    let places = locate::locate(&look, atlas, &focus, &chosen);
    let (mentions, entities) = number(&look, drafts);
    let mut found = Found { mentions, entities, places, facilities: find_facilities(&look), weapons: find_weapons(&look) };
    name_recoverers(&look, &mut found);
    found
}

/// Who recovered the weapons: the armed actor named last before them in the same sentence.
fn name_recoverers(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for at in 0..found.weapons.len() {
        let Some(weapon) = found.weapons.get(at).filter(|weapon| weapon.r#use == Some("recovered_by")) else { continue };
        let (first, _) = look.sentence_bounds(look.parsed.tokens.at_byte(weapon.start));
        let start = look.span(first, first).start;
        let armed =
            |mention: &&Mention<'_>| mention.end <= weapon.start && found.entities.get(mention.entity.index()).is_some_and(|entity| is_force(entity.r#type));
        let end = found.mentions.partition_point(|mention| mention.start < weapon.start);
        let before = found.mentions.get(..end).unwrap_or(&[]).iter().rev();
        let by = before.take_while(|mention| mention.start >= start).find(armed).map(|mention| mention.entity);
        if let Some(weapon) = found.weapons.get_mut(at) {
            weapon.by = by;
        }
    }
}

/// Places that lie in one country only speak for that country.
fn widen_focus(focus: &mut Focus, chosen: &[Candidate<'_>]) {
    for one in chosen {
        let What::Place(parts) = &one.what else { continue };
        let mut countries: Vec<&str> = parts.known.iter().map(|spot| spot.country).collect();
        countries.dedup();
        if let [country] = countries.as_slice() {
            focus.add_all(country, 1);
        }
    }
}

/// Gives ids in the order of the text.
fn number<'t>(look: &Look<'_, 't>, mut drafts: Vec<Draft<'t>>) -> (Vec<Mention<'t>>, Vec<Entity<'t>>) {
    for draft in &mut drafts {
        draft.spoken.order_by_key(|spoken| (spoken.first, spoken.last));
    }
    let mut order: Vec<usize> = (0..drafts.len()).filter(|at| drafts.get(*at).is_some_and(|draft| !draft.spoken.is_empty())).collect();
    order.order_by_key(|at| drafts.get(*at).and_then(|draft| draft.spoken.first()).map(|spoken| (spoken.first, spoken.last)));
    let mut ids = vec![Id('E', 0); drafts.len()];
    for (index, at) in order.iter().enumerate() {
        if let Some(slot) = ids.get_mut(*at) {
            *slot = Id('E', index as u32 + 1);
        }
    }
    let mut mentions: Vec<Mention<'t>> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        let entity = ids.get(at).copied().unwrap_or(Id('E', 0));
        mentions.extend(draft.spoken.iter().map(|spoken| {
            let span = look.span(spoken.first, spoken.last);
            Mention {
                id: Id('M', 0),
                entity,
                start: span.start,
                end: span.end,
                text: spoken.text.clone(),
                kind: spoken.kind,
                provenance: spoken.provenance.clone(),
            }
        }));
    }
    mentions.order_by_key(|mention| (mention.start, mention.end, mention.entity));
    for (index, mention) in mentions.iter_mut().enumerate() {
        mention.id = Id('M', index as u32 + 1);
    }
    let mut own: Vec<Vec<&Mention<'t>>> = vec![Vec::new(); order.len() + 1];
    for mention in &mentions {
        if let Some(list) = own.get_mut(mention.entity.1 as usize) {
            list.push(mention);
        }
    }
    let entities = order
        .iter()
        .filter_map(|at| drafts.get(*at).map(|draft| (at, draft)))
        .map(|(at, draft)| {
            let id = ids.get(*at).copied().unwrap_or(Id('E', 0));
            entity(draft, id, &ids, own.get(id.1 as usize).map_or(&[], Vec::as_slice))
        })
        .collect();
    (mentions, entities)
}

fn entity<'t>(draft: &Draft<'t>, id: Id, ids: &[Id], own: &[&Mention<'t>]) -> Entity<'t> {
    let affiliations = draft.ties.iter().filter_map(|(to, relation, evidence)| {
        let to = ids.get(*to).copied().filter(|to| to.1 > 0)?;
        Some(Affiliation { to, relation, evidence: evidence.iter().copied().collect() })
    });
    Entity {
        id,
        r#type: draft.r#type,
        name: draft.name.clone(),
        aliases: aliases(draft, own),
        acronym: draft.acronym.clone(),
        subtype: draft.subtype.clone(),
        country: draft.country_code(),
        rank: draft.rank.clone(),
        rank_norm: draft.rank_norm.clone(),
        role: draft.role.clone(),
        affiliations: affiliations.collect(),
        actor_class: draft.actor_class,
        acled_inter: draft.acled_inter,
        acled_name: draft.acled_name.clone(),
        side: None,
        generic: draft.generic,
        event_role: None,
        mentions: own.iter().map(|mention| mention.id).collect(),
        provenance: draft.provenance.clone(),
    }
}

/// Other names in the text: for forces their nominals too, since these name them.
fn aliases<'t>(draft: &Draft<'t>, own: &[&Mention<'t>]) -> Vec<Text<'t>> {
    let mut aliases: Vec<Text<'t>> = Vec::new();
    for mention in own {
        let counts = mention.kind != "nominal" || draft.r#type == "state_force";
        let seen = mention.text == draft.name || aliases.iter().any(|alias| alias.eq_ignore_ascii_case(&mention.text));
        if counts && !seen && draft.r#type != "source" {
            aliases.push(mention.text.clone());
        }
    }
    aliases
}
