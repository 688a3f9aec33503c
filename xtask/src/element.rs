//! What `<sitrep-analyzer>` shares with the page, as scripts beside the module: the words of the interface (those of the
//! reasons apart, since they come later) and the style sheet. They are taken from the page's own tables and style sheet, so that nothing is written down twice, and are part
//! of a script so that no bundler and no reading has to fetch them.

use crate::integrity;
use crate::run::{Result, fail};
use crate::site::strip;
use serde_json::{Map, Value};
use std::path::Path;

/// How the scripts in the folder of the page begin.
pub const KIT: &str = "pkg/element-";
/// Sections of `sitrep.css` that the element shares, by how their comment begins.
const SECTIONS: [&str; 8] = ["The page of Sitrep", "controls", "paste box", "the article", "marks", "the card", "reasons", "motion and forced colours"];
/// Rules in them for what the element does not have, by how their line begins.
const NO_RULES: [&str; 5] = [".articles", ".control", ".hint", ".keys", ".reader-"];
/// Words of the first view that the element has no use for, and words of the parts that it has, by how their key begins.
const NOT_WANTED: [&str; 16] = [
    "app.",
    "input.placeholder",
    "input.file",
    "examples.",
    "theme.",
    "view.",
    "footer.",
    "update.",
    "pane.",
    "articles.",
    "card.region",
    "date.hint",
    "document.keys",
    "document.title",
    "problem.not_text",
    "promise.text",
];
/// Words that only the reasons need, and those among them that the card has too.
const REASONS: [&str; 12] =
    ["field.", "why.", "bounds", "coded.", "counted.", "fatalities", "acled_", "ucdp_", "claim_status.", "claim_relation.", "type.", "status.resolved"];
const ON_THE_CARD: [&str; 1] = ["why.button"];
const WANTED: [&str; 4] = ["element.", "problem.no_target.", "text.struck", "takeaway.source"];
/// Names of the page's style sheet and what a host may call them; the kinds of marks are added to them.
const NAMES: [(&str, &str); 8] =
    [("bg", "bg"), ("panel", "bg"), ("ink", "fg"), ("accent", "accent"), ("line", "border"), ("edge", "border"), ("serif", "font"), ("sans", "font")];
const KINDS: [&str; 10] = ["actor", "person", "org", "place", "facility", "date", "weapon", "figure", "said", "rejected"];

/// Writes the script from what lies in `www`.
pub fn write(www: &Path) -> Result {
    let read = |name: &str| std::fs::read_to_string(www.join(name)).map_err(|error| fail(1, format!("{}: {error}", www.join(name).display())));
    let [words, reasons] = words(&read("strings/en.json")?, &read("parts/strings/en.json")?)?;
    let style = format!("{}{}", shared(&read("sitrep.css")?)?, read("element/element.css")?);
    let style = strip(&style).ok_or_else(|| fail(1, "element/element.css: a comment with code behind it cannot be stripped; end the line after it"))?;
    std::fs::write(www.join(format!("{KIT}why.js")), format!("export const WORDS = {{\n{reasons}}};\n"))?;
    integrity::forget(www)?;
    std::fs::write(www.join(format!("{KIT}kit.js")), format!("export const WORDS = {{\n{words}}};\nexport const STYLE = {:?};\n", with_own_unit(&style)))?;
    Ok(())
}

/// The wanted words of both tables, a line each: those needed at once, and those of the reasons.
fn words(page: &str, parts: &str) -> Result<[String; 2]> {
    let table = |text: &str| serde_json::from_str::<Map<String, Value>>(text).map_err(|problem| fail(1, format!("a table of words: {problem}")));
    let begins = |key: &str, keys: &[&str]| keys.iter().any(|begin| key.starts_with(begin));
    let mut kept = [String::new(), String::new()];
    let page = table(page)?.into_iter().filter(|(key, _)| !begins(key, &NOT_WANTED));
    let parts = table(parts)?.into_iter().filter(|(key, _)| begins(key, &WANTED) || begins(key, &REASONS));
    for (key, word) in page.chain(parts) {
        let late = begins(&key, &REASONS) && !begins(&key, &ON_THE_CARD);
        kept[usize::from(late)] += &format!("{key:?}: {word},\n");
    }
    Ok(kept)
}

/// The shared sections of the page's style sheet, with names that a host may set.
fn shared(page: &str) -> Result<String> {
    let mut out = String::new();
    let mut found = 0;
    let mut inside = false;
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("/* ") {
            inside = SECTIONS.iter().any(|section| title.starts_with(section));
            found += usize::from(inside);
        } else if inside && !NO_RULES.iter().any(|rule| line.starts_with(rule)) {
            out += &if line.trim_start().starts_with("--") { settable(line) } else { line.replace(":root", ":host") };
            out.push('\n');
        }
    }
    let missing =
        || fail(1, format!("sitrep.css: {found} of {} sections are there that the element shares; name them in xtask/src/element.rs", SECTIONS.len()));
    if found == SECTIONS.len() { Ok(out) } else { Err(missing()) }
}

/// A line of declarations in which each that a host may set asks for the host's value first.
fn settable(line: &str) -> String {
    line.split_inclusive(';').map(|declaration| host_first(declaration).unwrap_or_else(|| declaration.to_string())).collect()
}

fn host_first(declaration: &str) -> Option<String> {
    let (name, value) = declaration.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": ")?;
    let known = NAMES.iter().find(|(own, _)| *own == name).map(|(_, theirs)| (*theirs).to_string());
    let kind = |name: &str| KINDS.contains(&name).then(|| format!("mark-{name}"));
    let theirs = known.or_else(|| Some(kind(name)? + "-line")).or_else(|| Some(kind(name.strip_suffix("-bg")?)? + "-bg"))?;
    Some(format!("--{name}: var(--sitrep-{theirs}, {value});"))
}

/// Lengths in `rem` are the host's; the element counts in a unit of its own instead, which only rules of containers cannot.
fn with_own_unit(style: &str) -> String {
    style.lines().fold(String::new(), |out, line| out + &if line.starts_with('@') { line.to_string() } else { in_own_unit(line) } + "\n")
}

fn in_own_unit(line: &str) -> String {
    let mut pieces = line.split("rem");
    let mut out = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let digits = out.chars().rev().take_while(|letter| letter.is_ascii_digit() || ['.', '-'].contains(letter)).count();
        if !out.ends_with(|letter: char| letter.is_ascii_digit()) {
            out += "rem";
        } else {
            let number = out.split_off(out.len() - digits);
            out += &format!("calc({number} * var(--rem))");
        }
        out += piece;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{SECTIONS, in_own_unit, settable, shared, words};

    #[test]
    fn words_the_element_does_not_use_are_left_out_and_its_own_are_added() {
        let kept = words(
            "{\n\"lang\": \"en\",\n\"app.name\": \"x\",\n\"kind.date\": \"Date\",\n\"why.button\": \"Why?\",\n\"why.rule\": \"Rule\"\n}\n",
            "{\n\"element.stale\": \"s\",\n\"help.view\": \"h\"\n}\n",
        );
        assert_eq!(
            kept.ok(),
            Some(
                ["\"lang\": \"en\",\n\"kind.date\": \"Date\",\n\"why.button\": \"Why?\",\n\"element.stale\": \"s\",\n", "\"why.rule\": \"Rule\",\n"]
                    .map(String::from)
            )
        );
    }

    #[test]
    fn a_host_may_set_the_names_of_the_contract_and_no_other() {
        let line = settable("  --actor: red; --actor-bg: pink; --mono: m; --ink: black;");
        let kinds = "--actor: var(--sitrep-mark-actor-line, red);--actor-bg: var(--sitrep-mark-actor-bg, pink);";
        assert_eq!(line, format!("{kinds} --mono: m;--ink: var(--sitrep-fg, black);"));
    }

    #[test]
    fn lengths_of_the_host_become_lengths_of_the_element() {
        assert_eq!(
            in_own_unit("a { margin: -0.5rem 2rem; color: premium; --rem: 1px; }"),
            "a { margin: calc(-0.5 * var(--rem)) calc(2 * var(--rem)); color: premium; --rem: 1px; }"
        );
    }

    #[test]
    fn a_section_that_is_gone_is_told() {
        let all: String = SECTIONS.iter().map(|title| format!("/* {title} */\n.a {{}}\n/* other */\n.b {{}}\n")).collect();
        assert_eq!(shared(&all).ok().map(|css| css.matches(".a").count()), Some(SECTIONS.len()));
        assert!(shared(&all.replace("/* the card", "/* the cart")).is_err_and(|failure| failure.message.contains("7 of 8")));
    }
}
