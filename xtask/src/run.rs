//! Running other programs, and failing with one clear line.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a recipe stopped: the exit code and what to tell the reader.
pub struct Failure {
    pub code: u8,
    pub message: String,
}

/// What a recipe returns.
pub type Result<T = ()> = std::result::Result<T, Failure>;

/// A failure with an exit code.
pub fn fail(code: u8, message: impl Into<String>) -> Failure {
    Failure { code, message: message.into() }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        fail(1, error.to_string())
    }
}

/// Makes the folder of the workspace the current one, wherever the recipe was called from.
pub fn go_to_root() -> Result {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::set_current_dir(&root).map_err(|error| fail(1, format!("{}: {error}", root.display())))
}

/// The folder cargo builds into.
pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

/// Runs `program` with `arguments`, showing the line first; fails if the program does.
pub fn run<S: AsRef<OsStr>>(program: &str, arguments: &[S]) -> Result {
    run_with(program, arguments, |command| command)
}

/// The same, after `set_up` has had its way with the command (folder, environment).
pub fn run_with<S: AsRef<OsStr>>(program: &str, arguments: &[S], set_up: impl Fn(&mut Command) -> &mut Command) -> Result {
    let words: Vec<String> = arguments.iter().map(|word| word.as_ref().to_string_lossy().into_owned()).collect();
    let line = format!("{program} {}", words.join(" "));
    eprintln!("$ {line}");
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    set_up(&mut command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(fail(1, format!("`{line}` failed ({status}), see above"))),
        Err(error) => Err(fail(1, format!("`{line}` cannot be started: {error}"))),
    }
}

/// Runs `program` as [`run`] does and returns what it writes to standard output.
pub fn run_reading(program: &str, arguments: &[&str]) -> Result<String> {
    let line = format!("{program} {}", arguments.join(" "));
    eprintln!("$ {line}");
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| fail(1, format!("`{line}` cannot be started: {error}")))?;
    if !output.status.success() {
        return Err(fail(1, format!("`{line}` failed ({}), see above", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What `program` prints, if it runs and succeeds.
pub fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// The first of `names` found on the path, as a full path.
pub fn find_program(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// Cargo, as it called us.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_string())
}
