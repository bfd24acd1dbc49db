// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;

use harfrust::{FontRef, Shaper, ShaperData};
use krilla::text::Font;

use crate::PrintError;
use crate::text::Weight;

/// The fonts of a document, unpacked. Make them once per process: unpacking costs some
/// milliseconds per file.
pub struct Fonts {
    faces: Vec<Face>,
    /// How many of the faces are regular; the others are bold.
    regular: usize,
}

struct Face {
    bytes: Vec<u8>,
    shaping: ShaperData,
    embedded: Font,
}

impl Fonts {
    /// Reads fonts from the bytes of TTF, OTF, WOFF or WOFF2 files. A character is set in the first
    /// font of its weight that has it, else in the first font of the other weight, so web fonts that
    /// are divided by script can be given as they are. `bold` may be empty.
    pub fn new(regular: &[&[u8]], bold: &[&[u8]]) -> Result<Self, PrintError> {
        let mut faces = Vec::with_capacity(regular.len() + bold.len());
        for (weight, files) in [("regular", regular), ("bold", bold)] {
            for (index, bytes) in files.iter().enumerate() {
                faces.push(Face::read(bytes).map_err(|reason| PrintError::Font {
                    weight,
                    index,
                    reason,
                })?);
            }
        }
        if regular.is_empty() {
            return Err(PrintError::NoFont);
        }
        Ok(Self {
            faces,
            regular: regular.len(),
        })
    }

    /// The unpacked files (TTF or OTF), for whoever draws with the same letters.
    pub fn files(&self) -> impl Iterator<Item = &[u8]> {
        self.faces.iter().map(|face| face.bytes.as_slice())
    }

    /// The faces in the order in which they are asked for a character of this weight.
    pub(crate) fn order(&self, weight: Weight) -> Vec<usize> {
        let (regular, bold) = (0..self.regular, self.regular..self.faces.len());
        match weight {
            Weight::Regular => regular.chain(bold).collect(),
            Weight::Bold => bold.chain(regular).collect(),
        }
    }

    /// A shaper per face and its units per em.
    pub(crate) fn shapers(&self) -> Vec<(Shaper<'_>, f32)> {
        self.faces
            .iter()
            .filter_map(|face| {
                let font = FontRef::new(&face.bytes).ok()?;
                let units = face.embedded.units_per_em();
                Some((face.shaping.shaper(&font).build(), units))
            })
            .collect()
    }

    /// The face as it is embedded in files.
    pub(crate) fn embedded(&self, face: usize) -> Option<Font> {
        self.faces.get(face).map(|face| face.embedded.clone())
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bold = self.faces.len() - self.regular;
        write!(f, "Fonts({} regular, {bold} bold)", self.regular)
    }
}

impl Face {
    fn read(bytes: &[u8]) -> Result<Self, String> {
        let bytes = match bytes.get(..4) {
            Some(b"wOFF") => wuff::decompress_woff1(bytes).map_err(|error| format!("{error:?}"))?,
            Some(b"wOF2") => wuff::decompress_woff2(bytes).map_err(|error| format!("{error:?}"))?,
            _ => bytes.to_vec(),
        };
        let font = FontRef::new(&bytes).map_err(|error| error.to_string())?;
        let shaping = ShaperData::new(&font);
        let embedded = Font::new(bytes.clone().into(), 0)
            .ok_or_else(|| "it lacks tables that every font has".to_owned())?;
        if embedded.units_per_em() < 1.0 {
            return Err("it has no size".to_owned());
        }
        Ok(Self {
            bytes,
            shaping,
            embedded,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_can_be_kept_for_all_threads() {
        fn kept<T: Send + Sync + 'static>() {}
        kept::<Fonts>();
    }

    #[test]
    fn a_file_that_is_no_font_is_named() {
        let error = Fonts::new(&[b"wOF2 but not really"], &[]).unwrap_err();
        assert!(
            error.to_string().starts_with("font 0 of the regular fonts"),
            "{error}"
        );
        let error = Fonts::new(&[], &[]).unwrap_err();
        assert!(matches!(error, PrintError::NoFont), "{error}");
    }
}
