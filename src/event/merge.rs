//! Merging: drafts that tell the same incident become one; the first news of the article is the main one.
//!
//! In: drafts in the order of the text. Out: [`Incident`]s, the main one first. A draft joins an incident unless a
//! word, another place, another date or another kind of act says that it is a different one.

use super::draft::{Draft, Family, Status, family};
use super::place::{COUNTRY, size};
use super::trigger::Trigger;
use crate::casualty::{Claims, several_incidents};
use crate::lexicon::Code;
use crate::mention::Found;
use crate::recognize::Dates;
use crate::schema::Place;
use crate::syntax::Parsed;
use crate::text::{Order, Set};

/// One incident, told by one or more drafts.
#[derive(Clone, Debug)]
pub(super) struct Incident {
    /// Name used in the report: main, related, background, hypothetical.
    pub status: &'static str,
    /// The drafts that tell it.
    pub drafts: Vec<Draft>,
    /// Indexes of its places.
    pub places: Vec<usize>,
    /// The same as a set, also of those left out in the end.
    known: Set<usize>,
    /// Index of its date.
    pub date: Option<usize>,
}

impl Incident {
    fn new(draft: Draft, status: &'static str) -> Self {
        Self { status, places: draft.places.clone(), known: draft.places.iter().copied().collect(), date: draft.date, drafts: vec![draft] }
    }

    fn join(&mut self, draft: Draft) {
        for place in &draft.places {
            if self.known.insert(*place) {
                self.places.push(*place);
            }
        }
        self.date = self.date.or(draft.date);
        self.drafts.push(draft);
    }

    /// Its places without the streets of a town among them: "on Palm Street in Gao" is coded once.
    pub(super) fn coded_places(&self, found: &Found) -> Vec<usize> {
        let street = |at: &usize| found.places.get(*at).is_some_and(|place| place.feature == "road" && place.lat.is_none());
        let town = self.places.iter().any(|at| size(found, *at) < 2 && found.places.get(*at).is_some_and(|place| place.lat.is_some()));
        self.places.iter().copied().filter(|at| !town || !street(at)).collect()
    }

    fn family(&self) -> Option<Family> {
        self.drafts.first().and_then(family_of)
    }

    /// The words that tell of it.
    pub(super) fn triggers(&self) -> impl Iterator<Item = &Trigger> {
        self.drafts.iter().flat_map(|draft| &draft.triggers)
    }

    /// The attackers its triggers name, as indexes into the actors of the scene.
    pub(super) fn attackers(&self) -> impl Iterator<Item = usize> + '_ {
        self.drafts.iter().flat_map(|draft| draft.triggers.iter().flat_map(|trigger| trigger.attackers.iter()).chain(&draft.attackers)).copied()
    }

    /// The targets its triggers name.
    pub(super) fn targets(&self) -> impl Iterator<Item = usize> + '_ {
        self.drafts.iter().flat_map(|draft| draft.triggers.iter().flat_map(|trigger| trigger.targets.iter()).chain(&draft.targets)).copied()
    }

    /// Participants of both sides.
    pub(super) fn both(&self) -> impl Iterator<Item = usize> + '_ {
        self.triggers().flat_map(|trigger| trigger.both.iter()).copied()
    }
}

/// Armed force before harm, crowds and the rest: what a sentence is mainly about.
fn family_of(draft: &Draft) -> Option<Family> {
    draft.triggers.iter().map(|trigger| family(trigger.code)).min()
}

/// Most events kept of one text, so that hostile text stays linear.
const MOST: usize = 60;

/// Most places of an incident that a new sentence's places are compared with.
const COMPARED: usize = 64;

/// More than this many days before it, an incident is history and not part of the news.
const PAST: i32 = 6;

/// The incidents; where several with places of their own are told, sentences that sum them up ("four attacks killed 14") are none of them.
pub(super) fn incidents(parsed: &Parsed, drafts: Vec<Draft>, found: &Found, dates: &Dates, claims: &Claims) -> Vec<Incident> {
    let sums_up =
        |draft: &Draft| draft.status == Status::Current && !draft.places.iter().any(|at| size(found, *at) < 2) && several_incidents(parsed, draft.sentence);
    let sums: Vec<bool> = drafts.iter().map(sums_up).collect();
    if sums.contains(&true) {
        let told: Vec<Draft> = drafts.iter().zip(&sums).filter(|(_, sums)| !**sums).map(|(draft, _)| draft.clone()).collect();
        let list = join(told, found, dates, claims);
        let placed = |incident: &&Incident| matches!(incident.status, "main" | "related") && !incident.places.is_empty();
        if list.iter().filter(placed).count() > 1 {
            return list;
        }
    }
    join(drafts, found, dates, claims)
}

/// Joins the drafts; the main incident comes first, then related, background and hypothetical ones.
fn join(drafts: Vec<Draft>, found: &Found, dates: &Dates, claims: &Claims) -> Vec<Incident> {
    let judge = Judge { found, dates, claims };
    let mut list: Vec<Incident> = Vec::new();
    for draft in drafts {
        let echo = draft.wording.is_none() && draft.triggers.iter().all(|trigger| trigger.echo);
        if echo && !list.iter().any(|incident| matches!(incident.status, "main" | "related")) {
            continue;
        }
        if judge.sums_up(&draft) {
            continue;
        }
        if !judge.tied(&draft) && list.is_empty() && draft.status == Status::Current && !crowd(&draft) {
            continue;
        }
        match draft.status {
            Status::Current if judge.long_before(&list, &draft) || judge.counts_only_the_past(&list, &draft) => judge.place_background(&mut list, draft),
            Status::Current => judge.place_current(&mut list, draft),
            Status::Background => judge.place_background(&mut list, draft),
            Status::Hypothetical => judge.place_hypothetical(&mut list, draft),
        }
        if list.len() >= MOST {
            break;
        }
    }
    for incident in &mut list {
        without_frames(incident, found);
        without_neighbours(incident, found);
    }
    promote(&mut list);
    rank(&mut list);
    list
}

/// A country or a province says no more where a town or a province is named, unless that was only hit as well.
fn without_frames(incident: &mut Incident, found: &Found) {
    for limit in [3, COUNTRY] {
        if incident.drafts.iter().filter(|draft| !further(draft)).flat_map(|draft| &draft.places).any(|at| size(found, *at) < limit) {
            let Incident { places, drafts, .. } = incident;
            let told = |draft: &Draft, at: &usize| draft.places.contains(at) && draft.places.iter().any(|other| size(found, *other) < limit);
            places.retain(|at| size(found, *at) < limit || drafts.iter().any(|draft| told(draft, at)));
        }
    }
}

/// What the incident is only near to, beside the town it is in; and the waters beside a town.
fn without_neighbours(incident: &mut Incident, found: &Found) {
    let place = |at: &usize| found.places.get(*at);
    let exact: Vec<_> = incident.places.iter().filter_map(place).filter(|place| !is_near(place)).take(COMPARED).collect();
    let beside = |near: &Place| {
        let holds = |other: &&Place| other.feature == "populated_place" && (other.admin1.is_none() || other.admin1 == near.admin1);
        is_near(near) && near.admin1.is_some() && exact.iter().any(holds)
    };
    let town = incident.places.iter().filter_map(place).any(|place| place.feature == "populated_place");
    incident.places.retain(|at| !place(at).is_some_and(|place| beside(place) || town && matches!(place.feature, "river" | "lake" | "water")));
}

/// "Gao and Tassoro were also hit": more places of the incident told before, with nobody and no day of their own.
fn further(draft: &Draft) -> bool {
    let hit = |trigger: &Trigger| trigger.attackers.is_empty() && trigger.group.is_some_and(|group| group.passive);
    draft.date.is_none() && draft.triggers.iter().all(|trigger| hit(trigger) && matches!(trigger.code, Code::Strike | Code::Attack))
}

fn crowd(draft: &Draft) -> bool {
    family_of(draft) == Some(Family::Crowd)
}

/// An article that tells only of the past has its first past incident as its subject.
fn promote(list: &mut [Incident]) {
    if list.iter().any(|incident| incident.status == "main") {
        return;
    }
    if let Some(first) = list.iter_mut().find(|incident| incident.status == "background") {
        first.status = "main";
    }
}

/// The first current incident is the main one; without one, the first background incident stays what it is.
fn rank(list: &mut [Incident]) {
    let order = |status: &str| ["main", "related", "background", "hypothetical"].iter().position(|name| *name == status).unwrap_or(9);
    list.order_by_key(|incident| order(incident.status));
}

/// "near Gao": the place is only close to it.
fn is_near(place: &Place) -> bool {
    place.relation.as_ref().is_some_and(|relation| matches!(relation.r#type, "near" | "distance" | "towards"))
}

/// Two known points that lie further from each other than "near" reaches, in degrees.
fn far_apart(one: &Place, two: &Place) -> bool {
    let told = [one, two].into_iter().filter_map(|place| place.relation.as_ref()?.km).fold(NEAR, |far, km| far + km / KM_OF_DEGREE);
    let far = |a: Option<f64>, b: Option<f64>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() > told);
    far(one.lat, two.lat) || far(one.lon, two.lon)
}

/// How far "near a town" reaches, in degrees: about 55 km.
const NEAR: f64 = 0.5;
const KM_OF_DEGREE: f64 = 111.0;

/// A cumulative toll from which on it is that of a war and not of one incident.
const MANY: u64 = 100;

struct Judge<'a, 't> {
    found: &'a Found<'t>,
    dates: &'a Dates<'t>,
    claims: &'a Claims<'t>,
}

impl Judge<'_, '_> {
    /// The trigger stands with somebody or something: an actor, a place, a facility, a weapon or a figure.
    fn tied(&self, draft: &Draft) -> bool {
        let actors = draft
            .triggers
            .iter()
            .any(|trigger| !(trigger.attackers.is_empty() && trigger.targets.is_empty() && trigger.both.is_empty() && trigger.object.is_empty()));
        let weapon = draft.triggers.iter().any(|trigger| super::choose::speaks_of_weapon(trigger.code));
        let things = !(draft.places.is_empty() && draft.facilities.is_empty() && draft.weapons.is_empty() && draft.claims.is_empty());
        actors || things || weapon
    }

    /// "The war has killed 120,000 people": a toll of years is no incident.
    fn sums_up(&self, draft: &Draft) -> bool {
        let day = draft.date.and_then(|at| self.dates.list.get(at)).is_some_and(|date| !matches!(date.granularity, "month" | "year"));
        let years =
            |at: &usize| self.claims.claims.get(*at).is_some_and(|claim| claim.status == "cumulative" && claim.figure.low.or(claim.figure.best) >= Some(MANY));
        !day && !draft.claims.is_empty() && draft.claims.iter().all(years) && draft.triggers.iter().all(|trigger| trigger.noun || trigger.code == Code::Killing)
    }

    fn place_current(&self, list: &mut Vec<Incident>, draft: Draft) {
        let joined = list.iter().position(|incident| matches!(incident.status, "main" | "related") && self.same(incident, &draft));
        match joined {
            Some(at) => {
                if let Some(incident) = list.get_mut(at) {
                    incident.join(draft);
                }
            }
            None => {
                let status = if list.iter().any(|incident| incident.status == "main") { "related" } else { "main" };
                if status == "main" || self.worth(&draft) {
                    list.push(Incident::new(draft, status));
                }
            }
        }
    }

    /// "In January, ..." in a report of June: its date ends days before that of the main incident, or before publication.
    fn long_before(&self, list: &[Incident], draft: &Draft) -> bool {
        let Some(main) = list.iter().find(|incident| incident.status == "main") else { return false };
        let own = draft.date.and_then(|at| self.dates.days(at));
        let news = main.date.and_then(|at| self.dates.days(at)).map(|days| days.0).or(self.dates.day);
        own.zip(news).is_some_and(|((_, last), news)| last + PAST < news)
    }

    /// All its figures are those of an older incident, and the news was told before.
    fn counts_only_the_past(&self, list: &[Incident], draft: &Draft) -> bool {
        let past = |at: &usize| self.claims.claims.get(*at).is_some_and(|claim| claim.status == "background");
        !draft.claims.is_empty() && draft.claims.iter().all(past) && list.iter().any(|incident| incident.status == "main")
    }

    /// A second incident must stand on its own: with a place, a date, a figure or an actor.
    fn worth(&self, draft: &Draft) -> bool {
        !draft.places.is_empty()
            || draft.date.is_some()
            || !draft.claims.is_empty()
            || draft.triggers.iter().any(|trigger| !(trigger.attackers.is_empty() || trigger.targets.is_empty() && trigger.object.is_empty()))
    }

    fn place_background(&self, list: &mut Vec<Incident>, draft: Draft) {
        let figure = draft.claims.iter().any(|at| self.claims.claims.get(*at).is_some_and(|claim| matches!(claim.status, "background")));
        if draft.places.is_empty() && draft.date.is_none() && !figure {
            return;
        }
        let joined = list.iter_mut().find(|incident| incident.status == "background" && self.same_background(incident, &draft));
        match joined {
            Some(incident) => incident.join(draft),
            None => list.push(Incident::new(draft, "background")),
        }
    }

    fn place_hypothetical(&self, list: &mut Vec<Incident>, draft: Draft) {
        let told = list.iter().any(|incident| incident.status == "hypothetical");
        if !told && (!draft.places.is_empty() || draft.triggers.iter().any(|trigger| !trigger.attackers.is_empty())) {
            list.push(Incident::new(draft, "hypothetical"));
        }
    }

    fn same_background(&self, incident: &Incident, draft: &Draft) -> bool {
        let place = !draft.places.is_empty() && draft.places.iter().any(|place| incident.known.contains(place));
        let date = draft.date.is_some() && incident.date == draft.date;
        place && !self.dates_conflict(incident.date, draft.date) || date && !self.places_conflict(incident, draft)
    }

    fn same(&self, incident: &Incident, draft: &Draft) -> bool {
        let family = match (incident.family(), family_of(draft)) {
            (Some(a), Some(b)) => compatible(a, b),
            _ => true,
        };
        family && !draft.apart && (further(draft) || !self.places_conflict(incident, draft)) && !self.dates_conflict(incident.date, draft.date)
    }

    /// Both name towns, and none of them is the other's or holds it.
    fn places_conflict(&self, incident: &Incident, draft: &Draft) -> bool {
        let narrow = |list: &[usize]| list.iter().copied().filter(|at| size(self.found, *at) < COUNTRY).take(COMPARED).collect::<Vec<_>>();
        let (one, two) = (narrow(&incident.places), narrow(&draft.places));
        !one.is_empty() && !two.is_empty() && !two.iter().any(|a| incident.known.contains(a) || one.iter().any(|b| self.may_be_same(*a, *b)))
    }

    fn may_be_same(&self, a: usize, b: usize) -> bool {
        let (Some(one), Some(two)) = (self.found.places.get(a), self.found.places.get(b)) else { return false };
        let small = |feature: &str| matches!(feature, "populated_place" | "village" | "town" | "city");
        let tied = one.relation.iter().flat_map(|r| &r.of).any(|id| *id == two.id) || two.relation.iter().flat_map(|r| &r.of).any(|id| *id == one.id);
        let inside = one.admin1.is_some()
            && (one.admin1.as_deref() == Some(two.name.as_ref())
                || two.admin1.as_deref() == Some(one.name.as_ref())
                || (one.admin1 == two.admin1 && !(small(one.feature) && small(two.feature))));
        let beside = one.admin1.is_some() && one.admin1 == two.admin1 && (is_near(one) || is_near(two)) && !far_apart(one, two);
        a == b || tied || inside || beside || one.country.is_none() || two.country.is_none()
    }

    fn dates_conflict(&self, a: Option<usize>, b: Option<usize>) -> bool {
        let (Some(a), Some(b)) = (a.and_then(|at| self.dates.days(at)), b.and_then(|at| self.dates.days(at))) else { return false };
        a.1 < b.0 || b.1 < a.0
    }
}

fn compatible(a: Family, b: Family) -> bool {
    let ground = |family: Family| matches!(family, Family::Force | Family::Harm);
    a == b || ground(a) && ground(b) || matches!((a, b), (Family::Crowd, Family::Force | Family::Harm) | (Family::Force | Family::Harm, Family::Crowd))
}
