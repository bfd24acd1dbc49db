// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions over places on Earth: points as `latitude longitude [altitude [accuracy]]` in
//! degrees and metres, lines and areas as points with semicolons between them.

use super::Answer;
use crate::ast::Expr;
use crate::environment::EvaluationError;
use crate::evaluate::{Focus, Run};
use crate::value::Value;

/// The radius that ODK's engines calculate with, in metres.
const EARTH_RADIUS: f64 = 6_378_100.0;

/// Degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Point {
    latitude: f64,
    longitude: f64,
}

impl Point {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split_whitespace();
        let mut degrees = |most: f64| -> Option<f64> {
            let number: f64 = parts.next()?.parse().ok()?;
            (number.abs() <= most).then_some(number)
        };
        let point = Self {
            latitude: degrees(90.0)?,
            longitude: degrees(180.0)?,
        };
        (parts.count() <= 2).then_some(point)
    }
}

/// The points of a text, or of several nodes with one or more each; `None` if one is no point.
fn points<'a>(
    run: &Run<'a>,
    arg: &'a Expr,
    focus: Focus,
) -> Result<Option<Vec<Point>>, EvaluationError> {
    let mut all = Vec::new();
    let mut add = |text: &str| -> Result<bool, EvaluationError> {
        run.spend(1 + text.len() / 16)?;
        let text = text.trim();
        for part in text.strip_suffix(';').unwrap_or(text).split(';') {
            match Point::parse(part) {
                Some(point) => all.push(point),
                None => return Ok(false),
            }
        }
        Ok(true)
    };
    let fits = match run.value(arg, focus)? {
        Value::Nodes(nodes) => {
            let mut fits = true;
            for &node in nodes.as_slice() {
                fits &= add(&run.text_of(node))?;
            }
            fits
        }
        value => add(&run.written(value))?,
    };
    Ok(fits.then_some(all))
}

fn to_centimetres(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// Square metres within a line of points, closed if it is not; 0 if it is none.
pub(super) fn area<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let points = points(run, &args[0], focus)?.unwrap_or_default();
    if points.len() < 3 {
        return Ok(Value::Number(0.0));
    }
    let next = points.iter().cycle().skip(1);
    let total: f64 = points
        .iter()
        .zip(next)
        .map(|(a, b)| {
            let heights = a.latitude.to_radians().sin() + b.latitude.to_radians().sin();
            (b.longitude - a.longitude).to_radians() * (2.0 + heights)
        })
        .sum();
    let area = total * EARTH_RADIUS * EARTH_RADIUS / 2.0;
    Ok(Value::Number(to_centimetres(area).abs()))
}

/// Metres along a line of points; not-a-number if it is none.
pub(super) fn distance<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let mut all = Vec::new();
    for arg in args {
        match points(run, arg, focus)? {
            Some(more) => all.extend(more),
            None => return Ok(Value::Number(f64::NAN)),
        }
    }
    if all.len() < 2 {
        return Ok(Value::Number(f64::NAN));
    }
    let total: f64 = all.windows(2).map(|pair| between(pair[0], pair[1])).sum();
    Ok(Value::Number(to_centimetres(total)))
}

/// Metres on the great circle.
fn between(a: Point, b: Point) -> f64 {
    if a == b {
        return 0.0;
    }
    let (first, second) = (a.latitude.to_radians(), b.latitude.to_radians());
    let turn = (a.longitude - b.longitude).to_radians();
    let cosine = first.sin() * second.sin() + first.cos() * second.cos() * turn.cos();
    cosine.clamp(-1.0, 1.0).acos() * EARTH_RADIUS
}

/// Whether a point lies within a closed line of points.
pub(super) fn geofence<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let point = points(run, &args[0], focus)?.unwrap_or_default();
    let shape = points(run, &args[1], focus)?.unwrap_or_default();
    let ([point], [first, .., last]) = (point.as_slice(), shape.as_slice()) else {
        return Ok(Value::Boolean(false));
    };
    if first != last || shape.len() < 4 {
        return Ok(Value::Boolean(false));
    }
    // A ray from the point crosses the border of an area that it lies in an odd number of times.
    let crossings = shape.windows(2).filter(|pair| {
        let (a, b) = (pair[0], pair[1]);
        (a.latitude > point.latitude) != (b.latitude > point.latitude) && {
            let part = (point.latitude - a.latitude) / (b.latitude - a.latitude);
            point.longitude < a.longitude + part * (b.longitude - a.longitude)
        }
    });
    Ok(Value::Boolean(crossings.count() % 2 == 1))
}

/// Whether a line of points crosses itself.
pub(super) fn intersects<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let points = points(run, &args[0], focus)?.unwrap_or_default();
    let lines: Vec<&[Point]> = points.windows(2).collect();
    run.spend(lines.len().saturating_mul(lines.len()))?;
    let is_closed = points.first() == points.last();
    for (index, first) in lines.iter().enumerate() {
        // Neighbours share a point; so do the first and the last line of a closed one.
        for (other, second) in lines.iter().enumerate().skip(index + 2) {
            let neighbours = is_closed && index == 0 && other == lines.len() - 1;
            if !neighbours && cross(first, second) {
                return Ok(Value::Boolean(true));
            }
        }
    }
    Ok(Value::Boolean(false))
}

fn cross(first: &[Point], second: &[Point]) -> bool {
    let (&[a, b], &[c, d]) = (first, second) else {
        return false;
    };
    let sides = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
    if sides[0] * sides[1] < 0.0 && sides[2] * sides[3] < 0.0 {
        return true;
    }
    // A point of one line that lies on the other.
    let ends = [(a, b, c), (a, b, d), (c, d, a), (c, d, b)];
    sides
        .into_iter()
        .zip(ends)
        .any(|(side, (from, to, point))| side == 0.0 && spans(from, to, point))
}

/// On which side of the line from `a` to `b` the point lies: the sign; 0 on it.
fn side(a: Point, b: Point, point: Point) -> f64 {
    (b.longitude - a.longitude) * (point.latitude - a.latitude)
        - (b.latitude - a.latitude) * (point.longitude - a.longitude)
}

fn spans(a: Point, b: Point, point: Point) -> bool {
    let within = |x: f64, y: f64, z: f64| x.min(y) <= z && z <= x.max(y);
    within(a.latitude, b.latitude, point.latitude)
        && within(a.longitude, b.longitude, point.longitude)
}
