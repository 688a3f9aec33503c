//! Coding: rows shaped like those of ACLED, UCDP GED, PLOVER and GTD. A cell the article cannot fill stays null.
//!
//! In: an event with its cast, places, date and deaths. Out: the rows. Rows are the analyst's coding, not data of those
//! projects.

use super::cast::Cast;
use super::choose::{Choice, event_type, sub_type_row};
use super::scene::Class;
use crate::casualty::Claims;
use crate::lexicon::{Table, row};
use crate::mention::Found;
use crate::recognize::iso_day;
use crate::schema::*;
use crate::text::{Order, sum, sum_of_all};
use std::borrow::Cow;

/// What a row is made from.
pub(super) struct Sheet<'a, 't> {
    /// Who and where.
    pub found: &'a Found<'t>,
    /// Figures.
    pub claims: &'a Claims<'t>,
    /// Type.
    pub choice: &'a Choice,
    /// Parties.
    pub cast: &'a Cast,
    /// Indexes of places.
    pub places: &'a [usize],
    /// Date.
    pub date: Option<&'a Date<'t>>,
    /// Its first and last day, counted from 1970.
    pub days: Option<(i32, i32)>,
    /// Deaths.
    pub fatalities: &'a Fatalities,
    /// The main event or a related one.
    pub news: bool,
}

/// The bounds as the report gives them.
fn day(date: &Date) -> (Option<String>, Option<String>) {
    match &date.value {
        DateValue::Bounds { start, end } => (start.clone(), end.clone()),
        DateValue::Length { .. } => (None, None),
    }
}

/// A day known only from the report is that of the event within the week.
fn precision(date: &Date, stated: Option<u8>) -> Option<u8> {
    if date.kind == "publication" { Some(2) } else { stated }
}

impl<'t> Sheet<'_, 't> {
    /// One row for each place, the toll on the first only; one row without a place where none is known.
    pub(super) fn acled(&self) -> Vec<AcledRow<'t>> {
        let mut order: Vec<usize> = self.places.to_vec();
        order.order_by_key(|at| self.found.places.get(*at).is_none_or(|place| place.lat.is_none()));
        if order.is_empty() {
            return vec![self.acled_row(None, true, 1)];
        }
        order.iter().enumerate().map(|(rank, at)| self.acled_row(self.found.places.get(*at), rank == 0, order.len())).collect()
    }

    fn acled_row(&self, place: Option<&Place<'t>>, first: bool, rows: usize) -> AcledRow<'t> {
        let parties = self.parties();
        let (one, two) = (parties.first(), parties.get(1));
        let sub = self.choice.sub_type.and_then(sub_type_row);
        let cell = |name: &str| sub.map(|entry| row(entry).get(name)).filter(|cell| !cell.is_empty());
        let (inter1, inter2) = (one.and_then(|party| party.inter), two.and_then(|party| party.inter));
        AcledRow {
            event_date: self.event_day(),
            time_precision: self.date.and_then(|date| precision(date, date.acled_time_precision)),
            disorder_type: cell("disorder_type"),
            event_type: cell("event_type"),
            sub_event_type: self.choice.sub_type,
            sub_event_type_alternatives: self.choice.alternatives.iter().map(|(name, reason)| Alternative { sub_event_type: name, reason }).collect(),
            actor1: one.map(|party| party.name.clone()),
            assoc_actor_1: self.associates(&self.cast.attackers, one),
            inter1,
            actor2: two.map(|party| party.name.clone()),
            assoc_actor_2: self.associates(&self.cast.targets, two),
            inter2,
            interaction: interaction(inter1, inter2, two.is_some()),
            civilian_targeting: self.civilian_targeting(),
            country: self.country(place),
            location: place.map(|place| place.name.clone()),
            latitude: place.and_then(|place| place.lat),
            longitude: place.and_then(|place| place.lon),
            geo_precision: place.and_then(|place| place.acled_geo_precision),
            source_scale: None,
            fatalities: if first { self.fatalities.total.best } else { None },
            notes: Cow::Borrowed(self.note(place, first, rows)),
        }
    }

    /// The day, the first of several, or the middle of a month.
    fn event_day(&self) -> Option<String> {
        let date = self.date?;
        let month = self.days.filter(|_| date.acled_time_precision == Some(3));
        month.map_or_else(|| day(date).0, |(first, last)| iso_day(first + (last - first) / 2))
    }

    fn note(&self, place: Option<&Place>, first: bool, rows: usize) -> &'static str {
        let toll = self.fatalities.total.best.is_some();
        match (place, first, self.news) {
            (None, _, true) => "Place not given.",
            (None, _, false) => "Mentioned as background; place not given here.",
            (Some(_), _, false) if !toll => "Mentioned as background; no toll given here.",
            (Some(_), _, false) => "Mentioned as background.",
            (Some(_), true, true) if rows > 1 && toll => "Whole-incident figure held on the primary location; not divided between locations.",
            (Some(place), false, true) if place.status == "unresolved" => "Part of the same incident; place not resolved.",
            (Some(_), false, true) => "Part of the same incident; no figure of its own.",
            (Some(_), true, true) if !toll => "No death toll given.",
            _ => "",
        }
    }

    fn parties(&self) -> Vec<Party<'t>> {
        let first = |list: &[(Id, Class)]| list.first().and_then(|(id, class)| self.party(*id, *class));
        let (one, two) = (first(&self.cast.attackers), first(&self.cast.targets).or_else(|| self.victims()));
        one.into_iter().chain(two).collect()
    }

    /// Others of the same kind beside the first; for civilians the groups their words put them in.
    fn associates(&self, list: &[(Id, Class)], first: Option<&Party<'t>>) -> Text<'t> {
        let Some(first) = first else { return Cow::Borrowed("") };
        let class = list.first().map(|(_, class)| *class);
        let alike = list.iter().skip(1).filter(|(_, other)| other.armed() && Some(*other) == class);
        let named = alike.filter(|(id, _)| self.found.entities.get(id.index()).is_some_and(|entity| !entity.generic));
        let mut names: Vec<String> = named.filter_map(|(id, class)| self.party(*id, *class)).map(|party| party.name.into_owned()).collect();
        if first.inter == Some(7) {
            names.extend(self.kinds_of_victims());
        }
        names.retain(|name| *name != first.name);
        names.order();
        names.dedup();
        Cow::Owned(names.join("; "))
    }

    /// "Farmers (Mali)": what the words for the victims of this event say they are.
    fn kinds_of_victims(&self) -> Vec<String> {
        let from = self.fatalities.by_side.iter().filter(|toll| toll.side == "civilian").flat_map(|toll| &toll.from);
        let claims = from.filter_map(|id| self.claims.claims.get(id.index()));
        let rows = claims.flat_map(|claim| &claim.provenance.entries).filter(|entry| entry.table == Table::People as u8);
        rows.map(|entry| row(*entry).get("acled")).filter(|kind| !kind.is_empty()).map(|kind| self.with_country(kind)).collect()
    }

    /// Victims of the figures, where no target is named.
    fn victims(&self) -> Option<Party<'t>> {
        let civilian = self.fatalities.by_side.iter().any(|toll| toll.side == "civilian" && !toll.from.is_empty());
        civilian.then(|| Party { name: Cow::Owned(self.with_country("Civilians")), inter: Some(7) })
    }

    fn with_country(&self, word: &str) -> String {
        match self.country(None) {
            Some(country) => format!("{word} ({country})"),
            None => word.to_string(),
        }
    }

    fn party(&self, id: Id, class: Class) -> Option<Party<'t>> {
        let entity = self.found.entities.get(id.index()).filter(|entity| !(entity.generic && class == Class::Unknown))?;
        let unnamed = entity.generic || entity.acled_name.is_none() && matches!(class, Class::Civilian | Class::Protester | Class::Rioter);
        let name = match (&entity.acled_name, class) {
            (Some(name), _) => name.clone(),
            (None, Class::Nonstate) if unnamed => Cow::Owned(self.with_country("Unidentified Armed Group")),
            (None, Class::Civilian) if unnamed => Cow::Owned(self.with_country("Civilians")),
            (None, Class::Protester) if unnamed => Cow::Owned(self.with_country("Protesters")),
            (None, Class::Rioter) if unnamed => Cow::Owned(self.with_country("Rioters")),
            _ => entity.name.clone(),
        };
        let inter = entity.acled_inter.or(match class {
            Class::State => Some(1),
            Class::Nonstate if !entity.generic => Some(2),
            Class::Rioter => Some(5),
            Class::Protester => Some(6),
            Class::Civilian => Some(7),
            Class::External => Some(8),
            _ => None,
        });
        Some(Party { name, inter })
    }

    fn civilian_targeting(&self) -> &'static str {
        let aimed = self.cast.targets.first().is_some_and(|(_, class)| matches!(class, Class::Civilian | Class::Protester));
        let all = self.cast.targets.iter().all(|(_, class)| !class.armed());
        let toll = self.cast.targets.is_empty() && self.fatalities.by_side.iter().any(|toll| toll.side == "civilian" && !toll.from.is_empty());
        if (aimed && all) || toll { "Civilian targeting" } else { "" }
    }

    /// Name of the country: of the place, else the one country all named places and parties share.
    fn country(&self, place: Option<&Place<'t>>) -> Option<Text<'t>> {
        let code = place
            .and_then(|place| place.country.clone())
            .or_else(|| self.places.iter().find_map(|at| self.found.places.get(*at)?.country.clone()))
            .or_else(|| self.only_country())?;
        Some(country_name(&code).map_or(code, Cow::Borrowed))
    }

    fn only_country(&self) -> Option<Text<'t>> {
        let mut codes = self.cast.targets.iter().chain(&self.cast.attackers).filter_map(|(id, _)| self.found.entities.get(id.index())?.country.clone());
        let first = codes.next()?;
        codes.all(|code| code == first).then_some(first)
    }

    /// The row shaped like UCDP's; none without a death in any estimate.
    pub(super) fn ucdp(&self) -> Option<UcdpRow<'t>> {
        let total = self.fatalities.total;
        let some_death = [total.low, total.best, total.high].into_iter().flatten().any(|n| n > 0);
        if !some_death {
            return None;
        }
        let violence = self.violence();
        let (a, b) = self.dyad(violence);
        let place = self
            .places
            .iter()
            .filter_map(|at| self.found.places.get(*at))
            .find(|place| place.lat.is_some())
            .or_else(|| self.places.first().and_then(|at| self.found.places.get(*at)));
        // Deaths without a number leave the cell open.
        let deaths = |sides: &[&str]| {
            let stated = self.fatalities.by_side.iter().filter(|toll| sides.contains(&toll.side) && !toll.from.is_empty());
            sum_of_all(stated.map(|toll| toll.best))
        };
        let (start, end) = self.days.map_or_else(|| self.date.map(day).unwrap_or_default(), |(first, last)| (iso_day(first), iso_day(last)));
        let where_prec = match self.places.len() {
            0 => self.country(None).map(|_| 6),
            1 => place.and_then(|place| place.ucdp_where_prec),
            _ => Some(5),
        };
        Some(UcdpRow {
            type_of_violence: violence,
            dyad_name: a.as_ref().zip(b.as_ref()).map(|(a, b)| Cow::Owned(format!("{a} - {b}"))),
            side_a: a,
            side_b: b,
            date_start: start,
            date_end: end,
            date_prec: self.date.and_then(|date| precision(date, date.ucdp_date_prec)),
            where_prec,
            where_coordinates: place.map(|place| place.name.clone()),
            latitude: place.and_then(|place| place.lat),
            longitude: place.and_then(|place| place.lon),
            country: self.country(place),
            event_clarity: Some(if self.places.len() == 1 { 1 } else { 2 }),
            deaths_a: deaths(if violence == Some(1) { &["state", "external"] } else { &[] }),
            deaths_b: deaths(if violence == Some(1) { &["nonstate"] } else { &[] }),
            deaths_civilians: deaths(&["civilian"]),
            deaths_unknown: deaths(if violence == Some(1) { &["unknown"] } else { &["unknown", "state", "nonstate", "external"] }),
            low: total.low.or(total.best),
            best: total.best,
            high: total.high.or(total.best),
        })
    }

    fn violence(&self) -> Option<u8> {
        let classes: Vec<Class> = self.cast.attackers.iter().chain(&self.cast.targets).map(|(_, class)| *class).collect();
        let has = |class: Class| classes.contains(&class);
        let civilians =
            has(Class::Civilian) || has(Class::Protester) || self.fatalities.by_side.iter().any(|toll| toll.side == "civilian" && !toll.from.is_empty());
        let known = self.cast.attackers.iter().any(|(id, class)| class.armed() && self.found.entities.get(id.index()).is_some_and(|entity| !entity.generic));
        match () {
            () if (has(Class::State) || has(Class::External)) && has(Class::Nonstate) => Some(1),
            () if classes.iter().filter(|class| **class == Class::Nonstate).count() > 1 => Some(2),
            () if civilians && known => Some(3),
            () => None,
        }
    }

    fn dyad(&self, violence: Option<u8>) -> (Option<Text<'t>>, Option<Text<'t>>) {
        let short = |id: Id| self.found.entities.get(id.index()).map(|entity| entity.acronym.clone().unwrap_or_else(|| entity.name.clone()));
        let all: Vec<(Id, Class)> = self.cast.attackers.iter().chain(&self.cast.targets).copied().collect();
        let of = |class: Class| all.iter().find(|(_, c)| *c == class).and_then(|(id, _)| short(*id));
        match violence {
            Some(1) => {
                let state = all
                    .iter()
                    .find(|(_, class)| *class == Class::State)
                    .and_then(|(id, _)| self.government(*id))
                    .or_else(|| of(Class::State))
                    .or_else(|| of(Class::External));
                (state, of(Class::Nonstate))
            }
            Some(2) => {
                let mut groups = all.iter().filter(|(_, class)| *class == Class::Nonstate).filter_map(|(id, _)| short(*id));
                (groups.next(), groups.next())
            }
            Some(3) => (self.cast.attackers.first().and_then(|(id, _)| short(*id)), Some(Cow::Borrowed("Civilians"))),
            _ => (None, None),
        }
    }

    fn government(&self, id: Id) -> Option<Text<'t>> {
        let code = self.found.entities.get(id.index())?.country.as_deref()?;
        country_name(code).map(|name| Cow::Owned(format!("Government of {name}")))
    }

    /// PLOVER type and mode.
    pub(super) fn plover(&self) -> Option<Plover> {
        let entry = event_type(self.choice.code?)?;
        let cell = |name: &str| Some(row(entry).get(name)).filter(|cell| !cell.is_empty());
        cell("plover").map(|kind| Plover { event_type: Some(kind), mode: cell("mode") })
    }

    /// GTD-style columns; none for background.
    pub(super) fn gtd(&self, statements: &[Statement], facilities: &[&'static str], event: &Event) -> Option<Gtd> {
        let entry = event_type(self.choice.code?)?;
        let number = |name: &str| row(entry).get(name).parse::<u8>().ok();
        let attack = number("attacktype")?;
        let told = |kind: &str| statements.iter().find(|s| s.kind == "responsibility" && s.r#type == Some(kind) && s.event == Some(event.id));
        let claim = told("claim");
        let side = |name: &str| self.fatalities.by_side.iter().find(|toll| toll.side == name && !toll.from.is_empty()).and_then(|toll| toll.best);
        let injured: Vec<u64> = event
            .casualties
            .iter()
            .filter_map(|id| self.claims.claims.get(id.index()))
            .filter(|c| c.outcome == "injured" && c.polarity == "asserted" && c.status == "current" && c.relation.is_none())
            .filter_map(|c| c.coded.best)
            .collect();
        let nonstate = self.cast.attackers.iter().any(|(_, class)| *class == Class::Nonstate);
        Some(Gtd {
            attacktype1: Some(attack),
            targtype1: self.target_type(facilities),
            weaptype1: number("weaptype"),
            claimed: claim.map(|_| 1).or(told("no_claim").map(|_| 0)),
            claimmode: claim.and_then(|claim| claim_mode(claim.channel)),
            nkill: self.fatalities.total.best,
            nkillter: if nonstate { side("nonstate") } else { None },
            nwound: (!injured.is_empty()).then(|| sum(injured.iter().copied())),
            multiple: (self.places.len() > 1).then_some(1),
        })
    }

    fn target_type(&self, facilities: &[&'static str]) -> Option<u8> {
        let facility = facilities.iter().find_map(|kind| match *kind {
            "barracks" | "military_base" => Some(4),
            "school" => Some(8),
            "church" | "mosque" => Some(15),
            "airport" => Some(6),
            "government_residence" => Some(2),
            "market" => Some(14),
            "vehicle" => Some(19),
            _ => None,
        });
        facility.or_else(|| {
            self.cast.targets.iter().find_map(|(_, class)| match class {
                Class::State => Some(4),
                Class::Civilian => Some(14),
                _ => None,
            })
        })
    }
}

struct Party<'t> {
    name: Text<'t>,
    inter: Option<u8>,
}

fn claim_mode(channel: Option<&str>) -> Option<u8> {
    Some(match channel? {
        "letter" => 1,
        "call" => 2,
        "note" => 5,
        "video" => 6,
        "website" | "social_media" => 7,
        _ => 9,
    })
}

/// Two digits, the lower first; one actor alone is N0.
fn interaction(one: Option<u8>, two: Option<u8>, pair: bool) -> Option<u8> {
    match (one, two) {
        (Some(a), Some(b)) => Some(a.min(b) * 10 + a.max(b)),
        (Some(a), None) if !pair => Some(a * 10),
        _ => None,
    }
}

/// Name of the country of that ISO code.
fn country_name(code: &str) -> Option<&'static str> {
    crate::recognize::country_row(code).map(|entry| row(entry).term())
}
