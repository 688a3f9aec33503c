//! Persons: rank, title or role with a name, and names known by their form or their place in the sentence.
//!
//! In: the text. Out: candidates with the parts of the mention. Later mentions by surname are joined in `mention`.

use super::actor::rules;
use super::atlas::Atlas;
use super::candidate::{Candidate, PersonParts, What};
use super::look::Look;
use crate::lexicon::{Code, Form, Table};
use crate::rule::{Rule, RuleInfo};
use crate::schema::Provenance;
use crate::text::Order;
use crate::token::{Kind, Match, Tag};

rules! {
    TITLED "person.rank-or-title" "A rank, title or role before a name." ["Col Amadou Traore spoke."] ["The colonel spoke."];
    GIVEN "person.given-name" "A known given name that begins a longer name." ["Ahmed Belhadj left."] ["Belhadj Street is closed."];
    FORMED "person.name-by-form" "A name with an inner particle, or two or three capitalised words used as a person's name." ["Yusuf al-Tamimi left."] ["Lake Tamimi froze."];
    APPOSITION "person.apposition" "A name explained by a role or an age between commas." ["Lena Brook, 34, a nurse, agreed."] ["Brook, Ohio, is small."];
    CALLED "person.also-called" "Another name of the person named right before." ["Omar Belhadj, known as Abu Tarek, fled."] ["The river known as Tarek rose."];
    SPEAKER "person.speaks" "A name that speaks as a person does." ["It is over, said Lena Brook."] ["The ministry said so."];
}

/// Finds persons.
pub fn find_persons<'t>(look: &Look<'_, 't>, atlas: Atlas) -> Vec<Candidate<'t>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < look.len() {
        let Some(first) = name_start(look, at) else {
            at += 1;
            continue;
        };
        let last = name_end(look, first);
        let one = person(look, atlas, first, last);
        let called = one.as_ref().and_then(|one| called(look, first, one.last.max(last)));
        at = called.as_ref().map_or(last.max(at), |called| called.last) + 1;
        found.extend(one.into_iter().chain(called));
    }
    found
}

fn is_given(look: &Look<'_, '_>, at: usize) -> bool {
    look.first_of(at, Table::GivenNames).is_some()
}

/// "his daughters, Malia and", "her husband Lynn": a word for kin right before the name.
fn kin_before(look: &Look<'_, '_>, first: usize) -> bool {
    let before = look.previous(first).map(|before| if look.is(before, b',') { before.saturating_sub(1) } else { before });
    before.is_some_and(|before| look.ending_coded(before, Table::Context, Code::Kin).is_some())
}

fn particle(look: &Look<'_, '_>, at: usize) -> bool {
    look.coded(at, Table::NameParticles, Code::Prefix).is_some() || look.ending_coded(at, Table::NameParticles, Code::Prefix).is_some()
}

fn is_title(look: &Look<'_, '_>, at: usize) -> Option<usize> {
    let rank = look.first_of(at, Table::Ranks).map(|found| found.last as usize);
    let role = look.first_of(at, Table::Roles).map(|found| found.last as usize);
    let honorific = look.coded(at, Table::Abbreviations, Code::Title).map(|found| found.last as usize);
    rank.max(role).max(honorific)
}

/// A name begins at a capitalised word that is no rank or role, or at a particle before one ("al-Shami", "bin Salman").
fn name_start(look: &Look<'_, '_>, at: usize) -> Option<usize> {
    if look.is_name(at) && is_title(look, at).is_none() {
        return (!ends_role(look, at) && !in_region(look, at)).then_some(at);
    }
    let lower = look.token(at).is_some_and(|token| token.kind == Kind::Word && !token.capital());
    let next = at + 1 + usize::from(look.is_hyphen(at + 1));
    (lower && look.cased() && particle(look, at) && look.is_name(next) && next == at + 2 && look.same_sentence(at, next)).then_some(at)
}

/// The last word of a role of several: "Secretary of State".
fn ends_role(look: &Look<'_, '_>, at: usize) -> bool {
    look.is_name(at + 1) && look.ends_title(at)
}

/// Within a region that a role is held for and that a given name follows: "minister for the Middle East Lena Brook".
fn in_region(look: &Look<'_, '_>, at: usize) -> bool {
    let region = (at.saturating_sub(2)..=at).find_map(|start| look.first_of(start, Table::Regions).filter(|region| region.last as usize >= at));
    region.is_some_and(|region| look.first_of(region.last as usize + 1, Table::GivenNames).is_some() && role_for(look, region.last as usize).is_some())
}

/// The role held for the region that ends at `end`: its first token.
fn role_for(look: &Look<'_, '_>, end: usize) -> Option<usize> {
    let region = look.ending(end, Table::Regions)?;
    let mut before = look.previous(region.first as usize)?;
    if look.is_word(before, "the") {
        before = look.previous(before)?;
    }
    let link = look.is_word(before, "for") || look.is_word(before, "of");
    let role = look.ending(look.previous(before).filter(|_| link)?, Table::Roles)?;
    Some(role.first as usize)
}

/// The last token of a name that begins at `first`.
fn name_end(look: &Look<'_, '_>, first: usize) -> usize {
    let mut last = first;
    for _ in 0..8 {
        match name_goes_on(look, last) {
            Some(next) if look.same_sentence(first, next) && !breaks(look, last, next) => last = next,
            _ => break,
        }
    }
    last
}

fn breaks(look: &Look<'_, '_>, last: usize, next: usize) -> bool {
    look.token(next).is_some_and(|token| token.starts_line() && !look.same_sentence(last, next))
        || look.is_function(next, Code::Weekday)
        || is_title(look, next)
            .filter(|_| !is_polite(look, next))
            .is_some_and(|end| (look.is_name(end + 1) || look.is(end + 1, b'.')) && look.coded(end + 1, Table::NameParticles, Code::Suffix).is_none())
}

/// "Hassan Sheikh Mohamud": a form of address may stand inside a name.
fn is_polite(look: &Look<'_, '_>, at: usize) -> bool {
    let given = at.checked_sub(1).is_some_and(|before| is_given(look, before));
    given && look.coded(at, Table::Roles, Code::Title).is_some() && look.first_of(at, Table::Ranks).is_none()
}

fn name_goes_on(look: &Look<'_, '_>, last: usize) -> Option<usize> {
    let next = last + 1;
    let token = look.token(next)?;
    let word = |at: usize| look.token(at).is_some_and(|token| token.kind == Kind::Word);
    if look.is_name(next) {
        return Some(next);
    }
    if look.is_hyphen(next) && word(next + 1) && !look.token(next + 1)?.spaced() {
        let suffix = || look.coded(next + 1, Table::NameParticles, Code::Suffix).is_some();
        let fits = look.is_name(next + 1) || particle(look, last) || particle(look, next + 1) || suffix();
        return fits.then_some(next + 1);
    }
    let surname = look.is_function(next, Code::Month)
        && token.capital()
        && look.first_of(last, Table::GivenNames).is_some()
        && look.token(next + 1).is_none_or(|after| after.kind != Kind::Number);
    if surname {
        return Some(next);
    }
    let initial = look.word(last).chars().count() == 1 && look.token(last)?.capital();
    if token.is(b'.') && !token.spaced() && (initial || short_title(look.word(last))) && look.is_name(next + 1) {
        return Some(next + 1);
    }
    if token.kind == Kind::Word && !token.capital() && particle(look, next) {
        return after_particle(look, next);
    }
    nickname(look, next)
}

/// "Omar Belhadj, known as Abu Tarek": another name of the same person.
fn called<'t>(look: &Look<'_, 't>, name: usize, last: usize) -> Option<Candidate<'t>> {
    let next = last + 1 + usize::from(look.is(last + 1, b','));
    let word = look.coded(next, Table::Context, Code::Called).filter(|_| look.same_sentence(last, next))?;
    let quoted = look.token(word.last as usize + 1).is_some_and(|token| token.kind == Kind::Quote);
    let first = word.last as usize + 1 + usize::from(quoted);
    if !look.is_capital(first) || look.is_common(first) {
        return None;
    }
    let last = name_end(look, first);
    let parts = PersonParts { name: (first, last), called: Some(name), ..PersonParts::default() };
    let provenance = Provenance::new(&CALLED, look.span(first, last)).with_entry(word.sense.entry());
    Some(Candidate { first, last, what: What::Person(parts), score: 92, provenance })
}

fn short_title(word: &str) -> bool {
    word.eq_ignore_ascii_case("jr") || word.eq_ignore_ascii_case("st")
}

/// After "bin", "al-", "ould": the name that follows, perhaps after one more particle.
fn after_particle(look: &Look<'_, '_>, at: usize) -> Option<usize> {
    for next in at + 1..at + 4 {
        if look.is_name(next) {
            return Some(next);
        }
        if !(look.is_hyphen(next) || particle(look, next)) {
            return None;
        }
    }
    None
}

/// A nickname in quotation marks inside a name.
fn nickname(look: &Look<'_, '_>, open: usize) -> Option<usize> {
    let quote = |at: usize| look.token(at).is_some_and(|token| token.kind == Kind::Quote);
    if !quote(open) || !look.token(open)?.spaced() {
        return None;
    }
    let close = (open + 2..open + 5).find(|at| quote(*at))?;
    (look.is_capital(close + 1) && !look.is_common(close + 1) && look.is_capital(open + 1)).then_some(close + 1)
}

/// "Abu Ghraib", "Sao Paulo": a name of several words that a place has, where a place is meant.
fn is_town(look: &Look<'_, '_>, atlas: Atlas, first: usize, last: usize) -> bool {
    let placed = || look.after_any(first, &[Code::PlaceIn, Code::PlaceNear, Code::PlaceTowards, Code::PlaceBetween]);
    let large = || atlas.longest_match(look, first).is_some_and(|(_, spots)| spots.iter().any(|spot| spot.population >= 500_000));
    last > first && atlas.longest_end(look, first) == Some(last) && (placed() || large())
}

/// Weighs what speaks for a person.
fn person<'t>(look: &Look<'_, 't>, atlas: Atlas, first: usize, last: usize) -> Option<Candidate<'t>> {
    let words = (first..=last).filter(|at| look.token(*at).is_some_and(|token| token.kind == Kind::Word)).count();
    let before = titles_before(look, first);
    let family = look.ending(last, Table::Surnames).map(|surname| surname.sense.code());
    let given =
        is_given(look, first) || last > first && family.is_some() && look.first_of(first, Table::Countries).is_some_and(|land| land.last as usize == first);
    let kin = kin_before(look, first);
    let inner = (first + 1..last).any(|at| particle(look, at)) || (last > first && particle(look, first));
    let aged = is_aged(look, last);
    let role_after = role_after(look, last);
    let role_ahead = if role_after.is_none() { role_ahead(look, before.map_or(first, |titles| titles.start), last) } else { None };
    let speaker = speaks_near(look, first, last, words);
    let determined = look.previous(first).is_some_and(|before| look.is_word(before, "the") || look.is_word(before, "an"));
    let kind_before = look.previous(before.map_or(first, |titles| titles.start)).is_some_and(|before| {
        let noun = if look.is_word(before, "of") { before.saturating_sub(1) } else { before };
        look.ending(noun, Table::PlaceNouns)
            .is_some_and(|hit| matches!(hit.sense.code(), Code::Settlement | Code::Admin1 | Code::Admin2 | Code::Camp | Code::Quarter))
    });
    let kind_after = look.same_sentence(last, last + 1)
        && look.first_of(last + 1, Table::PlaceNouns).is_some_and(|hit| matches!(hit.sense.code(), Code::Settlement | Code::Admin2 | Code::Quarter));
    let kind_before = kind_before || kind_after;
    let placed = kind_before || look.after_any(first, &[Code::PlaceIn, Code::PlaceNear, Code::PlaceBetween, Code::PlaceObject]);
    let other = (first..=last).any(|at| (look.first_of(at, Table::OrgWords).is_some() || look.first_of(at, Table::FormWords).is_some()) && look.is_capital(at))
        || look.ending(last, Table::PlaceNouns).is_some_and(|found| found.first as usize > first)
        || look.ending(last, Table::Facilities).is_some()
        || last > first && !given && [Code::PressWord, Code::TeamWord].iter().any(|code| look.ending_coded(last, Table::Context, *code).is_some());
    let initials = last == first + 1 && look.word(first).contains('.') && !look.is_common(last);
    let acronym = (first..=last).any(|at| look.token(at).is_some_and(|token| token.all_capitals() && token.span.end - token.span.start > 2))
        && !initials
        && !look.in_heading(first);
    let whole = before.is_none() && !given && !speaker && last > first && atlas.longest_end(look, first) == Some(last);
    let placelike = before.is_none()
        && !given
        && !kin
        && (look.ending(last, Table::Countries).is_some()
            || look.first_of(first, Table::Countries).is_some()
            || words == 2 && look.coded(first, Table::Context, Code::Compass).is_some() && atlas.longest_end(look, last) == Some(last)
            || atlas.longest_end(look, first).is_some_and(|end| end == last || last > first && end + 1 == last && words > 2));
    let small = (first..=last).filter(|at| look.is_small_word(*at) && !particle(look, *at) && look.first_of(*at, Table::GivenNames).is_none()).count() as i32;
    let demonyms = (first..=last).all(|at| {
        look.starting(at, Table::Countries).any(|hit| hit.sense.form() == Form::Demonym) || look.token(at).is_some_and(|token| token.kind == Kind::Dash)
    });
    let start = before.map_or(first, |titles| titles.start);
    let listed = |table: Table| look.first_of(start, table).is_some_and(|hit| hit.last as usize >= last && matches!(hit.sense.form(), Form::Name | Form::Also));
    let called = look
        .ending(last, Table::PlaceNouns)
        .is_some_and(|noun| noun.first as usize > first && matches!(noun.sense.code(), Code::Settlement | Code::Admin1 | Code::Admin2 | Code::Quarter));
    let ship = before.is_some_and(|titles| {
        titles.rank.is_some_and(|rank| rank.0 == titles.start) && look.previous(titles.start).is_some_and(|the| look.is_word(the, "the"))
    });
    let operation = look.previous(start).is_some_and(|before| look.is_capital(before) && look.ending_coded(before, Table::Context, Code::OtherName).is_some());
    let creed = before.is_none() && (!given || last == first) && look.coded(first, Table::Context, Code::PeopleName).is_some();
    if ship
        || operation
        || called
        || creed
        || is_town(look, atlas, start, last)
        || demonyms
        || opens_with_place_noun(look, first, last)
        || listed(Table::Countries)
        || listed(Table::Regions)
        || listed(Table::Groups)
    {
        return None;
    }
    let honoured = before.is_some_and(|titles| titles.rank.is_none() && look.coded(titles.start, Table::Roles, Code::Title).is_some())
        && look.after_any(start, &[Code::PlaceIn, Code::PlaceNear]);
    let governed = look.previous(first).is_some_and(|before| look.parsed.tag(before) == Tag::Prep);
    let subject = words == 1
        && !determined
        && !placed
        && !governed
        && !look.opens(first)
        && is_subject(look, last)
        && look.first_of(first, Table::Groups).is_none()
        && small == 0;
    let mut score = 0;
    score += if subject { 19 } else { 0 };
    score -= small * if before.is_some() { 6 } else { 15 };
    score -= if whole {
        45
    } else if placelike {
        25
    } else {
        0
    };
    score += if before.is_some() { 60 } else { 0 };
    score += if initials { 25 } else { 0 };
    let person_only = |hit: &Match| matches!(hit.sense.table(), Table::GivenNames | Table::Surnames);
    let alone = words == 1 && !determined && !placed && look.parsed.phrases.at(first).iter().all(person_only);
    score += if kin { 40 } else { 0 };
    score += match family {
        Some(_) if words > 1 => 25,
        Some(Code::Leader) if alone => 24,
        Some(_) if alone => 8,
        _ => 0,
    };
    score += match given {
        true if words > 1 => 45,
        true if alone && atlas.longest_end(look, first).is_none() => 20,
        true => 12,
        false => 0,
    };
    score += if inner { 35 } else { 0 };
    score += if aged { 50 } else { 0 };
    score += if role_after.is_some() || role_ahead.is_some() { 40 } else { 0 };
    score += if speaker { if words > 1 { 38 } else { 22 } } else { 0 };
    score += if (2..=4).contains(&words) && !determined { 18 } else { 0 };
    score -= if determined && before.is_none() { 30 } else { 0 };
    score -= if kind_before || honoured {
        80
    } else if placed {
        40
    } else {
        0
    };
    score -= if other { 60 } else { 0 };
    score -= if acronym && before.is_none() { 40 } else { 0 };
    score -= if look.in_heading(first) && before.is_none() && !given { 40 } else { 0 };
    if score < 18 {
        return None;
    }
    let (rule, start): (Rule, usize) = match before {
        Some(parts) => (&TITLED, parts.start),
        None if role_after.is_some() || aged => (&APPOSITION, first),
        None if given => (&GIVEN, first),
        None if speaker => (&SPEAKER, first),
        None => (&FORMED, first),
    };
    let mut parts = PersonParts { name: (first, last), weak: score < 40, ..PersonParts::default() };
    let mut end = last;
    let mut start = start;
    if let Some(titles) = before {
        parts.rank = titles.rank;
        parts.role = titles.role;
        parts.of = titles.of;
    }
    if let Some(role) = role_after {
        end = role.end;
        parts.role = parts.role.or(Some(role.role));
        parts.of = parts.of.or(role.of);
    }
    if let Some(role) = role_ahead {
        start = role.end;
        parts.role = parts.role.or(Some(role.role));
        parts.of = parts.of.or(role.of);
    }
    parts.role = parts.role.filter(|(from, to)| from < to || look.word(*from).len() > 2);
    parts.commands = parts.role.is_some_and(|(from, to)| (from..=to).any(|at| look.coded(at, Table::Roles, Code::Commander).is_some()));
    let provenance = Provenance::new(rule, look.span(start, end));
    Some(Candidate { first: start, last: end, what: What::Person(parts), score: 30 + score.min(65), provenance })
}

#[derive(Clone, Copy, Debug)]
struct Titles {
    start: usize,
    rank: Option<(usize, usize, crate::rule::EntryId)>,
    role: Option<(usize, usize)>,
    of: Option<(usize, usize)>,
    /// The role is a form of address, as in "Sheikh".
    polite: bool,
}

/// "Lake Tharthar", "Camp Hurriya", "Operation Dawn" are no persons.
fn opens_with_place_noun(look: &Look<'_, '_>, first: usize, last: usize) -> bool {
    last > first
        && (look.first_of(first, Table::PlaceNouns).is_some()
            || look.coded(first, Table::Context, Code::OtherName).is_some()
            || look.ending_coded(last, Table::Context, Code::OtherName).is_some())
}

/// A verb follows, as after a subject, or a possessive with a noun.
fn is_subject(look: &Look<'_, '_>, last: usize) -> bool {
    let next = last + 1;
    look.same_sentence(last, next)
        && (matches!(look.parsed.tag(next), Tag::VerbPast | Tag::Aux | Tag::Modal) && look.token(next).is_some_and(|token| token.kind == Kind::Word)
            || look.token(next).is_some_and(|token| token.kind == Kind::Clitic && !look.is_word(next, "s")))
}

/// Ranks, honorifics and roles right before the name, and the force or country before those.
fn titles_before(look: &Look<'_, '_>, first: usize) -> Option<Titles> {
    let mut titles = Titles { start: first, rank: None, role: None, of: None, polite: false };
    while let Some(before) = look.previous(titles.start) {
        let end = if look.is(before, b'.') && !look.token(before)?.spaced() { before.checked_sub(1)? } else { before };
        let role = look.ending(end, Table::Roles).map_or(end, |role| role.first as usize);
        if let Some(rank) = look.ending(end, Table::Ranks).filter(|rank| (titles.role.is_none() || titles.polite) && rank.first as usize <= role) {
            titles.start = rank.first as usize;
            titles.rank = titles.rank.or(Some((titles.start, end, rank.sense.entry())));
        } else if let Some(honorific) = look.ending_coded(end, Table::Abbreviations, Code::Title).filter(|_| !look.is_word(end, "st")) {
            titles.start = honorific.first as usize;
        } else if let Some(role) = look.ending(end, Table::Roles).filter(|role| role.sense.form() != Form::Plural) {
            titles.start = role.first as usize;
            titles.polite = titles.role.is_none() && role.sense.code() == Code::Title;
            titles.role = Some((titles.start, titles.role.map_or(end, |(_, last)| last)));
            let force = look.first_of(titles.start, Table::ForceWords).filter(|force| (force.last as usize) < end);
            titles.of = titles.of.or(force.map(|force| (force.first as usize, force.last as usize)));
        } else if let Some(role) = role_for(look, end).filter(|_| titles.role.is_none()) {
            titles.start = role;
            titles.role = Some((role, end));
        } else if titles.role.is_some() && extends_role(look, before, &mut titles) {
            continue;
        } else {
            break;
        }
    }
    (titles.start < first).then_some(titles)
}

/// "Army spokesperson", "US President-elect": what stands before the role and belongs to it.
fn extends_role(look: &Look<'_, '_>, before: usize, titles: &mut Titles) -> bool {
    for table in [Table::ForceWords, Table::Groups, Table::StateForces, Table::ExternalForces, Table::Organisations, Table::Countries, Table::OrgWords] {
        if let Some(found) = look.ending(before, table) {
            titles.start = found.first as usize;
            titles.of = Some((titles.start, found.last as usize));
            if let (Some((from, _)), Table::ForceWords) = (titles.role.as_mut(), table) {
                *from = found.first as usize;
            }
            return true;
        }
    }
    let word = look.token(before).is_some_and(|token| token.kind == Kind::Word);
    let modifier =
        word && (look.is_word(before, "former") || look.is_word(before, "deputy") || look.is_word(before, "acting") || look.is_word(before, "senior"));
    if modifier {
        titles.start = before;
    }
    modifier
}

fn is_aged(look: &Look<'_, '_>, last: usize) -> bool {
    let number = look.token(last + 2).filter(|token| look.is(last + 1, b',') && token.kind == Kind::Number && token.span.end - token.span.start <= 2);
    number.is_some() && (look.is(last + 3, b',') || look.is(last + 3, b'.') || look.is_word(last + 3, "and")) && look.same_sentence(last, last + 2)
}

/// A role on the other side of a comma.
struct RoleAfter {
    role: (usize, usize),
    of: Option<(usize, usize)>,
    /// Where it ends, or begins if it stands before the name.
    end: usize,
}

/// ", the commander of Africom": a role between commas after the name.
fn role_after(look: &Look<'_, '_>, last: usize) -> Option<RoleAfter> {
    if !look.is(last + 1, b',') {
        return None;
    }
    for at in last + 2..last + 8 {
        if !look.same_sentence(last, at) || look.is(at, b',') {
            return None;
        }
        if let Some(role) = look.first_of(at, Table::Roles).or_else(|| look.first_of(at, Table::Ranks)).filter(|role| role.sense.form() != Form::Plural) {
            let (first, end) = (role.first as usize, role.last as usize);
            let dotted = usize::from(look.is(end + 1, b'.') && look.is_capital(end));
            if look.is_name(end + 1 + dotted) && look.same_sentence(last, end + 1 + dotted)
                || look.is(end + 1, b'(')
                || look.is_capital(end) && [Table::StateForces, Table::Groups, Table::Organisations].iter().any(|table| look.ending(end, *table).is_some())
            {
                return None;
            }
            let of = role_object(look, end);
            return Some(RoleAfter { role: (first, end), of, end: of.map_or(end, |of| of.1) });
        }
        let part = matches!(look.parsed.tag(at), Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Poss | Tag::Num | Tag::Prep)
            || look.token(at).is_some_and(|token| matches!(token.kind, Kind::Dash | Kind::Clitic));
        if !part || look.parsed.tag(at) == Tag::Prep && at == last + 2 {
            return None;
        }
    }
    None
}

/// "The army spokesman, Omar Belhadj, said": a role before the name, which stands between commas.
fn role_ahead(look: &Look<'_, '_>, first: usize, last: usize) -> Option<RoleAfter> {
    let closed = [b',', b'.'].iter().any(|sign| look.is(last + 1, *sign)) || !look.same_sentence(last, last + 1);
    let comma = look.previous(first).filter(|comma| closed && look.is(*comma, b','))?;
    let mut at = look.previous(comma)?;
    for _ in 0..7 {
        if let Some(role) = look.ending(at, Table::Roles).filter(|role| role.sense.form() != Form::Plural && role.sense.code() != Code::Title) {
            let (start, end) = (role.first as usize, role.last as usize);
            let of = role_object(look, end).or_else(|| force_before(look, start));
            let whole = end + 1 == comma || ["of", "for", "in"].iter().any(|link| look.is_word(end + 1, link));
            return whole.then(|| RoleAfter { role: (start, end), of, end: role_start(look, start) });
        }
        at = look.previous(at).filter(|at| !look.is(*at, b','))?;
    }
    None
}

/// Where "the Malian army spokesman" begins: at the article, a people's name or a force before the role.
fn role_start(look: &Look<'_, '_>, role: usize) -> usize {
    let mut first = role;
    for _ in 0..4 {
        let Some(before) = look.previous(first) else { break };
        if look.is_function(before, Code::Determiner) {
            return before;
        }
        let part = [Table::ForceWords, Table::Countries, Table::Groups].iter().any(|table| look.ending(before, *table).is_some());
        if !(part || look.is_clitic(before)) {
            break;
        }
        first = before;
    }
    first
}

/// "the army spokesman", "the group's leader": who stands right before the role.
fn force_before(look: &Look<'_, '_>, role: usize) -> Option<(usize, usize)> {
    let before = look.previous(role)?;
    let last = if look.is_clitic(before) { look.previous(before)? } else { before };
    let tables = [Table::ForceWords, Table::Groups, Table::StateForces, Table::ExternalForces, Table::Organisations];
    tables.iter().find_map(|table| look.ending(last, *table)).map(|found| (found.first as usize, found.last as usize))
}

/// "of Africom", "of the JNIM": the listed actor, force or name after a role.
fn role_object(look: &Look<'_, '_>, end: usize) -> Option<(usize, usize)> {
    if !(look.is_word(end + 1, "of") || look.is_word(end + 1, "for") || look.is_word(end + 1, "at")) {
        return None;
    }
    let first = end + 2 + usize::from(look.is_word(end + 2, "the"));
    for table in [Table::Groups, Table::StateForces, Table::ExternalForces, Table::Organisations, Table::Countries, Table::ForceWords] {
        if let Some(found) = look.first_of(first, table).filter(|found| found.sense.form() != Form::Capital && !look.is_name(found.last as usize + 1)) {
            return Some((first, found.last as usize));
        }
    }
    let mut last = first;
    while look.is_name(last) && look.is_name(last + 1) && look.same_sentence(first, last + 1) {
        last += 1;
    }
    look.is_name(first).then_some((first, last))
}

/// "said Lena Brook", "Lena Brook said", "told Lena Brook".
fn speaks_near(look: &Look<'_, '_>, first: usize, last: usize, words: usize) -> bool {
    let after = |at: usize| look.same_sentence(last, at) && look.is_finite_speech(at);
    let follows = after(last + 1) || (look.is_function(last + 1, Code::Adverb) && after(last + 2));
    let precedes = look.previous(first).is_some_and(|before| {
        look.ending(before, Table::Attribution)
            .is_some_and(|verb| verb.sense.code() != Code::According && matches!(verb.sense.form(), Form::Past | Form::Participle | Form::Third))
            && (look.is(last + 1, b',') || look.is(last + 1, b'.') || words > 1)
    });
    let according = look.after_according(first) && words > 1;
    follows || precedes || according
}

/// Later mentions by surname or given name alone, of persons whose full name or title the text gives.
pub fn find_surnames<'t>(look: &Look<'_, 't>, persons: &[Candidate<'t>]) -> Vec<Candidate<'t>> {
    let mut names: Vec<(&str, &Candidate<'t>)> = Vec::new();
    for one in persons {
        let What::Person(parts) = &one.what else { continue };
        let whole = parts.name.1 > parts.name.0;
        if (whole || !parts.weak) && one.score >= 60 {
            names.push((look.word(parts.name.1), one));
        }
        if whole && one.score >= 60 && (is_given(look, parts.name.0) || look.first_of(parts.name.0, Table::Countries).is_some()) {
            names.push((look.word(parts.name.0), one));
        }
    }
    names.retain(|(word, _)| word.len() > 2);
    names.order_by_key(|(word, one)| (*word, one.first));
    names.dedup_by_key(|(word, _)| *word);
    let mut held: Vec<&Candidate<'t>> =
        persons.iter().filter(|one| matches!(&one.what, What::Person(parts) if parts.role.is_some() || parts.rank.is_some())).collect();
    held.truncate(MOST_ROLES);
    (0..look.len()).filter_map(|at| surname(look, &names, at).or_else(|| family(look, &names, at)).or_else(|| role_again(look, &held, at))).collect()
}

/// The roles of at most this many persons are looked for again.
const MOST_ROLES: usize = 40;

/// "The foreign secretary said" after "Foreign Secretary Lena Brook".
fn role_again<'t>(look: &Look<'_, 't>, held: &[&Candidate<'t>], at: usize) -> Option<Candidate<'t>> {
    let singular = |hit: &&Match| hit.sense.form() != Form::Plural;
    let role = look.first_of(at, Table::Roles).or_else(|| look.first_of(at, Table::Ranks)).filter(singular)?;
    let (demonym, the) = determiner(look, at)?;
    let last = office_end(look, at, role.last as usize);
    let text = look.text(at, role.last as usize);
    let named = |one: &Candidate<'t>| {
        let What::Person(parts) = &one.what else { return None };
        let held = parts.role.filter(|words| ends_alike(look, *words, &text));
        held.or(parts.rank.filter(|rank| rank.2 == role.sense.entry()).map(|(first, end, _)| (first, end)))
    };
    let full = held.iter().rev().find(|one| named(one).is_some_and(|(_, end)| end < at)).filter(|_| !demonym);
    let office = || last > at && (at..=role.last as usize).all(|at| look.is_capital(at)) && !look.in_heading(at) && role.sense.table() == Table::Roles;
    let noun = matches!(look.parsed.tag(last + 1), Tag::Noun | Tag::NounPl);
    let titled = look.same_sentence(last, last + 1) && (noun || look.is_name(last + 1) || look.is_word(last + 1, "of") || look.is_word(last + 1, "for"));
    if titled || look.is(last + 1, b',') && look.is_name(last + 2) || full.is_none() && !office() {
        return None;
    }
    let holder = full.and_then(|full| if let What::Person(parts) = &full.what { Some(parts.name.0) } else { None });
    let parts = PersonParts { name: (at, last), again: true, called: holder, ..PersonParts::default() };
    let provenance = match full {
        Some(full) => Provenance::new(&ROLE_AGAIN, look.span(at, last)).with_evidence(look.span(full.first, full.last)),
        None => Provenance::new(&OFFICE, look.span(at, last)).with_entry(role.sense.entry()),
    };
    Some(Candidate { first: the, last, what: What::Person(parts), score: 86, provenance })
}

/// "the" before a role, perhaps with a people's name between; whether there is one, and where "the" stands.
fn determiner(look: &Look<'_, '_>, at: usize) -> Option<(bool, usize)> {
    let before = look.previous(at)?;
    if look.is_word(before, "the") {
        return Some((false, before));
    }
    let people = look.ending(before, Table::Countries)?;
    let the = look.previous(people.first as usize).filter(|the| look.is_word(*the, "the") && look.is_capital(at))?;
    Some((true, the))
}

/// "President of Mali", "Minister for Central Asia": where an office with capitals ends.
fn office_end(look: &Look<'_, '_>, at: usize, last: usize) -> usize {
    let link = look.is_capital(at) && (look.is_word(last + 1, "of") || look.is_word(last + 1, "for"));
    let first = last + 2 + usize::from(look.is_word(last + 2, "the"));
    let land = [Table::Countries, Table::Regions].iter().find_map(|table| look.first_of(first, *table));
    land.filter(|_| link).map_or(last, |land| land.last as usize)
}

/// Whether the words are the same, or end so: "minister" after "foreign minister".
fn ends_alike(look: &Look<'_, '_>, (first, last): (usize, usize), text: &str) -> bool {
    let words = text.split(' ').count();
    last + 1 >= first + words && look.text(last + 1 - words, last).eq_ignore_ascii_case(text)
}

/// "the Boons" after "Arlene Boon": a family, and no place.
fn family<'t>(look: &Look<'_, 't>, names: &[(&str, &Candidate<'t>)], at: usize) -> Option<Candidate<'t>> {
    let name = look.word(at).strip_suffix('s').filter(|_| look.is_name(at) && look.previous(at).is_some_and(|the| look.is_word(the, "the")))?;
    let index = names.binary_search_by_key(&name, |(word, _)| word).ok()?;
    let (_, full) = names.get(index)?;
    let provenance = Provenance::new(&SURNAME, look.span(at, at)).with_evidence(look.span(full.first, full.last));
    Some(Candidate { first: at, last: at, what: What::Other, score: 79, provenance })
}

fn surname<'t>(look: &Look<'_, 't>, names: &[(&str, &Candidate<'t>)], at: usize) -> Option<Candidate<'t>> {
    let beside = || look.previous(at).is_some_and(|before| look.is_name(before)) || look.is_name(at + 1) && look.same_sentence(at, at + 1);
    if !look.is_name(at) || beside() {
        return None;
    }
    let index = names.binary_search_by_key(&look.word(at), |(word, _)| word).ok()?;
    let placed = look.before(at, Table::Context, Code::PlaceIn).is_some()
        || look.before(at, Table::Context, Code::PlaceNear).is_some()
        || look.previous(at).is_some_and(|before| look.is_word(before, "of") && look.ending(before.saturating_sub(1), Table::PlaceNouns).is_some());
    if placed {
        return None;
    }
    let (_, full) = names.get(index)?;
    let parts = PersonParts { name: (at, at), ..PersonParts::default() };
    let provenance = Provenance::new(&SURNAME, look.span(at, at)).with_evidence(look.span(full.first, full.last));
    Some(Candidate { first: at, last: at, what: What::Person(parts), score: 79, provenance })
}

/// The rule of surnames, which looks at a text once the names are known.
pub(super) static LATER: &[Rule] = &[&SURNAME, &ROLE_AGAIN, &OFFICE];
static OFFICE: RuleInfo = RuleInfo::new(
    "person.office-alone",
    "A role of several words with capitals, for who holds it.",
    &["Talks went on. The Foreign Secretary left."],
    &["Talks went on. The foreign secretary left."],
);
static ROLE_AGAIN: RuleInfo = RuleInfo::new(
    "person.role-again",
    "A role alone, of a person named with it before.",
    &["Foreign Minister Lena Brook left. The foreign minister said nothing."],
    &["The foreign minister said nothing."],
);
static SURNAME: RuleInfo = RuleInfo::new(
    "person.surname-again",
    "A surname whose full name stands elsewhere in the text.",
    &["Lena Brook left. Brook said nothing."],
    &["A brook ran."],
);
