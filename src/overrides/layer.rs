//! Laying corrections over a report, and taking them off again.
//!
//! Every path is meant for the untouched report. Corrections of the same value come after one another; those that lie
//! inside one another do not go together, so that the order of the others does not matter and each can be taken back.

use super::read::read_list;
use super::{Op, Override, Refused, anchor, belonging, document, follow};
use serde_json::{Value, json};

/// The report with `layer` over it. Corrections it carries already are kept, unless `layer` has one of the same id.
///
/// # Errors
/// [`Refused`] if the report carries corrections that cannot be taken back: somebody changed it by hand.
pub fn apply(report: &Value, layer: &[Override]) -> Result<Value, Refused> {
    let read = revert(report)?;
    let mut working = Working { report: read.clone(), read: &read, removed: Vec::new(), done: Vec::new() };
    let earlier = carried(report)?;
    let kept = earlier.iter().filter(|one| !layer.iter().any(|other| other.id == one.id));
    let own = kept.chain(layer).filter(|one| !follow::is_made(one));
    let mut listed: Vec<Value> = own.map(|one| working.lay(one)).collect();
    let following: Vec<Value> = follow::following(&working.report, &listed).iter().map(|one| working.lay(one)).collect();
    listed.extend(following.into_iter().filter(|one| one["status"] == "applied"));
    working.take_out();
    if let Some(slot) = working.report.get_mut("overrides") {
        *slot = Value::Array(listed);
    }
    Ok(working.report)
}

/// The reports, each with those of `layer` over it that belong to it.
///
/// # Errors
/// As [`apply`].
pub fn apply_all(reports: &[Value], layer: &[Override]) -> Result<Vec<Value>, Refused> {
    let alone = reports.len() == 1;
    reports.iter().map(|report| apply(report, &belonging(layer, report, alone).cloned().collect::<Vec<_>>())).collect()
}

/// The corrections a report carries.
fn carried(report: &Value) -> Result<Vec<Override>, Refused> {
    report.get("overrides").and_then(Value::as_array).map_or_else(|| Ok(Vec::new()), |list| read_list(list))
}

/// The report before any correction.
///
/// # Errors
/// [`Refused`] if a correction that was applied does not fit the report any more.
pub fn revert(report: &Value) -> Result<Value, Refused> {
    let applied = |at: &usize| report.pointer(&format!("/overrides/{at}/status")).and_then(Value::as_str) == Some("applied");
    let layer: Vec<Override> = carried(report)?.into_iter().enumerate().filter(|(at, _)| applied(at)).map(|(_, one)| one).collect();
    let mut report = report.clone();
    let mut removed: Vec<&Override> = layer.iter().filter(|one| one.op == Op::Remove).collect();
    removed.sort_by_key(|one| place(&one.path));
    for one in removed {
        put_back(&mut report, one).ok_or_else(|| changed(one))?;
    }
    for one in layer.iter().rev() {
        take_back(&mut report, one).ok_or_else(|| changed(one))?;
    }
    if let Some(slot) = report.get_mut("overrides") {
        *slot = json!([]);
    }
    Ok(report)
}

fn changed(one: &Override) -> Refused {
    Refused::new("bad_report", format!("override {} does not fit the report it stands in; start from a report that was not changed by hand", one.id))
}

/// How deep an item lies, and where: outer lists first, then by index.
fn place(path: &str) -> (usize, usize) {
    let index = path.rsplit('/').next().and_then(|last| last.parse().ok());
    (path.matches('/').count(), index.unwrap_or(usize::MAX))
}

fn put_back(report: &mut Value, one: &Override) -> Option<()> {
    let (list, index) = one.path.rsplit_once('/')?;
    let (items, index) = (report.pointer_mut(list)?.as_array_mut()?, index.parse::<usize>().ok()?);
    (index <= items.len()).then(|| items.insert(index, one.old.clone()))
}

fn take_back(report: &mut Value, one: &Override) -> Option<()> {
    match one.op {
        Op::Set => *report.pointer_mut(&one.path)? = one.old.clone(),
        Op::Add => drop(report.pointer_mut(one.path.strip_suffix("/-")?)?.as_array_mut()?.pop()?),
        Op::Remove | Op::Confirm => {}
    }
    Some(())
}

/// A report on which corrections are being laid. Items taken out stay until the end, so that every path keeps its meaning;
/// what a correction is about is found in the reading, whatever others have changed since.
struct Working<'r> {
    read: &'r Value,
    report: Value,
    removed: Vec<String>,
    done: Vec<(String, Op)>,
}

impl Working<'_> {
    /// Applies one correction if it fits, and says how it went.
    fn lay(&mut self, one: &Override) -> Value {
        let (path, outcome) = match self.find(one) {
            Ok(path) => {
                let outcome = self.change(one, &path);
                (path, outcome)
            }
            Err(why) => (one.path.clone(), Err(why)),
        };
        let moved = (path != one.path).then(|| format!("found again by its words; it was {}", one.path));
        let (status, why) = match outcome {
            Ok(()) => ("applied", moved),
            Err(why) => ("stale", Some(why)),
        };
        let mut said = one.to_json();
        for (key, value) in [("path", Value::from(path)), ("status", Value::from(status)), ("why", Value::from(why))] {
            if let Some(members) = said.as_object_mut() {
                members.insert(key.to_string(), value);
            }
        }
        said
    }

    /// Where the corrected thing stands in this report.
    fn find(&self, one: &Override) -> Result<String, String> {
        let same_text = one.document.is_none() || one.document.as_deref() == document(self.read);
        match &one.anchor {
            Some(words) => anchor::find(self.read, &one.path, words, same_text).ok_or_else(|| format!("what it corrects, '{words}', is not in this reading")),
            None if same_text || anchor::split(&one.path).is_none() => Ok(one.path.clone()),
            None => Err("it was made for another text and has no anchor to find its thing by".to_string()),
        }
    }

    fn change(&mut self, one: &Override, path: &str) -> Result<(), String> {
        let inside = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('/'));
        let clash = self.done.iter().find(|(other, op)| {
            let lists = one.op == Op::Add && *op == Op::Add;
            (inside(path, other) || inside(other, path)) && !lists || other == path && (one.op == Op::Remove || *op == Op::Remove)
        });
        if let Some((other, _)) = clash {
            return Err(format!("it overlaps with the override of {other}, which comes first"));
        }
        match one.op {
            Op::Add => self.append(one, path)?,
            Op::Remove => {
                self.expected(one, path)?;
                self.removed.push(path.to_string());
            }
            Op::Confirm => {
                self.expected(one, path)?;
            }
            Op::Set => *self.expected(one, path)? = one.new.clone(),
        }
        if one.op != Op::Confirm {
            self.done.push((path.to_string(), one.op));
        }
        Ok(())
    }

    /// The value at `path`, if it is the one the correction was made for.
    fn expected(&mut self, one: &Override, path: &str) -> Result<&mut Value, String> {
        let value = self.report.pointer_mut(path).ok_or_else(|| format!("{path} leads to nothing in this reading"))?;
        if same(value, &one.old) { Ok(value) } else { Err(format!("{path} is {value} now, not {}", one.old)) }
    }

    fn append(&mut self, one: &Override, path: &str) -> Result<(), String> {
        let list = path.strip_suffix("/-").unwrap_or(path);
        let items = self.report.pointer_mut(list).and_then(Value::as_array_mut).ok_or_else(|| format!("{list} is no list in this reading"))?;
        items.push(one.new.clone());
        Ok(())
    }

    fn take_out(&mut self) {
        self.removed.sort_by_key(|path| std::cmp::Reverse(place(path)));
        for path in &self.removed {
            let Some((list, index)) = path.rsplit_once('/') else { continue };
            let items = self.report.pointer_mut(list).and_then(Value::as_array_mut);
            if let (Some(items), Ok(index)) = (items, index.parse::<usize>()) {
                items.remove(index);
            }
        }
    }
}

/// Equal, 1 being equal to 1.0.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b))),
        _ => a == b,
    }
}
