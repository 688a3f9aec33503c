//! `sitrep export`: articles or reports in, one table, map or brief out, with the analyst's corrections laid over.

use crate::{Failure, input};
use serde_json::Value;
use sitrep::Options;
use sitrep::export::{Format, Settings, export, read_reports};
use sitrep::overrides::{self, Override, Refused};
use std::io::Write;

/// What was asked for.
pub struct Order {
    pub format: String,
    pub overrides: Option<String>,
    pub split_evenly: bool,
    pub whole: bool,
}

/// Writes the export of all `files`.
pub fn run(files: &[String], order: &Order, options: &Options, output: &mut impl Write) -> Result<(), Failure> {
    let format = Format::named(&order.format).map_err(|refused| Failure::Usage(format!("--format: {refused}")))?;
    if order.split_evenly && format != Format::Acled {
        return Err(Failure::Usage("--split-evenly divides the toll over the rows of places; use it with --format acled".to_string()));
    }
    let layer = order.overrides.as_deref().map(read_layer).transpose()?.unwrap_or_default();
    let mut reports = Vec::new();
    for file in files {
        reports.extend(reports_of(file, order.whole, options)?);
    }
    let reports = corrected(&reports, &layer, order.overrides.as_deref().unwrap_or_default())?;
    let text = export(&reports, format, Settings { split_evenly: order.split_evenly }).map_err(|refused| Failure::Input(refused.to_string()))?;
    Ok(output.write_all(text.as_bytes())?)
}

fn read_layer(file: &str) -> Result<Vec<Override>, Failure> {
    overrides::read(&input::read(file)?).map_err(|refused| about(file, refused))
}

fn about(file: &str, refused: Refused) -> Failure {
    Failure::Input(format!("{}: {refused}", input::name(file)))
}

/// The reports in a file: those it holds as JSON, or those on the articles it holds as text.
fn reports_of(file: &str, whole: bool, options: &Options) -> Result<Vec<Value>, Failure> {
    let text = input::read(file)?;
    let named = file.ends_with(".json") || file.ends_with(".jsonl");
    if named || text.trim_start_matches('\u{FEFF}').trim_start().starts_with('{') {
        return written(file, text.trim_start_matches('\u{FEFF}'));
    }
    let reports = input::reports(file, &text, options, whole)?;
    reports.iter().map(|report| plain(serde_json::to_string(report))).collect()
}

/// The report as the page would hand it over.
fn plain(json: serde_json::Result<String>) -> Result<Value, Failure> {
    let json = json.map_err(std::io::Error::from)?;
    let reports = read_reports(&json).map_err(|refused| Failure::Input(refused.to_string()))?;
    reports.into_iter().next().ok_or_else(|| Failure::Input("there is no report".to_string()))
}

/// Reports in JSON: one, a list, one after another as `analyze` writes them, or the lines of `batch`.
fn written(file: &str, text: &str) -> Result<Vec<Value>, Failure> {
    let mut reports = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let value = value.map_err(|error| Failure::Input(format!("{}: not JSON ({error}); give reports, the output of batch, or text", input::name(file))))?;
        match value {
            Value::Array(list) => list.into_iter().try_for_each(|one| one_report(file, one, &mut reports))?,
            one => one_report(file, one, &mut reports)?,
        }
    }
    Ok(reports)
}

fn one_report(file: &str, value: Value, reports: &mut Vec<Value>) -> Result<(), Failure> {
    let wrong = |problem: String| Failure::Input(format!("{}: {problem}", input::name(file)));
    if let Some(error) = value.get("error").filter(|error| error.is_object()) {
        let id = value.get("id").unwrap_or(&Value::Null);
        return Err(wrong(format!("the line with the id {id} holds no report but the error {error}; take it out")));
    }
    let report = value.get("report").unwrap_or(&value);
    if report.get("schema").and_then(Value::as_str) != Some(sitrep::schema::SCHEMA) {
        return Err(wrong(format!("thing {} is no report of {}; give reports, the output of batch, or text", reports.len() + 1, sitrep::schema::SCHEMA)));
    }
    reports.push(plain(serde_json::to_string(report))?);
    Ok(())
}

/// The reports with the corrections that belong to each; one that belongs to none is an error.
fn corrected(reports: &[Value], layer: &[Override], file: &str) -> Result<Vec<Value>, Failure> {
    let alone = reports.len() == 1;
    for one in layer {
        let known = alone || reports.iter().any(|report| overrides::document(report) == one.document.as_deref());
        if !known {
            let given = one.document.as_deref().unwrap_or("none");
            return Err(Failure::Input(format!(
                "{file}: override {} is for the document {given}; with several articles, write the 'document.id' of one of them as its 'document'",
                one.id
            )));
        }
    }
    overrides::apply_all(reports, layer).map_err(|refused| Failure::Input(refused.to_string()))
}
