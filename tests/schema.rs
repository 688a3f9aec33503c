//! Reports against the published JSON Schema.

mod support;

use serde_json::{Value, json};
use sitrep::{Options, overrides};
use support::tests_folder;

const SCHEMA: &str = include_str!("../data/schema/report.schema.json");

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::draft202012::new(&schema).unwrap()
}

fn problems(validator: &jsonschema::Validator, report: &Value) -> Vec<String> {
    validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).take(5).collect()
}

fn report(text: &str) -> Value {
    serde_json::to_value(sitrep::analyze(text, &Options::default()).unwrap()).unwrap()
}

#[test]
fn the_report_on_every_text_of_the_tests_is_valid() {
    let validator = validator();
    let mut texts: Vec<_> = ["articles", "negative"].iter().flat_map(|folder| support::files(&tests_folder(folder), "txt")).collect();
    texts.extend(support::files(&tests_folder("cases/en"), "md"));
    assert!(texts.len() > 60, "{}", texts.len());
    for path in texts {
        let problems = problems(&validator, &report(&std::fs::read_to_string(&path).unwrap()));
        assert!(problems.is_empty(), "{}: {problems:#?}", path.display());
    }
}

#[test]
fn a_report_with_corrections_is_valid() {
    let read = report("Gunmen killed four farmers in Gao on Monday.");
    let layer = json!([
        {"path": "/events/0/label", "op": "set", "old": read["events"][0]["label"], "new": "an attack"},
        {"path": "/events/9/label", "op": "set", "old": null, "new": {"any": ["thing"]}},
    ]);
    let done = overrides::apply(&read, &overrides::read(&layer.to_string()).unwrap()).unwrap();
    assert_eq!(problems(&validator(), &done), Vec::<String>::new());
}

#[test]
fn what_is_no_report_is_not_valid() {
    let mut read = report("Gunmen killed four farmers in Gao on Monday.");
    read["casualty_claims"][0]["side"] = "theirs".into();
    read["events"][0]["fatalities"]["total"]["best"] = "four".into();
    assert_eq!(problems(&validator(), &read).len(), 2);
}
