//! From words of harm to drafts: each verb, noun or adjective of harm in a sentence, tied to its victims by the clause.

use super::draft::{Draft, Figure, Status, Victim};
use super::rules;
use super::victim::{People, PeopleKind, VictimReader};
use crate::lexicon::{Code, Form, Sense, Table, row};
use crate::rule::{EntryId, Rule};
use crate::syntax::{Amount, ChunkKind, Clauses, Determiner, VerbForm};

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
        for at in 0..self.clauses.list.len() {
            if self.drafts.iter().all(|draft| draft.chunk != at) {
                self.harmed_people(at);
            }
        }
        self.drafts
    }

    fn harm_at(&self, first: u32, last: u32, table: Table) -> Option<Harm> {
        let found = (first..=last).find_map(|at| self.victims.parsed.phrases.of(at as usize, table).next())?;
        Some(Harm { first: found.first, last: found.last, sense: found.sense })
    }

    // ---- verbs

    fn verb(&mut self, at: usize) {
        let Some(&vg) = self.clauses.vg(at) else { return };
        if let Some(harm) = self.harm_at(vg.main, vg.main, Table::HarmVerbs) {
            let denied = at > 0
                && self
                    .victims
                    .parsed
                    .phrases
                    .coded(self.clauses.list.get(at - 1).map_or(0, |chunk| chunk.last) as usize, Table::Auxiliaries, Code::Not)
                    .is_some();
            if self.second_of_pair(at) || (denied && vg.form == VerbForm::Infinitive) {
                return;
            }
            let begun = self.drafts.len();
            self.harm_verb(at, harm);
            if harm.frame() == "lives" && self.drafts.len() == begun {
                return self.taken(at);
            }
            return self.along_with(at, harm);
        }
        if self.were_among(at) || self.inverted(at) || self.state_in_verb(at) || self.victims_were(at) {
            return;
        }
        self.taken(at);
        self.survivors(at);
    }

    /// The second verb of "captured or went missing", "killed and wounded 60" adds no people.
    fn second_of_pair(&self, at: usize) -> bool {
        let Some(first) = at.checked_sub(2).filter(|first| self.verb_outcome(*first).is_some()) else { return false };
        self.clauses.is(at - 1, "or") && self.clauses.objects(at).is_empty() || self.told_together(first, at - 1)
    }

    /// "killed and wounded 60": one figure for both verbs.
    fn told_together(&self, first: usize, conjunction: usize) -> bool {
        let pair = (self.verb_outcome(first), self.verb_outcome(conjunction + 1));
        let both = matches!(pair, (Some(Code::Killed), Some(Code::Injured)) | (Some(Code::Injured), Some(Code::Killed)));
        let active = both && self.clauses.vg(first).is_some_and(|vg| !vg.passive) && self.clauses.objects(first).is_empty();
        active && self.shared_objects(conjunction).first().is_some_and(|object| self.clauses.quantity(*object).is_some())
    }

    fn verb_outcome(&self, verb: usize) -> Option<Code> {
        let vg = self.clauses.vg(verb)?;
        self.harm_at(vg.main, vg.main, Table::HarmVerbs).map(|harm| harm.sense.code())
    }

    /// "The colonel was killed along with four of his bodyguards".
    fn along_with(&mut self, at: usize, harm: Harm) {
        if self.clauses.vg(at).is_some_and(|vg| vg.passive || harm.frame() == "intransitive") {
            self.along_with_after(self.chunk_after(at, harm.last) - 1, at, harm);
        }
    }

    /// "... near his home, along with two of his guards": the words may stand behind other phrases of the clause.
    fn along_with_after(&mut self, before: usize, at: usize, harm: Harm) {
        let inside = |kind: &ChunkKind| !matches!(kind, ChunkKind::Vg(_) | ChunkKind::Sub | ChunkKind::Semicolon | ChunkKind::Colon | ChunkKind::Rel);
        let chunks = self.clauses.list.iter().enumerate().skip(before + 1).take(12).take_while(|(_, chunk)| inside(&chunk.kind));
        let along = chunks.into_iter().find_map(|(after, chunk)| {
            let found = self.victims.parsed.phrases.at(chunk.first as usize).iter().find(|found| found.sense.code() == Code::AlongWith)?;
            Some(self.chunk_after(after, found.last))
        });
        if let Some(next) = along.filter(|next| self.clauses.is_np(*next)) {
            let items = self.clauses.list_from(next);
            self.read_list(at, harm, &items, &rules::VERB_SUBJECT);
        }
    }

    fn harm_verb(&mut self, at: usize, harm: Harm) {
        let Some(&vg) = self.clauses.vg(at) else { return };
        if self.victims.parsed.phrases.at(vg.main as usize).iter().any(|found| found.sense.code() == Code::NotHarm && found.last > harm.last) {
            return;
        }
        let after = self.chunk_after(at, harm.last);
        let mut objects = self.objects_after(at, after);
        if objects.first().is_some_and(|object| self.is_time(*object) || self.harmed_next(at, *object)) {
            objects.clear();
        }
        if objects.is_empty() && !vg.passive {
            objects = self.shared_objects(after);
        }
        match harm.frame() {
            "lives" => self.lives(at, harm, &objects),
            "losses" => self.lost(at, harm, &objects),
            "intransitive" => self.read_subject(at, harm, &rules::VERB_SUBJECT),
            "reflexive" => self.blew_up(at, harm, after),
            "limb" | "none" => {}
            _ if vg.passive => self.read_subject(at, harm, &rules::VERB_SUBJECT),
            "passive-only" => {}
            _ if !objects.is_empty() => {
                let rule = if vg.form == VerbForm::Ing { &rules::PARTICIPLE } else { &rules::VERB_OBJECT };
                let drafted = self.read_list(at, harm, &objects, rule);
                if !drafted && harm.frame() == "both" {
                    self.read_subject(at, harm, &rules::VERB_SUBJECT);
                }
                self.along_with_after(objects.last().map_or(at, |last| self.clauses.np_end(*last)), at, harm);
            }
            "both" => self.read_subject(at, harm, &rules::VERB_SUBJECT),
            _ if matches!(vg.form, VerbForm::Finite | VerbForm::Participle) && vg.modal.is_none() && harm.sense.form() != Form::Third => {
                self.reduced(at, harm);
            }
            _ => {}
        }
    }

    /// "blew himself up": the attacker's own death.
    fn blew_up(&mut self, at: usize, harm: Harm, after: usize) {
        let Some(people) = self.victims.people(&self.clauses, after).filter(|people| people.kind == PeopleKind::Reflexive) else { return };
        let figure = Figure { first: harm.first, ..people.figure.clone() };
        self.draft_people(at, harm, after, People { figure, ..people }, &rules::HIMSELF);
    }

    /// The chunk after the words of harm, which may run past the verb group ("shot dead").
    fn chunk_after(&self, at: usize, last: u32) -> usize {
        let mut next = at + 1;
        while self.clauses.list.get(next).is_some_and(|chunk| chunk.last <= last) {
            next += 1;
        }
        next
    }

    /// "killed this week", "killed today": a time is no victim.
    fn is_time(&self, item: usize) -> bool {
        let Some(head) = self.clauses.np(item).and_then(|np| np.head).filter(|_| self.clauses.quantity(item).is_none()) else { return false };
        let is = |code: Code| self.victims.parsed.phrases.at(head as usize).iter().any(|found| found.sense.code() == code);
        let lasts = is(Code::Duration) && self.victims.people(&self.clauses, item).is_none_or(|people| people.kind == PeopleKind::Thing(Code::Duration));
        lasts || is(Code::DayShift) || is(Code::Weekday)
    }

    /// "Ten traders killed 15 injured in raid": in a heading without a comma the number is of the next verb.
    fn harmed_next(&self, at: usize, object: usize) -> bool {
        let bare = |verb: usize| self.clauses.vg(verb).is_some_and(|vg| vg.first == vg.last && vg.form != VerbForm::Ing);
        let other = self.verb_outcome(object + 1).is_some_and(|outcome| self.verb_outcome(at) != Some(outcome));
        let people = at.checked_sub(1).and_then(|before| self.victims.people(&self.clauses, before));
        let counted = people.is_some_and(|people| matches!(people.kind, PeopleKind::Known | PeopleKind::NumberOnly) && people.figure.best.is_some());
        other && bare(at) && bare(object + 1) && counted
    }

    /// "killed and injured camp residents": the objects of the second verb.
    fn shared_objects(&self, after: usize) -> Vec<usize> {
        let joined = self.clauses.kind(after) == Some(ChunkKind::Conj) && self.clauses.is(after, "and");
        let second = after + 1;
        let harm = self.clauses.vg(second).filter(|vg| !vg.passive).and_then(|vg| self.harm_at(vg.main, vg.main, Table::HarmVerbs));
        if joined && harm.is_some() { self.clauses.objects(second) } else { Vec::new() }
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
        if self.clauses.is_vg(np) && self.links(np) {
            let bare = !self.clauses.vg(np).is_some_and(|vg| vg.passive);
            if bare && np > 0 && self.clauses.is_np(np - 1) {
                return self.reduced_from(at, harm, np - 1);
            }
            return self.read_subject(np, harm, &rules::VERB_SUBJECT);
        }
        if self.clauses.kind(np) == Some(ChunkKind::Conj) {
            let passive = (0..np).rev().take(10).find(|&verb| self.clauses.is_vg(verb)).filter(|&verb| self.clauses.vg(verb).is_some_and(|vg| vg.passive));
            return passive.map_or((), |verb| self.read_subject_of(verb, at, harm));
        }
        if matches!(self.clauses.kind(np), Some(ChunkKind::Comma | ChunkKind::Dash)) {
            return self.read_subject(at, harm, &rules::REDUCED);
        }
        self.reduced_from(at, harm, np);
    }

    /// "was hit by a car and killed": the subject of the passive before the conjunction.
    fn read_subject_of(&mut self, verb: usize, at: usize, harm: Harm) {
        let Some(subject) = self.clauses.subject(verb) else { return };
        let items = self.clauses.list_ending(subject);
        self.read_list(at, harm, &items, &rules::VERB_SUBJECT);
    }

    /// A verb of reporting or linking before a participle: "reported killed", "left injured".
    fn links(&self, at: usize) -> bool {
        self.clauses.vg(at).is_some_and(|vg| vg.copula || self.is_linking(vg.main))
    }

    fn reduced_from(&mut self, at: usize, harm: Harm, np: usize) {
        if self.clauses.is_np(np) && !self.clauses.is(np, "he") && !self.clauses.is(np, "she") {
            if np > 0 && self.clauses.kind(np - 1) == Some(ChunkKind::Rel) {
                if let Some(gap) = self.clauses.antecedent(np - 1) {
                    self.read_list(at, harm, &[gap], &rules::VERB_OBJECT);
                }
                return;
            }
            let np = match self.clauses.governor(np) {
                Some(prep) if self.clauses.is(prep, "of") && prep > 0 && self.clauses.is_np(prep - 1) && self.partitive_head(prep - 1) => prep - 1,
                _ => np,
            };
            let items = self.clauses.list_ending(np);
            let either =
                matches!(items.as_slice(), [first, second] if self.clauses.is(second.wrapping_sub(1), "or") && self.clauses.quantity(*first).is_some());
            let items = if either || items.iter().all(|item| self.counted_item(*item)) { items } else { vec![np] };
            self.read_list(at, harm, &items, &rules::REDUCED);
        }
    }

    fn counted_item(&self, item: usize) -> bool {
        self.clauses.quantity(item).is_some() || self.clauses.np(item).is_some_and(|np| np.compound.is_some() || np.determiner == Determiner::Article)
    }

    fn partitive_head(&self, at: usize) -> bool {
        self.clauses.quantity(at).is_some_and(|quantity| !matches!(quantity.amount, Amount::Share(_)))
            && self.clauses.np(at).is_some_and(|np| np.head.is_none())
    }

    fn read_subject(&mut self, at: usize, harm: Harm, rule: Rule) {
        let Some(subject) = self.clauses.subject(at) else { return };
        let mut items = self.clauses.list_ending(subject);
        if let Some(whole) = items.first().and_then(|part| self.whole_of_parts(*part)) {
            items = self.clauses.list_ending(whole);
        }
        items.retain(|&item| item == subject || !self.is_object(item));
        if !self.read_list(at, harm, &items, rule)
            && let Some(people) = self.clauses.object_in_relative(subject)
        {
            self.read_list(at, harm, &[people], rule);
        }
    }

    /// "Five porters including a woman and a child were killed": the noun phrase before the parts.
    fn whole_of_parts(&self, part: usize) -> Option<usize> {
        let listed = |at: &usize| matches!(self.clauses.kind(*at), Some(ChunkKind::Comma | ChunkKind::Np(_)));
        let including = (part.saturating_sub(5)..part).rev().find(|at| !listed(at)).filter(|&verb| self.clauses.is_vg(verb))?;
        let first = self.clauses.list.get(including)?.first;
        self.victims.parsed.phrases.coded(first as usize, Table::Cues, Code::Subset)?;
        including.checked_sub(1).filter(|&whole| self.clauses.quantity(whole).is_some())
    }

    /// The farmers of "killed four farmers and seven people are missing": told by the verb before them.
    fn is_object(&self, item: usize) -> bool {
        self.drafts.iter().any(|draft| draft.chunk == item && draft.trigger < item && std::ptr::eq(draft.rule, &rules::VERB_OBJECT))
    }

    /// Drafts one claim per listed noun phrase; whether any was drafted.
    fn read_list(&mut self, at: usize, harm: Harm, items: &[usize], rule: Rule) -> bool {
        let mut any = false;
        let alternatives = match items {
            [_, second] => self.clauses.is(second.wrapping_sub(1), "or") && self.clauses.quantity(*second).is_none(),
            _ => false,
        };
        for &item in items.iter().take(if alternatives { 1 } else { items.len() }) {
            let Some(people) = self.victims.people(&self.clauses, item) else { continue };
            let other = people.kind == PeopleKind::NumberOnly && std::ptr::eq(rule, &rules::DEATHS_OF) && self.only_hurt(item, harm);
            any |= !other && self.draft_people(at, harm, item, people, rule);
        }
        any
    }

    /// "deaths of 14 soldiers and about 40 wounded", "a toll of one person injured": a word behind tells that these are no dead.
    fn only_hurt(&self, item: usize, harm: Harm) -> bool {
        let Some(next) = self.clauses.list.get(item + 1).filter(|_| harm.sense.code() == Code::Killed) else { return false };
        let verb = self.verb_outcome(item + 1).filter(|_| next.first == next.last && self.clauses.objects(item + 1).is_empty());
        let state = || self.harm_at(next.first, next.first, Table::HarmStates).map(|state| state.sense.code());
        verb.or_else(state) == Some(Code::Injured)
    }

    fn draft_people(&mut self, at: usize, harm: Harm, item: usize, people: People, rule: Rule) -> bool {
        let strict = harm.needs() == "person" || harm.needs() == "home";
        match people.kind {
            PeopleKind::Pronoun if harm.needs() == "home" || self.is_possessive(item) => return false,
            PeopleKind::Thing(_) => return false,
            PeopleKind::Unknown if strict || harm.needs() == "people" || !self.plausible(item, &people) => return false,
            PeopleKind::NumberOnly if strict && harm.needs() == "person" => return false,
            PeopleKind::NumberOnly if !self.countable(item) || self.is_age(item) => return false,
            PeopleKind::Pronoun => return self.draft_pronoun(at, harm, item, people, rule),
            _ => {}
        }
        let own_force = std::ptr::eq(rule, &rules::REDUCED)
            && matches!(people.side, Code::State | Code::External)
            && matches!(harm.sense.code(), Code::Detained | Code::Captured | Code::Abducted)
            && self.clauses.quantity(item).is_none();
        let none_of = people.figure.qualifier == "none" && std::ptr::eq(rule, &rules::REDUCED) && self.clauses.is(item + 1, "of");
        if own_force
            || none_of
            || self.asks_how_many(&people)
            || self.is_generic(at, &people)
            || (harm.needs() == "home" || harm.sense.code() == Code::Displaced && strict) && !self.leaves_home(&people)
        {
            return false;
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

    /// "did not say how many soldiers were killed" gives no figure.
    fn asks_how_many(&self, people: &People) -> bool {
        people.figure.best.is_none() && self.victims.parsed.tokens.text_of(people.figure.first as usize).eq_ignore_ascii_case("how")
    }

    /// "Civilians are killed by such devices": a habit, not an event.
    fn is_generic(&self, at: usize, people: &People) -> bool {
        let Some(vg) = self.clauses.vg(at) else { return false };
        let present = self.victims.parsed.phrases.at(vg.first as usize).iter().any(|found| found.sense.code() == Code::PresentBe);
        vg.passive && present && !vg.perfect && people.figure.best.is_none() && people.figure.qualifier == "indeterminate" && vg.last - vg.first <= 1
    }

    /// People are displaced, not gunmen on the run or one wounded man flown out.
    fn leaves_home(&self, people: &People) -> bool {
        let armed = matches!(people.side, Code::State | Code::Nonstate | Code::External);
        let many = people.figure.best.is_none_or(|best| best >= 20) || people.unit.is_some();
        !armed && many
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
        let agent =
            np.determiner == Determiner::Article && !np.proper && np.head.is_some_and(|head| is_agentive(self.victims.parsed.tokens.text_of(head as usize)));
        counted || agent || (np.proper && np.determiner == Determiner::Bare && self.clauses.quantity(item).is_none() && np.plural)
    }

    /// A bare number counts people unless it is a date, a year, an age or has a unit of its own.
    fn countable(&self, item: usize) -> bool {
        let Some(quantity) = self.clauses.quantity(item) else { return true };
        let losses = self.clauses.np(item + 2).and_then(|np| np.head).filter(|_| self.clauses.is(item + 1, "in"));
        let worth = losses.is_some_and(|head| self.harm_at(head, head, Table::HarmNouns).is_some_and(|noun| noun.frame() == "losses"));
        !matches!(quantity.amount, Amount::Share(_)) && !worth && !self.is_year(item) && !self.unit_follows(item)
    }

    /// "captured her first win": what is hers is no victim.
    fn is_possessive(&self, item: usize) -> bool {
        let next = item + 1 + usize::from(matches!(self.clauses.kind(item + 1), Some(ChunkKind::Adj | ChunkKind::Adv | ChunkKind::Other)));
        self.clauses.is(item, "her") && self.clauses.is_np(next) && !self.is_time(next)
    }

    /// "killing three people - Ana Diaz, 8, and ...": a number after a name.
    fn is_age(&self, item: usize) -> bool {
        let name = item.checked_sub(2).and_then(|before| self.clauses.list.get(before)).filter(|_| self.clauses.kind(item - 1) == Some(ChunkKind::Comma));
        name.is_some_and(|name| self.victims.parsed.tag(name.last as usize) == crate::token::Tag::Propn)
            && self.clauses.kind(item + 1) == Some(ChunkKind::Comma)
    }

    fn is_year(&self, item: usize) -> bool {
        let Some(quantity) = self.clauses.quantity(item) else { return false };
        let token = self.victims.parsed.tokens.text_of(quantity.core as usize);
        let governed =
            self.clauses.governor(item).is_some_and(|prep| ["in", "since", "of", "by", "until", "from"].iter().any(|word| self.clauses.is(prep, word)));
        token.len() == 4
            && token.bytes().all(|b| b.is_ascii_digit())
            && quantity.best.is_some_and(|best| (1900..2100).contains(&best))
            && (governed || quantity.first == quantity.core)
    }

    fn unit_follows(&self, item: usize) -> bool {
        let Some(chunk) = self.clauses.list.get(item) else { return false };
        let next = chunk.last as usize + 1;
        self.victims
            .parsed
            .phrases
            .of(next, Table::Things)
            .any(|found| matches!(found.sense.code(), Code::Distance | Code::Duration | Code::Share | Code::Money))
    }

    fn new_draft(&self, at: usize, harm: Harm, item: usize, people: People, rule: Rule) -> Draft {
        let mut entries: Vec<EntryId> = vec![harm.sense.entry()];
        entries.extend(people.entries.iter().copied());
        entries.extend(self.clauses.quantity(item).iter().flat_map(|quantity| quantity.entries.iter().copied()));
        let note = row(harm.sense.entry()).get("kind");
        let side = self.side(harm, at, &people);
        Draft {
            sentence: self.sentence,
            chunk: item,
            trigger: at,
            trigger_tok: harm.first,
            trigger_last: harm.last,
            outcome: self.to_death(at, harm).or_else(|| self.combined(at, harm)).unwrap_or_else(|| self.outcome(harm, at, &people)),
            term: (note == "euphemism").then_some((harm.first, harm.last)),
            sexual: note == "sexual",
            scare_quoted: self.in_scare_quotes(harm),
            figure: people.figure,
            victim: people.victim,
            side,
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
            anaphoric: people.kind == PeopleKind::Anaphor,
            part: false,
        }
    }

    /// The side by the words; the displaced are civilians; "on the rebel side" after the verb decides for bare numbers.
    fn side(&self, harm: Harm, at: usize, people: &People) -> Code {
        if people.side != Code::Unknown {
            return people.side;
        }
        if harm.sense.code() == Code::Displaced {
            return Code::Civilian;
        }
        let after = self.chunk_after(at, harm.last);
        let on_side = self.clauses.is(after, "on")
            && self.clauses.np(after + 1).is_some_and(|np| self.victims.parsed.tokens.text_of(np.last as usize).eq_ignore_ascii_case("side"));
        let word = || self.clauses.np(after + 1).and_then(|np| (np.first..np.last).find_map(|tok| self.force_word(tok)));
        on_side.then(word).flatten().unwrap_or(Code::Unknown)
    }

    /// "stabbed 11 students to death".
    fn to_death(&self, at: usize, harm: Harm) -> Option<Code> {
        let end = (at + 6).min(self.clauses.list.len());
        let death = (at + 1..end).any(|next| self.clauses.is(next, "to") && self.clauses.is(next + 1, "death"));
        (death && harm.sense.code() == Code::Injured).then_some(Code::Killed)
    }

    /// "killed or wounded", "dead and injured": the outcome of both together.
    fn combined(&self, at: usize, harm: Harm) -> Option<Code> {
        let next = self.chunk_after(at, harm.last);
        let shot = super::tells_shot(harm.sense.entry());
        let mut behind = (at + 1..at + 6).take_while(|&chunk| !self.clauses.is_vg(chunk)).filter_map(|chunk| self.clauses.list.get(chunk));
        if shot && behind.any(|chunk| self.victims.parsed.phrases.at(chunk.first as usize).iter().any(|found| found.sense.code() == Code::CrowdControl)) {
            return Some(Code::Injured);
        }
        let hurt = self.verb_outcome(next + 1).filter(|second| shot && self.clauses.is(next, "and") && matches!(second, Code::Killed | Code::Injured));
        if hurt.is_some() {
            return hurt;
        }
        let before = at.checked_sub(2).filter(|_| self.clauses.kind(at.wrapping_sub(1)) == Some(ChunkKind::Conj) && self.clauses.is(at - 1, "or"));
        let apart = self.clauses.is_np(next + 2) && !self.told_together(at, next) || self.clauses.is(next, "but");
        let after = (self.clauses.kind(next) == Some(ChunkKind::Conj) && !apart).then_some(next + 1);
        let other = after.or(before).and_then(|chunk| self.clauses.list.get(chunk)).filter(|chunk| !matches!(chunk.kind, ChunkKind::Np(_)))?;
        let main = match self.clauses.vg(after.or(before)?) {
            Some(vg) if vg.form == VerbForm::Finite && vg.last > vg.main => return None,
            Some(vg) => vg.main,
            None => other.first,
        };
        let second = self.harm_at(main, main, Table::HarmStates).or_else(|| self.harm_at(main, main, Table::HarmVerbs))?.sense.code();
        let pair = (harm.sense.code(), second);
        matches!(pair, (Code::Killed, Code::Injured) | (Code::Injured, Code::Killed)).then_some(Code::Casualty)
    }

    /// Lost soldiers are casualties, lost civilians dead; who was shot alone is not told to be dead.
    fn outcome(&self, harm: Harm, at: usize, people: &People) -> Code {
        let code = harm.sense.code();
        let fatal = |at: u32| self.victims.parsed.phrases.of(at as usize, Table::HarmVerbs).any(|found| found.last == harm.last);
        let shot = super::tells_shot(harm.sense.entry()) && !harm.first.checked_sub(1).is_some_and(fatal);
        if shot && people.figure.best == Some(1) && people.kind != PeopleKind::Reflexive {
            return Code::Casualty;
        }
        if code != Code::Casualty || harm.frame() != "losses" {
            return code;
        }
        let armed = matches!(people.side, Code::State | Code::Nonstate | Code::External) || self.says_we(at);
        let men = people
            .victim
            .is_some_and(|victim| self.victims.parsed.phrases.at(victim.head as usize).iter().any(|found| found.sense.code() == Code::MilitaryMen));
        let bare = people.victim.is_none();
        if armed || men || bare { Code::Casualty } else { Code::Killed }
    }

    /// "We lost three brothers": the speaker's own.
    fn says_we(&self, at: usize) -> bool {
        self.clauses.subject(at).is_some_and(|subject| self.clauses.is(subject, "we"))
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
            self.read_list(at, harm, &items, &rules::LIVES);
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
            return self.read_subject(at, harm, &rules::LOST_MEN);
        }
        if objects.is_empty() {
            let active = self.clauses.vg(at).is_some_and(|vg| vg.form == VerbForm::Ing);
            if !active {
                self.reduced(at, harm);
            }
            return;
        }
        if objects
            .first()
            .and_then(|at| self.clauses.np(*at))
            .and_then(|np| np.head)
            .is_some_and(|head| self.harm_at(head, head, Table::HarmNouns).is_some_and(|noun| noun.frame() == "lives"))
        {
            return self.lives(at, harm, objects);
        }
        for &item in objects {
            let followed = self.clauses.kind(item + 1);
            let state_next = matches!(followed, Some(ChunkKind::Vg(_) | ChunkKind::Adj));
            let Some(people) = self.victims.people(&self.clauses, item) else { continue };
            if matches!(people.kind, PeopleKind::Known) && !state_next {
                let mut draft = self.new_draft(at, harm, item, people, &rules::LOST_MEN);
                if draft.side == Code::Unknown && draft.outcome == Code::Casualty {
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
        let country = || {
            (chunk.first..=chunk.last)
                .any(|tok| self.victims.parsed.phrases.at(tok as usize).iter().any(|found| found.sense.code().name() == "country"))
                .then_some(Code::State)
        };
        self.victims.group_side(span).or_else(|| self.victims.people_sense(np).map(Sense::code)).or_else(|| self.force_word(np.head?)).or_else(country)
    }

    fn force_word(&self, head: u32) -> Option<Code> {
        self.victims.parsed.phrases.of(head as usize, Table::Sides).next().map(|found| found.sense.code())
    }

    fn loser_is_place(&self, at: usize) -> bool {
        let subject = self.clauses.subject(at).and_then(|subject| self.clauses.np(subject)).and_then(|np| np.head);
        subject.is_some_and(|head| {
            self.victims.parsed.phrases.of(head as usize, Table::Things).any(|found| matches!(found.sense.code(), Code::PlaceCount | Code::BuildingCount))
        })
    }

    /// "Two policemen were among the dead", "Two pupils were among the five wounded", "Two are among the victims".
    fn were_among(&mut self, at: usize) -> bool {
        let among = self.clauses.vg(at).is_some_and(|vg| vg.copula) && self.clauses.is(at + 1, "among") && self.clauses.is_np(at + 2);
        let Some(whole) = self.clauses.list.get(at + 2).filter(|_| among) else { return false };
        let last = self.clauses.list.get(at + 3).filter(|next| matches!(next.kind, ChunkKind::Adj | ChunkKind::Vg(_))).map_or(whole.last, |next| next.last);
        let state = (whole.first..=last).find_map(|tok| self.harm_at(tok, tok, Table::HarmStates)).filter(|harm| harm.frame() != "taken");
        let definite = self.clauses.np(at + 2).is_some_and(|np| np.determiner != Determiner::Bare);
        let victims = || (whole.first..=whole.last).filter(|_| definite).find_map(|tok| self.victims_word(tok));
        let Some(harm) = state.or_else(victims) else { return false };
        let Some(subject) = self.clauses.subject(at) else { return false };
        let items = self.clauses.list_ending(subject);
        let begun = self.drafts.len();
        self.read_list(at, harm, &items, &rules::PART);
        self.parts_since(begun, state);
        self.drafts.len() > begun
    }

    /// "Also injured was a street vendor": the state first, its people behind the verb.
    fn inverted(&mut self, at: usize) -> bool {
        if !self.clauses.vg(at).is_some_and(|vg| vg.copula) || !self.clauses.is_np(at + 1) {
            return false;
        }
        let start = (0..at)
            .rev()
            .take_while(|&before| !matches!(self.clauses.kind(before), Some(ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::Vg(_))))
            .last()
            .unwrap_or(at);
        let opens =
            |verb: usize| verb == 0 || matches!(self.clauses.kind(verb - 1), Some(ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::Adv | ChunkKind::Conj));
        let start = if start > 0 && self.clauses.is_vg(start - 1) && opens(start - 1) { start - 1 } else { start };
        let state = (start..at).filter(|&before| !self.clauses.is_np(before)).find_map(|before| {
            let chunk = self.clauses.list.get(before)?;
            Some((before, self.harm_at(chunk.first, chunk.last, Table::HarmStates)?))
        });
        let Some((place, harm)) = state.filter(|(_, harm)| harm.frame() != "taken" && harm.frame() != "zero") else { return false };
        let among = self.clauses.is(start, "among");
        if (start..place).any(|before| self.clauses.is_np(before) && !(among && self.clauses.quantity(before).is_none())) {
            return false;
        }
        let items = self.clauses.list_from(at + 1);
        let begun = self.drafts.len();
        let read = self.read_list(at, harm, &items, if among { &rules::PART } else { &rules::STATE });
        if among {
            self.parts_since(begun, Some(harm));
        }
        read
    }

    /// "the victims": a word for those harmed that does not say how; they are taken for dead.
    fn victims_word(&self, tok: u32) -> Option<Harm> {
        let found = self.victims.parsed.phrases.at(tok as usize).iter().find(|found| found.sense.code() == Code::VictimsWord)?;
        Some(Harm { first: found.first, last: found.last, sense: found.sense })
    }

    /// What was read since `begun` is part of a toll: of the dead, where no `state` says otherwise.
    fn parts_since(&mut self, begun: usize, state: Option<Harm>) {
        for draft in self.drafts.iter_mut().skip(begun) {
            draft.outcome = state.map_or(Code::Killed, |state| state.sense.code());
            draft.part = true;
        }
    }

    /// "The victims were two women and a schoolboy", "The dead included a teacher": parts of a toll told before.
    fn victims_were(&mut self, at: usize) -> bool {
        let Some(vg) = self.clauses.vg(at) else { return false };
        let including = self.victims.parsed.phrases.at(vg.main as usize).iter().any(|found| found.sense.code() == Code::Including);
        let identified = vg.passive && self.clauses.is(at + 1, "as") && self.is_identifying(vg.main);
        let named = !identified && !vg.passive && self.clauses.is(at + 2, "as") && self.is_identifying(vg.main);
        let first = at + 1 + usize::from(identified) + 2 * usize::from(named);
        let among = if self.clauses.is(0, "among") && vg.copula { Some(1) } else { named.then_some(at + 1) };
        let Some(subject) = among.or_else(|| self.clauses.subject(at)).filter(|_| vg.copula || including || identified || named) else { return false };
        let Some(chunk) = self.clauses.list.get(subject) else { return false };
        let tokens = chunk.first
            ..=self
                .clauses
                .list
                .get(subject + 1)
                .map_or(chunk.last, |next| if matches!(next.kind, ChunkKind::Adj | ChunkKind::Vg(_)) && subject + 1 < at { next.last } else { chunk.last });
        let state = tokens.clone().find_map(|tok| self.harm_at(tok, tok, Table::HarmStates));
        let (Some(harm), true) = (tokens.into_iter().find_map(|tok| self.victims_word(tok)).or(state), self.clauses.is_np(first)) else { return false };
        let definite = self.clauses.np(subject).is_some_and(|np| np.determiner != Determiner::Bare);
        let unfit = |people: &People| {
            matches!(people.kind, PeopleKind::Thing(_) | PeopleKind::NumberOnly) || (people.kind == PeopleKind::Unknown && people.figure.best.is_none())
        };
        let people = self.victims.people(&self.clauses, first).is_some_and(|people| !unfit(&people));
        if !definite || !people || self.clauses.quantity(subject).is_some() {
            return false;
        }
        let items = self.clauses.list_from(first);
        let begun = self.drafts.len();
        self.read_list(at, harm, &items, &rules::PART);
        self.parts_since(begun, state);
        true
    }

    fn is_identifying(&self, main: u32) -> bool {
        self.victims.parsed.phrases.at(main as usize).iter().any(|found| found.sense.code() == Code::Identifying)
    }

    /// "Two of the dead were students", "Four of those wounded, all of them children, ...": part of a toll told before.
    fn some_of_the_dead(&mut self, at: usize) -> bool {
        let bare = self.clauses.np(at).is_some_and(|np| np.head.is_none()) && self.clauses.is(at + 1, "of");
        let bare = bare && self.clauses.quantity(at + 2).is_none() && !self.clauses.is(at + 2, "them");
        let counted = self.clauses.quantity(at).filter(|quantity| bare && quantity.amount == Amount::Number);
        let (Some(quantity), Some(of)) = (counted, self.clauses.list.get(at + 2)) else { return false };
        let reduced = self
            .clauses
            .vg(at + 3)
            .map_or(self.clauses.kind(at + 3) == Some(ChunkKind::Adj), |vg| vg.first == vg.last && !vg.copula && self.clauses.is(at + 2, "those"));
        let last = self.clauses.list.get(at + 3).filter(|_| reduced).map_or(of.last, |next| next.last);
        let victims = (of.first..=of.last).find_map(|tok| self.victims_word(tok));
        let harm = self.harm_at(of.first, last, Table::HarmStates).or_else(|| self.harm_at(of.last + 1, last, Table::HarmVerbs));
        let definite = (of.first..=of.last).any(|tok| self.victims.parsed.phrases.at(tok as usize).iter().any(|found| found.sense.code() == Code::Definite));
        let (Some(found), true) = (victims.or(harm), definite) else { return false };
        let harmed =
            (at + 3..at + 6).filter_map(|next| self.clauses.vg(next)).any(|vg| vg.first > last && self.harm_at(vg.main, vg.main, Table::HarmVerbs).is_some());
        if harmed {
            return false;
        }
        // "One of the attack's victims told reporters" lives.
        let acts =
            |vg: &usize| !self.clauses.in_relative(*vg) && self.clauses.vg(*vg).is_some_and(|vg| vg.first > last && !vg.passive && !vg.copula && !vg.perfect);
        if harm.is_none() && (at + 3..at + 8).find(|&next| self.clauses.is_vg(next)).filter(acts).is_some() {
            return true;
        }
        let named = (at + 3..at + 8).filter(|&next| self.clauses.is_np(next) && self.clauses.governor(next).is_none());
        let named = named.filter_map(|next| self.victims.people(&self.clauses, next)).find(|people| people.kind == PeopleKind::Known);
        let blank = People { figure: Figure::of(quantity), victim: None, side: Code::Unknown, entries: Vec::new(), kind: PeopleKind::Known, unit: None };
        let people = named.map_or(blank.clone(), |named| People { figure: blank.figure, ..named });
        let mut draft = self.new_draft(at, found, at, people, &rules::PART);
        draft.outcome = harm.map_or(Code::Killed, |harm| harm.sense.code());
        draft.part = true;
        self.drafts.push(draft);
        true
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
            self.read_subject(at, harm, &rules::STATE);
        } else if matches!(vg.form, VerbForm::Participle | VerbForm::Finite) {
            self.state_of(at, harm);
        }
        true
    }

    fn state_of(&mut self, at: usize, harm: Harm) {
        if harm.frame() == "taken" {
            return;
        }
        let nearly = |tok: u32| self.victims.parsed.phrases.coded(tok as usize, Table::Qualifiers, Code::Nearly).is_some();
        let Some(before) = self.before_state(at).filter(|_| !harm.first.checked_sub(1).is_some_and(nearly)) else { return };
        if harm.frame() == "zero" {
            return self.unharmed(at, harm, before);
        }
        if self.clauses.is_np(before) {
            let number = self.clauses.quantity(before).is_some();
            let items = if number { self.state_list(before) } else { self.clauses.list_ending(before) };
            self.read_list(at, harm, &items, &rules::STATE);
        } else if self.clauses.is_vg(before) && self.links(before) {
            self.read_subject(before, harm, &rules::STATE);
            self.along_with_after(at, at, harm);
        }
    }

    /// "left 12 soldiers and three civilians dead": the list before the state word, if nothing harmful stands inside it.
    fn state_list(&self, last: usize) -> Vec<usize> {
        let items = self.clauses.list_ending(last);
        let start = items.first().copied().unwrap_or(last);
        let broken = (start..last).any(|at| {
            matches!(self.clauses.kind(at), Some(ChunkKind::Vg(_) | ChunkKind::Adj))
                || self.clauses.np(at).and_then(|np| np.head).is_some_and(|head| self.harm_at(head, head, Table::HarmNouns).is_some())
        });
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
        let people = People { figure, victim, side, entries: Vec::new(), kind: PeopleKind::Known, unit: None };
        let draft = self.new_draft(at, harm, at, people, &rules::NONE_HARMED);
        self.drafts.push(draft);
    }

    /// "took 17 drivers hostage", "is holding 30 prisoners of war", "were taken captive".
    fn taken(&mut self, at: usize) {
        let Some(&vg) = self.clauses.vg(at) else { return };
        if !self.victims.parsed.phrases.at(vg.main as usize).iter().any(|found| found.sense.code() == Code::Taking) {
            return;
        }
        let state = (at + 1..(at + 8).min(self.clauses.list.len())).take_while(|&next| !self.clauses.is_vg(next)).find_map(|next| {
            let chunk = self.clauses.list.get(next)?;
            (chunk.first..=chunk.last).find_map(|tok| self.harm_at(tok, tok, Table::HarmStates)).filter(|harm| harm.frame() == "taken")
        });
        if let Some(harm) = state {
            let rule = &rules::TAKEN;
            if vg.passive {
                self.read_subject(at, harm, rule)
            } else {
                let objects = self.objects_without(at, harm);
                self.read_list(at, harm, &objects, rule);
            }
            return;
        }
        for object in self.clauses.objects(at) {
            let Some(head) = self.clauses.np(object).and_then(|np| np.head) else { continue };
            let counted = self.clauses.quantity(object).is_some();
            let first = self.clauses.np(object).map_or(head, |np| np.inner);
            let noun = (first..=head)
                .find_map(|tok| self.harm_at(tok, tok, Table::HarmNouns))
                .filter(|noun| noun.frame() == "people" && noun.sense.code() != Code::Killed);
            if let Some(noun) = noun.filter(|_| counted) {
                let begun = self.drafts.len();
                self.read_list(at, noun, &[object], &rules::TAKEN);
                for draft in self.drafts.iter_mut().skip(begun) {
                    draft.side = Code::Unknown;
                    draft.victim = Some(Victim { first: noun.first, last: noun.last, head: noun.last });
                }
            }
        }
    }

    fn objects_without(&self, at: usize, harm: Harm) -> Vec<usize> {
        let keep =
            |item: &usize| self.clauses.list.get(*item).is_some_and(|chunk| !(chunk.first..=chunk.last).contains(&harm.first) || chunk.first + 1 < harm.first);
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
        if self.some_of_the_dead(at) {
            return;
        }
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

    /// "two dead civilians", "a wounded guard", "the murdered Senator Vega": the state stands before its people.
    fn harmed_people(&mut self, at: usize) {
        let Some((inner, head)) = self.clauses.np(at).and_then(|np| np.head.map(|head| (np.inner, head))) else { return };
        let harm = (inner..head).find_map(|tok| self.harm_at(tok, tok, Table::HarmStates)).or_else(|| {
            let participle = |tok: &u32| self.victims.parsed.tag(*tok as usize) == crate::token::Tag::VerbPart;
            (inner..head).filter(participle).find_map(|tok| self.harm_at(tok, tok, Table::HarmVerbs))
        });
        let in_name = |harm: &Harm| harm.first > inner && self.victims.parsed.tokens.get(harm.first as usize).is_some_and(|token| token.capital());
        let before = |harm: &Harm| harm.last < head && !in_name(harm) && matches!(harm.frame(), "state" | "verb" | "transitive");
        let Some(harm) = harm.filter(before) else { return };
        let Some(people) = self.victims.people(&self.clauses, at) else { return };
        let told = match people.kind {
            PeopleKind::Named => true,
            PeopleKind::Known => self.clauses.quantity(at).is_some(),
            _ => false,
        };
        if told && harm.sense.code() != Code::Casualty {
            self.draft_people(at, harm, at, people, &rules::STATE);
        }
    }

    /// "the deaths of 12 gendarmes", "the killing of 14 miners", "19 deaths", "injuries to seven officers".
    fn deaths_of(&mut self, at: usize, harm: Harm) {
        let possessor = self.clauses.np(at).and_then(|np| self.victims.possessor(np, harm.first));
        if let Some(people) = possessor.filter(|_| self.clauses.quantity(at).is_none()) {
            self.draft_people(at, harm, at, people, &rules::DEATHS_OF);
            return;
        }
        let joiner = if harm.frame() == "to" { "to" } else { "of" };
        let after = self.over_circumstances(self.chunk_after(at, harm.last), joiner);
        let preposition = self.clauses.is(after, joiner) || (harm.frame() == "to" && self.clauses.is(after, "of"));
        if harm.frame() == "to" && self.borne(at, harm) {
            return;
        }
        // "a gunshot wound to his head" is no wounded chief
        let part = self.clauses.np(after + 1).and_then(|np| np.head).is_some_and(|head| self.victims.parsed.tokens.text_of(head as usize) == "head");
        if harm.frame() == "to" && part {
            return;
        }
        if preposition && self.clauses.is_np(after + 1) && self.clauses.quantity(at).is_none() {
            let object = at > 0 && (self.clauses.is_vg(at - 1) || self.clauses.governor(at).is_some());
            let items = if object { self.clauses.list_from(after + 1) } else { self.clauses.list_in_subject(after + 1) };
            if self.read_list(at, harm, &items, &rules::DEATHS_OF) {
                return;
            }
        }
        if self.clauses.quantity(at).is_some() && row(harm.sense.entry()).get("kind") != "uncounted" {
            self.count_noun(at, harm);
        }
    }

    /// "Three people suffered minor injuries": told of the subject; whether it was.
    fn borne(&mut self, at: usize, harm: Harm) -> bool {
        let before = (0..at).rev().find(|&before| self.clauses.kind(before) != Some(ChunkKind::Adv));
        let verb = before.filter(|&before| self.clauses.np(at).is_some_and(|np| np.plural) && self.clauses.quantity(at).is_none() && self.bears(before));
        let drafted = self.drafts.len();
        if let Some(verb) = verb {
            self.read_subject(verb, harm, &rules::INJURIES_BORNE);
        }
        self.drafts.len() > drafted
    }

    /// A verb whose subject is who was hurt: suffered, sustained, received.
    fn bears(&self, vg: usize) -> bool {
        let bears = |code: Code| matches!(code, Code::Bearing | Code::Receiving);
        self.clauses
            .vg(vg)
            .is_some_and(|vg| !vg.negated && self.victims.parsed.phrases.of(vg.main as usize, Table::VerbFrames).any(|found| bears(found.sense.code())))
    }

    /// "the murder on 26 February in Pasto of", "the murder and rape of": over when and where to the word that leads to the victims.
    fn over_circumstances(&self, after: usize, joiner: &str) -> usize {
        let mut next = after;
        if self.clauses.kind(next) == Some(ChunkKind::Conj) && self.clauses.is(next + 2, joiner) {
            next += 2;
        }
        for _ in 0..5 {
            if self.clauses.is(next, joiner) {
                return next;
            }
            let prep = self.clauses.kind(next) == Some(ChunkKind::Prep) && self.clauses.is_np(next + 1);
            if !(prep || self.clauses.is_np(next)) {
                break;
            }
            next += 1 + usize::from(prep);
        }
        after
    }

    /// "19 deaths", "no casualties", "50 casualties", "suffered heavy losses".
    fn count_noun(&mut self, at: usize, harm: Harm) {
        let Some(np) = self.clauses.np(at) else { return };
        let quantity = self.clauses.quantity(at);
        let business = harm.frame() == "losses" && !np.plural;
        if quantity.is_none() && !business && self.toll(at, harm) {
            return;
        }
        if self.without_some(at) {
            return;
        }
        if quantity.is_none() && self.without(at) {
            return self.no_losses(at, harm);
        }
        let bare_losses = harm.frame() == "losses" && !self.suffered(at);
        let vague = quantity.is_none() && np.plural;
        if bare_losses || !(quantity.is_some() || (vague && self.reported(at))) {
            return;
        }
        let figure = match quantity {
            Some(quantity) => Figure::of(quantity),
            None => Figure { first: np.inner, last: harm.last, low: None, high: None, best: None, qualifier: "indeterminate", share: None },
        };
        let none = figure.qualifier == "none";
        let side = self.side_before(at, harm);
        let people = People { figure, victim: None, side, entries: Vec::new(), kind: PeopleKind::Known, unit: None };
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

    /// "without suffering any losses".
    fn without(&self, at: usize) -> bool {
        self.without_chunk(at).is_some()
    }

    /// "without more killing", "without heavy losses", "without mentioning casualties": there may be some.
    fn without_some(&self, at: usize) -> bool {
        let from = (at.saturating_sub(3)..=at).find(|&before| self.has_word(before, "without"));
        let some = |chunk: usize| ["more", "further", "heavy", "major", "serious"].iter().any(|word| self.has_word(chunk, word));
        let says = |tok: u32| self.victims.parsed.phrases.has(tok as usize, Table::Attribution);
        let told = |chunk: usize| self.clauses.list.get(chunk).is_some_and(|chunk| (chunk.first..=chunk.last).any(says));
        from.is_some_and(|from| (from..=at).any(|chunk| some(chunk) || told(chunk)))
    }

    fn without_chunk(&self, at: usize) -> Option<usize> {
        (at.saturating_sub(3)..at).find(|&before| self.clauses.is(before, "without"))
    }

    fn no_losses(&mut self, at: usize, harm: Harm) {
        let first = self.without_chunk(at).and_then(|chunk| self.clauses.list.get(chunk)).map_or(harm.first, |chunk| chunk.first);
        let figure = Figure { first, last: harm.last, low: Some(0), high: Some(0), best: Some(0), qualifier: "none", share: None };
        let people = People { figure, victim: None, side: Code::Unknown, entries: Vec::new(), kind: PeopleKind::Known, unit: None };
        let draft = self.new_draft(at, harm, at, people, &rules::NONE_HARMED);
        self.drafts.push(draft);
    }

    /// "civilian casualties", "militant losses": a noun for people before the noun of harm.
    fn modifier_victim(&self, at: usize, harm: Harm) -> Option<Victim> {
        let np = self.clauses.np(at)?;
        let before = harm.first.checked_sub(1).filter(|before| *before >= np.inner)?;
        let people = self.victims.parsed.phrases.of(before as usize, Table::People).any(|found| found.last == before);
        people.then_some(Victim { first: before, last: before, head: before })
    }

    fn side_before(&self, at: usize, harm: Harm) -> Code {
        let Some(np) = self.clauses.np(at) else { return Code::Unknown };
        let word = |tok: u32| {
            self.victims
                .parsed
                .phrases
                .at(tok as usize)
                .iter()
                .find_map(|found| matches!(found.sense.table(), Table::People | Table::Sides).then(|| found.sense.code()))
        };
        let before = (np.first..harm.first).rev().find_map(word);
        before.or_else(|| self.side_among(at + 1)).or_else(|| self.sufferer_side(at)).unwrap_or(Code::Unknown)
    }

    /// "casualties among soldiers and police": the side that all those listed are on.
    fn side_among(&self, at: usize) -> Option<Code> {
        let items = if self.clauses.is(at, "among") { self.clauses.list_from(at + 1) } else { Vec::new() };
        let mut sides = items.iter().filter_map(|item| self.clauses.np(*item)).map(|np| self.victims.people_sense(np).map(Sense::code));
        let first = sides.next().flatten();
        if sides.all(|side| side == first) { first } else { Some(Code::Unknown) }
    }

    /// "The assailants suffered losses": the subject of suffer.
    fn sufferer_side(&self, at: usize) -> Option<Code> {
        let vg = (0..at).rev().take(3).find(|&before| self.clauses.is_vg(before))?;
        let suffer = self.suffering(vg);
        suffer.then(|| self.loser_side(vg)).flatten()
    }

    fn suffering(&self, vg: usize) -> bool {
        self.clauses.vg(vg).is_some_and(|vg| {
            self.victims.parsed.phrases.at(vg.main as usize).iter().any(|found| matches!(found.sense.code(), Code::Suffering | Code::Bearing))
        })
    }

    fn suffered(&self, at: usize) -> bool {
        (0..at).rev().take(3).any(|before| self.suffering(before)) || self.modifier_is_people(at)
    }

    fn modifier_is_people(&self, at: usize) -> bool {
        let Some(np) = self.clauses.np(at) else { return false };
        let parsed = self.victims.parsed;
        (np.inner..np.last).any(|tok| parsed.phrases.has(tok as usize, Table::People) && parsed.tag(tok as usize) != crate::token::Tag::Adj)
    }

    /// Whether bare "casualties" are reported as a fact: there were, suffered, caused.
    fn reported(&self, at: usize) -> bool {
        let before = (0..at).rev().take(3).find(|&before| self.clauses.is_vg(before));
        // "Farmers will be the casualties of the price war"
        let called = before.is_some_and(|vg| vg + 1 == at && !self.clauses.is(vg.wrapping_sub(1), "there"));
        if called && self.clauses.np(at).is_some_and(|np| np.determiner != Determiner::Bare) {
            return false;
        }
        before.is_some_and(|vg| self.clauses.vg(vg).is_some_and(|group| group.copula) || self.suffering(vg)) || self.modifier_is_people(at)
    }

    /// "the bodies of eight men were found", "440 bodies".
    fn bodies(&mut self, at: usize, harm: Harm) {
        let after = self.chunk_after(at, harm.last);
        if self.clauses.is(after, "of") && self.clauses.is_np(after + 1) {
            let items = self.clauses.list_from(after + 1);
            let begun = self.drafts.len();
            self.read_list(at, harm, &items, &rules::BODIES);
            let outer = self.clauses.quantity(at).cloned();
            for draft in self.drafts.iter_mut().skip(begun) {
                draft.bodies = true;
                if let Some(quantity) = outer.as_ref().filter(|_| draft.figure.best.is_none()) {
                    draft.figure = Figure::of(quantity);
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
        let lost_after =
            self.clauses.vg(at + 1).is_some_and(|vg| self.harm_at(vg.main, vg.main, Table::HarmVerbs).is_some_and(|verb| verb.frame() == "losses"));
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
                    let old = preposition.as_deref() == Some("from")
                        || self.has_word(next, "earlier")
                        || self.has_word(next, "previous")
                        || self.has_word(next, "initial");
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
        let Some(mut new) = found else { return false };
        let initial = self.has_word(at, "initial") || self.has_word(at, "earlier");
        let later = (new + 1..end).find(|&next| initial && self.counts_alone(next) && verb);
        if let Some(later) = later {
            from = Some(new);
            new = later;
        }
        let newer = self.push_toll(at, harm, new);
        if let Some(older) = from.and_then(|old| self.push_toll(at, harm, old)) {
            if let Some(draft) = self.drafts.get_mut(older) {
                draft.status = Status::Superseded;
            }
            if let Some(draft) = newer.and_then(|newer| self.drafts.get_mut(newer)) {
                draft.relation = Some((super::draft::Relation::Supersedes, vec![older]));
            }
        }
        true
    }

    /// The index of the figure, if it is one of the dead.
    fn push_toll(&mut self, at: usize, harm: Harm, item: usize) -> Option<usize> {
        let mut people = self.victims.people(&self.clauses, item).filter(|_| !self.only_hurt(item, harm))?;
        if people.kind == PeopleKind::NumberOnly {
            people.victim = None;
        }
        people.side = self.side_before(at, harm);
        let draft = self.new_draft(at, harm, item, people, &rules::TOLL);
        self.drafts.push(draft);
        Some(self.drafts.len() - 1)
    }

    /// A noun phrase that is a number, alone or with a word for people or deaths.
    fn counts_alone(&self, at: usize) -> bool {
        let Some(np) = self.clauses.np(at) else { return false };
        let Some(quantity) = self.clauses.quantity(at) else { return false };
        let dated = self.victims.parsed.phrases.coded(quantity.last as usize + 1, Table::Calendar, Code::Month).is_some();
        let money = quantity.first.checked_sub(1).is_some_and(|at| self.victims.parsed.phrases.coded(at as usize, Table::Things, Code::Money).is_some());
        let real = matches!(quantity.amount, Amount::Number | Amount::Vague) && !dated && !money;
        let bare = np.head.is_none();
        real && !self.is_year(at) && !self.unit_follows(at) && (bare || self.victims.people_sense(np).is_some())
    }

    fn has_word(&self, at: usize, word: &str) -> bool {
        let Some(chunk) = self.clauses.list.get(at) else { return false };
        (chunk.first..=chunk.last).any(|tok| self.victims.parsed.tokens.text_of(tok as usize).eq_ignore_ascii_case(word))
    }
}

/// Nouns formed like forger, financier, recruiter, guitarist: people by their ending.
fn is_agentive(word: &str) -> bool {
    let ending = ["er", "or", "ist", "eer", "man", "woman", "ian"].iter().any(|end| word.ends_with(end));
    ending && word.len() > 4
}
