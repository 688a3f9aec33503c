//! The tables as the build wrote them, and safe reading of them.

use super::load::{Lexicon, TableInfo};
use super::own;
use super::packs::{self, Names};
use crate::rule::EntryId;
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The number of a word of the index; 0 is a word that no table knows.
pub use super::index::WordId;

static TAG_MODEL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tagger.bin"));

/// The tables with the pack of names, once it was loaded.
static NAMED_LEXICON: OnceLock<Lexicon> = OnceLock::new();

/// The tables with names and the reader's own words, for each time they changed; each stays for as long as the program runs.
static OWN_LEXICONS: [OnceLock<Lexicon>; 32] = [const { OnceLock::new() }; 32];

/// Which of those is in use, from 1; 0 for none.
static OWN_IN_USE: AtomicUsize = AtomicUsize::new(0);

/// The tables, read at the first call.
fn lexicon() -> &'static Lexicon {
    static CORE: OnceLock<Lexicon> = OnceLock::new();
    own_lexicon().or_else(|| NAMED_LEXICON.get()).unwrap_or_else(|| CORE.get_or_init(|| Lexicon::load(packs::built_in_names(), &[])))
}

/// Uses the tables with these names from now on.
pub(super) fn use_names(names: Names) {
    NAMED_LEXICON.get_or_init(|| Lexicon::load(Some(names), &[]));
}

fn own_lexicon() -> Option<&'static Lexicon> {
    OWN_LEXICONS.get(OWN_IN_USE.load(Ordering::Acquire).checked_sub(1)?)?.get()
}

/// Uses the tables with these names and rows from now on; false if that was done too often.
pub(super) fn use_own(names: Names, rows: &'static [own::Row]) -> bool {
    if rows.is_empty() {
        OWN_IN_USE.store(0, Ordering::Release);
        return true;
    }
    let Some((at, slot)) = OWN_LEXICONS.iter().enumerate().find(|(_, slot)| slot.get().is_none()) else { return false };
    slot.get_or_init(|| Lexicon::load(Some(names), rows));
    OWN_IN_USE.store(at + 1, Ordering::Release);
    true
}

/// `en-1`, `en-1-core` without the pack of names, `en-1-own` with words of the reader's own.
pub fn lexicon_name() -> &'static str {
    match lexicon().has_names {
        true if own_lexicon().is_some() => "en-1-own",
        true => "en-1",
        false => "en-1-core",
    }
}

fn table_named(name: &str) -> Option<&'static TableInfo> {
    lexicon().tables.iter().find(|table| table.name == name)
}

/// The columns of a table.
pub(super) fn columns_of(table: &str) -> impl Iterator<Item = &'static str> {
    table_named(table).into_iter().flat_map(TableInfo::columns)
}

/// The codes that rows of a table have.
pub(super) fn codes_of(table: &str) -> Vec<&'static str> {
    table_named(table).map_or(Vec::new(), TableInfo::code_names)
}

/// Whether a country has this ISO 3166-1 alpha-3 code.
pub(super) fn is_country(code: &str) -> bool {
    find_row(Table::Countries, |row| row.get("iso3") == code).is_some()
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

const FORMS: [Form; 10] =
    [Form::Name, Form::Also, Form::Acronym, Form::Demonym, Form::Capital, Form::Plural, Form::Third, Form::Past, Form::Participle, Form::Ing];

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
        EntryId { table: (self.0 >> 26) as u8, row: (self.0 >> 12 & 0x3FFF) as u16 }
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
        lexicon().tables.get(usize::from(self.0.table))
    }

    /// The row's code.
    pub fn code(self) -> Code {
        self.info().map_or(Code::Unset, |info| info.code(usize::from(self.0.row)))
    }

    /// The cell in the column called `column`; empty where the table has none or nothing. For the id see [`RowView::id`].
    pub fn get(self, column: &str) -> &'static str {
        self.info().map_or("", |info| info.get(usize::from(self.0.row), column))
    }

    /// The id of the row in its table.
    pub fn id(self) -> Cow<'static, str> {
        self.info().map_or(Cow::Borrowed(""), |info| info.id(usize::from(self.0.row)))
    }

    /// The canonical name.
    pub fn term(self) -> &'static str {
        self.get("term")
    }

    /// `table:id`, the key under which `sitrep lookup` and the page show the row.
    pub fn key(self) -> String {
        let table = self.info().map_or("", |info| info.name);
        format!("{table}:{}", self.id())
    }
}

/// The code called `name` in the sorted list of names.
pub(super) fn code_named(names: &[&str], name: &str) -> Option<Code> {
    names.binary_search(&name).ok().and_then(|at| CODE_KINDS.get(at)).copied()
}

impl Code {
    /// The code as it stands in the tables and in the report.
    pub fn name(self) -> &'static str {
        lexicon().codes.get(self as usize).copied().unwrap_or("")
    }

    /// The code of that name.
    pub fn from_name(name: &str) -> Option<Code> {
        code_named(&lexicon().codes, name)
    }
}

/// The number of a folded word whose hash is `hash`.
pub fn word_id(folded: &[u8], hash: u32) -> WordId {
    lexicon().words.find(folded, hash)
}

/// The trie node of a single word; 0 if none starts with it.
pub(crate) fn first_node(word: WordId) -> u32 {
    lexicon().trie.first(word)
}

/// The node after `node` and `word`; 0 if there is none.
pub(crate) fn next_node(node: u32, word: WordId) -> u32 {
    lexicon().trie.next(node, word)
}

/// The senses of the phrase that ends at `node`.
pub(crate) fn senses(node: u32) -> impl Iterator<Item = Sense> {
    lexicon().trie.senses(node).iter().map(|&sense| Sense(sense))
}

/// The first row of `table` that `fits`.
pub fn find_row(table: Table, fits: impl Fn(RowView) -> bool) -> Option<EntryId> {
    rows_of(table).find(|entry| fits(RowView(*entry)))
}

/// A row in full, for `sitrep lookup` and for "Why?": key, then column and cell, then source key, title and address.
pub fn describe(key: &str) -> Option<Vec<(&'static str, String)>> {
    let (table, id) = key.split_once(':')?;
    let at = lexicon().tables.iter().position(|info| info.name == table)?;
    let info = lexicon().tables.get(at)?;
    // The reader's own rows come last and take the place of listed ones.
    let row = (0..info.len()).rev().map(|row| RowView(EntryId { table: at as u8, row: row as u16 })).find(|row| row.id() == id)?;
    let mut out = vec![("table", info.name.to_string()), ("code", row.code().name().to_string()), ("id", row.id().into_owned())];
    out.extend(info.columns().skip(1).map(|column| (column, row.get(column).to_string())));
    let key = row.get("source").split('|').next().unwrap_or("");
    let mut sources = lexicon().sources.iter().map(|source| source.split('\t'));
    if let Some(mut source) = sources.find_map(|mut source| (source.next() == Some(key)).then_some(source)) {
        out.push(("source_title", source.next().unwrap_or("").to_string()));
        out.push(("source_url", source.next().unwrap_or("").to_string()));
    }
    Some(out)
}

/// Every row of a table, in its order.
pub fn rows_of(table: Table) -> impl Iterator<Item = EntryId> {
    let rows = lexicon().tables.get(table as usize).map_or(0, TableInfo::len);
    (0..rows).map(move |row| EntryId { table: table as u8, row: row as u16 })
}

/// Name and number of rows of every table.
pub fn tables() -> impl Iterator<Item = (&'static str, usize)> {
    lexicon().tables.iter().map(|info| (info.name, info.len()))
}

/// The tag class of a word, for the tagger; `None` for words it does not know.
pub(crate) fn tag_class(word: WordId) -> Option<u16> {
    lexicon().tag_class(word)
}

/// The tagger's model, as packed by the build.
pub(crate) fn tag_model() -> &'static [u8] {
    TAG_MODEL
}
