//! A report drawn in the language of the cases, one line a thing: for messages, and for the expected files of the articles.

use super::report::{Read, plain};
use serde_json::Value;

/// The lines of the kinds named, in the order of the report.
pub fn lines(read: &Read, kinds: &[&str]) -> Vec<String> {
    type Drawer = fn(&Read, &Value) -> String;
    let drawers: [(&str, &str, Drawer); 12] = [
        ("claim", "casualty_claims", claim),
        ("event", "events", event),
        ("statement", "statements", statement),
        ("withheld", "undisclosed", withheld),
        ("contested", "contested", contested),
        ("place", "places", place),
        ("date", "dates", date),
        ("entity", "entities", entity),
        ("weapon", "weapons", |_, thing| with("weapon", &[quoted(&thing["text"]), word(&thing["weapon_class"])])),
        ("facility", "facilities", |_, thing| with("facility", &[quoted(&thing["text"]), word(&thing["facility_type"])])),
        ("rejected", "not_casualties", |_, thing| with("rejected", &[quoted(&thing["text"]), word(&thing["reason"])])),
        ("warning", "warnings", |_, thing| with("warning", &[word(&thing["code"])])),
    ];
    let wanted = drawers.iter().filter(|(kind, ..)| kinds.contains(kind));
    wanted.flat_map(|(_, list, draw)| read.list(list).iter().map(|thing| draw(read, thing))).collect()
}

fn with(kind: &str, parts: &[Option<String>]) -> String {
    let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
    format!("{kind} {}", parts.join(", "))
}

fn word(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| plain(value))
}

fn quoted(value: &Value) -> Option<String> {
    value.as_str().map(|text| format!("\"{}\"", text.replace('"', "'").split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The first name at `path`, with the word before it.
fn named(read: &Read, thing: &Value, name: &str, path: &str) -> Option<String> {
    read.at(thing, path).first().and_then(|value| quoted(value)).map(|text| format!("{name} {text}").trim().to_string())
}

/// All names at `path`, each with the word before it.
fn all_named(read: &Read, thing: &Value, name: &str, path: &str) -> Vec<Option<String>> {
    read.at(thing, path).into_iter().map(|value| quoted(value).map(|text| format!("{name} {text}"))).collect()
}

pub fn claim(read: &Read, claim: &Value) -> String {
    let victim = [word(&claim["side"]), quoted(&claim["victim"]["text"])].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let flag = |key: &str, name: &str| (claim[key] == true).then(|| name.to_string());
    let mut parts = vec![Some(format!("{} {}", plain(&claim["outcome"]), figure(&claim["figure"]))), Some(victim)];
    parts.push(named(read, claim, "per", "attributed_to.@.name"));
    parts.push(word(&claim["status"]));
    parts.push(word(&claim["polarity"]).filter(|polarity| polarity != "asserted"));
    parts.extend([flag("hedged", "hedged"), flag("perpetrator", "perpetrator"), flag("source_is_party", "from a party"), word(&claim["verification"])]);
    parts.extend([named(read, claim, "term", "term"), named(read, claim, "since", "since"), relation(read, claim)]);
    with("claim", &parts)
}

fn figure(figure: &Value) -> String {
    let best = word(&figure["best"]).unwrap_or_else(|| "?".to_string());
    match figure["qualifier"].as_str().unwrap_or("") {
        "exact" => best,
        "none" => "none".to_string(),
        "indeterminate" => "?".to_string(),
        "range" => format!("{} to {}", plain(&figure["low"]), plain(&figure["high"])),
        other => format!("{best} ({})", other.replace('_', " ")),
    }
}

fn relation(read: &Read, claim: &Value) -> Option<String> {
    let words = match claim["relation"].as_str()? {
        "subset_of" => "part of",
        "supersedes" => "replaces",
        "conflicts_with" => "disagrees with",
        _ => "same as",
    };
    let other = read.at(claim, "not_additive_with.@.figure.best").first().map(|best| plain(best))?;
    Some(format!("{words} {other}"))
}

pub fn event(read: &Read, event: &Value) -> String {
    let mut parts = vec![word(&event["status"]), named(read, event, "kind", "acled.sub_event_type")];
    for role in ["attacker", "defender", "target", "victim", "participant"] {
        parts.extend(all_named(read, event, role, &format!("actors.role={role}.entity.@.name")));
    }
    parts.extend(all_named(read, event, "place", "places.@.name"));
    parts.push(read.words(event, "date.@.value.start").first().map(|day| format!("date {day}")));
    parts.push(read.words(event, "fatalities.total.best").first().map(|dead| format!("dead {dead}")));
    with("event", &parts)
}

fn statement(read: &Read, statement: &Value) -> String {
    let mut parts = vec![word(&statement["kind"]), word(&statement["type"]), named(read, statement, "value", "value")];
    parts.push(named(read, statement, "actor", "actor.@.name"));
    parts.push(named(read, statement, "source", "source.@.name"));
    parts.extend([word(&statement["channel"]), quoted(&statement["object"]), word(&statement["count"]).map(|count| format!("count {count}"))]);
    with("statement", &parts)
}

fn withheld(read: &Read, withheld: &Value) -> String {
    with("withheld", &[word(&withheld["outcome"]), word(&withheld["side"]), named(read, withheld, "by", "by.@.name")])
}

fn contested(_: &Read, contested: &Value) -> String {
    with("contested", &[word(&contested["topic"])])
}

fn place(read: &Read, place: &Value) -> String {
    let km = word(&place["relation"]["km"]).map(|km| format!("km {}", km.trim_end_matches(".0")));
    let parts = [quoted(&place["name"]), word(&place["country"]), word(&place["event_role"]), word(&place["status"])];
    with("place", &[&parts[..], &[named(read, place, "relation", "relation.type"), km, named(read, place, "bearing", "relation.bearing")]].concat())
}

fn date(_: &Read, date: &Value) -> String {
    let value = &date["value"];
    let days = match (value["start"].as_str(), value["end"].as_str()) {
        (Some(start), Some(end)) if start == end => Some(start.to_string()),
        (Some(start), Some(end)) => Some(format!("{start} to {end}")),
        _ => Some(value["iso8601"].as_str().map_or_else(|| "unresolved".to_string(), |length| format!("length {length}"))),
    };
    with("date", &[quoted(&date["text"]), days, word(&date["kind"]), word(&date["time_of_day"])])
}

fn entity(read: &Read, entity: &Value) -> String {
    let mut parts = vec![quoted(&entity["name"]), word(&entity["type"]), word(&entity["actor_class"])];
    for key in ["acronym", "rank", "role"] {
        parts.push(named(read, entity, key, key));
    }
    parts.extend(all_named(read, entity, "tied-to", "affiliations.to.@.name"));
    with("entity", &parts)
}
