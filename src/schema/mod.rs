//! The report, `sitrep.report/1`: the only JSON shape there is. Field by field as in the published schema.
//!
//! The stages fill these objects with offsets in bytes; the report stage converts all of them, once, to the unit the
//! caller asked for.

#[cfg(test)]
mod tests;

use crate::rule::{EntryId, Rule};
use crate::text::Span;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// Text of the article where it can be borrowed, owned text where it was put together.
pub type Text<'t> = Cow<'t, str>;

/// The number 1 in `sitrep.report/1` is raised when this shape changes.
pub const SCHEMA: &str = "sitrep.report/1";

/// What goes with every coded row: in `engine.notice`, and from there in every export.
pub const NOTICE: &str = "The analyst's coding of one text with Sitrep; shaped like, but not data of, ACLED, UCDP, GTD or PLOVER.";

/// An id such as `C1`: a letter for the kind and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub char, pub u32);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

impl<'t> Entity<'t> {
    /// An entity of which nothing but its name is known, named by a description.
    pub fn described(id: Id, r#type: &'static str, name: Text<'t>, provenance: Provenance) -> Self {
        Self {
            id,
            r#type,
            name,
            aliases: Vec::new(),
            acronym: None,
            subtype: None,
            country: None,
            rank: None,
            rank_norm: None,
            role: None,
            affiliations: Vec::new(),
            actor_class: None,
            acled_inter: None,
            acled_name: None,
            side: None,
            generic: true,
            event_role: None,
            mentions: Vec::new(),
            provenance,
        }
    }
}

impl Id {
    /// Index into the list the id belongs to.
    pub fn index(self) -> usize {
        (self.1 as usize).wrapping_sub(1)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A range of the text, half-open.
pub type Range = Span;

/// Why a thing is in the report: the rule that made it, what the rule read, the data rows it used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Provenance {
    #[serde(serialize_with = "rule_name")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub rule: Rule,
    pub rule_version: u32,
    #[serde(serialize_with = "entry_keys")]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub entries: Vec<EntryId>,
    pub evidence: Vec<Range>,
}

fn rule_name<S: Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.name)
}

fn entry_keys<S: Serializer>(entries: &[EntryId], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(entries.iter().map(|entry| crate::lexicon::row(*entry).key()))
}

impl Provenance {
    /// A reason with one evidence span and no data row.
    pub fn new(rule: Rule, evidence: Span) -> Self {
        Self { rule, rule_version: 1, entries: Vec::new(), evidence: vec![evidence] }
    }

    /// The same reason, with the data row it rests on.
    pub fn with_entry(mut self, entry: EntryId) -> Self {
        if !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
        self
    }

    /// The same reason, with one more evidence span.
    pub fn with_evidence(mut self, span: Span) -> Self {
        if !self.evidence.contains(&span) {
            self.evidence.push(span);
        }
        self
    }
}

/// The whole report.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Report<'t> {
    pub schema: &'static str,
    pub engine: Engine,
    pub document: Document<'t>,
    pub mentions: Vec<Mention<'t>>,
    pub entities: Vec<Entity<'t>>,
    pub facilities: Vec<Facility<'t>>,
    pub weapons: Vec<Weapon<'t>>,
    pub places: Vec<Place<'t>>,
    pub dates: Vec<Date<'t>>,
    pub casualty_claims: Vec<CasualtyClaim<'t>>,
    pub statements: Vec<Statement<'t>>,
    pub events: Vec<Event<'t>>,
    pub contested: Vec<Contested<'t>>,
    pub undisclosed: Vec<Undisclosed>,
    pub not_casualties: Vec<NotCasualty<'t>>,
    pub summary: Summary<'t>,
    pub warnings: Vec<Warning<'t>>,
    pub overrides: Vec<Override>,
}

/// The program that made the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Engine {
    pub name: &'static str,
    pub version: &'static str,
    pub profile: String,
    pub profile_values: Vec<ProfileValue>,
    pub lexicon: &'static str,
    pub gazetteer: &'static str,
    pub notice: &'static str,
}

/// A value of the coding profile that the user set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct ProfileValue {
    pub setting: &'static str,
    pub value: String,
}

/// The document as given. `start` is where it begins in an input of several articles; all other offsets count from there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Document<'t> {
    pub id: String,
    pub title: Option<Text<'t>>,
    pub publisher: Option<Text<'t>>,
    pub url: Option<Text<'t>>,
    pub author: Option<Text<'t>>,
    pub published: Option<Text<'t>>,
    pub published_source: Option<&'static str>,
    pub language: Option<&'static str>,
    pub start: u32,
    pub char_count: u32,
    pub offset_unit: &'static str,
    pub sections: Vec<SectionView>,
}

/// One section of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct SectionView {
    pub kind: &'static str,
    pub start: u32,
    pub end: u32,
}

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Mention<'t> {
    pub id: Id,
    pub entity: Id,
    pub start: u32,
    pub end: u32,
    pub text: Text<'t>,
    pub kind: &'static str,
    pub provenance: Provenance,
}

/// Who: a person, an armed actor, an organisation, a source, a group of people.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Entity<'t> {
    pub id: Id,
    pub r#type: &'static str,
    pub name: Text<'t>,
    pub aliases: Vec<Text<'t>>,
    pub acronym: Option<Text<'t>>,
    pub subtype: Option<Text<'t>>,
    pub country: Option<Text<'t>>,
    pub rank: Option<Text<'t>>,
    pub rank_norm: Option<Text<'t>>,
    pub role: Option<Text<'t>>,
    pub affiliations: Vec<Affiliation>,
    pub actor_class: Option<&'static str>,
    pub acled_inter: Option<u8>,
    pub acled_name: Option<Text<'t>>,
    pub side: Option<&'static str>,
    pub generic: bool,
    pub event_role: Option<&'static str>,
    pub mentions: Vec<Id>,
    pub provenance: Provenance,
}

/// A tie between two entities, as the text states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Affiliation {
    pub to: Id,
    pub relation: &'static str,
    pub evidence: Vec<Range>,
}

/// A building or installation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Facility<'t> {
    pub id: Id,
    pub start: u32,
    pub end: u32,
    pub text: Text<'t>,
    pub facility_type: &'static str,
    pub event_role: Option<&'static str>,
    pub provenance: Provenance,
}

/// A weapon, vehicle of war or other materiel.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Weapon<'t> {
    pub id: Id,
    pub start: u32,
    pub end: u32,
    pub text: Text<'t>,
    pub weapon_class: &'static str,
    pub r#use: Option<&'static str>,
    pub by: Option<Id>,
    pub provenance: Provenance,
}

/// A range of the text with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Slice<'t> {
    pub start: u32,
    pub end: u32,
    pub text: Text<'t>,
}

/// A place, resolved or not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Place<'t> {
    pub id: Id,
    pub name: Text<'t>,
    pub mentions: Vec<Slice<'t>>,
    pub feature: &'static str,
    pub country: Option<Text<'t>>,
    pub admin1: Option<Text<'t>>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub matched_name: Option<Text<'t>>,
    pub status: &'static str,
    pub candidates: Vec<PlaceCandidate<'t>>,
    pub relation: Option<PlaceRelation<'t>>,
    pub event_role: &'static str,
    pub acled_geo_precision: Option<u8>,
    pub ucdp_where_prec: Option<u8>,
    pub provenance: Provenance,
}

/// A place the text may have meant; offered, never applied.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct PlaceCandidate<'t> {
    pub name: Text<'t>,
    pub country: Option<Text<'t>>,
    pub admin1: Option<Text<'t>>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub reason: Text<'t>,
    pub accepted: bool,
}

/// How a place lies to others: near, between, towards, in, or at a distance.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct PlaceRelation<'t> {
    pub r#type: &'static str,
    pub of: Vec<Id>,
    pub km: Option<f64>,
    pub bearing: Option<Text<'t>>,
}

/// A date, a window or a duration.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Date<'t> {
    pub id: Id,
    pub start: u32,
    pub end: u32,
    pub text: Text<'t>,
    pub kind: &'static str,
    pub value: DateValue,
    pub weekday: Option<&'static str>,
    pub time_of_day: Option<&'static str>,
    pub granularity: &'static str,
    pub anchor: Option<&'static str>,
    pub needs: Option<&'static str>,
    pub acled_time_precision: Option<u8>,
    pub ucdp_date_prec: Option<u8>,
    pub event: Option<Id>,
    pub provenance: Provenance,
}

/// Calendar bounds, or a length of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum DateValue {
    Bounds { start: Option<String>, end: Option<String> },
    Length { iso8601: String, qualifier: Option<&'static str> },
}

/// One casualty figure: what was written, of whom, by whose word.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct CasualtyClaim<'t> {
    pub id: Id,
    pub event: Option<Id>,
    pub outcome: &'static str,
    pub term: Option<Text<'t>>,
    pub scare_quoted: bool,
    pub figure: Figure<'t>,
    pub coded: Coded,
    pub victim: Option<Victim<'t>>,
    pub side: &'static str,
    pub attributed_to: Option<Id>,
    pub attribution_chain: Vec<Id>,
    pub source_is_party: bool,
    pub polarity: &'static str,
    pub denied_by: Option<Id>,
    pub status: &'static str,
    pub hedged: bool,
    pub verification: Option<&'static str>,
    pub since: Option<Text<'t>>,
    pub not_additive_with: Vec<Id>,
    pub relation: Option<&'static str>,
    pub basis: Option<&'static str>,
    pub severity: Option<&'static str>,
    pub harm: Option<&'static str>,
    pub cause: Option<&'static str>,
    pub perpetrator: bool,
    pub derived: Option<Derived>,
    pub unit: Option<&'static str>,
    pub evidence: Vec<Range>,
    pub provenance: Provenance,
    pub confidence: f64,
}

/// The figure as written (`low`, `high`, `best` are what the text asserts; null where it does not say).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Figure<'t> {
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub best: Option<u64>,
    pub qualifier: &'static str,
    pub text: Text<'t>,
    pub start: u32,
    pub end: u32,
}

/// The figure as the coding profile counts it, beside what was written, and the rows of the profile that made it so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Coded {
    pub low: Option<u64>,
    pub best: Option<u64>,
    pub high: Option<u64>,
    #[serde(serialize_with = "entry_keys")]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub entries: Vec<EntryId>,
}

/// The victims in the words of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Victim<'t> {
    pub text: Text<'t>,
    pub entity: Option<Id>,
    pub start: u32,
    pub end: u32,
}

/// How a computed figure was computed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Derived {
    pub fraction: Option<f64>,
    pub of: u64,
    pub minus: Option<u64>,
}

/// A statement that is no casualty figure: responsibility, outcome, control, materiel, and so on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Statement<'t> {
    pub id: Id,
    pub kind: &'static str,
    pub r#type: Option<&'static str>,
    pub value: Option<Text<'t>>,
    pub actor: Option<Id>,
    pub source: Option<Id>,
    pub event: Option<Id>,
    pub channel: Option<&'static str>,
    pub object: Option<Text<'t>>,
    pub count: Option<u64>,
    pub evidence: Vec<Range>,
    pub provenance: Provenance,
}

/// An event: trigger, actors, places, date, figures and coded rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Event<'t> {
    pub id: Id,
    pub status: &'static str,
    pub label: Text<'t>,
    pub trigger: Vec<Range>,
    pub actors: Vec<Participant>,
    pub places: Vec<Id>,
    pub place_count: Option<PlaceCount>,
    pub date: Option<Id>,
    pub casualties: Vec<Id>,
    pub statements: Vec<Id>,
    pub fatalities: Fatalities,
    pub acled: Vec<AcledRow<'t>>,
    pub ucdp: Option<UcdpRow<'t>>,
    pub no_ucdp_row: Option<&'static str>,
    pub plover: Option<Plover>,
    pub gtd: Option<Gtd>,
    pub provenance: Provenance,
}

/// An entity in its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Participant {
    pub entity: Id,
    pub role: &'static str,
}

/// "At least seven locations, three named".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct PlaceCount {
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub qualifier: &'static str,
    pub named: u64,
    pub evidence: Vec<Range>,
}

/// Deaths of one event, by side and in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Fatalities {
    pub by_side: Vec<SideToll>,
    pub total: Toll,
}

/// Low, best and high; null is unbounded or not stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Toll {
    pub low: Option<u64>,
    pub best: Option<u64>,
    pub high: Option<u64>,
}

/// Deaths of one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct SideToll {
    pub side: &'static str,
    pub low: Option<u64>,
    pub best: Option<u64>,
    pub high: Option<u64>,
    pub from: Vec<Id>,
    pub flags: Vec<&'static str>,
}

/// A row shaped like ACLED's; the analyst's coding, not data of ACLED.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct AcledRow<'t> {
    pub event_date: Option<String>,
    pub time_precision: Option<u8>,
    pub disorder_type: Option<&'static str>,
    pub event_type: Option<&'static str>,
    pub sub_event_type: Option<&'static str>,
    pub sub_event_type_alternatives: Vec<Alternative>,
    pub actor1: Option<Text<'t>>,
    pub assoc_actor_1: Text<'t>,
    pub inter1: Option<u8>,
    pub actor2: Option<Text<'t>>,
    pub assoc_actor_2: Text<'t>,
    pub inter2: Option<u8>,
    pub interaction: Option<u8>,
    pub civilian_targeting: &'static str,
    pub country: Option<Text<'t>>,
    pub location: Option<Text<'t>>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub geo_precision: Option<u8>,
    pub source_scale: Option<Text<'t>>,
    pub fatalities: Option<u64>,
    pub notes: Text<'t>,
}

/// A runner-up for the sub-event type, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Alternative {
    pub sub_event_type: &'static str,
    pub reason: &'static str,
}

/// A row shaped like UCDP GED's.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct UcdpRow<'t> {
    pub type_of_violence: Option<u8>,
    pub side_a: Option<Text<'t>>,
    pub side_b: Option<Text<'t>>,
    pub dyad_name: Option<Text<'t>>,
    pub date_start: Option<String>,
    pub date_end: Option<String>,
    pub date_prec: Option<u8>,
    pub where_prec: Option<u8>,
    pub where_coordinates: Option<Text<'t>>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub country: Option<Text<'t>>,
    pub event_clarity: Option<u8>,
    pub deaths_a: Option<u64>,
    pub deaths_b: Option<u64>,
    pub deaths_civilians: Option<u64>,
    pub deaths_unknown: Option<u64>,
    pub low: Option<u64>,
    pub best: Option<u64>,
    pub high: Option<u64>,
}

/// PLOVER event type and mode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Plover {
    pub event_type: Option<&'static str>,
    pub mode: Option<&'static str>,
}

/// GTD-style columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Gtd {
    pub attacktype1: Option<u8>,
    pub targtype1: Option<u8>,
    pub weaptype1: Option<u8>,
    pub claimed: Option<u8>,
    pub claimmode: Option<u8>,
    pub nkill: Option<u64>,
    pub nkillter: Option<u64>,
    pub nwound: Option<u64>,
    pub multiple: Option<u8>,
}

/// Two or more positions on one question.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Contested<'t> {
    pub id: Id,
    pub topic: &'static str,
    pub event: Option<Id>,
    pub positions: Vec<Position>,
    pub note: Text<'t>,
    pub provenance: Provenance,
}

/// Who holds a position, and the statement or figure that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Position {
    pub by: Option<Id>,
    pub statement: Option<Id>,
    pub claim: Option<Id>,
}

/// Losses somebody withholds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Undisclosed {
    pub id: Id,
    pub event: Option<Id>,
    pub outcome: &'static str,
    pub side: &'static str,
    pub by: Option<Id>,
    pub evidence: Vec<Range>,
    pub provenance: Provenance,
}

/// A number that was considered and is no casualty figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct NotCasualty<'t> {
    pub start: u32,
    pub end: u32,
    pub text: Text<'t>,
    pub reason: &'static str,
    pub provenance: Provenance,
}

/// The card.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Summary<'t> {
    pub sentence: Option<Text<'t>>,
    pub phrases: Vec<Phrase>,
    pub who: Vec<Id>,
    pub did_what: Option<Text<'t>>,
    pub to_whom: Vec<Id>,
    pub r#where: Vec<Id>,
    pub when: Option<Id>,
    pub how: Vec<Text<'t>>,
    pub toll: Vec<TollLine<'t>>,
    pub claimed_by: Vec<Id>,
    pub contested: Vec<Id>,
    pub undisclosed: Vec<Id>,
    pub background: Vec<Id>,
}

/// A phrase of the card's sentence, the things of the report it tells, and what they rest on; together they are the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Phrase {
    pub text: String,
    pub ids: Vec<Id>,
    pub spans: Vec<Range>,
}

/// One line of the toll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct TollLine<'t> {
    pub side: &'static str,
    pub text: Text<'t>,
    pub claims: Vec<Id>,
    pub undisclosed: Vec<Id>,
}

/// Something the reader must know before using the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Warning<'t> {
    pub code: &'static str,
    pub refs: Vec<Id>,
    pub detail: Option<Text<'t>>,
}

/// An analyst's correction, kept beside the reading. The reading makes none: `crate::overrides` puts them in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Override {
    pub id: String,
    pub path: String,
    pub op: &'static str,
    #[cfg_attr(test, schemars(with = "tests::Anything"))]
    pub old: Option<String>,
    #[cfg_attr(test, schemars(with = "tests::Anything"))]
    pub new: Option<String>,
    pub by: Option<String>,
    pub at: Option<String>,
    pub reason: Option<String>,
    pub anchor: Option<String>,
    pub document: Option<String>,
    pub status: &'static str,
    pub why: Option<String>,
}
