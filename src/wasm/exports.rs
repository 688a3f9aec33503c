//! The module that exports: reports and corrections in as JSON, files and reports out as text.
#![allow(unsafe_code)] // written by the macro of wasm-bindgen

use super::error;
use crate::articles::{About, Article, split};
use crate::export::{Format, Settings, export, read_reports};
use crate::overrides::{self, Override, Refused};
use crate::text::{OffsetMap, OffsetUnit};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

fn thrown(refused: Refused) -> JsValue {
    error(refused.code, &refused.message)
}

/// The reports with their corrections laid over; corrections of nothing are an empty string.
fn corrected(reports: &str, layer: &str) -> Result<Vec<Value>, Refused> {
    let reports = read_reports(reports)?;
    let layer: Vec<Override> = if layer.is_empty() { Vec::new() } else { overrides::read(layer)? };
    overrides::apply_all(&reports, &layer)
}

/// The text of a file: `reports` (JSON of one, or of a list) with `overrides` over them, in a format such as `acled`.
///
/// # Errors
/// An `Error` whose `code` is `bad_format`, `bad_json`, `bad_report` or `bad_override`, and whose message names what to change.
#[wasm_bindgen(js_name = exportAs)]
pub fn export_as(format: &str, reports: &str, overrides: &str, split_evenly: bool) -> Result<String, JsValue> {
    let write = || export(&corrected(reports, overrides)?, Format::named(format)?, Settings { split_evenly });
    write().map_err(thrown)
}

/// The JSON of one report with `overrides` over it; each of them says in it whether it was applied.
///
/// # Errors
/// As [`export_as`].
#[wasm_bindgen(js_name = applyOverrides)]
pub fn apply_overrides(report: &str, overrides: &str) -> Result<String, JsValue> {
    let reports = corrected(report, overrides).map_err(thrown)?;
    Ok(reports.first().map(Value::to_string).unwrap_or_default())
}

/// A correction as JSON, made from `{path, op, new, by, at, reason}`, with what the report has there now.
///
/// # Errors
/// As [`export_as`].
#[wasm_bindgen(js_name = makeOverride)]
pub fn make_override(report: &str, change: &str) -> Result<String, JsValue> {
    let reports = read_reports(report).map_err(thrown)?;
    let change: Value = serde_json::from_str(change).map_err(|problem| error("bad_override", &format!("the change is not JSON ({problem})")))?;
    let one = overrides::make(reports.first().unwrap_or(&Value::Null), &change).map_err(thrown)?;
    Ok(one.to_json().to_string())
}

/// The articles of a text as JSON, `[{start, end, title, about}]`, in UTF-16 code units; one where nothing divides it.
#[wasm_bindgen(js_name = splitArticles)]
pub fn split_articles(text: &str) -> String {
    let map = OffsetMap::new(text, OffsetUnit::Utf16);
    let at = |byte: usize| map.at(byte as u32);
    let one = |article: Article| {
        let About { title, publisher, author, url } = article.about;
        let about = json!({ "title": title, "publisher": publisher, "author": author, "url": url });
        json!({ "start": at(article.range.start), "end": at(article.range.end), "title": article.title, "about": about })
    };
    split(text).into_iter().map(one).collect::<Value>().to_string()
}
