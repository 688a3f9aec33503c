//! Entities: each chosen candidate joined to what it names.
//!
//! In: candidates in the order of the text. Out: entities with their mentions. A name joins by its row or its spelling,
//! an acronym by the name before it, a surname by the full name, "the group" by what was named last.

use super::draft::{Draft, Key, Spoken};
use crate::lexicon::{Code, Table, row, rows_of};
use crate::recognize::{Candidate, Class, Fighters, Focus, Force, Formed, Government, Listed, Look, PersonParts, What, iso3};
use crate::rule::EntryId;
use crate::schema::Text;
use crate::text::{Map, Order, lower_case};
use std::borrow::Cow;

/// Builds the entities of a text.
pub struct Joiner<'l, 'p, 't> {
    pub(super) look: &'l Look<'p, 't>,
    pub(super) focus: &'l Focus,
    pub(super) drafts: Vec<Draft<'t>>,
    keys: Map<Key, usize>,
    acronyms: Map<String, usize>,
    /// Names without a row, by the letters that begin their words.
    initials: Map<String, usize>,
    /// Entity and last token of the name mention before.
    before: Option<(usize, usize)>,
    claimants: Vec<usize>,
    /// Groups with a name.
    groups: Vec<usize>,
    /// Those of them mentioned only as what another one is linked to.
    targets: Map<usize, bool>,
    /// Where they are named, in order.
    named_groups: Vec<(usize, usize)>,
    /// Forces of a country.
    forces: Vec<usize>,
    /// Governments of a country.
    governments: Vec<usize>,
    /// The first persons with a role.
    holders: Vec<usize>,
    /// Persons whose name begins or ends with that word.
    persons: Map<String, Vec<usize>>,
}

/// A force or government named by its kind alone is no stronger than this: its country is to be understood.
const ALONE: i32 = 50;

/// A role alone is looked for among this many entities before it.
const MOST_HEARD: usize = 200;

fn folded(text: &str) -> String {
    crate::lexicon::gazetteer::fold::fold(text)
}

impl<'l, 'p, 't> Joiner<'l, 'p, 't> {
    /// Joins all candidates, names first, so that what is said before a name can refer to it.
    pub fn join(look: &'l Look<'p, 't>, focus: &'l Focus, candidates: &[Candidate<'t>]) -> Vec<Draft<'t>> {
        let mut joiner = Joiner {
            look,
            focus,
            drafts: Vec::new(),
            keys: Map::default(),
            acronyms: Map::default(),
            initials: Map::default(),
            before: None,
            claimants: Vec::new(),
            groups: Vec::new(),
            targets: Map::default(),
            named_groups: Vec::new(),
            forces: Vec::new(),
            governments: Vec::new(),
            holders: Vec::new(),
            persons: Map::default(),
        };
        for one in candidates {
            joiner.named(one);
        }
        joiner.claimants = joiner.find_claimants();
        joiner.list_groups();
        let with_role = joiner.drafts.iter().enumerate().filter(|(_, draft)| draft.r#type == "person" && draft.role.is_some());
        joiner.holders = with_role.map(|(at, _)| at).take(MOST_HEARD).collect();
        for one in candidates {
            joiner.nominal(one);
        }
        joiner.affiliations();
        joiner.drafts
    }

    /// Groups, where they are named, and those that are only what others are linked to.
    fn list_groups(&mut self) {
        for (at, draft) in self.drafts.iter().enumerate().filter(|(_, draft)| Self::is_group(draft)) {
            self.groups.push(at);
            self.named_groups.extend(draft.heard.iter().map(|(first, _)| (*first, at)));
            if draft.spoken.iter().all(|spoken| self.linked(spoken)) {
                self.targets.insert(at, true);
            }
        }
        self.named_groups.order();
    }

    fn named(&mut self, one: &Candidate<'t>) {
        let entity = match &one.what {
            What::Listed(listed) => self.listed(one, *listed),
            What::Force(force) if force.country.is_some() || one.score > ALONE => self.force(one, *force),
            What::Government(government) if one.score > ALONE => self.government(one, government),
            What::Formed(formed) => self.formed(one, formed),
            What::Person(parts) if !parts.again => self.person(one, parts),
            _ => return,
        };
        self.before = Some((entity, one.last));
    }

    /// The entity under `key`, made by `make` if it is new.
    fn entity(&mut self, key: Key, make: impl FnOnce(&Self) -> Draft<'t>) -> usize {
        if let Some(at) = self.keys.get(&key) {
            return *at;
        }
        let draft = make(self);
        match key {
            Key::Force(Some(_), _) => self.forces.push(self.drafts.len()),
            Key::Government(Some(_), _) => self.governments.push(self.drafts.len()),
            _ => {}
        }
        self.drafts.push(draft);
        self.keys.insert(key, self.drafts.len() - 1);
        self.drafts.len() - 1
    }

    fn say(&mut self, entity: usize, one: &Candidate<'t>, kind: &'static str) -> usize {
        let text = self.look.text(one.first, one.last);
        let said = |draft: &&mut Draft<'t>| draft.spoken.last().is_none_or(|last| (last.first, last.last) != (one.first, one.last));
        if let Some(draft) = self.drafts.get_mut(entity).filter(said) {
            if kind != "nominal" {
                let place = draft.heard.partition_point(|(first, _)| *first <= one.first);
                draft.heard.insert(place, (one.first, kind == "name"));
            }
            draft.spoken.push(Spoken { first: one.first, last: one.last, text, kind, provenance: one.provenance.clone() });
        }
        if self.targets.get(&entity) == Some(&true) && self.drafts.get(entity).and_then(|draft| draft.spoken.last()).is_some_and(|spoken| !self.linked(spoken))
        {
            self.targets.insert(entity, false);
        }
        entity
    }

    fn listed(&mut self, one: &Candidate<'t>, listed: Listed) -> usize {
        let table = listed.entry.table;
        let bracketed = self.in_brackets(one);
        if listed.acronym {
            if let Some(entity) = self.acronyms.get(&folded(&self.look.text(one.first, one.last))).copied() {
                return self.say(entity, one, "acronym");
            }
            if let Some(entity) = bracketed.filter(|entity| self.fits_acronym(*entity, one)).or_else(|| self.initials_of(listed.entry, one)) {
                return self.abbreviate(entity, one);
            }
        }
        let key = army_of(listed.entry).map_or(Key::Row(listed.entry), |country| Key::Force(Some(country), Code::Military));
        let entity = match key {
            Key::Force(country, branch) => self.force_entity(country, branch, one),
            _ => self.entity(key, |_| Draft::of_row(listed.entry, one.provenance.clone())),
        };
        let kind = if listed.acronym { "acronym" } else { "name" };
        let text = self.look.text(one.first, one.last);
        if let Some(draft) = self.drafts.get_mut(entity) {
            let short = listed.acronym || bracketed == Some(entity);
            if short && draft.acronym.is_none() && table != Table::Countries as u8 {
                draft.acronym = Some(text);
            } else if !short && !draft.named && draft.key_is_row() {
                draft.name = text;
                draft.named = true;
            }
        }
        if !listed.acronym {
            self.keep_initials((one.first, one.last), entity);
        }
        let kind = if bracketed == Some(entity) { "acronym" } else { kind };
        self.say(entity, one, kind)
    }

    /// The entity whose name stands right before, with only a bracket between.
    fn in_brackets(&self, one: &Candidate<'t>) -> Option<usize> {
        let (entity, last) = self.before?;
        let open = last + 1;
        let short = one.last - one.first <= 2;
        (short && one.first == open + 1 && self.look.is(open, b'(')).then_some(entity)
    }

    /// The letters of the acronym begin words of the name before it, most of them, in order.
    fn fits_acronym(&self, entity: usize, one: &Candidate<'t>) -> bool {
        let acronym: Vec<char> = lower_case(self.look.word(one.first)).chars().filter(|c| c.is_alphabetic()).collect();
        let Some(spoken) = self.drafts.get(entity).and_then(|draft| draft.spoken.last()) else { return false };
        let name = folded(&spoken.text);
        let words: Vec<&str> = name.split(' ').collect();
        let (mut from, mut matched) = (0, 0);
        for letter in &acronym {
            if let Some(step) = words.iter().skip(from).position(|word| word.starts_with(*letter)) {
                from += step + 1;
                matched += 1;
            }
        }
        matched * 3 >= acronym.len() * 2
    }

    /// "the NRA" after "the National Rifle Association": not the row of a table whose own name the text never gives.
    fn initials_of(&self, entry: EntryId, one: &Candidate<'t>) -> Option<usize> {
        let letters = folded(&self.look.text(one.first, one.last));
        self.initials.get(&letters).copied().filter(|_| !self.look.is_spelled_out(entry))
    }

    /// The letters that begin the capitalised words of a name, three at least.
    fn keep_initials(&mut self, (first, last): (usize, usize), entity: usize) {
        let capitals = (first..=last).filter(|at| self.look.is_capital(*at));
        let letters: String = capitals.filter_map(|at| self.look.word(at).chars().next()).collect();
        if letters.len() > 2 {
            self.initials.insert(folded(&letters), entity);
        }
    }

    fn abbreviate(&mut self, entity: usize, one: &Candidate<'t>) -> usize {
        let text = self.look.text(one.first, one.last);
        self.acronyms.insert(folded(&text), entity);
        if let Some(draft) = self.drafts.get_mut(entity) {
            draft.acronym.get_or_insert(text);
        }
        self.say(entity, one, "acronym")
    }

    fn force_entity(&mut self, country: Option<EntryId>, branch: Code, one: &Candidate<'t>) -> usize {
        self.entity(Key::Force(country, branch), |_| Draft::of_force(country, branch, one.provenance.clone()))
    }

    fn force(&mut self, one: &Candidate<'t>, force: Force) -> usize {
        let entity = match force.country.or_else(|| self.focus.meant(self.look, one.first)) {
            None => self.of_shared_name(one, Draft::of_force(None, force.branch, one.provenance.clone())),
            country => self.force_entity(country, force.branch, one),
        };
        self.say(entity, one, "name")
    }

    /// "Congolese troops" where the text does not tell which of two countries: named as in the text.
    fn of_shared_name(&mut self, one: &Candidate<'t>, mut draft: Draft<'t>) -> usize {
        draft.name = self.look.text(one.first, one.last);
        draft.named = true;
        self.entity(Key::Name(folded(&draft.name)), |_| draft)
    }

    fn government(&mut self, one: &Candidate<'t>, government: &Government<'t>) -> usize {
        let body = government.body.as_deref().map_or(String::new(), folded);
        let country = government.country.or_else(|| self.focus.meant(self.look, one.first));
        let draft = || Draft::of_government(country, government.body.clone(), one.provenance.clone());
        let entity = if country.is_none() { self.of_shared_name(one, draft()) } else { self.entity(Key::Government(country, body), |_| draft()) };
        self.say(entity, one, if government.metonym { "alias" } else { "name" })
    }

    fn formed(&mut self, one: &Candidate<'t>, formed: &Formed<'t>) -> usize {
        let text = self.look.text(formed.name.0, formed.name.1);
        let key = folded(&text);
        if let Some(entity) = self.acronyms.get(&key).copied() {
            return self.say(entity, one, "acronym");
        }
        let named = || self.in_brackets(one).filter(|entity| self.fits_acronym(*entity, one)).or_else(|| self.initials.get(&key).copied());
        if let Some(entity) = formed.acronym.then(named).flatten() {
            return self.abbreviate(entity, one);
        }
        let country = self.focus.country().filter(|_| formed.class != Class::Organisation);
        let entity = self.entity(Key::Name(key.clone()), |_| Draft::of_form(formed, text, country, one.provenance.clone()));
        if formed.acronym {
            self.acronyms.insert(key, entity);
        } else {
            self.keep_initials(formed.name, entity);
        }
        self.say(entity, one, if formed.acronym { "acronym" } else { "name" })
    }

    fn person(&mut self, one: &Candidate<'t>, parts: &PersonParts) -> usize {
        let name = self.look.text(parts.name.0, parts.name.1);
        let words: Vec<String> = folded(&name).split(' ').map(str::to_string).collect();
        if let Some(entity) = parts.called.and_then(|at| self.person_at(at)) {
            self.call(entity, &words.join(" "));
            return self.say(entity, one, "alias");
        }
        let entity = match self.known_person(&words) {
            Some(entity) => entity,
            None => {
                self.drafts.push(Draft::of_person(name.clone(), words.clone(), one.provenance.clone()));
                self.drafts.len() - 1
            }
        };
        let nickname = name.split(['"', '\u{201c}', '\u{201d}']).nth(1).map(folded);
        self.enrich(entity, parts, name, words);
        self.list_person(entity);
        if let Some(nickname) = nickname {
            self.call(entity, &nickname);
        }
        self.say(entity, one, "name")
    }

    /// The person whose name begins at this token.
    fn person_at(&self, at: usize) -> Option<usize> {
        let from = self.drafts.len().saturating_sub(MOST_HEARD);
        let said = |draft: &Draft<'t>| draft.r#type == "person" && draft.spoken.iter().rev().take(4).any(|spoken| spoken.first <= at && at <= spoken.last);
        Some(from + self.drafts.get(from..)?.iter().rposition(said)?)
    }

    /// Another name by which the person is known from here on.
    fn call(&mut self, entity: usize, name: &str) {
        if let Some(draft) = self.drafts.get_mut(entity) {
            draft.called = Some(name.to_string());
        }
        self.list_under(name.split(' ').next_back().unwrap_or(name).to_string(), entity);
    }

    fn list_under(&mut self, word: String, entity: usize) {
        let Some(alike) = self.persons.get_or_insert_with(word, Vec::new) else { return };
        if let Err(at) = alike.binary_search(&entity) {
            alike.insert(at, entity);
        }
    }

    /// A role or rank alone: the person named with it last before, else first after, else whoever holds the office.
    fn holder(&mut self, one: &Candidate<'t>, parts: &PersonParts) {
        if let Some(entity) = parts.called.and_then(|at| self.person_at(at)) {
            self.say(entity, one, "alias");
            return;
        }
        let name = self.look.text(parts.name.0, parts.name.1);
        let role = lower_case(&name);
        let holds = |draft: &Draft<'t>| {
            let same = |held: &Text<'t>| held.strip_suffix(role.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
            draft.role.as_ref().is_some_and(same)
        };
        let heard = |draft: &Draft<'t>| draft.heard.first().map_or(usize::MAX, |(first, _)| *first);
        let held = self.holders.iter().filter_map(|at| Some((*at, self.drafts.get(*at)?)));
        let fitting: Vec<(usize, usize)> = held.filter(|(_, draft)| holds(draft)).map(|(at, draft)| (heard(draft), at)).collect();
        let before = fitting.iter().filter(|(first, _)| *first < one.first).max();
        let entity = match before.or_else(|| fitting.iter().min()) {
            Some((_, at)) => *at,
            None => {
                let mut draft = Draft::of_person(name, Vec::new(), one.provenance.clone());
                draft.role = Some(Cow::Owned(role));
                self.drafts.push(draft);
                self.holders.push(self.drafts.len() - 1);
                self.drafts.len() - 1
            }
        };
        self.say(entity, one, "alias");
    }

    /// A person with the same name, or whose surname this is.
    fn known_person(&self, words: &[String]) -> Option<usize> {
        let last = words.last()?;
        let fits = |other: &[String]| {
            other == words
                || (words.len() == 1 && (other.last() == Some(last) || other.first() == Some(last) && other.len() <= 2))
                || (words.len() > 1 && other.len() > 1 && other.last() == Some(last) && other.first() == words.first())
                || (other.len() == 1 && words.last() == other.last())
                || (words.len() > 1 && other.len() > words.len() && other.ends_with(words))
        };
        let alike = self.persons.get(last)?;
        let called = |draft: &Draft<'t>| draft.called.as_ref().is_some_and(|name| name.split(' ').eq(words.iter().map(String::as_str)));
        alike.iter().rev().copied().find(|at| self.drafts.get(*at).is_some_and(|draft| fits(&draft.words) || called(draft)))
    }

    fn list_person(&mut self, entity: usize) {
        let Some(draft) = self.drafts.get(entity) else { return };
        let ends = [draft.words.first().cloned(), draft.words.last().cloned()];
        for word in ends.into_iter().flatten() {
            self.list_under(word, entity);
        }
    }

    fn enrich(&mut self, entity: usize, parts: &PersonParts, name: Text<'t>, words: Vec<String>) {
        let rank = parts.rank.map(|(first, last, entry)| (self.look.text(first, last), row(entry).code().name()));
        let role = parts.role.map(|(first, last)| Cow::Owned(lower_case(&self.look.text(first, last))));
        let Some(draft) = self.drafts.get_mut(entity) else { return };
        if words.len() > draft.words.len() {
            draft.words = words;
            draft.name = name;
        }
        if let (Some((text, norm)), None) = (rank, &draft.rank) {
            draft.rank = Some(text);
            draft.rank_norm = Some(norm).filter(|norm| !norm.is_empty() && *norm != "other").map(Cow::Borrowed);
        }
        draft.role = draft.role.take().or(role);
        draft.held_in = draft.held_in.or(parts.of.map(|of| (of, parts.commands)));
    }

    fn nominal(&mut self, one: &Candidate<'t>) {
        match &one.what {
            What::Person(parts) if parts.again => self.holder(one, parts),
            What::Force(force) if force.country.is_none() && one.score <= ALONE => {
                let entity = match self.group_of_that_word(one) {
                    Some(group) => group,
                    None => self.force_entity(self.country_of_force(one, force.branch), force.branch, one),
                };
                self.say(entity, one, "nominal");
            }
            What::Government(government) if one.score <= ALONE => {
                let country = government.country.or_else(|| self.country_of_government(one));
                let entity = self.entity(Key::Government(country, String::new()), |_| Draft::of_government(country, None, one.provenance.clone()));
                self.say(entity, one, "nominal");
            }
            What::Fighters(fighters) => {
                if fighters.kind == Code::Coalition {
                    let name = self.look.text(fighters.name_first, one.last);
                    let capital = self.look.is_name(fighters.name_first);
                    let entity = match self.coalition_before(one) {
                        None if capital => self.entity(Key::Name(folded(&name)), |_| Draft::of_coalition(name, one.provenance.clone())),
                        None => return,
                        Some(entity) => entity,
                    };
                    self.say(entity, one, if capital { "name" } else { "nominal" });
                    return;
                }
                let these = fighters.definite && fighters.plural && matches!(fighters.kind, Code::GroupNoun | Code::Faction);
                let entity = if these { self.generic_before(one) } else { self.antecedent(one, *fighters) };
                let entity = match entity {
                    Some(entity) => entity,
                    None if these || fighters.definite && fighters.kind == Code::GroupNoun && fighters.adjective.is_none() => return,
                    None => self.generic(one, *fighters),
                };
                self.say(entity, one, "nominal");
            }
            What::Source(code) => {
                let article = one.first < one.last && ["a", "an", "the"].iter().any(|word| self.look.is_word(one.first, word));
                let key = Key::Source(folded(&self.look.text(one.first + usize::from(article), one.last)));
                let text = self.look.text(one.first, one.last);
                let subtype = code.name();
                let entity = self.entity(key, |_| Draft::of_source(text, subtype, one.provenance.clone()));
                self.say(entity, one, "nominal");
            }
            _ => {}
        }
    }

    /// The country of "the army": that of the force named last nearby, else the one the article is about.
    fn country_of_force(&self, one: &Candidate<'t>, branch: Code) -> Option<EntryId> {
        self.country_near(one, &self.forces, &|key| match key {
            Key::Force(country, other) if *other == branch || branch == Code::Military => *country,
            _ => None,
        })
    }

    /// The country of "the government": that of the government named last nearby, else the one the article is about.
    fn country_of_government(&self, one: &Candidate<'t>) -> Option<EntryId> {
        self.country_near(one, &self.governments, &|key| match key {
            Key::Government(country, _) => *country,
            _ => None,
        })
    }

    /// The country `of` the key of the entity in `list` that was named last in this sentence or the two before.
    fn country_near(&self, one: &Candidate<'t>, list: &[usize], of: &dyn Fn(&Key) -> Option<EntryId>) -> Option<EntryId> {
        let sentence = self.look.sentence(one.first);
        let named = |draft: &Draft<'t>| {
            let country = of(draft.key.as_ref()?)?;
            let before = draft.heard.get(..draft.heard.partition_point(|(first, _)| *first < one.first)).unwrap_or(&[]);
            let (first, _) = before.iter().rev().take(20).find(|(_, name)| *name)?;
            (sentence - self.look.sentence(*first).min(sentence) <= 2).then_some((*first, country))
        };
        let near = list.iter().filter_map(|at| named(self.drafts.get(*at)?)).max_by_key(|(first, _)| *first);
        near.map(|(_, country)| country).or_else(|| self.focus.country())
    }

    fn generic(&mut self, one: &Candidate<'t>, fighters: Fighters) -> usize {
        let name = self.look.text(fighters.name_first, one.last);
        self.entity(Key::Generic(folded(&name)), |_| Draft::generic(name, fighters.kind, one.provenance.clone()))
    }

    /// "the coalition": the alliance or joint force named before, or the only one of the text.
    fn coalition_before(&self, one: &Candidate<'t>) -> Option<usize> {
        let joint = self
            .drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| draft.r#type == "external_force" || draft.subtype.as_deref() == Some("opposition") || draft.family == "coalition");
        let list: Vec<usize> = joint.map(|(at, _)| at).collect();
        let recent = list.iter().copied().filter_map(|at| self.last_named_before(at, one.first).map(|first| (first, at))).max();
        recent.map(|(_, at)| at).or(list.first().copied().filter(|_| list.len() == 1))
    }

    /// "these groups": the groups without a name spoken of just before.
    fn generic_before(&self, one: &Candidate<'t>) -> Option<usize> {
        let sentence = self.look.sentence(one.first);
        let near = |spoken: &Spoken<'t>| spoken.first < one.first && sentence - self.look.sentence(spoken.first) <= 1;
        let recent = self.drafts.iter().enumerate().filter(|(_, draft)| draft.generic && draft.r#type == "armed_group");
        recent
            .filter_map(|(at, draft)| draft.spoken.iter().rev().take(8).filter(|spoken| near(spoken)).map(|spoken| spoken.first).max().map(|first| (first, at)))
            .max()
            .map(|(_, at)| at)
    }

    /// "The brigade" after "the Al-Noor Brigade": the group last named whose name ends with the word. "The army" stays the country's.
    fn group_of_that_word(&self, one: &Candidate<'t>) -> Option<usize> {
        let word = self.look.word(one.last);
        let ends = |draft: &Draft<'t>| draft.name.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(word));
        let before = self.named_groups.get(..self.named_groups.partition_point(|(first, _)| *first < one.first)).unwrap_or(&[]);
        let unit = ["brigade", "brigades", "battalion", "battalions", "regiment", "division"].iter().any(|unit| self.look.is_word(one.last, unit));
        let small = unit && self.look.text(one.last, one.last).starts_with(char::is_lowercase) && self.look.is_word(one.first, "the");
        before.iter().rev().map(|(_, at)| *at).find(|at| small && self.drafts.get(*at).is_some_and(ends))
    }

    /// Named armed groups that are more than what another one is linked to.
    fn is_group(draft: &Draft<'t>) -> bool {
        draft.r#type == "armed_group" && !draft.generic
    }

    /// The named group a nominal stands for, if the text leaves no doubt.
    fn antecedent(&self, one: &Candidate<'t>, fighters: Fighters) -> Option<usize> {
        let one_man = !fighters.plural && matches!(fighters.kind, Code::Gunman | Code::Assailant | Code::Fighter);
        if fighters.indefinite || one_man || fighters.kind == Code::Gunman && !fighters.definite || fighters.kind == Code::Enemy {
            return None;
        }
        let fits = |at: &usize| self.targets.get(at) != Some(&true) && self.drafts.get(*at).is_some_and(|draft| family_fits(draft, fighters.adjective));
        let fitting: Vec<usize> = self.groups.iter().copied().filter(fits).take(2).collect();
        let sentence = self.look.sentence(one.first);
        let before = self.named_groups.get(..self.named_groups.partition_point(|(first, _)| *first < one.first)).unwrap_or(&[]);
        let reach = if fighters.definite { 5 } else { 2 };
        let near = before.iter().rev().take_while(|(first, _)| sentence - self.look.sentence(*first) <= reach).find(|(_, at)| fits(at)).copied();
        let only = match fitting.as_slice() {
            [at] => Some(*at),
            _ => None,
        };
        let claimant = only.filter(|at| self.claimants.binary_search(at).is_ok());
        match (fighters.kind, fighters.definite) {
            (Code::GroupNoun, true) => near.map(|(_, at)| at).or(only),
            (Code::Assailant | Code::Gunman, true) => claimant.or(near.filter(|(first, _)| sentence - self.look.sentence(*first) <= 1).map(|(_, at)| at)),
            (_, true) => near.map(|(_, at)| at).or(claimant).or(only.filter(|at| self.last_named_before(*at, one.first).is_some())),
            (Code::Faction | Code::GroupNoun | Code::Gunman, false) => None,
            (_, false) => claimant.or(only.filter(|_| near.is_some())),
        }
    }

    fn last_named_before(&self, entity: usize, at: usize) -> Option<usize> {
        let named = &self.drafts.get(entity)?.heard;
        named.get(named.partition_point(|(first, _)| *first < at).checked_sub(1)?).map(|(first, _)| *first)
    }

    /// Mentioned only as what another group is linked to ("linked to al-Qaeda").
    fn linked(&self, spoken: &Spoken<'t>) -> bool {
        let link = |code| self.look.before(spoken.first, Table::Context, code).is_some();
        link(Code::Link) || link(Code::Affiliate) || link(Code::Ally) || link(Code::Backed) || link(Code::Splinter) || self.linked_by_hyphen(spoken.last)
    }

    fn linked_by_hyphen(&self, last: usize) -> bool {
        let dash = self.look.token(last + 1).is_some_and(|token| token.kind == crate::token::Kind::Dash);
        dash && self.look.ending_coded(last + 2, Table::Context, Code::LinkedWord).is_some()
    }

    /// Groups that claim something in the text.
    fn find_claimants(&self) -> Vec<usize> {
        let claims = |spoken: &Spoken<'t>| {
            let (_, end) = self.look.sentence_bounds(spoken.last);
            (spoken.last + 1..end.min(spoken.last + 14))
                .any(|at| self.look.coded(at, Table::Attribution, Code::Claim).is_some() && self.look.word(at).to_ascii_lowercase().starts_with("claim"))
        };
        self.drafts.iter().enumerate().filter(|(_, draft)| Self::is_group(draft) && draft.spoken.iter().any(claims)).map(|(at, _)| at).collect()
    }

    /// Ties between entities: what the text states after or before a name.
    fn affiliations(&mut self) {
        let mut ties = Vec::new();
        let spots = self.spots();
        for (from, draft) in self.drafts.iter().enumerate() {
            if let Some((of, commands)) = draft.held_in {
                ties.extend(self.at_tokens(&spots, of, from).map(|to| (from, to, if commands { "commands" } else { "member_of" }, None)));
            }
            if super::is_force(draft.r#type) {
                ties.extend(draft.spoken.iter().filter_map(|spoken| self.stated_tie(&spots, from, spoken)));
            }
        }
        for (from, to, relation, evidence) in ties {
            if let Some(draft) = self.drafts.get_mut(from)
                && !draft.ties.iter().any(|tie| tie.0 == to)
                && from != to
            {
                draft.ties.push((to, relation, evidence));
            }
        }
    }

    /// All mentions by their first token: first and last token, entity, which of its mentions.
    fn spots(&self) -> Vec<(usize, usize, usize, usize)> {
        let mentions = self
            .drafts
            .iter()
            .enumerate()
            .flat_map(|(at, draft)| draft.spoken.iter().enumerate().map(move |(order, spoken)| (spoken.first, spoken.last, at, order)));
        let mut list: Vec<_> = mentions.collect();
        list.order();
        list
    }

    /// The entity named at these tokens: by a mention there, or a force of the country the article is about.
    fn at_tokens(&self, spots: &[(usize, usize, usize, usize)], (first, last): (usize, usize), not: usize) -> Option<usize> {
        let from = spots.partition_point(|spot| spot.0 + 100 < first);
        let inside = spots.get(from..).unwrap_or(&[]).iter().take_while(|spot| spot.0 <= last).filter(|spot| first <= spot.1);
        let named = inside.map(|spot| spot.2).filter(|at| *at != not && self.drafts.get(*at).is_some_and(|draft| draft.r#type != "person")).min();
        named.or_else(|| {
            if let Some(hit) = self.look.first_of(first, Table::ForceWords) {
                let country = self.focus.country();
                return self.keys.get(&Key::Force(country, hit.sense.code())).copied();
            }
            let hit =
                [Table::Groups, Table::StateForces, Table::ExternalForces, Table::Organisations].iter().find_map(|table| self.look.first_of(first, *table))?;
            self.keys.get(&Key::Row(hit.sense.entry())).copied()
        })
    }

    fn stated_tie(
        &self,
        spots: &[(usize, usize, usize, usize)],
        from: usize,
        spoken: &Spoken<'t>,
    ) -> Option<(usize, usize, &'static str, Option<crate::text::Span>)> {
        for at in spoken.last + 1..spoken.last + 7 {
            if !self.look.same_sentence(spoken.last, at) {
                return None;
            }
            for (code, relation) in [
                (Code::Link, "linked_to"),
                (Code::Affiliate, "affiliate_of"),
                (Code::Ally, "allied_with"),
                (Code::Splinter, "splinter_of"),
                (Code::Backed, "backed_by"),
            ] {
                if let Some(hit) = self.look.coded(at, Table::Context, code) {
                    let (to, last) = self.group_at(spots, hit.last as usize + 1, from)?;
                    return Some((from, to, relation, Some(self.look.span(at, last))));
                }
            }
            let passing = self.look.is(at, b',')
                || self.look.is(at, b'(')
                || self.look.is(at, b')')
                || self.look.is_common(at)
                || self.look.token(at).is_some_and(|token| token.all_capitals());
            if !passing {
                return None;
            }
        }
        None
    }

    fn group_at(&self, spots: &[(usize, usize, usize, usize)], at: usize, not: usize) -> Option<(usize, usize)> {
        let from = spots.partition_point(|spot| spot.0 < at);
        let near = spots.get(from..).unwrap_or(&[]).iter().take_while(|spot| spot.0 <= at + 3).filter(|spot| self.look.same_sentence(at, spot.0));
        let fits = |index: usize| {
            index != not && self.drafts.get(index).is_some_and(|draft| matches!(draft.r#type, "armed_group" | "state_force" | "government" | "external_force"))
        };
        near.filter(|spot| fits(spot.2)).min_by_key(|spot| (spot.2, spot.3)).map(|spot| (spot.2, spot.1))
    }
}

/// The kind of group an adjective asks for.
fn family_fits(draft: &Draft<'_>, adjective: Option<Code>) -> bool {
    match adjective {
        Some(Code::Jihadist) => matches!(draft.family, "jihadist" | ""),
        Some(Code::Separatist) => matches!(draft.family, "separatist" | "") || draft.family == "other",
        Some(Code::Leftist) => matches!(draft.family, "leftist" | "maoist" | ""),
        Some(Code::Unidentified | Code::Enemy) => false,
        _ => true,
    }
}

/// The country whose armed forces as a whole the row is.
fn army_of(entry: EntryId) -> Option<EntryId> {
    if entry.table != Table::StateForces as u8 {
        return None;
    }
    let view = row(entry);
    let whole = view.code() == Code::Military && view.get("acled_name").ends_with(')') && !view.get("country").contains('|');
    whole.then(|| crate::recognize::country_row(view.get("country"))).flatten()
}

/// The row of names for a branch.
pub fn branch_row(branch: Code) -> Option<EntryId> {
    rows_of(Table::BranchNames).find(|entry| row(*entry).code() == branch)
}

/// Name and years of a country's forces as ACLED writes them.
pub fn acled_force_name(country: EntryId, branch: Code) -> Option<String> {
    let years = row(country).get("acled_forces");
    let head = row(branch_row(branch)?).get("acled");
    (!years.is_empty()).then(|| format!("{head} {} ({years})", row(country).term()))
}

/// Alpha-3 code of a row, as text.
pub fn country_code<'t>(country: Option<EntryId>) -> Option<Text<'t>> {
    country.map(|entry| Cow::Borrowed(iso3(entry)))
}
