//! `cargo xtask build`: the library as a WebAssembly module with its bindings, in `www/pkg`.

use crate::run::{Result, cargo, fail, find_program, output_of, run, target_folder};
use crate::sizes;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the module and prints what the page weighs.
pub fn build() -> Result {
    build_module()?;
    sizes::print_and_check(Path::new("www"))
}

/// Builds the module alone.
pub fn build_module() -> Result {
    ensure_target()?;
    run(&cargo(), &["build", "--profile", "module", "--locked", "--package", "sitrep-analyzer", "--lib", "--target", TARGET])?;
    let module = target_folder().join(TARGET).join("module").join("sitrep.wasm");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&module).remove_name_section(true).remove_producers_section(true).typescript(true);
    let bound = bindgen.web(true).and_then(|bindgen| bindgen.generate("www/pkg"));
    bound.map_err(|error| fail(1, format!("the bindings of {} could not be made: {error:#}", module.display())))
}

/// The standard library for the target, fetched by rustup where it is missing.
fn ensure_target() -> Result {
    let installed = output_of("rustc", &["--print", "sysroot"]).is_some_and(|root| Path::new(&root).join("lib/rustlib").join(TARGET).is_dir());
    if installed {
        return Ok(());
    }
    if find_program(&["rustup", "rustup.exe"]).is_none() {
        return Err(fail(1, format!("the Rust target {TARGET} is missing and there is no rustup to add it; install Rust with rustup")));
    }
    run("rustup", &["target", "add", TARGET]).map_err(|failure| {
        fail(
            1,
            format!(
                "{}\nxtask: the Rust target {TARGET} could not be added; connect to the network once and run `rustup target add {TARGET}`",
                failure.message
            ),
        )
    })
}
