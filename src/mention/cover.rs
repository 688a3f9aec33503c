//! Which candidates win: the stronger one where two overlap.
//!
//! In: candidates of all recognisers. Out: those that stay, in the order of the text. A country inside a force's or a
//! person's mention stays beside it.

use crate::recognize::{Candidate, What};
use crate::text::Order;

/// Chooses among overlapping candidates.
pub fn choose(mut all: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    all.order_by(|a, b| b.score.cmp(&a.score).then((b.last - b.first).cmp(&(a.last - a.first))).then(a.first.cmp(&b.first)));
    let end = all.iter().map(|one| one.last + 1).max().unwrap_or(0);
    let mut owner: Vec<u32> = vec![0; end];
    let mut kept: Vec<Candidate<'_>> = Vec::new();
    for one in all {
        let slots = owner.get(one.first..=one.last).unwrap_or(&[]);
        let free = slots.iter().all(|slot| *slot == 0);
        let mut owners: Vec<u32> = slots.to_vec();
        owners.dedup();
        let nested = match owners.as_slice() {
            [number] if *number > 0 => kept.get(*number as usize - 1).is_some_and(|outer| may_nest(&one, outer)),
            _ => false,
        };
        if !free && !nested {
            continue;
        }
        if free {
            let number = kept.len() as u32 + 1;
            for slot in owner.get_mut(one.first..=one.last).unwrap_or(&mut []) {
                *slot = number;
            }
        }
        kept.push(one);
    }
    kept.retain(|one| !matches!(one.what, What::Other));
    kept.order_by_key(|one| (one.first, std::cmp::Reverse(one.last)));
    kept
}

/// Whether `inner` is told of beside `outer`, which holds it.
fn may_nest(inner: &Candidate<'_>, outer: &Candidate<'_>) -> bool {
    let inside = outer.first <= inner.first && inner.last <= outer.last;
    let place = match &inner.what {
        What::Place(parts) => parts.feature == Some("country") || parts.entry.is_none(),
        _ => false,
    };
    inside
        && match &outer.what {
            What::Force(force) => place && force.country_last.is_some_and(|last| inner.last <= last),
            What::Government(government) => {
                place && (government.country_last.is_some_and(|last| inner.last <= last) || government.country_last.is_none() && inner.last == outer.last)
            }
            What::Person(person) => {
                let name = person.name;
                let apart = inner.last < name.0 || inner.first > name.1;
                apart
                    && !person.rank.is_some_and(|rank| rank.0 <= inner.last && inner.first <= rank.1)
                    && matches!(inner.what, What::Place(_) | What::Listed(_) | What::Force(_))
            }
            What::Formed(formed) if formed.subtype == Some("government") && matches!(inner.what, What::Person(_)) => {
                inner.first == outer.first && inner.last < outer.last
            }
            What::Formed(formed) => {
                place
                    && !formed.acronym
                    && matches!(&inner.what, What::Place(parts) if parts.entry.is_some() || !parts.known.is_empty())
                    && inner.last < outer.last.max(inner.last + usize::from(inner.first > outer.first))
            }
            What::Source(_) => place || matches!(inner.what, What::Listed(_)),
            _ => false,
        }
}
