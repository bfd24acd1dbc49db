// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Several files as one that grows (ZIP), without a way back: its bytes are on their way already.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use web::Error;
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

/// Bytes on their way from the archive to the reader.
#[derive(Clone, Default)]
struct Way(Arc<Mutex<Vec<u8>>>);

impl Way {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Way {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        way.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An archive that is being written.
pub(super) struct Archive {
    writer: ZipWriter<StreamWriter<Way>>,
    way: Way,
    names: Vec<String>,
}

impl Archive {
    /// An archive without files.
    pub(super) fn new() -> Self {
        let way = Way::default();
        Self {
            writer: ZipWriter::new_stream(way.clone()),
            way,
            names: Vec::new(),
        }
    }

    /// Begins the next file. Its name has letters, digits and what does no harm anywhere.
    pub(super) fn begin(&mut self, name: &str, extension: &str) -> Result<(), Error> {
        let plain: String = name
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        let mut full = format!("{plain}.{extension}");
        let mut number = 1;
        while self.names.contains(&full) {
            number += 1;
            full = format!("{plain}_{number}.{extension}");
        }
        self.writer
            .start_file(&full, SimpleFileOptions::default())
            .map_err(Error::internal)?;
        self.names.push(full);
        Ok(())
    }

    /// Adds bytes to the file, and gives those of the archive that are ready.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        self.writer.write_all(bytes).map_err(Error::internal)?;
        Ok(self.way.take())
    }

    /// Ends the archive.
    pub(super) fn finish(self) -> Result<Vec<u8>, Error> {
        self.writer.finish().map_err(Error::internal)?;
        Ok(self.way.take())
    }
}
