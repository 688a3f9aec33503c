//! Exports: the rows of each format, by value, from texts of our own.

mod support;

use serde_json::Value;
use sitrep::export::{Format, Settings, export, read_reports};
use sitrep::{Options, Profile};
use std::collections::BTreeMap;
use support::tests_folder;

type Row = BTreeMap<String, String>;

const SEVERAL: &str =
    "Gunmen attacked army posts in seven towns on 6 May 2024, among them Kayes, Nioro and Diboli in Mali, and killed 80 soldiers, the army said.";
const WITHHELD: &str = "The army said it had killed 30 insurgents in a clash near Gao on Monday. It gave no figure for its own losses.";

fn report_with(text: &str, options: &Options) -> Value {
    let report = sitrep::analyze(text, options).unwrap();
    read_reports(&serde_json::to_string(&report).unwrap()).unwrap().remove(0)
}

fn report(text: &str) -> Value {
    report_with(text, &Options { date: Some("2024-05-08".into()), ..Options::default() })
}

fn written(report: &Value, format: Format, settings: Settings) -> String {
    export(std::slice::from_ref(report), format, settings).unwrap()
}

fn table(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    reader.records().map(|record| header.iter().zip(&record.unwrap()).map(|(column, cell)| (column.to_string(), cell.to_string())).collect()).collect()
}

fn rows(text: &str, format: Format) -> Vec<Row> {
    table(&written(&report(text), format, Settings::default()))
}

fn articles() -> Vec<(String, Value)> {
    let files = support::files(&tests_folder("articles"), "txt");
    files.iter().map(|file| (file.display().to_string(), report(&std::fs::read_to_string(file).unwrap()))).collect()
}

#[test]
fn an_event_gives_one_row_for_each_place_and_the_toll_once() {
    let rows = rows("Gunmen killed 12 farmers in Gao and in Menaka on 6 May 2024.", Format::Acled);
    assert_eq!(rows.iter().map(|row| (row["location"].as_str(), row["fatalities"].as_str())).collect::<Vec<_>>(), [("Gao", "12"), ("Menaka", "")]);
    for row in &rows {
        assert_eq!((row["event_date"].as_str(), row["year"].as_str(), row["toll_spans_locations"].as_str()), ("2024-05-06", "2024", "1"));
        assert!(row["fatalities_split"].starts_with("not split"), "{row:?}");
    }
}

#[test]
fn a_toll_that_is_split_on_request_says_so_in_every_row_and_keeps_its_sum() {
    let report = report(SEVERAL);
    let rows = table(&written(&report, Format::Acled, Settings { split_evenly: true }));
    let deaths: Vec<u64> = rows.iter().map(|row| row["fatalities"].parse().unwrap()).collect();
    assert_eq!(deaths, [12, 12, 12, 11, 11, 11, 11]);
    assert!(rows.iter().all(|row| row["fatalities_split"].starts_with("split evenly by Sitrep on request: 80 over 7 places")), "{rows:#?}");
    assert!(rows[6]["location"].is_empty() && rows[6]["latitude"].is_empty() && rows[6]["notes"].contains("not named"), "{:?}", rows[6]);
    assert!(rows.iter().all(|row| row["notes"].starts_with("Share of one toll")), "{rows:#?}");
    assert!(rows.iter().all(|row| row["fatalities_low"].is_empty()), "the bounds are those of the whole toll");
}

#[test]
fn a_toll_of_one_place_is_never_split() {
    let report = report("Gunmen killed four farmers in Gao on Monday.");
    assert_eq!(written(&report, Format::Acled, Settings { split_evenly: true }), written(&report, Format::Acled, Settings::default()));
}

#[test]
fn losses_that_are_withheld_are_an_empty_cell_with_its_reason() {
    let rows = rows(WITHHELD, Format::Ucdp);
    let row = &rows[0];
    assert_eq!((row["deaths_b"].as_str(), row["deaths_a"].as_str(), row["deaths_civilians"].as_str()), ("30", "", ""));
    assert!(row["not_stated"].contains("deaths_a: withheld") && row["not_stated"].contains("deaths_civilians: not mentioned"), "{row:?}");
}

#[test]
fn several_dead_are_no_number_and_give_no_row() {
    let report = report("Gunmen killed several soldiers in Gao on Monday.");
    let acled = table(&written(&report, Format::Acled, Settings::default()));
    assert_eq!(acled[0]["fatalities"], "");
    assert!(acled[0]["not_stated"].contains("fatalities: stated, but not as a number"), "{acled:?}");
    assert!(table(&written(&report, Format::Ucdp, Settings::default())).is_empty());
    assert_eq!(report["events"][0]["no_ucdp_row"], "deaths_without_number");
}

#[test]
fn who_fights_whom_is_there_as_digits_and_as_labels() {
    let row = &rows(WITHHELD, Format::Acled)[0];
    let inters: Vec<&str> = ["inter1", "inter1_label"].iter().map(|column| row[*column].as_str()).collect();
    assert!(inters == ["1", "State forces"] || inters == ["2", "Rebel group"] || inters[1].is_empty(), "{row:?}");
    assert!(!row["runner_up"].is_empty(), "{row:?}");
}

#[test]
fn every_row_says_how_it_was_made_and_what_it_is_not() {
    for (name, report) in articles() {
        for format in [Format::Acled, Format::Ucdp, Format::Gtd] {
            for row in table(&written(&report, format, Settings::default())) {
                assert_eq!(row["coding_profile"], "acled", "{name}");
                assert!(row["engine_version"].starts_with(&format!("sitrep {}", env!("CARGO_PKG_VERSION"))), "{name}");
                assert!(row["notice"].contains("not data of") && row["document"].starts_with("sha256:"), "{name}");
            }
        }
        for format in [Format::Markdown, Format::Geojson, Format::Plover, Format::Json] {
            let text = written(&report, format, Settings::default());
            assert!(text.is_empty() || text.contains("not data of") && text.contains("acled"), "{name} {format:?}");
        }
    }
}

#[test]
fn a_profile_of_ones_own_is_named_with_its_values() {
    let mut profile = Profile::own_values();
    profile.set("dozens", "36").unwrap();
    let report = report_with("Gunmen killed dozens of villagers in Gao on Monday.", &Options { profile, ..Options::default() });
    let rows = table(&written(&report, Format::Acled, Settings::default()));
    assert_eq!((rows[0]["fatalities"].as_str(), rows[0]["coding_profile"].as_str()), ("36", "own (dozens=36)"));
}

#[test]
fn words_of_the_article_are_no_formula_and_no_markup() {
    let mut report = report("Gunmen killed four farmers in Gao on Monday.");
    report["document"]["title"] = "=HYPERLINK(\"http://x\")".into();
    report["document"]["publisher"] = "@SUM(1,2)".into();
    report["events"][0]["acled"][0]["notes"] = "-1+1 <img src=x> [a](b)".into();
    report["events"][0]["label"] = "<b>x</b> *y* [a](javascript:b)".into();
    let rows = table(&written(&report, Format::Acled, Settings::default()));
    assert_eq!((rows[0]["source"].as_str(), rows[0]["notes"].as_str()), ("'@SUM(1,2)", "'-1+1 <img src=x> [a](b)"));
    let brief = written(&report, Format::Markdown, Settings::default());
    assert!(brief.contains("&lt;b>x&lt;/b> \\*y\\* \\[a\\](javascript:b)"), "{brief}");
}

#[test]
fn the_map_holds_resolved_places_alone_with_precision_and_status() {
    let text = "Gunmen killed four farmers in Gao and in Xyzzyville on Monday.";
    let map: Value = serde_json::from_str(&written(&report(text), Format::Geojson, Settings::default())).unwrap();
    assert_eq!(map["type"], "FeatureCollection");
    let features = map["features"].as_array().unwrap();
    assert_eq!(features.len(), 1, "{features:#?}");
    assert_eq!((&features[0]["geometry"]["type"], &features[0]["properties"]["status"]), (&"Point".into(), &"resolved".into()));
    assert_eq!(features[0]["properties"]["acled_geo_precision"], 1);
    let point = features[0]["geometry"]["coordinates"].as_array().unwrap();
    assert!(point[0].as_f64().unwrap() < 1.0 && point[1].as_f64().unwrap() > 15.0, "longitude comes first: {point:?}");
}

#[test]
fn an_article_without_an_event_gives_a_header_and_no_row() {
    let quiet = report("The library opens at nine and closes at five.");
    for format in [Format::Acled, Format::Ucdp, Format::Gtd] {
        let text = written(&quiet, format, Settings::default());
        assert_eq!(text.lines().count(), 1, "{text}");
    }
    assert!(written(&quiet, Format::Markdown, Settings::default()).contains("No conflict event is reported."));
}

#[test]
fn several_reports_make_one_table_and_json_lines() {
    let all: Vec<Value> = articles().into_iter().map(|(_, report)| report).collect();
    let together = table(&export(&all, Format::Acled, Settings::default()).unwrap()).len();
    let apart: usize = all.iter().map(|report| table(&written(report, Format::Acled, Settings::default())).len()).sum();
    assert_eq!(together, apart);
    let lines = export(&all, Format::Json, Settings::default()).unwrap();
    let read: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read, all);
}

#[test]
fn the_json_of_a_report_is_the_report() {
    for (name, report) in articles() {
        let text = written(&report, Format::Json, Settings::default());
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), report, "{name}");
        assert!(text.lines().any(|line| line == "\"events\": ["), "{name}: an object to a line");
    }
}

#[test]
fn what_is_no_report_is_refused_with_what_it_is() {
    let refused = export(&[serde_json::json!({"schema": "other/2"})], Format::Acled, Settings::default()).unwrap_err();
    assert_eq!(refused.message, "report 1 has the schema 'other/2'; give reports of sitrep.report/1");
    assert!(Format::named("excel").unwrap_err().message.contains("acled, ucdp, gtd"));
}
