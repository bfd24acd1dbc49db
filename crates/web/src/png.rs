// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Drawings as pictures of pixels.

use std::sync::{LazyLock, OnceLock};

use tokio::sync::Semaphore;

use crate::{Error, print_fonts};

/// As many pictures as there are processors are painted at once; the others wait.
static PAINTING: LazyLock<Semaphore> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    Semaphore::new(processors)
});

/// How wide pictures are, in pixels: sharp on paper as wide as a page.
const WIDTH: u32 = 1_440;
/// The font of the interface.
const FAMILY: &str = "Fira Sans";

/// A drawing of this house (SVG) as PNG, with the fonts of the interface.
pub async fn png(svg: String) -> Result<Vec<u8>, Error> {
    let permit = PAINTING.acquire().await.map_err(Error::internal)?;
    let painted = tokio::task::spawn_blocking(move || {
        raster::png(&svg, FAMILY, fonts(), WIDTH).map_err(Error::internal)
    })
    .await
    .map_err(Error::internal)?;
    drop(permit);
    painted
}

/// Read once per process. Where the binary was built without the interface there are none, and pictures have no words.
fn fonts() -> &'static raster::Fonts {
    static FONTS: OnceLock<raster::Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let files = print_fonts().map(print::Fonts::files);
        raster::Fonts::new(files.into_iter().flatten())
    })
}
