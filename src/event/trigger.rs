//! Triggers: the verbs and nouns that say something happened, and who stands on which side of them.
//!
//! In: the scene and the clauses of one sentence. Out: [`Trigger`]s with their subject, object and agent. Words with an
//! innocent twin count only where what they need (column `needs`) stands in the right place.

use super::scene::{Actor, Class, Scene};
use crate::lexicon::{Code, Sense, Table, row};
use crate::syntax::{ChunkKind, Clauses, Determiner, Parsed, VerbForm};
use crate::text::Order;
use crate::token::{Kind, Tag};

/// Tokens `first..=last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
}

/// A word that says something happened.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
    /// What happened.
    pub code: Code,
    /// The row and form.
    pub sense: Sense,
    /// A noun.
    pub noun: bool,
    /// The verb group, where it is a verb.
    pub group: Option<crate::syntax::VerbGroup>,
    /// Who did it: indexes into the actors of the scene.
    pub attackers: Vec<usize>,
    /// To whom.
    pub targets: Vec<usize>,
    /// Both sides, roles not told.
    pub both: Vec<usize>,
    /// Tokens of what it was done to.
    pub object: Vec<Reach>,
    /// The clause it stands in.
    pub clause: Reach,
    /// Only points back to an incident told before ("the assaults").
    pub echo: bool,
}

impl Trigger {
    /// It was done to something at tokens `first..=last`.
    pub(super) fn touches(&self, first: u32, last: u32) -> bool {
        self.object.iter().any(|object| first <= object.last && object.first <= last)
    }
}

/// One sentence under the reader's eye.
pub(super) struct Reading<'a, 't> {
    /// The text.
    pub parsed: &'a Parsed<'t>,
    /// The scene.
    pub scene: &'a Scene,
    /// Its clauses.
    pub clauses: Clauses<'a, 't>,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
}

impl<'a, 't> Reading<'a, 't> {
    /// Sentence `at` of the text; none if it has no token.
    pub(super) fn new(parsed: &'a Parsed<'t>, scene: &'a Scene, at: usize) -> Option<Self> {
        let sentence = parsed.sentences.get(at)?;
        let last = sentence.end.checked_sub(1).filter(|last| *last >= sentence.first)?;
        Some(Self { parsed, scene, clauses: parsed.clauses(at), first: sentence.first as u32, last: last as u32 })
    }

    /// Token `at` is this word.
    pub(super) fn is_word(&self, at: u32, word: &str) -> bool {
        self.parsed.tokens.text_of(at as usize).eq_ignore_ascii_case(word)
    }

    /// The chunk that holds token `at`.
    pub(super) fn chunk_of(&self, at: u32) -> Option<usize> {
        let index = self.clauses.list.partition_point(|chunk| chunk.last < at);
        self.clauses.list.get(index).filter(|chunk| chunk.first <= at).map(|_| index)
    }

    /// The triggers of the sentence, in order.
    pub(super) fn triggers(&self) -> Vec<Trigger> {
        let mut list: Vec<Trigger> = Vec::new();
        let mut at = self.first;
        while at <= self.last {
            match self.trigger(at) {
                Some(trigger) => {
                    at = trigger.last + 1;
                    list.push(trigger);
                }
                None => at += 1,
            }
        }
        let seized: Vec<Reach> =
            list.iter().filter(|trigger| trigger.code == Code::Disarm && !trigger.noun).flat_map(|trigger| trigger.object.iter().copied()).collect();
        list.retain(|trigger| !trigger.noun || !seized.iter().any(|reach| reach.first <= trigger.first && trigger.first <= reach.last));
        list
    }

    fn trigger(&self, at: u32) -> Option<Trigger> {
        if self.month(at) {
            return None;
        }
        let mut hits: Vec<_> =
            self.parsed.phrases.at(at as usize).iter().filter(|hit| matches!(hit.sense.table(), Table::EventVerbs | Table::EventNouns)).collect();
        hits.order_by_key(|hit| (std::cmp::Reverse(hit.last), hit.sense.entry()));
        hits.into_iter().find_map(|hit| {
            let trigger = match hit.sense.table() {
                Table::EventVerbs => self.verb(hit.first, hit.last, hit.sense),
                _ => self.noun(hit.first, hit.last, hit.sense),
            }?;
            if self.needs_met(&trigger, row(hit.sense.entry()).get("needs")) {
                return Some(trigger);
            }
            self.points_back(&trigger).then_some(Trigger { echo: true, ..trigger })
        })
    }

    /// "on 4 March": a word of the calendar within a date.
    fn month(&self, at: u32) -> bool {
        let dates = super::scene::spots_in(&self.scene.dates, at.saturating_sub(8), at);
        let calendar = self.parsed.tokens.get(at as usize).is_some_and(|token| token.capital()) && self.parsed.phrases.has(at as usize, Table::Calendar);
        // "a wet March", "March sales", but "the March Against Hatred"
        let alone = || at > self.first && self.is_word(at, "March") && !["against", "for", "of"].iter().any(|word| self.is_word(at + 1, word));
        calendar && (dates.iter().any(|spot| at <= spot.last) || alone())
    }

    /// "The assaults", "this operation": known from before.
    fn points_back(&self, trigger: &Trigger) -> bool {
        let np = self.chunk_of(trigger.first).and_then(|chunk| self.clauses.np(chunk));
        trigger.noun
            && matches!(trigger.code, Code::Attack | Code::Operation | Code::Clash | Code::Killing | Code::Shell | Code::Strike)
            && np.is_some_and(|np| {
                (np.determiner == Determiner::Demonstrative || self.parsed.tokens.text_of(np.first as usize).eq_ignore_ascii_case("the"))
                    && np.last == trigger.last
            })
    }

    fn verb(&self, first: u32, last: u32, sense: Sense) -> Option<Trigger> {
        let at = self.chunk_of(first)?;
        let group = *self.clauses.vg(at)?;
        if group.main != first {
            return None;
        }
        let mut trigger = self.blank(first, last, sense, false);
        trigger.group = Some(group);
        let passive = group.passive || (group.form == VerbForm::Participle && !self.comma_before(at) && !self.acts(at));
        let subject = self.subject(at, passive);
        let after = self.chunk_of(last).unwrap_or(at).max(at);
        let objects = if passive { Vec::new() } else { self.objects(after) };
        let agent = self.by_agent(after);
        let frame = row(sense.entry()).get("frame");
        let subject_actors: Vec<usize> = subject.map(|np| self.subject_actors(np)).unwrap_or_default();
        let object_actors: Vec<usize> = objects.iter().flat_map(|np| self.actors_of(*np)).collect();
        let agent_actors = agent.map(|np| self.actors_of_list(np)).unwrap_or_default();
        trigger.object = if passive { subject.map(|np| self.clauses.list_ending(np)).unwrap_or_default() } else { objects }
            .into_iter()
            .filter_map(|np| self.reach(np))
            .collect();
        match (frame, passive) {
            ("suffer", _) => (trigger.targets, trigger.attackers) = (subject_actors, self.prep_actors(after, "from").into_iter().chain(agent_actors).collect()),
            ("patient", false) => trigger.targets = object_actors,
            ("mutual", false) => {
                trigger.both = subject_actors;
                trigger.both.extend(object_actors);
                trigger.both.extend(self.prep_actors(after, "with").into_iter().chain(self.prep_actors(after, "against")));
            }
            (_, true) => (trigger.targets, trigger.attackers) = (subject_actors, agent_actors),
            _ => {
                trigger.targets = object_actors;
                if trigger.targets.is_empty() {
                    for prep in ["on", "at", "against", "into"] {
                        trigger.targets.extend(self.prep_actors(after, prep));
                    }
                }
                trigger.attackers = subject_actors;
            }
        }
        Some(trigger)
    }

    /// A bare participle that is really a past tense: a pronoun before it, or an object right after it.
    fn acts(&self, chunk: usize) -> bool {
        let pronoun = chunk.checked_sub(1).and_then(|before| self.clauses.np(before)).is_some_and(|np| np.pronoun);
        let object = self.clauses.np(chunk + 1).is_some_and(|np| !self.dated(chunk + 1) && np.head.is_some());
        pronoun || object
    }

    fn comma_before(&self, chunk: usize) -> bool {
        chunk.checked_sub(1).is_some_and(|before| self.clauses.kind(before) == Some(ChunkKind::Comma))
    }

    fn subject(&self, at: usize, passive: bool) -> Option<usize> {
        let group = self.clauses.vg(at)?;
        if passive && group.form == VerbForm::Participle && !group.passive {
            return self.clauses.free_np_before(at).or_else(|| self.clauses.subject(at));
        }
        self.clauses.subject(at)
    }

    /// The objects of the verb at chunk `at`, over a date that stands between.
    fn objects(&self, at: usize) -> Vec<usize> {
        let own = self.clauses.objects(at);
        let dated = self.clauses.is_np(at + 2) && self.clauses.kind(at + 1) == Some(ChunkKind::Prep) && self.dated(at + 2);
        if own.is_empty() && dated {
            self.clauses.objects(at + 2)
        } else if own.first().is_some_and(|np| self.dated(*np)) {
            self.clauses.objects(at + 1)
        } else {
            own
        }
    }

    fn dated(&self, np: usize) -> bool {
        self.clauses.list.get(np).is_some_and(|chunk| {
            let place = !super::scene::spots_in(&self.scene.places, chunk.first, chunk.last).is_empty();
            !place && self.parsed.phrases.has(chunk.last as usize, Table::Calendar)
        })
    }

    /// "by gunmen" within the clause after chunk `at`.
    fn by_agent(&self, at: usize) -> Option<usize> {
        (at + 1..at + 10)
            .take_while(|&next| !matches!(self.clauses.kind(next), None | Some(ChunkKind::Semicolon | ChunkKind::Vg(_))))
            .find_map(|next| (self.clauses.is(next, "by") && self.clauses.is_np(next + 1)).then_some(next + 1))
    }

    fn prep_actors(&self, at: usize, prep: &str) -> Vec<usize> {
        let np = (at + 1..at + 8)
            .take_while(|&next| !matches!(self.clauses.kind(next), None | Some(ChunkKind::Semicolon | ChunkKind::Vg(_))))
            .find_map(|next| (self.clauses.is(next, prep) && self.clauses.is_np(next + 1)).then_some(next + 1));
        np.map(|np| self.clauses.list_from(np).into_iter().flat_map(|np| self.actors_of(np)).collect()).unwrap_or_default()
    }

    fn noun(&self, first: u32, last: u32, sense: Sense) -> Option<Trigger> {
        let at = self.chunk_of(last)?;
        let nominal = matches!(self.parsed.tag(last as usize), Tag::Noun | Tag::NounPl | Tag::Propn)
            || (last > first && self.clauses.is_np(at))
            || self.clauses.is(at + 1, "between")
            || self.is_title_like(last);
        if !nominal {
            return None;
        }
        let mut trigger = self.blank(first, last, sense, true);
        let np = self.clauses.np(at);
        if let Some(np) = np {
            if np.first < first {
                let owners = self.actors_between(np.first, first - 1);
                (trigger.targets, trigger.attackers) = owners.into_iter().partition(|owner| self.suffers(*owner, &trigger, at));
            }
            if np.last > last && np.head != Some(last) && !self.event_head(np.last) {
                trigger.object.push(Reach { first: last + 1, last: np.last });
            }
        }
        trigger.attackers.extend(self.noun_agent(at));
        if let Some(np) = self.noun_prep(at, "from") {
            trigger.attackers.extend(self.actors_of_list(np));
        }
        for prep in ["on", "against", "at", "targeting", "of"] {
            if let Some(target) = self.noun_prep(at, prep) {
                trigger.object.extend(self.reach(target));
                let first = self.actors_of(target);
                let actors: Vec<usize> =
                    if first.is_empty() { first } else { self.clauses.list_from(target).into_iter().flat_map(|np| self.actors_of(np)).collect() };
                if prep == "of" && matches!(trigger.code, Code::Suicide | Code::Protest) { trigger.both.extend(actors) } else { trigger.targets.extend(actors) }
            }
        }
        if let Some(pair) = self.noun_prep(at, "between").or_else(|| self.noun_prep(at + 1, "between").filter(|_| self.clauses.is_vg(at + 1))) {
            let mut items = self.clauses.list_from(pair);
            let second = self.clauses.np_end(pair) + 2;
            if items.len() == 1 && self.clauses.kind(second - 1) == Some(ChunkKind::Conj) && self.clauses.is_np(second) {
                items.push(second);
            }
            trigger.both.extend(items.into_iter().flat_map(|np| self.actors_of(np)));
        }
        if let Some(other) = self.noun_prep(at, "with") {
            trigger.both.append(&mut trigger.attackers);
            trigger.both.extend(self.actors_of(other));
        }
        self.noun_verb(at, &mut trigger);
        Some(trigger)
    }

    /// "The minister's murder", "the student kidnapping": who is named before such a noun suffered it, unless armed.
    fn suffers(&self, owner: usize, trigger: &Trigger, at: usize) -> bool {
        let deed = matches!(trigger.code, Code::Killing | Code::Assassination | Code::Abduct | Code::Execution | Code::Rape);
        let owned = trigger.first.checked_sub(1).is_some_and(|at| self.parsed.tokens.get(at as usize).is_some_and(|token| token.kind == Kind::Clitic));
        let armed = self.actor(owner).is_some_and(|actor| actor.class.armed() || actor.class.crowd());
        deed && (!armed || owned && !self.clauses.is(at + 1, "of"))
    }

    /// The compound goes on with another word for an event: "bomb" in "bomb attack".
    fn event_head(&self, at: u32) -> bool {
        self.parsed.phrases.has(at as usize, Table::EventNouns)
    }

    fn is_title_like(&self, at: u32) -> bool {
        self.parsed.tokens.get(at as usize).is_some_and(|token| token.all_capitals())
    }

    /// "X launched an attack": the subject of the verb whose object the noun is; "the attack killed Y": its object.
    fn noun_verb(&self, at: usize, trigger: &mut Trigger) {
        let before = (at.saturating_sub(2)..at).rev().find(|&chunk| self.clauses.is_vg(chunk));
        if let Some(vg) = before.and_then(|chunk| self.clauses.vg(chunk).map(|vg| (chunk, vg))) {
            let (chunk, group) = vg;
            let direct = at - chunk == 1 || !matches!(self.clauses.kind(at - 1), Some(ChunkKind::Prep | ChunkKind::Comma));
            if direct
                && !group.passive
                && self.does(group.main)
                && let Some(subject) = self.clauses.subject(chunk)
            {
                let actors = self.actors_of_list(subject);
                if trigger.both.is_empty() { trigger.attackers.extend(actors) } else { trigger.both.extend(actors) }
            }
        }
        let end = self.clauses.np_end(at);
        if self.clauses.vg(end + 1).is_some_and(|group| !group.passive && !group.copula && !group.negated) {
            for np in self.clauses.objects(end + 1) {
                trigger.targets.extend(self.actors_of(np));
                trigger.object.extend(self.reach(np));
            }
        } else if let Some(agent) =
            self.after_aside(end + 1).filter(|&verb| self.clauses.vg(verb).is_some_and(|group| group.passive)).and_then(|verb| self.by_agent(verb))
        {
            trigger.attackers.extend(self.actors_of_list(agent));
        }
    }

    /// "the blast in Orel, a calm hub in the north, was carried out by": the verb after what stands between two commas.
    fn after_aside(&self, at: usize) -> Option<usize> {
        if self.clauses.kind(at) != Some(ChunkKind::Comma) {
            return Some(at);
        }
        let close = (at + 1..at + 12).find(|&next| self.clauses.kind(next) == Some(ChunkKind::Comma))?;
        (!(at..close).any(|next| self.clauses.is_vg(next))).then_some(close + 1)
    }

    /// The verb means doing what its object says: "launch", "carry out", "stage".
    fn does(&self, at: u32) -> bool {
        self.parsed.phrases.coded(at as usize, Table::EventCues, Code::Doing).is_some()
    }

    fn noun_agent(&self, at: usize) -> Vec<usize> {
        self.noun_prep(at, "by").map(|np| self.actors_of_list(np)).unwrap_or_default()
    }

    /// The noun phrase that hangs on the noun at chunk `at` by `prep`, over other prepositional phrases.
    fn noun_prep(&self, at: usize, prep: &str) -> Option<usize> {
        let mut next = at + 1;
        for _ in 0..4 {
            let staged = self.clauses.vg(next).is_some_and(|group| group.form == VerbForm::Participle && self.does(group.main));
            if staged && self.clauses.kind(next + 1) == Some(ChunkKind::Prep) {
                next += 1;
            }
            if !self.clauses.is_np(next + 1) || !matches!(self.clauses.kind(next)?, ChunkKind::Prep | ChunkKind::Vg(_)) {
                return None;
            }
            if self.clauses.is(next, prep) {
                return Some(next + 1);
            }
            if self.clauses.is_vg(next) {
                return None;
            }
            next += 2;
        }
        None
    }

    fn blank(&self, first: u32, last: u32, sense: Sense, noun: bool) -> Trigger {
        let clause = self.clause_of(first);
        Trigger {
            first,
            last,
            code: sense.code(),
            sense,
            noun,
            group: None,
            attackers: Vec::new(),
            targets: Vec::new(),
            both: Vec::new(),
            object: Vec::new(),
            clause,
            echo: false,
        }
    }

    /// The stretch between the stronger marks around token `at`.
    fn clause_of(&self, at: u32) -> Reach {
        let here = self.chunk_of(at).unwrap_or(0);
        let edge = |chunk: &usize| matches!(self.clauses.kind(*chunk), Some(ChunkKind::Semicolon | ChunkKind::Colon | ChunkKind::Sub));
        let from = (0..here).rev().take(40).find(edge).and_then(|chunk| self.clauses.list.get(chunk)).map_or(self.first, |chunk| chunk.last + 1);
        let to = (here + 1..self.clauses.list.len())
            .take(40)
            .find(edge)
            .and_then(|chunk| self.clauses.list.get(chunk))
            .map_or(self.last, |chunk| chunk.first.saturating_sub(1));
        Reach { first: from, last: to.max(from) }
    }

    /// A noun phrase with what hangs on it by "of".
    fn reach(&self, np: usize) -> Option<Reach> {
        let mut end = np;
        while self.clauses.is(end + 1, "of") && self.clauses.is_np(end + 2) {
            end += 2;
        }
        let (first, last) = (self.clauses.list.get(np)?.first, self.clauses.list.get(end)?.last);
        Some(Reach { first, last })
    }

    /// The actors named by the noun phrase at chunk `np`, or by what hangs on it with "of".
    pub(super) fn actors_of(&self, np: usize) -> Vec<usize> {
        let Some(chunk) = self.clauses.list.get(np) else { return Vec::new() };
        let mut own = self.actors_between(chunk.first, chunk.last);
        if own.is_empty() {
            own.extend(self.actor_around(chunk.first));
        }
        let last_own = own.last().copied();
        if let Some(actor) = last_own {
            let known = self.scene.actors.get(actor).is_some_and(|actor| actor.class != Class::Unknown || actor.entity.is_some());
            if known || !self.clauses.is(np + 1, "of") {
                return vec![actor];
            }
        }
        if self.clauses.is(np + 1, "of") && self.clauses.is_np(np + 2) {
            let further = self.clauses.list.get(np + 2).map(|chunk| self.actors_between(chunk.first, chunk.last)).unwrap_or_default();
            if let Some(actor) = further.last() {
                return vec![*actor];
            }
        }
        last_own.into_iter().collect()
    }

    /// The actor whose name began before token `at` and still goes on: "the Group for Support of Islam".
    fn actor_around(&self, at: u32) -> Option<usize> {
        let before = self.scene.actor_range(self.first, at).end.checked_sub(1)?;
        self.actor(before).filter(|actor| actor.first < at && at <= actor.last).map(|_| before)
    }

    /// The same for a list of noun phrases that ends at `np`.
    fn actors_of_list(&self, np: usize) -> Vec<usize> {
        self.clauses.list_ending(np).into_iter().flat_map(|item| self.actors_of(item)).collect()
    }

    /// The same for a subject; "it" and "they" stand for who speaks or acts before.
    fn subject_actors(&self, np: usize) -> Vec<usize> {
        let pronoun = self.clauses.np(np).is_some_and(|np| np.pronoun) && !self.person_pronoun(np);
        if !pronoun {
            return self.actors_of_list(np);
        }
        let verb = (np.saturating_sub(12)..np).rev().find(|&at| self.clauses.is_vg(at));
        let before = verb.and_then(|at| self.clauses.subject(at)).map(|np| self.actors_of_list(np)).unwrap_or_default();
        before.into_iter().filter(|at| self.actor(*at).is_some_and(|actor| actor.class.armed() || actor.class.crowd())).collect()
    }

    fn person_pronoun(&self, np: usize) -> bool {
        ["he", "she", "who", "that", "which"].iter().any(|word| self.clauses.is(np, word))
    }

    fn actors_between(&self, first: u32, last: u32) -> Vec<usize> {
        let range = self.scene.actor_range(first, last);
        range.filter(|at| self.scene.actors.get(*at).is_some_and(|actor| actor.last <= last.max(actor.first))).collect()
    }

    /// The actor of an index.
    pub(super) fn actor(&self, at: usize) -> Option<&Actor> {
        self.scene.actors.get(at)
    }

    fn armed_near(&self) -> bool {
        let range = self.scene.actor_range(self.first, self.last);
        let actor = self.scene.actors.get(range).unwrap_or(&[]).iter().any(|actor| actor.class.armed());
        actor || self.any_cue(&[Code::Front, Code::Firearm, Code::Aerial, Code::Artillery, Code::Explosive]) || self.deadly_fight()
    }

    /// "killed in clan fighting": a toll and a word for a fight need nobody armed beside them.
    fn deadly_fight(&self) -> bool {
        let fight =
            |at: u32| self.parsed.phrases.of(at as usize, Table::EventNouns).any(|hit| matches!(hit.sense.code(), Code::Clash | Code::Shell | Code::Attack));
        !super::scene::spots_in(&self.scene.claims, self.first, self.last).is_empty() && (self.first..=self.last).any(fight)
    }

    fn any_cue(&self, codes: &[Code]) -> bool {
        self.scene.cues_in(self.first, self.last).iter().any(|cue| codes.contains(&cue.code))
    }

    fn object_event(&self, trigger: &Trigger) -> bool {
        trigger.object.iter().any(|reach| (reach.first..=reach.last).any(|at| self.event_head(at)))
    }

    /// The object is people, not a thing of theirs: the actor stands at the head of its noun phrase.
    fn people_object(&self, trigger: &Trigger) -> bool {
        let head = |at: u32| self.chunk_of(at).and_then(|chunk| self.clauses.np(chunk)).is_none_or(|np| np.head.is_none_or(|head| head <= at));
        trigger.targets.iter().filter_map(|at| self.actor(*at)).any(|actor| head(actor.last)) || self.somebody(trigger)
    }

    /// "She was taken to the hospital".
    fn cared_for(&self, trigger: &Trigger) -> bool {
        const CARE: [&str; 9] = ["hospital", "hospitals", "clinic", "clinics", "doctor", "doctors", "medical", "morgue", "infirmary"];
        let to = (trigger.last + 1..(trigger.last + 4).min(self.last)).find(|&at| self.is_word(at, "to"));
        to.is_some_and(|to| (to + 1..=(to + 7).min(self.last)).any(|at| CARE.iter().any(|word| self.is_word(at, word))))
    }

    /// Somebody of that class stands in the sentence.
    fn any_class(&self, class: Class) -> bool {
        self.scene.actors.get(self.scene.actor_range(self.first, self.last)).unwrap_or(&[]).iter().any(|actor| actor.class == class)
    }

    /// "Many of them were captured", "3 were captured": a number that leaves out the people.
    fn counted_victims(&self, trigger: &Trigger) -> bool {
        let count =
            |reach: &Reach| self.chunk_of(reach.first).and_then(|chunk| self.clauses.np(chunk)).is_some_and(|np| np.quantity.is_some() && np.head.is_none());
        trigger.group.is_some_and(|group| group.passive) && trigger.object.iter().any(count)
    }

    /// The object is a personal pronoun or the name of a person.
    fn somebody(&self, trigger: &Trigger) -> bool {
        let person = |at: u32| self.parsed.phrases.has(at as usize, Table::GivenNames);
        let pronoun = |at: u32| ["he", "him", "she", "her", "they", "them"].iter().any(|word| self.is_word(at, word));
        trigger.object.iter().any(|reach| reach.first == reach.last && pronoun(reach.first) || person(reach.first))
    }

    fn object_cue(&self, trigger: &Trigger, code: Code) -> bool {
        trigger.object.iter().any(|reach| self.scene.has_cue(code, reach.first, reach.last))
    }

    fn object_in(&self, trigger: &Trigger, spots: &[super::scene::Spot]) -> bool {
        trigger.object.iter().any(|reach| !super::scene::spots_in(spots, reach.first, reach.last).is_empty())
    }

    /// "captured Gao": a place stands for itself as the object, and nothing speaks of votes, games or markets.
    fn takes_place(&self, trigger: &Trigger) -> bool {
        let whole = |reach: &Reach| super::scene::spots_in(&self.scene.places, reach.first, reach.last).iter().any(|spot| spot.last == reach.last);
        trigger.object.iter().any(whole) && !self.any_cue(&[Code::Politics, Code::Sport, Code::Culture, Code::Market])
    }

    /// "the rebels struck the soldiers": armed people on both sides.
    fn armed_both(&self, trigger: &Trigger) -> bool {
        let armed = |list: &[usize]| list.iter().any(|at| self.actor(*at).is_some_and(|actor| actor.class.armed()));
        armed(&trigger.attackers) && armed(&trigger.targets)
    }

    /// "Gao and Tassoro were also hit": places that something was done to, and nothing says it was a flood or a price.
    fn struck_place(&self, trigger: &Trigger) -> bool {
        trigger.group.is_some_and(|group| group.passive) && self.takes_place(trigger) && self.by_agent(self.chunk_of(trigger.last).unwrap_or(0)).is_none()
    }

    /// "Tassoro was captured in Gao": a name that is no place, and nobody says who did it.
    fn named_victim(&self, trigger: &Trigger) -> bool {
        let passive = trigger.group.is_some_and(|group| group.passive) && trigger.attackers.is_empty();
        let name = |reach: &Reach| self.chunk_of(reach.first).and_then(|chunk| self.clauses.np(chunk)).is_some_and(|np| np.proper && !np.plural);
        passive && !self.object_in(trigger, &self.scene.places) && trigger.object.iter().any(name)
    }

    fn needs_met(&self, trigger: &Trigger, needs: &str) -> bool {
        match needs {
            "" => true,
            "armed" => self.armed_near() || trigger.code == Code::Attack && self.struck_place(trigger),
            "sides" => self.armed_near() || self.any_cue(&[Code::CrowdPeople, Code::Rioter, Code::RiotMissile]),
            "onslaught" => {
                self.armed_near() && (self.object_event(trigger) || trigger.targets.iter().any(|at| self.actor(*at).is_some_and(|actor| actor.class.armed())))
            }
            "remote" => {
                self.struck_place(trigger)
                    || self.armed_both(trigger)
                    || self.any_cue(&[Code::Chemical, Code::Aerial, Code::Drone, Code::Artillery, Code::Explosive, Code::Grenade])
            }
            "explosive" => self.object_cue(trigger, Code::Explosive) || self.object_cue(trigger, Code::Grenade),
            "crowd" => self.any_cue(&[Code::Crowd, Code::CrowdPeople, Code::Rioter]),
            "people" => self.people_object(trigger) && !self.cared_for(trigger),
            // police search for climbers too
            "sought" => self.armed_near() && (self.any_class(Class::Nonstate) || self.any_cue(&[Code::Explosive, Code::Firearm])),
            "captive" => self.people_object(trigger) || self.named_victim(trigger) || self.counted_victims(trigger),
            "territory" => self.armed_near() && (self.object_cue(trigger, Code::Territory) || self.object_in(trigger, &self.scene.places)),
            "ground" => self.needs_met(trigger, "territory") || self.takes_place(trigger),
            "post" => self.armed_near() && self.object_cue(trigger, Code::Post),
            "truce" => self.object_cue(trigger, Code::Truce),
            "property" => self.object_cue(trigger, Code::Property) || self.object_in(trigger, &self.scene.facilities),
            other => Code::from_name(other).is_some_and(|code| self.object_cue(trigger, code)),
        }
    }
}
