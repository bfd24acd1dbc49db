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
}

impl Picture {
    /// A PNG or JPEG file whose head can be read and which is not too large.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (image, orientation) = match bytes.get(..3)? {
            b"\x89PN" => (Image::from_png(bytes.to_vec().into(), false), 1),
            b"\xff\xd8\xff" => (
                Image::from_jpeg(bytes.to_vec().into(), false),
                orientation(bytes).unwrap_or(1),
            ),
            _ => return None,
        };
        let image = image.ok()?;
        let (columns, rows) = image.size();
        let pixels = u64::from(columns) * u64::from(rows);
        (pixels > 0 && pixels <= MOST_PIXELS).then_some(Self { image, orientation })
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

/// The orientation that a JPEG file's Exif part names.
fn orientation(jpeg: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let marker = jpeg.get(at..at + 4)?;
        if marker[0] != 0xff || marker[1] == 0xda {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([marker[2], marker[3]]));
        let part = jpeg.get(at + 4..at + 2 + length.max(2))?;
        if marker[1] == 0xe1
            && let Some(tiff) = part.strip_prefix(b"Exif\0\0")
        {
            return tiff_orientation(tiff);
        }
        at += 2 + length.max(2);
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
}
