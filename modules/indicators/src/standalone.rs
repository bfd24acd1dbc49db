// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A drawing as a file that stands alone: with title, legend, source and date inside.

use std::fmt::Write as _;

use figures::LegendEntry;

const WIDTH: f64 = 720.0;
const MARGIN: f64 = 40.0;
const LINE: f64 = 24.0;

/// What is written around the drawing.
pub(crate) struct Caption<'a> {
    pub(crate) title: &'a str,
    /// Lines below the drawing: date, source.
    pub(crate) notes: &'a [String],
    pub(crate) lang: &'a str,
}

/// The drawing in a white sheet with its title above and its legend and notes below.
pub(crate) fn sheet(svg: &str, legend: &[LegendEntry], caption: &Caption<'_>) -> String {
    let (map_width, map_height) = size(svg);
    let width = WIDTH - 2.0 * MARGIN;
    let height = width * map_height / map_width;
    let top = 72.0;
    let legend_top = top + height + LINE;
    let rows = legend.len().div_ceil(2) as f64;
    let notes_top = legend_top + rows * LINE + LINE;
    let whole = notes_top + caption.notes.len() as f64 * LINE + 8.0;
    let mut out = String::with_capacity(svg.len() + 4_000);
    let mut add = |text: std::fmt::Arguments<'_>| {
        // Writing into a text cannot fail.
        let _ = out.write_fmt(text);
    };
    add(format_args!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"{}\" \
         width=\"{WIDTH}\" height=\"{whole:.0}\" viewBox=\"0 0 {WIDTH} {whole:.0}\" \
         font-family=\"Fira Sans, Arial, sans-serif\" fill=\"#131525\">\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\
         <text x=\"{MARGIN}\" y=\"44\" font-size=\"22\" font-weight=\"600\">{}</text>",
        caption.lang,
        escape(caption.title)
    ));
    add(format_args!(
        "{}",
        svg.replacen(
            "<svg ",
            &format!("<svg x=\"{MARGIN}\" y=\"{top}\" width=\"{width}\" height=\"{height:.1}\" "),
            1,
        )
    ));
    for (position, entry) in legend.iter().enumerate() {
        let x = MARGIN + if position % 2 == 0 { 0.0 } else { width / 2.0 };
        let y = legend_top + (position / 2) as f64 * LINE;
        let swatch = entry
            .swatch
            .replacen("<svg ", &format!("<svg x=\"{x}\" y=\"{y:.1}\" "), 1);
        add(format_args!(
            "{swatch}<text x=\"{}\" y=\"{:.1}\" font-size=\"15\">{}</text>",
            x + 38.0,
            y + 14.0,
            escape(&entry.label)
        ));
    }
    for (position, note) in caption.notes.iter().enumerate() {
        add(format_args!(
            "<text x=\"{MARGIN}\" y=\"{:.1}\" font-size=\"13\" fill=\"#51577a\">{}</text>",
            notes_top + position as f64 * LINE,
            escape(note)
        ));
    }
    add(format_args!("</svg>\n"));
    out
}

/// Width and height of the first view box.
fn size(svg: &str) -> (f64, f64) {
    let numbers: Vec<f64> = svg
        .split_once("viewBox=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(numbers, _)| numbers.split(' ').filter_map(|n| n.parse().ok()).collect())
        .unwrap_or_default();
    match numbers.as_slice() {
        [_, _, width, height] if *width > 0.0 => (*width, *height),
        _ => (1.0, 1.0),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
