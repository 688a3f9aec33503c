//! Corrections: any JSON as a list of them, and lists that are made for the report they are laid over.
//!
//! An even first byte: the rest is JSON. An odd one: the rest says what is corrected.

use super::report::{exports, ours, value};
use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};
use sitrep::overrides::{Override, apply, apply_all, make, read, revert};
use std::sync::OnceLock;

const OPS: [&str; 5] = ["set", "set", "add", "remove", "confirm"];

pub fn run(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let at = usize::from(first >> 1);
    if first % 2 == 0 {
        let Ok(layer) = read(&String::from_utf8_lossy(rest)) else { return };
        lay(at, &layer);
    } else if let Ok(list) = list(&mut Unstructured::new(rest), at) {
        let Ok(layer) = read(&Value::Array(list).to_string()) else { return };
        lay(at, &layer);
    }
}

/// Lays the corrections over a report of ours, and looks at what comes of it.
fn lay(at: usize, layer: &[Override]) {
    let report = &ours()[at % ours().len()];
    let done = apply(report, layer).expect("a report of ours can be corrected");
    assert_eq!(revert(&done).as_ref(), Ok(report), "taking the corrections off does not give the reading back");
    if at & 4 != 0 {
        assert_eq!(apply(&done, &[]).as_ref(), Ok(&done), "laying the same corrections again changes the report");
    } else {
        assert_eq!(apply_all(std::slice::from_ref(report), layer), Ok(vec![done.clone()]), "the same corrections give two reports");
    }
    for one in layer {
        let told = done["overrides"].as_array().into_iter().flatten().find(|told| told["id"] == one.id.as_str());
        let said = |told: &Value| told["status"] == "applied" || told["status"] == "stale" && told["why"].is_string();
        let made = one.by.as_deref() == Some("sitrep") && one.id.starts_with("follows-");
        assert!(made || told.is_some_and(said), "{one:?} is neither applied nor stale in {}", done["overrides"]);
    }
    if at & 8 != 0 {
        exports(&[done], at as u8);
    }
}

/// Pointers to every member of the reports of ours.
fn pointers(at: usize) -> &'static [String] {
    static POINTERS: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    let all = POINTERS.get_or_init(|| ours().iter().map(|report| below(report, "")).collect());
    &all[at % all.len()]
}

fn below(value: &Value, path: &str) -> Vec<String> {
    let mut paths = vec![path.to_string()];
    match value {
        Value::Array(items) => {
            paths.push(format!("{path}/-"));
            paths.extend(items.iter().enumerate().flat_map(|(at, item)| below(item, &format!("{path}/{at}"))));
        }
        Value::Object(members) => paths.extend(members.iter().flat_map(|(name, item)| below(item, &format!("{path}/{name}")))),
        _ => {}
    }
    paths
}

fn list(draw: &mut Unstructured, at: usize) -> Result<Vec<Value>> {
    (0..draw.int_in_range(1..=6)?).map(|_| correction(draw, at)).collect()
}

/// One correction, most often such as the page makes them.
fn correction(draw: &mut Unstructured, at: usize) -> Result<Value> {
    let report = &ours()[at % ours().len()];
    let mut path = draw.choose(pointers(at))?.as_str();
    if path.matches('/').count() < 3 {
        path = draw.choose(pointers(at))?;
    }
    let op = if path.ends_with("/-") { "add" } else { *draw.choose(&OPS)? };
    let old = report.pointer(path).cloned().unwrap_or_default();
    let new = match old {
        Value::Number(_) if draw.ratio(2, 3)? => draw.int_in_range(0..=99_u64)?.into(),
        Value::String(_) if draw.ratio(2, 3)? => (*draw.choose(&["state", "civilian", "killed", "V1", "V2", "C1", "E2", "main", "background"])?).into(),
        _ => value(draw, 2)?,
    };
    let mut change = json!({ "path": path, "op": op, "old": old, "new": new });
    if draw.ratio(1, 2)? {
        let Ok(made) = make(report, &change) else { return Ok(change) };
        change = made.to_json();
        change["id"] = Value::Null;
    }
    for (key, odds) in [("old", 24), ("anchor", 12), ("document", 12), ("path", 24), ("id", 24), ("by", 12)] {
        if draw.ratio(1, odds)? {
            change[key] = value(draw, 1)?;
        }
    }
    Ok(change)
}
