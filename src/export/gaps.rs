//! Cells that the article cannot fill, with the reason of each: the coder's list of what to look up elsewhere.

use super::table::Cell;
use super::view::{View, list, strings, text};
use crate::overrides;
use serde_json::Value;

/// What a column is about, and so where its reason is looked for.
#[derive(Clone, Copy)]
pub(super) enum About {
    /// The day.
    Date,
    /// The place; of the row, where it has one of its own.
    Place,
    /// The parties.
    Actor,
    /// Deaths of these sides, of all where none is listed.
    Deaths(&'static [&'static str]),
    /// Deaths of one of two sides, where it is not known who they are.
    Sides,
    /// What kind of event, weapon or target.
    Type,
    /// Wounded.
    Wounded,
    /// Who claims it.
    Claim,
    /// Where the article comes from.
    Source,
}

/// "event_date, year: the day of publication is needed" for each reason among the empty cells of `columns`.
pub(super) fn not_stated(view: &View, event: &Value, place: Option<&Value>, columns: &[(&str, About)], cell: impl Fn(&str) -> Cell) -> Vec<String> {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (column, about) in columns.iter().filter(|(column, _)| cell(column) == Cell::Empty) {
        let reason = reason(view, event, place, *about);
        match groups.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, columns)) => columns.push(column),
            None => groups.push((reason, vec![column])),
        }
    }
    groups.into_iter().map(|(reason, columns)| format!("{}: {reason}", columns.join(", "))).collect()
}

fn reason(view: &View, event: &Value, place: Option<&Value>, about: About) -> String {
    match about {
        About::Date => date(view, event),
        About::Place => self::place(event, place),
        About::Actor => "not named, or of no known kind".to_string(),
        About::Deaths(sides) => deaths(event, sides).to_string(),
        About::Sides => "the two sides are not known".to_string(),
        About::Type => "the words do not decide it".to_string(),
        About::Wounded => "no number of wounded is stated".to_string(),
        About::Claim => "nothing is said about a claim of responsibility, or not how it was made".to_string(),
        About::Source => "not given with the article".to_string(),
    }
}

fn date(view: &View, event: &Value) -> String {
    let Some(date) = view.at(event, "date") else { return "no date is stated".to_string() };
    let start = date.get("value").and_then(|value| text(value, "start"));
    match (text(date, "needs"), start) {
        (Some("publication_date"), _) => "the day of publication is needed".to_string(),
        (_, Some(start)) => format!("the article gives {start}"),
        _ => "the date is left open".to_string(),
    }
}

fn place(event: &Value, place: Option<&Value>) -> String {
    match place {
        Some(place) => match text(place, "status") {
            Some(status @ ("unresolved" | "ambiguous")) => format!("{} is {status}", text(place, "name").unwrap_or("the place")),
            _ => "not known of the place".to_string(),
        },
        None if list(event, "places").is_empty() => "no place is stated".to_string(),
        None => "not named in the article".to_string(),
    }
}

/// Why there is no number of deaths for some sides.
pub(super) fn deaths(event: &Value, sides: &[&str]) -> &'static str {
    let by_side = event.get("fatalities").map_or(&[][..], |toll| list(toll, "by_side"));
    let asked = || by_side.iter().filter(|toll| sides.is_empty() || text(toll, "side").is_some_and(|side| sides.contains(&side)));
    let flagged = |flag: &str| asked().any(|toll| strings(toll, "flags").any(|other| other == flag));
    match () {
        () if flagged(overrides::FLAG) => overrides::TOLL,
        () if asked().any(|toll| !list(toll, "from").is_empty()) => "stated, but not as a number that this profile counts",
        () if flagged("undisclosed") => "withheld",
        () => "not mentioned",
    }
}
