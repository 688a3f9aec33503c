//! Figures whose side was corrected: they count for the other side from then on.
//!
//! In: an event of a report whose corrections are laid, and which figures changed their side. Out: the corrections that
//! move them between the rows of its deaths and the lines of the card. Their numbers move too where each row is the plain
//! sum of its figures and the deaths in all stay the same; where that is not sure nothing is said of numbers, and the
//! caller empties them.

use super::Op;
use super::follow::{BOUNDS, Change, FLAG, MOVED, at_path, emptied};
use crate::text::sum_of_all;
use serde_json::{Value, json};

/// One row of an event's deaths by side.
#[derive(Clone, PartialEq)]
struct Row {
    side: String,
    bounds: Bounds,
    from: Vec<String>,
}

/// Lowest, best, highest.
type Bounds = [Option<u64>; 3];

/// What the numbers of an event are by now.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Numbers {
    /// As the reading added them up.
    AsRead,
    /// Worked out by the analyst after the correction.
    ByHand,
    /// Other corrections bear on them.
    Other,
}

/// What moves with figures, and how far that is sure.
pub(super) struct Moved {
    /// Rows, lines and, where they are sure, numbers.
    pub changes: Vec<Change>,
    /// Whether everything that rests on the sides is worked out.
    pub sure: bool,
    /// Whether the words of the card may name a side that is not the figure's any more.
    pub told: bool,
}

/// Moves the figures `ids` of the event in place `at` to the side each has now.
pub(super) fn moved(report: &Value, at: usize, ids: &[&str], numbers: Numbers) -> Moved {
    let path = &format!("/events/{at}");
    let event = at_path(report, path);
    let before = rows(event);
    let mut after = before.clone();
    let mut placed = true;
    for id in ids {
        let Some(to) = claim(report, id)["side"].as_str() else { continue };
        placed &= put(&mut after, id, to);
    }
    if after == before {
        return Moved { changes: Vec::new(), sure: placed, told: false };
    }
    let touched: Vec<usize> = (0..after.len()).filter(|at| before.get(*at).map(|row| &row.from) != after.get(*at).map(|row| &row.from)).collect();
    let sure = placed && numbers == Numbers::AsRead && add_up(report, event, &before, &mut after, &touched);
    let mut changes = row_changes(report, path, &before, &after, &touched, sure || numbers == Numbers::ByHand, sure);
    if event["status"] == "main" {
        changes.extend(line_changes(report, &after, &touched));
    }
    if sure {
        changes.extend(cell_changes(report, path, &before, &after));
    }
    let told = touched.iter().any(|at| [&before, &after].iter().any(|rows| rows.get(*at).is_some_and(|row| row.from.len() > 1)));
    Moved { changes, sure, told }
}

fn claim<'v>(report: &'v Value, id: &str) -> &'v Value {
    report["casualty_claims"].as_array().into_iter().flatten().find(|claim| claim["id"] == id).unwrap_or(&Value::Null)
}

fn rows(event: &Value) -> Vec<Row> {
    let names = |list: &Value| list.as_array().into_iter().flatten().filter_map(|id| Some(id.as_str()?.to_string())).collect();
    let row = |row: &Value| Row { side: row["side"].as_str().unwrap_or_default().to_string(), bounds: bounds(row), from: names(&row["from"]) };
    at_path(event, "/fatalities/by_side").as_array().into_iter().flatten().map(row).collect()
}

fn bounds(object: &Value) -> Bounds {
    BOUNDS.map(|bound| object[bound].as_u64())
}

/// Puts the figure into the row of the side `to`; false if no one row holds it.
fn put(rows: &mut Vec<Row>, id: &str, to: &str) -> bool {
    let holding: Vec<usize> = rows.iter().enumerate().filter(|(_, row)| row.from.iter().any(|other| other == id)).map(|(at, _)| at).collect();
    let [at] = holding.as_slice() else { return holding.is_empty() };
    match rows.get_mut(*at) {
        Some(row) if row.side != to => row.from.retain(|other| other != id),
        _ => return true,
    }
    match rows.iter_mut().find(|row| row.side == to) {
        Some(row) => row.from.push(id.to_string()),
        None => rows.push(Row { side: to.to_string(), bounds: [None; 3], from: vec![id.to_string()] }),
    }
    true
}

/// Works out the rows that changed, if every one is and was the plain sum of its figures and the deaths in all stay the same.
fn add_up(report: &Value, event: &Value, before: &[Row], after: &mut [Row], touched: &[usize]) -> bool {
    let derived = at_path(event, "/fatalities/by_side")
        .as_array()
        .into_iter()
        .flatten()
        .any(|row| row["flags"].as_array().is_some_and(|flags| flags.contains(&json!("derived"))));
    let summed = |at: &usize| before.get(*at).is_none_or(|row| sum(report, &row.from) == Some(row.bounds));
    if derived || !touched.iter().all(summed) {
        return false;
    }
    for at in touched {
        let Some(row) = after.get_mut(*at) else { return false };
        match sum(report, &row.from).filter(|_| !disputed(report, &row.from)) {
            Some(bounds) => row.bounds = bounds,
            None => return false,
        }
    }
    let total = bounds(at_path(event, "/fatalities/total"));
    in_all(before) == total && in_all(after) == total
}

/// The figures added up, none for no figure; nothing where one of them cannot be added to others.
fn sum(report: &Value, from: &[String]) -> Option<Bounds> {
    let mut total: Bounds = [Some(0); 3];
    for id in from {
        let claim = claim(report, id);
        if !plain(report, claim, id) {
            return None;
        }
        let mut own = bounds(&claim["coded"]);
        if at_path(claim, "/figure/qualifier") == "up_to" {
            own[0] = own[0].or(Some(0));
        }
        for (total, own) in total.iter_mut().zip(own) {
            *total = sum_of_all([*total, own]);
        }
    }
    Some(if from.is_empty() { [None; 3] } else { total })
}

/// A figure that stands for itself: no part, no repetition, no rival, and not told by one who fights.
fn plain(report: &Value, claim: &Value, id: &str) -> bool {
    let tied = report["casualty_claims"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|other| other["not_additive_with"].as_array().is_some_and(|ids| ids.contains(&json!(id))));
    let alone = claim["relation"].is_null() && claim["not_additive_with"].as_array().is_some_and(Vec::is_empty);
    alone && !tied && claim["source_is_party"] == false && claim["perpetrator"] == false
}

/// Two sources that may count the same people.
fn disputed(report: &Value, from: &[String]) -> bool {
    let mut sources = from.iter().map(|id| &claim(report, id)["attributed_to"]).filter(|source| !source.is_null());
    let first = sources.next();
    sources.any(|source| Some(source) != first)
}

/// As the reading adds up the sides: what is open on one side keeps the highest open.
fn in_all(rows: &[Row]) -> Bounds {
    let known: Vec<&Row> = rows.iter().filter(|row| !row.from.is_empty()).collect();
    let some = |at: usize| known.iter().filter_map(|row| row.bounds.get(at).copied().flatten()).reduce(u64::saturating_add);
    let all = |at: usize| known.iter().map(|row| row.bounds.get(at).copied().flatten()).reduce(|a, b| sum_of_all([a, b])).flatten();
    [some(0), some(1), all(2)]
}

fn row_changes(report: &Value, path: &str, before: &[Row], after: &[Row], touched: &[usize], holds: bool, sure: bool) -> Vec<Change> {
    let mut made = Vec::new();
    for at in touched {
        let Some(now) = after.get(*at) else { continue };
        let mut flags = flags(report, now, at_path(report, &format!("{path}/fatalities/by_side/{at}/flags")));
        flags.extend((!holds).then_some(FLAG));
        let [low, best, high] = if sure { now.bounds } else { [None; 3] };
        let Some(was) = before.get(*at) else {
            let row = json!({ "side": now.side, "low": low, "best": best, "high": high, "from": now.from, "flags": flags });
            made.push((format!("{path}/fatalities/by_side/-"), Op::Add, Value::Null, row));
            continue;
        };
        let row = format!("{path}/fatalities/by_side/{at}");
        made.push(set(report, format!("{row}/from"), json!(now.from)));
        made.push(set(report, format!("{row}/flags"), json!(flags)));
        if sure {
            let moved = BOUNDS.iter().zip(was.bounds.iter().zip(now.bounds)).filter(|(_, (was, now))| *was != now);
            made.extend(moved.map(|(bound, (_, now))| set(report, format!("{row}/{bound}"), json!(now))));
        }
    }
    made
}

/// What the figures of a row are flagged with; what a side withholds it still does.
fn flags(report: &Value, row: &Row, before: &Value) -> Vec<&'static str> {
    let own: Vec<&Value> = row.from.iter().map(|id| claim(report, id)).collect();
    let withheld = before.as_array().is_some_and(|flags| flags.contains(&json!("undisclosed")));
    let known: [(&'static str, bool); 7] = [
        ("neutralised_ambiguous", own.iter().any(|claim| claim["outcome"] == "neutralised")),
        ("hedged", own.iter().any(|claim| claim["hedged"] == true)),
        ("unverified", own.iter().any(|claim| claim["verification"] == "unverified" && claim["outcome"] != "neutralised")),
        ("vague", own.iter().any(|claim| ["vague", "indeterminate"].iter().any(|kind| at_path(claim, "/figure/qualifier") == *kind))),
        ("bodies_found", own.iter().any(|claim| claim["basis"] == "bodies_found")),
        ("undisclosed", withheld),
        ("not_mentioned", own.is_empty() && !withheld),
    ];
    known.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name).collect()
}

/// The lines of the card follow their rows; their words are not told anew.
fn line_changes(report: &Value, after: &[Row], touched: &[usize]) -> Vec<Change> {
    let lines = at_path(report, "/summary/toll").as_array().map_or(&[][..], Vec::as_slice);
    let mut made = Vec::new();
    for row in touched.iter().filter_map(|at| after.get(*at)) {
        match lines.iter().position(|line| line["side"] == row.side.as_str()) {
            Some(at) => {
                made.push(set(report, format!("/summary/toll/{at}/text"), MOVED.into()));
                made.push(set(report, format!("/summary/toll/{at}/claims"), json!(row.from)));
            }
            None => made.push((
                "/summary/toll/-".to_string(),
                Op::Add,
                Value::Null,
                json!({ "side": row.side, "text": MOVED, "claims": row.from, "undisclosed": [] }),
            )),
        }
    }
    made
}

fn set(report: &Value, path: String, new: Value) -> Change {
    let old = at_path(report, &path).clone();
    (path, Op::Set, old, new)
}

/// The coded cells that tell the sides apart; one that was not made of the rows as they were is emptied.
fn cell_changes(report: &Value, path: &str, before: &[Row], after: &[Row]) -> Vec<Change> {
    let violence = at_path(report, &format!("{path}/ucdp/type_of_violence")).as_u64();
    let two_sided = violence == Some(1);
    let (a, b, unknown): (&[&str], &[&str], &[&str]) =
        if two_sided { (&["state", "external"], &["nonstate"], &["unknown"]) } else { (&[], &[], &["unknown", "state", "nonstate", "external"]) };
    let cells = [("ucdp/deaths_a", a), ("ucdp/deaths_b", b), ("ucdp/deaths_civilians", &["civilian"]), ("ucdp/deaths_unknown", unknown)];
    let mut made = Vec::new();
    for (cell, sides) in cells {
        made.extend(recounted(report, format!("{path}/{cell}"), deaths(before, sides), deaths(after, sides)));
    }
    let attackers = |rows: &[Row]| rows.iter().find(|row| row.side == "nonstate" && !row.from.is_empty()).and_then(|row| row.bounds[1]);
    if !at_path(report, &format!("{path}/gtd/nkillter")).is_null() {
        made.extend(recounted(report, format!("{path}/gtd/nkillter"), attackers(before), attackers(after)));
    }
    let civilians = |rows: &[Row]| rows.iter().any(|row| row.side == "civilian" && !row.from.is_empty());
    if violence == Some(3) && civilians(before) && !civilians(after) {
        made.extend(emptied(report, &format!("{path}/ucdp"), &["type_of_violence"]));
    }
    made
}

fn deaths(rows: &[Row], sides: &[&str]) -> Option<u64> {
    let stated = rows.iter().filter(|row| sides.contains(&row.side.as_str()) && !row.from.is_empty());
    sum_of_all(stated.map(|row| row.bounds[1]))
}

fn recounted(report: &Value, path: String, was: Option<u64>, now: Option<u64>) -> Option<Change> {
    let held = report.pointer(&path)?.as_u64();
    let new = if held == was { now } else { None };
    (held != new).then(|| set(report, path, json!(new)))
}
