//! Overrides: corrections laid over a report, taken off again, and found again after another analysis.

use proptest::prelude::*;
use serde_json::{Value, json};
use sitrep::Options;
use sitrep::overrides::{Override, apply, make, read, revert};

const TEXT: &str = "Gunmen killed four farmers in Gao on Monday. Two soldiers were killed near Menaka on Tuesday when their truck hit a mine, the army said.";

fn report(text: &str) -> Value {
    serde_json::to_value(sitrep::analyze(text, &Options::default()).unwrap()).unwrap()
}

fn layer(overrides: Value) -> Vec<Override> {
    read(&overrides.to_string()).unwrap()
}

fn refusal(overrides: Value) -> String {
    read(&overrides.to_string()).unwrap_err().message
}

fn statuses(report: &Value) -> Vec<(&str, &str)> {
    report["overrides"].as_array().unwrap().iter().map(|one| (one["status"].as_str().unwrap(), one["why"].as_str().unwrap_or(""))).collect()
}

#[test]
fn a_correction_is_in_the_report_with_what_it_replaced() {
    let read = report(TEXT);
    let old = read["casualty_claims"][0]["side"].clone();
    let done =
        apply(&read, &layer(json!([{"path": "/casualty_claims/0/side", "op": "set", "old": old, "new": "state", "reason": "they were guards", "by": "A"}])))
            .unwrap();
    assert_eq!(done["casualty_claims"][0]["side"], "state");
    assert_eq!((&done["overrides"][0]["status"], &done["overrides"][0]["old"], &done["overrides"][0]["by"]), (&"applied".into(), &old, &"A".into()));
    assert_eq!(revert(&done).unwrap(), read);
}

#[test]
fn an_analyst_may_be_called_as_the_program_is() {
    let read = report(TEXT);
    let old = read["events"][0]["label"].clone();
    let done = apply(&read, &layer(json!([{"path": "/events/0/label", "op": "set", "old": old, "new": "An ambush", "by": "sitrep"}]))).unwrap();
    assert_eq!((&done["events"][0]["label"], statuses(&done)), (&"An ambush".into(), vec![("applied", "")]));
}

#[test]
fn what_was_added_up_from_a_corrected_figure_is_emptied_and_says_so() {
    let read = report(TEXT);
    let main = &read["events"][0];
    let at = read["casualty_claims"].as_array().unwrap().iter().position(|claim| claim["event"] == main["id"] && claim["outcome"] == "killed").unwrap();
    let other = read["events"].as_array().unwrap().iter().position(|event| event["id"] != main["id"] && !event["fatalities"]["total"]["best"].is_null());
    let change = json!({"path": format!("/casualty_claims/{at}/figure/best"), "op": "set", "new": 9, "reason": "a later count"});
    let done = apply(&read, &[make(&read, &change).unwrap()]).unwrap();
    assert_eq!(done["casualty_claims"][at]["figure"]["best"], 9);
    let event = &done["events"][0];
    let emptied =
        [&event["fatalities"]["total"]["best"], &event["acled"][0]["fatalities"], &event["ucdp"]["best"], &event["gtd"]["nkill"], &done["summary"]["sentence"]];
    assert!(emptied.iter().all(|cell| cell.is_null()), "{emptied:?}");
    assert!(done["casualty_claims"][at]["coded"]["best"].is_null() && done["summary"]["phrases"] == json!([]));
    assert!(done["warnings"].as_array().unwrap().iter().any(|warning| warning["code"] == "not_recomputed" && warning["refs"] == json!([main["id"]])));
    assert!(statuses(&done).iter().all(|(status, _)| *status == "applied"), "{:?}", statuses(&done));
    let other = other.unwrap();
    assert_eq!(done["events"][other], read["events"][other]);
    assert_eq!(revert(&done).unwrap(), read);
}

#[test]
fn the_total_an_analyst_sets_stands_beside_a_corrected_figure() {
    let read = report(TEXT);
    let at = read["casualty_claims"].as_array().unwrap().iter().position(|claim| claim["event"] == read["events"][0]["id"]).unwrap();
    let changes = [
        json!({"id": "A", "path": format!("/casualty_claims/{at}/figure/best"), "op": "set", "new": 9}),
        json!({"id": "B", "path": "/events/0/fatalities/total/best", "op": "set", "new": 9}),
    ];
    let layer: Vec<Override> = changes.iter().map(|change| make(&read, change).unwrap()).collect();
    let done = apply(&read, &layer).unwrap();
    assert_eq!((&done["events"][0]["fatalities"]["total"]["best"], &done["events"][0]["fatalities"]["total"]["high"]), (&json!(9), &Value::Null));
    assert_eq!(apply(&read, &layer[1..]).unwrap()["summary"], read["summary"], "a total alone changes nothing else");
    assert_eq!(revert(&done).unwrap(), read);
}

#[test]
fn deaths_the_analyst_worked_out_after_a_correction_stand_where_they_agree() {
    let read = report(TEXT);
    let at = read["casualty_claims"].as_array().unwrap().iter().position(|claim| claim["event"] == read["events"][0]["id"]).unwrap();
    let figure = ["low", "best", "high"].map(|bound| (format!("/casualty_claims/{at}/figure/{bound}"), json!(9)));
    let cells =
        ["/events/0/fatalities/by_side/0", "/events/0/fatalities/total"].map(|toll| ["low", "best", "high"].map(|bound| (format!("{toll}/{bound}"), json!(9))));
    let rows = ["/events/0/acled/0/fatalities", "/events/0/ucdp/best"].map(|path| (path.to_string(), json!(9)));
    let all: Vec<Override> = figure
        .into_iter()
        .chain(cells.into_iter().flatten())
        .chain(rows)
        .enumerate()
        .map(|(n, (path, new))| make(&read, &json!({"id": format!("A{n}"), "path": path, "op": "set", "new": new})).unwrap())
        .collect();
    let done = apply(&read, &all).unwrap();
    assert_eq!((&done["events"][0]["fatalities"]["total"]["high"], &done["events"][0]["acled"][0]["fatalities"]), (&json!(9), &json!(9)));
    assert_eq!(done["events"][0]["ucdp"]["deaths_civilians"], read["events"][0]["ucdp"]["deaths_civilians"], "what was left alone is not emptied");
    let without_row: Vec<Override> = all.iter().filter(|one| !one.path.contains("/acled/")).cloned().collect();
    let done = apply(&read, &without_row).unwrap();
    assert_eq!(
        (&done["events"][0]["acled"][0]["fatalities"], &done["events"][0]["ucdp"]["deaths_civilians"]),
        (&Value::Null, &Value::Null),
        "4 and 9 do not agree"
    );
    assert_eq!(revert(&done).unwrap(), read);
}

/// The report of `text` with the side of its figure `best` corrected.
fn with_side(text: &str, best: u64, side: &str) -> (Value, Value) {
    let read = report(text);
    let at = read["casualty_claims"].as_array().unwrap().iter().position(|claim| claim["figure"]["best"] == best).unwrap();
    let change = json!({"path": format!("/casualty_claims/{at}/side"), "op": "set", "new": side});
    let done = apply(&read, &[make(&read, &change).unwrap()]).unwrap();
    assert_eq!(revert(&done).unwrap(), read);
    assert!(statuses(&done).iter().all(|(status, _)| *status == "applied"), "{:?}", statuses(&done));
    (read, done)
}

/// `low best high` of a side, with the figures it is made of.
fn side<'r>(report: &'r Value, name: &str) -> (&'r Value, &'r Value, &'r Value, &'r Value) {
    let row = report["events"][0]["fatalities"]["by_side"].as_array().unwrap().iter().find(|row| row["side"] == name).unwrap();
    (&row["low"], &row["best"], &row["high"], &row["from"])
}

const MARKET: &str = "Gunmen killed 12 farmers in an attack on a market in Gao on 4 May 2024, the mayor said.";

#[test]
fn a_figure_on_another_side_takes_its_deaths_along_and_the_total_stays() {
    let (read, done) = with_side(MARKET, 12, "state");
    assert_eq!(side(&done, "state"), (&json!(12), &json!(12), &json!(12), &json!(["C1"])));
    assert_eq!(side(&done, "civilian"), (&Value::Null, &Value::Null, &Value::Null, &json!([])));
    let (before, after) = (&read["events"][0], &done["events"][0]);
    assert_eq!(after["fatalities"]["total"], before["fatalities"]["total"]);
    assert_eq!((&after["acled"], &after["gtd"]), (&before["acled"], &before["gtd"]));
    let ucdp = &after["ucdp"];
    assert_eq!(
        (&ucdp["deaths_civilians"], &ucdp["deaths_unknown"], &ucdp["best"]),
        (&json!(0), &json!(12), &json!(12)),
        "no dyad: what is not civilian is unknown"
    );
    let line = |report: &Value, side: &str| report["summary"]["toll"].as_array().unwrap().iter().find(|line| line["side"] == side).unwrap().clone();
    assert_eq!((&line(&done, "state")["claims"], &line(&done, "civilian")["claims"]), (&json!(["C1"]), &json!([])));
    assert_eq!(done["summary"]["sentence"], read["summary"]["sentence"], "the words of the one figure are those of the article");
    assert_eq!(done["warnings"], read["warnings"]);
}

#[test]
fn a_side_without_a_row_gets_one() {
    let (_, done) = with_side(MARKET, 12, "external");
    assert_eq!(side(&done, "external"), (&json!(12), &json!(12), &json!(12), &json!(["C1"])));
    assert!(done["summary"]["toll"].as_array().unwrap().iter().any(|line| line["side"] == "external" && line["claims"] == json!(["C1"])));
}

#[test]
fn deaths_join_those_the_other_side_has_where_nobody_disputes_them() {
    let text = "Gunmen killed 12 farmers and three soldiers in an attack on a market in Gao on 4 May 2024, the mayor said.";
    let (read, done) = with_side(text, 12, "state");
    assert_eq!((side(&read, "state").1, side(&done, "state").1, side(&done, "civilian").1), (&json!(3), &json!(15), &Value::Null));
    assert_eq!(done["events"][0]["fatalities"]["total"], read["events"][0]["fatalities"]["total"]);
    assert!(done["summary"]["sentence"].is_null(), "it may name the sides");
    assert!(done["warnings"].as_array().unwrap().iter().any(|warning| warning["code"] == "not_recomputed"));
}

#[test]
fn where_the_sides_cannot_be_told_apart_the_deaths_are_emptied_and_say_so() {
    let text = "A bomb killed at least 14 people in Gao on 4 May 2024, including three civilians, police said.";
    let (read, done) = with_side(text, 3, "state");
    assert!(!read["events"][0]["fatalities"]["total"]["best"].is_null());
    let event = &done["events"][0];
    assert!([&event["fatalities"]["total"]["best"], &event["acled"][0]["fatalities"], &event["ucdp"]["deaths_civilians"]].iter().all(|cell| cell.is_null()));
    assert!(event["fatalities"]["by_side"].as_array().unwrap().iter().filter(|row| row["from"] != json!([])).all(|row| row["best"].is_null()));
    assert!(done["warnings"].as_array().unwrap().iter().any(|warning| warning["code"] == "not_recomputed"));
}

#[test]
fn the_side_of_the_wounded_moves_no_deaths() {
    let text = format!("{MARKET} Two soldiers were wounded.");
    let (read, done) = with_side(&text, 2, "civilian");
    assert_eq!((&done["events"], &done["summary"]), (&read["events"], &read["summary"]));
}

#[test]
fn the_type_of_target_rests_on_the_facility_aimed_at() {
    let read = report(MARKET);
    let (target, old) = (&read["events"][0]["gtd"]["targtype1"], &read["facilities"][0]["facility_type"]);
    assert_eq!((target, old), (&json!(14), &json!("market")));
    let change = json!({"path": "/facilities/0/facility_type", "op": "set", "new": "school"});
    let done = apply(&read, &[make(&read, &change).unwrap()]).unwrap();
    assert_eq!((&done["events"][0]["gtd"]["targtype1"], &done["events"][0]["fatalities"]), (&Value::Null, &read["events"][0]["fatalities"]));
    let confirmed = json!({"path": "/facilities/0/facility_type", "op": "confirm"});
    assert_eq!(apply(&read, &[make(&read, &confirmed).unwrap()]).unwrap()["events"], read["events"]);
    assert_eq!(revert(&done).unwrap(), read);
}

#[test]
fn a_figure_corrected_with_its_side_is_left_to_the_analyst() {
    let read = report(MARKET);
    let change = |path: &str, new: Value| json!({"id": path, "path": path, "op": "set", "new": new});
    let both = [
        change("/casualty_claims/0/side", "state".into()),
        change("/casualty_claims/0/figure/best", 11.into()),
        change("/casualty_claims/0/figure/low", 11.into()),
    ];
    let layer: Vec<Override> = both.iter().map(|one| make(&read, one).unwrap()).collect();
    let done = apply(&read, &layer).unwrap();
    assert_eq!((side(&done, "state").1, side(&done, "state").3, side(&done, "civilian").3), (&Value::Null, &json!(["C1"]), &json!([])));
    assert!(done["events"][0]["fatalities"]["total"]["best"].is_null());
    let row = |side: &str| read["events"][0]["fatalities"]["by_side"].as_array().unwrap().iter().position(|row| row["side"] == side).unwrap();
    let mut more = layer;
    for (at, value) in [(row("state"), json!(11)), (row("civilian"), Value::Null)] {
        more.extend(["low", "best", "high"].map(|bound| make(&read, &change(&format!("/events/0/fatalities/by_side/{at}/{bound}"), value.clone())).unwrap()));
    }
    for path in ["fatalities/total/low", "fatalities/total/best", "fatalities/total/high", "acled/0/fatalities"] {
        more.push(make(&read, &change(&format!("/events/0/{path}"), 11.into())).unwrap());
    }
    let done = apply(&read, &more).unwrap();
    assert_eq!((side(&done, "state").1, side(&done, "state").3, side(&done, "civilian").1), (&json!(11), &json!(["C1"]), &Value::Null));
    assert_eq!(done["events"][0]["acled"][0]["fatalities"], 11);
    assert_eq!(revert(&done).unwrap(), read);
}

#[test]
fn a_correction_that_fits_no_more_is_stale_and_says_why() {
    let read = report(TEXT);
    let done = apply(
        &read,
        &layer(json!([
            {"path": "/casualty_claims/0/side", "op": "set", "old": "external", "new": "state"},
            {"path": "/casualty_claims/99/side", "op": "set", "old": "external", "new": "state"},
            {"path": "/summary/nothing/-", "op": "add", "new": 1},
        ])),
    )
    .unwrap();
    let statuses = statuses(&done);
    assert!(statuses.iter().all(|(status, _)| *status == "stale"), "{statuses:?}");
    assert!(statuses[0].1.contains("now, not \"external\"") && statuses[1].1.contains("leads to nothing") && statuses[2].1.contains("no list"), "{statuses:?}");
    assert_eq!(revert(&done).unwrap(), read);
}

#[test]
fn a_correction_finds_its_figure_again_where_another_came_before_it() {
    let before = report(TEXT);
    let two = before["casualty_claims"].as_array().unwrap().iter().position(|claim| claim["figure"]["best"] == 2).unwrap();
    let one = make(&before, &json!({"path": format!("/casualty_claims/{two}/side"), "op": "set", "new": "external"})).unwrap();
    assert!(one.anchor.as_deref().unwrap().contains('@') && one.document.is_some());
    let after = report(&format!("Three drivers were wounded in Kidal on Sunday. {TEXT}"));
    let done = apply(&after, std::slice::from_ref(&one)).unwrap();
    let moved = done["casualty_claims"].as_array().unwrap().iter().find(|claim| claim["side"] == "external").unwrap();
    assert_eq!(moved["figure"]["best"], 2);
    assert!(statuses(&done)[0].1.contains("found again"), "{:?}", statuses(&done));
    let gone = apply(&report("Gunmen killed four farmers in Gao on Monday."), &[one]).unwrap();
    assert!(statuses(&gone)[0].0 == "stale" && statuses(&gone)[0].1.contains("is not in this reading"), "{:?}", statuses(&gone));
}

#[test]
fn a_corrected_name_does_not_hide_the_thing_from_later_corrections() {
    let read = report(TEXT);
    let change = |path: &str, new: Value| make(&read, &json!({"path": path, "op": "set", "new": new})).unwrap();
    let name = change("/entities/0/name", "Another name".into());
    let kind = change("/entities/0/type", "state_force".into());
    assert!(kind.anchor.is_some(), "found again by its words");
    let renumbered = |one: &Override, id: &str| Override { id: id.to_string(), ..one.clone() };
    let done = apply(&read, &[renumbered(&name, "O1"), renumbered(&kind, "O2")]).unwrap();
    assert_eq!(statuses(&done).iter().map(|(status, _)| *status).collect::<Vec<_>>(), ["applied", "applied"]);
    assert_eq!((&done["entities"][0]["name"], &done["entities"][0]["type"]), (&"Another name".into(), &"state_force".into()));
}

#[test]
fn corrections_are_kept_when_more_are_laid_over() {
    let read = report(TEXT);
    let first = layer(json!([{"id": "A", "path": "/events/0/label", "op": "set", "old": read["events"][0]["label"], "new": "one"}]));
    let second = layer(
        json!([{"id": "B", "path": "/events/0/label", "op": "set", "old": "one", "new": "two"}, {"id": "C", "path": "/warnings/-", "op": "add", "new": {"code": "x"}}]),
    );
    let done = apply(&apply(&read, &first).unwrap(), &second).unwrap();
    assert_eq!((&done["events"][0]["label"], done["overrides"].as_array().unwrap().len()), (&"two".into(), 3));
    assert_eq!(revert(&done).unwrap(), read);
}

#[test]
fn items_taken_out_leave_the_paths_of_the_others_as_they_were() {
    let read = report(TEXT);
    let claims = read["casualty_claims"].as_array().unwrap();
    let done = apply(
        &read,
        &layer(json!([
            {"path": "/casualty_claims/0", "op": "remove", "old": claims[0]},
            {"path": "/casualty_claims/1/side", "op": "set", "old": claims[1]["side"], "new": "civilian"},
            {"path": "/casualty_claims/0/side", "op": "set", "old": claims[0]["side"], "new": "state"},
        ])),
    )
    .unwrap();
    assert_eq!(done["casualty_claims"].as_array().unwrap().len(), claims.len() - 1);
    assert_eq!(done["casualty_claims"][0]["side"], "civilian");
    assert!(statuses(&done)[2].1.contains("overlaps"), "{:?}", statuses(&done));
    assert_eq!(revert(&done).unwrap(), read);
}

#[test]
fn what_cannot_be_is_refused_with_the_way_out() {
    let wrong = |one: Value| refusal(json!([one]));
    assert_eq!(wrong(json!({"path": "/events/0/label", "op": "replace"})), "override O1: the op is 'replace'; use one of set, add, remove, confirm");
    assert!(wrong(json!({"path": "events/0", "op": "set"})).contains("does not begin with '/'; write a JSON pointer"));
    assert!(wrong(json!({"path": "/a~b", "op": "set"})).contains("~0"));
    assert!(wrong(json!({"path": "/engine/version", "op": "set", "old": "1", "new": "2"})).contains("is not overridden"));
    assert!(wrong(json!({"path": "/events/0/label", "op": "set", "new": "x"})).contains("no 'old'"));
    assert!(wrong(json!({"path": "/events/0/label", "op": "set", "old": "x"})).contains("no 'new'"));
    assert!(wrong(json!({"path": "/casualty_claims/0/figure/best", "op": "set", "old": 4, "new": "four"})).contains("a string where the report has a number"));
    assert!(wrong(json!({"path": "/events/0", "op": "add", "new": 1})).contains("'/-'"));
    assert!(wrong(json!({"path": "/events/0/label", "op": "remove", "old": "x"})).contains("set it to null instead"));
    assert!(refusal(json!([{"id": "A", "path": "/x/-", "op": "add", "new": 1}, {"id": "A", "path": "/x/-", "op": "add", "new": 1}])).contains("there twice"));
    assert!(refusal(json!("x")).contains("write a list of objects"));
    assert!(read("[").unwrap_err().message.contains("not JSON"));
}

#[test]
fn a_report_changed_by_hand_is_not_taken_back_in_silence() {
    let read = report(TEXT);
    let mut done = apply(&read, &layer(json!([{"path": "/warnings/-", "op": "add", "new": {"code": "x"}}]))).unwrap();
    done["warnings"] = json!([]);
    assert!(revert(&done).unwrap_err().message.contains("changed by hand"));
}

/// Paths of all values of a report, deepest last.
fn paths(value: &Value, path: &str, all: &mut Vec<String>) {
    if !path.is_empty() {
        all.push(path.to_string());
    }
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| paths(item, &format!("{path}/{at}"), all)),
        Value::Object(members) => members.iter().for_each(|(key, item)| paths(item, &format!("{path}/{key}"), all)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_untouched_report_is_always_to_be_had_again(picks in proptest::collection::vec((any::<proptest::sample::Index>(), 0..4usize), 0..12)) {
        let untouched = report(TEXT);
        let mut all = Vec::new();
        paths(&untouched, "", &mut all);
        let mut done = untouched.clone();
        for (at, (pick, kind)) in picks.iter().enumerate() {
            let path = pick.get(&all);
            let there = untouched.pointer(path).unwrap();
            let change = match kind {
                0 => json!({"id": format!("X{at}"), "path": path, "op": "set", "new": null}),
                1 => json!({"id": format!("X{at}"), "path": path, "op": "confirm"}),
                2 if there.is_array() => json!({"id": format!("X{at}"), "path": format!("{path}/-"), "op": "add", "new": {"at": at}}),
                _ => json!({"id": format!("X{at}"), "path": path, "op": "remove"}),
            };
            if let Ok(one) = make(&untouched, &change) {
                done = apply(&done, &[one]).unwrap();
            }
        }
        prop_assert_eq!(revert(&done).unwrap(), untouched.clone());
        let listed = read(&done.to_string()).unwrap();
        prop_assert_eq!(apply(&untouched, &listed).unwrap(), done);
    }

    #[test]
    fn no_file_makes_reading_or_laying_fail_badly(text in "[\\[\\]{}\",:/~a-z0-9-]{0,60}") {
        if let Ok(layer) = read(&text) {
            prop_assert!(apply(&report(TEXT), &layer).is_ok());
        }
    }
}
