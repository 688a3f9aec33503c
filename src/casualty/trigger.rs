//! From words of harm to drafts: each verb, noun or adjective of harm in a sentence, tied to its victims by the clause.

use super::draft::{Draft, Figure, Status, Victim};
use super::rules;
use super::victim::{People, PeopleKind, VictimReader};
use crate::lexicon::{Code, Sense, Table, row};
use crate::rule::{EntryId, Rule};
use crate::syntax::{Amount, ChunkKind, Clauses, Determiner, VerbForm};
use crate::token::Tag;

/// A word of harm: tokens, row, frame.
#[derive(Clone, Copy, Debug)]
struct Harm {
    first: u32,
    last: u32,
    sense: Sense,
}

impl Harm {
    fn frame(&self) -> &'static str {
        row(self.sense.entry()).get("frame")
    }
    fn needs(&self) -> &'static str {
        row(self.sense.entry()).get("needs")
    }
    fn id(&self) -> &'static str {
        row(self.sense.entry()).get("id")
    }
}

/// Reads one sentence.
pub struct TriggerReader<'a, 't> {
    /// Victims.
    pub victims: VictimReader<'a, 't>,
    /// The sentence.
    pub clauses: Clauses<'a, 't>,
    /// Index of the sentence.
    pub sentence: usize,
    /// Drafts of the sentence so far.
    pub drafts: Vec<Draft>,
}

impl<'a, 't> TriggerReader<'a, 't> {
    /// Finds the drafts of the sentence.
    pub fn read(mut self) -> Vec<Draft> {
        for at in 0..self.clauses.list.len() {
            match self.clauses.kind(at) {
                Some(ChunkKind::Vg(_)) => self.verb(at),
                Some(ChunkKind::Np(_)) => self.noun(at),
                Some(ChunkKind::Adj | ChunkKind::Adv | ChunkKind::Other | ChunkKind::Prep) => self.state(at),
                _ => {}
            }
        }
        self.drafts
    }

    fn harm_at(&self, first: u32, last: u32, table: Table) -> Option<Harm> {
        for at in first..=last {
            let found = self.victims.parsed.phrases.at(at as usize).iter().find(|found| found.sense.table() == table && found.last >= at);
            if let Some(found) = found {
                return Some(Harm { first: at, last: found.last, sense: found.sense });
            }
        }
        None
    }

    // ---- verbs

    fn verb(&mut self, at: usize) {
        let Some(&vg) = self.clauses.vg(at) else { return };
        if let Some(harm) = self.harm_at(vg.main, vg.main, Table::HarmVerbs) {
            return self.harm_verb(at, harm);
        }
        if self.state_in_verb(at) {
            return;
        }
        self.taken(at);
        self.survivors(at);
    }

    fn harm_verb(&mut self, at: usize, harm: Harm) {
        let Some(&vg) = self.clauses.vg(at) else { return };
        let after = self.chunk_after(at, harm.last);
        let objects = self.objects_after(at, after);
        match harm.frame() {
            "lives" => self.lives(at, harm, &objects),
            "losses" => self.lost(at, harm, &objects),
            "intransitive" => self.from_subject(at, harm, &rules::VERB_SUBJECT),
            "limb" | "none" => {}
            _ if vg.passive => self.from_subject(at, harm, &rules::VERB_SUBJECT),
            "passive-only" => {}
            _ if !objects.is_empty() => {
                let rule = if vg.form == VerbForm::Ing { &rules::PARTICIPLE } else { &rules::VERB_OBJECT };
                let drafted = self.from_list(at, harm, &objects, rule);
                if !drafted && (vg.form == VerbForm::Participle || harm.frame() == "both") {
                    self.from_subject(at, harm, &rules::REDUCED);
                }
            }
            "both" => self.from_subject(at, harm, &rules::VERB_SUBJECT),
            _ if matches!(vg.form, VerbForm::Finite | VerbForm::Participle) && vg.modal.is_none() => self.reduced(at, harm),
            _ => {}
        }
    }

    /// The chunk after the words of harm, which may run past the verb group ("shot dead").
    fn chunk_after(&self, at: usize, last: u32) -> usize {
        let mut next = at + 1;
        while self.clauses.list.get(next).is_some_and(|chunk| chunk.last <= last) {
            next += 1;
        }
        next
    }

    fn objects_after(&self, at: usize, next: usize) -> Vec<usize> {
        if next == at + 1 {
            return self.clauses.objects(at);
        }
        if self.clauses.is_np(next) { self.clauses.list_from(next) } else { Vec::new() }
    }

    /// A bare participle after its victims: "Five killed in blast", "the 90 people killed".
    fn reduced(&mut self, at: usize, harm: Harm) {
        let Some(before) = at.checked_sub(1) else { return };
        let mut np = before;
        while matches!(self.clauses.kind(np), Some(ChunkKind::Adv)) && np > 0 {
            np -= 1;
        }
        if self.clauses.is_np(np) {
            let np = match self.clauses.governor(np) {
                Some(prep) if self.clauses.is(prep, "of") && prep > 0 && self.clauses.is_np(prep - 1) && self.partitive_head(prep - 1) => prep - 1,
                _ => np,
            };
            let items = self.clauses.list_ending(np);
            let items = if items.iter().all(|item| self.clauses.quantity(*item).is_some()) { items } else { vec![np] };
            self.from_list(at, harm, &items, &rules::REDUCED);
        }
    }

    fn partitive_head(&self, at: usize) -> bool {
        self.clauses.quantity(at).is_some() && self.clauses.np(at).is_some_and(|np| np.head.is_none())
    }

    fn from_subject(&mut self, at: usize, harm: Harm, rule: Rule) {
        let Some(subject) = self.clauses.subject(at) else { return };
        let items = self.clauses.list_ending(subject);
        self.from_list(at, harm, &items, rule);
    }

    /// Drafts one claim per listed noun phrase; whether any was drafted.
    fn from_list(&mut self, at: usize, harm: Harm, items: &[usize], rule: Rule) -> bool {
        let mut any = false;
        for &item in items {
            let Some(people) = self.victims.people(&self.clauses, item) else { continue };
            any |= self.draft_people(at, harm, item, people, rule);
        }
        any
    }

    fn draft_people(&mut self, at: usize, harm: Harm, item: usize, people: People, rule: Rule) -> bool {
        let strict = harm.needs() == "person" || harm.needs() == "home";
        match people.kind {
            PeopleKind::Thing(_) => return false,
            PeopleKind::Unknown if strict || !self.plausible(item, &people) => return false,
            PeopleKind::NumberOnly if strict && harm.needs() == "person" => return false,
            PeopleKind::NumberOnly if !self.countable(item) => return false,
            PeopleKind::Pronoun => return self.draft_pronoun(at, harm, item, people, rule),
            _ => {}
        }
        let mut draft = self.new_draft(at, harm, item, people.clone(), rule);
        draft.perpetrator = people.kind == PeopleKind::Reflexive;
        draft.anaphoric = people.kind == PeopleKind::Anaphor || people.kind == PeopleKind::OfThem;
        if draft.perpetrator {
            draft.rule = &rules::HIMSELF;
            draft.side = Code::Nonstate;
            draft.victim = self.clauses.subject(at).and_then(|subject| self.victims.people(&self.clauses, subject)).and_then(|people| people.victim);
        }
        self.drafts.push(draft);
        true
    }

    /// "he was killed": only when a person was named before; left to the relations otherwise.
    fn draft_pronoun(&mut self, at: usize, harm: Harm, item: usize, people: People, rule: Rule) -> bool {
        let mut draft = self.new_draft(at, harm, item, people, rule);
        draft.anaphoric = true;
        draft.inherited = true;
        self.drafts.push(draft);
        true
    }

    /// A noun no table knows is taken for people only if it is counted or a plural name.
    fn plausible(&self, item: usize, people: &People) -> bool {
        let Some(np) = self.clauses.np(item) else { return false };
        let counted = people.figure.best.is_some() && self.clauses.quantity(item).is_some();
        counted || (np.proper && np.determiner == Determiner::Bare && self.clauses.quantity(item).is_none() && np.plural)
    }

    /// A bare number counts people unless it is a date, a year, an age or has a unit of its own.
    fn countable(&self, item: usize) -> bool {
        let Some(quantity) = self.clauses.quantity(item) else { return false };
        !matches!(quantity.amount, Amount::Share(_)) && !self.is_year(item) && !self.unit_follows(item)
    }

    fn is_year(&self, item: usize) -> bool {
        let Some(quantity) = self.clauses.quantity(item) else { return false };
        let token = self.victims.parsed.tokens.text_of(quantity.core as usize);
        let governed = self.clauses.governor(item).is_some_and(|prep| ["in", "since", "of", "by", "until", "from"].iter().any(|word| self.clauses.is(prep, word)));
        token.len() == 4 && token.bytes().all(|b| b.is_ascii_digit()) && quantity.best.is_some_and(|best| (1900..2100).contains(&best)) && (governed || quantity.first == quantity.core)
    }

    fn unit_follows(&self, item: usize) -> bool {
        let Some(chunk) = self.clauses.list.get(item) else { return false };
        let next = chunk.last as usize + 1;
        self.victims.parsed.phrases.at(next).iter().any(|found| found.sense.table() == Table::Things && matches!(found.sense.code(), Code::Distance | Code::Duration | Code::Share | Code::Money))
    }

    fn new_draft(&self, at: usize, harm: Harm, item: usize, people: People, rule: Rule) -> Draft {
        let mut entries: Vec<EntryId> = vec![harm.sense.entry()];
        entries.extend(people.entries.iter().copied());
        entries.extend(self.clauses.quantity(item).iter().flat_map(|quantity| quantity.entries.iter().copied()));
        let note = row(harm.sense.entry()).get("kind");
        Draft {
            sentence: self.sentence,
            chunk: item,
            trigger: at,
            trigger_tok: harm.first,
            trigger_last: harm.last,
            outcome: self.outcome(harm, &people),
            term: (note == "euphemism").then_some((harm.first, harm.last)),
            sexual: note == "sexual",
            scare_quoted: self.in_scare_quotes(harm),
            figure: people.figure,
            victim: people.victim,
            side: people.side,
            rule,
            entries,
            relation: None,
            status: Status::Current,
            since: None,
            denied: false,
            hedged: false,
            bodies: false,
            perpetrator: false,
            derived: None,
            unit: people.unit,
            inherited: false,
            severe: false,
            anaphoric: people.kind == PeopleKind::Anaphor,
        }
    }

    /// Soldiers and fighters are captured, others abducted; lost soldiers are casualties, lost civilians dead.
    fn outcome(&self, harm: Harm, people: &People) -> Code {
        let armed = matches!(people.side, Code::State | Code::Nonstate | Code::External);
        match harm.sense.code() {
            Code::Casualty if harm.frame() == "losses" && !armed && people.side != Code::Unknown => Code::Killed,
            code => code,
        }
    }

    fn in_scare_quotes(&self, harm: Harm) -> bool {
        let tokens = &self.victims.parsed.tokens;
        let quote = |at: usize| tokens.get(at).is_some_and(|token| token.kind == crate::token::Kind::Quote);
        (harm.first as usize).checked_sub(1).is_some_and(quote) && quote(harm.last as usize + 1)
    }

    /// "claimed 12 lives", "cost the lives of 22 troops".
    fn lives(&mut self, at: usize, harm: Harm, objects: &[usize]) {
        let Some(&object) = objects.first() else { return };
        let Some(np) = self.clauses.np(object) else { return };
        let lives = np.head.and_then(|head| self.harm_at(head, head, Table::HarmNouns)).filter(|noun| noun.frame() == "lives");
        if lives.is_some() {
            self.lives_noun(at, harm, object);
        }
    }

    fn lives_noun(&mut self, at: usize, harm: Harm, object: usize) {
        if self.clauses.quantity(object).is_none() && self.clauses.is(object + 1, "of") && self.clauses.is_np(object + 2) {
            let items = self.clauses.list_from(object + 2);
            self.from_list(at, harm, &items, &rules::LIVES);
            return self.retag(Code::Killed);
        }
        let Some(mut people) = self.victims.people(&self.clauses, object).filter(|_| self.clauses.quantity(object).is_some()) else { return };
        people.victim = None;
        people.side = Code::Unknown;
        let mut draft = self.new_draft(at, harm, object, people, &rules::LIVES);
        draft.outcome = Code::Killed;
        self.drafts.push(draft);
    }

    fn retag(&mut self, outcome: Code) {
        if let Some(draft) = self.drafts.last_mut() {
            draft.outcome = outcome;
        }
    }

    /// "lost 40 men", "lost their lives" is a verb of its own; seats and matches are no people.
    fn lost(&mut self, at: usize, harm: Harm, objects: &[usize]) {
        if self.clauses.vg(at).is_some_and(|vg| vg.passive) {
            return self.from_subject(at, harm, &rules::LOST_MEN);
        }
        if objects.is_empty() {
            return self.reduced(at, harm);
        }
        if objects.first().and_then(|at| self.clauses.np(*at)).and_then(|np| np.head).is_some_and(|head| self.harm_at(head, head, Table::HarmNouns).is_some_and(|noun| noun.frame() == "lives")) {
            return self.lives(at, harm, objects);
        }
        for &item in objects {
            let followed = self.clauses.kind(item + 1);
            let state_next = matches!(followed, Some(ChunkKind::Vg(_) | ChunkKind::Adj));
            let Some(people) = self.victims.people(&self.clauses, item) else { continue };
            if matches!(people.kind, PeopleKind::Known) && !state_next {
                let mut draft = self.new_draft(at, harm, item, people, &rules::LOST_MEN);
                if draft.side == Code::Unknown {
                    draft.side = self.loser_side(at).unwrap_or(Code::Unknown);
                }
                if draft.side == Code::Unknown && draft.outcome == Code::Casualty && self.loser_is_place(at) {
                    draft.outcome = Code::Killed;
                }
                self.drafts.push(draft);
            }
        }
    }

    /// The losses are the subject's own: its side is theirs.
    fn loser_side(&self, at: usize) -> Option<Code> {
        let subject = self.clauses.subject(at)?;
        let np = self.clauses.np(subject)?;
        let chunk = self.clauses.list.get(subject)?;
        let span = self.victims.parsed.tokens.span(chunk.first as usize, chunk.last as usize);
        self.victims.group_side(span).or_else(|| self.victims.people_sense(np).map(Sense::code)).or_else(|| self.force_word(np.head?))
    }

    fn force_word(&self, head: u32) -> Option<Code> {
        self.victims.parsed.phrases.at(head as usize).iter().find_map(|found| (found.sense.table() == Table::Sides).then(|| found.sense.code()))
    }

    fn loser_is_place(&self, at: usize) -> bool {
        let subject = self.clauses.subject(at).and_then(|subject| self.clauses.np(subject)).and_then(|np| np.head);
        subject.is_some_and(|head| self.victims.parsed.phrases.at(head as usize).iter().any(|found| found.sense.table() == Table::Things && found.sense.code() == Code::Villages))
    }

    // ---- adjectives and other states

    /// "were reported dead", "went missing", "left 11 soldiers dead": a state word behind its people.
    fn state(&mut self, at: usize) {
        let Some(chunk) = self.clauses.list.get(at) else { return };
        let Some(harm) = self.harm_at(chunk.first, chunk.first, Table::HarmStates) else { return };
        self.state_of(at, harm);
    }

    fn state_in_verb(&mut self, at: usize) -> bool {
        let Some(&vg) = self.clauses.vg(at) else { return false };
        let Some(harm) = self.harm_at(vg.main, vg.main, Table::HarmStates) else { return false };
        if vg.passive {
            self.from_subject(at, harm, &rules::STATE);
        } else if matches!(vg.form, VerbForm::Participle | VerbForm::Finite) {
            self.state_of(at, harm);
        }
        true
    }

    fn state_of(&mut self, at: usize, harm: Harm) {
        if harm.frame() == "taken" {
            return;
        }
        let before = self.before_state(at);
        let Some(before) = before else { return };
        if harm.frame() == "zero" {
            return self.unharmed(at, harm, before);
        }
        if self.clauses.is_np(before) {
            let number = self.clauses.quantity(before).is_some();
            let items = if number { self.state_list(before) } else { self.clauses.list_ending(before) };
            self.from_list(at, harm, &items, &rules::STATE);
        } else if let Some(vg) = self.clauses.vg(before) {
            let linking = vg.copula || self.is_linking(vg.main);
            if linking {
                self.from_subject(before, harm, &rules::STATE);
            }
        }
    }

    /// "left 12 soldiers and three civilians dead": the list before the state word, if nothing harmful stands inside it.
    fn state_list(&self, last: usize) -> Vec<usize> {
        let items = self.clauses.list_ending(last);
        let start = items.first().copied().unwrap_or(last);
        let broken = (start..last).any(|at| matches!(self.clauses.kind(at), Some(ChunkKind::Vg(_) | ChunkKind::Adj)));
        if broken { vec![last] } else { items }
    }

    fn before_state(&self, at: usize) -> Option<usize> {
        let mut before = at.checked_sub(1)?;
        while matches!(self.clauses.kind(before), Some(ChunkKind::Adv | ChunkKind::Quote)) {
            before = before.checked_sub(1)?;
        }
        Some(before)
    }

    fn is_linking(&self, main: u32) -> bool {
        self.victims.parsed.phrases.at(main as usize).iter().any(|found| found.sense.code() == Code::Linking)
    }

    /// "escaped unharmed": an explicit zero for the people named.
    fn unharmed(&mut self, at: usize, harm: Harm, before: usize) {
        let subject = if self.clauses.is_vg(before) { self.clauses.subject(before) } else { Some(before) };
        let people = subject.and_then(|subject| self.victims.people(&self.clauses, subject));
        let figure = Figure { first: harm.first, last: harm.last, low: Some(0), high: Some(0), best: Some(0), qualifier: "none", share: None };
        let (victim, side) = people.map_or((None, Code::Unknown), |people| (people.victim, people.side));
        let side = if victim.is_some() { Code::Unknown } else { side };
        let people = People { figure, victim, side, entries: Vec::new(), kind: PeopleKind::Known, end: at + 1, unit: None };
        let draft = self.new_draft(at, harm, at, people, &rules::NONE_HARMED);
        self.drafts.push(draft);
    }

    /// "took 17 drivers hostage", "is holding 30 prisoners of war", "were taken captive".
    fn taken(&mut self, at: usize) {
        let Some(&vg) = self.clauses.vg(at) else { return };
        if !self.victims.parsed.phrases.at(vg.main as usize).iter().any(|found| found.sense.code() == Code::Taking) {
            return;
        }
        let state = (at + 1..(at + 8).min(self.clauses.list.len())).find_map(|next| {
            let chunk = self.clauses.list.get(next)?;
            (chunk.first..=chunk.last).find_map(|tok| self.harm_at(tok, tok, Table::HarmStates)).filter(|harm| harm.frame() == "taken")
        });
        if let Some(harm) = state {
            let rule = &rules::TAKEN;
            if vg.passive { self.from_subject(at, harm, rule) } else { let objects = self.objects_without(at, harm); self.from_list(at, harm, &objects, rule); }
            return;
        }
        for object in self.clauses.objects(at) {
            let Some(head) = self.clauses.np(object).and_then(|np| np.head) else { continue };
            let counted = self.clauses.quantity(object).is_some();
            let first = self.clauses.np(object).map_or(head, |np| np.inner);
            let noun = (first..=head).find_map(|tok| self.harm_at(tok, tok, Table::HarmNouns)).filter(|noun| noun.frame() == "people" && noun.sense.code() != Code::Killed);
            if let Some(noun) = noun.filter(|_| counted) {
                self.from_list(at, noun, &[object], &rules::TAKEN);
            }
        }
    }

    fn objects_without(&self, at: usize, harm: Harm) -> Vec<usize> {
        let keep = |item: &usize| self.clauses.list.get(*item).is_some_and(|chunk| !(chunk.first..=chunk.last).contains(&harm.first) || chunk.first + 1 < harm.first);
        self.clauses.objects(at).into_iter().filter(keep).collect()
    }

    /// "None of the five on board survived": all of them died.
    fn survivors(&mut self, at: usize) {
        let Some(&vg) = self.clauses.vg(at) else { return };
        let survive = self.victims.parsed.phrases.at(vg.main as usize).iter().find(|found| found.sense.code() == Code::Surviving);
        let (Some(found), Some(subject)) = (survive, self.clauses.subject(at)) else { return };
        let none = self.clauses.quantity(subject).is_some_and(|quantity| quantity.amount == Amount::None);
        if !none || !self.clauses.is(subject + 1, "of") {
            return;
        }
        let harm = Harm { first: found.first, last: found.last, sense: found.sense };
        let Some(people) = self.victims.people(&self.clauses, subject + 2).filter(|people| people.figure.best.is_some()) else { return };
        let mut draft = self.new_draft(at, harm, subject + 2, people, &rules::ALL_DIED);
        draft.outcome = Code::Killed;
        draft.figure.first = self.clauses.list.get(subject).map_or(draft.figure.first, |chunk| chunk.first);
        self.drafts.push(draft);
    }

    // ---- nouns

    fn noun(&mut self, at: usize) {
        let Some(np) = self.clauses.np(at) else { return };
        let first = np.first;
        let last = np.last;
        let found = (first..=last).find_map(|tok| self.harm_at(tok, tok, Table::HarmNouns).filter(|harm| harm.last >= last.min(np.head.unwrap_or(last))));
        let Some(harm) = found else { return };
        match harm.frame() {
            "toll" => drop(self.toll(at, harm)),
            "count" | "losses" => self.count_noun(at, harm),
            "body" => self.bodies(at, harm),
            "of" | "to" => self.deaths_of(at, harm),
            "lives" => self.lives_lost(at, harm),
            _ => {}
        }
    }

    /// "the deaths of 12 gendarmes", "the killing of 14 miners", "19 deaths", "injuries to seven officers".
    fn deaths_of(&mut self, at: usize, harm: Harm) {
        let after = self.chunk_after(at, harm.last);
        let joiner = if harm.frame() == "to" { "to" } else { "of" };
        let preposition = self.clauses.is(after, joiner) || (harm.frame() == "to" && self.clauses.is(after, "of"));
        if preposition && self.clauses.is_np(after + 1) && self.clauses.quantity(at).is_none() {
            let items = self.clauses.list_from(after + 1);
            if self.from_list(at, harm, &items, &rules::DEATHS_OF) {
                return;
            }
        }
        if self.clauses.quantity(at).is_some() && row(harm.sense.entry()).get("kind") != "event" {
            self.count_noun(at, harm);
        }
    }

    /// "19 deaths", "no casualties", "50 casualties", "suffered heavy losses".
    fn count_noun(&mut self, at: usize, harm: Harm) {
        let Some(np) = self.clauses.np(at) else { return };
        let quantity = self.clauses.quantity(at);
        if quantity.is_none() && self.toll(at, harm) {
            return;
        }
        let bare_losses = harm.frame() == "losses" && !self.suffered(at);
        let vague = quantity.is_none() && np.plural;
        if bare_losses || !(quantity.is_some() || (vague && self.reported(at))) {
            return;
        }
        let figure = match quantity {
            Some(quantity) => Figure { first: quantity.first, last: quantity.last, low: quantity.low, high: quantity.high, best: quantity.best, qualifier: quantity.qualifier, share: None },
            None => Figure { first: np.inner, last: harm.last, low: None, high: None, best: None, qualifier: "indeterminate", share: None },
        };
        let none = figure.qualifier == "none";
        let side = self.side_before(at, harm);
        let people = People { figure, victim: None, side, entries: Vec::new(), kind: PeopleKind::Known, end: at + 1, unit: None };
        let rule: Rule = match () {
            () if none => &rules::NONE_HARMED,
            () if vague => &rules::LOSSES,
            () => &rules::COUNT_NOUN,
        };
        let mut draft = self.new_draft(at, harm, at, people, rule);
        if vague {
            draft.term = Some((np.inner, harm.last));
            draft.victim = self.modifier_victim(at, harm);
        }
        self.drafts.push(draft);
    }

    /// "civilian casualties", "militant losses": a noun for people before the noun of harm.
    fn modifier_victim(&self, at: usize, harm: Harm) -> Option<Victim> {
        let np = self.clauses.np(at)?;
        let before = harm.first.checked_sub(1).filter(|before| *before >= np.inner)?;
        let people = self.victims.parsed.phrases.at(before as usize).iter().any(|found| found.sense.table() == Table::People && found.last == before);
        people.then_some(Victim { first: before, last: before, head: before })
    }

    fn side_before(&self, at: usize, harm: Harm) -> Code {
        let Some(np) = self.clauses.np(at) else { return Code::Unknown };
        let word = |tok: u32| self.victims.parsed.phrases.at(tok as usize).iter().find_map(|found| matches!(found.sense.table(), Table::People | Table::Sides).then(|| found.sense.code()));
        let before = (np.first..harm.first).rev().find_map(word);
        let among = self.clauses.is(at + 1, "among").then(|| self.clauses.np(at + 2)).flatten();
        before.or_else(|| among.and_then(|np| self.victims.people_sense(np)).map(Sense::code)).or_else(|| self.sufferer_side(at)).unwrap_or(Code::Unknown)
    }

    /// "The assailants suffered losses": the subject of suffer.
    fn sufferer_side(&self, at: usize) -> Option<Code> {
        let vg = (0..at).rev().take(3).find(|&before| self.clauses.is_vg(before))?;
        let suffer = self.suffering(vg);
        suffer.then(|| self.loser_side(vg)).flatten()
    }

    fn suffering(&self, vg: usize) -> bool {
        self.clauses.vg(vg).is_some_and(|vg| self.victims.parsed.phrases.at(vg.main as usize).iter().any(|found| found.sense.code() == Code::Suffering))
    }

    fn suffered(&self, at: usize) -> bool {
        (0..at).rev().take(3).any(|before| self.suffering(before)) || self.modifier_is_people(at)
    }

    fn modifier_is_people(&self, at: usize) -> bool {
        let Some(np) = self.clauses.np(at) else { return false };
        (np.inner..np.last).any(|tok| self.victims.parsed.phrases.at(tok as usize).iter().any(|found| found.sense.table() == Table::People))
    }

    /// Whether bare "casualties" are reported as a fact: there were, suffered, caused.
    fn reported(&self, at: usize) -> bool {
        let before = (0..at).rev().take(3).find(|&before| self.clauses.is_vg(before));
        before.is_some_and(|vg| self.clauses.vg(vg).is_some_and(|group| group.copula) || self.suffering(vg)) || self.modifier_is_people(at)
    }

    /// "the bodies of eight men were found", "440 bodies".
    fn bodies(&mut self, at: usize, harm: Harm) {
        let after = self.chunk_after(at, harm.last);
        if self.clauses.is(after, "of") && self.clauses.is_np(after + 1) {
            let items = self.clauses.list_from(after + 1);
            let begun = self.drafts.len();
            self.from_list(at, harm, &items, &rules::BODIES);
            let outer = self.clauses.quantity(at).cloned();
            for draft in self.drafts.iter_mut().skip(begun) {
                draft.bodies = true;
                if let Some(quantity) = outer.as_ref().filter(|_| draft.figure.best.is_none()) {
                    draft.figure = Figure { first: quantity.first, last: quantity.last, low: quantity.low, high: quantity.high, best: quantity.best, qualifier: quantity.qualifier, share: None };
                }
            }
            return;
        }
        if self.clauses.quantity(at).is_some() {
            let Some(people) = self.victims.people(&self.clauses, at) else { return };
            if matches!(people.kind, PeopleKind::Known | PeopleKind::Unknown | PeopleKind::Anaphor) {
                let mut draft = self.new_draft(at, harm, at, people, &rules::BODIES);
                draft.side = Code::Unknown;
                draft.bodies = true;
                self.drafts.push(draft);
            }
        }
    }

    /// "12 lives lost", "the loss of 12 lives".
    fn lives_lost(&mut self, at: usize, harm: Harm) {
        let of_loss = at >= 2 && self.clauses.is(at - 1, "of") && self.clauses.is(at - 2, "loss");
        let lost_after = self.clauses.vg(at + 1).is_some_and(|vg| self.harm_at(vg.main, vg.main, Table::HarmVerbs).is_some_and(|verb| verb.frame() == "losses"));
        if (of_loss || lost_after) && self.clauses.quantity(at).is_some() {
            self.lives_noun(at, harm, at);
        }
    }

    /// "death toll of 12", "the toll rose to 42 from 30"; whether a figure was found.
    fn toll(&mut self, at: usize, harm: Harm) -> bool {
        let end = self.clauses.list.len().min(at + 14);
        let (mut found, mut from, mut verb) = (None, None, false);
        let mut next = self.chunk_after(at, harm.last);
        while next < end {
            match self.clauses.kind(next) {
                Some(ChunkKind::Np(_)) if self.counts_alone(next) => {
                    let preposition = self.clauses.governor(next).map(|prep| self.clauses.word(prep).to_ascii_lowercase());
                    let old = preposition.as_deref() == Some("from") || self.has_word(next, "earlier") || self.has_word(next, "previous") || self.has_word(next, "initial");
                    if old {
                        from = from.or(Some(next));
                    } else if found.is_none() && (verb || matches!(preposition.as_deref(), Some("of" | "to" | "at"))) {
                        found = Some(next);
                    }
                }
                Some(ChunkKind::Vg(_)) => verb = true,
                Some(ChunkKind::Semicolon | ChunkKind::Sub) => break,
                _ => {}
            }
            next += 1;
        }
        let Some(new) = found.or_else(|| self.toll_before(at, harm)) else { return false };
        self.push_toll(at, harm, new);
        if let Some(old) = from {
            let newer = self.drafts.len() - 1;
            self.push_toll(at, harm, old);
            let older = self.drafts.len() - 1;
            if let Some(draft) = self.drafts.get_mut(older) {
                draft.status = Status::Superseded;
            }
            if let Some(draft) = self.drafts.get_mut(newer) {
                draft.relation = Some((super::draft::Relation::Supersedes, vec![older]));
            }
        }
        true
    }

    /// "taking the toll to 13" is found to the right; "a 12-strong toll" is not a form of English.
    fn toll_before(&self, _at: usize, _harm: Harm) -> Option<usize> {
        None
    }

    fn push_toll(&mut self, at: usize, harm: Harm, item: usize) {
        let Some(mut people) = self.victims.people(&self.clauses, item) else { return };
        if people.kind == PeopleKind::NumberOnly {
            people.victim = None;
        }
        people.side = self.side_before(at, harm);
        let draft = self.new_draft(at, harm, item, people, &rules::TOLL);
        self.drafts.push(draft);
    }

    /// A noun phrase that is a number, alone or with a word for people or deaths.
    fn counts_alone(&self, at: usize) -> bool {
        let Some(np) = self.clauses.np(at) else { return false };
        let Some(quantity) = self.clauses.quantity(at) else { return false };
        let real = matches!(quantity.amount, Amount::Number | Amount::Vague);
        let bare = np.head.is_none();
        real && !self.is_year(at) && !self.unit_follows(at) && (bare || self.victims.people_sense(np).is_some())
    }

    fn has_word(&self, at: usize, word: &str) -> bool {
        let Some(chunk) = self.clauses.list.get(at) else { return false };
        (chunk.first..=chunk.last).any(|tok| self.victims.parsed.tokens.text_of(tok as usize).eq_ignore_ascii_case(word))
    }
}

/// Whether a tag is a verb's.
#[allow(dead_code)]
fn is_verb(tag: Tag) -> bool {
    matches!(tag, Tag::Verb | Tag::VerbPast | Tag::VerbPart | Tag::VerbIng)
}
