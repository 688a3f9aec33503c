//! `cargo xtask serve`: a static server for `www`, on this machine only, with the headers the page is meant to have.

use crate::build::{self, Profile};
use crate::run::{Result, fail};
use crate::{offline, site, sizes};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The policy behind the promise that pasted text stays in the page.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types sitrep";

/// The first port tried where none is given.
const FIRST_PORT: u16 = 8080;
/// How many ports are tried from there.
const PORTS: u16 = 20;
/// Longest request line or header accepted, in bytes.
const LONGEST_HEAD: u64 = 16 * 1024;

/// Builds, serves and, unless told otherwise, opens the page.
pub fn recipe(arguments: &[String]) -> Result {
    let (profile, arguments) = Profile::take_from(arguments);
    let (port, open) = read_arguments(&arguments)?;
    let listener = listen(port)?;
    // A page over its size budget can still be looked at; `build` and `test` refuse it.
    build::build_module(profile)?;
    if let Err(over) = site::write(Path::new("www")).and_then(|site| sizes::check_core(&site)) {
        eprintln!("xtask: {}", over.message);
    }
    let address = format!("http://{}/", listener.local_addr()?);
    println!("Sitrep is at {address}   (Ctrl-C stops it)");
    if open {
        open_browser(&address);
    }
    serve(&listener, Path::new("www"))
}

fn read_arguments(arguments: &[String]) -> Result<(Option<u16>, bool)> {
    let (mut port, mut open) = (None, std::env::var_os("CI").is_none());
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--no-open" => open = false,
            "--port" => {
                let given = words.next().map_or("", String::as_str);
                port = Some(given.parse().map_err(|_| fail(2, format!("--port is '{given}'; give a number from 0 to 65535")))?);
            }
            other => return Err(fail(2, format!("'{other}' is not known; use serve [--dev] [--port N] [--no-open]"))),
        }
    }
    Ok((port, open))
}

/// Listens on `port`, or on the first free one of a few where none is given; port 0 takes any.
pub fn listen(port: Option<u16>) -> Result<TcpListener> {
    let wanted = port.map_or(FIRST_PORT..=FIRST_PORT + PORTS - 1, |port| port..=port);
    let mut last = String::new();
    for port in wanted {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error.to_string(),
        }
    }
    let which = port.map_or(format!("none of the ports {FIRST_PORT} to {}", FIRST_PORT + PORTS - 1), |port| format!("port {port}"));
    Err(fail(1, format!("{which} can be used ({last}); stop what holds it, or choose another with --port N")))
}

/// Answers requests until the program ends.
pub fn serve(listener: &TcpListener, root: &Path) -> Result {
    let root = root.canonicalize().map_err(|error| fail(1, format!("{}: {error}", root.display())))?;
    for stream in listener.incoming().flatten() {
        let root = root.clone();
        std::thread::spawn(move || {
            // A visitor who hangs up early is no problem of ours.
            let _ = answer(stream, &root);
        });
    }
    Ok(())
}

fn answer(stream: TcpStream, root: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(LONGEST_HEAD));
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = line.split(' ');
    match (words.next(), words.next()) {
        (Some(method @ ("GET" | "HEAD")), Some(target)) => match find(root, target) {
            Some(path) => reply(stream, "200 OK", mime(&path), &content(root, &path)?, method == "GET"),
            None => reply(stream, "404 Not Found", "text/plain; charset=utf-8", b"not found\n", method == "GET"),
        },
        (Some(_), Some(_)) => reply(stream, "405 Method Not Allowed", "text/plain; charset=utf-8", b"only GET and HEAD\n", true),
        _ => reply(stream, "400 Bad Request", "text/plain; charset=utf-8", b"bad request\n", true),
    }
}

/// The bytes of a file; the service worker is told what lies beside it at this moment.
fn content(root: &Path, path: &Path) -> std::io::Result<Vec<u8>> {
    if path == root.join(offline::SCRIPT) { offline::script(root).map(String::into_bytes) } else { std::fs::read(path) }
}

fn reply(mut stream: TcpStream, status: &str, mime: &str, body: &[u8], with_body: bool) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if with_body {
        stream.write_all(body)?;
    }
    stream.flush()
}

/// The file a request means, if it lies below `root`.
fn find(root: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?;
    let decoded = decode(path)?;
    let names: Vec<&str> = decoded.split('/').filter(|name| !name.is_empty()).collect();
    if !decoded.starts_with('/') || names.iter().any(|name| name.starts_with('.') || name.contains(['\\', ':', '\0'])) {
        return None;
    }
    let mut file = names.iter().fold(root.to_path_buf(), |folder, name| folder.join(name));
    if file.is_dir() {
        file.push("index.html");
    }
    let file = file.canonicalize().ok()?;
    (file.starts_with(root) && file.is_file()).then_some(file)
}

fn decode(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| (byte as char).to_digit(16));
        let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
        out.push((high * 16 + low) as u8);
    }
    String::from_utf8(out).ok()
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" | "tsv" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Opens the reader's browser where there is one to open; the address is printed in any case.
fn open_browser(address: &str) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let headless = std::env::consts::OS == "linux" && ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| std::env::var_os(name).is_none());
    if !headless {
        let quiet = std::process::Stdio::null;
        let _ = std::process::Command::new(program).args(arguments).arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Serves a folder of its own and returns what the server says to `request`.
    fn ask(request: &str) -> String {
        let root = std::env::temp_dir().join(format!("sitrep-serve-{}-{:?}", std::process::id(), std::thread::current().id()));
        std::fs::create_dir_all(root.join("www")).expect("a folder");
        std::fs::write(root.join("secret.txt"), "secret").expect("a file");
        std::fs::write(root.join("www/index.html"), "<!doctype html>").expect("a file");
        std::fs::write(root.join("www/worker.js"), "0").expect("a file");
        std::fs::write(root.join("www/a b.wasm"), "wasm").expect("a file");
        let listener = listen(Some(0)).unwrap_or_else(|failure| panic!("{}", failure.message));
        let address = listener.local_addr().expect("an address");
        let www = root.join("www");
        std::thread::spawn(move || serve(&listener, &www).is_ok());
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut said = String::new();
        stream.read_to_string(&mut said).expect("an answer");
        std::fs::remove_dir_all(&root).expect("cleaning up");
        said
    }

    #[test]
    fn the_page_and_the_worker_come_with_their_type_and_the_policy() {
        for (path, mime) in [("/", "text/html"), ("/worker.js?v=1", "text/javascript"), ("/a%20b.wasm", "application/wasm")] {
            let said = ask(&format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
            assert!(said.starts_with("HTTP/1.1 200 OK\r\n"), "{path}: {said}");
            assert!(said.contains(&format!("Content-Type: {mime}")), "{said}");
            assert!(said.contains("Content-Security-Policy: default-src 'none'") && said.contains("nosniff"), "{said}");
        }
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/.git", "//../secret.txt", "/x%zz", "/nothing", "secret.txt"] {
            let said = ask(&format!("GET {path} HTTP/1.1\r\n\r\n"));
            assert!(said.starts_with("HTTP/1.1 404") && !said.contains("\r\nsecret"), "{path}: {said}");
        }
    }

    #[test]
    fn only_reading_is_allowed() {
        assert!(ask("POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
        assert!(ask("HEAD / HTTP/1.1\r\n\r\n").ends_with("\r\n\r\n"));
    }

    #[test]
    fn a_taken_port_is_named_with_the_way_out() {
        let first = listen(Some(0)).unwrap_or_else(|failure| panic!("{}", failure.message));
        let port = first.local_addr().expect("an address").port();
        let failure = listen(Some(port)).expect_err("taken");
        assert!(failure.message.contains(&format!("port {port}")) && failure.message.contains("--port N"), "{}", failure.message);
    }
}
