//! Sections of an article: title, repeated title, standfirst, subtitle, dateline, body, caption, boilerplate.
//!
//! Lines are the unit. A short line without a full stop before the first running paragraph is a title; the rest is told
//! from its place and its form.

use super::tokenizer::Tokens;
use crate::text::Span;

/// What a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SectionKind {
    Title,
    TitleRepeat,
    Standfirst,
    Subtitle,
    Dateline,
    Body,
    Caption,
    Boilerplate,
}

impl SectionKind {
    /// The name used in the report.
    pub fn name(self) -> &'static str {
        match self {
            SectionKind::Title => "title",
            SectionKind::TitleRepeat => "title_repeat",
            SectionKind::Standfirst => "standfirst",
            SectionKind::Subtitle => "subtitle",
            SectionKind::Dateline => "dateline",
            SectionKind::Body => "body",
            SectionKind::Caption => "caption",
            SectionKind::Boilerplate => "boilerplate",
        }
    }
}

/// One section, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Where it stands.
    pub span: Span,
}

/// A title has at most this many bytes.
const TITLE_BYTES: usize = 160;

/// Cuts the text into sections, one a line.
pub fn find_sections(tokens: &Tokens) -> Vec<Section> {
    let lines = lines(tokens);
    let title = find_title(tokens.text, &lines);
    let mut sections = Vec::with_capacity(lines.len());
    let last_title = lines.iter().take(8).rposition(|line| title.is_some_and(|at| same_line(tokens.text, lines.get(at).copied(), *line)));
    for (at, &span) in lines.iter().enumerate() {
        let kind = kind_of(tokens.text, at, span, title, last_title, &lines);
        sections.push(Section { kind, span });
    }
    sections
}

fn lines(tokens: &Tokens) -> Vec<Span> {
    let mut lines: Vec<Span> = Vec::new();
    for token in &tokens.list {
        match lines.last_mut() {
            Some(line) if !token.starts_line() => line.end = token.span.end,
            _ => lines.push(token.span),
        }
    }
    lines
}

fn is_sentence(text: &str) -> bool {
    let trimmed = text.trim_end_matches(['"', '\'', '\u{201D}', '\u{2019}', ')', ' ']);
    trimmed.ends_with(['.', '!', '?', '…'])
}

/// The line that is the title: the first short line without a full stop among the first three, with more text after it.
fn find_title(text: &str, lines: &[Span]) -> Option<usize> {
    let heading = |line: &Span| line.of(text).len() <= TITLE_BYTES && !is_sentence(line.of(text)) && line.of(text).split_whitespace().count() >= 3;
    let at = lines.iter().take(3).position(heading)?;
    (lines.len() > at + 1 && lines.iter().skip(at + 1).any(|line| is_sentence(line.of(text)))).then_some(at)
}

fn same_line(text: &str, a: Option<Span>, b: Span) -> bool {
    a.is_some_and(|a| a.of(text).eq_ignore_ascii_case(b.of(text)))
}

fn kind_of(text: &str, at: usize, span: Span, title: Option<usize>, last_title: Option<usize>, lines: &[Span]) -> SectionKind {
    let Some(title) = title else { return SectionKind::Body };
    if at == title {
        return SectionKind::Title;
    }
    if at < title {
        return SectionKind::Standfirst;
    }
    if same_line(text, lines.get(title).copied(), span) {
        return SectionKind::TitleRepeat;
    }
    let caption = ["FILE - ", "FILE PHOTO", "Image:", "Photo:", "Picture:"].iter().any(|mark| span.of(text).starts_with(mark));
    if caption {
        return SectionKind::Caption;
    }
    let first_body = last_title.map_or(title, |last| last.max(title)) + 1;
    let short = span.of(text).len() <= TITLE_BYTES + 80;
    if at == first_body && short && lines.len() > first_body + 1 && last_title > Some(title) {
        return SectionKind::Subtitle;
    }
    SectionKind::Body
}
