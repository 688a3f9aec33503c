//! A report as JSON, to be asked: members by name, things by their id, and what goes with every export.
//!
//! What is missing or of another kind is as good as null: a report may come from a file somebody wrote.

use serde_json::Value;
use std::collections::BTreeMap;

/// The lists of a report whose things have ids.
const LISTS: [&str; 10] = ["entities", "facilities", "weapons", "places", "dates", "casualty_claims", "statements", "events", "contested", "undisclosed"];

/// The string at `key`.
pub(super) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

/// The whole number at `key`.
pub(super) fn number(value: &Value, key: &str) -> Option<u64> {
    value.get(key)?.as_u64()
}

/// The list at `key`; empty where there is none.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The strings of the list at `key`.
pub(super) fn strings<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v str> {
    list(value, key).iter().filter_map(Value::as_str)
}

/// A report and its things by their ids.
pub(super) struct View<'r> {
    pub report: &'r Value,
    things: BTreeMap<&'r str, &'r Value>,
}

impl<'r> View<'r> {
    pub fn new(report: &'r Value) -> Self {
        let all = LISTS.iter().flat_map(|name| list(report, name));
        Self { report, things: all.filter_map(|thing| Some((text(thing, "id")?, thing))).collect() }
    }

    /// The thing of that id.
    pub fn get(&self, id: &str) -> Option<&'r Value> {
        self.things.get(id).copied()
    }

    /// The thing whose id stands at `key`.
    pub fn at(&self, value: &Value, key: &str) -> Option<&'r Value> {
        self.get(text(value, key)?)
    }

    /// The things whose ids are listed at `key`.
    pub fn all<'a>(&'a self, value: &'a Value, key: &'a str) -> impl Iterator<Item = &'r Value> + 'a {
        strings(value, key).filter_map(|id| self.get(id))
    }

    /// The place of an event whose name a coded row has at `key`.
    pub fn place_named(&self, event: &Value, row: &Value, key: &str) -> Option<&'r Value> {
        let name = text(row, key)?;
        self.all(event, "places").find(|place| text(place, "name") == Some(name))
    }

    /// What is known about the article.
    pub fn document(&self) -> &'r Value {
        self.report.get("document").unwrap_or(&Value::Null)
    }

    /// Entities of an event that play one of `roles`.
    pub fn actors<'a>(&'a self, event: &'a Value, roles: &'a [&str]) -> impl Iterator<Item = &'r Value> + 'a {
        let cast = list(event, "actors").iter().filter(|actor| text(actor, "role").is_some_and(|role| roles.contains(&role)));
        cast.filter_map(|actor| self.at(actor, "entity"))
    }

    /// Figures of an event that state something now and count no one twice.
    pub fn figures<'a>(&'a self, event: &'a Value, outcome: &'a str) -> impl Iterator<Item = &'r Value> + 'a {
        let status = if is_background(event) { "background" } else { "current" };
        self.all(event, "casualties").filter(move |claim| {
            let kept = !matches!(text(claim, "relation"), Some("same_as" | "superseded" | "subset_of" | "conflicts_with"));
            kept && text(claim, "outcome") == Some(outcome) && text(claim, "polarity") == Some("asserted") && text(claim, "status") == Some(status)
        })
    }

    /// Whether a warning of that code points at the event or at one of its figures.
    pub fn warned(&self, event: &Value, code: &str) -> bool {
        let own = |id: &str| text(event, "id") == Some(id) || strings(event, "casualties").any(|claim| claim == id);
        list(self.report, "warnings").iter().any(|warning| text(warning, "code") == Some(code) && strings(warning, "refs").any(own))
    }

    /// The coding profile, with the values of the user's own.
    pub fn profile(&self) -> String {
        let engine = self.report.get("engine").unwrap_or(&Value::Null);
        let own: Vec<String> =
            list(engine, "profile_values").iter().filter_map(|own| Some(format!("{}={}", text(own, "setting")?, text(own, "value")?))).collect();
        let name = text(engine, "profile").unwrap_or_default();
        if own.is_empty() { name.to_string() } else { format!("{name} ({})", own.join("; ")) }
    }

    /// Name and version of the program with those of its tables.
    pub fn engine(&self) -> String {
        let engine = self.report.get("engine").unwrap_or(&Value::Null);
        let part = |key| text(engine, key).unwrap_or("-");
        format!("{} {} ({}, {})", part("name"), part("version"), part("lexicon"), part("gazetteer"))
    }

    /// The overrides, one phrase each.
    pub fn overrides(&self) -> Vec<String> {
        list(self.report, "overrides").iter().map(one_override).collect()
    }
}

/// "O1 set /events/0/label: "a" -> "b" (applied; reason: c; by: d; at: e)".
fn one_override(layer: &Value) -> String {
    let part = |key| text(layer, key).unwrap_or("-");
    let value = |key| layer.get(key).unwrap_or(&Value::Null).to_string();
    let more = ["reason", "by", "at", "why"].iter().filter_map(|key| Some(format!("; {key}: {}", text(layer, key)?)));
    format!("{} {} {}: {} -> {} ({}{})", part("id"), part("op"), part("path"), value("old"), value("new"), part("status"), more.collect::<String>())
}

/// The event is told as background.
pub(super) fn is_background(event: &Value) -> bool {
    text(event, "status") == Some("background")
}
