//! The command line as it is called: what it prints, where errors go, and its exit codes.

use serde_json::Value;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = "A roadside bomb killed at least four soldiers near Gao on Tuesday, the army said.\n";

fn sitrep(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_sitrep")).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = std::thread::spawn(move || {
        // A command that refuses its arguments does not read.
        let _ = pipe.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn printed(arguments: &[&str], input: impl AsRef<[u8]>) -> String {
    let output = sitrep(arguments, input);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    said(&output)
}

/// Asserts the exit code, one line on standard error that holds all `words`, and nothing on standard output.
fn complains(arguments: &[&str], input: impl AsRef<[u8]>, code: i32, words: &[&str]) {
    let output = sitrep(arguments, input);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {complaint}");
    assert!(words.iter().all(|word| complaint.contains(word)), "{arguments:?} should name {words:?}: {complaint}");
    assert!(output.stdout.is_empty(), "{}", said(&output));
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A file of its own, removed at the end.
struct File(PathBuf);

impl File {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("sitrep-cli-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // A file left behind in the temporary folder does no harm.
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn the_card_has_every_question_and_says_what_is_not_stated() {
    let card = printed(&["analyze", "-"], "The weather was fine.");
    for label in ["Title", "Published", "Who", "Did what", "To whom", "Where", "When", "How", "Toll", "Claimed by"] {
        assert!(card.lines().any(|line| line.starts_with(label)), "{label} is missing:\n{card}");
    }
    assert!(card.lines().any(|line| line == "When        not stated"), "{card}");
    assert!(card.lines().all(|line| line.chars().count() <= 80 && line.trim_end() == line), "{card}");
}

#[test]
fn the_card_shows_what_the_caller_knows() {
    let card = printed(&["analyze", "-", "--date", "2024-05-08", "--title", "Bomb near Gao", "--publisher", "The Daily"], ARTICLE);
    assert!(card.contains("Bomb near Gao") && card.contains("The Daily"), "{card}");
}

#[test]
fn an_escape_sequence_in_the_article_does_not_reach_the_terminal() {
    let card = printed(&["analyze", "-", "--title", "\u{1b}[31mred\u{202E}"], "\u{1b}]0;x\u{7} A bomb killed four people.");
    assert!(card.chars().all(|c| c == '\n' || !c.is_control()) && !card.contains('\u{202E}'), "{card:?}");
}

#[test]
fn json_is_the_whole_report_in_the_unit_asked_for() {
    for (unit, count) in [("utf16", 3), ("codepoint", 2), ("byte", 6)] {
        let report: Value = serde_json::from_str(&printed(&["analyze", "-", "--format", "json", "--offsets", unit], "é😀")).unwrap();
        assert_eq!(report["schema"], "sitrep.report/1");
        assert_eq!((&report["document"]["offset_unit"], &report["document"]["char_count"]), (&unit.into(), &count.into()));
    }
}

#[test]
fn a_file_is_read_as_standard_input_is() {
    let file = File::new("article.txt", ARTICLE.as_bytes());
    assert_eq!(printed(&["analyze", file.path(), "--format", "json"], ""), printed(&["analyze", "-", "--format", "json"], ARTICLE));
}

#[test]
fn a_missing_file_is_named() {
    complains(&["analyze", "no-such-file.txt"], "", 1, &["no-such-file.txt", "cannot be read", "-"]);
}

#[test]
fn the_first_byte_that_is_no_text_is_named() {
    let file = File::new("bytes.txt", b"caf\xE9");
    complains(&["analyze", file.path()], "", 1, &[file.path(), "byte 3", "0xE9", "UTF-8"]);
    complains(&["explain", "-"], b"\xFF\xFEa\0", 1, &["standard input", "byte 0", "UTF-16"]);
}

#[test]
fn wrong_usage_is_told_apart_from_wrong_input() {
    complains(&["analyze"], "", 2, &["FILE"]);
    complains(&["analyse", "-"], "", 2, &["analyze"]);
    complains(&["analyze", "-", "--date", "8 May"], ARTICLE, 2, &["--date", "8 May", "YYYY-MM-DD"]);
    complains(&["analyze", "-", "--profile", "guess"], ARTICLE, 2, &["--profile", "guess", "acled"]);
    complains(&["explain", "-", "--at", "3"], ARTICLE, 2, &["--at", "LINE:COL"]);
    complains(&["rules", "no.such-rule"], "", 2, &["no.such-rule", "sitrep rules"]);
}

#[test]
fn a_profile_of_the_users_own_is_read_from_a_file() {
    let text = "Gunmen killed dozens of villagers in Ansongo on Monday.";
    let dead = |profile: &str| {
        let report: Value = serde_json::from_str(&printed(&["analyze", "-", "--format", "json", "--profile", profile], text)).unwrap();
        (report["engine"].clone(), report["casualty_claims"][0].clone(), report["events"][0]["fatalities"]["total"]["best"].clone())
    };
    let own = File::new("own.json", br#"{"name": "desk", "base": "literal", "dozens": 36, "several": null}"#);
    let (engine, claim, best) = dead(own.path());
    assert_eq!((&engine["profile"], &best), (&"desk".into(), &36.into()));
    assert_eq!(engine["profile_values"], serde_json::json!([{"setting": "dozens", "value": "36"}, {"setting": "several", "value": "none"}]));
    assert_eq!((&claim["figure"]["best"], &claim["coded"]["best"]), (&12.into(), &36.into()));
    assert_eq!((dead("acled").2, dead("nextier").2, dead("literal").2), (12.into(), 24.into(), Value::Null));
}

#[test]
fn a_wrong_profile_is_named_with_the_way_out() {
    let with = |json: &str, words: &[&str]| {
        let file = File::new(&format!("wrong-{}.json", json.len()), json.as_bytes());
        complains(&["analyze", "-", "--profile", file.path()], ARTICLE, 2, words);
    };
    with(r#"{"dozen": 24}"#, &["'dozen'", "dozens"]);
    with(r#"{"dozens": "two"}"#, &["'dozens: two'", "number", "none"]);
    with(r#"{"range": "lowest"}"#, &["'range: lowest'", "middle"]);
    with(r#"{"base": "gtd"}"#, &["'gtd'", "nextier"]);
    with(r#"{"dozens": [1]}"#, &["'dozens'", "number"]);
    with("[24]", &["not an object"]);
    with("dozens = 24", &["not JSON"]);
    complains(&["analyze", "-", "--profile", "no/such.json"], ARTICLE, 2, &["no/such.json", "JSON file"]);
}

#[test]
fn batch_answers_every_line_in_order_and_echoes_ids() {
    let lines = "{\"id\":\"a\",\"text\":\"A bomb killed four people.\"}\n{\"id\":7,\"text\":\"\",\"date\":null}\n";
    let answers = json_lines(&printed(&["batch"], lines));
    assert_eq!(answers.len(), 2);
    assert_eq!((&answers[0]["id"], &answers[1]["id"]), (&"a".into(), &7.into()));
    assert!(answers.iter().all(|answer| answer["report"]["schema"] == "sitrep.report/1" && answer.get("error").is_none()));
}

#[test]
fn a_bad_line_never_stops_the_batch() {
    let mut lines =
        b"{\"id\":1,\"text\":\"ok\"}\nnot json\n[1]\n{\"id\":2}\n{\"id\":3,\"text\":\"x\",\"date\":\"2024-13-01\"}\n{\"id\":4,\"text\":\"x\",\"date\":5}\n"
            .to_vec();
    lines.extend(b"{\"id\":5,\"text\":\"\xFF\"}\n\n{\"id\":6,\"text\":\"last\"}");
    let answers = json_lines(&printed(&["batch"], lines));
    let code = |at: usize| answers[at]["error"]["code"].as_str().unwrap_or("none").to_string();
    let codes: Vec<String> = (0..answers.len()).map(code).collect();
    assert_eq!(codes, ["none", "bad_json", "bad_line", "bad_line", "bad_option", "bad_option", "bad_json", "none"]);
    assert_eq!((&answers[3]["id"], &answers[7]["id"]), (&2.into(), &6.into()));
    assert!(answers[1]["error"]["message"].as_str().unwrap().starts_with("line 2 "));
    assert!(answers[1].get("report").is_none());
}

#[test]
fn batch_answers_before_the_input_ends() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sitrep")).arg("batch").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"{\"id\":1,\"text\":\"x\"}\n").unwrap();
    input.flush().unwrap();
    let mut first = [0_u8; 8];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(&first, b"{\"id\":1,");
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_is_the_end_and_no_error() {
    let text = ARTICLE.repeat(4_000);
    for arguments in [&["stage", "tokens", "-"][..], &["analyze", "-", "--format", "json"], &["explain", "-"]] {
        let mut child =
            Command::new(env!("CARGO_BIN_EXE_sitrep")).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn each_stage_shows_its_part_one_thing_a_line() {
    let stage = |name: &str| printed(&["stage", name, "-"], ARTICLE);
    assert!(stage("tokens").lines().any(|line| line.contains("23-27\tword\tfour") || line.contains("word\tfour")), "{}", stage("tokens"));
    assert_eq!(stage("sentences").lines().count(), 1);
    assert!(stage("phrases").lines().any(|line| line.contains("harm_verbs:kill")), "{}", stage("phrases"));
    for name in ["candidates", "mentions", "claims", "events"] {
        assert!(json_lines(&stage(name)).iter().all(|line| line.as_object().is_some_and(|object| object.len() == 1)));
    }
}

#[test]
fn a_reason_names_its_rule_its_words_and_its_rows() {
    let report: Value = serde_json::from_str(&printed(&["analyze", "-", "--format", "json"], ARTICLE)).unwrap();
    let explained = printed(&["explain", "-"], ARTICLE);
    for claim in report["casualty_claims"].as_array().unwrap() {
        let (id, rule) = (claim["id"].as_str().unwrap(), claim["provenance"]["rule"].as_str().unwrap());
        assert!(explained.contains(&format!("{id} figure")) && explained.contains(rule), "{explained}");
    }
    assert!(explained.lines().all(|line| !line.starts_with("    text") || line.contains(" 1:")), "{explained}");
}

#[test]
fn a_claim_is_explained_from_its_words_to_the_rows_of_the_profile() {
    let text = "Gunmen killed dozens of farmers near Gao on Tuesday, the army said.";
    let explained = printed(&["explain", "-", "--profile", "nextier"], text);
    let claim = explained.split("\n\n").find(|part| part.starts_with("C1 figure")).unwrap();
    for words in [
        "rule  claim.verb-harms-victims",
        "A verb of harm with its victims after it.",
        "text  1:8 \"killed dozens of farmers\"",
        "read  \"dozens\" is vague: low 12, best 12, high none",
        "read  victims \"farmers\", so side civilian",
        "read  outcome killed",
        "read  said by E",
        "read  asserted, current",
        "read  coded by the profile nextier: low 24, best 24, high none",
        "read  counted among the dead of V1, side civilian",
        "data  harm_verbs:kill \"kill\" (killed); source: ",
        "data  number_words:dozens \"dozens\" (vague); source: ",
        "data  profiles:nextier-dozens",
        "source: Nextier",
    ] {
        assert!(claim.contains(words), "{words}:\n{claim}");
    }
}

#[test]
fn every_rejected_number_is_explained_with_its_row() {
    let text = "The rebels rode 20 motorcycles and fled 12 km on 3 May 2024, their third raid in two weeks.";
    let report: Value = serde_json::from_str(&printed(&["analyze", "-", "--format", "json"], text)).unwrap();
    let rejected = report["not_casualties"].as_array().unwrap();
    assert!(rejected.len() >= 5, "{rejected:?}");
    for explained in [printed(&["explain", "-"], text), printed(&["explain", "-", "--lost"], text)] {
        for number in rejected {
            let head = format!("no casualty \"{}\"", number["text"].as_str().unwrap());
            let part = explained.split("\n\n").find(|part| part.starts_with(&head)).unwrap_or_else(|| panic!("{head}:\n{explained}"));
            for words in ["rule  not-casualty.", "text  1:", "read  the number counts no casualties: ", "data  ", "source: "] {
                assert!(part.contains(words), "{words}:\n{part}");
            }
        }
    }
}

#[test]
fn a_reason_can_be_asked_for_by_place() {
    complains(&["explain", "-", "--at", "9:1"], ARTICLE, 1, &["line 9"]);
    let there = printed(&["explain", "-", "--at", "1:1"], "Quiet day.");
    assert!(there.contains("nothing was found here"), "{there}");
}

#[test]
fn every_rule_listed_can_be_described() {
    let list = printed(&["rules"], "");
    for line in list.lines() {
        let name = line.split(' ').next().unwrap();
        assert!(printed(&["rules", name], "").starts_with(name), "{name}");
    }
}

#[test]
fn a_phrase_is_looked_up_with_row_and_source() {
    let found = printed(&["lookup", "killed"], "");
    assert!(found.contains("harm_verbs:kill") && found.contains("https://"), "{found}");
    assert_eq!(printed(&["lookup", "harm_verbs:kill"], "").lines().next(), Some("harm_verbs:kill"));
    assert!(printed(&["lookup", "qwertyuiop"], "").contains("no table knows"));
}

#[test]
fn help_and_version_are_no_errors() {
    assert!(printed(&["--version"], "").starts_with("sitrep "));
    assert!(printed(&["--help"], "").contains("batch"));
}

const TWO_ARTICLES: &str = "Gunmen killed four farmers in a village near Gao on Monday, the mayor of the town said.\n\n###\n\nA roadside bomb wounded two soldiers on the road to Menaka on Tuesday, the army said in a statement.\n";

#[test]
fn every_format_is_written_from_text_and_from_reports() {
    let reports = File::new("reports.jsonl", printed(&["batch"], format!("{}\n", serde_json::json!({"id": 1, "text": ARTICLE}))).as_bytes());
    for (format, begins) in [
        ("acled", "event_id_cnty,"),
        ("ucdp", "id,year,"),
        ("gtd", "eventid,"),
        ("plover", "{\"id\":"),
        ("geojson", "{\n  \"type\": \"FeatureCollection\""),
        ("markdown", "# "),
        ("json", "{\n\"schema\": \"sitrep.report/1\","),
    ] {
        let text = printed(&["export", "--format", format, "-"], ARTICLE);
        assert!(text.starts_with(begins), "{format}: {text}");
        assert_eq!(text, printed(&["export", "--format", format, reports.path()], ""), "{format}");
    }
}

#[test]
fn corrections_are_in_every_export() {
    let path = "/events/0/acled/0/fatalities";
    let layer = File::new("layer.json", format!(r#"[{{"path": "{path}", "op": "set", "old": 4, "new": 5, "reason": "morgue list"}}]"#).as_bytes());
    let with = |format: &str| printed(&["export", "--format", format, "--overrides", layer.path(), "-"], ARTICLE);
    assert!(with("acled").contains("O1 set /events/0/acled/0/fatalities: 4 -> 5 (applied; reason: morgue list)"), "{}", with("acled"));
    for format in ["acled", "ucdp", "gtd", "plover", "geojson", "markdown", "json"] {
        assert!(with(format).contains("morgue list"), "{format}");
    }
    let report = File::new("corrected.json", with("json").as_bytes());
    assert_eq!(printed(&["export", "--format", "acled", report.path()], ""), with("acled"));
    assert_eq!(printed(&["export", "--format", "acled", "--overrides", report.path(), "-"], ARTICLE), with("acled"));
}

#[test]
fn what_cannot_be_exported_is_named_with_the_way_out() {
    complains(&["export", "-"], ARTICLE, 2, &["--format"]);
    complains(&["export", "--format", "excel", "-"], ARTICLE, 2, &["excel", "acled", "geojson"]);
    complains(&["export", "--format", "ucdp", "--split-evenly", "-"], ARTICLE, 2, &["--split-evenly", "acled"]);
    complains(&["export", "--format", "acled", "-"], "{\"schema\": \"other\"}", 1, &["standard input", "sitrep.report/1"]);
    complains(&["export", "--format", "acled", "-"], "{\"id\": 7, \"error\": {\"code\": \"bad_line\"}}", 1, &["7", "bad_line"]);
    let layer = File::new("wrong-layer.json", br#"[{"path": "/events/0/label", "op": "erase"}]"#);
    complains(&["export", "--format", "acled", "--overrides", layer.path(), "-"], ARTICLE, 1, &[layer.path(), "O1", "erase", "confirm"]);
    let other = File::new("other-layer.json", br#"[{"path": "/events/0/label", "op": "confirm", "old": "x"}]"#);
    complains(&["export", "--format", "acled", "--overrides", other.path(), "-"], TWO_ARTICLES, 1, &["O1", "document"]);
}

#[test]
fn each_of_several_articles_gets_its_own_report() {
    let cards = printed(&["analyze", "-"], TWO_ARTICLES);
    let second = TWO_ARTICLES.find("A roadside").unwrap();
    assert!(cards.contains("Article 1 of 2, from offset 0") && cards.contains(&format!("Article 2 of 2, from offset {second}")), "{cards}");
    let file = File::new("wire.txt", TWO_ARTICLES.as_bytes());
    let lines = json_lines(&printed(&["batch", file.path()], ""));
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[1]["report"]["document"]["start"], &lines[1]["id"]), (&second.into(), &format!("{}#2", file.path()).into()));
    assert_eq!(json_lines(&printed(&["batch", "--whole", file.path()], "")).len(), 1);
    let table = printed(&["export", "--format", "acled", file.path()], "");
    assert!(table.lines().count() >= 3, "{table}");
}

#[test]
fn the_schema_is_printed() {
    let schema: Value = serde_json::from_str(&printed(&["schema"], "")).unwrap();
    assert_eq!(schema["properties"]["schema"]["const"], "sitrep.report/1");
}

#[test]
fn own_words_are_added_and_a_row_with_a_listed_id_takes_its_place() {
    let words =
        File::new("words.tsv", b"table\tid\tterm\tacronym\tcode\ngroups\tm23\tFormer March Men\tFMM\tidentity_militia\ngroups\t-\tReed River Guard\t-\t-\n");
    let found = |phrase: &str| printed(&["lookup", phrase, "--words", words.path()], "");
    assert!(found("Former March Men").contains("groups:m23") && found("Former March Men").contains("identity_militia"));
    assert!(found("Reed River Guard").contains("groups:reed-river-guard"));
    assert!(!found("M23").contains("groups:m23"), "the listed row is gone");
    assert!(printed(&["lookup", "M23"], "").contains("groups:m23"));
    let wrong = File::new("wrong.tsv", b"table\tid\tterm\ngangs\tx\tX\n");
    complains(&["analyze", "-", "--words", wrong.path()], ARTICLE, 1, &["wrong.tsv", "line 2, cell 1", "there is no table 'gangs'"]);
    complains(&["analyze", "-", "--words", "nowhere.tsv"], ARTICLE, 1, &["nowhere.tsv", "cannot be read"]);
}

#[test]
fn what_happened_near_a_town_is_not_told_as_in_it() {
    let lead = |place: &str| printed(&["analyze", "-"], format!("Gunmen attacked a convoy {place} on Tuesday, killing four soldiers, the army said.\n"));
    assert!(lead("near Gao").contains(" near Gao on Tuesday") && lead("in Gao").contains(" in Gao on Tuesday"), "{}", lead("near Gao"));
}
