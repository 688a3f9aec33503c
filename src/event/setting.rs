//! The setting: where and when the main incident took place, when the sentences that tell it leave it to those beside them.
//!
//! In: the incidents and the scene. Out: a place from up to three sentences before, a date from those, from the lines after
//! a headline, or from the dateline. What the text says of an incident itself always comes first.

use super::draft::{Material, is_idle, rank, says};
use super::merge::Incident;
use super::scene::{Scene, spots_in};
use super::trigger::Reading;
use crate::schema::Date;
use crate::syntax::Parsed;

/// A headline's lead stands within this many sentences after it.
const LEAD: usize = 9;
/// After any other beginning, within this many.
const NEXT: usize = 1;
/// How many sentences before an incident may tell of its place.
const BEFORE: usize = 3;

/// Completes the main incident.
pub(super) fn complete(parsed: &Parsed, scene: &Scene, material: &Material, incidents: &mut [Incident]) {
    let past: Vec<usize> =
        incidents.iter().filter(|incident| incident.status == "background").flat_map(|incident| &incident.drafts).map(|draft| draft.sentence).collect();
    let Some(main) = incidents.first_mut().filter(|incident| incident.status == "main") else { return };
    let Some(at) = main.drafts.first().map(|draft| draft.sentence) else { return };
    let read = |at: usize| Reading::new(parsed, scene, at).filter(|_| !past.contains(&at));
    let before = at.saturating_sub(BEFORE)..at;
    if main.places.is_empty() {
        let own = main.drafts.iter().map(|draft| draft.sentence);
        let setting =
            before.clone().rev().chain(own).filter_map(read).map(|reading| super::place::setting_of(&reading, material.found)).find(|list| !list.is_empty());
        main.places = setting.unwrap_or_default();
    }
    let opened = main.drafts.first().is_some_and(|draft| draft.date.is_none());
    let day = |at: usize| read(at).and_then(|reading| day_of(&reading, material)).filter(|at| is_day(material, *at));
    if opened && let Some(day) = before.clone().rev().find_map(day) {
        main.date = Some(day);
    } else if main.date.is_some_and(|at| !is_day(material, at)) {
        main.date = main.drafts.iter().filter_map(|draft| draft.date).find(|at| is_day(material, *at)).or(main.date);
    }
    let idle = main.date.filter(|at| is_idle(material, *at));
    if main.date == idle {
        let own: Vec<usize> = main.drafts.iter().map(|draft| draft.sentence).collect();
        let lead = at + 1..at + 1 + if is_headline(parsed, at) { LEAD } else { NEXT };
        let told = own.iter().copied().chain(before.rev()).chain(lead);
        let day = told.filter_map(read).find_map(|reading| day_of(&reading, material));
        let days = || own.iter().copied().filter_map(read).find_map(|reading| days_of(&reading, material));
        main.date = day.or_else(days).or_else(|| dateline(parsed, material)).or(idle);
    }
}

/// A day whose year, month and day are known.
fn is_day(material: &Material, at: usize) -> bool {
    let fine = material.dates.list.get(at).is_some_and(|date| matches!(date.granularity, "day" | "time" | "week"));
    fine && material.dates.days(at).is_some()
}

/// A line without a full stop, followed by another line.
pub(super) fn is_headline(parsed: &Parsed, at: usize) -> bool {
    let Some(sentence) = parsed.sentences.get(at) else { return false };
    let open =
        sentence.end.checked_sub(1).and_then(|last| parsed.tokens.get(last)).is_some_and(|token| token.is_word() || token.kind == crate::token::Kind::Number);
    open && parsed.tokens.get(sentence.end).is_some_and(|token| token.starts_line())
}

/// The first day that a sentence tells, other than the day of a speech; one that only describes a noun after the others.
fn day_of(reading: &Reading, material: &Material) -> Option<usize> {
    let spots = spots_in(&reading.scene.dates, reading.first, reading.last);
    let day = |at: usize| material.dates.list.get(at).is_some_and(|date| date.kind == "event_date" && !matches!(date.granularity, "week" | "month" | "year"));
    let told = spots.iter().filter(|spot| !says(reading, spot.first, reading.last) && day(spot.index) && !is_idle(material, spot.index));
    told.filter_map(|spot| Some((rank(reading, spot)?, spot.first, spot.index))).min().map(|(.., index)| index)
}

/// "over the past two days", "in the past few hours": a stretch of days, or hours of one day, up to the report.
fn days_of(reading: &Reading, material: &Material) -> Option<usize> {
    let spots = spots_in(&reading.scene.dates, reading.first, reading.last);
    spots.iter().map(|spot| spot.index).find(|at| {
        let Some(date) = material.dates.list.get(*at).filter(|date| date.kind == "window") else { return false };
        material.dates.days(*at).is_some_and(|(first, last)| date.granularity == "day" || date.granularity == "time" && first == last)
    })
}

/// "KABUL, Afghanistan (Jan. 18) -", "Jan. 18: Raids in the south": news under a dateline is of that day or of one shortly before.
fn dateline(parsed: &Parsed, material: &Material) -> Option<usize> {
    let bracketed =
        |start: u32| parsed.tokens.at_byte(start).checked_sub(1).is_some_and(|before| parsed.tokens.get(before).is_some_and(|token| token.is(b'(')));
    let heading =
        |date: &Date| parsed.tokens.at_byte(date.start) == 0 && parsed.tokens.get(parsed.tokens.at_byte(date.end)).is_some_and(|token| token.is(b':'));
    let stands = |date: &Date| date.kind == "publication" && (bracketed(date.start) || heading(date));
    material.dates.list.iter().zip(0..).find(|(date, at)| stands(date) && material.dates.days(*at).is_some()).map(|(_, at)| at)
}
