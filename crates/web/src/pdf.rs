// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Printed documents as answers.

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use http::header;
use print::{Document, PrintError};
use tokio::sync::Semaphore;

use crate::download::disposition;
use crate::{Error, print_fonts};

/// As many documents as there are processors are printed at once; the others wait.
static PRINTING: LazyLock<Semaphore> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    Semaphore::new(processors)
});

/// A document as PDF, to be read in the browser and saved under `name`, which ends in `.pdf`.
pub async fn pdf(document: Document, name: &str) -> Result<Response, Error> {
    Ok(pdf_response(name, print_pdf(document).await?))
}

/// The bytes of a document as PDF, to be kept.
pub async fn print_pdf(document: Document) -> Result<Vec<u8>, Error> {
    let permit = PRINTING.acquire().await.map_err(Error::internal)?;
    let printed = tokio::task::spawn_blocking(move || {
        let fonts = print_fonts().map_err(|error| match error {
            PrintError::NoFont => Error::NotBuilt(error.to_string()),
            error => Error::internal(error),
        })?;
        print::render(&document, fonts).map_err(Error::internal)
    })
    .await
    .map_err(Error::internal)??;
    drop(permit);
    Ok(printed.pdf)
}

/// A PDF that this product has made, to be read in the browser and saved under `name`.
pub fn pdf_response(name: &str, bytes: Vec<u8>) -> Response {
    // What separates folders is none of a name.
    let name = name.replace(['/', '\\', ':'], "-");
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, true)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
