//! Armed actors, forces, governments and organisations, by table and by form.
//!
//! In: the text and the countries it is about. Out: candidates with their reasons. Joining them to entities, and what
//! "the group" stands for, are left to `mention`.

use super::candidate::{Candidate, Class, Fighters, Force, Formed, Government, Listed, PersonParts, What};
use super::country::Focus;
use super::look::Look;
use crate::lexicon::{Code, Form, Table, row};
use crate::rule::{EntryId, Rule, RuleInfo};
use crate::schema::Provenance;
use crate::token::{Kind, Match, Tag};

macro_rules! rules {
    ($($id:ident $name:literal $summary:literal [$($fires:literal),*] [$($not:literal),*];)*) => {
        $(static $id: RuleInfo = RuleInfo::new($name, $summary, &[$($fires),*], &[$($not),*]);)*
        /// Rules of this recogniser.
        pub static RULES: &[Rule] = &[$(&$id),*];
    };
}
pub(super) use rules;

rules! {
    LISTED "group.listed-name" "A name, alias or acronym of a table of actors." ["Fighters of Ansar Dine entered the town."] ["The answer dined on it."];
    FORCE "force.country-and-branch" "A country or its demonym before a word for a force." ["Mali's military said so.", "Malian troops left."] ["The Malian singer left."];
    NOMINAL_FORCE "force.branch-alone" "A word for a force whose country the article leaves to be understood." ["The army said so."] ["An army of ants."];
    GOVERNMENT "government.country-and-body" "A country or its demonym before a word for its government." ["The Syrian government denied it."] ["Good government matters."];
    NOMINAL_GOVERNMENT "government.alone" "A word for a government whose country the article leaves to be understood." ["The government denied it."] ["Good government matters.", "The government building burned."];
    METONYM "government.capital-or-country-speaks" "A country or capital that speaks stands for its government." ["Moscow said it had no part in it."] ["Snow fell in Moscow."];
    AGENT "government.country-acts" "A country that does something stands for its government." ["Turkey shelled the hills."] ["Turkey was shelled."];
    REGIME "government.name-and-regime" "A leader's name before a word for a government." ["The Varga regime denied it."] ["The exercise regime was hard."];
    FORMED "group.unlisted-name-by-form" "A capitalised name that ends or begins with a word for an armed group." ["The Upper Valley Liberation Front denied it."] ["The front of the house."];
    FORMED_ORG "organisation.name-by-form" "A capitalised name with a word for an organisation." ["The Lakeside Relief Committee said so."] ["A committee met."];
    INTRODUCED "organisation.kind-before-name" "A word for a kind of group or organisation right before a name." ["The rebel group Kalari left.", "the news agency Tarvo"] ["The group left Kalari."];
    ACRONYM "organisation.acronym" "An unlisted word all in capitals that acts or speaks as an organisation." ["The QXR said so."] ["The RPG hit a wall."];
    FIGHTERS "group.fighters" "A plural word for armed people." ["Gunmen attacked a village.", "Jihadist fighters withdrew."] ["The militant tone of the speech."];
}

/// Finds actors.
pub fn find_actors<'t>(look: &Look<'_, 't>, focus: &Focus) -> Vec<Candidate<'t>> {
    let mut found = Vec::new();
    for at in 0..look.len() {
        listed(look, focus, at, &mut found);
        country_led(look, at, &mut found);
        government_phrase(look, at, &mut found);
        government_alone(look, at, &mut found);
        force_alone(look, at, &mut found);
        fighters(look, at, &mut found);
    }
    formed(look, &mut found);
    found
}

fn candidate<'t>(look: &Look<'_, 't>, rule: Rule, first: usize, last: usize, score: i32, entry: Option<EntryId>, what: What<'t>) -> Candidate<'t> {
    let provenance = Provenance::new(rule, look.span(first, last));
    let provenance = match entry {
        Some(entry) => provenance.with_entry(entry),
        None => provenance,
    };
    Candidate { first, last, what, score, provenance }
}

const LISTS: [Table; 5] = [Table::Groups, Table::StateForces, Table::ExternalForces, Table::PrivateMilitary, Table::Organisations];

/// "the government of Iraq", "the ministry of health of Iraq" in small letters.
fn government_phrase<'t>(look: &Look<'_, 't>, at: usize, found: &mut Vec<Candidate<'t>>) {
    let whole = power(look, at);
    let body = || look.coded(at, Table::OrgWords, Code::Government).filter(|word| word.first < word.last);
    let Some(word) = whole.or_else(body).filter(|word| look.is_word(word.last as usize + 1, "of")) else { return };
    let last = word.last as usize;
    let first = last + 2 + usize::from(look.is_word(last + 2, "the"));
    let Some(country) = look.first_of(first, Table::Countries).filter(|country| country.sense.form() != Form::Capital && look.same_sentence(at, first)) else {
        return;
    };
    let body = whole.is_none().then(|| look.text(at, last));
    let what = Government { country: Some(country.sense.entry()), body, country_last: None, metonym: false };
    found.push(candidate(look, &GOVERNMENT, at, country.last as usize, 91, Some(word.sense.entry()), What::Government(what)));
}

/// A word that stands for those who govern.
fn power<'p>(look: &Look<'p, '_>, at: usize) -> Option<&'p Match> {
    look.coded(at, Table::Context, Code::CapitalGovernmentNoun).or_else(|| look.coded(at, Table::Context, Code::GovernmentAlone))
}

/// "the government", "the regime": of the country that the article leaves to be understood.
fn government_alone<'t>(look: &Look<'_, 't>, at: usize, found: &mut Vec<Candidate<'t>>) {
    let Some(word) = look.coded(at, Table::Context, Code::GovernmentAlone) else { return };
    let last = word.last as usize;
    let next = last + 1;
    let whose = ["of", "led", "run"].iter().any(|of| look.is_word(next, of)) || matches!(look.parsed.tag(next), Tag::Noun | Tag::NounPl | Tag::Propn);
    let touching = look.is_hyphen(next);
    let Some(the) = look.previous(at).filter(|the| look.is_word(*the, "the")) else { return };
    if modifies(look, last) || touching || look.same_sentence(last, next) && whose {
        return;
    }
    let seat = look.is_word(next, "in").then(|| look.first_of(next + 1, Table::Countries)).flatten().map(|country| country.sense.entry());
    let what = Government { country: seat, body: None, country_last: None, metonym: false };
    found.push(candidate(look, &NOMINAL_GOVERNMENT, the, last, 50, Some(word.sense.entry()), What::Government(what)));
}

/// Every row whose spelling starts here; among rows of one length the one whose country the article is about.
fn listed<'t>(look: &Look<'_, 't>, focus: &Focus, at: usize, found: &mut Vec<Candidate<'t>>) {
    let mut best: Option<(usize, i32, &Match)> = None;
    for hit in look.parsed.phrases.at(at).iter().filter(|hit| LISTS.contains(&hit.sense.table())) {
        let Some(weight) = listed_weight(look, focus, hit) else { continue };
        let rank = (hit.last as usize, weight);
        if best.is_none_or(|(last, other, _)| rank > (last, other)) {
            best = Some((rank.0, weight, hit));
        }
    }
    let Some((last, _, hit)) = best else { return };
    let plain = look.cased() && !(at..=last).any(|at| look.is_capital(at)) && row(hit.sense.entry()).term().chars().all(|c| !c.is_uppercase());
    let initials = look.word(at).contains('.') && look.is_name(last + 1) && hit.sense.form() == Form::Acronym && hit.sense.table() == Table::Groups;
    let channel = hit.sense.code() == Code::Media && look.previous(at).is_some_and(|before| look.is_word(before, "on"));
    let surname = last == at && look.previous(at).is_some_and(|before| look.is_name(before) && look.first_of(before, Table::GivenNames).is_some());
    if part_of_longer_name(look, at, last) || plain || surname || channel || initials {
        return;
    }
    let acronym = hit.sense.form() == Form::Acronym;
    let words = (last - at) as i32;
    let score = if acronym { 90 } else { 86 + (words * 3).min(14) };
    let entry = hit.sense.entry();
    found.push(candidate(look, &LISTED, at, last, score, Some(entry), What::Listed(Listed { entry, acronym })));
}

/// How well the row fits the article; none if a cue it needs is missing.
fn listed_weight(look: &Look<'_, '_>, focus: &Focus, hit: &Match) -> Option<i32> {
    let view = row(hit.sense.entry());
    let weight = focus.weight_of_any(view.get("country"));
    let needs = match hit.sense.form() {
        Form::Acronym => acronym_needs(view.get("acronym"), view.get("acronym_needs"), look.word(hit.first as usize)),
        _ => view.get("needs"),
    };
    let press = hit.sense.table() == Table::Organisations && (speaks(look, hit.last as usize) || look.is(hit.first as usize, b'('));
    let fits = needs.is_empty() || needs == "-" || press || armed_near(look, hit.first as usize) || spelled_out(look, hit);
    let short = hit.first == hit.last && hit.sense.form() == Form::Acronym && !written_so(look, hit.first as usize, view.get("acronym"));
    (fits && !short).then_some(weight + if hit.sense.form() == Form::Name { 1 } else { 0 })
}

/// "LeT" is a group, "Let" at the start of a sentence is not; "Isis" is one anywhere.
fn written_so(look: &Look<'_, '_>, at: usize, acronyms: &str) -> bool {
    let word = look.word(at);
    let same = !look.cased() || acronyms.split('|').any(|acronym| acronym == word) || look.token(at).is_some_and(crate::token::Token::all_capitals);
    same || look.is_capital(at) && !(look.opens(at) || look.is_common(at) || look.is_small_word(at))
}

fn acronym_needs(acronyms: &'static str, needs: &'static str, written: &str) -> &'static str {
    let at = acronyms.split('|').position(|acronym| acronym.eq_ignore_ascii_case(written));
    at.and_then(|at| needs.split('|').nth(at)).unwrap_or("")
}

/// The full name of an acronym's row stands in the text, right before or elsewhere.
fn spelled_out(look: &Look<'_, '_>, hit: &Match) -> bool {
    hit.sense.form() == Form::Acronym && look.is_spelled_out(hit.sense.entry())
}

/// A word for armed people or harm stands in the same sentence.
fn armed_near(look: &Look<'_, '_>, at: usize) -> bool {
    let (first, end) = look.sentence_bounds(at);
    let (first, end) = (first.max(at.saturating_sub(25)), end.min(at + 25));
    (first..end).any(|near| {
        near != at && [Table::Fighters, Table::ForceWords, Table::HarmVerbs, Table::HarmNouns].iter().any(|table| look.first_of(near, *table).is_some())
    })
}

/// "Hamas" inside "Hamas Street": a name goes on with a capitalised word that makes it something else.
fn part_of_longer_name(look: &Look<'_, '_>, _first: usize, last: usize) -> bool {
    let next = last + 1;
    look.same_sentence(last, next)
        && look.is_name(next)
        && look.ending(next, Table::PlaceNouns).is_some_and(|found| matches!(found.sense.code(), Code::Road | Code::Water))
        && !look.in_heading(next)
}

/// "Mali's military", "Malian troops", "the Syrian government": a country and what of it.
fn country_led<'t>(look: &Look<'_, 't>, at: usize, found: &mut Vec<Candidate<'t>>) {
    let Some(country) = look.first_of(at, Table::Countries) else { return };
    let entry = country.sense.entry();
    let last = country.last as usize;
    let mut head = last + 1;
    let possessive = look.is_clitic(head);
    head += usize::from(possessive);
    let named = matches!(country.sense.form(), Form::Name | Form::Also | Form::Acronym);
    let country_last = named.then_some(last);
    let whose = Some(entry).filter(|_| super::country::sharing(look, at).nth(1).is_none());
    if !matches!(country.sense.form(), Form::Name | Form::Capital) && strikes(look, head) {
        let what = Force { country: whose, branch: Code::Military, country_last };
        found.push(candidate(look, &FORCE, at, last, 92, Some(entry), What::Force(what)));
        return;
    }
    for skip in 0..4 {
        let here = head + skip;
        if !look.same_sentence(at, here) {
            break;
        }
        if let Some(force) = look.first_of(here, Table::ForceWords).filter(|force| !modifies(look, force.last as usize)) {
            if names_group(look, here, force.last as usize) {
                return;
            }
            let what = Force { country: whose, branch: force.sense.code(), country_last };
            found.push(candidate(look, &FORCE, at, force.last as usize, 92, Some(force.sense.entry()), What::Force(what)));
            return;
        }
        let against = look.previous(here).is_some_and(|before| look.token(before).is_some_and(|token| token.kind == Kind::Dash));
        if let Some((end, body, row)) = government_word(look, here).filter(|_| !against) {
            let first_body = if body { head } else { here };
            let body = body.then(|| look.text(first_body, end));
            let what = Government { country: whose, body, country_last, metonym: false };
            found.push(candidate(look, &GOVERNMENT, at, end, 91, row, What::Government(what)));
            return;
        }
        if let Some(word) =
            look.coded(here, Table::Context, Code::Opposition).filter(|word| look.word(word.first as usize).to_ascii_lowercase().starts_with("opposition"))
        {
            let end = word.last as usize;
            let what = Formed { class: Class::Organisation, name: (at, end), subtype: Some("opposition"), acronym: false, note: None };
            found.push(candidate(look, &GOVERNMENT, at, end, 84, Some(entry), What::Formed(what)));
            return;
        }
        let verb = country.sense.form() == Form::Capital && look.parsed.tag(here) == Tag::VerbIng;
        if verb || !may_stand_between(look, here) {
            break;
        }
    }
    let member = named && is_member(look, at, last);
    let capital = country.sense.form() == Form::Capital && row(entry).get("capital_government") == "1" && addressed(look, at);
    if (!possessive && (named && acts(look, at, last) || capital) || member) && look.cased() {
        let what = Government { country: Some(entry), body: None, country_last, metonym: true };
        found.push(candidate(look, &AGENT, at, last, 76, Some(entry), What::Government(what)));
        return;
    }
    if !possessive
        && look.cased()
        && speaks(look, last)
        && !look.previous(at).is_some_and(|before| look.is(before, b',') || look.first_of(before, Table::Context).is_some())
    {
        let what = Government { country: Some(entry), body: None, country_last, metonym: true };
        let score = if country.sense.form() == Form::Demonym { 0 } else { 76 };
        if score > 0 {
            found.push(candidate(look, &METONYM, at, last, score, Some(entry), What::Government(what)));
        }
    }
}

/// "Israeli air strikes", "US drone strike": who is named by land is the force that strikes.
fn strikes(look: &Look<'_, '_>, at: usize) -> bool {
    let strike = |at: usize| {
        look.starting(at, Table::EventNouns).any(|hit| matches!(hit.sense.code(), Code::AirStrike | Code::DroneStrike | Code::Shell | Code::Missile))
    };
    strike(at) || look.same_sentence(at, at + 1) && matches!(look.parsed.tag(at), Tag::Noun | Tag::Adj) && strike(at + 1)
}

/// "Upper Juba Liberation Army": the word for a force ends a group's name.
fn names_group(look: &Look<'_, '_>, first: usize, last: usize) -> bool {
    look.ending_coded(last, Table::FormWords, Code::ArmedGroup).is_some_and(|form| (form.first as usize) < first && look.is_capital(first))
}

/// The noun right after shows that the force word only modifies it: "army base", "police station", "military operation".
fn modifies(look: &Look<'_, '_>, last: usize) -> bool {
    let next = last + 1;
    let verb = look.parsed.tag(next) == Tag::VerbPast;
    if verb || !look.same_sentence(last, next) || look.token(next).is_some_and(|token| token.kind != Kind::Word) {
        return false;
    }
    look.first_of(next, Table::Facilities).is_some()
        || look.first_of(next, Table::Weapons).is_some()
        || look.first_of(next, Table::Modified).is_some()
        || look.first_of(next, Table::Ranks).is_some()
        || look.first_of(next, Table::Roles).is_some()
        || look.first_of(next, Table::SourceNouns).is_some()
}

/// The end of a word for a government or a ministry; whether it is a named body.
fn government_word(look: &Look<'_, '_>, at: usize) -> Option<(usize, bool, Option<EntryId>)> {
    if let Some(word) = power(look, at) {
        return Some((word.last as usize, false, None));
    }
    let word = look.starting(at, Table::OrgWords).find(|found| found.sense.code() == Code::Government)?;
    let mut end = word.last as usize;
    if look.is_word(end + 1, "of") && look.same_sentence(end, end + 2) {
        let mut last = end + 2;
        while look.is_name(last + 1) && look.same_sentence(last, last + 1) && last < end + 6 {
            last += 1;
        }
        end = if look.token(last).is_some_and(|token| token.kind == Kind::Word) { last } else { end };
    }
    Some((end, true, Some(word.sense.entry())))
}

fn may_stand_between(look: &Look<'_, '_>, at: usize) -> bool {
    let Some(token) = look.token(at) else { return false };
    let dash = token.kind == Kind::Dash && !token.spaced();
    let word = token.kind == Kind::Word
        && !look.is_speech(at)
        && (!look.is_common(at) || look.is_function(at, Code::Opener))
        && look.first_of(at, Table::Countries).is_none();
    let noun_part = matches!(look.parsed.tag(at), Tag::Adj | Tag::Noun | Tag::NounPl | Tag::Propn | Tag::VerbPart | Tag::VerbIng);
    dash || (word
        && noun_part
        && look.first_of(at, Table::HarmVerbs).is_none()
        && look.first_of(at, Table::Roles).is_none()
        && look.first_of(at, Table::Ranks).is_none())
}

/// "accused by Washington", "blamed Moscow".
fn addressed(look: &Look<'_, '_>, first: usize) -> bool {
    let before = look.previous(first).map(|before| if look.is_word(before, "the") { look.previous(before).unwrap_or(before) } else { before });
    if before.is_some_and(|before| {
        look.is_word(before, "by")
            && look.previous(before).is_some_and(|verb| matches!(look.parsed.tag(verb), Tag::VerbPart | Tag::VerbPast | Tag::Noun | Tag::NounPl))
    }) {
        return true;
    }
    before.is_some_and(|before| look.ending(before, Table::Attribution).is_some_and(|verb| matches!(verb.sense.code(), Code::Accuse | Code::Demand)))
}

/// "The nations that took part include Mali, Niger and Chad"; "talks between Mali and Niger".
fn is_member(look: &Look<'_, '_>, first: usize, last: usize) -> bool {
    let (start, _) = look.sentence_bounds(first);
    let from = start.max(first.saturating_sub(40));
    let listed = |at: usize| {
        look.is(at, b',') || ["and", "the", "include"].iter().any(|word| look.is_word(at, word)) || look.is_name(at) || look.parsed.tag(at) == Tag::Conj
    };
    let lead = (from..first).rev().find(|at| !listed(*at) || look.is_word(*at, "include"));
    let members = lead.is_some_and(|at| look.is_word(at, "include") && (from..at).any(|at| look.coded(at, Table::Context, Code::StateGroup).is_some()));
    let between = lead.is_some_and(|at| {
        look.is_word(at, "between") && look.previous(at).is_some_and(|before| look.ending_coded(before, Table::Context, Code::StateTie).is_some())
    });
    let next = last + 1 + usize::from(look.is_clitic(last + 1));
    let deed = look.coded(next, Table::Context, Code::StateDeed).is_some() && look.same_sentence(last, next);
    members || between || deed
}

/// "Turkey and Qatar signed": the countries that act together.
fn with_partners(look: &Look<'_, '_>, first: usize, last: usize) -> (usize, usize) {
    let the = |at: usize| at + 1 + usize::from(look.is_word(at + 1, "the"));
    let and = |at: usize| look.is_word(at, "and");
    let after = look.first_of(the(last + 1), Table::Countries).filter(|_| and(last + 1)).map(|other| other.last as usize);
    let link = look.previous(first).map(|at| if look.is_word(at, "the") { at.saturating_sub(1) } else { at }).filter(|at| and(*at));
    let before = link.and_then(|at| look.ending(at.checked_sub(1)?, Table::Countries)).map(|other| other.first as usize);
    (before.unwrap_or(first), after.unwrap_or(last))
}

/// "calls for Turkey to withdraw", "urged Turkey to stay out".
fn is_to_act(look: &Look<'_, '_>, first: usize, last: usize) -> bool {
    let verb = |at: usize| matches!(look.parsed.tag(at), Tag::Verb | Tag::VerbPast | Tag::VerbIng | Tag::VerbPart);
    let asked = look.previous(first).is_some_and(|before| look.is_word(before, "for") || verb(before));
    asked && look.is_word(last + 1, "to") && look.parsed.tag(last + 2) == Tag::Verb
}

/// The country does something: it is the subject of an active verb, or is addressed.
fn acts(look: &Look<'_, '_>, first: usize, last: usize) -> bool {
    let (first, last) = with_partners(look, first, last);
    if addressed(look, first) || is_to_act(look, first, last) {
        return true;
    }
    let before = look.previous(first).map(|before| if look.is_word(before, "the") { look.previous(before).unwrap_or(before) } else { before });
    let the = look.previous(first) != before;
    let comma = |before: usize| look.is(before, b',') && before > 0 && look.is_name(before - 1) && !the;
    let clause = |before: usize| look.is_function(before, Code::Conjunction) && !["and", "or", "but"].iter().any(|word| look.is_word(before, word));
    let blocked = before.is_some_and(|before| {
        comma(before)
            || matches!(look.parsed.tag(before), Tag::Prep | Tag::To | Tag::Conj) && !clause(before)
            || look.first_of(before, Table::Context).is_some()
            || look.is_name(before)
    });
    let next = last + 1;
    if blocked || !look.same_sentence(last, next) {
        return false;
    }
    let word = look.token(next).is_some_and(|token| token.kind == Kind::Word);
    let helper = matches!(look.parsed.tag(next), Tag::Aux | Tag::Modal | Tag::Adv) && word;
    let verb = |at: usize| {
        matches!(look.parsed.tag(at), Tag::VerbPast | Tag::Verb | Tag::VerbPart)
            && look.token(at).is_some_and(|token| token.kind == Kind::Word && !token.capital())
    };
    let passive =
        look.is_word(next, "was") || look.is_word(next, "were") || look.is_word(next, "is") || look.is_word(next, "are") || look.is_word(next + 1, "been");
    let busy = helper && look.parsed.tag(next + 1) == Tag::VerbIng;
    matches!(look.parsed.tag(next), Tag::VerbPast | Tag::Verb) && verb(next) || helper && !passive && verb(next + 1) || busy
}

/// A finite verb of speaking follows within two tokens ("Moscow says", "Kyiv has said").
fn speaks(look: &Look<'_, '_>, last: usize) -> bool {
    let aux = |at: usize| look.is_function(at, Code::Auxiliary) || look.is_function(at, Code::Adverb);
    let here = last + 1;
    look.same_sentence(last, here) && (look.is_finite_speech(here) || (aux(here) && look.is_finite_speech(here + 1)))
}

/// "the army", "police", "security forces": a force whose country is to be understood.
fn force_alone<'t>(look: &Look<'_, 't>, at: usize, found: &mut Vec<Candidate<'t>>) {
    let Some(force) = look.first_of(at, Table::ForceWords) else { return };
    let last = force.last as usize;
    if modifies(look, last) || look.is_hyphen(last + 1) || negated(look, at) {
        return;
    }
    let view = row(force.sense.entry());
    let before = look.previous(at);
    let determined = before.filter(|before| look.is_word(*before, "the"));
    let people = view.get("plural_people") == "1";
    let counted = before.is_some_and(|before| {
        look.token(before).is_some_and(|token| token.kind == Kind::Number)
            || look.is_function(before, Code::Number)
            || look.is_word(before, "a")
            || look.is_word(before, "an")
            || look.is_word(before, "of") && !look.is_word(at, "the")
    });
    let guarded = !view.get("needs").is_empty() && determined.is_none();
    let armed = before.is_some_and(|before| look.ending(before, Table::ArmedAdjectives).is_some() || look.ending(before, Table::Groups).is_some());
    if (people && counted) || guarded || armed || (people && singular(look, last)) {
        return;
    }
    let adjective = look.parsed.tag(last) == Tag::Adj && determined.is_none();
    if adjective {
        return;
    }
    let first = determined.unwrap_or(at);
    let what = Force { country: None, branch: force.sense.code(), country_last: None };
    found.push(candidate(look, &NOMINAL_FORCE, first, last, 50, Some(force.sense.entry()), What::Force(what)));
}

fn singular(look: &Look<'_, '_>, last: usize) -> bool {
    let word = look.word(last);
    !(word.ends_with('s') || word.ends_with("men") || word.ends_with("women") || word.ends_with("personnel") || word.ends_with("police"))
}

/// "non-combatants", "non-military".
fn negated(look: &Look<'_, '_>, at: usize) -> bool {
    look.previous(at).is_some_and(|dash| look.token(dash).is_some_and(|token| token.kind == Kind::Dash) && look.is_word(dash.saturating_sub(1), "non"))
}

/// "Jihadist fighters", "the group", "various Islamist militant factions".
fn fighters<'t>(look: &Look<'_, 't>, at: usize, found: &mut Vec<Candidate<'t>>) {
    let Some(head) = look.first_of(at, Table::Fighters) else { return };
    let last = head.last as usize;
    let kind = head.sense.code();
    let plural = head.sense.form() == Form::Plural;
    let (first, adjective) = adjectives_before(look, at);
    let adjective = adjective.filter(|code| *code != Code::Armed).or_else(|| Code::from_name(row(head.sense.entry()).get("family"))).or(adjective);
    let determiner = look
        .previous(first)
        .filter(|before| look.is_function(*before, Code::Determiner) && matches!(look.parsed.tag(*before), Tag::Det | Tag::Poss | Tag::Pron | Tag::Adj));
    let the = determiner.is_some_and(|before| ["the", "these", "those", "this", "that"].iter().any(|word| look.is_word(before, word)));
    let article = determiner.is_some_and(|before| look.is_word(before, "a") || look.is_word(before, "an"));
    let count = look.previous(first).and_then(|before| look.ending_coded(before, Table::ArmedAdjectives, Code::Count));
    let group = matches!(kind, Code::GroupNoun | Code::Faction | Code::Coalition);
    let the = the || kind == Code::Coalition && look.is_name(at);
    let measure = kind == Code::GroupNoun && look.is_word(last + 1, "of");
    let vague_group = measure || kind == Code::GroupNoun && adjective.is_none() && !the && head.first == head.last;
    let singular = !(plural || the || article && !vague_group);
    let modifier = look.is_hyphen(last + 1) || (!plural && noun_follows(look, last));
    let listed = look.previous(first).is_some_and(|before| look.ending(before, Table::Groups).is_some()) || negated(look, first);
    if vague_group || (singular && !(group && adjective.is_some() && plural)) || modifier || listed {
        return;
    }
    let start = if the || article { determiner.unwrap_or(first) } else { count.map_or(first, |count| count.first as usize) };
    let indefinite = article || count.is_some() || adjective == Some(Code::Unidentified);
    let what = Fighters { head: head.sense.entry(), kind, adjective, definite: the, indefinite, plural, name_first: first };
    found.push(candidate(look, &FIGHTERS, start, last, 48, Some(head.sense.entry()), What::Fighters(what)));
}

/// The adjectives before a word for armed people, and the most telling one.
fn adjectives_before(look: &Look<'_, '_>, at: usize) -> (usize, Option<Code>) {
    let (mut first, mut code) = (at, None);
    while let Some(before) = look.previous(first) {
        if let Some(found) = look.ending(before, Table::ArmedAdjectives).filter(|found| found.sense.code() != Code::Count) {
            first = found.first as usize;
            code = Some(match code {
                Some(Code::Armed) | None => found.sense.code(),
                Some(other) => other,
            });
        } else if let Some(found) = look.ending(before, Table::Fighters).filter(|found| found.sense.form() == Form::Name && found.first == found.last) {
            first = found.first as usize;
            code = code.or(Some(Code::Armed));
        } else if let Some(found) = look.ending(before, Table::Countries).filter(|found| found.sense.form() == Form::Demonym) {
            first = found.first as usize;
        } else if look.is_hyphen(before) && before > 0 && look.token(before - 1).is_some_and(|token| token.kind == Kind::Word) && code.is_some() {
            first = before - 1;
        } else {
            break;
        }
    }
    (first, code)
}

fn noun_follows(look: &Look<'_, '_>, last: usize) -> bool {
    let next = last + 1;
    look.same_sentence(last, next)
        && (look.first_of(next, Table::Modified).is_some()
            || look.first_of(next, Table::Facilities).is_some()
            || look.first_of(next, Table::HarmNouns).is_some()
            || look.first_of(next, Table::Roles).is_some()
            || look.first_of(next, Table::ForceWords).is_some()
            || look.first_of(next, Table::Fighters).is_some()
            || look.is_name(next))
}

/// Names with a telling word in them, and acronyms.
fn formed<'t>(look: &Look<'_, 't>, found: &mut Vec<Candidate<'t>>) {
    let mut at = 0;
    while at < look.len() {
        if !look.is_name(at) {
            at += 1;
            continue;
        }
        let (last, parts) = run(look, at);
        formed_run(look, at, last, &parts, found);
        at = last + 1;
    }
}

/// A run of capitalised words with "of", "for", "and", "the" inside; parts are the stretches between those.
fn run(look: &Look<'_, '_>, first: usize) -> (usize, Vec<(usize, usize)>) {
    let (mut last, mut parts, mut part) = (first, Vec::new(), first);
    loop {
        let next = last + 1;
        if !look.same_sentence(first, next) || last - first > 14 {
            break;
        }
        if look.is_name(next) && glued(look, next) {
            last = next;
        } else if look.is_hyphen(next) && look.is_name(next + 1) && look.token(next + 1).is_some_and(|token| !token.spaced()) {
            last = next + 1;
        } else if let Some(resume) = operation(look, next).filter(|resume| look.same_sentence(first, *resume)) {
            last = resume;
        } else if let Some(resume) = article(look, next).filter(|resume| look.same_sentence(first, *resume)) {
            last = resume;
        } else if let Some(resume) = link(look, next).filter(|resume| look.is_name(*resume) && look.same_sentence(first, *resume)) {
            parts.push((part, last));
            part = resume;
            last = resume;
        } else {
            break;
        }
    }
    parts.push((part, last));
    (last, parts)
}

fn glued(look: &Look<'_, '_>, at: usize) -> bool {
    look.token(at).is_some_and(|token| !token.starts_line() || look.same_sentence(at - 1, at))
}

/// The name of an operation after a dash: "Joint Task Force - Operation Lasting Storm".
fn operation(look: &Look<'_, '_>, dash: usize) -> Option<usize> {
    let word = || look.coded(dash + 1, Table::Context, Code::OtherName).filter(|word| look.is_capital(word.first as usize));
    let spaced = look.token(dash).is_some_and(|token| token.kind == Kind::Dash && token.spaced());
    Some(dash + 2).filter(|resume| spaced && look.is_name(*resume) && word().is_some_and(|word| word.last as usize == dash + 1))
}

/// The name after an article inside a name: "Saray al-Nur Brigades".
fn article(look: &Look<'_, '_>, at: usize) -> Option<usize> {
    let dash = look.is_hyphen(at + 1);
    let small = look.coded(at, Table::NameParticles, Code::Prefix).is_some() && !look.is_capital(at);
    Some(at + 2).filter(|resume| dash && small && look.is_name(*resume))
}

/// Where a name may go on after "of", "for the", "and".
fn link(look: &Look<'_, '_>, at: usize) -> Option<usize> {
    let linking = ["of", "for", "de", "du", "des", "del"].iter().any(|word| look.is_word(at, word));
    if !linking {
        return None;
    }
    Some(if look.is_word(at + 1, "the") || look.is_word(at + 1, "la") { at + 2 } else { at + 1 })
}

/// "the rebel group Kalari", "the news agency Tarvo": the noun before a name says what it is.
fn introduced<'t>(look: &Look<'_, 't>, first: usize, last: usize, found: &mut Vec<Candidate<'t>>) {
    let Some(before) = look.previous(first).filter(|before| !look.is_capital(*before)) else { return };
    let group = look.ending(before, Table::Fighters).filter(|noun| {
        let told = noun.first < noun.last || adjectives_before(look, noun.first as usize).1.is_some();
        noun.sense.form() != Form::Plural && matches!(noun.sense.code(), Code::GroupNoun | Code::Faction) && told
    });
    let body = look
        .ending(before, Table::OrgWords)
        .filter(|noun| matches!(noun.sense.code(), Code::Media | Code::Monitor | Code::Company) && noun.sense.form() == Form::Name);
    let (class, noun) = match (group, body) {
        (Some(noun), _) => (Class::Armed, noun),
        (None, Some(noun)) => (Class::Organisation, noun),
        (None, None) => return,
    };
    let what = Formed { class, name: (first, last), subtype: Some(noun.sense.code().name()), acronym: false, note: None };
    found.push(candidate(look, &INTRODUCED, first, last, 84, Some(noun.sense.entry()), What::Formed(what)));
}

fn formed_run<'t>(look: &Look<'_, 't>, first: usize, last: usize, parts: &[(usize, usize)], found: &mut Vec<Candidate<'t>>) {
    introduced(look, first, last, found);
    let after = last + 1 + usize::from(look.is_clitic(last + 1));
    let regime = power(look, after).filter(|_| look.same_sentence(last, after) && !look.in_heading(first) && look.first_of(first, Table::Countries).is_none());
    if let Some(word) = regime.filter(|word| look.token(word.first as usize).is_some_and(|token| !token.capital())) {
        let end = word.last as usize;
        let what = Formed { class: Class::Organisation, name: (first, end), subtype: Some("government"), acronym: false, note: None };
        let leader = PersonParts { name: (first, last), ..PersonParts::default() };
        if first == last
            && look.starting(first, Table::Countries).next().is_none()
            && look.parsed.phrases.at(first).iter().all(|hit| !LISTS.contains(&hit.sense.table()))
        {
            found.push(candidate(look, &REGIME, first, last, 70, None, What::Person(leader)));
        }
        found.push(candidate(look, &REGIME, first, end, 82, Some(word.sense.entry()), What::Formed(what)));
        return;
    }
    for (index, &(start, end)) in parts.iter().enumerate() {
        let Some((hit, word_at)) = telling_word(look, start, end) else { continue };
        let to = if word_at == end || word_at == start { parts.iter().skip(index + 1).take(2).map(|part| part.1).next_back().unwrap_or(end) } else { end };
        let start = numbered(look, start);
        let listed = |table| look.first_of(start, table).is_some_and(|place| place.last as usize >= to);
        if start == to && start == end || listed(Table::Regions) || listed(Table::Countries) {
            continue;
        }
        if let Some(country) = government_of(look, start, to, hit) {
            let what = Government { country: Some(country), body: None, country_last: None, metonym: false };
            found.push(candidate(look, &GOVERNMENT, start, to, 91, Some(country), What::Government(what)));
            return;
        }
        if let Some((branch, country)) = force_of(look, start, to) {
            let what = Force { country: Some(country), branch, country_last: None };
            found.push(candidate(look, &FORCE, start, to, 91, Some(hit.sense.entry()), What::Force(what)));
            return;
        }
        let national = (start..=to)
            .any(|at| look.first_of(at, Table::Countries).is_some() || look.token(at).is_some_and(|token| matches!(token.kind, Kind::Number | Kind::Ordinal)));
        let army = look.is_word(word_at, "army") && !national;
        let class = match hit.sense.code() {
            Code::ArmedGroup => Class::Armed,
            Code::Unit if army => Class::Armed,
            Code::Unit => Class::Unit,
            _ => Class::Organisation,
        };
        let rule: Rule = if class == Class::Armed { &FORMED } else { &FORMED_ORG };
        let score = 80 + ((to - start) as i32).min(5);
        let what = Formed { class, name: (start, to), subtype: Some(hit.sense.code().name()), acronym: false, note: None };
        found.push(candidate(look, rule, start, to, score, Some(hit.sense.entry()), What::Formed(what)));
        return;
    }
    acronym_run(look, first, last, found);
}

/// "5th Border Group", "2nd Battalion": the number belongs to a unit's name.
fn numbered(look: &Look<'_, '_>, start: usize) -> usize {
    let ordinal = look.previous(start).filter(|before| look.token(*before).is_some_and(|token| token.kind == Kind::Ordinal));
    ordinal.unwrap_or(start)
}

/// "Government of Iraq".
fn government_of(look: &Look<'_, '_>, start: usize, end: usize, hit: &Match) -> Option<EntryId> {
    let named = hit.sense.code() == Code::Government && hit.first as usize == start && hit.last as usize == start && power(look, start).is_some();
    let country = look.ending(end, Table::Countries).filter(|country| country.first as usize >= start + 2 && country.first as usize <= start + 3)?;
    named.then(|| country.sense.entry())
}

/// "National Intelligence Service of Kenya".
fn force_of(look: &Look<'_, '_>, start: usize, end: usize) -> Option<(Code, EntryId)> {
    let country = look.ending(end, Table::Countries).filter(|country| matches!(country.sense.form(), Form::Name | Form::Also | Form::Acronym))?;
    let of = (country.first as usize)
        .checked_sub(1)
        .map(|of| if look.is_word(of, "the") { of.saturating_sub(1) } else { of })
        .filter(|of| look.is_word(*of, "of"))?;
    let force = look.ending(of.checked_sub(1)?, Table::ForceWords).filter(|force| force.first as usize >= start && force.first as usize <= start + 1)?;
    Some((force.sense.code(), country.sense.entry()))
}

/// The word that tells what a name is: the last of its part, or the first before "of".
fn telling_word<'p>(look: &Look<'p, '_>, start: usize, end: usize) -> Option<(&'p Match, usize)> {
    let capital = |hit: &&Match| look.is_capital(hit.first as usize);
    let at_end = look.ending(end, Table::FormWords).or_else(|| look.ending(end, Table::OrgWords)).filter(|hit| hit.first as usize >= start).filter(capital);
    if let Some(hit) = at_end {
        return Some((hit, end));
    }
    let followed = look.is_word(end + 1, "of") || look.is_word(end + 1, "for");
    if look.ends_title(start) {
        return None;
    }
    let at_start = look
        .first_of(start, Table::FormWords)
        .or_else(|| look.first_of(start, Table::OrgWords))
        .filter(|hit| hit.last as usize <= end && (followed || end > start))
        .filter(capital);
    at_start.map(|hit| (hit, start))
}

/// "Kalari Front (KF)": the letters in brackets begin the words right before.
fn initials_before(look: &Look<'_, '_>, at: usize) -> bool {
    let letters = look.word(at).bytes().rev();
    at > 1
        && look.is(at - 1, b'(')
        && letters.enumerate().all(|(back, letter)| at.checked_sub(2 + back).is_some_and(|word| look.word(word).as_bytes().first() == Some(&letter)))
}

/// A word all in capitals that no table knows.
fn acronym_run<'t>(look: &Look<'_, 't>, first: usize, last: usize, found: &mut Vec<Candidate<'t>>) {
    if first != last || look.in_heading(first) {
        return;
    }
    let Some(token) = look.token(first) else { return };
    let length = token.span.end - token.span.start;
    let known = look.parsed.phrases.at(first).iter().any(|hit| hit.last as usize == first && !matches!(hit.sense.table(), Table::OrgWords | Table::FormWords));
    let touching = |at: usize| look.token(at).is_some_and(|token| matches!(token.kind, Kind::Number | Kind::Dash) && !token.spaced());
    let least = if initials_before(look, first) { 2 } else { 3 };
    if !token.all_capitals() || !(least..=7).contains(&length) || known || touching(first + 1) || look.word(first).contains('.') {
        return;
    }
    let lead = look.previous(first).is_some_and(|before| look.is_word(before, "the") || look.is(before, b'(') || look.parsed.tag(before) == Tag::Prep);
    let deed = matches!(look.parsed.tag(last + 1), Tag::VerbPast | Tag::Verb | Tag::Aux | Tag::Modal) || look.is_clitic(last + 1);
    let body = lead || deed || look.first_of(last + 1, Table::Roles).is_some() || look.first_of(last + 1, Table::SourceNouns).is_some();
    if !body {
        return;
    }
    let what = Formed { class: Class::Organisation, name: (first, first), subtype: None, acronym: true, note: None };
    let score = if look.opens(first) && length >= 5 { 24 } else { 42 };
    found.push(candidate(look, &ACRONYM, first, first, score, None, What::Formed(what)));
}
