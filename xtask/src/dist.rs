//! `cargo xtask dist`: the npm package, in `target/npm/sitrep-analyzer`, and its tarball.
//!
//! The package is the page's own scripts, bundled, with other modules in place of those that say where files come from
//! (`npm/`). To that end a copy of `www` is made in which the former lie over the latter.

use crate::build::{Profile, build_module};
use crate::bundle::Bundler;
use crate::run::{Result, cargo, fail, run_reading, run_with, target_folder};
use crate::{carry, element, integrity, notices, page, site, sizes};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

const NAME: &str = "sitrep-analyzer";
const SOURCES: &str = "npm";
const TESTS: &str = "tests/dist";
/// Taken as they are: from where, and what they are called in the package.
const COPIED: [(&str, &str); 17] = [
    ("www/pkg/sitrep_bg.wasm", "sitrep_bg.wasm"),
    ("www/pkg/sitrep_exports_bg.wasm", "sitrep_exports_bg.wasm"),
    ("www/pkg/names.pack", "names.pack"),
    ("www/pkg/places-core.pack", "places-core.pack"),
    ("www/pkg/places.pack", "places.pack"),
    ("www/sitrep.d.ts", "sitrep.d.ts"),
    ("npm/element.d.ts", "element.d.ts"),
    ("npm/define.d.ts", "define.d.ts"),
    ("npm/inline.d.ts", "inline.d.ts"),
    ("npm/worker.d.ts", "worker.d.ts"),
    ("npm/custom-elements.json", "custom-elements.json"),
    ("data/schema/report.schema.json", "report.schema.json"),
    ("npm/README.md", "README.md"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("docs/embedding.md", "embedding.md"),
    ("docs/element.md", "element.md"),
];
/// What `inline.js` has inside, deflated.
const INSIDE: [&str; 5] = ["sitrep_bg.wasm", "sitrep_exports_bg.wasm", "names.pack", "places-core.pack", "worker.js"];

/// Builds the modules, writes the package with its tarball and prints what it weighs.
pub fn dist(profile: Profile) -> Result<PathBuf> {
    build_module(profile)?;
    let made = target_folder().join("npm");
    let package = write(&Bundler::ready()?, &made)?;
    sizes::check_package(&package)?;
    let tarball = pack(&package, &made)?;
    site::write(Path::new("www"))?;
    println!("{} and {}", package.display(), tarball.display());
    Ok(tarball)
}

/// Tests the package as those use it who install it: the examples with their own tools, in both browsers and in Node.
pub fn test(profile: Profile) -> Result {
    let tarball = dist(profile)?;
    made_twice_is_the_same(&tarball)?;
    let browsers = page::find_browsers()?;
    let tarball = tarball.canonicalize()?;
    run_with("node", &["--expose-gc", "index.mjs"], |command| {
        command.current_dir(TESTS).env("SITREP_TARBALL", &tarball).envs(browsers.iter().map(|(variable, path)| (variable, path)))
    })
}

/// Makes package and tarball once more, elsewhere, and holds one against the other.
fn made_twice_is_the_same(tarball: &Path) -> Result {
    let again = target_folder().join("npm-again");
    let second = pack(&write(&Bundler::ready()?, &again)?, &again)?;
    if std::fs::read(tarball)? != std::fs::read(&second)? {
        return Err(fail(1, format!("{} and {} differ; something in the package depends on when or where it is made", tarball.display(), second.display())));
    }
    std::fs::remove_dir_all(again)?;
    Ok(())
}

/// Writes the package below `made` and returns its folder.
fn write(bundler: &Bundler, made: &Path) -> Result<PathBuf> {
    let (stage, package) = (made.join("stage"), made.join(NAME));
    for folder in [&stage, &package] {
        if folder.is_dir() {
            std::fs::remove_dir_all(folder)?;
        }
    }
    std::fs::create_dir_all(&package)?;
    for folder in ["www", SOURCES] {
        site::copy_folder(Path::new(folder), &stage, &|from, to| Ok(std::fs::copy(from, to).map(drop)?))?;
    }
    for (from, to) in COPIED {
        std::fs::copy(from, package.join(to)).map_err(|error| fail(1, format!("{from} cannot be copied: {error}")))?;
    }
    let vendored = bundle(bundler, &stage, &package)?;
    let data = std::fs::read_to_string(Path::new(SOURCES).join("data-licences.md"))?;
    std::fs::write(package.join("THIRD-PARTY-NOTICES.md"), notices::notices(&vendored, &data)?)?;
    integrity::write(&package, Path::new("www"))?;
    std::fs::write(package.join("package.json"), manifest(&package)?)?;
    Ok(package)
}

/// Bundles every entry point; returns which libraries by others went into them.
fn bundle(bundler: &Bundler, stage: &Path, package: &Path) -> Result<BTreeSet<String>> {
    let words = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let bindings = words(&["--global-name=bindings", "--banner:js=export default () => {", "--footer:js=return bindings}", "--define:import.meta.url=\"\""]);
    for (name, glue) in [("reading", "sitrep"), ("exporting", "sitrep_exports")] {
        bundler.bundle(&stage.join(format!("pkg/{glue}.js")), "iife", &stage.join(format!("bindings/{name}.js")), &bindings)?;
    }
    let mut vendored = BTreeSet::new();
    let mut entry = |from: &str, to: &str, more: &[&str]| -> Result {
        let meta = std::path::absolute(stage.join("meta.json"))?;
        let more = [words(more), vec![format!("--metafile={}", meta.display())]].concat();
        bundler.bundle(&stage.join(from), "esm", &package.join(to), &more)?;
        mark_open_imports(&package.join(to))?;
        vendored.extend(vendored_in(&std::fs::read_to_string(meta)?));
        Ok(())
    };
    entry("index.js", "index.js", &[])?;
    entry("worker.js", "worker.js", &[])?;
    put_inside(stage, package)?;
    std::fs::copy(stage.join("inline/files.js"), stage.join("files.js"))?;
    entry("inline/index.js", "inline.js", &["--loader:.deflated=base64"])?;
    std::fs::copy(stage.join("element-client.js"), stage.join("client.js"))?;
    entry("element/element.js", "element.js", &["--external:./index.js", "--splitting", "--chunk-names=element-[name]-[hash]"])?;
    entry("element/define.js", "define.js", &["--external:./element.js"])?;
    std::fs::copy(package.join("inline.js"), stage.join("index.js"))?;
    carry::lay_over(&stage.join("inline/strings"), &stage.join("strings"))?;
    element::write(stage)?;
    entry("element/define.js", "define-inline.js", &[])?;
    Ok(vendored)
}

/// Tells other bundlers that an address that is only known when it is asked for is none of theirs; ours drops such comments.
fn mark_open_imports(script: &Path) -> Result {
    let text = std::fs::read_to_string(script)?;
    let mut marked = String::with_capacity(text.len());
    for (n, piece) in text.split("import(").enumerate() {
        let open = n > 0 && !piece.starts_with(['"', '\'', '`']);
        marked.push_str(if n == 0 { "" } else { "import(" });
        marked.push_str(if open { "/* webpackIgnore: true */ /* @vite-ignore */" } else { "" });
        marked.push_str(piece);
    }
    Ok(std::fs::write(script, marked)?)
}

/// The names of the scripts of `vendor` that esbuild says it has put in.
fn vendored_in(meta: &str) -> BTreeSet<String> {
    let inputs = meta.split('"').filter_map(|path| path.rsplit_once("/vendor/")?.1.strip_suffix(".js"));
    inputs.map(str::to_string).collect()
}

fn put_inside(stage: &Path, package: &Path) -> Result {
    std::fs::create_dir_all(stage.join("inside"))?;
    for name in INSIDE {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&std::fs::read(package.join(name))?)?;
        std::fs::write(stage.join("inside").join(format!("{name}.deflated")), encoder.finish()?)?;
    }
    Ok(())
}

/// `package.json` with the version of the library and the list of all files.
fn manifest(package: &Path) -> Result<String> {
    let text = std::fs::read_to_string(Path::new(SOURCES).join("package.json"))?;
    let mut manifest: Map<String, Value> = serde_json::from_str(&text).map_err(|problem| fail(1, format!("npm/package.json: {problem}")))?;
    let mut files: Vec<String> = std::fs::read_dir(package)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    files.sort();
    manifest.insert("version".into(), version()?.into());
    manifest.insert("files".into(), files.into());
    let mut text = serde_json::to_string_pretty(&manifest).map_err(|problem| fail(1, problem.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// The version in `Cargo.toml`.
pub fn version() -> Result<String> {
    let id = run_reading(&cargo(), &["pkgid", "--package", NAME])?;
    id.trim().rsplit(['#', '@']).next().map(str::to_string).ok_or_else(|| fail(1, format!("`{id}` has no version")))
}

/// The tarball as npm would publish it.
fn pack(package: &Path, made: &Path) -> Result<PathBuf> {
    let to = made.canonicalize()?;
    run_with("npm", &["pack", "--silent", "--ignore-scripts", "--pack-destination", &to.display().to_string()], |command| command.current_dir(package))?;
    Ok(made.join(format!("{NAME}-{}.tgz", version()?)))
}
