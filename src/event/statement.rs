//! Statements: responsibility, outcome, control, materiel, eyewitness, self-description, warning, demand.
//!
//! In: one sentence, the scene, and who is quoted. Out: [`Statement`]s with actor and source. Figures are `casualty`'s.

use super::rules;
use super::scene::Class;
use super::trigger::{Reading, Trigger};
use crate::lexicon::{Code, Table, row};
use crate::mention::Found;
use crate::rule::Rule;
use crate::schema::{Entity, Id, Provenance, Statement};
use crate::syntax::{ChunkKind, Frame, VerbForm, find_frames};
use crate::text::Set;
use crate::token::{Match, Tag};
use std::borrow::Cow;
use std::cell::LazyCell;

/// The statements of one sentence; events and ids are filled in later.
pub(super) fn statements<'t>(reading: &Reading<'_, 't>, found: &Found<'t>, triggers: &[Trigger]) -> Vec<Statement<'t>> {
    let finder = Finder { reading, found };
    let mut list: Vec<Statement<'t>> = finder.responsibility();
    let told = list.is_empty().then(|| finder.deeds(triggers));
    list.extend(told.into_iter().flatten());
    list.extend(triggers.iter().filter_map(|trigger| finder.outcome(trigger)));
    list.extend(finder.spoken());
    if !list.iter().any(|made| made.kind == "materiel") {
        list.extend(finder.materiel());
    }
    list
}

/// Of deeds told again and again by the same party, the first telling stands for all.
pub(super) fn told_once(list: &mut Vec<Statement>) {
    let mut known: Set<(Option<Id>, Option<Id>)> = Set::default();
    list.retain(|made| {
        let new = made.kind != "responsibility" || known.insert((made.actor, made.source));
        new || ![&rules::OWN_DEED, &rules::DEED_OF_ANOTHER].contains(&made.provenance.rule)
    });
}

/// Names a pronoun looks back over.
const NAMES_BACK: usize = 8;

struct Finder<'a, 'r, 't> {
    reading: &'r Reading<'a, 't>,
    found: &'r Found<'t>,
}

impl<'t> Finder<'_, '_, 't> {
    fn phrase(&self, at: u32) -> Option<&Match> {
        self.reading.parsed.phrases.of(at as usize, Table::StatementWords).next()
    }

    fn statement(&self, kind: &'static str, rule: Rule, first: u32, last: u32) -> Statement<'t> {
        let span = self.reading.parsed.tokens.span(first as usize, last as usize);
        Statement {
            id: Id('S', 0),
            kind,
            r#type: None,
            value: None,
            actor: None,
            source: None,
            event: None,
            channel: None,
            object: None,
            count: None,
            evidence: vec![span],
            provenance: Provenance::new(rule, span),
        }
    }

    fn responsibility(&self) -> Vec<Statement<'t>> {
        let (first, last) = (self.reading.first, self.reading.last);
        let mut list = Vec::new();
        let mut at = first;
        while at <= last {
            let Some(hit) = self.phrase(at).copied() else {
                at += 1;
                continue;
            };
            at = hit.last + 1;
            if hit.sense.code() == Code::Owns {
                list.extend(self.owns(hit));
            }
            if self.reading.is_word(hit.first, "responsible") {
                list.extend(self.answers_for(hit));
            }
            let rule: Rule = match hit.sense.code() {
                Code::ClaimsIt => &rules::CLAIM,
                Code::DeniesIt => &rules::DENIAL,
                Code::Blames | Code::Hallmarks => &rules::ACCUSATION,
                Code::Suspects => &rules::SUSPICION,
                Code::NobodyClaims => &rules::NO_CLAIM,
                _ => continue,
            };
            list.extend(self.responsible(hit, rule));
            if matches!(hit.sense.code(), Code::Blames | Code::Hallmarks | Code::Suspects) {
                list.extend(self.further_accused(hit, &list));
            }
            if hit.sense.code() == Code::DeniesIt {
                list.extend(self.counter_accused(hit, list.last()));
            }
        }
        list.dedup_by(|b, a| a.r#type == b.r#type && a.actor == b.actor && a.source == b.source);
        list
    }

    fn responsible(&self, hit: Match, rule: Rule) -> Option<Statement<'t>> {
        let code = hit.sense.code();
        let bare = hit.first == hit.last && code == Code::DeniesIt;
        if bare && !self.about_guilt(hit) && !self.about_deed(hit) {
            return None;
        }
        let unsaid = code == Code::DeniesIt
            && (self.nobody(hit.first) || self.reading.chunk_of(hit.first).and_then(|at| self.reading.clauses.vg(at)).is_some_and(|group| group.negated));
        let whole = code == Code::DeniesIt && hit.first != hit.last;
        if unsaid || code != Code::NobodyClaims && !whole && !self.about_violence() {
            return None;
        }
        let mut made = self.statement("responsibility", rule, hit.first, hit.last);
        made.provenance = made.provenance.with_entry(hit.sense.entry());
        let before = self.party_before(hit.first);
        let after = self.party_after(hit.last);
        if code == Code::Suspects && self.reading.parsed.tag(hit.first as usize) == Tag::NounPl {
            return None;
        }
        let passive = self.passive(hit.first);
        let by = self.by_party(hit.last);
        (made.r#type, made.actor, made.source) = match code {
            Code::ClaimsIt if self.nobody(hit.first) => (Some("no_claim"), None, None),
            Code::ClaimsIt if passive => (Some("claim"), by.or(after), by.or(after)),
            Code::ClaimsIt => (Some("claim"), before.map(|id| self.party_of(id)), before),
            Code::DeniesIt => (Some("denial"), before.map(|id| self.party_of(id)), before),
            Code::Blames if self.participle(hit.first).is_some() => (Some("accusation"), self.participle(hit.first), by),
            Code::Blames if passive || by.is_some() => {
                let to = self.word_party(hit.last, "to").or_else(|| self.on_party(hit.last));
                (Some("accusation"), to.or(before), by)
            }
            Code::Blames => (Some("accusation"), self.object_party(hit), self.subject_of(self.reading.chunk_of(hit.first)?)),
            Code::Hallmarks => (Some("accusation"), self.culprit(hit).or(after), self.speaker()),
            Code::Suspects => (Some("suspicion"), self.object_party(hit), self.speaker()),
            _ => (Some("no_claim"), None, None),
        };
        if matches!(code, Code::Blames | Code::Suspects) && made.actor.is_none() || matches!(made.r#type, Some("claim" | "denial")) && made.actor.is_none() {
            return None;
        }
        if made.r#type == Some("accusation") && made.actor == made.source {
            return None;
        }
        made.source = made.source.filter(|source| made.r#type != Some("suspicion") || made.actor != Some(*source));
        if matches!(code, Code::Suspects | Code::Hallmarks) && !self.suspect_is_armed(made.actor) {
            return None;
        }
        self.add_channel(&mut made);
        Some(made)
    }

    /// "The group claimed the raid": what is claimed is a deed.
    fn owns(&self, hit: Match) -> Option<Statement<'t>> {
        let verb = self.reading.chunk_of(hit.first).filter(|chunk| self.reading.clauses.is_vg(*chunk))?;
        let object = self.reading.clauses.np(verb + 1).and_then(|np| np.head).filter(|head| self.violent_word(*head))?;
        let source = self.party_before(hit.first)?;
        let mut made = self.statement("responsibility", &rules::CLAIM, hit.first, object);
        made.provenance = made.provenance.with_entry(hit.sense.entry());
        (made.r#type, made.actor, made.source) =
            if self.nobody(hit.first) { (Some("no_claim"), None, None) } else { (Some("claim"), Some(self.party_of(source)), Some(source)) };
        self.add_channel(&mut made);
        Some(made)
    }

    /// "The minister held the rebels responsible", "said the rebels were responsible for the attack".
    fn answers_for(&self, hit: Match) -> Option<Statement<'t>> {
        let clauses = &self.reading.clauses;
        let here = self.reading.chunk_of(hit.first)?;
        let before = here.checked_sub(1).filter(|_| self.about_violence())?;
        let held = |verb: &usize| {
            clauses.vg(*verb).is_some_and(|group| self.reading.parsed.phrases.coded(group.main as usize, Table::StatementWords, Code::Holds).is_some())
        };
        let (actor, source) = if clauses.is_vg(before) {
            let said = clauses.vg(before).filter(|group| !group.negated && !group.passive).and_then(|_| clauses.subject(before))?;
            (self.named(self.whole_subject(said))?, self.speaker_before(hit.first)?)
        } else {
            let holder = (before.saturating_sub(4)..before).rev().find(held)?;
            let named = (holder + 1..=here).filter(|&at| clauses.is_np(at)).find_map(|np| self.named(np).filter(|id| self.can_do_it(*id)))?;
            (named, self.subject_of(holder)?)
        };
        if actor == source || !self.can_do_it(actor) {
            return None;
        }
        let mut made = self.statement("responsibility", &rules::ACCUSATION, hit.first, hit.last);
        (made.r#type, made.actor, made.source) = (Some("accusation"), Some(actor), Some(source));
        made.provenance = made.provenance.with_entry(hit.sense.entry());
        self.add_channel(&mut made);
        Some(made)
    }

    fn suspect_is_armed(&self, actor: Option<Id>) -> bool {
        let entity = actor.and_then(|id| self.found.entities.get(id.index()));
        entity.is_some_and(|entity| self.can_do_it(entity.id) && !entity.generic)
    }

    /// Parties and people do things; meetings and newspapers do not.
    fn can_do_it(&self, id: Id) -> bool {
        let able = ["armed_group", "state_force", "external_force", "private_military", "government", "person", "group_of_people"];
        self.found.entities.get(id.index()).is_some_and(|entity| able.contains(&entity.r#type))
    }

    /// Whom "blamed", "suspected" and their like are about: a party in the phrase of the word itself or in the next ones of its clause.
    fn object_party(&self, hit: Match) -> Option<Id> {
        let own = self.reading.chunk_of(hit.last)?;
        let clauses = &self.reading.clauses;
        let from = own + usize::from(!clauses.is_np(own));
        let end = (from..clauses.list.len()).find(|&at| clauses.is_vg(at)).unwrap_or(clauses.list.len()).min(from + 6);
        let named = |np: usize| self.reading.actors_of(np).last().and_then(|at| self.reading.actor(*at)?.entity).or_else(|| self.named(np));
        (from..end).filter(|&at| clauses.is_np(at)).filter_map(named).find(|id| self.can_do_it(*id))
    }

    /// "the regime accused by France of ...", "the men accused of ...": who stands before a participle.
    fn participle(&self, at: u32) -> Option<Id> {
        let chunk = self.reading.chunk_of(at)?;
        let next = self.reading.parsed.tokens.text_of(at as usize + 1);
        let reduced =
            self.reading.clauses.is_np(chunk.checked_sub(1)?) && !self.passive(at) && (next.eq_ignore_ascii_case("by") || next.eq_ignore_ascii_case("of"));
        // "Musa Adam, a former guard accused of ..."
        let apposed = chunk.checked_sub(3).filter(|np| self.reading.clauses.is(np + 1, ","));
        let own = || self.named(apposed.unwrap_or(chunk - 1)).or_else(|| self.named(chunk - 1));
        reduced.then(own).flatten().filter(|id| self.can_do_it(*id))
    }

    /// "Said was behind the attack": the subject.
    fn culprit(&self, hit: Match) -> Option<Id> {
        let behind = self.reading.parsed.tokens.text_of(hit.last as usize).eq_ignore_ascii_case("behind");
        let subject = self.reading.clauses.subject(self.reading.chunk_of(hit.first)?).filter(|_| behind)?;
        self.reading.actors_of(subject).last().and_then(|at| self.reading.actor(*at)?.entity)
    }

    /// A spokesman claims and denies for his party.
    fn party_of(&self, id: Id) -> Id {
        let speaks = |entity: &&Entity| entity.role.as_deref().is_some_and(|role| role.starts_with("spokes"));
        let entity = self.found.entities.get(id.index()).filter(speaks);
        let party = entity
            .and_then(|entity| entity.affiliations.iter().find(|tie| self.found.entities.get(tie.to.index()).is_some_and(|to| to.r#type == "armed_group")));
        party.map_or(id, |tie| tie.to)
    }

    /// "denied that they attacked the village", "denied having killed anyone".
    fn about_deed(&self, hit: Match) -> bool {
        let clauses = &self.reading.clauses;
        let Some(chunk) = self.reading.chunk_of(hit.first) else { return false };
        if clauses.np(chunk + 1).is_some_and(|np| np.head.is_some_and(|head| self.violent_word(head))) {
            return true;
        }
        let Some((verb, group)) = (chunk + 1..chunk + 5).find_map(|at| clauses.vg(at).map(|group| (at, group))) else { return false };
        let own = clauses.np(verb - 1).is_some_and(|np| np.pronoun) || verb == chunk + 1 && (group.form == VerbForm::Ing || group.perfect);
        own && !group.passive && self.violent_word(group.main)
    }

    /// A word of harm or violence starts at token `at`.
    fn violent_word(&self, at: u32) -> bool {
        self.reading.parsed.phrases.at(at as usize).iter().any(|hit| match hit.sense.table() {
            Table::HarmVerbs => true,
            Table::EventVerbs | Table::EventNouns => violent(hit.sense.code()),
            _ => false,
        })
    }

    /// "accused A, B and C": the others of the list.
    fn further_accused(&self, hit: Match, list: &[Statement<'t>]) -> Vec<Statement<'t>> {
        let Some(first) = list.last().filter(|made| matches!(made.r#type, Some("accusation" | "suspicion"))) else { return Vec::new() };
        let object = self.reading.chunk_of(hit.last).map(|chunk| chunk + usize::from(!self.reading.clauses.is_np(chunk)));
        let object = object.filter(|np| self.reading.clauses.is_np(*np));
        let items = object.map(|np| self.reading.clauses.list_from(np)).unwrap_or_default();
        let actors = items.into_iter().skip(1).filter_map(|np| self.reading.actors_of(np).last().copied()).filter_map(|at| self.reading.actor(at)?.entity);
        actors.filter(|id| Some(*id) != first.actor && Some(*id) != first.source).map(|id| Statement { actor: Some(id), ..first.clone() }).collect()
    }

    /// "denied it and said that the army had bombed the road": who denies points at another.
    fn counter_accused(&self, hit: Match, denial: Option<&Statement<'t>>) -> Option<Statement<'t>> {
        let denial = denial.filter(|made| made.r#type == Some("denial"))?;
        let from = self.reading.chunk_of(hit.last)? + 1;
        let said = (from..self.reading.clauses.list.len()).find(|&chunk| self.speech(chunk))?;
        let said = self.reading.clauses.list.get(said)?;
        let actor = self.party_after(said.last).filter(|id| Some(*id) != denial.actor && Some(*id) != denial.source)?;
        let made = self.statement("responsibility", &rules::ACCUSATION, said.first, said.last);
        Some(Statement { r#type: Some("accusation"), actor: Some(actor), source: denial.source, ..made })
    }

    /// "denied it was behind", "denied the group's involvement": a word of guilt within reach.
    fn about_guilt(&self, hit: Match) -> bool {
        (hit.last + 1..=self.reading.last.min(hit.last + 9))
            .any(|at| self.reading.parsed.phrases.coded(at as usize, Table::StatementWords, Code::Guilt).is_some())
    }

    /// The sentence speaks of an act of violence.
    fn about_violence(&self) -> bool {
        let (first, last) = (self.reading.first, self.reading.last);
        let word = (first..=last).any(|at| {
            self.reading.parsed.phrases.at(at as usize).iter().any(|hit| matches!(hit.sense.table(), Table::EventNouns | Table::EventVerbs | Table::HarmVerbs))
        });
        let actor =
            self.reading.scene.actors.get(self.reading.scene.actor_range(first, last)).unwrap_or(&[]).iter().any(|actor| actor.class == Class::Nonstate);
        word || actor || self.reading.scene.has_cue(Code::Front, first, last)
    }

    /// "The brigade said it had killed six rebels", "the ministry said that the rebels had shelled the market": a party owns up to
    /// a deed, or lays it at another's door, without a word of guilt.
    fn deeds(&self, triggers: &[Trigger]) -> Vec<Statement<'t>> {
        let frames = LazyCell::new(|| find_frames(&self.reading.clauses, &self.reading.parsed.phrases, 0));
        let mut list: Vec<Statement<'t>> = Vec::new();
        for trigger in triggers.iter().filter(|trigger| self.violent(trigger)) {
            let inside = |frame: &&Frame| {
                matches!(frame.kind, Code::Say | Code::Claim | Code::Confirm | Code::Accuse)
                    && frame.scope_first <= trigger.first
                    && trigger.first <= frame.scope_last
            };
            let Some(source) = frames.iter().filter(inside).max_by_key(|frame| frame.scope_first).and_then(|frame| self.frame_speaker(frame)) else { continue };
            let actors = trigger.attackers.iter().filter_map(|at| self.reading.actor(*at)?.entity);
            for actor in actors.filter(|id| self.suspect_is_armed(Some(*id)) && !self.person(*id)) {
                let Some((kind, rule)) = self.deed(source, actor) else { continue };
                if !list.iter().any(|made| made.actor == Some(actor) && made.source == Some(source)) {
                    let mut made = self.statement("responsibility", rule, trigger.first, trigger.last);
                    (made.r#type, made.actor, made.source) = (Some(kind), Some(actor), Some(source));
                    self.add_channel(&mut made);
                    list.push(made);
                }
            }
        }
        list
    }

    /// What it is when `source` says that `actor` did it: an armed group claims its own deeds, and no state accuses its own forces.
    fn deed(&self, source: Id, actor: Id) -> Option<(&'static str, Rule)> {
        let (by, party) = (self.found.entities.get(source.index())?, self.found.entities.get(actor.index())?);
        let own = actor == self.party_of(source) || by.affiliations.iter().any(|tie| tie.to == actor);
        let officer = (by.rank.is_some() || by.role.as_deref().is_some_and(|role| role.starts_with("spokes"))) && by.affiliations.is_empty();
        let same = officer && party.r#type == "state_force"
            || by.country.is_some() && by.country == party.country && party.r#type == "state_force" && matches!(by.r#type, "government" | "state_force");
        match (own, party.r#type) {
            (true, "armed_group") => Some(("claim", &rules::OWN_DEED)),
            (true, _) => None,
            (false, _) => (!same && (by.r#type != "person" || by.role.is_some())).then_some(("accusation", &rules::DEED_OF_ANOTHER)),
        }
    }

    fn violent(&self, trigger: &Trigger) -> bool {
        let done = trigger.group.is_some_and(|group| !group.negated && group.form != VerbForm::Infinitive);
        done && !trigger.noun && violent(trigger.code)
    }

    fn person(&self, id: Id) -> bool {
        self.found.entities.get(id.index()).is_some_and(|entity| entity.r#type == "person")
    }

    fn frame_speaker(&self, frame: &Frame) -> Option<Id> {
        let np = self.reading.chunk_of(frame.speaker_head)?;
        self.named(np).or_else(|| self.speaker_named(np)).or_else(|| self.antecedent(np))
    }

    fn nobody(&self, at: u32) -> bool {
        let start = at.saturating_sub(6).max(self.reading.first);
        (start..at).any(|at| self.reading.parsed.phrases.coded(at as usize, Table::StatementWords, Code::Nobody).is_some())
    }

    fn passive(&self, at: u32) -> bool {
        self.reading.chunk_of(at).and_then(|chunk| self.reading.clauses.vg(chunk)).is_some_and(|group| group.passive)
    }

    fn party_before(&self, at: u32) -> Option<Id> {
        let here = self.reading.chunk_of(at);
        // "said that it carried out": the subject of the verb of speech before
        let verb = here.filter(|chunk| self.reading.clauses.is_vg(*chunk)).or_else(|| (here?.saturating_sub(6)..here?).rev().find(|&chunk| self.speech(chunk)));
        let subject = verb.and_then(|chunk| self.reading.clauses.subject(chunk));
        let subject = subject.map(|np| self.whole_subject(np));
        let from_subject =
            subject.and_then(|np| self.reading.actors_of(np).last().copied()).and_then(|at| self.reading.actor(at)).and_then(|actor| actor.entity);
        from_subject.or_else(|| self.antecedent(subject?)).or_else(|| {
            let range = self.reading.scene.actor_range(self.reading.first, at.saturating_sub(1));
            let before = self.reading.scene.actors.get(range)?;
            let armed = || before.iter().rev().filter(|actor| actor.class.armed());
            let free = armed().filter(|actor| self.reading.chunk_of(actor.first).is_none_or(|chunk| self.reading.clauses.governor(chunk).is_none()));
            free.chain(armed()).chain(before.iter().rev()).find_map(|actor| actor.entity)
        })
    }

    /// "They claimed responsibility": the armed group named last in the sentences before.
    fn pronoun_party(&self, subject: usize) -> Option<Id> {
        self.reading.clauses.np(subject).filter(|np| np.pronoun)?;
        let before = self.reading.scene.actors.get(..self.reading.scene.actor_range(0, self.reading.first.checked_sub(1)?).end)?;
        let armed = || before.iter().rev().take(12).filter(|actor| actor.class == Class::Nonstate).filter_map(|actor| actor.entity);
        let named = |id: &Id| self.found.entities.get(id.index()).is_some_and(|entity| !entity.generic);
        armed().find(named).or_else(|| armed().next())
    }

    fn party_after(&self, at: u32) -> Option<Id> {
        let range = self.reading.scene.actor_range(at + 1, self.reading.last.min(at + 14));
        self.reading.scene.actors.get(range)?.iter().find_map(|actor| actor.entity)
    }

    fn by_party(&self, at: u32) -> Option<Id> {
        self.word_party(at, "by")
    }

    /// The party right after the word `word`, itself close after token `at`.
    fn word_party(&self, at: u32, word: &str) -> Option<Id> {
        let from = (at + 1..=self.reading.last.min(at + 6)).find(|at| self.reading.parsed.tokens.text_of(*at as usize).eq_ignore_ascii_case(word))?;
        let range = self.reading.scene.actor_range(from + 1, self.reading.last.min(from + 4));
        self.reading.scene.actors.get(range)?.iter().find_map(|actor| actor.entity)
    }

    fn on_party(&self, at: u32) -> Option<Id> {
        let from = (at + 1..=self.reading.last.min(at + 3)).find(|at| self.reading.parsed.tokens.text_of(*at as usize).eq_ignore_ascii_case("on"))?;
        self.party_after(from)
    }

    /// Who speaks in the sentence: the subject of its first verb of speech.
    fn speaker(&self) -> Option<Id> {
        let chunks = self.reading.clauses.list.len();
        self.subject_of((0..chunks).find(|&chunk| self.speech(chunk))?)
    }

    /// Who speaks nearest before token `at`; whoever speaks in the sentence where nobody does.
    fn speaker_before(&self, at: u32) -> Option<Id> {
        let here = self.reading.chunk_of(at)?;
        let verb = (0..here).rev().find(|&chunk| self.speech(chunk));
        verb.and_then(|verb| self.subject_of(verb)).or_else(|| self.speaker())
    }

    fn speech(&self, chunk: usize) -> bool {
        self.reading.clauses.vg(chunk).is_some_and(|group| self.says(group.main))
    }

    fn subject_of(&self, verb: usize) -> Option<Id> {
        let subject = self.whole_subject(self.reading.clauses.subject(verb)?);
        self.named(subject).or_else(|| self.speaker_named(subject)).or_else(|| self.antecedent(subject))
    }

    /// "Musa Adam, leader of the Front, accused": of a subject with an apposition, who is named first.
    fn whole_subject(&self, subject: usize) -> usize {
        let clauses = &self.reading.clauses;
        let mut np = subject;
        for _ in 0..3 {
            match clauses.governor(np).and_then(|prep| prep.checked_sub(1)).filter(|before| clauses.is_np(*before)) {
                Some(before) => np = before,
                None => break,
            }
        }
        let named = |np: &usize| clauses.np(*np).is_some_and(|np| np.proper) && self.named(*np).is_some();
        let apposed = np.checked_sub(2).filter(|_| matches!(clauses.kind(np.saturating_sub(1)), Some(ChunkKind::Comma)));
        apposed.filter(named).unwrap_or(np)
    }

    /// Who the noun phrase names: by its head, else by anything in it.
    fn named(&self, np: usize) -> Option<Id> {
        let reach = self.reading.clauses.list.get(np)?;
        let head = self.reading.clauses.np(np)?.head.unwrap_or(reach.last);
        let entity = |first: u32| self.found.entity_at(self.reading.parsed.tokens.span(first as usize, reach.last as usize));
        entity(head).or_else(|| entity(reach.first)).map(|entity| entity.id)
    }

    /// "It said": the source, ministry or organisation named last.
    fn speaker_named(&self, subject: usize) -> Option<Id> {
        let np = self.reading.clauses.np(subject).filter(|np| np.pronoun && self.reading.clauses.is(subject, "it"))?;
        self.named_before(np.first, |entity| matches!(entity.r#type, "source" | "organisation" | "government"))
    }

    fn named_before(&self, at: u32, fits: impl Fn(&Entity) -> bool) -> Option<Id> {
        let start = self.reading.parsed.tokens.span(at as usize, at as usize).start;
        let before = self.found.mentions.get(..self.found.mentions.partition_point(|mention| mention.end <= start))?;
        let known = |id: &Id| self.found.entities.get(id.index()).is_some_and(&fits);
        before.iter().rev().take(NAMES_BACK).map(|mention| mention.entity).find(known)
    }

    /// "He" is the person named last; "it" and "they" are the armed group, else whoever was named last.
    fn antecedent(&self, subject: usize) -> Option<Id> {
        let np = self.reading.clauses.np(subject).filter(|np| np.pronoun)?;
        if !["he", "she"].iter().any(|word| self.reading.clauses.is(subject, word)) {
            return self.pronoun_party(subject);
        }
        self.named_before(np.first, |entity| entity.r#type == "person")
    }

    fn says(&self, at: u32) -> bool {
        self.reading.parsed.phrases.has(at as usize, Table::Attribution)
    }

    /// By which way it was said; the words that say so are evidence.
    fn add_channel(&self, made: &mut Statement<'t>) {
        let hit = (self.reading.first..=self.reading.last).find_map(|at| self.phrase(at).filter(|hit| hit.sense.code() == Code::Channel));
        let Some(hit) = hit else { return };
        made.channel = Some(row(hit.sense.entry()).get("value"));
        made.evidence.push(self.reading.parsed.tokens.span(hit.first as usize, hit.last as usize));
    }

    /// Outcome, control and materiel from the triggers.
    fn outcome(&self, trigger: &Trigger) -> Option<Statement<'t>> {
        if trigger.noun || trigger.group.is_some_and(|group| group.negated) {
            return None;
        }
        let (kind, rule, value): (_, Rule, _) = match trigger.code {
            Code::Repel => ("military_outcome", &rules::OUTCOME, "repelled"),
            Code::Seize => ("territorial_control", &rules::CONTROL, "seized"),
            Code::Retake => ("territorial_control", &rules::CONTROL, "retook"),
            Code::Withdraw => ("territorial_control", &rules::CONTROL, "withdrew"),
            Code::Disarm => ("materiel", &rules::MATERIEL, "recovered"),
            _ => return None,
        };
        let end = trigger.object.last().map_or(trigger.last, |object| object.last.max(trigger.last));
        let start = trigger.group.map_or(trigger.first, |group| group.first).min(trigger.object.first().map_or(trigger.first, |object| object.first));
        let mut made = self.statement(kind, rule, start, end);
        made.provenance = made.provenance.with_entry(trigger.sense.entry());
        made.value = Some(Cow::Borrowed(value));
        made.actor = trigger.attackers.iter().find_map(|at| self.reading.actor(*at)?.entity).or_else(|| self.speaker_party());
        made.source = self.speaker_before(trigger.first).or(made.actor);
        if kind != "military_outcome" {
            self.object(trigger, &mut made);
        }
        Some(made)
    }

    fn speaker_party(&self) -> Option<Id> {
        self.speaker()
            .filter(|id| self.found.entities.get(id.index()).is_some_and(|entity| matches!(entity.r#type, "state_force" | "armed_group" | "external_force")))
    }

    fn object(&self, trigger: &Trigger, made: &mut Statement<'t>) {
        let Some(object) = trigger.object.first() else { return };
        let last = trigger.object.last().map_or(object.last, |object| object.last);
        let span = self.reading.parsed.tokens.span(object.first as usize, last as usize);
        made.object = Some(Cow::Borrowed(span.of(self.reading.parsed.tokens.text)));
        let np = self.reading.chunk_of(object.first);
        made.count = np.and_then(|np| self.reading.clauses.quantity(np)).and_then(|quantity| quantity.best);
    }

    /// "reported the recovery of weapons": the weapon itself says so.
    fn materiel(&self) -> Option<Statement<'t>> {
        let spots = super::scene::spots_in(&self.reading.scene.weapons, self.reading.first, self.reading.last);
        let (spot, weapon) = spots
            .iter()
            .filter_map(|spot| self.found.weapons.get(spot.index).map(|weapon| (spot, weapon)))
            .find(|(_, weapon)| matches!(weapon.r#use, Some("recovered_by" | "seized" | "destroyed")))?;
        let mut made = self.statement("materiel", &rules::MATERIEL, spot.first, spot.last);
        made.value = Some(Cow::Borrowed(if weapon.r#use == Some("destroyed") { "destroyed" } else { "recovered" }));
        made.actor = weapon.by.or_else(|| self.speaker_party());
        made.source = self.speaker().or(made.actor);
        made.object = Some(weapon.text.clone());
        Some(made)
    }

    /// Eyewitness, own words, warning, demand.
    fn spoken(&self) -> Vec<Statement<'t>> {
        let mut list = Vec::new();
        let mut at = self.reading.first;
        while at <= self.reading.last {
            let Some(hit) = self.phrase(at).copied() else {
                at += 1;
                continue;
            };
            at = hit.last + 1;
            let (kind, rule): (_, Rule) = match hit.sense.code() {
                Code::Witness => ("eyewitness", &rules::EYEWITNESS),
                Code::Dubs => ("self_characterisation", &rules::SELF_DESCRIPTION),
                Code::Warns => ("warning", &rules::WARNING),
                Code::Demands => ("demand", &rules::DEMAND),
                _ => continue,
            };
            if !list.iter().any(|made: &Statement| made.kind == kind) {
                list.extend(self.said(kind, rule, hit));
            }
        }
        list
    }

    fn said(&self, kind: &'static str, rule: Rule, hit: Match) -> Option<Statement<'t>> {
        let end = self.quoted_end(hit.last).unwrap_or(self.reading.last);
        let mut made = self.statement(kind, rule, hit.first, end);
        made.provenance = made.provenance.with_entry(hit.sense.entry());
        made.source = match kind {
            "eyewitness" => self.mention_at(hit.first),
            _ => self.reading.chunk_of(hit.first).and_then(|verb| self.subject_of(verb)).or_else(|| self.party_before(hit.first)).or_else(|| self.speaker()),
        };
        self.add_channel(&mut made);
        let party = made.source.and_then(|id| self.found.entities.get(id.index()));
        let armed = party.is_some_and(|entity| matches!(entity.r#type, "armed_group" | "state_force" | "external_force"));
        match kind {
            "self_characterisation" => armed.then_some(made),
            "eyewitness" => self.spoken_by(hit).then_some(made),
            _ => made.source.is_some().then_some(made),
        }
    }

    fn spoken_by(&self, hit: Match) -> bool {
        (hit.first..=self.reading.last).chain(self.reading.first..hit.first).any(|at| self.says(at))
    }

    fn mention_at(&self, at: u32) -> Option<Id> {
        let span = self.reading.parsed.tokens.span(at as usize, at as usize);
        self.found.mentions_over(span).last().map(|mention| mention.entity)
    }

    fn quoted_end(&self, at: u32) -> Option<u32> {
        let quotes = &self.reading.parsed.quotes;
        let next = quotes.partition_point(|quote| quote.open as u32 <= at);
        let quote = quotes.get(next).filter(|quote| quote.open as u32 <= at + 8)?;
        Some((quote.close as u32).min(self.reading.last))
    }
}

/// Whether an act is one that somebody may be blamed for: fights and changes of hands are told otherwise.
pub(super) fn violent(code: Code) -> bool {
    !matches!(
        code,
        Code::Advance
            | Code::Agreement
            | Code::Arrest
            | Code::Base
            | Code::Clash
            | Code::Disarm
            | Code::Disperse
            | Code::Escape
            | Code::GroupChange
            | Code::Operation
            | Code::Protest
            | Code::Repel
            | Code::Retake
            | Code::Riot
            | Code::Seize
            | Code::Throw
            | Code::Withdraw
    )
}
