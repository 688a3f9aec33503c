//! Places: which place of its name each mention means, with the whole article as context.
//!
//! In: place candidates in the order of the text. Out: the report's places. A place stays unresolved or ambiguous when
//! the text does not decide; a close spelling is offered, and used only where just vowels differ.

use super::join::country_code;
use crate::lexicon::gazetteer::Closeness;
use crate::lexicon::{Code, Form, Table, row};
use crate::recognize::{Atlas, Candidate, Focus, Look, PlaceParts, Spot, What, country_row};
use crate::rule::EntryId;
use crate::schema::{Id, Place, PlaceCandidate, PlaceRelation, Slice, Text};
use crate::text::{Map as Index, Order, decimal};
use std::borrow::Cow;

/// At most this many unknown names are looked up by near spelling.
const MOST_UNKNOWN: usize = 12;

/// Mentions of one place.
struct Group<'c, 't> {
    members: Vec<(&'c Candidate<'t>, &'c PlaceParts<'t>)>,
    feature: Option<&'static str>,
    spot: Option<Spot>,
    runners: Vec<Spot>,
    unknown: Vec<PlaceCandidate<'t>>,
    status: &'static str,
}

/// Resolves all places.
pub fn locate<'t>(look: &Look<'_, 't>, atlas: Atlas, focus: &Focus, candidates: &[Candidate<'t>]) -> Vec<Place<'t>> {
    let mut groups = group(look, candidates);
    let mut map = Map { look, atlas, focus, settled: Vec::new(), unknown: 0 };
    for pass in 0..2 {
        for group in groups.iter_mut() {
            map.settle(group, pass);
        }
    }
    let groups = merge(groups);
    report(look, groups)
}

fn group<'c, 't>(look: &Look<'_, 't>, candidates: &'c [Candidate<'t>]) -> Vec<Group<'c, 't>> {
    let mut groups: Vec<Group<'c, 't>> = Vec::new();
    let mut keys: Index<(String, bool, bool), usize> = Index::default();
    for one in candidates {
        let What::Place(parts) = &one.what else { continue };
        let name = crate::lexicon::gazetteer::fold::fold(&look.text(parts.name.0, parts.name.1));
        let name = parts.entry.map_or(name, |entry| row(entry).key());
        let special = matches!(parts.feature, Some("border" | "water" | "road"));
        let key = (name, special, parts.feature == Some("admin1"));
        let at = keys.get(&key).copied().unwrap_or_else(|| {
            groups.push(Group { members: Vec::new(), feature: None, spot: None, runners: Vec::new(), unknown: Vec::new(), status: "unresolved" });
            keys.insert(key, groups.len() - 1);
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.members.push((one, parts));
            group.feature = group.feature.or(parts.feature);
        }
    }
    groups
}

struct Map<'l, 'p, 't> {
    look: &'l Look<'p, 't>,
    atlas: Atlas,
    focus: &'l Focus,
    settled: Vec<Spot>,
    unknown: usize,
}

impl<'t> Map<'_, '_, 't> {
    /// Settles a group if it is clear (first pass) or as well as can be (second).
    fn settle(&mut self, group: &mut Group<'_, 't>, pass: usize) {
        if group.status != "unresolved" {
            return;
        }
        let Some((_, parts)) = group.members.first().copied() else { return };
        if let Some(entry) = parts.entry {
            group.status = "resolved";
            group.spot = (parts.feature != Some("border")).then(|| division_of_row(self.atlas, entry).unwrap_or_else(|| spot_of_row(entry)));
            return;
        }
        if matches!(group.feature, Some("border" | "water" | "road")) {
            return;
        }
        let mut known: Vec<&Spot> = Vec::new();
        for spot in group.members.iter().flat_map(|&(_, parts)| &parts.known) {
            if !known.contains(&spot) {
                known.push(spot);
            }
        }
        if known.is_empty() {
            if pass == 1 {
                self.near_names(group);
            }
            return;
        }
        let county = parts.name.1 != group.members.first().map_or(0, |(one, _)| one.last) && self.look.is_word(parts.name.1 + 1, "county");
        if county && !known.iter().any(|spot| matches!(spot.feature, "admin1" | "admin2")) {
            group.unknown = known.into_iter().take(3).map(|spot| offer(spot.clone(), "a town of the same name")).collect();
            return;
        }
        self.choose(group, known, pass);
    }

    fn choose(&mut self, group: &mut Group<'_, 't>, known: Vec<&Spot>, pass: usize) {
        let divisions: Vec<Vec<Spot>> = group.members.iter().map(|(_, parts)| self.divisions_after(parts)).collect();
        let mut ranked: Vec<(i64, &Spot)> = known.into_iter().map(|spot| (self.weigh(group, &divisions, spot), spot)).collect();
        ranked.order_by(|a, b| b.0.cmp(&a.0).then(b.1.population.cmp(&a.1.population)).then(a.1.name.cmp(&b.1.name)));
        prefer_city(group, &mut ranked);
        let lead = match (ranked.first(), ranked.get(1)) {
            (Some(first), Some(second)) => first.0 - second.0,
            (Some(_), None) => 100,
            _ => return,
        };
        let same = ranked.get(1).is_some_and(|second| ranked.first().is_some_and(|first| kilometres(first.1, second.1) < 60.0));
        if pass == 0 && lead < 40 && !same {
            return;
        }
        let spots: Vec<&Spot> = ranked.into_iter().map(|(_, spot)| spot).take(5).collect();
        if spots.first().is_some_and(|spot| self.is_far_fetched(group, spot)) {
            group.unknown = spots.into_iter().take(3).map(|spot| offer(spot.clone(), "same name, in a country the article does not speak of")).collect();
            return;
        }
        let ambiguous = lead < 6 && !same;
        group.status = if ambiguous { "ambiguous" } else { "resolved" };
        if let Some(&best) = spots.first().filter(|_| !ambiguous) {
            self.settled.push(best.clone());
            group.spot = Some(best.clone());
        }
        group.runners = spots.into_iter().skip(usize::from(!ambiguous)).cloned().collect();
    }

    /// A small place, or one that only a building is named after, in a country that an article about another country never names.
    fn is_far_fetched(&self, group: &Group<'_, 't>, spot: &Spot) -> bool {
        let weight = self.focus.country().map_or(0, |country| self.focus.weight(country));
        let within = group.members.iter().any(|(_, parts)| parts.within.is_some());
        let housed = group.members.iter().all(|(_, parts)| parts.housed);
        let small = weight >= 8 && spot.population < 20_000 && spot.feature != "admin1";
        !within && self.focus.weight_of(spot.country) <= 1 && (small || housed && weight > 1)
    }

    /// How well a place of that name fits the article.
    fn weigh(&self, group: &Group<'_, 't>, divisions: &[Vec<Spot>], spot: &Spot) -> i64 {
        let people = i64::from(spot.population.max(match spot.feature {
            "admin1" => 2_000_000,
            "admin2" => 20_000,
            "capital" => 400_000,
            _ => 300,
        }));
        let mut score = 7 * i64::from(people.ilog2());
        let country = self.focus.weight_of(spot.country);
        score += i64::from(country.min(12)) * 5;
        if self.focus.country().is_some_and(|focus| Some(focus) == country_row(spot.country)) {
            score += 25;
        }
        score += match (group.feature, spot.feature) {
            (Some("admin1"), "admin1") => 90,
            (Some("admin1"), _) => -40,
            (Some("admin2"), "admin2") => 60,
            (Some("populated_place" | "camp"), "populated_place" | "capital") => 50,
            (Some("populated_place"), _) => -30,
            _ => 0,
        };
        let capital = group.members.first().is_some_and(|(one, _)| {
            self.look.starting(one.first, Table::Countries).any(|hit| hit.sense.form() == Form::Capital && country_row(spot.country) == Some(hit.sense.entry()))
        });
        score += match capital && spot.feature == "capital" {
            true if country > 0 || self.focus.country().is_none() => 60,
            true => 25,
            false => 0,
        };
        let near = self.settled.iter().map(|other| kilometres(spot, other)).fold(f64::INFINITY, f64::min);
        score += if near < 60.0 {
            40
        } else if near < 200.0 {
            28
        } else if near < 500.0 {
            10
        } else {
            0
        };
        if !spot.admin1.is_empty()
            && self
                .settled
                .iter()
                .any(|other| other.country == spot.country && (other.admin1 == spot.admin1 || (other.feature == "admin1" && other.name == spot.admin1)))
        {
            score += 25;
        }
        score + group.members.iter().zip(divisions).map(|((_, parts), divisions)| self.weigh_within(parts, divisions, spot)).max().unwrap_or(0)
    }

    /// The divisions called as the larger place after the comma.
    fn divisions_after(&self, parts: &PlaceParts<'t>) -> Vec<Spot> {
        let named = parts.within.and_then(|at| self.atlas.longest_match(self.look, at));
        named.map_or(Vec::new(), |(_, spots)| spots.into_iter().filter(|spot| spot.feature == "admin1").collect())
    }

    /// "Kayes, Mali"; "Andar district, Ghazni province": the larger place after the comma.
    fn weigh_within(&self, parts: &PlaceParts<'t>, divisions: &[Spot], spot: &Spot) -> i64 {
        let Some(at) = parts.within else { return 0 };
        if let Some(country) = self.look.first_of(at, Table::Countries) {
            return if country_row(spot.country) == Some(country.sense.entry()) { 120 } else { -20 };
        }
        if let Some(short) = self.look.starting(at, Table::Divisions).next().map(|hit| row(hit.sense.entry())) {
            return if short.get("country") == spot.country && (spot.admin1 == short.term()) { 120 } else { -20 };
        }
        if divisions.iter().any(|larger| larger.country == spot.country && larger.name == spot.admin1) { 120 } else { 0 }
    }

    /// Offers near spellings in the country of the article; where only vowels differ, uses the one there is.
    fn near_names(&mut self, group: &mut Group<'_, 't>) {
        let Some((_, parts)) = group.members.first() else { return };
        let name = self.look.text(parts.name.0, parts.name.1);
        let Some(country) = self.focus.country().filter(|_| self.unknown < MOST_UNKNOWN && name.len() > 4) else { return };
        self.unknown += 1;
        let near = self.atlas.near_spellings(&name, row(country).get("iso3"));
        let variants: Vec<_> = near.iter().filter(|one| one.closeness == Closeness::Variant && one.distance <= if name.len() > 6 { 2 } else { 1 }).collect();
        if let [variant] = variants.as_slice() {
            let spot = Spot::from(variant.place.clone());
            self.settled.push(spot.clone());
            group.spot = Some(spot);
            group.status = "resolved_variant";
            return;
        }
        let reason = |distance: u8| if distance == 1 { "one-letter variant in the same country" } else { "near spelling in the same country" };
        group.unknown = near.iter().take(3).map(|one| offer(Spot::from(one.place.clone()), reason(one.distance))).collect();
    }
}

/// Without a word such as "province", the name of a division and of its main town means the town.
fn prefer_city(group: &Group<'_, '_>, ranked: &mut [(i64, &Spot)]) {
    let Some((score, division)) =
        ranked.first().copied().filter(|(_, spot)| matches!(spot.feature, "admin1" | "admin2") && group.feature != Some(spot.feature))
    else {
        return;
    };
    let town = |spot: &Spot| {
        matches!(spot.feature, "populated_place" | "capital")
            && spot.country == division.country
            && (division.feature == "admin2" && kilometres(spot, division) < 50.0 || spot.admin1 == division.name && spot.population >= 20_000)
    };
    if let Some(at) = ranked.iter().position(|(_, spot)| town(spot))
        && let Some(slot) = ranked.get_mut(at)
    {
        slot.0 = score + 50;
        if let Some(part) = ranked.get_mut(..=at) {
            part.rotate_right(1);
        }
    }
}

fn offer<'t>(spot: Spot, reason: &'static str) -> PlaceCandidate<'t> {
    PlaceCandidate {
        name: Cow::Owned(spot.name),
        country: Some(spot.country).filter(|country| !country.is_empty()).map(Cow::Borrowed),
        admin1: filled(spot.admin1),
        lat: Some(spot.lat),
        lon: Some(spot.lon),
        reason: Cow::Borrowed(reason),
        accepted: false,
    }
}

fn filled<'t>(text: String) -> Option<Text<'t>> {
    (!text.is_empty()).then_some(Cow::Owned(text))
}

fn spot_of_row(entry: EntryId) -> Spot {
    let view = row(entry);
    let number = |column| decimal(view.get(column)).unwrap_or(f64::NAN);
    let country = if entry.table == Table::Countries as u8 { view.get("iso3") } else { view.get("country") };
    Spot { name: view.term().to_string(), feature: "", country, admin1: String::new(), lat: number("lat"), lon: number("lon"), population: 0 }
}

/// The first-order division that a region of the table is.
fn division_of_row(atlas: Atlas, entry: EntryId) -> Option<Spot> {
    let view = row(entry);
    let region = entry.table == Table::Regions as u8 && view.code() == Code::Region;
    let name = view.term().trim_end_matches(|c: char| c != ' ').trim_end();
    let names = [view.term(), name].into_iter().filter(|name| region && !name.is_empty());
    names.flat_map(|name| atlas.places(name)).find(|spot| spot.feature == "admin1" && spot.country == view.get("country"))
}

fn kilometres(a: &Spot, b: &Spot) -> f64 {
    let (x, y) = ((b.lon - a.lon).to_radians() * cosine(((a.lat + b.lat) / 2.0).to_radians()), (b.lat - a.lat).to_radians());
    6371.0 * (x * x + y * y).sqrt()
}

/// The cosine of an angle between two right angles, by its series; that of the standard library brings tables along.
fn cosine(angle: f64) -> f64 {
    (1..=10).rev().fold(1.0, |sum, term| 1.0 - sum * angle * angle / f64::from((2 * term - 1) * (2 * term)))
}

/// Joins groups that turned out to be one place under two spellings.
fn merge<'c, 't>(groups: Vec<Group<'c, 't>>) -> Vec<Group<'c, 't>> {
    let mut merged: Vec<Group<'c, 't>> = Vec::new();
    for group in groups {
        let twin = merged.iter_mut().find(|other| {
            group.spot.is_some()
                && other.spot == group.spot
                && other.status == group.status
                && (other.feature == group.feature || other.feature.is_none() || group.feature.is_none())
        });
        match twin {
            Some(other) => other.members.extend(group.members),
            None => merged.push(group),
        }
    }
    for group in &mut merged {
        group.members.order_by_key(|(one, _)| one.first);
    }
    merged.order_by_key(|group| group.members.first().map_or(0, |(one, _)| one.first));
    merged
}

fn report<'t>(look: &Look<'_, 't>, groups: Vec<Group<'_, 't>>) -> Vec<Place<'t>> {
    let spans: Vec<Vec<(usize, &'static str)>> =
        groups.iter().map(|group| group.members.iter().map(|(one, _)| (one.first, group.feature.unwrap_or(""))).collect()).collect();
    groups.iter().enumerate().filter_map(|(at, group)| place(look, at, group, &spans)).collect()
}

fn place<'t>(look: &Look<'_, 't>, at: usize, group: &Group<'_, 't>, spans: &[Vec<(usize, &'static str)>]) -> Option<Place<'t>> {
    let (one, parts) = group.members.first()?;
    let border = group.feature == Some("border");
    let written = look.text(parts.name.0, parts.name.1);
    let name = match parts.entry {
        Some(entry) if !border => Cow::Borrowed(row(entry).term()),
        _ if border => Cow::Owned(format!("{written} border")),
        _ => written.clone(),
    };
    let spot = group.spot.as_ref();
    let feature = feature(group, spot);
    let resolved = matches!(group.status, "resolved" | "resolved_variant");
    let country = match parts.entry {
        Some(entry) if entry.table == Table::Countries as u8 => country_code(Some(entry)),
        _ => spot.map(|spot| Cow::Borrowed(spot.country)).or_else(|| group.unknown.first().and_then(|one| one.country.clone())).filter(|code| code.len() == 3),
    };
    let relation = relation(look, at, group, spans);
    let near = relation.as_ref().is_some_and(|relation| matches!(relation.r#type, "near" | "towards" | "distance" | "between"));
    let (acled, ucdp) = if resolved && !border { precision(feature, near) } else { (None, None) };
    let matched = spot.filter(|spot| parts.entry.is_none() && spot.name != *written).map(|spot| Cow::Owned(spot.name.clone()));
    let degrees = |value: f64| Some(value).filter(|value| value.is_finite());
    let mut candidates = group.unknown.clone();
    if group.status == "ambiguous" {
        candidates.extend(group.runners.iter().map(|spot| offer(spot.clone(), "same name")));
    }
    Some(Place {
        id: Id('P', at as u32 + 1),
        name,
        mentions: group.members.iter().map(|(one, _)| slice(look, one)).collect(),
        feature,
        country,
        admin1: spot.and_then(|spot| filled(if feature == "admin1" { spot.name.clone() } else { spot.admin1.clone() })),
        lat: spot.and_then(|spot| degrees(spot.lat)),
        lon: spot.and_then(|spot| degrees(spot.lon)),
        matched_name: matched,
        status: group.status,
        candidates,
        relation,
        event_role: if feature == "country" {
            "country"
        } else if border {
            "reference"
        } else {
            "context"
        },
        acled_geo_precision: acled,
        ucdp_where_prec: ucdp,
        provenance: one.provenance.clone(),
    })
}

fn slice<'t>(look: &Look<'_, 't>, one: &Candidate<'t>) -> Slice<'t> {
    let span = look.span(one.first, one.last);
    Slice { start: span.start, end: span.end, text: look.text(one.first, one.last) }
}

fn feature(group: &Group<'_, '_>, spot: Option<&Spot>) -> &'static str {
    match (group.feature, spot.map(|spot| spot.feature)) {
        (Some("admin2"), _) => "admin2",
        (_, Some("capital" | "populated_place")) => group.feature.filter(|feature| *feature == "camp").unwrap_or("populated_place"),
        (_, Some(feature)) if !feature.is_empty() => feature,
        (Some(feature), _) => feature,
        (None, _) => "populated_place",
    }
}

/// ACLED's and UCDP's precision, by rule.
fn precision(feature: &str, near: bool) -> (Option<u8>, Option<u8>) {
    match feature {
        "country" => (None, Some(6)),
        "admin1" => (Some(3), Some(4)),
        "admin2" => (Some(2), Some(3)),
        "populated_place" | "camp" if near => (Some(2), Some(2)),
        "populated_place" | "camp" => (Some(1), Some(1)),
        _ => (Some(3), Some(5)),
    }
}

fn relation<'t>(look: &Look<'_, 't>, at: usize, group: &Group<'_, 't>, spans: &[Vec<(usize, &'static str)>]) -> Option<PlaceRelation<'t>> {
    let told = group.members.iter().find(|(_, parts)| matches!(parts.relation.kind, "in" | "object" | "near" | "towards" | "distance" | "between"))?;
    let (one, parts) = Some(*told).filter(|(_, parts)| !matches!(parts.relation.kind, "in" | "object"))?;
    let border = group.feature == Some("border");
    let before = |(index, members): (usize, &Vec<(usize, &'static str)>)| {
        let named = members
            .iter()
            .any(|(first, feature)| *first < one.first && look.same_sentence(*first, one.first) && !matches!(*feature, "country" | "border" | "region"));
        (index != at && named).then_some(Id('P', index as u32 + 1))
    };
    let of = if border && parts.relation.kind == "near" { spans.iter().enumerate().filter_map(before).collect() } else { Vec::new() };
    let bearing = parts.relation.bearing.map(|(first, last)| look.text(first, last));
    Some(PlaceRelation { r#type: parts.relation.kind, of, km: parts.relation.km, bearing })
}
