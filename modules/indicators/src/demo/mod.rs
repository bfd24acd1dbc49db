// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The demo's two seasons of releases, taken over in one go, invented cases of notifiable diseases,
//! two invented indicators, and texts beside them.

mod cases;
mod measures;
mod register;
mod texts;

use web::{App, Error};

use crate::jobs::ReleaseAccepted;
use crate::store;

pub use cases::load_cases;
pub use measures::load_measures;
pub use register::load_register;
pub use texts::load_texts;

/// Writes many releases in one transaction, as [`crate::jobs::take_over`] writes each; returns how
/// many were new.
pub async fn load(app: &App, releases: &[ReleaseAccepted]) -> Result<usize, Error> {
    let tx = app.db.begin().await?;
    let mut new = 0;
    for release in releases {
        new += usize::from(store::add_release(&tx, release, app.clock.now()).await?);
    }
    tx.commit().await?;
    Ok(new)
}
