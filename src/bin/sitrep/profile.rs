//! `--profile`: the name of a coding profile, or a JSON file with values of the user's own.

use serde_json::Value;
use sitrep::Profile;

/// The profile `given` names: one of the tables, or that of a file such as `{"base": "literal", "dozens": 24}`.
pub fn read(given: &str) -> Result<Profile, String> {
    let is_file = given.contains(['/', '\\', '.']);
    if !is_file {
        return Ok(Profile::named(given));
    }
    let text = std::fs::read_to_string(given).map_err(|error| format!("'{given}' cannot be read ({error}); give the name of a profile or a JSON file"))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| format!("'{given}' is not JSON ({error}); write an object such as {{\"dozens\": 24}}"))?;
    let Value::Object(values) = value else {
        return Err(format!("'{given}' is not an object; write one such as {{\"base\": \"literal\", \"dozens\": 24}}"));
    };
    let mut profile = Profile::own_values();
    for (key, value) in &values {
        let value = word(value).ok_or_else(|| format!("'{given}': '{key}' is {value}; write a number, a string or null"))?;
        profile.set(key, &value).map_err(|error| format!("'{given}': {error}"))?;
    }
    Ok(profile)
}

/// A value as the profile takes it; null is `none`.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(word) => Some(word.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null => Some("none".to_string()),
        _ => None,
    }
}
