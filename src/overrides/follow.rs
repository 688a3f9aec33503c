//! What follows from a correction: figures are not added up anew, so what was added up from a corrected one is emptied and says so.
//!
//! In: a report with corrections laid over it, as they are listed there. Out: more corrections of the same kind, made by the
//! program: totals, coded cells and the words of the card that rest on a corrected figure become null, as does the type of target that
//! rests on a corrected facility. A figure on another side counts
//! there, with its deaths where that is sure (`side.rs`). They are listed, exported and taken back like any other; what the analyst
//! set is left alone.

use super::side::{self, Numbers};
use super::{Op, Override, anchor};
use serde_json::{Value, json};

/// Who made a correction that follows from another.
const BY: &str = "sitrep";
/// How the ids of such begin: an analyst may be called that too.
const ID: &str = "follows-";
/// Flag of a toll, and code of the warning.
pub(crate) const FLAG: &str = "not_recomputed";
/// What stands in a line of the toll.
pub(crate) const TOLL: &str = "a figure was corrected; add them up anew";
/// What stands in a line of the toll whose figures changed sides.
pub(super) const MOVED: &str = "a figure was put on another side";
/// Members of a claim that decide what it counts for, and of an event, which claims count.
const BEARING: [&str; 13] = [
    "",
    "/figure",
    "/coded",
    "/side",
    "/status",
    "/outcome",
    "/polarity",
    "/relation",
    "/not_additive_with",
    "/event",
    "/perpetrator",
    "/hedged",
    "/casualties",
];

/// Whether a correction was made by this module.
pub(super) fn is_made(one: &Override) -> bool {
    one.by.as_deref() == Some(BY) && one.id.starts_with(ID)
}

/// Outcomes that deaths are added up from.
const DEATHS: [&str; 3] = ["killed", "neutralised", "missing"];

/// The corrections that follow from those `listed` in `report`.
pub(super) fn following(report: &Value, listed: &[Value]) -> Vec<Override> {
    let mut made: Vec<Change> = Vec::new();
    let mut touched: Vec<(&str, Option<usize>)> = Vec::new();
    let mut sides: Vec<(&str, &str, usize)> = Vec::new();
    for (order, one) in listed.iter().enumerate().filter(|(_, one)| one["status"] == "applied" && one["op"] != Op::Confirm.name()) {
        let Some((list, at, member)) = one["path"].as_str().and_then(split).filter(|(.., member)| bears(member)) else { continue };
        let thing = report.get(list).and_then(|list| list.get(at)).unwrap_or(&Value::Null);
        let (old, new) = (&one["old"], &one["new"]);
        let any = |known: &[&str], of: &[&Value]| of.iter().any(|value| value.as_str().is_some_and(|value| known.contains(&value)));
        let deaths = list == "events" || any(&DEATHS, &[&thing["outcome"], &old["outcome"], &new["outcome"], old, new]);
        let own = if list == "events" { &thing["id"] } else { &thing["event"] };
        let moved = [old, new].into_iter().filter(|_| member == "/event");
        if let (true, Some(event), Some(id)) = (member == "/side", own.as_str(), thing["id"].as_str()) {
            sides.push((event, id, order));
            continue;
        }
        let order = deaths.then_some(order);
        touched.extend([own, &old["event"], &new["event"]].into_iter().chain(moved).filter_map(|event| Some((event.as_str()?, order))));
        if member.starts_with("/figure") {
            made.extend(emptied(report, &format!("/casualty_claims/{at}/coded"), &BOUNDS));
        }
    }
    for (at, event) in report["events"].as_array().into_iter().flatten().enumerate() {
        let own: Vec<Option<usize>> = touched.iter().filter(|(id, _)| event["id"] == *id).map(|(_, deaths)| *deaths).collect();
        let moves: Vec<(&str, usize)> = sides.iter().filter(|(id, ..)| event["id"] == *id).map(|(_, claim, order)| (*claim, *order)).collect();
        let last = own.iter().flatten().chain(moves.iter().map(|(_, order)| order)).max();
        let settled = last.is_some_and(|last| worked_out_after(listed, at, *last) && agrees(event));
        let alone = own.iter().all(Option::is_none);
        let moved = side::moved(
            report,
            at,
            &moves.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            if settled {
                Numbers::ByHand
            } else if alone {
                Numbers::AsRead
            } else {
                Numbers::Other
            },
        );
        let told = moved.told;
        let unsure = !settled && (!alone || !moved.sure);
        made.extend(moved.changes);
        if !own.is_empty() || unsure {
            made.extend(of_event(report, at, event, unsure));
        } else if told && event["status"] == "main" {
            made.extend(of_words(report));
            made.push(warned(event, MOVED));
        }
    }
    made.extend(of_target(report, listed));
    let by_hand = |change: &Change| change.1 == Op::Set && listed.iter().any(|one| one["status"] == "applied" && one["path"] == change.0);
    made.retain(|change| !by_hand(change));
    made.into_iter().enumerate().map(|(at, change)| correction(report, at, change)).collect()
}

/// Whether the tolls of an event and the coded cells made of them can stand beside each other.
fn agrees(event: &Value) -> bool {
    let ordered = |toll: &Value| {
        let said: Vec<f64> = BOUNDS.iter().filter_map(|bound| toll[*bound].as_f64()).collect();
        said.is_sorted()
    };
    let total = at_path(event, "/fatalities/total");
    let coded = at_path(event, "/acled/0/fatalities");
    ordered(total) && at_path(event, "/fatalities/by_side").as_array().into_iter().flatten().all(ordered) && (coded.is_null() || *coded == total["best"])
}

/// The type of target of the main event rests on the facilities that were aimed at.
fn of_target(report: &Value, listed: &[Value]) -> Vec<Change> {
    let aimed = |one: &Value| {
        let Some(("facilities", at, member)) = one["path"].as_str().and_then(anchor::split) else { return false };
        let roles = [at_path(report, &format!("/facilities/{at}/event_role")), &one["old"], &one["new"], at_path(one, "/old/event_role")];
        ["", "/facility_type", "/event_role"].contains(&member) && roles.iter().any(|role| **role == "target" || **role == "claimed_captured")
    };
    let changed = listed.iter().any(|one| one["status"] == "applied" && one["op"] != Op::Confirm.name() && aimed(one));
    let main = report["events"].as_array().into_iter().flatten().position(|event| event["status"] == "main");
    main.filter(|_| changed).map_or_else(Vec::new, |at| emptied(report, &format!("/events/{at}/gtd"), &["targtype1"]))
}

/// Whether the analyst set deaths of the event after the correction at `last`: then they are worked out, and what was left alone still holds.
fn worked_out_after(listed: &[Value], event: usize, last: usize) -> bool {
    let deaths = format!("/events/{event}/fatalities/");
    let set = |one: &Value| one["status"] == "applied" && one["op"] == Op::Set.name() && one["path"].as_str().is_some_and(|path| path.starts_with(&deaths));
    listed.iter().skip(last).any(set)
}

/// Whether a member of a claim, or the figures of an event, decide what is added up.
fn bears(member: &str) -> bool {
    BEARING.iter().any(|known| member == *known || !known.is_empty() && member.strip_prefix(known).is_some_and(|rest| rest.starts_with('/')))
}

/// Path, what is done, what stood there, what stands there.
pub(super) type Change = (String, Op, Value, Value);

pub(super) const BOUNDS: [&str; 3] = ["low", "best", "high"];

fn correction(report: &Value, at: usize, (path, op, old, new): Change) -> Override {
    let document = super::document(report).map(str::to_string);
    let reason = Some("totals are not worked out anew after a correction".to_string());
    Override { id: format!("{ID}{}", at + 1), path, op, old, new, by: Some(BY.to_string()), at: None, reason, anchor: None, document }
}

/// `/casualty_claims/3/side`, `/casualty_claims/-`, `/events/0/casualties/-`.
fn split(path: &str) -> Option<(&str, usize, &str)> {
    match path.strip_suffix("/-") {
        Some("/casualty_claims") => Some(("casualty_claims", usize::MAX, "")),
        _ => anchor::split(path).filter(|(list, _, member)| *list == "casualty_claims" || *list == "events" && member.starts_with("/casualties")),
    }
}

pub(super) fn at_path<'v>(value: &'v Value, path: &str) -> &'v Value {
    value.pointer(path).unwrap_or(&Value::Null)
}

/// Sets each of `members` of the object at `path` to null, where it says something.
pub(super) fn emptied(report: &Value, path: &str, members: &[&str]) -> Vec<Change> {
    let said = |member: &&&str| report.pointer(path).and_then(|object| object.get(**member)).is_some_and(|value| !value.is_null());
    let set = |member: &&str| (format!("{path}/{member}"), Op::Set, report.pointer(path).map_or(Value::Null, |object| object[*member].clone()), Value::Null);
    members.iter().filter(said).map(set).collect()
}

/// Its tolls and cells, and where it is the event of the card its words.
fn of_event(report: &Value, at: usize, event: &Value, deaths: bool) -> Vec<Change> {
    let path = format!("/events/{at}");
    let mut made = if deaths { of_deaths(report, &path, event) } else { Vec::new() };
    made.extend(emptied(report, &format!("{path}/gtd"), &["nwound"]));
    if event["status"] == "main" {
        made.extend(of_words(report));
        for (at, line) in at_path(report, "/summary/toll").as_array().into_iter().flatten().enumerate() {
            made.push((format!("/summary/toll/{at}/text"), Op::Set, line["text"].clone(), TOLL.into()));
        }
    }
    made.push(warned(event, TOLL));
    made
}

/// The sentence of the card.
fn of_words(report: &Value) -> Vec<Change> {
    let mut made = emptied(report, "/summary", &["sentence"]);
    made.push(("/summary/phrases".to_string(), Op::Set, at_path(report, "/summary/phrases").clone(), json!([])));
    made
}

fn warned(event: &Value, detail: &str) -> Change {
    ("/warnings/-".to_string(), Op::Add, Value::Null, json!({ "code": FLAG, "refs": [event["id"]], "detail": detail }))
}

fn of_deaths(report: &Value, path: &str, event: &Value) -> Vec<Change> {
    let mut made = emptied(report, &format!("{path}/fatalities/total"), &BOUNDS);
    for (at, side) in at_path(event, "/fatalities/by_side").as_array().into_iter().flatten().enumerate() {
        let side_path = format!("{path}/fatalities/by_side/{at}");
        if side["from"].as_array().is_some_and(|from| !from.is_empty()) {
            made.extend(emptied(report, &side_path, &BOUNDS));
            made.push((format!("{side_path}/flags/-"), Op::Add, Value::Null, FLAG.into()));
        }
    }
    for row in 0..event["acled"].as_array().map_or(0, Vec::len) {
        made.extend(emptied(report, &format!("{path}/acled/{row}"), &["fatalities"]));
    }
    made.extend(emptied(report, &format!("{path}/ucdp"), &["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high"]));
    made.extend(emptied(report, &format!("{path}/gtd"), &["nkill", "nkillter"]));
    made
}
