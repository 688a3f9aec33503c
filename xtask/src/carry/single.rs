//! `sitrep.html` and `sitrep-full.html`: the whole page in one file, without and with the smaller places.
//!
//! Script and style sheet are inline and allowed by their hashes; everything else is a data block, deflated and in base64,
//! which carry/single/resources.js reads. The policy of the file allows no connection at all.

use super::{INSIDE, index_with};
use crate::bundle::Bundler;
use crate::integrity::base64;
use crate::run::{Result, fail};
use flate2::{Compression, write::DeflateEncoder};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;

const OVER: &str = "carry/single";
/// Each file: its name, what is laid over the page for it alone, and its packs of places.
const FILES: [(&str, &[&str], &str); 2] = [("sitrep.html", &["carry/core"], "pkg/places-core.pack"), ("sitrep-full.html", &[], "pkg/places.pack")];
/// What both hold beside the script and the style sheet.
const DATA: [&str; 10] = [
    "pkg/sitrep_bg.wasm",
    "pkg/sitrep_exports_bg.wasm",
    "pkg/names.pack",
    "strings/en.json",
    "parts/strings/en.json",
    "examples/ground-attack.json",
    "examples/bombing.json",
    "examples/football.json",
    "vendor/land-110m.json",
    "worker.bundle.js",
];
/// The bundle of the worker is read under the name of its script.
const WORKER: (&str, &str) = ("worker.bundle.js", "worker.js");
/// Parts of www/index.html that are different here.
const POLICY: &str = "http-equiv=\"Content-Security-Policy\"";
const STYLE: &str = "rel=\"stylesheet\"";
const SCRIPT: &str = "<script type=\"module\"";
const END: &str = "</body>";
const DROPPED: [&str; 2] = ["rel=\"manifest\"", "rel=\"modulepreload\""];

/// Writes both files and, where it is known at what address the first will be published, its oEmbed document.
pub fn write(bundler: &Bundler, folder: &Path, licences: &str, address: Option<&str>) -> Result {
    let address = address.map(checked).transpose()?;
    for (name, over, places) in FILES {
        let stage = super::stage(folder, &[&[INSIDE, OVER], over].concat())?;
        let link = address.map(discovery).unwrap_or_default();
        std::fs::write(folder.join(name), page(bundler, &stage, places, licences, &link)?)?;
        std::fs::remove_dir_all(&stage)?;
    }
    match address {
        Some(address) => Ok(std::fs::write(folder.join("oembed.json"), oembed(address))?),
        None => {
            println!("no oembed.json: it holds full addresses; `cargo xtask dist --at https://…/` writes it");
            Ok(())
        }
    }
}

/// An address of a folder, which goes into markup as it is.
fn checked(address: &str) -> Result<&str> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/%".contains(letter);
    match address.starts_with("https://") && address.ends_with('/') && address.chars().all(plain) {
        true => Ok(address),
        false => Err(fail(2, format!("--at is '{address}'; give the address of a folder, such as https://example.org/sitrep/"))),
    }
}

/// How those who are given the address of the file find its oEmbed document.
fn discovery(address: &str) -> String {
    format!("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{address}oembed.json\" title=\"Sitrep\">")
}

fn oembed(address: &str) -> String {
    let html = format!("<iframe sandbox=\"allow-scripts\" src=\"{address}sitrep.html\" title=\"Sitrep\" width=\"960\" height=\"720\"></iframe>");
    let document = json!({ "version": "1.0", "type": "rich", "title": "Sitrep", "provider_name": "Sitrep", "provider_url": address, "html": html, "width": 960, "height": 720 });
    format!("{document:#}\n")
}

/// The page in `stage` as one file.
fn page(bundler: &Bundler, stage: &Path, places: &str, licences: &str, link: &str) -> Result<String> {
    let script = bundled(bundler, stage, "main.js", "single.bundle.js")?.replace("<!--", "\\x3c!--");
    std::fs::write(stage.join(WORKER.0), bundled(bundler, stage, WORKER.1, "worker.made.js")?)?;
    let style = styles(bundler, stage)?;
    for (text, what, end) in [(script.as_str(), "script", "</script"), (style.as_str(), "style sheet", "</style"), (licences, "notices", "</script")] {
        if text.contains(['\r', '\0']) || text.to_ascii_lowercase().contains(end) {
            return Err(fail(1, format!("the {what} to be put inside hold `{end}`, a carriage return or NUL, which the page would read otherwise")));
        }
    }
    let mut blocks = format!("<script type=\"text/plain\" id=\"licences\">\n{licences}</script>\n");
    for name in DATA.into_iter().chain([places]) {
        let id = if name == WORKER.0 { WORKER.1 } else { name };
        blocks += &format!("<script type=\"text/plain\" id=\"{id}\">{}</script>\n", base64(&deflated(&std::fs::read(stage.join(name))?)?));
    }
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data: blob:; connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types sitrep sitrep-worker",
        hash(&script),
        hash(&style)
    );
    index_with(&[&[POLICY, STYLE, SCRIPT, END], &DROPPED[..]].concat(), |part| match part {
        POLICY => format!("<meta {POLICY} content=\"{policy}\">{link}"),
        STYLE => format!("<style>{style}</style>"),
        END => format!("{blocks}<script>{script}</script>\n{END}"),
        _ => String::new(),
    })
}

/// A script of the stage with all it imports.
fn bundled(bundler: &Bundler, stage: &Path, name: &str, to: &str) -> Result<String> {
    let out = stage.join(to);
    bundler.bundle(&stage.join(name), "iife", &out, &["--define:import.meta.url=\"sitrep:/\"".to_string()])?;
    Ok(std::fs::read_to_string(out)?)
}

/// All style sheets in the order in which the page puts them in use.
fn styles(bundler: &Bundler, stage: &Path) -> Result<String> {
    let list = std::fs::read_to_string(stage.join("parts.js"))?;
    let parts = list
        .split_once("const PARTS = [")
        .and_then(|(_, rest)| rest.split_once(']'))
        .map(|(parts, _)| parts.split(',').map(|name| name.trim().trim_matches('\'')));
    let parts = parts.ok_or_else(|| fail(1, "www/parts.js should hold `const PARTS = [...]`, from which the order of the style sheets is taken"))?;
    let sheets = ["sitrep.css".to_string()].into_iter().chain(parts.map(|name| format!("parts/{name}.css"))).chain(["frame.css".to_string()]);
    std::fs::write(stage.join("all.css"), sheets.map(|sheet| format!("@import './{sheet}';\n")).collect::<String>())?;
    let out = stage.join("all.bundle.css");
    bundler.bundle(&stage.join("all.css"), "esm", &out, &[])?;
    Ok(std::fs::read_to_string(out)?.trim().to_string())
}

fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::{checked, discovery, oembed};

    #[test]
    fn the_oembed_document_is_rich_and_frames_the_file_at_its_address_without_rights() {
        let document: serde_json::Value = serde_json::from_str(&oembed("https://example.org/sitrep/")).expect("JSON");
        assert_eq!(
            (document["version"].as_str(), document["type"].as_str(), document["width"].as_u64(), document["height"].as_u64()),
            (Some("1.0"), Some("rich"), Some(960), Some(720))
        );
        let html = document["html"].as_str().expect("markup");
        assert!(html.starts_with("<iframe sandbox=\"allow-scripts\" src=\"https://example.org/sitrep/sitrep.html\""), "{html}");
    }

    #[test]
    fn the_file_leads_to_its_oembed_document_by_a_full_address() {
        let link = discovery("https://example.org/sitrep/");
        assert!(link.contains("rel=\"alternate\" type=\"application/json+oembed\" href=\"https://example.org/sitrep/oembed.json\""), "{link}");
    }

    #[test]
    fn an_address_is_that_of_a_folder_and_cannot_end_an_attribute() {
        assert!(checked("https://example.org/sitrep/").is_ok());
        for wrong in ["http://example.org/", "https://example.org", "https://example.org/\"x/"] {
            let problem = checked(wrong).map_err(|failure| failure.message).expect_err("refused");
            assert!(problem.contains("--at is") && problem.contains("https://example.org/sitrep/"), "{problem}");
        }
    }
}
