//! Finding things in a report without knowing its types: paths such as `places.@.name`, where `@` follows an id.

use serde_json::Value;
use sitrep::{Options, Profile};

/// The report on `text` as its JSON, with the card as plain text beside it.
pub struct Read {
    pub json: Value,
    pub card: String,
}

pub fn read(text: &str, date: Option<&str>) -> Read {
    read_with(text, date, Profile::default())
}

/// The same under another coding profile.
pub fn read_with(text: &str, date: Option<&str>, profile: Profile) -> Read {
    let options = Options { date: date.map(str::to_string), profile, ..Options::default() };
    let report = sitrep::analyze(text, &options).unwrap();
    let card = sitrep::report::card(&report);
    Read { json: serde_json::to_value(&report).unwrap(), card }
}

impl Read {
    pub fn list(&self, name: &str) -> &[Value] {
        self.json[name].as_array().map_or(&[], Vec::as_slice)
    }

    /// What stands at `path` below `thing`: lists are gone through, `@` follows an id, `role=x` keeps what has that role.
    pub fn at<'r>(&'r self, thing: &'r Value, path: &str) -> Vec<&'r Value> {
        path.split('.').fold(vec![thing], |values, step| values.into_iter().flat_map(|value| self.step(value, step)).collect())
    }

    fn step<'r>(&'r self, value: &'r Value, step: &str) -> Vec<&'r Value> {
        let next = match (step, step.strip_prefix("role=")) {
            ("@", _) => self.by_id(value),
            (_, Some(role)) => (value["role"] == role).then_some(value),
            _ => value.get(step),
        };
        match next {
            Some(Value::Array(items)) => items.iter().collect(),
            Some(Value::Null) | None => Vec::new(),
            Some(other) => vec![other],
        }
    }

    fn by_id(&self, id: &Value) -> Option<&Value> {
        let id = id.as_str()?;
        const LISTS: [(char, &str); 9] = [
            ('E', "entities"),
            ('F', "facilities"),
            ('W', "weapons"),
            ('P', "places"),
            ('D', "dates"),
            ('C', "casualty_claims"),
            ('S', "statements"),
            ('V', "events"),
            ('U', "undisclosed"),
        ];
        let (_, list) = LISTS.iter().find(|(letter, _)| id.starts_with(*letter))?;
        self.list(list).iter().find(|thing| thing["id"] == id)
    }

    /// The same as words: the strings, numbers and truth values at `path`.
    pub fn words(&self, thing: &Value, path: &str) -> Vec<String> {
        self.at(thing, path).into_iter().map(plain).collect()
    }
}

/// A value without its quotation marks.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

/// Whether `part` stands in `whole` as whole words; case, accents of the keyboard and a leading article do not matter.
pub fn holds_words(whole: &str, part: &str) -> bool {
    let (whole, part) = (words(whole), words(part));
    let part = match part.split_first() {
        Some((first, rest)) if first == "the" && !rest.is_empty() => rest,
        _ => &part[..],
    };
    whole.windows(part.len().max(1)).any(|window| window == part)
}

fn words(text: &str) -> Vec<String> {
    let straight = text.replace(['’', '‘'], "'").to_lowercase();
    straight.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).map(str::to_string).collect()
}
