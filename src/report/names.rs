//! Names as a reader of prose meets them: with the article that the text gives them, plural or not.
//!
//! In: entities, places and figures of the report, and the text. Out: [`Spoken`].

use super::prose::Prose;
use super::summary::Card;
use super::wording::phrase;
use crate::lexicon::{Code, Form, Sense, Table, row};
use crate::schema::*;
use crate::text::{Span, lower_case};
use crate::token::{Match, Tag};

/// A name or noun phrase inside a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    /// The words, as they stand in the middle of a sentence.
    pub text: Prose,
    /// Whether "were" follows.
    pub plural: bool,
}

/// Longer names are not those of prose.
const LONGEST_NAME: usize = 60;

impl Card<'_, '_> {
    /// What the entity is called: "the Malian army", "gunmen", "Jama'at Nusrat al-Islam (JNIM)".
    pub(super) fn spoken(&self, id: Id) -> Option<Spoken> {
        let entity = self.found.entities.get(id.index())?;
        let own = self.mentions_of(id);
        if entity.generic && !matches!(entity.r#type, "government" | "state_force" | "external_force" | "source" | "organisation") {
            return Some(self.noun_of(entity, &own));
        }
        let named = |text: String, plural| Some(Spoken { text: Prose::of(&text, &[id]), plural });
        if entity.r#type == "person" {
            return named(entity.name.to_string(), false);
        }
        let fits = |mention: &&&Mention| mention.text.len() <= LONGEST_NAME && !mention.text.contains('\n') && !all_capitals(&mention.text);
        let of_kind = |kind: &str| own.iter().filter(|mention| mention.kind == kind).find(fits).copied();
        let mention = of_kind("name").or_else(|| of_kind("alias")).or_else(|| of_kind("nominal").filter(|_| entity.acronym.is_none()));
        let Some(mention) = mention.filter(|_| entity.r#type != "armed_group" || entity.name.len() > LONGEST_NAME) else {
            return named(with_acronym(self.with_article(&entity.name, &own, true), entity), false);
        };
        let span = Span::new(mention.start, mention.end);
        let plural = self.is_plural(span);
        let text = if mention.kind == "nominal" { self.bare(span) } else { mention.text.to_string() };
        let owned = self.is_owned(span) && text.starts_with(char::is_uppercase);
        let text = match plural || owned {
            true => text,
            false if mention.kind == "nominal" && self.after_a(span) => with_a(&text),
            false => self.with_article(&text, &own, true),
        };
        named(with_acronym(text, entity), plural)
    }

    /// The same, by its acronym where it has one.
    pub(super) fn spoken_again(&self, id: Id) -> Option<Spoken> {
        let entity = self.found.entities.get(id.index())?;
        let Some(acronym) = entity.acronym.as_deref().filter(|_| !entity.generic && entity.r#type != "state_force") else { return self.spoken(id) };
        Some(Spoken { text: Prose::of(&self.with_article(acronym, &self.mentions_of(id), false), &[id]), plural: false })
    }

    fn mentions_of(&self, id: Id) -> Vec<&Mention<'_>> {
        self.found.mentions.iter().filter(|mention| mention.entity == id && mention.kind != "pronoun").collect()
    }

    /// "gunmen", "a suicide bomber": people without a name, told for the first time.
    fn noun_of(&self, entity: &Entity, own: &[&Mention]) -> Spoken {
        let span = own.first().map(|mention| Span::new(mention.start, mention.end));
        let plural = span.is_some_and(|span| self.is_plural(span));
        let text = span.map_or_else(|| entity.name.to_string(), |span| self.noun(span, plural));
        Spoken { text: Prose::of(&text, &[entity.id]), plural }
    }

    /// A noun phrase of the text as it is told for the first time: no "the" or "their"; "a" before one of a kind.
    fn noun(&self, span: Span, plural: bool) -> String {
        let bare = self.bare(span);
        if plural || bare.starts_with(|c: char| c.is_ascii_digit()) { bare } else { with_a(&bare) }
    }

    /// The noun phrase without its articles and possessives, its first letter as in the middle of a sentence.
    fn bare(&self, span: Span) -> String {
        let tokens = &self.parsed.tokens;
        let (first, last) = (tokens.at_byte(span.start), self.last_token(span.end));
        let from = (first..=last).find(|at| !matches!(self.parsed.tag(*at), Tag::Det | Tag::Poss)).unwrap_or(first);
        let text = tokens.span(from, last).of(tokens.text);
        let people = || {
            self.parsed
                .phrases
                .at(from)
                .iter()
                .any(|hit| matches!(hit.sense.table(), Table::People | Table::Fighters) && row(hit.sense.entry()).term().starts_with(char::is_lowercase))
        };
        if crate::syntax::is_small_word(tokens, from) || people() { lower_first(text) } else { text.to_string() }
    }

    /// The last word of the span is plural by its tag, or a word for people.
    pub(super) fn is_plural(&self, span: Span) -> bool {
        let last = self.last_token(span.end);
        let plural = |hit: &Match| hit.last as usize == last && (hit.sense.form() == Form::Plural || row(hit.sense.entry()).get("plural") == "=");
        self.parsed.tag(last) == Tag::NounPl || (last.saturating_sub(3)..=last).any(|at| self.parsed.phrases.at(at).iter().any(plural))
    }

    /// "the" where the text says it before this name, and before an army, a front or a ministry.
    fn with_article(&self, text: &str, own: &[&Mention], common_too: bool) -> String {
        if text.starts_with(char::is_uppercase) && (text.contains("'s ") || text.contains("’s ")) {
            return text.to_string();
        }
        if text.starts_with("The ") || text.starts_with("the ") {
            return format!("the {}", &text[4..]);
        }
        if let Some(rest) = ["A ", "An ", "a ", "an "].iter().find_map(|article| text.strip_prefix(article)) {
            return with_a(rest);
        }
        let last = text.rsplit(' ').next().unwrap_or(text);
        let small = last.starts_with(char::is_lowercase);
        let common =
            |mention: &&Mention| small || mention.text.ends_with(last) && crate::syntax::is_small_word(&self.parsed.tokens, self.last_token(mention.end));
        let longer = |mention: &&&Mention| mention.text == text || mention.text.len() < text.len();
        let said = own.iter().filter(longer).any(|mention| self.after_the(mention.start, mention.end));
        if said || common_too && own.iter().any(common) { format!("the {text}") } else { text.to_string() }
    }

    /// "A doctor": told of for the first time.
    fn after_a(&self, span: Span) -> bool {
        let at = self.parsed.tokens.at_byte(span.start);
        (at.saturating_sub(1)..=at).any(|at| ["a", "an"].contains(&lower_case(self.parsed.tokens.text_of(at)).as_str()))
    }

    fn last_token(&self, end: u32) -> usize {
        self.parsed.tokens.at_byte(end.saturating_sub(1))
    }

    /// "the" stands before the words and no noun behind them: "the Taliban", not "the Boston bombing".
    fn after_the(&self, start: u32, end: u32) -> bool {
        let (at, next) = (self.parsed.tokens.at_byte(start), self.last_token(end) + 1);
        let modifies = matches!(self.parsed.tag(next), Tag::Noun | Tag::NounPl | Tag::Propn | Tag::Adj | Tag::Poss);
        at > 0 && self.parsed.tokens.text_of(at - 1).eq_ignore_ascii_case("the") && !modifies
    }

    /// "Mali's military": the owner stands where an article would.
    fn is_owned(&self, span: Span) -> bool {
        let (first, last) = (self.parsed.tokens.at_byte(span.start), self.last_token(span.end));
        (first..last).any(|at| self.parsed.tag(at) == Tag::Poss)
    }

    /// "the Red Sea", "Gao".
    pub(super) fn spoken_place(&self, place: &Place) -> String {
        let said = place.feature != "populated_place"
            && place.mentions.iter().any(|mention| mention.text.starts_with("the ") || self.after_the(mention.start, mention.end));
        let name = if all_capitals(&place.name) { title_case(&place.name) } else { place.name.to_string() };
        if said && !name.starts_with("the ") && !name.starts_with("The ") { format!("the {name}") } else { name }
    }

    /// The people of a figure: "at least 12 soldiers", "a policeman", "dozens of people".
    pub(super) fn people(&self, claim: &CasualtyClaim) -> Spoken {
        let one = claim.figure.best == Some(1) && claim.figure.high == Some(1);
        let default = phrase(&format!("{}-{}", if one { "one" } else { "many" }, claim.side));
        let victim = claim.victim.as_ref().and_then(|victim| self.victim_noun(claim, victim));
        let open = claim.figure.best.is_none() && claim.figure.qualifier == "indeterminate";
        // "the garrison": nobody counted it, and there is one of it
        let one = one || open && victim.as_ref().is_some_and(|(_, plural, _)| !plural);
        let text = match victim {
            Some((noun, _, true)) => noun,
            Some((noun, true, _)) if one => self.one_of(claim, &noun),
            Some((noun, ..)) if one => with_a(&noun),
            Some((noun, ..)) => self.counted(&claim.figure, &noun),
            None if one => format!("{} {default}", phrase("number-1")),
            None => self.counted(&claim.figure, default),
        };
        Spoken { text: Prose::of(&text, &[claim.id]), plural: !one }
    }

    /// "one sailor", where the text has one of several sailors.
    fn one_of(&self, claim: &CasualtyClaim, noun: &str) -> String {
        let last = claim.victim.as_ref().map_or(0, |victim| self.last_token(victim.end));
        let known = self.parsed.phrases.at(last).iter().find(|hit| hit.sense.table() == Table::People && hit.sense.form() == Form::Plural);
        match known.filter(|_| !noun.contains(' ')) {
            Some(hit) => format!("{} {}", phrase("number-1"), row(hit.sense.entry()).term()),
            None => format!("{} of the {noun}", phrase("number-1")),
        }
    }

    /// The noun of the victims, whether it is plural, and whether it is the name of one person; none where the words only point
    /// at somebody ("the others", "his sons").
    fn victim_noun(&self, claim: &CasualtyClaim, victim: &Victim) -> Option<(String, bool, bool)> {
        let person = victim.entity.and_then(|id| self.found.entities.get(id.index())).filter(|entity| entity.r#type == "person" && !entity.generic);
        if let Some(entity) = person.filter(|_| claim.figure.best == Some(1)) {
            return Some((entity.name.to_string(), false, true));
        }
        let start = if claim.figure.end > victim.start && claim.figure.end < victim.end { claim.figure.end } else { victim.start };
        let tokens = &self.parsed.tokens;
        let (first, last) = (tokens.at_byte(start), self.last_token(victim.end));
        let more = |at: usize| self.parsed.phrases.coded(at, Table::Cues, Code::Additional).is_some();
        let first = (first..=last).find(|at| tokens.get(*at).is_some_and(|token| token.span.start >= start) && !more(*at))?;
        let own = |at: usize| self.parsed.phrases.at(at).iter().any(|hit| hit.last as usize == last && self.says_who(hit.sense));
        let whose = (tokens.at_byte(victim.start)..last).any(|at| self.parsed.tag(at) == Tag::Poss) || !tokens.get(last).is_some_and(|token| token.is_word());
        if last > first + 4 || whose || !(first..=last).any(own) {
            return None;
        }
        let span = tokens.span(first, last);
        Some((self.bare(span), self.is_plural(span), false))
    }

    /// A word for people that says more than "others" or "victims".
    fn says_who(&self, sense: Sense) -> bool {
        matches!(sense.table(), Table::Fighters | Table::ForceWords) || sense.table() == Table::People && sense.code() != Code::Unknown
    }

    /// A figure before its noun; words such as "dozens" take "of", and a bare plural has no figure at all.
    fn counted(&self, figure: &Figure, noun: &str) -> String {
        let of_number = |at: usize| self.parsed.phrases.has(at, Table::NumberWords) || self.parsed.phrases.has(at, Table::Qualifiers);
        let (first, last) = (self.parsed.tokens.at_byte(figure.start), self.last_token(figure.end));
        let text = super::wording::figure_in_words(figure);
        match figure.qualifier {
            "indeterminate" | "vague" if !(first..=last).any(of_number) => format!("{} {noun}", phrase("some")),
            "vague" if !text.ends_with(" of") => format!("{} of {noun}", lower_first(&text)),
            "vague" | "indeterminate" => format!("{} {noun}", lower_first(&text)),
            _ => format!("{text} {noun}"),
        }
    }
}

fn with_acronym(name: String, entity: &Entity) -> String {
    match entity.acronym.as_deref().filter(|acronym| !name.contains(acronym) && entity.r#type != "state_force" && entity.r#type != "government") {
        Some(acronym) => format!("{name} ({acronym})"),
        None => name,
    }
}

/// "a gunman", "an attacker".
pub(super) fn with_a(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

fn lower_first(text: &str) -> String {
    let end = text.find(' ').unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    lower_case(first) + rest
}

fn all_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 5 && !text.chars().any(char::is_lowercase)
}

fn title_case(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(|word| crate::text::capitalized(&lower_case(word))).collect();
    words.join(" ")
}
