// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Drawings as pixels: SVG that this house has made becomes PNG.
//!
//! What belongs here: fonts for drawings, and a limit on what a picture may cost. What does not: making drawings (`figures`), drawings
//! of others. Nothing is loaded: a drawing that names a picture or a file gets none.

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{ImageHrefResolver, Options, Tree};

/// The widest picture in pixels.
pub const WIDEST: u32 = 2_400;
/// The most pixels of a picture; a pixel takes four bytes while it is drawn.
const MOST_PIXELS: u64 = 12_000_000;
/// The longest drawing in bytes.
const LONGEST: usize = 16 << 20;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The drawing cannot be read.
    #[error("the drawing cannot be read: {0}")]
    Drawing(String),
    /// It is too large, or the picture would be.
    #[error("the picture would be too large")]
    TooLarge,
    /// The pixels cannot be written.
    #[error("the picture cannot be written: {0}")]
    Write(String),
}

/// The fonts of drawings, read once. Cheap to clone.
#[derive(Clone)]
pub struct Fonts(Arc<Database>);

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fonts({})", self.0.len())
    }
}

impl Fonts {
    /// Fonts from the bytes of TTF or OTF files. What is no font is left out.
    pub fn new<'f>(files: impl IntoIterator<Item = &'f [u8]>) -> Self {
        let mut fonts = Database::new();
        for file in files {
            fonts.load_font_data(file.to_vec());
        }
        Self(Arc::new(fonts))
    }
}

/// A drawing as PNG on white, `width` pixels wide. `family` is the font of texts that name none. Takes some tens of milliseconds of a
/// processor: call it where nobody waits for the thread.
///
/// # Errors
/// If the drawing is none, or too large.
pub fn png(svg: &str, family: &str, fonts: &Fonts, width: u32) -> Result<Vec<u8>, RasterError> {
    if svg.len() > LONGEST || width == 0 || width > WIDEST {
        return Err(RasterError::TooLarge);
    }
    let options = Options {
        font_family: family.to_owned(),
        fontdb: Arc::clone(&fonts.0),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree =
        Tree::from_str(svg, &options).map_err(|error| RasterError::Drawing(error.to_string()))?;
    let size = tree.size();
    let scale = width as f32 / size.width();
    let height = (size.height() * scale).ceil();
    let pixels = f64::from(height) * f64::from(width);
    // What is no number is too large, too.
    if !(f64::from(width)..=MOST_PIXELS as f64).contains(&pixels) {
        return Err(RasterError::TooLarge);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between one and the most pixels, as the line above says"
    )]
    let height = height as u32;
    let mut pixels = Pixmap::new(width, height).ok_or(RasterError::TooLarge)?;
    pixels.fill(Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels
        .encode_png()
        .map_err(|error| RasterError::Write(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\">\
        <rect width=\"50\" height=\"50\" fill=\"#ff0000\"/><text x=\"60\" y=\"20\">A</text>\
        <image href=\"/etc/hostname\" width=\"9\" height=\"9\"/></svg>";

    fn pixel(png: &[u8], x: u32, y: u32) -> [u8; 3] {
        let pixels = Pixmap::decode_png(png).unwrap();
        let colour = pixels.pixel(x, y).unwrap().demultiply();
        [colour.red(), colour.green(), colour.blue()]
    }

    #[test]
    fn a_drawing_is_painted_on_white() {
        let png = png(DRAWING, "Fira Sans", &Fonts::new([]), 400).unwrap();
        assert_eq!(pixel(&png, 20, 20), [255, 0, 0]);
        assert_eq!(pixel(&png, 390, 190), [255, 255, 255]);
    }

    #[test]
    fn what_would_cost_too_much_is_refused() {
        let none = Fonts::new([]);
        let high = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 100000\"/>";
        assert!(matches!(
            png(high, "", &none, 400),
            Err(RasterError::TooLarge)
        ));
        assert!(matches!(
            png(DRAWING, "", &none, 0),
            Err(RasterError::TooLarge)
        ));
        assert!(matches!(
            png(DRAWING, "", &none, WIDEST + 1),
            Err(RasterError::TooLarge)
        ));
        assert!(matches!(
            png("<p>", "", &none, 100),
            Err(RasterError::Drawing(_))
        ));
    }
}
