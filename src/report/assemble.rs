//! Puts the parts together: document, lists, summary, warnings.

use crate::casualty::Claims;
use crate::event::Story;
use crate::lexicon::{gazetteer_name, lexicon_name};
use crate::mention::Found;
use crate::options::Options;
use crate::recognize::Dates;
use crate::schema::*;
use crate::syntax::Parsed;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// What the stages found.
pub struct Parts<'t> {
    /// Dates.
    pub dates: Dates<'t>,
    /// Who and where.
    pub found: Found<'t>,
    /// Figures.
    pub claims: Claims<'t>,
    /// Events and statements.
    pub story: Story<'t>,
}

/// The report with offsets still in bytes.
pub fn assemble<'t>(parsed: &Parsed<'t>, options: &Options, parts: Parts<'t>) -> Report<'t> {
    let Parts { dates, found, mut claims, story } = parts;
    for victim in claims.claims.iter_mut().filter_map(|claim| claim.victim.as_mut()) {
        victim.entity = victim.entity.or_else(|| found.mention_covering(Range::new(victim.start, victim.end)).map(|mention| mention.entity));
    }
    let document = document(parsed, options, &dates);
    let card = super::summary::Card { dates: &dates, parsed, found: &found, claims: &claims, story: &story };
    let summary = card.summary();
    let warnings = super::warnings::warnings(parsed, &card);
    Report {
        schema: SCHEMA,
        engine: engine(options),
        document,
        mentions: found.mentions,
        entities: found.entities,
        facilities: found.facilities,
        weapons: found.weapons,
        places: found.places,
        dates: dates.list,
        casualty_claims: claims.claims,
        statements: story.statements,
        events: story.events,
        contested: story.contested,
        undisclosed: claims.undisclosed,
        not_casualties: claims.rejected,
        summary,
        warnings,
        overrides: Vec::new(),
    }
}

fn engine(options: &Options) -> Engine {
    Engine {
        name: "sitrep",
        version: env!("CARGO_PKG_VERSION"),
        profile: options.profile.name().to_string(),
        profile_values: values(options),
        lexicon: lexicon_name(),
        gazetteer: gazetteer_name(),
        notice: NOTICE,
    }
}

fn document<'t>(parsed: &Parsed<'t>, options: &Options, dates: &Dates<'t>) -> Document<'t> {
    let text = parsed.tokens.text;
    let owned = |option: &Option<String>| option.clone().map(Cow::Owned);
    let title = parsed.sections.iter().find(|section| section.kind == crate::token::SectionKind::Title);
    let (published, published_source) = match &dates.published {
        Some((date, source)) => (Some(Cow::Owned(date.clone())), Some(*source)),
        None => (None, None),
    };
    Document {
        id: format!("sha256:{}", hex(&Sha256::digest(text.as_bytes()))),
        title: owned(&options.title).or_else(|| title.map(|title| Cow::Borrowed(title.span.of(text)))),
        publisher: owned(&options.publisher),
        url: owned(&options.url),
        author: owned(&options.author),
        published,
        published_source,
        language: super::warnings::in_english(parsed).then_some("en"),
        start: 0,
        char_count: 0,
        offset_unit: "byte",
        sections: parsed.sections.iter().map(|section| SectionView { kind: section.kind.name(), start: section.span.start, end: section.span.end }).collect(),
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// What the user wants otherwise than the profile.
fn values(options: &Options) -> Vec<ProfileValue> {
    options.profile.own().map(|(setting, value)| ProfileValue { setting, value: value.to_string() }).collect()
}
