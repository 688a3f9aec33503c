//! GTD-style rows: one for each event of the news that has an attack type. A vague count stays blank.

use super::gaps::{About, not_stated};
use super::labels::label;
use super::table::Cell;
use super::view::{View, list, number, text};
use crate::text::sum_of_all;
use serde_json::Value;

/// GTD's columns, then Sitrep's.
pub(super) const COLUMNS: &[&str] = &[
    "eventid",
    "iyear",
    "imonth",
    "iday",
    "approxdate",
    "country_txt",
    "provstate",
    "city",
    "latitude",
    "longitude",
    "vicinity",
    "summary",
    "multiple",
    "suicide",
    "attacktype1",
    "attacktype1_txt",
    "targtype1",
    "targtype1_txt",
    "target1",
    "gname",
    "claimed",
    "claimmode",
    "claimmode_txt",
    "compclaim",
    "weaptype1",
    "weaptype1_txt",
    "nkill",
    "nkillter",
    "nwound",
    "nwoundte",
    "scite1",
    // Sitrep's
    "event",
    "event_status",
    "not_stated",
];

const GAPS: [(&str, About); 19] = [
    ("iyear", About::Date),
    ("imonth", About::Date),
    ("iday", About::Date),
    ("country_txt", About::Place),
    ("provstate", About::Place),
    ("city", About::Place),
    ("latitude", About::Place),
    ("longitude", About::Place),
    ("attacktype1", About::Type),
    ("targtype1", About::Type),
    ("target1", About::Actor),
    ("gname", About::Actor),
    ("claimed", About::Claim),
    ("claimmode", About::Claim),
    ("weaptype1", About::Type),
    ("nkill", About::Deaths(&[])),
    ("nkillter", About::Deaths(&["nonstate"])),
    ("nwound", About::Wounded),
    ("nwoundte", About::Wounded),
];

struct Row<'a, 'r> {
    view: &'a View<'r>,
    event: &'a Value,
    row: &'a Value,
    /// The first coded row of ACLED's shape, which knows day and place.
    coded: &'a Value,
    place: Option<&'r Value>,
}

impl<'a, 'r> Row<'a, 'r> {
    fn of(view: &'a View<'r>, event: &'a Value) -> Option<Self> {
        let row = event.get("gtd").filter(|row| row.is_object())?;
        let coded = list(event, "acled").first().unwrap_or(&Value::Null);
        let place = view.place_named(event, coded, "location");
        Some(Self { view, event, row, coded, place })
    }
}

/// The rows of a report.
pub(super) fn rows(view: &View) -> Vec<Vec<Cell>> {
    let rows = list(view.report, "events").iter().filter_map(|event| Row::of(view, event));
    rows.map(|row| COLUMNS.iter().map(|column| row.cell(column)).collect()).collect()
}

/// What the row of an event is missing; for the brief.
pub(super) fn gaps(view: &View, event: &Value) -> Vec<String> {
    Row::of(view, event).map_or_else(Vec::new, |row| row.not_stated())
}

impl Row<'_, '_> {
    fn cell(&self, column: &str) -> Cell {
        match column {
            "iyear" => self.date_part(0, 4),
            "imonth" => self.date_part(5, 7),
            "iday" => self.date_part(8, 10),
            "approxdate" => Cell::maybe(self.given_day().filter(|day| !super::acled::is_day(day))),
            "country_txt" => Cell::of(self.coded.get("country")),
            "provstate" => Cell::maybe(self.place.and_then(|place| text(place, "admin1"))),
            "city" => Cell::of(self.coded.get("location")),
            "latitude" | "longitude" => Cell::of(self.coded.get(column)),
            "vicinity" => Cell::number(self.vicinity()),
            "summary" => Cell::of(self.event.get("label")),
            "suicide" if text(self.coded, "sub_event_type") == Some("Suicide bomb") => Cell::number(Some(1)),
            "attacktype1_txt" | "targtype1_txt" | "claimmode_txt" | "weaptype1_txt" => Cell::maybe(self.label(column)),
            "target1" => Cell::joined(self.names(&["target", "defender", "victim"])),
            "gname" => Cell::joined(self.names(&["attacker"])),
            "compclaim" if self.claimants() > 1 => Cell::number(Some(1)),
            "nwoundte" if number(self.row, "nkillter").is_some() || !self.names(&["attacker"]).is_empty() => Cell::number(self.wounded_attackers()),
            "scite1" => Cell::joined(["publisher", "published", "title", "url"].iter().filter_map(|key| text(self.view.document(), key))),
            "event" => Cell::of(self.event.get("id")),
            "event_status" => Cell::of(self.event.get("status")),
            "not_stated" => Cell::joined(self.not_stated()),
            column => Cell::of(self.row.get(column)),
        }
    }

    fn given_day(&self) -> Option<&str> {
        text(self.coded, "event_date")
    }

    /// Year, month or day as far as they are known: "2024-01" has no day.
    fn date_part(&self, from: usize, to: usize) -> Cell {
        let part = self.given_day().filter(|day| !day.starts_with('-')).and_then(|day| day.get(from..to));
        Cell::number(part.and_then(|part| part.parse().ok()))
    }

    /// 1 near a place, 0 in it.
    fn vicinity(&self) -> Option<u64> {
        let relation = self.place?.get("relation").and_then(|relation| text(relation, "type"));
        match relation {
            None | Some("in") => Some(0),
            Some("near" | "distance") => Some(1),
            _ => None,
        }
    }

    fn label(&self, column: &str) -> Option<&'static str> {
        let code = column.trim_end_matches("_txt");
        label(["gtd_", code.trim_end_matches('1')].concat().as_str(), number(self.row, code)?)
    }

    /// Those who have a name of their own.
    fn names(&self, roles: &[&str]) -> Vec<&str> {
        let named = self.view.actors(self.event, roles).filter(|entity| entity.get("generic") != Some(&Value::Bool(true)));
        named.filter_map(|entity| text(entity, "name")).collect()
    }

    /// How many different parties claim it.
    fn claimants(&self) -> usize {
        let claims = self.view.all(self.event, "statements").filter(|said| text(said, "kind") == Some("responsibility") && text(said, "type") == Some("claim"));
        let mut actors: Vec<&str> = claims.filter_map(|said| text(said, "actor")).collect();
        actors.sort_unstable();
        actors.dedup();
        actors.len()
    }

    fn wounded_attackers(&self) -> Option<u64> {
        let figures = self.view.figures(self.event, "injured").filter(|claim| text(claim, "side") == Some("nonstate"));
        let best: Vec<Option<u64>> = figures.map(|claim| number(claim.get("coded")?, "best")).collect();
        if best.is_empty() { None } else { sum_of_all(best) }
    }

    fn not_stated(&self) -> Vec<String> {
        not_stated(self.view, self.event, self.place, &GAPS, |column| self.cell(column))
    }
}
