//! What holds for every text there is: no panic, spans that are what they say, the same output for the same input.

#[allow(dead_code)] // the fuzzer uses all of it
#[path = "../fuzz/src/holds.rs"]
mod holds;

use proptest::prelude::*;
use serde_json::Value;
use sitrep::Options;
use sitrep::text::OffsetUnit;

/// Pieces of news, well and badly formed; strung together they reach more of the grammar than random characters do.
const PIECES: [&str; 80] = [
    "Gunmen",
    "killed",
    "at least",
    "12",
    "soldiers",
    "civilians",
    "near",
    "Gao",
    "on Tuesday",
    ",",
    ".",
    "\n\n",
    "said",
    "the army",
    "\"",
    "“",
    "”",
    "(",
    ")",
    "between 20 and 30",
    "dozens of",
    "1,284",
    "7.62mm",
    "Col.",
    "U.S.",
    "al-Qaeda's",
    "didn't",
    "—",
    "-",
    "3 May 2024",
    "overnight",
    "no casualties",
    "including six children",
    "wounded",
    "neutralised",
    "e\u{301}",
    "😀",
    "\u{202E}",
    "\u{0}",
    "\r\n",
    "\t",
    "مالي",
    "Сумы",
    "基辅",
    "ß",
    "İstanbul",
    "ﬁre",
    "'",
    "’s",
    "two-thirds of",
    "half",
    "25 km south of",
    "the toll rose to 42 from 30",
    "denied",
    "who",
    "and",
    "of",
    "5th",
    "1,20,000",
    "$3m",
    "http://a.b/c?d=e",
    "JNIM",
    "Kyiv",
    "Israeli",
    "hundred",
    "thousand",
    "million",
    "dozen",
    "two",
    "thirds",
    "99999999999999999999",
    "18446744073709551615",
    "1.7m",
    "%",
    "more than",
    "up to",
    "three of",
    "a",
    "lakh",
    "from",
];

fn news() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(&PIECES[..]), prop::sample::select(&[" ", " ", " ", ""][..]));
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.iter().map(|(piece, gap)| format!("{piece}{gap}")).collect())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![news(), ".{0,200}", "[ -~\n]{0,200}", "\\PC{0,60}"]
}

fn report(text: &str, offsets: OffsetUnit) -> Value {
    let options = Options { offsets, date: Some("2024-05-08".to_string()), ..Options::default() };
    serde_json::to_value(sitrep::analyze(text, &options).unwrap()).unwrap()
}

/// Calls `visit` with every object below `value`.
fn walk(value: &mut Value, visit: &mut impl FnMut(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, visit)),
        Value::Object(object) => {
            visit(object);
            object.values_mut().for_each(|item| walk(item, visit));
        }
        _ => {}
    }
}

/// Start and end, where the object is a range of the text.
fn range(object: &serde_json::Map<String, Value>) -> Option<(usize, usize)> {
    let number = |key: &str| object.get(key).and_then(Value::as_u64).map(|number| number as usize);
    Some((number("start")?, number("end")?))
}

/// The byte of the character edge that stands `at` units into `text`; none if there is no edge.
fn byte_at(text: &str, at: usize, units: impl Fn(char) -> usize) -> Option<usize> {
    let edges = text.char_indices().scan(0, |count, (byte, c)| {
        let edge = (*count, byte);
        *count += units(c);
        Some(edge)
    });
    let end = (text.chars().map(&units).sum(), text.len());
    edges.chain([end]).find(|(count, _)| *count == at).map(|(_, byte)| byte)
}

/// The report with all its offsets turned back into bytes.
fn in_bytes(text: &str, offsets: OffsetUnit) -> Value {
    let units = move |c: char| match offsets {
        OffsetUnit::Utf16 => c.len_utf16(),
        OffsetUnit::Codepoint => 1,
        OffsetUnit::Byte => c.len_utf8(),
    };
    let mut report = report(text, offsets);
    assert_eq!(report["document"]["char_count"], text.chars().map(units).sum::<usize>());
    report["document"]["char_count"] = Value::Null;
    report["document"]["offset_unit"] = Value::Null;
    walk(&mut report, &mut |object| {
        if let Some((start, end)) = range(object) {
            object.insert("start".to_string(), byte_at(text, start, units).into());
            object.insert("end".to_string(), byte_at(text, end, units).into());
        }
    });
    report
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_span_is_the_text_it_says(text in any_text()) {
        holds::spans(&text, &report(&text, OffsetUnit::Byte), OffsetUnit::Byte);
        holds::spans(&text, &report(&text, OffsetUnit::Utf16), OffsetUnit::Utf16);
    }

    #[test]
    fn every_number_of_the_card_is_in_the_text_or_worked_out_of_what_is(text in any_text()) {
        holds::numbers(&text, &report(&text, OffsetUnit::Byte));
    }

    #[test]
    fn every_reference_leads_somewhere_and_low_is_never_above_high(text in any_text()) {
        let report = report(&text, OffsetUnit::Byte);
        holds::ids(&report);
        holds::bounds(&report);
    }

    #[test]
    fn the_same_text_gives_the_same_bytes(text in any_text()) {
        let write = || serde_json::to_string(&sitrep::analyze(&text, &Options::default()).unwrap()).unwrap();
        prop_assert_eq!(write(), write());
    }

    #[test]
    fn all_units_of_offsets_mean_the_same_places(text in any_text()) {
        let bytes = in_bytes(&text, OffsetUnit::Byte);
        prop_assert_eq!(&bytes, &in_bytes(&text, OffsetUnit::Utf16));
        prop_assert_eq!(&bytes, &in_bytes(&text, OffsetUnit::Codepoint));
    }

    #[test]
    fn every_text_makes_a_card_without_control_characters(text in any_text()) {
        let report = sitrep::analyze(&text, &Options::default()).unwrap();
        let card = sitrep::report::card(&report);
        prop_assert!(card.chars().all(|c| c == '\n' || !c.is_control()), "{}", card);
    }

    #[test]
    fn no_option_makes_it_panic(text in ".{0,20}", date in ".{0,12}", profile in ".{0,8}", max_length in 0..100_usize) {
        let options = Options { date: Some(date), profile: sitrep::Profile::named(&profile), max_length, ..Options::default() };
        let _ = sitrep::analyze(&text, &options);
    }
}

#[test]
fn the_cards_of_the_articles_hold_no_number_from_nowhere() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    assert!(files.len() > 5);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        holds::numbers(&text, &report(&text, OffsetUnit::Byte));
    }
}

#[test]
#[should_panic(expected = "'5' of the card is neither in the text nor worked out")]
fn a_number_from_nowhere_is_noticed() {
    let mut report = report("Gunmen killed 12 soldiers near Gao.", OffsetUnit::Byte);
    report["summary"]["toll"][0]["text"] = "5 killed".into();
    holds::numbers("Gunmen killed 12 soldiers near Gao.", &report);
}

#[test]
fn a_figure_that_javascript_cannot_hold_is_none_and_sums_stop_at_the_largest() {
    let best = |text: &str| report(text, OffsetUnit::Byte)["casualty_claims"][0]["figure"]["best"].clone();
    assert_eq!(best("999,999,999,999 soldiers were killed near Gao."), 999_999_999_999_u64);
    assert_eq!(best("1.5 million soldiers were killed near Gao."), 1_500_000);
    for giant in ["999999999999 million", "999999999999.999999 million", "99999999999999 million"] {
        assert!(!best(&format!("{giant} soldiers were killed near Gao.")).is_u64(), "{giant}");
    }
    let sum = report("The attack killed 9000000000 million soldiers. The attack killed 9000000000 million civilians.", OffsetUnit::Byte);
    holds::bounds(&sum);
}

#[test]
fn a_decimal_of_many_digits_is_no_time_of_day() {
    report("at 333333333.33 on Tuesday and at -1.30", OffsetUnit::Byte);
}

#[test]
fn ids_say_where_in_its_list_a_thing_stands() {
    let text = "Gunmen killed 12 soldiers and wounded three civilians near Gao on Tuesday, the army said. JNIM denied killing civilians.";
    let report = report(text, OffsetUnit::Byte);
    for list in ["entities", "facilities", "weapons", "places", "dates", "casualty_claims", "statements", "events", "contested", "undisclosed"] {
        for (at, thing) in report[list].as_array().unwrap().iter().enumerate() {
            let id = thing["id"].as_str().unwrap();
            assert_eq!(id.get(1..), Some((at + 1).to_string().as_str()), "{list}[{at}] is {id}");
        }
    }
}

#[test]
fn the_empty_text_gives_an_empty_report() {
    for text in ["", " ", "\n\n\n", "\u{FEFF}"] {
        let report = sitrep::analyze(text, &Options::default()).unwrap();
        assert!(report.casualty_claims.is_empty() && report.events.is_empty() && report.mentions.is_empty(), "{text:?}");
    }
}
