//! What a thing of a report is known by, in this reading and the next: its words and where they stand.

use serde_json::Value;

/// "more than 60@285" for the thing a pointer leads into; none for what stands in no list.
pub(super) fn of(report: &Value, path: &str) -> Option<String> {
    let (list, at, _) = split(path)?;
    of_thing(report.get(list)?.get(at)?)
}

/// The list, the place in it and the rest of a pointer such as `/casualty_claims/2/side`.
pub(super) fn split(path: &str) -> Option<(&str, usize, &str)> {
    let (list, rest) = path.strip_prefix('/')?.split_once('/')?;
    let end = rest.find('/').unwrap_or(rest.len());
    let (at, tail) = rest.split_at_checked(end)?;
    Some((list, at.parse().ok()?, tail))
}

fn of_thing(thing: &Value) -> Option<String> {
    let spans = ["figure", "self", "mentions", "trigger", "evidence"].iter().filter_map(|key| match *key {
        "self" => Some(thing),
        "figure" => thing.get("figure"),
        list => thing.get(list)?.get(0),
    });
    let start = spans.filter_map(|span| span.get("start")?.as_u64()).next();
    let words = thing.get("figure").and_then(|figure| figure.get("text"));
    let words = words.or_else(|| ["text", "name", "kind", "topic", "reason", "code"].iter().find_map(|key| thing.get(key))).and_then(Value::as_str);
    match (words, start) {
        (None, None) => None,
        (words, start) => Some(format!("{}@{}", words.unwrap_or_default(), start.map_or_else(|| "-".to_string(), |start| start.to_string()))),
    }
}

/// Where the thing of that anchor stands now: at its old place, or elsewhere in its list if only one is known by it.
/// In another text only the words count.
pub(super) fn find(report: &Value, path: &str, anchor: &str, same_text: bool) -> Option<String> {
    let (list, at, tail) = split(path)?;
    let things = report.get(list)?.as_array()?;
    let known = |thing: &Value| {
        let own = of_thing(thing).unwrap_or_default();
        if same_text { own == anchor } else { words(&own) == words(anchor) }
    };
    if same_text && things.get(at).is_some_and(known) {
        return Some(path.to_string());
    }
    let mut found = things.iter().enumerate().filter(|(_, thing)| known(thing));
    match (found.next(), found.next()) {
        (Some((now, _)), None) => Some(format!("/{list}/{now}{tail}")),
        _ => None,
    }
}

fn words(anchor: &str) -> &str {
    anchor.rsplit_once('@').map_or(anchor, |(words, _)| words)
}
