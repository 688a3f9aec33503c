//! Reads the tables and refuses what is wrong: `file:line:column: problem; how to fix it`.

use crate::fold::fold;
use crate::spec::{BASE, Spec, TABLES};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One row: its line and its cells, `-` already turned into the empty string.
pub struct Row {
    pub cells: Vec<String>,
}

/// A checked table.
pub struct Table {
    pub spec: &'static Spec,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

impl Table {
    /// The cell of `row` in the column called `name`, or the empty string.
    pub fn cell<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        let at = self.columns.iter().position(|column| column == name);
        at.and_then(|at| row.cells.get(at)).map_or("", String::as_str)
    }
}

/// Everything the library is built from.
pub struct Data {
    pub tables: Vec<Table>,
    /// Every code of every closed list, sorted, with its list.
    pub codes: BTreeMap<String, BTreeSet<String>>,
    /// Key, title and address of every source.
    pub sources: Vec<[String; 3]>,
}

type Problems = Vec<String>;

/// Reads and checks all of `data/`.
pub fn read_all(root: &Path) -> Result<Data, Problems> {
    let mut problems = Vec::new();
    let sources = read_sources(root, &mut problems);
    let codes = read_codes(root, &mut problems);
    let keys: BTreeSet<&str> = sources.iter().map(|source| source[0].as_str()).collect();
    let mut tables = Vec::new();
    for spec in TABLES {
        let allowed = codes.get(spec.codes).cloned().unwrap_or_default();
        tables.extend(read_table(root, spec, &allowed, &keys, &mut problems));
    }
    if problems.is_empty() { Ok(Data { tables, codes, sources }) } else { Err(problems) }
}

fn lines(root: &Path, path: &str, problems: &mut Problems) -> Vec<(usize, Vec<String>)> {
    let file = root.join(format!("{path}.tsv"));
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => {
            problems.push(format!("data/{path}.tsv:1:1: cannot be read ({error}); add the file"));
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() {
            problems.push(format!("data/{path}.tsv:{}:1: empty line; delete it", index + 1));
            continue;
        }
        rows.push((index + 1, line.split('\t').map(str::to_string).collect()));
    }
    rows
}

fn read_sources(root: &Path, problems: &mut Problems) -> Vec<[String; 3]> {
    let rows = lines(root, "sources", problems);
    let row = |cells: &Vec<String>| [0, 1, 2].map(|at| cells.get(at).cloned().unwrap_or_default());
    rows.iter().skip(1).map(|(_, cells)| row(cells)).collect()
}

fn read_codes(root: &Path, problems: &mut Problems) -> BTreeMap<String, BTreeSet<String>> {
    let mut codes = BTreeMap::new();
    let names: BTreeSet<&str> = TABLES.iter().map(|spec| spec.codes).filter(|name| !name.is_empty()).collect();
    for name in names {
        let rows = lines(root, &format!("codes/{name}"), problems);
        let ids = rows.iter().skip(1).filter_map(|(_, cells)| cells.first().cloned());
        codes.insert(name.to_string(), ids.collect());
    }
    codes
}

fn read_table(root: &Path, spec: &'static Spec, allowed: &BTreeSet<String>, sources: &BTreeSet<&str>, problems: &mut Problems) -> Option<Table> {
    let mut rows = lines(root, spec.path, problems).into_iter();
    let (_, columns) = rows.next()?;
    let wanted: Vec<&str> = BASE.iter().chain(spec.extra).copied().collect();
    if columns != wanted {
        problems.push(format!("data/{}.tsv:1:1: header is {columns:?}; write {wanted:?}", spec.path));
        return None;
    }
    let mut checker = Checker { spec, allowed, sources, last: String::new(), spellings: BTreeMap::new() };
    let mut table = Table { spec, columns, rows: Vec::new() };
    for (line, cells) in rows {
        checker.check(line, &cells, wanted.len(), problems);
        let cells = cells.into_iter().map(|cell| if cell == "-" { String::new() } else { cell }).collect();
        table.rows.push(Row { cells });
    }
    Some(table)
}

struct Checker<'c> {
    spec: &'static Spec,
    allowed: &'c BTreeSet<String>,
    sources: &'c BTreeSet<&'c str>,
    last: String,
    spellings: BTreeMap<String, (usize, bool)>,
}

impl Checker<'_> {
    fn check(&mut self, line: usize, cells: &[String], width: usize, problems: &mut Problems) {
        let mut report = |column: usize, problem: &str| problems.push(format!("data/{}.tsv:{line}:{}: {problem}", self.spec.path, column + 1));
        if cells.len() != width {
            report(0, &format!("{} cells; a row has {width}, '-' where empty", cells.len()));
            return;
        }
        for (column, cell) in cells.iter().enumerate() {
            if cell.is_empty() || cell.trim() != cell || cell.contains("  ") {
                report(column, "empty cell or stray space; write '-' for nothing, one space between words");
            }
            if cell.chars().any(|c| c.is_control() || ('\u{200B}'..='\u{200F}').contains(&c) || c == '\u{FEFF}' || c == '\u{A0}') {
                report(column, "invisible character; type the cell again");
            }
        }
        let id = &cells[0];
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            report(0, &format!("id '{id}' is not kebab-case; use a-z, 0-9 and hyphens"));
        }
        if *id <= self.last {
            report(0, &format!("id '{id}' is listed twice or out of order after '{}'; sort the rows by id", self.last));
        }
        if cells[1].contains(['(', ')', '[', ']']) || cells[2].contains(['(', ')', '[', ']']) {
            report(1, "bracket inside a name; list the acronym in its own column");
        }
        if !self.spec.codes.is_empty() && cells[3] != "-" && !self.allowed.contains(&cells[3]) {
            report(3, &format!("unknown code '{}'; use one of data/codes/{}.tsv", cells[3], self.spec.codes));
        }
        for (column, cell) in [(5, &cells[5]), (6, &cells[6])] {
            if cell != "-" && !is_date(cell) {
                report(column, &format!("'{cell}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"));
            }
        }
        for key in cells[7].split('|') {
            if !self.sources.contains(key) {
                report(7, &format!("unknown source '{key}'; add it to data/sources.tsv"));
            }
        }
        let also = cells[2].split('|').filter(|also| *also != "-");
        for spelling in std::iter::once(cells[1].as_str()).chain(also) {
            let folded = fold(spelling).replace('-', " ");
            let guarded = cells[4] != "-";
            match self.spellings.get(&folded) {
                Some((other, false)) if !guarded && *other != line => {
                    report(1, &format!("'{spelling}' stands in line {other} too; delete one or fill 'needs'"))
                }
                _ => {
                    self.spellings.insert(folded, (line, guarded));
                }
            }
        }
        self.last.clone_from(id);
    }
}

fn is_date(cell: &str) -> bool {
    let parts: Vec<&str> = cell.trim_start_matches('-').split('-').collect();
    let number = |part: &&str, width: usize| part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() <= 3 && parts.iter().enumerate().all(|(at, part)| number(part, if at == 0 { 4 } else { 2 }))
}
