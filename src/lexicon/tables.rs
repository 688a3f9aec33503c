//! The tables as the build wrote them, and safe reading of them.

use crate::rule::EntryId;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The number of a word of the index; 0 is a word that no table knows.
pub type WordId = u16;

struct TableInfo {
    name: &'static str,
    columns: &'static [&'static str],
    first_cell: usize,
    first_row: usize,
    rows: usize,
}

/// How a spelling relates to its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Form {
    Name,
    Also,
    Acronym,
    Demonym,
    Capital,
    Plural,
    Third,
    Past,
    Participle,
    Ing,
}

const FORMS: [Form; 10] = [
    Form::Name,
    Form::Also,
    Form::Acronym,
    Form::Demonym,
    Form::Capital,
    Form::Plural,
    Form::Third,
    Form::Past,
    Form::Participle,
    Form::Ing,
];

/// One reading of a phrase: a row of a table, and the form in which it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense(u32);

impl Sense {
    /// The table of the row.
    pub fn table(self) -> Table {
        let at = (self.0 >> 26) as usize;
        TABLE_KINDS.get(at).copied().unwrap_or(Table::HarmVerbs)
    }

    /// The row.
    pub fn entry(self) -> EntryId {
        EntryId {
            table: (self.0 >> 26) as u8,
            row: (self.0 >> 12 & 0x3FFF) as u16,
        }
    }

    /// The form in which the row's word was written.
    pub fn form(self) -> Form {
        let at = (self.0 >> 4 & 0xFF) as usize;
        FORMS.get(at).copied().unwrap_or(Form::Name)
    }

    /// The row's code.
    pub fn code(self) -> Code {
        row(self.entry()).code()
    }

    /// 0 any case, 1 begins with a capital, 2 all capitals.
    pub(crate) fn case(self) -> u32 {
        self.0 & 0xF
    }
}

/// A row, for reading its cells.
#[derive(Clone, Copy)]
pub struct RowView(EntryId);

/// The row `entry` stands for.
pub fn row(entry: EntryId) -> RowView {
    RowView(entry)
}

impl RowView {
    fn info(self) -> Option<&'static TableInfo> {
        TABLES.get(self.0.table as usize)
    }

    /// The row's code.
    pub fn code(self) -> Code {
        let at = self.info().map(|info| info.first_row + self.0.row as usize);
        at.and_then(|at| ROW_CODES.get(at)).copied().unwrap_or(Code::Unset)
    }

    /// The cell in the column called `column`; empty where the table has none or nothing.
    pub fn get(self, column: &str) -> &'static str {
        let Some(info) = self.info() else { return "" };
        let Some(at) = info.columns.iter().position(|name| *name == column) else {
            return "";
        };
        let cell = info.first_cell + self.0.row as usize * info.columns.len() + at;
        CELLS.get(cell).map_or("", |&string| string_at(string))
    }

    /// The canonical name.
    pub fn term(self) -> &'static str {
        self.get("term")
    }

    /// `table:id`, the key under which `sitrep lookup` and the page show the row.
    pub fn key(self) -> String {
        let table = self.info().map_or("", |info| info.name);
        format!("{table}:{}", self.get("id"))
    }
}

fn string_at(index: u16) -> &'static str {
    slice(STRINGS, &STRING_ENDS, index as usize)
}

fn slice(pool: &'static str, ends: &[u32], index: usize) -> &'static str {
    let (Some(&start), Some(&end)) = (ends.get(index), ends.get(index + 1)) else {
        return "";
    };
    pool.get(start as usize..end as usize).unwrap_or("")
}

impl Code {
    /// The code as it stands in the tables and in the report.
    pub fn name(self) -> &'static str {
        CODES.get(self as usize).map_or("", |(_, name)| name)
    }

    /// The code of that name.
    pub fn from_name(name: &str) -> Option<Code> {
        let at = CODES.binary_search_by_key(&name, |(_, name)| name).ok()?;
        CODES.get(at).map(|(code, _)| *code)
    }
}

/// The number of a folded word whose hash is `hash`.
pub fn word_id(folded: &[u8], hash: u32) -> WordId {
    let mask = WORD_SLOTS.len() - 1;
    let mut at = hash as usize & mask;
    loop {
        let word = WORD_SLOTS.get(at).copied().unwrap_or(0);
        if word == 0 {
            return 0;
        }
        let known = slice(WORDS, &WORD_ENDS, word as usize - 1);
        if known.as_bytes() == folded {
            return word;
        }
        at = (at + 1) & mask;
    }
}

/// The trie node of a single word; 0 if none starts with it.
pub(crate) fn first_node(word: WordId) -> u32 {
    WORD_NODE.get(word as usize).copied().unwrap_or(0)
}

/// The node after `node` and `word`; 0 if there is none.
pub(crate) fn next_node(node: u32, word: WordId) -> u32 {
    let kids = range(&NODE_KID_ENDS, node);
    let words = KID_WORDS.get(kids.clone()).unwrap_or(&[]);
    match words.binary_search(&word) {
        Ok(at) => KID_NODES.get(kids.start + at).copied().unwrap_or(0),
        Err(_) => 0,
    }
}

/// The senses of the phrase that ends at `node`.
pub(crate) fn senses(node: u32) -> impl Iterator<Item = Sense> {
    let senses = SENSES.get(range(&NODE_SENSE_ENDS, node)).unwrap_or(&[]);
    senses.iter().map(|&sense| Sense(sense))
}

fn range(ends: &[u32], node: u32) -> std::ops::Range<usize> {
    let node = node as usize;
    let start = node.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or(0);
    let end = ends.get(node).copied().unwrap_or(start);
    start as usize..end as usize
}

/// The first row of `table` that `fits`.
pub fn find_row(table: Table, fits: impl Fn(RowView) -> bool) -> Option<EntryId> {
    let at = TABLE_KINDS.iter().position(|kind| *kind == table)?;
    let rows = TABLES.get(at).map_or(0, |info| info.rows);
    (0..rows).map(|row| EntryId { table: at as u8, row: row as u16 }).find(|entry| fits(RowView(*entry)))
}

/// A row in full, for `sitrep lookup` and for "Why?": key, then column and cell, then source key, title and address.
pub fn describe(key: &str) -> Option<Vec<(&'static str, String)>> {
    let (table, id) = key.split_once(':')?;
    let at = TABLES.iter().position(|info| info.name == table)?;
    let info = TABLES.get(at)?;
    let mut rows = (0..info.rows).map(|row| RowView(EntryId { table: at as u8, row: row as u16 }));
    let row = rows.find(|row| row.get("id") == id)?;
    let mut out = vec![("table", info.name.to_string()), ("code", row.code().name().to_string())];
    out.extend(info.columns.iter().map(|column| (*column, row.get(column).to_string())));
    let source = row.get("source").split('|').next().unwrap_or("");
    if let Some((_, title, address)) = SOURCES.iter().find(|(key, _, _)| *key == source) {
        out.push(("source_title", title.to_string()));
        out.push(("source_url", address.to_string()));
    }
    Some(out)
}

/// Every row of a table, in its order.
pub fn rows_of(table: Table) -> impl Iterator<Item = EntryId> {
    let rows = TABLES.get(table as usize).map_or(0, |info| info.rows);
    (0..rows).map(move |row| EntryId { table: table as u8, row: row as u16 })
}

/// Name and number of rows of every table.
pub fn tables() -> impl Iterator<Item = (&'static str, usize)> {
    TABLES.iter().map(|info| (info.name, info.rows))
}

/// The tag class of a word, for the tagger; `None` for words it does not know.
pub(crate) fn tag_class(word: WordId) -> Option<u16> {
    WORD_CLASSES.get(word as usize).and_then(|class| class.checked_sub(1))
}

/// The tagger's model, as packed by the build.
pub(crate) fn tag_model() -> &'static [u8] {
    TAG_MODEL
}
