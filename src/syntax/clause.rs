//! Clause structure read off the chunks: the subject to the left of a verb, its objects to the right, lists of noun phrases.
//!
//! In: the chunks of one sentence. Out: indexes of chunks. No word of the domain is known here.

use super::chunk::{Chunk, ChunkKind, Chunks, VerbForm};
use super::quantity::Quantity;
use crate::token::{Tag, Tokens};

/// One sentence's chunks, for reading clauses.
#[derive(Clone, Copy)]
pub struct Clauses<'a, 't> {
    /// Tokens of the text.
    pub tokens: &'a Tokens<'t>,
    /// Tags of the text.
    pub tags: &'a [Tag],
    /// All chunks of the text.
    pub chunks: &'a Chunks,
    /// Quantities of the text.
    pub quantities: &'a [Quantity],
    /// The chunks of this sentence.
    pub list: &'a [Chunk],
}

/// How far a subject or object is looked for, in chunks.
const REACH: usize = 40;
/// A bare number from here on is nobody's age.
const OLDEST: u64 = 110;

impl<'a> Clauses<'a, '_> {
    /// The kind of the chunk at `at`.
    pub fn kind(&self, at: usize) -> Option<ChunkKind> {
        self.list.get(at).map(|chunk| chunk.kind)
    }

    /// Whether the chunk at `at` is a noun phrase.
    pub fn is_np(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(ChunkKind::Np(_)))
    }

    /// Whether the chunk at `at` is a verb group.
    pub fn is_vg(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(ChunkKind::Vg(_)))
    }

    /// The noun phrase at chunk `at`.
    pub fn np(&self, at: usize) -> Option<&'a super::chunk::NounPhrase> {
        self.list.get(at).and_then(|chunk| self.chunks.np(chunk))
    }

    /// The verb group at chunk `at`.
    pub fn vg(&self, at: usize) -> Option<&'a super::chunk::VerbGroup> {
        self.list.get(at).and_then(|chunk| self.chunks.vg(chunk))
    }

    /// The quantity of the noun phrase at chunk `at`.
    pub fn quantity(&self, at: usize) -> Option<&'a Quantity> {
        let index = self.np(at)?.quantity?;
        self.quantities.get(index as usize)
    }

    /// The first word of chunk `at` in the text.
    pub fn word(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |chunk| self.tokens.text_of(chunk.first as usize))
    }

    /// Whether chunk `at` begins with `word`, whatever its case.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// Whether the noun phrase at `at` hangs on a preposition; the preposition's chunk.
    pub fn governor(&self, at: usize) -> Option<usize> {
        let mut before = at.checked_sub(1)?;
        while matches!(self.kind(before), Some(ChunkKind::Adv | ChunkKind::Quote)) {
            before = before.checked_sub(1)?;
        }
        let listing = before > 1 && (self.joins(before - 1) == 2 || self.joins(before - 2) == 3);
        (self.kind(before) == Some(ChunkKind::Prep) && !listing && !self.opens_clause(before, at)).then_some(before)
    }

    /// "after 44 people were killed": the word is a preposition by its tag, but a finite clause follows it.
    fn opens_clause(&self, prep: usize, np: usize) -> bool {
        let word = self
            .list
            .get(prep)
            .is_some_and(|chunk| self.tokens.get(chunk.first as usize).is_some_and(|token| token.word != 0 && may_open_clause(self.word(prep))));
        let passive = self.vg(np + 1).is_some_and(|vg| vg.passive || vg.perfect || vg.copula);
        word && passive
    }

    /// The noun phrase before `at` that is not part of a prepositional phrase, passing over such phrases.
    pub fn free_np_before(&self, at: usize) -> Option<usize> {
        let mut at = at.checked_sub(1)?;
        for _ in 0..REACH {
            match self.kind(at)? {
                ChunkKind::Np(_) => match (self.governor(at).or_else(|| self.between(at)), self.participle_before(at)) {
                    (Some(prep), _) => at = prep.checked_sub(1)?,
                    (None, Some(participle)) => at = participle.checked_sub(1)?,
                    (None, None) => return Some(at),
                },
                ChunkKind::Vg(_) if self.vg(at).is_some_and(|vg| vg.form == VerbForm::Ing || vg.form == VerbForm::Participle) => at = at.checked_sub(1)?,
                ChunkKind::Adv | ChunkKind::Quote | ChunkKind::Adj => at = at.checked_sub(1)?,
                ChunkKind::Close => at = self.opening(at)?.checked_sub(1)?,
                ChunkKind::Conj if at > 0 && self.governor_of_list(at - 1) => at = at.checked_sub(1)?,
                _ => return None,
            }
        }
        None
    }

    /// "clashes between the army and rebels": the second of the pair hangs on the preposition too.
    fn between(&self, at: usize) -> Option<usize> {
        let first = at.checked_sub(2).filter(|_| self.kind(at - 1) == Some(ChunkKind::Conj))?;
        self.governor(first).filter(|prep| self.is(*prep, "between"))
    }

    /// "a boy riding a scooter", "a man surnamed Jiang": the noun phrase at `at` belongs to a participle behind another.
    fn participle_before(&self, at: usize) -> Option<usize> {
        let verb = at.checked_sub(1)?;
        let participle = self.vg(verb).is_some_and(|vg| matches!(vg.form, VerbForm::Ing | VerbForm::Participle));
        let chained = verb >= 2 && self.kind(verb - 1) == Some(ChunkKind::Prep) && self.is_vg(verb - 2);
        if participle && chained {
            return Some(verb - 1);
        }
        (participle && verb > 0 && self.is_np(verb - 1)).then_some(verb)
    }

    /// "in Homs and Idlib": the noun phrase at `at` hangs on a preposition, so what is joined to it does too.
    fn governor_of_list(&self, at: usize) -> bool {
        self.is_np(at) && self.governor(at).is_some()
    }

    /// "sources who asked not to be named said": over the relative clause to what it stands for.
    fn before_relative(&self, vg: usize) -> Option<usize> {
        for at in (0..vg).rev().take(8) {
            match self.kind(at)? {
                ChunkKind::Rel => return self.antecedent(at),
                ChunkKind::Np(_) if self.relative_pronoun(at) => return self.antecedent(at),
                ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::Colon => return None,
                _ => {}
            }
        }
        None
    }

    /// "the men who attacked the shrine": from the object back to whom the relative clause tells of.
    pub fn object_in_relative(&self, object: usize) -> Option<usize> {
        let verb = object.checked_sub(1).filter(|&verb| self.is_vg(verb))?;
        self.before_relative(verb)
    }

    fn opening(&self, close: usize) -> Option<usize> {
        (0..close).rev().take(REACH).find(|&at| self.kind(at) == Some(ChunkKind::Open))
    }

    /// The subject of the verb group at chunk `vg`: the chunk of its (last) noun phrase.
    pub fn subject(&self, vg: usize) -> Option<usize> {
        let mut at = vg.checked_sub(1)?;
        let being = self.vg(vg).is_some_and(|group| {
            group.passive && self.tags.get(group.first as usize) == Some(&Tag::Aux) && self.tokens.text_of(group.first as usize).ends_with("ing")
        });
        if being && self.is_np(at) {
            return Some(at);
        }
        if being && self.kind(at) == Some(ChunkKind::Comma) {
            let aside = (0..at).rev().take(REACH).find(|&other| self.kind(other) == Some(ChunkKind::Comma))?;
            return aside.checked_sub(1).filter(|&np| self.is_np(np));
        }
        for _ in 0..REACH {
            match self.kind(at)? {
                ChunkKind::Adv | ChunkKind::Quote | ChunkKind::Adj => at = at.checked_sub(1)?,
                ChunkKind::Dash => return self.subject_before_aside(at).or_else(|| self.free_np_before(at)),
                ChunkKind::Close => at = self.opening(at)?.checked_sub(1)?,
                ChunkKind::Rel => return self.antecedent(at),
                ChunkKind::Np(_) => {
                    if self.np(at).is_some_and(|np| np.pronoun) && self.relative_pronoun(at) {
                        return self.antecedent(at);
                    }
                    let Some(free) = self.free_np_before(at + 1) else { return self.subject_over(at) };
                    return Some(free);
                }
                ChunkKind::Comma => {
                    let passive = self.vg(vg).is_some_and(|group| group.passive);
                    return self.subject_before_aside(at).or_else(|| self.free_np_before(at).filter(|_| passive));
                }
                ChunkKind::Conj => return self.shared_subject(at),
                ChunkKind::Vg(_) if self.np(at.wrapping_sub(1)).is_some_and(|np| np.head.is_none()) && (at + 1 == vg || !self.finite(at)) => {
                    return Some(at - 1);
                }
                ChunkKind::Vg(_) => {
                    let chained = self.vg(vg).is_some_and(|group| matches!(group.form, VerbForm::Infinitive | VerbForm::Ing))
                        || self.vg(at).is_some_and(|group| group.copula);
                    return if chained { self.subject(at) } else { self.before_relative(at) };
                }
                _ => return None,
            }
        }
        None
    }

    /// The noun phrase left of `at` hangs on a preposition and nothing free was found: go on over what is left.
    fn subject_over(&self, at: usize) -> Option<usize> {
        let mut prep = self.governor(at)?;
        for _ in 0..REACH {
            let before = prep.checked_sub(1)?;
            match self.kind(before)? {
                ChunkKind::Np(_) => match self.governor(before) {
                    Some(next) => prep = next,
                    None => return Some(before),
                },
                ChunkKind::Comma => return self.subject_before_aside(before),
                ChunkKind::Vg(_) if self.vg(before).is_some_and(|vg| matches!(vg.form, VerbForm::Ing | VerbForm::Participle)) => {
                    return self.free_np_before(before);
                }
                ChunkKind::Vg(_) => return self.before_relative(before),
                ChunkKind::Adv | ChunkKind::Adj | ChunkKind::Quote => prep = before,
                _ => return None,
            }
        }
        None
    }

    fn relative_pronoun(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|chunk| self.tags.get(chunk.last as usize) == Some(&Tag::RelPron))
    }

    /// What a relative pronoun at `at` stands for: the noun phrase before it.
    pub fn antecedent(&self, at: usize) -> Option<usize> {
        let mut before = at.checked_sub(1)?;
        if matches!(self.kind(before), Some(ChunkKind::Comma | ChunkKind::Prep)) {
            before = before.checked_sub(1)?;
            if self.kind(before) == Some(ChunkKind::Comma) {
                before = before.checked_sub(1)?;
            }
        }
        if self.kind(before) == Some(ChunkKind::Close) {
            before = self.opening(before)?.checked_sub(1)?;
        }
        self.is_np(before).then(|| self.aged(before).unwrap_or_else(|| self.counted_head(before)))
    }

    /// "Amina Diallo, 26, who died", "the driver, aged 26, who": the one whose age is told at `age`, and no 26 of anybody.
    fn aged(&self, age: usize) -> Option<usize> {
        let young = self.quantity(age).is_none_or(|quantity| quantity.best.is_some_and(|best| best < OLDEST));
        let mut comma = age.checked_sub(1).filter(|_| young && self.np(age).is_some_and(|np| np.head.is_none()))?;
        if self.is(comma, "aged") {
            comma = comma.checked_sub(1)?;
        }
        let one = comma.checked_sub(1).filter(|_| self.kind(comma) == Some(ChunkKind::Comma))?;
        self.np(one).filter(|np| is_one(np)).map(|_| one)
    }

    /// "nine members of the alliance who": the counted noun, not the one behind "of".
    fn counted_head(&self, at: usize) -> usize {
        let mut head = at;
        while let Some(of) = self.governor(head).filter(|prep| self.is(*prep, "of") && *prep > 0 && self.is_np(*prep - 1)) {
            let some_of = self.quantity(of - 1).is_some();
            if self.quantity(head).is_some() && !(some_of && self.np(of - 1).is_some_and(|np| np.head.is_none())) {
                break;
            }
            if some_of {
                return of - 1;
            }
            head = of - 1;
        }
        at
    }

    /// "Sixty people, most of them women, were killed": over the aside between two commas.
    fn subject_before_aside(&self, comma: usize) -> Option<usize> {
        let mut at = comma.checked_sub(1)?;
        if self.is_np(at) && at > 1 && self.kind(at - 1) == Some(ChunkKind::Conj) && matches!(self.kind(at - 2), Some(ChunkKind::Comma | ChunkKind::Semicolon))
        {
            return Some(at);
        }
        for _ in 0..REACH {
            match self.kind(at)? {
                kind if Some(kind) == self.kind(comma) && self.joins(at + 1) > 1 && self.is_np(comma - 1) => return Some(comma - 1),
                kind if Some(kind) == self.kind(comma) => return self.free_np_before(at).map(|np| self.before_apposition(np)),
                ChunkKind::Semicolon | ChunkKind::Colon => return None,
                ChunkKind::Vg(_)
                    if self.finite(at) && !self.in_relative(at) && !(self.kind(at.wrapping_sub(1)) == Some(ChunkKind::Comma) && self.is(at + 1, "as")) =>
                {
                    return None;
                }
                _ => at = at.checked_sub(1)?,
            }
        }
        None
    }

    fn finite(&self, at: usize) -> bool {
        self.vg(at).is_some_and(|vg| vg.form == VerbForm::Finite)
    }

    /// Whether a relative pronoun opens the clause of the verb group at `at`.
    pub fn in_relative(&self, vg: usize) -> bool {
        (0..vg)
            .rev()
            .take(6)
            .take_while(|&at| !matches!(self.kind(at), Some(ChunkKind::Comma | ChunkKind::Vg(_))))
            .any(|at| self.kind(at) == Some(ChunkKind::Rel) || (self.is_np(at) && self.relative_pronoun(at)))
    }

    /// "stormed the post and were killed": the subject of the verb on the other side of the conjunction.
    fn shared_subject(&self, conj: usize) -> Option<usize> {
        let mut at = conj.checked_sub(1)?;
        for _ in 0..REACH {
            match self.kind(at)? {
                ChunkKind::Vg(_) => return self.subject(at),
                ChunkKind::Semicolon | ChunkKind::Colon | ChunkKind::Sub => return None,
                _ => at = at.checked_sub(1)?,
            }
        }
        None
    }

    /// The noun phrases joined with the one at `last` by commas and "and", in the order of the text, `last` included.
    pub fn list_ending(&self, last: usize) -> Vec<usize> {
        let mut items = vec![last];
        let mut first = last;
        while let Some(before) = self.item_before(first, items.len() > 1) {
            items.push(before);
            first = before;
        }
        items.reverse();
        self.list_around(last).filter(|wide| wide.len() >= items.len() && wide.first() < items.first()).unwrap_or(items)
    }

    /// The list, read from its beginning, that has `last` among its items: "Marta Solano, 42, Colonel Arce and two guards".
    fn list_around(&self, last: usize) -> Option<Vec<usize>> {
        let inside = |at: usize| !matches!(self.kind(at), Some(ChunkKind::Vg(_) | ChunkKind::Sub | ChunkKind::Rel | ChunkKind::Colon));
        let start = (0..last).rev().take(REACH).take_while(|&at| inside(at)).last()?;
        let free = |at: usize| self.governor(at).is_none_or(|prep| may_open_clause(self.word(prep)));
        let opens = |at: usize| self.is_np(at) && free(at) && (self.is_name(at) || first_item(self, at)) && self.before_apposition(at) == at;
        (start..last).filter(|&at| opens(at)).map(|first| self.list_until(first, Some(last))).filter(|items| items.last() == Some(&last)).max_by_key(Vec::len)
    }

    fn item_before(&self, first: usize, in_list: bool) -> Option<usize> {
        let mut at = first.checked_sub(1)?;
        let mut joined = false;
        if self.kind(at)? == ChunkKind::Conj && !self.is(at, "but") {
            joined = true;
            at = at.checked_sub(1)?;
        }
        if self.kind(at)? == ChunkKind::Comma {
            joined = joined || (in_list && first_item(self, first));
            at = at.checked_sub(1)?;
        }
        if !joined {
            return None;
        }
        if !self.is_np(at) {
            return None;
        }
        at = self.before_apposition(at);
        let own = first_item(self, at) && self.governor(at).is_none_or(|prep| !self.is(prep, "of") && !self.is(prep, "in"));
        if own { Some(at) } else { self.free_np_before(at + 1) }
    }

    /// The objects of the verb group at chunk `vg`: the noun phrases right of it, as a list.
    pub fn objects(&self, vg: usize) -> Vec<usize> {
        let mut at = vg + 1;
        while matches!(self.kind(at), Some(ChunkKind::Adv | ChunkKind::Quote | ChunkKind::Adj))
            || self.is(at, "either")
            || self.is(at, "both") && !self.is_np(at)
        {
            at += 1;
        }
        if !self.is_np(at) {
            return Vec::new();
        }
        self.list_from(at)
    }

    /// The noun phrases joined with the one at `first`, going right.
    pub fn list_from(&self, first: usize) -> Vec<usize> {
        self.list_until(first, None)
    }

    /// The noun phrases joined with the one at `first`, whatever verb follows: they stand inside its subject.
    pub fn list_in_subject(&self, first: usize) -> Vec<usize> {
        self.list_until(first, Some(usize::MAX))
    }

    /// The list that starts at `first`, no further than `until`. What shares a finite verb behind it is no part: "killed
    /// two guards, a cook and a driver said".
    fn list_until(&self, first: usize, until: Option<usize>) -> Vec<usize> {
        let mut items = vec![first];
        let mut loose = Vec::new();
        let mut last = first;
        while let Some((next, comma, conj)) = self.item_after(last).filter(|_| Some(last) != until) {
            if Some(next) != until && until != Some(usize::MAX) && self.opens_own_clause(next) {
                let shared = if comma { 0 } else { loose.iter().rev().take_while(|joint| **joint).count() };
                items.truncate(items.len() - shared);
                break;
            }
            items.push(next);
            loose.push(!conj);
            last = next;
        }
        items
    }

    fn opens_own_clause(&self, at: usize) -> bool {
        self.vg(self.item_end(at) + 1).is_some_and(|vg| vg.form == VerbForm::Finite || vg.passive || vg.copula)
    }

    /// The last chunk of the noun phrase at `at` with its prepositional phrases.
    pub fn np_end(&self, at: usize) -> usize {
        let mut end = at;
        while self.kind(end + 1) == Some(ChunkKind::Prep) && self.is_np(end + 2) {
            end += 2;
        }
        end
    }

    /// The last chunk of a list item: with an age, what stands in brackets and what explains it between commas.
    fn item_end(&self, at: usize) -> usize {
        let mut end = self.over_aside(self.np_end(at));
        for _ in 0..2 {
            end = self.apposition(at, end).unwrap_or(end);
        }
        end
    }

    /// From the chunk at `end` over brackets or dashes that open behind it.
    fn over_aside(&self, end: usize) -> usize {
        let close = match self.kind(end + 1) {
            Some(ChunkKind::Open) => ChunkKind::Close,
            Some(ChunkKind::Dash) => ChunkKind::Dash,
            _ => return end,
        };
        let mut last = (end + 3..end + 9).find(|&at| self.kind(at) == Some(close)).unwrap_or(end);
        while last > end && self.kind(last + 1) == Some(ChunkKind::Dash) {
            last += 1;
        }
        last
    }

    /// ", 42", ", a former mayor of Pasto" behind the noun phrase at `at`, which ends at `end`; ", Ana Ruiz" behind "a driver".
    fn apposition(&self, at: usize, end: usize) -> Option<usize> {
        let (np, other) = (self.np(at)?, self.np(end + 2)?);
        if self.kind(end + 1) != Some(ChunkKind::Comma) || !is_one(np) {
            return None;
        }
        let age = other.head.is_none() && self.quantity(end + 2).and_then(|quantity| quantity.best).is_some_and(|best| best < OLDEST);
        let explains = is_one(other) && np.proper != other.proper && other.determiner != super::chunk::Determiner::Possessive;
        let told = np.proper || self.governor(at).is_none_or(|prep| self.is(prep, "of"));
        let last = if age { end + 2 } else { self.over_aside(self.np_end(end + 2)) };
        let stops = matches!(self.kind(last + 1), None | Some(ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::Close | ChunkKind::Other))
            || (age && self.kind(last + 1) == Some(ChunkKind::Conj));
        ((age || (explains && told)) && stops).then_some(last)
    }

    /// From "42" in "Marta Solano, 42," or "a nurse" in "Marta Solano, a nurse," back to the name.
    fn before_apposition(&self, at: usize) -> usize {
        let whole = at.checked_sub(2).filter(|&whole| self.is_np(whole) && self.apposition(whole, whole).is_some_and(|end| end >= at));
        whole.map_or(at, |whole| self.before_apposition(whole))
    }

    fn is_name(&self, at: usize) -> bool {
        let named = |np: &super::chunk::NounPhrase| self.tags.get(np.first as usize..=np.last as usize).is_some_and(|tags| tags.contains(&Tag::Propn));
        self.np(at).is_some_and(|np| !np.plural && np.quantity.is_none() && (np.proper || (np.determiner == super::chunk::Determiner::Bare && named(np))))
    }

    /// How many chunks at `at` join items of a list: "and", "along with", "as well as".
    fn joins(&self, at: usize) -> usize {
        let with = self.is(at + 1, "with") && (self.is(at, "along") || self.is(at, "together"));
        let well = self.is(at, "as") && self.is(at + 1, "well") && self.is(at + 2, "as");
        match self.kind(at) {
            Some(ChunkKind::Conj) => usize::from(!self.is(at, "but")),
            _ if with => 2,
            _ => 3 * usize::from(well),
        }
    }

    /// The name that explains the person at `at`: "her mother, Marta Oroz,".
    pub fn name_behind(&self, at: usize) -> Option<u32> {
        let name = self.np(at + 2).filter(|name| name.proper && self.apposition(at, at) == Some(at + 2))?;
        Some(name.last)
    }

    /// The next item of the list, whether a comma or semicolon and whether "and" leads to it.
    fn item_after(&self, last: usize) -> Option<(usize, bool, bool)> {
        let mut at = self.item_end(last) + 1;
        let comma = matches!(self.kind(at), Some(ChunkKind::Comma | ChunkKind::Semicolon));
        at += usize::from(comma);
        let joint = self.joins(at);
        let conj = joint > 0;
        at += joint;
        while self.kind(at) == Some(ChunkKind::Adv) {
            at += 1;
        }
        if !(comma || conj) || !self.is_np(at) {
            return None;
        }
        let close = self.np_end(last) == last;
        let named = self.is_name(at) && close;
        let counted = self.quantity(at).is_some()
            || named
            || (close && self.np(at).is_some_and(|np| np.plural))
            || self.np(at).is_some_and(|np| np.determiner != super::chunk::Determiner::Bare && !np.pronoun)
            || conj;
        let inside =
            !close && self.np(at).is_some_and(|np| np.determiner == super::chunk::Determiner::Bare && np.quantity.is_none() && !np.plural && !np.proper);
        (counted && !inside && (conj || self.continues_list(at))).then_some((at, comma, conj))
    }

    /// A comma item belongs to the list only if the list goes on: another comma or "and" with a noun phrase after it.
    fn continues_list(&self, at: usize) -> bool {
        let end = self.item_end(at) + 1;
        let comma = matches!(self.kind(end), Some(ChunkKind::Comma | ChunkKind::Semicolon));
        let next = end + usize::from(comma);
        let joint = self.joins(next);
        let item = next + joint + usize::from(self.kind(next + joint) == Some(ChunkKind::Adv));
        (comma || joint > 0) && self.is_np(item)
    }
}

/// Whether a preposition may also open a clause; grammar, not vocabulary.
fn may_open_clause(word: &str) -> bool {
    matches!(word.len(), 2 | 4..=6)
        && !word.eq_ignore_ascii_case("of")
        && ["after", "since", "before", "as", "until", "than"].iter().any(|other| word.eq_ignore_ascii_case(other))
}

fn first_item(clauses: &Clauses, first: usize) -> bool {
    clauses.quantity(first).is_some()
        || clauses.np(first).is_some_and(|np| np.determiner == super::chunk::Determiner::Article || np.determiner == super::chunk::Determiner::Possessive)
}

/// Somebody or something, by itself and not counted.
fn is_one(np: &super::chunk::NounPhrase) -> bool {
    np.head.is_some() && np.quantity.is_none() && !np.plural && !np.pronoun
}
