//! `cargo xtask build`: the library as two WebAssembly modules with their bindings and its packs, in `www/pkg`.

use crate::run::{Result, cargo, fail, find_program, output_of, run, run_reading, target_folder};
use crate::{element, site, sizes};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// What the modules are compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";
/// The packs as the library's build script names them, and as the page does.
const PACKS: [(&str, &str); 3] = [("names.pack", "names.pack"), ("core.pack", "places-core.pack"), ("full.pack", "places.pack")];

/// How the module is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Small and fast to run: what is published.
    Release,
    /// Quick to compile: for trying things out (`--dev`). Its size says nothing.
    Fast,
}

impl Profile {
    /// Takes `--dev` out of `arguments`.
    pub fn take_from(arguments: &[String]) -> (Self, Vec<String>) {
        let rest: Vec<String> = arguments.iter().filter(|word| *word != "--dev").cloned().collect();
        (if rest.len() < arguments.len() { Self::Fast } else { Self::Release }, rest)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Release => "module",
            Self::Fast => "fast",
        }
    }
}

/// Builds the module and prints what the page weighs.
pub fn build(profile: Profile) -> Result {
    build_module(profile)?;
    check_sizes(profile)
}

/// Prints the sizes and holds a published module to its budget.
pub fn check_sizes(profile: Profile) -> Result {
    let site = site::write(Path::new("www"))?;
    match sizes::check_core(&site).and_then(|()| sizes::check_exports(&site)).and_then(|()| sizes::check_later(&site)).and_then(|()| sizes::check_packs(&site))
    {
        Err(over) if profile == Profile::Fast => {
            eprintln!("xtask: {} (this is a quick build)", over.message);
            Ok(())
        }
        checked => checked,
    }
}

/// The modules of the page: the feature of the library each is made of, and what it is called.
const MODULES: [(&str, &str); 2] = [("reading", "sitrep"), ("exports", "sitrep_exports")];

/// Builds the modules and what lies beside them.
pub fn build_module(profile: Profile) -> Result {
    ensure_target()?;
    let mut messages = String::new();
    for (feature, name) in MODULES {
        messages = build_one(profile, feature, name, Path::new("www/pkg"))?;
    }
    copy_packs(&messages)?;
    element::write(Path::new("www"))
}

/// The module of the benchmark, in `folder`.
pub fn build_bench(profile: Profile, folder: &Path) -> Result {
    build_one(profile, "bench", "bench", folder).map(drop)
}

/// One module with its bindings in `folder`; returns what cargo said.
fn build_one(profile: Profile, feature: &str, name: &str, folder: &Path) -> Result<String> {
    // The modules have one file name; in one folder each would be compiled anew after the other.
    let target = target_folder().join("modules").join(feature);
    let arguments = ["build", "--profile", profile.name(), "--locked", "--package", "sitrep-analyzer", "--lib", "--target", TARGET];
    let features = ["--no-default-features", "--features", feature, "--message-format", "json-render-diagnostics"];
    let flags = format!("target.{TARGET}.rustflags=[{:?}]", format!("--remap-path-prefix={}=crates", sources()?.display()));
    let messages = run_reading(&cargo(), &[&arguments[..], &features, &["--config", &flags, "--target-dir", &target.to_string_lossy()]].concat())?;
    let module = target.join(TARGET).join(profile.name()).join("sitrep.wasm");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&module).out_name(name).remove_name_section(true).remove_producers_section(true).typescript(true).reset_state_function(true);
    let bound = bindgen.web(true).and_then(|bindgen| bindgen.generate(folder));
    bound.map_err(|error| fail(1, format!("the bindings of {} could not be made: {error:#}", module.display())))?;
    without_fetching(&folder.join(format!("{name}.js")))?;
    Ok(messages)
}

/// Takes from the bindings the way to a module that is not compiled yet: the page has none such, and minifying drops what nobody asks for.
fn without_fetching(bindings: &Path) -> Result {
    const BOTH: &str = "export { initSync, __wbg_init as default };";
    let text = std::fs::read_to_string(bindings)?;
    let Some(before) = text.trim_end().strip_suffix(BOTH) else {
        return Err(fail(1, format!("{} should end in `{BOTH}`; change xtask/src/build.rs with wasm-bindgen", bindings.display())));
    };
    Ok(std::fs::write(bindings, format!("{before}export {{ initSync }};\n"))?)
}

/// Where cargo keeps the sources of crates. Their paths stand in what a panic says; with others in their place a module tells
/// nothing of the machine it was made on, and is the same on the next.
fn sources() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    Ok(home.ok_or_else(|| fail(1, "there is no home folder; set CARGO_HOME"))?.join("registry/src"))
}

/// What the page fetches beside the module, from the folder in which the build script of the library wrote it.
fn copy_packs(messages: &str) -> Result {
    let script = messages.lines().filter(|line| line.contains("\"build-script-executed\"") && line.contains("sitrep-analyzer"));
    let folder = script.filter_map(out_folder).next_back();
    let folder = folder.ok_or_else(|| fail(1, "cargo did not say where the packs are; run `cargo clean` and build again"))?;
    for (made, fetched) in PACKS {
        let (from, to) = (folder.join(made), Path::new("www/pkg").join(fetched));
        std::fs::copy(&from, &to).map_err(|error| fail(1, format!("{} cannot be copied: {error}", from.display())))?;
    }
    Ok(())
}

/// The value of `out_dir` in a line of cargo's JSON.
fn out_folder(line: &str) -> Option<PathBuf> {
    let (_, rest) = line.split_once("\"out_dir\":\"")?;
    let (path, _) = rest.split_once('"')?;
    Some(PathBuf::from(path.replace("\\\\", "\\")))
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
