//! The same people told again in other words: a leader out of a group, some of those counted, a group counted loosely twice.
//!
//! In: drafts with the relations that figures alone decide. Out: the rest, where the words show that nobody new is counted.

use super::draft::{Draft, Relation, Status};
use super::relate::{additional, first_telling, in_heading, is_definite, kin, names_new_place};
use super::rules;
use super::victim::PlaceSpans;
use crate::lexicon::{Code, Form, Table, row};
use crate::syntax::Parsed;
use crate::text::sum;

/// How many claims and sentences back a group is remembered.
const WINDOW: usize = 24;
const NEAR: usize = 12;

/// Reads retellings.
pub struct Retelling<'a, 't> {
    /// The text.
    pub parsed: &'a Parsed<'t>,
    /// Where places are named.
    pub places: &'a PlaceSpans,
}

impl Retelling<'_, '_> {
    /// Marks them in `drafts`.
    pub fn mark(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let Some(draft) = drafts.get(index).filter(|draft| draft.relation.is_none() && draft.status == Status::Current) else { continue };
            let parts = self.summed(drafts, index, draft);
            if !parts.is_empty() {
                for part in parts {
                    if let Some(part) = drafts.get_mut(part) {
                        part.relation = Some((Relation::SubsetOf, vec![index]));
                    }
                }
                continue;
            }
            let Some(draft) = drafts.get(index) else { continue };
            let found = self.heading_of_part(drafts, index, draft).or_else(|| self.told_before(drafts, index, draft));
            let Some((relation, target)) = found.filter(|(_, target)| *target != index) else { continue };
            let exact = relation == Relation::SameAs && draft.figure.best.is_some() && drafts.get(target).is_some_and(|first| first.figure.best.is_none());
            let (from, to) = if exact { (target, index) } else { (index, target) };
            if let Some(draft) = drafts.get_mut(from) {
                draft.relation = Some((relation, vec![to]));
            }
        }
        self.prefer_counted(drafts);
    }

    /// "a leader and one fighter ... the deaths of two": the items of the list that `draft` sums up.
    fn summed(&self, drafts: &[Draft], index: usize, draft: &Draft) -> Vec<usize> {
        let last = (0..index).rev().take(WINDOW).find(|&at| drafts.get(at).is_some_and(|first| kin(first, draft)));
        let Some(list) = last.and_then(|at| drafts.get(at)).filter(|list| self.near(list, draft) && !additional(self.parsed, draft)) else { return Vec::new() };
        let item = |other: &Draft| other.trigger_tok == list.trigger_tok && other.outcome == list.outcome && other.relation.is_none();
        let items: Vec<usize> = (first_of(drafts, list.sentence)..index).filter(|&at| drafts.get(at).is_some_and(item)).collect();
        let sum = sum(items.iter().filter_map(|&at| drafts.get(at)?.figure.best));
        let again = items.len() > 1 && draft.figure.best == Some(sum) && !names_new_place(self.parsed, self.places, list.sentence, draft.sentence);
        if again { items } else { Vec::new() }
    }

    fn told_before(&self, drafts: &[Draft], index: usize, draft: &Draft) -> Option<(Relation, usize)> {
        let find = |fits: &dyn Fn(usize, &Draft) -> bool| {
            (0..index).rev().take(WINDOW).find(|&at| drafts.get(at).is_some_and(|first| self.near(first, draft) && fits(at, first)))
        };
        let beside = |relation: Relation, at: usize| {
            let at = Some((relation, vec![at]));
            let mut own = drafts.iter().skip(first_of(drafts, draft.sentence)).take_while(|other| other.sentence == draft.sentence);
            own.any(|other| other.trigger_tok == draft.trigger_tok && other.relation == at)
        };
        let some_of = draft.part || some_of_them(self.parsed, draft);
        let nth = self.ordinal(draft.figure.first, draft.victim.map_or(draft.figure.last, |victim| victim.last));
        let one_of = nth.is_some() || (self.is_one_of(draft) && !additional(self.parsed, draft)) || self.is_rest(draft);
        let larger = |at: usize, first: &Draft| match first.figure.best {
            Some(best) => Some(best) > draft.figure.best && nth.is_none_or(|nth| nth <= best) && (some_of || (one_of && self.stems_fit(first, draft))),
            None => some_of || one_of || beside(Relation::SubsetOf, at),
        };
        if let Some(at) = find(&larger) {
            return Some((Relation::SubsetOf, whole_of(drafts, at)));
        }
        let again = |at: usize, first: &Draft| self.again(first, draft, in_list(drafts, at)) && !beside(Relation::SameAs, root_of(drafts, at));
        find(&again).map(|at| (Relation::SameAs, root_of(drafts, at)))
    }

    /// Close by, of the same outcome, not in the same sentence.
    fn near(&self, first: &Draft, draft: &Draft) -> bool {
        let close = draft.sentence > first.sentence && (draft.sentence - first.sentence <= NEAR || in_heading(self.parsed, first));
        kin(first, draft) && (close || self.same_sentence(first, draft))
    }

    /// The two of "a second insurgent" between two tokens.
    fn ordinal(&self, first: u32, last: u32) -> Option<u64> {
        let people = |at: u32| self.parsed.phrases.of(at as usize, Table::People).any(|found| found.sense.form() == Form::Name);
        let words = (first..=last).flat_map(|at| self.parsed.phrases.of(at as usize, Table::NumberWords));
        let mut ordinals = words.filter(|found| found.sense.code() == Code::Ordinal && (found.last + 1..=last).any(people));
        row(ordinals.next()?.sense.entry()).get("value").parse().ok()
    }

    /// "the leader", "he" or a name, after a group counted loosely or larger.
    fn is_one_of(&self, draft: &Draft) -> bool {
        let named = draft.victim.is_some_and(|victim| self.parsed.tag(victim.head as usize) == crate::token::Tag::Propn);
        let newcomer = || self.parsed.sentences.get(draft.sentence).and_then(|sentence| self.ordinal(sentence.first as u32, draft.figure.first)).is_some();
        let pronoun = draft.anaphoric && draft.victim.is_none() && !newcomer();
        draft.figure.best == Some(1) && (named || pronoun || is_definite(self.parsed, draft))
    }

    /// "the other occupants": what is left of a group.
    fn is_rest(&self, draft: &Draft) -> bool {
        draft.figure.best.is_none() && is_definite(self.parsed, draft) && additional(self.parsed, draft)
    }

    /// "insurgents" and "the insurgent"; a name or a pronoun may be anybody.
    fn stems_fit(&self, first: &Draft, draft: &Draft) -> bool {
        let named = draft.victim.is_none_or(|victim| self.parsed.tag(victim.head as usize) == crate::token::Tag::Propn);
        named || self.head(first).zip(self.head(draft)).is_some_and(|(many, one)| many.strip_suffix('s').is_some_and(|many| many.eq_ignore_ascii_case(one)))
    }

    /// "killed more than 15 insurgents ... killing several": no new place and no new kind of people. "additional" people are not new where
    /// the first telling added them too.
    fn again(&self, first: &Draft, draft: &Draft, listed: bool) -> bool {
        let plural = |draft: &Draft| draft.figure.best != Some(1) && draft.figure.share.is_none();
        let same_head = self.head(first) == self.head(draft);
        let alike = first.side == draft.side && first.side != Code::Civilian || same_head || (draft.victim.is_none() && draft.sentence - first.sentence <= 4);
        let generic = draft.victim.is_some() && (draft.side == Code::Unknown || first.side == Code::Unknown);
        let added = additional(self.parsed, draft);
        let both_added = added && same_head && (additional(self.parsed, first) || listed);
        let open = plural(first) && draft.figure.best.is_none() && (!added || both_added);
        let counted = both_added && first.figure.best.is_none_or(|best| Some(best) == draft.figure.best);
        let exact = first.figure.best.is_none() && draft.figure.best > Some(1) && same_head && !added;
        let enemies = first.side == Code::Nonstate && draft.side == Code::Nonstate;
        let told = self.is_presupposed(draft) && first.figure.best == draft.figure.best
            || ((enemies || self.same_sentence(first, draft)) && self.words(first) == self.words(draft));
        (open || counted || exact || told) && (alike || generic) && !names_new_place(self.parsed, self.places, first.sentence, draft.sentence)
    }

    /// "Umar's death": told as known.
    fn is_presupposed(&self, draft: &Draft) -> bool {
        std::ptr::eq(draft.rule, &rules::DEATHS_OF) && draft.victim.is_some_and(|victim| victim.last < draft.trigger_tok)
    }

    /// The sentence stands in the text twice.
    fn same_sentence(&self, first: &Draft, draft: &Draft) -> bool {
        let text = |draft: &Draft| {
            let sentence = self.parsed.sentences.get(draft.sentence)?;
            Some(self.parsed.tokens.span(sentence.first, sentence.end.checked_sub(1)?).of(self.parsed.tokens.text))
        };
        first.sentence != draft.sentence && text(first) == text(draft)
    }

    /// The words from the figure to the word of harm.
    fn words(&self, draft: &Draft) -> &str {
        let (first, last) = (draft.figure.first.min(draft.trigger_tok), draft.figure.last.max(draft.trigger_last));
        self.parsed.tokens.span(first as usize, last as usize).of(self.parsed.tokens.text)
    }

    fn head(&self, draft: &Draft) -> Option<&str> {
        draft.victim.map(|victim| self.parsed.tokens.text_of(victim.head as usize))
    }

    /// The heading's "commander", told below as one of a group.
    fn heading_of_part(&self, drafts: &[Draft], index: usize, draft: &Draft) -> Option<(Relation, usize)> {
        let single = draft.figure.best == Some(1) && in_heading(self.parsed, draft);
        let part = |later: &Draft| {
            matches!(later.relation, Some((Relation::SubsetOf, _)))
                && later.figure.best == Some(1)
                && kin(draft, later)
                && self.head(later).zip(self.head(draft)).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
        };
        let found = (index + 1..drafts.len()).take(NEAR).find(|&at| drafts.get(at).is_some_and(part))?;
        single.then_some((Relation::SameAs, found))
    }

    /// A heading names the people, the text counts them: "several insurgents" stands for both.
    fn prefer_counted(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let Some(draft) = drafts.get(index) else { continue };
            let Some((Relation::SameAs, targets)) = &draft.relation else { continue };
            let root = targets.first().map_or(index, |target| root_of(drafts, *target));
            let bare = drafts.get(root).is_some_and(|root| root.relation.is_none() && root.figure.best.is_none() && self.quantity(root).is_none());
            if root == index || !bare || self.quantity(draft).is_none() {
                continue;
            }
            for (at, other) in drafts.iter_mut().enumerate() {
                match &mut other.relation {
                    relation if at == index => *relation = None,
                    relation if at == root => *relation = Some((Relation::SameAs, vec![index])),
                    Some((_, targets)) => targets.iter_mut().filter(|target| **target == root).for_each(|target| *target = index),
                    None => {}
                }
            }
        }
    }

    fn quantity(&self, draft: &Draft) -> Option<usize> {
        self.parsed.quantity_at(draft.figure.first)
    }
}

/// "five of the insurgents", "one of his associates": out of people told before.
pub fn some_of_them(parsed: &Parsed, draft: &Draft) -> bool {
    let is_of = |at: u32| parsed.tokens.text_of(at as usize).eq_ignore_ascii_case("of");
    let of = draft.figure.last + u32::from(!is_of(draft.figure.last));
    let whose = of as usize + 1;
    let told = parsed.quantity_at(whose as u32).is_some()
        || parsed.phrases.at(whose).iter().any(|found| found.sense.code() == Code::Definite)
        || parsed.tag(whose) == crate::token::Tag::Poss
        || parsed.tag(whose + 1) == crate::token::Tag::Poss;
    draft.figure.best.is_some() && is_of(of) && told
}

/// The first claim of a sentence.
fn first_of(drafts: &[Draft], sentence: usize) -> usize {
    drafts.partition_point(|draft| draft.sentence < sentence)
}

/// Whether the claim at `at` stands in a list with the one before it.
fn in_list(drafts: &[Draft], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| drafts.get(before));
    before.zip(drafts.get(at)).is_some_and(|(before, this)| before.sentence == this.sentence && before.outcome == this.outcome)
}

/// The draft that `at` repeats in the end, or itself.
fn root_of(drafts: &[Draft], at: usize) -> usize {
    (0..4).fold(at, |root, _| first_telling(drafts, root))
}

/// The whole that `at` is a part or a repetition of, or itself.
fn whole_of(drafts: &[Draft], at: usize) -> usize {
    let root = root_of(drafts, at);
    match drafts.get(root).and_then(|draft| draft.relation.as_ref()) {
        Some((Relation::SubsetOf, targets)) => targets.first().map_or(root, |whole| root_of(drafts, *whole)),
        _ => root,
    }
}
