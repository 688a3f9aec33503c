//! UCDP-GED-shaped rows: one for each event with a death in any estimate.
//!
//! A group of which no deaths are stated has an empty cell, also where the row of the report has 0: nothing said is not
//! none dead. `not_stated` says whether the losses are withheld or not mentioned.

use super::acled::is_day;
use super::gaps::{About, not_stated};
use super::table::Cell;
use super::view::{View, list, number, text};
use serde_json::Value;

/// UCDP's columns, then Sitrep's.
pub(super) const COLUMNS: &[&str] = &[
    "id",
    "year",
    "type_of_violence",
    "dyad_name",
    "side_a",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "country",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    // Sitrep's
    "event",
    "event_status",
    "deaths_by_side",
    "not_stated",
];

const GAPS: [(&str, About); 21] = [
    ("type_of_violence", About::Actor),
    ("dyad_name", About::Actor),
    ("side_a", About::Actor),
    ("side_b", About::Actor),
    ("source_office", About::Source),
    ("source_date", About::Source),
    ("source_headline", About::Source),
    ("where_prec", About::Place),
    ("where_coordinates", About::Place),
    ("adm_1", About::Place),
    ("latitude", About::Place),
    ("longitude", About::Place),
    ("country", About::Place),
    ("date_prec", About::Date),
    ("date_start", About::Date),
    ("date_end", About::Date),
    ("deaths_a", About::Deaths(&["state", "external"])),
    ("deaths_b", About::Deaths(&["nonstate"])),
    ("deaths_civilians", About::Deaths(&["civilian"])),
    ("best", About::Deaths(&[])),
    ("high", About::Deaths(&[])),
];

struct Row<'a, 'r> {
    view: &'a View<'r>,
    event: &'a Value,
    row: &'a Value,
    place: Option<&'r Value>,
}

impl<'a, 'r> Row<'a, 'r> {
    fn of(view: &'a View<'r>, event: &'a Value) -> Option<Self> {
        let row = event.get("ucdp").filter(|row| row.is_object())?;
        let place = view.place_named(event, row, "where_coordinates");
        Some(Self { view, event, row, place })
    }
}

/// The rows of a report.
pub(super) fn rows(view: &View) -> Vec<Vec<Cell>> {
    let rows = list(view.report, "events").iter().filter_map(|event| Row::of(view, event));
    rows.map(|row| COLUMNS.iter().map(|column| row.cell(column)).collect()).collect()
}

/// What the row of an event is missing, or why it has none; for the brief.
pub(super) fn gaps(view: &View, event: &Value) -> Vec<String> {
    match Row::of(view, event) {
        Some(row) => row.not_stated(),
        None => vec![why_none(text(event, "no_ucdp_row")).to_string()],
    }
}

fn why_none(code: Option<&str>) -> &'static str {
    match code {
        Some("did_not_happen") => "no row: it did not happen",
        Some("deaths_without_number") => "no row: deaths are stated without a number that this profile counts",
        _ => "no row: no death is stated, and a row needs one in some estimate",
    }
}

impl Row<'_, '_> {
    fn cell(&self, column: &str) -> Cell {
        let document = self.view.document();
        match column {
            "year" => Cell::maybe(text(self.row, "date_start").filter(|day| !day.starts_with('-')).and_then(|day| day.get(..4))),
            "date_start" | "date_end" => Cell::maybe(text(self.row, column).filter(|day| is_day(day))),
            "source_article" => Cell::joined(["publisher", "published", "title"].iter().filter_map(|key| text(document, key))),
            "source_office" => Cell::of(document.get("publisher")),
            "source_date" => Cell::of(document.get("published")),
            "source_headline" => Cell::of(document.get("title")),
            "source_original" => Cell::joined(self.sources()),
            "number_of_sources" => Cell::Number("1".to_string()),
            "adm_1" => Cell::maybe(self.place.and_then(|place| text(place, "admin1"))),
            "where_description" => Cell::joined(self.view.all(self.event, "places").filter_map(|place| text(place, "name"))),
            "deaths_a" | "deaths_b" | "deaths_civilians" | "deaths_unknown" if !self.counted(column) => Cell::Empty,
            "event" => Cell::of(self.event.get("id")),
            "event_status" => Cell::of(self.event.get("status")),
            "deaths_by_side" => Cell::joined(super::acled::by_side(self.event)),
            "not_stated" => Cell::joined(self.not_stated()),
            column => Cell::of(self.row.get(column)),
        }
    }

    /// Whether some figure speaks of the group, or an analyst's number says so.
    fn counted(&self, column: &str) -> bool {
        let two_sided = number(self.row, "type_of_violence") == Some(1);
        let sides: &[&str] = match column {
            "deaths_a" if two_sided => &["state", "external"],
            "deaths_b" if two_sided => &["nonstate"],
            "deaths_civilians" => &["civilian"],
            "deaths_unknown" if two_sided => &["unknown"],
            "deaths_unknown" => &["unknown", "state", "nonstate", "external"],
            _ => &[],
        };
        let by_side = self.event.get("fatalities").map_or(&[][..], |toll| list(toll, "by_side"));
        let told = by_side.iter().any(|toll| text(toll, "side").is_some_and(|side| sides.contains(&side)) && !list(toll, "from").is_empty());
        told || number(self.row, column).is_some_and(|deaths| deaths > 0)
    }

    /// Who the figures of the event come from.
    fn sources(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.view.all(self.event, "casualties").filter_map(|claim| text(self.view.at(claim, "attributed_to")?, "name")) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn not_stated(&self) -> Vec<String> {
        let two_sided = number(self.row, "type_of_violence") == Some(1);
        let about = |(column, about)| if !two_sided && matches!(column, "deaths_a" | "deaths_b") { (column, About::Sides) } else { (column, about) };
        not_stated(self.view, self.event, self.place, &GAPS.map(about), |column| self.cell(column))
    }
}
