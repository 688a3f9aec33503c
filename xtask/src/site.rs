//! The page as it is published: `www` without the comments and the indentation of its own code, in `target/site`.

use crate::offline;
use crate::run::{Result, fail, target_folder};
use std::path::{Path, PathBuf};

/// Writes the published page and returns its folder.
pub fn write(www: &Path) -> Result<PathBuf> {
    let site = target_folder().join("site");
    if site.is_dir() {
        std::fs::remove_dir_all(&site)?;
    }
    copy_folder(www, &site)?;
    let script = offline::script(&site)?;
    std::fs::write(site.join(offline::SCRIPT), script)?;
    Ok(site)
}

fn copy_folder(from: &Path, to: &Path) -> Result {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy_folder(&path, &to.join(name))?;
        } else {
            copy_file(&path, &to.join(name))?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result {
    let bytes = std::fs::read(from)?;
    let ours = from.parent().is_none_or(|folder| folder.file_name().is_none_or(|name| name != "pkg"));
    let code = from.extension().is_some_and(|extension| extension == "js" || extension == "css");
    if !(ours && code) {
        return Ok(std::fs::write(to, bytes)?);
    }
    let text = String::from_utf8(bytes).map_err(|_| fail(1, format!("{} is not UTF-8", from.display())))?;
    let stripped =
        strip(&text).ok_or_else(|| fail(1, format!("{}: a template that runs over lines cannot be stripped; write it in one line", from.display())))?;
    Ok(std::fs::write(to, stripped)?)
}

/// Drops lines that are nothing but comment, blank lines and indentation. Nothing inside a line is touched, and every
/// line end stays, so the code means the same; None where a template literal runs over a line end.
fn strip(code: &str) -> Option<String> {
    let mut out = String::with_capacity(code.len());
    let mut in_comment = false;
    for line in code.lines().map(str::trim) {
        let starts = !in_comment && line.starts_with("/*");
        if in_comment || starts {
            in_comment = !line.contains("*/");
            if !in_comment && !line.ends_with("*/") {
                return None;
            }
            continue;
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if line.matches('`').count() % 2 == 1 {
            return None;
        }
        out.push_str(line);
        out.push('\n');
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let code = "/**\n * What it does.\n */\n// why\nfunction f() {\n  return 'a // b /* c */'; // kept\n\n}\n/** one line */\nlet x = `a${1}b`;\n";
        assert_eq!(strip(code).as_deref(), Some("function f() {\nreturn 'a // b /* c */'; // kept\n}\nlet x = `a${1}b`;\n"));
    }

    #[test]
    fn what_cannot_be_stripped_safely_is_refused() {
        assert_eq!(strip("let x = `a\n  b`;\n"), None);
        assert_eq!(strip("/* a */ let x = 1;\n"), None);
    }
}
