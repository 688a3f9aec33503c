//! The harmed: which entity the victims of each figure are.
//!
//! In: figures, and the events with their parties. Out: `victim.entity`: who is named there, the party the text puts
//! them with, or people told of more than once. Victims told of once, without a name, stay words.

use super::cast::{Cast, party};
use super::scene::{Actor, Class, tokens_of};
use crate::casualty::Claims;
use crate::mention::{Found, is_force};
use crate::schema::{CasualtyClaim, Entity, Id, Mention, Provenance, Victim};
use crate::syntax::Parsed;
use crate::text::Span;

/// Victims who are named where they are counted.
pub(super) fn named(found: &Found, claims: &mut Claims) {
    for victim in claims.claims.iter_mut().filter_map(|claim| claim.victim.as_mut()) {
        let fits = |mention: &&Mention| {
            let kind = found.entities.get(mention.entity.index()).map_or("", |entity| entity.r#type);
            matches!(kind, "person" | "group_of_people") && mention.end >= victim.end || is_force(kind) && mention.start >= victim.start
        };
        victim.entity = found.mentions_over(Span::new(victim.start, victim.end)).find(fits).map(|mention| mention.entity);
    }
}

/// "Three soldiers" of the one force that takes part; and whoever is told of again.
pub(super) fn parties<'t, C>(parsed: &Parsed<'t>, found: &mut Found<'t>, claims: &mut Claims<'t>, made: &[(Cast, C)]) {
    for claim in &mut claims.claims {
        let own = claim.event.and_then(|event| made.get(event.index())).and_then(|(cast, _)| side_of(found, cast, claim));
        if let Some(victim) = claim.victim.as_mut().filter(|victim| victim.entity.is_none()) {
            victim.entity = own;
        }
    }
    for at in 0..claims.claims.len() {
        told_again(parsed, found, claims, at);
    }
}

/// The one party of the victims' side.
fn side_of(found: &Found, cast: &Cast, claim: &CasualtyClaim) -> Option<Id> {
    let class = super::cast::class_of_side(claim.side);
    let police = |text: &str| text.contains("olice");
    let victim = claim.victim.as_ref().filter(|_| class.armed())?;
    let fits = |entity: &&Entity| is_force(entity.r#type) && police(&victim.text) == entity.subtype.as_deref().is_some_and(police);
    let mut own = cast.attackers.iter().chain(&cast.targets).filter(|(_, other)| *other == class).filter_map(|(id, _)| found.entities.get(id.index()));
    own.next().filter(fits).filter(|_| own.next().is_none()).map(|entity| entity.id)
}

/// A figure told again tells of the same people; people without a name become a party then.
fn told_again<'t>(parsed: &Parsed<'t>, found: &mut Found<'t>, claims: &mut Claims<'t>, at: usize) {
    let Some(claim) = claims.claims.get(at).filter(|claim| claim.relation == Some("same_as")) else { return };
    let Some(first) = claim.not_additive_with.first().map(|id| id.index()).filter(|first| *first != at) else { return };
    let (Some(one), Some(two)) = (victim_at(claims, first), victim_at(claims, at)) else { return };
    let entity = match (one.entity, two.entity) {
        (Some(entity), None) | (None, Some(entity)) => entity,
        (None, None) => {
            let class = super::cast::class_of_side(claim.side);
            let Some((from, to)) = tokens_of(&parsed.tokens, Span::new(one.start, one.end)) else { return };
            let class = if class.armed() || class == Class::Unknown { class } else { Class::Civilian };
            party(parsed, found, &Actor { first: from, last: to, entity: None, class })
        }
        _ => return,
    };
    let two = Victim { entity: Some(entity), ..two.clone() };
    for at in [first, at] {
        if let Some(victim) = claims.claims.get_mut(at).and_then(|claim| claim.victim.as_mut()) {
            victim.entity = Some(entity);
        }
    }
    mention_again(found, entity, &two);
}

fn victim_at<'a, 't>(claims: &'a Claims<'t>, at: usize) -> Option<&'a Victim<'t>> {
    claims.claims.get(at).and_then(|claim| claim.victim.as_ref())
}

/// The words of the later figure are one more mention.
fn mention_again<'t>(found: &mut Found<'t>, entity: Id, victim: &Victim<'t>) {
    let id = Id('M', found.mentions.len() as u32 + 1);
    let Some(slot) = found.entities.get_mut(entity.index()).filter(|slot| slot.r#type == "group_of_people") else { return };
    slot.mentions.push(id);
    let provenance = Provenance::new(&super::rules::UNNAMED_PARTY, Span::new(victim.start, victim.end));
    found.mentions.push(Mention { id, entity, start: victim.start, end: victim.end, text: victim.text.clone(), kind: "nominal", provenance });
}
