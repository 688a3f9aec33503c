//! ACLED-shaped rows: one for each event and place, the toll on the first row unless it is split on request.
//!
//! The columns are those of ACLED's own tables, in their order; what only ACLED can give stays empty for the analyst.
//! Behind them stand columns of Sitrep: bounds, flags, the runner-up, what was not stated.

use super::Settings;
use super::gaps::{About, not_stated};
use super::labels::label;
use super::table::Cell;
use super::view::{View, list, number, strings, text};
use serde_json::Value;

/// The most rows a toll is split over; a text may claim any number of places.
const MOST_ROWS: u64 = 100;

/// ACLED's columns, then Sitrep's.
pub(super) const COLUMNS: &[&str] = &[
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
    // Sitrep's
    "event",
    "event_status",
    "inter1_label",
    "inter2_label",
    "interaction_label",
    "runner_up",
    "fatalities_low",
    "fatalities_high",
    "deaths_by_side",
    "toll_spans_locations",
    "fatalities_split",
    "not_stated",
];

const GAPS: [(&str, About); 17] = [
    ("event_date", About::Date),
    ("time_precision", About::Date),
    ("event_type", About::Type),
    ("sub_event_type", About::Type),
    ("actor1", About::Actor),
    ("inter1", About::Actor),
    ("actor2", About::Actor),
    ("inter2", About::Actor),
    ("interaction", About::Actor),
    ("country", About::Place),
    ("admin1", About::Place),
    ("location", About::Place),
    ("latitude", About::Place),
    ("longitude", About::Place),
    ("geo_precision", About::Place),
    ("source", About::Source),
    ("fatalities", About::Deaths(&[])),
];

/// One row of the table.
struct Row<'a, 'r> {
    view: &'a View<'r>,
    event: &'a Value,
    /// The coded row of the report.
    row: &'a Value,
    place: Option<&'a Value>,
    /// Which row of the event.
    rank: u64,
    split: &'a Split,
}

/// The rows of all events of a report.
pub(super) fn rows(view: &View, settings: &Settings) -> Vec<Vec<Cell>> {
    list(view.report, "events").iter().flat_map(|event| event_rows(view, event, settings)).collect()
}

fn event_rows(view: &View, event: &Value, settings: &Settings) -> Vec<Vec<Cell>> {
    let coded = list(event, "acled");
    let split = Split::of(view, event, settings);
    let named = coded.iter().map(|row| (row, view.place_named(event, row, "location")));
    let unnamed = coded.first().map(|row| (row, None)).into_iter().cycle().take(split.rows.saturating_sub(coded.len() as u64) as usize);
    named
        .chain(unnamed)
        .enumerate()
        .map(|(rank, (row, place))| {
            let row = Row { view, event, row, place, rank: rank as u64, split: &split };
            COLUMNS.iter().map(|column| row.cell(column)).collect()
        })
        .collect()
}

/// What the cells of one row are missing; for the brief.
pub(super) fn gaps(view: &View, event: &Value) -> Vec<String> {
    let Some(coded) = list(event, "acled").first() else { return Vec::new() };
    let split = Split::of(view, event, &Settings::default());
    Row { view, event, row: coded, place: view.place_named(event, coded, "location"), rank: 0, split: &split }.not_stated()
}

impl Row<'_, '_> {
    fn cell(&self, column: &str) -> Cell {
        match column {
            "event_date" => Cell::maybe(self.day()),
            "year" => Cell::maybe(self.given_day().and_then(|day| day.get(..4)).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))),
            "location" | "latitude" | "longitude" | "geo_precision" | "notes" if self.unnamed() => match column {
                "notes" => Cell::text("Share of one toll; place not named in the article."),
                _ => Cell::Empty,
            },
            "notes" if self.split.shares > 0 && text(self.row, "notes").is_none_or(speaks_of_toll) => {
                Cell::text("Share of one toll, split evenly over its places.")
            }
            "admin1" => Cell::maybe(self.place.and_then(|place| text(place, "admin1"))),
            "source" => Cell::maybe(text(self.view.document(), "publisher")),
            "fatalities" => Cell::number(self.split.share(self.rank, number(self.row, "fatalities"))),
            "event" => Cell::of(self.event.get("id")),
            "event_status" => Cell::of(self.event.get("status")),
            "inter1_label" => Cell::maybe(self.inter("inter1")),
            "inter2_label" => Cell::maybe(self.inter("inter2")),
            "interaction_label" => Cell::maybe(self.interaction().as_deref()),
            "runner_up" => Cell::joined(list(self.row, "sub_event_type_alternatives").iter().filter_map(runner_up)),
            "fatalities_low" => Cell::number(self.whole("low")),
            "fatalities_high" => Cell::number(self.whole("high")),
            "deaths_by_side" if self.rank == 0 => Cell::joined(by_side(self.event)),
            "deaths_by_side" | "event_id_cnty" | "iso" | "region" | "admin2" | "admin3" | "tags" | "timestamp" => Cell::Empty,
            "toll_spans_locations" => Cell::number(Some(u64::from(self.split.spans))),
            "fatalities_split" => Cell::text(&self.split.said),
            "not_stated" => Cell::joined(self.not_stated()),
            column => Cell::of(self.row.get(column)),
        }
    }

    /// A row that stands for a place the article counts but does not name.
    fn unnamed(&self) -> bool {
        self.rank >= list(self.event, "acled").len() as u64
    }

    fn given_day(&self) -> Option<&str> {
        text(self.row, "event_date")
    }

    /// The day, where it is one; ACLED has no dates without a year or a day.
    fn day(&self) -> Option<&str> {
        self.given_day().filter(|day| is_day(day))
    }

    fn inter(&self, key: &str) -> Option<&'static str> {
        label("inter", number(self.row, key)?)
    }

    /// "State forces-Rebel group"; one party alone is "State forces only".
    fn interaction(&self) -> Option<String> {
        let code = number(self.row, "interaction")?;
        let (one, two) = (label("inter", code / 10)?, label("inter", code % 10));
        Some(two.map_or_else(|| format!("{one} only"), |two| format!("{one}-{two}")))
    }

    /// A bound of the toll, on the row that holds the whole toll.
    fn whole(&self, key: &str) -> Option<u64> {
        let whole = self.rank == 0 && self.split.shares == 0;
        self.event.get("fatalities").and_then(|toll| number(toll.get("total")?, key)).filter(|_| whole)
    }

    fn not_stated(&self) -> Vec<String> {
        let toll_elsewhere = self.rank > 0;
        let columns: Vec<(&str, About)> = GAPS.into_iter().filter(|(column, _)| !(toll_elsewhere && *column == "fatalities")).collect();
        not_stated(self.view, self.event, self.place, &columns, |column| self.cell(column))
    }
}

/// What the report notes about a toll that is not split, or nothing.
fn speaks_of_toll(note: &str) -> bool {
    note.is_empty() || note.contains("not divided between locations") || note.contains("no figure of its own")
}

fn runner_up(other: &Value) -> Option<String> {
    Some(format!("{} ({})", text(other, "sub_event_type")?, text(other, "reason").unwrap_or("-")))
}

/// A calendar day with its year.
pub(super) fn is_day(text: &str) -> bool {
    text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

/// "state: best 12, low 12, high - (conflicting)" for each side the report lists.
pub(super) fn by_side(event: &Value) -> Vec<String> {
    let sides = event.get("fatalities").map_or(&[][..], |toll| list(toll, "by_side"));
    let figure = |side: &Value, key: &str| number(side, key).map_or_else(|| "-".to_string(), |number| number.to_string());
    let one = |side: &Value| {
        let flags: Vec<&str> = strings(side, "flags").collect();
        let flags = if flags.is_empty() { String::new() } else { format!(" ({})", flags.join(", ")) };
        format!("{}: best {}, low {}, high {}{flags}", text(side, "side").unwrap_or("-"), figure(side, "best"), figure(side, "low"), figure(side, "high"))
    };
    sides.iter().map(one).collect()
}

/// Whether one toll stands for several places, and what was done about it.
struct Split {
    spans: bool,
    /// Rows the event gets.
    rows: u64,
    toll: u64,
    /// Rows the toll is divided over; none where it stays on the first.
    shares: u64,
    said: String,
}

impl Split {
    fn of(view: &View, event: &Value, settings: &Settings) -> Self {
        let coded = list(event, "acled");
        let named = coded.len() as u64;
        let places = event.get("place_count").and_then(|count| number(count, "low")).unwrap_or(0).max(named);
        let toll = coded.first().and_then(|row| number(row, "fatalities"));
        let spans = toll.is_some() && (places > 1 || view.warned(event, "toll_spans_locations"));
        let own = coded.iter().skip(1).any(|row| number(row, "fatalities").is_some());
        let refusal = match () {
            () if !spans => "",
            () if !settings.split_evenly => "not split: the whole toll stands on the first row",
            () if own => "not split: the rows have figures of their own",
            () if !(2..=MOST_ROWS).contains(&places) => "not split: the number of places is not known, or too large",
            () => return Self::evenly(toll.unwrap_or(0), places, named),
        };
        Self { spans, rows: named, toll: 0, shares: 0, said: refusal.to_string() }
    }

    fn evenly(toll: u64, places: u64, named: u64) -> Self {
        let said = format!("split evenly by Sitrep on request: {toll} over {places} places, {named} of them named");
        Self { spans: true, rows: places, toll, shares: places, said }
    }

    /// What a row holds of the toll: the remainder goes to the first rows.
    fn share(&self, rank: u64, own: Option<u64>) -> Option<u64> {
        let Some(each) = self.toll.checked_div(self.shares) else { return own };
        Some(each + u64::from(rank < self.toll % self.shares))
    }
}
