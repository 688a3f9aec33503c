//! Deaths of one event, by side and in all, from the casualty figures tied to it.
//!
//! In: the figures as coded, and the profile. Out: [`Fatalities`]. Parts before wholes, conflicts keep the lowest and the
//! highest, silence is `not_mentioned` and never zero. Each figure is looked at a fixed number of times: an event may have
//! thousands of them.

use super::coded::chosen;
use crate::casualty::Claims;
use crate::lexicon::Code;
use crate::mention::Found;
use crate::options::{Coding, Setting};
use crate::schema::{CasualtyClaim, Fatalities, Id, SideToll, Toll};
use crate::text::{Order, sum, sum_of_all};

const SIDES: [&str; 5] = ["state", "nonstate", "civilian", "external", "unknown"];
/// Sides that are always listed for a main event.
const ALWAYS: [&str; 3] = ["nonstate", "state", "civilian"];
/// Figures and sources that are kept in mind to see whether somebody counts otherwise.
const MOST_VOICES: usize = 64;
const MOST_OF_A_SOURCE: usize = 8;

/// The deaths of one event.
pub(super) struct Tally<'a, 't> {
    /// Everything read about casualties.
    pub claims: &'a Claims<'t>,
    /// Who speaks.
    pub found: &'a Found<'t>,
    /// The profile.
    pub coding: &'a Coding,
    /// Figures somebody contradicts, sorted.
    pub contradicted: &'a [Id],
}

/// Ids of the figures that another figure conflicts with, sorted.
pub(super) fn contradicted(claims: &Claims) -> Vec<Id> {
    let mut ids: Vec<Id> = Vec::new();
    for claim in claims.claims.iter().filter(|claim| claim.relation == Some("conflicts_with")) {
        ids.extend(&claim.not_additive_with);
    }
    ids.order();
    ids
}

/// One figure of the event.
#[derive(Clone, Copy)]
struct Item<'a, 't> {
    claim: &'a CasualtyClaim<'t>,
    /// It has parts of another side: where sides are told apart it gives way to them.
    told_apart: bool,
    /// Best figures of all its parts, added up.
    parts: u64,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
}

impl<'a, 't> Tally<'a, 't> {
    /// The deaths of the event whose figures are `ids`; `event` finds what is withheld.
    pub(super) fn fatalities(&self, ids: &[Id], event: Id, main: bool) -> Fatalities {
        let all = self.items(ids, main);
        let outbid = outbid(&all);
        let mut kept = outbid.iter();
        let (rival, own): (Vec<Item>, Vec<Item>) = all.into_iter().partition(|_| *kept.next().unwrap_or(&false));
        let mut by_side: Vec<SideToll> = SIDES.iter().filter_map(|side| self.side_toll(side, &own)).collect();
        by_side.extend(unexplained(&own));
        if main {
            silent_sides(&mut by_side, self.claims, event);
        }
        let total = widened(total(&by_side, &own), &rival, self.policy());
        Fatalities { by_side, total }
    }

    /// Figures about deaths, in the order of their ids, each with its parts and what it counts for.
    fn items(&self, ids: &[Id], main: bool) -> Vec<Item<'a, 't>> {
        let mut list: Vec<&CasualtyClaim> = ids.iter().filter_map(|id| self.claims.claims.get(id.index())).filter(|claim| self.counts(claim, main)).collect();
        list.order_by_key(|claim| claim.id);
        let mut items: Vec<Item> = list.into_iter().map(|claim| self.item(claim)).collect();
        for at in 0..items.len() {
            let Some(part) = items.get(at).copied().filter(|item| is_part(item.claim)) else { continue };
            for whole in part.claim.not_additive_with.iter().filter_map(|id| find(&items, *id)).collect::<Vec<_>>() {
                if let Some(whole) = items.get_mut(whole) {
                    whole.told_apart |= whole.claim.side != part.claim.side;
                    whole.parts = sum([whole.parts, part.best.unwrap_or(0)]);
                }
            }
        }
        items
    }

    fn item(&self, claim: &'a CasualtyClaim<'t>) -> Item<'a, 't> {
        let coded = &claim.coded;
        let low = coded.low.or(if claim.figure.qualifier == "up_to" { Some(0) } else { None });
        let (low, best, high) = match self.weight(claim).map_or("all", |setting| setting.value.as_ref()) {
            "all" => (low, coded.best, coded.high),
            "best" => (Some(0), coded.best, coded.high),
            _ => (Some(0), Some(0), coded.high),
        };
        Item { claim, told_apart: false, parts: 0, low, best, high }
    }

    /// Whether a figure is about deaths of this event.
    fn counts(&self, claim: &CasualtyClaim, main: bool) -> bool {
        let outcome = matches!(claim.outcome, "killed" | "neutralised") || claim.outcome == "missing" && claim.polarity == "asserted";
        let polarity = claim.polarity == "asserted" || claim.polarity == "negated";
        let repeated = matches!(claim.relation, Some("same_as" | "superseded"));
        let status = if main { matches!(claim.status, "current" | "preliminary") } else { matches!(claim.status, "current" | "background") };
        outcome && polarity && !repeated && status && self.weight(claim).is_none_or(|setting| setting.value != "never")
    }

    /// What lets a figure count for less than it says: the setting that takes most away.
    fn weight(&self, claim: &CasualtyClaim) -> Option<&'a Setting> {
        let reasons = [
            (claim.outcome == "neutralised", Code::Neutralised),
            (claim.outcome == "missing", Code::Missing),
            (claim.perpetrator, Code::Perpetrator),
            (claim.hedged, Code::Hedged),
            (of_enemy(claim, self.found), Code::EnemyClaim),
        ];
        let settings = reasons.into_iter().filter(|(holds, _)| *holds).filter_map(|(_, code)| self.coding.get(code));
        settings.max_by_key(|setting| ["all", "best", "high", "never"].iter().position(|value| setting.value == *value))
    }

    /// What is best where sources differ.
    fn policy(&self) -> &'a str {
        self.coding.get(Code::Conflict).map_or("low", |setting| setting.value.as_ref())
    }

    fn side_toll(&self, side: &'static str, own: &[Item<'a, 't>]) -> Option<SideToll> {
        let mine = |item: &Item| item.claim.side == side && !item.told_apart;
        let inside = |item: &Item| {
            let whole = |id: &Id| find(own, *id).and_then(|at| own.get(at)).is_some_and(|whole| mine(whole) && !is_part(whole.claim));
            is_part(item.claim) && item.claim.not_additive_with.iter().any(whole)
        };
        let wholes: Vec<Item> = own.iter().filter(|item| mine(item) && !inside(item)).copied().collect();
        if wholes.is_empty() {
            return None;
        }
        let mut toll = SideToll { side, low: Some(0), best: Some(0), high: Some(0), from: Vec::new(), flags: Vec::new() };
        for group in conflict_groups(&wholes) {
            add_group(&mut toll, &group, self.policy());
        }
        toll.best = toll.best.filter(|best| toll.low.is_none_or(|low| low <= *best));
        let voices = Voices::of(wholes.iter().map(|item| item.claim));
        for item in &wholes {
            toll.from.push(item.claim.id);
            self.flag(&mut toll, item.claim);
            if voices.against(item.claim).is_some() && !toll.flags.contains(&"conflicting") {
                toll.flags.push("conflicting");
            }
        }
        Some(toll)
    }

    fn flag(&self, toll: &mut SideToll, claim: &CasualtyClaim) {
        let conflicting = claim.relation == Some("conflicts_with") || self.contradicted.binary_search(&claim.id).is_ok();
        let own = own_side(claim, self.found);
        let flags = [
            (own, "own_side_admission"),
            (claim.outcome == "neutralised", "neutralised_ambiguous"),
            (claim.source_is_party && !own, "claimed_by_opposing_party"),
            (claim.hedged, "hedged"),
            (claim.verification == Some("unverified") && claim.outcome != "neutralised", "unverified"),
            (conflicting, "conflicting"),
            (matches!(claim.figure.qualifier, "vague" | "indeterminate"), "vague"),
            (claim.derived.is_some(), "derived"),
            (claim.basis == Some("bodies_found"), "bodies_found"),
        ];
        for (set, name) in flags {
            if set && !toll.flags.contains(&name) {
                toll.flags.push(name);
            }
        }
    }
}

/// Where the figure of that id stands in a list sorted by id.
fn find(items: &[Item], id: Id) -> Option<usize> {
    items.binary_search_by(|item| item.claim.id.cmp(&id)).ok()
}

/// Which figures are a second source's total beside a total that is told apart by side, or people of no known side counted otherwise
/// than those of a side: they widen the bounds and are never added.
fn outbid(all: &[Item]) -> Vec<bool> {
    let told = |item: &&Item| item.told_apart && !is_part(item.claim);
    let voices = Voices::of(all.iter().filter(told).map(|item| item.claim));
    let mut tied: Vec<Id> = all.iter().filter(told).flat_map(|item| item.claim.not_additive_with.iter().copied()).collect();
    tied.order();
    let free = |item: &Item| !is_part(item.claim) && !item.told_apart;
    let ties = |item: &Item| item.claim.not_additive_with.iter().any(|id| find(all, *id).and_then(|at| all.get(at)).filter(told).is_some());
    let aside = |a: &Item, b: &Item| a.claim.side == "unknown" && b.claim.side != a.claim.side;
    let rival = |item: &Item| item.claim.not_additive_with.iter().filter(|_| item.claim.relation == Some("conflicts_with")).find_map(|id| find(all, *id));
    let mut crossed: Vec<Id> = Vec::new();
    for (item, target) in all.iter().filter_map(|item| Some((item, all.get(rival(item)?)?))) {
        let widens = [(item, target), (target, item)].into_iter().find(|(a, b)| aside(a, b));
        crossed.extend(widens.map(|(a, _)| a.claim.id));
    }
    crossed.order();
    let crosses = |item: &Item| crossed.binary_search(&item.claim.id).is_ok();
    all.iter()
        .map(|item| free(item) && (crosses(item) || voices.against(item.claim).is_some() || tied.binary_search(&item.claim.id).is_ok() || ties(item)))
        .collect()
}

fn widened(total: Toll, rival: &[Item], policy: &str) -> Toll {
    rival.iter().fold(total, |total, item| Toll {
        low: total.low.zip(item.low).map(|(a, b)| a.min(b)),
        best: total.best.zip(item.best).map_or(total.best, |(a, b)| chosen((a.min(b), a.max(b)), policy)),
        high: total.high.zip(item.high).map(|(a, b)| a.max(b)),
    })
}

fn is_part(claim: &CasualtyClaim) -> bool {
    claim.relation == Some("subset_of")
}

/// Who counted what: enough of it to say whether somebody else counts otherwise, and who was first.
pub(super) struct Voices<'a, 't>(Vec<(usize, &'a CasualtyClaim<'t>)>);

impl<'a, 't> Voices<'a, 't> {
    /// The voices of some figures.
    pub(super) fn of(claims: impl Iterator<Item = &'a CasualtyClaim<'t>>) -> Self {
        let mut voices = Self(Vec::new());
        claims.for_each(|claim| voices.add(0, claim));
        voices
    }

    fn add(&mut self, group: usize, claim: &'a CasualtyClaim<'t>) {
        let alike = |other: &&CasualtyClaim| other.attributed_to == claim.attributed_to && other.outcome == claim.outcome && other.side == claim.side;
        let known = self.0.iter().map(|(_, other)| *other).filter(alike);
        let mut of_source = 0;
        for other in known {
            of_source += 1;
            if other.figure.best == claim.figure.best {
                return;
            }
        }
        if claim.figure.best.is_some() && !is_part(claim) && of_source < MOST_OF_A_SOURCE && self.0.len() < MOST_VOICES {
            self.0.push((group, claim));
        }
    }

    /// The group of the first voice that differs.
    pub(super) fn against(&self, claim: &CasualtyClaim) -> Option<usize> {
        self.0.iter().find(|(_, other)| rivals(claim, other)).map(|(group, _)| *group)
    }
}

/// Figures that cannot be added to each other stand in one group.
fn conflict_groups<'a, 't>(wholes: &[Item<'a, 't>]) -> Vec<Vec<Item<'a, 't>>> {
    let mut groups: Vec<Vec<Item>> = Vec::new();
    let mut voices = Voices(Vec::new());
    // The first group that a figure belongs to, and the first that an earlier figure puts it in.
    let (mut own, mut called): (Vec<usize>, Vec<usize>) = (vec![usize::MAX; wholes.len()], vec![usize::MAX; wholes.len()]);
    for (at, item) in wholes.iter().enumerate() {
        let targets = || {
            let found = item.claim.not_additive_with.iter().filter_map(|id| find(wholes, *id));
            found.filter(|target| wholes.get(*target).is_some_and(|other| !(is_part(other.claim) && is_part(item.claim))))
        };
        let tied = targets().filter_map(|target| own.get(target).copied()).chain(called.get(at).copied());
        let group = tied.chain(voices.against(item.claim)).min().filter(|group| *group < groups.len()).unwrap_or(groups.len());
        match groups.get_mut(group) {
            Some(members) => members.push(*item),
            None => groups.push(vec![*item]),
        }
        for target in targets() {
            if let Some(slot) = called.get_mut(target) {
                *slot = group.min(*slot);
            }
        }
        if let Some(slot) = own.get_mut(at) {
            *slot = group;
        }
        voices.add(group, item.claim);
    }
    groups
}

/// Two sources, two figures for the same side and outcome: never added up, even where the text does not set them against each other.
pub(super) fn rivals(a: &CasualtyClaim, b: &CasualtyClaim) -> bool {
    let known = a.attributed_to.is_some() && b.attributed_to.is_some();
    // a party's count of the people that the text itself counts otherwise
    let party = a.source_is_party && b.attributed_to.is_none() || b.source_is_party && a.attributed_to.is_none();
    a.attributed_to != b.attributed_to
        && !is_part(a)
        && !is_part(b)
        && a.outcome == b.outcome
        && a.side == b.side
        && a.figure.best != b.figure.best
        && a.figure.best.is_some()
        && b.figure.best.is_some()
        && (known || party && same_people(a, b))
}

/// Both figures are about people of one and the same word.
fn same_people(a: &CasualtyClaim, b: &CasualtyClaim) -> bool {
    let word = |claim: &CasualtyClaim| claim.victim.as_ref().and_then(|victim| victim.text.rsplit(' ').next().map(crate::text::lower_case));
    word(a).is_some_and(|a| word(b).is_some_and(|b| a == b))
}

fn add_group(toll: &mut SideToll, group: &[Item], policy: &str) {
    let low = group.iter().filter_map(|item| item.low).min();
    let lowest = group.iter().filter_map(|item| item.best).min();
    let highest = group.iter().filter_map(|item| item.best).max();
    let best = lowest.zip(highest).and_then(|ends| if ends.0 == ends.1 { Some(ends.0) } else { chosen(ends, policy) });
    let high = group.iter().map(|item| item.high).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b)));
    toll.low = sum_of_all([toll.low, low]);
    toll.best = sum_of_all([toll.best, best]);
    toll.high = sum_of_all([toll.high, high.flatten()]);
}

fn speaker<'t>(claim: &CasualtyClaim, found: &Found<'t>) -> &'t str {
    claim.attributed_to.and_then(|id| found.entities.get(id.index())).map_or("", |entity| entity.r#type)
}

/// A party speaks of its own losses.
fn own_side(claim: &CasualtyClaim, found: &Found) -> bool {
    matches!((claim.side, speaker(claim, found)), ("state", "state_force" | "government") | ("nonstate", "armed_group") | ("external", "external_force"))
}

/// A party speaks of the losses of those it fights.
fn of_enemy(claim: &CasualtyClaim, found: &Found) -> bool {
    claim.source_is_party
        && matches!(
            (claim.side, speaker(claim, found)),
            ("nonstate", "state_force" | "government" | "external_force" | "private_military") | ("state" | "external", "armed_group")
        )
}

/// A whole whose parts do not add up leaves a rest of unknown side.
fn unexplained(own: &[Item]) -> Option<SideToll> {
    own.iter().filter(|whole| whole.told_apart && !is_part(whole.claim)).find_map(|whole| {
        let rest = whole.best?.checked_sub(whole.parts).filter(|rest| *rest > 0)?;
        let side = SIDES.iter().copied().find(|side| *side == whole.claim.side).unwrap_or("unknown");
        Some(SideToll { side, low: Some(rest), best: Some(rest), high: whole.high.map(|_| rest), from: vec![whole.claim.id], flags: vec!["derived"] })
    })
}

/// Sides that withhold their losses, and sides the text does not speak of.
fn silent_sides(by_side: &mut Vec<SideToll>, claims: &Claims, event: Id) {
    for side in ALWAYS {
        let withheld =
            claims.undisclosed.iter().any(|item| item.side == side && item.event.is_none_or(|id| id == event) && matches!(item.outcome, "killed" | "casualty"));
        match by_side.iter_mut().find(|toll| toll.side == side) {
            Some(toll) if withheld => toll.flags.push("undisclosed"),
            Some(_) => {}
            None => by_side.push(SideToll {
                side,
                low: None,
                best: None,
                high: None,
                from: Vec::new(),
                flags: vec![if withheld { "undisclosed" } else { "not_mentioned" }],
            }),
        }
    }
}

fn total(by_side: &[SideToll], own: &[Item]) -> Toll {
    let known: Vec<&SideToll> = by_side.iter().filter(|toll| !toll.from.is_empty()).collect();
    if known.is_empty() || own.is_empty() {
        return Toll::default();
    }
    let some = |pick: fn(&SideToll) -> Option<u64>| {
        let parts: Vec<u64> = known.iter().filter_map(|toll| pick(toll)).collect();
        (!parts.is_empty()).then(|| sum(parts))
    };
    let low = some(|toll| toll.low);
    let best = some(|toll| toll.best).filter(|best| low.is_none_or(|low| low <= *best));
    Toll { low, best, high: sum_of_all(known.iter().map(|toll| toll.high)) }
}
