//! Every thing of a report with its reason, in one list: what `sitrep explain` prints.
//!
//! In: a report, in any unit of offsets. Out: one [`Reason`] a thing, in the order of the report's lists.

use super::card::{in_words, one_line};
use crate::rule::EntryId;
use crate::schema::*;

/// A thing of the report and why it is there.
#[derive(Clone, Debug)]
pub struct Reason<'r> {
    /// Its id, where it has one.
    pub id: Option<Id>,
    /// What it is, in a word or two.
    pub kind: &'static str,
    /// The thing itself in a few words.
    pub label: String,
    /// Where it stands in the text.
    pub spans: Vec<Range>,
    /// What was made of the words, a line a step.
    pub reading: Vec<String>,
    /// Rows that came in after the rule: those of the coding profile.
    pub rows: &'r [EntryId],
    /// Why it is there.
    pub provenance: &'r Provenance,
    /// Whether it was considered and dropped.
    pub lost: bool,
}

/// All reasons of `report`.
///
/// # Examples
/// ```
/// let report = sitrep::analyze("Nothing happened.", &sitrep::Options::default())?;
/// assert!(sitrep::report::reasons(&report).iter().all(|reason| !reason.lost));
/// # Ok::<(), sitrep::AnalyzeError>(())
/// ```
pub fn reasons<'r>(report: &'r Report<'_>) -> Vec<Reason<'r>> {
    let mut list = Vec::new();
    add_named(report, &mut list);
    add_told(report, &mut list);
    list
}

/// Who, where, when and with what.
fn add_named<'r>(report: &'r Report<'_>, list: &mut Vec<Reason<'r>>) {
    let at = |start: u32, end: u32| vec![Range::new(start, end)];
    list.extend(
        report
            .mentions
            .iter()
            .map(|m| reason(m.id, "mention", format!("\"{}\", {} of {}", one_line(&m.text), m.kind, m.entity), at(m.start, m.end), &m.provenance)),
    );
    list.extend(report.entities.iter().map(|e| reason(e.id, "entity", format!("{}, {}", one_line(&e.name), in_words(e.r#type)), Vec::new(), &e.provenance)));
    list.extend(
        report
            .facilities
            .iter()
            .map(|f| reason(f.id, "facility", format!("\"{}\", {}", one_line(&f.text), in_words(f.facility_type)), at(f.start, f.end), &f.provenance)),
    );
    list.extend(
        report
            .weapons
            .iter()
            .map(|w| reason(w.id, "weapon", format!("\"{}\", {}", one_line(&w.text), in_words(w.weapon_class)), at(w.start, w.end), &w.provenance)),
    );
    list.extend(report.places.iter().map(|p| {
        let spans = p.mentions.iter().map(|m| Range::new(m.start, m.end)).collect();
        reason(p.id, "place", format!("{}, {}, {}", one_line(&p.name), in_words(p.feature), in_words(p.status)), spans, &p.provenance)
    }));
    list.extend(
        report.dates.iter().map(|d| reason(d.id, "date", format!("\"{}\", {}", one_line(&d.text), in_words(d.kind)), at(d.start, d.end), &d.provenance)),
    );
}

/// What happened, at what toll, by whose word.
fn add_told<'r>(report: &'r Report<'_>, list: &mut Vec<Reason<'r>>) {
    list.extend(report.casualty_claims.iter().map(|c| {
        let label = format!("\"{}\", {}, side {}", one_line(&c.figure.text), in_words(c.outcome), in_words(c.side));
        let spans = spans_of(Range::new(c.figure.start, c.figure.end), &c.evidence);
        Reason { reading: read_claim(report, c), rows: &c.coded.entries, ..reason(c.id, "figure", label, spans, &c.provenance) }
    }));
    list.extend(report.statements.iter().map(|s| {
        let parts = [Some(in_words(s.kind)), s.r#type.map(in_words), s.value.as_deref().map(one_line)];
        reason(s.id, "statement", parts.into_iter().flatten().collect::<Vec<_>>().join(", "), s.evidence.clone(), &s.provenance)
    }));
    list.extend(
        report.events.iter().map(|e| reason(e.id, "event", format!("{}, {}", one_line(&e.label), in_words(e.status)), e.trigger.clone(), &e.provenance)),
    );
    list.extend(report.contested.iter().map(|k| reason(k.id, "contested", format!("{}: {}", in_words(k.topic), one_line(&k.note)), Vec::new(), &k.provenance)));
    list.extend(
        report
            .undisclosed
            .iter()
            .map(|u| reason(u.id, "withheld", format!("{} of side {}", in_words(u.outcome), in_words(u.side)), u.evidence.clone(), &u.provenance)),
    );
    list.extend(report.not_casualties.iter().map(|n| Reason {
        id: None,
        kind: "no casualty",
        label: format!("\"{}\", {}", one_line(&n.text), in_words(n.reason)),
        spans: vec![Range::new(n.start, n.end)],
        reading: vec![format!("the number counts no casualties: {}", in_words(n.reason))],
        rows: &[],
        provenance: &n.provenance,
        lost: true,
    }));
}

fn reason<'r>(id: Id, kind: &'static str, label: String, spans: Vec<Range>, provenance: &'r Provenance) -> Reason<'r> {
    Reason { id: Some(id), kind, label, spans, reading: Vec::new(), rows: &[], provenance, lost: false }
}

fn spans_of(first: Range, more: &[Range]) -> Vec<Range> {
    std::iter::once(first).filter(|span| !span.is_empty()).chain(more.iter().copied()).collect()
}

/// From the words of a figure to what is coded, step by step.
fn read_claim(report: &Report<'_>, claim: &CasualtyClaim<'_>) -> Vec<String> {
    let figure = &claim.figure;
    let name = |id: Id| report.entities.get(id.index()).map_or_else(|| id.to_string(), |entity| format!("{id} \"{}\"", one_line(&entity.name)));
    let mut steps = vec![format!("\"{}\" is {}: {}", one_line(&figure.text), in_words(figure.qualifier), bounds(figure.low, figure.best, figure.high))];
    if let Some(victim) = &claim.victim {
        steps.push(format!("victims \"{}\", so side {}", one_line(&victim.text), in_words(claim.side)));
    }
    let outcome = claim.term.as_deref().map_or(String::new(), |term| format!(" (\"{}\")", one_line(term)));
    let manner = [claim.severity, claim.harm, claim.cause, claim.basis].into_iter().flatten().map(|word| format!(", {}", in_words(word)));
    steps.push(format!("outcome {}{outcome}{}", in_words(claim.outcome), manner.collect::<String>()));
    if !claim.attribution_chain.is_empty() {
        let chain: Vec<String> = claim.attribution_chain.iter().map(|id| name(*id)).collect();
        steps.push(format!("said by {}{}", chain.join(", citing "), if claim.source_is_party { ", a party to the conflict" } else { "" }));
    }
    let doubts = [claim.hedged.then_some("hedged"), claim.verification, claim.perpetrator.then_some("the attacker's own"), claim.unit];
    let doubts = doubts.into_iter().flatten().map(|word| format!(", {}", in_words(word)));
    steps.push(format!("{}, {}{}", in_words(claim.polarity), in_words(claim.status), doubts.collect::<String>()));
    if let Some(relation) = claim.relation {
        let others: Vec<String> = claim.not_additive_with.iter().map(Id::to_string).collect();
        steps.push(format!("{} {}", in_words(relation), others.join(", ")));
    }
    let coded = &claim.coded;
    steps.push(format!("coded by the profile {}: {}", one_line(&report.engine.profile), bounds(coded.low, coded.best, coded.high)));
    let counted = report.events.iter().find_map(|event| Some((event.id, event.fatalities.by_side.iter().find(|side| side.from.contains(&claim.id))?)));
    if let Some((event, side)) = counted {
        steps.push(format!("counted among the dead of {event}, side {}", in_words(side.side)));
    }
    steps
}

fn bounds(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> String {
    let shown = |number: Option<u64>| number.map_or_else(|| "none".to_string(), |number| number.to_string());
    format!("low {}, best {}, high {}", shown(low), shown(best), shown(high))
}
