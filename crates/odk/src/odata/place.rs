// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Places as `GeoJSON` or as well-known text. Answers have latitude first, these have longitude.

use std::io::Write as _;

use super::value::number;

/// Which shape the points have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Point,
    Line,
    Area,
}

/// A point: longitude, latitude and altitude in metres; and the accuracy in metres.
struct Point {
    coordinates: [f64; 3],
    /// How many of the coordinates are there: 2 or 3.
    count: usize,
    accuracy: Option<f64>,
}

impl Point {
    fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split_ascii_whitespace().map(finite);
        let (latitude, longitude) = (numbers.next()??, numbers.next()??);
        let altitude = numbers.next().flatten();
        Some(Self {
            coordinates: [longitude, latitude, altitude.unwrap_or_default()],
            count: if altitude.is_some() { 3 } else { 2 },
            accuracy: numbers.next().flatten(),
        })
    }

    fn coordinates(&self) -> &[f64] {
        self.coordinates.get(..self.count).unwrap_or_default()
    }

    fn write_json(&self, out: &mut Vec<u8>) {
        let mut before = b'[';
        for coordinate in self.coordinates() {
            out.push(before);
            number(out, *coordinate);
            before = b',';
        }
        out.push(b']');
    }

    fn write_text(&self, out: &mut Vec<u8>) {
        for (index, coordinate) in self.coordinates().iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            // A vector takes everything.
            let _ = write!(out, "{gap}{coordinate}");
        }
    }
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The points of an answer. What is no point is left out; a line ends with a semicolon as often as
/// not.
fn points(shape: Shape, text: &str) -> Vec<Point> {
    match shape {
        Shape::Point => Point::read(text).into_iter().collect(),
        Shape::Line | Shape::Area => text.split(';').filter_map(Point::read).collect(),
    }
}

/// Writes a place, or null if the answer is none.
pub(super) fn write(out: &mut Vec<u8>, shape: Shape, text: &str, as_text: bool) {
    let points = points(shape, text);
    let [first, ..] = points.as_slice() else {
        out.extend_from_slice(b"null");
        return;
    };
    if as_text {
        write_text(out, shape, &points);
        return;
    }
    let (name, accuracies) = match shape {
        Shape::Point => ("Point", "accuracy"),
        Shape::Line => ("LineString", "accuracies"),
        Shape::Area => ("Polygon", "accuracies"),
    };
    let _ = write!(out, "{{\"type\":\"{name}\",\"coordinates\":");
    let (open, close): (&[u8], &[u8]) = match shape {
        Shape::Point => (b"", b""),
        Shape::Line => (b"[", b"]"),
        Shape::Area => (b"[[", b"]]"),
    };
    out.extend_from_slice(open);
    for (index, point) in points.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        point.write_json(out);
    }
    out.extend_from_slice(close);
    if points.iter().any(|point| point.accuracy.is_some()) {
        let _ = write!(out, ",\"properties\":{{\"{accuracies}\":");
        if shape == Shape::Point {
            write_accuracy(out, first);
        } else {
            let mut before = b'[';
            for point in &points {
                out.push(before);
                write_accuracy(out, point);
                before = b',';
            }
            out.push(b']');
        }
        out.push(b'}');
    }
    out.push(b'}');
}

fn write_accuracy(out: &mut Vec<u8>, point: &Point) {
    match point.accuracy {
        Some(accuracy) => number(out, accuracy),
        None => out.extend_from_slice(b"null"),
    }
}

/// Well-known text, within quotation marks.
fn write_text(out: &mut Vec<u8>, shape: Shape, points: &[Point]) {
    let (open, close): (&[u8], &[u8]) = match shape {
        Shape::Point => (b"\"POINT (", b")\""),
        Shape::Line => (b"\"LINESTRING (", b")\""),
        Shape::Area => (b"\"POLYGON ((", b"))\""),
    };
    out.extend_from_slice(open);
    for (index, point) in points.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        point.write_text(out);
    }
    out.extend_from_slice(close);
}
