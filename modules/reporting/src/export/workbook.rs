// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A workbook, which is complete before its first byte leaves.

use forms::export::answers::{Book, BookError};
use tokio::sync::Semaphore;
use web::Error;

use super::facts::{Names, open};
use super::{Export, Failure, PAGE};

impl From<BookError> for Failure {
    fn from(error: BookError) -> Self {
        match error {
            BookError::TooLarge => Self::TooLargeForWorkbook,
            other => Self::Other(Error::internal(other)),
        }
    }
}

/// The most cells with something in them of a workbook: some 250 MB until it is written.
const MOST_CELLS: usize = 1_000_000;

/// So many workbooks are made at once; the others wait, because each lies in memory as a whole.
static ROOM: Semaphore = Semaphore::const_new(2);

/// The bytes of an export as a workbook.
pub async fn workbook(export: &Export) -> Result<Vec<u8>, Failure> {
    let _place = ROOM.acquire().await.map_err(Error::internal)?;
    let mut book = Book::new(MOST_CELLS);
    let mut names = Names::default();
    for part in &export.parts {
        let first = book.add_sheets(&part.layout, &part.ending)?;
        for page in part.chosen.chunks(PAGE) {
            for report in open(&export.app, &mut names, part, page).await? {
                book.add(first, &part.layout, &report.answered())?;
            }
        }
    }
    let written = tokio::task::spawn_blocking(move || book.finish());
    Ok(written.await.map_err(Error::internal)??)
}
