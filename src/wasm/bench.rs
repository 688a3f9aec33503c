//! What the benchmark of the page asks beside the module that reads, and the published module does not have: the bare
//! look-up pass in the same code, the stages, and a report that is kept to be handed over again.
#![allow(unsafe_code)] // written by the macro of wasm-bindgen

use super::reading;
use crate::Options;
use crate::schema::Report;
use wasm_bindgen::prelude::*;

#[path = "../../benches/analyze/passes.rs"]
mod passes;

/// Tokens and phrases of a text, counted.
#[wasm_bindgen]
pub fn words(text: &str) -> usize {
    passes::words(text)
}

/// Tokens, phrases and names of places of a text, counted.
#[wasm_bindgen]
pub fn bare(text: &str) -> usize {
    passes::bare(text)
}

/// Milliseconds of each stage over so many turns, as `{syntax, dates, ...}`.
///
/// # Errors
/// Where there is no clock.
#[wasm_bindgen]
pub fn stages(text: &str, turns: usize) -> Result<JsValue, JsValue> {
    let clock = reading::performance().ok_or("no clock")?;
    let mut spent = [0.0; passes::STAGES.len()];
    (0..turns).for_each(|_| passes::stages(text, || clock.now(), &mut spent));
    let named: std::collections::BTreeMap<_, _> = passes::STAGES.into_iter().zip(spent).collect();
    reading::plain(&named)
}

/// A report that stays in the module.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Kept(Report<'static>);

#[wasm_bindgen]
impl Kept {
    /// Reads a text, which stays in the module too.
    ///
    /// # Errors
    /// As `analyze`.
    pub fn read(text: String) -> Result<Kept, JsValue> {
        crate::analyze(text.leak(), &Options::default()).map(Kept).map_err(|refused| super::error(refused.code(), &refused.to_string()))
    }

    /// How many entities it has.
    pub fn entities(&self) -> usize {
        self.0.entities.len()
    }

    /// The report as plain objects: what handing it over costs.
    ///
    /// # Errors
    /// As `analyze`.
    pub fn objects(&self) -> Result<JsValue, JsValue> {
        reading::plain(&self.0)
    }
}
