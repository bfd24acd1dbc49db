// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Fewer points for a line, after Visvalingam and Whyatt, "Line generalisation by repeated elimination of
//! points", The Cartographic Journal 30 (1993).

type Point = [f64; 2];

/// Removes the inner points that span the smallest triangles until every triangle has at least
/// `area` (in squared units of the points) or `least` points are left. The ends stay.
pub(crate) fn simplify(points: &mut Vec<Point>, area: f64, least: usize) {
    while points.len() > least.max(2) {
        let smallest = points
            .windows(3)
            .map(|window| triangle(window[0], window[1], window[2]))
            .enumerate()
            .min_by(|a, b| a.1.total_cmp(&b.1));
        match smallest {
            Some((before, size)) if size < area => points.remove(before + 1),
            _ => break,
        };
    }
}

fn triangle(a: Point, b: Point, c: Point) -> f64 {
    ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_points_that_carry_nothing_and_keeps_corners() {
        let mut points = vec![[0.0, 0.0], [1.0, 0.01], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]];
        simplify(&mut points, 0.1, 2);
        assert_eq!(points, [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]);
    }

    #[test]
    fn leaves_as_many_points_as_asked() {
        let mut points = vec![[0.0, 0.0], [0.1, 0.0], [0.1, 0.1], [0.0, 0.1], [0.0, 0.0]];
        simplify(&mut points, 9.0, 4);
        assert_eq!(points.len(), 4);
    }
}
