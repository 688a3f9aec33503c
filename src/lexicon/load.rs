//! Reads the tables as the build wrote them and fills the index, once, at the first call.
//!
//! In: `tables.txt` (lines) and `tables.bin` (a byte a number), in the order of `build/emit.rs`, and the like of the pack
//! of names if it is there. Out: [`Lexicon`]. The page fetches the tables with the program, so they are written to be small
//! rather than to be searched in place; making the index of them takes a few milliseconds.

use super::fold::{fold, slug};
use super::index::{Trie, WordId, Words};
use super::own;
use super::packs::Names;
use super::tables::{Code, Form, NAMED};
use std::borrow::Cow;

static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/tables.txt"));
static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tables.bin"));

/// Most words, and most steps of the trie; the index takes memory for so many.
const WORDS: usize = 24_000;
const STEPS: usize = 32_000;
/// Words and steps for each row of the reader's own.
const OWN_WORDS: usize = 8;

/// All tables, and the index of their words.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) codes: Vec<&'static str>,
    pub(super) tables: Vec<TableInfo>,
    /// Key, title and address.
    pub(super) sources: Vec<&'static str>,
    pub(super) words: Words,
    pub(super) trie: Trie,
    tag_classes: Vec<u16>,
    /// Whether the pack of names is in it.
    pub(super) has_names: bool,
}

/// A table: for every row a line of text and a number for each column of few values.
#[derive(Debug)]
pub(super) struct TableInfo {
    pub(super) name: &'static str,
    texts: Vec<&'static str>,
    coded: Vec<Coded>,
    codes: Vec<Code>,
    code_rows: &'static [u8],
    rows: Vec<&'static str>,
    /// Rows behind the listed ones, with the code of each.
    own: Vec<(&'static own::Row, Code)>,
    /// Listed rows that one of those takes the place of.
    replaced: Vec<usize>,
}

/// A column of few different values.
#[derive(Debug)]
struct Coded {
    name: &'static str,
    values: Vec<&'static str>,
    rows: &'static [u8],
}

impl Coded {
    fn get(&self, row: usize) -> &'static str {
        self.rows.get(row).and_then(|at| self.values.get(usize::from(*at))).copied().unwrap_or("")
    }
}

impl TableInfo {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Names of the columns a row can be asked for, `id` and `term` first.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> {
        let coded = self.coded.iter().map(|column| column.name);
        let others = self.texts.iter().copied().chain(coded).filter(|name| !["id", "code", "forms"].contains(name));
        ["id", "term"].into_iter().chain(others)
    }

    /// The canonical name.
    pub(super) fn term(&self, row: usize) -> &'static str {
        let line = self.rows.get(row).copied().unwrap_or("");
        let end = line.bytes().position(|byte| byte == b'|' || byte == b'\t');
        end.and_then(|end| line.get(..end)).unwrap_or(line)
    }

    /// The cell of a row, empty where the table has none.
    pub(super) fn get(&self, row: usize, column: &str) -> &'static str {
        if column == "term" {
            return self.term(row);
        }
        if let Some(coded) = self.coded.iter().find(|coded| coded.name == column) {
            return self.own_row(row).map_or_else(|| coded.get(row), |(own, _)| own.cell(column));
        }
        let Some(at) = self.texts.iter().position(|name| *name == column) else { return "" };
        self.rows.get(row).and_then(|line| line.split('\t').nth(at + 1)).unwrap_or("")
    }

    /// The id: as written, or made of other cells as the build says (`id` in `build/emit.rs`).
    pub(super) fn id(&self, row: usize) -> Cow<'static, str> {
        let (id, first) = (self.get(row, "id"), |cell: &'static str| slug(cell.split('|').next().unwrap_or("")));
        let term = || slug(self.term(row));
        match id.split_at_checked(1) {
            None => Cow::Owned(term()),
            Some(("+", rest)) => Cow::Owned(term() + rest),
            Some(("<", count)) => Cow::Owned(term().split('-').take(count.parse().unwrap_or(0)).collect::<Vec<_>>().join("-")),
            Some(("~", "a")) => Cow::Owned(first(self.get(row, "acronym"))),
            Some(("~", "i")) => Cow::Owned(first(self.get(row, "iso3"))),
            Some(("~", _)) => Cow::Owned(slug(self.rows.get(row).and_then(|line| line.split(['|', '\t']).nth(1)).unwrap_or(""))),
            Some(_) => Cow::Borrowed(id),
        }
    }

    /// The code of a row.
    pub(super) fn code(&self, row: usize) -> Code {
        let listed = self.code_rows.get(row).and_then(|at| self.codes.get(usize::from(*at))).copied();
        listed.or_else(|| self.own_row(row).map(|(_, code)| *code)).unwrap_or(Code::Unset)
    }

    fn own_row(&self, row: usize) -> Option<&(&'static own::Row, Code)> {
        self.own.get(row.checked_sub(self.rows.len() - self.own.len())?)
    }

    /// The codes of the rows, each once.
    pub(super) fn code_names(&self) -> Vec<&'static str> {
        self.coded.iter().find(|column| column.name == "code").map_or(Vec::new(), |column| column.values.clone())
    }

    /// The listed row of an id; they stand in the order of their ids.
    fn listed_as(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.rows.len() - self.own.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.id(middle).as_ref().cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Puts a row behind the others; it takes the place of the listed one with its id.
    fn put(&mut self, row: &'static own::Row, codes: &[&'static str]) {
        let names = [row.cell("term"), row.cell("also")].join("|");
        let cells = self.texts.iter().map(|column| row.cell(column));
        let line: Vec<&str> = std::iter::once(names.trim_end_matches('|')).chain(cells).collect();
        self.rows.push(line.join("\t").leak());
        self.own.push((row, super::tables::code_named(codes, row.cell("code")).unwrap_or(Code::Unset)));
        self.replaced.extend(self.listed_as(&self.id(self.rows.len() - 1)));
    }
}

impl Lexicon {
    /// The tag class of a word; `None` for words the tagger does not know.
    pub(super) fn tag_class(&self, word: WordId) -> Option<u16> {
        self.tag_classes.get(usize::from(word)).and_then(|class| class.checked_sub(1))
    }

    /// Reads everything; without the pack of names, its tables have no rows.
    pub(super) fn load(names: Option<Names>, own: &'static [own::Row]) -> Self {
        let mut core = Reader { lines: TEXT.split('\n'), bytes: BYTES };
        let mut named = Reader { lines: names.map_or("", |names| names.text).split('\n'), bytes: names.map_or(&[], |names| names.bytes) };
        let codes: Vec<&'static str> = std::iter::once("").chain(core.list()).collect();
        let mut tables: Vec<TableInfo> = NAMED.iter().map(|apart| if *apart { named.table(&codes) } else { core.table(&codes) }).collect();
        for row in own {
            if let Some(table) = tables.iter_mut().find(|table| table.name == row.table) {
                table.put(row, &codes);
            }
        }
        let mut sources = core.list();
        sources.extend(named.list());
        let mut speller = Speller {
            words: Words::with_capacity(WORDS + own.len() * OWN_WORDS),
            trie: Trie::with_capacity(WORDS + own.len() * OWN_WORDS, STEPS + own.len() * OWN_WORDS),
            folded: Vec::new(),
            form: String::new(),
            spellings: Vec::new(),
        };
        for (at, table) in tables.iter().enumerate() {
            (0..table.len()).filter(|row| !table.replaced.contains(row)).for_each(|row| speller.row(at, table, row));
        }
        let Speller { mut words, mut trie, .. } = speller;
        trie.finish();
        let tag_classes = core.tag_classes(&mut words);
        Self { codes, tables, sources, words, trie, tag_classes, has_names: names.is_some() }
    }
}

/// Takes lines and bytes from the front of two files.
struct Reader {
    lines: std::str::Split<'static, char>,
    bytes: &'static [u8],
}

impl Reader {
    fn line(&mut self) -> &'static str {
        self.lines.next().unwrap_or("")
    }

    /// A line with a number, then so many lines.
    fn list(&mut self) -> Vec<&'static str> {
        let count = self.line().parse().unwrap_or(0);
        self.lines.by_ref().take(count).collect()
    }

    fn bytes(&mut self, count: usize) -> &'static [u8] {
        let (taken, rest) = self.bytes.split_at_checked(count).unwrap_or((&[], &[]));
        self.bytes = rest;
        taken
    }

    fn table(&mut self, codes: &[&'static str]) -> TableInfo {
        let mut head = self.line().split('\t');
        let mut names = || head.next().unwrap_or("");
        let (name, texts, coded) = (names(), names(), names());
        let rows = self.list();
        let words = |list: &'static str| list.split(' ').filter(|name| !name.is_empty());
        let coded: Vec<Coded> = words(coded).map(|name| Coded { name, values: self.list(), rows: self.bytes(rows.len()) }).collect();
        let (mut kinds, mut code_rows): (Vec<Code>, &'static [u8]) = (Vec::new(), &[]);
        if let Some(column) = coded.iter().find(|column| column.name == "code") {
            kinds = column.values.iter().map(|code| super::tables::code_named(codes, code).unwrap_or(Code::Unset)).collect();
            code_rows = column.rows;
        }
        TableInfo { name, texts: words(texts).collect(), coded, codes: kinds, code_rows, rows, own: Vec::new(), replaced: Vec::new() }
    }

    /// Class plus one of every word, by word number.
    fn tag_classes(&mut self, words: &mut Words) -> Vec<u16> {
        let ends = self.list();
        let [shared, low, high] = [(); 3].map(|()| self.bytes(ends.len()));
        let mut classes = vec![0; words.len() + ends.len() + 1];
        let mut word = String::new();
        for (((end, shared), low), high) in ends.into_iter().zip(shared).zip(low).zip(high) {
            word.truncate(usize::from(*shared));
            word.push_str(end);
            if let Some(class) = classes.get_mut(usize::from(words.add(word.as_bytes()))) {
                *class = u16::from_le_bytes([*low, *high]) + 1;
            }
        }
        classes
    }
}

/// Adds the spellings of rows to the index.
struct Speller {
    words: Words,
    trie: Trie,
    folded: Vec<u8>,
    form: String,
    spellings: Vec<(&'static str, Form)>,
}

impl Speller {
    fn row(&mut self, table: usize, info: &TableInfo, row: usize) {
        let (id, edits) = ((table as u32) << 26 | (row as u32) << 12, info.get(row, "forms"));
        let mut cells = info.rows.get(row).map_or("", |line| line).split('\t');
        let names = cells.next().unwrap_or("").split('|').enumerate().map(|(at, name)| (name, if at == 0 { Form::Name } else { Form::Also }));
        let spelled = info.texts.iter().zip(cells).filter_map(|(column, cell)| Some((cell, spelled_form(column)?)));
        let listed = spelled.flat_map(|(cell, form)| cell.split('|').map(move |name| (name, form)));
        let mut spellings = std::mem::take(&mut self.spellings);
        spellings.clear();
        spellings.extend(names.chain(listed).filter(|(name, _)| !name.is_empty()));
        for (text, form) in &spellings {
            self.add(text, id | (*form as u32) << 4);
        }
        self.forms(&spellings, edits, id);
        self.spellings = spellings;
    }

    /// The forms made of the spellings, as `edits` says: nothing or, after `=`, a list of edits of the first spelling;
    /// four edits of the first word of a verb; one edit for all spellings, or one for each.
    fn forms(&mut self, spellings: &[(&'static str, Form)], edits: &str, id: u32) {
        let plural = id | (Form::Plural as u32) << 4;
        let term = spellings.first().map_or("", |(term, _)| term);
        if let Some(list) = edits.strip_prefix('=') {
            list.split('|').filter(|edit| !edit.is_empty()).for_each(|edit| self.edited(term, edit, "", plural));
        } else if let Some(list) = edits.strip_prefix('v') {
            let (first, tail) = term.split_at(term.find(' ').unwrap_or(term.len()));
            let forms = [Form::Third, Form::Past, Form::Participle, Form::Ing];
            list.split('|').zip(forms).for_each(|(edit, form)| self.edited(first, edit, tail, id | (form as u32) << 4));
        } else if edits.contains('|') {
            spellings.iter().zip(edits.split('|')).for_each(|((text, _), edit)| self.edited(text, edit, "", plural));
        } else {
            spellings.iter().for_each(|(text, _)| self.edited(text, edits, "", plural));
        }
    }

    /// `text` less as many bytes at its end as the digit of `edit` says, plus the rest of `edit`, plus `tail`.
    fn edited(&mut self, text: &str, edit: &str, tail: &str, sense: u32) {
        let lost = usize::from(edit.bytes().next().unwrap_or(b'0').saturating_sub(b'0'));
        let mut form = std::mem::take(&mut self.form);
        form.clear();
        form.push_str(text.get(..text.len().saturating_sub(lost)).unwrap_or(text));
        form.push_str(edit.get(1..).unwrap_or(""));
        form.push_str(tail);
        self.add(&form, sense);
        self.form = form;
    }

    fn add(&mut self, text: &str, sense: u32) {
        let (node, case) = match text.is_ascii() {
            true if !text.contains('\'') => self.walk_ascii(text),
            _ => (self.walk(&with_clitics_apart(text)), case_of(text)),
        };
        if node != 0 {
            self.trie.mean(node, sense | case);
        }
    }

    /// What `walk` and `case_of` say, for nearly all spellings, in one go over their bytes.
    fn walk_ascii(&mut self, text: &str) -> (u32, u32) {
        let (mut node, mut counts) = (0, Capitals::default());
        self.folded.clear();
        for byte in text.bytes().chain([b' ']) {
            match byte {
                b' ' | b'-' | b'/' | b',' => node = self.step(node),
                b'.' | b'`' => {}
                _ => {
                    if byte.is_ascii_alphabetic() {
                        counts.add(byte.is_ascii_uppercase());
                    }
                    self.folded.push(byte.to_ascii_lowercase());
                }
            }
        }
        (node, counts.case())
    }

    /// The node after `node` and the word that was folded, if one was.
    fn step(&mut self, node: u32) -> u32 {
        if self.folded.is_empty() {
            return node;
        }
        let word = self.words.add(&self.folded);
        self.folded.clear();
        self.trie.add(node, word)
    }

    /// The node of a spelling, cut as the tokenizer will cut it: at spaces, hyphens, slashes and commas.
    fn walk(&mut self, text: &str) -> u32 {
        let mut node = 0;
        for piece in text.split([' ', '-', '/', ',']) {
            self.folded.clear();
            self.folded.extend_from_slice(fold(piece).as_bytes());
            node = self.step(node);
        }
        node
    }
}

/// The possessive and "n't" as words of their own.
fn with_clitics_apart(text: &str) -> String {
    let spaced = text.replace("'s ", " 's ").replace("n't", " n't");
    match spaced.strip_suffix("'s") {
        Some(stem) => format!("{stem} 's"),
        None => spaced,
    }
}

fn spelled_form(column: &str) -> Option<Form> {
    match column {
        "acronym" => Some(Form::Acronym),
        "demonym" => Some(Form::Demonym),
        "capital" => Some(Form::Capital),
        _ => None,
    }
}

/// 0 any, 1 must begin with a capital, 2 must be all capitals.
fn case_of(text: &str) -> u32 {
    let mut counts = Capitals::default();
    text.chars().filter(|c| c.is_alphabetic()).for_each(|c| counts.add(c.is_uppercase()));
    counts.case()
}

/// How many letters and capitals a spelling has, and whether it begins with one.
#[derive(Default)]
struct Capitals {
    letters: u32,
    capitals: u32,
    first: bool,
}

impl Capitals {
    fn add(&mut self, capital: bool) {
        self.first |= capital && self.letters == 0;
        self.letters += 1;
        self.capitals += u32::from(capital);
    }

    fn case(&self) -> u32 {
        match self.first {
            _ if self.letters >= 2 && self.capitals == self.letters => 2,
            first => u32::from(first),
        }
    }
}
