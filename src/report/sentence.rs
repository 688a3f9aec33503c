//! The card's lead: what happened in plain English, in the past tense, every claim with the one who makes it.
//!
//! In: the main event and what belongs to it. Out: one sentence of what happened, then the toll, who claims it or is blamed,
//! what is withheld, and whether more is told. A sentence is left out where the text says nothing.

use super::names::Spoken;
use super::prose::Prose;
use super::summary::{Card, TARGET_ROLES, cell, roles};
use super::wording::{number, phrase, small_number, when};
use crate::rule::EntryId;
use crate::schema::*;
use crate::text::{Order, sum_of_all};

/// People of one outcome, as one source tells it.
struct Part {
    people: Spoken,
    outcome: &'static str,
    by: Option<Id>,
    doubt: &'static str,
}

/// Acts that are told with the people they fell on: "killed 12 villagers".
const ACTS_ON_PEOPLE: [&str; 7] = ["killing", "massacre", "execution", "assassination", "abduct", "lynch", SHOOTING];
/// It need not kill: where it did, the killing is told.
const SHOOTING: &str = "shooting";
/// Acts whose verb takes no object.
const ACTS_ALONE: [&str; 6] = ["protest", "riot", "withdraw", "group-change", "escape", "base"];
/// Outcomes that the lead tells, in this order.
const TOLD: [&str; 8] = ["killed", "neutralised", "casualty", "injured", "abducted", "captured", "missing", "displaced"];
const MOST_NAMED: usize = 2;
const MOST_TOLLS: usize = 3;
/// Where the toll of several incidents stands.
const FIRST: usize = 12;

impl Card<'_, '_> {
    /// The lead of the main event.
    pub(super) fn lead(&self, event: &Event, kind: Option<EntryId>) -> Prose {
        let act = kind.map(|entry| crate::lexicon::row(entry).id()).unwrap_or_default();
        let mut parts = self.parts(event);
        let setting = self.setting(event);
        let on_people = ACTS_ON_PEOPLE.contains(&act.as_ref());
        let mut who = self.sides(event).0;
        // "the army and the rebels killed two rebels": those of the side of the dead fought, the others killed
        let side = |id: &Id| self.found.entities.get(id.index()).filter(|entity| !entity.generic).map_or("", |entity| side_of(entity.r#type));
        let bereft = |id: &Id| event.fatalities.by_side.iter().any(|toll| toll.side == side(id) && !toll.from.is_empty());
        if on_people && who.iter().any(|id| !bereft(id) && !side(id).is_empty()) {
            who.retain(|id| !bereft(id));
        }
        let who = self.together(who);
        let on_them = |part: &Part| part.outcome == if act == "abduct" { "abducted" } else { "killed" };
        let mut sentences = Vec::new();
        match &who {
            Some(who) if on_people && parts.iter().any(on_them) => {
                let first = parts.remove(parts.iter().position(on_them).unwrap_or(0));
                let said = if first.by.is_none() { self.according_to(event) } else { self.attribution(first.by, first.doubt) };
                let shot = act == SHOOTING;
                let did = cell(kind, "did").filter(|_| !shot).unwrap_or("killed");
                let told = who.text.clone().say(" ").tell(did, &[event.id]).say(" ").then(&first.people.text);
                let told = if shot { told.say(" in ").tell(cell(kind, "noun").unwrap_or(SHOOTING), &[event.id]) } else { told };
                sentences.push(told.then(&setting).then(&said));
            }
            Some(who) => sentences.push(who.text.clone().say(" ").then(&self.act(event, kind, &act)).then(&setting).then(&self.according_to(event))),
            None if parts.first().is_some_and(|part| part.outcome == "killed") => {
                let (clause, rest) = self.clause(&parts);
                let noun = cell(kind, "noun").unwrap_or("an incident");
                let (by, doubt) = parts.first().map_or((None, ""), |part| (part.by, part.doubt));
                let against = self.parties(event, &["target", "defender"], &[]).filter(|_| noun.ends_with("attack") || noun.ends_with("strike"));
                let told = clause.say(" in ").tell(noun, &[event.id]);
                let told = against.into_iter().fold(told, |told, whom| told.say(" on ").then(&whom.text));
                sentences.push(told.then(&setting).then(&self.attribution(by, doubt)));
                parts.drain(..rest);
            }
            None => sentences.push(self.nameless(event, kind, &setting)),
        }
        while !parts.is_empty() {
            let (clause, rest) = self.clause(&parts);
            let (by, doubt) = parts.first().map_or((None, ""), |part| (part.by, part.doubt));
            sentences.push(clause.then(&self.attribution(by, doubt)));
            parts.drain(..rest);
        }
        sentences.extend(self.differing(event));
        sentences.extend(self.responsibility(event));
        sentences.extend(self.silence(event));
        sentences.extend(self.more_events(event));
        let sentences: Vec<Prose> = sentences.into_iter().map(|told| told.capitalized().say(".")).collect();
        Prose::joined(&sentences, " ", " ")
    }

    /// "attacked the Malian army", "took Kidal from the army", "carried out a raid".
    fn act(&self, event: &Event, kind: Option<EntryId>, act: &str) -> Prose {
        let did = cell(kind, "did").unwrap_or("attacked");
        let told = |text: &str| Prose::of(text, &[event.id]);
        if ACTS_ALONE.contains(&act) {
            return told(did);
        }
        let fought = || self.together(self.sides(event).1).filter(|_| matches!(act, "clash" | "agreement"));
        let whom = self.parties(event, &["target", "defender"], &["attacker"]).or_else(fought);
        let facilities = || self.facilities(event).filter(|_| act != "clash");
        let victims = || self.parties(event, &["victim"], &["attacker"]).filter(|_| act != "clash").map(|whom| whom.text);
        match whom.map(|whom| whom.text).or_else(facilities).or_else(victims) {
            Some(whom) if matches!(act, "seize" | "retake") => told(did).say(" territory from ").then(&whom),
            Some(whom) => told(did).say(" ").then(&whom),
            None if cell(kind, "done").is_some() => Prose::default().say("carried out ").then(&told(cell(kind, "noun").unwrap_or("an attack"))),
            None => Prose::default().say("took part in ").then(&told(cell(kind, "noun").unwrap_or("an incident"))),
        }
    }

    /// Nobody is named as having done it and no deaths are told.
    fn nameless(&self, event: &Event, kind: Option<EntryId>, setting: &Prose) -> Prose {
        let whom = self.parties(event, &TARGET_ROLES, &[]);
        if let (Some(whom), Some(done)) = (whom, cell(kind, "done")) {
            return whom.text.say(were(whom.plural)).tell(done, &[event.id]).then(setting);
        }
        let noun = cell(kind, "noun").unwrap_or("an incident");
        let on = self.facilities(event).filter(|_| noun.ends_with("attack") || noun.ends_with("strike"));
        let told = on.into_iter().fold(Prose::of(noun, &[event.id]), |told, on| told.say(" on ").then(&on));
        told.say(were(noun == "arrests")).say("reported").then(setting)
    }

    /// The parties of some roles, those with names before those without; at most two.
    fn parties(&self, event: &Event, wanted: &[&str], unlike: &[&str]) -> Option<Spoken> {
        let other = roles(event, unlike);
        self.together(roles(event, wanted).into_iter().filter(|id| !other.contains(id)).collect())
    }

    fn together(&self, ids: Vec<Id>) -> Option<Spoken> {
        let named = |id: &Id| self.found.entities.get(id.index()).is_some_and(|entity| !entity.generic);
        let any = ids.iter().any(named);
        let ids: Vec<Id> = ids.into_iter().filter(|id| !any || named(id)).collect();
        let mut names: Vec<Spoken> = Vec::new();
        for name in ids.into_iter().filter_map(|id| self.spoken(id)) {
            if !names.iter().any(|known| known.text.text() == name.text.text()) {
                names.push(name);
            }
            if names.len() == if any { MOST_NAMED } else { 1 } {
                break;
            }
        }
        let plural = names.len() > 1 || names.first()?.plural;
        let texts: Vec<Prose> = names.into_iter().map(|name| name.text).collect();
        Some(Spoken { text: Prose::list(&texts, " and "), plural })
    }

    /// Where and when.
    fn setting(&self, event: &Event) -> Prose {
        let date = event.date.and_then(|id| self.dates.list.get(id.index()));
        date.iter().fold(self.places(event), |told, date| told.say(" ").tell(&when(date), &[date.id]))
    }

    /// Figures of the event, the dead by side first, then the others.
    fn parts(&self, event: &Event) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let own = roles(event, &["attacker"]).into_iter().find_map(|id| self.found.entities.get(id.index())).map(|entity| side_of(entity.r#type));
        let mut sides: Vec<&SideToll> = event.fatalities.by_side.iter().filter(|side| !side.from.is_empty() && !side.flags.contains(&"conflicting")).collect();
        sides.order_by_key(|side| (own == Some(side.side), std::cmp::Reverse(side.best)));
        match self.whole_of(event, &sides) {
            Some(whole) => parts.push(self.part(whole)),
            None => parts.extend(sides.into_iter().filter_map(|side| self.dead(event, side))),
        }
        for outcome in TOLD.iter().skip(2) {
            let mut mine: Vec<&CasualtyClaim> = self.others_of(event, outcome);
            mine.retain(|claim| claim.outcome != "casualty" || claim.figure.best.is_some());
            match mine.as_slice() {
                [] => {}
                [one] => parts.push(self.part(one)),
                several => parts.extend(self.added(several)),
            }
        }
        let mut ordered: Vec<Part> = Vec::new();
        for outcome in TOLD {
            let (now, later): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| part.outcome == outcome);
            ordered.extend(now);
            parts = later;
        }
        ordered
    }

    /// The figure that all the others are parts of, told with its source.
    fn whole_of(&self, event: &Event, sides: &[&SideToll]) -> Option<&CasualtyClaim<'_>> {
        let claim = |id: &Id| self.claims.claims.get(id.index());
        let mut parts = sides.iter().flat_map(|side| &side.from).filter_map(claim).peekable();
        let first = parts.peek()?.not_additive_with.first().copied()?;
        let inside = |part: &CasualtyClaim| part.relation == Some("subset_of") && part.not_additive_with.contains(&first);
        let whole = claim(&first).filter(|whole| parts.all(inside) && whole.event == Some(event.id))?;
        let again = |other: &&CasualtyClaim| other.relation == Some("same_as") && other.not_additive_with.contains(&whole.id) && other.attributed_to.is_some();
        let named = || self.claims.claims.iter().filter(|_| whole.attributed_to.is_none()).find(again);
        named().or(Some(whole))
    }

    /// Several figures of one outcome: added up where one source tells them all.
    fn added(&self, claims: &[&CasualtyClaim]) -> Vec<Part> {
        let first = claims.first().copied();
        let alike = claims.iter().all(|claim| first.is_some_and(|first| first.attributed_to == claim.attributed_to && claim.figure.qualifier == "exact"));
        let sum = sum_of_all(claims.iter().map(|claim| claim.figure.best));
        let side = first.map(|first| first.side).filter(|side| claims.iter().all(|claim| claim.side == *side)).unwrap_or("unknown");
        match (first, sum) {
            (Some(first), Some(sum)) if alike => {
                let all: Vec<Id> = claims.iter().map(|claim| claim.id).collect();
                vec![Part { people: Spoken { text: self.of_side(side, sum, &all), plural: true }, ..self.part(first) }]
            }
            (Some(first), _) if claims.iter().all(|claim| claim.figure.best.is_none()) => vec![self.part(first)],
            _ => claims.iter().take(MOST_NAMED).map(|claim| self.part(claim)).collect(),
        }
    }

    fn part(&self, claim: &CasualtyClaim) -> Part {
        let unverified = claim.verification == Some("unverified") || claim.outcome == "neutralised";
        let doubt = if unverified {
            "toll-unverified"
        } else if claim.hedged {
            "toll-hedged"
        } else {
            ""
        };
        let people = if claim.polarity == "negated" { Spoken { text: Prose::of(phrase("nobody"), &[claim.id]), plural: false } } else { self.people(claim) };
        Part { people, outcome: claim.outcome, by: claim.attributed_to, doubt }
    }

    /// The dead of one side; a whole told apart by side is told once, with its parts.
    fn dead(&self, event: &Event, side: &SideToll) -> Option<Part> {
        let first = side.from.first().and_then(|id| self.claims.claims.get(id.index()))?;
        let whole = |toll: &&SideToll| {
            let claim = toll.from.first().and_then(|id| self.claims.claims.get(id.index()));
            toll.flags.contains(&"derived") && claim.is_some_and(|claim| claim.derived.is_none())
        };
        if whole(&side) {
            let mut part = self.part(first);
            let sides =
                event.fatalities.by_side.iter().filter(|toll| !toll.from.is_empty() && !whole(toll) && toll.side != "unknown" && toll.side != first.side);
            let inside: Vec<Prose> = sides.filter_map(|toll| Some(self.of_side(toll.side, toll.best?, &toll.from))).collect();
            if !inside.is_empty() {
                part.people.text = part.people.text.say(", ").say(phrase("toll-among")).say(" ").then(&Prose::list(&inside, " and ")).say(",");
            }
            return Some(part);
        }
        if event.fatalities.by_side.iter().any(|toll| whole(&toll)) {
            return None;
        }
        let mut part = self.part(first);
        if side.from.len() > 1 {
            let lead = if side.high.is_none() { Prose::of(phrase("qualifier-at-least"), &side.from).tell(" ", &side.from) } else { Prose::default() };
            part.people = Spoken { text: lead.then(&self.of_side(side.side, side.best?, &side.from)), plural: side.best != Some(1) };
        }
        Some(part)
    }

    /// "six civilians", "one fighter".
    fn of_side(&self, side: &str, count: u64, claims: &[Id]) -> Prose {
        let whom = phrase(&format!("{}-{side}", if count == 1 { "one" } else { "many" }));
        Prose::of(small_number(&number(count)), claims).tell(" ", claims).tell(whom, claims)
    }

    /// The first parts that one source tells, as a clause; and how many they are.
    fn clause(&self, parts: &[Part]) -> (Prose, usize) {
        let same = |part: &&Part| parts.first().is_some_and(|first| first.by == part.by && first.doubt == part.doubt);
        let count = parts.iter().take_while(same).count().max(1);
        let mut clauses: Vec<Prose> = Vec::new();
        let mut rest = parts.get(..count).unwrap_or(&[]);
        // the people of the clause before, where they can be left out
        let mut single: Option<&Prose> = None;
        while let Some(first) = rest.first() {
            let together = rest.iter().take_while(|part| part.outcome == first.outcome).count();
            let (now, later) = rest.split_at(together);
            let people: Vec<Prose> = now.iter().map(|part| part.people.text.clone()).collect();
            let verb = phrase(&format!("outcome-{}", first.outcome));
            let plural = together > 1 || first.people.plural;
            let before = single.filter(|_| plural && together == 1).map(|before| without_noun(&first.people.text, before));
            clauses.push(match before {
                Some(people) => people.say(" ").say(verb),
                None => Prose::list(&people, " and ").say(were(plural)).say(verb),
            });
            single = Some(&first.people.text).filter(|_| together == 1 && first.people.plural);
            rest = later;
        }
        (Prose::list(&clauses, " and "), count)
    }

    /// ", the army said", and what makes it doubtful.
    fn attribution(&self, by: Option<Id>, doubt: &str) -> Prose {
        let by = by.and_then(|id| self.spoken_again(id));
        let said = by.iter().fold(Prose::default(), |said, by| said.say(", ").then(&by.text).say(" said"));
        if doubt.is_empty() { said } else { said.say(" (").say(phrase(doubt)).say(")") }
    }

    /// Who lays the deed at the door of the attackers, where they do not claim it.
    fn according_to(&self, event: &Event) -> Prose {
        let attackers = roles(event, &["attacker"]);
        let told = |s: &&Statement| s.actor.is_some_and(|id| attackers.contains(&id));
        let claimed = self.told(event, "claim").any(|s| told(&s));
        let by = self.told(event, "accusation").filter(told).filter_map(|s| s.source).find(|by| !claimed && !attackers.contains(by));
        let by = by.and_then(|id| self.spoken_again(id));
        by.iter().fold(Prose::default(), |told, by| told.say(", according to ").then(&by.text))
    }

    pub(super) fn told<'s>(&'s self, event: &'s Event, kind: &'static str) -> impl Iterator<Item = &'s Statement<'s>> {
        let of = move |s: &&Statement| s.kind == "responsibility" && s.r#type == Some(kind) && s.event == Some(event.id);
        self.story.statements.iter().filter(of)
    }

    /// "Reports of the dead differed: 12 soldiers, the army said; 40 soldiers, the group said."
    fn differing(&self, event: &Event) -> Vec<Prose> {
        let mine = self.story.contested.iter().filter(|question| question.event == Some(event.id));
        mine.filter_map(|question| match question.topic {
            "fatalities" => self.tolls_told(question),
            "military_outcome" => self.outcomes_told(question),
            _ => None,
        })
        .collect()
    }

    fn tolls_told(&self, question: &Contested) -> Option<Prose> {
        let claims = question.positions.iter().filter_map(|position| self.claims.claims.get(position.claim?.index()));
        let (denied, told): (Vec<&CasualtyClaim>, Vec<&CasualtyClaim>) = claims.take(MOST_TOLLS).partition(|claim| claim.polarity == "denied");
        if let Some(claim) = denied.first() {
            let (by, people) = (claim.denied_by.and_then(|id| self.spoken_again(id)), self.people(claim));
            let told = Prose::default().say("that ").then(&people.text).say(were(people.plural)).say(phrase(&format!("outcome-{}", claim.outcome)));
            let told = told.say(" was ").tell("denied", &[question.id]);
            return Some(by.iter().fold(told, |told, by| told.say(" by ").then(&by.text)));
        }
        let texts: Vec<Prose> = told.iter().map(|claim| self.people(claim).text.then(&self.attribution(claim.attributed_to, ""))).collect();
        (texts.len() > 1).then(|| Prose::of(phrase("lead-differ"), &[question.id]).say(": ").then(&Prose::joined(&texts, "; ", "; ")))
    }

    /// "The army said it repelled the attack; JNIM said it seized two posts."
    fn outcomes_told(&self, question: &Contested) -> Option<Prose> {
        let statements = question.positions.iter().filter_map(|position| self.story.statements.get(position.statement?.index()));
        let tell = |statement: &Statement| {
            let by = self.spoken_again(statement.source.or(statement.actor)?)?;
            let object = statement.object.as_deref().unwrap_or("the attack");
            let ids = [statement.id];
            let told = by.text.say(" said ").tell(if by.plural { "they" } else { "it" }, &ids).tell(" ", &ids).tell(statement.value.as_deref()?, &ids);
            Some(told.tell(" ", &ids).tell(object, &ids))
        };
        let texts: Vec<Prose> = statements.filter_map(tell).collect();
        (texts.len() > 1).then(|| Prose::joined(&texts, "; ", "; "))
    }

    /// Who claims it, who is blamed and denies it, or that nobody has claimed it.
    fn responsibility(&self, event: &Event) -> Vec<Prose> {
        let claimed = self.told(event, "claim").find_map(|s| Some((s.id, s.actor?)));
        if let Some((claim, by)) = claimed.and_then(|(claim, id)| Some((claim, self.spoken_again(id)?))) {
            return vec![by.text.say(" ").tell("claimed responsibility", &[claim])];
        }
        let mut texts: Vec<Prose> = Vec::new();
        texts.extend(self.told(event, "no_claim").next().map(|s| Prose::of("no group had claimed responsibility", &[s.id])));
        let attackers = roles(event, &["attacker"]);
        let blamed = self.told(event, "accusation").filter(|s| s.actor.is_some_and(|id| !attackers.contains(&id)));
        let mut blamed: Vec<&Statement> = blamed.collect();
        let denying: Vec<Id> = self.told(event, "denial").filter_map(|s| s.actor).collect();
        blamed.order_by_key(|s| (s.source.is_some_and(|by| denying.contains(&by)), s.source.is_none()));
        let mut known: Vec<Option<Id>> = Vec::new();
        for statement in blamed {
            if known.len() < MOST_NAMED && !known.contains(&statement.actor) {
                known.push(statement.actor);
                texts.extend(self.blame(event, statement));
            }
        }
        let accused = |id: Id| attackers.contains(&id) && self.told(event, "accusation").any(|s| s.actor == Some(id));
        let denies = self.told(event, "denial").find(|s| s.actor.is_some_and(accused));
        texts.extend(denies.and_then(|s| Some(self.spoken_again(s.actor?)?.text.say(" ").tell("denied it", &[s.id]))));
        texts
    }

    /// "the government blamed al-Shabaab, which denied it".
    fn blame(&self, event: &Event, statement: &Statement) -> Option<Prose> {
        let actor = self.spoken(statement.actor?)?;
        let denied = self.told(event, "denial").find(|s| s.actor == statement.actor || s.source == statement.actor);
        let (told, then) = match statement.source.and_then(|id| self.spoken_again(id)) {
            Some(by) => (by.text.say(" ").tell("blamed", &[statement.id]).say(" ").then(&actor.text), ", which "),
            None => (actor.text.say(were(actor.plural)).tell("blamed", &[statement.id]), " and "),
        };
        Some(denied.iter().fold(told, |told, s| told.say(then).tell("denied it", &[s.id])))
    }

    /// Who does not give its losses.
    fn silence(&self, event: &Event) -> Option<Prose> {
        let mine = |item: &&Undisclosed| item.event == Some(event.id) && matches!(item.outcome, "killed" | "injured" | "casualty");
        let party = |id: Id| {
            self.found.entities.get(id.index()).is_some_and(|entity| matches!(entity.r#type, "state_force" | "armed_group" | "external_force" | "government"))
        };
        let item = self.claims.undisclosed.iter().filter(mine).find(|item| item.by.is_some_and(party))?;
        let by = self.spoken_again(item.by?)?;
        let own = item.side != "unknown";
        Some(by.text.say(" ").tell(phrase(if own { "lead-own-losses" } else { "lead-no-figures" }), &[item.id]))
    }

    /// "Five more incidents were reported; 14 people were killed in all, officials said."
    fn more_events(&self, event: &Event) -> Option<Prose> {
        let more = self.story.events.iter().filter(|other| other.id != event.id && matches!(other.status, "main" | "related"));
        let more: Vec<Id> = more.map(|other| other.id).collect();
        let (count, one) = (number(more.len() as u64), more.len() == 1);
        let what = if one { " more incident" } else { " more incidents" };
        let told = (!more.is_empty()).then(|| Prose::of(small_number(&count), &more).tell(what, &more).say(were(!one)).say("reported"))?;
        let mine = |id: Id| {
            self.claims.claims.iter().any(|part| part.event == Some(event.id) && part.relation == Some("subset_of") && part.not_additive_with.contains(&id))
        };
        let whole = self
            .claims
            .claims
            .iter()
            .take(FIRST)
            .find(|claim| claim.event.is_none() && claim.status == "current" && claim.outcome == "killed" && mine(claim.id));
        let all = |told: Prose, claim: &CasualtyClaim| {
            told.say("; ").then(&self.people(claim).text).say(" were killed in all").then(&self.attribution(claim.attributed_to, ""))
        };
        Some(whole.into_iter().fold(told, all))
    }
}

fn were(plural: bool) -> &'static str {
    if plural { " were " } else { " was " }
}

/// "56" of "56 soldiers" after "13 soldiers were killed and ..."; "others" of the same words again.
fn without_noun(people: &Prose, before: &Prose) -> Prose {
    let ids = people.0.first().map_or(&[][..], |(_, ids)| ids);
    let (people, before) = (people.text(), before.text());
    let shared = people.split(' ').rev().zip(before.split(' ').rev()).take_while(|(one, other)| one == other).count();
    let words: Vec<&str> = people.split(' ').collect();
    let own = words.get(..words.len().saturating_sub(shared)).unwrap_or(&[]);
    match own {
        [] => Prose::of("others", ids),
        [own @ .., "of"] | own => Prose::of(&own.join(" "), ids),
    }
}

/// The side that a kind of party stands on.
fn side_of(kind: &str) -> &'static str {
    match kind {
        "armed_group" => "nonstate",
        "state_force" => "state",
        "external_force" => "external",
        _ => "",
    }
}
