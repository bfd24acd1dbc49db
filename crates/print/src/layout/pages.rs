// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From slabs to pages, in one pass. What belongs together moves to the next page together if that
//! page has room for it; what is longer than a page is divided where it hurts least.

use std::ops::Range;

use super::{After, HEIGHT, Slab, SlabRef, Stripe, TOP};
use crate::PrintError;

/// Nobody prints more; a document that needs more is a mistake.
pub(super) const MOST_PAGES: usize = 5_000;

/// A heading of a table is not repeated if it needs more of the page than this.
const MOST_REPEATED: f32 = HEIGHT / 3.0;

/// The stripes of every page; at least one page.
pub(super) fn distribute(
    slabs: &[Slab],
    repeats: &[Vec<Slab>],
) -> Result<Vec<Vec<Stripe>>, PrintError> {
    let mut pages = Pages {
        slabs,
        repeats,
        done: Vec::new(),
        page: Vec::new(),
        y: 0.0,
    };
    for chunk in chunks(slabs, 0..slabs.len(), &[After::Free]) {
        pages.place(chunk);
        if pages.done.len() >= MOST_PAGES {
            return Err(PrintError::TooLong(MOST_PAGES));
        }
    }
    pages.done.push(pages.page);
    Ok(pages.done)
}

/// The stretches of slabs that end where one of these ends is allowed.
fn chunks(slabs: &[Slab], range: Range<usize>, ends: &[After]) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let next_is_new = slabs.get(at + 1).is_some_and(|next| next.new_page);
        if at + 1 == range.end || ends.contains(&slabs[at].after) || next_is_new {
            chunks.push(start..at + 1);
            start = at + 1;
        }
    }
    chunks
}

struct Pages<'s> {
    slabs: &'s [Slab],
    repeats: &'s [Vec<Slab>],
    done: Vec<Vec<Stripe>>,
    page: Vec<Stripe>,
    /// How much of the page is used.
    y: f32,
}

impl Pages<'_> {
    fn place(&mut self, chunk: Range<usize>) {
        if self.slabs[chunk.start].new_page && !self.page.is_empty() {
            self.turn();
        }
        if self.fits(&chunk) {
            return self.put(chunk);
        }
        if self.repeated_height(chunk.start) + self.height(&chunk) <= HEIGHT {
            self.turn();
            return self.put(chunk);
        }
        for part in chunks(self.slabs, chunk, &[After::Free, After::Weak]) {
            if self.fits(&part) {
                self.put(part);
                continue;
            }
            if !self.page.is_empty() {
                self.turn();
            }
            for slab in part {
                if !self.fits(&(slab..slab + 1)) && !self.page.is_empty() {
                    self.turn();
                }
                self.put(slab..slab + 1);
            }
        }
    }

    fn fits(&self, chunk: &Range<usize>) -> bool {
        let space = if self.page.is_empty() {
            self.repeated_height(chunk.start)
        } else {
            self.slabs[chunk.start].before
        };
        self.y + space + self.height(chunk) <= HEIGHT + 0.01
    }

    /// Of the chunk at the top of a page.
    fn height(&self, chunk: &Range<usize>) -> f32 {
        let slabs = &self.slabs[chunk.clone()];
        let sum: f32 = slabs.iter().map(|slab| slab.before + slab.height).sum();
        sum - slabs.first().map_or(0.0, |slab| slab.before)
    }

    fn repeat_of(&self, slab: usize) -> Option<usize> {
        let repeat = self.slabs[slab].repeat?;
        let height: f32 = self.repeats[repeat].iter().map(|slab| slab.height).sum();
        (height <= MOST_REPEATED).then_some(repeat)
    }

    fn repeated_height(&self, slab: usize) -> f32 {
        self.repeat_of(slab).map_or(0.0, |repeat| {
            self.repeats[repeat].iter().map(|slab| slab.height).sum()
        })
    }

    fn put(&mut self, chunk: Range<usize>) {
        for at in chunk {
            let slab = &self.slabs[at];
            if self.page.is_empty() {
                if let Some(repeat) = self.repeat_of(at) {
                    for (index, again) in self.repeats[repeat].iter().enumerate() {
                        let slab = SlabRef::Again {
                            repeat,
                            slab: index,
                        };
                        self.push(slab, again.height);
                    }
                }
            } else {
                self.y += slab.before;
            }
            self.push(SlabRef::Flow(at), slab.height);
        }
    }

    fn push(&mut self, slab: SlabRef, height: f32) {
        self.page.push(Stripe {
            slab,
            y: TOP + self.y,
        });
        self.y += height;
    }

    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        self.y = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slab(height: f32, after: After) -> Slab {
        Slab {
            before: 10.0,
            after,
            ..Slab::empty(height)
        }
    }

    fn counts(slabs: &[Slab]) -> Vec<usize> {
        let pages = distribute(slabs, &[]).expect("few pages");
        pages.iter().map(Vec::len).collect()
    }

    #[test]
    fn nothing_is_one_empty_page() {
        assert_eq!(counts(&[]), [0]);
    }

    #[test]
    fn what_belongs_together_moves_together() {
        let half = HEIGHT / 2.0;
        let slabs = [
            slab(half, After::Free),
            slab(half / 2.0, After::Never),
            slab(half / 2.0, After::Free),
        ];
        assert_eq!(counts(&slabs), [1, 2]);
    }

    #[test]
    fn what_is_longer_than_a_page_is_divided_at_weak_places_first() {
        let third = HEIGHT / 3.0 - 10.0;
        let slabs: Vec<_> = (0..8)
            .map(|at| {
                slab(
                    third,
                    if at % 2 == 0 {
                        After::Never
                    } else {
                        After::Weak
                    },
                )
            })
            .collect();
        assert_eq!(counts(&slabs), [2, 2, 2, 2]);
    }

    #[test]
    fn a_new_page_begins_where_it_is_asked_for() {
        let mut slabs = vec![slab(20.0, After::Never), slab(20.0, After::Free)];
        slabs[1].new_page = true;
        assert_eq!(counts(&slabs), [1, 1]);
    }

    #[test]
    fn a_slab_higher_than_a_page_does_not_loop() {
        assert_eq!(
            counts(&[
                slab(20.0, After::Free),
                slab(HEIGHT * 3.0, After::Free),
                slab(20.0, After::Free)
            ]),
            [1, 1, 1]
        );
    }

    #[test]
    fn the_heading_of_a_table_stands_on_each_of_its_pages() {
        let mut slabs: Vec<_> = (0..4).map(|_| slab(HEIGHT / 3.0, After::Free)).collect();
        for slab in &mut slabs {
            slab.repeat = Some(0);
        }
        let pages = distribute(&slabs, &[vec![Slab::empty(30.0)]]).expect("few pages");
        let repeated = pages
            .iter()
            .map(|page| matches!(page[0].slab, SlabRef::Again { .. }));
        assert!(repeated.eq([true, true]), "each page begins with it");
    }
}
