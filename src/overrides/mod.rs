//! Overrides: an analyst's corrections as a layer over a report that stays as it was read.
//!
//! In: the JSON of a report, and corrections `{id, path, op, old, new, by, at, reason}` with a JSON pointer into the
//! untouched report. Out: the corrected report, in whose `overrides` each correction is `applied` or `stale` with the
//! reason. A correction is applied only where it points at the value it was made for: after another analysis of the text
//! it finds its thing again by `anchor`, or is stale. Figures are not added up anew: what rests on a
//! corrected one (totals, coded cells, the card's words) is emptied, and says so; only deaths whose side is corrected move where that is sure.

mod anchor;
mod follow;
mod layer;
mod read;
mod side;

pub(crate) use follow::{FLAG, TOLL};
pub use layer::{apply, apply_all, revert};
pub use read::{make, read};

use serde_json::Value;

/// What is wrong with what was given, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// A short code for programs, such as `bad_override`.
    pub code: &'static str,
    /// One line for people.
    pub message: String,
}

impl Refused {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refused {}

/// What a correction does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Puts another value in the place of `old`.
    Set,
    /// Puts a thing at the end of a list.
    Add,
    /// Takes an item out of a list.
    Remove,
    /// Says that `old` was checked and is right.
    Confirm,
}

impl Op {
    const ALL: [(Op, &'static str); 4] = [(Op::Set, "set"), (Op::Add, "add"), (Op::Remove, "remove"), (Op::Confirm, "confirm")];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(op, _)| *op == self).map_or("", |(_, name)| name)
    }
}

/// One correction.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// Its own id, `O1`.
    pub id: String,
    /// JSON pointer into the untouched report.
    pub path: String,
    /// What it does.
    pub op: Op,
    /// The value it was made for.
    pub old: Value,
    /// The value it puts there.
    pub new: Value,
    /// Who made it.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What the corrected thing is known by: its words and where they stand.
    pub anchor: Option<String>,
    /// The text it was made for: `document.id` of the report.
    pub document: Option<String>,
}

impl Override {
    /// The correction as it is kept in files and in reports.
    pub fn to_json(&self) -> Value {
        serde_json::json!({
            "id": self.id, "path": self.path, "op": self.op.name(), "old": self.old, "new": self.new, "by": self.by, "at": self.at, "reason": self.reason,
            "anchor": self.anchor, "document": self.document,
        })
    }
}

/// The corrections that belong to `report`: those made for its text, and where it is the only one those made for no text
/// or for another one.
fn belonging<'o>(layer: &'o [Override], report: &Value, alone: bool) -> impl Iterator<Item = &'o Override> {
    let id = document(report).map(str::to_string);
    layer.iter().filter(move |one| alone || one.document == id)
}

/// The id of a report's text.
pub fn document(report: &Value) -> Option<&str> {
    report.get("document")?.get("id")?.as_str()
}
