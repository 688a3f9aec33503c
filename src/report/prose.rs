//! Prose in phrases, each with the things of the report that it tells: the card's lead can be followed to its evidence.

use crate::schema::Id;
use crate::text::capitalized;

/// Phrases in their order; one without ids is only words between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prose(pub Vec<(String, Vec<Id>)>);

impl Prose {
    /// One phrase that tells `ids`.
    pub(super) fn of(text: &str, ids: &[Id]) -> Self {
        Self::default().tell(text, ids)
    }

    /// The same, then words.
    pub(super) fn say(self, text: &str) -> Self {
        self.tell(text, &[])
    }

    /// The same, then a phrase that tells `ids`.
    pub(super) fn tell(mut self, text: &str, ids: &[Id]) -> Self {
        match self.0.last_mut() {
            Some((last, known)) if known == ids => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push((text.to_string(), ids.to_vec())),
        }
        self
    }

    /// The same, then more prose.
    pub(super) fn then(self, more: &Self) -> Self {
        more.0.iter().fold(self, |prose, (text, ids)| prose.tell(text, ids))
    }

    /// The words alone.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// As a sentence: its first letter in upper case.
    pub(super) fn capitalized(mut self) -> Self {
        if let Some((first, _)) = self.0.first_mut() {
            *first = capitalized(first);
        }
        self
    }

    /// "a, b and c".
    pub(super) fn list(items: &[Self], last: &str) -> Self {
        Self::joined(items, ", ", last)
    }

    /// The items with `between` between them, and `last` before the last.
    pub(super) fn joined(items: &[Self], between: &str, last: &str) -> Self {
        let before = |at: usize| match at {
            0 => "",
            _ if at + 1 == items.len() => last,
            _ => between,
        };
        items.iter().enumerate().fold(Self::default(), |prose, (at, item)| prose.say(before(at)).then(item))
    }
}
