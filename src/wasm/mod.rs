//! The edge to JavaScript: plain values in, plain values out. No logic of its own, and the only folder that knows the browser.
//!
//! Two modules are made from it, by the features of the package: one that reads, and one that exports, which the page
//! fetches in the background. Nothing that is handed out holds memory of a module, so nothing has to be freed. What goes
//! wrong is thrown as a real `Error` with a `code`. The caller replaces lone surrogates (`toWellFormed`); if it does not,
//! they arrive as U+FFFD.
#![allow(unsafe_code)] // written by the macro of wasm-bindgen

#[cfg(feature = "bench")]
mod bench;
#[cfg(feature = "exports")]
mod exports;
#[cfg(feature = "reading")]
mod reading;

use wasm_bindgen::prelude::*;

/// As quick as the allocator that comes with the target, and smaller.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// What a panic says goes to the console, but for a message that was put together: that may quote the article, and a
/// console is no place for one. Of such a panic the place alone is told.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| match panic.payload().is::<&'static str>() {
        true => console_error_panic_hook::hook(panic),
        false => {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            web_sys::console::error_1(&format!("Sitrep stopped at {place}").into());
        }
    }));
}

#[cfg(any(feature = "reading", feature = "exports"))]
fn error(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a key of an object just made cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}
