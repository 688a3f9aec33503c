//! Facilities and weapons.
//!
//! In: the text. Out: the report's facilities and weapons with their spans and classes. What was done to a facility is
//! left to the events.

use super::actor::rules;
use super::look::Look;
use crate::lexicon::{Code, Table, row};
use crate::rule::{Rule, RuleInfo};
use crate::schema::{Facility, Id, Provenance, Weapon};
use crate::token::{Kind, Match, Tag};

rules! {
    FACILITY "facility.noun" "A word for a building or installation, with what stands before it." ["Three military barracks fell."] ["The base of the tree."];
    WEAPON "weapon.noun" "A word for a weapon." ["A car bomb went off.", "They heard gunfire."] ["The film bombed.", "She shot a film."];
    MATERIEL "weapon.recovered-list" "Weapons and vehicles that somebody recovered, named in a list." ["The army recovered rifles, vehicles and radios."] ["They recovered after the race."];
}

/// Finds facilities.
pub fn find_facilities<'t>(look: &Look<'_, 't>) -> Vec<Facility<'t>> {
    let mut found: Vec<Facility<'t>> = Vec::new();
    let mut at = 0;
    while at < look.len() {
        let Some(hit) = look
            .starting(at, Table::Facilities)
            .find(|hit| cue(look, hit))
            .filter(|hit| !(is_modifier(look, hit) || hit.sense.code() == Code::Road && look.is_capital(hit.first as usize)))
        else {
            at += 1;
            continue;
        };
        let (first, last) = (start(look, at), hit.last as usize);
        let span = look.span(first, last);
        let entry = hit.sense.entry();
        found.push(Facility {
            id: Id('F', found.len() as u32 + 1),
            start: span.start,
            end: span.end,
            text: look.text(first, last),
            facility_type: hit.sense.code().name(),
            event_role: None,
            provenance: Provenance::new(&FACILITY, span).with_entry(entry),
        });
        at = last + 1;
    }
    found
}

/// Whether the cue the row asks for is near.
fn cue(look: &Look<'_, '_>, hit: &Match) -> bool {
    let (first, last) = (hit.first as usize, hit.last as usize);
    if look.ending(last, Table::Regions).is_some() {
        return false;
    }
    match row(hit.sense.entry()).get("needs") {
        "" => true,
        "military" => {
            look.previous(first).is_some_and(|before| {
                [Table::ForceWords, Table::Groups, Table::StateForces, Table::ExternalForces, Table::Fighters, Table::ArmedAdjectives]
                    .iter()
                    .any(|table| look.ending(before, *table).is_some())
                    || possessed(look, before)
            }) || look.previous(first).is_some_and(|before| look.is_word(before, "the")) && aimed(look, first)
        }
        "place" => look.is_name(first) || look.previous(first).is_some_and(|before| look.is_name(before)) || look.is_name(last + 1),
        _ => violence_near(look, first, last),
    }
}

/// "fired mortars at the base": a weapon and "at" stand before.
fn aimed(look: &Look<'_, '_>, first: usize) -> bool {
    first > 2 && look.is_word(first - 2, "at") && (first.saturating_sub(6)..first - 2).any(|at| look.first_of(at, Table::Weapons).is_some())
}

/// "the army's", "Taliban's".
fn possessed(look: &Look<'_, '_>, before: usize) -> bool {
    look.is_clitic(before) && before > 0 && [Table::ForceWords, Table::Groups].iter().any(|table| look.ending(before - 1, *table).is_some())
}

/// A word of harm or attack stands in the same sentence.
fn violence_near(look: &Look<'_, '_>, first: usize, last: usize) -> bool {
    let (from, end) = look.sentence_bounds(first);
    let near = |at: usize| {
        (at < first || at > last) && [Table::HarmVerbs, Table::HarmNouns, Table::Fighters].iter().any(|table| look.first_of(at, *table).is_some())
            || look.coded(at, Table::Modified, Code::Attack).is_some()
    };
    (from.max(first.saturating_sub(20))..end.min(last + 20)).any(near)
}

/// The noun only modifies the next one: "school teacher", "hospital officials".
fn is_modifier(look: &Look<'_, '_>, hit: &Match) -> bool {
    let next = hit.last as usize + 1;
    let touching = look.is_hyphen(next);
    let noun = look.same_sentence(hit.last as usize, next) && matches!(look.parsed.tag(next), Tag::Noun | Tag::NounPl) && !look.is_capital(next);
    touching || noun
}

/// Back over what belongs to the noun: adjectives, nouns, possessors, numbers, the determiner.
fn start(look: &Look<'_, '_>, noun: usize) -> usize {
    let mut first = noun;
    for _ in 0..7 {
        let Some(before) = look.previous(first) else { break };
        let Some(token) = look.token(before) else { break };
        if look.in_heading(noun) && [Table::ForceWords, Table::Countries].iter().all(|table| look.ending(before, *table).is_none()) {
            break;
        }
        if look.is_function(before, Code::Determiner) {
            return before;
        }
        let dash = token.kind == Kind::Dash && !token.spaced();
        let part = matches!(look.parsed.tag(before), Tag::Noun | Tag::NounPl | Tag::Propn | Tag::Adj | Tag::Num);
        if !(dash || token.kind == Kind::Clitic && look.is_word(before, "'s") || part && (token.kind == Kind::Word || token.kind == Kind::Number))
            || look.is_speech(before) && part && token.kind == Kind::Word && look.first_of(before, Table::ForceWords).is_none() && look.is_finite_speech(before)
        {
            break;
        }
        first = before;
    }
    if look.token(first).is_some_and(|token| matches!(token.kind, Kind::Clitic | Kind::Dash)) { noun } else { first }
}

/// Finds weapons; materiel that was recovered is one item per list.
pub fn find_weapons<'t>(look: &Look<'_, 't>) -> Vec<Weapon<'t>> {
    let mut found: Vec<Weapon<'t>> = Vec::new();
    let mut at = 0;
    while at < look.len() {
        let (weapon, next) = match recovered(look, at) {
            Some((first, last)) => (Some((first, last, None)), last + 1),
            None => match look.starting(at, Table::Weapons).find(|hit| weapon_fits(look, hit)) {
                Some(hit) => (Some((at, hit.last as usize, Some(hit))), hit.last as usize + 1),
                None => (None, at + 1),
            },
        };
        if let Some((first, last, hit)) = weapon {
            found.push(weapon_of(look, first, last, hit, found.len() as u32 + 1));
        }
        at = next;
    }
    found
}

fn weapon_of<'t>(look: &Look<'_, 't>, first: usize, last: usize, hit: Option<&Match>, number: u32) -> Weapon<'t> {
    let bare = first;
    let first = if hit.is_some() { designation(look, first) } else { first };
    let span = look.span(first, last);
    let sound = look.before(bare, Table::Context, Code::Sound).is_some() || (bare > 0 && look.before(bare - 1, Table::Context, Code::Sound).is_some());
    let provenance = Provenance::new(if hit.is_some() { &WEAPON } else { &MATERIEL }, span);
    Weapon {
        id: Id('W', number),
        start: span.start,
        end: span.end,
        text: look.text(first, last),
        weapon_class: hit.map_or("materiel", |hit| hit.sense.code().name()),
        r#use: if hit.is_none() { Some("recovered_by") } else { sound.then_some("reported_sound") },
        by: None,
        provenance: match hit {
            Some(hit) => provenance.with_entry(hit.sense.entry()),
            None => provenance,
        },
    }
}

/// "122mm rockets", "a 155 mm howitzer", "AK-47 rifles", "Shahed-136 drones": the calibre or type belongs to the weapon.
fn designation(look: &Look<'_, '_>, weapon: usize) -> usize {
    let number = |at: usize| look.token(at).is_some_and(|token| token.kind == Kind::Number);
    let dash = |at: usize| look.is_hyphen(at);
    let Some(before) = look.previous(weapon) else { return weapon };
    if number(before) && before > 1 && dash(before - 1) && look.is_capital(before - 2) && !look.token(before).is_some_and(|token| token.spaced()) {
        return before - 2;
    }
    let unit = look.coded(before, Table::Context, Code::Calibre).is_some();
    let amount = |at: &usize| unit && number(*at) && look.same_sentence(*at, weapon);
    let joined = before.checked_sub(1).map(|at| if dash(at) { at.saturating_sub(1) } else { at });
    joined.filter(amount).unwrap_or(weapon)
}

/// "in charge", "take charge of", "a technical problem": one word that is not counted here, or says what kind of thing.
fn bare_noun(look: &Look<'_, '_>, at: usize) -> bool {
    let (here, next) = (look.parsed.tag(at), look.parsed.tag(at + 1));
    let kind = matches!((here, next), (Tag::Adj, Tag::Noun | Tag::NounPl) | (Tag::Noun, Tag::Noun));
    let before = at.checked_sub(1).map(|before| look.parsed.tag(before));
    kind || here == Tag::Noun && matches!(before, Some(Tag::Prep | Tag::Verb | Tag::VerbPast | Tag::VerbIng))
}

fn weapon_fits(look: &Look<'_, '_>, hit: &Match) -> bool {
    let first = hit.first as usize;
    let needs = row(hit.sense.entry()).get("needs");
    let exact = row(hit.sense.entry()).get("form") != "exact" || look.is_capital(first);
    let verb = matches!(look.parsed.tag(first), Tag::Verb | Tag::VerbPast | Tag::VerbPart) && hit.first == hit.last;
    let deed = look.ending_coded(hit.last as usize, Table::Modified, Code::Attack).is_some()
        || look.ending_coded(hit.last as usize, Table::Context, Code::Deed).is_some();
    let trade = hit.first == hit.last && hit.sense.code() == Code::Materiel && is_modifier(look, hit);
    let bare = !needs.is_empty() && first == hit.last as usize && bare_noun(look, first);
    exact && !verb && !deed && !trade && !bare && (needs.is_empty() || violence_near(look, first, hit.last as usize))
}

/// The list after "recovered", "the recovery of", "seized": at least one weapon, and more than one item.
fn recovered(look: &Look<'_, '_>, at: usize) -> Option<(usize, usize)> {
    look.before(at, Table::Context, Code::Recover)?;
    let (mut last, mut items, mut weapons, mut here) = (at, 0, 0, at);
    for _ in 0..24 {
        if !look.same_sentence(at, here) {
            break;
        }
        if let Some(hit) = look.first_of(here, Table::Weapons).or_else(|| look.coded(here, Table::Things, Code::VehicleCount)) {
            items += 1;
            weapons += usize::from(hit.sense.table() == Table::Weapons);
            last = hit.last as usize;
            here = last + 1;
            continue;
        }
        let passing = look.is(here, b',') || look.is_word(here, "and") || matches!(look.parsed.tag(here), Tag::Adj | Tag::Num | Tag::Noun | Tag::NounPl);
        if !passing {
            break;
        }
        here += 1;
    }
    (items >= 2 && weapons >= 1).then_some((at, last))
}
