//! The card: who did what to whom, where, when, how, at what toll, who says so, what is contested and withheld.
//!
//! In: the events and lists of the report. Out: [`Summary`]. Every phrase is of the text or of `coding/wording`; nothing
//! is said that the text does not say.

use super::prose::Prose;
use super::wording::{figure, number, phrase, small_number};
use crate::casualty::Claims;
use crate::event::{Story, told_type};
use crate::lexicon::{Table, find_row, row};
use crate::mention::Found;
use crate::recognize::Dates;
use crate::rule::EntryId;
use crate::schema::*;
use crate::syntax::Parsed;
use crate::text::{Order, sum};
use std::borrow::Cow;

/// What the card is made from.
pub(super) struct Card<'a, 't> {
    /// When.
    pub dates: &'a Dates<'t>,
    /// Who and where.
    pub found: &'a Found<'t>,
    /// The text.
    pub parsed: &'a Parsed<'t>,
    /// Figures.
    pub claims: &'a Claims<'t>,
    /// Events and statements.
    pub story: &'a Story<'t>,
}

pub(super) const TARGET_ROLES: [&str; 3] = ["target", "defender", "victim"];
const MOST_NAMES: usize = 3;

impl<'t> Card<'_, 't> {
    /// The card of the main event; without one only the sentence that says so.
    pub(super) fn summary(&self) -> Summary<'t> {
        let background = self.story.events.iter().filter(|event| event.status == "background").map(|event| event.id).collect();
        let mut summary = Summary {
            sentence: Some(Cow::Borrowed(phrase("no-event"))),
            phrases: Vec::new(),
            who: Vec::new(),
            did_what: None,
            to_whom: Vec::new(),
            r#where: Vec::new(),
            when: None,
            how: Vec::new(),
            toll: Vec::new(),
            claimed_by: Vec::new(),
            contested: self.story.contested.iter().map(|item| item.id).collect(),
            undisclosed: self.claims.undisclosed.iter().map(|item| item.id).collect(),
            background,
        };
        if let Some(event) = self.story.events.iter().find(|event| event.status == "main") {
            self.fill(event, &mut summary);
        }
        summary
    }

    fn fill(&self, event: &Event<'t>, summary: &mut Summary<'t>) {
        (summary.who, summary.to_whom) = self.sides(event);
        summary.r#where = event.places.clone();
        summary.when = event.date;
        let kind = self.kind(event);
        summary.how = cell(kind, "how").into_iter().map(Cow::Borrowed).collect();
        summary.did_what = self.did_what(event, kind).map(Cow::Owned);
        summary.toll = event.fatalities.by_side.iter().map(|side| self.toll_line(event, side)).collect();
        let mut known: Vec<Option<Id>> = Vec::new();
        for claim in self.told(event, "claim") {
            if !known.contains(&claim.actor) {
                known.push(claim.actor);
                summary.claimed_by.push(claim.id);
            }
        }
        let lead = self.lead(event, kind);
        summary.sentence = Some(Cow::Owned(lead.text()));
        summary.phrases = lead.0.into_iter().map(|(text, ids)| Phrase { text, spans: self.evidence(&ids), ids }).collect();
    }

    /// Who acted and whom it met; where nobody is said to have struck, the side named first and the other.
    pub(super) fn sides(&self, event: &Event) -> (Vec<Id>, Vec<Id>) {
        let (mut who, mut whom) = (roles(event, &["attacker"]), roles(event, &TARGET_ROLES));
        let side = |id: Id| self.found.entities.get(id.index()).and_then(|entity| entity.side);
        let others = roles(event, &["participant"]);
        let lead = others.first().copied().and_then(side);
        for id in others {
            if lead.is_some() && side(id).is_some() && side(id) != lead { whom.push(id) } else { who.push(id) }
        }
        (who, whom)
    }

    /// The row of `event_types` behind the event: that of the trigger which gave its sub-event type, else of the first.
    fn kind(&self, event: &Event) -> Option<EntryId> {
        let sub = event.acled.first().and_then(|row| row.sub_event_type);
        let of = |entry: &EntryId| find_row(Table::EventTypes, |candidate| candidate.code() == row(*entry).code());
        let kinds: Vec<EntryId> = event.provenance.entries.iter().filter_map(of).collect();
        let kind = kinds.first().copied().or_else(|| find_row(Table::EventTypes, |candidate| Some(candidate.get("sub_event_type")) == sub && sub.is_some()));
        kind.map(|kind| told_type(event, kind))
    }

    fn did_what(&self, event: &Event, kind: Option<EntryId>) -> Option<String> {
        let did = cell(kind, "did")?;
        let people = matches!(did, "killed" | "abducted");
        Some(match self.facilities(event).filter(|_| !people) {
            Some(targets) => format!("{did} {}", targets.text()),
            None => alone(did).to_string(),
        })
    }

    pub(super) fn facilities(&self, event: &Event) -> Option<Prose> {
        let role = if event.status == "main" { "target" } else { "background_target" };
        let mut names: Vec<(String, Id)> = Vec::new();
        let sentence = |byte: u32| self.parsed.sentence_of(self.parsed.tokens.at_byte(byte));
        let told: Vec<usize> = event.trigger.iter().map(|span| sentence(span.start)).collect();
        let mine = |facility: &&Facility| facility.event_role == Some(role) && told.contains(&sentence(facility.start));
        for facility in self.found.facilities.iter().filter(mine) {
            let text = facility.text.to_string();
            let heading = text.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
            if !heading && !names.iter().any(|(known, _)| known.eq_ignore_ascii_case(&text)) {
                names.push((text, facility.id));
            }
        }
        let again = |name: &String, other: &String| name.len() < other.len() && other.ends_with(name.split_once(' ').map_or(name.as_str(), |(_, noun)| noun));
        let all = names.clone();
        names.retain(|(name, _)| !all.iter().any(|(other, _)| again(name, other)));
        let names: Vec<Prose> = names.iter().take(MOST_NAMES).map(|(name, id)| Prose::of(name, &[*id])).collect();
        (!names.is_empty()).then(|| Prose::list(&names, " and "))
    }

    pub(super) fn places(&self, event: &Event) -> Prose {
        let places: Vec<&Place> = event.places.iter().filter_map(|id| self.found.places.get(id.index())).collect();
        let wider = |place: &Place| places.iter().any(|other| other.id != place.id && lies_in(other, place));
        let spoken = |place: &&&Place| Prose::of(&self.spoken_place(place), &[place.id]);
        let told: Vec<&&Place> = places.iter().filter(|place| !wider(place)).collect();
        let (named, rest) = told.split_at(told.len().min(MOST_NAMES));
        let names: Vec<Prose> = named.iter().map(spoken).collect();
        let more = event.place_count.as_ref().and_then(|count| count.low).filter(|low| *low > event.places.len() as u64);
        if names.is_empty() && more.is_none() {
            return Prose::default();
        }
        let near = named.iter().filter(|place| is_near(place)).count();
        let told = Prose::default().say(match near {
            0 => " in ",
            _ if near == named.len() && more.is_none() => " near ",
            _ => " in or near ",
        });
        let Some(n) = more else {
            let told = told.then(&Prose::list(&names, if rest.is_empty() { " and " } else { ", " }));
            let rest: Vec<Id> = rest.iter().map(|place| place.id).collect();
            return if rest.is_empty() { told } else { told.say(" and ").tell("other places", &rest) };
        };
        let told = told.tell("at least ", &[event.id]).tell(small_number(&number(n)), &[event.id]).tell(" places", &[event.id]);
        if names.is_empty() { told } else { told.say(", among them ").then(&Prose::list(&names, " and ")).say(",") }
    }

    /// What the things told of rest on.
    fn evidence(&self, ids: &[Id]) -> Vec<Range> {
        let mut spans: Vec<Range> = ids.iter().filter_map(|id| self.reason(*id)).flat_map(|reason| reason.evidence.iter().copied()).collect();
        spans.order();
        spans.dedup();
        spans
    }

    fn reason(&self, id: Id) -> Option<&Provenance> {
        let at = id.index();
        Some(match id.0 {
            'C' => &self.claims.claims.get(at)?.provenance,
            'D' => &self.dates.list.get(at)?.provenance,
            'E' => &self.found.entities.get(at)?.provenance,
            'F' => &self.found.facilities.get(at)?.provenance,
            'K' => &self.story.contested.get(at)?.provenance,
            'P' => &self.found.places.get(at)?.provenance,
            'S' => &self.story.statements.get(at)?.provenance,
            'U' => &self.claims.undisclosed.get(at)?.provenance,
            _ => &self.story.events.get(at)?.provenance,
        })
    }

    fn toll_line(&self, event: &Event, side: &SideToll) -> TollLine<'t> {
        let undisclosed = self.claims.undisclosed.iter().filter(|item| item.side == side.side && item.event == Some(event.id)).map(|item| item.id).collect();
        TollLine { side: side.side, text: Cow::Owned(self.toll_text(event, side)), claims: side.from.clone(), undisclosed }
    }

    fn toll_text(&self, event: &Event, side: &SideToll) -> String {
        let killed = self.deaths(side);
        let others = self.others(event, side.side);
        let mut parts: Vec<String> = killed.into_iter().chain(others).collect();
        if side.flags.contains(&"undisclosed") {
            parts.push(phrase(if parts.is_empty() { "toll-undisclosed" } else { "toll-rest-undisclosed" }).to_string());
        }
        if parts.is_empty() { phrase("toll-none-mentioned").to_string() } else { parts.join(", ") }
    }

    fn deaths(&self, side: &SideToll) -> Option<String> {
        let from: Vec<&CasualtyClaim> = side.from.iter().filter_map(|id| self.claims.claims.get(id.index())).collect();
        let first = from.first()?;
        let outcome = phrase(&format!("outcome-{}", first.outcome));
        if side.flags.contains(&"conflicting") && from.len() > 1 {
            let figures: Vec<String> = from.iter().map(|claim| format!("{}{}", figure(&claim.figure), self.note(claim))).collect();
            return Some(format!("{} {outcome} ({})", figures.join(" or "), phrase("toll-differ")));
        }
        if first.polarity == "negated" && from.len() == 1 {
            return Some(format!("{} {outcome}", phrase("toll-no-one")));
        }
        if from.len() == 1 && !side.flags.contains(&"derived") {
            return Some(format!("{} {outcome}{}", figure(&first.figure), self.note(first)));
        }
        let open = side.high.is_none() && side.best.is_some();
        let lead = if open { format!("{} ", phrase("qualifier-at-least")) } else { String::new() };
        let best = side.best.map_or_else(|| figure(&first.figure), number);
        if side.flags.contains(&"derived") && first.derived.is_none() {
            return Some(format!("{lead}{best} {} {outcome} ({})", phrase("toll-more"), self.in_all(first)));
        }
        Some(format!("{lead}{best} {outcome}{}", self.note(first)))
    }

    /// "at least 14 in all, according to the ministry; 19 in all, according to doctors": the whole of a rest, and who counts otherwise.
    fn in_all(&self, whole: &CasualtyClaim) -> String {
        let again = |claim: &&CasualtyClaim| claim.relation == Some("same_as") && claim.not_additive_with.contains(&whole.id);
        let told = self.claims.claims.iter().filter(again).find(|claim| claim.attributed_to.is_some());
        let told = told.filter(|_| whole.attributed_to.is_none()).unwrap_or(whole);
        let rival = |claim: &&CasualtyClaim| {
            claim.relation == Some("conflicts_with") && claim.not_additive_with.contains(&whole.id)
                || whole.relation == Some("conflicts_with") && whole.not_additive_with.contains(&claim.id)
        };
        let all = std::iter::once(told).chain(self.claims.claims.iter().filter(rival));
        let texts: Vec<String> = all.map(|claim| format!("{} {}{}", figure(&claim.figure), phrase("toll-in-all"), self.said(claim))).collect();
        texts.join("; ")
    }

    fn said(&self, claim: &CasualtyClaim) -> String {
        claim.attributed_to.and_then(|id| self.spoken_again(id)).map(|by| format!(" according to {}", by.text.text())).unwrap_or_default()
    }

    /// "(army claim, unverified)".
    fn note(&self, claim: &CasualtyClaim) -> String {
        let mut notes: Vec<String> = Vec::new();
        if let Some(by) = claim.attributed_to.and_then(|id| self.spoken_again(id)) {
            let by = by.text.text();
            let name = by.strip_prefix("the ").unwrap_or(&by);
            notes.push(if claim.source_is_party { format!("{name} {}", phrase("toll-claim")) } else { format!("according to {by}") });
        }
        if claim.hedged {
            notes.push(phrase("toll-hedged").to_string());
        }
        if claim.verification == Some("unverified") || claim.outcome == "neutralised" {
            notes.push(phrase("toll-unverified").to_string());
        }
        if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) }
    }

    /// Injured, taken, missing and displaced people of that side.
    fn others(&self, event: &Event, side: &str) -> Vec<String> {
        let outcomes = ["injured", "abducted", "captured", "detained", "missing", "displaced", "surrendered"];
        outcomes.iter().filter_map(|outcome| self.other(event, side, outcome)).collect()
    }

    /// Current figures of one outcome, no repetition and no part.
    pub(super) fn others_of(&self, event: &Event, outcome: &str) -> Vec<&CasualtyClaim<'_>> {
        let fits = |claim: &&CasualtyClaim| {
            let whole = claim.not_additive_with.first().and_then(|id| self.claims.claims.get(id.index()));
            let inside = claim.relation == Some("subset_of") && whole.is_none_or(|whole| whole.event == claim.event);
            let apart = !inside && !matches!(claim.relation, Some("same_as" | "conflicts_with"));
            claim.event == Some(event.id) && claim.outcome == outcome && claim.polarity == "asserted" && claim.status == "current" && apart
        };
        self.claims.claims.iter().filter(fits).collect()
    }

    fn other(&self, event: &Event, side: &str, outcome: &str) -> Option<String> {
        let mut mine = self.others_of(event, outcome);
        mine.retain(|claim| claim.side == side);
        let word = phrase(&format!("outcome-{outcome}"));
        match mine.as_slice() {
            [] => None,
            [one] => Some(format!("{} {word}", figure(&one.figure))),
            several if several.iter().any(|one| one.attributed_to.is_some() && one.attributed_to != mine.first().and_then(|first| first.attributed_to)) => {
                let figures: Vec<String> = several.iter().map(|claim| format!("{}{}", figure(&claim.figure), self.note(claim))).collect();
                Some(format!("{word}: {}", figures.join(", ")))
            }
            several => {
                let sum = sum(several.iter().filter_map(|claim| claim.figure.best));
                (sum > 0).then(|| format!("{} {word} in all", number(sum)))
            }
        }
    }
}

pub(super) fn roles(event: &Event, wanted: &[&str]) -> Vec<Id> {
    event.actors.iter().filter(|actor| wanted.contains(&actor.role)).map(|actor| actor.entity).collect()
}

pub(super) fn cell(kind: Option<EntryId>, name: &str) -> Option<&'static str> {
    kind.map(|entry| row(entry).get(name)).filter(|cell| !cell.is_empty())
}

/// "opened fire", where nobody is told on whom.
fn alone(did: &str) -> &str {
    let (rest, last) = did.rsplit_once(' ').unwrap_or((did, ""));
    if matches!(last, "on" | "at" | "against" | "from" | "with") { rest } else { did }
}

/// "near Ayorou": told by its distance from this place, not as in it.
fn is_near(place: &Place) -> bool {
    place.relation.as_ref().is_some_and(|relation| relation.r#type == "near" && relation.of.is_empty())
}

/// Whether a town or district lies in the province or country `wider`.
fn lies_in(place: &Place, wider: &Place) -> bool {
    match wider.feature {
        "country" => place.feature != "country" && place.country.is_some() && place.country == wider.country,
        "admin1" => place.feature != "admin1" && place.feature != "country" && place.admin1.is_some() && place.admin1 == wider.admin1,
        _ => false,
    }
}
