//! Parts of a total: "including six children", "most of them women", "20 people: 12 soldiers and eight civilians".
//!
//! In: one sentence and the drafts its words of harm made. Out: further drafts that point at the draft they are part of.

use super::draft::{Draft, Figure, Relation};
use super::rules;
use super::victim::{People, PeopleKind, VictimReader};
use crate::lexicon::{Code, Table};
use crate::syntax::{Amount, ChunkKind, Clauses};
use crate::text::sum;

/// Finds the parts in one sentence and adds them to `drafts`.
pub struct PartReader<'a, 't> {
    /// Victims.
    pub victims: VictimReader<'a, 't>,
    /// The sentence.
    pub clauses: Clauses<'a, 't>,
}

impl<'a, 't> PartReader<'a, 't> {
    /// Adds the parts.
    pub fn read(&self, drafts: &mut Vec<Draft>) {
        let mut at = 0;
        while at < self.clauses.list.len() {
            at = self.part_at(at, drafts).max(at + 1);
        }
        self.of_the_total(drafts);
        self.colon_list(drafts);
        self.shares(drafts);
        self.sums(drafts);
    }

    fn cue(&self, at: usize, code: Code) -> Option<u32> {
        let chunk = self.clauses.list.get(at)?;
        let found = self.victims.parsed.phrases.coded(chunk.first as usize, Table::Cues, code)?;
        Some(found.last)
    }

    /// The draft whose figure or victim ends before chunk `at`, nearest first.
    fn whole_before(&self, at: usize, drafts: &[Draft]) -> Option<usize> {
        let start = self.clauses.list.get(at)?.first;
        let fits = |draft: &(usize, &Draft)| {
            let end = draft.1.victim.map_or(draft.1.figure.last, |victim| victim.last.max(draft.1.figure.last));
            end < start && !draft.1.perpetrator && draft.1.figure.qualifier != "none"
        };
        let best = drafts.iter().enumerate().filter(fits).max_by_key(|(index, draft)| (draft.figure.last, usize::MAX - index))?;
        let root = match &best.1.relation {
            Some((Relation::SubsetOf, targets)) => targets.first().copied(),
            _ => None,
        };
        Some(root.unwrap_or(best.0))
    }

    fn part_at(&self, at: usize, drafts: &mut Vec<Draft>) -> usize {
        if let Some(last) = self.cue(at, Code::Subset) {
            let next = self.chunk_past(at, last);
            if self.clauses.is_np(next)
                && !self.clauses.is(at, "of")
                && let Some(whole) = self.whole_before(at, drafts)
            {
                return self.list_parts(next, whole, drafts);
            }
        }
        self.includes(at, drafts).or_else(|| self.of_them(at, drafts)).unwrap_or(at + 1)
    }

    /// "The nine killed included six soldiers".
    fn includes(&self, at: usize, drafts: &mut Vec<Draft>) -> Option<usize> {
        self.cue(at, Code::Including).filter(|_| self.clauses.is_vg(at) && self.clauses.is_np(at + 1))?;
        let subject = self.clauses.subject(at)?;
        let whole = self.whole_before(at, drafts).filter(|&whole| drafts.get(whole).is_some_and(|draft| draft.chunk >= subject))?;
        Some(self.list_parts(at + 1, whole, drafts))
    }

    fn chunk_past(&self, at: usize, last: u32) -> usize {
        let mut next = at;
        while self.clauses.list.get(next).is_some_and(|chunk| chunk.last <= last) {
            next += 1;
        }
        while matches!(self.clauses.kind(next), Some(ChunkKind::Comma | ChunkKind::Adv | ChunkKind::Colon)) || self.clauses.vg(next).is_some_and(|vg| vg.copula)
        {
            next += 1;
        }
        next
    }

    /// The list of parts that starts at chunk `first`; the chunk after it.
    fn list_parts(&self, first: usize, whole: usize, drafts: &mut Vec<Draft>) -> usize {
        let verb = drafts.get(whole).map(|whole| whole.trigger).filter(|verb| *verb > first && self.clauses.is_vg(*verb));
        let before = verb.and_then(|verb| self.clauses.subject(verb)).map(|last| self.clauses.list_ending(last));
        let items = before.filter(|items| items.first() == Some(&first)).unwrap_or_else(|| self.clauses.list_from(first));
        let mut end = first + 1;
        for item in items {
            let Some(people) = self.victims.people(&self.clauses, item) else { continue };
            let counted = matches!(people.kind, PeopleKind::Known | PeopleKind::Named | PeopleKind::NumberOnly | PeopleKind::Unknown | PeopleKind::Anaphor);
            let sure = people.figure.best.is_some() || people.kind == PeopleKind::Known;
            if counted && sure && !self.already(item, drafts) {
                self.push(item, people, whole, drafts);
            } else {
                self.nest_known(item, whole, drafts);
            }
            end = item + 1;
        }
        end
    }

    /// "12 people, including a hostage who was beheaded": read by its own verb, and still a part.
    fn nest_known(&self, item: usize, whole: usize, drafts: &mut [Draft]) {
        let Some(figure) = drafts.get(whole).map(|whole| whole.figure.first) else { return };
        let same = |draft: &Draft, outcome: Code| draft.figure.first == figure && draft.outcome == outcome;
        let own = drafts.iter().position(|draft| draft.chunk == item && draft.figure.first != figure && draft.relation.is_none());
        let Some((own, outcome)) = own.and_then(|own| Some((own, drafts.get(own)?.outcome))) else { return };
        let whole = drafts.iter().position(|draft| same(draft, outcome));
        if let (Some(whole), Some(draft)) = (whole, drafts.get_mut(own)) {
            draft.relation = Some((Relation::SubsetOf, vec![whole]));
        }
    }

    fn already(&self, item: usize, drafts: &[Draft]) -> bool {
        drafts.iter().any(|draft| draft.chunk == item)
    }

    fn push(&self, item: usize, people: People, whole: usize, drafts: &mut Vec<Draft>) {
        let Some(model) = drafts.get(whole).cloned() else { return };
        let quantity_entries = self.clauses.quantity(item).map(|quantity| quantity.entries.clone()).unwrap_or_default();
        let mut part = Draft {
            chunk: item,
            figure: people.figure,
            victim: people.victim,
            side: people.side,
            rule: &rules::PART,
            entries: [model.entries.first().copied().into_iter().collect(), people.entries, quantity_entries].concat(),
            relation: Some((Relation::SubsetOf, vec![whole])),
            unit: people.unit,
            inherited: false,
            anaphoric: false,
            perpetrator: false,
            derived: None,
            ..model.clone()
        };
        part.perpetrator = self.is_perpetrator(&part);
        if let (Some(share), Some(base)) = (part.figure.share, model.figure.best) {
            share_of(&mut part, share, base);
        }
        if part.side == Code::Unknown && part.victim.is_none() {
            part.side = model.side;
            part.victim = model.victim;
            part.inherited = true;
        }
        drafts.push(part);
    }

    fn is_perpetrator(&self, part: &Draft) -> bool {
        part.victim.is_some_and(|victim| self.victims.parsed.phrases.coded(victim.head as usize, Table::Cues, Code::Perpetrator).is_some())
    }

    /// "ten of them seriously", "two of them officers", "three of whom were minors".
    fn of_them(&self, at: usize, drafts: &mut Vec<Draft>) -> Option<usize> {
        let np = self.clauses.np(at)?;
        let quantity = self.clauses.quantity(at)?;
        let of_inside = self.clauses.tokens.text_of(quantity.last as usize).eq_ignore_ascii_case("of");
        let pronoun = if of_inside { at + 1 } else { at + 2 };
        let of = of_inside || self.clauses.is(at + 1, "of");
        let them = ["them", "whom", "these", "those", "which"].iter().any(|word| self.clauses.is(pronoun, word));
        if np.head.is_some() || !of || !them || self.already(at, drafts) {
            return None;
        }
        let mut next = pronoun + 1;
        let copula = self.clauses.vg(next).is_some_and(|vg| vg.copula);
        let other_verb = self.clauses.is_vg(next) && !copula;
        if other_verb {
            return None;
        }
        let whole = self.whole_before(at, drafts)?;
        next += usize::from(copula);
        while self.clauses.kind(next) == Some(ChunkKind::Adv) {
            next += 1;
        }
        let mut people = People { figure: Figure::of(quantity), victim: None, side: Code::Unknown, entries: Vec::new(), kind: PeopleKind::OfThem, unit: None };
        if let Some(named) = self
            .clauses
            .np(next)
            .filter(|np| np.head.is_some())
            .and_then(|_| self.victims.people(&self.clauses, next))
            .filter(|named| named.kind == PeopleKind::Known || named.kind == PeopleKind::Anaphor)
        {
            people.victim = named.victim;
            people.side = named.side;
            people.entries = named.entries;
        }
        if people.victim.is_none() && copula && self.clauses.is_np(next) {
            return None;
        }
        self.push(at, people, whole, drafts);
        Some(next)
    }

    /// "Of the 33 killed, 30 were attackers and three were guards"; "Among the 15 dead were four women".
    fn of_the_total(&self, drafts: &mut Vec<Draft>) {
        let opens = self.clauses.is(0, "of") || self.clauses.is(0, "among");
        let Some(whole) = drafts.iter().position(|draft| draft.chunk == 1).filter(|_| opens) else { return };
        let mut at = drafts.get(whole).map_or(2, |draft| draft.trigger.max(draft.chunk) + 1);
        while at < self.clauses.list.len() {
            let next_is_be = self.clauses.vg(at + 1).is_some_and(|vg| vg.copula);
            let after_be = self.clauses.vg(at.wrapping_sub(1)).is_some_and(|vg| vg.copula);
            let answers = after_be && self.clauses.quantity(at.wrapping_sub(2)).is_some();
            if after_be && !answers && self.clauses.is_np(at) && !next_is_be {
                at = self.list_parts(at, whole, drafts);
                continue;
            }
            if self.clauses.quantity(at).is_some() && !self.already(at, drafts) {
                let Some(mut people) = self.victims.people(&self.clauses, at) else { break };
                let named = next_is_be.then(|| self.named_after_be(at + 2)).flatten();
                if let Some(named) = named {
                    people.victim = named.victim;
                    people.side = named.side;
                    people.kind = PeopleKind::Known;
                }
                if matches!(people.kind, PeopleKind::Known) {
                    self.push(at, people, whole, drafts);
                }
            }
            at += 1;
        }
    }

    fn named_after_be(&self, at: usize) -> Option<People> {
        let people = self.victims.people(&self.clauses, at)?;
        matches!(people.kind, PeopleKind::Known | PeopleKind::Anaphor).then_some(people)
    }

    /// "Twenty people were killed: 12 soldiers and eight civilians"; "50 casualties, 8 dead and 42 injured".
    fn colon_list(&self, drafts: &mut Vec<Draft>) {
        for at in 0..self.clauses.list.len() {
            let colon = matches!(self.clauses.kind(at), Some(ChunkKind::Colon | ChunkKind::Dash));
            let named = self.clauses.np(at + 1).is_some_and(|np| np.proper);
            if !(colon && (named || self.clauses.quantity(at + 1).is_some())) {
                continue;
            }
            let several = |draft: &Draft| draft.figure.best.map_or(named && draft.victim.is_some(), |best| best > 1);
            let Some(whole) = self.whole_before(at, drafts).filter(|whole| drafts.get(*whole).is_some_and(several)) else {
                continue;
            };
            let items = self.clauses.list_from(at + 1);
            let count = |item: &usize| self.clauses.quantity(*item).map_or(u64::from(named), |quantity| quantity.best.unwrap_or(0));
            let sum = sum(items.iter().map(count));
            let total = drafts.get(whole).and_then(|draft| draft.figure.best).unwrap_or(u64::MAX);
            if sum <= total && items.len() > 1 {
                self.list_parts(at + 1, whole, drafts);
            }
        }
    }

    /// "50 casualties, 8 dead and 42 injured"; "100 killed, 250 wounded and 40 missing, a total of 390".
    fn sums(&self, drafts: &mut Vec<Draft>) {
        let free = |draft: &Draft| draft.relation.is_none() && draft.figure.qualifier != "none" && !draft.perpetrator;
        let sum = sum(drafts.iter().filter(|draft| free(draft) && draft.outcome != Code::Casualty).filter_map(|draft| draft.figure.best));
        let parts: Vec<usize> = drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| free(draft) && draft.outcome != Code::Casualty && draft.figure.best.is_some())
            .map(|(index, _)| index)
            .collect();
        if parts.len() < 2 {
            return;
        }
        let whole = drafts
            .iter()
            .position(|draft| draft.outcome == Code::Casualty && free(draft) && draft.figure.best == Some(sum))
            .or_else(|| self.total_after(sum, &parts, drafts));
        let Some(whole) = whole else { return };
        for part in parts {
            if let Some(draft) = drafts.get_mut(part) {
                draft.relation = Some((Relation::SubsetOf, vec![whole]));
            }
        }
    }

    /// "a total of 390": a bare number that is the sum of the figures before it.
    fn total_after(&self, sum: u64, parts: &[usize], drafts: &mut Vec<Draft>) -> Option<usize> {
        let at = (0..self.clauses.list.len()).find(|&at| {
            let total = self.clauses.quantity(at).is_some_and(|quantity| quantity.best == Some(sum) && quantity.first < quantity.core);
            total && self.clauses.np(at).is_some_and(|np| np.head.is_none()) && !self.already(at, drafts)
        })?;
        let quantity = self.clauses.quantity(at)?;
        let model = drafts.get(*parts.first()?)?.clone();
        let figure = Figure::of(quantity);
        drafts.push(Draft { chunk: at, figure, outcome: Code::Casualty, rule: &rules::PART, relation: None, ..model });
        Some(drafts.len() - 1)
    }

    /// "A third of the 90 people killed were children": the share's people follow the verb.
    fn shares(&self, drafts: &mut Vec<Draft>) {
        for at in 0..self.clauses.list.len() {
            let Some(quantity) = self.clauses.quantity(at) else { continue };
            let Amount::Share(share) = quantity.amount else { continue };
            let Some(base) = drafts.iter().position(|draft| draft.chunk > at && draft.chunk <= at + 3 && draft.figure.best.is_some()) else { continue };
            let be = (at..self.clauses.list.len()).find(|&next| self.clauses.vg(next).is_some_and(|vg| vg.copula));
            let Some(named) = be.and_then(|be| self.named_after_be(be + 1)) else { continue };
            let figure = Figure { first: quantity.first, last: quantity.last, low: None, high: None, best: None, qualifier: "about", share: Some(share) };
            let people = People { figure, ..named };
            self.push(at, people, base, drafts);
        }
    }
}

/// Turns a share of `base` into a figure, marked as derived.
pub fn share_of(draft: &mut Draft, share: u32, base: u64) {
    let fraction = f64::from(share) / 10_000.0;
    draft.figure.best = Some((base as f64 * fraction).round() as u64);
    draft.figure.qualifier = "about";
    draft.derived = Some((fraction, base));
}
