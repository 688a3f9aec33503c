//! Report JSON: one report with an object to a line, several as JSON Lines.

use serde_json::Value;

/// The reports as JSON; the page writes the same bytes.
pub(super) fn reports(reports: &[Value]) -> String {
    match reports {
        [report] => laid_out(report),
        several => several.iter().map(|report| format!("{report}\n")).collect(),
    }
}

/// Members on lines of their own, and so the things of their lists.
fn laid_out(report: &Value) -> String {
    let Value::Object(members) = report else { return format!("{report}\n") };
    let members: Vec<String> = members.iter().map(|(name, value)| format!("\n{}: {}", Value::from(name.as_str()), member(value))).collect();
    format!("{{{}\n}}\n", members.join(","))
}

fn member(value: &Value) -> String {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let items: Vec<String> = items.iter().map(|item| format!("\n {item}")).collect();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    }
}
