//! All offsets of a report, from bytes to the unit the caller asked for, in one walk.

use crate::schema::*;
use crate::text::{OffsetMap, OffsetUnit, Span};

/// Converts every offset of `report` from bytes into the unit of `map`.
pub fn convert_offsets(report: &mut Report<'_>, map: &OffsetMap<'_>, unit: OffsetUnit) {
    report.document.offset_unit = unit.name();
    report.document.char_count = map.total();
    if unit == OffsetUnit::Byte {
        return;
    }
    let walk = Walk { map };
    report.document.sections.iter_mut().for_each(|s| walk.pair(&mut s.start, &mut s.end));
    report.mentions.iter_mut().for_each(|m| {
        walk.pair(&mut m.start, &mut m.end);
        walk.reason(&mut m.provenance);
    });
    report.entities.iter_mut().for_each(|e| walk.entity(e));
    report.facilities.iter_mut().for_each(|f| {
        walk.pair(&mut f.start, &mut f.end);
        walk.reason(&mut f.provenance);
    });
    report.weapons.iter_mut().for_each(|w| {
        walk.pair(&mut w.start, &mut w.end);
        walk.reason(&mut w.provenance);
    });
    report.places.iter_mut().for_each(|p| {
        p.mentions.iter_mut().for_each(|m| walk.pair(&mut m.start, &mut m.end));
        walk.reason(&mut p.provenance);
    });
    report.dates.iter_mut().for_each(|d| {
        walk.pair(&mut d.start, &mut d.end);
        walk.reason(&mut d.provenance);
    });
    report.casualty_claims.iter_mut().for_each(|c| walk.claim(c));
    report.statements.iter_mut().for_each(|s| {
        walk.spans(&mut s.evidence);
        walk.reason(&mut s.provenance);
    });
    report.events.iter_mut().for_each(|e| walk.event(e));
    report.contested.iter_mut().for_each(|k| walk.reason(&mut k.provenance));
    report.undisclosed.iter_mut().for_each(|u| {
        walk.spans(&mut u.evidence);
        walk.reason(&mut u.provenance);
    });
    report.summary.phrases.iter_mut().for_each(|phrase| walk.spans(&mut phrase.spans));
    report.not_casualties.iter_mut().for_each(|n| {
        walk.pair(&mut n.start, &mut n.end);
        walk.reason(&mut n.provenance);
    });
}

struct Walk<'m> {
    map: &'m OffsetMap<'m>,
}

impl Walk<'_> {
    fn pair(&self, start: &mut u32, end: &mut u32) {
        *start = self.map.at(*start);
        *end = self.map.at(*end);
    }

    fn spans(&self, spans: &mut [Span]) {
        spans.iter_mut().for_each(|span| self.pair(&mut span.start, &mut span.end));
    }

    fn reason(&self, provenance: &mut Provenance) {
        self.spans(&mut provenance.evidence);
    }

    fn entity(&self, entity: &mut Entity<'_>) {
        entity.affiliations.iter_mut().for_each(|tie| self.spans(&mut tie.evidence));
        self.reason(&mut entity.provenance);
    }

    fn claim(&self, claim: &mut CasualtyClaim<'_>) {
        self.pair(&mut claim.figure.start, &mut claim.figure.end);
        if let Some(victim) = &mut claim.victim {
            self.pair(&mut victim.start, &mut victim.end);
        }
        self.spans(&mut claim.evidence);
        self.reason(&mut claim.provenance);
    }

    fn event(&self, event: &mut Event<'_>) {
        self.spans(&mut event.trigger);
        if let Some(count) = &mut event.place_count {
            self.spans(&mut count.evidence);
        }
        self.reason(&mut event.provenance);
    }
}
