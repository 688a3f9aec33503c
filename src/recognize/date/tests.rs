//! Dates in sentences written for the tests.

use super::{RULES, find_dates};
use crate::options::PublicationDate;
use crate::schema::{Date, DateValue};
use crate::syntax;

const THURSDAY: &str = "2025-07-03";

fn published(date: &str) -> Option<PublicationDate> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i16>().ok());
    Some(PublicationDate { year: parts.next()??, month: parts.next()?? as i8, day: parts.next()?? as i8 })
}

fn line(date: &Date<'_>) -> String {
    let open = |side: &Option<String>| side.clone().unwrap_or_else(|| "?".to_string());
    let value = match &date.value {
        DateValue::Bounds { start, end } if start == end => open(start),
        DateValue::Bounds { start, end } => format!("{}..{}", open(start), open(end)),
        DateValue::Length { iso8601, qualifier } => format!("{iso8601} {}", qualifier.unwrap_or("exact")),
    };
    let part = date.time_of_day.map_or(String::new(), |part| format!(" {part}"));
    format!("{} = {value} {}{part}", date.text, date.granularity)
}

fn read(text: &str, date: &str) -> Vec<String> {
    let parsed = syntax::parse(text);
    find_dates(&parsed, published(date)).list.iter().map(line).collect()
}

fn check(cases: &[(&str, &[&str])], date: &str) {
    for (text, expected) in cases {
        assert_eq!(read(text, date), *expected, "{text}");
    }
}

#[test]
fn calendar_days_are_read_in_every_usual_form() {
    check(
        &[
            ("The camp was shelled on 2 June 2025.", &["on 2 June 2025 = 2025-06-02 day"]),
            ("The camp was shelled on June 2, 2025, he said.", &["on June 2, 2025 = 2025-06-02 day"]),
            ("It fell on the 2nd of June.", &["on the 2nd of June = 2025-06-02 day"]),
            ("A June 2 raid on the depot failed.", &["June 2 = 2025-06-02 day"]),
            ("The mast fell on 2025-06-02.", &["on 2025-06-02 = 2025-06-02 day"]),
            ("The mast fell on 23/06/2025.", &["on 23/06/2025 = 2025-06-23 day"]),
            ("The mast fell on Saturday, 28 June.", &["on Saturday, 28 June = 2025-06-28 day"]),
            ("Seven traders died on 28 December.", &["on 28 December = 2024-12-28 day"]),
            ("Polls are scheduled for 9 August.", &["9 August = 2025-08-09 day"]),
        ],
        THURSDAY,
    );
}

#[test]
fn a_date_in_figures_that_could_be_two_days_stays_open_or_takes_the_recent_one() {
    check(&[("The mast fell on 02/07/2025.", &["on 02/07/2025 = 2025-07-02 day"])], THURSDAY);
    assert_eq!(read("The mast fell on 02/06/2019.", THURSDAY), ["on 02/06/2019 = ? day"]);
}

#[test]
fn months_years_and_decades_keep_their_granularity() {
    check(
        &[
            ("The truce collapsed in March.", &["March = 2025-03 month"]),
            ("Since June 2022 it has held the town.", &["June 2022 = 2022-06..? month"]),
            ("In late April rebels came back.", &["In late April = 2025-04-16..2025-04-30 month"]),
            ("They struck in mid-April and early 2015.", &["in mid-April = 2025-04-10..2025-04-20 month", "early 2015 = 2015-01-01..2015-04-30 year"]),
            ("In 2023 alone 412 people died.", &["2023 = 2023 year"]),
            ("The group was founded in the 1990s.", &["the 1990s = 1990..1999 decade"]),
            ("The 2015 accord failed by the end of 2016.", &["2015 = 2015 year", "the end of 2016 = 2016-09-01..2016-12-31 year"]),
        ],
        THURSDAY,
    );
}

#[test]
fn weekdays_are_the_latest_on_or_before_publication() {
    check(
        &[
            ("Gunmen struck on Tuesday morning.", &["on Tuesday morning = 2025-07-01 day morning"]),
            ("The mayor died Thursday.", &["Thursday = 2025-07-03 day"]),
            ("The mayor died last Thursday.", &["last Thursday = 2025-06-26 day"]),
            ("Talks open next Monday.", &["next Monday = 2025-07-07 day"]),
            ("The base was hit at 9 p.m. on Sunday.", &["at 9 p.m. on Sunday = 2025-06-29 day night"]),
            ("He was shot early on Tuesday.", &["early on Tuesday = 2025-07-01 day early"]),
            ("It fell at 03:40 local time (00:40 GMT) on Wednesday.", &["at 03:40 local time (00:40 GMT) on Wednesday = 2025-07-02 day night"]),
            ("He was seen on Tuesday of last week.", &["on Tuesday of last week = 2025-06-24 day"]),
        ],
        THURSDAY,
    );
    assert_eq!(read("Gunmen struck on Tuesday morning.", ""), ["on Tuesday morning = ? day morning"]);
}

#[test]
fn relative_dates_count_from_publication() {
    check(
        &[
            ("Four guards were killed yesterday.", &["yesterday = 2025-07-02 day"]),
            ("Two were hurt last night.", &["last night = 2025-07-02 day night"]),
            ("Overnight strikes hit the port.", &["Overnight = 2025-07-02..2025-07-03 day night"]),
            ("A guard was shot three days ago.", &["three days ago = 2025-06-30 day"]),
            ("Last week rebels ambushed a convoy.", &["Last week = 2025-06-23..2025-06-29 week"]),
            ("Earlier this month a market burned.", &["Earlier this month = 2025-07-01..2025-07-03 month"]),
            ("They hit a bus on the 15th of last month.", &["on the 15th of last month = 2025-06-15 day"]),
            ("It was the worst raid last year.", &["last year = 2024 year"]),
            ("In the past 24 hours six people died.", &["In the past 24 hours = 2025-07-02..2025-07-03 time"]),
            ("The offensive began last summer.", &["last summer = 2024-06..2024-08 season"]),
        ],
        THURSDAY,
    );
}

#[test]
fn later_and_earlier_count_from_the_date_named_before() {
    check(
        &[
            ("The siege began on 5 May 2025. Two days later the garrison gave up.", &["on 5 May 2025 = 2025-05-05 day", "Two days later = 2025-05-07 day"]),
            ("He was shot on Monday and died the next day.", &["on Monday = 2025-06-30 day", "the next day = 2025-07-01 day"]),
            ("They fled three days after the 5 May attack.", &["three days after the 5 May = 2025-05-08 day"]),
        ],
        THURSDAY,
    );
}

#[test]
fn ranges_have_two_ends() {
    check(
        &[
            ("Fighting on the night of 1-2 July left 20 dead.", &["on the night of 1-2 July = 2025-07-01..2025-07-02 day night"]),
            ("From Monday to Wednesday the road was shut.", &["Monday to Wednesday = 2025-06-30..2025-07-02 day"]),
            ("Raids between 3 and 5 May left 9 dead.", &["3 and 5 May = 2025-05-03..2025-05-05 day"]),
            ("Clashes on June 21-22 went on.", &["on June 21-22 = 2025-06-21..2025-06-22 day"]),
        ],
        THURSDAY,
    );
}

#[test]
fn durations_are_lengths_with_bounds() {
    check(
        &[
            ("It was the third raid in just under a month.", &["in just under a month = P1M fewer_than month"]),
            ("The war has lasted for over a decade.", &["for over a decade = P10Y more_than decade"]),
            ("A 72-hour truce held.", &["72-hour = PT72H exact hour"]),
            ("A six-month siege ended.", &["six-month = P6M exact month"]),
            ("They waited two and a half years.", &["two and a half years = P2.5Y exact year"]),
            ("They waited several weeks.", &["several weeks = PXW vague week"]),
        ],
        THURSDAY,
    );
}

#[test]
fn feasts_and_quarters_have_their_days() {
    check(
        &[
            ("A church was bombed on Christmas Day 2011.", &["on Christmas Day 2011 = 2011-12-25 day"]),
            ("A bomb went off on the eve of Eid al-Fitr.", &["on the eve of Eid al-Fitr = 2025-03-29 day"]),
            ("The truce for Eid al-Adha failed.", &["Eid al-Adha = 2025-06-06..2025-06-09 day"]),
            ("Raids doubled in the first quarter of 2014.", &["the first quarter of 2014 = 2014-01..2014-03 quarter"]),
        ],
        THURSDAY,
    );
}

#[test]
fn other_numbers_and_words_are_no_dates() {
    let texts = [
        "They may have 5 bases.",
        "Rebels march on the capital.",
        "The sun rose and the men sat down.",
        "It freed 2014 prisoners.",
        "Officer Theresa May spoke.",
        "It was the 30th anniversary.",
        "Jan Haddad, 34, was hit.",
        "The 5th Brigade fled.",
        "He ran to 5 health posts.",
        "A 34-year-old driver fled.",
        "The second bus stopped.",
        "Some 1900 soldiers fled.",
        "A fall of 30 metres.",
        "The next village burned.",
        "He was in his 40s.",
    ];
    for text in texts {
        assert_eq!(read(text, THURSDAY), Vec::<String>::new(), "{text}");
    }
}

fn published_in(text: &str) -> Option<String> {
    let parsed = syntax::parse(text);
    find_dates(&parsed, None).published.map(|(date, source)| format!("{date} {source}"))
}

#[test]
fn datelines_headers_and_bylines_give_the_publication_date() {
    let cases = [
        ("KABUL, Afghanistan (July 4, 2010) - A patrol was hit yesterday.", "2010-07-04"),
        ("Published September 21 2016 Five nurses were hurt late Tuesday.", "2016-09-21"),
        ("Mine kills two in the hills\nBy Ann Example | 3 May 2024\nTwo herders died on Monday.", "2024-05-03"),
        ("BOGOTA, 12 JAN 90 (EFE) -- [TEXT] A BOMB WENT OFF TODAY IN THE PORT.", "1990-01-12"),
        ("Posted: 2 June 2025\nA bomb went off in the port today.", "2025-06-02"),
    ];
    for (text, date) in cases {
        assert_eq!(published_in(text), Some(format!("{date} text")), "{text}");
    }
    assert_eq!(published_in("A patrol was hit on July 4, 2010 near the pass."), None);
}

#[test]
fn without_publication_date_month_and_day_keep_an_open_year() {
    let parsed = syntax::parse("A June 2 raid hit the army base.");
    let dates = find_dates(&parsed, None);
    let date = dates.list.first().expect("a date");
    assert_eq!((line(date).as_str(), date.needs, date.anchor), ("June 2 = --06-02 day", Some("publication_date"), Some("publication_year")));
    assert_eq!((date.acled_time_precision, date.ucdp_date_prec), (None, None));
}

#[test]
fn a_story_of_the_past_takes_its_years_from_the_text() {
    let text = "The revolt began on 4 March 1911. On 9 April the town fell. In May the army came back. Two weeks later it left.";
    assert_eq!(read(text, ""), ["on 4 March 1911 = 1911-03-04 day", "On 9 April = 1911-04-09 day", "May = 1911-05 month", "Two weeks later = ? week"]);
}

#[test]
fn precision_follows_the_length() {
    let codes = |text: &str| {
        let parsed = syntax::parse(text);
        let dates = find_dates(&parsed, published(THURSDAY));
        dates.list.first().map(|date| (date.acled_time_precision, date.ucdp_date_prec))
    };
    assert_eq!(codes("It fell on Tuesday."), Some((Some(1), Some(1))));
    assert_eq!(codes("Raids between 3 and 5 May failed."), Some((Some(2), Some(2))));
    assert_eq!(codes("It fell last week."), Some((Some(2), Some(3))));
    assert_eq!(codes("It fell in March."), Some((Some(3), Some(4))));
    assert_eq!(codes("It fell in 2014."), Some((None, Some(5))));
}

#[test]
fn dates_answer_for_a_span() {
    let text = "In 2014 rebels held 12 posts for 72 hours.";
    let parsed = syntax::parse(text);
    let dates = find_dates(&parsed, None);
    let span = |word: &str| {
        let start = text.find(word).expect("in the text") as u32;
        crate::text::Span::new(start, start + word.len() as u32)
    };
    assert_eq!(dates.rejects(span("2014")), Some("date"));
    assert_eq!(dates.rejects(span("72")), Some("duration"));
    assert_eq!(dates.rejects(span("12")), None);
    assert!(dates.covering(span("2014").start).is_some());
}

#[test]
fn every_rule_fires_on_its_examples_and_not_on_the_others() {
    let rules = |text: &str| {
        let parsed = syntax::parse(text);
        find_dates(&parsed, published("2025-07-03")).list.iter().map(|date| date.provenance.rule.name).collect::<Vec<_>>()
    };
    for rule in RULES {
        for text in rule.fires {
            assert!(rules(text).contains(&rule.name), "{} does not fire on: {text} {:?}", rule.name, rules(text));
        }
        for text in rule.not {
            assert!(!rules(text).contains(&rule.name), "{} fires on: {text}", rule.name);
        }
    }
}

#[test]
fn endless_repetitions_give_spans_in_order_and_in_bounds() {
    let units = ["three days after ", "2 June to ", "the end of the ", "last ", "1990-", "May 2, ", "mid-", "12:", "Friday, ", "Ramadan é ", "in 2014 and "];
    for unit in units {
        let text = unit.repeat(3_000);
        let parsed = syntax::parse(&text);
        let dates = find_dates(&parsed, published(THURSDAY));
        let ends = dates.list.windows(2).all(|pair| pair[0].end <= pair[1].start);
        assert!(ends && dates.list.iter().all(|date| date.start < date.end && text.get(date.start as usize..date.end as usize).is_some()), "{unit}");
    }
}
