//! The JSON Schema of the report, made from its types: `data/schema/report.schema.json` is held to it.

use super::{Id, Report, SCHEMA};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::path::Path;

/// Closed lists: the type, its field, and the values there are.
const LISTS: [(&str, &str, &[&str]); 17] = [
    ("CasualtyClaim", "outcome", &["killed", "injured", "casualty", "captured", "abducted", "detained", "missing", "displaced", "neutralised", "surrendered"]),
    ("CasualtyClaim", "polarity", &["asserted", "negated", "denied"]),
    ("CasualtyClaim", "side", SIDES),
    ("CasualtyClaim", "status", &["current", "preliminary", "background", "cumulative", "superseded", "hypothetical"]),
    ("Contested", "topic", &["fatalities", "military_outcome", "responsibility", "victim_status", "other"]),
    ("Document", "offset_unit", &["utf16", "codepoint", "byte"]),
    ("Entity", "type", ENTITIES),
    ("Event", "status", &["main", "related", "background", "hypothetical"]),
    ("Figure", "qualifier", &["exact", "at_least", "more_than", "nearly", "up_to", "fewer_than", "about", "range", "vague", "indeterminate", "none"]),
    ("Mention", "kind", &["name", "acronym", "alias", "nominal", "pronoun"]),
    ("Override", "op", &["set", "add", "remove", "confirm"]),
    ("Override", "status", &["applied", "stale"]),
    ("Participant", "role", &["attacker", "target", "defender", "victim", "participant", "mediator"]),
    ("Place", "status", &["resolved", "resolved_variant", "ambiguous", "unresolved", "user"]),
    ("SideToll", "side", SIDES),
    ("TollLine", "side", SIDES),
    ("Undisclosed", "side", SIDES),
];
const SIDES: &[&str] = &["state", "nonstate", "civilian", "external", "unknown"];
const ENTITIES: &[&str] =
    &["person", "state_force", "armed_group", "external_force", "private_military", "organisation", "government", "source", "group_of_people"];

/// Any JSON: what an analyst may put into a report.
pub struct Anything;

impl JsonSchema for Anything {
    fn schema_name() -> Cow<'static, str> {
        "Anything".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "Any JSON." })
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[A-Z][0-9]+$", "description": "A letter for the kind and a number, such as C1." })
    }
}

/// The schema as it is published.
fn published() -> String {
    let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Report>();
    let mut schema = serde_json::to_value(schema).unwrap();
    for (name, field, values) in LISTS {
        let slot = schema.pointer_mut(&format!("/$defs/{name}/properties/{field}")).unwrap_or_else(|| panic!("there is no {name}.{field}"));
        slot["enum"] = json!(values);
    }
    schema["properties"]["schema"] = json!({ "const": SCHEMA });
    schema["title"] = format!("Sitrep report, {SCHEMA}").into();
    schema["$id"] = "urn:sitrep:report:1".into();
    format!("{schema:#}\n")
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/schema/report.schema.json");
    let made = published();
    if std::env::var_os("SITREP_ACCEPT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap();
    assert!(there == made, "data/schema/report.schema.json is not that of the types; `cargo xtask accept` writes it anew");
}

#[test]
fn nothing_may_be_left_out_of_a_report() {
    let schema: Value = serde_json::from_str(&published()).unwrap();
    let required = schema["required"].as_array().unwrap().len();
    assert_eq!(required, schema["properties"].as_object().unwrap().len());
}
