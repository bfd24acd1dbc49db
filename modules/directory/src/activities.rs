// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Accounts, sign-in and audit trail, as an activity of the register of processing.

use kernel::{Lang, OrganisationId};
use web::{Activity, App, BoxFuture, Error};

/// Says what is done with data about the people who use the product.
pub(crate) fn list(
    app: &App,
    lang: Lang,
    _: OrganisationId,
) -> BoxFuture<'_, Result<Vec<Activity>, Error>> {
    Box::pin(async move {
        let word = |key: &str| app.catalog.text(lang, key, &[]);
        Ok(vec![Activity {
            key: "directory/accounts".to_owned(),
            title: word("directory-activity-heading"),
            purpose: word("directory-activity-purpose"),
            legal_basis: word("directory-activity-law"),
            persons: word("directory-activity-persons"),
            data: vec![
                word("directory-activity-data-accounts"),
                word("directory-activity-data-trail"),
            ],
            recipients: word("directory-activity-recipients"),
            origin: word("directory-activity-origin"),
            retention: word("directory-activity-retention"),
            measures: word("directory-activity-measures"),
        }])
    })
}
