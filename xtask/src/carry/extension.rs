//! The browser extension: the published page with the panel, the background and the manifest of `extension/`.

use super::{INSIDE, index_with, merged, zip};
use crate::run::Result;
use crate::{dist, offline, site};
use std::path::Path;

const OWN: &str = "extension";
/// Files of the page that an extension has no use for.
const DROPPED: [&str; 3] = [offline::SCRIPT, "index.html", "sitrep.webmanifest"];
const MANIFEST: &str = "manifest.json";
/// Parts of www/index.html that are different here: the policy is that of the manifest, and another script starts the page.
const POLICY: &str = "http-equiv=\"Content-Security-Policy\"";
const INSTALLED: &str = "rel=\"manifest\"";
const SCRIPT: &str = "<script type=\"module\"";

/// Writes a folder and a zip for each kind of browser; their manifests differ in what opens the panel.
pub fn write(folder: &Path, licences: &str) -> Result {
    let version = dist::version()?;
    for browser in ["chromium", "firefox"] {
        let stage = super::stage(folder, &[INSIDE, OWN])?;
        let to = folder.join(format!("extension-{browser}"));
        site::copy_folder(&stage, &to, &site::copy_file)?;
        std::fs::remove_dir_all(&stage)?;
        let own = format!("{browser}.json");
        std::fs::write(to.join(MANIFEST), merged(&[&to.join(MANIFEST), &to.join(own)])?.replace("{version}", &version))?;
        let panel = index_with(&[POLICY, INSTALLED, SCRIPT], |part| {
            if part == SCRIPT { "<script type=\"module\" src=\"panel.js\"></script>".to_string() } else { String::new() }
        })?;
        std::fs::write(to.join("panel.html"), panel)?;
        std::fs::write(to.join("LICENCES.md"), licences)?;
        for name in DROPPED.into_iter().chain(["chromium.json", "firefox.json"]) {
            std::fs::remove_file(to.join(name))?;
        }
        zip::write(&to, &folder.join(format!("extension-{browser}.zip")))?;
    }
    Ok(())
}
