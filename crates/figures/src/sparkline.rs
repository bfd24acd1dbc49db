// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A line small enough to stand in a table beside its numbers: no axes, no words, an honest zero.

use crate::svg::{Px, Svg, Text};

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;
/// Room for the dot at the end and the thickness of the line.
const MARGIN: f64 = 4.0;

/// A small line to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Sparkline<'a> {
    /// What it shows, in words; the numbers stand beside it.
    pub title: &'a str,
    /// One value for each week from the left, not negative; `None` where the week is missing.
    pub values: &'a [Option<f64>],
    /// The last values that are not complete yet: their stretch is dashed.
    pub incomplete: usize,
}

/// Draws a small line. Where a value is missing there is a gap.
pub fn sparkline(line: &Sparkline<'_>) -> String {
    let known = |value: &Option<f64>| value.filter(|value| value.is_finite() && *value >= 0.0);
    let values: Vec<Option<f64>> = line.values.iter().map(known).collect();
    let highest = values.iter().flatten().copied().fold(1.0, f64::max);
    let step = (WIDTH - 2.0 * MARGIN) / values.len().saturating_sub(1).max(1) as f64;
    let bottom = HEIGHT - MARGIN;
    let at = |slot: usize, value: f64| {
        let x = MARGIN + step * slot as f64;
        [x, bottom - value / highest * (bottom - MARGIN)]
    };
    let open_from = values.len().saturating_sub(line.incomplete);
    let (mut certain, mut uncertain) = (Svg::default(), Svg::default());
    for (slot, pair) in values.windows(2).enumerate() {
        if let [Some(from), Some(to)] = *pair {
            let path = if slot + 1 >= open_from {
                &mut uncertain
            } else {
                &mut certain
            };
            let ([x1, y1], [x2, y2]) = (at(slot, from), at(slot + 1, to));
            path.add(format_args!("M{} {}L{} {}", Px(x1), Px(y1), Px(x2), Px(y2)));
        }
    }
    let mut svg = Svg::default();
    svg.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure figure-sparkline\" role=\"img\" aria-label=\"{}\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\"><path class=\"figure-grid\" stroke=\"#c0c3d5\" d=\"M{MARGIN} {}H{}\"/>",
        Text(line.title),
        Px(bottom),
        Px(WIDTH - MARGIN),
    ));
    for (path, dashes) in [(certain, ""), (uncertain, " stroke-dasharray=\"2 3\"")] {
        let d = path.finish();
        if !d.is_empty() {
            svg.add(format_args!(
                "<path class=\"figure-main\" fill=\"none\" stroke=\"#2044aa\" stroke-width=\"2\" stroke-linecap=\"round\"{dashes} d=\"{d}\"/>"
            ));
        }
    }
    let mut known = values.iter().enumerate().rev();
    let last = known.find_map(|(slot, value)| Some((slot, (*value)?)));
    if let Some((slot, value)) = last {
        let [x, y] = at(slot, value);
        svg.add(format_args!(
            "<circle class=\"figure-main-dot\" fill=\"#2044aa\" cx=\"{}\" cy=\"{}\" r=\"3\"/>",
            Px(x),
            Px(y)
        ));
    }
    svg.add(format_args!("</svg>"));
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_stays_a_gap_and_the_last_values_are_dashed() {
        let svg = sparkline(&Sparkline {
            title: "Influenza & Co.",
            values: &[
                Some(0.0),
                Some(4.0),
                None,
                Some(2.0),
                Some(8.0),
                Some(f64::NAN),
            ],
            incomplete: 2,
        });
        assert_eq!(
            svg.matches('M').count(),
            1 + 2,
            "the base and two stretches: {svg}"
        );
        assert_eq!(svg.matches("stroke-dasharray").count(), 1);
        assert!(svg.contains("Influenza &amp; Co."));
        assert!(!svg.contains("style="));
    }

    #[test]
    fn zeros_lie_on_the_base_line() {
        let zeros = [Some(0.0), Some(0.0)];
        let svg = sparkline(&Sparkline {
            title: "Masern",
            values: &zeros,
            incomplete: 0,
        });
        assert!(svg.contains("M4 28L116 28"), "{svg}");
    }

    #[test]
    fn nothing_is_a_picture_without_a_line() {
        let svg = sparkline(&Sparkline {
            title: "Nichts",
            values: &[],
            incomplete: 3,
        });
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && !svg.contains("circle"));
    }
}
