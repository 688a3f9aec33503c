//! PLOVER as JSON Lines: one event a line, with its mode, who did it to whom, and the sizes stated.
//!
//! What PLOVER calls an auxiliary mode is there for what is told as background (`historical`) or did not happen
//! (`hypothetical`). A size is a number or null; the words it was read from stand in the report.

use super::view::{View, list, number, strings, text};
use crate::text::sum_of_all;
use serde_json::{Value, json};

/// The sizes PLOVER knows, and the outcomes they count.
const SIZES: [(&str, &str); 5] =
    [("injured", "injured"), ("arrested", "detained"), ("abducted", "abducted"), ("missing", "missing"), ("displaced", "displaced")];

/// The lines of a report.
pub(super) fn lines(view: &View) -> String {
    list(view.report, "events").iter().filter_map(|event| line(view, event)).map(|line| format!("{line}\n")).collect()
}

fn line(view: &View, event: &Value) -> Option<Value> {
    let coded = event.get("plover").filter(|coded| coded.is_object())?;
    let row = list(event, "acled").first().unwrap_or(&Value::Null);
    let document = view.document();
    Some(json!({
        "id": event.get("id"),
        "document": document.get("id"),
        "title": document.get("title"),
        "publisher": document.get("publisher"),
        "published": document.get("published"),
        "event_type": coded.get("event_type"),
        "mode": coded.get("mode"),
        "auxiliary_mode": auxiliary(event),
        "date": row.get("event_date"),
        "actor": parties(view, event, &["attacker", "participant"]),
        "recipient": parties(view, event, &["target", "defender", "victim"]),
        "locations": view.all(event, "places").map(location).collect::<Vec<Value>>(),
        "size": sizes(view, event),
        "coding_profile": view.profile(),
        "engine_version": view.engine(),
        "overrides": view.report.get("overrides"),
        "notice": crate::schema::NOTICE,
    }))
}

fn auxiliary(event: &Value) -> Option<&'static str> {
    match text(event, "status")? {
        "background" => Some("historical"),
        "hypothetical" => Some("hypothetical"),
        _ => None,
    }
}

fn parties(view: &View, event: &Value, roles: &[&str]) -> Vec<Value> {
    let one = |entity: &Value| json!({ "name": entity.get("name"), "country": entity.get("country"), "class": entity.get("actor_class") });
    view.actors(event, roles).map(one).collect()
}

fn location(place: &Value) -> Value {
    let parts = ["name", "admin1", "country", "lat", "lon", "status", "acled_geo_precision"]
        .map(|key| (key.to_string(), place.get(key).cloned().unwrap_or(Value::Null)));
    Value::Object(parts.into_iter().collect())
}

/// Deaths as the event's toll has them; the others are the sum of the figures that state them, null where one has no number.
fn sizes(view: &View, event: &Value) -> Value {
    let total = event.get("fatalities").and_then(|toll| toll.get("total")).cloned().unwrap_or(Value::Null);
    let mut sizes = serde_json::Map::from_iter([("dead".to_string(), total)]);
    for (size, outcome) in SIZES {
        sizes.insert(size.to_string(), summed(view, event, outcome));
    }
    Value::Object(sizes)
}

fn summed(view: &View, event: &Value, outcome: &str) -> Value {
    let figures: Vec<&Value> = view.figures(event, outcome).collect();
    let ids: Vec<&str> = figures.iter().filter_map(|claim| text(claim, "id")).collect();
    let exclude_each_other = figures.iter().any(|claim| strings(claim, "not_additive_with").any(|other| ids.contains(&other)));
    if figures.is_empty() || exclude_each_other {
        return Value::Null;
    }
    let sum = |key: &str| sum_of_all(figures.iter().map(|claim| number(claim.get("coded")?, key)));
    json!({ "low": sum("low"), "best": sum("best"), "high": sum("high") })
}
