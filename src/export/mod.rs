//! Exports: reports as tables, maps and briefs. An edge over the JSON of reports, so that what an analyst overrode is in.
//!
//! In: reports as JSON, overrides applied. Out: text in one of seven formats, the same from the command line and from the
//! page. Nothing is coded here that the report does not hold: what it leaves open stays empty and is listed with its reason.

mod acled;
mod gaps;
mod geojson;
mod gtd;
mod json;
mod labels;
mod markdown;
mod plover;
mod table;
mod ucdp;
mod view;

use crate::overrides::Refused;
use serde_json::Value;
use view::{View, text};

/// What reports can be exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// ACLED-shaped CSV, one row for each event and place.
    Acled,
    /// UCDP-GED-shaped CSV, one row for each event with a death.
    Ucdp,
    /// GTD-style CSV, one row for each event of the news.
    Gtd,
    /// PLOVER as JSON Lines, one event a line.
    Plover,
    /// GeoJSON of the resolved places.
    Geojson,
    /// A brief in Markdown.
    Markdown,
    /// The whole report; several as JSON Lines.
    Json,
}

impl Format {
    /// Every format with its name.
    pub const ALL: [(Format, &'static str); 7] = [
        (Format::Acled, "acled"),
        (Format::Ucdp, "ucdp"),
        (Format::Gtd, "gtd"),
        (Format::Plover, "plover"),
        (Format::Geojson, "geojson"),
        (Format::Markdown, "markdown"),
        (Format::Json, "json"),
    ];

    /// The format of that name.
    ///
    /// # Errors
    /// [`Refused`] with the names there are.
    pub fn named(name: &str) -> Result<Self, Refused> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name).map(|(format, _)| *format);
        let names: Vec<&str> = Self::ALL.iter().map(|(_, known)| *known).collect();
        found.ok_or_else(|| Refused::new("bad_format", format!("there is no format '{name}'; use one of {}", names.join(", "))))
    }
}

/// What the analyst chooses beside the format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Divide a toll that stands for several places evenly over the rows, the remainder to the first; the rows say so.
    pub split_evenly: bool,
}

/// Writes `reports` in one format.
///
/// # Errors
/// [`Refused`] if one of them is no report of this version.
///
/// # Examples
/// ```
/// use sitrep::export::{Format, Settings, export};
/// let report = sitrep::analyze("Gunmen killed four farmers near Gao.", &sitrep::Options::default())?;
/// let reports = [serde_json::to_value(&report).unwrap()];
/// let csv = export(&reports, Format::Acled, Settings::default()).unwrap();
/// assert!(csv.starts_with("event_id_cnty,event_date,"));
/// # Ok::<(), sitrep::AnalyzeError>(())
/// ```
pub fn export(reports: &[Value], format: Format, settings: Settings) -> Result<String, Refused> {
    check(reports)?;
    let views: Vec<View> = reports.iter().map(View::new).collect();
    let table = |columns: &[&str], rows: &dyn Fn(&View) -> Vec<Vec<table::Cell>>| {
        table::table(columns, &views, rows).map_err(|error| Refused::new("internal", error.to_string()))
    };
    match format {
        Format::Acled => table(acled::COLUMNS, &|view| acled::rows(view, &settings)),
        Format::Ucdp => table(ucdp::COLUMNS, &ucdp::rows),
        Format::Gtd => table(gtd::COLUMNS, &gtd::rows),
        Format::Plover => Ok(views.iter().map(plover::lines).collect()),
        Format::Geojson => Ok(format!("{:#}\n", geojson::collection(&views))),
        Format::Markdown => Ok(views.iter().map(markdown::brief).collect::<Vec<String>>().join("\n---\n\n")),
        Format::Json => Ok(json::reports(reports)),
    }
}

fn check(reports: &[Value]) -> Result<(), Refused> {
    for (at, report) in reports.iter().enumerate() {
        let schema = text(report, "schema");
        if schema != Some(crate::schema::SCHEMA) {
            let given = schema.map_or_else(|| "no 'schema'".to_string(), |schema| format!("the schema '{schema}'"));
            return Err(Refused::new("bad_report", format!("report {} has {given}; give reports of {}", at + 1, crate::schema::SCHEMA)));
        }
    }
    Ok(())
}

/// Reads reports from JSON: one, or a list. Whole numbers written as 1.0 become 1, as JavaScript writes them.
///
/// # Errors
/// [`Refused`] if it is no JSON.
pub fn read_reports(json: &str) -> Result<Vec<Value>, Refused> {
    let value = serde_json::from_str(json).map_err(|error| Refused::new("bad_json", format!("the report is not JSON ({error})")))?;
    let mut reports = match value {
        Value::Array(reports) => reports,
        report => vec![report],
    };
    reports.iter_mut().for_each(plain_numbers);
    Ok(reports)
}

fn plain_numbers(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(plain_numbers),
        Value::Object(members) => members.values_mut().for_each(plain_numbers),
        Value::Number(number) if number.is_f64() => {
            let whole = number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 9e15);
            *value = whole.map_or_else(|| value.clone(), |whole| Value::from(whole as i64));
        }
        _ => {}
    }
}
