//! GeoJSON (RFC 7946): the places that are resolved, each at its own coordinates, with precision and status.
//!
//! What is not resolved has no pin. Nothing is moved, and the toll stands with its event, not with a place.

use super::view::{View, list, text};
use serde_json::{Value, json};

/// One collection for all reports; `sitrep` beside the features says how they were made.
pub(super) fn collection(views: &[View]) -> Value {
    let features: Vec<Value> = views.iter().flat_map(|view| list(view.report, "places").iter().filter_map(|place| feature(view, place))).collect();
    json!({ "type": "FeatureCollection", "features": features, "sitrep": views.iter().map(made).collect::<Vec<Value>>() })
}

fn made(view: &View) -> Value {
    json!({
        "document": view.document().get("id"),
        "title": view.document().get("title"),
        "coding_profile": view.profile(),
        "engine_version": view.engine(),
        "overrides": view.report.get("overrides"),
        "notice": crate::schema::NOTICE,
    })
}

fn feature(view: &View, place: &Value) -> Option<Value> {
    let resolved = matches!(text(place, "status"), Some("resolved" | "resolved_variant" | "user")) && text(place, "event_role") != Some("country");
    let (lat, lon) = (place.get("lat")?.as_f64()?, place.get("lon")?.as_f64()?);
    let on_earth = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
    (resolved && on_earth).then(|| json!({ "type": "Feature", "geometry": { "type": "Point", "coordinates": [place.get("lon"), place.get("lat")] }, "properties": properties(view, place) }))
}

fn properties(view: &View, place: &Value) -> Value {
    let own = ["id", "name", "matched_name", "feature", "country", "admin1", "status", "acled_geo_precision", "ucdp_where_prec", "event_role"];
    let mut properties = serde_json::Map::from_iter([("document".to_string(), view.document().get("id").cloned().unwrap_or(Value::Null))]);
    properties.extend(own.map(|key| (key.to_string(), place.get(key).cloned().unwrap_or(Value::Null))));
    properties.insert("relation".to_string(), relation(view, place));
    properties.insert("events".to_string(), events(view, place));
    Value::Object(properties)
}

/// "near", and the names of what it is near to.
fn relation(view: &View, place: &Value) -> Value {
    let Some(relation) = place.get("relation").filter(|relation| relation.is_object()) else { return Value::Null };
    let names: Vec<&str> = view.all(relation, "of").filter_map(|other| text(other, "name")).collect();
    json!({ "type": relation.get("type"), "of": names, "km": relation.get("km"), "bearing": relation.get("bearing") })
}

/// The events at the place, each with the toll of all its places.
fn events(view: &View, place: &Value) -> Value {
    let id = place.get("id");
    let here = list(view.report, "events").iter().filter(|event| list(event, "places").iter().any(|other| Some(other) == id));
    here.map(|event| {
        let row = list(event, "acled").first();
        json!({
            "id": event.get("id"), "status": event.get("status"), "label": event.get("label"), "date": row.and_then(|row| row.get("event_date")),
            "sub_event_type": row.and_then(|row| row.get("sub_event_type")), "places": list(event, "places").len(),
            "deaths_of_whole_event": event.get("fatalities").and_then(|toll| toll.get("total")),
        })
    })
    .collect()
}
