//! `cargo xtask test` and `cargo xtask page`: the browser tests, with all they need.
//!
//! What is missing is installed where that can be done without asking (a root shell on Debian or Ubuntu); elsewhere one
//! line says what to install, and the recipe fails. Nothing is skipped in silence.

use crate::build::Profile;
use crate::run::{Failure, Result, cargo, fail, find_program, output_of, run, run_with, target_folder};
use crate::{build, carry, dist, serve, site, soak};
use std::path::{Path, PathBuf};

const TESTS: &str = "tests/page";
/// The oldest Node that the tests, their tools and the bundler run on.
const OLDEST_NODE: u32 = 20;

/// A browser of the tests: the variable that names it, and what it is called on the path and in packages.
struct Browser {
    variable: &'static str,
    programs: &'static [&'static str],
    package: &'static str,
}

const BROWSERS: [Browser; 2] = [
    Browser { variable: "SITREP_CHROMIUM", programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"], package: "chromium" },
    Browser { variable: "SITREP_FIREFOX", programs: &["firefox-esr", "firefox"], package: "firefox-esr" },
];

/// Every test there is.
pub fn test_all() -> Result {
    run(&cargo(), &["test", "--workspace", "--locked"])?;
    soak::short()?;
    test_page(Profile::Release, &[])?;
    build::check_sizes(Profile::Release)?;
    dist::test(Profile::Release)?;
    println!("all tests passed: cargo test --workspace, and the page and the package in their browsers");
    Ok(())
}

/// Builds the module and tests the page; `arguments` go to Playwright.
pub fn test_page(profile: Profile, arguments: &[String]) -> Result {
    build::build_module(profile)?;
    ensure_node()?;
    let browsers = find_browsers()?;
    let webkit = find_webkit().unwrap_or_else(|why| {
        println!("WebKit is not tested: it takes the packages {WEBKIT} ({why})");
        Vec::new()
    });
    carry::write(None)?;
    npm_ci(TESTS)?;
    run(&cargo(), &["build", "--locked", "--bin", "sitrep"])?;
    let program = target_folder().join("debug/sitrep").with_extension(std::env::consts::EXE_EXTENSION).canonicalize()?;
    let carried = carry::folder().canonicalize()?;
    let address = serve_site()?;
    let words: Vec<&str> = ["playwright", "test"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
    run_with("npx", &words, |command| {
        command.current_dir(TESTS).env("SITREP_URL", &address).env("SITREP_COMMAND", &program).env("SITREP_DIST", &carried);
        command.envs(browsers.iter().chain(&webkit).map(|(variable, path)| (variable, path)))
    })
}

/// Hands so many web pages of any markup to the page's own intake, in Chromium.
pub fn fuzz_html(first: u64, count: u64) -> Result {
    ensure_node()?;
    let browser = find_chromium()?;
    npm_ci(TESTS)?;
    let address = serve_site()?;
    run_with("node", &["markup.mjs"], |command| {
        command
            .current_dir(TESTS)
            .env("SITREP_URL", &address)
            .env(BROWSERS[0].variable, &browser)
            .env("SITREP_SEED", first.to_string())
            .env("SITREP_RUNS", count.to_string())
    })
}

/// Serves the published page until the program ends; returns its address.
pub fn serve_site() -> Result<String> {
    let listener = serve::listen(Some(0))?;
    let address = format!("http://{}/", listener.local_addr()?);
    let site = site::write(Path::new("www"))?;
    std::thread::spawn(move || serve::serve(&listener, &site).is_ok());
    Ok(address)
}

/// Installs what the lock file in `folder` names; no script of a package is run.
pub fn npm_ci(folder: &str) -> Result {
    run_with("npm", &["ci", "--no-audit", "--no-fund", "--ignore-scripts"], |command| command.current_dir(folder))
}

/// Node and npm, installed where they are missing and that can be done without asking.
pub fn ensure_node() -> Result {
    let version = || output_of("node", &["--version"]).and_then(|text| text.trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    let npm = || find_program(&["npm", "npm.cmd"]).is_some();
    if version().is_none() || !npm() {
        apt_install("nodejs npm").map_err(|why| fail(1, format!("Node {OLDEST_NODE} or newer with npm is needed; install it ({why})")))?;
    }
    match version() {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        Some(found) => Err(fail(1, format!("Node {found} is too old; install Node {OLDEST_NODE} or newer"))),
        None => Err(fail(1, format!("Node cannot be started; install Node {OLDEST_NODE} or newer"))),
    }
}

/// Both browsers, each by the variable that names it to the tests.
pub fn find_browsers() -> Result<Vec<(&'static str, PathBuf)>> {
    BROWSERS.iter().map(|browser| Ok((browser.variable, find_browser(browser)?))).collect()
}

/// Packages with the third engine and a screen for it.
const WEBKIT: &str = "webkit2gtk-driver xvfb";

/// What the third engine takes, each by the variable that names it to the tests; or why it cannot be had, which is no failure.
fn find_webkit() -> std::result::Result<Vec<(&'static str, PathBuf)>, String> {
    let browser = || {
        let folders = [format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH), "/usr/libexec".to_string(), "/usr/lib".to_string()];
        let mut places =
            folders.iter().flat_map(|folder| ["4.1", "4.0", "6.0"].map(|version| Path::new(folder).join(format!("webkit2gtk-{version}/MiniBrowser"))));
        places.find(|place| place.is_file())
    };
    let find = || {
        Some(vec![("SITREP_WEBKIT", find_program(&["WebKitWebDriver"])?), ("SITREP_MINIBROWSER", browser()?), ("SITREP_XVFB", find_program(&["xvfb-run"])?)])
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    apt_install(WEBKIT)?;
    find().ok_or_else(|| "installed, but not found".to_string())
}

/// Chromium alone.
pub fn find_chromium() -> Result<PathBuf> {
    find_browser(&BROWSERS[0])
}

fn find_browser(browser: &Browser) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(browser.variable).map(PathBuf::from) {
        return if path.is_file() { Ok(path) } else { Err(fail(1, format!("{} is '{}', which is no file", browser.variable, path.display()))) };
    }
    if let Some(path) = find_program(browser.programs) {
        return Ok(path);
    }
    let missing = |why: String| -> Failure {
        let Browser { package, variable, .. } = browser;
        fail(1, format!("the browser tests need {package}; install it, or set {variable} to its path ({why})"))
    };
    apt_install(browser.package).map_err(missing)?;
    find_program(browser.programs).ok_or_else(|| missing("installed, but not on the path".to_string()))
}

/// Installs Debian packages where nobody has to be asked; says why not elsewhere.
fn apt_install(packages: &str) -> std::result::Result<(), String> {
    if find_program(&["apt-get"]).is_none() {
        return Err("there is no apt-get here to do it".to_string());
    }
    if output_of("id", &["-u"]).as_deref() != Some("0") {
        return Err(format!("as root: apt-get install -y {packages}"));
    }
    let quiet =
        |arguments: &[&str]| run_with("apt-get", arguments, |command| command.env("DEBIAN_FRONTEND", "noninteractive")).map_err(|failure| failure.message);
    let install: Vec<&str> = ["install", "-y", "-q", "--no-install-recommends"].into_iter().chain(packages.split(' ')).collect();
    quiet(&["update", "-q"])?;
    quiet(&install)
}
