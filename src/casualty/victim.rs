//! Victims: the figure and the people of a noun phrase, and which side the words put them on.

use super::draft::{Figure, Victim};
use crate::lexicon::{Code, Form, Sense, Table, row};
use crate::mention::Found;
use crate::rule::EntryId;
use crate::syntax::{Amount, ChunkKind, Clauses, Determiner, NounPhrase, Parsed, Quantity};
use crate::text::{Order, Span};
use crate::token::Tag;

/// How many mentions of a person are looked at.
const MENTIONS: usize = 12;

/// A noun phrase read as counted people.
#[derive(Clone, Debug)]
pub struct People {
    /// The figure.
    pub figure: Figure,
    /// The people, if named by a noun.
    pub victim: Option<Victim>,
    /// Side by the words alone.
    pub side: Code,
    /// Data rows used.
    pub entries: Vec<EntryId>,
    /// What kind of phrase it is.
    pub kind: PeopleKind,
    /// Families or households.
    pub unit: Option<&'static str>,
}

/// What kind of phrase names the people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeopleKind {
    /// A noun for people: the reading is sure.
    Known,
    /// A name of a person.
    Named,
    /// A number alone.
    NumberOnly,
    /// A noun no table knows.
    Unknown,
    /// "the victims", "the attackers": mentioned before.
    Anaphor,
    /// "of them", "of whom".
    OfThem,
    /// himself, herself, themselves.
    Reflexive,
    /// he, she, him, her.
    Pronoun,
    /// Something that is not people: why.
    Thing(Code),
}

/// Where places are named: spans in the order of the text, each with the place's index.
#[derive(Debug, Default)]
pub struct PlaceSpans(Vec<(Span, usize)>);

impl PlaceSpans {
    /// The spans of all places in `found`.
    pub fn new(found: &Found) -> Self {
        let mentions = |(at, place): (usize, &crate::schema::Place)| {
            place.mentions.iter().map(move |mention| (Span::new(mention.start, mention.end), at)).collect::<Vec<_>>()
        };
        let mut spans: Vec<(Span, usize)> = found.places.iter().enumerate().flat_map(mentions).collect();
        spans.order();
        Self(spans)
    }

    /// The places named inside `span`.
    pub fn inside(&self, span: Span) -> impl Iterator<Item = usize> {
        let start = self.0.partition_point(|(place, _)| place.start < span.start);
        let rest = self.0.get(start..).unwrap_or(&[]).iter();
        rest.take_while(move |(place, _)| place.end <= span.end).map(|(_, at)| *at)
    }

    /// Whether a place is named over all of `span`.
    pub fn cover(&self, span: Span) -> bool {
        let end = self.0.partition_point(|(place, _)| place.start <= span.start);
        self.0.get(..end).unwrap_or(&[]).iter().rev().take(4).any(|(place, _)| place.contains(span))
    }
}

/// Reads noun phrases as people.
pub struct VictimReader<'a, 't> {
    /// The text.
    pub parsed: &'a Parsed<'t>,
    /// Who and where.
    pub found: &'a Found<'t>,
    /// Where places are named.
    pub places: &'a PlaceSpans,
}

impl<'a, 't> VictimReader<'a, 't> {
    /// The noun phrase at chunk `at`, read as counted people.
    pub fn people(&self, clauses: &Clauses<'a, 't>, at: usize) -> Option<People> {
        let np = clauses.np(at)?;
        let quantity = clauses.quantity(at).filter(|quantity| !self.lasts(quantity, np));
        if let Some(of) = self.partitive(clauses, at, np, quantity) {
            return Some(of);
        }
        if np.pronoun {
            return self.pronoun(clauses, at, np);
        }
        let better = quantity.and_then(|_| self.without_byline(np)).or_else(|| self.joined_name(clauses, at, np));
        let np = better.as_ref().unwrap_or(np);
        let (kind, side, entries, unit) = self.head_kind(np);
        let figure = self.figure(np, quantity, kind)?;
        let kind = self.refine(np, quantity, kind);
        let last = clauses.name_behind(at).filter(|_| kind == PeopleKind::Known && !np.proper).unwrap_or(np.last);
        let victim = np.head.map(|head| Victim { first: np.inner, last, head });
        let apposed = if kind == PeopleKind::Named { self.apposed_side(clauses, at) } else { None };
        let side = apposed.unwrap_or_else(|| self.side_with_group(clauses, at, np, side));
        Some(People { figure, victim, side, entries, kind, unit })
    }

    /// "Musa Kida, a Jundallah commander": what the phrase behind a name says of the person.
    fn apposed_side(&self, clauses: &Clauses<'a, 't>, at: usize) -> Option<Code> {
        let next = at + 1 + usize::from(clauses.kind(at + 1) == Some(ChunkKind::Comma));
        let np = clauses.np(next).filter(|np| np.determiner == Determiner::Article && !np.plural)?;
        let (kind, side, ..) = self.head_kind(np);
        Some(self.side_with_group(clauses, next, np, side)).filter(|side| kind == PeopleKind::Known && *side != Code::Unknown)
    }

    /// "kill 16 civilians Monitor AFP": what follows the people with a capital, where a heading runs on, is none of them.
    fn without_byline(&self, np: &NounPhrase) -> Option<NounPhrase> {
        let capital = |at: u32| self.parsed.tokens.get(at as usize).is_some_and(crate::token::Token::capital);
        let people = |at: &u32| self.parsed.tag(*at as usize) == Tag::NounPl && self.parsed.phrases.ends(*at as usize, Table::People);
        let last = (np.inner..np.head?).find(people).filter(|at| !capital(*at) && (at + 1..=np.last).all(capital))?;
        Some(NounPhrase { last, head: Some(last), plural: true, proper: false, ..np.clone() })
    }

    /// "for two years rebel fighters": the number is of the time.
    fn lasts(&self, quantity: &Quantity, np: &NounPhrase) -> bool {
        let unit = self.parsed.phrases.coded(quantity.last as usize + 1, Table::Things, Code::Duration);
        unit.is_some_and(|unit| unit.first == unit.last && np.head.is_some_and(|head| head > unit.last) && self.parsed.tag(unit.last as usize) == Tag::NounPl)
    }

    /// "an Islamic Movement of Uzbekistan facilitator": the name of a group runs over "of" into the next phrase.
    fn joined_name(&self, clauses: &Clauses<'a, 't>, at: usize, np: &NounPhrase) -> Option<NounPhrase> {
        let next = clauses.np(at + 2).filter(|_| clauses.is(at + 1, "of"))?;
        let (head, last) = (next.head?, self.parsed.tokens.span(np.last as usize, np.last as usize));
        let start = self.found.mentions.partition_point(|mention| mention.end <= last.start);
        let name = self.found.mentions.get(start).filter(|mention| mention.start <= last.start)?;
        let after = self.parsed.tokens.span(head as usize, head as usize);
        (name.end > last.end && after.start >= name.end).then(|| NounPhrase {
            last: next.last,
            head: Some(head),
            plural: next.plural,
            proper: next.proper,
            ..np.clone()
        })
    }

    fn refine(&self, np: &NounPhrase, quantity: Option<&Quantity>, kind: PeopleKind) -> PeopleKind {
        let pointed = np.determiner == Determiner::Demonstrative && quantity.is_none();
        match kind {
            PeopleKind::Known if pointed && np.plural => PeopleKind::Anaphor,
            _ => kind,
        }
    }

    fn pronoun(&self, clauses: &Clauses<'a, 't>, at: usize, np: &NounPhrase) -> Option<People> {
        let word = clauses.word(at).to_ascii_lowercase();
        let kind = match word.as_str() {
            _ if word.ends_with("self") => PeopleKind::Reflexive,
            "he" | "she" | "him" | "her" => PeopleKind::Pronoun,
            _ => return None,
        };
        let figure = Figure { first: np.first, last: np.last, low: Some(1), high: Some(1), best: Some(1), qualifier: "exact", share: None };
        Some(People { figure, victim: None, side: Code::Unknown, entries: Vec::new(), kind, unit: None })
    }

    /// The possessor of a noun of harm: the name before 's in "Garcia's murder".
    pub fn possessor(&self, np: &NounPhrase, noun: u32) -> Option<People> {
        let clitic = noun
            .checked_sub(1)
            .filter(|at| *at > np.first && self.parsed.tokens.get(*at as usize).is_some_and(|token| token.kind == crate::token::Kind::Clitic))?;
        let head = clitic - 1;
        let proper = self.parsed.tag(head as usize) == crate::token::Tag::Propn;
        let own = NounPhrase {
            first: np.first,
            last: head,
            inner: np.first,
            head: Some(head),
            quantity: None,
            compound: None,
            determiner: Determiner::Bare,
            pronoun: false,
            plural: false,
            proper,
        };
        let (kind, side, entries, unit) = self.head_kind(&own);
        let person = matches!(kind, PeopleKind::Named) || (kind == PeopleKind::Known && side != Code::Unknown);
        let figure = Figure { first: np.first, last: head, low: Some(1), high: Some(1), best: Some(1), qualifier: "exact", share: None };
        person.then_some(People { figure, victim: Some(Victim { first: np.first, last: head, head }), side, entries, kind: PeopleKind::Named, unit })
    }

    /// "seven of the attackers", "dozens of soldiers", "a number of fighters", "a family of five".
    fn partitive(&self, clauses: &Clauses<'a, 't>, at: usize, np: &NounPhrase, quantity: Option<&Quantity>) -> Option<People> {
        let of = at + 1 + usize::from(clauses.kind(at + 1) == Some(ChunkKind::Quote));
        if !clauses.is(of, "of") {
            return None;
        }
        let whose = of + 1;
        let inner_np = clauses.np(whose)?;
        let collective = self.is_collective(np);
        let quantity_only = np.head.is_none() && quantity.is_some();
        if !(quantity_only || collective) {
            return None;
        }
        if let Some(thing) = self.thing_sense(inner_np).filter(|_| quantity_only && self.people_sense(inner_np).is_none()) {
            let figure = self.figure(np, quantity, PeopleKind::NumberOnly)?;
            return Some(People { figure, victim: None, side: Code::Unknown, entries: Vec::new(), kind: PeopleKind::Thing(thing.code()), unit: None });
        }
        if quantity_only && (inner_np.pronoun || self.is_relative(clauses, whose)) {
            let figure = self.figure(np, quantity, PeopleKind::NumberOnly)?;
            return Some(People { figure, victim: None, side: Code::Unknown, entries: Vec::new(), kind: PeopleKind::OfThem, unit: None });
        }
        let mut inner = self.people(clauses, whose)?;
        if quantity_only {
            let base = inner.figure.best.filter(|base| *base > 1).or_else(|| self.compound(inner_np));
            inner.figure = self.figure(np, quantity, PeopleKind::NumberOnly)?;
            if let (Some(share), Some(base)) = (inner.figure.share, base.filter(|base| *base > 1)) {
                inner.figure.best = Some((base as f64 * f64::from(share) / 10_000.0).round() as u64);
            }
            if inner.kind == PeopleKind::Anaphor {
                inner.kind = PeopleKind::Known;
            }
        } else if quantity.is_some() {
            inner.figure = self.figure(np, quantity, PeopleKind::Known).unwrap_or(inner.figure);
        } else {
            inner.figure.first = np.first;
        }
        if inner.kind == PeopleKind::NumberOnly && collective {
            let (kind, side, entries, _) = self.head_kind(np);
            inner.kind = if matches!(kind, PeopleKind::Known) { kind } else { PeopleKind::NumberOnly };
            inner.victim = np.head.map(|head| Victim { first: np.inner, last: np.last, head });
            (inner.side, inner.entries) = (side, entries);
        }
        inner.entries.extend(quantity.iter().flat_map(|quantity| quantity.entries.iter().copied()));
        Some(inner)
    }

    /// The 40 of "the 40-man platoon".
    fn compound(&self, np: &NounPhrase) -> Option<u64> {
        self.parsed.quantities.get(np.compound? as usize)?.best
    }

    fn is_relative(&self, clauses: &Clauses, at: usize) -> bool {
        clauses.list.get(at).is_some_and(|chunk| self.parsed.tag(chunk.last as usize) == crate::token::Tag::RelPron)
    }

    /// A noun that only groups people: number, group, family, crew.
    fn is_collective(&self, np: &NounPhrase) -> bool {
        let Some(head) = np.head else { return false };
        self.parsed.phrases.has(head as usize, Table::Groupers)
    }

    /// The figure of a noun phrase: its quantity, or one for a singular ("a third man"), or open for a plural.
    fn figure(&self, np: &NounPhrase, quantity: Option<&Quantity>, kind: PeopleKind) -> Option<Figure> {
        let ordinal = |quantity: &&Quantity| matches!(quantity.amount, Amount::Share(_)) && np.head.is_some() && !np.plural && !self.is_plural_only(np);
        if let Some(quantity) = quantity.filter(|quantity| !ordinal(quantity)) {
            return Some(Figure::of(quantity));
        }
        let singular = !np.plural && !self.is_plural_only(np);
        let one = match kind {
            PeopleKind::Named => true,
            PeopleKind::Known => singular,
            PeopleKind::Unknown => singular && np.determiner == Determiner::Article,
            PeopleKind::NumberOnly => self.is_another(np),
            _ => false,
        };
        let (value, qualifier) = if one { (Some(1), "exact") } else { (None, "indeterminate") };
        (one || np.plural || self.is_plural_only(np)).then_some(Figure {
            first: np.first,
            last: np.last,
            low: value,
            high: value,
            best: value,
            qualifier,
            share: None,
        })
    }

    /// "injured another": one more, without a noun.
    fn is_another(&self, np: &NounPhrase) -> bool {
        np.first == np.last && self.parsed.phrases.at(np.first as usize).iter().any(|found| found.sense.code() == Code::Additional)
    }

    /// "police", "personnel", "troops": plural without an ending.
    fn is_plural_only(&self, np: &NounPhrase) -> bool {
        let Some(sense) = self.people_sense(np) else { return false };
        sense.form() == Form::Plural || row(sense.entry()).get("number") == "plural"
    }

    /// The entry of the people table that ends at the head: the longest one.
    pub fn people_sense(&self, np: &NounPhrase) -> Option<Sense> {
        let head = np.head?;
        for first in np.first..=head {
            let found = self.parsed.phrases.of(first as usize, Table::People).find(|found| found.last == head);
            if let Some(found) = found {
                return Some(found.sense);
            }
        }
        None
    }

    fn thing_sense(&self, np: &NounPhrase) -> Option<Sense> {
        let head = np.head?;
        for first in np.inner..=head {
            let found = self.parsed.phrases.of(first as usize, Table::Things).find(|found| found.last == head);
            if let Some(found) = found {
                return Some(found.sense);
            }
        }
        None
    }

    fn head_kind(&self, np: &NounPhrase) -> (PeopleKind, Code, Vec<EntryId>, Option<&'static str>) {
        let Some(head) = np.head else {
            return (PeopleKind::NumberOnly, Code::Unknown, Vec::new(), None);
        };
        if let Some(sense) = self.people_sense(np) {
            let unit = match row(sense.entry()).id().as_ref() {
                "family" => Some("families"),
                "household" => Some("households"),
                _ => None,
            };
            return (PeopleKind::Known, sense.code(), vec![sense.entry()], unit);
        }
        let span = self.parsed.tokens.span(np.first as usize, head as usize);
        if let Some(side) = self.person_side(span) {
            let side = if matches!(side, Code::Civilian | Code::Unknown) {
                self.group_side(span).or_else(|| self.side_of_word(np)).or_else(|| self.known_as(span)).unwrap_or(side)
            } else {
                side
            };
            return (PeopleKind::Named, side, Vec::new(), None);
        }
        if self.name_of_person(np) {
            return (PeopleKind::Named, self.premodifier_side(np), Vec::new(), None);
        }
        if let Some(sense) = self.thing_sense(np) {
            return (PeopleKind::Thing(sense.code()), Code::Unknown, vec![sense.entry()], None);
        }
        (PeopleKind::Unknown, Code::Unknown, Vec::new(), None)
    }

    /// A singular name that nothing else claims: with a verb of harm it is a person's.
    fn name_of_person(&self, np: &NounPhrase) -> bool {
        let name = np.proper && !np.plural && np.quantity.is_none() && (np.determiner != Determiner::Demonstrative || self.harmed(np));
        let taken = self
            .found
            .mentions_over(self.head_span(np))
            .any(|mention| self.found.entities.get(mention.entity.index()).is_some_and(|entity| entity.r#type != "person"));
        let place = self.places.cover(self.head_span(np));
        let calendar = |found: &crate::token::Match| matches!(found.sense.code(), Code::Weekday | Code::Month | Code::DayShift);
        let dated = np.head.is_some_and(|head| {
            np.inner == head && self.parsed.phrases.has(head as usize, Table::Calendar) && self.parsed.phrases.at(head as usize).iter().any(calendar)
        });
        name && !taken && !place && !dated
    }

    /// "the murdered Carlos Piza".
    fn harmed(&self, np: &NounPhrase) -> bool {
        (np.inner..np.last).any(|tok| self.parsed.phrases.has(tok as usize, Table::HarmVerbs))
    }

    fn head_span(&self, np: &NounPhrase) -> Span {
        let head = np.head.unwrap_or(np.last) as usize;
        self.parsed.tokens.span(head, head)
    }

    /// "Journalist Amina Warsame", "Sergeant Bala": the noun before the name.
    fn premodifier_side(&self, np: &NounPhrase) -> Code {
        let ranked = |tok: u32| {
            let rank = |code: Code| code.name().starts_with("OF-") || code.name().starts_with("OR-");
            self.parsed.phrases.at(tok as usize).iter().any(|found| rank(found.sense.code()))
        };
        self.side_of_word(np).unwrap_or(if (np.first..=np.last).any(ranked) { Code::State } else { Code::Unknown })
    }

    /// The side by a noun for people inside the phrase.
    fn side_of_word(&self, np: &NounPhrase) -> Option<Code> {
        let people = |tok: u32| self.parsed.phrases.of(tok as usize, Table::People).next();
        (np.first..=np.last).find_map(people).map(|found| found.sense.code())
    }

    /// A person entity at the phrase: soldiers by rank, others civilian; unnamed heads are no persons.
    fn person_side(&self, span: Span) -> Option<Code> {
        let mention = self.found.mentions_over(span).next()?;
        let entity = self.found.entities.get(mention.entity.index())?;
        if entity.r#type != "person" {
            return None;
        }
        let armed = entity.affiliations.iter().any(|tie| self.found.entities.get(tie.to.index()).is_some_and(|to| to.r#type == "armed_group"));
        Some(match () {
            () if armed => Code::Nonstate,
            () if entity.rank.is_some() => Code::State,
            () if entity.role.is_some() => Code::Civilian,
            () => Code::Unknown,
        })
    }

    /// "the suspected bomber Musa Kida" anywhere in the text: the noun before one of the person's mentions.
    fn known_as(&self, span: Span) -> Option<Code> {
        let id = self.found.mentions_over(span).next()?.entity;
        let own = self.found.entities.get(id.index())?.mentions.iter().take(MENTIONS);
        let mentions = own.filter_map(|at| self.found.mentions.get(at.index())).filter(|mention| mention.entity == id);
        mentions.filter_map(|mention| self.parsed.tokens.at_byte(mention.start).checked_sub(1)).find_map(|before| {
            let words = (before.saturating_sub(2)..=before).flat_map(|at| self.parsed.phrases.of(at, Table::People));
            let armed = |code: &Code| matches!(code, Code::Nonstate | Code::State);
            words.filter(|found| found.last as usize == before && found.sense.form() == Form::Name).map(|found| found.sense.code()).find(armed)
        })
    }

    /// A named armed group, state force or peace force inside the phrase or its "of" phrase decides for bland heads.
    fn side_with_group(&self, clauses: &Clauses<'a, 't>, at: usize, np: &NounPhrase, side: Code) -> Code {
        if !matches!(side, Code::Unknown) {
            return side;
        }
        let end = if clauses.is(at + 1, "of") { clauses.list.get(at + 2).map_or(np.last, |chunk| chunk.last) } else { np.last };
        let span = self.parsed.tokens.span(np.first as usize, end as usize);
        let family = || clauses.np(at + 2).filter(|_| clauses.is(at + 1, "of")).and_then(|of| self.people_sense(of)).map(|sense| sense.code());
        self.group_side(span).or_else(|| family().filter(|code| *code == Code::Civilian)).unwrap_or(side)
    }

    /// The side of an armed actor named inside `span`.
    pub fn group_side(&self, span: Span) -> Option<Code> {
        let start = self.found.mentions.partition_point(|mention| mention.end <= span.start);
        let inside = self.found.mentions.get(start..)?.iter().take_while(|mention| mention.start < span.end);
        inside.filter_map(|mention| self.found.entities.get(mention.entity.index())).find_map(|entity| match entity.r#type {
            "armed_group" => Some(Code::Nonstate),
            "state_force" => Some(Code::State),
            "external_force" | "private_military" => Some(Code::External),
            _ => None,
        })
    }
}
