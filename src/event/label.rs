//! Labels: an event in a few words, from its type, its target and its place.
//!
//! In: a coded event. Out: a short label in plain English with nothing the text does not say.

use super::choose::{Choice, event_type, told_type};
use crate::lexicon::row;
use crate::mention::Found;
use crate::schema::{Event, Text};
use std::borrow::Cow;

/// The label of `event`.
pub(super) fn label<'t>(event: &Event<'t>, choice: &Choice, found: &Found<'t>) -> Text<'t> {
    let noun = choice.code.and_then(event_type).map_or("attack", |entry| row(told_type(event, entry)).get("how"));
    let noun = if noun.is_empty() { "incident" } else { noun };
    let running = |facility: &&crate::schema::Facility| {
        event.status == "main" && facility.event_role == Some("target") && facility.text.starts_with(|c: char| c.is_lowercase())
    };
    let facility = found.facilities.iter().find(running);
    let target =
        event.actors.iter().find(|actor| matches!(actor.role, "target" | "defender" | "victim")).and_then(|actor| found.entities.get(actor.entity.index()));
    let on = facility.map(|facility| facility.text.to_string()).or_else(|| target.map(|entity| entity.name.to_string()));
    let places: Vec<&str> = event.places.iter().filter_map(|id| found.places.get(id.index())).map(|place| place.name.as_ref()).take(2).collect();
    let mut text = noun.to_string();
    if let Some(on) = on {
        text.push_str(", target ");
        text.push_str(&on);
    }
    if !places.is_empty() {
        text.push_str(", ");
        text.push_str(&places.join(" and "));
        if event.places.len() > 2 {
            text.push_str(" and other places");
        }
    } else if event.status == "background" {
        text.push_str(", place not given");
    }
    if event.status == "background" {
        text.insert_str(0, "earlier ");
    }
    Cow::Owned(crate::text::capitalized(&text))
}
