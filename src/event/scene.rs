//! The scene: actors, places, facilities, weapons, dates, figures and cue words, each at its tokens.
//!
//! In: the parsed text and what was found in it. Out: [`Scene`], sorted lists that answer "what stands between these
//! tokens" by binary search. Nothing is decided here.

use crate::casualty::Claims;
use crate::lexicon::{Code, Sense, Table, row};
use crate::mention::Found;
use crate::recognize::Dates;
use crate::schema::{Id, Range};
use crate::syntax::Parsed;
use crate::text::Order;
use crate::token::{Tag, Tokens};

/// What an actor of an event is, as far as the words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// Military, police and other forces of a state.
    State,
    /// Armed groups.
    Nonstate,
    /// Peacekeepers, coalitions, foreign forces.
    External,
    /// Demonstrators.
    Protester,
    /// A mob, vigilantes, rioters.
    Rioter,
    /// People who are of no armed side.
    Civilian,
    /// Neither said nor to be inferred.
    Unknown,
}

impl Class {
    /// Bears arms.
    pub(super) fn armed(self) -> bool {
        matches!(self, Class::State | Class::Nonstate | Class::External)
    }

    /// A crowd, peaceful or not.
    pub(super) fn crowd(self) -> bool {
        matches!(self, Class::Protester | Class::Rioter)
    }
}

/// Somebody who may act or suffer, at tokens `first..=last`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Actor {
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
    /// The entity, where there is one.
    pub entity: Option<Id>,
    /// What it is.
    pub class: Class,
}

/// A thing at tokens `first..=last`; `index` is its place in its list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
    /// Index into the list of places, facilities, weapons, dates or figures.
    pub index: usize,
}

/// A cue word of `event_cues`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
    /// Its class.
    pub code: Code,
}

/// Everything of the text that matters to events, by token.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// Actors.
    pub actors: Vec<Actor>,
    /// Mentions of places.
    pub places: Vec<Spot>,
    /// Facilities.
    pub facilities: Vec<Spot>,
    /// Weapons.
    pub weapons: Vec<Spot>,
    /// Dates.
    pub dates: Vec<Spot>,
    /// Casualty figures.
    pub claims: Vec<Spot>,
    /// Cue words.
    pub cues: Vec<Cue>,
}

/// Builds the scene.
pub(super) fn build(parsed: &Parsed, found: &Found, dates: &Dates, claims: &Claims) -> Scene {
    let tokens = &parsed.tokens;
    let spots = |ranges: Vec<(Range, usize)>| spots(tokens, ranges);
    let places = found.places.iter().enumerate().flat_map(|(at, place)| place.mentions.iter().map(move |m| (Range::new(m.start, m.end), at))).collect();
    let mut scene = Scene {
        actors: actors(parsed, found),
        places: spots(places),
        facilities: spots(found.facilities.iter().enumerate().map(|(at, f)| (Range::new(f.start, f.end), at)).collect()),
        weapons: spots(found.weapons.iter().enumerate().map(|(at, w)| (Range::new(w.start, w.end), at)).collect()),
        dates: spots(dates.list.iter().enumerate().map(|(at, d)| (Range::new(d.start, d.end), at)).collect()),
        claims: spots(claims.claims.iter().enumerate().filter_map(|(at, c)| c.evidence.first().map(|range| (*range, at))).collect()),
        cues: cues(parsed),
    };
    scene.actors.order_by_key(|actor| (actor.first, std::cmp::Reverse(actor.last)));
    scene.drop_named_topics();
    scene
}

/// The tokens a range of bytes covers, first and last.
pub(super) fn tokens_of(tokens: &Tokens, range: Range) -> Option<(u32, u32)> {
    let first = tokens.list.partition_point(|token| token.span.end <= range.start);
    let end = tokens.list.partition_point(|token| token.span.start < range.end);
    (first < end).then(|| (first as u32, end as u32 - 1))
}

fn spots(tokens: &Tokens, ranges: Vec<(Range, usize)>) -> Vec<Spot> {
    let mut list: Vec<Spot> =
        ranges.into_iter().filter_map(|(range, index)| tokens_of(tokens, range).map(|(first, last)| Spot { first, last, index })).collect();
    list.order_by_key(|spot| (spot.first, spot.last, spot.index));
    list
}

/// The part of a sorted list that starts within tokens `first..=last`.
fn within<T>(list: &[T], first: u32, last: u32, start: impl Fn(&T) -> u32) -> &[T] {
    let from = list.partition_point(|item| start(item) < first);
    let to = list.partition_point(|item| start(item) <= last);
    list.get(from..to.max(from)).unwrap_or(&[])
}

/// The spots of a list that start within tokens `first..=last`.
pub(super) fn spots_in(list: &[Spot], first: u32, last: u32) -> &[Spot] {
    within(list, first, last, |spot| spot.first)
}

impl Scene {
    /// "the Tassoro Football Stadium" is where something happened, and no game; "trade union" is one word for its topic.
    fn drop_named_topics(&mut self) {
        let spots = [&self.places, &self.facilities];
        let holds = |spot: &Spot, cue: &Cue| spot.first <= cue.first && cue.last <= spot.last;
        let site = |cue: &Cue| spots.iter().any(|list| spots_in(list, cue.first.saturating_sub(6), cue.first).iter().any(|spot| holds(spot, cue)));
        let mut cues: Vec<Cue> = Vec::with_capacity(self.cues.len());
        for cue in &self.cues {
            let said = cues.iter().rev().take(4).any(|before| before.code == cue.code && before.first <= cue.first && cue.last <= before.last);
            if !(matches!(cue.code, Code::Sport | Code::Culture) && site(cue) || cue.code == Code::Labour && said) {
                cues.push(*cue);
            }
        }
        self.cues = cues;
    }

    /// Index of the first actor that starts at or after token `first`, and of the first after `last`.
    pub(super) fn actor_range(&self, first: u32, last: u32) -> std::ops::Range<usize> {
        let from = self.actors.partition_point(|actor| actor.first < first);
        let to = self.actors.partition_point(|actor| actor.first <= last);
        from..to.max(from)
    }

    /// The class of actor number `at`.
    pub(super) fn class(&self, at: usize) -> Class {
        self.actors.get(at).map_or(Class::Unknown, |actor| actor.class)
    }

    /// Cues that start within tokens `first..=last`.
    pub(super) fn cues_in(&self, first: u32, last: u32) -> &[Cue] {
        within(&self.cues, first, last, |cue| cue.first)
    }

    /// Whether a cue of `code` starts within tokens `first..=last`.
    pub(super) fn has_cue(&self, code: Code, first: u32, last: u32) -> bool {
        self.cues_in(first, last).iter().any(|cue| cue.code == code)
    }
}

fn cues(parsed: &Parsed) -> Vec<Cue> {
    let events = parsed.phrases.all().iter().filter(|found| found.sense.table() == Table::EventCues);
    let mut list: Vec<Cue> = events.map(|found| Cue { first: found.first, last: found.last, code: found.sense.code() }).collect();
    list.order_by_key(|cue| (cue.first, cue.last, cue.code as u32));
    list
}

fn class_of_entity(entity: &crate::schema::Entity) -> Class {
    match (entity.actor_class, entity.r#type) {
        (Some("state_forces"), _) | (_, "state_force") => Class::State,
        (Some("external_forces"), _) | (_, "external_force" | "private_military") => Class::External,
        (Some("protesters"), _) => Class::Protester,
        (Some("rioters"), _) => Class::Rioter,
        (Some("civilians"), _) => Class::Civilian,
        (Some("rebel_group" | "political_militia" | "identity_militia"), _) | (_, "armed_group") => Class::Nonstate,
        (_, "government") => Class::State,
        _ => Class::Unknown,
    }
}

/// Mentions of entities first; then nouns for people where no mention stands.
fn actors(parsed: &Parsed, found: &Found) -> Vec<Actor> {
    let tokens = &parsed.tokens;
    let mut covered = vec![false; tokens.len()];
    let mut list = Vec::new();
    for mention in &found.mentions {
        let (Some(entity), Some((first, last))) =
            (found.entities.get(mention.entity.index()), tokens_of(&parsed.tokens, Range::new(mention.start, mention.end)))
        else {
            continue;
        };
        if matches!(entity.r#type, "source") {
            continue;
        }
        let mut class = class_of_entity(entity);
        if let Some(better) = word_class(parsed, first, last).filter(|better| class == Class::Unknown || better.crowd()) {
            class = better;
        }
        (first..=last).for_each(|at| mark(&mut covered, at));
        if !opens_compound(tokens, last) {
            list.push(Actor { first, last, entity: Some(mention.entity), class });
        }
    }
    list.order_by_key(|actor| actor.last);
    let named = list.len();
    for at in 0..tokens.len() {
        if let Some(actor) = noun_actor(parsed, at, &covered) {
            (actor.first..=actor.last).for_each(|at| mark(&mut covered, at));
            list.push(fighters_of(list.get(..named).unwrap_or(&[]), actor));
        }
    }
    list
}

/// "Boko Haram fighters", "PKK militants": the group that is named right before them.
fn fighters_of(named: &[Actor], actor: Actor) -> Actor {
    let before = named.partition_point(|other| other.last < actor.first).checked_sub(1).and_then(|at| named.get(at));
    let owner = before.filter(|owner| owner.last + 1 == actor.first && owner.class.armed() && matches!(actor.class, Class::Unknown | Class::Nonstate));
    owner.filter(|owner| owner.class == Class::Nonstate || actor.class == Class::Unknown).map_or(actor, |owner| Actor {
        entity: owner.entity,
        class: owner.class,
        ..actor
    })
}

/// "al-Qaeda-linked", "Iran-backed": who is named here only tells of another.
fn opens_compound(tokens: &Tokens, last: u32) -> bool {
    let glued = |at: u32| tokens.get(at as usize).is_some_and(|token| !token.spaced());
    glued(last + 1) && glued(last + 2) && tokens.get(last as usize + 1).is_some_and(|token| token.is(b'-'))
}

fn mark(covered: &mut [bool], at: u32) {
    if let Some(slot) = covered.get_mut(at as usize) {
        *slot = true;
    }
}

fn crowd_class(parsed: &Parsed, at: usize) -> Option<(u32, Class)> {
    let hit = parsed.phrases.of(at, Table::EventCues).find(|found| matches!(found.sense.code(), Code::Rioter | Code::CrowdPeople))?;
    Some((hit.last, if hit.sense.code() == Code::Rioter { Class::Rioter } else { Class::Protester }))
}

/// The class the words of a phrase give, the last word first.
fn word_class(parsed: &Parsed, first: u32, last: u32) -> Option<Class> {
    (first..=last).rev().find_map(|at| {
        crowd_class(parsed, at as usize).map(|(_, class)| class).or_else(|| people_at(parsed, at as usize).map(|(_, sense)| class_of_people(sense)))
    })
}

fn people_at(parsed: &Parsed, at: usize) -> Option<(u32, Sense)> {
    let hit = parsed.phrases.of(at, Table::People).next()?;
    Some((hit.last, hit.sense))
}

fn class_of_people(sense: Sense) -> Class {
    match (sense.code(), row(sense.entry()).get("actor")) {
        (Code::State, _) => Class::State,
        (Code::Nonstate, _) => Class::Nonstate,
        (Code::External, _) => Class::External,
        (Code::Civilian, _) | (_, "civilian") => Class::Civilian,
        _ => Class::Unknown,
    }
}

fn noun_actor(parsed: &Parsed, at: usize, covered: &[bool]) -> Option<Actor> {
    if covered.get(at) != Some(&false) {
        return None;
    }
    let (last, class) = match crowd_class(parsed, at) {
        Some(found) => found,
        None => people_at(parsed, at).map(|(last, sense)| (last, class_of_people(sense))).or_else(|| side_word(parsed, at))?,
    };
    let counts_things = class == Class::Unknown
        && matches!(parsed.tag(last as usize), Tag::Adj | Tag::Det)
        && matches!(parsed.tag(last as usize + 1), Tag::Noun | Tag::NounPl | Tag::Adj);
    if counts_things {
        return None;
    }
    let free = (at as u32..=last).all(|token| covered.get(token as usize) == Some(&false));
    free.then_some(Actor { first: at as u32, last, entity: None, class })
}

/// "army", "forces", "militia": bodies of people named by a side word at the head of a phrase.
fn side_word(parsed: &Parsed, at: usize) -> Option<(u32, Class)> {
    let hit = parsed.phrases.of(at, Table::Sides).next()?;
    let named = at.checked_sub(1).is_some_and(|before| parsed.tag(before) == Tag::Propn);
    if named {
        return None;
    }
    let class = match hit.sense.code() {
        Code::State => Class::State,
        Code::Nonstate => Class::Nonstate,
        Code::External => Class::External,
        _ => return None,
    };
    Some((hit.last, class))
}
