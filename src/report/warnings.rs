//! Warnings: what the reader must know before using the report.
//!
//! In: the finished lists. Out: [`Warning`]s, one a code, in the order of the domain notes.

use super::summary::Card;
use crate::lexicon::Table;
use crate::schema::*;
use crate::syntax::Parsed;
use crate::text::{Map, sum};
use crate::token::SectionKind;
use std::borrow::Cow;

/// All warnings of the report.
pub(super) fn warnings<'t>(parsed: &Parsed<'t>, card: &Card<'_, 't>) -> Vec<Warning<'t>> {
    let mut list = Vec::new();
    let mut warn = |code: &'static str, refs: Vec<Id>, detail: Option<String>| {
        if !refs.is_empty() {
            list.push(Warning { code, refs, detail: detail.map(Cow::Owned) });
        }
    };
    if card.dates.published.is_none() {
        warn("no_publication_date", card.dates.list.iter().filter(|date| date.needs == Some("publication_date")).map(|date| date.id).collect(), None);
    }
    let places = |status: &str| {
        card.found.places.iter().filter(|place| place.status == status && place.event_role != "context").map(|place| place.id).collect::<Vec<_>>()
    };
    warn("place_unresolved", places("unresolved"), None);
    warn("place_variant_spelling", places("resolved_variant"), None);
    warn("place_ambiguous", places("ambiguous"), None);
    for event in &card.story.events {
        if let Some(count) = event.place_count.as_ref().filter(|count| count.low.is_some_and(|low| low > count.named)) {
            warn("locations_unnamed", vec![event.id], Some(format!("at least {} stated, {} named", count.low.unwrap_or(0), count.named)));
        }
    }
    warn("toll_spans_locations", spanning(card), None);
    warn("parts_do_not_sum", unequal(card), None);
    warn("euphemism", claims(card, |claim| claim.outcome == "neutralised"), None);
    warn("figure_from_party_to_conflict", claims(card, |claim| claim.source_is_party), None);
    warn("single_source", single(card), None);
    list.extend(headings(parsed));
    if !card.story.events.iter().any(|event| matches!(event.status, "main" | "related")) {
        list.push(Warning { code: "no_conflict_event", refs: Vec::new(), detail: None });
    }
    if words(parsed) >= ENOUGH_WORDS && !in_english(parsed) {
        list.push(Warning { code: "language_not_supported", refs: Vec::new(), detail: None });
    }
    list
}

/// Words a text must have before its language can be doubted.
const ENOUGH_WORDS: usize = 25;

fn words(parsed: &Parsed) -> usize {
    parsed.tokens.list.iter().filter(|token| token.is_word()).count()
}

/// Whether at least one word in six is a small word of English grammar: in plain prose every third is, in other languages hardly any.
pub(super) fn in_english(parsed: &Parsed) -> bool {
    let small = (0..parsed.tokens.len()).filter(|at| parsed.phrases.has(*at, Table::FunctionWords)).count();
    small * 6 >= words(parsed)
}

fn claims(card: &Card, fits: impl Fn(&CasualtyClaim) -> bool) -> Vec<Id> {
    card.claims.claims.iter().filter(|claim| fits(claim)).map(|claim| claim.id).collect()
}

/// One toll, several places.
fn spanning(card: &Card) -> Vec<Id> {
    let several = |event: &&Event| matches!(event.status, "main" | "related") && (event.acled.len() > 1 || event.place_count.is_some());
    card.story.events.iter().filter(several).flat_map(|event| event.fatalities.by_side.iter().flat_map(|side| side.from.iter().copied())).collect()
}

/// Wholes whose parts add up to something else.
fn unequal(card: &Card) -> Vec<Id> {
    let all = &card.claims.claims;
    let mut sums: Map<(Id, &str), u64> = Map::default();
    for part in all.iter().filter(|part| part.relation == Some("subset_of")) {
        for whole in &part.not_additive_with {
            let figure = part.figure.best.unwrap_or(0);
            if let Some(total) = sums.get_or_insert_with((*whole, part.outcome), || 0) {
                *total = sum([*total, figure]);
            }
        }
    }
    let over = |whole: &&CasualtyClaim| whole.figure.best.is_some_and(|best| sums.get(&(whole.id, whole.outcome)).is_some_and(|sum| *sum > best));
    all.iter().filter(|whole| whole.relation != Some("subset_of")).filter(over).map(|whole| whole.id).collect()
}

/// All deaths of the main event rest on one and the same named source.
fn single(card: &Card) -> Vec<Id> {
    let Some(event) = card.story.events.iter().find(|event| event.status == "main") else { return Vec::new() };
    let ids: Vec<Id> = event.fatalities.by_side.iter().flat_map(|side| side.from.iter().copied()).collect();
    let mut sources = ids.iter().filter_map(|id| card.claims.claims.get(id.index())).map(|claim| claim.attributed_to);
    let Some(Some(first)) = sources.next() else { return Vec::new() };
    if sources.all(|source| source == Some(first)) && ids.len() > 1 { ids } else { Vec::new() }
}

fn headings<'t>(parsed: &Parsed) -> Option<Warning<'t>> {
    let repeated = parsed.sections.iter().any(|section| section.kind == SectionKind::TitleRepeat);
    repeated.then_some(Warning { code: "heading_repeated", refs: Vec::new(), detail: None })
}
