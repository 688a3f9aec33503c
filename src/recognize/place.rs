//! Places: names of the tables and the gazetteer, and names whose context says that a place is meant.
//!
//! In: the text and the gazetteer. Out: candidates with what the words around them say. Which place of that name is
//! meant is left to `mention`.

use super::actor::rules;
use super::atlas::Atlas;
use super::candidate::{Candidate, PlaceParts, Relation, What};
use super::look::Look;
use crate::lexicon::gazetteer::NameId;
use crate::lexicon::{Code, Form, Table, row};
use crate::rule::{Rule, RuleInfo};
use crate::schema::Provenance;
use crate::text::Order;
use crate::token::{Kind, Tag};

rules! {
    COUNTRY "place.country" "A country by name." ["They left Mali."] ["The Malian singer left."];
    REGION "place.region" "A region of the table of regions." ["In the Sahel, rains came late."] ["A regional office."];
    BORDER "place.border" "A border named after a country or a place." ["near the Senegal border"] ["the border of the picture"];
    LISTED "place.gazetteer-name" "A name of the gazetteer that nothing around it refuses." ["Rain fell on Kayes."] ["Paris Hilton left."];
    CONTEXT "place.in-context" "A name after a word of place, or with a word for a kind of place." ["in the village of Tassoro", "Andar district"] ["in Professor Tassoro's view"];
    LIST "place.in-a-list-of-places" "A name between commas beside names that are places." ["including Binoli, Kayes and Sandere"] ["Brook, Kayes and sons"];
    AGAIN "place.named-before" "A name that context shows to be a place elsewhere in the text." ["They fled Tassoro. In the village of Tassoro nobody slept."] ["Mr Tassoro left."];
    NOT_PLACE "place.refused" "A place's name that names a team, a ship, a newspaper or a company here." ["the Boston Globe"] ["in Boston"];
}

/// Finds places.
pub fn find_places<'t>(look: &Look<'_, 't>, atlas: Atlas) -> Vec<Candidate<'t>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < look.len() {
        at = place_at(look, atlas, at, &mut found) + 1;
    }
    lists(look, &mut found);
    again(look, &mut found);
    found
}

/// A name that is surely a place once is one throughout the text.
fn again<'t>(look: &Look<'_, 't>, found: &mut Vec<Candidate<'t>>) {
    let mut sure: Vec<(&str, usize, usize)> = Vec::new();
    let mut taken = vec![false; look.len()];
    for one in found.iter() {
        let What::Place(parts) = &one.what else { continue };
        for slot in taken.get_mut(one.first..=one.last).unwrap_or(&mut []) {
            *slot = true;
        }
        if parts.sure && parts.entry.is_none() && parts.name.1 == parts.name.0 && look.is_name(parts.name.0) {
            sure.push((look.word(parts.name.0), parts.name.0, one.first));
        }
    }
    sure.order();
    sure.dedup_by_key(|(word, _, _)| *word);
    for at in 0..look.len() {
        let beside = look.previous(at).is_some_and(|before| look.is_name(before)) || look.is_name(at + 1) && look.same_sentence(at, at + 1);
        if taken.get(at).copied().unwrap_or(true) || !look.is_name(at) || beside {
            continue;
        }
        let Ok(index) = sure.binary_search_by_key(&look.word(at), |(word, _, _)| word) else { continue };
        let Some((_, name, _)) = sure.get(index) else { continue };
        let parts = PlaceParts { name: (at, at), relation: relation_before(look, at), ..PlaceParts::default() };
        let provenance = Provenance::new(&AGAIN, look.span(at, at)).with_evidence(look.span(*name, *name));
        found.push(Candidate { first: at, last: at, what: What::Place(parts), score: 44, provenance });
    }
}

/// Finds the place that starts at `at`; the last token it used.
fn place_at<'t>(look: &Look<'_, 't>, atlas: Atlas, at: usize, found: &mut Vec<Candidate<'t>>) -> usize {
    if let Some(last) = short_division(look, atlas, at, found).or_else(|| country(look, atlas, at, found)).or_else(|| region(look, at, found)) {
        return last;
    }
    if let Some(hit) = look.starting(at, Table::Countries).find(|hit| hit.sense.form() != Form::Capital)
        && !longer_match(look, atlas, at, hit.last as usize)
        && !is_state_of_that_name(look, at)
    {
        return at;
    }
    let capital = look.token(at).is_some_and(|token| token.kind == Kind::Word && token.capital());
    let common = look.is_common(at);
    if capital && common && look.is_name(at + 1) && atlas.longest_end(look, at).is_some_and(|last| last > at)
        || look.is_name(at)
        || (capital && !common && !look.in_heading(at) && look.parsed.tag(at) == Tag::Propn)
        || article_name(look, at)
        || (look.in_heading(at) && capital && !common)
    {
        return named(look, atlas, at, found);
    }
    at
}

/// "Glasgow, Ky.", "in B.C.": the short name of a division, after a comma or with inner dots.
fn short_division<'t>(look: &Look<'_, 't>, atlas: Atlas, at: usize, found: &mut Vec<Candidate<'t>>) -> Option<usize> {
    let hit = look.starting(at, Table::Divisions).find(|hit| hit.sense.form() != Form::Name)?;
    if is_degree(look, at) {
        return None;
    }
    let after_name = look.previous(at).is_some_and(|before| look.is(before, b',') && before > 0 && look.is_name(before - 1));
    let dotted = look.word(at).trim_end_matches('.').contains('.');
    if !(after_name || dotted) {
        return None;
    }
    let view = row(hit.sense.entry());
    let known: Vec<_> = atlas.places(view.term()).into_iter().filter(|spot| spot.feature == "admin1" && spot.country == view.get("country")).collect();
    let mut last = hit.last as usize;
    last += usize::from(look.is(last + 1, b'.') && look.token(last + 1).is_some_and(|token| !token.spaced()) && !look.word(last).ends_with('.'));
    let parts =
        PlaceParts { name: (at, hit.last as usize), feature: Some("admin1"), known, relation: relation_before(look, at), sure: true, ..PlaceParts::default() };
    push(look, &CONTEXT, (at, last), 80, parts, found);
    Some(last)
}

/// "Omar Rosen, M.D., Ph.D.": a degree with full stops.
fn is_degree(look: &Look<'_, '_>, at: usize) -> bool {
    look.coded(at, Table::Abbreviations, Code::Degree).is_some() && (look.word(at).contains('.') || look.is(at + 1, b'.'))
}

/// Names that begin with a lower-case article, such as "al-Hasakah".
fn article_name(look: &Look<'_, '_>, at: usize) -> bool {
    look.first_of(at, Table::NameParticles).is_some() && look.is_hyphen(at + 1) && look.is_name(at + 2)
}

fn push<'t>(look: &Look<'_, 't>, rule: Rule, span: (usize, usize), score: i32, parts: PlaceParts<'t>, found: &mut Vec<Candidate<'t>>) {
    let mut provenance = Provenance::new(rule, look.span(span.0, span.1));
    provenance.entries.extend(parts.entry);
    found.push(Candidate { first: span.0, last: span.1, what: What::Place(parts), score, provenance });
}

fn country<'t>(look: &Look<'_, 't>, atlas: Atlas, at: usize, found: &mut Vec<Candidate<'t>>) -> Option<usize> {
    let hit = look.starting(at, Table::Countries).find(|hit| matches!(hit.sense.form(), Form::Name | Form::Also | Form::Acronym))?;
    let last = hit.last as usize;
    if border(look, at, last, Some(hit.sense.entry()), found) {
        return Some(last + 1);
    }
    if longer_match(look, atlas, at, last) || is_state_of_that_name(look, at) {
        return None;
    }
    if (look.is_name(last + 1) && longer_name(look, last)) || look.ending(last + 1, Table::PlaceNouns).is_some_and(|noun| noun.sense.code() == Code::Quarter) {
        return None;
    }
    let relation = relation_before(look, at);
    let parts = PlaceParts { name: (at, last), feature: Some("country"), entry: Some(hit.sense.entry()), relation, sure: true, ..PlaceParts::default() };
    let given = at == last && given_name(look, at);
    push(look, &COUNTRY, (at, last), if given { 40 } else { 75 }, parts, found);
    Some(last)
}

/// "Mexico City", "British Columbia": the gazetteer knows a longer name.
fn longer_match(look: &Look<'_, '_>, atlas: Atlas, at: usize, last: usize) -> bool {
    look.is_name(last + 1)
        && look.same_sentence(at, last + 1)
        && atlas
            .longest_end(look, at)
            .is_some_and(|end| end > last && (last + 1..=end).all(|next| look.is_name(next) || look.token(next).is_some_and(|token| token.kind == Kind::Dash)))
}

/// "Georgia" in an article that names other states of the same country and not the country's people.
fn is_state_of_that_name(look: &Look<'_, '_>, at: usize) -> bool {
    let Some(division) = look.starting(at, Table::Divisions).find(|hit| hit.sense.form() == Form::Name) else { return false };
    let Some(country) = look.first_of(at, Table::Countries) else { return false };
    let all = look.parsed.phrases.all();
    let land = row(division.sense.entry()).get("country");
    let sister = all.iter().any(|hit| {
        hit.sense.table() == Table::Divisions
            && hit.sense.form() == Form::Name
            && hit.sense.entry() != division.sense.entry()
            && row(hit.sense.entry()).get("country") == land
    });
    let people = all.iter().any(|hit| hit.sense.entry() == country.sense.entry() && matches!(hit.sense.form(), Form::Demonym | Form::Capital));
    sister && !people
}

/// "Georgia Stevens": a country's name before one unknown name is a given name.
fn given_name(look: &Look<'_, '_>, at: usize) -> bool {
    let next = at + 1;
    let alone = look.is_name(next) && !look.is_name(at + 2) && look.same_sentence(at, next) && !look.in_heading(at);
    alone
        && (look.first_of(at, Table::GivenNames).is_some() || look.token(next).is_some_and(|token| token.word == 0))
        && look.first_of(next, Table::Roles).is_none()
}

/// A capitalised word after the name makes it another name.
fn longer_name(look: &Look<'_, '_>, last: usize) -> bool {
    let next = last + 1;
    let place_word = look.first_of(next, Table::PlaceNouns).is_some() || look.first_of(next, Table::Context).is_some();
    look.same_sentence(last, next)
        && !look.in_heading(next)
        && (look.ending_coded(next, Table::Context, Code::PressWord).is_some() || look.ending_coded(next, Table::Context, Code::TeamWord).is_some())
        && !place_word
}

fn region<'t>(look: &Look<'_, 't>, at: usize, found: &mut Vec<Candidate<'t>>) -> Option<usize> {
    let hit = look.first_of(at, Table::Regions)?;
    let named = |before: usize| look.is_name(before) && look.token(before).is_some_and(|token| token.word == 0) && look.parsed.phrases.at(before).is_empty();
    if look.previous(at).is_some_and(named) {
        return None;
    }
    let mut last = hit.last as usize;
    let mut first = at;
    if look.is_clitic(last + 1)
        && look.ending(last + 3, Table::Context).is_some_and(|word| word.sense.code() == Code::RegionWord && word.first as usize == last + 3)
    {
        last += 3;
    } else if look.coded(last + 1, Table::Context, Code::RegionWord).is_some() && look.same_sentence(last, last + 1) {
        last += 1;
    }
    if last == hit.last as usize
        && look.first_of(last + 1, Table::PlaceNouns).is_some_and(|_| look.is_capital(last + 1))
        && look.same_sentence(last, last + 1)
        && !look.in_heading(at)
    {
        last += 1;
    }
    if last > hit.last as usize
        && look.coded(last, Table::Context, Code::RegionWord).is_some()
        && look.previous(at).is_some_and(|before| look.is_word(before, "the"))
    {
        first = at - 1;
    }
    let feature = hit.sense.code().name();
    let parts = PlaceParts {
        name: (at, hit.last as usize),
        feature: Some(if feature.is_empty() { "region" } else { feature }),
        entry: Some(hit.sense.entry()),
        relation: relation_before(look, first),
        sure: true,
        ..PlaceParts::default()
    };
    push(look, &REGION, (first, last), 78, parts, found);
    Some(last)
}

/// "the Senegal border", "the border with Senegal".
fn border<'t>(look: &Look<'_, 't>, at: usize, last: usize, entry: Option<crate::rule::EntryId>, found: &mut Vec<Candidate<'t>>) -> bool {
    let Some(word) = look.coded(last + 1, Table::Context, Code::Border).filter(|_| look.same_sentence(last, last + 1)) else { return false };
    let first = look.previous(at).filter(|before| look.is_word(*before, "the")).unwrap_or(at);
    let relation = relation_before(look, first);
    let parts = PlaceParts { name: (at, last), feature: Some("border"), entry, relation, sure: true, ..PlaceParts::default() };
    push(look, &BORDER, (first, word.last as usize), 93, parts, found);
    true
}

/// What a word before a place says of it.
const RELATIONS: [(Code, &str); 8] = [
    (Code::PlaceIn, "in"),
    (Code::PlaceNear, "near"),
    (Code::PlaceTowards, "towards"),
    (Code::PlaceBetween, "between"),
    (Code::PlaceFrom, "from"),
    (Code::PlaceTo, "to"),
    (Code::PlaceObject, "object"),
    (Code::Recover, "to"),
];

/// What the preposition before a place says.
fn relation_before(look: &Look<'_, '_>, first: usize) -> Relation {
    let Some(mut before) = before_name(look, first) else { return Relation::default() };
    let mut kind = false;
    while look.is_word(before, "the")
        || look.is_word(before, "of") && look.ending(before.saturating_sub(1), Table::PlaceNouns).is_some()
        || look.ending(before, Table::PlaceNouns).is_some()
        || look.ending_coded(before, Table::Context, Code::CompassPart).is_some()
        || kind && matches!(look.parsed.tag(before), Tag::Adj | Tag::Num | Tag::Poss | Tag::Propn)
    {
        kind |= look.ending(before, Table::PlaceNouns).is_some();
        match look.previous(before) {
            Some(earlier) => before = earlier,
            None => break,
        }
    }
    if let Some(relation) = distance(look, before) {
        return relation;
    }
    let kind = RELATIONS.iter().find(|(code, _)| look.ending_coded(before, Table::Context, *code).is_some()).map_or("", |(_, kind)| *kind);
    Relation { kind, ..Relation::default() }
}

/// "20 km south of", "about 30 miles from".
fn distance(look: &Look<'_, '_>, before: usize) -> Option<Relation> {
    if !(look.is_word(before, "of") || look.is_word(before, "from")) {
        return None;
    }
    let low = before.saturating_sub(10);
    let unit = (low..before).rev().find(|at| look.same_sentence(*at, before) && look.coded(*at, Table::Context, Code::DistanceUnit).is_some())?;
    let amount = (low.saturating_sub(2)..unit).rev().find(|at| look.token(*at).is_some_and(|token| token.kind == Kind::Number)).filter(|at| unit - at <= 2)?;
    let number = crate::text::decimal(&look.word(amount).replace(',', ""))?;
    let miles = look.word(unit).to_ascii_lowercase().starts_with("mi");
    let bearing = (unit + 1..before).find_map(|at| look.coded(at, Table::Context, Code::Compass)).map(|hit| (hit.first as usize, hit.last as usize));
    Some(Relation { kind: "distance", km: Some(if miles { (number * 16.09).round() / 10.0 } else { number }), bearing })
}

/// A capitalised name: the gazetteer's longest match, a kind of place beside it, or a preposition before it.
fn named<'t>(look: &Look<'_, 't>, atlas: Atlas, at: usize, found: &mut Vec<Candidate<'t>>) -> usize {
    let run_last = run_end(look, at);
    let known = atlas.longest_name(look, at).filter(|(last, _)| *last <= run_last || !look.cased() || look.is_capital(*last) && !look.is_common(*last));
    let opens = |known_last: usize| known_last < run_last && look.first_of(at, Table::PlaceNouns).is_some_and(|noun| noun.last as usize >= known_last);
    let particle = |known_last: usize| known_last == at && run_last > at && look.first_of(at, Table::NameParticles).is_some() && look.is(at + 1, b'-');
    let known = known.filter(|(last, _)| !opens(*last) && !particle(*last));
    let noun_next = |known_last: usize| look.first_of(known_last + 1, Table::PlaceNouns).is_some_and(|noun| noun.last as usize >= run_last);
    let known = known
        .filter(|(last, name)| *last >= run_last || noun_next(*last) || noun_before(look, at).is_none() && !is_longer(look, atlas, *last, run_last, *name));
    let last = known.map_or(run_last, |(last, _)| last);
    if is_degree(look, at) {
        return at;
    }
    if last == at && [Code::CompassPart, Code::Compass, Code::PeopleName].iter().any(|code| look.coded(at, Table::Context, *code).is_some())
        || known_unspelt(look, at)
        || saint_of(look, at)
    {
        return at;
    }
    if known.is_some() && refused(look, at, last) {
        return run_last.max(last);
    }
    if border(look, at, last, None, found) {
        return last + 1;
    }
    let context = context(look, at, last);
    let (mut span, feature) = ((at, last), context.feature);
    if let Some(noun) = context.noun_after.filter(|noun| look.is_capital(*noun)) {
        span.1 = noun;
    }
    let whole = span.1 > last && matches!(feature, Some("road" | "water" | "terrain"));
    let spots = known.map_or(Vec::new(), |(_, name)| atlas.places_of(name));
    let known_place = !spots.is_empty();
    let ambiguous = known_place && last == at && atlas.is_ambiguous(look, at, last);
    let mut score = context.score + if known_place { 40 } else { 0 } - if ambiguous { 28 } else { 0 };
    let size = spots.iter().map(|spot| if spot.feature == "admin1" || spot.feature == "country" { 100_000 } else { spot.population }).max().unwrap_or(0);
    let title_next = look.first_of(last + 1, Table::Roles).is_some()
        || look.first_of(last + 1, Table::Ranks).is_some()
        || look.coded(last + 1, Table::Abbreviations, Code::Title).is_some();
    if known_place && run_last > last && look.is_name(last + 1) && context.noun_after.is_none() && !title_next {
        score -= if size >= 50_000 { 12 } else { 25 };
    }
    if last == at
        && [Table::OrgWords, Table::FormWords, Table::Facilities, Table::PlaceNouns, Table::Roles, Table::ForceWords]
            .iter()
            .any(|table| look.first_of(at, *table).is_some())
    {
        score -= 40;
    }
    if known_place
        && (look.previous(at).is_some_and(|before| {
            look.is_name(before) && !look.is_common(before) && look.ending(before, Table::Context).is_none() && look.ending(before, Table::Countries).is_none()
        }))
    {
        score -= 25;
    }
    score -= if known_place && context.score == 0 && size < 15_000 { 20 } else { 0 };
    let housed = look.same_sentence(last, last + 1) && look.first_of(last + 1, Table::Facilities).is_some() && context.noun_after.is_none();
    if !known_place && (housed || !unknown_place_form(look, at, last)) {
        score -= 60;
    }
    score -= if last == at && size < 200_000 && look.previous(at).is_some_and(|before| look.ending(before, Table::HarmVerbs).is_some()) { 20 } else { 0 };
    if score >= 22 {
        let rule: Rule = if context.score >= 30 { &CONTEXT } else { &LISTED };
        let within = context.within;
        let parts = PlaceParts {
            name: (at, if whole { span.1 } else { last }),
            feature,
            entry: None,
            known: spots,
            relation: relation_before(look, at),
            within,
            sure: context.score >= 30,
            housed,
            label: None,
        };
        push(look, rule, span, score.min(70) + if context.noun_after.is_some() { 20 } else { 0 }, parts, found);
        return span.1;
    }
    last.max(at)
}

/// "Malis army": a country's name that lost its apostrophe.
fn known_unspelt(look: &Look<'_, '_>, at: usize) -> bool {
    let unknown = look.token(at).is_some_and(|token| token.word == 0);
    let stem = look.word(at).strip_suffix('s').filter(|stem| unknown && stem.len() > 3);
    stem.is_some_and(|stem| crate::lexicon::rows_of(Table::Countries).any(|entry| row(entry).term() == stem))
}

/// "the church of St. Peter and St. Paul".
fn saint_of(look: &Look<'_, '_>, at: usize) -> bool {
    let saint = look.is_word(at, "st") || look.is_word(at, "saint");
    saint
        && (at.saturating_sub(7)..at).any(|back| look.same_sentence(back, at) && look.is_word(back + 1, "of") && look.ending(back, Table::Facilities).is_some())
}

/// "Kash Rod district": a kind of place after the whole run of names, whose rest is no place near the one known.
fn is_longer(look: &Look<'_, '_>, atlas: Atlas, last: usize, run_last: usize, name: NameId) -> bool {
    let next = run_last + 1;
    let noun = look.first_of(next, Table::PlaceNouns).filter(|_| look.same_sentence(last, next) && !look.is_capital(next));
    let beside = || {
        let (spots, rest) = (atlas.places_of(name), atlas.longest_match(look, last + 1));
        rest.is_some_and(|(_, rest)| rest.iter().any(|one| spots.iter().any(|spot| spot.country == one.country)))
    };
    noun.is_some_and(|noun| matches!(noun.sense.code(), Code::Admin1 | Code::Admin2 | Code::Settlement | Code::Quarter | Code::Camp)) && !beside()
}

/// Words that an unknown place name does not have: words of organisations, months, acronyms.
fn unknown_place_form(look: &Look<'_, '_>, first: usize, last: usize) -> bool {
    let fits = |at: usize| {
        let table = |table| look.first_of(at, table).is_some_and(|hit| look.is_capital(hit.first as usize));
        !(table(Table::OrgWords)
            || table(Table::FormWords)
            || table(Table::Ranks)
            || table(Table::Roles) && !(at == first && first < last && look.coded(at, Table::Roles, Code::Title).is_some())
            || look.first_of(at, Table::ForceWords).is_some()
            || look.first_of(at, Table::Countries).is_some()
            || look.token(at).is_some_and(crate::token::Token::all_capitals)
            || look.first_of(at, Table::Groups).is_some()
            || look.first_of(at, Table::Weapons).is_some())
    };
    look.cased() && last - first <= 5 && (first..=last).all(fits)
}

fn run_end(look: &Look<'_, '_>, first: usize) -> usize {
    let mut last = first;
    loop {
        let next = last + 1;
        let dash = look.is_hyphen(next);
        let glued = dash
            && look.token(next + 1).is_some_and(|token| token.kind == Kind::Word && !token.spaced())
            && (look.is_name(next + 1) || look.is_name(next + 3) || article_name(look, last));
        if !look.same_sentence(first, next) || last - first > 6 {
            return last;
        }
        if look.is_name(next) && !look.token(next).is_some_and(|token| token.starts_line() && look.in_heading(next)) {
            last = next;
        } else if glued {
            last = next + 1;
        } else if article_name(look, next) {
            last = next + 2;
        } else {
            return last;
        }
    }
}

/// A team, a newspaper, a ship or a company of that name.
fn refused(look: &Look<'_, '_>, first: usize, last: usize) -> bool {
    let next = last + 1;
    if look.first_of(next, Table::PlaceNouns).is_some() && matches!(relation_before(look, first).kind, "in" | "near" | "object" | "to" | "towards" | "distance")
    {
        return false;
    }
    let after = look.same_sentence(last, next)
        && !look.in_heading(first)
        && look.token(next).is_some_and(|token| token.spaced() && token.capital() && token.kind == Kind::Word)
        && [Code::PressWord, Code::TeamWord].iter().any(|code| look.coded(next, Table::Context, *code).is_some());
    let ship = look.before(first, Table::Context, Code::ShipWord).is_some();
    after || ship
}

#[derive(Default)]
struct Context {
    score: i32,
    feature: Option<&'static str>,
    noun_after: Option<usize>,
    within: Option<usize>,
}

fn feature_of(code: Code) -> &'static str {
    match code {
        Code::Admin1 => "admin1",
        Code::Admin2 => "admin2",
        Code::Settlement | Code::Quarter => "populated_place",
        Code::Camp => "camp",
        Code::Water => "water",
        Code::Terrain => "terrain",
        _ => "road",
    }
}

/// What the words around a name say for a place.
fn context(look: &Look<'_, '_>, first: usize, last: usize) -> Context {
    let mut context = Context::default();
    let next = last + 1;
    if let Some(noun) = look.first_of(next, Table::PlaceNouns).filter(|_| look.same_sentence(last, next)) {
        let capital = look.is_capital(next);
        let strong = matches!(noun.sense.code(), Code::Admin1 | Code::Admin2 | Code::Settlement | Code::Water | Code::Terrain | Code::Camp | Code::Quarter);
        if strong || capital {
            context.score += 34;
            context.feature = Some(feature_of(noun.sense.code()));
            context.noun_after = Some(noun.last as usize);
        }
    } else if let Some(noun) = look.first_of(first, Table::PlaceNouns).filter(|noun| {
        (noun.last as usize) < last && look.is_capital(first) && matches!(noun.sense.code(), Code::Camp | Code::Water | Code::Terrain | Code::Settlement)
    }) {
        context.score += 34;
        context.feature = Some(feature_of(noun.sense.code()));
    } else if let Some(noun) = look.ending(last, Table::PlaceNouns).filter(|noun| noun.first as usize > first && look.is_capital(noun.first as usize)) {
        context.score += 34;
        context.feature = Some(feature_of(noun.sense.code()));
    }
    if let Some(noun) = noun_before(look, first) {
        context.score += 36;
        context.feature = context.feature.or((!of_streets(look, first, noun)).then(|| feature_of(noun)));
    }
    if look.coded(next, Table::Context, Code::RegionWord).is_some() && look.same_sentence(last, next) {
        context.score += 24;
    }
    context.score += if explained(look, last) { 32 } else { 0 };
    if look.previous(first).is_some_and(|comma| look.is(comma, b',') && ends_in_places(look, comma)) {
        context.score += 30;
    }
    context.score += match relation_before(look, first).kind {
        "in" if !look.is_word(next, "in") && look.previous(first).is_some_and(|before| look.is_word(before, "at")) => 16,
        "in" | "near" | "distance" | "towards" => 32,
        "between" | "object" => 24,
        "from" | "to" => 18,
        _ => 0,
    };
    if look.is(next, b',') && look.is_name(next + 1) && look.same_sentence(last, next + 1) {
        let larger = look.first_of(next + 1, Table::Countries).is_some_and(|hit| !matches!(hit.sense.form(), Form::Demonym))
            || look.ending(run_end(look, next + 1) + 1, Table::PlaceNouns).is_some();
        if larger {
            context.score += 26;
        }
        context.within = Some(next + 1);
    }
    if look.previous(first).is_some_and(|before| look.ending_coded(before, Table::Context, Code::CompassPart).is_some()) {
        context.score += 24;
    }
    context
}

/// "two towns, X and Y".
fn ends_in_places(look: &Look<'_, '_>, comma: usize) -> bool {
    let noun = look.previous(comma).and_then(|at| look.ending(at, Table::PlaceNouns));
    noun.is_some_and(|noun| noun.sense.form() == Form::Plural && noun.sense.code() == Code::Settlement)
}

/// "the streets of Tassoro" are those of a town.
fn of_streets(look: &Look<'_, '_>, first: usize, noun: Code) -> bool {
    feature_of(noun) == "road" && before_name(look, first).is_some_and(|of| look.is_word(of, "of"))
}

/// The token before a name, over a quotation mark that opens right at it: "the village of ‘Aqrab".
fn before_name(look: &Look<'_, '_>, first: usize) -> Option<usize> {
    let before = look.previous(first)?;
    let mark = look.token(before).is_some_and(|token| token.kind == Kind::Quote) && look.token(first).is_some_and(|token| !token.spaced());
    if mark { look.previous(before) } else { Some(before) }
}

/// "Tassoro, a village": what the name is stands behind it.
fn explained(look: &Look<'_, '_>, last: usize) -> bool {
    let article = look.is(last + 1, b',') && (look.is_word(last + 2, "a") || look.is_word(last + 2, "an"));
    let noun = (last + 3..last + 7).take_while(|at| look.same_sentence(last, *at)).find_map(|at| look.first_of(at, Table::PlaceNouns));
    article && noun.is_some_and(|noun| matches!(noun.sense.code(), Code::Settlement | Code::Quarter | Code::Admin2))
}

/// "the village of X", "the town X".
fn noun_before(look: &Look<'_, '_>, first: usize) -> Option<Code> {
    let before = before_name(look, first)?;
    let of = look.is_word(before, "of");
    let noun_at = if of { look.previous(before)? } else { before };
    let noun = look.ending(noun_at, Table::PlaceNouns)?;
    let lower = look.token(noun.first as usize).is_some_and(|token| !token.capital());
    (of || lower).then(|| noun.sense.code())
}

/// A name in a list with places is one: "including Binoli, Kayes, and Sandere".
fn lists<'t>(look: &Look<'_, 't>, found: &mut Vec<Candidate<'t>>) {
    let mut spans: Vec<(usize, usize)> =
        found.iter().filter(|one| matches!(&one.what, What::Place(parts) if parts.entry.is_none())).map(|one| (one.first, one.last)).collect();
    spans.order();
    let mut added: Vec<(usize, usize, i32)> = Vec::new();
    for (at, &(first, last)) in spans.iter().enumerate() {
        let beside =
            |other: Option<&(usize, usize)>| other.is_some_and(|other| is_listed(look, *other, (first, last)) || is_listed(look, (first, last), *other));
        let paired = beside(at.checked_sub(1).and_then(|before| spans.get(before))) || beside(spans.get(at + 1)) || plural_before(look, first);
        for step in [1_i64, -1] {
            let score = if plural_before(look, first) || kinds_after(look, last) { SURE_LIST } else { 45 + 39 * i32::from(paired) };
            walk_list(look, first, last, step, &spans, score, &mut added);
        }
    }
    added.order_by_key(|(first, last, score)| (*first, *last, -score));
    added.dedup_by_key(|(first, last, _)| (*first, *last));
    for (first, last, score) in added {
        let parts = PlaceParts { name: (first, last), sure: true, ..PlaceParts::default() };
        push(look, &LIST, (first, last), score, parts, found);
    }
}

/// The items of "the districts of X and Y" are places even where a person may have such a name.
const SURE_LIST: i32 = 97;

/// Places that begin before a word and may reach over it.
const MOST_BEGUN: usize = 8;

/// Only a comma, "and" or both between the two.
fn is_listed(look: &Look<'_, '_>, one: (usize, usize), two: (usize, usize)) -> bool {
    let joint = |at: usize| look.is(at, b',') || look.is_word(at, "and") || look.is_word(at, "or");
    one.1 + 1 < two.0 && two.0 <= one.1 + 3 && (one.1 + 1..two.0).all(joint)
}

/// "the villages of X".
fn plural_before(look: &Look<'_, '_>, first: usize) -> bool {
    let noun = first.checked_sub(2).filter(|_| look.is_word(first - 1, "of")).and_then(|at| look.ending(at, Table::PlaceNouns));
    noun.is_some_and(|noun| noun.sense.form() == Form::Plural)
}

/// Steps over ", " and "and" from one place to the next name; stops where the list ends.
fn walk_list(look: &Look<'_, '_>, first: usize, last: usize, step: i64, spans: &[(usize, usize)], score: i32, added: &mut Vec<(usize, usize, i32)>) {
    let (mut first, mut last) = (first, last);
    for _ in 0..6 {
        let mut at = if step > 0 { last as i64 + 1 } else { first as i64 - 1 };
        if step > 0 {
            at = bracketed(look, at as usize).map_or(at, |close| close as i64 + 1);
        }
        let mut seen = false;
        let mut comma = false;
        while at >= 0
            && look.same_sentence(first, at as usize)
            && (look.is(at as usize, b',') || look.is_word(at as usize, "and") || look.is_word(at as usize, "or"))
            && (at - first as i64).abs() < 60
        {
            seen = true;
            comma |= look.is(at as usize, b',');
            at += step;
        }
        comma |= step < 0 && kinds_after(look, last);
        if at < 0 || !seen || !look.is_name(at as usize) || !look.same_sentence(first, at as usize) {
            return;
        }
        let at = at as usize;
        let (from, to) = if step > 0 { (at, run_end(look, at)) } else { (run_start(look, at), at) };
        let begun = spans.partition_point(|span| span.0 <= from);
        let listed = spans.get(begun.saturating_sub(MOST_BEGUN)..begun).unwrap_or(&[]).iter().any(|span| from <= span.1);
        let between = if step > 0 {
            look.is(to + 1, b',') || look.is_word(to + 1, "and") || bracketed(look, to + 1).is_some() || closes_list(look, first, to)
        } else {
            look.previous(from).is_some_and(|before| {
                look.is(before, b',')
                    || look.is_word(before, "including")
                    || look.ending(before, Table::Context).is_some()
                    || look.is_word(before, "the") && kinds_after(look, last)
            })
        };
        let given = is_given(look, from) && score < SURE_LIST;
        if listed || to - from > 4 || !(between && (comma || closes_list(look, first, to))) || !unknown_place_form(look, from, to) || given {
            return;
        }
        added.push((from, to, score));
        (first, last) = (from, to);
    }
}

/// "(twice)" behind an item: its closing bracket.
fn bracketed(look: &Look<'_, '_>, open: usize) -> Option<usize> {
    (open + 2..open + 6).filter(|_| look.is(open, b'(')).find(|at| look.is(*at, b')'))
}

/// "Tassoro and Gao districts": the kind of all items of a list stands behind the last.
fn kinds_after(look: &Look<'_, '_>, last: usize) -> bool {
    [last, last + 1].iter().any(|at| look.ending(*at, Table::PlaceNouns).is_some_and(|noun| noun.sense.form() == Form::Plural))
}

/// A given name, and not the article of "Al-Tassoro".
fn is_given(look: &Look<'_, '_>, at: usize) -> bool {
    look.first_of(at, Table::GivenNames).is_some() && !look.is(at + 1, b'-')
}

/// "in the towns of Gao and Tassoro.": the last item ends its clause.
fn closes_list(look: &Look<'_, '_>, first: usize, to: usize) -> bool {
    let next = to + 1;
    let ends = !look.same_sentence(first, next) || look.is(next, b'.') || look.is(next, b',') || look.parsed.tag(next) == Tag::Prep;
    let start = run_start(look, first);
    let led = |before: usize| look.is(before, b',') || look.is_word(before, "and") || look.is_word(before, "including");
    let placed = !relation_before(look, start).kind.is_empty() || noun_before(look, start).is_some() || look.previous(start).is_some_and(led);
    ends && first < to && placed
}

fn run_start(look: &Look<'_, '_>, last: usize) -> usize {
    let mut first = last;
    while let Some(before) = look.previous(first) {
        let dash = look.is(before, b'-') && look.token(first).is_some_and(|token| !token.spaced());
        let earlier = if dash { before.saturating_sub(1) } else { before };
        if last - earlier > 4 || !(look.is_name(earlier) || dash && article_name(look, earlier)) {
            break;
        }
        first = earlier;
    }
    first
}
