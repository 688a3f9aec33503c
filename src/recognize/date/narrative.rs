//! Whether a text tells of times gone by, so that its dates take their years from one another.
//!
//! In: the expressions of time and the publication date. Out: yes or no, for the whole text.

use super::day::Day;
use super::words::Reader;
use super::written::{From, Piece, Role, Written};
use crate::token::Token;

/// Fewer dated expressions than this make no narrative beside a publication date.
const NARRATIVE: usize = 4;

/// Whether the text tells of times gone by: its dates carry years well before publication and few count from today.
pub(super) fn is_narrative(reader: &Reader<'_, '_>, published: Option<Day>, pieces: &[Piece]) -> bool {
    let old = |year: &i16| published.is_none_or(|published| *year < published.year());
    let dated = |piece: &Piece| match piece.written {
        Written::Day { year, .. } | Written::Month { year, .. } => year.filter(|_| piece.role == Role::Plain),
        _ => None,
    };
    let heading = |piece: &&Piece| matches!(piece.written, Written::Year(year) if old(&year)) && reader.token(piece.first).is_some_and(Token::starts_line);
    let deictic = |piece: &&Piece| match &piece.written {
        Written::Weekday { step, from, .. } => *from == From::Publication && step.unwrap_or(0) <= 0,
        Written::Shift { from, .. } | Written::Period { from, .. } => *from == From::Publication,
        Written::Overnight => true,
        _ => false,
    };
    let dated = pieces.iter().filter_map(dated).filter(old).count() + 2 * pieces.iter().filter(heading).count();
    let deictics = pieces.iter().filter(deictic).count();
    match published {
        Some(_) => dated >= NARRATIVE && dated > 3 * deictics,
        None => dated >= 1 && dated >= 2 * deictics,
    }
}
