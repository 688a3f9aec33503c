//! The page as it is published: `www` with its scripts made small, in `target/site`.

use crate::offline;
use crate::run::{Result, fail, target_folder};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;
use std::path::{Path, PathBuf};

/// Writes the published page and returns its folder.
pub fn write(www: &Path) -> Result<PathBuf> {
    let site = target_folder().join("site");
    if site.is_dir() {
        std::fs::remove_dir_all(&site)?;
    }
    copy_folder(www, &site, &copy_file)?;
    let script = offline::script(&site)?;
    std::fs::write(site.join(offline::SCRIPT), script)?;
    Ok(site)
}

/// Copies all files below `from` to the same places below `to`, each by `copy`.
pub fn copy_folder(from: &Path, to: &Path, copy: &dyn Fn(&Path, &Path) -> Result) -> Result {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy_folder(&path, &to.join(name), copy)?;
        } else {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}

/// Copies a file as it is published.
pub fn copy_file(from: &Path, to: &Path) -> Result {
    let bytes = std::fs::read(from)?;
    let written = match from.extension().and_then(|extension| extension.to_str()) {
        Some("js") => minified(from, bytes)?,
        Some("css") => stripped(from, bytes)?,
        _ => bytes,
    };
    Ok(std::fs::write(to, written)?)
}

/// A script with the same meaning and the same names towards others, without what only its readers need.
fn minified(from: &Path, bytes: Vec<u8>) -> Result<Vec<u8>> {
    let text = text_of(from, bytes)?;
    let arena = Allocator::default();
    let parsed = Parser::new(&arena, &text, SourceType::mjs()).parse();
    if let Some(problem) = parsed.errors.first() {
        return Err(fail(1, format!("{} is no script: {problem}", from.display())));
    }
    let mut program = parsed.program;
    let options = MinifierOptions { mangle: Some(MangleOptions::default()), compress: Some(CompressOptions::smallest()) };
    let scoping = Minifier::new(options).minify(&arena, &mut program).scoping;
    Ok(Codegen::new().with_options(CodegenOptions::minify()).with_scoping(scoping).build(&program).code.into_bytes())
}

fn stripped(from: &Path, bytes: Vec<u8>) -> Result<Vec<u8>> {
    let text = text_of(from, bytes)?;
    let stripped =
        strip(&text).ok_or_else(|| fail(1, format!("{}: a comment with code behind it cannot be stripped; end the line after it", from.display())))?;
    Ok(stripped.into_bytes())
}

fn text_of(from: &Path, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| fail(1, format!("{} is not UTF-8", from.display())))
}

/// Drops the lines of a style sheet that are nothing but comment, blank lines and indentation; None where a comment has code
/// behind it.
pub fn strip(code: &str) -> Option<String> {
    let mut out = String::with_capacity(code.len());
    let mut in_comment = false;
    for line in code.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.contains("*/");
            if !in_comment && !line.ends_with("*/") {
                return None;
            }
        } else if !line.is_empty() {
            out.push_str(line);
            out.push('\n');
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{minified, strip};
    use std::path::Path;

    fn minify(code: &str) -> Result<String, String> {
        minified(Path::new("a.js"), code.as_bytes().to_vec()).map(|bytes| String::from_utf8(bytes).expect("text")).map_err(|failure| failure.message)
    }

    #[test]
    fn a_script_loses_comments_and_names_of_its_own_but_none_that_others_use() {
        let small = minify("/** What. */\nexport function shown(argument) { const own = argument.property; return `a\n${own}` + own; }\n").expect("a script");
        assert!(small.contains("export function shown(") && small.contains(".property") && !small.contains("What") && !small.contains("own="), "{small}");
    }

    #[test]
    fn what_is_no_script_is_named() {
        let problem = minify("function {").expect_err("no script");
        assert!(problem.contains("a.js is no script"), "{problem}");
    }

    #[test]
    fn comments_and_indentation_of_a_style_sheet_go() {
        assert_eq!(strip("/* a\n   b */\n.a {\n  color: red; /* kept */\n\n}\n").as_deref(), Some(".a {\ncolor: red; /* kept */\n}\n"));
        assert_eq!(strip("/* a\n */ .b {}\n"), None);
    }
}
