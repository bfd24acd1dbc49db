// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Places labels beside the ends of lines so that they hide as little as possible.

/// An axis-parallel box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Frame {
    fn holds(&self, [x, y]: [f64; 2]) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// How far this box reaches beyond `outer`.
    fn beyond(&self, outer: &Self) -> f64 {
        [
            outer.left - self.left,
            self.right - outer.right,
            outer.top - self.top,
            self.bottom - outer.bottom,
        ]
        .into_iter()
        .map(|reach| reach.max(0.0))
        .sum()
    }
}

/// Where a label of this size goes beside the point `anchor`: within `outer`, off the drawn `ink` and off the
/// boxes in `taken`, as near to the usual place on the right as that allows.
pub(crate) fn place(
    anchor: [f64; 2],
    [width, height]: [f64; 2],
    outer: &Frame,
    ink: &[[f64; 2]],
    taken: &[Frame],
) -> Frame {
    let [x, y] = anchor;
    let gap = 8.0;
    let middle = y - height / 2.0;
    let levels = [0.0, -1.0, 1.0, -1.6, 1.6, -2.3, 2.3].map(|level| level * (height / 2.0 + gap));
    let sides = [x + gap, x - width / 2.0, x - gap - width];
    let frames = levels.into_iter().flat_map(|level| {
        sides.into_iter().map(move |left| Frame {
            left,
            top: middle + level,
            right: left + width,
            bottom: middle + level + height,
        })
    });
    let cost = |(order, frame): &(usize, Frame)| {
        let hidden = ink.iter().filter(|point| frame.holds(**point)).count();
        let clashes = taken.iter().filter(|other| frame.overlaps(other)).count();
        frame.beyond(outer) * 10.0 + hidden as f64 * 6.0 + clashes as f64 * 200.0 + *order as f64
    };
    frames
        .enumerate()
        .min_by(|a, b| cost(a).total_cmp(&cost(b)))
        .map_or(
            Frame {
                left: x,
                top: y,
                right: x + width,
                bottom: y + height,
            },
            |(_, frame)| frame,
        )
}

/// Where a label of this size stands on the horizontal line `y`: where it hides the least, else at the left.
pub(crate) fn stand(
    y: f64,
    [width, height]: [f64; 2],
    outer: &Frame,
    ink: &[[f64; 2]],
    taken: &[Frame],
) -> Frame {
    let room = (outer.right - outer.left - width - 8.0).max(0.0);
    let frame = |step: u32| {
        let left = outer.left + 4.0 + room * f64::from(step) / 24.0;
        Frame {
            left,
            top: y - height,
            right: left + width,
            bottom: y,
        }
    };
    let cost = |step: &u32| {
        let frame = frame(*step);
        ink.iter().filter(|point| frame.holds(**point)).count()
            + 100 * taken.iter().filter(|other| frame.overlaps(other)).count()
    };
    frame((0..=24).min_by_key(cost).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTER: Frame = Frame {
        left: 0.0,
        top: 0.0,
        right: 200.0,
        bottom: 100.0,
    };

    #[test]
    fn a_label_on_a_line_stands_where_nothing_is_drawn() {
        let ink = [[20.0, 45.0], [60.0, 45.0]];
        let frame = stand(50.0, [40.0, 16.0], &OUTER, &ink, &[]);
        assert!(
            frame.left > 60.0 && frame.right < 200.0 && frame.bottom <= 50.0,
            "{frame:?}"
        );
    }

    #[test]
    fn a_label_goes_to_the_right_where_there_is_room() {
        let frame = place([50.0, 50.0], [60.0, 16.0], &OUTER, &[], &[]);
        assert_eq!((frame.left, frame.top), (58.0, 42.0));
    }

    #[test]
    fn a_label_stays_inside_and_off_lines_and_other_labels() {
        let frame = place([190.0, 50.0], [60.0, 16.0], &OUTER, &[], &[]);
        assert!(frame.right <= 200.0);
        let ink: Vec<_> = (0..40).map(|x| [f64::from(x) * 5.0, 50.0]).collect();
        let frame = place([50.0, 50.0], [60.0, 16.0], &OUTER, &ink, &[]);
        assert!(!ink.iter().any(|point| frame.holds(*point)));
        let other = place([50.0, 50.0], [60.0, 16.0], &OUTER, &ink, &[frame]);
        assert!(!other.overlaps(&frame));
    }
}
