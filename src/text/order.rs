//! Sorting, stable, for lists of any type through one sort of numbers.
//!
//! The sort of the standard library is written out anew for each type it is used on, some six kilobytes a time; the
//! page would have to fetch them all.

use std::cmp::Ordering;

/// Stable sorts that add little code for each type.
pub trait Order<T> {
    /// Sorts as `sort_by` does.
    fn order_by(&mut self, order: impl FnMut(&T, &T) -> Ordering);

    /// Sorts as `sort_by_key` does.
    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    /// Sorts as `sort` does.
    fn order(&mut self)
    where
        T: Ord;
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut order: impl FnMut(&T, &T) -> Ordering) {
        let mut ranked = ranked(self.len(), &mut |a, b| self.get(a).zip(self.get(b)).map_or(Ordering::Equal, |(a, b)| order(a, b)));
        put_in_order(&mut ranked, &mut |a, b| self.swap(a, b));
    }

    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

/// The places 0 to `count` in the order of what stands there.
fn ranked(count: usize, order: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..count).collect();
    ranked.sort_by(|a, b| order(*a, *b));
    ranked
}

/// Brings what stands at `ranked[n]` to `n`, circle by circle.
fn put_in_order(ranked: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..ranked.len() {
        let mut at = start;
        while let Some(from) = ranked.get_mut(at).map(|from| std::mem::replace(from, at)).filter(|from| *from != start && *from != at) {
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut seed = 7_u32;
        for length in [0, 1, 2, 3, 10, 100, 1000] {
            let list: Vec<(u32, usize)> = (0..length)
                .map(|at| {
                    seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
                    (seed >> 16 & 15, at)
                })
                .collect();
            let (mut ours, mut theirs) = (list.clone(), list);
            ours.order_by_key(|pair| pair.0);
            theirs.sort_by_key(|pair| pair.0);
            assert_eq!(ours, theirs);
            ours.order_by(|a, b| b.cmp(a));
            assert!(ours.is_sorted_by(|a, b| a > b));
            ours.order();
            assert!(ours.is_sorted());
        }
    }
}
