//! The module that reads: articles in, reports out, and what its rules and rows are.
#![allow(unsafe_code)] // written by the macro of wasm-bindgen

use super::error;
use crate::text::OffsetUnit;
use crate::{Options, Profile};
use js_sys::{Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Mark in the performance timeline.
const START: &str = "sitrep-analyze-start";

/// Reads `text` and returns its report as a plain object.
///
/// `options`: `date`, `title`, `publisher`, `url`, `author`, `offsets` (strings), `maxLength` (bytes), `profile` (a name or an
/// object of values), `trace` (boolean: measures the call as `sitrep-analyze` in the performance timeline).
///
/// # Errors
/// An `Error` whose `code` is `bad_text`, `bad_option` or `too_long`, and whose message names what to change.
#[wasm_bindgen]
pub fn analyze(text: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let text = text.as_string().ok_or_else(|| error("bad_text", "the text is not a string; pass the article as a string"))?;
    let (options, trace) = read_settings(&options)?;
    let clock = if trace { performance() } else { None };
    let marked = clock.as_ref().is_some_and(|clock| clock.mark(START).is_ok());
    let report = crate::analyze(&text, &options).map_err(|refused| error(refused.code(), &refused.to_string()))?;
    if let Some(clock) = clock.filter(|_| marked) {
        // A failed measure is no reason to withhold the report.
        let _ = clock.measure_with_start_mark("sitrep-analyze", START);
    }
    plain(&report)
}

/// Uses a pack (`names.pack`, `core.pack`, `full.pack`) from now on and says which it was: `names`, `core` or `full`.
///
/// # Errors
/// An `Error` with the code `bad_pack` if the bytes are no pack of this version, or damaged; nothing changes then.
#[wasm_bindgen(js_name = loadPack)]
pub fn load_pack(bytes: Vec<u8>) -> Result<String, JsValue> {
    let loaded = crate::lexicon::load_pack(bytes.leak()).map_err(|problem| error("bad_pack", &problem.to_string()))?;
    Ok(loaded.name().to_string())
}

/// Uses names of the reader's own from now on, a TSV as `src/lexicon/own.rs` says, and says how many. They come after the
/// pack of names, and take the place of those given before; a header without rows takes them away.
///
/// # Errors
/// An `Error` with the code `bad_words` that names line, cell and what to write; nothing changes then.
#[wasm_bindgen(js_name = loadWords)]
pub fn load_words(tsv: &str) -> Result<usize, JsValue> {
    crate::lexicon::load_words(tsv).map_err(|problem| error("bad_words", &problem.to_string()))
}

/// Every rule: name, summary, texts in which it fires and in which it must not.
#[wasm_bindgen]
pub fn rules() -> Result<JsValue, JsValue> {
    plain(&crate::rules().collect::<Vec<_>>())
}

/// The data row behind a key such as `harm_verbs:kill` with its source, or null if there is none.
#[wasm_bindgen]
pub fn entry(key: &str) -> Result<JsValue, JsValue> {
    let Some(cells) = crate::lexicon::describe(key) else { return Ok(JsValue::NULL) };
    let row = Object::new();
    for (name, cell) in cells {
        Reflect::set(&row, &name.into(), &if cell.is_empty() { JsValue::NULL } else { JsValue::from_str(&cell) })?;
    }
    Ok(row.into())
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_string()
}

/// Options, and whether to measure.
fn read_settings(given: &JsValue) -> Result<(Options, bool), JsValue> {
    let mut settings = (Options::default(), false);
    if given.is_undefined() || given.is_null() {
        return Ok(settings);
    }
    for (name, value) in members(given, "the options are not an object; pass a plain object or leave them out")? {
        if !value.is_undefined() && !value.is_null() {
            set(&mut settings, &name, &value)?;
        }
    }
    Ok(settings)
}

fn members(given: &JsValue, problem: &str) -> Result<Vec<(String, JsValue)>, JsValue> {
    let given = given.dyn_ref::<Object>().ok_or_else(|| error("bad_option", problem))?;
    Object::keys(given).iter().map(|name| Ok((name.as_string().unwrap_or_default(), Reflect::get(given, &name)?))).collect()
}

fn set((options, trace): &mut (Options, bool), name: &str, value: &JsValue) -> Result<(), JsValue> {
    let string = || value.as_string().ok_or_else(|| bad_option(name, "is not a string"));
    match name {
        "date" => options.date = Some(string()?),
        "title" => options.title = Some(string()?),
        "publisher" => options.publisher = Some(string()?),
        "url" => options.url = Some(string()?),
        "author" => options.author = Some(string()?),
        "profile" => options.profile = profile(value)?,
        "offsets" => options.offsets = OffsetUnit::from_name(&string()?).ok_or_else(|| bad_option(name, "is not one of utf16, codepoint, byte"))?,
        "maxLength" => options.max_length = length(value).ok_or_else(|| bad_option(name, "is not a whole number of bytes"))?,
        "trace" => *trace = value.as_bool().ok_or_else(|| bad_option(name, "is not true or false"))?,
        _ => return Err(bad_option(name, "does not exist; use date, title, publisher, url, author, offsets, profile, maxLength, trace")),
    }
    Ok(())
}

/// The name of a profile, or an object of the user's own values such as `{ base: "literal", dozens: 24 }`.
fn profile(value: &JsValue) -> Result<Profile, JsValue> {
    if let Some(name) = value.as_string() {
        return Ok(Profile::named(&name));
    }
    let mut profile = Profile::own_values();
    for (name, value) in members(value, "option 'profile' is neither the name of a profile nor an object of values")? {
        let word = if value.is_null() { Some("none".to_string()) } else { value.as_string().or_else(|| length(&value).map(|number| number.to_string())) };
        let word = word.ok_or_else(|| bad_option("profile", "has a value that is no whole number, string or null"))?;
        profile.set(&name, &word).map_err(|refused| error(refused.code(), &refused.to_string()))?;
    }
    Ok(profile)
}

fn length(value: &JsValue) -> Option<usize> {
    let number = value.as_f64()?;
    (number >= 0.0 && number.fract() == 0.0).then_some(number as usize)
}

fn bad_option(name: &str, problem: &str) -> JsValue {
    error("bad_option", &format!("option '{name}' {problem}"))
}

pub(super) fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|problem| error("internal", &problem.to_string()))
}

/// The clock of the page or the worker, whichever this is.
pub(super) fn performance() -> Option<web_sys::Performance> {
    Reflect::get(&js_sys::global(), &"performance".into()).ok()?.dyn_into().ok()
}
