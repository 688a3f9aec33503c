//! Tables: cells, rows, and CSV that neither a parser nor a spreadsheet takes for anything else than it is.
//!
//! A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are written as numbers.

use super::view::View;
use serde_json::Value;

/// What ends every row: how it was made, and what it is not.
const PROVENANCE: [&str; 5] = ["coding_profile", "engine_version", "overrides", "document", "notice"];

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Nothing: the article does not say.
    Empty,
    /// Words, perhaps of the article.
    Text(String),
    /// A number as JSON writes it.
    Number(String),
}

impl Cell {
    /// The cell for a member of a coded row.
    pub fn of(value: Option<&Value>) -> Self {
        match value {
            Some(Value::String(text)) => Self::text(text),
            Some(Value::Number(number)) => Self::Number(number.to_string()),
            Some(Value::Bool(bool)) => Self::text(&bool.to_string()),
            _ => Self::Empty,
        }
    }

    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_string()) }
    }

    pub fn number(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.to_string()))
    }

    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// Phrases in one cell.
    pub fn joined<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> Self {
        let parts: Vec<S> = parts.into_iter().collect();
        Self::Text(parts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join("; ")).or_empty()
    }

    fn or_empty(self) -> Self {
        if self == Self::Text(String::new()) { Self::Empty } else { self }
    }

    fn written(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Number(number) => number.clone(),
            Self::Text(text) => harmless(text),
        }
    }
}

/// The same text where a spreadsheet shows it; one that begins like a formula gets an apostrophe before it.
fn harmless(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']);
    if formula { format!("'{text}") } else { text.to_string() }
}

/// The cells of [`PROVENANCE`], the same for all rows of a report.
fn provenance(view: &View) -> [Cell; PROVENANCE.len()] {
    [
        Cell::text(&view.profile()),
        Cell::text(&view.engine()),
        Cell::joined(view.overrides()),
        Cell::of(view.document().get("id")),
        Cell::text(crate::schema::NOTICE),
    ]
}

/// The table of all reports; every row ends with how it was made.
pub(super) fn table(columns: &[&str], views: &[View], rows: impl Fn(&View) -> Vec<Vec<Cell>>) -> Result<String, csv::Error> {
    let mut all: Vec<Vec<Cell>> = Vec::new();
    for view in views {
        let made = provenance(view);
        all.extend(rows(view).into_iter().map(|row| row.into_iter().chain(made.clone()).collect()));
    }
    csv(&[columns, &PROVENANCE].concat(), &all)
}

/// The table as CSV with a header line.
fn csv(columns: &[&str], rows: &[Vec<Cell>]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.iter().map(Cell::written))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_like_a_formula_is_written_as_text_and_a_number_stays_one() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\u{FF1D}1"] {
            assert_eq!(Cell::text(text).written(), format!("'{text}"));
        }
        assert_eq!(Cell::of(Some(&serde_json::json!(-1.63))).written(), "-1.63");
        assert_eq!(Cell::text("a=b").written(), "a=b");
    }

    #[test]
    fn a_comma_a_quotation_mark_and_a_line_end_stay_in_their_cell() {
        let row = vec![Cell::text("a, \"b\"\nc"), Cell::Empty];
        assert_eq!(csv(&["x", "y"], &[row]).unwrap(), "x,y\n\"a, \"\"b\"\"\nc\",\n");
    }
}
