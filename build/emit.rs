//! Writes the tables as Rust statics: words with a hash index, a trie of phrases, senses, cells and codes.

use crate::fold::{fold, hash};
use crate::inflect;
use crate::read::{Data, Row, Table};
use crate::spec::Words;
use crate::tagger::PackedTagger;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// How a spelling relates to its row; the order is that of `Form` in the library.
const FORMS: [&str; 10] = ["Name", "Also", "Acronym", "Demonym", "Capital", "Plural", "Third", "Past", "Participle", "Ing"];

/// A spelling of a row.
struct Spelling {
    text: String,
    form: usize,
    table: usize,
    row: usize,
}

#[derive(Default)]
struct Node {
    kids: BTreeMap<u32, usize>,
    senses: Vec<u32>,
}

/// Writes `tables.rs`.
pub fn emit(data: &Data, tagger: &PackedTagger, folder: &Path) -> Result<(), Vec<String>> {
    let spellings = spellings(data)?;
    let classes: BTreeMap<String, u16> = tagger.word_classes.iter().rev().map(|(word, class)| (fold(word), *class)).collect();
    let words = word_list(&spellings, &classes);
    let nodes = trie(&spellings, &words);
    let mut text = String::from("// Written by build/emit.rs from data/. Do not edit.\n");
    emit_codes(data, &mut text);
    emit_words(&words, &mut text);
    let class_of = |word: &String| classes.get(word).map_or(0, |class| class + 1);
    array("WORD_CLASSES", "u16", std::iter::once(0).chain(words.iter().map(class_of)), &mut text);
    text.push_str("static TAG_MODEL: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/tagger.bin\"));\n");
    emit_trie(&nodes, words.len(), &mut text);
    emit_rows(data, &mut text);
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).map_err(|error| vec![format!("{name}: {error}")]);
    write("tagger.bin", &tagger.model)?;
    write("tables.rs", text.as_bytes())
}

fn spellings(data: &Data) -> Result<Vec<Spelling>, Vec<String>> {
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for (at, table) in data.tables.iter().enumerate() {
        for (index, row) in table.rows.iter().enumerate() {
            match forms_of(table, row) {
                Some(forms) => all.extend(forms.into_iter().map(|(text, form)| Spelling { text, form, table: at, row: index })),
                None => problems.push(format!("data/{}.tsv:{}:1: 'forms' needs four forms; write third,past,participle,ing", table.spec.path, index + 2)),
            }
        }
    }
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}

fn form(name: &str) -> usize {
    FORMS.iter().position(|form| *form == name).unwrap_or(0)
}

fn forms_of(table: &Table, row: &Row) -> Option<Vec<(String, usize)>> {
    let term = table.cell(row, "term");
    let list = |name: &str| table.cell(row, name).split('|').filter(|cell| !cell.is_empty()).map(str::to_string).collect::<Vec<_>>();
    let mut forms = vec![(term.to_string(), form("Name"))];
    forms.extend(list("also").into_iter().map(|also| (also, form("Also"))));
    for (column, name) in [("acronym", "Acronym"), ("demonym", "Demonym"), ("capital", "Capital")] {
        forms.extend(list(column).into_iter().map(|text| (text, form(name))));
    }
    match table.spec.words {
        Words::AsListed => {}
        Words::Nouns => match table.cell(row, "plural") {
            "" => {
                let singulars: Vec<String> = forms.iter().map(|(text, _)| inflect::plural(text)).collect();
                forms.extend(singulars.into_iter().map(|text| (text, form("Plural"))));
            }
            "=" => {}
            listed => forms.extend(listed.split('|').map(|text| (text.to_string(), form("Plural")))),
        },
        Words::Verbs => {
            let listed = table.cell(row, "forms");
            let [_, rest @ ..] = inflect::verb(term, if listed.is_empty() { "-" } else { listed })?;
            let names = ["Third", "Past", "Participle", "Ing"];
            forms.extend(rest.into_iter().zip(names).map(|(text, name)| (text, form(name))));
        }
    }
    Some(forms)
}

/// The folded words of a spelling, as the tokenizer will cut it: at spaces, hyphens and the possessive.
fn pieces(text: &str) -> Vec<String> {
    let spaced = text.replace("'s ", " 's ").replace("n't", " n't");
    let spaced = match spaced.strip_suffix("'s") {
        Some(stem) => format!("{stem} 's"),
        None => spaced,
    };
    spaced.split([' ', '-', '/', ',']).map(fold).filter(|piece| !piece.is_empty()).collect()
}

fn word_list(spellings: &[Spelling], classes: &BTreeMap<String, u16>) -> Vec<String> {
    let mut words: Vec<String> = spellings.iter().flat_map(|spelling| pieces(&spelling.text)).chain(classes.keys().cloned()).collect();
    words.retain(|word| !word.is_empty());
    words.sort();
    words.dedup();
    words
}

/// 0 any, 1 must begin with a capital, 2 must be all capitals.
fn case_of(text: &str) -> u32 {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let upper = letters.iter().filter(|c| c.is_uppercase()).count();
    match letters.first() {
        Some(_) if letters.len() >= 2 && upper == letters.len() => 2,
        Some(first) if first.is_uppercase() => 1,
        _ => 0,
    }
}

fn trie(spellings: &[Spelling], words: &[String]) -> Vec<Node> {
    let mut nodes = vec![Node::default()];
    for spelling in spellings {
        let mut at = 0;
        for piece in pieces(&spelling.text) {
            let word = words.binary_search(&piece).unwrap_or_default() as u32 + 1;
            let next = nodes.len();
            let kid = *nodes[at].kids.entry(word).or_insert(next);
            if kid == next {
                nodes.push(Node::default());
            }
            at = kid;
        }
        let sense = (spelling.table as u32) << 26 | (spelling.row as u32) << 12 | (spelling.form as u32) << 4 | case_of(&spelling.text);
        if at != 0 && !nodes[at].senses.iter().any(|other| other >> 12 == sense >> 12) {
            nodes[at].senses.push(sense);
        }
    }
    nodes
}

fn camel(name: &str) -> String {
    name.split(['_', '-']).map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

fn emit_codes(data: &Data, text: &mut String) {
    let mut all: Vec<&String> = data.codes.values().flatten().collect();
    all.sort();
    all.dedup();
    text.push_str("/// A value of one of the closed lists in `data/codes/`.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[allow(missing_docs)]\n#[repr(u16)]\npub enum Code {\n    Unset,\n");
    for code in &all {
        let _ = writeln!(text, "    {},", camel(code));
    }
    text.push_str("}\n\nstatic CODES: &[(Code, &str)] = &[\n    (Code::Unset, \"\"),\n");
    for code in &all {
        let _ = writeln!(text, "    (Code::{}, {code:?}),", camel(code));
    }
    text.push_str("];\n\n");
    text.push_str("/// A table of `data/`.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[allow(missing_docs)]\n#[repr(u8)]\npub enum Table {\n");
    for table in &data.tables {
        let _ = writeln!(text, "    {},", camel(&table_name(table)));
    }
    text.push_str("}\n\nstatic TABLE_KINDS: &[Table] = &[");
    for table in &data.tables {
        let _ = write!(text, "Table::{}, ", camel(&table_name(table)));
    }
    text.push_str("];\n");
}

fn table_name(table: &Table) -> String {
    table.spec.path.rsplit('/').next().unwrap_or_default().to_string()
}

fn array<T: std::fmt::Display>(name: &str, kind: &str, values: impl Iterator<Item = T>, text: &mut String) {
    let values: Vec<String> = values.map(|value| value.to_string()).collect();
    let _ = writeln!(text, "static {name}: [{kind}; {}] = [{}];", values.len(), values.join(","));
}

fn emit_words(words: &[String], text: &mut String) {
    let size = (words.len() * 2).next_power_of_two();
    let mut slots = vec![0u32; size];
    for (index, word) in words.iter().enumerate() {
        let mut at = hash(word.as_bytes()) as usize & (size - 1);
        while slots[at] != 0 {
            at = (at + 1) & (size - 1);
        }
        slots[at] = index as u32 + 1;
    }
    let _ = writeln!(text, "static WORDS: &str = {:?};", words.concat());
    let mut end = 0;
    let ends = words.iter().map(|word| { end += word.len(); end });
    array("WORD_ENDS", "u32", std::iter::once(0).chain(ends), text);
    array("WORD_SLOTS", "u16", slots.into_iter(), text);
}

fn emit_trie(nodes: &[Node], words: usize, text: &mut String) {
    let mut roots = vec![0usize; words + 1];
    for (word, node) in &nodes[0].kids {
        roots[*word as usize] = *node;
    }
    array("WORD_NODE", "u32", roots.into_iter(), text);
    let (mut kid, mut sense) = (0, 0);
    let kid_ends = nodes.iter().enumerate().map(|(at, node)| { kid += if at == 0 { 0 } else { node.kids.len() }; kid });
    array("NODE_KID_ENDS", "u32", kid_ends, text);
    let kids = || nodes.iter().skip(1).flat_map(|node| node.kids.iter());
    array("KID_WORDS", "u16", kids().map(|(word, _)| word), text);
    array("KID_NODES", "u32", kids().map(|(_, node)| node), text);
    let sense_ends = nodes.iter().map(|node| { sense += node.senses.len(); sense });
    array("NODE_SENSE_ENDS", "u32", sense_ends, text);
    array("SENSES", "u32", nodes.iter().flat_map(|node| node.senses.iter()), text);
}

/// Columns kept for the running program; the others are for the people who keep the tables.
fn kept(table: &Table) -> Vec<usize> {
    let dropped = ["also", "code", "note", "plural", "forms", "demonym_list"];
    (0..table.columns.len()).filter(|&at| !dropped.contains(&table.columns[at].as_str())).collect()
}

fn emit_rows(data: &Data, text: &mut String) {
    let mut strings = BTreeMap::from([(String::new(), 0usize)]);
    for table in &data.tables {
        for row in &table.rows {
            for column in kept(table) {
                strings.insert(row.cells[column].clone(), 0);
            }
        }
    }
    for (index, number) in strings.values_mut().enumerate() {
        *number = index;
    }
    let mut end = 0;
    let _ = writeln!(text, "static STRINGS: &str = {:?};", strings.keys().cloned().collect::<String>());
    let ends: Vec<usize> = strings.keys().map(|key| { end += key.len(); end }).collect();
    array("STRING_ENDS", "u32", std::iter::once(0).chain(ends), text);
    let (mut cells, mut codes, mut infos) = (Vec::new(), Vec::new(), String::new());
    for table in &data.tables {
        let columns = kept(table);
        let names: Vec<&String> = columns.iter().map(|&at| &table.columns[at]).collect();
        let _ = writeln!(infos, "    TableInfo {{ name: {:?}, columns: &{names:?}, first_cell: {}, first_row: {}, rows: {} }},", table_name(table), cells.len(), codes.len(), table.rows.len());
        for row in &table.rows {
            cells.extend(columns.iter().map(|&at| strings[&row.cells[at]]));
            codes.push(match table.cell(row, "code") { "" => "Code::Unset".to_string(), code if table.spec.codes.is_empty() => { let _ = code; "Code::Unset".to_string() } code => format!("Code::{}", camel(code)) });
        }
    }
    array("CELLS", "u16", cells.into_iter(), text);
    array("ROW_CODES", "Code", codes.into_iter(), text);
    let _ = writeln!(text, "static TABLES: &[TableInfo] = &[\n{infos}];");
    let _ = writeln!(text, "static SOURCES: &[(&str, &str, &str)] = &[");
    for [key, title, address] in &data.sources {
        let _ = writeln!(text, "    ({key:?}, {title:?}, {address:?}),");
    }
    text.push_str("];\n");
}
