//! Coding profiles: how the words of a figure become numbers, and which figures count as deaths.
//!
//! In: the name of a profile of `data/coding/profiles.tsv`, and values of the user's own. Out: [`Coding`], one value for
//! each row of `data/coding/settings.tsv`. What the text asserts is never changed by it: a coded figure stands beside it.

use super::{AnalyzeError, bad};
use crate::lexicon::{Code, Table, find_row, row, rows_of};
use crate::rule::EntryId;
use std::borrow::Cow;

/// The profile that fills in what another leaves open.
const BASE: &str = "acled";

/// A coding profile by name, and what the user wants otherwise.
///
/// # Examples
/// ```
/// let mut profile = sitrep::Profile::named("literal");
/// profile.set("dozens", "24")?;
/// let options = sitrep::Options { profile, ..Default::default() };
/// let report = sitrep::analyze("Dozens of villagers were killed near Gao.", &options)?;
/// assert_eq!(report.casualty_claims[0].coded.best, Some(24));
/// assert_eq!(report.casualty_claims[0].figure.low, Some(12));
/// # Ok::<(), sitrep::AnalyzeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    name: String,
    base: String,
    own: Vec<(Code, String)>,
}

impl Default for Profile {
    fn default() -> Self {
        Self::named(BASE)
    }
}

impl Profile {
    /// The profile of that name; [`crate::Options::check`] says whether there is one.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_string(), base: name.to_string(), own: Vec::new() }
    }

    /// A profile for values of the user's own, called `own` and based on `acled` until told otherwise.
    pub fn own_values() -> Self {
        Self { name: "own".to_string(), ..Self::default() }
    }

    /// What the profile is called in the report.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The user's own values, by setting.
    pub fn own(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.own.iter().map(|(setting, value)| (setting.name(), value.as_str()))
    }

    /// Sets `name`, `base` (a profile of the tables) or one setting such as `dozens` or `range`.
    ///
    /// # Errors
    /// [`AnalyzeError::BadOption`] names the key or value that cannot be, and those that can.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), AnalyzeError> {
        match key {
            "name" => self.name = value.to_string(),
            "base" => {
                known(value)?;
                self.base = value.to_string();
            }
            _ => {
                let entry = setting_row(key).ok_or_else(|| bad("profile", key, settings_there_are()))?;
                let allowed = row(entry).get("allowed");
                if !allowed.split('|').any(|form| fits(form, value)) {
                    return Err(bad("profile", &[key, value].join(": "), ["write one of ", &allowed.replace('|', ", ")].concat()));
                }
                let setting = row(entry).code();
                self.own.retain(|(other, _)| *other != setting);
                self.own.push((setting, value.to_string()));
            }
        }
        Ok(())
    }

    /// Whether the tables have the profile it is based on.
    pub(super) fn check(&self) -> Result<(), AnalyzeError> {
        known(&self.base)
    }

    /// A value for each setting.
    pub fn coding(&self) -> Coding {
        let mut list: Vec<Setting> = Vec::new();
        for name in [self.base.as_str(), BASE] {
            for entry in rows_of(Table::Profiles).filter(|entry| row(*entry).get("profile") == name) {
                if !list.iter().any(|setting| setting.code == row(entry).code()) {
                    list.push(Setting { code: row(entry).code(), entry, value: Cow::Borrowed(row(entry).get("value")) });
                }
            }
            if name == BASE {
                break;
            }
        }
        for (code, value) in &self.own {
            let entry = setting_row(code.name());
            for setting in list.iter_mut().filter(|setting| setting.code == *code) {
                setting.value = Cow::Owned(value.clone());
                setting.entry = entry.unwrap_or(setting.entry);
            }
        }
        Coding(list)
    }
}

/// What one setting is set to, and the row that says so (the row of the setting itself where the user says so).
#[derive(Clone, Debug)]
pub struct Setting {
    /// Which setting.
    pub code: Code,
    /// The row it comes from.
    pub entry: EntryId,
    /// Its value, one of those its row in `settings` allows.
    pub value: Cow<'static, str>,
}

/// A profile worked out: a value for each setting.
#[derive(Clone, Debug)]
pub struct Coding(Vec<Setting>);

impl Coding {
    /// The value of a setting.
    pub fn get(&self, code: Code) -> Option<&Setting> {
        self.0.iter().find(|setting| setting.code == code)
    }
}

fn setting_row(key: &str) -> Option<EntryId> {
    find_row(Table::Settings, |row| row.code().name() == key)
}

/// Whether `value` is of the form the table allows: `number`, `low number`, or the very word.
fn fits(form: &str, value: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    match form {
        "number" => number(value),
        "low number" => value.strip_prefix("low ").is_some_and(number),
        word => word == value,
    }
}

fn known(profile: &str) -> Result<(), AnalyzeError> {
    if rows_of(Table::Profiles).any(|entry| row(entry).get("profile") == profile) {
        return Ok(());
    }
    let mut names: Vec<&str> = Vec::new();
    for entry in rows_of(Table::Profiles) {
        let name = row(entry).get("profile");
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    Err(bad("profile", profile, ["use one of ", &names.join(", ")].concat()))
}

fn settings_there_are() -> String {
    let names: Vec<&str> = rows_of(Table::Settings).map(|entry| row(entry).code().name()).collect();
    ["there is no such setting; use name, base, ", &names.join(", ")].concat()
}
