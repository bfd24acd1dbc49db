// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Drawing lines, boxes and pictures.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use crate::layout::{Picture, Shape};
use crate::text::Tone;

/// Letters and what somebody has ticked.
const INK: (u8, u8, u8) = (0x1a, 0x1a, 0x1a);

/// Lines that only guide the eye.
pub(super) const PALE: (u8, u8, u8) = (0xa8, 0xa8, 0xa8);

/// Lines and frames; darker than the 3:1 that parts of a form need.
pub(super) const LINE: (u8, u8, u8) = (0x6b, 0x6b, 0x6b);

/// Draws a picture the right way up.
pub(super) fn picture(
    surface: &mut Surface<'_>,
    picture: &Picture,
    (x, y): (f32, f32),
    room: (f32, f32),
) {
    let (width, height) = room;
    let drawn = if picture.is_turned() {
        Size::from_wh(height, width)
    } else {
        Size::from_wh(width, height)
    };
    let Some(drawn) = drawn else { return };
    // Mirrored or turned inside its own room: x' = sx·x + kx·y + tx, y' = ky·x + sy·y + ty.
    let (sx, ky, kx, sy, tx, ty) = match picture.orientation {
        2 => (-1.0, 0.0, 0.0, 1.0, width, 0.0),
        3 => (-1.0, 0.0, 0.0, -1.0, width, height),
        4 => (1.0, 0.0, 0.0, -1.0, 0.0, height),
        5 => (0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
        6 => (0.0, 1.0, -1.0, 0.0, width, 0.0),
        7 => (0.0, -1.0, -1.0, 0.0, width, height),
        8 => (0.0, -1.0, 1.0, 0.0, 0.0, height),
        _ => (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    };
    surface.push_transform(&Transform::from_row(sx, ky, kx, sy, x + tx, y + ty));
    surface.draw_image(picture.image.clone(), drawn);
    surface.pop();
}

fn color((red, green, blue): (u8, u8, u8)) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

pub(super) fn fill(surface: &mut Surface<'_>, tone: Tone) {
    let paint = color(match tone {
        Tone::Ink => INK,
        Tone::Muted => (0x4d, 0x4d, 0x4d),
        Tone::Pale => (0x8c, 0x8c, 0x8c),
    });
    surface.set_stroke(None);
    surface.set_fill(Some(Fill {
        paint: paint.into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }));
}

pub(super) fn stroke(surface: &mut Surface<'_>, width: f32) {
    stroke_in(surface, width, LINE);
}

pub(super) fn stroke_in(surface: &mut Surface<'_>, width: f32, tone: (u8, u8, u8)) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: color(tone).into(),
        width,
        ..Stroke::default()
    }));
}

pub(super) fn draw(surface: &mut Surface<'_>, path: Option<Path>) {
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

pub(super) fn line_path(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    path.finish()
}

pub(super) fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}

fn circle(x: f32, y: f32, radius: f32) -> Option<Path> {
    // Four arcs as Bézier curves; the constant makes them rounder than a printer can show.
    let (r, k) = (radius, radius * 0.552_28);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path.finish()
}

pub(super) fn frame(
    surface: &mut Surface<'_>,
    shape: Shape,
    (x, y): (f32, f32),
    (width, height): (f32, f32),
) {
    stroke(surface, 0.8);
    match shape {
        Shape::Square | Shape::Crossed => draw(surface, rectangle(x, y, width, height)),
        Shape::Circle | Shape::Dotted => draw(
            surface,
            circle(x + width / 2.0, y + height / 2.0, width / 2.0),
        ),
    }
    match shape {
        Shape::Square | Shape::Circle => {}
        Shape::Dotted => {
            fill(surface, Tone::Ink);
            draw(
                surface,
                circle(x + width / 2.0, y + height / 2.0, width * 0.28),
            );
        }
        Shape::Crossed => {
            let (left, top) = (x + width * 0.2, y + height * 0.2);
            let (right, bottom) = (x + width * 0.8, y + height * 0.8);
            stroke_in(surface, 1.5, INK);
            draw(surface, line_path((left, top), (right, bottom)));
            draw(surface, line_path((left, bottom), (right, top)));
        }
    }
}
