//! What holds of every report, whatever the text.
//!
//! In: a text and what was made of it. Out: a panic that names what does not hold.

use serde_json::{Map, Value};
use sitrep::schema::Report;
use sitrep::text::OffsetUnit;

/// Members that hold the id of another thing, or a list of such.
const REFERENCES: [&str; 27] = [
    "actor",
    "attributed_to",
    "attribution_chain",
    "background",
    "by",
    "casualties",
    "claim",
    "claimed_by",
    "claims",
    "contested",
    "date",
    "denied_by",
    "entity",
    "event",
    "from",
    "ids",
    "mentions",
    "not_additive_with",
    "of",
    "places",
    "refs",
    "source",
    "statement",
    "statements",
    "to",
    "undisclosed",
    "when",
];
/// Lists whose things have ids, each with the letter of theirs.
const LISTS: [(&str, char); 10] = [
    ("entities", 'E'),
    ("facilities", 'F'),
    ("weapons", 'W'),
    ("places", 'P'),
    ("dates", 'D'),
    ("casualty_claims", 'C'),
    ("statements", 'S'),
    ("events", 'V'),
    ("contested", 'K'),
    ("undisclosed", 'U'),
];

/// Everything below, of what `sitrep::analyze` made of `text`.
pub fn of_reading(text: &str, report: &Report, unit: OffsetUnit) {
    let json = serde_json::to_value(report).expect("a report is JSON");
    spans(text, &json, unit);
    ids(&json);
    bounds(&json);
    numbers(text, &json);
    card(report);
}

/// Calls `visit` with every object below `value` and the name of the member it stands in.
pub fn walk<'v>(value: &'v Value, name: &'v str, visit: &mut impl FnMut(&'v str, &'v Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, name, visit)),
        Value::Object(object) => {
            visit(name, object);
            object.iter().for_each(|(name, item)| walk(item, name, visit));
        }
        _ => {}
    }
}

/// Every span lies within the text, on edges of characters, and its words are those of the text.
pub fn spans(text: &str, report: &Value, unit: OffsetUnit) {
    let edges = edges(text, unit);
    let byte = |at: u64| edges.get(at as usize).copied().flatten();
    assert_eq!(report["document"]["char_count"], edges.len() - 1, "the length of the text");
    walk(report, "", &mut |_, object| {
        let number = |key: &str| object.get(key).and_then(Value::as_u64);
        let Some((start, end)) = number("start").zip(number("end")) else { return };
        let slice = byte(start).zip(byte(end)).and_then(|(start, end)| text.get(start..end));
        assert!(slice.is_some(), "{start}..{end} is out of bounds or off an edge in {object:?}");
        if let Some(words) = object.get("text").and_then(Value::as_str) {
            assert_eq!(Some(words), slice, "{object:?}");
        }
    });
}

/// By offset: the byte of the character edge that stands there, if one does.
fn edges(text: &str, unit: OffsetUnit) -> Vec<Option<usize>> {
    let mut edges = Vec::with_capacity(text.len() + 1);
    for (byte, c) in text.char_indices() {
        let units = match unit {
            OffsetUnit::Utf16 => c.len_utf16(),
            OffsetUnit::Codepoint => 1,
            OffsetUnit::Byte => c.len_utf8(),
        };
        edges.push(Some(byte));
        edges.resize(edges.len() + units - 1, None);
    }
    edges.push(Some(text.len()));
    edges
}

/// Every id says where in its list its thing stands, those of mentions are each there once, and every reference leads to one.
pub fn ids(report: &Value) {
    let count = |list: &str| report[list].as_array().map_or(0, Vec::len);
    for (list, letter) in LISTS {
        for (at, thing) in report[list].as_array().into_iter().flatten().enumerate() {
            assert_eq!(thing["id"], format!("{letter}{}", at + 1), "{list}[{at}]");
        }
    }
    let mut mentions: Vec<&str> = report["mentions"].as_array().into_iter().flatten().filter_map(|mention| mention["id"].as_str()).collect();
    let all = mentions.len();
    mentions.sort_unstable();
    mentions.dedup();
    assert_eq!((mentions.len(), count("mentions")), (all, all), "two mentions have one id");
    let leads = |id: &str| {
        if id.starts_with('M') {
            return mentions.binary_search(&id).is_ok();
        }
        let (letter, number) = id.split_at_checked(1).unwrap_or(("", ""));
        let list = LISTS.iter().find(|(_, known)| letter.starts_with(*known));
        let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        list.zip(at).is_some_and(|((list, _), at)| at < count(list))
    };
    walk(report, "", &mut |_, object| {
        for (name, value) in object.iter().filter(|(name, _)| REFERENCES.contains(&name.as_str())) {
            let listed = value.as_array().into_iter().flatten();
            for id in listed.chain([value]).filter_map(Value::as_str) {
                assert!(leads(id), "'{id}' in the member '{name}' leads to nothing: {object:?}");
            }
        }
    });
}

/// Where low, best and high are said, they stand in that order; no number is one that JavaScript cannot hold.
pub fn bounds(report: &Value) {
    walk(report, "", &mut |_, object| {
        let said: Vec<u64> = ["low", "best", "high"].iter().filter_map(|key| object.get(*key)?.as_u64()).collect();
        assert!(said.is_sorted(), "{object:?}");
        let held = |value: &Value| value.as_u64().is_none_or(|number| number < 1 << 53);
        assert!(object.values().all(held), "{object:?}");
    });
}

/// The card is lines of plain text, and the phrases of its sentence are the sentence.
pub fn card(report: &Report) {
    let card = sitrep::report::card(report);
    assert!(card.ends_with('\n') && card.chars().all(|c| c == '\n' || !c.is_control()), "{card:?}");
    let summary = &report.summary;
    let told: String = summary.phrases.iter().map(|phrase| phrase.text.as_str()).collect();
    assert!(told.is_empty() || summary.sentence.as_deref() == Some(told.as_str()), "{told:?} is not {:?}", summary.sentence);
}

/// Words for numbers that the card writes itself.
const SMALL: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Every number of the card stands in the text, or was read or worked out of figures, dates and counts that the report names.
pub fn numbers(text: &str, report: &Value) {
    let lines = report["summary"]["toll"].as_array().into_iter().flatten().filter_map(|line| line["text"].as_str());
    let text = text.to_lowercase();
    let mut known: Option<Vec<u64>> = None;
    for line in lines.chain(report["summary"]["sentence"].as_str()) {
        for (word, number) in written(line).filter(|(word, _)| !text.contains(word.as_str())) {
            let known = known.get_or_insert_with(|| worked_out(report));
            assert!(known.contains(&number), "'{word}' of the card is neither in the text nor worked out: {line}\n{text}");
        }
    }
}

/// The numbers written in a line of the card, as they are written and as they are meant.
fn written(line: &str) -> impl Iterator<Item = (String, u64)> {
    let words: Vec<String> =
        line.split(|c: char| c.is_whitespace() || "()-–:;".contains(c)).map(|word| word.trim_matches(['.', ',', '"', '\'']).to_lowercase()).collect();
    let million = |at: usize| words.get(at + 1).is_some_and(|next| next == "million");
    let number = |at: usize, word: &String| {
        let small = SMALL.iter().position(|small| small == word).map(|at| at as u64 + 1);
        let plain = word.replace(',', "");
        let digits = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.').then(|| plain.parse::<f64>().ok()).flatten();
        small.or(digits.map(|number| (if million(at) { number * 1e6 } else { number }).round() as u64)).map(|number| (word.clone(), number))
    };
    words.iter().enumerate().filter_map(|(at, word)| number(at, word)).collect::<Vec<_>>().into_iter()
}

/// Figures, tolls with what they are added up from, sums of figures of one event, counts of events and places, days.
fn worked_out(report: &Value) -> Vec<u64> {
    let mut known: Vec<u64> = Vec::new();
    walk(report, "", &mut |_, object| {
        let inputs = object.get("from").is_none_or(|from| from.as_array().is_some_and(|from| !from.is_empty()));
        let bounds = ["low", "best", "high", "count", "named"].iter().filter(|_| inputs);
        known.extend(bounds.filter_map(|key| object.get(*key)?.as_u64()));
        let days = ["start", "end"].iter().filter_map(|key| object.get(*key)?.as_str());
        known.extend(days.flat_map(|day| day.split(['-', 'T', ':']).filter_map(|part| part.parse::<u64>().ok()).collect::<Vec<_>>()));
    });
    known.extend(1..=report["events"].as_array().map_or(0, Vec::len) as u64);
    let claims: Vec<&Value> = report["casualty_claims"].as_array().into_iter().flatten().collect();
    let counts = |claim: &&&Value| {
        claim["polarity"] == "asserted" && claim["status"] == "current" && !["same_as", "conflicts_with"].iter().any(|told| claim["relation"] == *told)
    };
    let whole_elsewhere = |claim: &Value| {
        let whole = claims.iter().find(|whole| Some(&whole["id"]) == claim["not_additive_with"].get(0));
        claim["relation"] != "subset_of" || whole.is_some_and(|whole| whole["event"] != claim["event"])
    };
    let alone: Vec<&Value> = claims.iter().filter(counts).filter(|claim| whole_elsewhere(claim)).copied().collect();
    for one in &alone {
        let alike = |side: bool| {
            alone.iter().filter(move |other| other["event"] == one["event"] && other["outcome"] == one["outcome"] && (!side || other["side"] == one["side"]))
        };
        known.extend([false, true].map(|side| alike(side).filter_map(|claim| claim["figure"]["best"].as_u64()).fold(0, u64::saturating_add)));
    }
    known
}
