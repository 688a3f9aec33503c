//! Reading and making corrections: what cannot be is refused with the correction it stands in and the way out.

use super::{Op, Override, Refused, anchor, document};
use serde_json::{Map, Value};

/// Members of a report that say what was read by which program; they are no findings.
const FIXED: [&str; 8] =
    ["/schema", "/engine", "/overrides", "/document/id", "/document/start", "/document/char_count", "/document/offset_unit", "/document/sections"];

/// Reads corrections from JSON: a list, an object with the member `overrides`, or an exported report.
///
/// # Errors
/// [`Refused`] names the first correction that cannot be, and what to write instead.
///
/// # Examples
/// ```
/// let layer = sitrep::overrides::read(r#"[{"path": "/events/0/date", "op": "set", "old": null, "new": "D2"}]"#).unwrap();
/// assert_eq!(layer[0].id, "O1");
/// let refused = sitrep::overrides::read(r#"[{"path": "events", "op": "set", "old": null, "new": 1}]"#).unwrap_err();
/// assert_eq!(refused.message, "override O1: the path 'events' does not begin with '/'; write a JSON pointer such as /events/0/label");
/// ```
pub fn read(json: &str) -> Result<Vec<Override>, Refused> {
    let value: Value = serde_json::from_str(json).map_err(|error| bad(format!("the overrides are not JSON ({error}); write a list of objects")))?;
    let list = match &value {
        Value::Array(list) => Some(list),
        other => other.get("overrides").and_then(Value::as_array),
    };
    read_list(list.ok_or_else(|| bad("the overrides are no list; write a list of objects, or an object with the member 'overrides'"))?)
}

/// The same, of a list that was read as JSON.
pub(super) fn read_list(list: &[Value]) -> Result<Vec<Override>, Refused> {
    let mut layer: Vec<Override> = Vec::new();
    for (at, item) in list.iter().enumerate() {
        let one = read_one(item, at)?;
        if layer.iter().any(|other| other.id == one.id) {
            return Err(bad(format!("override {} is there twice; give each an id of its own", one.id)));
        }
        layer.push(one);
    }
    Ok(layer)
}

fn bad(message: impl Into<String>) -> Refused {
    Refused::new("bad_override", message)
}

fn read_one(item: &Value, at: usize) -> Result<Override, Refused> {
    let number = format!("O{}", at + 1);
    let members = item.as_object().ok_or_else(|| bad(format!("override {number} is no object; write {{\"path\", \"op\", \"old\", \"new\", \"reason\"}}")))?;
    let id = match members.get("id") {
        Some(Value::String(id)) => id.clone(),
        _ => number,
    };
    let wrong = |problem: String| bad(format!("override {id}: {problem}"));
    let string = |key: &str| match members.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(wrong(format!("'{key}' is {other}; write a string or null"))),
    };
    let path = string("path")?.ok_or_else(|| wrong("there is no 'path'; write a JSON pointer such as /events/0/label".to_string()))?;
    let op = string("op")?.unwrap_or_default();
    let names: Vec<&str> = Op::ALL.iter().map(|(_, name)| *name).collect();
    let op =
        Op::ALL.iter().find(|(_, name)| *name == op).map(|(op, _)| *op).ok_or_else(|| wrong(format!("the op is '{op}'; use one of {}", names.join(", "))))?;
    check_path(&path, op).map_err(wrong)?;
    let (old, new) = values(members, op).map_err(wrong)?;
    Ok(Override {
        path,
        op,
        old,
        new,
        by: string("by")?,
        at: string("at")?,
        reason: string("reason")?,
        anchor: string("anchor")?,
        document: string("document")?,
        id,
    })
}

fn check_path(path: &str, op: Op) -> Result<(), String> {
    if !path.starts_with('/') {
        return Err(format!("the path '{path}' does not begin with '/'; write a JSON pointer such as /events/0/label"));
    }
    let escapes = path.split('~').skip(1).all(|after| after.starts_with(['0', '1']));
    if !escapes {
        return Err(format!("the path '{path}' has a lone '~'; write ~0 for '~' and ~1 for '/'"));
    }
    if FIXED.iter().any(|fixed| path.strip_prefix(fixed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))) || path == "/document" {
        return Err(format!("'{path}' says how the report was made and is not overridden; correct a finding"));
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    let index = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    match op {
        Op::Add if last != "-" => Err(format!("'add' puts a thing at the end of a list; let the path '{path}' end in '/-'")),
        Op::Remove if !index => Err(format!("'remove' takes an item out of a list and '{path}' is none; set it to null instead")),
        _ => Ok(()),
    }
}

fn values(members: &Map<String, Value>, op: Op) -> Result<(Value, Value), String> {
    let (old, new) = (members.get("old").cloned(), members.get("new").cloned());
    match op {
        Op::Add => Ok((Value::Null, new.ok_or("there is no 'new'; write the thing to be added")?)),
        Op::Remove | Op::Confirm => Ok((old.ok_or("there is no 'old'; write the value as the report has it")?, Value::Null)),
        Op::Set => {
            let old = old.ok_or("there is no 'old'; write the value as the report has it, null where it is empty")?;
            let new = new.ok_or("there is no 'new'; write the value to be set, null for none")?;
            let alike = old.is_null() || new.is_null() || kind(&old) == kind(&new);
            if alike { Ok((old, new)) } else { Err(format!("'new' is {} where the report has {}; write {} or null", kind(&new), kind(&old), kind(&old))) }
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Makes a correction for `report` from `{path, op, new, by, at, reason}`: `old`, `anchor` and `document` are taken from it.
///
/// # Errors
/// [`Refused`] if the path leads nowhere, or the correction cannot be.
pub fn make(report: &Value, change: &Value) -> Result<Override, Refused> {
    let mut members = change.as_object().cloned().unwrap_or_default();
    let path = members.get("path").and_then(Value::as_str).unwrap_or_default().to_string();
    let list = path.strip_suffix("/-");
    let there = report.pointer(list.unwrap_or(&path));
    if there.is_none() && path.starts_with('/') {
        return Err(bad(format!("the path '{path}' leads to nothing in the report; point at a member that is there")));
    }
    let old = if list.is_some() { Value::Null } else { there.cloned().unwrap_or(Value::Null) };
    members.insert("old".to_string(), old);
    members.insert("anchor".to_string(), anchor::of(report, &path).map_or(Value::Null, Value::String));
    members.insert("document".to_string(), document(report).map_or(Value::Null, Value::from));
    let taken = report.get("overrides").and_then(Value::as_array).map_or(0, Vec::len);
    read_one(&Value::Object(members), taken)
}
