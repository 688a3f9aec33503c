//! Reports as JSON: there and back, and out as tables, maps and briefs, also after somebody changed them by hand.
//!
//! The first byte says whether the rest is an article, JSON as it stands, or what is done to a report of ours.

use arbitrary::{Result, Unstructured};
use serde_json::Value;
use sitrep::Options;
use sitrep::export::{Format, Settings, export, read_reports};
use std::sync::OnceLock;

const TEXTS: [&str; 3] = [
    "Gunmen killed four farmers near Gao on Monday, the army said.",
    "The army killed 30 rebels and gave no figure for its own losses. JNIM spoke of 12 dead soldiers.",
    "Shelling of a market in Goma wounded dozens and killed six, two of them children.",
];
const KEYS: [&str; 12] = ["schema", "id", "start", "low", "best", "high", "text", "lat", "events", "places", "path", "__proto__"];

/// Reports of ours, as they are read back from JSON.
pub fn ours() -> &'static [Value] {
    static OURS: OnceLock<Vec<Value>> = OnceLock::new();
    OURS.get_or_init(|| TEXTS.map(|text| there_and_back(text, Some("2024-05-08"))).to_vec())
}

pub fn run(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    match first % 4 {
        0 => {
            let report = there_and_back(&String::from_utf8_lossy(rest), Some("2024-05-08").filter(|_| first & 4 != 0));
            exports(&[report], *first);
        }
        1 => {
            let Ok(reports) = read_reports(&String::from_utf8_lossy(rest)) else { return };
            exports(&reports, *first);
        }
        _ => drop(changed(&mut Unstructured::new(data))),
    }
}

/// The report on `text`, written as JSON and read again: the same, and written the same again.
fn there_and_back(text: &str, date: Option<&str>) -> Value {
    let report = sitrep::analyze(text, &Options { date: date.map(str::to_string), ..Options::default() }).expect("a text is never wrong");
    let written = serde_json::to_string(&report).expect("a report is JSON");
    let value: Value = serde_json::from_str(&written).expect("what was written is JSON");
    assert_eq!(value, serde_json::to_value(&report).expect("a report is JSON"), "it is not what was written");
    assert_eq!(value.to_string(), written, "it is not written as it was");
    let mut read = read_reports(&written).expect("what was written is a report");
    let report = read.pop().unwrap_or_default();
    assert_eq!(read_reports(&report.to_string()), Ok(vec![report.clone()]), "reading it twice is not reading it once");
    report
}

/// A report of ours, changed in a few places, exported in some format.
fn changed(draw: &mut Unstructured) -> Result<()> {
    let choice = draw.arbitrary::<u8>()?;
    let mut report = draw.choose(ours())?.clone();
    for _ in 0..draw.int_in_range(1..=6)? {
        let new = value(draw, 2)?;
        change(draw, &mut report, new)?;
    }
    exports(&[report], choice);
    Ok(())
}

/// Puts `new` in the place of some member of `value`, at any depth.
fn change(draw: &mut Unstructured, value: &mut Value, new: Value) -> Result<()> {
    let inner = match value {
        Value::Array(items) if !items.is_empty() => {
            let at = draw.choose_index(items.len())?;
            items.get_mut(at)
        }
        Value::Object(members) if !members.is_empty() => {
            let at = draw.choose_index(members.len())?;
            members.values_mut().nth(at)
        }
        _ => None,
    };
    match inner {
        Some(inner) if draw.ratio(4, 5)? => change(draw, inner, new),
        Some(inner) => {
            *inner = new;
            Ok(())
        }
        None => {
            *value = new;
            Ok(())
        }
    }
}

/// Any JSON, of the kinds a report may hold.
pub fn value(draw: &mut Unstructured, depth: usize) -> Result<Value> {
    let most = if depth == 0 { 7 } else { 9 };
    Ok(match draw.int_in_range(0..=most)? {
        0 => Value::Null,
        1 => draw.arbitrary::<bool>()?.into(),
        2 => draw.arbitrary::<u64>()?.into(),
        3 => (f64::from(draw.arbitrary::<i16>()?) / 100.0).into(),
        4 => (*draw.choose(&[0, 1, 2, -1, 90, 181, i64::MAX, i64::MIN])?).into(),
        5 => (*draw.choose(&[
            "",
            "=1+1",
            "a,\"b\"\nc",
            "C1",
            "E1",
            "V1",
            "P2",
            "2024-05-06",
            "state",
            "killed",
            "main",
            "resolved",
            "| a | b |",
            "</td>",
            "\u{202E}x",
            "applied",
        ])?)
        .into(),
        6 => draw.arbitrary::<&str>()?.into(),
        7 => {
            let report = draw.choose(ours())?;
            let list = draw.choose(&["events", "casualty_claims", "entities", "places", "summary", "document"])?;
            report[*list].get(0).cloned().unwrap_or_else(|| report[*list].clone())
        }
        8 => (0..draw.int_in_range(0..=3)?).map(|_| value(draw, depth - 1)).collect::<Result<Value>>()?,
        _ => {
            let mut members = serde_json::Map::new();
            for _ in 0..draw.int_in_range(0..=3)? {
                members.insert((*draw.choose(&KEYS)?).to_string(), value(draw, depth - 1)?);
            }
            members.into()
        }
    })
}

/// Writes `reports` in the format that `choice` stands for and looks at what was written: tables with cells for every column, JSON
/// that can be read.
pub fn exports(reports: &[Value], choice: u8) {
    let format = Format::ALL[usize::from(choice >> 3) % Format::ALL.len()].0;
    let Ok(written) = export(reports, format, Settings { split_evenly: choice & 4 != 0 }) else { return };
    match format {
        Format::Acled | Format::Ucdp | Format::Gtd => table(&written),
        Format::Plover => written.lines().for_each(|line| drop(json_of(line))),
        Format::Geojson => assert_eq!(json_of(&written)["type"], "FeatureCollection"),
        Format::Markdown => assert!(reports.is_empty() || written.contains("# ")),
        Format::Json => assert_eq!(read_back(&written, reports.len()), reports, "the report is not what was exported"),
    }
}

fn table(written: &str) {
    let mut reader = csv::Reader::from_reader(written.as_bytes());
    let columns = reader.headers().expect("a header").len();
    for row in reader.records() {
        let row = row.expect("a row with a cell for each column");
        assert_eq!(row.len(), columns);
        let formula = |cell: &&str| cell.starts_with(['=', '@', '+']) || cell.starts_with('-') && cell.parse::<f64>().is_err();
        assert_eq!(row.iter().find(formula), None, "a spreadsheet would run this");
    }
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|problem| panic!("{problem}: {text}"))
}

fn read_back(written: &str, count: usize) -> Vec<Value> {
    if count == 1 { vec![json_of(written)] } else { written.lines().map(json_of).collect() }
}
