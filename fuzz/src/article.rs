//! Articles put together from the project's own words: sentences that its rules are made for, and whatever lies between.
//!
//! The bytes choose words of the tables, examples of the rules, numbers, dates, sides and signs of quotation.

use super::holds;
use arbitrary::{Result, Unstructured};
use sitrep::text::OffsetUnit;
use sitrep::{Options, lexicon};
use std::sync::OnceLock;

/// Sentences: a letter stands for what the grammar puts there, all else for itself.
const SENTENCES: [&str; 22] = [
    "{who} {did} {figure} {whom} {place} {when}{tail}",
    "{figure} {whom} were {done} {place} {when}{tail}",
    "{when}, {who} {did} {whom} {place}, {did} {figure} {whom} and {done} {figure} others{tail}",
    "{who} said {who} had {done} {figure} {whom}{tail}",
    "{quote}{who} {did} {figure} {whom} {place}{unquote}, {who} said{tail}",
    "{who} denied {quote}{word} {word}{unquote}{tail}",
    "The toll rose to {figure} from {figure}{tail}",
    "{figure} {whom}, including {figure} {whom}, {did}{tail}",
    "{figure} of them were {whom}{tail}",
    "Of the {figure} {whom} {done}, {figure} were {whom} and {figure} were {whom}{tail}",
    "{who} put the number of {whom} {done} at {figure}{tail}",
    "Both {who} and {who} {did} {place}{tail}",
    "{figure} {whom} remain missing {place}{tail}",
    "{who} did not say how many {whom} were {done}{tail}",
    "{word} {word} {word} {word}{tail}",
    "{who} ({word}) {did} the {word} of {word}{tail}",
    "{place}, {place} and {place}: {figure} {done}, {figure} {done}{tail}",
    "At least {figure} {whom} have been {done} since {when}{tail}",
    "{who}, {word} of {who}, {did} {figure} {whom}{tail}",
    "between {figure} and {figure} {whom} {done}{tail}",
    "{example}",
    "{example} {example}",
];
const FIGURES: [&str; 30] = [
    "12",
    "four",
    "at least 12",
    "no",
    "dozens of",
    "between 20 and 30",
    "1,284",
    "two-thirds of",
    "half of",
    "up to 400",
    "a",
    "several",
    "more than 60",
    "some 40 to 50",
    "99999999999999999999",
    "18446744073709551615",
    "1.7m",
    "hundreds of thousands of",
    "1 000",
    "0",
    "-3",
    "12%",
    "3rd",
    "a dozen",
    "many",
    "nearly all",
    "a third of",
    "six or seven",
    "2 million",
    "01",
];
const WHEN: [&str; 20] = [
    "on Tuesday",
    "on 3 May 2024",
    "overnight",
    "last week",
    "in June",
    "yesterday",
    "2024-05-06",
    "31 February",
    "on Friday night",
    "early on 1 January",
    "this year",
    "since October 7",
    "three days ago",
    "at dawn",
    "between Monday and Thursday",
    "in 1994",
    "next month",
    "06/05/24",
    "for two weeks",
    "at 25:61",
];
const RELATIONS: [&str; 14] = [
    "in ",
    "near ",
    "25 km south of ",
    "between ",
    "along the border of ",
    "outside ",
    "at the market of ",
    "towards ",
    "north-east of ",
    "",
    "over ",
    "from ",
    "the ",
    "into ",
];
const OPENING: [&str; 8] = ["\"", "“", "‘", "'", "«", "(", "[", "\"“"];
const CLOSING: [&str; 9] = ["\"", "”", "’", "'", "»", ")", "]", "", "”\""];
const TAILS: [&str; 16] = [
    ".",
    ". ",
    "\n\n",
    ", the army said.",
    ", according to the UN.",
    "; ",
    "?",
    "! ",
    ", and ",
    ", while ",
    " but ",
    "...",
    ", which it denied. ",
    " —",
    " - ",
    ",",
];
const ODD: [&str; 14] =
    ["e\u{301}", "😀", "\u{202E}", "\u{0}", "\r\n", "\t", "مالي", "基辅", "İstanbul", "http://a.b/c", "###\n", "Title: x\nDate: 1 May 2024\n", "$3m", "7.62mm"];
const DATES: [Option<&str>; 3] = [None, Some("2024-05-08"), Some("2024-02-29")];

/// What the slots of a sentence are filled from.
struct Words {
    who: Vec<&'static str>,
    did: Vec<&'static str>,
    whom: Vec<&'static str>,
    places: Vec<&'static str>,
    all: Vec<&'static str>,
    examples: Vec<&'static str>,
}

pub fn run(data: &[u8]) {
    let mut draw = Unstructured::new(data);
    let Ok((text, date)) = article(&mut draw) else { return };
    let options = Options { date: date.map(str::to_string), offsets: OffsetUnit::Byte, ..Options::default() };
    let report = sitrep::analyze(&text, &options).expect("a text is never wrong");
    holds::of_reading(&text, &report, options.offsets);
    if data.len().is_multiple_of(4) {
        assert_eq!(Ok(report), sitrep::analyze(&text, &options), "the same text gave two readings");
    }
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let of = |names: &[&str]| {
            let entries = lexicon::tables().enumerate().filter(|(_, (name, _))| names.is_empty() || names.contains(name));
            let rows = entries.flat_map(|(table, (_, rows))| (0..rows).map(move |row| sitrep::rule::EntryId { table: table as u8, row: row as u16 }));
            rows.map(|entry| lexicon::row(entry).term()).filter(|term| !term.is_empty()).collect::<Vec<_>>()
        };
        Words {
            who: of(&[
                "groups",
                "state_forces",
                "fighters",
                "people",
                "organisations",
                "roles",
                "private_military",
                "external_forces",
                "source_nouns",
                "ranks",
            ]),
            did: of(&["harm_verbs", "event_verbs", "attribution", "statement_words", "verb_frames"]),
            whom: of(&["people", "fighters", "weapons", "facilities", "things", "groupers"]),
            places: of(&["countries", "regions", "places", "divisions", "place_nouns"]),
            all: of(&[]),
            examples: sitrep::rules().flat_map(|rule| rule.fires.iter().chain(rule.not)).copied().collect(),
        }
    })
}

/// An article of a few sentences, and its day of publication.
fn article(draw: &mut Unstructured) -> Result<(String, Option<&'static str>)> {
    let date = *draw.choose(&DATES)?;
    let mut text = String::new();
    for _ in 0..draw.int_in_range(1..=5)? {
        if draw.is_empty() {
            break;
        }
        let from = text.len();
        sentence(draw, &mut text)?;
        let way = draw.int_in_range(0..=15_u8)?;
        if way == 0 {
            let capitals = text.split_off(from).to_uppercase();
            text.push_str(&capitals);
        }
        text.push_str(match way {
            1..=3 => "\n\n",
            4 => draw.choose(&ODD)?,
            _ => " ",
        });
    }
    Ok((text, date))
}

fn sentence(draw: &mut Unstructured, text: &mut String) -> Result<()> {
    let pattern = *draw.choose(&SENTENCES)?;
    for piece in pattern.split_inclusive('}') {
        let (plain, slot) = piece.split_once('{').unwrap_or((piece, ""));
        text.push_str(plain);
        fill(slot.trim_end_matches('}'), draw, text)?;
    }
    Ok(())
}

fn fill(slot: &str, draw: &mut Unstructured, text: &mut String) -> Result<()> {
    let words = words();
    let verb = |draw: &mut Unstructured| -> Result<String> {
        let verb = *draw.choose(&words.did)?;
        let (first, rest) = verb.split_once(' ').map_or((verb, String::new()), |(first, rest)| (first, format!(" {rest}")));
        Ok(first.strip_suffix('e').map_or_else(|| format!("{first}ed{rest}"), |stem| format!("{stem}ed{rest}")))
    };
    match slot {
        "who" => text.push_str(&[draw.choose(&["the ", "", "The ", "Col. "])?, *draw.choose(&words.who)?].concat()),
        "did" | "done" => text.push_str(&if draw.ratio(3, 4)? { draw.choose(&["killed", "wounded", "abducted", "injured"])?.to_string() } else { verb(draw)? }),
        "whom" => text.push_str(&[draw.choose(&words.whom)?, *draw.choose(&["s", "", "s and civilians", " soldiers"])?].concat()),
        "figure" => text.push_str(&if draw.ratio(1, 4)? { draw.arbitrary::<u16>()?.to_string() } else { draw.choose(&FIGURES)?.to_string() }),
        "place" => text.push_str(&[draw.choose(&RELATIONS)?, *draw.choose(&words.places)?].concat()),
        "when" => text.push_str(draw.choose(&WHEN)?),
        "quote" => text.push_str(draw.choose(&OPENING)?),
        "unquote" => text.push_str(draw.choose(&CLOSING)?),
        "tail" => text.push_str(draw.choose(&TAILS)?),
        "word" => text.push_str(draw.choose(&words.all)?),
        "example" => text.push_str(draw.choose(&words.examples)?),
        _ => {}
    }
    Ok(())
}
