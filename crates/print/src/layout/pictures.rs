// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Pictures from outside: whether they can be shown, and which way up.

use krilla::image::Image;

/// Pictures of more pixels are not decoded.
const MOST_PIXELS: u64 = 24_000_000;

/// A picture as it is to be looked at.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    pub(crate) image: Image,
    /// How the camera was held: 1 to 8 as in Exif, tag 0x0112.
    pub(crate) orientation: u8,
    /// Its place among the pictures of the document that seem readable, from 0.
    pub(crate) number: usize,
}

impl Picture {
    /// A PNG, JPEG or WebP file whose head can be read and which is not too large.
    pub(crate) fn read(bytes: &[u8], number: usize) -> Option<Self> {
        let (image, orientation) = match bytes.get(..3)? {
            b"\x89PN" => (Image::from_png(bytes.to_vec().into(), false), 1),
            b"\xff\xd8\xff" => {
                let head = Head::of(bytes);
                // Colours for a printing press need a description of that press.
                if head.components == Some(4) {
                    return None;
                }
                let image = Image::from_jpeg(bytes.to_vec().into(), false);
                (image, head.orientation.unwrap_or(1))
            }
            b"RIF" if bytes.get(8..12) == Some(b"WEBP") => {
                (Image::from_webp(bytes.to_vec().into(), false), 1)
            }
            _ => return None,
        };
        let image = image.ok()?;
        let (columns, rows) = image.size();
        let pixels = u64::from(columns) * u64::from(rows);
        (pixels > 0 && pixels <= MOST_PIXELS).then_some(Self {
            image,
            orientation,
            number,
        })
    }

    /// Width and height as looked at, in pixels.
    pub(crate) fn size(&self) -> (f32, f32) {
        let (columns, rows) = self.image.size();
        let (width, height) = (columns as f32, rows as f32);
        if self.is_turned() {
            (height, width)
        } else {
            (width, height)
        }
    }

    /// Whether the camera was held upright, so that rows of the file are columns of the picture.
    pub(crate) fn is_turned(&self) -> bool {
        self.orientation >= 5
    }
}

/// What the parts before the pixels of a JPEG file say.
#[derive(Debug, Default, PartialEq, Eq)]
struct Head {
    orientation: Option<u8>,
    /// 1 for grey, 3 for colours of a screen, 4 for colours of a press.
    components: Option<u8>,
}

impl Head {
    fn of(jpeg: &[u8]) -> Self {
        let mut head = Self::default();
        let mut at = 2;
        while let Some(&[0xff, marker, high, low]) = jpeg.get(at..at + 4) {
            let length = usize::from(u16::from_be_bytes([high, low])).max(2);
            let Some(part) = jpeg.get(at + 4..at + 2 + length) else {
                break;
            };
            match marker {
                0xda => break,
                0xe1 => {
                    let tiff = part.strip_prefix(b"Exif\0\0");
                    head.orientation = head.orientation.or(tiff.and_then(tiff_orientation));
                }
                0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&marker) => {
                    head.components = part.get(5).copied();
                }
                _ => {}
            }
            at += 2 + length;
        }
        head
    }
}

fn tiff_orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let (low, high) = if little { (4, 6) } else { (6, 4) };
    let first = (usize::from(short(high)?) << 16) | usize::from(short(low)?);
    let count = usize::from(short(first)?);
    (0..count).find_map(|index| {
        let entry = first + 2 + index * 12;
        let value = (short(entry)? == 0x0112).then(|| short(entry + 8))??;
        u8::try_from(value)
            .ok()
            .filter(|value| (1..=8).contains(value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orientation(jpeg: &[u8]) -> Option<u8> {
        Head::of(jpeg).orientation
    }

    fn jpeg(tiff: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x00, 0x00, 0xff, 0xe1];
        let length = u16::try_from(tiff.len() + 8).expect("short");
        bytes.extend(length.to_be_bytes());
        bytes.extend(b"Exif\0\0");
        bytes.extend(tiff);
        bytes.extend([0xff, 0xda]);
        bytes
    }

    #[test]
    fn the_camera_says_how_it_was_held() {
        let mut intel = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0".to_vec();
        assert_eq!(orientation(&jpeg(&intel)), Some(6));
        let motorola = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0";
        assert_eq!(orientation(&jpeg(motorola)), Some(3));
        intel[18] = 9;
        assert_eq!(orientation(&jpeg(&intel)), None);
    }

    #[test]
    fn damaged_files_say_nothing() {
        let whole = jpeg(b"II\x2a\0\xff\xff\xff\xff\x01\0");
        for end in 0..whole.len() {
            assert_eq!(orientation(&whole[..end]), None);
        }
        assert_eq!(orientation(&whole), None);
        assert_eq!(orientation(&[0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]), None);
    }

    #[test]
    fn colours_of_a_press_are_recognised() {
        let jpeg = |components: u8| {
            let mut bytes = vec![0xff, 0xd8, 0xff, 0xc2, 0, 8 + 3 * components, 8];
            bytes.extend([0, 1, 0, 1, components]);
            bytes.extend(vec![1; usize::from(components) * 3]);
            bytes
        };
        assert_eq!(Head::of(&jpeg(4)).components, Some(4));
        assert_eq!(Head::of(&jpeg(3)).components, Some(3));
        assert!(Picture::read(&jpeg(4), 0).is_none());
    }
}
