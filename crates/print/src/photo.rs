// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Photos as paper needs them: as fine as print shows, upright, and without what a camera notes about
//! the place, the day and itself.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

/// The longest side in pixels: 17 cm at 240 dots per inch.
const LONGEST_SIDE: u32 = 1_600;

/// How much of the picture the file keeps, 1 to 100: what is lost is not seen on paper.
const QUALITY: u8 = 82;

/// The most memory that one photo may take while it is read, in bytes: 100 million pixels.
const MOST_MEMORY: u64 = 320 * 1024 * 1024;

/// The longest side of a file that is read, in pixels.
const LONGEST_READ: u32 = 20_000;

/// A photo (JPEG, PNG or WebP) as a JPEG file for a document; nothing if it cannot be read. Takes up to
/// a second per photo and much memory: call it where nobody waits for the thread, one photo after the
/// other.
pub fn photo(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    if !matches!(
        reader.format()?,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
    ) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits.max_image_width = Some(LONGEST_READ);
    limits.max_image_height = Some(LONGEST_READ);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > MOST_MEMORY {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if picture.width().max(picture.height()) > LONGEST_SIDE {
        picture = picture.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    picture.apply_orientation(orientation);
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, QUALITY)
        .encode_image(&on_paper(&picture))
        .ok()?;
    Some(file)
}

/// What is transparent lets the white of the paper through.
fn on_paper(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let picture = picture.to_rgba8();
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let mixed = |colour: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
        };
        Rgb([mixed(red), mixed(green), mixed(blue)])
    })
}

#[cfg(test)]
mod tests {
    use image::Rgba;
    use image::RgbaImage;

    use super::*;

    fn size(file: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory(file).unwrap();
        (picture.width(), picture.height())
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let shade = |at: u32| u8::try_from(at % 256).unwrap();
        let picture = RgbImage::from_fn(width, height, |x, y| Rgb([shade(x), shade(y), 99]));
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, 90)
            .encode_image(&picture)
            .unwrap();
        file
    }

    /// The same file with what a camera notes: it was held upright (6), and where that was.
    fn with_notes(jpeg: &[u8]) -> Vec<u8> {
        let mut notes =
            b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0".to_vec();
        notes.extend(b"\0\0\0\0GPS 52.37 9.73");
        let length = u16::try_from(notes.len() + 2).unwrap();
        let mut file = jpeg[..2].to_vec();
        file.extend([0xff, 0xe1]);
        file.extend(length.to_be_bytes());
        file.extend(notes);
        file.extend(&jpeg[2..]);
        file
    }

    #[test]
    fn a_large_photo_is_made_as_fine_as_paper_shows() {
        let file = photo(&jpeg(4_000, 3_000)).unwrap();
        assert_eq!(size(&file), (1_600, 1_200));
        let small = photo(&jpeg(40, 30)).unwrap();
        assert_eq!(size(&small), (40, 30), "a small one is not blown up");
    }

    #[test]
    fn a_photo_stands_upright_and_says_nothing_of_its_place() {
        let file = with_notes(&jpeg(40, 30));
        assert!(file.windows(3).any(|part| part == b"GPS"));
        let printed = photo(&file).unwrap();
        assert_eq!(size(&printed), (30, 40));
        assert!(!printed.windows(3).any(|part| part == b"GPS"));
        assert!(!printed.windows(4).any(|part| part == b"Exif"));
    }

    #[test]
    fn what_is_transparent_is_white() {
        let clear = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0]));
        let mut file = Cursor::new(Vec::new());
        clear.write_to(&mut file, ImageFormat::Png).unwrap();
        let printed = image::load_from_memory(&photo(file.get_ref()).unwrap()).unwrap();
        assert_eq!(printed.to_rgb8().get_pixel(4, 4).0, [255, 255, 255]);
    }

    #[test]
    fn what_is_no_photo_is_none() {
        assert_eq!(photo(b""), None);
        assert_eq!(photo(b"GIF89a\x01\0\x01\0\0\0\0"), None);
        let whole = jpeg(40, 30);
        assert_eq!(photo(&whole[..60]), None);
    }
}
