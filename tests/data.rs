//! The tables of `data/`: what is there is sound, and what would not be is refused by the build with its place and the way out.

#[path = "../src/text/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "../src/lexicon/fold.rs"]
#[allow(dead_code)]
mod fold;
#[path = "../build/read.rs"]
#[allow(dead_code)]
mod read;
#[path = "../build/spec.rs"]
#[allow(dead_code)]
mod spec;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn lines(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| line.split('\t').map(str::to_string).collect()).collect()
}

fn tsv_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tsv_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "tsv") {
            files.push(path);
        }
    }
    files.sort();
}

#[test]
fn the_tables_are_sound() {
    if let Err(problems) = read::read_all(&data()) {
        panic!("{}", problems.join("\n"));
    }
}

#[test]
fn every_table_is_sorted_by_id_and_ends_its_lines_plainly() {
    let mut files = Vec::new();
    tsv_files(&data(), &mut files);
    for file in files {
        let name = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display();
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains('\r') && text.ends_with('\n'), "{}: end every line with a line feed alone", name);
        let rows = lines(&file);
        // Tables of the tagger have keys of two columns and are in the order of their trainer; those of the gazetteer
        // are written by country.
        let kept_by_hand = rows[0][0] == "id" && !file.starts_with(data().join("gazetteer"));
        let ids: Vec<&String> = rows.iter().skip(1).filter(|_| kept_by_hand).map(|row| &row[0]).collect();
        for pair in ids.windows(2) {
            assert!(pair[0] < pair[1], "{}: '{}' stands before '{}'; sort the rows by {}", name, pair[0], pair[1], rows[0][0]);
        }
    }
}

#[test]
fn every_source_has_a_title_an_address_and_a_licence() {
    let rows = lines(&data().join("sources.tsv"));
    assert_eq!(rows[0], ["id", "title", "url", "licence", "note"]);
    for row in &rows[1..] {
        assert_eq!(row.len(), 5, "{row:?}");
        assert!(row.iter().all(|cell| !cell.trim().is_empty()), "{row:?}: write '-' for nothing");
        assert!(row[2].starts_with("https://") || row[2].starts_with("http://") || row[2] == "-", "{row:?}: the address begins with https://");
    }
}

#[test]
fn every_table_file_is_known_to_the_build() {
    let mut files = Vec::new();
    tsv_files(&data().join("en"), &mut files);
    let known: BTreeSet<&str> = spec::TABLES.iter().map(|spec| spec.path).collect();
    for file in files {
        let path = file.strip_prefix(data()).unwrap().with_extension("").to_string_lossy().replace('\\', "/");
        // The tagger's tables are the trainer's and are read apart.
        assert!(path.starts_with("en/model/") || known.contains(path.as_str()), "data/{path}.tsv is read by nobody; add it to TABLES in build/spec.rs");
    }
}

#[test]
fn the_tables_of_the_edge_name_their_sources() {
    let sources: BTreeSet<String> = lines(&data().join("sources.tsv")).into_iter().map(|row| row[0].clone()).collect();
    let mut files = Vec::new();
    tsv_files(&data().join("edge"), &mut files);
    assert!(!files.is_empty());
    for file in files {
        let rows = lines(&file);
        let source = rows[0].iter().position(|column| column == "source").unwrap();
        for row in &rows[1..] {
            assert!(row.len() == rows[0].len() && sources.contains(&row[source]), "{}: {row:?}", file.display());
        }
    }
}

#[test]
fn no_code_asks_for_a_column_that_the_build_leaves_out() {
    let mut asked = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                asked.extend(
                    spec::LEFT_OUT.iter().filter(|column| text.contains(&format!("get(\"{column}\")"))).map(|column| format!("{}: {column}", path.display())),
                );
            }
        }
    }
    assert!(asked.is_empty(), "{asked:?}; take the column out of LEFT_OUT in build/spec.rs");
}

#[test]
fn every_row_keeps_its_id_and_its_term() {
    for (table, spec) in spec::TABLES.iter().enumerate() {
        let name = spec.path.rsplit('/').next().unwrap();
        for (row, cells) in lines(&data().join(format!("{}.tsv", spec.path))).iter().skip(1).enumerate() {
            let view = sitrep::lexicon::row(sitrep::rule::EntryId { table: table as u8, row: row as u16 });
            assert_eq!((view.key(), view.term()), (format!("{name}:{}", cells[0]), cells[1].as_str()));
        }
    }
}

#[test]
fn every_row_can_be_looked_up_by_its_key() {
    for (table, rows) in sitrep::lexicon::tables() {
        assert!(rows > 0, "{table} is empty");
    }
    let file = lines(&data().join("en/harm_verbs.tsv"));
    for row in &file[1..] {
        let described = sitrep::lexicon::describe(&format!("harm_verbs:{}", row[0])).unwrap_or_else(|| panic!("{row:?}"));
        assert!(described.iter().any(|(column, cell)| *column == "term" && *cell == row[1]), "{described:?}");
        assert!(described.iter().any(|(column, cell)| *column == "source_title" && !cell.is_empty()), "{described:?}");
    }
}

// What the build refuses. Each test spoils a copy of the tables in one place.

/// A copy of the tables in a folder of its own, removed at the end.
struct Copy {
    root: PathBuf,
}

const TABLE: &str = "en/harm_verbs";

impl Copy {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("sitrep-data-{}-{name}", std::process::id()));
        let mut files = Vec::new();
        tsv_files(&data(), &mut files);
        for file in files {
            let to = root.join(file.strip_prefix(data()).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(&file, &to).unwrap();
        }
        Self { root }
    }

    fn path(&self) -> PathBuf {
        self.root.join(format!("{TABLE}.tsv"))
    }

    fn rewrite(&self, change: impl FnOnce(&mut Vec<Vec<String>>)) {
        let mut rows = lines(&self.path());
        change(&mut rows);
        let text: String = rows.iter().map(|row| row.join("\t") + "\n").collect();
        fs::write(self.path(), text).unwrap();
    }

    /// What the reader says about the copy.
    fn problems(&self) -> Vec<String> {
        read::read_all(&self.root).err().unwrap_or_default()
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // A folder left behind in the temporary folder does no harm.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Puts `cell` into a column of the last row and expects a message that begins with its place and holds `words`.
fn refused(name: &str, column: usize, cell: &str, reported: usize, words: &[&str]) {
    let copy = Copy::new(name);
    let mut line = 0;
    copy.rewrite(|rows| {
        line = rows.len();
        rows.last_mut().unwrap()[column] = cell.to_string();
    });
    expect(&copy, &format!("data/{TABLE}.tsv:{line}:{reported}: "), words);
}

fn expect(copy: &Copy, place: &str, words: &[&str]) {
    let problems = copy.problems();
    let found = problems.iter().find(|problem| problem.starts_with(place) && words.iter().all(|word| problem.contains(word)));
    let found = found.unwrap_or_else(|| panic!("no message at {place} with {words:?}; there are {problems:#?}"));
    assert!(found.matches("; ").count() >= 1, "no way out in: {found}");
}

#[test]
fn a_sound_copy_is_accepted() {
    assert_eq!(Copy::new("sound").problems(), [""; 0]);
}

#[test]
fn an_id_that_is_not_kebab_case_is_refused() {
    refused("id", 0, "Zz_Top", 1, &["Zz_Top", "kebab-case"]);
}

#[test]
fn a_row_out_of_order_is_refused() {
    refused("order", 0, "0", 1, &["out of order", "sort"]);
}

#[test]
fn an_id_listed_twice_is_refused() {
    let copy = Copy::new("twice");
    let mut line = 0;
    copy.rewrite(|rows| {
        rows.push(rows.last().unwrap().clone());
        line = rows.len();
    });
    expect(&copy, &format!("data/{TABLE}.tsv:{line}:1: "), &["listed twice"]);
}

#[test]
fn a_spelling_listed_twice_is_refused() {
    let copy = Copy::new("spelling");
    let mut line = 0;
    copy.rewrite(|rows| {
        let mut row = rows.last().unwrap().clone();
        row[0] = "zzz".to_string();
        row[4] = "-".to_string();
        rows.last_mut().unwrap()[4] = "-".to_string();
        rows.push(row);
        line = rows.len();
    });
    expect(&copy, &format!("data/{TABLE}.tsv:{line}:2: "), &["stands in line", "needs"]);
}

#[test]
fn stray_spaces_and_empty_cells_are_refused() {
    refused("space", 1, "two  spaces", 2, &["space"]);
    refused("ends", 1, "end ", 2, &["space"]);
    refused("empty", 8, "", 9, &["empty cell"]);
}

#[test]
fn invisible_characters_are_refused() {
    refused("invisible", 1, "ki\u{200B}ll", 2, &["invisible"]);
    refused("nbsp", 2, "shoot\u{A0}dead", 3, &["invisible"]);
}

#[test]
fn brackets_in_a_name_are_refused() {
    refused("bracket", 1, "kill (somebody)", 2, &["bracket"]);
}

#[test]
fn an_unknown_code_is_refused() {
    refused("code", 3, "slightly_hurt", 4, &["slightly_hurt", "data/codes/"]);
}

#[test]
fn a_wrong_date_is_refused() {
    refused("from", 5, "last year", 6, &["last year", "YYYY"]);
    refused("until", 6, "2024-1-1", 7, &["2024-1-1", "YYYY"]);
}

#[test]
fn an_unknown_source_is_refused() {
    refused("source", 7, "hearsay", 8, &["hearsay", "sources.tsv"]);
}

#[test]
fn a_row_with_a_cell_too_few_is_refused() {
    let copy = Copy::new("cells");
    let mut line = 0;
    copy.rewrite(|rows| {
        rows.last_mut().unwrap().pop();
        line = rows.len();
    });
    expect(&copy, &format!("data/{TABLE}.tsv:{line}:1: "), &["cells"]);
}

#[test]
fn a_wrong_header_is_refused() {
    let copy = Copy::new("header");
    copy.rewrite(|rows| rows[0].swap(0, 1));
    expect(&copy, &format!("data/{TABLE}.tsv:1:1: "), &["header"]);
}

#[test]
fn an_empty_line_is_refused() {
    let copy = Copy::new("line");
    copy.rewrite(|rows| rows.insert(1, vec![String::new()]));
    expect(&copy, &format!("data/{TABLE}.tsv:2:1: "), &["empty line"]);
}

#[test]
fn a_missing_file_is_refused() {
    let copy = Copy::new("missing");
    fs::remove_file(copy.path()).unwrap();
    expect(&copy, &format!("data/{TABLE}.tsv:1:1: "), &["cannot be read", "add"]);
}

#[test]
fn every_profile_sets_every_coding_setting_to_something_allowed() {
    let settings = lines(&data().join("coding/settings.tsv"));
    let profiles = lines(&data().join("coding/profiles.tsv"));
    let names: BTreeSet<&String> = profiles.iter().skip(1).map(|row| &row[9]).collect();
    assert!(["acled", "literal", "nextier", "ucdp"].iter().all(|name| names.contains(&name.to_string())), "{names:?}");
    for setting in &settings[1..] {
        for name in &names {
            let row = profiles.iter().find(|row| row[9] == **name && row[3] == setting[3]).unwrap_or_else(|| panic!("{name} leaves {} open", setting[3]));
            let mut profile = sitrep::Profile::named(name);
            profile.set(&row[3], &row[10]).unwrap_or_else(|problem| panic!("{}: {problem}", row[0]));
            assert_eq!(row[0], format!("{name}-{}", setting[0]));
        }
    }
}
