//! Words of the reader's own: rows beside those of `data/`, in the same form, for names that no table has yet.
//!
//! In: a TSV whose header begins with `table` and goes on with columns of `data/world`. Out: rows of those tables, from
//! the first look-up on. A row with the id of a listed one takes its place. They are told apart by their source.

use std::fmt;

/// Most rows taken.
const MOST: usize = 2_000;
/// Tables that take rows.
const TABLES: [&str; 13] = [
    "divisions",
    "external_forces",
    "facilities",
    "given_names",
    "groups",
    "organisations",
    "private_military",
    "ranks",
    "regions",
    "roles",
    "state_forces",
    "surnames",
    "weapons",
];
/// What a place of the reader's own is, unless it says otherwise.
const PLACE: &str = "populated_place";
/// Columns for people, which every row may have.
const FOR_PEOPLE: [&str; 6] = ["from", "until", "note", "source", "needs", "affiliation"];
/// The source of all such rows.
const SOURCE: &str = "own";

/// A row: its table, and its cells by column.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) table: &'static str,
    cells: Vec<(&'static str, &'static str)>,
}

/// Why a list of words is refused; line and column count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsError {
    /// Line of the list.
    pub line: usize,
    /// Cell of the line.
    pub column: usize,
    /// What is wrong, and what to write.
    pub problem: String,
}

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "own words, line {}, cell {}: {}", self.line, self.column, self.problem)
    }
}

impl std::error::Error for WordsError {}

/// Uses the words of `tsv` from now on, in place of others given before, and says how many rows there are; a header without
/// rows takes them away again. They come after the pack of names. Each change stays in memory.
///
/// # Errors
/// [`WordsError`] names the first cell that cannot be, and what to write; nothing is taken then.
///
/// # Examples
/// ```
/// let refused = sitrep::lexicon::load_words("table\tid\tterm\ngroup\tx\tX").unwrap_err();
/// assert!(refused.to_string().starts_with("own words, line 2, cell 1: there is no table 'group'"));
/// ```
pub fn load_words(tsv: &str) -> Result<usize, WordsError> {
    let names = super::packs::names().ok_or_else(|| wrong(1, 1, "the names of the tables are not loaded; load their pack first".to_string()))?;
    let rows = read(tsv)?.leak();
    match super::tables::use_own(names, rows) {
        true => Ok(rows.len()),
        false => Err(wrong(1, 1, "own words were changed too often for one run; start anew".to_string())),
    }
}

fn wrong(line: usize, column: usize, problem: String) -> WordsError {
    WordsError { line, column, problem }
}

fn read(tsv: &str) -> Result<Vec<Row>, WordsError> {
    let mut lines = tsv.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end_matches('\r'))).filter(|(_, line)| !line.is_empty());
    let (at, header) = lines.next().ok_or_else(|| wrong(1, 1, "there is nothing; write a header that begins with 'table', 'id' and 'term'".to_string()))?;
    // The words stay for as long as the program runs, as those of the tables do.
    let columns: Vec<&'static str> = header.trim_start_matches('\u{FEFF}').split('\t').map(|name| &*name.to_string().leak()).collect();
    if columns.get(..3) != Some(&["table", "id", "term"]) {
        return Err(wrong(at, 1, "the header does not begin with 'table', 'id' and 'term', with tabs between them".to_string()));
    }
    let rows = lines.map(|(at, line)| Row::read(at, line, &columns)).collect::<Result<Vec<Row>, WordsError>>()?;
    match rows.len() > MOST {
        true => Err(wrong(1, 1, format!("there are {} rows; at most {MOST} are taken", rows.len()))),
        false => Ok(rows),
    }
}

impl Row {
    /// The cell of a column; empty where there is none.
    pub(super) fn cell(&self, column: &str) -> &'static str {
        let given = self.cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| *cell);
        match column {
            "source" => SOURCE,
            "forms" => "=",
            "code" if given.is_empty() && self.table == "regions" => PLACE,
            _ => given,
        }
    }

    fn read(line: usize, text: &str, columns: &[&'static str]) -> Result<Self, WordsError> {
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        if cells.len() > columns.len() {
            return Err(wrong(line, columns.len() + 1, format!("there are {} cells, and the header has {}", cells.len(), columns.len())));
        }
        let known = TABLES.iter().find(|table| cells.first() == Some(table));
        let table = *known.ok_or_else(|| wrong(line, 1, format!("there is no table '{}'; use one of {}", cells.first().unwrap_or(&""), TABLES.join(", "))))?;
        let filled = columns.iter().zip(&cells).enumerate().skip(1).filter(|(_, (_, cell))| !["", "-"].contains(*cell));
        let mut row = Row { table, cells: Vec::new() };
        for (at, (column, cell)) in filled {
            check(table, column, cell).map_err(|problem| wrong(line, at + 1, problem))?;
            row.cells.push((column, cell.to_string().leak()));
        }
        match row.cell("term") {
            "" => Err(wrong(line, 3, "the term is empty; write the name".to_string())),
            _ => Ok(row),
        }
    }
}

/// What is wrong with a cell, and what to write.
fn check(table: &str, column: &str, cell: &str) -> Result<(), String> {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match column {
        "id" if !cell.chars().all(word) => Err(format!("the id '{cell}' has other characters than a-z, 0-9 and hyphens")),
        "term" | "also" | "acronym" if cell.contains(['(', ')', '[', ']']) => {
            Err("there is a bracket inside the name; an acronym has a column of its own".to_string())
        }
        "code" => check_code(table, cell),
        "lat" | "lon" if crate::text::decimal(cell).is_none() => Err(format!("'{cell}' is no number of degrees; write one such as 14.45")),
        "country" if !cell.split('|').all(super::tables::is_country) => Err(format!("'{cell}' is no country; write ISO 3166-1 alpha-3, such as MLI")),
        "id" | "term" | "also" | "lat" | "lon" | "country" => Ok(()),
        _ if FOR_PEOPLE.contains(&column) || super::tables::columns_of(table).any(|known| known == column) => Ok(()),
        _ => Err(format!("the table '{table}' has no column '{column}'; leave the cell empty")),
    }
}

fn check_code(table: &str, cell: &str) -> Result<(), String> {
    let mut codes = super::tables::codes_of(table);
    codes.extend((table == "regions").then_some(PLACE));
    codes.contains(&cell).then_some(()).ok_or_else(|| format!("there is no code '{cell}' in the table '{table}'; use one of {}", codes.join(", ")))
}
