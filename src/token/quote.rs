//! What stands in quotation marks, from the mark to its partner.

use super::tokenizer::{Kind, Tokens};

/// Tokens between two quotation marks, the marks included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The opening mark.
    pub open: usize,
    /// The closing mark.
    pub close: usize,
}

/// A quotation longer than this many tokens is taken for a stray mark.
const LONGEST: usize = 600;

/// Finds the quotations; a mark without a partner in its paragraph opens nothing.
pub fn find_quotes(tokens: &Tokens) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut open: Option<usize> = None;
    for (at, token) in tokens.list.iter().enumerate() {
        if token.starts_paragraph() || open.is_some_and(|from| at - from > LONGEST) {
            open = None;
        }
        if token.kind != Kind::Quote {
            continue;
        }
        match open {
            Some(from) if closes(tokens, from, at) => {
                quotes.push(Quote { open: from, close: at });
                open = None;
            }
            None if opens(tokens, at) => open = Some(at),
            _ => {}
        }
    }
    quotes
}

fn opens(tokens: &Tokens, at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let next_touches = tokens.get(at + 1).is_some_and(|next| !next.spaced());
    let before_open = token.spaced() || at.checked_sub(1).and_then(|b| tokens.get(b)).is_none_or(|b| matches!(b.kind, Kind::Sign | Kind::Dash));
    next_touches && before_open && !matches!(tokens.text_of(at), "\u{201D}" | "»" | "\u{2019}")
}

fn closes(tokens: &Tokens, from: usize, at: usize) -> bool {
    let touches = tokens.get(at).is_some_and(|token| !token.spaced());
    touches && partner(tokens.text_of(from), tokens.text_of(at))
}

fn partner(open: &str, close: &str) -> bool {
    let single = |mark: &str| matches!(mark, "'" | "\u{2018}" | "\u{2019}" | "`" | "\u{201A}" | "\u{2039}" | "\u{203A}");
    single(open) == single(close)
}
