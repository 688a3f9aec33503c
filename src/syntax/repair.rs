//! Tag repair: readings that the words and tables of the domain rule out, put right before chunking.
//!
//! In: tags as the model gave them. Out: the same tags, a few changed. Each repair is a contradiction between neighbours,
//! never a preference.

use crate::lexicon::{Code, Form, Table};
use crate::token::{Casing, Kind, Phrases, Tag, Tokens};

/// Puts contradictions right, in place.
pub fn repair_tags(tokens: &Tokens, phrases: &Phrases, tags: &mut [Tag]) {
    let small = super::find_small_words(tokens);
    for at in 0..tags.len() {
        let (before, here, next) = (tag_at(tags, at.wrapping_sub(1)), tag_at(tags, at), tag_at(tags, at + 1));
        let fixed = noun_after_determiner(before, here, next)
            .or_else(|| verb_before_count(tokens, phrases, at, here, next))
            .or_else(|| verb_of_pair(phrases, tags, at))
            .or_else(|| act_at_end(phrases, at, before, here, next))
            .or_else(|| speech_before_that(tokens, phrases, tags, at))
            .or_else(|| speech_before_people(phrases, at, before, here, next))
            .or_else(|| small_name(tokens, at, here))
            .or_else(|| rest_of_name(tokens, before, at, here).filter(|_| small.get(at) == Some(&false)))
            .or_else(|| compound_name(phrases, at, here))
            .or_else(|| compound_people(phrases, at, here))
            .or_else(|| rank_before_name(phrases, at, here, tags))
            .or_else(|| people_at_end(phrases, at, before, here, next))
            .or_else(|| people_before_deed(phrases, at, here, next))
            .or_else(|| deed_of_people(phrases, at, here, next))
            .or_else(|| clause_that(tokens, phrases, at, here, next))
            .or_else(|| after_according(tokens, at, here, next))
            .or_else(|| people_of_country(tokens, phrases, at, here, next));
        if let (Some(tag), Some(slot)) = (fixed, tags.get_mut(at)) {
            *slot = tag;
        }
    }
}

fn tag_at(tags: &[Tag], at: usize) -> Tag {
    tags.get(at).copied().unwrap_or(Tag::Punct)
}

/// "improvised explosive device": inside the name of a weapon stands no verb.
fn compound_name(phrases: &Phrases, at: usize, here: Tag) -> Option<Tag> {
    let weapon = || phrases.of(at, Table::Weapons).any(|found| found.last as usize > at);
    (matches!(here, Tag::VerbPast | Tag::VerbPart) && weapon()).then_some(Tag::Adj)
}

/// "the parish priests": the last word of a compound for people is no verb.
fn compound_people(phrases: &Phrases, at: usize, here: Tag) -> Option<Tag> {
    let before = at.checked_sub(1).filter(|_| here == Tag::Verb && phrases.ends(at, Table::People))?;
    phrases.of(before, Table::People).any(|found| found.last as usize == at).then_some(Tag::NounPl)
}

/// "sergeant Bala", "first sergeant Bala": no verb stands before a name it ranks.
fn rank_before_name(phrases: &Phrases, at: usize, here: Tag, tags: &[Tag]) -> Option<Tag> {
    let verbal = matches!(here, Tag::Verb | Tag::VerbPast | Tag::VerbPart | Tag::Adv);
    let rank = phrases.of(at, Table::Ranks).next().filter(|_| verbal)?;
    (tag_at(tags, rank.last as usize + 1) == Tag::Propn).then_some(Tag::Noun)
}

/// "their cook,", "a device expert and": a word for people that ends its phrase is a noun.
fn people_at_end(phrases: &Phrases, at: usize, before: Tag, here: Tag, next: Tag) -> Option<Tag> {
    let opens =
        matches!((before, here), (Tag::Poss | Tag::Noun, Tag::Verb) | (Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Punct | Tag::VerbPart, Tag::Adj));
    let ends = matches!(next, Tag::Punct | Tag::Conj | Tag::Prep | Tag::Sub);
    (opens && ends && is_people(phrases, at)).then_some(Tag::Noun)
}

/// "A militant opened fire": a word for people right before what they did is a noun.
fn people_before_deed(phrases: &Phrases, at: usize, here: Tag, next: Tag) -> Option<Tag> {
    let deed = matches!(next, Tag::VerbPast | Tag::VerbPart) || did(phrases, at + 1);
    (here == Tag::Adj && deed && is_somebody(phrases, at)).then_some(Tag::Noun)
}

/// "A gunman shot two officers": a past form behind a word for people, with more to come, is what they did.
fn deed_of_people(phrases: &Phrases, at: usize, here: Tag, next: Tag) -> Option<Tag> {
    let goes_on = matches!(next, Tag::Num | Tag::Det | Tag::Poss | Tag::NounPl | Tag::Propn | Tag::Pron);
    let before = at.checked_sub(1).filter(|_| here == Tag::Noun && goes_on && did(phrases, at))?;
    is_somebody(phrases, before).then_some(Tag::VerbPast)
}

/// The word at `at` is one for a person of some kind, in the singular.
fn is_people(phrases: &Phrases, at: usize) -> bool {
    phrases.of(at, Table::People).any(|found| found.first == found.last && found.sense.form() == Form::Name)
}

/// The same, and the word says of which side: not "other".
fn is_somebody(phrases: &Phrases, at: usize) -> bool {
    is_people(phrases, at) && phrases.of(at, Table::People).any(|found| found.sense.code() != Code::Unknown)
}

/// The word at `at` is a past form of a verb for an event.
fn did(phrases: &Phrases, at: usize) -> bool {
    phrases.of(at, Table::EventVerbs).any(|found| found.first == found.last && found.sense.form() == Form::Past)
}

/// "the monitor said": no finite verb stands between a determiner and a verb.
fn noun_after_determiner(before: Tag, here: Tag, next: Tag) -> Option<Tag> {
    let verb_next = matches!(next, Tag::Verb | Tag::VerbPast | Tag::Aux | Tag::Modal);
    (matches!(before, Tag::Det | Tag::Poss) && here == Tag::Verb && verb_next).then_some(Tag::Noun)
}

/// "wounds 8", "injuring 25", "laid down their arms": a form of a verb of harm before a number or in a phrase of its own is a verb.
fn verb_before_count(tokens: &Tokens, phrases: &Phrases, at: usize, here: Tag, next: Tag) -> Option<Tag> {
    let nominal = matches!(here, Tag::Noun | Tag::NounPl | Tag::Propn | Tag::Adj);
    if !nominal || tokens.get(at).is_some_and(|token| token.kind != Kind::Word) {
        return None;
    }
    let found = phrases.of(at, Table::HarmVerbs).find(|found| next == Tag::Num || found.first < found.last)?;
    let single = found.first == found.last;
    match found.sense.form() {
        Form::Name if single && tokens.get(at).is_some_and(|token| token.capital()) => Some(Tag::Verb),
        Form::Third => Some(Tag::Verb),
        Form::Ing => Some(Tag::VerbIng),
        Form::Past | Form::Participle => Some(Tag::VerbPast),
        _ => None,
    }
}

/// "a late offensive at": no adjective ends a noun phrase that has no noun, and a word for an act is one.
fn act_at_end(phrases: &Phrases, at: usize, before: Tag, here: Tag, next: Tag) -> Option<Tag> {
    let opens = here == Tag::Adj && matches!(before, Tag::Det | Tag::Adj | Tag::Poss | Tag::Noun) && matches!(next, Tag::Prep | Tag::Punct);
    (opens && phrases.of(at, Table::EventNouns).any(|found| found.first == found.last)).then_some(Tag::Noun)
}

/// "was shot and", "an officer shot and wounded": no bare noun follows "was", and verbs are joined with verbs.
fn verb_of_pair(phrases: &Phrases, tags: &[Tag], at: usize) -> Option<Tag> {
    let harm =
        |at: usize| phrases.of(at, Table::HarmVerbs).any(|found| found.first == found.last && matches!(found.sense.form(), Form::Past | Form::Participle));
    if tag_at(tags, at) != Tag::Noun || !harm(at) {
        return None;
    }
    let other = tag_at(tags, at + 1) == Tag::Conj && matches!(tag_at(tags, at + 2), Tag::VerbPast | Tag::VerbPart) && harm(at + 2);
    match tag_at(tags, at.wrapping_sub(1)) {
        Tag::Aux => Some(Tag::VerbPart),
        _ => other.then_some(Tag::VerbPast),
    }
}

/// "Armenians were killed": several people of a country, not a name.
fn people_of_country(tokens: &Tokens, phrases: &Phrases, at: usize, here: Tag, next: Tag) -> Option<Tag> {
    let word = tokens.text_of(at);
    let plural = word.ends_with('s') && !word.ends_with("ss") && !matches!(next, Tag::Noun | Tag::NounPl | Tag::Propn);
    let demonym = || phrases.of(at, Table::Countries).any(|found| found.last as usize == at && found.sense.form() == Form::Demonym);
    (here == Tag::Propn && plural && demonym()).then_some(Tag::NounPl)
}

/// "according to initial reports": what follows is no infinitive.
fn after_according(tokens: &Tokens, at: usize, here: Tag, next: Tag) -> Option<Tag> {
    let led = || at >= 2 && tokens.text_of(at - 1).eq_ignore_ascii_case("to") && tokens.text_of(at - 2).eq_ignore_ascii_case("according");
    (here == Tag::Verb && matches!(next, Tag::Noun | Tag::NounPl) && led()).then_some(Tag::Adj)
}

/// "denied that 20 of its men": after a verb of speech, "that" before a number opens a clause.
fn clause_that(tokens: &Tokens, phrases: &Phrases, at: usize, here: Tag, next: Tag) -> Option<Tag> {
    let that = matches!(here, Tag::Det | Tag::Pron) && tokens.text_of(at).eq_ignore_ascii_case("that");
    let speech = at > 0 && phrases.has(at - 1, Table::Attribution);
    (that && speech && matches!(next, Tag::Num | Tag::Det | Tag::Poss | Tag::Adj | Tag::Propn | Tag::NounPl)).then_some(Tag::Sub)
}

/// "the governor said civilians may": a verb of speech between two bare nouns is no participle.
fn speech_before_people(phrases: &Phrases, at: usize, before: Tag, here: Tag, next: Tag) -> Option<Tag> {
    let between = here == Tag::VerbPart && next == Tag::NounPl && matches!(before, Tag::Noun | Tag::NounPl | Tag::Propn);
    (between && phrases.has(at, Table::Attribution) && phrases.has(at + 1, Table::People)).then_some(Tag::VerbPast)
}

/// A word written small in a text that uses capitals is no name.
fn small_name(tokens: &Tokens, at: usize, here: Tag) -> Option<Tag> {
    let token = tokens.get(at)?;
    if here == Tag::Propn && tokens.text_of(at).eq_ignore_ascii_case("and") {
        return Some(Tag::Conj);
    }
    let small = here == Tag::Propn && token.kind == Kind::Word && token.first.is_ascii_lowercase() && tokens.casing == Casing::Usual;
    let hyphened = tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Dash && !next.spaced());
    let plural = tokens.text_of(at).ends_with('s');
    (small && !hyphened).then_some(if plural { Tag::NounPl } else { Tag::Noun })
}

/// "Pedro Arce": a word with a capital right behind a name, and not one mostly written small, is the name's.
fn rest_of_name(tokens: &Tokens, before: Tag, at: usize, here: Tag) -> Option<Tag> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word && token.capital() && tokens.casing == Casing::Usual)?;
    (before == Tag::Propn && matches!(here, Tag::Noun | Tag::Adv | Tag::Verb) && token.spaced()).then_some(Tag::Propn)
}

/// "Monitors estimate that": a verb of speech before "that", with a plural before it.
fn speech_before_that(tokens: &Tokens, phrases: &Phrases, tags: &mut [Tag], at: usize) -> Option<Tag> {
    let that = tokens.text_of(at + 1).eq_ignore_ascii_case("that");
    let base = phrases.of(at, Table::Attribution).any(|found| matches!(found.sense.form(), Form::Name | Form::Third));
    if !that || !base || tag_at(tags, at) != Tag::Noun || at == 0 {
        return None;
    }
    let before = tag_at(tags, at - 1);
    if before == Tag::Verb
        && let Some(slot) = tags.get_mut(at - 1)
    {
        *slot = Tag::NounPl;
    }
    matches!(before, Tag::Verb | Tag::NounPl).then_some(Tag::Verb)
}
