//! Writes the tables as the library reads them: `tables.rs` with the enums, `tables.txt` with the words, `tables.bin`
//! with small numbers, and `names.txt` and `names.bin` with the tables of names, which go into a pack of their own.
//!
//! They are laid out for the compressor, because the page has to fetch them: a word stands once, what can be told
//! from another cell is left out, a column of few different cells becomes a list of those and a byte a row. The library
//! builds its index from them at the first call (`src/lexicon/load.rs`, which reads what this file writes, in its order).

use crate::container::{checksum, join};
use crate::fold::{fold, slug};
use crate::inflect;
use crate::read::{Data, Row, Table};
use crate::spec::{LEFT_OUT, Words};
use crate::tagger::PackedTagger;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Most different cells of a column whose rows are numbers.
const MOST_VALUES: usize = 255;
/// Columns whose cells are spellings; they share the first cell of a line's text with the term, or follow it.
const SPELLED: [&str; 3] = ["acronym", "demonym", "capital"];
/// Columns that are written in a way of their own.
const WRITTEN_APART: [&str; 4] = ["term", "also", "plural", "forms"];

/// What the three files hold.
#[derive(Default)]
struct Pack {
    text: String,
    bytes: Vec<u8>,
}

/// Writes the files into `folder`.
pub fn emit(data: &Data, tagger: &PackedTagger, folder: &Path) -> Result<(), Vec<String>> {
    let (mut core, mut names) = (Pack::default(), Pack::default());
    let codes = codes(data);
    core.lines(&codes);
    for table in &data.tables {
        let pack = if table.spec.named { &mut names } else { &mut core };
        pack.table(table)?;
    }
    let (theirs, ours): (Vec<_>, Vec<_>) = data.sources.iter().partition(|source| only_names_use(data, &source[0]));
    core.sources(&ours);
    names.sources(&theirs);
    core.tagger_words(tagger);
    let named: Vec<bool> = data.tables.iter().map(|table| table.spec.named).collect();
    let named = format!("\n/// For each table whether its rows are in the pack of names.\npub(super) static NAMED: [bool; {}] = {named:?};\n", named.len());
    let stamp = format!("\n/// Tells which tables the pack of names was written with.\npub(super) const STAMP: u64 = {};\n", core.stamp());
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).map_err(|error| vec![format!("{name}: {error}")]);
    write("tagger.bin", &tagger.model)?;
    write("tables.txt", core.text.as_bytes())?;
    write("tables.bin", &core.bytes)?;
    write("names.pack", &names.names_pack(core.stamp()))?;
    write("tables.rs", (enums(data, &codes) + &named + &stamp).as_bytes())
}

/// Whether no row outside the tables of names has this source.
fn only_names_use(data: &Data, key: &str) -> bool {
    let uses = |table: &Table| table.rows.iter().any(|row| table.cell(row, "source").split('|').next() == Some(key));
    !data.tables.iter().any(|table| !table.spec.named && uses(table))
}

impl Pack {
    fn lines<S: AsRef<str>>(&mut self, lines: &[S]) {
        let _ = writeln!(self.text, "{}", lines.len());
        for line in lines {
            self.text.push_str(line.as_ref());
            self.text.push('\n');
        }
    }

    fn sources(&mut self, sources: &[&[String; 3]]) {
        self.lines(&sources.iter().map(|source| source.join("\t")).collect::<Vec<_>>());
    }

    fn stamp(&self) -> u64 {
        checksum(self.text.as_bytes()) ^ checksum(&self.bytes).rotate_left(1)
    }

    /// The pack: the stamp of the core it belongs to, the words and the numbers.
    fn names_pack(&self, stamp: u64) -> Vec<u8> {
        join(b"sitnam1\n", &[&stamp.to_le_bytes(), self.text.as_bytes(), &self.bytes])
    }

    /// Name, columns, a line of text a row, then for each column of few values those and a byte a row.
    fn table(&mut self, table: &Table) -> Result<(), Vec<String>> {
        let kept: Vec<usize> = (0..table.columns.len())
            .filter(|&at| !WRITTEN_APART.contains(&table.columns[at].as_str()) && !LEFT_OUT.contains(&table.columns[at].as_str()))
            .collect();
        let mut columns: Vec<(&str, Vec<String>)> = kept.iter().map(|&at| (table.columns[at].as_str(), column(table, at))).collect();
        columns.push(("forms", forms(table)?));
        let (texts, coded): (Vec<_>, Vec<_>) = columns.into_iter().partition(|(name, cells)| SPELLED.contains(name) || values(cells).len() > MOST_VALUES);
        let names = |columns: &[(&str, Vec<String>)]| columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ");
        let _ = writeln!(self.text, "{}\t{}\t{}", table_name(table), names(&texts), names(&coded));
        let rows = table.rows.iter().enumerate().map(|(at, row)| line(table, row, texts.iter().map(|(_, cells)| cells[at].as_str())));
        self.lines(&rows.collect::<Vec<_>>());
        for (_, cells) in &coded {
            let values = values(cells);
            self.lines(&values);
            self.bytes.extend(cells.iter().map(|cell| values.iter().position(|value| value == cell).unwrap_or_default() as u8));
        }
        Ok(())
    }

    /// The words of the tagger in their order, each without the letters it shares with the one before, and their classes.
    fn tagger_words(&mut self, tagger: &PackedTagger) {
        let words: BTreeMap<String, u16> =
            tagger.word_classes.iter().rev().map(|(word, class)| (fold(word), *class)).filter(|(word, _)| !word.is_empty()).collect();
        let (mut last, mut ends) = ("", Vec::new());
        for word in words.keys() {
            let shared = last.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
            let shared = (0..=shared.min(usize::from(u8::MAX))).rev().find(|at| word.is_char_boundary(*at)).unwrap_or(0);
            self.bytes.push(shared as u8);
            ends.push(&word[shared..]);
            last = word;
        }
        self.lines(&ends);
        self.bytes.extend(words.values().map(|class| class.to_le_bytes()[0]));
        self.bytes.extend(words.values().map(|class| class.to_le_bytes()[1]));
    }
}

/// The cells of a column; of an id only how to make it of other cells, where that can be done.
fn column(table: &Table, at: usize) -> Vec<String> {
    let cell = |row: &Row| match table.columns[at].as_str() {
        "id" => id(table, row),
        "code" if table.spec.codes.is_empty() => String::new(),
        _ => row.cells[at].clone(),
    };
    table.rows.iter().map(cell).collect()
}

/// Nothing for the slug of the term; `+` and what follows the slug; `<` and how many of its words; `~a` for the slug of
/// the first acronym, `~i` for that of the country code, `~0` for that of the first other name; else the id.
fn id(table: &Table, row: &Row) -> String {
    let (id, slug_of) = (table.cell(row, "id"), |column: &str| slug(table.cell(row, column).split('|').next().unwrap_or_default()));
    let term = slug_of("term");
    let rest = id.strip_prefix(term.as_str());
    match rest {
        Some(rest) => format!("{}{rest}", if rest.is_empty() { "" } else { "+" }),
        None if id == slug_of("acronym") => "~a".to_string(),
        None if id == slug_of("iso3") => "~i".to_string(),
        None if id == slug_of("also") => "~0".to_string(),
        None if term.strip_prefix(id).is_some_and(|rest| rest.starts_with('-')) => format!("<{}", id.split('-').count()),
        None => id.to_string(),
    }
}

/// The different cells, the most frequent first.
fn values(cells: &[String]) -> Vec<String> {
    let mut uses: BTreeMap<&String, usize> = BTreeMap::new();
    for cell in cells {
        *uses.entry(cell).or_default() += 1;
    }
    let mut values: Vec<(&String, usize)> = uses.into_iter().collect();
    values.sort_by_key(|(cell, uses)| (usize::MAX - uses, *cell));
    values.into_iter().map(|(cell, _)| cell.clone()).collect()
}

/// `term|also|also`, then the cells of the text columns.
fn line<'c>(table: &Table, row: &Row, cells: impl Iterator<Item = &'c str>) -> String {
    let also = table.cell(row, "also");
    let mut line = table.cell(row, "term").to_string();
    if !also.is_empty() {
        line = format!("{line}|{also}");
    }
    for cell in cells {
        line = format!("{line}\t{cell}");
    }
    line.trim_end_matches('\t').to_string()
}

/// For each row how its forms are made; what the cells say is described at `Forms` in the library.
fn forms(table: &Table) -> Result<Vec<String>, Vec<String>> {
    let mut problems = Vec::new();
    let mut all = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let forms = match table.spec.words {
            Words::AsListed => Some("=".to_string()),
            Words::Nouns => Some(plurals(table, row)),
            Words::Verbs => verb_forms(table, row),
        };
        match forms {
            Some(forms) => all.push(forms),
            None => problems.push(format!("data/{}.tsv:{}:1: 'forms' needs four forms; write third,past,participle,ing", table.spec.path, index + 2)),
        }
    }
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}

fn plurals(table: &Table, row: &Row) -> String {
    let term = table.cell(row, "term");
    match table.cell(row, "plural") {
        "=" => "=".to_string(),
        "" => {
            let lists = ["also"].iter().chain(&SPELLED).flat_map(|name| table.cell(row, name).split('|')).filter(|cell| !cell.is_empty());
            let mut edits: Vec<String> = std::iter::once(term).chain(lists).map(|text| edit(text, &inflect::plural(text))).collect();
            if edits.iter().all(|edit| *edit == edits[0]) {
                edits.truncate(1);
            }
            edits.join("|")
        }
        listed => format!("={}", listed.split('|').map(|text| edit(term, text)).collect::<Vec<_>>().join("|")),
    }
}

fn verb_forms(table: &Table, row: &Row) -> Option<String> {
    let (term, listed) = (table.cell(row, "term"), table.cell(row, "forms"));
    let [_, rest @ ..] = inflect::verb(term, if listed.is_empty() { "-" } else { listed })?;
    let (first, tail) = term.split_at(term.find(' ').unwrap_or(term.len()));
    Some(format!("v{}", rest.map(|form| edit(first, form.strip_suffix(tail).unwrap_or(&form))).join("|")))
}

/// How many bytes `from` loses at its end, and what it gains, to become `to`.
fn edit(from: &str, to: &str) -> String {
    let shared = from.chars().zip(to.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>();
    format!("{}{}", char::from(b'0' + (from.len() - shared) as u8), &to[shared..])
}

fn camel(name: &str) -> String {
    name.split(['_', '-']).map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

fn codes(data: &Data) -> Vec<String> {
    let mut all: Vec<String> = data.codes.values().flatten().cloned().collect();
    all.sort();
    all.dedup();
    all
}

fn table_name(table: &Table) -> &str {
    table.spec.path.rsplit('/').next().unwrap_or_default()
}

fn enums(data: &Data, codes: &[String]) -> String {
    let mut text = String::from("// Written by build/emit.rs from data/. Do not edit.\n");
    let codes: Vec<String> = std::iter::once("Unset".to_string()).chain(codes.iter().map(|code| camel(code))).collect();
    enumeration("Code", "u16", "A value of one of the closed lists in `data/codes/`.", "CODE_KINDS", &codes, &mut text);
    let tables: Vec<String> = data.tables.iter().map(|table| camel(table_name(table))).collect();
    enumeration("Table", "u8", "A table of `data/`.", "TABLE_KINDS", &tables, &mut text);
    text
}

fn enumeration(name: &str, repr: &str, doc: &str, list: &str, members: &[String], text: &mut String) {
    let _ = writeln!(
        text,
        "/// {doc}\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[allow(missing_docs)]\n#[repr({repr})]\npub enum {name} {{"
    );
    for member in members {
        let _ = writeln!(text, "    {member},");
    }
    let values: Vec<String> = members.iter().map(|member| format!("{name}::{member}")).collect();
    let _ = writeln!(text, "}}\n\npub(super) static {list}: &[{name}] = &[{}];", values.join(", "));
}
